import { invalidValue, requiredParams } from "../http/refusal";
import { isObject, numberAt, textAt } from "../http/wire";

/** How long an order and its certificate last, as asked. */
export type Validity =
  | { readonly kind: "years"; readonly years: number }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "until"; readonly date: Date; readonly asked: string };

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAY_MS = 86_400_000;
const MAX_YEARS = 3;

/**
 * Of several forms at once the page says which counts: a custom date overrides days, days override years; and `order_validity` replaces the
 * deprecated members.
 */
export function validityOf(body: unknown, { strict, now }: { readonly strict: boolean; readonly now: Date }): Validity {
  const form = inForce(body);
  if (form === undefined)
    throw requiredParams([isObject(body) && isObject(body["order_validity"]) ? "order_validity.years" : "order_validity"]);
  const validity = read(form, strict);
  if (endOf(validity, now) <= now) throw invalidValue(form.path, "it must be in the future");
  return validity;
}

/** Certificates end with the day, UTC. */
export function endOf(validity: Validity, from: Date): Date {
  const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()];
  if (validity.kind === "until") return endOfDay(validity.date);
  if (validity.kind === "days") return endOfDay(new Date(Date.UTC(year, month, day + validity.days)));
  // 29 February of a year that has none becomes 28 February, not 1 March.
  const lastOfMonth = new Date(Date.UTC(year + validity.years, month + 1, 0)).getUTCDate();
  return endOfDay(new Date(Date.UTC(year + validity.years, month, Math.min(day, lastOfMonth))));
}

interface Form {
  readonly path: string;
  readonly kind: Validity["kind"];
  readonly isDeprecated: boolean;
  readonly value: string | number;
}

function inForce(body: unknown): Form | undefined {
  const families = [
    { prefix: "order_validity.", isDeprecated: false, days: "days", years: "years" },
    { prefix: "", isDeprecated: true, days: "validity_days", years: "validity_years" },
  ];
  for (const { prefix, isDeprecated, days, years } of families) {
    const until = textAt(body, `${prefix}custom_expiration_date`);
    if (until !== undefined) return { path: `${prefix}custom_expiration_date`, kind: "until", isDeprecated, value: until };
    const number = numberAt(body, `${prefix}${days}`);
    if (number !== undefined) return { path: `${prefix}${days}`, kind: "days", isDeprecated, value: number };
    const count = numberAt(body, `${prefix}${years}`);
    if (count !== undefined) return { path: `${prefix}${years}`, kind: "years", isDeprecated, value: count };
  }
  return undefined;
}

function read({ path, kind, isDeprecated, value }: Form, strict: boolean): Validity {
  if (kind === "until") {
    const format = isDeprecated ? "yyyy-MM-dd" : "dd MMM YYYY";
    const date = dateFrom(String(value), strict ? [format] : ["dd MMM YYYY", "yyyy-MM-dd"]);
    if (date === undefined) throw invalidValue(path, `the format is ${format}`);
    return { kind, date, asked: String(value) };
  }
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw invalidValue(path, "it must be a whole number of at least 1");
  if (kind === "years" && count > MAX_YEARS) throw invalidValue(path, "the range is 1-3");
  return kind === "years" ? { kind, years: count } : { kind, days: count };
}

/** Lenient clients send an ISO date-time where a date is asked for: its date counts. */
function dateFrom(text: string, formats: readonly string[]): Date | undefined {
  const iso = formats.includes("yyyy-MM-dd") ? /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/.exec(text) : null;
  if (iso !== null) return formats.length > 1 || text.length === 10 ? dateOf(iso[1], Number(iso[2]) - 1, iso[3]) : undefined;
  const words = formats.includes("dd MMM YYYY") ? /^(\d{2}) ([A-Za-z]{3}) (\d{4})$/.exec(text) : null;
  return words === null ? undefined : dateOf(words[3], MONTHS.indexOf((words[2] ?? "").toUpperCase()), words[1]);
}

/** `undefined` for 31 June and the like. */
function dateOf(year: string | undefined, month: number, day: string | undefined): Date | undefined {
  const date = new Date(Date.UTC(Number(year), month, Number(day)));
  return date.getUTCMonth() === month && date.getUTCDate() === Number(day) ? date : undefined;
}

function endOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / DAY_MS) * DAY_MS + DAY_MS - 1000);
}
