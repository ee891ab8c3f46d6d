import * as pulumi from "@pulumi/pulumi";

import type { TlsKeyArgs } from "./privateTlsCertificateArgs";

/** The key that is wanted, with every default. */
export type KeyChoice = { readonly word: string } & (
  { readonly algorithm: "ECDSA"; readonly ecdsaCurve: string } | { readonly algorithm: "RSA"; readonly rsaBits: number }
);

const algorithms: readonly unknown[] = ["ECDSA", "RSA"] satisfies readonly TlsKeyArgs["algorithm"][];
/** DigiCert takes no other curves; so does the check of `csr`. */
const curves: readonly unknown[] = ["P256", "P384", "P521"] satisfies readonly TlsKeyArgs["ecdsaCurve"][];
const sizes: readonly unknown[] = [2048, 3072, 4096] satisfies readonly TlsKeyArgs["rsaBits"][];
const members: readonly string[] = ["algorithm", "ecdsaCurve", "rsaBits", "trigger"] satisfies readonly (keyof TlsKeyArgs)[];

/**
 * @returns `word` is part of the names of key and request in the state: what the key is, then the trigger. So another key is another resource, and the old
 * one is deleted only when all that follows is done; a change that is withdrawn before that finds both where they were. (`replacementTrigger` would make a
 * third key, and asks for a newer Pulumi than the rest of the package.)
 */
export function keyChoice({ algorithm = "ECDSA", ecdsaCurve = "P256", rsaBits = 2048, trigger }: TlsKeyArgs): KeyChoice {
  const suffix = trigger === undefined ? "" : `-${String(trigger)}`;
  return algorithm === "RSA"
    ? { algorithm, rsaBits, word: `rsa-${String(rsaBits)}${suffix}` }
    : { algorithm, ecdsaCurve, word: `ecdsa-${ecdsaCurve.toLowerCase()}${suffix}` };
}

/** A sentence for each thing that is wrong with the key, the property first. Programs in JavaScript give anything. */
export function keyProblems(key: unknown): readonly string[] {
  if (!isPlain(key)) return [`key is ${shown(key)}: it takes a plain object with ${listed(members)}`];
  const { algorithm = "ECDSA", ecdsaCurve, rsaBits, trigger } = key;
  return [
    ...Object.keys(key)
      .filter((member) => !members.includes(member))
      .map((member) => `key.${member} is unknown: key takes ${listed(members)}`),
    ...notOneOf("key.algorithm", algorithm, algorithms),
    ...notOneOf("key.ecdsaCurve", ecdsaCurve, curves),
    ...notOneOf("key.rsaBits", rsaBits, sizes),
    ...(algorithm === "RSA" && ecdsaCurve !== undefined ? [`key.ecdsaCurve is given, but key.algorithm is "RSA": leave it out`] : []),
    ...(algorithm === "ECDSA" && rsaBits !== undefined
      ? [`key.rsaBits is given, but key.algorithm is "ECDSA": set key.algorithm: "RSA"`]
      : []),
    ...triggerProblems(trigger),
  ];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);
}

function notOneOf(property: string, value: unknown, allowed: readonly unknown[]): readonly string[] {
  return value === undefined || allowed.includes(value) ? [] : [`${property} is ${shown(value)}: it takes ${listed(allowed.map(shown))}`];
}

function triggerProblems(trigger: unknown): readonly string[] {
  if (trigger === undefined || ((typeof trigger === "string" || typeof trigger === "number") && /^[\w.-]{1,64}$/.test(String(trigger))))
    return [];
  return [
    `key.trigger is ${shown(trigger)}: it takes a plain value of at most 64 letters, digits, ".", "_" and "-", since it is part of the key's name`,
  ];
}

/** As the program has it; an object is named as what it is. */
function shown(value: unknown): string {
  if (pulumi.Output.isInstance(value)) return "an output";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : typeof value;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
