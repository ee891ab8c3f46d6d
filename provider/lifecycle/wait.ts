import type { CertCentral } from "../certcentral/client";
import type { OrderInfo } from "../certcentral/answers";
import type { Clock } from "./clock";

/** What a look at a waiting order told. `info` is there where the order itself was read. */
export interface Sight {
  readonly orderId: number;
  readonly status: string;
  readonly certificateId?: number;
  readonly info?: OrderInfo;
}

/** Serves everything that waits in one account and process, so that cost grows with time and not with certificates times time. */
export interface Poller {
  /** The first sight for which `settles` is true, or the last one seen when the deadline has passed. */
  wait(orderId: number, deadline: Date, settles: (sight: Sight) => boolean): Promise<Sight | undefined>;
}

interface Waiter {
  readonly orderId: number;
  readonly since: number;
  readonly deadline: number;
  readonly settles: (sight: Sight) => boolean;
  readonly resolve: (sight: Sight | undefined) => void;
  readonly reject: (error: unknown) => void;
  last?: Sight;
}

const FIRST_INTERVAL_MS = 700;
const LAST_INTERVAL_MS = 30_000;
/** The interval as a share of the time waited so far: a wait is noticed late by at most this share of its length. */
const INTERVAL_SHARE = 0.25;
const JITTER = 0.2;
/** Up to so many orders are read one by one; more are read as status changes. */
const FEW = 3;
/** The look back over status changes overlaps the one before, since DigiCert gives no exact order of events. */
const OVERLAP_SECONDS = 30;

export function createPoller(client: CertCentral, clock: Clock): Poller {
  const waiters = new Set<Waiter>();
  let running = false;
  let lastLook = clock.now().getTime();
  let nextLook = Number.POSITIVE_INFINITY;
  let wake = (): void => undefined;

  async function run(): Promise<void> {
    while (waiters.size > 0) {
      const left = nextLook - clock.now().getTime();
      if (left > 0) {
        const woken = new Promise<void>((resolve) => (wake = resolve));
        await Promise.race([clock.sleep(left), woken]);
        continue;
      }
      await look();
      expire();
      nextLook = clock.now().getTime() + interval([...waiters], clock.now().getTime());
    }
    running = false;
    nextLook = Number.POSITIVE_INFINITY;
  }

  async function look(): Promise<void> {
    const few = waiters.size <= FEW;
    if (few) lastLook = clock.now().getTime();
    await Promise.all(few ? [...waiters].map(readOne) : [readChanges()]);
  }

  async function readOne(waiter: Waiter): Promise<void> {
    try {
      const info = await client.orders.info(waiter.orderId);
      show(waiter, sightOf(info));
    } catch (error) {
      waiters.delete(waiter);
      waiter.reject(error);
    }
  }

  async function readChanges(): Promise<void> {
    const looked = clock.now().getTime();
    try {
      const changes = await client.orders.statusChanges(Math.ceil((looked - lastLook) / 1000) + OVERLAP_SECONDS);
      lastLook = looked;
      const byOrder = new Map(changes.map((change) => [change.orderId, change]));
      for (const waiter of waiters) {
        const change = byOrder.get(waiter.orderId);
        if (change !== undefined) show(waiter, change);
      }
    } catch {
      // The list is only the cheaper way to look: where it fails, each order is read by itself.
      await Promise.all([...waiters].map(readOne));
    }
  }

  function show(waiter: Waiter, sight: Sight): void {
    waiter.last = sight;
    if (!waiter.settles(sight)) return;
    waiters.delete(waiter);
    waiter.resolve(sight);
  }

  function expire(): void {
    const now = clock.now().getTime();
    for (const waiter of waiters) {
      if (now < waiter.deadline) continue;
      waiters.delete(waiter);
      waiter.resolve(waiter.last);
    }
  }

  return {
    wait(orderId, deadline, settles) {
      return new Promise((resolve, reject) => {
        const since = clock.now().getTime();
        waiters.add({ orderId, since, deadline: deadline.getTime(), settles, resolve, reject });
        // Somebody new may need an earlier look than the one that is due; never a later one.
        nextLook = Math.min(nextLook, since + interval([...waiters], since));
        wake();
        if (running) return;
        running = true;
        void run();
      });
    },
  };
}

/** Few that wait are asked after as the youngest needs it, many as the oldest does. */
function interval(waiters: readonly Waiter[], now: number): number {
  if (waiters.length === 0) return Number.POSITIVE_INFINITY;
  const ages = waiters.map((waiter) => now - waiter.since);
  const age = waiters.length <= FEW ? Math.min(...ages) : Math.max(...ages);
  const plain = Math.min(Math.max(age * INTERVAL_SHARE, FIRST_INTERVAL_MS), LAST_INTERVAL_MS);
  const left = Math.min(...waiters.map((waiter) => waiter.deadline)) - now;
  return Math.max(Math.min(plain * (1 - JITTER + 2 * JITTER * Math.random()), left), 0);
}

export function sightOf(info: OrderInfo): Sight {
  return {
    orderId: info.orderId,
    status: info.status,
    ...(info.certificate.id === undefined ? {} : { certificateId: info.certificate.id }),
    info,
  };
}
