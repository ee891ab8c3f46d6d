/** What is measured, one line of JSON each, written as soon as it is measured: a run that is cut off loses one command at most. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { VariantName } from "./variants";

/** The commands of one life of a stack, in their order. */
export const steps = ["create", "up without changes", "preview without changes", "refresh", "renew all", "destroy"] as const;
export type Step = (typeof steps)[number];

/** What a command costs. */
export interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: CpuSeconds;
  /** Of the sandbox, a process of its own, while the command ran. */
  readonly sandboxCpuSeconds: number;
  readonly providerPeakBytes: number;
  /** The state file after it. */
  readonly stateBytes: number;
  readonly calls: Calls;
}

/** One command of one variant. */
export interface Row extends Cost {
  readonly size: number;
  readonly repetition: number;
  readonly variant: VariantName;
  readonly step: Step;
  /** Of the sources it was measured with, short. */
  readonly commit?: string;
  /** It came to an end, and with exit code 0. */
  readonly succeeded: boolean;
}

/** User and system time of every process that the command started, by what the process is. */
export interface CpuSeconds {
  readonly engine: number;
  readonly program: number;
  readonly provider: number;
}

/** What the sandbox's journal holds of the command. */
export interface Calls {
  readonly total: number;
  /** Calls in each 5 s from the first one on. */
  readonly perWindow: readonly number[];
  /** By method and path, ids left out. */
  readonly byKind: Readonly<Record<string, number>>;
}

const folder = "reports/bench";

export function today(): string {
  return new Date().toISOString().slice(0, "2026-01-31".length);
}

/** A new file, named after the hour. */
export function newRowsFile(): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, `${new Date().toISOString().replaceAll(":", "-").slice(0, "2026-01-31T12-00-00".length)}.jsonl`);
}

/** The file of the run before, which is gone on with. */
export function newestRowsFile(): string | undefined {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
  const newest = files.sort().at(-1);
  return newest === undefined ? undefined : join(folder, newest);
}

export function writeRow(file: string, row: Row): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** What is measured once in a run, and what it ran on; the last of each name counts. */
export function writeNote(file: string, note: Readonly<Record<string, unknown>>): void {
  appendFileSync(file, `${JSON.stringify(note)}\n`);
}

export function readNotes(file: string): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...linesOf(file).filter((line) => !isRow(line))) as Readonly<Record<string, unknown>>;
}

/** Of a command that was measured again, after a run that was cut off, the last row counts. */
export function readRows(file: string): readonly Row[] {
  const rows = linesOf(file).filter(isRow);
  return [...new Map(rows.map((row) => [[row.size, row.repetition, row.variant, row.step].join(), row])).values()];
}

type Line = Row | Readonly<Record<string, unknown>>;

function isRow(line: Line): line is Row {
  return "step" in line;
}

/** A run that was cut off may have left half a line. */
function linesOf(file: string): readonly Line[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line) as Line);
}
