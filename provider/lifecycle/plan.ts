import type { Change } from "../request/use";
import {
  changesBetween,
  digestsOf,
  hasUnknown,
  recordedWishOf,
  validityProblem,
  wantedEnd,
  wantedNames,
  wholeDigest,
  wishDigest,
} from "../request/use";
import { readCsr } from "../x509/csr";
import type { LedgerRow, PendingOrder, State } from "./state";
import { isDeadStatus, isRefusedStatus } from "./status";

/** One thing to do, and the sentence that a preview shows for it. */
export interface Action {
  readonly do: "order" | "takeOver" | "goBack" | "resume" | "renew" | "reissue" | "edit" | "record" | "retirePredecessor" | "fail";
  readonly says: string;
  /** The order that is taken over, gone back to, resumed or retired. */
  readonly orderId?: number;
  /** Of `edit`: the inputs whose endpoint is called. */
  readonly fields?: readonly string[];
  /** Asked for by time alone: may be tolerated when it fails. */
  readonly byTime?: true;
}

export interface Plan {
  readonly actions: readonly Action[];
  readonly warnings: readonly string[];
}

/** What a look at DigiCert told `diff` or `update` beside the state. */
export interface Seen {
  /** The order that DigiCert names as the renewal of the current one. */
  readonly renewedOrderId?: number;
}

export type Inputs = Readonly<Record<string, unknown>>;

const DAY = 86_400_000;
const DEFAULT_BEFORE_DAYS = 30;
/** `changeStrategy: "auto"` renews within this many days of the end: DigiCert offers renewals from 90 days before it. */
const AUTO_RENEW_DAYS = 90;
/** With `autoRenew`, a certificate that ends within this many days and has no renewal yet is worth a warning. */
const AUTO_RENEW_WARNING_DAYS = 7;
/** What a reissue can carry. The rest of what costs `renew` needs a new order. */
const reissuable: ReadonlySet<string> = new Set(["commonName", "dnsNames", "csr", "signatureHash", "caCertId"]);

/** What is to be done so that `wanted` holds, in order. Pure and total: `diff` shows it, `update` carries it out and asks again. */
export function plan(state: State, wanted: Inputs, now: Date, seen: Seen = {}): Plan {
  const pending = state.pendingOrder;
  if (pending === undefined) return settledPlan(state, wanted, now, seen, state.certificate !== undefined);
  const resumed = willBeCurrent(state, pending, wanted, now);
  const after = resumed ? asResumed(state, pending, wanted) : withoutPending(state);
  const rest = settledPlan(after, wanted, now, seen, resumed || after.certificate !== undefined);
  return { actions: [resume(pending), ...rest.actions], warnings: rest.warnings };
}

/** A resumed order becomes the current one only if its key is the wanted one and something would still be asked for without it. */
export function willBeCurrent(state: State, pending: PendingOrder, wanted: Inputs, now: Date): boolean {
  return pending.asked["csr"] === digestsOf(wanted)["csr"] && asksForCertificate(withoutPending(state), wanted, now);
}

function asksForCertificate(settled: State, wanted: Inputs, now: Date): boolean {
  const first = plan(settled, wanted, now).actions[0];
  return first !== undefined && first.do !== "edit" && first.do !== "record" && first.do !== "retirePredecessor";
}

/** When time alone asks for a renewal: the end less the smaller of `renewal.beforeDays` and a third of the real lifetime. */
export function renewAfter(certificate: { readonly validFrom: string; readonly validUntil: string }, wanted: Inputs): Date | undefined {
  const beforeDays = numberAt(wanted, "renewal", "beforeDays") ?? DEFAULT_BEFORE_DAYS;
  if (beforeDays === 0) return undefined;
  const end = Date.parse(certificate.validUntil);
  const third = (end - Date.parse(certificate.validFrom)) / 3;
  return new Date(end - Math.min(beforeDays * DAY, third));
}

function settledPlan(state: State, wanted: Inputs, now: Date, seen: Seen, inHand: boolean): Plan {
  const warnings: string[] = [];
  const changes = changesBetween(recordedWish(state), wanted);
  const first = spending(state, wanted, now, seen, inHand, changes, warnings);
  if (first !== undefined && first.do !== "reissue") return { actions: [first], warnings };
  const others = [edit(changes), record(changes), ...retirements(state, wanted, now)];
  return { actions: [first, ...others].filter((action) => action !== undefined), warnings };
}

