/** The words that the map of inputs (fields.ts) is written in, and the types that follow from them. */

/** What stands for a value that is not known yet, in check and diff, at any depth (a constant of Pulumi's). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a changed value costs: see docs/decisions on what a change costs. */
export type Cost = "renew" | "order" | "inPlace" | "nextOrder" | "firstOrder" | "setting";

/** True of what leads to another order, by a renewal or without its link, unless a reissue can carry it. */
export function costsAnOrder({ cost }: { readonly cost: Cost }): boolean {
  return cost === "renew" || cost === "order";
}

/** The form a text must have. */
export interface Format {
  /** Completes "it takes …". */
  readonly says: string;
  /** What is wrong with a text, completing "…: "; undefined if nothing is. May add a hint to `says`. */
  readonly problem: (text: string) => string | undefined;
  /** The form in which two texts are compared. */
  readonly normal?: (text: string) => string;
  /** The form DigiCert is sent. */
  readonly sent?: (text: string) => string;
  /** True where the text is too long, or too delicate, to be shown in a message. */
  readonly unshown?: true;
}

export interface TextKind {
  readonly kind: "text";
  readonly format?: Format;
}

/** A whole number. */
export interface WholeKind {
  readonly kind: "whole";
  readonly min: number;
  readonly max?: number;
}

/** Any number above (or at least) a bound. */
export interface AmountKind {
  readonly kind: "amount";
  readonly min: number;
  readonly exclusive: boolean;
}

export interface FlagKind {
  readonly kind: "flag";
  /** How a flag is written on the wire: DigiCert types some as integers. */
  readonly sentAs: "boolean" | "0 or 1";
}

export interface OneOfKind<V extends string = string> {
  readonly kind: "oneOf";
  readonly values: readonly V[];
}

export interface ListKind<K extends Kind = Kind> {
  readonly kind: "list";
  readonly of: K;
  /** The member that tells two objects of the list apart; values without one are told apart by themselves. */
  readonly key?: string;
}

export interface RecordKind<M extends Members = Members> {
  readonly kind: "record";
  /** The name of the generated interface, without `Args`. */
  readonly name: string;
  readonly members: M;
}

/** Any value at all. */
export interface AnyKind {
  readonly kind: "any";
}

export type Kind = TextKind | WholeKind | AmountKind | FlagKind | OneOfKind | ListKind | RecordKind | AnyKind;

/** How values of a field are compared where that takes more than the value itself; normal.ts has a function for each. */
export type Equality = "names" | "publicKey" | "validity" | "organization";

export interface Traits {
  /** What it is: whole sentences, for the reader of a program. */
  readonly doc: string;
  /** Where it stands in the request: from the root for a field, from the object around it for a member. Absent: it never reaches DigiCert. */
  readonly wire?: string;
  /** It stands in the URL of the request: what DigiCert's page calls its place. */
  readonly inUrl?: string;
  /** A member without one has the cost of the field around it. */
  readonly cost?: Cost;
  /** What an absent value means. A value equal to it is no change. */
  readonly default?: unknown;
  /** In words, where no value says it, or where given and absent differ. */
  readonly defaultSays?: string;
  /** Never shown, recorded or compared. */
  readonly secret?: true;
  /** What to use instead. */
  readonly deprecated?: string;
  readonly equality?: Equality;
  /** DigiCert requires it: the default is sent where none is given. `reissue`: only when reissuing. */
  readonly alwaysSent?: "order" | "reissue";
  /** Sent with a reissue, too. */
  readonly inReissue?: true;
  /** What is refused beyond the kind: completes "refused at preview: …". */
  readonly refused?: string;
}

export interface Field<K extends Kind = Kind, R extends boolean = boolean> extends Traits {
  readonly kind: K;
  readonly required: R;
}

export type Members = Readonly<Record<string, Field>>;

export const required = <K extends Kind, const T extends Traits>(kind: K, traits: T) => ({ ...traits, kind, required: true }) as const;
export const optional = <K extends Kind, const T extends Traits>(kind: K, traits: T) => ({ ...traits, kind, required: false }) as const;

export const text = (format?: Format): TextKind => (format === undefined ? { kind: "text" } : { kind: "text", format });
export const whole = (min: number, max?: number): WholeKind => (max === undefined ? { kind: "whole", min } : { kind: "whole", min, max });
export const atLeast = (min: number): AmountKind => ({ kind: "amount", min, exclusive: false });
export const above = (min: number): AmountKind => ({ kind: "amount", min, exclusive: true });
export const flag = (sentAs: FlagKind["sentAs"] = "boolean"): FlagKind => ({ kind: "flag", sentAs });
export const oneOf = <const V extends string>(...values: readonly V[]): OneOfKind<V> => ({ kind: "oneOf", values });
export const listOf = <K extends Kind>(of: K, key?: string): ListKind<K> =>
  key === undefined ? { kind: "list", of } : { kind: "list", of, key };
export const record = <const M extends Members>(name: string, members: M): RecordKind<M> => ({ kind: "record", name, members });
export const any: AnyKind = { kind: "any" };

export type Plain = Readonly<Record<string, unknown>>;

/** True of an object that is neither null nor a list. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True of what stands for "not given". */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** True of a value that is not known yet, or has such a value in it. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isPlain(value) ? Object.values(value).some(hasUnknown) : value === UNKNOWN;
}

/** True of names that Pulumi and this package pass along and nobody reads as an input. */
export function isHidden(name: string): boolean {
  return name.startsWith("__");
}
