import type { OrderInfo } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { changesBetween, costsAnOrder, recordedWishOf } from "../request/use";
import { spends, type Action, type Inputs, type Plan, type Seen } from "./action";
import { outlives, renewAfter } from "./byTime";
import { adopt } from "./adopt";
import { collect, rfc3339 } from "./collect";
import { editInPlace } from "./edit";
import { judge, oldestFirst, walk, walkAll, type Ours } from "./find";
import { byBothClocks } from "./identity";
import { endOfOrder, isBesideAnother, isUsable } from "./inHand";
import { rowOf, withRow, withoutWish } from "./ledger";
import { hasWantedKey, orderOnce, successorAtDigicert, type Outcome, type Wish } from "./orderOnce";
import { plan } from "./plan";
import { recordedOrder } from "./recordedOrder";
import { reissue, takeIfWanted } from "./reissue";
import { resume, waitOn, type Next } from "./resume";
import { isAnothers, retireOrder } from "./retire";
import type { Budget, Run } from "./run";
import type { State } from "./state";
import { setback } from "./setback";
import { isIssued, take } from "./take";
import { givenOrganization, recordedWish } from "./wish";

/** More actions than any plan has: a plan that never ends is a bug, and must not be one that orders. */
const MOST_ACTIONS = 20;

/** What a run may spend, by the plan that its preview showed. */
export function budgetOf(planned: Plan): Budget {
  return {
    orders: planned.actions.some((action) => action.do === "order" || action.do === "renew") ? 1 : 0,
    reissues: planned.actions.some(spends) ? 1 : 0,
  };
}

/** Creating announces one order; what it finds alive under its ids is taken over instead. */
export async function create(run: Run): Promise<void> {
  const { adoptOrderId } = run.wanted;
  if (typeof adoptOrderId === "number") {
    await adopt(run, adoptOrderId);
    return;
  }
  const found = await walkAll(run);
  const ours = await withRenewals(run, found);
  if (ours.length > 0) await take(run, ours);
  else await place(run, found.freeOrdinal, { kind: "first", byTime: false, link: await firstLink(run) });
  await carryOut(run);
  if (run.budget.orders > 0) {
    run.say("info", `took over order ${String(run.state.orderId)}; nothing was ordered; \`renewal.trigger\` asks for a new one`);
  }
}

/**
 * With the orders by which DigiCert, or somebody there, renewed the newest of them, and the newest that is over: they have no id of ours, and the instance
 * that this one replaces may have one of them in hand. The oldest first.
 */
async function withRenewals(run: Run, { ours, over }: Awaited<ReturnType<typeof walkAll>>): Promise<readonly Ours[]> {
  const all = new Map(ours.map((each) => [each.info.orderId, each]));
  const newest = oldestFirst(ours).at(-1)?.info;
  const ended = over === undefined ? undefined : await recordedOrder(run, over.orderId);
  for (const info of [newest, ended]) {
    const renewal = info === undefined ? undefined : await successorAtDigicert(run, info);
    if (renewal !== undefined && !all.has(renewal.info.orderId)) all.set(renewal.info.orderId, renewal);
  }
  return oldestFirst(all.values());
}

/** Carries out the first action of the plan, records, and asks again until nothing is left. */
export async function carryOut(run: Run, seen: Seen = {}): Promise<void> {
  run.state = withSettings(run.state, run.wanted);
  for (let step = 0; step < MOST_ACTIONS; step++) {
    const [action] = plan(run.state, run.wanted, run.clock.now(), seen).actions;
    if (action === undefined || canWait(run, action)) return;
    run.doing = action;
    if ((await perform(run, action)) === "stop") return;
  }
  throw new RangeError("the plan did not come to an end; nothing further was done");
}

