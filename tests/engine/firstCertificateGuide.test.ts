/** The page on the first certificate: its program is brought up by its commands, one after the other, and what it shows is what they say. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import type { Sandbox } from "../../sandbox";
import { codeBlocks } from "../support/documentation";
import { guideFolder } from "../support/guideFolder";
import { root } from "../support/repositoryFiles";
import { withTlsPlugin } from "../support/tlsPlugin/tlsPlugin";
import { describeWithEngine } from "./harness";
import { killProcessesMarked } from "./running";
import { newSandbox, statuses } from "./sandboxes";

const page = "docs/guides/firstCertificate.md";
const guide = guideFolder(page, ["@pulumi/pulumi", "@pulumi/tls"]);
const mark = `guide-${String(process.pid)}`;
const describeWithOpenssl = spawnSync("openssl", ["version"]).error === undefined ? describeWithEngine : describe.skip;

afterAll(async () => {
  await killProcessesMarked(mark);
  rmSync(guide.folder, { recursive: true, force: true });
});

function blocks(language: string): readonly string[] {
  return codeBlocks(language).flatMap(({ place, text: block }) => (place.startsWith(`${page}:`) ? [block] : []));
}

/** The reader's shell. */
function environment({ baseUrl, apiKey }: Sandbox): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|DIGICERT_|JEST_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [process.env["PULUMI_DIGICERT_ENGINE"], dirname(process.execPath), withTlsPlugin().PATH].join(delimiter),
    PULUMI_HOME: join(guide.folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(guide.folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NODE_OPTIONS: "--stack-trace-limit=0",
    NO_PROXY: "127.0.0.1,localhost,::1",
    no_proxy: "127.0.0.1,localhost,::1",
    DIGICERT_BASE_URL: baseUrl,
    DIGICERT_API_KEY: apiKey,
    PULUMI_DIGICERT_TEST_MARK: mark,
  };
}

/** All that it said; a command that fails ends it. */
async function shell(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const npx = `npx() { shift; "${process.execPath}" "${join(root, "dist/cli/main.js")}" "$@"; }`;
  // What the previews of these would say, their runs say again.
  const pulumi = `pulumi() { case "$1" in up|destroy) set -- "$@" --skip-preview;; esac; command pulumi "$@"; }`;
  const args = ["-euo", "pipefail", "-c", `exec 2>&1\n${npx}\n${pulumi}\n${script}`];
  const child = spawn("bash", args, { cwd: guide.folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const said = await text(child.stdout);
  if ((await ended) !== 0) throw new Error(`${script}\nfailed:\n${said}`);
  return said;
}

function withoutNumbers(line: string): string {
  return line.trim().replace(/\d+/g, "#").replace(/ +/g, " ");
}

describeWithOpenssl("the guide to the first certificate", () => {
  it("has commands that work one after the other, and shows what they say", async () => {
    const sandbox = await newSandbox();
    const env = environment(sandbox);
    mkdirSync(join(guide.folder, "backend"));
    const settings = "runtime:\n  name: nodejs\n  options:\n    typescript: false\n";
    writeFileSync(join(guide.folder, "Pulumi.yaml"), `name: certificates\nmain: index.js\n${settings}`);
    writeFileSync(join(guide.folder, "package.json"), `{ "name": "certificates", "private": true }\n`);
    await shell("pulumi stack init dev", env);

    const [last = "", ...others] = [...blocks("bash")].reverse();
    const said = [];
    for (const block of others.reverse()) said.push(await shell(block, env));
    const output = said.join("\n");
    expect(output).toMatch(/^api\.pem: OK$/m);
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    const [, renewal] = await sandbox.orders();
    expect(renewal?.placedWith).toMatchObject({ renewal_of_order_id: 100000001 });

    const lines = blocks("text").flatMap((block) =>
      block
        .split("\n")
        .map(withoutNumbers)
        .filter((line) => line !== ""),
    );
    expect(lines.length).toBeGreaterThan(4);
    const spoken = withoutNumbers(output.replaceAll("\n", " ⏎ "));
    expect(lines.filter((line) => !spoken.includes(line))).toEqual([]);

    await shell(last, env);
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});
