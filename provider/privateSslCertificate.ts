import type * as pulumi from "@pulumi/pulumi";

import type * as calls from "./calls";
import type { CertCentral, Connection } from "./certcentral/client";
import { readConfiguration, type Configuration } from "./configuration";
import type { EngineLink } from "./engineLink";
import { ApiError, DigicertError } from "./errors";
import { createHeap } from "./heap";
import { ordersNamedBy, type Current } from "./lifecycle/current";
import { namesIn, stemOf } from "./lifecycle/identity";
import { spends, type Inputs, type Plan, type Seen } from "./lifecycle/action";
import { renewAfter } from "./lifecycle/byTime";
import { plan } from "./lifecycle/plan";
import type { Clock } from "./lifecycle/clock";
import type { Budget, Run, World } from "./lifecycle/run";
import { emptyState, outputsOf, stateOf, type State } from "./lifecycle/state";
import type { Snapshots } from "./lifecycle/snapshot";
import type { Poller } from "./lifecycle/wait";
import { redact } from "./redact";
import { isShown, problemsIn, remarksOn, type Problem } from "./request/use";

/** What the verbs stand on; tests put their own under them. */
export interface Ground {
  readonly engine: EngineLink;
  readonly current: Current;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
}

interface Account {
  readonly client: CertCentral;
  readonly poller: Poller;
  /** For `read` of managed resources, and nothing else. */
  readonly snapshots: Snapshots;
}

const DAY = 86_400_000;
const DEFAULT_TIMEOUT_SECONDS = 600;
/** For measurements: but no more on their way at once than DigiCert's limits allow, else they would measure hundreds of connections. */
const ANY_RATE = { requests: 97, milliseconds: 0 };

