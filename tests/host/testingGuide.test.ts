import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { guideFolder } from "../support/guideFolder";

const guide = guideFolder("docs/guides/testing.md", ["@pulumi/pulumi", "@pulumi/tls"]);
afterAll(() => {
  rmSync(guide.folder, { recursive: true });
});

/** Runs tests of the guide as its reader does, without what jest has in its environment. */
function nodeTest(...files: readonly string[]) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(JEST_|NODE_OPTIONS$)/.test(name)));
  const { status, stdout } = spawnSync(process.execPath, ["--test", ...files], {
    cwd: guide.folder,
    encoding: "utf8",
    env: { ...environment, FORCE_COLOR: "0" },
  });
  return { status, stdout };
}

describe("the guide to testing", () => {
  it("has unit tests that pass as they stand there, with Node's own test runner", () => {
    // That of the stack needs an engine: tests/engine/testingGuide.test.ts.
    const tests = guide.programs.filter((name) => name.endsWith(".test") && name !== "stack.test");
    expect(tests).toEqual(["program.test", "wrong.test", "keys.test"]);
    const { status, stdout } = nodeTest(...tests.map((name) => `${name}.js`));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^# pass 4$/m) as string });
  }, 120_000);

  it("is right that a wrong program fails its test, even one that does not look, and once", () => {
    const careless = `
      const { test } = require("node:test");
      const { setCertificateMocks, programSettled } = require("pulumi-digicert/testing");
      test("nothing is looked at", async () => {
        await setCertificateMocks({ project: "shop", config: { "shop:csr": "none", "shop:organizationId": "1", "shop:days": "0" } });
        require("./program");
        await programSettled();
      });`;
    writeFileSync(join(guide.folder, "careless.test.js"), careless);
    const { status, stdout } = nodeTest("careless.test.js");
    expect(status).toBe(1);
    expect(stdout.match(/A preview would refuse the certificate api:/g)).toHaveLength(1);
    expect(stdout).toContain("orderValidity.days is 0: it takes a whole number of at least 1");
    expect(stdout).toContain("csr cannot be read as a certificate signing request");
  }, 120_000);
});
