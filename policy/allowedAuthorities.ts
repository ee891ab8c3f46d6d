import { isAbsent, UNKNOWN } from "../provider/request/field";
import { shown } from "../provider/request/words";
import { certificatePolicy } from "./certificatePolicy";
import { listed } from "./listed";

export interface AllowedAuthoritiesSettings {
  /** Ids of the CA certificates that may sign; upper and lower case make no difference. @default any */
  readonly caCertIds?: readonly string[];
}

/** Which CA may sign. */
export const allowedAuthorities = certificatePolicy<AllowedAuthoritiesSettings>({
  name: "digicert-allowed-cas",
  displayName: "Allowed CAs",
  description: "A private certificate is signed by a CA that the organisation has chosen, and says by which.",
  severity: "high",
  schema: {
    caCertIds: {
      type: "array",
      items: { type: "string", pattern: "^[A-Za-z0-9_-]+$" },
      minItems: 1,
      uniqueItems: true,
      description: "Ids of the CA certificates that may sign (caCertId). Without it any CA of the account may.",
    },
  },
  defaults: {},
  judge: ({ caCertId }, { caCertIds: allowed }) => {
    if (allowed === undefined) return { notApplicable: "caCertIds is not configured: any CA may sign" };
    const [first = ""] = allowed;
    if (isAbsent(caCertId)) {
      return [`caCertId is not given, so the account's own CA would sign: allowed ${listed(allowed)}. Set caCertId: ${shown(first)}`];
    }
    if (typeof caCertId !== "string" || caCertId === UNKNOWN || allowed.some((id) => isSame(id, caCertId))) return [];
    return [`caCertId is ${shown(caCertId)}: allowed ${listed(allowed)}. Set one of those`];
  },
});

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