/** The verbs of the resource, each a few lines: the only place that speaks Pulumi's shapes. */
export function verbsOf(ground: Ground): pulumi.dynamic.ResourceProvider {
  const { engine, current, clock } = ground;
  let configuration: Configuration = readConfiguration(() => undefined, ground.environment);
  const accounts = new Map<string, Account>();

  /** The account of a key, connected once in a process. */
  function accountOf(apiKey: string | undefined = configuration.apiKey): Account {
    if (configuration.problem !== undefined) throw configuration.problem;
    if (apiKey === undefined) throw new DigicertError("DIGICERT_NO_API_KEY");
    const known = accounts.get(apiKey);
    if (known !== undefined) return known;
    const { baseUrl, region } = configuration;
    const tell = (sentence: string): void => {
      engine.say("info", sentence);
    };
    const { version, environment } = ground;
    const { connect, createPoller, createSnapshots } = loadCalls();
    const client = connect({ apiKey, baseUrl, region, version, beforeChange: engine.mayChange, tell, ...measuresIn(environment) });
    const account = { client, poller: createPoller(client, clock), snapshots: createSnapshots(client, clock) };
    accounts.set(apiKey, account);
    return account;
  }

  function worldOf(urn: string | undefined, apiKey?: string): World {
    const { client, poller } = accountOf(apiKey);
    return { client, poller, clock, say: sayAbout(urn) };
  }

  function sayAbout(urn: string | undefined): World["say"] {
    return (severity, sentence) => {
      engine.say(severity, sentence, urn);
    };
  }

  /** Refresh and destroy use the key in the state: where DigiCert knows it no more, a differing key of the environment is tried. */
  async function withStaleKey<T>(act: (world: World, snapshots: Snapshots) => Promise<T>): Promise<T> {
    try {
      return await act(worldOf(undefined), accountOf().snapshots);
    } catch (error) {
      const { apiKeyFromEnvironment: other, apiKey } = configuration;
      if (!isInvalidKey(error) || other === undefined || other === apiKey) throw error;
      engine.say(
        "warning",
        "DigiCert does not know the API key that is stored in the state: DIGICERT_API_KEY is used instead. Run `pulumi up` to store it",
      );
      return await act(worldOf(undefined, other), accountOf(other).snapshots);
    }
  }

  async function lookBeforePlan(state: State, wanted: Inputs): Promise<Seen> {
    const due = state.certificate === undefined ? undefined : renewAfter(state.certificate, wanted);
    if (wanted["autoRenew"] !== true || due === undefined || clock.now() < due || state.orderId === undefined) return {};
    const { renewedOrderId, autoRenew } = await loadCalls().recordedOrder(worldOf(urnOf(wanted)), state.orderId);
    return {
      ...(renewedOrderId === undefined ? {} : { renewedOrderId }),
      ...(autoRenew === undefined ? {} : { autoRenews: autoRenew }),
    };
  }

  function runOf(state: State, wanted: Inputs, budget: Budget): Run {
    return { ...worldOf(urnOf(wanted)), wanted, patienceMs: timeoutSeconds(wanted) * 1000, budget, state };
  }

  return {
    // Stored synchronously: calls that wait already run as soon as this first awaits.
    configure(request: { readonly config: { get(key: string): string | undefined } }) {
      configuration = readConfiguration((key) => request.config.get(key), ground.environment);
      return Promise.resolve();
    },

    check: bounded(engine, (olds: Inputs, news: Inputs) => {
      const inputs = withDefaults(news, configuration);
      const urn = urnOf(news) ?? "";
      const isNew = Object.keys(olds).length === 0;
      if (isNew) current.forgetDiff(urn);
      else current.expectDiff(urn);
      const previous = isNew ? {} : { previous: olds };
      const failures = problemsIn(inputs, { now: clock.now(), ...previous });
      if (failures.length === 0) announceCheck(sayAbout(urn), inputs, previous);
      return Promise.resolve({ inputs, failures: failures.map((problem) => failureOf(problem, inputs)) });
    }),

    diff: bounded(engine, async (_id: string, olds: Inputs, news: Inputs) => {
      const state = stateOf(olds);
      const say = sayAbout(urnOf(news));
      current.learnFromDiff(urnOf(news) ?? "", ordersNamedBy(state));
      const planned = plan(state, news, clock.now(), await lookBeforePlan(state, news));
      for (const warning of planned.warnings) say("warning", warning);
      for (const action of planned.actions) say(action.do === "fail" ? "warning" : "info", action.says);
      return { changes: planned.actions.length > 0, replaces: [], deleteBeforeReplace: false };
    }),

    create: bounded(engine, async (inputs: Inputs) => {
      const creation = runOf(emptyState(stemOf(namesIn(inputs))), inputs, { orders: 1, reissues: 1 });
      try {
        await loadCalls().create(creation);
      } catch (error) {
        throw partial(creation, firstOrderId(creation.state), inputs, error);
      } finally {
        current.learn(ordersNamedBy(creation.state));
      }
      return { id: firstOrderId(creation.state) ?? "", outs: outputsOf(creation.state) };
    }),

    update: bounded(engine, async (id: string, olds: Inputs, news: Inputs) => {
      const state = stateOf(olds);
      const seen = await lookBeforePlan(state, news);
      const planned = plan(state, news, clock.now(), seen);
      const run = runOf(state, news, loadCalls().budgetOf(planned));
      current.learn(ordersNamedBy(state));
      try {
        await loadCalls().carryOut(run, seen);
      } catch (error) {
        if (!isTolerated(run, planned, error)) throw partial(run, run.state === state ? undefined : id, news, error);
        run.say("warning", `${messageOf(error)}\nTolerated (renewal.tolerateFailureUntilDays): the certificate in use stays as it is.`);
      } finally {
        current.learn(ordersNamedBy(run.state));
      }
      return { outs: outputsOf(run.state) };
    }),

    read: bounded(engine, async (id: string, props: Inputs) => {
      // What `get` shows has no stem: it is looked at anew each time, in a refresh too.
      const isGet = stateOf(props).alternativeOrderStem === "";
      if (!isGet)
        return { id, props: outputsOf(await withStaleKey((world, snapshots) => loadCalls().observe(world, stateOf(props), snapshots))) };
      const { state, orders } = await withStaleKey((world) => loadCalls().look(world, orderIdOf(id)));
      // A refresh passes what was shown before, and tells nothing of what the program still shows: a destroy that looks first revokes all the same.
      if (props["schemaVersion"] === undefined) current.learn(orders);
      return { id, props: outputsOf(state) };
    }),

    delete: bounded(engine, async (_id: string, props: Inputs) => {
      await withStaleKey((world) => loadCalls().retire(world, stateOf(props), current.isInUse));
    }),
  } as pulumi.dynamic.ResourceProvider;
}

/** Loaded when the first call is due, so that no preview waits for it. */
function loadCalls(): typeof calls {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the module
  return require("./calls") as typeof calls;
}

/**
 * No settings for users. The one is for the tests of what is never answered, which would take a minute each; the other for measuring what this package
 * costs by itself, against a server that lifts its limits too.
 */
function measuresIn(environment: Ground["environment"]): Pick<Connection, "limits" | "rateWindows"> {
  const seconds = Number(environment["PULUMI_DIGICERT_ANSWER_SECONDS"]);
  return {
    ...(seconds > 0 ? { limits: { answerSeconds: seconds } } : {}),
    ...(environment["PULUMI_DIGICERT_RATE_LIMIT"] === "off" ? { rateWindows: [ANY_RATE] } : {}),
  };
}

const heap = createHeap();

