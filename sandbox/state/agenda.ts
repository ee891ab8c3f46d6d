/** What will happen by itself, at an hour of the sandbox's clock. */
export interface Agenda {
  add(at: Date, happen: Happening): void;
  /** Lets everything happen whose hour has come, each as of its own hour. */
  settle(now: Date): Promise<void>;
}

export type Happening = (at: Date) => Promise<void> | void;

export function newAgenda(): Agenda {
  const entries: { readonly at: Date; readonly happen: Happening }[] = [];
  return {
    add: (at, happen) => {
      entries.splice(placeFor(entries, at), 0, { at, happen });
    },
    settle: async (now) => {
      for (let next = entries[0]; next !== undefined && next.at <= now; next = entries[0]) {
        entries.shift();
        await next.happen(next.at);
      }
    },
  };
}

/** Behind all that are not later, found by halving. */
function placeFor(entries: readonly { readonly at: Date }[], at: Date): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry !== undefined && entry.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
