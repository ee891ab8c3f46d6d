import {
  changesBetween,
  costsAnOrder,
  digestsOf,
  hasUnknown,
  recordedWishOf,
  validityProblem,
  wholeDigest,
  type Change,
} from "../request/use";
import {
  byTimeOf,
  isAboutCertificate,
  isAction,
  listed,
  spends,
  type Action,
  type Finding,
  type Inputs,
  type Plan,
  type Seen,
} from "./action";
import { backToEarlier, byChange } from "./byChange";
import { byDrift, byRenewalElsewhere } from "./byDrift";
import { byTime, DAY } from "./byTime";
import { isIdIn } from "./identity";
import type { LedgerRow, PendingOrder, State } from "./state";
import { isDeadStatus, isRefusedStatus } from "./status";
import { askedOtherwise, isAsAsked, numberAt, recordedWish, settingAt, wantedKey, withEditable } from "./wish";

/** What is to be done so that `wanted` holds, in order. Pure and total: `diff` shows it, `update` carries it out and asks again. */
export function plan(state: State, wanted: Inputs, now: Date, seen: Seen = {}): Plan {
  const pending = state.pendingOrder;
  if (pending === undefined) return settledPlan(state, wanted, now, seen, state.certificate !== undefined);
  const resumed = willBeCurrent(state, pending, wanted, now);
  const after = resumed ? asResumed(state, pending, wanted) : withoutPending(state);
  const rest = settledPlan(after, wanted, now, seen, resumed || after.certificate !== undefined);
  // What is on its way is no predecessor yet: the run that finds it to be one never ends it.
  const others = rest.actions.filter((action) => action.do !== "retirePredecessor" || action.orderId !== pending.orderId);
  return { actions: [resume(pending), ...others], warnings: rest.warnings };
}

/** A resumed order becomes the current one only if its key is the wanted one and it was taken over as it is wanted, or something would still be asked for without it. */
export function willBeCurrent(state: State, pending: PendingOrder, wanted: Inputs, now: Date): boolean {
  if (pending.asked["csr"] !== digestsOf(wanted)["csr"]) return false;
  if (isTakenOver(pending) && isAsAsked(wanted, pending.asked, pending.organizationId)) return true;
  const [first] = plan(withoutPending(state), wanted, now).actions;
  return first !== undefined && isAboutCertificate(first);
}

/** The run that found it was to have it: what asked for that may be gone by now, such as what a refresh saw. */
export function isTakenOver({ kind }: PendingOrder): boolean {
  return kind === "found" || kind === "renewedByDigicert" || kind === "adopted";
}

function settledPlan(state: State, wanted: Inputs, now: Date, seen: Seen, inHand: boolean): Plan {
  const changes = changesBetween(recordedWish(state), wanted);
  const findings = inHand ? findingsOn(state, wanted, now, seen, changes) : findingsOnNone(state, wanted, now, changes);
  const at = findings.findIndex(isAction);
  const warnings = (at < 0 ? findings : findings.slice(0, at)).flatMap((finding) =>
    finding === undefined || isAction(finding) ? [] : [finding.warns],
  );
  const asked = findings[at];
  const first = isAction(asked) ? (refusedBefore(asked, state, wanted) ?? impossibleNow(asked, wanted, now) ?? asked) : undefined;
  if (first !== undefined && first.do !== "reissue") return { actions: [first], warnings };
  // The certificate of a reissue is recorded anew: what waits for its use waits anew.
  const retired = first === undefined ? retirements(state, wanted, now) : [];
  return { actions: [first, edit(changes), record(changes), ...retired].filter((action) => action !== undefined), warnings };
}

/** What each rule finds about the certificate in hand; the first that is an action counts. */
function findingsOn(state: State, wanted: Inputs, now: Date, seen: Seen, changes: readonly Change[]): readonly Finding[] {
  const costly = changes.filter(costsAnOrder);
  const drift = byDrift(state, wanted, costly);
  const asksForMore = costly.length > 0 || (isAction(drift) && spends(drift));
  const back = asksForMore ? backToEarlier(state, wanted, now, { changes: costly, inHand: state.orderId }) : undefined;
  const change = byChange(state, wanted, now, costly);
  const time = byTime(state, wanted, now, seen);
  // A value that is not known yet may turn out to be no change; what time asks for all the same is certain.
  const isCertain = costly.every((each) => each.unknown) && isAction(time) && time.do === "renew";
  const elsewhere = byRenewalElsewhere(state, seen.renewedOrderId);
  return isCertain ? [drift, elsewhere, time, change] : [back, drift, change, elsewhere, time];
}

/** Before there is a certificate, an order that was given up for another wish may answer this one. */
function findingsOnNone(state: State, wanted: Inputs, now: Date, changes: readonly Change[]): readonly Finding[] {
  const back = backToEarlier(state, wanted, now, { changes: changes.filter(costsAnOrder), inHand: undefined });
  return [back ?? firstOrder(state, wanted)];
}

function firstOrder(state: State, wanted: Inputs): Action {
  const why = state.orders.length === 0 ? "none was placed yet" : "the orders placed before gave no certificate";
  const linked = typeof wanted["renewalOfOrderId"] === "number" || typeof wanted["renewedThumbprint"] === "string";
  const link = linked ? ". Where DigiCert refuses the renewal link, one order without it is placed" : "";
  const needs = state.orders.length > 0 && hasUnknown(wanted["csr"]) ? "may need" : "needs";
  return { do: "order", says: `${needs} a NEW paid order: ${why}${link}` };
}

