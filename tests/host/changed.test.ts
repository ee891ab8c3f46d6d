import type { OrderBook, Sandbox } from "../../sandbox";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, DAY, INFO, newSandbox, newWish, REISSUE, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
});

afterEach(async () => {
  await sandbox.configure({ approval: "automatic", issuance: "immediate" });
  await sandbox.clearJournal();
  await provider.said();
});

/** The orders of this test. */
async function orders(): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).slice(known);
}

async function statuses(): Promise<readonly string[]> {
  return (await orders()).map((order) => order.status);
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

async function isClean(resource: Resource, wish: Properties): Promise<void> {
  expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
}

describe("a reissue", () => {
  const reissue = { changeStrategy: "reissue" };

  it("carries another key inside the order: no second order, the same order id, a new certificate", async () => {
    const { resource, wish, order } = await live(reissue);
    const before = resource.outputs["certificateId"];
    const changed = { ...wish, csr: newWish()["csr"] };
    expect((await resource.preview(changed)).said).toContain(`is REISSUED inside order ${String(order.id)}: the CSR has another key`);
    await resource.up(changed);
    expect(await callsSince(sandbox)).toEqual([INFO, REISSUE]);
    expect(resource.outputs["orderId"]).toBe(order.id);
    expect(resource.outputs["certificateId"]).not.toBe(before);
    await isClean(resource, changed);
    expect(await orders()).toHaveLength(1);
  });

  it("does not lose what is edited beside it", async () => {
    const { resource, wish } = await live(reissue);
    const changed = { ...wish, csr: newWish()["csr"], additionalEmails: ["ops@a.example"] };
    await resource.up(changed);
    expect((await orders())[0]?.additionalEmails).toEqual(["ops@a.example"]);
    await isClean(resource, changed);
  });

  it("whose answer was lost is found in the order, and not asked for twice", async () => {
    const { resource, wish } = await live(reissue);
    await sandbox.faults([{ match: { method: "POST", path: "/order/certificate/{id}/reissue" }, do: "dropAfter" }]);
    const changed = { ...wish, csr: newWish()["csr"] };
    await resource.up(changed);
    const [order] = await orders();
    expect(order?.certificates).toHaveLength(2);
    expect(resource.outputs["certificateId"]).toBe(order?.certificates[1]?.id);
    await isClean(resource, changed);
  });

  it("that a run died after is taken by the next one, even after a refresh that did not know it", async () => {
    const { resource, wish, order } = await live(reissue);
    const changed = { ...wish, csr: newWish()["csr"] };
    const { certificateId } = await sandbox.reissueOutside(order.id, { csr: String(changed["csr"]) });
    await resource.refresh();
    await resource.up(changed);
    expect(resource.outputs["certificateId"]).toBe(certificateId);
    expect(await orders()).toHaveLength(1);
    await isClean(resource, changed);
  });

  it("that waits for approval is resumed, and one that was refused is not asked for again", async () => {
    const { resource, wish, order } = await live({ ...reissue, skipApproval: false });
    await sandbox.configure({ approval: "manual" });
    const changed = { ...wish, signatureHash: "sha384" };
    await resource.up(changed);
    expect(resource.outputs["pendingOrder"]).toMatchObject({ kind: "reissue", orderId: order.id });
    await sandbox.approve({ orderId: order.id });
    await resource.up(changed);
    await isClean(resource, changed);
    const again = { ...changed, signatureHash: "sha512" };
    await resource.up(again);
    await sandbox.reject({ orderId: order.id }, "no more");
    expect((await resource.failedUp(again)).message).toContain('("no more")');
    expect((await resource.failedUp(again)).message).toContain("is not asked for again by itself");
    expect(await orders()).toHaveLength(1);
  });

  it("by time, in an order that is paid for longer, brings a later end", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const run = await startProvider({ sandbox: past });
    const resource = new Resource(run);
    const wish = newWish({ orderValidity: { years: 2 } });
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.setClock(new Date());
    const before = String(resource.outputs["validUntil"]);
    expect((await resource.preview(wish)).said).toContain("is due for REISSUE inside order");
    await resource.up(wish);
    expect(String(resource.outputs["validUntil"]) > before).toBe(true);
    expect(await past.orders()).toHaveLength(1);
    expect((await resource.preview(wish)).changes).toBe(false);
  });

  it("by time would take away a name that somebody reissued it with: its order is renewed, and the preview says why", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ orderValidity: { years: 2 }, skipApproval: false });
    const names = wish["dnsNames"] as readonly string[];
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.reissueOutside(Number(resource.id), { dnsNames: [...names, "more.example"] });
    await resource.refresh();
    await past.setClock(new Date());
    const { said } = await resource.preview(wish);
    expect(said).toContain("is due for RENEWAL, a new paid order");
    expect(said).toContain("a reissue without more.example would make DigiCert revoke the certificate in use within 72 hours");
    await past.configure({ approval: "manual" });
    await resource.up(wish);
    const [first, second] = await past.orders();
    // The other one ends as soon, and has that name: nothing is gained by it while the order waits.
    expect(resource.outputs).toMatchObject({ certificateId: first?.certificates[0]?.id });
    await past.approve({ orderId: Number(second?.id) });
    await resource.up(wish);
    expect(second).toMatchObject({ renewalOfOrderId: first?.id });
    expect(resource.outputs).toMatchObject({ orderId: second?.id, dnsNames: names });
    expect((await resource.preview(wish)).changes).toBe(false);
  });

  it.each([
    ["a refresh", true],
    ["the run that finds it", false],
  ])("by time is not made where somebody made one that ends later, with a name more: %s takes that", async (_, refreshes) => {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ orderValidity: { years: 2 } });
    const before = await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.setClock(new Date());
    const { certificateId } = await past.reissueOutside(Number(resource.id), {
      dnsNames: [...(wish["dnsNames"] as readonly string[]), "more.example"],
    });
    if (refreshes) await resource.refresh();
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ certificateId });
    expect(String(resource.outputs["validUntil"]) > String(before["validUntil"])).toBe(true);
    expect(await past.orders()).toHaveLength(1);
    expect((await resource.preview(wish)).changes).toBe(false);
  });

  it("by time carries a name that the program has declared since, without another order", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ orderValidity: { years: 2 }, changeStrategy: "reissue" });
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    const dnsNames = [...(wish["dnsNames"] as readonly string[]), "more.example"];
    await past.reissueOutside(Number(resource.id), { dnsNames });
    await resource.refresh();
    await past.setClock(new Date());
    await resource.up({ ...wish, dnsNames });
    expect(resource.outputs).toMatchObject({ dnsNames });
    expect(await past.orders()).toHaveLength(1);
    expect((await resource.preview({ ...wish, dnsNames })).changes).toBe(false);
  });
});

