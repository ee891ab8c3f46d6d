import type { StackState, StateCertificate } from "./state";

/** What an order is to the resource that names it. `unclaimed`: met under one of its ids with another key, never touched. */
export type Holding = "current" | "pending" | "predecessor" | "unclaimed" | "shown";

export interface Holder {
  readonly certificate: StateCertificate;
  readonly as: Holding;
}

/**
 * Who names an order, by order id. Whichever account a resource is of: an order that any state names is never called nobody's, since to be wrong there
 * could have one revoked that is in use.
 */
export type Holdings = ReadonlyMap<number, readonly Holder[]>;

export function holdingsOf(states: readonly StackState[]): Holdings {
  const holdings = new Map<number, readonly Holder[]>();
  for (const certificate of states.flatMap(({ certificates }) => certificates)) {
    for (const [orderId, as] of heldBy(certificate)) {
      holdings.set(orderId, [...(holdings.get(orderId) ?? []), { certificate, as }]);
    }
  }
  return holdings;
}

/** The strongest of what an order is to one resource. */
function heldBy({ state, isRead }: StateCertificate): ReadonlyMap<number, Holding> {
  const { orderId, pendingOrder, orders } = state;
  return new Map([
    ...orders.map((row) => [row.orderId, row.kind === "unclaimed" ? "unclaimed" : "predecessor"] as const),
    ...(pendingOrder === undefined ? [] : [[pendingOrder.orderId, "pending"] as const]),
    ...(orderId === undefined ? [] : [[orderId, isRead ? "shown" : "current"] as const]),
  ]);
}

/** True where one of them has it for its own, or shows it: an order that it merely met is nobody's. */
export function isHeld(holders: readonly Holder[] | undefined): boolean {
  return holders?.some(({ as }) => as !== "unclaimed") === true;
}

/** The resource's name; with its stack where there are several. */
export function holderSays({ certificate, as }: Holder, hasManyStacks: boolean): string {
  const name = hasManyStacks ? `${certificate.stack}/${certificate.name}` : certificate.name;
  const notes = [...(as === "current" ? [] : [as]), ...(certificate.isBeingDeleted ? ["being replaced"] : [])];
  return notes.length === 0 ? name : `${name} (${notes.join(", ")})`;
}

export function hasManyStacks(states: readonly StackState[]): boolean {
  const stacks = states.flatMap(({ certificates }) => certificates.map(({ project, stack }) => `${project}/${stack}`));
  return new Set(stacks).size > 1;
}
