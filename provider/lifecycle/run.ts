import type { CertCentral } from "../certcentral/client";
import type { Action, Inputs } from "./action";
import type { Clock } from "./clock";
import type { State } from "./state";
import type { Poller } from "./wait";

/** What the life cycle needs of the world around it. */
export interface World {
  readonly client: CertCentral;
  readonly clock: Clock;
  readonly poller: Poller;
  /** Shows a sentence to the person who runs Pulumi, attached to the resource. */
  readonly say: (severity: "info" | "warning", sentence: string) => void;
}

/** How much one run may still spend: only what its preview named. */
export interface Budget {
  orders: number;
  reissues: number;
}

/** One run of create or update. `state` is at every moment what must be saved if the run fails there. */
export interface Run extends World {
  readonly wanted: Inputs;
  /** How long it may wait for DigiCert. */
  readonly patienceMs: number;
  readonly budget: Budget;
  /** What it is at, for those who judge its failure. */
  doing?: Action;
  /** Until when it waits: counted from its first wait, since what came before, a queue for the rate limits, was no wait for DigiCert's decision. */
  deadline?: Date;
  state: State;
}

export function deadlineOf(run: Run): Date {
  run.deadline ??= new Date(run.clock.now().getTime() + run.patienceMs);
  return run.deadline;
}