describe("what is edited in place", () => {
  it("orders nothing, and each input has its own call", async () => {
    await sandbox.configure({ customFields: [{ id: 3, label: "Team" }] });
    const { resource, wish } = await live();
    const changed = {
      ...wish,
      additionalEmails: ["ops@a.example"],
      customRenewalMessage: "Call me",
      disableRenewalNotifications: true,
      customFields: [{ metadataId: 3, value: "blue" }],
    };
    expect((await resource.preview(changed)).said).toMatch(/is EDITED in place, no order and no cost: .*additionalEmails/);
    await resource.up(changed);
    expect((await orders())[0]).toMatchObject({
      additionalEmails: ["ops@a.example"],
      customRenewalMessage: "Call me",
      renewalNotices: false,
      customFields: { 3: "blue" },
    });
    expect(await orders()).toHaveLength(1);
    await isClean(resource, changed);
    await sandbox.configure({ customFields: [] });
  });

  it("and refused, or with no call to remove it, is a warning: the next order carries it", async () => {
    const { resource, wish } = await live({ customRenewalMessage: "Call me" });
    await resource.up({ ...wish, customRenewalMessage: undefined });
    expect(await provider.said()).toContain("DigiCert has no call that removes a renewal message; the next order carries it");
    await sandbox.faults([{ match: { path: "/order/certificate/{id}/additional-emails" }, do: "status", status: 400 }]);
    const changed = { ...wish, customRenewalMessage: undefined, additionalEmails: ["ops@a.example"] };
    await resource.up(changed);
    expect(await provider.said()).toMatch(/additionalEmails of order \d+ is not changed: DigiCert refused it/);
    await isClean(resource, changed);
    await resource.up({ ...changed, renewal: { trigger: 1 } });
    expect((await orders())[1]).toMatchObject({ additionalEmails: ["ops@a.example"] });
    expect((await orders())[1]).not.toHaveProperty("customRenewalMessage");
  });

  it("is set where it can be, and what has no call is said: a custom field that leaves the program stays until the next order", async () => {
    await sandbox.configure({
      customFields: [
        { id: 3, label: "Team" },
        { id: 4, label: "Cost centre" },
      ],
    });
    const both = [
      { metadataId: 3, value: "blue" },
      { metadataId: 4, value: "77" },
    ];
    const { resource, wish } = await live({ customFields: both });
    const changed = { ...wish, customFields: [{ metadataId: 3, value: "green" }] };
    await resource.up(changed);
    expect(await provider.said()).toContain("DigiCert has no call that removes the value of custom field 4; the next order carries it");
    expect((await orders())[0]?.customFields).toEqual({ 3: "green", 4: "77" });
    await isClean(resource, changed);
    await resource.up({ ...changed, renewal: { trigger: 1 } });
    expect((await orders())[1]?.customFields).toEqual({ 3: "green" });
    await sandbox.configure({ customFields: [] });
  });

  it("fails the run where it is no refusal, and is done by the next one", async () => {
    const { resource, wish } = await live();
    const changed = { ...wish, additionalEmails: ["ops@a.example"] };
    await sandbox.faults([
      {
        match: { path: "/order/certificate/{id}/additional-emails" },
        do: "status",
        status: 403,
        body: { errors: [{ code: "access_denied|access_denied_invalid_key", message: "no" }] },
      },
    ]);
    await resource.failedUp(changed);
    await resource.up(changed);
    expect((await orders())[0]?.additionalEmails).toEqual(["ops@a.example"]);
  });
});

