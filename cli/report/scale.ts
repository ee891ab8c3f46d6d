import { DAY, dayOf } from "./days";
import type { CertificateReport } from "./report";

/** Where moments lie on the time line: a share of its width, in percent. */
export interface Scale {
  readonly from: number;
  readonly until: number;
  /** What lies before or after is at its edge. */
  at(moment: string | number): number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** One of those that a narrow page has room for. */
  readonly major: boolean;
}

/** What is older would press everything else together. */
const MOST_DAYS_BACK = 3 * 365;
const LEAST_DAYS_AHEAD = 30;
/** A bar that ends at the very edge would look cut off. */
const MARGIN = 0.015;
const MOST_TICKS = 10;
const MONTHS_BETWEEN = [1, 2, 3, 6, 12, 24] as const;

/** From the first order that is shown to the last certificate's end; now is always on it. */
export function scaleOf(certificates: readonly CertificateReport[], now: Date): Scale {
  const orders = certificates.flatMap((certificate) => certificate.orders);
  const ends = orders.flatMap(({ until }) => (until === undefined ? [] : [Date.parse(until)]));
  const first = Math.min(now.getTime() - LEAST_DAYS_AHEAD * DAY, ...orders.map(({ from }) => Date.parse(from)));
  const last = Math.max(now.getTime() + LEAST_DAYS_AHEAD * DAY, ...ends);
  const oldest = Math.max(first, now.getTime() - MOST_DAYS_BACK * DAY);
  const margin = (last - oldest) * MARGIN;
  return scaleBetween(oldest - margin, last + margin);
}

function scaleBetween(from: number, until: number): Scale {
  const at = (moment: string | number) => {
    const share = ((typeof moment === "number" ? moment : Date.parse(moment)) - from) / (until - from);
    return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100;
  };
  return { from, until, at, ticks: ticksBetween(from, until).map((tick) => ({ ...tick, at: at(tick.moment) })) };
}

/** Firsts of months, evenly apart, as many as can be read. */
function ticksBetween(from: number, until: number): readonly (Omit<Tick, "at"> & { readonly moment: number })[] {
  const step = MONTHS_BETWEEN.find((months) => firstsBetween(from, until, months).length <= MOST_TICKS) ?? 24;
  return firstsBetween(from, until, step).map((moment, index) => ({ moment, label: labelOf(moment, step), major: index % 2 === 0 }));
}

function firstsBetween(from: number, until: number, months: number): readonly number[] {
  const moments: number[] = [];
  const start = new Date(from);
  for (let month = Math.floor(start.getUTCMonth() / months) * months; ; month += months) {
    const moment = Date.UTC(start.getUTCFullYear(), month, 1);
    if (moment >= until) return moments;
    if (moment > from) moments.push(moment);
  }
}

function labelOf(moment: number, step: number): string {
  return dayOf(moment).slice(0, step >= 12 ? "yyyy".length : "yyyy-mm".length);
}
