/**
 * Writes docs/reference/performance.md and its pictures from what the last whole run of the bench came to (bench/results.json): `npm run docs`; with
 * `--check` it writes nothing and fails where one is not current. `npm run bench` calls it at its end with `--from-newest`: the rows of that run become
 * the results first.
 */
import { existsSync, readFileSync } from "node:fs";

import { pageText } from "../bench/pageText";
import { newestRowsFile } from "../bench/rows";
import { resultsOf, type Results } from "../bench/summary";
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

async function main(): Promise<void> {
  const newest = process.argv.includes("--from-newest") ? newestRowsFile() : undefined;
  const results = newest === undefined ? recorded() : resultsOf(newest);
  const kept = newest === undefined ? [] : [await formatted(resultsPath, JSON.stringify(results))];
  await writeGenerated([...kept, ...(await generatedPerformance(results))], process.argv.includes("--check"));
}

if (/generatePerformance\.[jt]s$/.test(process.argv[1] ?? "")) void main();