/** What time alone asks for, beyond what this run may spend, is no reason to fail while the certificate is valid: the next preview names it. */
function canWait(run: Run, action: Action): boolean {
  const left = action.do === "reissue" ? run.budget.reissues : run.budget.orders;
  const end = run.state.certificate?.validUntil;
  const waits = action.byTime === true && spends(action) && left < 1 && end !== undefined && Date.parse(end) > run.clock.now().getTime();
  if (waits) run.say("warning", `${action.says}; this is left to the next run, since no preview named it`);
  return waits;
}

/**
 * Settings hold from the start of a run, whatever becomes of the rest: a run that waits succeeds, and a destroy after it must find the
 * `onDelete: "keep"` that the program gave. A trigger is no setting: it stays as recorded until it was obeyed.
 */
function withSettings(state: State, wanted: Inputs): State {
  const changed = changesBetween(recordedWish(state), wanted).filter((change) => change.cost === "setting");
  if (changed.length === 0) return state;
  const wish = recordedWishOf(wanted);
  const settings = changed.map(({ field }) => [field, field === "renewal" ? withTriggerOf(state.wish, wish) : wish[field]] as const);
  return dueAnew({ ...state, wish: { ...state.wish, ...Object.fromEntries(settings) } });
}

function withTriggerOf(recorded: Inputs, wish: Inputs): unknown {
  const { trigger: _, ...renewal } = (wish["renewal"] ?? {}) as Inputs;
  const { trigger } = (recorded["renewal"] ?? {}) as Inputs;
  return { ...renewal, ...(trigger === undefined ? {} : { trigger }) };
}

function dueAnew(state: State): State {
  const { renewAfter: _, ...rest } = state;
  const due = state.certificate === undefined ? undefined : renewAfter(state.certificate, state.wish);
  return { ...rest, ...(due === undefined ? {} : { renewAfter: rfc3339(due) }) };
}

async function perform(run: Run, action: Action): Promise<Next> {
  const orderId = action.orderId ?? run.state.orderId ?? 0;
  switch (action.do) {
    case "resume":
      return run.state.pendingOrder === undefined ? "stop" : await resume(run, run.state.pendingOrder);
    case "order":
      return await succeed(run, await orderWish(run, action.byTime === true));
    case "renew":
      return await succeed(run, { kind: "renewal", byTime: action.byTime === true, link: { renewalOfOrderId: orderId } });
    case "reissue":
      return await reissue(run, orderId, action.byTime === true);
    case "goBack":
      return await goBack(run, orderId);
    case "takeOver":
      return await takeOver(run, orderId);
    case "edit":
      await editInPlace(run, orderId, action.fields ?? []);
      return "again";
    case "record":
      run.state = dueAnew({ ...run.state, wish: recordedWishOf(run.wanted) });
      return "again";
    case "retirePredecessor":
      return await retirePredecessor(run, orderId);
    case "fail":
      throw new DigicertError("DIGICERT_PLAN_FAILS", { says: action.says });
  }
}

/** Until one has succeeded, each order is the first, and has its link. */
async function orderWish(run: Run, byTime: boolean): Promise<Wish> {
  const isFirst = run.state.orders.every((row) => row.recorded === undefined);
  return isFirst ? { kind: "first", byTime, link: await firstLink(run) } : { kind: "successor", byTime, link: {} };
}

/** A successor of the current order: one that exists already is taken, in the order in which that is safe to tell; only then one is placed. */
async function succeed(run: Run, wish: Wish): Promise<Next> {
  const current = run.state.orderId === undefined ? undefined : await recordedOrder(run, run.state.orderId);
  if (wish.byTime && current !== undefined && isPaidLonger(run, current)) return "again";
  const renewed = current === undefined ? undefined : await successorAtDigicert(run, current);
  if (renewed !== undefined && hasWantedKey(run, renewed) && mayFollow(run, renewed)) return await take(run, [asAskedFor(renewed, wish)]);
  const reissued = current === undefined ? undefined : await takeIfWanted(run, current);
  if (reissued !== undefined) return reissued;
  const found = await walk(run);
  const ours = found.ours.filter((each) => maySucceed(run, each) && mayFollow(run, each)).map((each) => asAskedFor(each, wish));
  if (ours.length > 0) return await take(run, ours);
  return await place(run, found.freeOrdinal, linked(wish, renewed?.info ?? current));
}

