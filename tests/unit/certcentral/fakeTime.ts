import type { Time } from "../../../provider/certcentral/time";

/** A clock on which a sleep takes no time, and which tells how long was slept. */
export interface FakeTime extends Time {
  readonly slept: readonly number[];
}

export function fakeTime(random = 0.5): FakeTime {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random: () => random,
    sleep(milliseconds) {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
