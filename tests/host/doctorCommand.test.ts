import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Sandbox } from "../../sandbox";
import { newSandbox } from "../support/sandboxes";
import { cli } from "../support/cliProgram";

const COLUMNS = 40;

let folder: string;
let sandbox: Sandbox;
/** Where a `pulumi` is that says which one it is, and no more. */
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  sandbox = await newSandbox();
  writeFileSync(join(folder, "pulumi"), "#!/bin/sh\necho v3.200.0\n");
  chmodSync(join(folder, "pulumi"), 0o755);
  env = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("pulumi-digicert doctor", () => {
  it("says of each thing whether it is good, and ends with 0 where nothing is bad", async () => {
    const { code, stdout } = await cli(["doctor"], { account: sandbox, env });
    expect(stdout.split("\n").filter((line) => line.startsWith("  ✗"))).toEqual([]);
    expect(code).toBe(0);
    const said = [
      "  ✓ Role: Administrator",
      "  ✓ Organization 123456: Sandbox Corporation",
      "  ! Unique ids:",
      "  ✓ Pulumi: v3.200.0",
      "  ✓ Package: pulumi-digicert ",
    ];
    for (const line of said) expect(stdout).toContain(`\n${line}`);
    expect(stdout).toMatch(/\n\d+ good, 2 to look at, 0 bad\. Nothing was ordered, and nothing changed\.\n$/);
  });

  it("says what to do where something is bad, ends with 1, and shows no key", async () => {
    const { code, stdout, stderr } = await cli(["doctor"], {
      account: { ...sandbox, apiKey: "another-key-of-nobody" },
      env: { PATH: "/nowhere" },
    });
    expect(code).toBe(1);
    expect(stdout).toContain("  ✗ Account: DigiCert does not know this API key");
    expect(stdout).toContain("  ✗ Pulumi: is not on the PATH\n    → Install it: https://www.pulumi.com/docs/iac/download-install/");
    expect(stdout + stderr).not.toContain("another-key-of-nobody");
  });

  it("needs no key to say that there is none", async () => {
    const { code, stdout } = await cli(["doctor"], { env });
    expect({ code, said: stdout.split("\n")[1] }).toEqual({ code: 1, said: "  ✗ API key: No DigiCert API key is configured" });
  });

  it("fits into forty columns, but for what cannot be broken", async () => {
    const { stdout } = await cli(["doctor"], { account: sandbox, env, columns: COLUMNS });
    const tooLong = stdout.split("\n").filter(
      (line) =>
        line.length > COLUMNS &&
        line
          .trim()
          .replace(/^[✓!✗→] /, "")
          .includes(" "),
    );
    expect(tooLong).toEqual([]);
  });

  it("tells programs the same in one JSON object", async () => {
    const { code, stdout } = await cli(["doctor", "--json"], { account: sandbox, env });
    const { bad, sections } = JSON.parse(stdout) as { readonly bad: number; readonly sections: readonly { readonly title: string }[] };
    expect({ code, bad }).toEqual({ code: 0, bad: 0 });
    expect(sections.map(({ title }) => title.replace(/ \(.*/, ""))).toEqual([
      "Configuration",
      "Account",
      "Products",
      "Organizations",
      "Orders",
      "This machine",
    ]);
  });

  it("has only asked", async () => {
    expect(new Set((await sandbox.journal()).map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});
