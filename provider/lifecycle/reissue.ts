import type { ChainEntry, OrderAnswer, OrderInfo } from "../certcentral/answers";
import { ApiError, DigicertError, TransportError } from "../errors";
import { changesBetween, costsAnOrder, digestsOf, encodeReissue, wantedNames, wholeDigest } from "../request/use";
import { certificateFor, type CertificateFacts } from "../x509/certificate";
import { canonicalName } from "../x509/names";
import type { Inputs } from "./action";
import { askedOf } from "./asked";
import { reissuable } from "./byChange";
import { isWorthItsTime } from "./byTime";
import { collect, isRepeated, rfc3339 } from "./collect";
import { hasEnded, hasPendingReissue, hasPendingRevocation, isDead } from "./identity";
import { isStrayRevoked } from "./inHand";
import { rowOf } from "./ledger";
import { goneSays, namesLeftOut } from "./namesInHand";
import { saidBy } from "./orderOnce";
import { recordedOrder } from "./recordedOrder";
import { waitOn, type Next } from "./resume";
import type { Run } from "./run";
import { differsIn } from "./setback";
import type { LedgerRow, PendingOrder, State } from "./state";
import { sightOf } from "./wait";
import { askedOtherwise, editableOf, recordedWish, wantedKey } from "./wish";

/** After doubt the order is read again at these distances. */
const DOUBT_LOOKS_AFTER_MS = [500, 1_500, 4_000, 8_000, 16_000] as const;

/** Brings the wish about inside the current order. A reissue has no id of its own: the order's newest certificate tells whether it was made. */
export async function reissue(run: Run, orderId: number, byTime: boolean): Promise<Next> {
  const info = await recordedOrder(run, orderId);
  const recorded = run.state.certificate?.certificateId;
  const newest = info.certificate.id;
  const isStray = await isStrayRevoked(run, run.state, info);
  if (hasEnded(info) && !isStray) throw endedElsewhere(run, info);
  const wait = (replaces: number | undefined) => waitFor(run, { ...pendingReissue(run, info, replaces, byTime), found: true }, info);
  if (hasPendingRevocation(info))
    throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId, found: "its revocation waits for a decision" });
  if (info.status === "reissue_pending") return await wait(recorded);
  const other = newest === recorded ? undefined : newest;
  const found = other === undefined || isStray ? undefined : await newestIn(run, info, other, byTime);
  if (found !== undefined && !found.isLeft) return await takeNewest(run, info, found, byTime);
  if (hasPendingReissue(info)) return await wait(newest ?? recorded);
  const lost = namesMissing(info, run.wanted);
  if (lost.length > 0 && other !== undefined)
    run.state = { ...run.state, otherNames: [...new Set([...lost, ...namesMissing(info, run.state.wish)])] };
  if (lost.length > 0) throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId, found: goneSays(lost) });
  return await post(run, info, byTime);
}

/** Recorded as a refresh would, so that the next preview says what is needed now. */
function endedElsewhere(run: Run, info: OrderInfo): DigicertError {
  run.state = { ...run.state, drift: { kind: "revoked", detail: "revoked" } };
  return new DigicertError("DIGICERT_NOT_ANNOUNCED", {
    orderId: info.orderId,
    found: "it can no longer be reissued, a new order would be needed",
  });
}

/** Made outside, or by a run that died: taken if it fits. One that does not fit may have names of its own that a reissue would take away. */
async function takeNewest(run: Run, info: OrderInfo, newest: Newest, byTime: boolean): Promise<Next> {
  const { certificateId } = newest;
  if (newest.differs === undefined) return await taken(run, info, newest, byTime);
  run.state = { ...run.state, drift: { kind: "reissued", certificateId, detail: newest.differs } };
  const found = `certificate ${String(certificateId)} was made in it outside of Pulumi and ${newest.differs}`;
  throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId: info.orderId, found });
}

/** Instead of an order, where the newest certificate is not the one in use: it may be the one that is wanted, made by a run that died. */
export async function takeIfWanted(run: Run, info: OrderInfo): Promise<Next | undefined> {
  const { drift, certificate } = run.state;
  const { id } = info.certificate;
  if (certificate === undefined || id === undefined || id === certificate.certificateId || isDead(info, run.clock.now())) return undefined;
  const costly = changesBetween(recordedWish(run.state), run.wanted).filter(costsAnOrder);
  if (!costly.every((change) => reissuable.has(change.field))) return undefined;
  const newest = await newestIn(run, info, id, costly.length === 0 && drift?.kind !== "reissued");
  return newest.differs === undefined ? await taken(run, info, newest, false) : undefined;
}

interface Newest {
  readonly certificateId: number;
  readonly chain: readonly ChainEntry[];
  /** What it lacks; undefined where it is as wanted. Names that were not asked for do no harm. */
  readonly differs: string | undefined;
  /** Otherwise than wanted, and of the recorded key with every recorded name: the certificate in use is no worse for it, and the next reissue makes a better one. */
  readonly isLeft: boolean;
}

