/** So many requests of one key in a rolling window. */
export interface RateLimit {
  readonly limit: number;
  readonly seconds: number;
}
