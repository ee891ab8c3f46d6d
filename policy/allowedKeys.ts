import { UNKNOWN } from "../provider/request/field";
import { readCsr, type CsrFacts } from "../provider/x509/csr";
import { certificatePolicy } from "./certificatePolicy";
import { listed } from "./listed";

export interface AllowedKeysSettings {
  /** Kinds of keys. @default RSA and EC */
  readonly algorithms: readonly ("RSA" | "EC")[];
  /** The smallest RSA key, in bits. @default 2048, the least that the provider takes */
  readonly minimumRsaBits: number;
  /** Curves of EC keys. @default P-256, P-384 and P-521: all that the provider takes */
  readonly curves: readonly ("P-256" | "P-384" | "P-521")[];
}

/** Which keys may be certified, as read from the certificate signing request. */
export const allowedKeys = certificatePolicy<AllowedKeysSettings>({
  name: "digicert-allowed-keys",
  displayName: "Allowed keys",
  description: "A private certificate is for a key of a kind and size that the organisation trusts.",
  severity: "high",
  schema: {
    algorithms: {
      type: "array",
      items: { type: "string", enum: ["RSA", "EC"] },
      minItems: 1,
      uniqueItems: true,
      description: "Kinds of keys.",
    },
    minimumRsaBits: { type: "integer", minimum: 2048, description: "The smallest RSA key, in bits." },
    curves: {
      type: "array",
      items: { type: "string", enum: ["P-256", "P-384", "P-521"] },
      minItems: 1,
      uniqueItems: true,
      description: "Curves of EC keys.",
    },
  },
  defaults: { algorithms: ["RSA", "EC"], minimumRsaBits: 2048, curves: ["P-256", "P-384", "P-521"] },
  judge: ({ csr }, settings) => {
    if (csr === UNKNOWN) return { notApplicable: "the CSR is not known yet: its key is judged before anything is ordered" };
    const facts = typeof csr === "string" ? readable(csr) : undefined;
    const found = facts === undefined ? undefined : problem(facts, settings);
    return found === undefined ? [] : [`csr ${found}. Make a new key, and the request with it`];
  },
});

/** What cannot be read, or is a kind that no order takes, is refused by the provider in its own words. */
function readable(csr: string): CsrFacts | undefined {
  try {
    return readCsr(csr);
  } catch {
    return undefined;
  }
}

function problem({ keyType, rsaBits = 0, curve = "" }: CsrFacts, settings: AllowedKeysSettings): string | undefined {
  const { algorithms, minimumRsaBits, curves } = settings;
  const algorithm = keyType === "rsa" ? "RSA" : keyType === "ec" ? "EC" : undefined;
  if (algorithm === undefined) return undefined;
  if (!algorithms.includes(algorithm)) return `has an ${algorithm} key: allowed ${listed(algorithms)}`;
  if (algorithm === "RSA" && rsaBits < minimumRsaBits) {
    return `has an RSA key of ${String(rsaBits)} bits: at least ${String(minimumRsaBits)} are required`;
  }
  if (algorithm === "EC" && !curves.some((each) => each === curve)) return `has an EC key on ${curve}: allowed ${listed(curves)}`;
  return undefined;
}