/** One that is older than the order in hand brings no later end: it is taken only where it is as wanted, and this one is not. */
function maySucceed({ state, wanted }: Run, { info, fits }: Ours): boolean {
  if (state.certificate === undefined || state.orderId === undefined || info.orderId > state.orderId) return true;
  const isOther = info.orderId !== state.orderId && fits;
  return isOther && changesBetween(recordedWish(state), wanted).some((change) => costsAnOrder(change) && change.field !== "renewal");
}

/** An order that is as wanted, or at least takes nothing away. Any other stays what it is: in the ledger, and nobody's certificate. */
function mayFollow(run: Run, ours: Ours): boolean {
  const lost = ours.fits ? undefined : setback(run, ours);
  if (lost !== undefined)
    run.say("warning", `order ${String(ours.info.orderId)} ${lost}, unlike the certificate in use: it is not taken into use`);
  return lost === undefined;
}

/** Time alone needs no new order where the one in hand turns out to be paid for longer: the plan, asked again, says reissue. */
function isPaidLonger(run: Run, { orderValidUntil }: OrderInfo): boolean {
  const { certificate } = run.state;
  if (orderValidUntil === undefined || certificate === undefined || orderValidUntil === run.state.orderValidUntil) return false;
  const learnt = { ...run.state, orderValidUntil };
  const isLonger = outlives(learnt, certificate, run.clock.now());
  if (isLonger) run.state = learnt;
  return isLonger;
}

/** What is taken instead of an order that time alone asked for stands for it. */
function asAskedFor(ours: Ours, wish: Wish): Ours {
  return wish.byTime ? { ...ours, row: { ...ours.row, byTime: true } } : ours;
}

/** A renewal names the newest order of ours, and only one that is issued or expired. */
function linked(wish: Wish, predecessor: OrderInfo | undefined): Wish {
  if (wish.kind !== "renewal") return wish;
  return predecessor !== undefined && linkable(predecessor)
    ? { ...wish, link: { renewalOfOrderId: predecessor.orderId } }
    : { ...wish, kind: "successor", link: {} };
}

function linkable({ status, certificate }: OrderInfo): boolean {
  return (status === "issued" || status === "expired") && certificate.status !== "revoked";
}

async function firstLink(run: Run): Promise<Wish["link"]> {
  const { renewalOfOrderId, renewedThumbprint } = run.wanted;
  if (typeof renewalOfOrderId === "number") {
    const info = await recordedOrder(run, renewalOfOrderId);
    if (!linkable(info)) throw new DigicertError("DIGICERT_NOT_RENEWABLE", { orderId: renewalOfOrderId, status: info.status });
  }
  return {
    ...(typeof renewalOfOrderId === "number" ? { renewalOfOrderId } : {}),
    ...(typeof renewedThumbprint === "string" ? { renewedThumbprint } : {}),
  };
}

async function place(run: Run, ordinal: number, wish: Wish): Promise<Next> {
  const outcome = await orderOnce(run, ordinal, wish);
  if (!("found" in outcome)) return await settle(run, outcome);
  const ours = outcome.found.filter((each) => mayFollow(run, each));
  return ours.length === 0 ? "again" : await take(run, ours);
}

/** After the answer to an order: its certificate at once, or the wait for it. */
async function settle(run: Run, { placed, row, pending }: Extract<Outcome, { readonly placed: unknown }>): Promise<Next> {
  run.say("info", `placed order ${String(placed.orderId)}`);
  const { orderId, certificateId, certificateChain: chain, requests, domains } = placed;
  if (certificateId === undefined || chain.length === 0) {
    return await waitOn(run, pending, certificateId === undefined ? await seen(run, orderId) : undefined);
  }
  const { organizationId, asked, settings = {} } = pending;
  const known = organizationId ?? givenOrganization(run.wanted);
  const info = known === undefined ? await run.client.orders.info(orderId) : undefined;
  await collect(run, { orderId, certificateId, chain, requests, domains, organizationId, asked, settings, info }, row);
  return "again";
}

