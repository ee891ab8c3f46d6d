import type { CertCentral } from "../provider/certcentral/client";
import type { EngineLink } from "../provider/engineLink";
import { collect, rfc3339 } from "../provider/lifecycle/collect";
import { createCurrent } from "../provider/lifecycle/current";
import { alternativeIdOf, namesIn, stemOf } from "../provider/lifecycle/identity";
import type { Run } from "../provider/lifecycle/run";
import { emptyState, outputsOf } from "../provider/lifecycle/state";
import type { Poller } from "../provider/lifecycle/wait";
import { verbsOf } from "../provider/privateSslCertificate";
import type { Plain } from "../provider/request/field";
import { digestsOf, recordedWishOf } from "../provider/request/use";
import { version } from "../provider/version";
import { onDemand } from "./onDemand";

/** What a preview would say of a certificate. */
export interface Checked {
  /** The inputs with the defaults of the stack's configuration, as the engine stores them. */
  readonly inputs: Plain;
  /** Why it would be refused, on which input, a sentence each. */
  readonly problems: readonly string[];
  /** What would be said beside it: warnings, and what it costs. */
  readonly messages: readonly string[];
}

/** Holds the inputs against the provider's own `check`; `get` reads the configuration of the stack, or of an explicit provider. */
export async function checkedCertificate(news: Plain, now: Date, get: (key: string) => string | undefined): Promise<Checked> {
  const messages: string[] = [];
  const verbs = verbsOf({
    engine: listener(messages),
    current: createCurrent(undefined),
    clock: { now: () => now, sleep: () => Promise.resolve() },
    environment: {},
    version,
  });
  await verbs.configure?.({ config: { get, require: (key) => get(key) ?? "" } });
  const result = await verbs.check?.({}, news);
  const problems = (result?.failures ?? []).map(({ property, reason }) => `${property.replace(/^\["(.+)"\]$/, "$1")} ${reason}`);
  return { inputs: (result?.inputs ?? {}) as Plain, problems, messages };
}

function listener(messages: string[]): EngineLink {
  return {
    address: undefined,
    ready: () => Promise.resolve(),
    mayChange: () => undefined,
    say: (_severity, sentence) => {
      messages.push(sentence);
    },
    said: () => Promise.resolve(),
  };
}

/** Which order a mocked certificate came from. */
export interface MockedOrder {
  readonly orderId: number;
  readonly certificateId: number;
}

/**
 * The outputs of a certificate that was ordered with these inputs and issued at once: the provider's own way from a chain to outputs, so that no output
 * can be missing here. Nobody is asked: all that DigiCert would say is given.
 */
export async function issuedCertificate(inputs: Plain, order: MockedOrder, now: Date): Promise<Record<string, unknown>> {
  const stem = stemOf(namesIn(inputs));
  const { alternativeOrderId: given } = inputs;
  const run: Run = {
    client: nobody as CertCentral,
    poller: nobody as Poller,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    say: () => undefined,
    wanted: inputs,
    patienceMs: 0,
    budget: { orders: 0, reissues: 0 },
    state: { ...emptyState(stem), orderSequence: 1 },
  };
  const chain = await onDemand.chains().throwAwayChain(inputs, now);
  const issued = { ...order, asked: digestsOf(inputs), settings: recordedWishOf(inputs), chain, requests: [], domains: [] };
  const placed = rfc3339(now);
  const alternativeOrderId = alternativeIdOf(stem, 1, typeof given === "string" ? given : undefined);
  await collect(run, issued, { orderId: order.orderId, kind: "first", status: "issued", placed, alternativeOrderId });
  return outputsOf(run.state);
}

/** Stands where nobody is called. */
const nobody: unknown = {};
