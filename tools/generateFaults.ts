/**
 * Writes the table of the fault matrix, docs/reference/faults.md, from what its last whole run came to (tests/faults/results.json), so that what the
 * documentation promises is what was seen.
 *
 * From a script: `generatedFaults()` gives path and text. From a shell: `npm run docs`; with `--check` it writes nothing and fails where the file is not
 * current. `npm run test:faults` calls it at its end with `--from <file>`: the rows of that run become the results first.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Row } from "../tests/faults/matrix";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

/** What one exchange came to, with every fault that it met. */
interface Met {
  readonly scenario: string;
  readonly mode: string;
  readonly exchange: string;
  /** Whether the account requires unique alternative order ids. */
  readonly unique: boolean;
  /** By fault: the further runs it took. */
  readonly runs: Readonly<Record<string, number>>;
  /** By fault: orders one too many, where the account does not require unique ids. */
  readonly duplicates?: Readonly<Record<string, number>>;
  /** Faults with which it did not hold. */
  readonly failed?: readonly string[];
}

const resultsPath = "tests/faults/results.json";
const root = process.cwd();

/** The generated file as it should be. */
export async function generatedFaults(results = recorded()): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/faults.md", pageText(results))];
}

function recorded(): readonly Met[] {
  return JSON.parse(readFileSync(join(root, resultsPath), "utf8")) as readonly Met[];
}

/** The rows of a run, one line of JSON each, exchange by exchange. Of a cell that was run again the last counts. */
function folded(lines: string): readonly Met[] {
  const met = new Map<string, Met>();
  for (const row of lines.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Row]))) {
    const { scenario, mode, exchange, unique, fault, passed, runs = 0, duplicates } = row;
    const key = [scenario, mode, exchange, unique].join();
    const { failed = [], ...before } = met.get(key) ?? { scenario, mode, exchange, unique, runs: {} };
    const others = failed.filter((each) => each !== fault);
    const failures = passed ? others : [...others, fault];
    const extra = duplicates === undefined ? {} : { duplicates: { ...before.duplicates, [fault]: duplicates } };
    const held = passed ? { runs: { ...before.runs, [fault]: runs }, ...extra } : {};
    met.set(key, { ...before, ...held, ...(failures.length === 0 ? {} : { failed: failures }) });
  }
  return [...met.values()].sort((one, other) => places(one).localeCompare(places(other), "en"));
}

/** The order of a life, then that in which the run met them. */
const scenarioOrder = ["create", "renew by change", "renew by time", "reissue", "edit", "adopt", "delete"];
const modeOrder = ["immediate", "later", "needs approval"];

function places({ scenario, mode, unique }: Met): string {
  return `${String(scenarioOrder.indexOf(scenario))}${String(modeOrder.indexOf(mode))}${unique ? "0" : "1"}`;
}

const intro = `<!-- Generated from tests/faults/results.json by tools/generateFaults.ts: \`npm run test:faults\` runs the matrix and writes both anew. -->

# What was tried: the fault matrix

Each cell below is a real \`pulumi up\` (or \`destroy\`) with a real provider process against a real HTTP server, in which one exchange with DigiCert met one
fault. Then \`pulumi up\` was run again until it succeeded, with whatever needed a person approved in between. Each cell then held, from the books of
the server and not from the state:

* the fault was met, at that exchange;
* as many orders were placed as were wanted, and none that the state does not name;
* nothing is revoked that the final state uses; of a destroy, everything is retired;
* the chain in the outputs verifies, and the next preview is clean.

The rows are made from the exchanges that the provider really makes, so a new call adds its row by itself. The number in a cell says how many further
runs it took; \`0\`: the run that met the fault did all by itself. \`·\`: does not apply, or is the same as another cell:

* of a request that only reads, "before" and "after it was carried out" are one; only an order can arrive late, however it is answered;
* what is read before anything is asked for is the same however the account answers, and stands under *immediate*;
* after that a call that is read twice is a poll, and what is read once a person has approved is what is read after any wait.
`;

function pageText(results: readonly Met[]): string {
  const kinds = [...new Set(results.flatMap(({ runs }) => Object.keys(runs)))];
  const legend = ["| | fault |", "|---|---|", ...kinds.map((kind, index) => `| ${letter(index)} | ${kind} |`)].join("\n");
  const tables = scenarioOrder
    .map((scenario) => [scenario, results.filter((met) => met.scenario === scenario)] as const)
    .filter(([, met]) => met.length > 0)
    .map(([scenario, met]) => [`## ${scenario}`, tableText(met, kinds)].join("\n\n"));
  return [intro, "## In figures", figuresText(results), "## The faults", legend, ...tables].join("\n\n");
}

function letter(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}

function tableText(results: readonly Met[], kinds: readonly string[]): string {
  const head = ["account answers", "exchange", ...kinds.map((_, index) => letter(index))];
  const rows = results.map(({ mode, unique, exchange, runs }) => [
    unique ? mode : `${mode}, ids not unique`,
    `\`${exchange}\``,
    ...kinds.map((kind) => (runs[kind] === undefined ? "·" : String(runs[kind]))),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function figuresText(results: readonly Met[]): string {
  const cells = (met: readonly Met[]) => met.reduce((sum, { runs }) => sum + Object.keys(runs).length, 0);
  const decisive = results.filter(({ exchange }) => /^POST |\/revoke /.test(exchange));
  const unique = results.filter((met) => met.unique);
  const failures = results.reduce((sum, { failed = [] }) => sum + failed.length, 0);
  const duplicates = results.flatMap((met) => Object.values(met.duplicates ?? {})).reduce((sum, each) => sum + each, 0);
  const rows = [
    ["cells that held", cells(results)],
    ["of them on or after a call that orders, reissues or revokes", cells(decisive)],
    ["of them with unique alternative order ids required by the account", cells(unique)],
    [
      "cells in which an order was placed twice or lost, a certificate in use was taken away, or anything else above did not hold",
      failures,
    ],
    [
      "duplicates through the window that stays where the account does not require unique ids, each named by `pulumi-digicert orphans`",
      duplicates,
    ],
  ] as const;
  return ["| | |", "|---|---|", ...rows.map(([what, count]) => `| ${what} | ${String(count)} |`)].join("\n");
}

async function main(): Promise<void> {
  const from = process.argv.indexOf("--from");
  const results = from === -1 ? recorded() : folded(readFileSync(process.argv[from + 1] ?? "", "utf8"));
  const files = [...(await generatedFaults(results)), ...(from === -1 ? [] : [await formatted(resultsPath, JSON.stringify(results))])];
  await writeGenerated(files, process.argv.includes("--check"));
}

if (/generateFaults\.[jt]s$/.test(process.argv[1] ?? "")) void main();
