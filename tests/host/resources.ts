import type { OrderBook, Sandbox } from "../../sandbox";
import { makeCsr, type KeyKind } from "../support/csr";
import { CallFailed, inputsFor, type Created, type Properties, type ProviderProcess, type SavedByHost } from "./providerProcess";

export { callsSince, newSandbox, statuses } from "../support/sandboxes";

export const LOOK_UP = "GET /order/alternate/{id}";
export const ORDER = "POST /order/certificate/private_ssl_plus";
export const INFO = "GET /order/certificate/{id}";
export const CHAIN = "GET /certificate/{id}/chain";
export const REVOKE = "PUT /order/certificate/{id}/revoke";
export const LIST = "GET /order/certificate";
export const REQUESTS = "GET /request";
export const REISSUE = "POST /order/certificate/{id}/reissue";

export const DAY = 86_400_000;

/** A wish with a key of its own. */
export function newWish(over: Properties = {}, kind: KeyKind = "ec-p256"): Properties {
  return {
    product: "private_ssl_plus",
    commonName: "a.example",
    dnsNames: ["a.example", "b.example"],
    csr: makeCsr(["a.example"], kind).csrPem,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
    skipApproval: true,
    ...over,
  };
}

let names = 0;

/** One resource, carried through Pulumi's calls as the engine does: what it saves, and what it passes next time. */
export class Resource {
  id = "";
  outputs: Properties = {};
  readonly #provider: ProviderProcess;
  readonly #name: string;
  #inputs: Properties = {};

  constructor(provider: ProviderProcess, name = `r${String(++names)}`) {
    this.#provider = provider;
    this.#name = name;
  }

  /** The same resource, as another run finds it. */
  inRun(provider: ProviderProcess): Resource {
    const found = new Resource(provider, this.#name);
    found.id = this.id;
    found.outputs = this.outputs;
    found.#inputs = this.#inputs;
    return found;
  }

  /** The old inputs, as checked. */
  get inputs(): Properties {
    return this.#inputs;
  }

  /** check and diff: whether there are changes, and what is said. */
  async preview(wish: Properties): Promise<{ readonly changes: boolean; readonly said: string }> {
    await this.#provider.said();
    const news = await this.check(wish);
    const changes = this.id === "" || (await this.#provider.diff(this.id, this.outputs, news));
    return { changes, said: await this.#provider.said() };
  }

  async check(wish: Properties): Promise<Properties> {
    const { inputs, failures } = await this.#provider.check(this.#inputs, inputsFor(this.#name, given(wish)));
    if (failures.length > 0) throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"));
    return inputs;
  }

  /** A whole `pulumi up`: check, then create, or diff and update where there are changes. A failure that saved something throws what it said. */
  async up(wish: Properties): Promise<Properties> {
    const news = await this.check(wish);
    const isNew = this.id === "";
    if (!isNew && !(await this.#provider.diff(this.id, this.outputs, news))) {
      this.#inputs = news;
      return this.outputs;
    }
    try {
      if (isNew) ({ id: this.id, properties: this.outputs } = await this.#provider.create(news));
      else this.outputs = await this.#provider.update(this.id, this.outputs, news);
      this.#inputs = news;
      return this.outputs;
    } catch (error) {
      const saved = error instanceof CallFailed ? error.saved : undefined;
      if (saved !== undefined) {
        this.id = saved.id;
        this.outputs = saved.properties;
        // After a partial update the engine keeps the old inputs.
        if (isNew) this.#inputs = news;
      }
      throw error;
    }
  }

  /** A run that must fail: what it said, and what the host saved. */
  async failedUp(wish: Properties): Promise<{ readonly message: string; readonly saved: SavedByHost | undefined }> {
    try {
      await this.up(wish);
    } catch (error) {
      if (error instanceof CallFailed) return { message: error.message, saved: error.saved };
      throw error;
    }
    throw new Error("The run succeeded, and should have failed");
  }

  async refresh(): Promise<Created> {
    const answer = await this.#provider.read(this.id, this.outputs);
    this.outputs = answer.properties;
    return answer;
  }

  /** In a run of its own, as `pulumi destroy` is: a run remembers which orders are in use. */
  async destroy(run: ProviderProcess): Promise<void> {
    await run.delete(this.id, this.outputs);
  }
}

/** The outputs as they will be in so many days: the clock of the process cannot be moved, what was recorded can. */
export function recordedDaysAgo(outputs: Properties, days: number): Properties {
  const recorded = new Date(Date.now() - days * DAY).toISOString();
  return { ...outputs, orders: (outputs["orders"] as readonly object[]).map((row) => ({ ...row, recorded })) };
}

/** The orders of one test, in a sandbox that the tests of its file share. */
export class OrdersOfTest {
  readonly #sandbox: () => Sandbox;
  #before = 0;

  constructor(sandbox: () => Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Before each test. */
  async begin(): Promise<void> {
    this.#before = (await this.#sandbox().orders()).length;
  }

  /** A name that no other test of the file has. */
  name(word: string): string {
    return `${word}${String(this.#before)}`;
  }

  async all(): Promise<readonly OrderBook[]> {
    return (await this.#sandbox().orders()).slice(this.#before);
  }

  async at(index: number): Promise<OrderBook> {
    const found = (await this.all())[index];
    if (found === undefined) throw new Error(`There is no order ${String(index)}`);
    return found;
  }
}

/** What is undefined in a program never reaches the provider. */
function given(wish: Properties): Properties {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

/** The API as another tool uses it, with a key of its own. */
async function callFromElsewhere(sandbox: Sandbox, method: string, path: string, body: unknown, apiKey = sandbox.apiKey): Promise<unknown> {
  const headers = { "Content-Type": "application/json", "X-DC-DEVKEY": apiKey };
  const response = await fetch(`${sandbox.baseUrl}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}

/** Renewed with another tool: with the same key, for other names; `skipsApproval`: without asking a person. */
export async function renewElsewhere(
  sandbox: Sandbox,
  orderId: number,
  csr: unknown,
  names: readonly string[],
  skipsApproval = true,
): Promise<number> {
  const renewal = await callFromElsewhere(sandbox, "POST", "/order/certificate/private_ssl_plus", {
    certificate: { common_name: names[0], dns_names: names, csr, signature_hash: "sha256" },
    organization: { id: 123456 },
    order_validity: { years: 1 },
    renewal_of_order_id: orderId,
    skip_approval: skipsApproval,
  });
  return (renewal as { readonly id: number }).id;
}

/** Reissued with another tool: with the same key and names, and another hash. */
export async function reissueElsewhere(sandbox: Sandbox, orderId: number, wish: Properties, signatureHash = "sha256"): Promise<number> {
  const certificate = {
    common_name: wish["commonName"],
    dns_names: wish["dnsNames"],
    csr: wish["csr"],
    signature_hash: signatureHash,
  };
  const path = `/order/certificate/${String(orderId)}/reissue`;
  const answer = await callFromElsewhere(sandbox, "POST", path, { certificate, skip_approval: true });
  return (answer as { readonly certificate_id: number }).certificate_id;
}

/** By somebody who may not do so alone: a person decides. */
export async function askForRevocation(sandbox: Sandbox, orderId: number, apiKey: string): Promise<void> {
  await callFromElsewhere(sandbox, "PUT", `/order/certificate/${String(orderId)}/revoke`, { comments: "is this still used?" }, apiKey);
}
