import type { CertificateInHand, LedgerRow, State } from "../../provider/lifecycle/state";
import { isDeadStatus } from "../../provider/lifecycle/status";
import type { OrderReport, OrderRole } from "./report";

/** The orders of one certificate, as the ledger has them; the one that waits and the one in hand are seen in their own places. */
export function ordersOf(state: State, now: Date): readonly OrderReport[] {
  const rows = withCurrent(state).map((row) => orderOf(row, state, now));
  return [...rows].sort((one, other) => one.placed.localeCompare(other.placed) || one.orderId - other.orderId);
}

/** What `get` shows, or an old state, may know an order that has no row. */
function withCurrent({ orders, orderId, orderStatus = "issued", certificate }: State): readonly LedgerRow[] {
  if (orderId === undefined || certificate === undefined || orders.some((row) => row.orderId === orderId)) return orders;
  return [...orders, { orderId, kind: "found", status: orderStatus, placed: certificate.validFrom }];
}

function orderOf(row: LedgerRow, state: State, now: Date): OrderReport {
  const { orderId, kind, placed, alternativeOrderId } = row;
  const certificate = orderId === state.orderId ? state.certificate : undefined;
  const pending = state.pendingOrder?.orderId === orderId ? state.pendingOrder : undefined;
  const until = certificate?.validUntil ?? row.validUntil;
  return {
    orderId,
    kind,
    role: roleOf(row, { certificate, isPending: pending !== undefined }, now),
    status: pending?.status ?? (orderId === state.orderId ? (state.orderStatus ?? row.status) : row.status),
    placed,
    from: certificate?.validFrom ?? placed,
    ...(until === undefined ? {} : { until }),
    ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
  };
}

interface Place {
  readonly certificate: CertificateInHand | undefined;
  readonly isPending: boolean;
}

/** A reissue that waits does not take the certificate from its order. */
function roleOf({ kind, status, validUntil }: LedgerRow, { certificate, isPending }: Place, now: Date): OrderRole {
  if (certificate !== undefined) return Date.parse(certificate.validUntil) > now.getTime() ? "current" : "over";
  if (isPending) return "pending";
  if (kind === "unclaimed") return "foreign";
  if (status === "expired" || (validUntil !== undefined && Date.parse(validUntil) <= now.getTime())) return "past";
  if (isDeadStatus(status)) return "dead";
  return validUntil === undefined ? "pending" : "kept";
}
