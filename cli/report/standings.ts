import type { OrderRole, Standing } from "./report";

/** How a certificate stands, in a word or two. */
export const standingWords = {
  good: "good",
  due: "due",
  waiting: "waiting",
  ended: "not valid",
} as const satisfies Readonly<Record<Standing, string>>;

/** What an order is by now, in a few words. */
export const roleWords = {
  current: "in use",
  over: "in use, and over",
  kept: "predecessor, still valid",
  pending: "waiting",
  past: "ended",
  dead: "no certificate from it",
  foreign: "another key’s",
} as const satisfies Readonly<Record<OrderRole, string>>;
