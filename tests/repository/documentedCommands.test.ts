import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import buildFirst from "../support/buildFirst";
import { codeBlocks, pages } from "../support/documentation";
import { filesMatching, root, textOf } from "../support/repositoryFiles";

const { scripts, bin, name, peerDependencies } = JSON.parse(textOf("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly name: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

const configuration = textOf("provider/configuration.ts");

const programs = [...filesMatching(/^examples\/.*[.]ts$/).map(textOf), ...codeBlocks("ts").map(({ text }) => text)];
const engineTests = filesMatching(/^tests\/(engine|examples|faults|loadBalancers)\/.*[.]ts$/).map(textOf);

/** A command line of a block, without its comment. */
const commands = codeBlocks("sh").flatMap(({ place, text }) =>
  text
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => ({ place, command: line.replace(/(^|\s+)#.*$/, "").trim() }))
    .filter(({ command }) => command !== ""),
);

/** How each kind of command is held; one that is of no kind fails. */
const kinds: readonly { readonly pattern: RegExp; readonly holds: (match: RegExpExecArray) => boolean }[] = [
  {
    pattern: /^npm (?:run )?(test(?::\w+)?|demo|check|engine|bench|build|docs|format|lint|fuzz|soak)\b(?! -g)/,
    holds: ([, script = ""]) => isScript(script),
  },
  { pattern: /^npx pulumi-digicert (\w+)((?: .*)?)$/, holds: ([, command = "", flags = ""]) => isCommand(command, flags) },
  // tests/package installs the package with npm, pnpm and yarn.
  {
    pattern: /^(?:npm install|pnpm add|yarn add)(?: --save-dev)?(?: (.+))?$/,
    holds: ([, packages = name]) => packages.split(" ").every((each) => [name, ...Object.keys(peerDependencies)].includes(each)),
  },
  // tests/engine configures stacks, and brings them up.
  { pattern: /^pulumi config set (?:--secret )?digicert:(\w+)/, holds: ([, key = ""]) => configuration.includes(key) },
  { pattern: /^pulumi config set (?:--secret |--path )?'?(\w+)(?:[.]\w+|\[\d\]')?(?= |$)/, holds: ([, key = ""]) => isAskedFor(key) },
  { pattern: /^pulumi stack (?:init|select) \w+$/, holds: () => true },
  {
    pattern: /^pulumi (?:preview|up|refresh|destroy|cancel|stack output|stack export|state delete|state unprotect)((?: .*)?)$/,
    holds: ([, rest = ""]) => areGivenByTests(rest),
  },
  { pattern: /^openssl req -new .*$/, holds: ([command]) => isRunHere(command) },
  { pattern: /^export (DIGICERT_\w+)=/, holds: ([, variable = ""]) => configuration.includes(variable) },
];

function isScript(script: string): boolean {
  const file = /^node (\S+)/.exec(scripts[script] ?? "")?.[1];
  return scripts[script] !== undefined && (file === undefined || existsSync(join(root, file)));
}

/** Where the program is missing, the pages on what it makes have tests of their own that say so. */
function isRunHere(command: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-command-"));
  const { status, error } = spawnSync("sh", ["-c", command.replace(/^(\w+)/, "exec $1")], { cwd: folder, stdio: "ignore" });
  rmSync(folder, { recursive: true });
  return error !== undefined || status === 0 || status === 127;
}

/** Flags that a test gives to a real Pulumi. */
function areGivenByTests(rest: string): boolean {
  return [...rest.matchAll(/(?<=\s)--[\w-]+/g)].every(([flag]) => engineTests.some((text) => text.includes(`"${flag}"`)));
}

/** A program of the examples, or of a page, reads it by this name. */
function isAskedFor(key: string): boolean {
  return programs.some((text) => new RegExp(`config[.](get|require)\\w*(?:<[^(]+>)?\\("${key}"\\)`).test(text));
}

/** The command line knows the command and every flag. */
function isCommand(command: string, flags: string): boolean {
  const help = execFileSync(process.execPath, [bin["pulumi-digicert"] ?? "", command, "--help"], { cwd: root, encoding: "utf8" });
  return [...flags.matchAll(/(?<=\s)--[\w-]+/g)].every(([flag]) => new RegExp(`${flag}\\b`).test(help));
}

describe("a command in the documentation", () => {
  beforeAll(buildFirst, 120_000);

  it("is one that exists", () => {
    expect(commands.length).toBeGreaterThanOrEqual(4);
    const refused = commands.filter(({ command }) => {
      const held = kinds.map(({ pattern, holds }) => ({ match: pattern.exec(command), holds })).find(({ match }) => match !== null);
      return held?.match === undefined || held.match === null || !held.holds(held.match);
    });
    expect(refused).toEqual([]);
  });
});

describe("a page with commands for bash", () => {
  it("is one whose commands a test runs", () => {
    const tests = filesMatching(/^tests\/.*[.]test[.]ts$/).map(textOf);
    const running = tests.filter((text) => /bash/.test(text)).join("\n");
    const found = [...new Set(codeBlocks("bash").map(({ place }) => place.replace(/:\d+$/, "")))];
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter((page) => !running.includes(page))).toEqual([]);
  });
});

describe("a script of the package", () => {
  it("is there wherever a text names it", () => {
    const texts = [...pages, ...filesMatching(/[.](ts|mjs|js|cjs)$/)];
    const named = texts.flatMap((path) => [...textOf(path).matchAll(/\bnpm run ([\w:]+)/g)].map(([, script = ""]) => ({ path, script })));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !isScript(script))).toEqual([]);
  });
});

describe("README's table of where things are", () => {
  it("names what is there", () => {
    const table = textOf("README.md").slice(textOf("README.md").indexOf("## Where things are"));
    const places = [...table.matchAll(/`([\w./]+\/[\w./]*)`/g)].map(([, path = ""]) => path).filter((path) => !path.startsWith("@"));
    expect(places.length).toBeGreaterThan(5);
    expect(places.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
