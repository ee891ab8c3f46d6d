import type { LedgerRow, State } from "./state";
import { isDeadStatus } from "./status";

/**
 * Finished rows beyond this many fold into `ordersFolded`, the oldest first. No promise needs them but for the last, the memory of a refusal; the others
 * are for a person, who finds all of them at DigiCert.
 */
const FINISHED_ROWS_KEPT = 3;

/** The state with this row in its ledger: in its place where the order is known, at the end otherwise. */
export function withRow(state: State, row: LedgerRow): State {
  const known = state.orders.some((each) => each.orderId === row.orderId);
  const orders = known ? state.orders.map((each) => (each.orderId === row.orderId ? row : each)) : [...state.orders, row];
  return folded({ ...state, orders });
}

/** The order does not answer that wish any more: nobody goes back to it. */
export function withoutWish(state: State, orderId: number): State {
  return {
    ...state,
    orders: state.orders.map((row) => {
      const { wish: _, asked: __, ...rest } = row;
      return row.orderId === orderId ? rest : row;
    }),
  };
}

export function rowOf(state: State, orderId: number | undefined): LedgerRow | undefined {
  return state.orders.find((row) => row.orderId === orderId);
}

/** Alive rows are never folded: `delete` needs them. The newest finished ones stay, for a person and for the memory of a refusal. */
function folded(state: State): State {
  const latest =
    state.orders
      .map((row) => row.placed)
      .sort()
      .at(-1) ?? "";
  const finished = state.orders.filter((row) => row.orderId !== state.orderId && isFinished(row, latest));
  const excess = finished.slice(0, Math.max(0, finished.length - FINISHED_ROWS_KEPT));
  if (excess.length === 0) return state;
  const gone = new Set(excess.map((row) => row.orderId));
  return {
    ...state,
    orders: state.orders.filter((row) => !gone.has(row.orderId)),
    ordersFolded: (state.ordersFolded ?? 0) + gone.size,
  };
}

/** Nobody writes `expired` into the row of a predecessor; the newest row's date tells that its time is over. RFC 3339 in UTC sorts as text. */
function isFinished(row: LedgerRow, latest: string): boolean {
  return isDeadStatus(row.status) || (row.validUntil !== undefined && row.validUntil < latest);
}