describe("a successor", () => {
  it("of another container, product or organization has no renewal link, and its predecessor is kept", async () => {
    const { resource, wish, order } = await live();
    await resource.up({ ...wish, product: "private_ssl_flex" });
    const [, successor] = await orders();
    expect(successor).toMatchObject({ product: "private_ssl_flex" });
    expect(successor?.renewalOfOrderId).toBeUndefined();
    expect(await statuses()).toEqual(["issued", "issued"]);
    expect(resource.id).toBe(String(order.id));
  });

  it("is an order without the link where DigiCert refuses that, under the same id, once", async () => {
    const { resource, wish } = await live();
    await sandbox.faults([
      {
        match: { method: "POST" },
        do: "status",
        status: 400,
        body: { errors: [{ code: "order_not_eligible_for_renewal", message: "no" }] },
      },
    ]);
    const changed = { ...wish, renewal: { trigger: 1 } };
    await resource.up(changed);
    const posts = (await sandbox.journal()).filter((entry) => entry.method === "POST").map((entry) => entry.body as Properties);
    expect(posts).toHaveLength(2);
    expect(posts[0]?.["alternative_order_id"]).toBe(posts[1]?.["alternative_order_id"]);
    expect(posts[1]?.["renewal_of_order_id"]).toBeUndefined();
    await isClean(resource, changed);
  });

  it("that somebody made at DigiCert with the same key is taken over instead of placing another", async () => {
    const { resource, wish, order } = await live();
    const outside = await sandbox.renewOutside(order.id);
    const changed = { ...wish, renewal: { trigger: 1 } };
    await resource.up(changed);
    expect(resource.outputs["orderId"]).toBe(outside.orderId);
    expect(await orders()).toHaveLength(2);
    await isClean(resource, changed);
  });

  it("of an order that was renewed at DigiCert with the old key renews that renewal, where the key changes", async () => {
    const { resource, wish, order } = await live();
    const outside = await sandbox.renewOutside(order.id);
    const changed = { ...wish, csr: newWish()["csr"] };
    await resource.up(changed);
    const [, , newest] = await orders();
    expect(newest).toMatchObject({ renewalOfOrderId: outside.orderId });
    await isClean(resource, changed);
  });

  it("goes on where the order was renewed at DigiCert for somebody else's key", async () => {
    const { resource, wish, order } = await live();
    const outside = await sandbox.renewOutside(order.id, { csr: String(newWish()["csr"]) });
    const changed = { ...wish, renewal: { trigger: 1 } };
    await resource.up(changed);
    expect(await provider.said()).toContain(`order ${String(outside.orderId)}`);
    expect((await orders())[2]?.id).toBe(resource.outputs["orderId"]);
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked", "issued", "revoked"]);
  });
});

