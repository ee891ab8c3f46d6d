import type { OrderAnswer, OrderInfo } from "../certcentral/answers";
import { ApiError, DigicertError, TransportError } from "../errors";
import { digestsOf, digestsOfOrder, encodeReissue, wantedNames, wholeDigest } from "../request/use";
import { collect, rfc3339 } from "./collect";
import { rowOf } from "./ledger";
import { saidBy } from "./orderOnce";
import { differing, organizationOf } from "./plan";
import { recordedOrder } from "./recordedOrder";
import { rowOfPending, waitOn, type Next } from "./resume";
import type { Run } from "./run";
import type { PendingOrder } from "./state";

/** After doubt the order is read again at these distances. */
const DOUBT_LOOKS_AFTER_MS = [500, 1_500, 4_000, 8_000, 16_000] as const;

/** Brings the wish about inside the current order. A reissue has no id of its own: the order's newest certificate tells whether it was made. */
export async function reissue(run: Run, orderId: number): Promise<Next> {
  const info = await recordedOrder(run, orderId);
  const newest = info.certificate.id;
  if (info.status === "reissue_pending") return await waitFor(run, pendingReissue(run, info, run.state.certificate?.certificateId));
  if (newest !== undefined && newest !== run.state.certificate?.certificateId) return await takeNewest(run, info, newest);
  const lost = namesMissing(info, run.wanted);
  if (lost.length > 0) throw namesWouldGo(orderId, lost);
  return await post(run, info);
}

/** Made outside, or by a run that died: taken if it fits. One that does not fit may have names of its own that a reissue would take away. */
async function takeNewest(run: Run, info: OrderInfo, certificateId: number): Promise<Next> {
  const wish = digestsOf(run.wanted, organizationOf(run.state));
  const differs = Object.keys(differing({ ...wish, ...digestsOfOrder(info) }, wish));
  if (differs.length > 0) {
    const detail = `differs in ${differs.join(", ")}`;
    run.state = { ...run.state, drift: { kind: "reissued", certificateId, detail } };
    throw new DigicertError("DIGICERT_NOT_ANNOUNCED", {
      orderId: info.orderId,
      found: `certificate ${String(certificateId)}, made outside of Pulumi, ${detail}`,
    });
  }
  const row = rowOf(run.state, info.orderId);
  if (row === undefined) throw new RangeError("the current order has a row");
  run.say(
    "info",
    `order ${String(info.orderId)} was reissued already: certificate ${String(certificateId)} is taken, nothing is asked for`,
  );
  await collect(run, { orderId: info.orderId, certificateId, info }, row);
  return "again";
}

async function post(run: Run, info: OrderInfo): Promise<Next> {
  if (run.budget.reissues < 1)
    throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId: info.orderId, found: "a reissue would be needed" });
  run.budget.reissues -= 1;
  const pending = pendingReissue(run, info, info.certificate.id);
  const answer = await send(run, info, pending);
  if (answer?.certificateId === undefined || answer.certificateChain.length === 0) return await waitFor(run, pending);
  run.state = { ...run.state, pendingOrder: pending };
  const { certificateId, certificateChain, requests } = answer;
  const { orderId, orderValidUntil } = info;
  const row = rowOf(run.state, orderId) ?? rowOfPending(pending);
  await collect(run, { orderId, certificateId, chain: certificateChain, requests, orderValidUntil, asked: pending.asked }, row);
  return "again";
}

/** Undefined: the answer was lost, and the order shows that the reissue was taken. */
async function send(run: Run, info: OrderInfo, pending: PendingOrder): Promise<OrderAnswer | undefined> {
  try {
    return await run.client.orders.reissue(info.orderId, encodeReissue(run.wanted));
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
    const doubt = error instanceof TransportError ? error.reached === "unknown" : error.status >= 500;
    if (doubt && (await wasTaken(run, pending))) return undefined;
    if (error instanceof ApiError && !doubt) {
      throw new DigicertError("DIGICERT_REISSUE_REFUSED", { orderId: info.orderId, said: saidBy(error) }, { cause: error });
    }
    throw doubt ? new DigicertError("DIGICERT_REISSUE_UNKNOWN", { orderId: info.orderId }, { cause: error }) : error;
  }
}

async function wasTaken(run: Run, pending: PendingOrder): Promise<boolean> {
  for (const pause of DOUBT_LOOKS_AFTER_MS) {
    await run.clock.sleep(pause);
    const info = await run.client.orders.info(pending.orderId).catch(() => undefined);
    if (info === undefined) continue;
    const asked = info.requests.some(
      (request) => request.type === "reissue" && (request.status === "pending" || request.status === "submitted"),
    );
    if (asked || info.status === "reissue_pending" || info.certificate.id !== pending.replaces) return true;
  }
  return false;
}

async function waitFor(run: Run, pending: PendingOrder): Promise<Next> {
  run.state = { ...run.state, pendingOrder: pending };
  return await waitOn(run, pending, undefined);
}

function pendingReissue(run: Run, info: OrderInfo, replaces: number | undefined): PendingOrder {
  return {
    orderId: info.orderId,
    kind: "reissue",
    status: "reissue_pending",
    placed: rfc3339(run.clock.now()),
    asked: digestsOf(run.wanted, organizationOf(run.state)),
    inputs: wholeDigest(run.wanted),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

function namesMissing(info: OrderInfo, wanted: Run["wanted"]): readonly string[] {
  if (info.certificate.commonName === undefined) return [];
  const wish = new Set(wantedNames(wanted));
  return wantedNames({
    commonName: info.certificate.commonName,
    dnsNames: info.certificate.dnsNames.filter((name) => name.trim() !== ""),
  }).filter((name) => !wish.has(name));
}

function namesWouldGo(orderId: number, lost: readonly string[]): DigicertError {
  const found = `a reissue without ${lost.join(", ")} would make DigiCert revoke certificates in use within 72 hours`;
  return new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId, found });
}
