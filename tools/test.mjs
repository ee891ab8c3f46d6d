/**
 * All tests, those that need a Pulumi engine too: `npm test`. Needs nothing but a clone; arguments are jest's, such as a path or `--selectProjects unit`.
 * Where no engine can be had, the tests that need one are skipped, visibly, unless PULUMI_DIGICERT_REQUIRE_ENGINE or CI says that this is a failure.
 *
 *   --faults   instead: every cell of the fault matrix, for an hour or two; cut off, it goes on where it was. At its end it writes the table of
 *              docs/reference/faults.md anew
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { obtainEngine } from "./engine/obtain.mjs";
import { Failure, main, outcomeOf, succeed } from "./programs.mjs";
import { root, setUp } from "./setUp.mjs";
import { elapsed, say, yellow } from "./terminal.mjs";

const report = join(root, "reports/tests.json");

async function engineFolder() {
  try {
    const { folder, version, from } = await obtainEngine();
    say(`Pulumi ${version}, ${from}`);
    return folder;
  } catch (error) {
    if (!(error instanceof Failure) || process.env["CI"] === "true" || process.env["PULUMI_DIGICERT_REQUIRE_ENGINE"] === "1") throw error;
    say(yellow(`${error.message}\nThe tests that need it are skipped.`));
    return undefined;
  }
}

/** The rows of the newest run become those that the documentation shows. */
async function keepResults() {
  const folder = join(root, "reports/faults");
  const [newest] = readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  if (newest === undefined) throw new Failure("The matrix left no results");
  await succeed(process.execPath, ["tools/runTypeScript.mjs", "tools/generateFaults.ts", "--from", newest], { cwd: root });
}

await main(async () => {
  const started = Date.now();
  const isWhole = process.argv.includes("--faults");
  const args = process.argv.slice(2).filter((argument) => argument !== "--faults");
  rmSync(report, { force: true });
  mkdirSync(join(root, "reports"), { recursive: true });
  await setUp();
  const folder = await engineFolder();
  const env = {
    ...process.env,
    ...(folder !== undefined && { PULUMI_DIGICERT_ENGINE: folder }),
    // What takes hours is tried in part by `npm test`, and whole by a command of its own.
    ...(isWhole && { PULUMI_DIGICERT_FAULTS: "all" }),
  };
  const levels = isWhole ? ["--selectProjects", "faults", "engine", "--", "tests/faults", "tests/engine/replaced"] : [];
  const { code } = await outcomeOf(
    process.execPath,
    [join("node_modules/.bin/jest"), "--json", "--outputFile", report, ...levels, ...args],
    {
      cwd: root,
      env,
      show: true,
    },
  );
  if (code !== 0) throw new Failure(`Tests failed, after ${elapsed(started)}`);
  if (isWhole) await keepResults();
  say(`All tests passed, after ${elapsed(started)}`);
});
