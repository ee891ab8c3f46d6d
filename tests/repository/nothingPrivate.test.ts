import { repositoryFiles, textOf } from "../support/repositoryFiles";

interface Kind {
  readonly name: string;
  readonly pattern: RegExp;
  /** Where it may be. */
  readonly fine?: RegExp;
  /** What the pattern is proved with; in pieces, so that this file is clean itself. */
  readonly example: string;
}

const kinds: readonly Kind[] = [
  {
    name: "a path of somebody's machine",
    pattern: /(?<![\w.])\/(?:home|Users|root|work|private|mnt)\/\w/,
    example: ["", "home", "me"].join("/"),
  },
  { name: "a path of somebody's Windows", pattern: /\b[A-Z]:\\+Users\\/, example: ["C:", "Users", "me"].join("\\") },
  { name: "where packages come from", pattern: /"resolved": "\w+:\/\//, example: ['"resolved": "https', '//x"'].join(":") },
  {
    name: "the host of a registry",
    pattern: /\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|goproxy|proxy\.golang)[\w-]*\.[\w.]+/i,
    example: ["https:", "", "registry.example.com"].join("/"),
  },
  {
    name: "a private key",
    pattern: /PRIVATE KEY-----(?:\\n|\s)+[A-Za-z0-9+/=]{40}/,
    example: ["PRIVATE KEY-----", "A".repeat(40)].join("\n"),
  },
  {
    name: "a certificate",
    pattern: /BEGIN (?:CERTIFICATE|NEW CERTIFICATE|CERTIFICATE REQUEST)-----(?:\\n|\s)+MI[A-Za-z0-9+/=]{40}/,
    // What earlier code stored is kept as it was: of a sandbox's CA, without any key.
    fine: /^tests\/unit\/lifecycle\/olderStates\//,
    example: ["BEGIN CERTIFICATE-----", `MI${"A".repeat(40)}`].join("\n"),
  },
  {
    name: "a key of DigiCert's form",
    pattern: /(?<![\w/+=-])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[G-Z])[A-Z0-9]{60,}(?![\w/+=])/,
    example: "Z1".repeat(32),
  },
];

describe("nothing private in the repository", () => {
  const texts = repositoryFiles.map((path) => ({ path, text: textOf(path) }));

  it.each(kinds)("$name would be found, and is nowhere", ({ pattern, example, fine }) => {
    expect(example).toMatch(pattern);
    const found = texts.filter(({ path, text }) => fine?.test(path) !== true && pattern.test(text));
    expect(found.map(({ path, text }) => `${path}: ${pattern.exec(text)?.[0] ?? ""}`)).toEqual([]);
  });
});