/** Every verb: first the link to the engine, at the end everything said is delivered, and every error is one that the host can carry. */
function bounded<A extends readonly unknown[], R>(engine: EngineLink, verb: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    await engine.ready();
    try {
      return await verb(...args);
    } catch (error) {
      throw error instanceof Saved ? error : plain(error);
    } finally {
      await engine.said();
      heap.afterVerb();
    }
  };
}

/** An order was placed and its certificate is not in hand: the host saves `properties` and the next `pulumi up` goes on. */
class Saved extends Error {
  constructor(
    readonly id: string,
    readonly properties: Readonly<Record<string, unknown>>,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.stack = "";
  }
}

function partial(run: Run, id: string | undefined, inputs: Inputs, error: unknown): unknown {
  if (id === undefined) return error;
  return new Saved(id, { ...outputsOf(run.state), __provider: inputs["__provider"] }, [messageOf(error)]);
}

/** No `id`, no `metadata`, no stack: the host reads the first two as its own, and prints the third. */
function plain(error: unknown): Error {
  const message = messageOf(error);
  const translated = new Error(message);
  translated.name = error instanceof DigicertError ? String(error.code) : "Error";
  translated.stack = "";
  return translated;
}

function messageOf(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error));
}

function isInvalidKey(error: unknown): boolean {
  return error instanceof ApiError && error.code === "DIGICERT_KEY_INVALID";
}

/** A renewal that time alone asked for may fail while the certificate is good for long enough; what a changed input asks for, may not. */
function isTolerated(run: Run, planned: Plan, error: unknown): boolean {
  const renewal = run.wanted["renewal"] as { readonly tolerateFailureUntilDays?: number } | undefined;
  const days = renewal?.tolerateFailureUntilDays;
  const { certificate } = run.state;
  const isByTime = run.doing?.byTime === true && planned.actions.every((action) => action.byTime === true || !spends(action));
  if (days === undefined || certificate === undefined || !isByTime || !(error instanceof DigicertError)) return false;
  return Date.parse(certificate.validUntil) - run.clock.now().getTime() >= days * DAY;
}

/**
 * The engine prints the value of the input that a failure names, secret or not. A value that must not be seen is named by the other form of Pulumi's
 * property paths, `["csr"]`: the engine finds no input of that name, and shows nothing.
 */
function failureOf({ property, reason }: Problem, inputs: Inputs): { readonly property: string; readonly reason: string } {
  return { property: isShown(property, inputs[property]) ? property : `["${property}"]`, reason: redact(reason) };
}

function announceCheck(say: World["say"], inputs: Inputs, previous: { readonly previous?: Inputs }): void {
  for (const remark of remarksOn(inputs, previous)) say("warning", remark);
  if (previous.previous === undefined) say("info", newOrderSays(inputs));
}

function newOrderSays(inputs: Inputs): string {
  const adopt = inputs["adoptOrderId"];
  return typeof adopt === "number"
    ? `takes over order ${String(adopt)}, or its newest successor: nothing is ordered while it fits`
    : `needs a NEW paid order, unless one is alive under this resource's id${linkSays(inputs)}`;
}

function linkSays({ renewalOfOrderId, renewedThumbprint }: Inputs): string {
  return renewalOfOrderId === undefined && renewedThumbprint === undefined
    ? ""
    : ". Where DigiCert refuses the renewal link, one order without it is placed";
}

/** Stack-wide defaults become inputs, so that every later verb and the person see them. */
function withDefaults(news: Inputs, configuration: Configuration): Record<string, unknown> {
  const { organizationId, containerId, skipApproval } = configuration;
  return {
    ...(organizationId === undefined ? {} : { organization: { id: organizationId } }),
    ...(containerId === undefined ? {} : { container: { id: containerId } }),
    ...(skipApproval === undefined ? {} : { skipApproval }),
    signatureHash: "sha256",
    ...news,
  };
}

function urnOf(inputs: Inputs): string | undefined {
  const urn = inputs["__urn"];
  return typeof urn === "string" ? urn : undefined;
}

/** The id of the resource is its first order's, for its whole life. */
function firstOrderId(state: State): string | undefined {
  const id = state.orderId ?? state.pendingOrder?.orderId;
  return id === undefined ? undefined : String(id);
}

function orderIdOf(id: string): number {
  const orderId = Number(id);
  if (!Number.isSafeInteger(orderId) || orderId <= 0) throw new DigicertError("DIGICERT_NOT_AN_ORDER_ID", { id });
  return orderId;
}

function timeoutSeconds(wanted: Inputs): number {
  const issuance = wanted["issuance"] as { readonly timeoutSeconds?: number } | undefined;
  return issuance?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
}