/** What `changesBetween` compares with: the wish as recorded, and what only the books know. */
export function recordedWish(state: State): Readonly<Record<string, unknown>> & {
  readonly publicKeySha256?: string;
  readonly organizationId?: number;
  readonly askedWith?: Readonly<Record<string, string>>;
} {
  return {
    ...state.wish,
    ...(state.publicKeySha256 === undefined ? {} : { publicKeySha256: state.publicKeySha256 }),
    ...(state.organizationId === undefined ? {} : { organizationId: state.organizationId }),
    ...(state.askedWith === undefined ? {} : { askedWith: state.askedWith }),
  };
}

function spending(
  state: State,
  wanted: Inputs,
  now: Date,
  seen: Seen,
  inHand: boolean,
  changes: readonly Change[],
  warnings: string[],
): Action | undefined {
  const costly = changes.filter((change) => change.cost === "renew" || change.cost === "order");
  const wish =
    (inHand ? undefined : { do: "order" as const, says: firstOrderSays(state) }) ??
    byDrift(state, wanted, costly, warnings) ??
    byChange(state, wanted, now, costly) ??
    byRenewalElsewhere(state, seen) ??
    (state.certificate === undefined ? undefined : byTime(state, state.certificate, wanted, now, warnings));
  return wish === undefined ? undefined : (refusedBefore(wish, state, wanted) ?? impossibleNow(wish, wanted, now) ?? wish);
}

function firstOrderSays(state: State): string {
  return state.orders.length === 0
    ? "needs a NEW paid order: none was placed yet"
    : "needs a NEW paid order: the orders placed before gave no certificate";
}

/** A request that a person refused is not made again by itself. */
function refusedBefore(wish: Action, state: State, wanted: Inputs): Action | undefined {
  if (!spends(wish)) return undefined;
  const last = state.refusedReissue ?? state.orders.filter((row) => row.kind !== "unclaimed").at(-1);
  if (last === undefined || !isRefusedStatus(last.status) || last.wish !== wholeDigest(wanted)) return undefined;
  const words = last.comment === undefined ? "" : ` ("${last.comment}")`;
  return {
    do: "fail",
    orderId: last.orderId,
    ...byTimeOf(wish),
    says: `order ${String(last.orderId)} was ${last.status}${words} and is not asked for again by itself: change an input, or renewal.trigger to ask once more`,
  };
}

function impossibleNow(wish: Action, wanted: Inputs, now: Date): Action | undefined {
  if (!spends(wish)) return undefined;
  const problem = validityProblem(wanted, now);
  return problem === undefined ? undefined : { do: "fail", says: `${problem}; ${wish.says}` };
}

function byTimeOf(wish: { readonly byTime?: true }): { readonly byTime?: true } {
  return wish.byTime ? { byTime: true } : {};
}

/** True of what may cost money: what a run may only do when its preview named it. */
export function spends(action: Action): boolean {
  return action.do === "order" || action.do === "renew" || action.do === "reissue";
}

function byDrift(state: State, wanted: Inputs, costly: readonly Change[], warnings: string[]): Action | undefined {
  const { drift } = state;
  if (drift === undefined || drift.kind === "renewed") return undefined;
  const order = String(state.orderId);
  if (drift.kind === "reissued") {
    return {
      do: "renew",
      says: `asks for RENEWAL, a new paid order after ${order}: certificate ${String(drift.certificateId)} was made in it outside of Pulumi and ${drift.detail}; DigiCert may revoke the one in use within 72 hours`,
    };
  }
  if (drift.kind === "ended") {
    return costly.length > 0
      ? { do: "order", says: `needs a NEW paid order: order ${order} was ${drift.detail} outside of Pulumi` }
      : { do: "fail", says: `order ${order} was ${drift.detail} outside of Pulumi: change an input, or renewal.trigger to order anew` };
  }
  return byRevocation(order, wanted, costly, warnings);
}