describe("a refresh", () => {
  it("sees a renewal that was made at DigiCert; the next up takes it over and orders nothing", async () => {
    const { resource, wish, order } = await live();
    const { orderId } = await sandbox.renewOutside(order.id);
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain(`takes over order ${String(orderId)}`);
    await resource.up(wish);
    expect(resource.outputs["orderId"]).toBe(orderId);
    await isClean(resource, wish);
    expect(await orders()).toHaveLength(2);
  });

  it("sees a revocation: renewed, failed or ignored as onDrift says", async () => {
    const { resource, wish, order } = await live();
    await sandbox.revokeOutside(order.id);
    const { properties } = await resource.refresh();
    expect(properties).toMatchObject({ orderStatus: "revoked", drift: { kind: "revoked" } });
    const ignoring = { ...wish, onDrift: "ignore" };
    await resource.up(ignoring);
    expect(await orders()).toHaveLength(1);
    const failing = { ...wish, onDrift: "fail" };
    expect((await resource.failedUp(failing)).message).toContain("was revoked outside of Pulumi");
    await resource.up(wish);
    expect(await statuses()).toEqual(["revoked", "issued"]);
    await isClean(resource, wish);
  });

  it.each([
    ["for another key", (): Properties => ({ csr: newWish()["csr"] }), "has another key"],
    ["with fewer names", (): Properties => ({ dnsNames: ["a.example"] }), "lacks b.example"],
  ])("sees a reissue %s, keeps every output, and the plan says renewal", async (_, options, detail) => {
    const { resource, wish, order } = await live();
    const before = resource.outputs;
    await sandbox.reissueOutside(order.id, options());
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ drift: { kind: "reissued", detail } });
    expect(resource.outputs["certificateChain"]).toEqual(before["certificateChain"]);
    expect(resource.outputs["certificateId"]).toBe(before["certificateId"]);
    expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
    await resource.up(wish);
    expect(await orders()).toHaveLength(2);
    await isClean(resource, wish);
  });

  it("leaves a reissue for the same key with more names, and a later reissue of ours takes none of them away", async () => {
    const { resource, wish, order } = await live({ changeStrategy: "reissue" });
    const { certificateId, certificateChain } = resource.outputs;
    await sandbox.reissueOutside(order.id, { dnsNames: ["a.example", "b.example", "extra.example"] });
    await provider.said();
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO, CHAIN, "GET /order/certificate/{id}/reissue"]);
    expect(resource.outputs).toMatchObject({ certificateId, certificateChain });
    expect(await provider.said()).toContain("also has extra.example: the one in use stays");
    await isClean(resource, wish);
    const changed = { ...wish, signatureHash: "sha384" };
    expect((await resource.preview(changed)).said).toContain("a reissue without extra.example would make DigiCert revoke");
  });

  it("of an order that DigiCert does not find fails, and forgets nothing; so do delete and a successor", async () => {
    const { resource, wish, order } = await live();
    await sandbox.forget(order.id);
    const says = `DigiCert does not find order ${String(order.id)}, which the state names, in the account of`;
    await expect(resource.refresh()).rejects.toThrow(says);
    await expect(resource.destroy(await startProvider({ sandbox }))).rejects.toThrow(says);
    expect((await resource.failedUp({ ...wish, renewal: { trigger: 1 } })).message).toContain(says);
    expect(await orders()).toHaveLength(1);
  });
});

