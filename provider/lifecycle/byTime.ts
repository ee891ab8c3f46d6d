import { hasUnknown, wantedEnd } from "../request/use";
import type { Action, Finding, Inputs, Seen } from "./action";
import { isAnothersId } from "./identity";
import { goneSays, namesDropped } from "./namesInHand";
import type { CertificateInHand, State } from "./state";
import { isDeadStatus } from "./status";
import { numberAt, settingAt } from "./wish";

export const DAY = 86_400_000;
const HOUR = 3_600_000;
const DEFAULT_BEFORE_DAYS = 30;
/** Of the real lifetime, at most this share is given away by renewing early. */
const WINDOW_SHARE = 1 / 3;
/** With `autoRenew`, a certificate that ends within this many days and has no renewal yet is worth a warning. */
const AUTO_RENEW_WARNING_DAYS = 7;

type Lifetime = Pick<CertificateInHand, "validFrom" | "validUntil">;

/** When time alone asks for a renewal: the end less the smaller of `renewal.beforeDays` and a third of the real lifetime. */
export function renewAfter(certificate: Lifetime, wanted: Inputs): Date | undefined {
  return windowOf(certificate, wanted)?.from;
}

/** Whether another certificate is worth having for its time: it ends later than the one in use, and is not due as well. */
export function isWorthItsTime(other: Lifetime, inUse: Lifetime | undefined, wanted: Inputs, now: Date): boolean {
  const due = renewAfter(other, wanted);
  return other.validUntil > (inUse?.validUntil ?? "") && (due === undefined || due > now);
}

interface Window {
  readonly from: Date;
  readonly says: string;
  /** `renewal.beforeDays` is not known yet: the widest window there can be. */
  readonly unknown: boolean;
}

function windowOf(certificate: Lifetime, wanted: Inputs): Window | undefined {
  const end = Date.parse(certificate.validUntil);
  const most = (end - Date.parse(certificate.validFrom)) * WINDOW_SHARE;
  if (hasUnknown(settingAt(wanted, "renewal", "beforeDays"))) {
    return { from: new Date(end - most), says: "renewal.beforeDays is not known yet", unknown: true };
  }
  const beforeDays = numberAt(wanted, "renewal", "beforeDays") ?? DEFAULT_BEFORE_DAYS;
  if (beforeDays === 0) return undefined;
  return beforeDays * DAY <= most
    ? { from: new Date(end - beforeDays * DAY), says: `renewal.beforeDays ${String(beforeDays)}`, unknown: false }
    : { from: new Date(end - most), says: "within the last third of its lifetime", unknown: false };
}

/** What time alone asks for. */
export function byTime(state: State, wanted: Inputs, now: Date, seen: Seen): Finding {
  const { certificate } = state;
  if (certificate === undefined) return undefined;
  const window = windowOf(certificate, wanted);
  const end = new Date(certificate.validUntil);
  if (window === undefined) return end <= now ? { warns: neverByTimeSays(state, certificate) } : undefined;
  if (now < window.from) return undefined;
  const isDone = wasLeft(state, wanted) || wasRenewed(state, seen);
  if (wanted["autoRenew"] === true && !isDone) return waitForDigicert(state, end, now, seen);
  const why = noLaterEnd(state, certificate, wanted, now);
  if (why !== undefined) {
    const fact = `order ${String(state.orderId)} ${endsIn(end, now)} and is not renewed by time: ${why}`;
    return end <= now ? { do: "fail", says: fact } : { warns: fact };
  }
  return dueAction(state, certificate, wanted, now, window);
}

/** True where time alone asks for a new order, so that a reissue would be for nothing. */
export function isDueForOrder(state: State, wanted: Inputs, now: Date): boolean {
  const finding = byTime(state, wanted, now, {});
  return finding !== undefined && "do" in finding && finding.do === "renew";
}

function dueAction(state: State, certificate: CertificateInHand, wanted: Inputs, now: Date, window: Window): Action {
  const due = window.unknown ? "may be due" : "is due";
  const order = String(state.orderId);
  const why = `it ${endsIn(new Date(certificate.validUntil), now)} (${window.says})`;
  const paid = `which is paid until ${String(state.orderValidUntil)}`;
  const dropped = droppedInside(state, certificate, wanted, now);
  if (dropped?.length === 0) return { do: "reissue", byTime: true, says: `${due} for REISSUE inside order ${order}, ${paid}: ${why}` };
  const notInside =
    dropped === undefined
      ? ""
      : `; ${goneSays(dropped)}: declared, with changeStrategy "reissue", such a name is carried on inside order ${order}, ${paid}`;
  return {
    do: "renew",
    byTime: true,
    says: `${due} for RENEWAL, a new paid order after ${order}: ${why}${notInside}. Where DigiCert refuses the renewal link, one order without it is placed`,
  };
}

