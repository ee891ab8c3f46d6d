import type { OrderInfo } from "../certcentral/answers";
import { ApiError, DigicertError } from "../errors";
import { keyDigest } from "../request/use";
import { keyOf } from "./find";
import { alternativeIdOf, hasPendingRevocation, isDead, isIdIn, isUndecided } from "./identity";
import { saidBy } from "./orderOnce";
import { hasIdOfTheirs, isRetirable } from "./plan";
import { recordedOrder } from "./recordedOrder";
import type { World } from "./run";
import type { LedgerRow, State } from "./state";
import { isDeadStatus, statusRow } from "./status";

const DEFAULT_REASON = "cessationOfOperation";
const NOTE = "pulumi: the resource was deleted";

/** One retirement at a time for each order: a destroy deletes a live instance and one that waits to be deleted at the same moment. */
const underWay = new Map<number, Promise<unknown>>();

/** Retires what `delete` must: what this resource placed and nothing else uses (docs/decisions: revoke on delete, and what is never revoked). */
export async function retire(world: World, state: State, inUse: (orderId: number) => boolean): Promise<void> {
  if (state.wish["onDelete"] === "keep") return;
  const reason = typeof state.wish["revocationReason"] === "string" ? state.wish["revocationReason"] : DEFAULT_REASON;
  const queue = [...(await ordersToRetire(world, state))];
  for (const orderId of queue) {
    if (inUse(orderId)) {
      world.say("info", `order ${String(orderId)} stays: another instance of this run uses it`);
      continue;
    }
    if (await isAnothers(world, state, orderId)) continue;
    const { renewedOrderId } = await retireOrder(world, orderId, reason, NOTE);
    if (renewedOrderId !== undefined && !queue.includes(renewedOrderId) && (await isOursElsewhere(world, state, renewedOrderId))) {
      queue.push(renewedOrderId);
    }
  }
}

/** A renewal that DigiCert's answer names is ours by its key, unless somebody gave it an id of their own. */
async function isOursElsewhere(world: World, state: State, orderId: number): Promise<boolean> {
  if (state.orders.some((row) => row.orderId === orderId)) return false;
  const info = await recordedOrder(world, orderId);
  if (info.alternativeOrderId !== undefined && !isIdIn(info.alternativeOrderId, state.alternativeOrderStem, state.wish)) return false;
  const key = await keyOf(world, info);
  return key !== undefined && key === state.publicKeySha256;
}

/** An order that was found while it showed no key was taken for ours by its names. Nobody has had its certificate in hand here: by now its key may be seen, and this says so. */
export async function isAnothers(world: World, state: State, orderId: number): Promise<boolean> {
  const row = state.orders.find((each) => each.orderId === orderId);
  if (row === undefined || row.recorded !== undefined || (row.kind !== "found" && row.kind !== "renewedByDigicert")) return false;
  const info = await recordedOrder(world, orderId);
  const key = isDead(info, world.clock.now()) ? undefined : await keyOf(world, info);
  if (key === undefined || key === state.publicKeySha256 || keyDigest(key) === state.pendingOrder?.asked["csr"]) return false;
  world.say(
    "warning",
    `order ${String(orderId)} has another key and is not touched: its certificate was never in use here. If nothing else uses it, revoke it at DigiCert`,
  );
  return true;
}

/** The current order, what is pending, predecessors that are still valid, and successors that crashed before they were recorded. */
async function ordersToRetire(world: World, state: State): Promise<readonly number[]> {
  const kept = new Set(state.orders.filter((row) => isKept(state, row)).map((row) => row.orderId));
  const now = world.clock.now();
  const inLedger = state.orders.filter((row) => row.orderId !== state.orderId && isRetirable(row, now)).map((row) => row.orderId);
  const beyond = await ordersBeyond(world, state);
  const all = [state.orderId, state.pendingOrder?.orderId, ...inLedger, ...beyond];
  for (const row of state.orders.filter((each) => each.kind === "unclaimed" && !isDeadStatus(each.status))) {
    world.say(
      "warning",
      `order ${String(row.orderId)} has another key and is not touched: if nothing uses it, cancel or revoke it at DigiCert`,
    );
  }
  for (const row of state.orders.filter((each) => hasIdOfTheirs(each, state, state.wish) && isRetirable(each, now))) {
    world.say(
      "info",
      `order ${String(row.orderId)} stays: somebody else placed it, under the alternative order id ${String(row.alternativeOrderId)}`,
    );
  }
  return [...new Set(all.filter((id) => id !== undefined))].filter((id) => !kept.has(id));
}

/** An order that was adopted is kept, unless `onDelete` was given. An unclaimed one is never ours, nor one with an id that somebody else gave it. */
function isKept(state: State, row: LedgerRow): boolean {
  const { kind } = row;
  return kind === "unclaimed" || (kind === "adopted" && state.wish["onDelete"] === undefined) || hasIdOfTheirs(row, state, state.wish);
}

