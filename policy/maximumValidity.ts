import { UNKNOWN } from "../provider/request/field";
import { dayAt, dayOf } from "../provider/request/dates";
import { validityForms, type ValidityForm } from "../provider/request/validity";
import { shown } from "../provider/request/words";
import { certificatePolicy } from "./certificatePolicy";

export interface MaximumValiditySettings {
  /** The longest validity, in days; a year counts as 365. @default 397 */
  readonly days: number;
}

const DAYS_OF_A_YEAR = 365;
const MILLISECONDS_OF_A_DAY = 86_400_000;

/** How long a certificate may be ordered for, in whichever of DigiCert's forms. */
export const maximumValidity = certificatePolicy<MaximumValiditySettings>({
  name: "digicert-maximum-validity",
  displayName: "Maximum validity",
  description: "A private certificate is valid no longer than the organisation allows.",
  severity: "high",
  schema: { days: { type: "integer", minimum: 1, description: "The longest validity, in days; a year counts as 365." } },
  defaults: { days: 397 },
  judge: (inputs, { days: most }, { now }) => {
    // Of several forms the first counts (DigiCert's page: a date over days over years).
    const [form] = validityForms(inputs);
    const days = form === undefined ? undefined : daysOf(form, now);
    if (form === undefined || days === undefined || days <= most) return [];
    return [`${form.input} is ${shown(form.value)}: at most ${String(most)} days are allowed. Set ${instead(most)}`];
  },
});

/** Undefined where it is not known yet, or is nothing that the provider takes. A date is counted from today. */
function daysOf({ kind, value }: ValidityForm, now: Date): number | undefined {
  if (value === UNKNOWN) return undefined;
  if (typeof value === "number") return kind === "years" ? value * DAYS_OF_A_YEAR : value;
  const day = typeof value === "string" ? dayOf(value) : undefined;
  return day === undefined ? undefined : Math.round((Date.parse(day) - Date.parse(dayAt(now))) / MILLISECONDS_OF_A_DAY);
}

function instead(most: number): string {
  const years = Math.floor(most / DAYS_OF_A_YEAR);
  const days = `orderValidity: { days: ${String(most)} }`;
  return years === 0 ? days : `orderValidity: { years: ${String(Math.min(years, 3))} }, or ${days}`;
}
