import { UNKNOWN, type Plain } from "../provider/request/field";
import { isWildcard } from "../provider/request/formats";
import { shown } from "../provider/request/words";
import { certificatePolicy } from "./certificatePolicy";
import { fitsName, isNamePattern } from "./fitsName";
import { listed } from "./listed";

export interface AllowedNamesSettings {
  /**
   * What names may look like: `*` stands for one label or a part of one, `**` for one label or several (`**.corp.example`); IP addresses are allowed by
   * address or range (`10.0.0.0/8`) only. @default any
   */
  readonly patterns?: readonly string[];
  /** Whether certificates may be for wildcard names. @default true */
  readonly allowWildcards: boolean;
}

/** Which names certificates may be for: the common name and the DNS names alike. */
export const allowedNames = certificatePolicy<AllowedNamesSettings>({
  name: "digicert-allowed-names",
  displayName: "Allowed names",
  description: "A private certificate is for names that belong to the organisation.",
  severity: "critical",
  schema: {
    patterns: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      uniqueItems: true,
      description:
        "What names may look like: * stands for one label or a part of one, ** for one label or several (**.corp.example); IP addresses by address or range (10.0.0.0/8). Without it any name may be used.",
    },
    allowWildcards: { type: "boolean", description: "Whether certificates may be for wildcard names." },
  },
  defaults: { allowWildcards: true },
  judge: (inputs, { patterns, allowWildcards }) => {
    if (patterns === undefined && allowWildcards) return { notApplicable: "patterns is not configured: any name may be used" };
    const wrong = patterns?.filter((pattern) => !isNamePattern(pattern)) ?? [];
    // A mistake in the configuration must not open the gate.
    if (wrong.length > 0) return [`the configuration of this policy has patterns that are none: ${wrong.join(", ")}. Correct it there`];
    return namesIn(inputs).flatMap(([input, name]) => problem(input, name, patterns, allowWildcards));
  },
});

function problem(input: string, name: string, patterns: readonly string[] | undefined, allowWildcards: boolean): readonly string[] {
  const found = `${input} is ${shown(name)}`;
  if (isWildcard(name) && !allowWildcards) return [`${found}: wildcard names are not allowed. Name each host in dnsNames`];
  if (patterns === undefined || patterns.some((pattern) => fitsName(pattern, name))) return [];
  return [`${found}: allowed ${listed(patterns)}. Use such a name, or have the pattern added to this policy`];
}

/** Each name that is known, under the input that holds it. */
function namesIn({ commonName, dnsNames }: Plain): readonly (readonly [string, string])[] {
  const others: readonly unknown[] = Array.isArray(dnsNames) ? dnsNames : [];
  const all: readonly (readonly [string, unknown])[] = [
    ["commonName", commonName],
    ...others.map((name, index) => [`dnsNames[${String(index)}]`, name] as const),
  ];
  return all.flatMap(([input, name]) => (typeof name === "string" && name !== UNKNOWN ? [[input, name] as const] : []));
}
