import type { OrderInfo, RequestRow } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { wholeDigest } from "../request/use";
import { askedOf } from "./asked";
import { collect, rfc3339, settingsIn } from "./collect";
import { recordedOrder } from "./recordedOrder";
import { hasOurKey, judge } from "./find";
import { rowOf, withRow } from "./ledger";
import { deadStatus, endOf, hasEnded, isPast, isUndecided } from "./identity";
import { firstLine } from "./orderOnce";
import { isTakenOver, willBeCurrent } from "./plan";
import { deadlineOf, type Run } from "./run";
import { setback } from "./setback";
import type { LedgerRow, PendingOrder, State } from "./state";
import { isKnownStatus, statusRow } from "./status";
import { sightOf, type Sight } from "./wait";
import { givenOrganization, isAsAsked, organizationOf, wantedKey } from "./wish";

/** What a run does after an action: ask the plan again, or end with what is saved. */
export type Next = "again" | "stop";

/** Goes on waiting for what an earlier run placed. */
export async function resume(run: Run, pending: PendingOrder): Promise<Next> {
  const info = await recordedOrder(run, pending.orderId);
  return await waitOn(run, pending, sightOf(info));
}

/** Waits until DigiCert, or a person, has decided; then collects, or says what is to be done. */
export async function waitOn(run: Run, pending: PendingOrder, first: Sight | undefined): Promise<Next> {
  const settles = settling(run, pending);
  const sight = first !== undefined && settles(first) ? first : await run.poller.wait(pending.orderId, deadlineOf(run), settles);
  if (sight === undefined || !settles(sight)) return stillWaiting(run, pending, "DIGICERT_ISSUE_TIMED_OUT");
  switch (statusRow(sight.status).while) {
    case "done":
      return await finished(run, pending, sight);
    case "failed":
      return await ended(run, pending, sight);
    default:
      return stillWaiting(run, pending, "DIGICERT_APPROVAL_NEEDED");
  }
}

/** One log line and one change of the books per change of status. */
function settling(run: Run, pending: PendingOrder): (sight: Sight) => boolean {
  let last = pending.status;
  return (sight) => {
    if (sight.status !== last) {
      last = sight.status;
      run.state = withPendingStatus(run.state, pending.orderId, sight.status);
      const unknown = isKnownStatus(sight.status) ? "" : " (a status that DigiCert's documentation does not name: waiting on)";
      run.say("info", `order ${String(pending.orderId)} is \`${sight.status}\`${unknown}`);
    }
    return settles(run, pending, sight);
  };
}

function settles(run: Run, pending: PendingOrder, sight: Sight): boolean {
  switch (statusRow(sight.status).while) {
    case "wait":
      return isReissueAsked(pending, sight) && !waitsForApproval(run);
    case "person":
      return !waitsForApproval(run);
    case "done":
      return sight.certificateId !== undefined && sight.certificateId !== pending.replaces ? true : isReissueRefused(pending, sight);
    case "failed":
      return true;
  }
}

/** A reissue that was refused leaves the order issued with the certificate it had. */
function isReissueRefused(pending: PendingOrder, sight: Sight): boolean {
  return newestReissue(pending, sight)?.status === "rejected";
}

/** A reissue that waits for a person has no status of its own. */
function isReissueAsked(pending: PendingOrder, sight: Sight): boolean {
  const newest = newestReissue(pending, sight);
  return newest !== undefined && isUndecided(newest);
}

function newestReissue(pending: PendingOrder, sight: Sight): RequestRow | undefined {
  return pending.kind === "reissue" ? sight.info?.requests.filter((request) => request.type === "reissue").at(-1) : undefined;
}

function waitsForApproval(run: Run): boolean {
  const issuance = run.wanted["issuance"];
  return typeof issuance === "object" && issuance !== null && (issuance as { readonly waitForApproval?: unknown }).waitForApproval === true;
}

function withPendingStatus(state: State, orderId: number, status: string): State {
  const { pendingOrder } = state;
  const first = state.certificate === undefined && state.orderId === orderId ? { orderStatus: status } : {};
  return { ...state, ...first, ...(pendingOrder?.orderId === orderId ? { pendingOrder: { ...pendingOrder, status } } : {}) };
}

