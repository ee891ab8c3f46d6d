/** What a run finds at DigiCert that is not what it looks for: nothing that works is given up for it, nothing is ordered for want of it, and nobody else's is ended. */
import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { askForRevocation, newSandbox, newWish, OrdersOfTest, reissueElsewhere, renewElsewhere, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
/** A run of its own, which knows nothing of what the other placed. */
let nextRun: ProviderProcess;
const books = new OrdersOfTest(() => sandbox);

const USER = "USER-KEY-0123456789";

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [{ keys: [{ name: "admin" }, { name: "user", apiKey: USER, role: "standard user" }] }] });
  [provider, nextRun] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
});

beforeEach(async () => {
  await books.begin();
  await sandbox.configure({ approval: "automatic", warts: {} });
  await sandbox.faults([]);
  await Promise.all([provider.said(), nextRun.said()]);
});

async function statuses(): Promise<readonly string[]> {
  return (await books.all()).map(({ status }) => status);
}

/** The certificate in use was revoked, and a refresh has seen that. */
async function revokedAndSeen() {
  const wish = newWish();
  const resource = new Resource(provider);
  await resource.up(wish);
  const { id } = await books.at(0);
  await sandbox.revokeOutside(id, { certificateOnly: true });
  await resource.refresh();
  return { wish, resource, id };
}

describe("an order that lacks what the certificate in use has", () => {
  const csr = makeCsr(["api.corp.example"]).csrPem;
  const both = { csr, dnsNames: ["api.corp.example", "www.corp.example"] };
  const one = { csr, dnsNames: ["api.corp.example"] };
  const three = { csr, dnsNames: ["api.corp.example", "www.corp.example", "shop.corp.example"] };

  async function inUse(): Promise<{ readonly past: Sandbox; readonly stack: PastStack; readonly before: Properties }> {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", both);
    return { past, stack, before: stack.outputs("api") };
  }

  function expectInUse(stack: PastStack, before: Properties): void {
    const { orderId, certificateChain } = stack.outputs("api");
    expect({ orderId, certificateChain }).toEqual({ orderId: before["orderId"], certificateChain: before["certificateChain"] });
  }

  it("is not taken into use when time asks for a renewal that a person has yet to approve", async () => {
    const { past, stack, before } = await inUse();
    await stack.day("2024-02-01");
    await stack.up("api", one);
    await stack.up("api", both);
    expectInUse(stack, before);

    await stack.day("2024-12-20");
    await past.configure({ approval: "manual" });
    await stack.up("api", both);
    expectInUse(stack, before);
    const [, second, third] = await past.orders();
    expect(third).toMatchObject({ status: "needs_approval", renewalOfOrderId: second?.id });
    await past.approve({ orderId: Number(third?.id) });
    await stack.up("api", both);
    expect(stack.outputs("api")).toMatchObject({ orderId: third?.id });
    expect(await past.orders()).toHaveLength(3);
  });

  it("is not taken into use when it is approved while the program wants more", async () => {
    const { past, stack, before } = await inUse();
    await past.configure({ approval: "manual" });
    await stack.up("api", one);
    const [, second] = await past.orders();
    await past.approve({ orderId: Number(second?.id) });
    await stack.up("api", three);
    expectInUse(stack, before);
    const [, , third] = await past.orders();
    expect(third).toMatchObject({ status: "needs_approval" });
    await past.approve({ orderId: Number(third?.id) });
    await stack.up("api", three);
    expect(stack.outputs("api")).toMatchObject({ orderId: third?.id, dnsNames: three.dnsNames });
    expect(await past.orders()).toHaveLength(3);
  });

  it("is not taken into use when a run that died had placed it", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    await resource.up({ ...wish, dnsNames: ["a.example"] });
    resource.outputs = before;
    await sandbox.configure({ approval: "manual" });
    const wanted = { ...wish, dnsNames: ["a.example", "b.example", "c.example"], skipApproval: false };
    await resource.up(wanted);
    expect(resource.outputs).toMatchObject({ orderId: before["orderId"], certificateId: before["certificateId"] });
    await sandbox.approve({ orderId: (await books.at(2)).id });
    await resource.up(wanted);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(2)).id });
    expect(await books.all()).toHaveLength(3);
  });

  it("is followed by one order, which the next run takes where the run that placed it died", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    await renewElsewhere(sandbox, (await books.at(0)).id, wish["csr"], ["a.example"]);
    const before = resource.outputs;
    const again = { ...wish, renewal: { trigger: 1 } };
    await resource.up(again);
    expect(await books.at(2)).toMatchObject({ renewalOfOrderId: (await books.at(1)).id });
    const placed = resource.outputs["orderId"];
    // As if that run had died before it could say what it did.
    resource.outputs = before;
    await resource.up(again);
    expect(resource.outputs).toMatchObject({ orderId: placed });
    expect(await books.all()).toHaveLength(3);
  });

  it("is taken where there is nothing to lose any more", async () => {
    const { past, stack } = await inUse();
    await past.configure({ approval: "manual" });
    await stack.up("api", one);
    const [, second] = await past.orders();
    await stack.day("2025-01-20");
    await past.approve({ orderId: Number(second?.id) });
    await stack.up("api", three);
    expect(stack.outputs("api")).toMatchObject({ orderId: second?.id });
  });
});