async function newestIn(run: Run, info: OrderInfo, certificateId: number, byTime: boolean): Promise<Newest> {
  const { orderId } = info;
  const chain = await run.client.certificates.chain(certificateId);
  const pems = chain.map(({ pem }) => pem);
  const recorded = certificateFor(run.state.publicKeySha256, pems);
  if (recorded !== undefined && isRepeated(run.state.certificate, { ...recorded, certificateId }))
    throw new DigicertError("DIGICERT_CERTIFICATE_REPEATED", { orderId, certificateId });
  const facts = certificateFor(wantedKey(run.wanted), pems);
  const differs =
    facts === undefined
      ? "has another key"
      : (lacks(facts, run.wanted) ??
        keeps(facts, run) ??
        differsIn(otherwiseIn(info, run.wanted, run.state)) ??
        endsTooSoon(facts, run, byTime));
  const isAsRecorded = recorded !== undefined && lacks(recorded, run.state.wish) === undefined;
  return { certificateId, chain, differs, isLeft: differs !== undefined && isAsRecorded };
}

/** Which names that the program drops a certificate has. */
function keeps({ names }: CertificateFacts, { state, wanted }: Run): string | undefined {
  const dropped = namesLeftOut(wantedNames(state.wish), wanted).filter((name) => names.includes(canonicalName(name)));
  return dropped.length === 0 ? undefined : `still has ${dropped.join(", ")}`;
}

function endsTooSoon(facts: CertificateFacts, { clock, wanted, state }: Run, byTime: boolean): string | undefined {
  const now = clock.now();
  const isForNothing = byTime && !isWorthItsTime(facts, state.certificate, wanted, now);
  return isForNothing || new Date(facts.validUntil) <= now ? `ends on ${facts.validUntil}` : undefined;
}

/** Which of the wanted names a certificate lacks. */
export function lacks({ names }: Pick<CertificateFacts, "names">, wanted: Inputs): string | undefined {
  const lost = wantedNames(wanted).filter((name) => !names.includes(canonicalName(name)));
  return lost.length === 0 ? undefined : `lacks ${lost.join(", ")}`;
}

/** What a reissue can carry beside key and names, and an order's newest certificate has otherwise than wanted; and, where that is known, than `inHand`. */
export function otherwiseIn(info: OrderInfo, wanted: Inputs, state: State, inHand: State["askedWith"] = {}): readonly string[] {
  const { commonName, signatureHash, caCertId } = askedOtherwise(wanted, askedOf(info, undefined, wanted, state), info.organizationId);
  return Object.entries({ commonName, signatureHash, caCertId })
    .filter(([name, digest]) => digest !== undefined && digest !== inHand[name])
    .map(([name]) => name);
}

async function taken(run: Run, info: OrderInfo, { certificateId, chain }: Newest, byTime: boolean): Promise<Next> {
  const { orderId } = info;
  run.say("info", `order ${String(orderId)} was reissued already: certificate ${String(certificateId)} is taken, nothing is asked for`);
  const settings = editableOf(run.state.wish);
  await collect(run, { orderId, certificateId, chain, info, asked: digestsOf(run.wanted), settings }, rowForReissue(run, orderId, byTime));
  return "again";
}

function rowForReissue(run: Run, orderId: number, byTime: boolean): LedgerRow {
  const row = rowOf(run.state, orderId);
  if (row === undefined) throw new RangeError("the current order has a row");
  return byTime ? { ...row, byTime } : row;
}

async function post(run: Run, info: OrderInfo, byTime: boolean): Promise<Next> {
  const { orderId, orderValidUntil } = info;
  if (run.budget.reissues < 1) throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId, found: "a reissue would be needed" });
  run.budget.reissues -= 1;
  const pending = pendingReissue(run, info, info.certificate.id, byTime);
  const answer = await send(run, info, pending);
  run.state = { ...run.state, pendingOrder: pending };
  // Whether a person must approve, only the order itself tells.
  if (answer?.certificateId === undefined) return await waitFor(run, pending, await run.client.orders.info(orderId));
  if (answer.certificateChain.length === 0) return await waitOn(run, pending, undefined);
  const { certificateId, certificateChain: chain, requests } = answer;
  const { asked, settings = {} } = pending;
  await collect(
    run,
    { orderId, certificateId, chain, requests, orderValidUntil, asked, settings, organizationId: info.organizationId },
    rowForReissue(run, orderId, byTime),
  );
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
    if (hasPendingReissue(info) || info.status === "reissue_pending" || info.certificate.id !== pending.replaces) return true;
  }
  return false;
}

async function waitFor(run: Run, pending: PendingOrder, info: OrderInfo): Promise<Next> {
  run.state = { ...run.state, pendingOrder: pending };
  return await waitOn(run, pending, sightOf(info));
}

function pendingReissue(run: Run, info: OrderInfo, replaces: number | undefined, byTime: boolean): PendingOrder {
  const { organizationId = info.organizationId } = run.state;
  return {
    orderId: info.orderId,
    kind: "reissue",
    status: "reissue_pending",
    placed: rfc3339(run.clock.now()),
    asked: digestsOf(run.wanted),
    inputs: wholeDigest(run.wanted),
    settings: editableOf(run.state.wish),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(byTime ? { byTime } : {}),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

/** Names of the order's newest certificate that the wish leaves out: read just before the call. */
function namesMissing(info: OrderInfo, wanted: Inputs): readonly string[] {
  const { commonName, dnsNames } = info.certificate;
  return namesLeftOut(wantedNames({ commonName, dnsNames }), wanted);
}
