import type { CertCentral } from "../certcentral/client";
import type { Inputs } from "./plan";
import type { State } from "./state";
import type { Poller } from "./wait";

/** Time as the life cycle sees it; tests pass their own. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

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
  readonly deadline: Date;
  readonly budget: Budget;
  state: State;
}
