/**
 * Hostile answers and hostile chains, as many as docs/reference/fuzzing.md shows: `npm run fuzz`. It takes ten minutes to an hour; `npm test` tries some thousands of each
 * in seconds. Fails where one crashed, was accepted wrongly or was refused wrongly, and where a branch of what reads answers was never reached.
 *
 *   --only answers   or chains: one of the two
 *   --answers <n>    how many answers, by default so many that a million of them reach a decoder
 *   --chains <n>     how many chains, by default a hundred thousand
 *   --openssl <n>    how many of the chains the openssl program judges, too
 *   --seed <n>       makes the same cases again, if they are made in as many processes
 *   --processes <n>  for each of the two, by default one
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { Failure, main, outcomeOf, readJson } from "./programs.mjs";
import { installDependencies, root } from "./setUp.mjs";
import { elapsed, say } from "./terminal.mjs";

const folder = join(root, "reports/fuzz");
const SAY_EVERY_SECONDS = 30;

/** What reads an answer. */
const readers = ["decode", "call", "orders", "account", "certificates", "requests", "standing", "revocation", "orderList"].map(
  (name) => `provider/certcentral/${name}.ts`,
);

/** Ways that cannot be gone, and why. */
const beyond = [
  {
    file: "provider/certcentral/call.ts",
    line: "if (error instanceof NoJson)",
    way: 2,
    why: "an error of neither kind is a mistake of this package's own",
  },
];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    answers: { type: "string", default: "1500000" },
    chains: { type: "string", default: "100000" },
    openssl: { type: "string", default: "2500" },
    processes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
  },
});

/**
 * @typedef {object} Part
 * @property {"answers" | "chains"} what
 * @property {string} reports
 * @property {number} seed
 */

/** What the tests of one kind counted so far. @param {string} what @param {readonly Part[]} parts @returns {string} */
function counted(what, parts) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const { reports } of parts.filter((part) => part.what === what)) {
    const file = join(reports, `${what}.json`);
    const counts = existsSync(file) ? /** @type {Readonly<Record<string, number>>} */ (readJson(readFileSync(file, "utf8"))) : {};
    for (const [name, number] of Object.entries(counts)) {
      if (name !== "seed") sums[name] = name === "slowestMs" ? Math.max(sums[name] ?? 0, number) : (sums[name] ?? 0) + number;
    }
  }
  return `${what}: ${Object.entries(sums)
    .map(([name, number]) => `${name} ${number.toLocaleString("en")}`)
    .join(", ")}`;
}

/**
 * @typedef {object} Covered As Istanbul writes it: branches by number, each with its ways, and how often each was gone.
 * @property {Readonly<Record<string, { readonly type: string, readonly locations: readonly { readonly start: { readonly line?: number } }[], readonly loc: { readonly start: { readonly line: number } } }>>} branchMap
 * @property {Readonly<Record<string, readonly number[]>>} b
 */

/** Ways that no process went. @param {readonly Part[]} parts @returns {{ readonly ways: number, readonly missed: readonly string[] }} */
function branches(parts) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { reports } of parts.filter(({ what }) => what === "answers")) {
    const report = /** @type {Readonly<Record<string, Covered>>} */ (
      readJson(readFileSync(join(reports, "coverage/coverage-final.json"), "utf8"))
    );
    for (const [file, { branchMap, b }] of Object.entries(report)) {
      for (const [number, counts] of Object.entries(b)) {
        const branch = branchMap[number];
        for (const [way, count] of counts.entries()) {
          const line = branch?.locations[way]?.start.line ?? branch?.loc.start.line;
          if (isBeyond(file, line, way + 1)) continue;
          const name = `${relative(root, file)}:${String(line)} (${String(branch?.type)} ${number}, way ${String(way + 1)} of ${String(counts.length)})`;
          times.set(name, (times.get(name) ?? 0) + count);
        }
      }
    }
  }
  return { ways: times.size, missed: [...times].filter(([, count]) => count === 0).map(([name]) => name) };
}