describe("a renewal that somebody made at DigiCert and that is in use", () => {
  /** In use is the renewal, which has no id of this resource. */
  async function renewed(): Promise<{
    readonly resource: Resource;
    readonly name: string;
    readonly wish: Properties;
    readonly orderId: number;
  }> {
    const [wish, name] = [newWish(), books.name("renewed")];
    const resource = new Resource(provider, name);
    await resource.up(wish);
    const { orderId } = await sandbox.renewOutside((await books.at(0)).id);
    await resource.refresh();
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId });
    return { resource, name, wish, orderId };
  }

  it.each([
    ["is alive", () => Promise.resolve()],
    ["was revoked", async () => await sandbox.revokeOutside((await books.at(0)).id)],
  ])(
    "is taken over by what replaces the resource where the order before it %s: nothing is ordered, nothing revoked",
    async (_, happens) => {
      const { resource, name, wish, orderId } = await renewed();
      await happens();
      const before = await statuses();
      const replacement = new Resource(nextRun, name);
      await replacement.up(wish);
      expect(replacement.outputs).toMatchObject({ orderId });
      await resource.destroy(nextRun);
      expect(await statuses()).toEqual(before);
    },
  );
});

describe("a renewal that somebody made at DigiCert, for fewer names", () => {
  const csr = makeCsr(["api.corp.example"]).csrPem;
  const dnsNames = ["api.corp.example", "www.corp.example"];
  const renewedForFewer = async (past: Sandbox) =>
    await renewElsewhere(past, Number((await past.orders())[0]?.id), csr, ["api.corp.example"]);

  it("is not revoked as a predecessor, whatever the days that those have", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr, dnsNames, autoRenew: true, renewal: { revokePredecessorAfterDays: 7 } };
    await stack.up("api", wish);
    await stack.day("2024-11-20");
    await renewedForFewer(past);
    for (const day of ["2024-12-15", "2024-12-30"]) {
      await stack.day(day);
      await stack.up("api", wish);
    }
    expect((await past.orders()).slice(0, 2).map(({ status }) => status)).toEqual(["issued", "issued"]);
  });

  it("leaves the renewal to this resource, with autoRenew too: DigiCert makes no other", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr, dnsNames, autoRenew: true };
    await stack.up("api", wish);
    await stack.day("2024-11-20");
    const theirs = await renewedForFewer(past);
    await stack.day("2024-12-15");
    await stack.up("api", wish);
    await stack.up("api", wish);
    const [, , third] = await past.orders();
    expect(third).toMatchObject({ renewalOfOrderId: theirs });
    expect(stack.outputs("api")).toMatchObject({ orderId: third?.id, dnsNames });
    await stack.up("api", wish);
    expect(await past.orders()).toHaveLength(3);
  });
});

