/** Answers that DigiCert never documented, made from the recorded ones: JSON with something else at any place, and bodies that are none. */
import fc from "fast-check";

/** What is put in the place of something. JSON text, since not every number and key that JSON can write survives being a value. */
const strange: readonly string[] = [
  "null",
  "true",
  "false",
  "0",
  "-0",
  "-1",
  "1.5",
  "1",
  "2",
  "12345",
  "9007199254740991",
  "9007199254740993",
  "1e21",
  "1e400",
  "-1e400",
  "1e-400",
  '""',
  '" "',
  '"0"',
  '"-0"',
  '"1"',
  '"true"',
  '"false"',
  '"12345"',
  '" 77 "',
  '"9007199254740993"',
  '"1e3"',
  '"0x10"',
  '"NaN"',
  '"Infinity"',
  '"undefined"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800x"',
  '"\\u202egnp.exe"',
  '"\\u001b[2J"',
  '"a\\r\\nb"',
  '"pending"',
  '"approved"',
  '"__proto__"',
  '"constructor"',
  '"-----BEGIN CERTIFICATE-----"',
  '"2026-02-31T25:61:61+99:99"',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  "[{}]",
  "[[[[[[[[[[]]]]]]]]]]",
  '{"0":null}',
  '{"0":{},"7":{}}',
  '{"1":"x","0":"y"}',
  '{"":{}}',
  '{"__proto__":{"id":1,"status":"issued"}}',
  '{"constructor":{"prototype":{"id":1}},"id":5}',
  '{"toString":1,"valueOf":null,"toJSON":"x"}',
  '{"length":3,"0":1}',
  '{"id":1,"id":"two"}',
  `"${"x".repeat(5_000)}"`,
  `"${"\u{1f600}".repeat(500)}"`,
  `[${"1,".repeat(500)}1]`,
  `${"[".repeat(200)}${"]".repeat(200)}`,
];

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "0", "id", "length", "errors", "\u0000"];

const kinds = ["swap", "swap", "swap", "swap", "leaveOut", "copy", "wrap", "list", "object", "text", "add", "rename", "twice"] as const;
interface Mutation {
  readonly path: readonly number[];
  readonly kind: (typeof kinds)[number];
  readonly amount: number;
}

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({ path: fc.array(fc.nat({ max: 40 }), { maxLength: 6 }), kind: fc.constantFrom(...kinds), amount: fc.nat({ max: 10_000 }) }),
  { maxLength: 5 },
);

/** JSON as it is written: members in their order, names that may come twice, and single values as text; what nobody changed is a value still. */
type Written = Open | { readonly untouched: unknown };
type Open = string | readonly Written[] | { readonly members: readonly (readonly [name: string, value: Written])[] };

function opened(written: Written): Open {
  if (typeof written === "string" || isList(written) || !("untouched" in written)) return written;
  const value = written.untouched;
  if (Array.isArray(value)) return value.map((untouched: unknown) => ({ untouched }));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return { members: Object.entries(value).map(([name, untouched]: readonly [string, unknown]) => [name, { untouched }] as const) };
}

function textOf(written: Written): string {
  if (typeof written === "string") return written;
  if (isList(written)) return `[${written.map(textOf).join(",")}]`;
  if ("untouched" in written) return JSON.stringify(written.untouched);
  return `{${written.members.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(",")}}`;
}

function isList(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}

/** The body of an answer, mutated. */
export function mutated(answer: unknown, made: readonly Mutation[]): string {
  return textOf(made.reduce(changedAt, { untouched: answer }));
}

function changedAt(given: Written, { path: [next, ...rest], kind, amount }: Mutation): Written {
  const written = opened(given);
  const inner = { path: rest, kind, amount };
  if (next === undefined || typeof written === "string") return changed(written, kind, amount);
  if (isList(written)) {
    const at = next % Math.max(written.length, 1);
    return written.length === 0
      ? changed(written, kind, amount)
      : written.map((each, index) => (index === at ? changedAt(each, inner) : each));
  }
  const { members } = written;
  const at = next % Math.max(members.length, 1);
  if (members.length === 0) return changed(written, kind, amount);
  if (rest.length === 0 && kind === "leaveOut") return { members: members.filter((_, index) => index !== at) };
  if (rest.length === 0 && kind === "rename") {
    return { members: members.map(([name, value], index) => (index === at ? [pick(names, amount), value] : [name, value])) };
  }
  return { members: members.map(([name, value], index) => (index === at ? [name, changedAt(value, inner)] : [name, value])) };
}

const MOST_COPIES = 40;

function changed(written: Open, kind: Mutation["kind"], amount: number): Written {
  switch (kind) {
    case "copy":
      return Array.from({ length: amount % MOST_COPIES }, () => written);
    case "wrap":
      return [written];
    case "list":
      return isList(written) || typeof written === "string" ? [] : written.members.map(([, value]) => value);
    case "object":
      return { members: (isList(written) ? written : [written]).map((each, index) => [String(index), each]) };
    case "text":
      return JSON.stringify(typeof written === "string" ? written.replaceAll('"', "") : textOf(written));
    case "add":
      return { members: [...membersOf(written), [pick(names, amount), pick(strange, amount >> 4)]] };
    case "twice":
      return { members: [...membersOf(written), ...membersOf(written)] };
    default:
      return pick(strange, amount);
  }
}

function membersOf(written: Open): readonly (readonly [string, Written])[] {
  return typeof written === "string" || isList(written) ? [] : written.members;
}

function pick(from: readonly string[], amount: number): string {
  return from[amount % from.length] ?? "";
}

/** What comes in the place of JSON. */
export const spoilings = [
  "none",
  "cut",
  "mark",
  "page",
  "empty",
  "comma",
  "twoByte",
  "bytes",
  "deep",
  "notANumber",
  "singleQuotes",
  "zeroBytes",
] as const;
export type Spoiling = (typeof spoilings)[number];

const DEEP = 300;

export function spoilt(body: string, spoiling: Spoiling, part: number): string {
  switch (spoiling) {
    case "none":
      return body;
    case "cut":
      return body.slice(0, Math.floor(body.length * part));
    case "mark":
      return `\ufeff${body}`;
    case "page":
      return `<!doctype html><title>Log in</title><pre>${body}</pre>`;
    case "empty":
      return part < 0.5 ? "" : "\r\n \t";
    case "comma":
      return `${body},`;
    case "twoByte":
      return Buffer.from(body, "utf16le").toString("utf8");
    case "bytes":
      return Buffer.from(body, "utf8")
        .subarray(Math.floor(body.length * part))
        .toString("latin1");
    case "deep":
      return `${'{"orders":['.repeat(DEEP)}${body}`;
    case "notANumber":
      return body.replace(/\d+/, "NaN");
    case "singleQuotes":
      return body.replaceAll('"', "'");
    case "zeroBytes":
      return `${body}\u0000\u0000`;
  }
}
