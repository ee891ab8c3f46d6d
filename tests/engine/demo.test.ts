import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { describeWithEngine } from "./harness";
import { killProcessesMarked, processesMarked, startRun, type Running } from "./running";

const root = join(__dirname, "../..");

/** A demo with a place for temporary files of its own, so that what it leaves there is seen. */
interface Demo extends Running {
  readonly temporary: string;
  /** What is left of it. */
  files(): readonly string[];
  processes(): readonly number[];
}

const demos: { readonly mark: string; readonly temporary: string }[] = [];

function startDemo(args: readonly string[] = [], programs: Readonly<Record<string, string>> = {}): Demo {
  const temporary = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  const own = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(own, name), text, { mode: 0o755 });
  const mark = `demo-${String(process.pid)}-${temporary.slice(-6)}`;
  demos.push({ mark, temporary }, { mark, temporary: own });
  const path = [own, process.env["PULUMI_DIGICERT_ENGINE"], process.env["PATH"]].join(delimiter);
  const env = {
    ...process.env,
    PATH: path,
    TMPDIR: temporary,
    PULUMI_DIGICERT_TEST_MARK: mark,
    // Of a person who uses Pulumi for something else.
    PULUMI_BACKEND_URL: "file:///nowhere",
    PULUMI_CONFIG_PASSPHRASE: "another",
    DIGICERT_API_KEY: "a-key-that-orders-for-real",
  };
  const running = startRun({ command: process.execPath, args: ["tools/demo.mjs", "--fast", ...args], cwd: root, env, events: "" });
  return { ...running, temporary, files: () => readdirSync(temporary), processes: () => processesMarked(mark) };
}

/** The excerpt of README, which must stay true; ids, dates and durations are others each time. */
function linesThatReadmeShows(): readonly string[] {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const excerpt = /```text\n( {2}\$ pulumi up [^`]*)```/.exec(readme)?.[1] ?? "";
  const lines = excerpt.split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeGreaterThan(10);
  return lines.map((line) => withoutNumbers(line.replace(/ …$/, "")));
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, "#");
}

afterEach(async () => {
  for (const { mark, temporary } of demos.splice(0)) {
    await killProcessesMarked(mark);
    rmSync(temporary, { recursive: true, force: true });
  }
});

describeWithEngine("the demo", () => {
  it("orders, verifies, renews and revokes a certificate, and leaves nothing behind", async () => {
    const demo = startDemo();
    const { exitCode, stdout, output } = await demo.done;
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    const orders = /order (\d+) renews order (\d+)/.exec(stdout);
    const [second, first] = [orders?.[1], orders?.[2]];
    expect(stdout).toMatch(new RegExp(`orderId +${String(first)}\\n`));
    expect(stdout).toMatch(/certificateId +\d+\n/);
    expect(stdout).toContain("certificate.pem: OK");
    expect(stdout).toMatch(
      new RegExp(`is due for RENEWAL, a new paid order after ${String(first)}: it ends in (40|39) days \\(renewal\\.beforeDays 60\\)`),
    );
    expect(stdout).toContain(`"renewal_of_order_id": ${String(first)}  →  order ${String(second)}`);
    expect(stdout).toContain(`order ${String(first)}  revoked`);
    expect(stdout).toContain(`order ${String(second)}  revoked`);
    expect(stdout).toMatch(/The whole job, in [\d min]*\d+ s\. Stack, sandbox and files are gone again\.\n$/);
    expect(output).not.toContain("a-key-that-orders-for-real");
    expect(linesThatReadmeShows().filter((line) => !withoutNumbers(stdout).includes(line))).toEqual([]);
    expect(demo.files()).toEqual([]);
    expect(demo.processes()).toEqual([]);
  }, 180_000);

  it("keeps stack and sandbox with --keep, says how to reach them, and ends them at Ctrl-C", async () => {
    const demo = startDemo(["--keep"]);
    await demo.says(/Ctrl-C here/);
    const folder = /cd (\S+) && \. \.\/environment/.exec(demo.outputSoFar())?.[1] ?? "";
    const shell = { cwd: folder, env: { PATH: process.env["PATH"] }, events: "" };
    const kept = await startRun({ command: "sh", args: ["-c", ". ./environment && pulumi stack output orderId"], ...shell }).done;
    expect(kept.stdout).toMatch(/^\d+\n$/);
    demo.kill("SIGINT");
    expect((await demo.done).exitCode).toBe(0);
    expect(demo.files()).toEqual([]);
    expect(demo.processes()).toEqual([]);
  }, 180_000);

  it("leaves nothing behind when it is interrupted in the middle of an order", async () => {
    const demo = startDemo();
    await demo.says(/pulumi up/);
    demo.kill("SIGINT");
    const { exitCode, output } = await demo.done;
    expect({ exitCode, output }).toMatchObject({
      exitCode: 130,
      output: expect.stringContaining("Interrupted; nothing is left.") as string,
    });
    expect(demo.files()).toEqual([]);
    expect(demo.processes()).toEqual([]);
  }, 60_000);

  it("says what failed when something fails, and leaves nothing but its log", async () => {
    const refusing = `#!/bin/sh\n[ "$1" = version ] && exit 0\necho "no random numbers today" >&2\nexit 3\n`;
    const demo = startDemo([], { openssl: refusing });
    const { exitCode, stderr } = await demo.done;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("openssl req failed with exit code 3:\n\nno random numbers today");
    const [log, ...others] = demo.files();
    expect(others).toEqual([]);
    expect(stderr).toContain(join(demo.temporary, log ?? "no log"));
    expect(readFileSync(join(demo.temporary, log ?? "no log"), "utf8")).toContain("no random numbers today");
    expect(demo.processes()).toEqual([]);
  }, 60_000);
});