describe("an order with autoRenew that was renewed, and gone back to", () => {
  const csr = makeCsr(["api.corp.example"]).csrPem;
  const wish = { csr, dnsNames: ["api.corp.example"], autoRenew: true };

  async function firstOrder() {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", wish);
    const [first] = await past.orders();
    return { past, stack, id: Number(first?.id) };
  }

  /** Once it is due, a run each week. */
  async function isRenewedInTime(stack: PastStack): Promise<void> {
    for (const day of ["2024-12-15", "2024-12-22", "2024-12-29"]) {
      await stack.day(day);
      await stack.up("api", wish);
    }
    expect(String(stack.outputs("api")["validUntil"]) > "2025-05").toBe(true);
  }

  it("is renewed here where DigiCert's renewal was revoked: it makes no other", async () => {
    const { past, stack, id } = await firstOrder();
    await stack.day("2024-11-10");
    const theirs = await renewElsewhere(past, id, csr, wish.dnsNames);
    await stack.refresh("api");
    await stack.up("api", wish);
    expect(stack.outputs("api")).toMatchObject({ orderId: theirs });
    await stack.day("2024-11-20");
    await past.revokeOutside(theirs);
    await stack.refresh("api");
    await stack.up("api", wish);
    expect(stack.outputs("api")).toMatchObject({ orderId: id });
    await isRenewedInTime(stack);
    expect(await past.orders()).toHaveLength(3);
  });

  it("is renewed here where its renewal was a change that the program has withdrawn", async () => {
    const { past, stack, id } = await firstOrder();
    await stack.day("2024-06-10");
    await stack.up("api", { ...wish, dnsNames: ["api.corp.example", "b.corp.example"] });
    await stack.up("api", wish);
    expect(stack.outputs("api")).toMatchObject({ orderId: id });
    await isRenewedInTime(stack);
    expect(await past.orders()).toHaveLength(3);
  });
});

describe("an order that was asked for with more than is wanted by now", () => {
  it("is taken where that is left to DigiCert, and where only the trigger is another: nothing is ordered", async () => {
    const past = await newSandbox({
      now: new Date("2024-01-10"),
      accounts: [
        {
          organizations: [
            { id: 123456, name: "One" },
            { id: 7, name: "Two" },
          ],
        },
      ],
    });
    const stack = await new PastStack(past).day("2024-01-10");
    const csr = makeCsr(["api.corp.example"]).csrPem;
    await stack.up("api", { csr });
    await past.configure({ approval: "manual" });
    await stack.up("api", { csr, organization: { id: 7 }, caCertId: "10A101A05684", renewal: { trigger: 1 } });
    const [, second] = await past.orders();
    await past.approve({ orderId: Number(second?.id) });
    const now = { csr, organization: { id: 7 }, caCertId: undefined, renewal: { trigger: 2 } };
    await stack.up("api", now);
    expect(stack.outputs("api")).toMatchObject({ orderId: second?.id });
  });
});