describe("an order that is adopted", () => {
  async function elsewhere(over: Properties = {}): Promise<{ readonly wish: Properties; readonly order: OrderBook }> {
    const { wish, order } = await live(over);
    return { wish, order };
  }

  it("is taken over with all that it is, orders nothing, and is kept when the resource goes", async () => {
    const { wish, order } = await elsewhere();
    const adopting = { ...wish, adoptOrderId: order.id };
    const resource = new Resource(provider);
    expect((await resource.preview(adopting)).said).toContain(`takes over order ${String(order.id)}, or its newest successor`);
    await resource.up(adopting);
    expect(resource.outputs).toMatchObject({ orderId: order.id, orders: [{ kind: "adopted" }] });
    await isClean(resource, adopting);
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["issued"]);
  });

  it("is followed to its newest successor, and not to one that is dead", async () => {
    const { wish, order } = await elsewhere({ skipApproval: false });
    const { orderId } = await sandbox.renewOutside(order.id);
    const resource = new Resource(provider);
    await resource.up({ ...wish, adoptOrderId: order.id });
    expect(resource.outputs["orderId"]).toBe(orderId);
    await sandbox.revokeOutside(orderId);
    const second = new Resource(provider);
    await second.up({ ...wish, adoptOrderId: order.id });
    expect(second.outputs["orderId"]).toBe(order.id);
  });

  it("shows what differs from the program as a change in the next preview", async () => {
    const { wish, order } = await elsewhere();
    const adopting = { ...wish, adoptOrderId: order.id, signatureHash: "sha384", additionalEmails: ["ops@a.example"] };
    const resource = new Resource(provider);
    await resource.up(adopting);
    expect(await orders()).toHaveLength(1);
    expect((await resource.preview(adopting)).said).toContain("asks for RENEWAL");
  });

  it("must have the key of the program's CSR", async () => {
    const { order } = await elsewhere();
    const { message, saved } = await new Resource(provider).failedUp(newWish({ adoptOrderId: order.id }));
    expect(message).toContain("is for another key than the CSR");
    expect(saved).toBeUndefined();
    expect(await statuses()).toEqual(["issued"]);
  });
});

describe("a delete", () => {
  it("leaves alone what another instance of the run names, and revokes it in a run where nobody does", async () => {
    const wish = newWish();
    const old = new Resource(provider, "replaced");
    await old.up(wish);
    // `pulumi up --replace`: create with no sign of a predecessor, then delete of the old instance.
    const run = await startProvider({ sandbox });
    const replacement = new Resource(run, "replaced");
    await replacement.up(wish);
    await old.destroy(run);
    expect(await run.said()).toContain("stays: another instance of this run uses it");
    expect(await statuses()).toEqual(["issued"]);
    await replacement.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("knows what an instance in another provider process of the same run names", async () => {
    const wish = newWish();
    const old = new Resource(provider, "moved");
    await old.up(wish);
    const one = await startProvider({ sandbox });
    const memory = one.memory;
    const other = await startProvider({ sandbox, memory });
    await new Resource(other, "moved").up(wish);
    await old.destroy(one);
    expect(await statuses()).toEqual(["issued"]);
  });

  it("leaves alone an order that a `get` of the same run shows, and every order on its way there", async () => {
    const { resource, wish, order } = await live();
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    const run = await startProvider({ sandbox });
    const { properties } = await run.get(String(order.id));
    expect(properties["orderId"]).toBe(resource.outputs["orderId"]);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("revokes an order that only a refresh shows through `get`: the program alone tells what goes on", async () => {
    const { resource, order } = await live();
    const shown = await provider.get(String(order.id));
    const run = await startProvider({ sandbox });
    await run.read(shown.id, shown.properties);
    await resource.destroy(run);
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("revokes predecessors that are still valid, and finds successors that a run placed and did not record", async () => {
    const { resource, wish } = await live();
    const before = { ...resource.outputs };
    const crashed = await startProvider({ sandbox });
    await crashed.update(resource.id, before, { ...resource.inputs, renewal: { trigger: 1 } });
    expect(await statuses()).toEqual(["issued", "issued"]);
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked", "revoked"]);
    expect(wish["onDelete"]).toBeUndefined();
  });

  it("succeeds where everything is revoked already", async () => {
    const { resource, order } = await live();
    await sandbox.revokeOutside(order.id);
    await resource.destroy(await startProvider({ sandbox }));
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("with two instances that name one order, at the same moment, revokes it once", async () => {
    const { resource } = await live();
    const run = await startProvider({ sandbox });
    await sandbox.clearJournal();
    await Promise.all([resource.destroy(run), resource.destroy(run)]);
    expect((await sandbox.journal()).filter((entry) => entry.path.endsWith("/revoke"))).toHaveLength(1);
    expect(await statuses()).toEqual(["revoked"]);
  });

  it("keeps everything with onDelete keep", async () => {
    const { resource } = await live({ onDelete: "keep" });
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["issued"]);
  });
});
