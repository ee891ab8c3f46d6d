import { isPlain } from "../provider/request/field";
import { certificatePolicy } from "./certificatePolicy";

export interface RenewalWindowSettings {
  /** So many days before its end, at least, a certificate is to be renewed. @default 14 */
  readonly minimumDays: number;
}

/** What the provider takes where `renewal.beforeDays` is not given (docs/reference/inputs.md). */
const DEFAULT_BEFORE_DAYS = 30;

/** How much time a renewal that fails leaves to mend it. */
export const renewalWindow = certificatePolicy<RenewalWindowSettings>({
  name: "digicert-renewal-window",
  displayName: "Minimum renewal window",
  description: "A private certificate is renewed early enough to mend a renewal that fails.",
  severity: "high",
  schema: {
    minimumDays: { type: "integer", minimum: 1, description: "So many days before its end, at least, a certificate is to be renewed." },
  },
  defaults: { minimumDays: 14 },
  judge: ({ renewal }, { minimumDays }) => {
    const given = isPlain(renewal) ? renewal["beforeDays"] : renewal;
    const beforeDays = given ?? DEFAULT_BEFORE_DAYS;
    if (typeof beforeDays !== "number" || beforeDays >= minimumDays) return [];
    return [
      `renewal.beforeDays is ${says(given)}: at least ${String(minimumDays)} days are required. Set renewal.beforeDays to ${String(minimumDays)} or more`,
    ];
  },
});

function says(given: unknown): string {
  if (given === 0) return "0, so time alone never renews it";
  return typeof given === "number" ? String(given) : `not given, which means ${String(DEFAULT_BEFORE_DAYS)}`;
}