describe("a certificate that ended inside an order that is paid for longer", () => {
  it("is reissued there: nothing is ordered", async () => {
    const past = await newSandbox({ accounts: [{ certificateDaysAtMost: 300 }], now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, orderValidity: { years: 3 } };
    await stack.up("api", wish);
    await stack.day("2024-12-20");
    await stack.up("api", wish);
    const [first, ...others] = await past.orders();
    expect(others).toEqual([]);
    expect(first?.certificates).toHaveLength(2);
    expect(stack.outputs("api")).toMatchObject({ orderId: first?.id, certificateId: first?.certificates[1]?.id });
  });
});

describe("another one's order", () => {
  it("that was taken for this resource's by its names while it waited is not ended with this resource", async () => {
    await sandbox.configure({ approval: "manual", warts: { noCsrInOrderInfo: true } });
    const [mine, theirs] = [newWish({ skipApproval: false }), newWish({ skipApproval: false })];
    const first = new Resource(provider, "shared name");
    await first.failedUp(mine);
    const second = new Resource(nextRun, "shared name");
    await second.failedUp(theirs);
    const { id } = await books.at(0);
    expect(second.outputs).toMatchObject({ pendingOrder: { orderId: id } });
    await sandbox.approve({ orderId: id });
    await first.up(mine);
    const run = await startProvider({ sandbox });
    await second.destroy(run);
    expect(await run.said()).toContain(`order ${String(id)} has another key and is not touched`);
    expect(await statuses()).toEqual(["issued"]);
  });

  it("that renews this resource's, with its key and under an id that another resource made, is neither taken over nor ended", async () => {
    const wish = newWish();
    const mine = new Resource(provider);
    await mine.up(wish);
    const { id } = await books.at(0);
    const theirs = new Resource(provider);
    await theirs.up({ ...wish, renewalOfOrderId: id });
    const other = (await books.at(1)).id;
    await mine.refresh();
    await mine.up(wish);
    expect(mine.outputs).toMatchObject({ orderId: id });
    await mine.refresh();
    expect(await mine.preview(wish)).toEqual({ changes: false, said: "" });
    await mine.destroy(nextRun);
    expect(await statuses()).toEqual(["revoked", "issued"]);
    expect(theirs.outputs).toMatchObject({ orderId: other });
  });
});

describe("an order that a run found while it waited", () => {
  it("is taken once it is issued, though its revocation was asked for and may be refused", async () => {
    await sandbox.configure({ approval: "manual" });
    const [wish, name] = [newWish({ skipApproval: false }), books.name("found")];
    await new Resource(provider, name).failedUp(wish);
    const resource = new Resource(nextRun, name);
    await resource.failedUp(wish);
    const { id } = await books.at(0);
    await sandbox.approve({ orderId: id });
    await askForRevocation(sandbox, id, USER);
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: id, orderStatus: "issued" });
    expect(await books.all()).toHaveLength(1);
  });
});

describe("a reissue that a run finds under way", () => {
  it("and that was asked for something else, stops no later run", async () => {
    const wish = newWish({ changeStrategy: "reissue", skipApproval: false });
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    await sandbox.configure({ approval: "manual" });
    const more = { ...wish, dnsNames: ["a.example", "b.example", "c.example"] };
    await resource.up(more);
    // As if that run had died before it could say what it did.
    resource.outputs = before;
    const most = { ...wish, dnsNames: ["a.example", "b.example", "c.example", "d.example"] };
    await resource.up(most);
    const { id, requests } = await books.at(0);
    const request = requests.find(({ status }) => status === "pending");
    await sandbox.approve({ requestId: request?.id ?? 0 });
    await sandbox.configure({ approval: "automatic" });
    await resource.failedUp(most);
    expect(resource.outputs).toMatchObject({ orderId: id, certificateId: before["certificateId"] });
    await resource.up(most);
    expect(resource.outputs).toMatchObject({ dnsNames: most.dnsNames });
    expect(resource.outputs).not.toHaveProperty("pendingOrder");
    expect(await resource.preview(most)).toEqual({ changes: false, said: "" });
  });

  it("and whose certificate DigiCert answers with the one before it, is fetched anew by the next run", async () => {
    await sandbox.configure({ warts: { noChainInOrderAnswer: true } });
    const wish = newWish({ changeStrategy: "reissue" });
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    const chain = await fetch(`${sandbox.baseUrl}/certificate/${String(before["certificateId"])}/chain`, {
      headers: { "X-DC-DEVKEY": sandbox.apiKey },
    });
    await sandbox.faults([{ do: "replaceAnswer", body: await chain.json(), match: { path: "/certificate/{id}/chain" } }]);
    const changed = { ...wish, signatureHash: "sha384" };
    expect((await resource.failedUp(changed)).message).toContain("DigiCert sent the certificate in use for certificate");
    expect(resource.outputs).toMatchObject({ certificateId: before["certificateId"], serialNumber: before["serialNumber"] });
    await resource.up(changed);
    const { certificates } = await books.at(0);
    expect(certificates).toHaveLength(2);
    expect(resource.outputs).toMatchObject({ certificateId: certificates[1]?.id });
    expect(resource.outputs["serialNumber"]).not.toBe(before["serialNumber"]);
  });
});

