import type { LedgerRow, RowKind } from "../../provider/lifecycle/state";
import { isRefusedStatus } from "../../provider/lifecycle/status";
import type { StateCertificate } from "../state";
import { dayOf } from "./days";
import type { Ordered, OrderedDay } from "./report";

/** How an order came into the ledger. Only the first three were placed by a run that the ledger belongs to. */
const ways = {
  first: "ordered",
  renewal: "ordered as a renewal",
  successor: "ordered anew, without a renewal link",
  found: "found and taken over: an interrupted run had placed it",
  adopted: "adopted: it was placed elsewhere",
  renewedByDigicert: "taken over: DigiCert had placed it as a renewal",
  unclaimed: "met with another key, and left alone",
} as const satisfies Readonly<Record<RowKind, string>>;

/** How an order came into a ledger, in words; what a later release writes there stays as it is. */
export function wayOf(kind: string): string {
  return Object.hasOwn(ways, kind) ? ways[kind as RowKind] : kind;
}

/** What the ledgers say was ordered, day by day, the latest first. What `get` shows was ordered by somebody else. */
export function orderedDays(certificates: readonly StateCertificate[]): readonly OrderedDay[] {
  const days = new Map<string, Ordered[]>();
  for (const certificate of certificates.filter(({ isRead }) => !isRead)) {
    for (const row of certificate.state.orders) {
      const day = dayOf(row.placed);
      days.set(day, [...(days.get(day) ?? []), orderedAs(row, certificate)]);
    }
  }
  return [...days]
    .map(([day, orders]) => ({ day, orders: orders.sort((one, other) => one.orderId - other.orderId) }))
    .sort((one, other) => other.day.localeCompare(one.day));
}

function orderedAs(row: LedgerRow, { stack, name }: StateCertificate): Ordered {
  const refused = isRefusedStatus(row.status) ? `; it was ${row.status}${row.comment === undefined ? "" : ` (“${row.comment}”)`}` : "";
  return { orderId: row.orderId, certificate: name, stack, says: `${wayOf(row.kind)}${refused}` };
}
