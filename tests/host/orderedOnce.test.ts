/** What keeps an order from being placed twice or unannounced, where the other files of this level do not go. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { inputsFor, startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, DAY, INFO, newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
  await sandbox.clearJournal();
  await provider.said();
});

/** The orders of this test. */
async function orders(): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).slice(known);
}

async function live(over: Properties = {}): Promise<{ readonly resource: Resource; readonly wish: Properties; readonly order: OrderBook }> {
  const wish = newWish(over);
  const resource = new Resource(provider);
  await resource.up(wish);
  await sandbox.clearJournal();
  const [order] = await orders();
  if (order === undefined) throw new Error("Nothing was ordered");
  return { resource, wish, order };
}

async function posts(): Promise<number> {
  return (await sandbox.journal()).filter(({ method }) => method === "POST").length;
}

describe("an order", () => {
  it("is not placed where nobody can tell whether its id is free", async () => {
    await sandbox.faults([{ match: { path: "/order/alternate/{id}" }, do: "status", status: 400 }]);
    await new Resource(provider).failedUp(newWish());
    expect(await posts()).toBe(0);
    expect(await orders()).toEqual([]);
  });

  it("that arrives a second after its connection was lost is found in the same run", async () => {
    await sandbox.faults([{ match: { method: "POST" }, do: "late", seconds: 1 }]);
    const resource = new Resource(provider);
    await resource.up(newWish());
    expect((await orders()).map(({ id }) => id)).toEqual([resource.outputs["orderId"]]);
    expect(await posts()).toBe(1);
  });

  it("whose renewal link DigiCert refuses is not asked for without it where nobody can tell whether its id is still free", async () => {
    const { resource, wish } = await live();
    const errors = [{ code: "order_not_eligible_for_renewal", message: "no" }];
    await sandbox.faults([
      { match: { method: "POST" }, do: "status", status: 400, body: { errors } },
      { match: { path: "/order/alternate/{id}", nth: 2 }, do: "status", status: 400 },
    ]);
    const renewed = { ...wish, renewal: { trigger: 1 } };
    await resource.failedUp(renewed);
    expect(await posts()).toBe(1);
    await resource.up(renewed);
    expect(await orders()).toHaveLength(2);
  });

  it("that DigiCert refuses, though not for its renewal link, is asked for once", async () => {
    const { resource, wish } = await live();
    await sandbox.faults([{ match: { method: "POST" }, do: "status", status: 400 }]);
    await resource.failedUp({ ...wish, renewal: { trigger: 1 } });
    expect(await posts()).toBe(1);
    expect(await orders()).toHaveLength(1);
  });

  it("that no preview named is not placed: it said that an earlier order is gone back to, and that one turns out to be revoked", async () => {
    const { resource, wish, order } = await live();
    await resource.up({ ...wish, csr: newWish()["csr"] });
    await sandbox.revokeOutside(order.id);
    expect((await resource.preview(wish)).said).toContain(`goes back to order ${String(order.id)}`);
    expect((await resource.failedUp(wish)).message).toContain("The preview of this run did not name what would now be spent");
    expect(await orders()).toHaveLength(2);
    expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
    await resource.up(wish);
    expect(await orders()).toHaveLength(3);
  });

  it("is placed under the ids of the first one, whatever the resource is called by now", async () => {
    const { resource, order } = await live();
    const { __urn } = inputsFor("renamed", {});
    await provider.update(resource.id, resource.outputs, { ...resource.inputs, __urn, renewal: { trigger: 1 } });
    const [, successor] = await orders();
    expect(successor?.alternativeOrderId).toBe(order.alternativeOrderId?.replace(/n1$/, "n2"));
  });

  it("that waits, whose info shows no key, and whose certificate turns out to have another one, is left alone; another is ordered once that was said", async () => {
    await sandbox.configure({ approval: "manual", warts: { noCsrInOrderInfo: true } });
    const { resource, wish } = await live();
    const before = resource.outputs;
    const ofKey = () => ({ ...wish, csr: newWish()["csr"], skipApproval: false });
    await resource.failedUp(ofKey());
    // As if that run had died before it could say what it did.
    resource.outputs = before;
    const [, crashed] = await orders();
    const wanted = ofKey();
    expect((await resource.failedUp(wanted)).message).toContain(`rder ${String(crashed?.id)}`);
    await sandbox.approve({ orderId: crashed?.id ?? 0 });
    expect((await resource.failedUp(wanted)).message).toContain("The preview of this run did not name what would now be spent");
    expect(resource.outputs).not.toHaveProperty("pendingOrder");

    expect((await resource.preview(wanted)).said).toContain("asks for RENEWAL");
    await resource.failedUp(wanted);
    const [, , third] = await orders();
    await sandbox.approve({ orderId: third?.id ?? 0 });
    await resource.up(wanted);
    expect(resource.outputs).toMatchObject({ orderId: third?.id });
    expect((await resource.preview(wanted)).changes).toBe(false);
    expect(await orders()).toHaveLength(3);
    await sandbox.configure({ approval: "automatic", warts: { noCsrInOrderInfo: false } });
  });

  it("under the ids of a name that the resource had before is taken over by what replaces it; one of another key keeps it in its ledger", async () => {
    const { resource, order } = await live();
    const renamed = (csr = resource.inputs["csr"]) => ({
      ...resource.inputs,
      csr,
      __urn: inputsFor("another name", {})["__urn"],
      __formerUrns: ["urn:pulumi:test::certificates::none", resource.inputs["__urn"]],
    });
    const { properties } = await provider.create(renamed());
    expect(properties).toMatchObject({ orderId: order.id, alternativeOrderStem: resource.outputs["alternativeOrderStem"] });
    expect(await orders()).toHaveLength(1);

    const { properties: other } = await provider.create(renamed(newWish()["csr"]));
    const [, second] = await orders();
    expect(other).toMatchObject({ orderId: second?.id });
    expect(other["orders"]).toContainEqual(expect.objectContaining({ orderId: order.id, kind: "unclaimed" }));
    expect(other["alternativeOrderStem"]).not.toBe(resource.outputs["alternativeOrderStem"]);
  });

  it("that a replacement found beside the one it took is gone back to when the change is withdrawn", async () => {
    const { resource, wish, order } = await live();
    await resource.up({ ...wish, dnsNames: ["a.example", "b.example", "c.example"] });
    const replaced = new Resource(provider);
    replaced.id = resource.id;
    const { properties } = await provider.create(resource.inputs);
    replaced.outputs = properties;
    expect((await replaced.preview(wish)).said).toContain(`goes back to order ${String(order.id)}`);
    await replaced.up(wish);
    expect(replaced.outputs).toMatchObject({ orderId: order.id });
    expect(await orders()).toHaveLength(2);
  });

  it("of two that stand under one id, where the account allows that: the older is taken, and the other named in a warning and in the ledger", async () => {
    await sandbox.configure({ uniqueAlternativeOrderIds: false });
    const wish = newWish();
    const before = new Resource(provider, "twice");
    const saved = await before.up(wish);
    const [first] = await orders();
    const response = await fetch(`${sandbox.baseUrl}/order/certificate/private_ssl_plus`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-dc-devkey": sandbox.apiKey },
      body: JSON.stringify(first?.placedWith),
    });
    expect(response.ok).toBe(true);
    const [, second] = await orders();
    const again = new Resource(provider, "twice");
    await again.up(wish);
    expect(again.outputs["orderId"]).toBe(saved["orderId"]);
    expect(await provider.said()).toMatch(
      new RegExp(
        `order ${String(second?.id)} has the same alternative order id \\w+ as order ${String(first?.id)}: one of them may be one too many`,
      ),
    );
    expect((again.outputs["orders"] as readonly object[]).map((row) => (row as { readonly orderId: number }).orderId).sort()).toEqual([
      first?.id,
      second?.id,
    ]);
    await again.destroy(await startProvider({ sandbox }));
    expect((await orders()).map(({ status }) => status)).toEqual(["revoked", "revoked"]);
    await sandbox.configure({ uniqueAlternativeOrderIds: true });
  });

  it("whose revocation waits for a person is not taken over: the next id is used", async () => {
    const keys = [
      { name: "admin", apiKey: "ADMIN-KEY-0123456789" },
      { name: "user", apiKey: "USER-KEY-0123456789", role: "standard user" as const },
    ];
    const account = await newSandbox({ accounts: [{ keys }] });
    const wish = newWish();
    const old = new Resource(await startProvider({ sandbox: account }), "revoking");
    await old.up(wish);
    await old.destroy(await startProvider({ sandbox: { baseUrl: account.baseUrl, apiKey: "USER-KEY-0123456789" } }));
    const again = new Resource(await startProvider({ sandbox: account }), "revoking");
    await again.up(wish);
    const [first, second] = await account.orders();
    expect(first).toMatchObject({ status: "issued", requests: [{ type: "revoke", status: "pending" }] });
    expect(again.outputs["orderId"]).toBe(second?.id);
  });
});

