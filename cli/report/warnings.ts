import type { Plan } from "../../provider/lifecycle/action";
import type { LedgerRow } from "../../provider/lifecycle/state";
import { isDeadStatus } from "../../provider/lifecycle/status";
import type { StackState, StateCertificate } from "../state";
import { dayOf } from "./days";
import type { About } from "./report";

/** What somebody should know about one certificate: the warnings of the preview, and what only the books show. */
export function warningsOf(certificate: StateCertificate, planned: Plan, now: Date): readonly About[] {
  const { stack, name, state, isBeingDeleted } = certificate;
  const all = [
    ...planned.warnings,
    ...(isBeingDeleted ? ["it was replaced or removed, and its orders are not retired yet: the next `pulumi up` does it"] : []),
    ...state.orders.filter((row) => isAlive(row, now)).flatMap(aboutRow),
  ];
  return all.map((says) => ({ certificate: name, stack, says }));
}

/** Creations that never ended. Pulumi goes on to list one until a refresh, also where a later run has created the resource: that is no news. */
export function interruptedWarnings({ interrupted, certificates }: StackState): readonly About[] {
  const created = new Set(certificates.map(({ urn }) => urn));
  return interrupted
    .filter(({ urn }) => !created.has(urn))
    .map(({ stack, name }) => ({
      certificate: name,
      stack,
      says: "a run began to create it and never ended: an order may have been placed that no state names. `pulumi up` finds and takes it over; `pulumi-digicert orphans` looks for it",
    }));
}

function isAlive({ status, validUntil }: LedgerRow, now: Date): boolean {
  return !isDeadStatus(status) && (validUntil === undefined || Date.parse(validUntil) > now.getTime());
}

function aboutRow({ orderId, kind, revocationAsked, placed, validUntil }: LedgerRow): readonly string[] {
  const order = `order ${String(orderId)}`;
  if (kind === "unclaimed") {
    const until = validUntil === undefined ? "" : `, and is valid until ${dayOf(validUntil)}`;
    return [
      `${order} was met on ${dayOf(placed)} under one of its ids with another key${until}: nothing here uses or retires it. Revoke it in CertCentral if nothing else does`,
    ];
  }
  return revocationAsked === true ? [`the revocation of ${order} waits for somebody to approve it in CertCentral`] : [];
}