describe("a reissue that has another CA or hash than is wanted by now", () => {
  async function approveReissue(): Promise<void> {
    const request = (await books.at(0)).requests.find(({ status }) => status === "pending");
    await sandbox.approve({ requestId: request?.id ?? 0 });
  }

  /** Asked for by a run, and approved when that run was over. */
  async function reissued(resource: Resource, wish: Properties): Promise<void> {
    await sandbox.configure({ approval: "manual" });
    await resource.up(wish);
    await approveReissue();
  }

  it("is not taken into use by a refresh: what is in use stays", async () => {
    const wish = newWish({ changeStrategy: "reissue", skipApproval: false });
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    await reissued(resource, { ...wish, signatureHash: "sha384" });
    await resource.up(wish);
    const { certificateId, certificateChain } = before;
    expect(resource.outputs).toMatchObject({ certificateId, certificateChain });
    await provider.said();
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId, certificateChain });
    expect(await provider.said()).toContain("differs in signatureHash: the one in use stays");
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    // Whoever reads that may revoke it.
    await sandbox.revokeOutside((await books.at(0)).id, { certificateOnly: true });
    await sandbox.faults([{ do: "status", status: 403, match: { method: "GET", path: "/order/certificate/{id}/reissue" } }]);
    for (let refreshes = 0; refreshes < 2; refreshes++) await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId, certificateChain });
    expect(await resource.preview(wish)).toMatchObject({ changes: false });
    await sandbox.configure({ approval: "automatic" });
    await resource.up({ ...wish, dnsNames: ["a.example", "b.example", "c.example"] });
    expect(resource.outputs).toMatchObject({ certificateId: (await books.at(0)).certificates[2]?.id });
    expect(await books.all()).toHaveLength(1);
  });

  it("and a name that nobody wants by now, leads to a renewal, which the preview after the run that found it names", async () => {
    const wish = newWish({ changeStrategy: "reissue", skipApproval: false });
    const resource = new Resource(provider);
    await resource.up(wish);
    await reissued(resource, { ...wish, signatureHash: "sha384", dnsNames: ["a.example", "b.example", "c.example"] });
    await resource.up(wish);
    await sandbox.configure({ approval: "automatic" });
    const other = { ...wish, dnsNames: ["a.example", "b.example", "d.example"] };
    await resource.failedUp(other);
    await resource.refresh();
    expect((await resource.preview(other)).said).toContain("asks for RENEWAL");
    await resource.up(other);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id, dnsNames: other.dnsNames });
  });

  describe("and a name that nobody wants", () => {
    async function reissuedSo(options: { readonly isSeen: boolean; readonly isRevoked: boolean }) {
      const wish = newWish({ changeStrategy: "reissue", skipApproval: false });
      const resource = new Resource(provider);
      await resource.up(wish);
      const { id } = await books.at(0);
      await reissueElsewhere(sandbox, id, { ...wish, dnsNames: ["a.example", "b.example", "x.example"] }, "sha384");
      if (options.isSeen) await resource.refresh();
      if (options.isRevoked) await sandbox.revokeOutside(id, { certificateOnly: true });
      return { resource, wish, id, other: { ...wish, dnsNames: ["a.example", "b.example", "d.example"] } };
    }

    async function isRenewedFor(resource: Resource, other: Properties): Promise<void> {
      const { said } = await resource.preview(other);
      expect(said).toContain("asks for RENEWAL");
      expect(said).toContain("a reissue without x.example would make DigiCert revoke");
      await resource.up(other);
      expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id, dnsNames: other["dnsNames"] });
    }

    it.each([
      ["", false, false],
      [", revoked since", true, false],
      [", revoked since, as a refresh has seen too", true, true],
    ])("left by a refresh, leads to a renewal for another name%s", async (_, isRevoked, isSeenAgain) => {
      const { resource, other } = await reissuedSo({ isSeen: true, isRevoked });
      if (isSeenAgain) await resource.refresh();
      await isRenewedFor(resource, other);
    });

    it.each([
      ["", false, true],
      [", revoked since", true, true],
      [", revoked since, and without a refresh", true, false],
    ])("found by a run, leads to a renewal for another name%s", async (_, isRevoked, refreshes) => {
      const { resource, other } = await reissuedSo({ isSeen: false, isRevoked });
      await resource.failedUp(other);
      if (refreshes) await resource.refresh();
      await isRenewedFor(resource, other);
    });

    it.each([false, true])("leads to nothing once that other name is withdrawn (revoked since: %s)", async (isRevoked) => {
      const { resource, wish, id, other } = await reissuedSo({ isSeen: false, isRevoked });
      const { certificateId } = resource.outputs;
      await resource.failedUp(other);
      expect(await resource.preview(wish)).toMatchObject({ changes: false });
      await resource.refresh();
      expect(await resource.preview(wish)).toMatchObject({ changes: false });
      expect(resource.outputs).toMatchObject({ orderId: id, certificateId });
    });

    it("leads not back to its order once the change is withdrawn after the renewal: the preview says what is done", async () => {
      const { resource, wish, other } = await reissuedSo({ isSeen: true, isRevoked: false });
      await resource.up(other);
      expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
      await resource.up(wish);
      expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    });
  });

  it("is taken into use by a refresh where one before it saw that the one in use was revoked", async () => {
    const { wish, resource, id } = await revokedAndSeen();
    const certificateId = await reissueElsewhere(sandbox, id, wish, "sha384");
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
    expect(resource.outputs).not.toHaveProperty("drift");
  });

  it("is taken into use by a refresh where the order's list shows that the one in use was revoked", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    const { id } = await books.at(0);
    await sandbox.reissueOutside(id);
    await resource.refresh();
    await sandbox.revokeOutside(id, { certificateOnly: true });
    const certificateId = await reissueElsewhere(sandbox, id, wish, "sha384");
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
  });

  it("is not taken into use on the way to the one that is wanted", async () => {
    const wish = newWish({ changeStrategy: "reissue", skipApproval: false });
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    await reissued(resource, { ...wish, signatureHash: "sha384" });
    const more = { ...wish, dnsNames: ["a.example", "b.example", "c.example"] };
    await resource.up(more);
    expect(resource.outputs).toMatchObject({ certificateId: before["certificateId"], certificateChain: before["certificateChain"] });
    await resource.refresh();
    await resource.up(more);
    await approveReissue();
    await resource.up(more);
    expect(resource.outputs).toMatchObject({ certificateId: (await books.at(0)).certificates[2]?.id, dnsNames: more.dnsNames });
    expect(await books.all()).toHaveLength(1);
  });
});

