import { realTime, type Time } from "./time";

/** At most so many requests in so much time, wherever the window is laid. */
export interface RateWindow {
  readonly requests: number;
  readonly milliseconds: number;
}

/**
 * DigiCert: 100 requests in 5 seconds and 1,000 in 3 minutes, rolling, for each key
 * (https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html). It counts when requests arrive, and they do not travel equally fast: so a
 * little less, in a little more time.
 */
export const documentedWindows: readonly RateWindow[] = [
  { requests: 95, milliseconds: 5_200 },
  { requests: 970, milliseconds: 182_000 },
];

/** Lets requests of one key go, one after the other, as fast as its limits allow. */
export interface Limiter {
  /** Settles when the next request may be sent: whoever asked first goes first. */
  turn(): Promise<void>;
  /** DigiCert answered 429, which it then answers to everything: nobody goes before the pause is over. */
  pause(milliseconds: number): void;
}

export function createLimiter(time: Time = realTime, windows = documentedWindows): Limiter {
  const longest = Math.max(...windows.map((window) => window.requests));
  /** When the latest requests went, the oldest first. */
  const went: number[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let lastTurn: Promise<void> = Promise.resolve();

  function freeAt(): number {
    const free = windows.map(({ requests, milliseconds }) => {
      const before = went.at(-requests);
      return went.length < requests || before === undefined ? Number.NEGATIVE_INFINITY : before + milliseconds;
    });
    return Math.max(pausedUntil, ...free);
  }

  async function takeTurn(): Promise<void> {
    // Asked anew after each sleep: a pause may have begun meanwhile.
    for (let wait = freeAt() - time.now(); wait > 0; wait = freeAt() - time.now()) await time.sleep(wait);
    went.push(time.now());
    if (went.length > longest) went.shift();
  }

  return {
    turn() {
      lastTurn = lastTurn.then(takeTurn);
      return lastTurn;
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, time.now() + milliseconds);
    },
  };
}

const limiters = new Map<string, Limiter>();

/** The limiter of a key: one in a process, whoever connects. */
export function limiterOf(baseUrl: string, apiKey: string, time: Time = realTime, windows = documentedWindows): Limiter {
  const name = `${baseUrl} ${apiKey}`;
  const known = limiters.get(name) ?? createLimiter(time, windows);
  limiters.set(name, known);
  return known;
}
