import type { Time } from "./time";

/**
 * How fast a key may be used that something else uses, too: another stack, a script, a monitor. DigiCert tells of it only by refusing (429), names no time
 * to come back, and blocks the whole key. So a refusal lowers the pace, and answers raise it again, little by little: those who do so settle at like shares,
 * however many they are, and whoever comes later gets in.
 */
export interface Pace {
  /** When the next request may be sent, as far as others are concerned. */
  nextAt(): number;
  sent(): void;
  answered(): void;
  /** DigiCert refused what was sent then. False: it has refused everything for so long that there is no use in waiting. */
  refused(sentAt: number, retryAfterSeconds: number | undefined): boolean;
}

/** So many may go together, so that small runs do not wait; what follows is spaced, so that others find room in between. */
const AT_ONCE = 40;
const LOWERED_TO = 0.7;
const LOWEST_SHARE = 0.1;
/** Of the full rate, in a second at the pace it has. */
const RAISED_BY = 0.05;

/**
 * Each refusal in a row doubles the pause. The longest is shorter than what the limiter leaves free of DigiCert's longer window: so whoever is refused since
 * somebody fills that window comes in time for the free part of it.
 */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_500;
/** DigiCert documents no `Retry-After`; whatever stands between may send any number. */
const SHORTEST_RETRY_AFTER_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 200_000;

/** Five times DigiCert's longer window: whoever uses the key up for so long does not leave off in a moment. */
const PATIENCE_MS = 900_000;
const TOLD_AGAIN_AFTER_MS = 60_000;

/** `fullRate`: requests in a second, when nobody else is there. */
export function createPace(time: Time, fullRate: number, tell: (sentence: string) => void): Pace {
  let share = 1;
  /** The last request went then; earlier, as long as some may still go together. */
  let spacedFrom = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let lowered = Number.NEGATIVE_INFINITY;
  let told = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  let refusedSince: number | undefined;

  const gapMs = (): number => 1000 / (fullRate * share);

  function lower(now: number): void {
    share = Math.max(share * LOWERED_TO, LOWEST_SHARE);
    lowered = now;
    inARow += 1;
    pausedUntil = Math.max(pausedUntil, now + pauseMs(inARow, time.random()));
  }

  function announce(now: number): void {
    if (now - told < TOLD_AGAIN_AFTER_MS) return;
    told = now;
    tell("DigiCert refuses requests of this API key for now (429): something else uses it, too. They are repeated until they are taken");
  }

  return {
    nextAt: () => Math.max(pausedUntil, spacedFrom + gapMs()),
    sent() {
      const saved = share === 1 ? AT_ONCE - 1 : 0;
      spacedFrom = Math.max(spacedFrom + gapMs(), time.now() - saved * gapMs());
    },
    answered() {
      inARow = 0;
      refusedSince = undefined;
      share = Math.min(share + RAISED_BY / (fullRate * share), 1);
    },
    refused(sentAt, retryAfterSeconds) {
      const now = time.now();
      refusedSince ??= now;
      if (now - refusedSince > PATIENCE_MS) return false;
      announce(now);
      // What was on its way together is refused together: one sign, not many.
      if (sentAt > lowered) lower(now);
      if (retryAfterSeconds !== undefined) pausedUntil = Math.max(pausedUntil, now + retryAfterMs(retryAfterSeconds));
      return true;
    },
  };
}

/** Drawn from the upper half of its range: those who were refused together do not come back together. */
function pauseMs(inARow: number, random: number): number {
  return (Math.min(FIRST_PAUSE_MS * 2 ** (inARow - 1), LONGEST_PAUSE_MS) * (1 + random)) / 2;
}

/** `Retry-After` is authoritative where it is given. */
function retryAfterMs(seconds: number): number {
  return Math.min(Math.max(seconds * 1000, SHORTEST_RETRY_AFTER_MS), LONGEST_RETRY_AFTER_MS);
}
