/* eslint-disable @typescript-eslint/no-require-imports -- what makes certificates, and the sandbox, take a moment to load: a test that needs none does not wait */

/** Parts that are loaded when they are first used. */
export const onDemand = {
  requests: () => require("./makeRequest") as typeof import("./makeRequest"),
  chains: () => require("./throwAwayChain") as typeof import("./throwAwayChain"),
  sandbox: () => require("../sandbox") as typeof import("../sandbox"),
} as const;
