import { createPace } from "./pace";
import { realTime, type Time } from "./time";

/** At most so many requests in so much time, wherever the window is laid. */
export interface RateWindow {
  readonly requests: number;
  readonly milliseconds: number;
}

/**
 * DigiCert: 100 requests in 5 seconds and 1,000 in 3 minutes, rolling, for each key
 * (https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html). What is left free is for others who use the key: who never meets a full
 * window never learns of them, and they would wait for ever. Of the shorter window that is a few requests at any time; of the longer one, where every request
 * counts, some seconds at its end.
 */
export const documentedWindows: readonly RateWindow[] = [
  { requests: 97, milliseconds: 5_050 },
  { requests: 1_000, milliseconds: 185_000 },
];

/** A place in the queue, which a call keeps until it is answered. */
export interface Place {
  /** Settles when the call may be sent. */
  turn(): Promise<Turn>;
}

/** A call that is on its way. One of the two must be said of it, once. */
export interface Turn {
  /** Whatever came of it, it was not refused for the limits. */
  answered(): void;
  /** DigiCert answered 429. False: there is no use in trying again. */
  refused(retryAfterSeconds?: number): boolean;
}

/** Lets requests of one key go, one after the other, as fast as its limits allow. */
export interface Limiter {
  /** Whoever asked first goes first; but what orders goes before what only looks, so that nothing gets old between looking and ordering. */
  place(rank: "orders" | "looks"): Place;
}

/** Shows a sentence to the person who waits. */
export type Tell = (sentence: string) => void;

/** A wait that a person would wonder about. */
const LONG_MS = 10_000;

interface Waiter {
  readonly rank: "orders" | "looks";
  readonly asked: number;
  readonly go: (turn: Turn) => void;
}

/**
 * A request counts where it arrives, which is some time between its sending and its answer. So it takes room in a window from the one until the window's
 * length after the other: then no window can be overrun, however long each is on its way.
 */
export function createLimiter(time: Time = realTime, windows = documentedWindows, tell: Tell = () => undefined): Limiter {
  const longest = Math.max(0, ...windows.map((window) => window.requests));
  const pace = createPace(time, fullRateOf(windows), tell);
  const waiting: Waiter[] = [];
  /** When the latest answers came, the oldest first. */
  const ended: number[] = [];
  let places = 0;
  let onTheirWay = 0;
  let isServing = false;
  let oneEnded = (): void => undefined;

  function freeAt({ requests, milliseconds }: RateWindow): number {
    if (onTheirWay >= requests) return Number.POSITIVE_INFINITY;
    return (ended.at(onTheirWay - requests) ?? Number.NEGATIVE_INFINITY) + milliseconds;
  }

  async function serve(): Promise<void> {
    while (waiting.length > 0) {
      // Asked anew after each sleep: a pause may have begun meanwhile.
      const wait = Math.max(pace.nextAt(), ...windows.map(freeAt)) - time.now();
      if (wait === Number.POSITIVE_INFINITY) await new Promise<void>((resolve) => (oneEnded = resolve));
      else if (wait > 0) await sleep(wait);
      else waiting.shift()?.go(begin());
    }
    isServing = false;
  }

  async function sleep(milliseconds: number): Promise<void> {
    if (milliseconds > LONG_MS) {
      tell(`waits ${String(Math.round(milliseconds / 1000))} s, since DigiCert allows an API key 1,000 requests in 3 minutes`);
    }
    await time.sleep(milliseconds);
  }

  function begin(): Turn {
    const sentAt = time.now();
    onTheirWay += 1;
    pace.sent();
    return {
      answered() {
        end();
        pace.answered();
      },
      refused(retryAfterSeconds) {
        end();
        return pace.refused(sentAt, retryAfterSeconds);
      },
    };
  }

  function end(): void {
    onTheirWay -= 1;
    ended.push(time.now());
    if (ended.length > longest) ended.shift();
    oneEnded();
  }

  function queue(waiter: Waiter): void {
    const behind = waiting.findIndex((other) => goesBefore(waiter, other));
    waiting.splice(behind === -1 ? waiting.length : behind, 0, waiter);
    if (isServing) return;
    isServing = true;
    void serve();
  }

  return {
    place(rank) {
      const asked = places++;
      return {
        turn: () =>
          new Promise((go) => {
            queue({ rank, asked, go });
          }),
      };
    },
  };
}

/** Requests in a second that the shorter window allows; without windows, any number. */
function fullRateOf(windows: readonly RateWindow[]): number {
  const rates = windows.map(({ requests, milliseconds }) => (requests * 1000) / milliseconds);
  return rates.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...rates);
}

function goesBefore(one: Waiter, other: Waiter): boolean {
  return one.rank === other.rank ? one.asked < other.asked : one.rank === "orders";
}

const limiters = new Map<string, Limiter>();

/** The limiter of a key: one in a process, whoever connects. */
export function limiterOf(baseUrl: string, apiKey: string, time?: Time, windows?: readonly RateWindow[], tell?: Tell): Limiter {
  const name = `${baseUrl} ${apiKey}`;
  const known = limiters.get(name) ?? createLimiter(time, windows, tell);
  limiters.set(name, known);
  return known;
}
