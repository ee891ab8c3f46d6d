/**
 * Writes what DigiCert is asked for each thing that can happen, docs/reference/calls.md, from the table that the tests assert call by call
 * (tests/host/callTable.ts), so that nothing is promised there that was not counted.
 *
 * From a script: `generatedCalls()` gives path and text. From a shell: `npm run docs`; with `--check` it writes nothing and fails where the file is not
 * current.
 */
import results from "../bench/results.json";
import { cellIn, type Results } from "../bench/summary";
import { callMeanings, calls, callTable, type CallName, type Row } from "../tests/host/callTable";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

/** The generated file as it should be. */
export async function generatedCalls(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/calls.md", pageText())];
}

const intro = `<!-- Generated from tests/host/callTable.ts by tools/generateCalls.ts: \`npm run docs\` writes it anew. -->

# What DigiCert is asked

DigiCert allows 100 calls in 5 seconds and 1,000 in 3 minutes for each API key, whoever uses it; the provider keeps below that by itself. Here is what
each thing costs, for one certificate unless it says otherwise. Each row is counted by a test, call by call, against the sandbox.`;

/** As `npm run bench` has measured it. */
const { cells, limits } = results as unknown as Results;
const refreshed = cellIn({ cells }, 300, "refresh", "ours");
const waiting = limits?.waiting;
if (refreshed === undefined || waiting === undefined) throw new Error("bench/results.json lacks what was measured of 300 certificates");

const many = `## Many at once

* **Waiting.** Up to three certificates that wait in one run are asked after one by one. More share one call (\`GET order/certificate/status-changes\`), from
  every 0.7 s at first to every 30 s: ${String(waiting.certificates)} certificates that DigiCert issued after two minutes took ${String(waiting.calls)} calls in all, ${(waiting.calls / waiting.certificates).toFixed(2)} for each (a look-up, the order, its
  chain, and ${String(waiting.looks)} looks that all of them shared).
* **Refreshing.** Where DigiCert's list of orders shows revoked certificates, 300 unchanged certificates took 6 calls, whatever \`--parallel\` was. Where it
  does not, nothing but each order's info shows that a certificate was revoked, and they took ${String(refreshed.calls.total)}: [why](../decisions/oneLookForManyRefreshes.md).
* **Refusals.** What would have been allowed is looked up once in a run, however many orders are refused.
* **Look-ups in programs** ask once a minute for the same ([look-ups](lookups.md)).`;

function pageText(): string {
  const tables = Object.entries(callTable).map(([group, rows]) => `## ${group}\n\n${tableText(rows)}`);
  return [intro, ...tables, many, "## The calls", legend()].join("\n\n");
}

function tableText(rows: Readonly<Record<string, Row>>): string {
  const lines = Object.entries(rows).map(
    ([what, row]) => `| ${what} | ${String(row.calls.length)}${row.repeats ? " or more" : ""} | ${made(row)} |`,
  );
  return ["| what happens | calls | in this order |", "|---|---|---|", ...lines].join("\n");
}

function made({ calls: names, repeats }: Row): string {
  return names.length === 0 ? "none" : names.map((name) => (name === repeats ? `${name}, until it is decided` : name)).join("; ");
}

function legend(): string {
  const lines = (Object.keys(calls) as readonly CallName[]).map((name) => `| ${name} | \`${calls[name]}\` | ${callMeanings[name]} |`);
  return ["| | call | for |", "|---|---|---|", ...lines].join("\n");
}

if (/generateCalls\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedCalls().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