async function finished(run: Run, asWaited: PendingOrder, sight: Sight): Promise<Next> {
  const { certificateId } = sight;
  const info = sight.info ?? (isTakenOver(asWaited) ? await run.client.orders.info(asWaited.orderId) : undefined);
  const pending = isTakenOver(asWaited) && info !== undefined ? withNamesOf(run, asWaited, info) : asWaited;
  if (certificateId === undefined || certificateId === pending.replaces) return await ended(run, pending, { ...sight, status: "rejected" });
  if (info !== undefined && isOver(run, pending, info)) return over(run, pending, info);
  if (await hasAnotherKey(run, pending, info)) return "again";
  // What it holds, its certificate shows: the plan asks for it again, and takes it, or says what is needed.
  if (pending.found === true) return settledReissue(run);
  if (!willBeCurrent(run.state, pending, run.wanted, run.clock.now())) {
    run.say("warning", `order ${String(pending.orderId)} was issued, but is no longer what is wanted: it is kept as a predecessor`);
    return await asPredecessor(run, pending, info);
  }
  const row = rowOf(run.state, pending.orderId) ?? rowOfPending(pending);
  const byInfo = info ?? (await infoIfNeeded(run, pending));
  const lost = lostBy(run, pending, byInfo);
  if (lost !== undefined) {
    run.say(
      "warning",
      `order ${String(pending.orderId)} was issued, but ${lost}, unlike the certificate in use: it is kept as a predecessor`,
    );
    return await asPredecessor(run, pending, byInfo);
  }
  const { orderId, domains, asked, organizationId } = pending;
  const settings = pending.settings ?? (byInfo === undefined ? run.wanted : settingsIn(byInfo));
  try {
    await collect(run, { orderId, certificateId, domains, asked, settings, organizationId, info: byInfo }, row);
  } catch (error) {
    if (!isAnotherThanAsked(error) || !wantsAnother(run, pending, byInfo)) throw error;
    run.say("warning", `${firstLine(error)}: it is not taken into use`);
    return await left(run, pending, byInfo ?? (await run.client.orders.info(orderId)));
  }
  return "again";
}

/** Somebody may have reissued what was asked for before any run fetched it: then it is, and stays, for another key or without a name. */
function isAnotherThanAsked(error: unknown): error is DigicertError {
  return error instanceof DigicertError && (error.code === "DIGICERT_KEY_MISMATCH" || error.code === "DIGICERT_NAMES_MISMATCH");
}

/** A program that asks for another one by now, as the error advised, waits for this one no longer. What is paid for is not given up for a mere setting. */
function wantsAnother({ wanted }: Run, { inputs, asked, organizationId }: PendingOrder, info: OrderInfo | undefined): boolean {
  return wholeDigest(wanted) !== inputs && !isAsAsked(wanted, asked, organizationId ?? info?.organizationId);
}

/** With another key it is nobody's predecessor here, and is not ended. */
async function left(run: Run, pending: PendingOrder, info: OrderInfo): Promise<Next> {
  const next = await asPredecessor(run, pending, info);
  if (pending.kind !== "reissue") await judge(run, info, pending.kind);
  return next;
}

/** Its names were taken to be as wanted where its info did not show them while it waited. */
function withNamesOf({ wanted, state }: Run, pending: PendingOrder, info: OrderInfo): PendingOrder {
  const { commonName, dnsNames } = askedOf(info, undefined, wanted, state);
  const names = Object.entries({ commonName, dnsNames }).filter(([, digest]) => digest !== undefined);
  return { ...pending, asked: { ...pending.asked, ...(Object.fromEntries(names) as Record<string, string>) } };
}

/** An order that was asked for as it is wanted takes nothing away. */
function lostBy(run: Run, { asked, organizationId }: PendingOrder, info: OrderInfo | undefined): string | undefined {
  if (info === undefined) return undefined;
  return setback(run, { info, asked, organizationId: organizationId ?? info.organizationId });
}

/** A clock alone says so only to a program that asks for another one by now, as the error before it advised: with a wrong one, every order would be over. */
function isOver(run: Run, pending: PendingOrder, info: OrderInfo): boolean {
  return hasEnded(info) || (isPast(info, run.clock.now()) && wantsAnother(run, pending, info));
}

/** Issued, and expired or revoked before any run collected it: nobody may use that certificate, and the plan says anew what is needed. */
function over(run: Run, pending: PendingOrder, info: OrderInfo): Next {
  const { pendingOrder: _, ...settled } = run.state;
  const status = deadStatus(info);
  const row = rowOf(settled, pending.orderId) ?? rowOfPending(pending);
  const first = settled.certificate === undefined ? { orderStatus: status } : {};
  run.state = pending.kind === "reissue" ? settled : withRow({ ...settled, ...first }, { ...row, status });
  run.say("warning", `order ${String(pending.orderId)} was issued, but its certificate was ${status} before any run collected it`);
  return "again";
}

/**
 * An order that was found while it waited was taken for ours by its names where its info showed no key: its certificate does. With another key it is not
 * ours, and nothing waits for it any longer.
 */
