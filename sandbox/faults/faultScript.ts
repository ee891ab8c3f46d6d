/** A scripted fault: which request it meets, and what becomes of it. Scripts are tried in order; a request meets at most one. */
export type FaultScript = {
  /** What the journal calls it. @default the value of `do` */
  readonly name?: string;
  /** @default any request */
  readonly match?: RequestMatch;
  /** How many requests in a row it meets. @default 1 */
  readonly times?: number | "always";
} & (
  | {
      /**
       * - dropBefore: the connection is reset, nothing is carried out.
       * - dropAfter: carried out; the connection is reset before the answer.
       * - cutAnswer: carried out; half of the body, then reset.
       * - malformed: carried out; the answer is no JSON.
       * - wrongPem: the certificate in the answer is for another key.
       * - swapChain: two certificates of the chain have changed places.
       * - brokenChain: one link of the chain does not verify.
       */
      readonly do: "dropBefore" | "dropAfter" | "cutAnswer" | "malformed" | "wrongPem" | "swapChain" | "brokenChain";
    }
  /** Answered so many real seconds later. */
  | { readonly do: "delay"; readonly seconds: number }
  /** The connection is reset at once, and the request carried out so many real seconds later. */
  | { readonly do: "late"; readonly seconds: number }
  /** Never answered. @default carriedOut true */
  | { readonly do: "hang"; readonly carriedOut?: boolean }
  /** Another status than was meant. @default carriedOut false; body: an error as CertCentral words it */
  | {
      readonly do: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly carriedOut?: boolean;
      readonly retryAfter?: number | string;
    }
  /** Carried out; answered with this body. */
  | { readonly do: "replaceAnswer"; readonly body: unknown }
  /**
   * Any of the others but those of certificates and `hang`, for a share of the requests: for soaks. The n-th request that it looks at meets the same
   * fault whenever the seed is the same; `times` is mostly `"always"`. The journal names it `chaos: dropAfter`.
   */
  | { readonly do: "chaos"; readonly seed: number; /** From 0, none, to 1, all. */ readonly rate: number }
);

export interface RequestMatch {
  readonly method?: string;
  /** Below the base URL: `/order/certificate/{id}/revoke`, where `{…}` is any one segment; one that begins with `^` is the source of a RegExp. */
  readonly path?: string;
  /** Meets the n-th request that fits, and those after it as long as `times` says. @default 1 */
  readonly nth?: number;
}
