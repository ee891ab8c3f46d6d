/** Reading what a client sent, as leniently as PHP would: numbers and flags may come as strings. Paths are dotted: `certificate.common_name`. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inside, name) => (isObject(inside) ? inside[name] : undefined), value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Absent, null and empty are the same to CertCentral. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

export function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export function numberAt(value: unknown, path: string): number | undefined {
  const found = at(value, path);
  if (!isGiven(found)) return undefined;
  return typeof found === "number" || typeof found === "string" ? Number(found) : Number.NaN;
}

export function flagAt(value: unknown, path: string): boolean | undefined {
  const found = at(value, path);
  if (!isGiven(found)) return undefined;
  return found === true || found === 1 || found === "1" || found === "true";
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function textsAt(value: unknown, path: string): readonly string[] {
  return listAt(value, path).filter((entry): entry is string => typeof entry === "string" && entry.trim() !== "");
}
