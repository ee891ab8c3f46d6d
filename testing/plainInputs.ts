import * as pulumi from "@pulumi/pulumi";

import { isHidden, type Plain, UNKNOWN } from "../provider/request/field";

/** What a mock gets as inputs, read. */
export interface PlainInputs {
  /** Values as they are; `UNKNOWN` for each that is not known yet, as the provider gets it. */
  readonly values: Plain;
  /** Inputs that are secret, or have a secret within. */
  readonly secrets: ReadonlySet<string>;
}

/** Under this member Pulumi tells what kind of special value an object stands for; a secret has its value in `value`. */
const SPECIAL = "4dabf18193072939515e22adb298388d";

/** Reads the inputs of a mock. */
export function plainInputs(inputs: Plain): PlainInputs {
  const secrets = new Set(Object.keys(inputs).filter((name) => holdsSecret(inputs[name])));
  return { values: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, plain(value)])), secrets };
}

/** The outputs, with those that were secret as inputs secret again: as the engine has them. */
export function secretAgain(outputs: Plain, secrets: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, secrets.has(name) ? pulumi.secret(value) : value]));
}

/** Without the names that begin with `__`, which no program gives. */
export function withoutHidden(inputs: Plain): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !isHidden(name)));
}

function plain(value: unknown): unknown {
  if (pulumi.isUnknown(value)) return UNKNOWN;
  // Mocks of the user's may give outputs.
  if (pulumi.Output.isInstance(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return SPECIAL in value && "value" in value
    ? plain(value["value"])
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value) || pulumi.isUnknown(value)) return false;
  return (SPECIAL in value && "value" in value) || Object.values(value).some(holdsSecret);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
