import { canonicalName } from "../x509/names";
import { hasUnknown, type Plain } from "./field";

/** The wanted names: the common name and `dnsNames`, each in the form in which a certificate is read, once, sorted. Names that are not known are left out. */
export function wantedNames(wanted: Plain): readonly string[] {
  const { commonName, dnsNames } = wanted;
  const given: readonly unknown[] = [commonName, ...(Array.isArray(dnsNames) ? (dnsNames as readonly unknown[]) : [])];
  const names = given.filter((name): name is string => typeof name === "string" && name.trim() !== "" && !hasUnknown(name));
  return [...new Set(names.map(canonicalName))].sort();
}