function byRevocation(order: string, wanted: Inputs, costly: readonly Change[], warnings: string[]): Action | undefined {
  const onDrift = wanted["onDrift"] ?? "renew";
  const fact = `the certificate of order ${order} was revoked outside of Pulumi (onDrift: "${String(onDrift)}")`;
  if (onDrift === "renew" || costly.length > 0) return { do: "order", says: `needs a NEW paid order: ${fact}` };
  if (onDrift === "fail") return { do: "fail", says: `${fact}: set onDrift to "renew", or change renewal.trigger, to order anew` };
  warnings.push(`${fact}; nothing is done about it`);
  return undefined;
}

function byChange(state: State, wanted: Inputs, now: Date, costly: readonly Change[]): Action | undefined {
  if (costly.length === 0) return undefined;
  const may = costly.every((change) => change.unknown);
  const what = listed(costly.map((change) => change.says));
  const back = may ? undefined : earlierOrder(state, wanted, now);
  if (back !== undefined) {
    return {
      do: "goBack",
      orderId: back.orderId,
      says: `goes back to order ${String(back.orderId)}, which already answers this wish: nothing is ordered`,
    };
  }
  const after = state.orderId === undefined ? "" : ` after ${String(state.orderId)}`;
  if (costly.some((change) => change.cost === "order")) {
    return {
      do: "order",
      says: `${may ? "may need" : "needs"} a NEW paid order${after}, without a renewal link (order ${String(state.orderId)} is kept): ${what}`,
    };
  }
  const reissue = reissueSays(state, wanted, now, costly, may, what);
  if (reissue?.do === "reissue") return reissue;
  const instead = reissue === undefined ? "" : `; ${reissue.instead}`;
  return {
    do: "renew",
    says: `${may ? "may ask" : "asks"} for RENEWAL, a new paid order${after}: ${what}${added(costly)}${instead}. Where DigiCert refuses the renewal link, one order without it is placed`,
  };
}

/** Nothing taken away: a reissue that drops a name makes DigiCert revoke the older certificates. */
function reissueSays(
  state: State,
  wanted: Inputs,
  now: Date,
  costly: readonly Change[],
  may: boolean,
  what: string,
): (Action & { readonly do: "reissue" }) | { readonly do: "renew"; readonly instead: string } | undefined {
  const strategy = wanted["changeStrategy"] ?? "renew";
  if (strategy === "renew") return undefined;
  const fixed = costly.filter((change) => !reissuable.has(change.field));
  if (fixed.length > 0) return { do: "renew", instead: "a reissue cannot carry that" };
  const end = Date.parse(state.orderValidUntil ?? state.certificate?.validUntil ?? "");
  if (strategy === "auto" && !(end - now.getTime() > AUTO_RENEW_DAYS * DAY)) {
    return { do: "renew", instead: `the order ends within ${String(AUTO_RENEW_DAYS)} days (changeStrategy "auto")` };
  }
  const lost = namesLost(state, wanted);
  if (lost.length > 0) {
    return {
      do: "renew",
      instead: `a reissue without ${lost.join(", ")} would make DigiCert revoke the certificate in use within 72 hours`,
    };
  }
  return { do: "reissue", says: `${may ? "may be" : "is"} REISSUED inside order ${String(state.orderId)}: ${what}${added(costly)}` };
}

/** Names of the recorded certificate that the wish leaves out. */
export function namesLost(state: State, wanted: Inputs): readonly string[] {
  const wish = new Set(wantedNames(wanted));
  return wantedNames(state.wish).filter((name) => !wish.has(name));
}

function added(costly: readonly Change[]): string {
  return costly.some((change) => change.field === "dnsNames") ? " (DigiCert may charge for added names)" : "";
}

/** The newest order in the ledger, other than the current one, that answers the wish, is alive, and is not due. */
function earlierOrder(state: State, wanted: Inputs, now: Date): LedgerRow | undefined {
  const digest = wishDigest(wanted, organizationOf(state));
  return [...state.orders]
    .reverse()
    .find((row) => row.orderId !== state.orderId && row.kind !== "unclaimed" && row.wish === digest && isIssuedAndNotDue(row, wanted, now));
}

