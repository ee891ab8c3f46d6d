import type { OrderRow } from "../provider/certcentral/orderList";
import { isDeadStatus } from "../provider/lifecycle/status";

/** No certificate of it can be used any more. DigiCert's lists show orders that have expired as `issued`. */
export function isOver(row: OrderRow, now: Date): boolean {
  const left = daysLeft(row, now);
  return isDeadStatus(row.status) || (left !== undefined && left < 0 && row.status === "issued");
}

const DAY = 86_400_000;

/** DigiCert gives days without a time: a certificate is good until its last day is over. */
export function daysLeft({ validTill }: OrderRow, now: Date): number | undefined {
  const end = validTill === undefined ? Number.NaN : Date.parse(`${validTill.slice(0, "yyyy-mm-dd".length)}T23:59:59Z`);
  return Number.isNaN(end) ? undefined : Math.floor((end - now.getTime()) / DAY);
}
