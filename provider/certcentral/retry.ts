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

/**
 * Makes a call, each attempt in its turn, and repeats it as far as the error and the call allow. One that DigiCert refused for its limits was not carried out
 * and comes again in its old place, as often as it takes: time spent in the queue counts for nothing.
 */
export async function withRepeats<T>(attempt: () => Promise<T>, repeat: Repeat, limiter: Limiter, time: Time): Promise<T> {
  const place = limiter.place(repeat === "ifUnsent" ? "orders" : "looks");
  let began: number | undefined;
  for (let repeats = 0; ;) {
    const turn = await place.turn();
    began ??= time.now();
    try {
      const answer = await attempt();
      turn.answered();
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) {
        if (!turn.refused(error.retryAfterSeconds)) throw error;
        began = undefined;
      } else {
        turn.answered();
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
