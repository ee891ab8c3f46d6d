import { ApiError, TransportError } from "../errors";
import type { Limiter } from "./limiter";
import type { Time } from "./time";

/**
 * `freely`: doing it twice does no harm. `ifUnsent`: it orders or asks a person, so it is repeated only where it certainly was not carried out
 * (docs/decisions: exactly once).
 */
export type Repeat = "freely" | "ifUnsent";

const MOST_REPEATS = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** No repeat begins later than this after the first attempt, so that no call takes for ever. */
const REPEATS_WITHIN_MS = 120_000;

/** The longer of DigiCert's windows is 3 minutes: these pauses, doubled from one to the next, last a little longer. */
const MOST_LIMITED = 6;
const FIRST_LIMITED_PAUSE_MS = 5_000;
const LONGEST_LIMITED_PAUSE_MS = 60_000;
/** DigiCert documents no `Retry-After`; whatever stands between may send any number. */
const SHORTEST_RETRY_AFTER_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 200_000;

/** Makes a call, each attempt in its turn, and repeats it as far as the error and the call allow. */
export async function withRepeats<T>(attempt: () => Promise<T>, repeat: Repeat, limiter: Limiter, time: Time): Promise<T> {
  const began = time.now();
  let limited = 0;
  for (let repeats = 0; ;) {
    await limiter.turn();
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) {
        if (++limited > MOST_LIMITED) throw error;
        limiter.pause(limitedPauseMs(limited, error.retryAfterSeconds));
      } else {
        if (++repeats > MOST_REPEATS || time.now() - began > REPEATS_WITHIN_MS || !mayRepeat(error, repeat)) throw error;
        await time.sleep(pauseMs(repeats, time.random()));
      }
    }
  }
}

/** Asks the error, never a list of statuses. */
function mayRepeat(error: unknown, repeat: Repeat): boolean {
  if (error instanceof TransportError) return error.retryable && (repeat === "freely" || error.reached === "no");
  return error instanceof ApiError && error.retryable && repeat === "freely";
}

/** Exponential backoff with full jitter: those who failed together do not come back together. */
export function pauseMs(repeats: number, random: number): number {
  return random * Math.min(FIRST_PAUSE_MS * 2 ** (repeats - 1), LONGEST_PAUSE_MS);
}

/** `Retry-After` is authoritative where it is given. */
export function limitedPauseMs(limited: number, retryAfterSeconds: number | undefined): number {
  return retryAfterSeconds === undefined
    ? Math.min(FIRST_LIMITED_PAUSE_MS * 2 ** (limited - 1), LONGEST_LIMITED_PAUSE_MS)
    : Math.min(Math.max(retryAfterSeconds * 1000, SHORTEST_RETRY_AFTER_MS), LONGEST_RETRY_AFTER_MS);
}
