/** Orders that were placed elsewhere and are taken over with `adoptOrderId`: where changed.test.ts does not go. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, INFO, LOOK_UP, newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
/** A run of its own, which knows nothing of what is in use. */
let run: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  [provider, run] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
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

async function statuses(): Promise<readonly string[]> {
  return (await orders()).map((order) => order.status);
}

interface Elsewhere {
  readonly wish: Properties;
  readonly adopting: Properties;
  readonly orderId: number;
}

/** An order of another program, and a wish that names it. */
async function elsewhere(over: Properties = {}): Promise<Elsewhere> {
  const wish = newWish(over);
  const owner = new Resource(provider);
  await owner.up(wish);
  await sandbox.clearJournal();
  const orderId = Number(owner.id);
  return { wish, adopting: { ...wish, adoptOrderId: orderId }, orderId };
}

describe("a create that adopts", () => {
  it("reads the order, its chain, and whether something of its own stands under its ids: nothing else", async () => {
    const { adopting, orderId } = await elsewhere();
    const resource = new Resource(provider);
    await resource.up(adopting);
    expect([...(await callsSince(sandbox))].sort()).toEqual([CHAIN, INFO, LOOK_UP].sort());
    expect(resource.outputs).toMatchObject({ orderId, orderSequence: 0 });
    expect(resource.id).toBe(String(orderId));
  });

  it("takes its own successor of the adopted order where a run before it died: nothing is ordered again", async () => {
    const { adopting, orderId } = await elsewhere();
    const name = "adoptingTwice";
    const before = new Resource(provider, name);
    await before.up({ ...adopting });
    await before.up({ ...adopting, renewal: { trigger: 1 } });
    const again = new Resource(run, name);
    const renewed = { ...adopting, renewal: { trigger: 1 } };
    await again.up(renewed);
    expect((await orders()).map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual([undefined, orderId]);
    expect(again.outputs).toMatchObject({ orderId: (await orders())[1]?.id, orderSequence: 1 });
    expect(await again.preview(renewed)).toEqual({ changes: false, said: "" });
  });

  it("waits for an adopted order that waits for a person", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const owner = new Resource(provider);
    await owner.failedUp(wish);
    const adopting = { ...wish, adoptOrderId: Number(owner.id) };
    const resource = new Resource(provider);
    expect((await resource.failedUp(adopting)).saved?.properties).toMatchObject({ pendingOrder: { orderId: Number(owner.id) } });
    await sandbox.approve({ orderId: Number(owner.id) });
    await resource.up(adopting);
    expect(resource.outputs).toMatchObject({ orderId: Number(owner.id), orderStatus: "issued" });
    expect(await resource.preview(adopting)).toEqual({ changes: false, said: "" });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued"]);
  });

  it.each([
    ["that is revoked", (orderId: number) => sandbox.revokeOutside(orderId), "is `revoked`: there is nothing left to take over"],
    ["that the account does not have", (orderId: number) => sandbox.forget(orderId), "DigiCert does not find order"],
  ])("an order %s fails, and orders nothing in its place", async (_, end, says) => {
    const { adopting, orderId } = await elsewhere();
    await end(orderId);
    const { message, saved } = await new Resource(provider).failedUp(adopting);
    expect(message).toContain(says);
    expect(saved).toBeUndefined();
    expect(await orders()).toHaveLength(1);
  });

  it("does not take a successor of another key for what was named", async () => {
    const { adopting, orderId } = await elsewhere();
    const renewal = await sandbox.renewOutside(orderId, { csr: String(newWish()["csr"]) });
    const { message } = await new Resource(provider).failedUp(adopting);
    expect(message).toContain(`Order ${String(renewal.orderId)} (adoptOrderId, or its newest successor) is for another key than the CSR`);
    expect(await statuses()).toEqual(["issued", "issued"]);
  });
});

describe("what differs between an adopted order and the program", () => {
  it("is recorded as it is, named by the next preview, and only then carried out", async () => {
    const { wish, adopting, orderId } = await elsewhere({ additionalEmails: ["old@a.example"] });
    const declared = { ...adopting, dnsNames: ["a.example", "b.example", "c.example"], additionalEmails: ["ops@a.example"] };
    const resource = new Resource(provider);
    await resource.up(declared);
    expect(await statuses()).toEqual(["issued"]);
    expect((await orders())[0]?.additionalEmails).toEqual(["old@a.example"]);
    const { said } = await resource.preview(declared);
    expect(said).toContain(`asks for RENEWAL, a new paid order after ${String(orderId)}`);
    expect(said).toContain("the names are not those of the certificate in hand");
    await resource.up(declared);
    const [first, renewal] = await orders();
    expect(renewal).toMatchObject({ renewalOfOrderId: first?.id, additionalEmails: ["ops@a.example"] });
    expect(await resource.preview(declared)).toEqual({ changes: false, said: "" });
    expect(first?.placedWith).toMatchObject({ certificate: { dns_names: wish["dnsNames"] } });
  });

  it("costs nothing where DigiCert has a call for it", async () => {
    const { adopting } = await elsewhere();
    const declared = { ...adopting, additionalEmails: ["ops@a.example"], disableRenewalNotifications: true };
    const resource = new Resource(provider);
    await resource.up(declared);
    expect((await resource.preview(declared)).said).toContain("is EDITED in place, no order and no cost");
    await resource.up(declared);
    expect(await orders()).toMatchObject([{ additionalEmails: ["ops@a.example"], renewalNotices: false }]);
    expect(await resource.preview(declared)).toEqual({ changes: false, said: "" });
  });
});

describe("an adopted order, when the resource goes", () => {
  it("is kept, and what this resource ordered after it is revoked", async () => {
    const { adopting } = await elsewhere();
    const resource = new Resource(provider);
    await resource.up(adopting);
    await resource.up({ ...adopting, renewal: { trigger: 1 } });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued", "revoked"]);
  });

  it("is revoked where onDelete says so", async () => {
    const { adopting } = await elsewhere();
    const resource = new Resource(provider);
    await resource.up({ ...adopting, onDelete: "revoke" });
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("is kept even where adoptOrderId has left the program by then", async () => {
    const { wish, adopting } = await elsewhere();
    const resource = new Resource(provider);
    await resource.up(adopting);
    expect((await resource.preview(wish)).changes).toBe(false);
    await resource.up(wish);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued"]);
  });
});
