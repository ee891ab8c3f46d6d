/** What a delete takes away and what it leaves alone, where the other files of this level do not go. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { inputsFor, startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
/** A run of its own, which knows nothing of what the other placed. */
let run: ProviderProcess;
let crashing: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  [provider, run, crashing] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox }), startProvider({ sandbox })]);
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
  await run.said();
});

/** What became of the orders of this test. */
async function statuses(): Promise<readonly string[]> {
  return (await sandbox.orders()).slice(known).map((order) => order.status);
}

async function live(): Promise<{ readonly resource: Resource; readonly order: OrderBook }> {
  const resource = new Resource(provider);
  await resource.up(newWish());
  const order = (await sandbox.orders())[known];
  if (order === undefined) throw new Error("Nothing was ordered");
  return { resource, order };
}

/** A successor is placed by a run that dies before it is recorded. */
async function crashAfter(resource: Resource, change: Properties): Promise<void> {
  await crashing.update(resource.id, resource.outputs, { ...resource.inputs, ...change });
  expect(await statuses()).toEqual(["issued", "issued"]);
}

describe("a run that only compares a live instance", () => {
  it("leaves its order alone when another instance of the same order is deleted", async () => {
    const { resource } = await live();
    const { inputs } = await run.check(resource.inputs, resource.inputs);
    await run.diff(resource.id, resource.outputs, inputs);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued"]);
  });

  it("revokes it where no check came before: so a refresh compares, and a destroy what depends on something deleted", async () => {
    const { resource } = await live();
    await run.diff(resource.id, resource.outputs, resource.inputs);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("revokes it where it is then deleted before it is created anew", async () => {
    const { resource } = await live();
    const { inputs } = await run.check(resource.inputs, resource.inputs);
    await run.diff(resource.id, resource.outputs, inputs);
    await run.check({}, resource.inputs);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked"]);
  });
});

describe("an order that the ledger calls unclaimed", () => {
  it("is never touched by a delete, wherever else the state names it", async () => {
    const { resource } = await live();
    const rows = resource.outputs["orders"] as readonly object[];
    await run.delete(resource.id, { ...resource.outputs, orders: rows.map((row) => ({ ...row, kind: "unclaimed" })) });
    expect(await statuses()).toEqual(["issued"]);
  });
});

describe("a successor that a run placed and did not record", () => {
  it("goes with the resource, though nothing links it to its predecessor", async () => {
    const { resource } = await live();
    await crashAfter(resource, { product: "private_ssl_flex" });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked", "revoked"]);
  });

  it("stays, and is named, where its key is not the recorded one", async () => {
    const { resource, order } = await live();
    await crashAfter(resource, { csr: newWish()["csr"] });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked", "issued"]);
    expect(await run.said()).toMatch(
      new RegExp(`order \\d+ stands under ${String(order.alternativeOrderId).replace(/n1$/, "n2")} with another key and is not touched`),
    );
  });
});

describe("a renewal that was made at DigiCert", () => {
  it("goes with the resource where it has the same key", async () => {
    const { resource, order } = await live();
    await sandbox.renewOutside(order.id);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked", "revoked"]);
  });

  it("stays where it has another", async () => {
    const { resource, order } = await live();
    await sandbox.renewOutside(order.id, { csr: String(newWish()["csr"]) });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked", "issued"]);
  });
});

describe("a resource that was renamed and is replaced", () => {
  const renamed = ({ inputs }: Resource, csr: unknown = inputs["csr"]): Properties => ({
    ...inputs,
    csr,
    __urn: inputsFor(`renamed from ${String(inputs["__urn"])}`, {})["__urn"],
    __formerUrns: [inputs["__urn"]],
  });

  it("back to its first key takes the order of its former name, and that of its new name stays, which the old instance has", async () => {
    const { resource } = await live();
    const withOtherKey = await provider.create(renamed(resource, newWish()["csr"]));
    expect(await statuses()).toEqual(["issued", "issued"]);
    const { properties } = await run.create(renamed(resource));
    expect(properties["orderId"]).toBe(resource.outputs["orderId"]);
    await run.delete(withOtherKey.id, withOtherKey.properties);
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("after a crash takes the order that it then placed, and that of its former name stays, which the old instance has", async () => {
    const { resource } = await live();
    const withOtherKey = renamed(resource, newWish()["csr"]);
    const crashed = await crashing.create(withOtherKey);
    const { properties } = await run.create(withOtherKey);
    expect(properties["orderId"]).toBe(crashed.properties["orderId"]);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("has both orders in its ledger where the former name's has its key, too: one is in hand, and neither is taken away or lost", async () => {
    const { resource } = await live();
    const { __formerUrns: _, ...beforeItsAlias } = renamed(resource);
    await crashing.create(beforeItsAlias);
    const { id, properties } = await run.create(renamed(resource));
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued", "issued"]);
    const later = await startProvider({ sandbox });
    await later.delete(id, properties);
    expect(await statuses()).toEqual(["revoked", "revoked"]);
  });
});