/** Which names in use a reissue by time would take away; undefined where the order is not paid for longer, so that there is none. */
function droppedInside(state: State, certificate: CertificateInHand, wanted: Inputs, now: Date): readonly string[] | undefined {
  if (!outlives(state, certificate, now)) return undefined;
  // What is said of their change comes before what time asks for, and names the dearer way.
  if (hasUnknown(wanted["dnsNames"]) || hasUnknown(wanted["commonName"])) return [];
  return namesDropped(state, wanted);
}

function neverByTimeSays(state: State, certificate: CertificateInHand): string {
  return `the certificate of order ${String(state.orderId)} ended on ${certificate.validUntil}, and renewal.beforeDays is 0: it is not renewed by time`;
}

/** DigiCert's renewal was looked at, and left: it does not fit, or is somebody else's. No other will come by itself. */
function wasLeft({ orders, orderId, alternativeOrderStem: stem }: State, wanted: Inputs): boolean {
  const recorded = orders.find((row) => row.orderId === orderId)?.recorded ?? "";
  const later = orders.filter((row) => row.orderId !== orderId && row.placed >= recorded && !isDeadStatus(row.status));
  return later.some(
    ({ kind, alternativeOrderId: id }) => kind === "renewedByDigicert" || (kind === "unclaimed" && isAnothersId(id, stem, wanted)),
  );
}

/** By an order that was in hand, and gone back from. DigiCert renews an order once. */
function wasRenewed({ orders }: State, { renewedOrderId }: Seen): boolean {
  return renewedOrderId !== undefined && orders.some((row) => row.orderId === renewedOrderId && row.recorded !== undefined);
}

function waitForDigicert(state: State, end: Date, now: Date, seen: Seen): Finding {
  const fact = `order ${String(state.orderId)} ${endsIn(end, now)} and DigiCert has not renewed it yet (autoRenew)`;
  if (end <= now) return { do: "fail", says: `${fact}: set autoRenew to false to have it renewed here` };
  if (seen.autoRenews === false) {
    return {
      warns: `${fact}, nor will it by itself: the order was placed without autoRenew. Set autoRenew to false to have it renewed here`,
    };
  }
  return end.getTime() - now.getTime() < AUTO_RENEW_WARNING_DAYS * DAY ? { warns: fact } : undefined;
}

/** Why a renewal by time would bring nothing; undefined where it would bring a later end. No setting may lead to an order at each run. */
function noLaterEnd(state: State, certificate: CertificateInHand, wanted: Inputs, now: Date): string | undefined {
  const isInside = droppedInside(state, certificate, wanted, now)?.length === 0;
  const next = isInside ? new Date(String(state.orderValidUntil)) : wantedEnd(wanted, now);
  if (next !== undefined && next.getTime() <= Date.parse(certificate.validUntil)) {
    return `the new one would not end later (${next.toISOString().slice(0, "yyyy-mm-dd".length)})`;
  }
  const row = state.orders.find((each) => each.orderId === state.orderId);
  return row?.noLater ? "the last renewal by time did not bring a later end" : undefined;
}

/** The order is paid for longer than its certificate is valid, and that time is not over. */
export function outlives(state: State, certificate: CertificateInHand, now: Date): boolean {
  const end = Date.parse(state.orderValidUntil ?? "");
  return end - Date.parse(certificate.validUntil) > DAY && end > now.getTime();
}

/** "ends in 12 days", "ended 5 hours ago". */
function endsIn(end: Date, now: Date): string {
  const left = Math.abs(end.getTime() - now.getTime());
  const [unit, length] = left < DAY ? (["hour", HOUR] as const) : (["day", DAY] as const);
  const count = Math.floor(left / length);
  const words = `${String(count)} ${unit}${count === 1 ? "" : "s"}`;
  return end <= now ? `ended ${words} ago` : `ends in ${words}`;
}
