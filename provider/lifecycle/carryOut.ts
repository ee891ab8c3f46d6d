import type { OrderInfo } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { wholeDigest, digestsOf, digestsOfOrder, recordedWishOf } from "../request/use";
import { collect, rfc3339 } from "./collect";
import { editInPlace } from "./edit";
import { walk, judge, type Ours } from "./find";
import { isDead } from "./identity";
import { rowOf, withRowStatus } from "./ledger";
import { newestSuccessor, orderOnce, successorAtDigicert, type Outcome, type Wish } from "./orderOnce";
import { plan, renewAfter, spends, type Action, type Plan, type Seen } from "./plan";
import { recordedOrder } from "./recordedOrder";
import { reissue } from "./reissue";
import { hasOrganizationId, resume, waitOn, type Next } from "./resume";
import { retireOrder } from "./retire";
import type { Budget, Run } from "./run";
import type { State } from "./state";
import { statusRow } from "./status";

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
  const found = await walk(run);
  if (found.ours.length > 0) await take(run, found.ours);
  else await place(run, found.freeOrdinal, { kind: "first", byTime: false, link: await firstLink(run) });
  await carryOut(run);
  if (run.budget.orders > 0) {
    run.say("info", `took over order ${String(run.state.orderId)}; nothing was ordered; \`renewal.trigger\` asks for a new one`);
  }
}

/** Orders nothing by itself: what differs from the wish is recorded as it is, and shows as a change in the next preview. */
async function adopt(run: Run, orderId: number): Promise<void> {
  const adopted = await adoption(run, orderId);
  const found = await walk(run);
  await take(run, [adopted, ...found.ours]);
  if (run.state.pendingOrder !== undefined) await resume(run, run.state.pendingOrder);
}

/** Carries out the first action of the plan, records, and asks again until nothing is left. */
export async function carryOut(run: Run, seen: Seen = {}): Promise<void> {
  for (let step = 0; step < MOST_ACTIONS; step++) {
    const [action] = plan(run.state, run.wanted, run.clock.now(), seen).actions;
    if (action === undefined) return;
    if ((await perform(run, action)) === "stop") return;
  }
  throw new RangeError("the plan did not come to an end; nothing further was done");
}

async function perform(run: Run, action: Action): Promise<Next> {
  const orderId = action.orderId ?? run.state.orderId ?? 0;
  switch (action.do) {
    case "resume":
      return run.state.pendingOrder === undefined ? "stop" : await resume(run, run.state.pendingOrder);
    case "order":
      return await succeed(run, { kind: run.state.orders.length === 0 ? "first" : "successor", byTime: action.byTime === true, link: {} });
    case "renew":
      return await succeed(run, { kind: "renewal", byTime: action.byTime === true, link: { renewalOfOrderId: orderId } });
    case "reissue":
      return await reissue(run, orderId);
    case "goBack":
    case "takeOver":
      return await takeOrder(run, orderId, action.do);
    case "edit":
      await editInPlace(run, orderId, action.fields ?? []);
      return "again";
    case "record":
      run.state = recorded(run.state, run.wanted);
      return "again";
    case "retirePredecessor":
      return await retirePredecessor(run, orderId);
    case "fail":
      throw new DigicertError("DIGICERT_PLAN_FAILS", { says: action.says });
  }
}

/** A successor of the current order: one that exists already is taken, in the order in which that is safe to tell; only then one is placed. */
async function succeed(run: Run, wish: Wish): Promise<Next> {
  const current = run.state.orderId === undefined ? undefined : await recordedOrder(run, run.state.orderId);
  const renewed = current === undefined ? undefined : await successorAtDigicert(run, current);
  if (renewed !== undefined) return await take(run, [renewed]);
  const found = await walk(run);
  if (found.ours.length > 0) return await take(run, found.ours);
  return await place(
    run,
    found.freeOrdinal,
    linkable(current) ? wish : { ...wish, kind: wish.kind === "first" ? "first" : "successor", link: {} },
  );
}

/** A renewal link is sent only for an order that is issued or expired. */
function linkable(current: OrderInfo | undefined): boolean {
  return current !== undefined && (current.status === "issued" || current.status === "expired") && current.certificate.status !== "revoked";
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
  return "found" in outcome ? await take(run, outcome.found) : await settle(run, outcome);
}

