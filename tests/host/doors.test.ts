import { execFileSync } from "node:child_process";

import buildFirst from "../support/buildFirst";
import { root } from "../support/repositoryFiles";
import { makeRoot } from "../unit/x509/authority";

// Here, and not before the level: a build that fails leaves the other tests of the level alone.
beforeAll(buildFirst, 120_000);

/** What a process has loaded after requiring a door of the package as it is built, by paths from the root. */
function loadedBy(door: string): readonly string[] {
  const script = `
    require(process.argv[1]);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ["-e", script, door], { cwd: root, encoding: "utf8" });
  return (JSON.parse(output) as readonly string[]).map((file) => file.slice(root.length + 1));
}

/** In a process that has loaded nothing else. */
function typeOfSecureContextAfterReading(certificatePem: string): string {
  const script = `
    require("./dist/provider/x509/certificate.js").readCertificate(process.argv[1]);
    console.log(typeof require("node:tls").createSecureContext);`;
  return execFileSync(process.execPath, ["-e", script, "--", certificatePem], { cwd: root, encoding: "utf8" }).trim();
}

/** The names that a program in ES modules gets. */
function namesImported(door: string): readonly string[] {
  const script = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(door)}))));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" });
  return (JSON.parse(output) as readonly string[]).filter((name) => !["default", "module.exports", "__esModule"].includes(name));
}

const dependencies = /node_modules\/(@peculiar|axios|commander|reflect-metadata)\//;

describe("the door of the package that", () => {
  it("programs import loads nothing of what runs in Pulumi's provider process", () => {
    const loaded = loadedBy("pulumi-digicert");
    expect(loaded).toContain("dist/sdk/index.js");
    expect(loaded.filter((file) => /^dist\/(?!sdk\/(?!tls\/))|\/@pulumi\/tls\//.test(file) || dependencies.test(file))).toEqual([]);
  });

  it("programs import for a certificate with its key loads @pulumi/tls beside that", () => {
    const loaded = loadedBy("pulumi-digicert/tls");
    expect(loaded.filter((file) => /\/@pulumi\/tls\//.test(file))).not.toEqual([]);
    expect(loaded.filter((file) => /^dist\/(?!sdk\/)/.test(file) || dependencies.test(file))).toEqual([]);
  });

  it("the provider process requires loads no sandbox, no command line, no program's part, and the HTTP library only when DigiCert is called", () => {
    const loaded = loadedBy("pulumi-digicert/provider");
    expect(loaded).toContain("dist/provider/index.js");
    expect(loaded.filter((file) => /^dist\/(?!provider\/)/.test(file) || dependencies.test(file))).toEqual([]);
  });

  it("tests start a sandbox through loads nothing of what it is there to judge", () => {
    const loaded = loadedBy("pulumi-digicert/sandbox");
    expect(loaded).toContain("dist/sandbox/index.js");
    expect(loaded.filter((file) => /^dist\/(?!sandbox\/)/.test(file) || /node_modules\/(axios|commander|@pulumi)\//.test(file))).toEqual(
      [],
    );
  });

  it("policy packs require loads how inputs are read, and nothing of how they are ordered", () => {
    const loaded = loadedBy("pulumi-digicert/policy");
    expect(loaded).toContain("dist/policy/index.js");
    expect(loaded.filter((file) => /^dist\/(?!policy\/|provider\/(request|x509)\/)/.test(file) || dependencies.test(file))).toEqual([]);
  });

  it("tests of programs require loads what signs, the sandbox and the HTTP library only when they are used", () => {
    const loaded = loadedBy("pulumi-digicert/testing");
    expect(loaded).toContain("dist/testing/index.js");
    expect(loaded.filter((file) => /^dist\/(?!testing\/|provider\/|sdk\/providerText)/.test(file) || dependencies.test(file))).toEqual([]);
  });

  it("programs in ES modules import gives them the same names", () => {
    expect(namesImported("pulumi-digicert")).toEqual(expect.arrayContaining(["PrivateSslCertificate", "Provider"]));
    expect(namesImported("pulumi-digicert/tls")).toEqual(["PrivateTlsCertificate"]);
    expect(namesImported("pulumi-digicert/sandbox")).toContain("startSandbox");
    expect(namesImported("pulumi-digicert/policy")).toEqual(expect.arrayContaining(["certificatePolicyPack", "maximumValidity"]));
    expect(namesImported("pulumi-digicert/testing")).toEqual(expect.arrayContaining(["setCertificateMocks", "valueOf", "sandboxForTests"]));
    expect(namesImported("pulumi-digicert/provider")).toEqual(["privateSslCertificate"]);
  });
});

describe("a part of the provider, alone in a process,", () => {
  it("that has read a certificate leaves Node able to speak TLS", () => {
    expect(typeOfSecureContextAfterReading(makeRoot("A test root").pem)).toBe("function");
  });
});
