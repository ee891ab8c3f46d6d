import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import { guideFolder } from "../support/guideFolder";
import { describeWithEngine } from "./harness";

const guide = guideFolder("docs/guides/testing.md", ["@pulumi/pulumi"]);
const pulumiHome = mkdtempSync(join(tmpdir(), "pulumi-digicert-home-"));
afterAll(() => {
  for (const folder of [guide.folder, pulumiHome]) rmSync(folder, { recursive: true, force: true });
});

describeWithEngine("the guide to testing", () => {
  it("has a test of a whole stack that passes as it stands there, with the engine and the sandbox", async () => {
    // As in harness.ts, and for its reasons.
    const options = "    typescript: false\n    nodeargs: --stack-trace-limit=0\n";
    writeFileSync(join(guide.folder, "Pulumi.yaml"), `name: shop\nmain: program.js\nruntime:\n  name: nodejs\n  options:\n${options}`);
    writeFileSync(join(guide.folder, "package.json"), `{ "name": "shop", "private": true }\n`);
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|DIGICERT_|JEST_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name));
    const env = {
      ...Object.fromEntries(inherited),
      PATH: [process.env["PULUMI_DIGICERT_ENGINE"], dirname(process.execPath), process.env["PATH"]].join(delimiter),
      PULUMI_HOME: pulumiHome,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      NODE_OPTIONS: "--stack-trace-limit=0",
    };
    const run = spawn(process.execPath, ["--test", "stack.test.js"], { cwd: guide.folder, env, stdio: ["ignore", "pipe", "inherit"] });
    expect(await text(run.stdout)).toMatch(/^# pass 1$/m);
  }, 180_000);
});
