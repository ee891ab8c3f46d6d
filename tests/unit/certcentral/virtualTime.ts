import type { Time } from "../../../provider/certcentral/time";

/** A clock that jumps from one event to the next, for many who sleep at once. */
export interface VirtualTime extends Time {
  /** Lets time pass until the work is done; the same course of events whenever the seed is the same. */
  through<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function virtualTime(seed = 1): VirtualTime {
  let now = 0;
  let dice = seed;
  const sleepers: Sleeper[] = [];

  function wakeNext(): void {
    const next = sleepers.shift();
    if (next === undefined) throw new Error("somebody waits for what will never come");
    now = next.at;
    next.wake();
  }

  return {
    now: () => now,
    // Park and Miller's generator: good enough to keep apart what would else move in step.
    random: () => (dice = (dice * 48_271) % 2_147_483_647) / 2_147_483_647,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        const at = now + Math.max(milliseconds, 0);
        const later = sleepers.findLastIndex((each) => each.at <= at) + 1;
        sleepers.splice(later, 0, { at, wake });
      }),
    async through(work) {
      const open = new Set([work]);
      const noted = work.finally(() => open.clear());
      // Handled where the caller awaits it.
      noted.catch(() => undefined);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (open.size === 0) return await noted;
        wakeNext();
      }
    },
  };
}
