/** So many requests of one key in a rolling window. */
export interface RateLimit {
  readonly limit: number;
  readonly seconds: number;
}

/** [DOC] Per API key, rolling windows; over the limit all requests are refused. */
export const documentedLimits: readonly RateLimit[] = [
  { limit: 100, seconds: 5 },
  { limit: 1000, seconds: 180 },
];

/** Counts requests by key, by the real clock: clients sleep by it. */
export interface RateLimiter {
  /** Whether one more is allowed now; it is counted if so. */
  admits(key: string): boolean;
}

export function newRateLimiter(limits: readonly RateLimit[]): RateLimiter {
  const admitted = new Map<string, number[]>();
  const longest = Math.max(0, ...limits.map(({ seconds }) => seconds));
  return {
    admits: (key) => {
      const now = performance.now();
      const recent = (admitted.get(key) ?? []).filter((at) => now - at < longest * 1000);
      admitted.set(key, recent);
      const isOver = limits.some(({ limit, seconds }) => recent.filter((at) => now - at < seconds * 1000).length >= limit);
      if (!isOver) recent.push(now);
      return !isOver;
    },
  };
}
