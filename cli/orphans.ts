import type { OrderRow } from "../provider/certcentral/orderList";
import { isIdOf, isOwnId, namesIn, stemOf } from "../provider/lifecycle/identity";
import { holdingsOf, isHeld, type Holder } from "./holdings";
import { isOver } from "./orderEnd";
import type { Named, StackState, StateCertificate } from "./state";

/**
 * Why nobody may be using an order that this package placed.
 *
 * - `interrupted`: a creation ordered it, and ended before it could be recorded.
 * - `unrecorded`: it has an id of a resource of the state, which does not name it.
 * - `duplicate`: it has the id of another order, which the state has in use.
 * - `unclaimed`: a run met it under an id of the resource, with another key, and left it alone.
 * - `elsewhere`: it is of no resource in the states that were given.
 */
export type OrphanKind = "interrupted" | "unrecorded" | "duplicate" | "unclaimed" | "elsewhere";

export interface Orphan {
  readonly row: OrderRow;
  readonly kind: OrphanKind;
  /** Whose id it has; absent of what is `elsewhere`. */
  readonly resource?: Named;
  /** Other live orders with the same alternative order id. */
  readonly sameIdAs: readonly number[];
}

/** The live orders of this package that no resource has for its own. Pure: what the account lists, and what the states say. */
export function orphansAmong(rows: readonly OrderRow[], states: readonly StackState[], now: Date): readonly Orphan[] {
  const alive = rows.filter((row) => !isOver(row, now));
  const holdings = holdingsOf(states);
  const resources = resourcesOf(states);
  const byId = new Map<string, readonly OrderRow[]>();
  for (const row of alive) {
    if (row.alternativeOrderId !== undefined) byId.set(row.alternativeOrderId, [...(byId.get(row.alternativeOrderId) ?? []), row]);
  }
  return alive.flatMap((row) => {
    const twins = (byId.get(row.alternativeOrderId ?? "") ?? []).filter((each) => each !== row).map(({ orderId }) => orderId);
    const isTwinUsed = twins.some((orderId) => isUsed(holdings.get(orderId)));
    const found = kindOf(row, { holders: holdings.get(row.orderId), isTwinUsed, resources });
    return found === undefined ? [] : [{ row, ...found, sameIdAs: twins }];
  });
}

interface Circumstances {
  readonly holders: readonly Holder[] | undefined;
  readonly isTwinUsed: boolean;
  readonly resources: readonly Resource[];
}

function kindOf(row: OrderRow, { holders, isTwinUsed, resources }: Circumstances): Pick<Orphan, "kind" | "resource"> | undefined {
  const resource = resources.find((each) => each.hasId(row.alternativeOrderId ?? ""));
  const named = resource === undefined ? {} : { resource: resource.named };
  const [holder] = holders ?? [];
  // A run that met both has the other in its ledger, where only a destroy ends it.
  if (isTwinUsed && !isUsed(holders)) return { kind: "duplicate", ...named };
  if (isHeld(holders)) return undefined;
  if (holder !== undefined) return { kind: "unclaimed", resource: holder.certificate };
  if (resource !== undefined) return { kind: resource.isInterrupted ? "interrupted" : "unrecorded", ...named };
  return isOwnId(row.alternativeOrderId ?? "") ? { kind: "elsewhere" } : undefined;
}

function isUsed(holders: readonly Holder[] | undefined): boolean {
  return holders?.some(({ as }) => as === "current" || as === "pending" || as === "shown") === true;
}

/** A resource that ids can be of. */
interface Resource {
  readonly named: Named;
  readonly isInterrupted: boolean;
  readonly hasId: (alternativeOrderId: string) => boolean;
}

function resourcesOf(states: readonly StackState[]): readonly Resource[] {
  const known = states.flatMap(({ certificates }) => certificates.map(recordedResource));
  const begun = states.flatMap(({ interrupted }) =>
    interrupted.map(({ inputs, ...named }) => {
      const names = namesIn(inputs);
      return { named, isInterrupted: true, hasId: (id: string) => isIdOf(id, stemOf(names), names.alternativeOrderId) };
    }),
  );
  return [...known, ...begun];
}

function recordedResource(certificate: StateCertificate): Resource {
  const { alternativeOrderStem, wish } = certificate.state;
  const { alternativeOrderId: given } = wish;
  return {
    named: certificate,
    isInterrupted: false,
    hasId: (id) => isIdOf(id, alternativeOrderStem, typeof given === "string" ? given : undefined),
  };
}
