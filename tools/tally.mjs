/**
 * The last line of a build: `N passed, N failed, N skipped`, from what jest counted in `npm run check` and `npm test`. A test that ran in both counts
 * once, as failed if it failed in either. A step of the check that failed, and a run that left no count, is one failure: whoever reads only
 * this line reads 0 only where all is well.
 *
 *   node tools/tally.mjs <exit code of npm run check> <exit code of npm test> [<folder of the reports>]
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * As jest writes it, as far as it is read.
 *
 * @typedef {object} Report
 * @property {readonly { readonly name: string, readonly status: string, readonly assertionResults: readonly { readonly fullName: string, readonly status: string }[] }[]} testResults
 */

const [checkCode = "1", testsCode = "1", reports = fileURLToPath(new URL("../reports", import.meta.url))] = process.argv.slice(2);

/** @param {string} file @returns {unknown} Undefined where it is missing. */
function read(file) {
  const path = join(reports, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** The worst counts. @param {string} status */
function rankOf(status) {
  if (status === "failed") return 2;
  return status === "passed" ? 1 : 0;
}

/** By file and name. Tests of one name in one file, as those of a table may be, are told apart by their order. @param {Report} report */
function resultsIn(report) {
  /** @type {Map<string, number>} */
  const results = new Map();
  for (const { name, status, assertionResults } of report.testResults) {
    // A file that could not be run has no tests to count.
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) results.set(`${name}\nthe file itself`, 2);
    for (const test of assertionResults) {
      let key = `${name}\n${test.fullName}`;
      while (results.has(key)) key += "\nanother";
      results.set(key, rankOf(test.status));
    }
  }
  return results;
}

const steps = /** @type {{ readonly name: string, readonly passed: boolean }[] | undefined} */ (read("check.json"));
const counted = /** @type {(Report | undefined)[]} */ ([read("fastTests.json"), read("tests.json")]);

/** @type {Map<string, number>} */
const results = new Map();
for (const [key, rank] of counted.flatMap((report) => (report === undefined ? [] : [...resultsIn(report)]))) {
  results.set(key, Math.max(rank, results.get(key) ?? 0));
}

const failures = [
  ...(steps ?? []).filter(({ name, passed }) => !passed && name !== "tests").map(({ name }) => `the step ${name} of npm run check`),
  ...(steps === undefined ? ["npm run check, which did not come to its end"] : []),
  ...(counted[0] === undefined ? ["the tests of npm run check, which left no count"] : []),
  ...(counted[1] === undefined ? ["npm test, which left no count"] : []),
];
const [skipped = 0, passed = 0, failed = 0] = [0, 1, 2].map((rank) => [...results.values()].filter((each) => each === rank).length);
// Both said how they ended: what they say and what was counted must agree.
const unexplained =
  failed + failures.length === 0 && (checkCode !== "0" || testsCode !== "0") ? ["a command, though nothing that it counted"] : [];
for (const failure of [...failures, ...unexplained]) console.log(`failed: ${failure}`);
const allFailed = failed + failures.length + unexplained.length;
console.log(`${String(passed)} passed, ${String(allFailed)} failed, ${String(skipped)} skipped`);
process.exitCode = allFailed === 0 && passed > 0 ? 0 : 1;
