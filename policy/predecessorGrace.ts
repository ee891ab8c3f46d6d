import { isPlain } from "../provider/request/field";
import { certificatePolicy } from "./certificatePolicy";

export interface PredecessorGraceSettings {
  /** So many days, at least, a renewed certificate stays valid after its successor was recorded. @default 7 */
  readonly minimumDays: number;
}

/** How long whatever uses a certificate has to move to its successor before the old one is revoked. */
export const predecessorGrace = certificatePolicy<PredecessorGraceSettings>({
  name: "digicert-predecessor-grace",
  displayName: "Minimum grace for predecessors",
  description: "A renewed certificate is not revoked before everything that uses it had time to move.",
  severity: "high",
  schema: {
    minimumDays: {
      type: "integer",
      minimum: 1,
      description: "So many days, at least, a renewed certificate stays valid after its successor was recorded.",
    },
  },
  defaults: { minimumDays: 7 },
  judge: ({ renewal }, { minimumDays }) => {
    const days = isPlain(renewal) ? renewal["revokePredecessorAfterDays"] : undefined;
    if (typeof days !== "number" || days >= minimumDays) return [];
    const least = String(minimumDays);
    return [
      `renewal.revokePredecessorAfterDays is ${String(days)}: at least ${least} are required. Set it to ${least} or more, or leave it out: then no predecessor is revoked`,
    ];
  },
});
