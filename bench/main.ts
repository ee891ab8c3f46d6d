/** `npm run bench`, once engine and package are there: see tools/bench.mjs. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { learnWhatIsCarried, measureLife } from "./life";
import { planned } from "./planned";
import { tablesText } from "./pageText";
import { newestRowsFile, newRowsFile, readNotes, readRows, today, writeNote, writeRow, type Row } from "./rows";
import { measureStartUp } from "./startUp";
import { machineHere, resultsOf, type Versions } from "./summary";
import { makeWishes } from "./wishes";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean" },
      sizes: { type: "string" },
      repeat: { type: "string" },
      variants: { type: "string" },
      resume: { type: "boolean" },
      minutes: { type: "string" },
    },
  });
  const file = (values.resume ? newestRowsFile() : undefined) ?? newRowsFile();
  const lives = planned(values);
  const wishes = await makeWishes(Math.max(...lives.map(({ size }) => size)));
  const { carried, state } = await learnWhatIsCarried(wishes);
  writeNote(file, {
    measured: today(),
    machine: machineHere(),
    versions: versions(),
    state,
  });
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const started = Date.now();
  const end = started + Number(values.minutes ?? "Infinity") * MINUTE;
  for (const { size, repetition, variants, steps } of lives) {
    const known = readRows(file).filter((row) => row.size === size && row.repetition === repetition);
    if (known.length >= variants.length * steps.length || Date.now() > end) continue;
    say(`${String(size)} certificates, repetition ${String(repetition)} (after ${minutes(Date.now() - started)})`);
    await measureLife({ wishes: wishes.slice(0, size), repetition, variants, steps, carried, end }, (row, output) => {
      writeRow(file, { ...row, commit });
      say(lineOf(row));
      if (!row.succeeded) say(output);
    });
  }
  if (values.short !== true && !("startUp" in readNotes(file))) {
    say("starting");
    writeNote(file, { startUp: await measureStartUp() });
  }
  say(`Measured in ${minutes(Date.now() - started)}: ${file}`);
  process.stdout.write(`${tablesText(resultsOf(file))}\n`);
}

function lineOf({
  variant,
  step,
  wallSeconds,
  cpuSeconds,
  sandboxCpuSeconds,
  providerPeakBytes,
  stateBytes,
  calls,
  succeeded,
}: Row): string {
  const { engine, program, provider } = cpuSeconds;
  return [
    `  ${step.padEnd(24)} ${variant.padEnd(14)} ${succeeded ? "" : "FAILED "}${wallSeconds.toFixed(2).padStart(7)} s`,
    `cpu ${[engine, program, provider, sandboxCpuSeconds].map((seconds) => seconds.toFixed(1)).join(" + ")}`,
    `${String(Math.round(providerPeakBytes / 1e6))} MB`,
    `${String(Math.round(stateBytes / 1000))} kB`,
    `${String(calls.total)} calls`,
  ].join("  ");
}

function versions(): Versions {
  const versionOf = (folder: string) =>
    (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string }).version;
  return {
    package: versionOf("."),
    node: process.versions.node,
    engine: process.env["PULUMI_DIGICERT_ENGINE_VERSION"] ?? "",
    sdk: versionOf("node_modules/@pulumi/pulumi"),
  };
}

const MINUTE = 60_000;

function minutes(milliseconds: number): string {
  return `${(milliseconds / MINUTE).toFixed(1)} min`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

void main();
