import type { Plain } from "./field";

export interface Problem {
  /** The input, such as `orderValidity.years` or `dnsNames[2]`. */
  readonly property: string;
  /** Completes "`property` …": what was given (never a secret) and what is allowed. */
  readonly reason: string;
}

/** What else a judgement needs to know. */
export interface Judged {
  readonly now: Date;
  /** The old inputs; none on create. Dates are judged only where they are new or changed. */
  readonly previous?: Plain | undefined;
}
