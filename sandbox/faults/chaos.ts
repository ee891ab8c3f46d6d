import { createHash } from "node:crypto";

import type { FaultScript } from "./faultScript";

export type ChaosScript = FaultScript & { readonly do: "chaos" };
type Met = Exclude<FaultScript, ChaosScript>;

/** Long enough to be met by what runs beside it, short enough for a soak to get on. */
const SHORTEST_SECONDS = 0.1;
const LONGEST_SECONDS = 2;

/** What may befall a request. Of one that reads nothing arrives late; what is never answered is left to scripts: a soak would only wait. */
const reading: readonly ((seconds: number) => Met)[] = [
  () => ({ do: "dropBefore" }),
  () => ({ do: "cutAnswer" }),
  () => ({ do: "malformed" }),
  (seconds) => ({ do: "delay", seconds }),
  () => ({ do: "status", status: 500 }),
  () => ({ do: "status", status: 503 }),
  () => ({ do: "status", status: 429, retryAfter: 1 }),
];
const changing: readonly ((seconds: number) => Met)[] = [
  ...reading,
  () => ({ do: "dropAfter" }),
  () => ({ do: "status", status: 502, carriedOut: true }),
  (seconds) => ({ do: "late", seconds }),
];

/** The fault that the n-th request meets, if any: the same for the same seed, whatever else happens. */
export function chaosFault({ seed, rate, name = "chaos" }: ChaosScript, n: number, method: string): Met | undefined {
  const [whether, which, howLong] = fractionsOf(`${String(seed)} ${String(n)}`);
  if (whether >= rate) return undefined;
  const faults = method === "GET" ? reading : changing;
  const fault = faults[Math.floor(which * faults.length)]?.(SHORTEST_SECONDS + howLong * (LONGEST_SECONDS - SHORTEST_SECONDS));
  return fault === undefined ? undefined : { ...fault, name: `${name}: ${fault.do}` };
}

/** Three numbers from 0 to below 1 that a text stands for. A hash is as good as dice here, and needs no state. */
function fractionsOf(text: string): readonly [number, number, number] {
  const hash = createHash("sha256").update(text).digest();
  const at = (offset: number) => hash.readUInt32BE(offset) / 2 ** 32;
  return [at(0), at(4), at(8)];
}
