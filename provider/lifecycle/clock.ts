/** Time as the life cycle sees it; tests pass their own. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}
