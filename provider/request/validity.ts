import { dayAt, dayOf } from "./dates";
import { hasUnknown, isAbsent, isPlain, type Plain, UNKNOWN } from "./field";

/** The one form of validity that counts. */
export type EffectiveValidity =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "years"; readonly years: number };

/** One form of validity as given. */
export interface ValidityForm {
  /** The input, such as `orderValidity.days`. */
  readonly input: string;
  readonly kind: EffectiveValidity["kind"];
  readonly value: unknown;
}

/** Every form that is given, the one that counts first: `orderValidity` over the old family, in each a date over days over years. */
export function validityForms(inputs: Plain): readonly ValidityForm[] {
  const { orderValidity } = inputs;
  if (orderValidity === UNKNOWN) return [{ input: "orderValidity", kind: "years", value: UNKNOWN }, ...oldForms(inputs)];
  const family: Plain = isPlain(orderValidity) ? orderValidity : {};
  const forms: readonly ValidityForm[] = [
    { input: "orderValidity.customExpirationDate", kind: "date", value: family["customExpirationDate"] },
    { input: "orderValidity.days", kind: "days", value: family["days"] },
    { input: "orderValidity.years", kind: "years", value: family["years"] },
  ];
  return [...forms.filter((form) => !isAbsent(form.value)), ...oldForms(inputs)];
}

function oldForms(inputs: Plain): readonly ValidityForm[] {
  const forms: readonly ValidityForm[] = [
    { input: "customExpirationDate", kind: "date", value: inputs["customExpirationDate"] },
    { input: "validityDays", kind: "days", value: inputs["validityDays"] },
    { input: "validityYears", kind: "years", value: inputs["validityYears"] },
  ];
  return forms.filter((form) => !isAbsent(form.value));
}

/** The effective validity by the page's precedence; undefined if there is none, or it is not known yet. */
export function effectiveValidity(inputs: Plain): EffectiveValidity | undefined {
  const [form] = validityForms(inputs);
  if (form === undefined || hasUnknown(form.value)) return undefined;
  const { kind, value } = form;
  if (kind === "date") return typeof value === "string" ? { kind, date: dayOf(value) ?? value } : undefined;
  if (typeof value !== "number") return undefined;
  return kind === "days" ? { kind, days: value } : { kind, years: value };
}

/** True where the form that counts is not known yet. */
export function isValidityUnknown(inputs: Plain): boolean {
  const [form] = validityForms(inputs);
  return form !== undefined && hasUnknown(form.value);
}

/**
 * When a certificate ordered at `now` with this wish would end. Of a fixed date the first instant: at which hour of that day
 * DigiCert ends a certificate is not documented, and an order that ends on the same day as another brings nothing.
 */
export function wantedEnd(inputs: Plain, now: Date): Date | undefined {
  const validity = effectiveValidity(inputs);
  if (validity === undefined) return undefined;
  const end = new Date(validity.kind === "date" ? `${validity.date}T00:00:00Z` : now);
  if (validity.kind === "days") end.setUTCDate(end.getUTCDate() + validity.days);
  if (validity.kind === "years") end.setUTCFullYear(end.getUTCFullYear() + validity.years);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

/** Why an order placed now would ask for an end that has passed; undefined if it would not. */
export function validityProblem(inputs: Plain, now: Date): string | undefined {
  const validity = effectiveValidity(inputs);
  if (validity?.kind !== "date" || validity.date > dayAt(now)) return undefined;
  const input = validityForms(inputs)[0]?.input ?? "orderValidity";
  return `${input} is ${validity.date}, which is not in the future: set a later date, or a validity in days or years`;
}

/** "2 years", "90 days", "until 2030-06-09". */
export function inWordsOf(validity: EffectiveValidity): string {
  if (validity.kind === "date") return `until ${validity.date}`;
  const [count, unit] = validity.kind === "days" ? [validity.days, "day"] : [validity.years, "year"];
  return `${String(count)} ${unit}${count === 1 ? "" : "s"}`;
}