function isIssuedAndNotDue(row: LedgerRow, wanted: Inputs, now: Date): boolean {
  if (isDeadStatus(row.status) || row.validUntil === undefined) return false;
  const due = renewAfter({ validFrom: row.placed, validUntil: row.validUntil }, wanted) ?? new Date(row.validUntil);
  return now < due;
}

function byRenewalElsewhere(state: State, seen: Seen): Action | undefined {
  const orderId = seen.renewedOrderId ?? (state.drift?.kind === "renewed" ? state.drift.orderId : undefined);
  if (orderId === undefined || state.orders.some((row) => row.orderId === orderId)) return undefined;
  return {
    do: "takeOver",
    orderId,
    says: `takes over order ${String(orderId)}, with which DigiCert renewed order ${String(state.orderId)}: nothing is ordered`,
  };
}

function byTime(
  state: State,
  certificate: NonNullable<State["certificate"]>,
  wanted: Inputs,
  now: Date,
  warnings: string[],
): Action | undefined {
  const due = renewAfter(certificate, wanted);
  const end = new Date(certificate.validUntil);
  const expired = end <= now;
  if (due === undefined) {
    if (expired)
      warnings.push(
        `the certificate of order ${String(state.orderId)} ended on ${certificate.validUntil}, and renewal.beforeDays is 0: it is not renewed by time`,
      );
    return undefined;
  }
  if (now < due) return undefined;
  const ends = endsIn(end, now);
  if (wanted["autoRenew"] === true) return waitForDigicert(state, end, now, warnings);
  const later = endsLater(state, certificate, wanted, now);
  if (later !== undefined) {
    const fact = `order ${String(state.orderId)} ${ends} and is not renewed by time: ${later}`;
    if (expired) return { do: "fail", says: fact };
    warnings.push(fact);
    return undefined;
  }
  const window = `renewal.beforeDays ${String(numberAt(wanted, "renewal", "beforeDays") ?? DEFAULT_BEFORE_DAYS)}`;
  if (outlives(state, certificate)) {
    return {
      do: "reissue",
      byTime: true,
      says: `is due for REISSUE inside order ${String(state.orderId)}, which is paid until ${String(state.orderValidUntil)}: it ${ends} (${window})`,
    };
  }
  return {
    do: "renew",
    byTime: true,
    says: `is due for RENEWAL, a new paid order after ${String(state.orderId)}: it ${ends} (${window}). Where DigiCert refuses the renewal link, one order without it is placed`,
  };
}

function waitForDigicert(state: State, end: Date, now: Date, warnings: string[]): Action | undefined {
  const fact = `order ${String(state.orderId)} ${endsIn(end, now)} and DigiCert has not renewed it yet (autoRenew)`;
  if (end <= now) return { do: "fail", says: `${fact}: set autoRenew to false to have it renewed here` };
  if (end.getTime() - now.getTime() < AUTO_RENEW_WARNING_DAYS * DAY) warnings.push(fact);
  return undefined;
}

/** Why a renewal by time would bring nothing; undefined where it would. No setting may lead to an order at each run. */
function endsLater(state: State, certificate: NonNullable<State["certificate"]>, wanted: Inputs, now: Date): string | undefined {
  const present = Date.parse(certificate.validUntil);
  const next = outlives(state, certificate) ? new Date(String(state.orderValidUntil)) : wantedEnd(wanted, now);
  if (next !== undefined && next.getTime() <= present) return `the new one would not end later (${next.toISOString().slice(0, 10)})`;
  const rows = state.orders.filter((row) => row.kind !== "unclaimed");
  const at = rows.findIndex((row) => row.orderId === state.orderId);
  const before = rows[at - 1]?.validUntil;
  if (rows[at]?.byTime && before !== undefined && present <= Date.parse(before))
    return "the last renewal by time did not bring a later end";
  return undefined;
}

function outlives(state: State, certificate: NonNullable<State["certificate"]>): boolean {
  return state.orderValidUntil !== undefined && Date.parse(state.orderValidUntil) - Date.parse(certificate.validUntil) > DAY;
}