/** Whether a person must approve, only the order itself tells. */
async function seen(
  run: Run,
  orderId: number,
): Promise<{ readonly orderId: number; readonly status: string; readonly certificateId?: number; readonly info: OrderInfo }> {
  const info = await run.client.orders.info(orderId);
  return { orderId, status: info.status, info, ...(info.certificate.id === undefined ? {} : { certificateId: info.certificate.id }) };
}

/** Back to an earlier order: looked at first, and taken only if it still answers the wish. */
async function goBack(run: Run, orderId: number): Promise<Next> {
  const row = rowOf(run.state, orderId);
  const ours = await judge(run, await recordedOrder(run, orderId), row?.kind ?? "found", row?.alternativeOrderId);
  if (ours?.fits === true && isIssued(ours)) return await take(run, [ours]);
  run.state = withoutWish(run.state, orderId);
  return "again";
}

/** Over to the order that DigiCert made, if its key is the wanted one. */
async function takeOver(run: Run, orderId: number): Promise<Next> {
  const ours = await judge(run, await recordedOrder(run, orderId), "renewedByDigicert");
  const { drift, ...settled } = run.state;
  if (drift?.kind === "renewed") run.state = settled;
  return ours !== undefined && hasWantedKey(run, ours) && mayFollow(run, ours) ? await take(run, [ours]) : "again";
}

/** What cannot be undone is looked at first: whether what came after it is still there, whether it is ours, and whether its days are over for DigiCert too. */
async function retirePredecessor(run: Run, orderId: number): Promise<Next> {
  const inHand = await recordedOrder(run, run.state.orderId ?? orderId);
  const lost = await lostInHand(run, inHand);
  if (lost !== undefined) {
    run.say("warning", `${lost} outside of Pulumi: order ${String(orderId)}, its predecessor, is not revoked`);
    return "stop";
  }
  const isDue = plan(run.state, run.wanted, byBothClocks(inHand, run.clock.now())).actions.some(
    (action) => action.do === "retirePredecessor" && action.orderId === orderId,
  );
  if (!isDue) {
    run.say(
      "warning",
      `by DigiCert's clock, the days of order ${String(orderId)} are not over: the clock of this machine is ahead, and it is not revoked`,
    );
    return "stop";
  }
  if (await isAnothers(run, run.state, orderId)) {
    const row = rowOf(run.state, orderId);
    if (row !== undefined) run.state = withRow(run.state, { ...row, kind: "unclaimed" });
    return "again";
  }
  const { status, isAsked } = await retireOrder(run, orderId, reasonOf(run), "pulumi: renewal.revokePredecessorAfterDays");
  const row = rowOf(run.state, orderId);
  if (row !== undefined) run.state = withRow(run.state, { ...row, status, ...(isAsked ? { revocationAsked: true } : {}) });
  return "again";
}

/** What became of the certificate in use. Of one that another stands beside, the list of reissues tells; the next refresh takes that one, where it can. */
async function lostInHand(run: Run, info: OrderInfo): Promise<string | undefined> {
  const isBeside = isBesideAnother(run.state, info);
  if (isBeside && (await isUsable(run, run.state, info.orderId, failWhereRefused))) return undefined;
  const drift = endOfOrder(info);
  if (drift !== undefined) run.state = { ...run.state, drift };
  if (drift !== undefined) return `order ${String(info.orderId)} was ${drift.detail}`;
  return isBeside ? `the certificate in use of order ${String(info.orderId)} has ended, or was revoked` : undefined;
}

/** Before what cannot be undone, a certificate of which nothing can be told is not taken for good. */
function failWhereRefused(error: unknown): never {
  throw error;
}

function reasonOf(run: Run): string {
  const reason = run.wanted["revocationReason"];
  return typeof reason === "string" ? reason : "superseded";
}