describe("a reissue with a name that is withdrawn by now, by a run that died", () => {
  async function left(over: Properties = {}) {
    const wish = newWish({ changeStrategy: "reissue", ...over });
    const resource = new Resource(provider);
    const { certificateId, certificateChain } = await resource.up(wish);
    const { id } = await books.at(0);
    const more = { ...wish, dnsNames: ["a.example", "b.example", "c.example"] };
    const another = await reissueElsewhere(sandbox, id, more);
    return { resource, wish, id, more, another, before: { certificateId, certificateChain } };
  }

  it("is left by a refresh: what is in use has the names of the program and no other", async () => {
    const { resource, wish, id, before } = await left();
    for (let runs = 0; runs < 2; runs++) {
      await resource.refresh();
      await resource.up(wish);
    }
    expect(resource.outputs).toMatchObject({ orderId: id, ...before });
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it.each(["reissue", "renew"])(
    "is taken once the name is wanted again: nothing is asked for (changeStrategy: %s)",
    async (changeStrategy) => {
      const { resource, id, more, another } = await left({ changeStrategy });
      await resource.refresh();
      await resource.up(more);
      expect(resource.outputs).toMatchObject({ orderId: id, certificateId: another, dnsNames: more.dnsNames });
      expect((await books.at(0)).certificates).toHaveLength(2);
      expect(await books.all()).toHaveLength(1);
      expect(await resource.preview(more)).toEqual({ changes: false, said: "" });
    },
  );

  it("is in nobody's way where its names are wanted with one more: that is added inside the order", async () => {
    const { resource, id, more } = await left();
    await resource.refresh();
    const most = { ...more, dnsNames: [...more.dnsNames, "d.example"] };
    expect((await resource.preview(most)).said).toContain("is REISSUED inside order");
    await resource.up(most);
    expect(resource.outputs).toMatchObject({ orderId: id, dnsNames: most.dnsNames });
    expect(await books.all()).toHaveLength(1);
    expect(await resource.preview(most)).toEqual({ changes: false, said: "" });
  });

  it("is taken by a refresh where one before it saw that the one in use was revoked, and the one after it too", async () => {
    const { wish, resource, id } = await revokedAndSeen();
    for (let reissues = 0; reissues < 2; reissues++) {
      const certificateId = await reissueElsewhere(sandbox, id, { ...wish, dnsNames: ["a.example", "b.example", "c.example"] });
      await resource.refresh();
      expect(resource.outputs).toMatchObject({ certificateId });
      expect(resource.outputs).not.toHaveProperty("drift");
    }
  });
});

describe("a predecessor whose days are over", () => {
  const csr = makeCsr(["api.corp.example"]).csrPem;
  const wish = { csr, renewal: { revokePredecessorAfterDays: 7 } };

  /** Renewed a week and a day ago. */
  async function renewed(over: Properties = {}): Promise<{ readonly past: Sandbox; readonly stack: PastStack }> {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", { ...wish, ...over });
    await stack.day("2024-12-20");
    await stack.up("api", { ...wish, ...over });
    await stack.day("2024-12-28");
    return { past, stack };
  }
  const statusesIn = async (past: Sandbox) => (await past.orders()).map(({ status }) => status);

  it("is not revoked once the one after it was: it may be what is in use again", async () => {
    const { past, stack } = await renewed({ onDrift: "ignore" });
    const [, second] = await past.orders();
    await past.revokeOutside(Number(second?.id));
    for (let runs = 0; runs < 3; runs++) await stack.up("api", { ...wish, onDrift: "ignore" });
    await stack.refresh("api");
    await stack.up("api", { ...wish, onDrift: "ignore" });
    expect(await statusesIn(past)).toEqual(["issued", "revoked"]);
  });

  /** The one after it was reissued, revoked, and reissued with another hash, which nobody has taken into use. */
  async function revokedBesideAnother() {
    const { past, stack } = await renewed();
    const id = Number((await past.orders())[1]?.id);
    const { certificateId } = await past.reissueOutside(id);
    await stack.refresh("api");
    expect(stack.outputs("api")).toMatchObject({ orderId: id, certificateId });
    await past.revokeOutside(id, { certificateOnly: true });
    const another = await reissueElsewhere(past, id, stack.kept("api").inputs, "sha384");
    return { past, stack, id, another };
  }

  it("is not revoked where nobody can tell that the one after it is still good: the key may not list its reissues", async () => {
    const { past, stack, id } = await revokedBesideAnother();
    await past.revokeOutside(id, { certificateOnly: true });
    await past.faults([{ do: "status", status: 403, match: { method: "GET", path: "/order/certificate/{id}/reissue" }, times: "always" }]);
    await expect(stack.up("api", wish)).rejects.toThrow("403");
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await past.faults([]);
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
  });

  it("is not revoked where the certificate after it was revoked, and another stands beside that: a refresh takes it", async () => {
    const { past, stack, id, another: certificateId } = await revokedBesideAnother();
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await stack.refresh("api");
    expect(stack.outputs("api")).toMatchObject({ orderId: id, certificateId });
    expect(await past.orders()).toHaveLength(2);
  });

  it("by the clock of this machine only, is not revoked before they are over for DigiCert", async () => {
    const { past, stack } = await renewed();
    await past.setClock(new Date("2024-12-21"));
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await stack.day("2024-12-28");
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["revoked", "issued"]);
  });

  it("and that was taken for this resource's by its names, is looked at again: another one's is not revoked", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10"), accounts: [{ warts: { noCsrInOrderInfo: true } }] });
    const [mine, theirs] = [await new PastStack(past).day("2024-01-10"), await new PastStack(past).day("2024-01-10")];
    const other = { csr: makeCsr(["api.corp.example"]).csrPem, signatureHash: "sha384" };
    await mine.up("api", wish);
    await past.configure({ approval: "manual" });
    await theirs.up("api", other).catch(String);
    await mine.day("2024-03-10");
    await mine.up("api", { ...wish, orderValidity: { years: 2 } });
    const waiting = (await past.orders()).filter(({ status }) => status === "needs_approval");
    for (const { id } of waiting) await past.approve({ orderId: id });
    for (const day of ["2024-03-11", "2024-03-20", "2024-03-30"]) {
      await mine.day(day);
      await mine.up("api", { ...wish, orderValidity: { years: 2 } });
    }
    const byHash = (await past.orders()).filter(({ alternativeOrderId }) => alternativeOrderId?.endsWith("n2"));
    expect(byHash.map(({ status }) => status)).toEqual(["issued"]);
  });
});

