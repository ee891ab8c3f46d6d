import { execFile, execFileSync } from "node:child_process";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";

import type { Sandbox } from "../../sandbox";
import buildFirst from "../support/buildFirst";
import { root } from "../support/repositoryFiles";
import { makeRoot } from "../unit/x509/authority";
import { newSandbox, newWish } from "./resources";

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

/** The same of the provider: when it is required, after a check and a diff, and after a first create. */
async function loadedInLife(sandbox: Sandbox): Promise<Readonly<Record<"atStart" | "atDiff" | "atCreate", readonly string[]>>> {
  const script = `
    const [wish, account] = process.argv.slice(1).map((text) => JSON.parse(text));
    const loaded = () => Object.keys(require.cache);
    (async () => {
      const { privateSslCertificate: provider } = require("pulumi-digicert/provider");
      const atStart = loaded();
      await provider.configure({ config: { get: (key) => account[key] } });
      const { inputs } = await provider.check({}, wish);
      await provider.diff("1", {}, inputs);
      const atDiff = loaded();
      await provider.create(inputs);
      console.log(JSON.stringify({ atStart, atDiff, atCreate: loaded() }));
      process.exit();
    })();`;
  const account = { "digicert:apiKey": sandbox.apiKey, "digicert:baseUrl": sandbox.baseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, JSON.stringify(newWish()), JSON.stringify(account)], {
    cwd: root,
  });
  const lists = JSON.parse(stdout) as Readonly<Record<"atStart" | "atDiff" | "atCreate", readonly string[]>>;
  const fromRoot = (files: readonly string[]) => files.map((file) => file.slice(root.length + 1));
  return { atStart: fromRoot(lists.atStart), atDiff: fromRoot(lists.atDiff), atCreate: fromRoot(lists.atCreate) };
}

/** Of the package, by folder. */
function ourModules(files: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const ours = files.filter((file) => file.startsWith("dist/provider/")).sort();
  const folders = [...new Set(ours.map((file) => dirname(file)))];
  return Object.fromEntries(
    folders.map((folder) => [
      folder.slice("dist/".length),
      ours.filter((file) => dirname(file) === folder).map((file) => basename(file, ".js")),
    ]),
  );
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

  it("the provider process requires loads what checks, compares and plans; what calls DigiCert, and the HTTP library, come with the first call", async () => {
    const { atStart, atDiff, atCreate } = await loadedInLife(await newSandbox());
    const { provider, "provider/lifecycle": lifecycle, ...others } = ourModules(atStart);
    expect(provider).toEqual(["configuration", "engineLink", "errors", "heap", "index", "privateSslCertificate", "redact", "version"]);
    expect(lifecycle).toEqual([
      "action",
      "byChange",
      "byDrift",
      "byTime",
      "current",
      "identity",
      "namesInHand",
      "plan",
      "runNotes",
      "state",
      "status",
      "wish",
    ]);
    expect(Object.keys(others)).toEqual(["provider/request", "provider/x509"]);
    expect(atStart.filter((file) => !file.startsWith("dist/provider/"))).toEqual([]);
    expect(atDiff).toEqual(atStart);

    const later = atCreate.filter((file) => !atStart.includes(file));
    expect(Object.keys(ourModules(later))).toEqual(["provider", "provider/certcentral", "provider/lifecycle", "provider/x509"]);
    expect(ourModules(later)["provider"]).toEqual(["calls"]);
    expect(later.some((file) => file.startsWith("node_modules/axios/"))).toBe(true);
    expect(
      later.filter((file) => !/^dist\/provider\/|^node_modules\//.test(file) || /@peculiar|reflect-metadata|commander/.test(file)),
    ).toEqual([]);
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
