/** From what was measured to what is told: medians, and ratios within one repetition, so that what else the machine did meets both sides of each. */
import { cpus, totalmem } from "node:os";

import type { LimitsReport } from "./limits";
import type { MemoryReport } from "./memory";
import { readNotes, readRows, steps, type Cost, type CpuSeconds, type Row, type Step } from "./rows";
import type { StartUpReport } from "./startUp";
import type { StateReport } from "./stateBytes";
import { variants, type VariantName } from "./variants";

/** What the page in the documentation is made from. */
export interface Results extends Notes, Apart {
  readonly cells: readonly Cell[];
}

/** What runs of their own measure; absent until one has. */
export interface Apart {
  readonly limits?: LimitsReport;
  readonly memory?: MemoryReport;
}

/** What a run measures once, and what it ran on. */
export interface Notes {
  /** The day. */
  readonly measured: string;
  readonly machine: Machine;
  readonly versions: Versions;
  /** Of one certificate, new, with an RSA key of 2,048 bits and a chain of three. */
  readonly state: StateReport;
  readonly startUp: StartUpReport;
  /** What else the machine did meanwhile, a sentence; written down by hand where it did. */
  readonly beside?: string;
}

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
}

export interface Versions {
  readonly package: string;
  readonly node: string;
  readonly engine: string;
  readonly sdk: string;
}

/** One command of one variant at one size: medians over its repetitions. */
export interface Cell extends Cost {
  readonly size: number;
  readonly step: Step;
  readonly variant: VariantName;
  readonly repetitions: number;
  readonly failures: number;
  /** Of the sources that the last repetition was measured with. */
  readonly commit?: string;
  /** Of ours, to each of the others. */
  readonly ratios?: Readonly<Partial<Record<VariantName, Ratio>>>;
}

export interface Ratio {
  readonly wall: number;
  readonly cpu: number;
}

export function resultsOf(file: string): Results {
  return { ...(readNotes(file) as unknown as Notes), cells: cellsOf(readRows(file)) };
}

export function machineHere(): Machine {
  const [processor] = cpus();
  return { cores: cpus().length, processor: processor?.model ?? "unknown", memoryGigabytes: Math.round(totalmem() / 2 ** 30) };
}

export function cellIn({ cells }: Pick<Results, "cells">, size: number, step: Step, variant: VariantName): Cell | undefined {
  return cells.find((cell) => cell.size === size && cell.step === step && cell.variant === variant && cell.repetitions > 0);
}

function cellsOf(rows: readonly Row[]): readonly Cell[] {
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((one, other) => one - other);
  return sizes.flatMap((size) =>
    steps.flatMap((step) =>
      (Object.keys(variants) as VariantName[]).flatMap((variant) => {
        const cell = cellOf(
          rows.filter((row) => row.size === size && row.step === step),
          variant,
        );
        return cell === undefined ? [] : [cell];
      }),
    ),
  );
}

/** `all`: the rows of every variant at one size and step. */
function cellOf(all: readonly Row[], variant: VariantName): Cell | undefined {
  const tried = all.filter((row) => row.variant === variant);
  const rows = tried.filter(({ succeeded }) => succeeded);
  const [first] = tried;
  if (first === undefined) return undefined;
  const middle = (read: (row: Row) => number) => rounded(median(rows.map(read)));
  const others = (Object.keys(variants) as VariantName[]).filter((other) => other !== variant);
  const commit = rows.at(-1)?.commit;
  const ratios = others.flatMap((other) => {
    const ratio = ratioOf(
      rows,
      all.filter((row) => row.variant === other && row.succeeded),
    );
    return ratio === undefined ? [] : [[other, ratio] as const];
  });
  return {
    size: first.size,
    step: first.step,
    variant,
    repetitions: rows.length,
    failures: tried.length - rows.length,
    ...(commit === undefined ? {} : { commit }),
    wallSeconds: middle((row) => row.wallSeconds),
    cpuSeconds: {
      engine: middle((row) => row.cpuSeconds.engine),
      program: middle((row) => row.cpuSeconds.program),
      provider: middle((row) => row.cpuSeconds.provider),
    },
    sandboxCpuSeconds: middle((row) => row.sandboxCpuSeconds),
    providerPeakBytes: middle((row) => row.providerPeakBytes),
    stateBytes: middle((row) => row.stateBytes),
    // How often each call is made does not depend on the machine: the last run stands for all.
    calls: (rows.at(-1) ?? first).calls,
    ...(variant === "ours" ? { ratios: Object.fromEntries(ratios) } : {}),
  };
}

function ratioOf(ours: readonly Row[], theirs: readonly Row[]): Ratio | undefined {
  const pairs = ours.flatMap((row) => {
    const other = theirs.find(({ repetition }) => repetition === row.repetition);
    return other === undefined ? [] : [[row, other] as const];
  });
  if (pairs.length === 0) return undefined;
  return {
    wall: rounded(median(pairs.map(([row, other]) => row.wallSeconds / other.wallSeconds))),
    cpu: rounded(median(pairs.map(([row, other]) => total(row.cpuSeconds) / total(other.cpuSeconds)))),
  };
}

export function total({ engine, program, provider }: CpuSeconds): number {
  return engine + program + provider;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? 0 : (low + high) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
