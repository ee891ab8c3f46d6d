/** The page on the sandbox: its commands run, and what it lists is what there is. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { defaultSettings, defaultWarts } from "../../sandbox/state/defaults";
import { filesMatching, textOf } from "../support/repositoryFiles";
import { callerOf } from "./caller";

const page = textOf("docs/guides/sandbox.md");
const programs = ["bash", "curl", "jq", "openssl"];
const itWithPrograms = programs.every((program) => spawnSync(program, ["--version"]).error === undefined) ? it : it.skip;

/** Commands fail where the server refuses. */
const strictCurl = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }';

function section(heading: string): string {
  return page.split(/^## /m).find((text) => text.startsWith(heading)) ?? "";
}

/** What stands in code in a text, without what follows a name: its arguments, or a variable end. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code.replace(/…$/, "")));
}

describe("the page on the sandbox", () => {
  itWithPrograms(
    "has commands that work, one after the other",
    async () => {
      const { sandbox } = await callerOf();
      const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-guide-"));
      const env = { ...process.env, API: sandbox.baseUrl, KEY: sandbox.apiKey, MANAGEMENT: sandbox.managementUrl };
      const said: string[] = [];
      try {
        for (const [, block = ""] of page.matchAll(/^```bash\n([^]*?)^```/gm)) {
          const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", `${strictCurl}\n${block}`], { cwd: folder, env });
          said.push(stdout);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
      expect(said).toHaveLength(6);
      expect(said[2]).toContain("leaf.pem: OK");
      // 325 days of a year have passed, or of a leap year.
      expect(said[4]).toMatch(/^4[01]$/m);
      expect((await sandbox.orders()).map(({ status }) => status)).toEqual(["issued", "issued", "issued"]);
    },
    60_000,
  );

  it("names every setting and every wart, and none besides", () => {
    const settings = section("Settings");
    const rows = [...settings.matchAll(/^\| (`[^|]+`) +\|/gm)].map(([, cell = ""]) => cell);
    expect([...namesIn(rows.join(" "))].sort()).toEqual(Object.keys(defaultSettings).sort());
    const [, prose = ""] = /^(On by default: .*)$/m.exec(settings) ?? [];
    expect([...namesIn(prose)].filter((name) => name !== "{}" && name !== "Warts").sort()).toEqual(Object.keys(defaultWarts).sort());
  });

  it("names every call of the management port, and none besides", async () => {
    const { sandbox } = await callerOf();
    const { calls } = (await (await fetch(sandbox.managementUrl)).json()) as { readonly calls: readonly string[] };
    const documented = [...namesIn(section("Manage"))].filter((name) => /^(GET|POST) \/\w*$/.test(name));
    expect(documented.sort()).toEqual([...calls].sort());
  });

  it("names every fault, and none besides", () => {
    const [, scripts = ""] = /const faults = \{([^]*?)\n\}/.exec(textOf("sandbox/faults/checkScripts.ts")) ?? [];
    const known = [...scripts.matchAll(/^ {2}(\w+): \[/gm)].map(([, name]) => name);
    const rows = [...section("Faults").matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name).filter((name) => name !== "do");
    expect(rows.sort()).toEqual(known.sort());
  });

  it("names every client that runs against it, at the version that runs", () => {
    const pins = filesMatching(/^tests\/sandbox\/foreign\/clients\/\w+\/requirements[.]txt$/).map(
      (path) => /^([\w-]+)==([\w.]+)$/m.exec(textOf(path))?.slice(1).join(" ") ?? path,
    );
    const rows = [...section("Clients").matchAll(/^\| ([\w-]+ [\d.]+), /gm)].map(([, client]) => client);
    expect(rows.sort()).toEqual(pins.sort());
  });

  it("names every code that the API answers", () => {
    const sources = filesMatching(/^sandbox\/.*[.]ts$/)
      .map(textOf)
      .join("\n");
    const codes = [...sources.matchAll(/refused\(\s*"([^"]+)"/g)].map(([, code = ""]) => code);
    const details = [...sources.matchAll(/accessDenied\("([^"]+)"\)/g)].map(([, detail = ""]) => `access_denied|${detail}`);
    const documented = [...namesIn(section("What it answers"))];
    const isNamed = (code: string) => documented.some((name) => code === name || (/[:|]$/.test(name) && code.startsWith(name)));
    expect(codes.length).toBeGreaterThan(10);
    expect([...codes, ...details].filter((code) => !isNamed(code))).toEqual([]);
  });
});