/** Walks on from the recorded sequence until an ordinal is free: what stands there with our key was placed by a run that died. */
async function ordersBeyond(world: World, state: State): Promise<readonly number[]> {
  const known = new Set(state.orders.map((row) => row.orderId));
  const ours: number[] = [];
  const given = typeof state.wish["alternativeOrderId"] === "string" ? state.wish["alternativeOrderId"] : undefined;
  for (let ordinal = state.orderSequence + 1; state.alternativeOrderStem !== ""; ordinal++) {
    const id = alternativeIdOf(state.alternativeOrderStem, ordinal, given);
    const rows = await world.client.orders.withAlternativeId(id);
    if (rows.length === 0) break;
    for (const row of rows.filter((each) => !known.has(each.orderId))) {
      const info = await world.client.orders.info(row.orderId);
      if (isDead(info, world.clock.now())) continue;
      const key = await keyOf(world, info);
      if (key !== undefined && key === state.publicKeySha256) ours.push(row.orderId);
      else world.say("warning", `order ${String(row.orderId)} stands under ${id} with another key and is not touched`);
    }
  }
  return ours;
}

/** What became of an order. */
interface Outcome {
  readonly status: string;
  /** Its revocation waits for a person. */
  readonly isAsked: boolean;
}

/** The same, and the renewal that DigiCert names for it. */
export interface Retired extends Outcome {
  readonly renewedOrderId: number | undefined;
}

/** Takes one order away by what its status asks for. Idempotent. */
export async function retireOrder(world: World, orderId: number, reason: string, note: string): Promise<Retired> {
  const before = underWay.get(orderId) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => retireNow(world, orderId, reason, note));
  underWay.set(orderId, mine);
  try {
    return await mine;
  } finally {
    if (underWay.get(orderId) === mine) underWay.delete(orderId);
  }
}

async function retireNow(world: World, orderId: number, reason: string, note: string): Promise<Retired> {
  const info = await recordedOrder(world, orderId);
  return { ...(await retireByStatus(world, info, reason, note)), renewedOrderId: info.renewedOrderId };
}

async function retireByStatus(world: World, info: OrderInfo, reason: string, note: string): Promise<Outcome> {
  const { orderId } = info;
  if (hasPendingRevocation(info)) {
    world.say("info", `order ${String(orderId)}: its revocation was asked for before and waits for approval`);
    return { status: info.status, isAsked: true };
  }
  const way = info.certificate.status === "revoked" && info.status !== "issued" ? "nothing" : statusRow(info.status).retire;
  try {
    return await ways[way](world, info, reason, note);
  } catch (error) {
    return await doneAlready(world, orderId, error);
  }
}

type Way = (world: World, info: OrderInfo, reason: string, note: string) => Promise<Outcome>;

function done(status: string): Outcome {
  return { status, isAsked: false };
}

const ways: Readonly<Record<ReturnType<typeof statusRow>["retire"], Way>> = {
  nothing: (_world, info) => Promise.resolve(done(info.status)),
  cancel: async (world, info, _reason, note) => {
    await world.client.orders.cancel(info.orderId, note);
    world.say("info", `order ${String(info.orderId)} was canceled`);
    return done("canceled");
  },
  rejectRequest: async (world, info, reason, note) => {
    const request = info.requests.find(isUndecided);
    if (request === undefined) return await ways.cancel(world, info, reason, note);
    await world.client.requests.setStatus(request.id, "rejected", note);
    world.say("info", `order ${String(info.orderId)}: request ${String(request.id)} was rejected`);
    return done("rejected");
  },
  cancelReissueAndRevoke: async (world, info, reason, note) => {
    await world.client.orders.cancel(info.orderId, note);
    return await revoke(world, info.orderId, reason, note);
  },
  revoke: async (world, info, reason, note) => await revoke(world, info.orderId, reason, note),
};

/** The whole order, so that every certificate in it goes. Without the right to skip approval a person decides. */
async function revoke(world: World, orderId: number, reason: string, comment: string): Promise<Outcome> {
  const answer = await world.client.orders.revoke(orderId, { reason, comment, skipApproval: true }).catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== "DIGICERT_FORBIDDEN") throw error;
    return await world.client.orders.revoke(orderId, { reason, comment, skipApproval: false });
  });
  if (answer.revoked) {
    world.say("info", `order ${String(orderId)} was revoked (${reason})`);
    return done("revoked");
  }
  world.say(
    "warning",
    `order ${String(orderId)}: revocation request ${String(answer.request.id)} is pending: this key may not skip approval, somebody must approve it at DigiCert`,
  );
  return { status: "issued", isAsked: true };
}

/** "Already done" is success: whatever the call answered, the order itself tells. */
async function doneAlready(world: World, orderId: number, error: unknown): Promise<Outcome> {
  if (!(error instanceof ApiError) || error.retryable) throw error;
  const info = await recordedOrder(world, orderId);
  if (isDead(info, world.clock.now())) return { status: info.status, isAsked: hasPendingRevocation(info) };
  throw new DigicertError("DIGICERT_RETIREMENT_REFUSED", { orderId, status: info.status, said: saidBy(error) }, { cause: error });
}
