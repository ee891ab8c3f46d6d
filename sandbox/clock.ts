/** The sandbox's clock: the real one, set to another hour. It runs. */
export interface Clock {
  now(): Date;
  set(to: Date): void;
  advance(seconds: number): void;
}

export function clockFrom(start: Date): Clock {
  let aheadMs = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + aheadMs),
    set: (to) => {
      aheadMs = to.getTime() - Date.now();
    },
    advance: (seconds) => {
      aheadMs += seconds * 1000;
    },
  };
}