describe("a renewal by time", () => {
  it("that brought no later end is the last one", async () => {
    // The sandbox's clock stays where it is: whatever is ordered there ends on the same day.
    const past = await newSandbox({ now: new Date(Date.now() - 345 * DAY) });
    const run = await startProvider({ sandbox: past });
    const resource = new Resource(run);
    const wish = newWish();
    await resource.up(wish);
    await resource.up(wish);
    expect(await past.orders()).toHaveLength(2);
    const { changes, said } = await resource.preview(wish);
    expect(said).toContain("is not renewed by time: the last renewal by time did not bring a later end");
    expect(changes).toBe(false);
    await resource.up(wish);
    expect(await past.orders()).toHaveLength(2);
  });
});

describe("a reissue that a run died after", () => {
  it("is found in the order, and not asked for twice", async () => {
    const { resource, wish, order } = await live({ changeStrategy: "reissue" });
    const changed = { ...wish, csr: newWish()["csr"] };
    const { certificateId } = await sandbox.reissueOutside(order.id, { csr: String(changed["csr"]) });
    await resource.up(changed);
    expect(await callsSince(sandbox)).toEqual([INFO, CHAIN]);
    expect(resource.outputs["certificateId"]).toBe(certificateId);
    expect((await orders())[0]?.certificates).toHaveLength(2);
  });
});
