/**
 * Whether the rules that keep the promises are held by tests: each of tests/faults/mutations.json breaks one rule in one line of a copy of the sources,
 * and the test it names must turn red. First all of these tests must be green without any: a copy in which nothing works proves nothing.
 *
 *   npm run test:mutations                 all
 *   npm run test:mutations -- --only 7,12  these, by their place in the list
 */
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Failure, main, outcomeOf } from "./programs.mjs";
import { installDependencies, root } from "./setUp.mjs";
import { bold, dim, elapsed, green, red, say, whileWorking } from "./terminal.mjs";

/**
 * @typedef {object} Mutation
 * @property {string} rule What is broken, in words.
 * @property {string} file
 * @property {string} before A text that stands exactly once in it, within one line.
 * @property {string} after
 * @property {string} level The project of jest.config.js.
 * @property {string} test The file of the test.
 * @property {string} turnsRed A part of the test's name.
 */

/** As jest writes it, as far as it is read. @typedef {{ readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string, readonly status: string }[] }[] }} Report */

const atOnce = 2;
/** A run of some tests takes seconds, with a build some more, on a loaded machine minutes; a mutation that never comes to an end is no use. */
const LIMIT_SECONDS = 600;
const BASELINE_LIMIT_SECONDS = 900;
/** What a copy has of its own, or does without. */
const notCopied = new Set([".git", "node_modules", "dist", "reports", "coverage"]);

const all = /** @type {readonly Mutation[]} */ (JSON.parse(readFileSync(join(root, "tests/faults/mutations.json"), "utf8")));

/** Those that are asked for, each with its place in the list. */
function selected() {
  const numbered = all.map((mutation, index) => ({ ...mutation, number: index + 1 }));
  const at = process.argv.indexOf("--only");
  if (at < 0) return numbered;
  const numbers = new Set((process.argv[at + 1] ?? "").split(",").map(Number));
  const found = numbered.filter(({ number }) => numbers.has(number));
  if (found.length < numbers.size) throw new Failure(`--only takes numbers from 1 to ${String(all.length)}, such as 7,12`);
  return found;
}

/** The sources, with the installed packages by reference, and a cache and a build of its own. @param {string} folder */
function copyTo(folder) {
  cpSync(root, folder, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  const [packages, links] = [join(root, "node_modules"), join(folder, "node_modules")];
  mkdirSync(links);
  for (const name of readdirSync(packages)) {
    const path = join(packages, name);
    // The package's link to itself, and to its examples, must lead into the copy.
    if (name !== ".cache") symlinkSync(lstatSync(path).isSymbolicLink() ? readlinkSync(path) : path, join(links, name));
  }
}

/** Runs tests in a copy. @param {string} folder @param {readonly Mutation[]} mutations Whose tests are run. @param {number} limitSeconds */
async function testsOf(folder, mutations, limitSeconds) {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const distinct = (/** @type {(mutation: Mutation) => string} */ of) => [...new Set(mutations.map(of))];
  const names = distinct(({ turnsRed }) => turnsRed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const args = ["--selectProjects", ...distinct(({ level }) => level), "--testNamePattern", names.join("|"), "--runInBand", "--json"];
  const jest = [
    join(folder, "node_modules/.bin/jest"),
    ...args,
    "--outputFile",
    report,
    "--runTestsByPath",
    ...distinct(({ test }) => test),
  ];
  const { output } = await outcomeOf(process.execPath, jest, { cwd: folder, limitSeconds });
  return { output, tests: resultsIn(report) };
}

/** The tests that were run; none where there is no report. @param {string} file */
function resultsIn(file) {
  try {
    const { testResults } = /** @type {Report} */ (JSON.parse(readFileSync(file, "utf8")));
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === "passed" || status === "failed");
  } catch {
    return [];
  }
}

/** Without a mutation every named test is there, and green. @param {string} folder @param {readonly Mutation[]} mutations */
async function requireGreen(folder, mutations) {
  const { output, tests } = await testsOf(folder, mutations, BASELINE_LIMIT_SECONDS);
  const wrong = mutations.flatMap(({ turnsRed, test }) => {
    const named = tests.filter(({ fullName }) => fullName.includes(turnsRed));
    if (named.length === 0) return [`${test} has no test "${turnsRed}", or it was not run`];
    return named.some(({ status }) => status === "failed") ? [`${test}: "${turnsRed}" is red without a mutation`] : [];
  });
  if (wrong.length > 0) throw new Failure(`${[...new Set(wrong)].join("\n")}\n${output.trimEnd()}`);
}

/** What became of the test: `red` is what it should be. @param {string} folder @param {Mutation} mutation */
async function fateOf(folder, mutation) {
  const path = join(folder, mutation.file);
  const source = readFileSync(path, "utf8");
  const parts = source.split(mutation.before);
  if (parts.length !== 2)
    return { fate: `is not there once: the text stands ${String(parts.length - 1)} times in ${mutation.file}`, output: "" };
  writeFileSync(path, parts.join(mutation.after));
  try {
    const { output, tests } = await testsOf(folder, [mutation], LIMIT_SECONDS);
    const named = tests.filter(({ fullName }) => fullName.includes(mutation.turnsRed));
    if (named.some(({ status }) => status === "failed")) return { fate: "red", output };
    return named.length > 0 ? { fate: "survived", output: "" } : { fate: "could not be run", output };
  } finally {
    writeFileSync(path, source);
  }
}

/** @param {readonly (Mutation & { readonly number: number })[]} mutations @param {string} place */
async function carryOut(mutations, place) {
  const folders = Array.from({ length: Math.min(atOnce, mutations.length) }, (_, index) => join(place, String(index + 1)));
  for (const folder of folders) copyTo(folder);
  await whileWorking(() => "The tests, without a mutation", requireGreen(folders[0] ?? place, mutations));
  const waiting = [...mutations];
  /** @type {number[]} */
  const survivors = [];
  const work = async (/** @type {string} */ folder) => {
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const began = Date.now();
      const { fate, output } = await fateOf(folder, mutation);
      const { number, rule, file, test, turnsRed } = mutation;
      const isRed = fate === "red";
      say(`${isRed ? green("✓") : red("✗")} ${bold(String(number))} ${rule} ${dim(`(${elapsed(began)})`)}`);
      if (isRed) continue;
      survivors.push(number);
      say(`  ${file}: ${red(fate)}. ${test}: "${turnsRed}"${output === "" ? "" : `\n${output.trimEnd()}`}`);
    }
  };
  await Promise.all(folders.map(work));
  return survivors;
}

await main(async () => {
  const started = Date.now();
  const mutations = selected();
  await installDependencies();
  const place = mkdtempSync(join(tmpdir(), "pulumi-digicert-mutations-"));
  try {
    const survivors = await carryOut(mutations, place);
    if (survivors.length > 0)
      throw new Failure(`Held by no test: ${survivors.sort((a, b) => a - b).join(", ")}, after ${elapsed(started)}`);
    say(`${String(mutations.length)} mutations, each turned its test red, after ${elapsed(started)}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
