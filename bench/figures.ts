/** What was asked for, beside what was measured. */
import { MOST_BYTES_FOR_EACH } from "./bounds";
import type { Step } from "./rows";
import { cellIn, type Results } from "./summary";
import type { VariantName } from "./variants";

export interface Figure {
  readonly what: string;
  readonly asked: string;
  /** Absent where this run did not measure it. */
  readonly measured: string | undefined;
  readonly holds: boolean | undefined;
  /** What is to be said of it beside. */
  readonly note?: string;
}

/** Of the wall time of ours to that of another, at 300 certificates. */
export const askedRatios: readonly { readonly step: Step; readonly to: VariantName; readonly atMost: number; readonly what: string }[] = [
  { step: "create", to: "constantFloor", atMost: 1.25, what: "`up` of 300 new certificates, to (b)" },
  { step: "create", to: "plain", atMost: 1, what: "`up` of 300 new certificates, to (c)" },
  { step: "preview without changes", to: "constantFloor", atMost: 1.1, what: "`preview` of 300 without changes, to (b)" },
  { step: "up without changes", to: "constantFloor", atMost: 1.1, what: "`up` of 300 without changes, to (b)" },
  { step: "refresh", to: "constantFloor", atMost: 1.5, what: "`refresh` of 300 unchanged, to (b)" },
];

const MEASURED_SIZE = 300;
const LARGEST_SIZE = 1000;
const STATE_AT_MOST = 1.3;
const FIRST_ANSWER_AT_MOST = 1.3;
const REFRESH_CALLS_AT_MOST = 10;
const MEGABYTES_MORE_AT_MOST = 40;
const CALLS_WHILE_WAITING_AT_MOST = 3.2;
const WITH_LIMITS_AT_MOST = 1.1;
const MEGA = 1_000_000;

export function figures(results: Results): readonly Figure[] {
  const ratios = askedRatios.map(({ step, to, atMost, what }) =>
    figure(what, times(atMost), cellIn(results, MEASURED_SIZE, step, "ours")?.ratios?.[to]?.wall, atMost, times),
  );
  const refreshCalls = cellIn(results, MEASURED_SIZE, "refresh", "ours")?.calls.total;
  return [
    ...ratios,
    {
      ...figure(
        "calls of the API for `refresh` of 300 unchanged",
        String(REFRESH_CALLS_AT_MOST),
        refreshCalls,
        REFRESH_CALLS_AT_MOST,
        String,
      ),
      note: "[drift comes first](../decisions/oneLookForManyRefreshes.md): 6 where DigiCert's list shows revoked certificates",
    },
    figure(
      "bytes of state of a new certificate, to inputs and chain once",
      times(STATE_AT_MOST),
      results.state.ratio,
      STATE_AT_MOST,
      times,
    ),
    figure(
      "first answer of the provider process, to an empty one",
      times(FIRST_ANSWER_AT_MOST),
      results.startUp.firstAnswer.wallRatio,
      FIRST_ANSWER_AT_MOST,
      times,
    ),
    figure(
      "peak memory of the provider process at 1,000, above that of (b)",
      megabytes(MEGABYTES_MORE_AT_MOST),
      memoryAbove(results),
      MEGABYTES_MORE_AT_MOST,
      megabytes,
    ),
    figure(
      "`up` of 1,000 new ones with the rate limits on, `--parallel 1000`, to the larger of what the limits allow and (b)",
      times(WITH_LIMITS_AT_MOST),
      results.limits?.atOnce.ratio,
      WITH_LIMITS_AT_MOST,
      times,
    ),
    {
      ...figure("the same without `--parallel`", times(WITH_LIMITS_AT_MOST), results.limits?.alone.ratio, WITH_LIMITS_AT_MOST, times),
      note: "**missed**: [Pulumi waits for the limits, and then has half of its own work before it](#with-the-rate-limits-on)",
    },
    figure(
      "requests of both that DigiCert would refuse (429)",
      "0",
      results.limits && results.limits.alone.refused + results.limits.atOnce.refused,
      0,
      String,
    ),
    figure(
      "calls for each of 300 certificates that DigiCert issues after two minutes, `--parallel 300`",
      String(CALLS_WHILE_WAITING_AT_MOST),
      results.limits && results.limits.waiting.calls / results.limits.waiting.certificates,
      CALLS_WHILE_WAITING_AT_MOST,
      (each) => each.toFixed(2),
    ),
    figure(
      "memory that stays of each of 10,000 certificates in one provider process",
      bytes(MOST_BYTES_FOR_EACH),
      results.memory && Math.max(results.memory.grown.up, results.memory.grown.destroy),
      MOST_BYTES_FOR_EACH,
      bytes,
    ),
  ];
}

function figure(what: string, asked: string, value: number | undefined, atMost: number, written: (value: number) => string): Figure {
  const measured = value === undefined ? undefined : written(value);
  return { what, asked: `at most ${asked}`, measured, holds: value === undefined ? undefined : value <= atMost };
}

/** The most of all commands. */
function memoryAbove(results: Results): number | undefined {
  const more = results.cells
    .filter(({ size, variant, repetitions }) => size === LARGEST_SIZE && variant === "ours" && repetitions > 0)
    .flatMap(({ size, step, providerPeakBytes }) => {
      const floor = cellIn(results, size, step, "constantFloor");
      return floor === undefined ? [] : [(providerPeakBytes - floor.providerPeakBytes) / MEGA];
    });
  return more.length === 0 ? undefined : Math.max(...more);
}

function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

function megabytes(value: number): string {
  return `${String(Math.round(value))} MB`;
}

function bytes(value: number): string {
  return `${String(Math.round(value))} bytes`;
}
