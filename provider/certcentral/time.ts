/** Time as the client sees it; tests pass their own. */
export interface Time {
  /** Milliseconds on a clock that never goes back, whatever is done to the date. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to 1, as `Math.random`. */
  random(): number;
}

export const realTime: Time = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
