import type { ChainEntry, OrderInfo } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { wantedNames } from "../request/use";
import { certificateFor, leafAmong } from "../x509/certificate";
import { renewAfter } from "./byTime";
import { isRepeated, rfc3339, verifiedCertificate } from "./collect";
import { endOfOrder, isStrayRevoked, staysBeside } from "./inHand";
import { rowOf, withRow } from "./ledger";
import { namesBeside } from "./namesInHand";
import { lacks, otherwiseIn } from "./reissue";
import { recordedOrder } from "./recordedOrder";
import type { World } from "./run";
import { differsIn } from "./setback";
import type { Snapshots } from "./snapshot";
import type { CertificateInHand, Drift, State } from "./state";
import { isRefusedStatus } from "./status";

/**
 * What a refresh records. Where a snapshot of the list of orders shows that nothing changed: no call of its own. Otherwise one call for the order in hand,
 * one more for a pending order or a changed certificate, and another where that one is left or revoked. It changes nothing at DigiCert.
 */
export async function observe(world: World, state: State, snapshots: Snapshots): Promise<State> {
  if (await snapshots.showUnchanged(state)) return state;
  const observed = state.orderId === undefined ? state : await observeCurrent(world, state, state.orderId);
  const { pendingOrder } = observed;
  if (pendingOrder === undefined || pendingOrder.orderId === state.orderId) return observed;
  const { status } = await recordedOrder(world, pendingOrder.orderId);
  return { ...observed, pendingOrder: { ...pendingOrder, status } };
}

async function observeCurrent(world: World, state: State, orderId: number): Promise<State> {
  const info = await recordedOrder(world, orderId);
  const seen = withInfo(state, info);
  if (state.certificate === undefined) return seen;
  const isStray = await isStrayRevoked(world, state, info);
  const drift = (isStray ? undefined : endOfOrder(info)) ?? renewalOf(state, info);
  if (drift !== undefined) return { ...seen, drift };
  const newest = info.certificate.id;
  if (newest === undefined || newest === state.certificate.certificateId) return withoutOtherNames(withoutDrift(seen));
  const isReissuing = state.pendingOrder?.orderId === orderId;
  if (isReissuing || isStray) return withoutDrift(seen);
  return await observeReissue(world, seen, info, newest);
}

export function withInfo(state: State, info: OrderInfo): State {
  const { pendingOrder } = state;
  const row = rowOf(state, info.orderId);
  const seen: State = {
    ...state,
    orderStatus: info.status,
    requests: info.requests.length > 0 ? info.requests : state.requests,
    ...(info.orderValidUntil === undefined ? {} : { orderValidUntil: info.orderValidUntil }),
    ...(pendingOrder?.orderId === info.orderId ? { pendingOrder: { ...pendingOrder, status: info.status } } : {}),
  };
  return row === undefined || row.status === info.status || isRefusedStatus(row.status)
    ? seen
    : withRow(seen, { ...row, status: info.status });
}

function withoutDrift(state: State): State {
  const { drift: _, ...rest } = state;
  return rest;
}

function withoutOtherNames(state: State): State {
  const { otherNames: _, ...rest } = state;
  return rest;
}

function renewalOf(state: State, { renewedOrderId }: OrderInfo): Drift | undefined {
  const isNews =
    renewedOrderId !== undefined && renewedOrderId !== state.pendingOrder?.orderId && rowOf(state, renewedOrderId) === undefined;
  return isNews ? { kind: "renewed", orderId: renewedOrderId, detail: "renewed" } : undefined;
}

/**
 * A reissue made outside is taken if it has the recorded key and is as wanted; otherwise every output stays as it is. One with another CA, hash or common
 * name, or with a name more, asked for by a program that withdrew it for one, takes no name away, so that DigiCert leaves the certificate in use alone: nothing is needed.
 */
async function observeReissue(world: World, seen: State, info: OrderInfo, certificateId: number): Promise<State> {
  const state = withoutOtherNames(withoutDrift(seen));
  const chain = await world.client.certificates.chain(certificateId);
  const pems = chain.map(({ pem }) => pem);
  const leaf = certificateFor(state.publicKeySha256, pems);
  const unfit = leafAmong(pems) === undefined ? "cannot be read" : "has another key";
  if (leaf === undefined) return { ...state, drift: { kind: "reissued", certificateId, detail: unfit } };
  const detail = lacks(leaf, state.wish);
  if (detail !== undefined) return { ...state, drift: { kind: "reissued", certificateId, detail } };
  const otherNames = namesBeside(state, leaf.names);
  const also = otherNames.length === 0 ? undefined : `also has ${otherNames.join(", ")}`;
  const differs = differsIn(otherwiseIn(info, state.wish, state, state.askedWith));
  const other = [differs, also].filter((each) => each !== undefined).join(" and ");
  if (other !== "" && (await staysBeside(world, seen, info.orderId, { ...leaf, certificateId }, differs !== undefined))) {
    world.say(
      "warning",
      `certificate ${String(certificateId)}, made in order ${String(info.orderId)} outside of this program, ${other}: the one in use stays`,
    );
    return also === undefined ? state : { ...state, otherNames };
  }
  const certificate = await verified(world, info.orderId, certificateId, chain, leaf.publicKeySha256, wantedNames(state.wish));
  if (certificate === undefined) return { ...state, drift: { kind: "reissued", certificateId, detail: "does not verify" } };
  // The next refresh, or a run that needs it, asks for it anew.
  if (isRepeated(state.certificate, certificate)) return state;
  const due = renewAfter(certificate, state.wish);
  const row = rowOf(state, info.orderId);
  const taken = { ...state, certificate, ...(due === undefined ? {} : { renewAfter: rfc3339(due) }) };
  return row === undefined ? taken : withRow(taken, { ...row, validUntil: certificate.validUntil });
}

/** A certificate that somebody else made and that does not verify is drift, and no reason to stop a refresh. */
async function verified(
  world: World,
  orderId: number,
  certificateId: number,
  chain: readonly ChainEntry[],
  publicKeySha256: string,
  names: readonly string[],
): Promise<CertificateInHand | undefined> {
  try {
    return await verifiedCertificate(world, { orderId, certificateId, chain }, { publicKeySha256, names });
  } catch (error) {
    if (error instanceof DigicertError) return undefined;
    throw error;
  }
}
