import type { FaultScript } from "../../sandbox";

/** What goes wrong at one exchange. */
export interface FaultKind {
  readonly name: string;
  readonly script: FaultScript;
  /** What is killed once the exchange has met its fault. */
  readonly kills?: "provider" | "command";
  /** Told from another kind only by whether the request was carried out: of one that only reads, that is the same. */
  readonly ofChangesOnly?: boolean;
  /** The request arrives once the runs after it have come to their end. */
  readonly arrivesAfterAll?: boolean;
}

/** Every kind of the matrix; all 5xx count as one. */
export const faultKinds: readonly FaultKind[] = [
  { name: "connection dropped before it arrives", script: { do: "dropBefore" } },
  { name: "connection dropped after it was carried out", script: { do: "dropAfter" }, ofChangesOnly: true },
  { name: "answer cut in half", script: { do: "cutAnswer" } },
  { name: "no answer in time", script: { do: "hang" } },
  { name: "500 instead of it", script: { do: "status", status: 500 } },
  { name: "503 after it was carried out", script: { do: "status", status: 503, carriedOut: true }, ofChangesOnly: true },
  { name: "429", script: { do: "status", status: 429, retryAfter: 1 } },
  { name: "provider killed before it is carried out", script: { do: "hang", carriedOut: false }, kills: "provider", ofChangesOnly: true },
  { name: "provider killed after it was carried out", script: { do: "hang" }, kills: "provider" },
  {
    name: "command killed before it is carried out, provider lives on",
    script: { do: "hang", carriedOut: false },
    kills: "command",
    ofChangesOnly: true,
  },
  { name: "command killed after it was carried out, provider lives on", script: { do: "delay", seconds: 1 }, kills: "command" },
];

/**
 * A whole `POST` that arrives after its connection is gone. Under an id that is taken it is refused by an account that requires unique ones; without that,
 * the second of these is the one window that stays.
 */
export const lateKinds: readonly FaultKind[] = [
  { name: "arrives 2 s after its connection is gone", script: { do: "late", seconds: 2 } },
  {
    name: "provider killed, and it arrives after the next run has looked",
    script: { do: "late", seconds: 20 },
    kills: "provider",
    arrivesAfterAll: true,
  },
];
