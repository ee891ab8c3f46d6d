import type { CertCentral } from "../certcentral/client";
import type { Clock } from "./clock";
import { isUnchanged, mayBeListed } from "./listedOrder";
import { readListing, type Listing } from "./listing";
import type { State } from "./state";

/** Lets many refreshes share one look at the list of orders (docs/decisions: one look for many refreshes). */
export interface Snapshots {
  /** True where the order of a managed resource certainly is as its state says. In any doubt false, and the order's info decides. */
  showUnchanged(state: State): Promise<boolean>;
}

interface Snapshot {
  readonly began: number;
  readonly changes: number;
  readonly listing: Promise<Listing>;
  /** How many pages the list would have taken, where that was more than it was worth. */
  pages?: number;
}

/** So many are looked at one by one, as soon as they are asked for: a list and what belongs to it take as many calls. */
const FEW = 3;
/** What is older is never used. */
const LIFE_MS = 60_000;

export function createSnapshots(client: CertCentral, clock: Clock): Snapshots {
  /** By product, since DigiCert's list is asked for one of them. */
  const snapshots = new Map<string, Snapshot>();
  /** When refreshes asked, within the life of a snapshot: as many calls have been made, or would be. */
  const asked: number[] = [];
  let changes = client.changes();
  /** Once a list has shown the status of a certificate, so does every list of this account. */
  const seen = { certificateStatus: false };

  /** Whatever this process changed, or may have changed, makes what was seen before it worthless. */
  function forgetBeforeChange(): void {
    if (client.changes() === changes) return;
    changes = client.changes();
    snapshots.clear();
    asked.length = 0;
  }

  function count(now: number): void {
    while (asked[0] !== undefined && now - asked[0] >= LIFE_MS) asked.shift();
    asked.push(now);
  }

  function isCurrent(snapshot: Snapshot): boolean {
    return clock.now().getTime() - snapshot.began < LIFE_MS && snapshot.changes === client.changes();
  }

  function begin(product: string, now: number): Snapshot {
    const isWorth = (pages: number) => pages <= asked.length;
    const snapshot: Snapshot = { began: now, changes, listing: readListing(client, product, seen, isWorth) };
    snapshots.set(product, snapshot);
    void snapshot.listing.then((listing) => {
      if (listing.pages !== undefined) snapshot.pages = listing.pages;
    });
    return snapshot;
  }

  function snapshotFor(product: string): Snapshot | undefined {
    const now = clock.now().getTime();
    forgetBeforeChange();
    count(now);
    const known = snapshots.get(product);
    const isUseful = known !== undefined && isCurrent(known) && (known.pages ?? Number.POSITIVE_INFINITY) > asked.length;
    if (isUseful) return known;
    return asked.length > FEW ? begin(product, now) : undefined;
  }

  return {
    async showUnchanged(state) {
      const product = state.wish["product"];
      if (typeof product !== "string" || !mayBeListed(state)) return false;
      const snapshot = snapshotFor(product);
      if (snapshot === undefined) return false;
      const { rows, undecided } = await snapshot.listing;
      if (rows === undefined || state.orderId === undefined || !isCurrent(snapshot)) return false;
      return !undecided.has(state.orderId) && isUnchanged(state, rows.get(state.orderId));
    },
  };
}
