import type { ChainEntry, OrderInfo } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { wantedNames } from "../request/use";
import { readCertificate } from "../x509/certificate";
import { rfc3339, verifiedCertificate } from "./collect";
import { rowOf, withRow } from "./ledger";
import { newestSuccessor } from "./orderOnce";
import { renewAfter } from "./plan";
import { recordedOrder } from "./recordedOrder";
import type { World } from "./run";
import { emptyState, type CertificateInHand, type Drift, type State } from "./state";
import { isDeadStatus, isRefusedStatus } from "./status";

/** What a refresh records: one call for the order in hand, one more for a pending order or a changed certificate. It changes nothing at DigiCert. */
export async function observe(world: World, state: State): Promise<State> {
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
  const drift = driftOf(state, info);
  if (drift !== undefined) return { ...seen, drift };
  const newest = info.certificate.id;
  const isReissuing = state.pendingOrder?.orderId === orderId;
  if (newest === undefined || newest === state.certificate.certificateId || isReissuing) return withoutDrift(seen);
  return await observeReissue(world, withoutDrift(seen), info, newest);
}

function withInfo(state: State, info: OrderInfo): State {
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

/** Expiry is no drift: the clock judges it, against the certificate itself. */
function driftOf(state: State, info: OrderInfo): Drift | undefined {
  if (info.status === "revoked" || info.certificate.status === "revoked") return { kind: "revoked", detail: "revoked" };
  if (isRefusedStatus(info.status)) return { kind: "ended", detail: info.status };
  const { renewedOrderId } = info;
  const isNews =
    renewedOrderId !== undefined && renewedOrderId !== state.pendingOrder?.orderId && rowOf(state, renewedOrderId) === undefined;
  return isNews ? { kind: "renewed", orderId: renewedOrderId, detail: "renewed" } : undefined;
}

/** A reissue made outside is taken if its key is the recorded one and every wanted name is there; otherwise every output stays as it is. */
async function observeReissue(world: World, state: State, info: OrderInfo, certificateId: number): Promise<State> {
  const chain = await world.client.certificates.chain(certificateId);
  const leaf = chain.map((entry) => readCertificate(entry.pem)).find((facts) => facts.publicKeySha256 === state.publicKeySha256);
  if (leaf === undefined) return { ...state, drift: { kind: "reissued", certificateId, detail: "has another key" } };
  const lost = wantedNames(state.wish).filter((name) => !leaf.names.includes(name));
  if (lost.length > 0) return { ...state, drift: { kind: "reissued", certificateId, detail: `lacks ${lost.join(", ")}` } };
  const certificate = await verified(world, info.orderId, certificateId, chain, leaf.publicKeySha256, wantedNames(state.wish));
  if (certificate === undefined) return { ...state, drift: { kind: "reissued", certificateId, detail: "does not verify" } };
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

/** What `PrivateSslCertificate.get` shows: the newest successor of an order, whoever placed it. Throws where there is nothing to show. */
export async function look(world: World, orderId: number): Promise<State> {
  const named = await recordedOrder(world, orderId);
  const info = (await newestSuccessor(world, named)) ?? named;
  const seen: State = {
    ...withInfo(emptyState(""), info),
    orderId: info.orderId,
    ...(info.organizationId === undefined ? {} : { organizationId: info.organizationId }),
    wish: wishOf(info),
  };
  if (info.certificate.id === undefined || isDeadStatus(info.status)) return seen;
  const chain = await world.client.certificates.chain(info.certificate.id);
  const [first] = chain;
  if (first === undefined) return seen;
  const { publicKeySha256 } = readCertificate(first.pem);
  const certificate = await verifiedCertificate(
    world,
    { orderId: info.orderId, certificateId: info.certificate.id, chain },
    { publicKeySha256, names: [] },
  );
  return { ...seen, certificate, publicKeySha256 };
}

function wishOf(info: OrderInfo): State["wish"] {
  const { commonName, dnsNames, signatureHash, caCertId, organizationUnits } = info.certificate;
  const shown = { product: info.product, commonName, dnsNames, signatureHash, caCertId, organizationUnits };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}
