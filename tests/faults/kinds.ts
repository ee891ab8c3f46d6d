import type { FaultScript } from "../../sandbox";

/** What goes wrong at one exchange. */
export interface FaultKind {
  readonly name: string;
  readonly script: FaultScript;
  /** What is killed once the exchange has met its fault. */
  readonly kills?: "provider" | "command";
}

/** Every kind of the matrix; all 5xx count as one. */
export const faultKinds: readonly FaultKind[] = [
  { name: "connection dropped before it arrives", script: { do: "dropBefore" } },
  { name: "connection dropped after it was carried out", script: { do: "dropAfter" } },
  { name: "answer cut in half", script: { do: "cutAnswer" } },
  { name: "no answer in time", script: { do: "hang" } },
  { name: "500 instead of it", script: { do: "status", status: 500 } },
  { name: "503 after it was carried out", script: { do: "status", status: 503, carriedOut: true } },
  { name: "429", script: { do: "status", status: 429, retryAfter: 1 } },
  { name: "provider killed before it is carried out", script: { do: "hang", carriedOut: false }, kills: "provider" },
  { name: "provider killed after it was carried out", script: { do: "hang" }, kills: "provider" },
  { name: "command killed before it is carried out, provider lives on", script: { do: "hang", carriedOut: false }, kills: "command" },
  { name: "command killed after it was carried out, provider lives on", script: { do: "delay", seconds: 1 }, kills: "command" },
];

/** A whole `POST` that arrives after the connection is gone: with unique alternative order ids off it is the one window that stays. */
export const lateKind: FaultKind = { name: "arrives 2 s after the connection is gone", script: { do: "late", seconds: 2 } };
