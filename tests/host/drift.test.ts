/** What happens at DigiCert behind Pulumi's back, as a refresh sees it and the next run answers it: where changed.test.ts does not go. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { clockAt } from "../support/clock";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, DAY, INFO, newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let known = 0;

const keys = [
  { name: "admin", apiKey: "ADMIN-KEY-0123456789" },
  { name: "limited", apiKey: "LIMITED-KEY-0123456789", role: "limited user" as const },
];
const other = { name: "other", apiKey: "OTHER-ACCOUNT-0123456789" };

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [{ keys }, { keys: [other] }] });
  provider = await startProvider({ sandbox });
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
  await sandbox.configure({ approval: "automatic" });
  await provider.said();
});

/** The orders of this test. */
async function orders(): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).slice(known);
}

interface Live {
  readonly resource: Resource;
  readonly wish: Properties;
  readonly order: OrderBook;
}

async function live(over: Properties = {}): Promise<Live> {
  const wish = newWish(over);
  const resource = new Resource(provider);
  await resource.up(wish);
  const [order] = await orders();
  if (order === undefined) throw new Error("Nothing was ordered");
  await sandbox.clearJournal();
  return { resource, wish, order };
}

/** What dependents use. */
function used({ outputs }: Resource): readonly unknown[] {
  return ["orderId", "certificateId", "certificateChain", "serialNumber", "validFrom", "validUntil"].map((name) => outputs[name]);
}

describe("a refresh that finds the certificate expired", () => {
  const later = new Date(Date.now() + 400 * DAY);
  let run: ProviderProcess;

  beforeAll(async () => {
    run = await startProvider({ sandbox, env: clockAt(later) });
  });

  afterEach(async () => {
    await sandbox.setClock({ offsetSeconds: 0 });
  });

  async function expired(over: Properties = {}): Promise<Live> {
    const { resource, ...rest } = await live(over);
    await sandbox.setClock(later);
    return { resource: resource.inRun(run), ...rest };
  }

  it("is no drift: every output stays, the clock asks for a renewal, and that names the expired order", async () => {
    const { resource, wish, order } = await expired();
    const before = used(resource);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ orderStatus: "expired" });
    expect(resource.outputs).not.toHaveProperty("drift");
    expect(used(resource)).toEqual(before);
    expect((await resource.preview(wish)).said).toMatch(/is due for RENEWAL, a new paid order after \d+: it ended 3[45] days ago/);
    await resource.up(wish);
    const [, renewal] = await orders();
    expect([renewal?.renewalOfOrderId, renewal?.id]).toEqual([order.id, resource.outputs["orderId"]]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("says so, and leaves it at that, where nothing is renewed by time", async () => {
    const { resource, wish } = await expired({ renewal: { beforeDays: 0 } });
    await resource.refresh();
    const { changes, said } = await resource.preview(wish);
    expect(changes).toBe(false);
    expect(said).toContain("renewal.beforeDays is 0: it is not renewed by time");
    await resource.up(wish);
    expect(await orders()).toHaveLength(1);
  });
});

describe("a refresh that finds the newest certificate revoked, and its order alive", () => {
  it("is drift all the same: a new order is needed, and has no link to what was revoked", async () => {
    const { resource, wish, order } = await live();
    const before = used(resource);
    await sandbox.revokeOutside(order.id, { certificateOnly: true });
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ drift: { kind: "revoked" } });
    expect(used(resource)).toEqual(before);
    expect((await resource.preview(wish)).said).toContain("needs a NEW paid order");
    await resource.up(wish);
    const [, successor] = await orders();
    expect([successor?.id, successor?.renewalOfOrderId]).toEqual([resource.outputs["orderId"], undefined]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("is none any more once somebody has had it reissued for the same key: that one is taken, and nothing is ordered", async () => {
    const { resource, wish, order } = await live();
    await sandbox.revokeOutside(order.id, { certificateOnly: true });
    await resource.refresh();
    const { certificateId } = await sandbox.reissueOutside(order.id);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId, orderStatus: "issued" });
    expect(resource.outputs).not.toHaveProperty("drift");
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(await orders()).toHaveLength(1);
  });
});

