/**
 * Writes docs/reference/performance.md and its pictures from what the last whole run of the bench came to (bench/results.json): `npm run docs`; with
 * `--check` it writes nothing and fails where one is not current. `npm run bench` calls it at its end with `--from-newest`: the rows of that run become
 * the results first; its parts `limits` and `memory` with their name, and theirs become part of them.
 */
import { existsSync, readFileSync } from "node:fs";

import { pageText } from "../bench/pageText";
import { newestRowsFile } from "../bench/rows";
import { resultsOf, type Apart, type Results } from "../bench/summary";
import { performance, performanceRatios } from "./pictures/performancePictures";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const resultsPath = "bench/results.json";

/** The generated files as they should be; none before anything was measured. */
export async function generatedPerformance(results = recorded()): Promise<readonly GeneratedFile[]> {
  if (results === undefined) return [];
  return [
    await formatted("docs/reference/performance.md", pageText(results)),
    { path: "docs/pictures/performance.svg", text: performance(results) },
    { path: "docs/pictures/performanceRatios.svg", text: performanceRatios(results) },
  ];
}

function recorded(): Results | undefined {
  return existsSync(resultsPath) ? (JSON.parse(readFileSync(resultsPath, "utf8")) as Results) : undefined;
}

/** What a run of the bench has just measured, with what others measured before it. */
function measured(args: readonly string[]): Results | undefined {
  const before = recorded();
  const rows = args.includes("--from-newest") ? newestRowsFile() : undefined;
  if (rows !== undefined) {
    const { limits, memory } = before ?? {};
    return { ...resultsOf(rows), ...(limits && { limits }), ...(memory && { memory }) };
  }
  const part = (["limits", "memory"] as const).find((each) => args.includes(each));
  if (part === undefined || before === undefined) return before;
  return { ...before, [part]: JSON.parse(readFileSync(`reports/bench/${part}.json`, "utf8")) as Apart[typeof part] };
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const results = measured(args);
  const kept = results === undefined ? [] : [await formatted(resultsPath, JSON.stringify(results))];
  await writeGenerated([...kept, ...(await generatedPerformance(results))], args.includes("--check"));
}

if (/generatePerformance\.[jt]s$/.test(process.argv[1] ?? "")) void main();
