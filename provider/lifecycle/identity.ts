import { createHash } from "node:crypto";

import type { AlternateRow, OrderInfo, RequestRow } from "../certcentral/answers";
import type { Inputs } from "./action";
import type { State } from "./state";
import { isDeadStatus } from "./status";

/** DigiCert: alphanumeric, at most 64 characters. */
const MAX_ALTERNATIVE_ID = 64;
/** Room for `n` and an ordinal of five digits behind a stem. */
const ORDINAL_ROOM = 6;
const STEM_HASH_CHARACTERS = 20;

/** What names a resource for ever: the program gives organisation and URN as hidden inputs; a bare host has neither. */
export interface Named {
  readonly organization?: string;
  readonly urn?: string;
  readonly product: string;
  readonly commonName: string;
  /** `alternativeOrderId` of the program: it replaces the stem. */
  readonly alternativeOrderId?: string;
}

/** The stem that further ordinals are put behind; stored with the first order and never changed afterwards. */
export function stemOf(named: Named): string {
  const own = ownStem(named);
  const given = named.alternativeOrderId;
  return given !== undefined && given.length <= MAX_ALTERNATIVE_ID - ORDINAL_ROOM ? given : own;
}

/** The alternative order id of the order with this ordinal. The first of a given `alternativeOrderId` is sent as it was given. */
export function alternativeIdOf(stem: string, ordinal: number, given?: string): string {
  return ordinal === 1 && given !== undefined ? given : `${stem}n${String(ordinal)}`;
}

/** What names the resource with these inputs. */
export function namesIn(inputs: Inputs): Named {
  const { __organization: organization, __urn: urn, alternativeOrderId } = inputs;
  return {
    product: String(inputs["product"]),
    commonName: String(inputs["commonName"]),
    ...(typeof organization === "string" ? { organization } : {}),
    ...(typeof urn === "string" ? { urn } : {}),
    ...(typeof alternativeOrderId === "string" ? { alternativeOrderId } : {}),
  };
}

/** The stems of the names that a resource had before, as the aliases of its program tell. One of its own it has under every name. */
export function formerStemsIn(inputs: Inputs): readonly string[] {
  const { alternativeOrderId, ...named } = namesIn(inputs);
  const urns = Array.isArray(inputs["__formerUrns"]) ? (inputs["__formerUrns"] as readonly unknown[]) : [];
  return alternativeOrderId === undefined ? urns.filter((urn) => typeof urn === "string").map((urn) => ownStem({ ...named, urn })) : [];
}

const ownId = new RegExp(`^(pulumi[0-9a-z]{${String(STEM_HASH_CHARACTERS)}})n[1-9]\\d*$`);

/** True of an alternative order id that was made here, for whatever resource. */
export function isOwnId(alternativeOrderId: string): boolean {
  return ownId.test(alternativeOrderId);
}

/** True of an id that the resource with this stem has used, or may use; `given`: its `alternativeOrderId`. What `get` shows has no stem, and no ids. */
export function isIdOf(alternativeOrderId: string, stem: string, given?: string): boolean {
  return ordinalOf(alternativeOrderId, stem, given) !== undefined;
}

/** Which ordinal of the resource an id stands for. */
function ordinalOf(alternativeOrderId: string, stem: string, given?: string): number | undefined {
  if (alternativeOrderId === given) return 1;
  const ordinal = alternativeOrderId.startsWith(`${stem}n`) ? alternativeOrderId.slice(stem.length + 1) : "";
  return stem !== "" && /^[1-9]\d*$/.test(ordinal) ? Number(ordinal) : undefined;
}

/** The sequence once an order with this id is in hand, or waited for: until then the next run must meet it again. */
export function sequenceWith(
  alternativeOrderId: string | undefined,
  { orderSequence, alternativeOrderStem }: Pick<State, "orderSequence" | "alternativeOrderStem">,
  inputs: Inputs,
): number {
  if (alternativeOrderId === undefined) return orderSequence;
  return Math.max(orderSequence, ordinalOf(alternativeOrderId, alternativeOrderStem, namesIn(inputs).alternativeOrderId) ?? 0);
}