async function hasAnotherKey(run: Run, { orderId, kind }: PendingOrder, info: OrderInfo | undefined): Promise<boolean> {
  if (info === undefined || (kind !== "found" && kind !== "renewedByDigicert")) return false;
  const { pendingOrder: _, ...settled } = run.state;
  if (await hasOurKey(run, info)) return false;
  await judge(run, info, kind);
  run.state = withoutOrder({ ...settled, orders: run.state.orders }, orderId);
  return true;
}

/** What stands in the outputs for want of a certificate goes with its order. */
function withoutOrder(state: State, orderId: number): State {
  if (state.certificate !== undefined || state.orderId !== orderId) return state;
  const { orderId: _, orderStatus: __, organizationId: ___, ...rest } = state;
  return rest;
}

/** The order's info is read only where the certificate cannot be recorded without it: a changed wish, a reissue, an organisation by details. */
async function infoIfNeeded(run: Run, pending: PendingOrder): Promise<OrderInfo | undefined> {
  const organizationId = pending.organizationId ?? givenOrganization(run.wanted) ?? organizationOf(run.state, run.wanted);
  const isEnough = pending.kind !== "reissue" && organizationId !== undefined && isAsAsked(run.wanted, pending.asked, organizationId);
  return isEnough ? undefined : await run.client.orders.info(pending.orderId);
}

/** Beside a certificate in use: from now on its days are counted (renewal.revokePredecessorAfterDays). Without one it still counts as never recorded. */
async function asPredecessor(run: Run, pending: PendingOrder, known: OrderInfo | undefined): Promise<Next> {
  if (pending.kind === "reissue") return settledReissue(run);
  const info = known ?? (await run.client.orders.info(pending.orderId));
  const { pendingOrder: _, ...settled } = run.state;
  const row = rowOf(settled, pending.orderId) ?? rowOfPending(pending);
  const isTheirs = row.kind === "renewedByDigicert";
  const recorded = settled.certificate === undefined || isTheirs ? {} : { recorded: rfc3339(run.clock.now()) };
  run.state = withRow(settled, { ...row, status: "issued", ...recorded, ...endOf(info) });
  return "again";
}

function settledReissue(run: Run): Next {
  const { pendingOrder: _, ...settled } = run.state;
  run.state = settled;
  return "again";
}

export function rowOfPending(pending: PendingOrder): LedgerRow {
  const { orderId, kind, status, placed, alternativeOrderId, byTime } = pending;
  return {
    orderId,
    kind: kind === "reissue" ? "found" : kind,
    status,
    placed,
    ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
    ...(byTime ? { byTime } : {}),
  };
}

/** Rejected or canceled: the books remember with which inputs, so that it is not asked for again by itself. */
async function ended(run: Run, pending: PendingOrder, sight: Sight): Promise<Next> {
  const comment = await wordsOf(run, sight);
  const { pendingOrder: _, ...settled } = run.state;
  const first = settled.certificate === undefined ? { orderStatus: sight.status } : {};
  const row = rowOf(settled, pending.orderId) ?? rowOfPending(pending);
  const refused = { wish: pending.inputs, ...(comment === undefined ? {} : { comment }) };
  run.state =
    pending.kind === "reissue"
      ? { ...settled, ...(pending.found ? {} : { refusedReissue: { orderId: pending.orderId, status: sight.status, ...refused } }) }
      : withRow({ ...settled, ...first }, { ...row, status: sight.status, ...refused });
  throw new DigicertError("DIGICERT_ORDER_ENDED", {
    orderId: pending.orderId,
    status: sight.status,
    comment: comment === undefined ? "" : ` ("${comment}")`,
  });
}

/** The words of the person who processed the request. They are worth a call, and never worth a failure. */
async function wordsOf(run: Run, sight: Sight): Promise<string | undefined> {
  try {
    const info = sight.info ?? (await run.client.orders.info(sight.orderId));
    const request = info.requests.at(-1);
    return request === undefined ? undefined : (await run.client.requests.info(request.id)).processorComment;
  } catch {
    return undefined;
  }
}

/** Beside a valid certificate with the same key a pending order is a warning; where dependents would get a key without its certificate, or nothing, the run fails. */
function stillWaiting(run: Run, pending: PendingOrder, code: "DIGICERT_ISSUE_TIMED_OUT" | "DIGICERT_APPROVAL_NEEDED"): Next {
  const status = run.state.pendingOrder?.status ?? pending.status;
  const seconds = Math.floor((deadlineOf(run).getTime() - Date.parse(pending.placed)) / 1000);
  const error = new DigicertError(code, { orderId: pending.orderId, status, seconds });
  const { certificate, publicKeySha256 } = run.state;
  const usable = certificate !== undefined && certificate.validUntil > rfc3339(run.clock.now());
  if (!usable || publicKeySha256 !== wantedKey(run.wanted)) throw error;
  run.say("warning", `${error.message}\nThe certificate in use stays as it is until ${certificate.validUntil}.`);
  return "stop";
}
