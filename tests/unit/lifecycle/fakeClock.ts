import type { Clock } from "../../../provider/lifecycle/clock";

/** A clock that jumps to whatever is slept for next, once everything else has settled. */
export function fakeClock(start: Date): Clock {
  let now = start.getTime();
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (next === undefined) return;
      now = Math.max(now, next.at);
      next.wake();
      if (sleepers.length > 0) schedule();
    });
  }

  return {
    now: () => new Date(now),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + milliseconds, wake: resolve });
        schedule();
      }),
  };
}