function edit(changes: readonly Change[]): Action | undefined {
  const inPlace = changes.filter((change) => change.cost === "inPlace");
  if (inPlace.length === 0) return undefined;
  return {
    do: "edit",
    fields: inPlace.map((change) => change.field),
    says: `is EDITED in place, no order and no cost: ${listed(inPlace.map((change) => change.says))}`,
  };
}

function record(changes: readonly Change[]): Action | undefined {
  const settings = changes.filter((change) => change.cost === "setting");
  if (settings.length === 0) return undefined;
  return { do: "record", says: `records settings, no call to DigiCert: ${listed(settings.map((change) => change.says))}` };
}

function retirements(state: State, wanted: Inputs, now: Date): readonly Action[] {
  const days = numberAt(wanted, "renewal", "revokePredecessorAfterDays");
  const recorded = state.orders.find((row) => row.orderId === state.orderId)?.recorded;
  if (days === undefined || recorded === undefined || state.certificate === undefined) return [];
  if (now.getTime() - Date.parse(recorded) < days * DAY) return [];
  return state.orders
    .filter((row) => row.orderId !== state.orderId && isRetirable(row, now))
    .map((row) => ({
      do: "retirePredecessor",
      orderId: row.orderId,
      says: `REVOKES its predecessor, order ${String(row.orderId)} (renewal.revokePredecessorAfterDays ${String(days)}; its successor was recorded on ${recorded})`,
    }));
}

/** A predecessor whose certificate can still be used. */
export function isRetirable(row: LedgerRow, now: Date): boolean {
  return (
    row.kind !== "unclaimed" && !isDeadStatus(row.status) && (row.validUntil === undefined || Date.parse(row.validUntil) > now.getTime())
  );
}

function resume(pending: PendingOrder): Action {
  const what = pending.kind === "reissue" ? `the reissue of order ${String(pending.orderId)}` : `order ${String(pending.orderId)}`;
  return {
    do: "resume",
    orderId: pending.orderId,
    ...byTimeOf(pending),
    says: `waits for ${what}, which was placed before and is \`${pending.status}\`: nothing is ordered for that`,
  };
}

function withoutPending(state: State): State {
  const { pendingOrder: _, ...settled } = state;
  return settled;
}

/** The state as it will be once what is pending is in hand, as far as can be told before: its dates are not known. */
function asResumed(state: State, pending: PendingOrder, wanted: Inputs): State {
  const { pendingOrder: _, drift: __, certificate: ___, publicKeySha256: ____, ...rest } = state;
  const key = wantedKey(wanted);
  return {
    ...rest,
    orderId: pending.orderId,
    ...(key === undefined ? {} : { publicKeySha256: key }),
    askedWith: differing(pending.asked, digestsOf(wanted, organizationOf(state))),
    wish: recordedWishOf(wanted),
  };
}

/** The organisation that details led to stands for them in every comparison. */
export function organizationOf(state: State): { readonly organizationId?: number } {
  return state.organizationId === undefined ? {} : { organizationId: state.organizationId };
}

/** The public key of the wanted CSR; undefined while it is unknown (a preview). */
export function wantedKey(wanted: Inputs): string | undefined {
  const { csr } = wanted;
  return typeof csr !== "string" || hasUnknown(csr) ? undefined : readCsr(csr).publicKeySha256;
}

/** What was asked with, where it is not what is wanted. */
export function differing(
  asked: Readonly<Record<string, string>>,
  wish: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fields = new Set([...Object.keys(asked), ...Object.keys(wish)]);
  return Object.fromEntries([...fields].filter((field) => asked[field] !== wish[field]).map((field) => [field, asked[field] ?? ""]));
}

function endsIn(end: Date, now: Date): string {
  const days = Math.floor(Math.abs(end.getTime() - now.getTime()) / DAY);
  const words = days === 1 ? "1 day" : `${String(days)} days`;
  return end <= now ? `ended ${words} ago` : `ends in ${words}`;
}

function listed(words: readonly string[]): string {
  return words.join("; ");
}

function numberAt(inputs: Inputs, ...path: readonly string[]): number | undefined {
  const value = path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Inputs)[key] : undefined), inputs);
  return typeof value === "number" ? value : undefined;
}