/** A request that a person refused is not made again by itself. */
function refusedBefore(asked: Action, state: State, wanted: Inputs): Action | undefined {
  if (!spends(asked)) return undefined;
  const digest = wholeDigest(wanted);
  const last = state.orders.filter((row) => row.kind !== "unclaimed").at(-1);
  const refused = [state.refusedReissue, last].find((row) => row !== undefined && isRefusedStatus(row.status) && row.wish === digest);
  if (refused === undefined) return undefined;
  const words = refused.comment === undefined ? "" : ` ("${refused.comment}")`;
  return {
    do: "fail",
    orderId: refused.orderId,
    ...byTimeOf(asked),
    says: `order ${String(refused.orderId)} was ${refused.status}${words} and is not asked for again by itself: change an input, or renewal.trigger to ask once more`,
  };
}

/** A reissue carries no validity. */
function impossibleNow(asked: Action, wanted: Inputs, now: Date): Action | undefined {
  if (!spends(asked) || asked.do === "reissue") return undefined;
  const problem = validityProblem(wanted, now);
  return problem === undefined ? undefined : { do: "fail", ...byTimeOf(asked), says: `${problem}; ${asked.says}` };
}

function edit(changes: readonly Change[]): Action | undefined {
  const inPlace = changes.filter((change) => change.cost === "inPlace");
  if (inPlace.length === 0) return undefined;
  return {
    do: "edit",
    fields: inPlace.map((change) => change.field),
    says: `${inPlace.every((change) => change.unknown) ? "may be" : "is"} EDITED in place, no order and no cost: ${listed(inPlace.map((change) => change.says))}`,
  };
}

function record(changes: readonly Change[]): Action | undefined {
  const settings = changes.filter((change) => change.cost === "setting");
  if (settings.length === 0) return undefined;
  const records = settings.every((change) => change.unknown) ? "may record" : "records";
  return { do: "record", says: `${records} settings, no call to DigiCert: ${listed(settings.map((change) => change.says))}` };
}

/** Days that are not known yet may be as few as one. */
function retirements(state: State, wanted: Inputs, now: Date): readonly Action[] {
  const unknown = hasUnknown(settingAt(wanted, "renewal", "revokePredecessorAfterDays"));
  const days = unknown ? 1 : numberAt(wanted, "renewal", "revokePredecessorAfterDays");
  const recorded = state.orders.find((row) => row.orderId === state.orderId)?.recorded;
  if (days === undefined || recorded === undefined || state.certificate === undefined || isLost(state)) return [];
  const why = unknown ? "renewal.revokePredecessorAfterDays is not known yet" : `renewal.revokePredecessorAfterDays ${String(days)}`;
  return state.orders
    .filter(
      (row) => row.orderId !== state.orderId && isRetirable(row, now) && !isTheirs(row, state, wanted) && row.revocationAsked !== true,
    )
    .map((row) => ({ orderId: row.orderId, left: leftOn(row, recorded) }))
    .filter(({ left }) => now.getTime() - Date.parse(left.on) >= days * DAY)
    .map(({ orderId, left }) => ({
      do: "retirePredecessor",
      orderId,
      says: `${unknown ? "may REVOKE" : "REVOKES"} its predecessor, order ${String(orderId)} (${why}; ${left.says} on ${left.on})`,
    }));
}

/** Since when nothing needs it: from its successor on, or since a run met it, or found that what it asked for in between is wanted no more. */
function leftOn({ placed, recorded }: LedgerRow, successorRecorded: string): { readonly on: string; readonly says: string } {
  const own = recorded ?? placed;
  if (own <= successorRecorded) return { on: successorRecorded, says: "its successor was recorded" };
  return { on: own, says: recorded === undefined ? "it was met" : "it was found to be no longer wanted" };
}

/** The one before it may be what is in use again. */
function isLost({ drift }: State): boolean {
  return drift?.kind === "revoked" || drift?.kind === "ended";
}

/** Made by somebody else, and never in hand here, or with an id of their own: nobody here knows who uses it. */
function isTheirs(row: LedgerRow, state: State, wanted: Inputs): boolean {
  const isNeverInHand = row.recorded === undefined && (row.kind === "renewedByDigicert" || row.kind === "adopted");
  return isNeverInHand || hasIdOfTheirs(row, state, wanted);
}

/** True of a renewal that somebody made at DigiCert under an id that they gave it: it was followed, and is not ended. */
export function hasIdOfTheirs({ kind, alternativeOrderId: id }: LedgerRow, { alternativeOrderStem: stem }: State, wanted: Inputs): boolean {
  return kind === "renewedByDigicert" && id !== undefined && !isIdIn(id, stem, wanted);
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
  const { pendingOrder: _, drift: __, certificate: ___, publicKeySha256: ____, organizationId: before, ...rest } = state;
  const key = wantedKey(wanted);
  const organizationId = pending.organizationId ?? before;
  return {
    ...rest,
    orderId: pending.orderId,
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(key === undefined ? {} : { publicKeySha256: key }),
    askedWith: askedOtherwise(wanted, pending.asked, organizationId),
    wish: withEditable(recordedWishOf(wanted), pending.settings ?? wanted),
  };
}
