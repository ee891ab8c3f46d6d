import { DAY } from "./byTime";
import { rowOf } from "./ledger";
import type { ListedOrder } from "./listing";
import type { State } from "./state";

/** DigiCert ends certificates on whole days: a difference of less is none. */
const EARLY_DAYS = 2;

/** What waits, drifted or was never issued is looked at closely each time. So is what asked a person for something: no list tells what became of it. */
export function mayBeListed({ orderId, certificate, pendingOrder, drift, requests }: State): boolean {
  const isSettled = orderId !== undefined && certificate !== undefined && pendingOrder === undefined && drift === undefined;
  return isSettled && requests.every(({ status }) => status === "approved" || status === "rejected");
}

/**
 * Whether an order's info would have nothing to record, by all that a row can show. What a row leaves out it does not show; and which certificate a row
 * names once there are several is not documented.
 */
export function isUnchanged(state: State, row: ListedOrder | undefined): boolean {
  const { orderId, orderStatus, certificate } = state;
  if (row === undefined || orderId === undefined || certificate === undefined) return false;
  const booked = rowOf(state, orderId)?.status ?? row.status;
  return (
    row.status === orderStatus &&
    row.status === booked &&
    row.certificateId === certificate.certificateId &&
    (row.certificateStatus ?? "issued") === "issued" &&
    row.isRenewed === false &&
    row.hasReissues === false &&
    endsAsRecorded(state, certificate.validUntil, row.orderValidUntil)
  );
}

/** An end that was never recorded is that of the certificate. */
function endsAsRecorded({ orderValidUntil }: State, validUntil: string, listed: string | undefined): boolean {
  if (orderValidUntil !== undefined) return listed === orderValidUntil;
  return listed !== undefined && Math.abs(Date.parse(listed) - Date.parse(validUntil)) <= EARLY_DAYS * DAY;
}
