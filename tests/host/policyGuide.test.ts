import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import * as policies from "../../policy";
import { textOf } from "../support/repositoryFiles";
import { guideFolder } from "../support/guideFolder";

const guide = guideFolder("docs/guides/policy.md", ["@pulumi/pulumi", "@pulumi/policy"]);
afterAll(() => {
  rmSync(guide.folder, { recursive: true });
});

/** Starts a pack as the engine does; its first line is the port on which it answers. */
async function firstLineOf(program: string): Promise<string> {
  writeFileSync(join(guide.folder, "package.json"), JSON.stringify({ name: "pack", version: "1.0.0", main: `${program}.js` }));
  const run = join(guide.folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const pack = spawn(process.execPath, [run, "127.0.0.1:1", "."], { cwd: guide.folder, stdio: ["ignore", "pipe", "pipe"] });
  try {
    return await new Promise((resolve, reject) => {
      createInterface({ input: pack.stdout }).once("line", resolve);
      createInterface({ input: pack.stderr }).once("line", (line) => {
        reject(new Error(line));
      });
      pack.once("exit", (code) => {
        reject(new Error(`it ended with ${String(code)}`));
      });
    });
  } finally {
    pack.kill();
  }
}

describe("the guide to policies", () => {
  it("has packs that start as they stand there", async () => {
    expect(guide.programs).toEqual(["index", "settings", "composed"]);
    for (const program of guide.programs) expect(await firstLineOf(program)).toMatch(/^\d+$/);
  }, 120_000);

  it("has a row for every policy, with its function and every setting, and none besides", () => {
    const rows = [...textOf("docs/guides/policy.md").matchAll(/^\| `(digicert-[\w-]+)` +\| `(\w+)` +\| ([^|]*)\|/gm)];
    const documented = rows.map(([, name, made, settings = ""]) => ({ name, made, settings: settingsIn(settings) }));
    const functions = Object.entries(policies).filter(([name]) => !name.startsWith("certificate"));
    const real = functions.map(([made, policy]) => {
      const { name, configSchema } = (policy as typeof policies.maximumValidity)();
      return { name, made, settings: Object.keys(configSchema?.properties ?? {}).filter((each) => each !== "exempt") };
    });
    const byName = (one: { readonly name?: string | undefined }, other: { readonly name?: string | undefined }) =>
      String(one.name).localeCompare(String(other.name));
    expect(documented.sort(byName)).toEqual(real.sort(byName));
  });
});

/** `name`: what it is by default; `another`: … */
function settingsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(\w+)`:/g)].map(([, name = ""]) => name);
}
