/** Reads what stands at a place of an answer; throws `WrongShape` where something else does. */
export type Decoder<T> = (value: unknown, at: string) => T;

/** A member of an answer is not what DigiCert documents. The message names the member, never its value. */
export class WrongShape extends Error {
  constructor(at: string, expected: string, value: unknown) {
    super(`\`${at === "" ? "the answer" : at}\` is ${nameOf(value)} instead of ${expected}`);
    this.name = "WrongShape";
  }
}

/** DigiCert writes some numbers as texts. */
export const whole: Decoder<number> = (value, at) => {
  const number = typeof value === "string" && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) throw new WrongShape(at, "a whole number", value);
  // There is a zero below zero, which compares and prints in its own ways.
  return number === 0 ? 0 : number;
};

/** An id, a positive number. */
export const id: Decoder<number> = (value, at) => {
  const number = whole(value, at);
  if (number <= 0) throw new WrongShape(at, "an id", value);
  return number;
};

/** DigiCert writes some texts as numbers; of one that is too large, the digits are lost when it is read. */
export const text: Decoder<string> = (value, at) => {
  if (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  if (typeof value !== "string") throw new WrongShape(at, "a text", value);
  return value;
};

/** DigiCert writes flags as `true`, `1` and `"1"`. */
export const flag: Decoder<boolean> = (value, at) => {
  if (value === true || value === 1 || value === "1" || value === "true") return true;
  if (value === false || value === 0 || value === "0" || value === "false") return false;
  throw new WrongShape(at, "true or false", value);
};

/** A list. DigiCert's empty ones are `{}`, or missing; one with gaps is an object with numbers for names (both are PHP's ways). */
export function listOf<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, at) => itemsOf(value, at).map((each, index) => item(each, `${at}[${String(index)}]`));
}

function itemsOf(value: unknown, at: string): readonly unknown[] {
  if (isMissing(value)) return [];
  if (Array.isArray(value)) return value;
  if (isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key))) return Object.values(value);
  throw new WrongShape(at, "a list", value);
}

/** Texts that say something: `dns_names` was seen as `[" "]`. */
export const texts: Decoder<readonly string[]> = (value, at) => listOf(text)(value, at).filter((each) => each.trim() !== "");

interface Member<T, R extends boolean> {
  /** Names on the way to the member, from the object around it. */
  readonly path: string;
  readonly decode: Decoder<T>;
  readonly required: R;
}

type AnyMember = Member<unknown, boolean>;
type TypeOf<M> = M extends { readonly decode: Decoder<infer T> } ? T : never;
type Names<M, R extends boolean> = { [N in keyof M]: M[N] extends { readonly required: R } ? N : never }[keyof M];

/** What a set of members decodes to. */
export type Decoded<M> = { readonly [N in Names<M, true>]: TypeOf<M[N]> } & { readonly [N in Names<M, false>]?: TypeOf<M[N]> };

export const must = <T>(path: string, decode: Decoder<T>): Member<T, true> => ({ path, decode, required: true });
/** Absent from what is decoded where DigiCert left it out, or empty: null, `""`, and 0 for an id. */
export const may = <T>(path: string, decode: Decoder<T>): Member<T, false> => ({ path, decode, required: false });
/** A list that is empty where DigiCert left it out. */
export const list = <T>(path: string, item: Decoder<T>): Member<readonly T[], true> => must(path, listOf(item));

/** An object, read member by member. Members that nobody asks for are let be. */
export function record<const M extends Readonly<Record<string, AnyMember>>>(members: M): Decoder<Decoded<M>> {
  return (value, at) => {
    const object = objectAt(value, at);
    const entries = Object.entries(members).map(([name, member]) => [name, memberOf(object, member, at)] as const);
    return Object.fromEntries(entries.filter(([, decoded]) => decoded !== undefined)) as Decoded<M>;
  };
}

function memberOf(object: Readonly<Record<string, unknown>>, member: AnyMember, at: string): unknown {
  const value = member.path.split(".").reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), object);
  const here = at === "" ? member.path : `${at}.${member.path}`;
  if (!member.required && isLeftOut(value, member.decode)) return undefined;
  return member.decode(value, here);
}

/** DigiCert's missing objects are `[]`, so an optional object that is an empty list is missing too. */
function isLeftOut(value: unknown, decode: Decoder<unknown>): boolean {
  return isMissing(value) || (typeof value === "string" && value.trim() === "") || (decode === id && (value === 0 || value === "0"));
}

function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  if (Array.isArray(value) && value.length === 0) return {};
  throw new WrongShape(at, "an object", value);
}

/** An object that may be missing altogether: then it is empty. */
export function orEmpty<T>(decode: Decoder<T>): Decoder<T> {
  return (value, at) => decode(isMissing(value) ? {} : value, at);
}

function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
