import { certificatePolicy } from "./certificatePolicy";

export interface MaximumCertificatesSettings {
  /** So many certificates, at most, in one stack. @default any number */
  readonly count?: number;
}

/** How many certificates one stack may have: a loop that runs too far must not order a hundred. */
export const maximumCertificates = certificatePolicy<MaximumCertificatesSettings>({
  name: "digicert-maximum-certificates",
  displayName: "Maximum number of certificates",
  description: "A stack has no more private certificates than the organisation expects of it.",
  severity: "high",
  schema: { count: { type: "integer", minimum: 0, description: "So many certificates, at most, in one stack. Without it any number." } },
  defaults: {},
  judge: (_inputs, { count: most }, { stack, seen }) => {
    if (most === undefined) return { notApplicable: "count is not configured: a stack may have any number" };
    if (seen <= most) return [];
    return [
      `it is certificate ${String(seen)} of stack ${stack}: at most ${String(most)} are allowed. Declare fewer, or have the number raised`,
    ];
  },
});