describe("a refresh that finds an issued order canceled or rejected", () => {
  /** DigiCert documents no way from issued to there; should it show one all the same, it is no reason to buy again. */
  async function showsAs(status: string, orderId: number): Promise<void> {
    const headers = { "x-dc-devkey": sandbox.apiKey };
    const info = await (await fetch(`${sandbox.baseUrl}/order/certificate/${String(orderId)}`, { headers })).json();
    const body = { ...(info as object), status };
    await sandbox.faults([{ match: { path: `^/order/certificate/${String(orderId)}$` }, do: "replaceAnswer", body, times: "always" }]);
  }

  afterEach(async () => {
    await sandbox.faults([]);
  });

  it.each(["canceled", "rejected"])("(%s) keeps every output, and orders anew only when the program changes", async (status) => {
    const { resource, wish, order } = await live();
    const before = used(resource);
    await showsAs(status, order.id);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ orderStatus: status, drift: { kind: "ended", detail: status } });
    expect(used(resource)).toEqual(before);
    const says = `order ${String(order.id)} was ${status} outside of Pulumi: change what is in the certificate, or renewal.trigger, to order anew`;
    expect((await resource.preview(wish)).said).toContain(says);
    expect((await resource.failedUp(wish)).message).toContain(says);
    expect(await orders()).toHaveLength(1);

    const changed = { ...wish, renewal: { trigger: 1 } };
    expect((await resource.preview(changed)).said).toContain("needs a NEW paid order");
    await resource.up(changed);
    expect((await orders()).map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual([undefined, undefined]);
    expect(await resource.preview(changed)).toEqual({ changes: false, said: "" });
  });
});

describe("a refresh while an order waits for a person", () => {
  it.each([
    ["canceled", (orderId: number) => sandbox.cancelOutside(orderId)],
    ["rejected", (orderId: number) => sandbox.reject({ orderId }, "no budget")],
  ])("records that it was %s; the next run says what there is to say, and orders nothing", async (status, end) => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.failedUp(wish);
    await end(Number(resource.id));
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ orderStatus: status, pendingOrder: { status } });
    expect((await resource.preview(wish)).said).toContain(`waits for order ${resource.id}, which was placed before and is \`${status}\``);
    expect((await resource.failedUp(wish)).message).toContain(`ended as \`${status}\``);
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain(`order ${resource.id} was ${status}`);
    expect((await orders()).map((order) => order.status)).toEqual([status]);
  });
});

describe("a refresh that finds the order renewed at DigiCert", () => {
  it("for another key leaves that one alone: it is named once, and the certificate in use stays", async () => {
    const { resource, wish, order } = await live();
    const before = used(resource);
    const { orderId } = await sandbox.renewOutside(order.id, { csr: String(newWish()["csr"]) });
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ drift: { kind: "renewed", orderId } });
    await resource.up(wish);
    expect(await provider.said()).toMatch(new RegExp(`order ${String(orderId)} .*with another key: it is not touched`));
    await resource.refresh();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(used(resource)).toEqual(before);
    expect((await orders()).map(({ status }) => status)).toEqual(["issued", "issued"]);
  });

  it("and that renewal revoked since says nothing: the certificate in use is still good", async () => {
    const { resource, wish, order } = await live();
    const { orderId } = await sandbox.renewOutside(order.id);
    await sandbox.revokeOutside(orderId);
    await resource.refresh();
    await resource.up(wish);
    expect(resource.outputs["orderId"]).toBe(order.id);
    await resource.refresh();
    expect((await resource.preview(wish)).changes).toBe(false);
    expect(await orders()).toHaveLength(2);
  });
});

describe("a refresh that may not see the order", () => {
  it("with a key that has not the right fails, keeps everything, and never takes the order for gone", async () => {
    const { resource, order } = await live();
    const before = resource.outputs;
    const limited = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey: "LIMITED-KEY-0123456789" } });
    await expect(limited.read(resource.id, before)).rejects.toThrow(
      new RegExp(`does not allow this API key .* to do GET order/certificate/${String(order.id)}`),
    );
    await expect(limited.delete(resource.id, before)).rejects.toThrow("access_denied|missing_permission");
    expect((await orders()).map(({ status }) => status)).toEqual(["issued"]);
  });

  it("with the key of another account fails; nothing is ordered there, whatever is asked for", async () => {
    const { resource, wish, order } = await live();
    const elsewhere = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey: other.apiKey } });
    const says = `DigiCert does not find order ${String(order.id)}, which the state names, in the account of`;
    await expect(elsewhere.read(resource.id, resource.outputs)).rejects.toThrow(says);
    for (const change of [
      { csr: newWish()["csr"] },
      { product: "private_ssl_flex" },
      { changeStrategy: "reissue", signatureHash: "sha384" },
    ]) {
      const { inputs } = await elsewhere.check(resource.inputs, { ...resource.inputs, ...wish, ...change });
      await expect(elsewhere.update(resource.id, resource.outputs, inputs)).rejects.toThrow(says);
    }
    const destroying = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey: other.apiKey } });
    await expect(destroying.delete(resource.id, resource.outputs)).rejects.toThrow(says);
    expect((await callsSince(sandbox)).filter((call) => !call.startsWith("GET"))).toEqual([]);
    expect((await orders()).map(({ status }) => status)).toEqual(["issued"]);
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO]);
  });
});