/** @param {string} file @param {number | undefined} line @param {number} way */
function isBeyond(file, line, way) {
  const text = readFileSync(file, "utf8").split("\n")[(line ?? 1) - 1] ?? "";
  return beyond.some((each) => each.file === relative(root, file) && each.way === way && text.includes(each.line));
}

/** @param {string} reports */
function coverageOptions(reports) {
  const from = readers.flatMap((file) => ["--collectCoverageFrom", file]);
  return ["--coverage", "--coverageReporters", "json", "--coverageDirectory", join(reports, "coverage"), ...from];
}

/** @param {Part} part @param {number} of */
function run({ what, reports, seed }, of) {
  const share = (/** @type {string} */ number) => String(Math.ceil(Number(number) / of));
  const env = {
    ...process.env,
    PULUMI_DIGICERT_FUZZ_ANSWERS: share(values.answers),
    PULUMI_DIGICERT_FUZZ_CHAINS: share(values.chains),
    PULUMI_DIGICERT_FUZZ_OPENSSL: share(values.openssl),
    PULUMI_DIGICERT_FUZZ_SEED: String(seed),
    PULUMI_DIGICERT_FUZZ_REPORTS: reports,
  };
  const options = what === "answers" ? coverageOptions(reports) : [];
  const file = what === "answers" ? "properties/hostileAnswers" : "properties/hostileChains";
  const args = ["--selectProjects", "properties", ...options, "--testPathPatterns", file];
  return outcomeOf(process.execPath, [join("node_modules/.bin/jest"), ...args], { cwd: root, env });
}

/** Further from each other than any of them has batches. */
const BETWEEN_SEEDS = 100_000_000;

/** @param {readonly ("answers" | "chains")[]} kinds @returns {readonly Part[]} */
function partsOf(kinds) {
  return Array.from({ length: Number(values.processes) }, (_, index) =>
    kinds.map((what) => ({
      what,
      reports: join(folder, `${what}-${String(index + 1)}`),
      seed: Number(values.seed) + index * BETWEEN_SEEDS,
    })),
  ).flat();
}

await main(async () => {
  const started = Date.now();
  const { only, seed } = values;
  if (only !== undefined && only !== "answers" && only !== "chains") throw new Failure(`--only takes answers or chains, not ${only}`);
  const both = /** @type {const} */ (["answers", "chains"]);
  const kinds = both.filter((what) => only === undefined || only === what);
  const parts = partsOf(kinds);
  for (const { reports } of parts) rmSync(reports, { recursive: true, force: true });
  for (const { reports } of parts) mkdirSync(reports, { recursive: true });
  await installDependencies();
  say(`Seed ${seed}`);
  const timer = setInterval(() => {
    say(`${elapsed(started)}  ${kinds.map((what) => counted(what, parts)).join("; ")}`);
  }, SAY_EVERY_SECONDS * 1000);
  const outcomes = await Promise.all(parts.map((part) => run(part, Number(values.processes))));
  clearInterval(timer);
  for (const what of kinds) say(counted(what, parts));
  const failed = outcomes.filter(({ code }) => code !== 0);
  if (failed.length > 0) {
    throw new Failure(`${failed.map(({ output }) => output).join("\n")}\nFailed after ${elapsed(started)}, with seed ${seed}`);
  }
  if (only !== "chains") {
    const { ways, missed } = branches(parts);
    say(`branches of what reads answers: ${String(ways - missed.length)} of ${String(ways)} reached`);
    for (const { file, line, why } of beyond) say(`  not counted: what follows \`${line}\` in ${file}: ${why}`);
    if (missed.length > 0) throw new Failure(`Never reached:\n${missed.join("\n")}`);
  }
  say(`No crash, nothing accepted wrongly, after ${elapsed(started)} (seed ${seed})`);
});
