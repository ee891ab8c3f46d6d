import type { ChainEntry, DomainRow, RequestRow } from "../certcentral/answers";

/** How an order came into the ledger. `unclaimed`: met under one of our ids with another key, never touched. */
export type RowKind = "first" | "renewal" | "successor" | "adopted" | "found" | "renewedByDigicert" | "unclaimed";

/** One order that this resource placed, took over or met. Short, since it is stored for the life of the resource. */
export interface LedgerRow {
  readonly orderId: number;
  readonly kind: RowKind;
  /** As last seen. */
  readonly status: string;
  /** When it was placed or met, RFC 3339. */
  readonly placed: string;
  /** When its certificate was recorded as the one in hand, or as no longer wanted, RFC 3339. */
  readonly recorded?: string;
  readonly validUntil?: string;
  readonly alternativeOrderId?: string;
  /** Digest of the wish it answers; of a refused order, the digest of all inputs that are not secret. */
  readonly wish?: string;
  /** Instead of it, of an order that was found and was not as wanted: a digest of each thing that it was seen to have, or taken to have. */
  readonly asked?: Readonly<Record<string, string>>;
  /** Asked for by time alone. It stands until the certificate is recorded. */
  readonly byTime?: true;
  /** Asked for by time alone, it brought no later end: time alone asks for no other. */
  readonly noLater?: true;
  /** What the person who refused it wrote. */
  readonly comment?: string;
  /** Its revocation waits for a person, and is not asked for again by time. */
  readonly revocationAsked?: true;
}

/** An order or reissue that was placed and is not in hand yet. */
export interface PendingOrder {
  readonly orderId: number;
  readonly kind: RowKind | "reissue";
  readonly status: string;
  readonly placed: string;
  readonly alternativeOrderId?: string;
  /** What it was asked with: a digest for each field that costs `renew` or `order`. */
  readonly asked: Readonly<Record<string, string>>;
  /** Digest of all inputs it was asked with, for the row of a refusal. */
  readonly inputs: string;
  /** What stands in the order of what can be edited in place. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The organisation that the details led to. */
  readonly organizationId?: number;
  readonly byTime?: true;
  /** The domains of the answer, until they become an output. */
  readonly domains?: readonly DomainRow[];
  /** Of a reissue that this run did not ask for: with what it was asked, its certificate will show. */
  readonly found?: true;
  /** Of a reissue: the certificate that was the newest before it. */
  readonly replaces?: number;
}

/** What a refresh saw that the program did not ask for. */
export interface Drift {
  readonly kind: "revoked" | "ended" | "reissued" | "renewed";
  /** Of `renewed`: the order that renewed ours. */
  readonly orderId?: number;
  /** Of `reissued`: the certificate that was made outside. */
  readonly certificateId?: number;
  /** The status, or what the other certificate lacks. */
  readonly detail: string;
}

/** The verified certificate that dependents use. */
export interface CertificateInHand {
  readonly certificateId: number;
  readonly certificateChain: readonly ChainEntry[];
  readonly serialNumber: string;
  readonly sha1Thumbprint: string;
  readonly sha256Thumbprint: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Everything the outputs of the resource say, sorted into result, books and wish (docs/decisions: secrets and state size). */
export interface State {
  readonly orderId?: number;
  readonly orderStatus?: string;
  readonly certificate?: CertificateInHand;
  readonly orderValidUntil?: string;
  readonly renewAfter?: string;
  readonly requests: readonly RequestRow[];
  readonly domains: readonly DomainRow[];
  readonly organizationId?: number;
  readonly publicKeySha256?: string;
  readonly askedWith?: Readonly<Record<string, string>>;
  readonly orders: readonly LedgerRow[];
  readonly ordersFolded?: number;
  readonly orderSequence: number;
  readonly alternativeOrderStem: string;
  readonly pendingOrder?: PendingOrder;
  readonly drift?: Drift;
  /** Names that only another certificate of the order in hand has, revoked or not: no reissue may leave them out. */
  readonly otherNames?: readonly string[];
  /** A reissue that was refused: it has no row of its own, since it has no order of its own. */
  readonly refusedReissue?: Pick<LedgerRow, "orderId" | "status" | "wish" | "comment">;
  /** Every other input, under its own name. */
  readonly wish: Readonly<Record<string, unknown>>;
}

export type Outputs = Readonly<Record<string, unknown>>;

/** Written with every state, so that newer code knows what it reads. */
export const SCHEMA_VERSION = 1;

const certificateKeys = [
  "certificateId",
  "certificateChain",
  "serialNumber",
  "sha1Thumbprint",
  "sha256Thumbprint",
  "validFrom",
  "validUntil",
] as const satisfies readonly (keyof CertificateInHand)[];

const optionalKeys = [
  "orderId",
  "orderStatus",
  "orderValidUntil",
  "renewAfter",
  "organizationId",
  "publicKeySha256",
  "askedWith",
  "ordersFolded",
  "pendingOrder",
  "drift",
  "otherNames",
  "refusedReissue",
] as const satisfies readonly (keyof State)[];

const ownKeys: ReadonlySet<string> = new Set([
  ...certificateKeys,
  ...optionalKeys,
  "requests",
  "domains",
  "orders",
  "orderSequence",
  "alternativeOrderStem",
  "schemaVersion",
]);

/** The state of a resource for which nothing was ordered yet. */
export function emptyState(alternativeOrderStem: string): State {
  return { requests: [], domains: [], orders: [], orderSequence: 0, alternativeOrderStem, wish: {} };
}

/** Reads the outputs of this and of every older release. What is missing there is empty here. */
export function stateOf(outputs: Outputs): State {
  const version = outputs["schemaVersion"];
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new Error(
      `This state was written by a newer pulumi-digicert (schemaVersion ${String(version)}; this release reads up to ${String(SCHEMA_VERSION)}). Update the package, then run again; nothing was changed.`,
    );
  }
  const wish = Object.fromEntries(Object.entries(outputs).filter(([key]) => !ownKeys.has(key) && !key.startsWith("__")));
  const certificate =
    outputs["certificateId"] === undefined ? {} : { certificate: pick(outputs, certificateKeys) as unknown as CertificateInHand };
  const { drift, ...others } = pick(outputs, optionalKeys) as Partial<State>;
  // Written for a time, a drift that was in the way of one change only: the next refresh sees what it is now.
  const isOfOneChange = drift !== undefined && ("wish" in drift || "otherNames" in drift);
  return {
    ...others,
    ...(drift === undefined || isOfOneChange ? {} : { drift }),
    ...certificate,
    requests: listIn(outputs, "requests"),
    domains: listIn(outputs, "domains"),
    orders: listIn(outputs, "orders"),
    orderSequence: Number(outputs["orderSequence"] ?? 0),
    alternativeOrderStem: typeof outputs["alternativeOrderStem"] === "string" ? outputs["alternativeOrderStem"] : "",
    wish,
  };
}

/** The outputs that say this state. No `undefined` at any depth: the host fails on it after the order was placed. */
export function outputsOf(state: State): Record<string, unknown> {
  const { certificate, wish, ...rest } = state;
  return withoutUndefined({ ...wish, ...rest, ...certificate, schemaVersion: SCHEMA_VERSION }) as Record<string, unknown>;
}

function pick(outputs: Outputs, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => outputs[key] !== undefined).map((key) => [key, outputs[key]]));
}

function listIn<T>(outputs: Outputs, key: string): readonly T[] {
  const value = outputs[key];
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, withoutUndefined(member)]),
  );
}
