import { type Field, isAbsent, isHidden, isPlain, type Kind, type Members, type Plain, UNKNOWN } from "./field";
import { allFields, type FieldName } from "./fields";
import { memberOf } from "./normal";
import type { Judged, Problem } from "./problem";
import { ruleProblems } from "./rules";
import { closest } from "./spelling";
import { shown, takes } from "./words";

/** Everything wrong with the inputs, all at once. Values that are not known yet pass, at any depth. */
export function problemsIn(inputs: Plain, context: Judged): readonly Problem[] {
  const found = membersProblems(allFields, inputs, "", false);
  const judged = new Set(found.map((problem) => problem.property));
  // A value of a wrong type has its problem already: a rule adds none to it.
  return [...found, ...ruleProblems(inputs, context).filter((problem) => !judged.has(problem.property))];
}

/** Whether others may print the value of an input as it is: no secret, nothing long, no key that was pasted into the wrong input. */
export function isShown(name: string, value: unknown): boolean {
  if (!Object.hasOwn(allFields, name)) return true;
  const { kind, secret } = allFields[name as FieldName];
  const isDelicate = secret === true || (kind.kind === "text" && kind.format?.unshown === true);
  return !isDelicate && !JSON.stringify(value ?? null).includes("-----BEGIN");
}

function membersProblems(members: Members, value: Plain, path: string, secret: boolean): readonly Problem[] {
  const known = Object.entries(members).flatMap(([name, member]) => fieldProblems(member, memberOf(value, name), join(path, name), secret));
  const others = Object.keys(value).filter((name) => !Object.hasOwn(members, name) && !isHidden(name) && value[name] !== undefined);
  return [...known, ...others.map((name) => ({ property: join(path, name), reason: strangerSays(name, Object.keys(members)) }))];
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function strangerSays(name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  return meant === undefined ? `is not an input: it takes ${known.join(", ")}` : `is not an input: did you mean "${meant}"?`;
}

function fieldProblems(field: Field, value: unknown, path: string, around: boolean): readonly Problem[] {
  const secret = around || field.secret === true;
  if (!isAbsent(value)) return valueProblems(field.kind, value, path, secret);
  if (!field.required) return [];
  const without = field.defaultSays === undefined ? "" : `, since there is no ${field.defaultSays}`;
  return [{ property: path, reason: `is required${without}: it takes ${takes(field.kind)}` }];
}

function valueProblems(kind: Kind, value: unknown, path: string, secret: boolean): readonly Problem[] {
  if (value === UNKNOWN) return [];
  if (kind.kind === "record" && isPlain(value)) return membersProblems(kind.members, value, path, secret);
  if (kind.kind === "list" && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => itemProblems(kind.of, item, `${path}[${String(index)}]`, secret));
  }
  const hint = hintFor(kind, value);
  return hint === undefined ? [] : [{ property: path, reason: wrong(kind, value, hint, secret) }];
}

function itemProblems(kind: Kind, item: unknown, path: string, secret: boolean): readonly Problem[] {
  return isAbsent(item) ? [{ property: path, reason: `is empty: it takes ${takes(kind)}` }] : valueProblems(kind, item, path, secret);
}

/** Undefined where the value is right; otherwise a hint, which may be empty. */
function hintFor(kind: Kind, value: unknown): string | undefined {
  switch (kind.kind) {
    case "any":
      return undefined;
    case "text":
      if (typeof value !== "string") return typeof value === "number" ? "put it in quotes, or use String(…)" : "";
      return value.trim() === "" ? "leave it out instead" : kind.format?.problem(value);
    case "whole":
      return isWithin(kind, value) && Number.isSafeInteger(value) ? undefined : numberHint(value);
    case "amount":
      return typeof value === "number" && (kind.exclusive ? value > kind.min : value >= kind.min) && Number.isFinite(value)
        ? undefined
        : numberHint(value);
    case "flag":
      if (typeof value === "boolean") return undefined;
      return value === "true" || value === "false" ? "it is a text: config.requireBoolean gives a boolean" : "";
    case "oneOf":
      if (typeof value !== "string") return "";
      return kind.values.includes(value) ? undefined : meantHint(value, kind.values);
    default:
      return "";
  }
}

function isWithin(bounds: { readonly min: number; readonly max?: number }, value: unknown): boolean {
  return typeof value === "number" && value >= bounds.min && (bounds.max === undefined || value <= bounds.max);
}

/** Configuration gives texts: the commonest reason for a number that is none. */
function numberHint(value: unknown): string {
  const looksRight = typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
  return looksRight ? "it is a text: config.requireNumber or Number(…) gives a number" : "";
}

function meantHint(value: string, values: readonly string[]): string {
  const meant = closest(value, values);
  return meant === undefined ? "" : `did you mean "${meant}"?`;
}

function wrong(kind: Kind, value: unknown, hint: string, secret: boolean): string {
  const unshown = secret || (kind.kind === "text" && kind.format?.unshown === true);
  const after = hint === "" ? "" : ` (${hint})`;
  return `${unshown ? "is not what it takes" : `is ${shown(value)}`}: it takes ${takes(kind)}${after}`;
}
