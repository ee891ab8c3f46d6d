/**
 * Everything that can be judged without an engine, two steps at a time, each with its time: `npm run check`. All of them run, whatever fails, and what
 * failed is shown whole. Needs nothing but a clone.
 *
 *   node tools/check.mjs             every step
 *   node tools/check.mjs lint types  these
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, main, outcomeOf, succeed } from "./programs.mjs";
import { build, installDependencies, root } from "./setUp.mjs";
import { bold, dim, elapsed, green, red, say } from "./terminal.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} says What it holds.
 * @property {() => Promise<import("./programs.mjs").Outcome>} run
 */

const atOnce = 2;
/** Where what was counted is kept for `.ci/run`. */
const reports = join(root, "reports");

/** Before all others, some of which look at what it makes. @type {Step} */
const building = { name: "build", says: "dist from the sources as they are", run: builds };

/** The longest first, so that the end finds both cores busy. @type {readonly Step[]} */
const steps = [
  { name: "tests", says: "the levels that need no engine", run: fastTests },
  { name: "lint", says: "the house's rules", run: () => tool("eslint", "--max-warnings", "0", ".") },
  { name: "types", says: "the compiler", run: types },
  { name: "package", says: "what is published can be used", run: packageChecks },
  { name: "dead code", says: "exports and dependencies nobody uses", run: () => tool("knip", "--no-progress") },
  { name: "boundaries", says: "which part may know which", run: boundaries },
  { name: "format", says: "prettier", run: format },
  { name: "docs", says: "generated files are current", run: () => node("tools/docs.mjs", "--check") },
];

/** A build that fails does not keep the others from saying what they have to say. */
async function builds() {
  try {
    await build({ always: false });
    return { code: 0, output: "", stdout: "" };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { code: 1, output: error.message, stdout: "" };
  }
}

/** A tool of `node_modules`, without npx, which would look for it on the network where it is missing. @param {string} name @param {string[]} args */
function tool(name, ...args) {
  return node(bin(name), ...args);
}

/** @param {string} name */
function bin(name) {
  return join("node_modules/.bin", name);
}

/** @param {string[]} args */
function node(...args) {
  return outcomeOf(process.execPath, args, { cwd: root });
}

/** What a tool knows of files that have not changed since: by their contents, so that no answer is older than its question. @param {string} name */
const remembered = (name) => join(root, "node_modules/.cache", name);

function types() {
  return tool("tsc", "-p", "tsconfig.json", "--noEmit", "--incremental", "--tsBuildInfoFile", remembered("types.tsbuildinfo"));
}

function format() {
  const cache = ["--cache", "--cache-strategy", "content", "--cache-location", remembered("format.json")];
  return tool("prettier", "--check", "--log-level", "warn", ...cache, ".");
}

/** Of the properties a quarter of the runs: the others are made by `npm test`. */
const someRuns = { PULUMI_DIGICERT_PROPERTY_SHARE: "0.25", PULUMI_DIGICERT_FUZZ_ANSWERS: "1000", PULUMI_DIGICERT_FUZZ_CHAINS: "250" };

function fastTests() {
  const levels = ["unit", "properties", "types", "contract", "sandbox", "repository"];
  // One more than there are cores: some of them wait, for time-outs and for servers.
  const args = ["--maxWorkers", "3", "--selectProjects", ...levels, "--json", "--outputFile", join(reports, "fastTests.json")];
  return outcomeOf(process.execPath, [bin("jest"), ...args], { cwd: root, env: { ...someRuns, ...process.env } });
}

function boundaries() {
  return tool(
    "depcruise",
    "--output-type",
    "err-long",
    "provider",
    "sdk",
    "sandbox",
    "cli",
    "policy",
    "testing",
    "tools",
    "tests",
    "examples",
  );
}

/** On the tarball itself. Type declarations for the resolution of Node 16 and later: the oldest one knows no `exports`, so no doors but the first. */
async function packageChecks() {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-pack-"));
  try {
    const packed = await succeed("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
    const [{ filename }] = /** @type {readonly [{ readonly filename: string }]} */ (JSON.parse(packed));
    const tarball = join(folder, filename);
    const outcomes = await Promise.all([tool("publint", "--strict", tarball), tool("attw", tarball, "--profile", "node16")]);
    const failed = outcomes.filter(({ code }) => code !== 0);
    return { code: failed.length, stdout: "", output: failed.map(({ output }) => output).join("\n") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Step} step @returns {Promise<{ readonly name: string, readonly passed: boolean }>} */
async function carryOut({ name, says, run }) {
  const started = Date.now();
  const { code, output } = await run();
  const passed = code === 0;
  say(`${passed ? green("✓") : red("✗")} ${bold(name)} ${says} ${dim(`(${elapsed(started)})`)}`);
  if (!passed) say(`${output.trimEnd()}\n`);
  return { name, passed };
}

/** @param {readonly Step[]} wanted */
async function carryOutAll(wanted) {
  /** @type {{ readonly name: string, readonly passed: boolean }[]} */
  const results = [];
  const waiting = [...wanted];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await carryOut(step));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

await main(async () => {
  const started = Date.now();
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Failure(`No such step: ${unknown.join(", ")}. There are: ${steps.map(({ name }) => name).join(", ")}`);
  // What a run of the fault matrix keeps there is what it goes on from.
  for (const file of ["check.json", "fastTests.json"]) rmSync(join(reports, file), { force: true });
  mkdirSync(reports, { recursive: true });
  await installDependencies();
  const built = await carryOut(building);
  const results = [built, ...(await carryOutAll(names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name))))];
  writeFileSync(join(reports, "check.json"), JSON.stringify(results));
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  if (failed.length > 0) throw new Failure(`Failed after ${elapsed(started)}: ${failed.join(", ")}`);
  say(`All is well, after ${elapsed(started)}`);
});