describe("a renewal under an id that somebody gave it", () => {
  it("stays where the resource that followed it is deleted, which says so", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    const id = books.name("given");
    await new Resource(provider).up({ ...wish, renewalOfOrderId: (await books.at(0)).id, alternativeOrderId: id });
    await resource.refresh();
    await resource.up(wish);
    const { id: orderId } = await books.at(1);
    expect(resource.outputs).toMatchObject({ orderId });
    // A run of its own: the other resource does not take part in it.
    const run = await startProvider({ sandbox });
    await resource.destroy(run);
    expect(await run.said()).toContain(`order ${String(orderId)} stays: somebody else placed it, under the alternative order id ${id}`);
    expect(await statuses()).toEqual(["revoked", "issued"]);
  });

  it("is followed, and ended neither with this resource nor as its predecessor", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const [mine, theirs] = [await new PastStack(past).day("2024-01-10"), await new PastStack(past, "others").day("2024-01-10")];
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, renewal: { revokePredecessorAfterDays: 7 } };
    await mine.up("api", wish);
    const [first] = await past.orders();
    await mine.day("2024-11-20");
    await theirs.day("2024-11-20");
    await theirs.up("api", { csr: wish.csr, renewalOfOrderId: first?.id, alternativeOrderId: "payments2027" });
    await mine.refresh("api");
    await mine.up("api", wish);
    const orderId = theirs.outputs("api")["orderId"];
    expect(mine.outputs("api")).toMatchObject({ orderId });
    await mine.up("api", { ...wish, renewal: { revokePredecessorAfterDays: 7, trigger: 1 } });
    await mine.day("2024-12-20");
    await mine.up("api", { ...wish, renewal: { revokePredecessorAfterDays: 7, trigger: 1 } });
    await mine.destroy("api");
    expect((await past.orders()).map(({ status }) => status)).toEqual(["revoked", "issued", "revoked"]);
  });
});

describe("of several orders none of which is as wanted", () => {
  it("what replaces a resource takes the one that lacks least, until what is wanted was approved", async () => {
    const [wish, name] = [newWish({ skipApproval: false }), books.name("several")];
    const resource = new Resource(provider, name);
    await resource.up({ ...wish, dnsNames: ["a.example", "b.example"] });
    await resource.up({ ...wish, dnsNames: ["a.example"] });
    await resource.up({ ...wish, dnsNames: ["a.example", "b.example"] });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(0)).id });
    await sandbox.configure({ approval: "manual" });
    const replacement = new Resource(nextRun, name);
    await replacement.up({ ...wish, dnsNames: ["a.example", "b.example", "c.example"] });
    expect(replacement.outputs).toMatchObject({ orderId: (await books.at(0)).id, pendingOrder: { orderId: (await books.at(2)).id } });
  });
});
