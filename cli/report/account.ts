import type { OrderRow } from "../../provider/certcentral/orderList";
import type { State } from "../../provider/lifecycle/state";
import { orphansAmong } from "../orphans";
import { orphanSays } from "../orphansWords";
import type { StackState, StateCertificate } from "../state";
import type { About, AccountReport } from "./report";

/** What an account's orders tell beside the states. */
export function accountReportOf(account: string, rows: readonly OrderRow[], states: readonly StackState[], now: Date): AccountReport {
  const orphans = orphansAmong(rows, states, now);
  return {
    account,
    orders: rows.length,
    disagreements: disagreements(states, rows),
    orphans: orphans.map(({ row: { orderId, status }, kind }) => ({ orderId, status, says: orphanSays(kind) })),
  };
}

/** Where DigiCert's list and the states disagree: what happened outside of Pulumi since the last run. */
function disagreements(states: readonly StackState[], rows: readonly OrderRow[]): readonly About[] {
  const byId = new Map(rows.map((row) => [row.orderId, row]));
  const certificates = states.flatMap((state) => state.certificates);
  return [...certificates.flatMap((certificate) => changed(certificate, byId)), ...missing(certificates, byId)];
}

/** The order in hand, and the one that waits: of the others the state keeps no status that would have to be true. */
function changed({ name, stack, state }: StateCertificate, byId: ReadonlyMap<number, OrderRow>): readonly About[] {
  return watched(state).flatMap(({ orderId, status }) => {
    const now = byId.get(orderId)?.status;
    if (now === undefined || now === status || isSame(now, status)) return [];
    const says = `order ${String(orderId)} is \`${now}\` at DigiCert, and \`${status}\` in the state: \`pulumi up\` after a \`pulumi refresh\` acts on it`;
    return [{ certificate: name, stack, says }];
  });
}

function watched({
  orderId,
  orderStatus = "issued",
  pendingOrder,
}: State): readonly { readonly orderId: number; readonly status: string }[] {
  return [
    ...(orderId === undefined || orderId === pendingOrder?.orderId ? [] : [{ orderId, status: orderStatus }]),
    ...(pendingOrder === undefined ? [] : [pendingOrder]),
  ];
}

/** Expiry is the clock's, and DigiCert's lists show it late or not at all. */
function isSame(now: string, status: string): boolean {
  const normal = (each: string) => (each === "expired" ? "issued" : each);
  return normal(now) === normal(status);
}

const MOST_NAMED = 8;

function missing(certificates: readonly StateCertificate[], byId: ReadonlyMap<number, OrderRow>): readonly About[] {
  const named = certificates.flatMap(({ state }) => watched(state).map(({ orderId }) => orderId));
  const absent = [...new Set(named)].filter((orderId) => !byId.has(orderId));
  if (absent.length === 0) return [];
  const shown = absent.slice(0, MOST_NAMED).map(String).join(", ");
  const more = absent.length > MOST_NAMED ? ` and ${String(absent.length - MOST_NAMED)} more` : "";
  return [
    { says: `not among the orders that this key sees: ${shown}${more}. They are another account's, or the key sees its own orders only` },
  ];
}
