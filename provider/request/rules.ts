import { readCsr } from "../x509/csr";
import { dayAt, dayOf } from "./dates";
import { isAbsent, isPlain, type Plain, UNKNOWN } from "./field";
import { isWildcard } from "./formats";
import type { Judged, Problem } from "./problem";
import { validityForms } from "./validity";

/** What no single value can tell: rules between inputs, and the CSR. Each skips what is not known yet, or of a wrong type. */
export function ruleProblems(inputs: Plain, context: Judged): readonly Problem[] {
  return [csrProblems, wildcardProblems, validityProblems, organizationProblems, paymentProblems, customFieldProblems].flatMap((rule) =>
    rule(inputs, context),
  );
}

const LEAST_RSA_BITS = 2048;
const curves: readonly string[] = ["P-256", "P-384", "P-521"];
const KEYS_TAKEN = `an RSA key of at least ${String(LEAST_RSA_BITS)} bits, or an EC key on ${curves.join(", ")}`;

function csrProblems({ csr }: Plain): readonly Problem[] {
  if (typeof csr !== "string" || csr === UNKNOWN || csr.trim() === "") return [];
  const reason = csrSays(csr);
  return reason === undefined ? [] : [{ property: "csr", reason }];
}

function csrSays(csr: string): string | undefined {
  if (csr.includes("PRIVATE KEY-----"))
    return "holds a private key, which must never leave your hands: it takes a certificate signing request in PEM";
  if (csr.includes("BEGIN CERTIFICATE-----")) return "is a certificate: it takes a certificate signing request in PEM";
  try {
    const { keyType, rsaBits = 0, curve = "", selfSignatureHolds } = readCsr(csr);
    if (keyType === "rsa" && rsaBits < LEAST_RSA_BITS) return `has an RSA key of ${String(rsaBits)} bits: it takes ${KEYS_TAKEN}`;
    if (keyType === "ec" && !curves.includes(curve))
      return `has an EC key on ${curve === "" ? "an unknown curve" : curve}: it takes ${KEYS_TAKEN}`;
    if (keyType === "ed25519" || keyType === "other") return `has a key of another kind (${keyType}): it takes ${KEYS_TAKEN}`;
    return selfSignatureHolds ? undefined : "is not signed by its own key: it was changed after it was made, or is incomplete";
  } catch {
    return "cannot be read as a certificate signing request: it takes one in PEM, a block that is named CERTIFICATE REQUEST";
  }
}

const wildcardProducts: readonly unknown[] = ["private_ssl_wildcard", "private_ssl_flex"];

function wildcardProblems({ product, commonName, dnsNames }: Plain): readonly Problem[] {
  if (typeof product !== "string" || product === UNKNOWN || wildcardProducts.includes(product)) return [];
  const names: readonly unknown[] = Array.isArray(dnsNames) ? dnsNames : [];
  const given = [["commonName", commonName] as const, ...names.map((name, index) => [`dnsNames[${String(index)}]`, name] as const)];
  return given
    .filter(([, name]) => typeof name === "string" && isWildcard(name))
    .map(([property, name]) => ({
      property,
      reason: `is ${JSON.stringify(name)}: wildcards are for ${wildcardProducts.map(String).join(" and ")} only, not for ${product}`,
    }));
}

function validityProblems(inputs: Plain, context: Judged): readonly Problem[] {
  const forms = validityForms(inputs);
  if (forms.length === 0) {
    return [{ property: "orderValidity", reason: "is required: it takes an object with years (1 to 3), days or customExpirationDate" }];
  }
  const before = new Map(validityForms(context.previous ?? {}).map((form) => [form.input, form.value]));
  const today = dayAt(context.now);
  return forms.flatMap(({ input, kind, value }) => {
    const day = kind === "date" && typeof value === "string" ? dayOf(value) : undefined;
    const old = before.get(input);
    const isOld = typeof old === "string" && dayOf(old) === day;
    return day === undefined || isOld || day > today
      ? []
      : [{ property: input, reason: `is ${JSON.stringify(value)}: it takes a date in the future` }];
  });
}

function organizationProblems({ organization }: Plain): readonly Problem[] {
  if (!isPlain(organization) || !isAbsent(organization["id"]) || !isAbsent(organization["name"])) return [];
  return [
    {
      property: "organization",
      reason: "has neither an id nor a name: it takes the id of an organization, or the details of one with at least its name",
    },
  ];
}

function paymentProblems({ paymentMethod, creditCard, billingAddress }: Plain): readonly Problem[] {
  if (paymentMethod === UNKNOWN) return [];
  const parts = { creditCard, billingAddress };
  if (paymentMethod !== "card") {
    const reason = `is given, but paymentMethod is not "card": set paymentMethod: "card", or leave it out`;
    // What is not known yet may turn out not to be given.
    return Object.entries(parts).flatMap(([property, value]) => (isAbsent(value) || value === UNKNOWN ? [] : [{ property, reason }]));
  }
  const reason = `is required when paymentMethod is "card"`;
  return Object.entries(parts).flatMap(([property, value]) => (isAbsent(value) ? [{ property, reason }] : []));
}

function customFieldProblems({ customFields }: Plain): readonly Problem[] {
  if (!Array.isArray(customFields)) return [];
  const ids = customFields.map((field: unknown) => (isPlain(field) ? field["metadataId"] : undefined));
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    if (typeof id !== "number" || first === index) return [];
    return [
      {
        property: `customFields[${String(index)}].metadataId`,
        reason: `is ${String(id)}, as in customFields[${String(first)}]: it takes each custom field once`,
      },
    ];
  });
}
