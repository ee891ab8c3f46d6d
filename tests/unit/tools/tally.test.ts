import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Tests = readonly (readonly [name: string, status: string])[];

/** A report as jest writes it, of one file. */
function report(file: string, tests: Tests, status = tests.some(([, each]) => each === "failed") ? "failed" : "passed") {
  return { testResults: [{ name: file, status, assertionResults: tests.map(([fullName, each]) => ({ fullName, status: each })) }] };
}

const steps = [
  { name: "tests", passed: true },
  { name: "lint", passed: true },
];
const green = { "check.json": steps, "fastTests.json": report("a", [["one", "passed"]]), "tests.json": report("b", [["two", "passed"]]) };

/** What the build says last, of the files that the two commands have left. */
function tally(files: Readonly<Record<string, unknown>>, codes: readonly [string, string] = ["0", "0"]) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-reports-"));
  try {
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), JSON.stringify(content));
    const { status, stdout } = spawnSync(process.execPath, [join(__dirname, "../../../tools/tally.mjs"), ...codes, folder], {
      encoding: "utf8",
    });
    return { succeeded: status === 0, last: stdout.trimEnd().split("\n").at(-1) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the last line of a build", () => {
  it("counts what passed, failed and was skipped", () => {
    expect(tally(green)).toEqual({ succeeded: true, last: "2 passed, 0 failed, 0 skipped" });
    const some = report("b", [
      ["two", "passed"],
      ["three", "failed"],
      ["four", "pending"],
    ]);
    expect(tally({ ...green, "tests.json": some }, ["0", "1"])).toEqual({ succeeded: false, last: "2 passed, 1 failed, 1 skipped" });
  });

  it("counts a test that ran in both once, as failed if it failed in either", () => {
    const twice = { ...green, "tests.json": report("a", [["one", "passed"]]) };
    expect(tally(twice)).toEqual({ succeeded: true, last: "1 passed, 0 failed, 0 skipped" });
    const once = { ...green, "tests.json": report("a", [["one", "failed"]]) };
    expect(tally(once, ["0", "1"])).toEqual({ succeeded: false, last: "0 passed, 1 failed, 0 skipped" });
  });

  it("counts each of two tests of one name in one file", () => {
    const same: Tests = [
      ["one", "passed"],
      ["one", "passed"],
    ];
    expect(tally({ ...green, "fastTests.json": report("a", same), "tests.json": report("a", same) }).last).toBe(
      "2 passed, 0 failed, 0 skipped",
    );
  });

  it("counts a file that could not be run as a failure", () => {
    expect(tally({ ...green, "tests.json": report("b", [], "failed") }, ["0", "1"])).toEqual({
      succeeded: false,
      last: "1 passed, 1 failed, 0 skipped",
    });
  });

  it("counts a step of the check that failed, and a run that left no count", () => {
    const lint = { ...green, "check.json": [{ name: "lint", passed: false }] };
    expect(tally(lint, ["1", "0"])).toEqual({ succeeded: false, last: "2 passed, 1 failed, 0 skipped" });
    expect(tally({}, ["1", "1"])).toEqual({ succeeded: false, last: "0 passed, 3 failed, 0 skipped" });
  });

  it("says no success of a command that failed for a reason nobody counted, nor of a build without tests", () => {
    expect(tally(green, ["0", "1"])).toEqual({ succeeded: false, last: "2 passed, 1 failed, 0 skipped" });
    const empty = { "check.json": steps, "fastTests.json": report("a", []), "tests.json": report("b", []) };
    expect(tally(empty).succeeded).toBe(false);
  });
});
