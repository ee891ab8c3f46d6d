import { createHash } from "node:crypto";

import { createRunNotes } from "./runNotes";
import type { State } from "./state";

/** Which orders the live instances of this run name; `delete` leaves those alone. */
export interface Current {
  /** A check with old inputs: the next diff of this URN belongs to a live instance. */
  expectDiff(urn: string): void;
  /** A check without old inputs: this URN is created, perhaps as a replacement; what a diff taught of it does not count any more. */
  forgetDiff(urn: string): void;
  /** Learns from a diff, if a check with old inputs came right before. */
  learnFromDiff(urn: string, orders: readonly number[]): void;
  /** Learns from a create, an update or a `get`, for as long as the run lasts. */
  learn(orders: readonly number[]): void;
  isInUse(orderId: number): boolean;
}

/** Every order that a state names, whatever became of it. */
export function ordersNamedBy(state: State): readonly number[] {
  const named = [state.orderId, state.pendingOrder?.orderId, ...state.orders.map((row) => row.orderId)];
  return [...new Set(named.filter((id) => id !== undefined))];
}

/**
 * The memory of one run, shared by its processes (each explicit provider has its own). It is what grows with a run, since what is in use must be known to its
 * end: no more than the numbers of orders, and a digest of the URN where a diff taught them.
 */
export function createCurrent(engineAddress: string | undefined, root?: string): Current {
  const kept = new Set<number>();
  const taughtByDiff = new Map<string, readonly number[]>();
  const expected = new Set<string>();
  const known = (): readonly number[] => [...kept, ...[...taughtByDiff.values()].flat()];
  const notes = engineAddress === undefined ? undefined : createRunNotes(engineAddress, known, root);

  function isOurs(orderId: number): boolean {
    if (kept.has(orderId)) return true;
    for (const orders of taughtByDiff.values()) if (orders.includes(orderId)) return true;
    return false;
  }

  function forget(urn: string): void {
    if (taughtByDiff.delete(digestOf(urn))) notes?.renew();
  }

  return {
    expectDiff: (urn) => void expected.add(urn),
    forgetDiff(urn) {
      expected.delete(urn);
      forget(urn);
    },
    learnFromDiff(urn, orders) {
      if (!expected.delete(urn)) return;
      forget(urn);
      taughtByDiff.set(digestOf(urn), orders);
      notes?.add(orders);
    },
    learn(orders) {
      const news = orders.filter((id) => !kept.has(id));
      for (const id of news) kept.add(id);
      notes?.add(news);
    },
    isInUse: (orderId) => isOurs(orderId) || (notes?.othersName(orderId) ?? false),
  };
}

const DIGEST_BYTES = 12;

/** Of a URN of any length. */
function digestOf(urn: string): string {
  return createHash("sha256").update(urn).digest().subarray(0, DIGEST_BYTES).toString("base64url");
}
