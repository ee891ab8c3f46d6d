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

/** How often each size is measured: the whole takes less than two hours. */
const whole: Readonly<Record<number, number>> = { 1: 3, 100: 3, 300: 2, 1000: 1 };
/** Less than five minutes. */
const short: Readonly<Record<number, number>> = { 1: 1, 50: 1 };
/** More of them than this are measured for ours and (b) only: the others would take an hour. */
export const MOST_FOR_ALL = 300;

/** Repetition by repetition, so that the sizes take turns too; what takes longest, and is measured once, at the end. */
export function planned(asked: Asked): readonly PlannedLife[] {
  const usual = asked.short === true ? short : whole;
  const sizes = asked.sizes === undefined ? Object.keys(usual).map(Number) : asked.sizes.split(",").map(Number);
  const times = (size: number) => (asked.repeat === undefined ? (usual[size] ?? 1) : Number(asked.repeat));
  const livesOf = (some: readonly number[]) =>
    Array.from({ length: Math.max(0, ...some.map(times)) }, (_, index) => index + 1).flatMap((repetition) =>
      some.filter((size) => repetition <= times(size)).map((size) => ({ size, repetition, variants: contenders(size, asked), steps })),
    );
  return [...livesOf(sizes.filter((size) => size <= MOST_FOR_ALL)), ...livesOf(sizes.filter((size) => size > MOST_FOR_ALL))];
}

function contenders(size: number, asked: Asked): readonly VariantName[] {
  const all = Object.keys(variants) as VariantName[];
  const wanted = asked.variants?.split(",") ?? all;
  return all.filter((name) => wanted.includes(name) && (size <= MOST_FOR_ALL || name === "ours" || name === "constantFloor"));
}
