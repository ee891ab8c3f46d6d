import { invalidParam, Refusal, requiredParam, type ApiError } from "../http/refusal";
import { isGiven, isObject } from "../http/wire";
import type { Shape } from "./shape";

/**
 * Refuses a body with every problem it has: the members that are missing; in strict mode also unknown members, wrong types, and what is out of
 * range, too long or in another format.
 */
export function checkBody(body: unknown, shape: Shape, strict: boolean): void {
  const problems = [...problemsIn(body ?? {}, shape, { path: "", body, strict })];
  if (problems.length > 0) throw new Refusal(400, problems);
}

interface Place {
  readonly path: string;
  readonly body: unknown;
  readonly strict: boolean;
}

function* problemsIn(value: unknown, shape: Shape, place: Place): Generator<ApiError> {
  if (shape.kind === "object") yield* objectProblems(value, shape, place);
  else if (shape.kind === "list") yield* listProblems(value, shape, place);
  else if (place.strict) {
    const reason = reasonAgainst(value, shape);
    if (reason !== undefined) yield invalidParam(place.path, reason);
  }
}

function* objectProblems(value: unknown, { members }: Shape & { readonly kind: "object" }, place: Place): Generator<ApiError> {
  if (!isObject(value)) {
    if (place.strict) yield invalidParam(place.path, "it must be an object");
    return;
  }
  const pathOf = (name: string) => (place.path === "" ? name : `${place.path}.${name}`);
  for (const [name, { shape, isRequired }] of Object.entries(members)) {
    const member = value[name];
    if (isGiven(member) || (place.strict && member === null)) yield* problemsIn(member, shape, { ...place, path: pathOf(name) });
    else if (isRequired(place.body)) yield requiredParam(pathOf(name));
  }
  if (!place.strict) return;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(members, name)) yield { code: `unknown_param:${pathOf(name)}`, message: `${pathOf(name)} is not a parameter.` };
  }
}

function* listProblems(value: unknown, { of }: Shape & { readonly kind: "list" }, place: Place): Generator<ApiError> {
  if (Array.isArray(value)) for (const entry of value as readonly unknown[]) yield* problemsIn(entry, of, place);
  else if (place.strict) yield invalidParam(place.path, "it must be an array");
}

function reasonAgainst(value: unknown, shape: Exclude<Shape, { readonly kind: "object" | "list" }>): string | undefined {
  if (shape.kind === "flag") return typeof value === "boolean" ? undefined : "it must be a boolean";
  if (shape.kind === "whole") {
    if (!Number.isSafeInteger(value)) return "it must be an integer";
    const [from, to] = shape.range ?? [-Infinity, Infinity];
    return Number(value) < from || Number(value) > to ? `the range is ${String(from)}-${String(to)}` : undefined;
  }
  if (typeof value !== "string") return "it must be a string";
  if (shape.maxLength !== undefined && value.length > shape.maxLength) return `the maximum length is ${String(shape.maxLength)}`;
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) return `it is one of ${shape.oneOf.join(", ")}`;
  return shape.format === undefined || shape.format.pattern.test(value) ? undefined : `the format is ${shape.format.name}`;
}
