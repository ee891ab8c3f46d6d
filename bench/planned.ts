/** What a run measures, in which order. */
import { steps, type Step } from "./rows";
import { variants, type VariantName } from "./variants";

export interface PlannedLife {
  readonly size: number;
  readonly repetition: number;
  readonly variants: readonly VariantName[];
  readonly steps: readonly Step[];
}

/** As given on the command line. */
export interface Asked {
  readonly short?: boolean;
  readonly sizes?: string;
  readonly repeat?: string;
  readonly variants?: string;
}

/** How often each size is measured. */
const whole: Readonly<Record<number, number>> = { 1: 5, 100: 5, 300: 3, 1000: 1 };
const short: Readonly<Record<number, number>> = { 1: 2, 100: 1 };
/** More of them than this are measured for ours and (b) only: the others would take an hour. */
const MOST_FOR_ALL = 300;

/** Repetition by repetition, so that the sizes take turns too. */
export function planned(asked: Asked): readonly PlannedLife[] {
  const usual = asked.short === true ? short : whole;
  const sizes = asked.sizes === undefined ? Object.keys(usual).map(Number) : asked.sizes.split(",").map(Number);
  const times = (size: number) => (asked.repeat === undefined ? (usual[size] ?? 1) : Number(asked.repeat));
  const most = Math.max(...sizes.map(times));
  const repetitions = Array.from({ length: most }, (_, index) => index + 1);
  return repetitions.flatMap((repetition) =>
    sizes.filter((size) => repetition <= times(size)).map((size) => ({ size, repetition, variants: contenders(size, asked), steps })),
  );
}

function contenders(size: number, asked: Asked): readonly VariantName[] {
  const all = Object.keys(variants) as VariantName[];
  const wanted = asked.variants?.split(",") ?? all;
  return all.filter((name) => wanted.includes(name) && (size <= MOST_FOR_ALL || name === "ours" || name === "constantFloor"));
}
