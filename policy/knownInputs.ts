import { type Plain, UNKNOWN } from "../provider/request/field";

/**
 * The inputs as the provider reads them: plain values, with `UNKNOWN` for each that is not known yet. @pulumi/policy throws when such a value is read, which
 * would leave the rest unjudged: of ten names, one that a preview cannot know must not hide nine that it can.
 */
export function knownInputs(inputs: Readonly<Record<string, unknown>>): Plain {
  return membersOf(inputs);
}

function membersOf(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(value).map((key) => [key, plain(() => (value as Record<string, unknown>)[key])]));
}

function plain(read: () => unknown): unknown {
  const value = known(read);
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => plain(() => value[index] as unknown));
  return typeof value === "object" && value !== null ? membersOf(value) : value;
}

/** These are data: nothing but a value that is not known makes reading them fail. */
function known(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return UNKNOWN;
  }
}
