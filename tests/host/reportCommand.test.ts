import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { readPage } from "../support/readPage";
import { newSandbox } from "../support/sandboxes";
import { cli, placeOrder, startCli } from "../support/cliProgram";

const DAY = 86_400_000;

let folder: string;
let sandbox: Sandbox;
let state: string;

/** A certificate that was renewed once, one that somebody has revoked since, and an order that no state names. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  sandbox = await newSandbox();
  const stack = await new PastStack(sandbox).day(new Date(Date.now() - 350 * DAY).toISOString());
  await stack.up("web", {});
  await stack.day(new Date().toISOString());
  await stack.up("web", {});
  await stack.up("gone", {});
  state = stack.export();
  writeFileSync(join(folder, "state.json"), state);
  const [, , gone] = await sandbox.orders();
  await sandbox.revokeOutside(gone?.id ?? 0);
  const { csrPem } = makeCsr(["lost.corp.example"]);
  const certificate = { common_name: "lost.corp.example", csr: csrPem, signature_hash: "sha256" };
  await placeOrder(sandbox, { certificate, alternative_order_id: "pulumi01234567890123456789n1" });
  await sandbox.clearJournal();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("pulumi-digicert report", () => {
  it("makes a page of a state on standard input, without a key, a network or `pulumi`", async () => {
    const { code, stdout } = await cli(["report"], { input: state, env: { PATH: "/nowhere" } });
    const page = readPage(stdout);
    expect({ code, title: page.one("h1").text }).toEqual({ code: 0, title: "Private certificates of shop/production" });
    expect(page.section("The time line").all("svg", "order")).toHaveLength(3);
    expect(await sandbox.journal()).toEqual([]);
  });

  it("writes it into a file, and says in a line what is in it", async () => {
    const file = join(folder, "report.html");
    const { code, stdout, stderr } = await cli(["report", "--state", join(folder, "state.json"), "--output", file]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: `Wrote \`${file}\`: 2 certificates, nothing to act on now\n` });
    expect(readPage(readFileSync(file, "utf8")).one("h1").text).toContain("shop/production");
  });

  it("tells what DigiCert says, where it is asked, and only asks", async () => {
    const { code, stdout } = await cli(["report", "--account", "--state", "-"], { input: state, account: sandbox });
    expect(code).toBe(0);
    const said = readPage(stdout).section("What DigiCert says");
    expect(said.all("p")[0]?.text).toMatch(/^127\.0\.0\.1:\d+, key ending in .{4}: 4 private SSL orders\.$/);
    expect(said.all("li").map((item) => item.text)).toEqual([
      expect.stringMatching(/^gone order 100000003 is revoked at DigiCert, and issued in the state/),
      expect.stringMatching(/^order 100000004 \(issued\): Of no resource in the states that were looked at/),
    ]);
    expect(stdout).not.toContain(sandbox.apiKey);
    expect(new Set((await sandbox.journal()).map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("tells programs the same in one JSON object", async () => {
    const { stdout } = await cli(["report", "--json", "--state", "-"], { input: state });
    expect(JSON.parse(stdout)).toMatchObject({
      stacks: ["shop/production"],
      certificates: [
        { name: "web", standing: "good", orders: [{ role: "kept" }, { role: "current" }] },
        { name: "gone", standing: "good" },
      ],
    });
  });

  it.each([
    ["no state", ["report"], /^standard input is empty/],
    ["a state that is not there", ["report", "--state", "none.json"], /^The state file `none\.json` cannot be read: there is none$/],
    ["what is no state", ["report", "--state", __filename], /is no JSON: what is wanted is the output of `pulumi stack export`$/],
    [
      "no folder to write to",
      ["report", "--state", "STATE", "--output", "none/report.html"],
      /^The report cannot be written to `none\/report\.html`: there is no such folder$/,
    ],
    ["a folder to write to", ["report", "--state", "STATE", "--output", "."], /^The report cannot be written to `\.`: it is a folder$/],
    ["no key where DigiCert is to be asked", ["report", "--state", "STATE", "--account"], /^No DigiCert API key is configured/],
  ] as const)("given %s, says so in a line, ends with 1 and writes nothing", async (_, args, words) => {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await cli(args.map((arg) => (arg === "STATE" ? join(folder, "state.json") : arg)));
    const lines = stderr
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("Reading a state"));
    expect({ code, stdout, lines }).toEqual({ code: 1, stdout: "", lines: [expect.stringMatching(words)] });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("writes nothing where DigiCert does not know the key", async () => {
    const file = join(folder, "never.html");
    const account = { ...sandbox, apiKey: "another-key-of-nobody" };
    const { code, stderr } = await cli(["report", "--account", "--state", "-", "--output", file], { input: state, account });
    expect({ code, lines: stderr.trimEnd().split("\n") }).toEqual({
      code: 1,
      lines: [expect.stringContaining("does not know this API key")],
    });
    expect(stderr).not.toContain("another-key-of-nobody");
    expect(readdirSync(folder)).not.toContain("never.html");
  });

  it("is of no matter to a reader that stops reading", async () => {
    const child = startCli(["report", "--state", "-"]);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    child.stdin.end(state);
    expect(await once(child, "close")).toEqual([0, null]);
    expect(stderr).toBe("");
  });
});
