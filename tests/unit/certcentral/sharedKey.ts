/** Several processes that use one key, and the key's limits as DigiCert describes them, on a clock of their own. */
import { createLimiter, type RateWindow } from "../../../provider/certcentral/limiter";
import { withRepeats, type Repeat } from "../../../provider/certcentral/retry";
import { ApiError } from "../../../provider/errors";
import type { VirtualTime } from "./virtualTime";

/** Written down once more, from DigiCert's page: not what the client makes of them. */
export const documentedLimits: readonly RateWindow[] = [
  { requests: 100, milliseconds: 5_000 },
  { requests: 1_000, milliseconds: 180_000 },
];

/** When the last of so many requests can arrive at the earliest, if the first arrives at 0: the limits alone, without a way to go. */
export function earliest(requests: number): number {
  const at: number[] = [];
  for (let n = 0; n < requests; n += 1) {
    at.push(Math.max(0, ...documentedLimits.map((limit) => (at[n - limit.requests] ?? -limit.milliseconds) + limit.milliseconds)));
  }
  return at.at(-1) ?? 0;
}

/** DigiCert's page leaves open whether a refused request counts as one that has occurred. */
export type Counting = "the admitted" | "all";

export interface Key {
  readonly time: VirtualTime;
  /** Whether one more request is admitted now. */
  admits(): boolean;
}

export function newKey(time: VirtualTime, counting: Counting): Key {
  const counted: number[] = [];
  return {
    time,
    admits() {
      const now = time.now();
      const isOver = documentedLimits.some(
        ({ requests, milliseconds }) => now - (counted.at(-requests) ?? Number.NEGATIVE_INFINITY) < milliseconds,
      );
      if (!isOver || counting === "all") counted.push(now);
      return !isOver;
    },
  };
}

/** A request that was answered: when, and how. */
export interface Answered {
  readonly at: number;
  readonly refused: boolean;
}

export interface Stack {
  /** Two calls each: a look and an order. */
  readonly certificates: number;
  /** As `--parallel`. */
  readonly parallel: number;
  readonly beginsAt?: number;
}

const tooMany = { status: 429, errors: [{ code: "request_limit_exceeded", message: "Service unavailable, please limit request volume" }] };
const wayMs = 60;
const shortestWayMs = 20;

/** Runs a stack through a process of its own, with a limiter of its own. */
export async function runStack({ time, admits }: Key, { certificates, parallel, beginsAt = 0 }: Stack): Promise<readonly Answered[]> {
  const limiter = createLimiter(time);
  const answers: Answered[] = [];
  const attempt = async () => {
    await time.sleep(shortestWayMs + wayMs * time.random());
    const refused = !admits();
    await time.sleep(shortestWayMs + wayMs * time.random());
    answers.push({ at: time.now(), refused });
    if (refused) throw new ApiError({ method: "GET", path: "order", account: "one" }, tooMany);
  };
  const call = (repeat: Repeat) => withRepeats(attempt, repeat, limiter, time);
  await time.sleep(beginsAt);
  let left = certificates;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await call("freely");
      await call("ifUnsent");
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, certificates) }, worker));
  return answers;
}