/** True of an id of the resource with this stem and these inputs, under any name that it had. */
export function isIdIn(alternativeOrderId: string, stem: string, inputs: Inputs): boolean {
  const given = namesIn(inputs).alternativeOrderId;
  return [stem, ...formerStemsIn(inputs)].some((each) => isIdOf(alternativeOrderId, each, given));
}

/** True of an id that another resource made for itself. */
export function isAnothersId(alternativeOrderId: string | undefined, stem: string, inputs: Inputs): boolean {
  return alternativeOrderId !== undefined && isOwnId(alternativeOrderId) && !isIdIn(alternativeOrderId, stem, inputs);
}

function ownStem(named: Named): string {
  const name = named.urn === undefined ? [named.product, named.commonName] : [named.organization ?? "", named.urn];
  const hash = createHash("sha256").update(JSON.stringify(name)).digest();
  const letters = BigInt(`0x${hash.toString("hex")}`).toString(36);
  return `pulumi${letters.slice(0, STEM_HASH_CHARACTERS)}`;
}

/** The two rows that one id may have where uniqueness is off: ours is the one the state names, otherwise the older. */
export function oneOf(
  rows: readonly AlternateRow[],
  named: ReadonlySet<number>,
): { readonly ours: AlternateRow; readonly others: readonly AlternateRow[] } {
  const alive = rows.filter((row) => row.status === undefined || !isDeadStatus(row.status));
  const candidates = [...(alive.length > 0 ? alive : rows)].sort((a, b) => a.orderId - b.orderId);
  const ours = candidates.find((row) => named.has(row.orderId)) ?? candidates[0];
  if (ours === undefined) throw new RangeError("oneOf needs at least one row");
  return { ours, others: candidates.filter((row) => row.orderId !== ours.orderId) };
}

/** Dead: canceled, rejected, revoked, expired (by the clock here and DigiCert's), or its newest certificate revoked or about to be. */
export function isDead(info: OrderInfo, now: Date): boolean {
  return hasEnded(info) || hasPendingRevocation(info) || isPast(info, byBothClocks(info, now));
}

/** By DigiCert's word, whatever a clock here says and a person may still refuse. */
export function hasEnded({ status, certificate }: OrderInfo): boolean {
  return isDeadStatus(status) || certificate.status === "revoked";
}

/** By the clock here: one that is wrong finds every certificate past. */
export function isPast({ certificate: { validTill } }: OrderInfo, now: Date): boolean {
  return validTill !== undefined && endOfDay(validTill) < now.getTime();
}

/** Now, but no later than DigiCert's own clock told with this answer: what cannot be undone is not done because a clock here is ahead. */
export function byBothClocks({ answeredAt }: OrderInfo, now: Date): Date {
  return answeredAt === undefined ? now : new Date(Math.min(Date.parse(answeredAt), now.getTime()));
}

/** What its row says of an order that is dead. */
export function deadStatus(info: OrderInfo): string {
  if (isDeadStatus(info.status)) return info.status;
  return info.certificate.status === "revoked" || hasPendingRevocation(info) ? "revoked" : "expired";
}

/** The end of an order's certificate, for its row: DigiCert gives days without a time. */
export function endOf({ certificate: { validTill } }: OrderInfo): { readonly validUntil?: string } {
  return validTill === undefined ? {} : { validUntil: `${validTill.slice(0, "yyyy-mm-dd".length)}T23:59:59Z` };
}

/** A revocation that was asked for and not refused. */
export function hasPendingRevocation(info: OrderInfo): boolean {
  return info.requests.some((request) => request.type === "revoke" && isUndecided(request));
}

/** A reissue that was asked for, by whomever, and not decided on. */
export function hasPendingReissue(info: OrderInfo): boolean {
  return info.requests.some((request) => request.type === "reissue" && isUndecided(request));
}

/** A person has not decided yet. */
export function isUndecided({ status }: RequestRow): boolean {
  return status === "pending" || status === "submitted";
}

const TWO_DAYS = 2 * 86_400_000;

/** DigiCert gives days without a time; a certificate is not called expired before its last day is over everywhere. */
function endOfDay(day: string): number {
  const start = Date.parse(day.slice(0, "yyyy-mm-dd".length));
  return Number.isNaN(start) ? Number.POSITIVE_INFINITY : start + TWO_DAYS;
}
