import { isPlain, type Kind } from "./field";

/** What a kind takes, in words. */
export function takes(kind: Kind): string {
  switch (kind.kind) {
    case "text":
      return kind.format?.says ?? "a text";
    case "whole":
      return kind.max === undefined
        ? `a whole number of at least ${String(kind.min)}`
        : `a whole number from ${String(kind.min)} to ${String(kind.max)}`;
    case "amount":
      return `a number ${kind.exclusive ? "above" : "of at least"} ${String(kind.min)}`;
    case "flag":
      return "true or false";
    case "oneOf":
      return kind.values.map((value) => `"${value}"`).join(", ");
    case "list":
      return `a list; each entry ${takes(kind.of)}`;
    case "record":
      return `an object with ${Object.keys(kind.members).join(", ")}`;
    case "any":
      return "any value";
  }
}

const LONGEST_SHOWN = 80;

/** A value as a message may show it: short, and never something that was pasted into the wrong input. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isPlain(value)) return "an object";
  // A key may have been pasted into the wrong input.
  if (typeof value === "string" && value.includes("-----BEGIN")) return "a PEM text";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
