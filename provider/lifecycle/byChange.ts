import { isLeftOpen, wantedNames, wishDigest, type Change } from "../request/use";
import { listed, type Action, type Inputs } from "./action";
import { DAY, isDueForOrder, renewAfter } from "./byTime";
import { goneSays, namesDropped } from "./namesInHand";
import { isDeadStatus } from "./status";
import type { LedgerRow, State } from "./state";
import { askedOtherwise } from "./wish";

/** `changeStrategy: "auto"` renews within this many days of the end: DigiCert offers renewals from 90 days before it. */
const AUTO_RENEW_DAYS = 90;
/** What a reissue can carry. The rest of what costs `renew` needs a new order. */
export const reissuable: ReadonlySet<string> = new Set(["commonName", "dnsNames", "csr", "signatureHash", "caCertId"]);

/** How changes that cost an order are carried out; undefined where there are none. */
export function byChange(state: State, wanted: Inputs, now: Date, costly: readonly Change[]): Action | undefined {
  if (costly.length === 0) return undefined;
  return newOrder(state, wanted, costly) ?? renewalOrReissue(state, wanted, now, costly);
}

/** A rollback orders nothing. Where a value is not known yet, nobody can tell which wish it will be. `inHand`: the order whose certificate is in use. */
export function backToEarlier(
  state: State,
  wanted: Inputs,
  now: Date,
  { changes, inHand }: { readonly changes: readonly Change[]; readonly inHand: number | undefined },
): Action | undefined {
  if (changes.some((change) => change.unknown)) return undefined;
  const back = earlierOrder(state, wanted, now, inHand);
  if (back === undefined) return undefined;
  const { orderId } = back;
  return { do: "goBack", orderId, says: `goes back to order ${String(orderId)}, which already answers this wish: nothing is ordered` };
}

/** The newest order in the ledger, other than the one in hand, that answers the wish, is alive, and is not due. */
function earlierOrder(state: State, wanted: Inputs, now: Date, inHand: number | undefined): LedgerRow | undefined {
  const digest = wishDigest(wanted);
  return [...state.orders]
    .reverse()
    .find(
      (row) =>
        row.orderId !== inHand &&
        row.kind !== "unclaimed" &&
        (row.wish === digest || isAnswer(row, wanted)) &&
        isIssuedAndNotDue(row, wanted, now),
    );
}

/** An order that was found has whatever was left to DigiCert, and answers each wish that leaves that open. */
function isAnswer({ asked }: LedgerRow, wanted: Inputs): boolean {
  return asked !== undefined && Object.keys(askedOtherwise(wanted, asked, undefined)).every((name) => isLeftOpen(name, wanted));
}

function isIssuedAndNotDue(row: LedgerRow, wanted: Inputs, now: Date): boolean {
  if (isDeadStatus(row.status) || row.validUntil === undefined) return false;
  const due = renewAfter({ validFrom: row.placed, validUntil: row.validUntil }, wanted) ?? new Date(row.validUntil);
  return now < due;
}

/** Another product, organisation or container: no renewal of the current order. */
function newOrder(state: State, wanted: Inputs, costly: readonly Change[]): Action | undefined {
  if (!costly.some((change) => change.cost === "order")) return undefined;
  const order = String(state.orderId);
  const needs = costly.every((change) => change.unknown) ? "may need" : "needs";
  return {
    do: "order",
    says: `${needs} a NEW paid order after ${order}, without a renewal link (order ${order} is kept): ${whatChanged(state, wanted, costly)}`,
  };
}

function renewalOrReissue(state: State, wanted: Inputs, now: Date, costly: readonly Change[]): Action {
  const may = costly.every((change) => change.unknown);
  const order = String(state.orderId);
  const instead = whyNotReissue(state, wanted, now, costly);
  if (instead === undefined) {
    return { do: "reissue", says: `${may ? "may be" : "is"} REISSUED inside order ${order}: ${whatChanged(state, wanted, costly)}` };
  }
  const why = instead === "" ? "" : `; ${instead}`;
  return {
    do: "renew",
    says: `${may ? "may ask" : "asks"} for RENEWAL, a new paid order after ${order}: ${whatChanged(state, wanted, costly)}${why}. Where DigiCert refuses the renewal link, one order without it is placed`,
  };
}

/** Why the change is not carried out inside the order: empty where nobody asked for that, undefined where it is. */
function whyNotReissue(state: State, wanted: Inputs, now: Date, costly: readonly Change[]): string | undefined {
  const strategy = wanted["changeStrategy"];
  if (strategy !== "reissue" && strategy !== "auto") return "";
  if (costly.some((change) => !reissuable.has(change.field))) return "a reissue cannot carry that";
  const left = Date.parse(state.orderValidUntil ?? state.certificate?.validUntil ?? "") - now.getTime();
  if (left <= 0) return "the order has ended";
  // Not known before a pending order is in hand: then the dearer way is named.
  if (strategy === "auto" && !(left > AUTO_RENEW_DAYS * DAY)) {
    return `the order ends within ${String(AUTO_RENEW_DAYS)} days (changeStrategy "auto")`;
  }
  if (isDueForOrder(state, wanted, now)) return "it is due for renewal all the same";
  const lost = namesDropped(state, wanted);
  return lost.length === 0 ? undefined : goneSays(lost);
}

function whatChanged(state: State, wanted: Inputs, costly: readonly Change[]): string {
  const before = wantedNames(state.wish);
  const names = costly.find((change) => change.field === "dnsNames");
  const adds = names !== undefined && (names.unknown || wantedNames(wanted).some((name) => !before.includes(name)));
  return `${listed(costly.map((change) => change.says))}${adds ? " (DigiCert may charge for added names)" : ""}`;
}