/** After the answer to an order: its certificate at once, or the wait for it. */
async function settle(run: Run, outcome: Extract<Outcome, { readonly placed: unknown }>): Promise<Next> {
  const { placed, row, asked } = outcome;
  const pending = run.state.pendingOrder;
  if (pending === undefined) throw new RangeError("a placed order is pending until it is collected");
  run.say("info", `placed order ${String(placed.orderId)}`);
  const { orderId, certificateId, certificateChain: chain, requests, domains, organizationId } = placed;
  if (certificateId === undefined || chain.length === 0)
    return await waitOn(run, pending, certificateId === undefined ? await seen(run, orderId) : undefined);
  const known = organizationId ?? run.state.organizationId ?? hasOrganizationId(run.wanted);
  const info = known === false ? await run.client.orders.info(orderId) : undefined;
  await collect(run, { orderId, certificateId, chain, requests, domains, organizationId, asked, info }, row);
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

/** Of the orders that are ours: the newest issued one that fits becomes current, a newer one that fits and waits is pending; if none fits, the newest as it is. */
async function take(run: Run, ours: readonly Ours[]): Promise<Next> {
  const fitting = ours.filter((each) => each.fits);
  const issued = fitting.filter(isIssued).at(-1);
  const waiting = fitting.filter((each) => !isIssued(each)).at(-1);
  const newest = fitting.length > 0 ? undefined : ours.at(-1);
  if (issued !== undefined) await takeIssued(run, issued);
  const pending = waiting !== undefined && (issued === undefined || ours.indexOf(waiting) > ours.indexOf(issued)) ? waiting : undefined;
  if (pending !== undefined) takePending(run, pending);
  if (newest !== undefined) await (isIssued(newest) ? takeIssued(run, newest) : takePending(run, newest));
  return "again";
}

function isIssued(ours: Ours): boolean {
  return statusRow(ours.info.status).while === "done" && ours.info.certificate.id !== undefined;
}

async function takeIssued(run: Run, ours: Ours): Promise<void> {
  const { info, row, key } = ours;
  if (info.certificate.id === undefined) throw new RangeError("an issued order has a certificate");
  await collect(run, { orderId: info.orderId, certificateId: info.certificate.id, info, publicKeySha256: key }, row);
}

function takePending(run: Run, ours: Ours): void {
  const { info, row } = ours;
  const { orderId, kind, placed, alternativeOrderId } = row;
  const known = info.organizationId === undefined ? {} : { organizationId: info.organizationId };
  const asked = { ...digestsOf(run.wanted, known), ...digestsOfOrder(info) };
  const first = run.state.certificate === undefined ? { orderId, orderStatus: info.status } : {};
  run.state = {
    ...run.state,
    ...first,
    pendingOrder: {
      orderId,
      kind,
      status: info.status,
      placed,
      ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
      asked,
      inputs: wholeDigest(run.wanted),
    },
  };
}

/** Back to an earlier order, or over to the one that DigiCert made: nothing is ordered. */
async function takeOrder(run: Run, orderId: number, how: "goBack" | "takeOver"): Promise<Next> {
  const info = await recordedOrder(run, orderId);
  const kind = rowOf(run.state, orderId)?.kind ?? "renewedByDigicert";
  const ours = await judge(run, info, kind, rowOf(run.state, orderId)?.alternativeOrderId);
  const takes = ours !== undefined && (how === "takeOver" || isIssued(ours));
  run.state = withoutRenewedDrift(run.state);
  return takes ? await take(run, [ours]) : "again";
}

function withoutRenewedDrift(state: State): State {
  const { drift, ...rest } = state;
  return drift === undefined || drift.kind === "renewed" ? rest : state;
}

/** Follows to the newest successor, and takes it only with the wanted key. */
async function adoption(run: Run, orderId: number): Promise<Ours> {
  const named = await recordedOrder(run, orderId);
  const info = (await newestSuccessor(run, named)) ?? named;
  if (isDead(info, run.clock.now())) throw new DigicertError("DIGICERT_ADOPTION_DEAD", { orderId: info.orderId, status: info.status });
  const ours = await judge(run, info, "adopted");
  if (ours === undefined) throw new DigicertError("DIGICERT_ADOPTION_KEY", { orderId: info.orderId });
  return ours;
}

async function retirePredecessor(run: Run, orderId: number): Promise<Next> {
  const { status } = await retireOrder(run, orderId, reasonOf(run), "pulumi: renewal.revokePredecessorAfterDays");
  run.state = withRowStatus(run.state, orderId, status);
  return "again";
}

/** Settings take effect by standing in the outputs: `delete` gets nothing else. */
function recorded(state: State, wanted: Run["wanted"]): State {
  const { renewAfter: _, ...rest } = state;
  const due = state.certificate === undefined ? undefined : renewAfter(state.certificate, wanted);
  return { ...rest, ...(due === undefined ? {} : { renewAfter: rfc3339(due) }), wish: recordedWishOf(wanted) };
}

function reasonOf(run: Run): string {
  const reason = run.wanted["revocationReason"];
  return typeof reason === "string" ? reason : "superseded";
}
