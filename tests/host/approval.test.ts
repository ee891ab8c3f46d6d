/** What needs a person at DigiCert, and what becomes of it when that person says no, or somebody withdraws it: where interrupted.test.ts does not go. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { askForRevocation, callsSince, DAY, newSandbox, newWish, recordedDaysAgo, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let known = 0;

const keys = [
  { name: "admin", apiKey: "ADMIN-KEY-0123456789" },
  { name: "user", apiKey: "USER-KEY-0123456789", role: "standard user" as const },
];

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [{ keys }] });
  provider = await startProvider({ sandbox });
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
  await sandbox.configure({ approval: "automatic" });
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

interface Waiting {
  readonly resource: Resource;
  readonly wish: Properties;
  /** The outputs of the certificate in use. */
  readonly before: Properties;
  /** The order that waits for a person. */
  readonly orderId: number;
}

/** A certificate in use, and beside it what a change asked for and a person must approve. */
async function waiting(change: Properties, over: Properties = {}): Promise<Waiting> {
  const first = newWish({ skipApproval: false, ...over });
  const resource = new Resource(provider);
  const before = await resource.up(first);
  await sandbox.configure({ approval: "manual" });
  const wish = { ...first, ...change };
  await resource.up(wish);
  const [order, renewal = order] = await orders();
  if (renewal === undefined) throw new Error("Nothing waits");
  return { resource, wish, before, orderId: renewal.id };
}

/** Which outputs are not what they were. */
function changedSince(before: Properties, { outputs }: Resource): readonly string[] {
  const names = Object.keys({ ...before, ...outputs });
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(outputs[name])).sort();
}

describe("an order that somebody withdraws at DigiCert while it waits for a person", () => {
  it("is told as canceled, and ordered anew only when an input changes", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.failedUp(wish);
    await sandbox.cancelOutside(Number(resource.id));
    expect((await resource.failedUp(wish)).message).toContain(`Order ${resource.id} ended as \`canceled\`: there will be no certificate`);
    expect((await resource.preview(wish)).said).toContain(`order ${resource.id} was canceled and is not asked for again by itself`);
    expect((await resource.failedUp(wish)).message).toContain("is not asked for again by itself");
    expect(await statuses()).toEqual(["canceled"]);
    await sandbox.configure({ approval: "automatic" });
    await resource.up({ ...wish, renewal: { trigger: "once more" } });
    expect(await statuses()).toEqual(["canceled", "issued"]);
  });

  it("ends the run that waits for it", async () => {
    await sandbox.configure({ approval: "manual" });
    const resource = new Resource(provider);
    const running = resource.failedUp(newWish({ skipApproval: false, issuance: { waitForApproval: true } }));
    while ((await statuses())[0] !== "needs_approval") await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.cancelOutside((await orders())[0]?.id ?? 0);
    expect((await running).message).toContain("ended as `canceled`");
  });
});

describe("a renewal that a person refuses", () => {
  it("fails the run with that person's words, and leaves what dependents use as it was", async () => {
    const { resource, wish, before, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.reject({ orderId }, "not in December");
    expect((await resource.failedUp(wish)).message).toContain(`Order ${String(orderId)} ended as \`rejected\``);
    expect(changedSince(before, resource)).toEqual(["orderSequence", "orders"]);
    const { said } = await resource.preview(wish);
    expect(said).toContain(`order ${String(orderId)} was rejected ("not in December") and is not asked for again by itself`);
    await resource.failedUp(wish);
    expect(await statuses()).toEqual(["issued", "rejected"]);
  });

  it("stands in nobody's way once the wish for it is withdrawn, and is asked for once more by another trigger", async () => {
    const { resource, wish, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.reject({ orderId }, "no");
    await resource.failedUp(wish);
    const { renewal: _, ...withdrawn } = wish;
    expect(await resource.preview(withdrawn)).toEqual({ changes: false, said: "" });
    await sandbox.configure({ approval: "automatic" });
    const again = { ...wish, renewal: { trigger: 2 } };
    await resource.up(again);
    expect(await statuses()).toEqual(["issued", "rejected", "issued"]);
    expect((await orders())[2]?.renewalOfOrderId).toBe((await orders())[0]?.id);
    expect(await resource.preview(again)).toEqual({ changes: false, said: "" });
  });

  it("by time alone is a warning as long as that is tolerated", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 345 * DAY) });
    const run = await startProvider({ sandbox: past });
    const resource = new Resource(run);
    const wish = newWish({ skipApproval: false, renewal: { tolerateFailureUntilDays: 5 } });
    const before = await resource.up(wish);
    await past.setClock(new Date());
    await past.configure({ approval: "manual" });
    await resource.up(wish);
    const [, renewal] = await past.orders();
    await past.reject({ orderId: Number(renewal?.id) }, "later");
    await run.said();
    await resource.up(wish);
    expect(await run.said()).toMatch(/ended as `rejected`.*"later"[^]*Tolerated \(renewal.tolerateFailureUntilDays\)/);
    await resource.up(wish);
    expect(await run.said()).toContain("is not asked for again by itself");
    expect(changedSince(before, resource)).toEqual(["orderSequence", "orders"]);
    expect(await past.orders()).toHaveLength(2);
  });
});

describe("a reissue that somebody withdraws at DigiCert while it waits for a person", () => {
  it("leaves the certificate in use as it was, and is not asked for again by itself", async () => {
    const { resource, wish, before, orderId } = await waiting({ signatureHash: "sha384" }, { changeStrategy: "reissue" });
    expect(changedSince(before, resource)).toEqual(["pendingOrder"]);
    await sandbox.cancelOutside(orderId);
    await resource.failedUp(wish);
    expect(changedSince(before, resource)).toEqual(["refusedReissue"]);
    expect((await resource.failedUp(wish)).message).toContain("is not asked for again by itself");
    expect((await orders())[0]?.certificates.map(({ status }) => status)).toEqual(["issued", "rejected"]);
  });
});

describe("the revocation of a predecessor that a person must approve", () => {
  /** A certificate whose predecessor is due to be revoked, as it will be in two days. */
  async function due(): Promise<{ readonly resource: Resource; readonly wish: Properties; readonly predecessor: number }> {
    const user = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey: "USER-KEY-0123456789" } });
    const first = newWish({ renewal: { revokePredecessorAfterDays: 1 } });
    const resource = new Resource(user);
    await resource.failedUp(first);
    await sandbox.approve({ orderId: Number(resource.id) });
    await resource.up(first);
    const wish = { ...first, renewal: { revokePredecessorAfterDays: 1, trigger: 1 } };
    await resource.up(wish);
    await sandbox.approve({ orderId: (await orders())[1]?.id ?? 0 });
    await resource.up(wish);
    resource.outputs = recordedDaysAgo(resource.outputs, 2);
    await user.said();
    await resource.up(wish);
    expect(await user.said()).toMatch(/revocation request \d+ is pending: this key may not skip approval/);
    await sandbox.clearJournal();
    return { resource, wish, predecessor: Number(resource.id) };
  }

  async function requests(): Promise<readonly string[]> {
    return ((await orders())[0]?.requests ?? []).filter(({ type }) => type === "revoke").map(({ status }) => status);
  }

  it("is asked for once, whether that person refuses it or has not decided", async () => {
    const { resource, wish, predecessor } = await due();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    await sandbox.reject({ orderId: predecessor }, "still in use");
    await resource.refresh();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect([await statuses(), await requests()]).toEqual([["issued", "issued"], ["rejected"]]);
  });

  it("is done once it is approved: a destroy then finds nothing left to ask for in that order", async () => {
    const { resource, wish, predecessor } = await due();
    await sandbox.approve({ orderId: predecessor });
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    await resource.destroy(await startProvider({ sandbox }));
    expect((await callsSince(sandbox)).filter((call) => call.startsWith("PUT"))).toEqual(["PUT /order/certificate/{id}/revoke"]);
    expect([await statuses(), await requests()]).toEqual([["revoked", "revoked"], ["approved"]]);
  });
});

describe("what a person approved, and no run collected before it ended", () => {
  interface Seen {
    readonly orderId?: number;
    readonly certificateId?: number;
    readonly pendingOrder?: unknown;
    readonly dnsNames?: readonly string[];
    readonly orders: readonly { readonly orderId: number; readonly status: string }[];
  }

  const outputsIn = (stack: PastStack) => stack.outputs("api") as unknown as Seen;

  const wish = { csr: makeCsr(["api.corp.example"]).csrPem };

  /** The first order, approved after the run that placed it. */
  async function approved() {
    const past = await newSandbox({ accounts: [{ approval: "manual" }], now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", wish);
    const [first] = await past.orders();
    await past.approve({ orderId: Number(first?.id) });
    await past.configure({ approval: "automatic" });
    return { past, stack, first };
  }

  it("is over: a first order is followed by another one, once a preview has named it", async () => {
    const { past, stack, first } = await approved();

    await stack.day("2025-03-01");
    await stack.up("api", wish);
    expect(outputsIn(stack)).toMatchObject({ orders: [{ orderId: first?.id, status: "expired" }] });
    expect(outputsIn(stack).pendingOrder).toBeUndefined();
    expect(await past.orders()).toHaveLength(1);

    await stack.up("api", wish);
    const [, second] = await past.orders();
    expect(outputsIn(stack)).toMatchObject({ orderId: second?.id });
    await stack.up("api", wish);
    expect(await past.orders()).toHaveLength(2);
  });

  describe("by a clock that DigiCert does not confirm", () => {
    async function ahead() {
      const { past, stack, first } = await approved();
      await stack.day("2027-03-01");
      await past.setClock(new Date("2024-01-12"));
      return { past, stack, first };
    }

    /** A failure that changes nothing in the state is thrown; others are in the state. */
    const run = async (stack: PastStack, inputs: Properties) => await stack.up("api", inputs).then(String, String);

    it("is not over: nothing is ordered, however often it is run, and it is taken once the clock is right", async () => {
      const { past, stack, first } = await ahead();
      for (let runs = 0; runs < 3; runs++) await run(stack, wish);
      expect(outputsIn(stack)).toMatchObject({ pendingOrder: { orderId: first?.id }, orders: [{ orderId: first?.id }] });
      expect(await past.orders()).toHaveLength(1);
      await stack.day("2024-01-13");
      await stack.up("api", wish);
      expect(outputsIn(stack)).toMatchObject({ orderId: first?.id, orderStatus: "issued" });
      expect(outputsIn(stack).pendingOrder).toBeUndefined();
      expect(await past.orders()).toHaveLength(1);
    });

    it("is over once the program asks for another one, as the message says", async () => {
      const { past, stack, first } = await ahead();
      await run(stack, wish);
      for (let runs = 0; runs < 2; runs++) await run(stack, { ...wish, renewal: { trigger: 1 } });
      expect((await past.orders()).map(({ status }) => status)).toEqual(["issued", "issued"]);
      expect(outputsIn(stack)).toMatchObject({ orders: [{ orderId: first?.id, status: "expired" }, {}] });
    });
  });

  it("is over once: what a run ordered after it, and crashed before it was saved, is taken by the next run", async () => {
    const { resource, wish: wanted, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.approve({ orderId });
    await sandbox.revokeOutside(orderId, { certificateOnly: true });
    await sandbox.configure({ approval: "automatic" });
    const again = { ...wanted, renewal: { trigger: 2 } };
    const unsaved = resource.inRun(provider);
    await resource.up(again);
    expect(await orders()).toHaveLength(3);
    await unsaved.up(again);
    expect(await orders()).toHaveLength(3);
    expect(unsaved.outputs["orderId"]).toBe(resource.outputs["orderId"]);
    expect(unsaved.outputs["pendingOrder"]).toBeUndefined();
  });

  it("is not over while its revocation waits for a person, who may refuse it", async () => {
    const { resource, wish: wanted, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.approve({ orderId });
    await askForRevocation(sandbox, orderId, "USER-KEY-0123456789");
    await resource.up(wanted);
    expect(resource.outputs["orderId"]).toBe(orderId);
    expect(await orders()).toHaveLength(2);
  });

  it("is over: a reissue of an order that has ended is followed by the renewal that the program asks for", async () => {
    const names = { ...wish, changeStrategy: "auto", dnsNames: ["api.corp.example"] };
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", names);
    await past.configure({ approval: "manual" });
    await stack.day("2024-06-01");
    const more = { ...names, dnsNames: ["api.corp.example", "www.corp.example"] };
    await stack.up("api", more);
    const [order] = await past.orders();
    expect(outputsIn(stack)).toMatchObject({ pendingOrder: { kind: "reissue", orderId: order?.id } });
    await past.approve({ orderId: Number(order?.id) });
    await past.configure({ approval: "automatic" });

    await stack.day("2025-03-01");
    for (let runs = 0; runs < 3; runs++) await stack.up("api", { ...more, renewal: { trigger: 1 } });
    const [, renewal, ...others] = await past.orders();
    expect(renewal).toMatchObject({ renewalOfOrderId: order?.id, status: "issued" });
    expect(others).toEqual([]);
    expect(outputsIn(stack)).toMatchObject({ orderId: renewal?.id, dnsNames: more.dnsNames });
    expect(outputsIn(stack).pendingOrder).toBeUndefined();
  });

  it("is over where somebody revoked its certificate meanwhile: the one in use stays, and the next preview names what is needed", async () => {
    const { resource, wish: wanted, before, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.approve({ orderId });
    await sandbox.revokeOutside(orderId, { certificateOnly: true });
    await sandbox.configure({ approval: "automatic" });
    expect((await resource.failedUp(wanted)).message).toContain("a new order would be needed");
    expect(changedSince(before, resource)).toEqual(["orderSequence", "orders"]);
    expect((await resource.preview(wanted)).said).toContain("a new paid order");
    await resource.up(wanted);
    // DigiCert renews an order once.
    expect((await orders()).map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual([undefined, Number(before["orderId"]), undefined]);
    expect(resource.outputs["orderId"]).toBe((await orders())[2]?.id);
  });
});

describe("an order that is approved once nobody wants it any more", () => {
  const wish = { csr: makeCsr(["api.corp.example"]).csrPem, orderValidity: { years: 1 }, renewal: { revokePredecessorAfterDays: 7 } };
  const longer = { ...wish, orderValidity: { years: 2 } };

  /** In use for half a year, when a change of the program was ordered, withdrawn, and approved after that. */
  async function withdrawn() {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    await stack.up("api", wish);
    await past.configure({ approval: "manual" });
    await stack.day("2024-06-10");
    await stack.up("api", longer);
    const [, order] = await past.orders();
    await stack.day("2024-06-20");
    await past.approve({ orderId: Number(order?.id) });
    return { past, stack };
  }
  const statusesIn = async (past: Sandbox) => (await past.orders()).map(({ status }) => status);

  it("is revoked by no run that finds it so, and by later ones after the days that predecessors have", async () => {
    const { past, stack } = await withdrawn();
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await stack.day("2024-06-26");
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await stack.day("2024-06-28");
    await stack.up("api", wish);
    expect(await statusesIn(past)).toEqual(["issued", "revoked"]);
  });

  it("is taken into use, without another order, where it is wanted again before that", async () => {
    const { past, stack } = await withdrawn();
    await stack.up("api", wish);
    await stack.up("api", longer);
    expect(await statusesIn(past)).toEqual(["issued", "issued"]);
    await stack.day("2024-06-27");
    await stack.up("api", longer);
    expect(await statusesIn(past)).toEqual(["revoked", "issued"]);
  });
});

describe.each([
  ["with another key", { csr: makeCsr(["a.example"]).csrPem }, "is not for the key of the CSR", "issued"],
  ["without a name", { dnsNames: ["a.example"] }, "it lacks b.example", "revoked"],
])("an order that was approved, and reissued %s before any run fetched its certificate", (_, otherwise, says, onceDestroyed) => {
  /** Beside a certificate in use. */
  async function reissued() {
    const { resource, wish, before, orderId } = await waiting({ renewal: { trigger: 1 } });
    await sandbox.approve({ orderId });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.reissueOutside(orderId, otherwise);
    return { resource, wish, before, orderId };
  }

  it("fails each run, which says the ways out, and orders nothing by itself", async () => {
    const { resource, wish, before } = await reissued();
    for (const { message } of [await resource.failedUp(wish), await resource.failedUp(wish)]) {
      expect(message).toContain(says);
      expect(message).toContain("change `renewal.trigger` to have another one ordered");
    }
    expect(resource.outputs).toMatchObject({ orderId: before["orderId"], certificateId: before["certificateId"] });
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("is taken once it was reissued for this resource: nothing more is ordered", async () => {
    const { resource, wish, orderId } = await reissued();
    await resource.failedUp(wish);
    const { certificateId } = await sandbox.reissueOutside(orderId, { csr: String(wish["csr"]), dnsNames: wish["dnsNames"] as string[] });
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId, certificateId });
    expect(await statuses()).toEqual(["issued", "issued"]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("is left for another one once the trigger asks for that, as the preview says", async () => {
    const { resource, wish, orderId } = await reissued();
    await resource.failedUp(wish);
    const again = { ...wish, renewal: { trigger: 2 } };
    expect((await resource.preview(again)).said).toContain("asks for RENEWAL, a new paid order");
    await resource.up(again);
    expect(resource.outputs).toMatchObject({ orderId: (await orders())[2]?.id, dnsNames: wish["dnsNames"] });
    expect(await statuses()).toEqual(["issued", "issued", "issued"]);
    expect(await resource.preview(again)).toEqual({ changes: false, said: "" });
    await resource.refresh();
    expect(await resource.preview(again)).toEqual({ changes: false, said: "" });
    expect(orderId).toBe((await orders())[1]?.id);
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked", onceDestroyed, "revoked"]);
  });

  it("is left for an order of before, too: once it has another key, a destroy does not end it", async () => {
    const first = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.up(first);
    await resource.up({ ...first, renewal: { trigger: 1 } });
    await sandbox.configure({ approval: "manual" });
    await resource.up({ ...first, renewal: { trigger: 2 } });
    const orderId = (await orders())[2]?.id ?? 0;
    await sandbox.approve({ orderId });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.reissueOutside(orderId, otherwise);
    await resource.failedUp({ ...first, renewal: { trigger: 2 } });
    await resource.up(first);
    expect(resource.outputs).toMatchObject({ orderId: (await orders())[0]?.id });
    expect(await resource.preview(first)).toEqual({ changes: false, said: "" });
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["revoked", "revoked", onceDestroyed]);
  });

  it("is left for another one where it was the first, too", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.failedUp(wish);
    const [first] = await orders();
    await sandbox.approve({ orderId: first?.id ?? 0 });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.reissueOutside(first?.id ?? 0, otherwise);
    expect((await resource.failedUp(wish)).message).toContain(says);
    expect(await statuses()).toEqual(["issued"]);
    const again = { ...wish, renewal: { trigger: 1 } };
    await resource.up(again);
    expect(resource.outputs).toMatchObject({ orderId: (await orders())[1]?.id, dnsNames: wish["dnsNames"] });
    expect(await statuses()).toEqual(["issued", "issued"]);
    expect(await resource.preview(again)).toEqual({ changes: false, said: "" });
  });
});

describe("a reissue that was approved, and made once more with another key before any run fetched it", () => {
  it("is left for another order once the trigger asks for that", async () => {
    const { resource, wish, orderId } = await waiting({ signatureHash: "sha384" }, { changeStrategy: "reissue" });
    await sandbox.approve({ orderId });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.reissueOutside(orderId, { csr: makeCsr(["a.example"]).csrPem });
    expect((await resource.failedUp(wish)).message).toContain("change `renewal.trigger` to have another one ordered");
    expect((await resource.failedUp(wish)).message).toContain("is not for the key of the CSR");
    const again = { ...wish, renewal: { trigger: 1 } };
    expect((await resource.preview(again)).said).toContain("asks for RENEWAL, a new paid order");
    await resource.up(again);
    expect(resource.outputs).toMatchObject({ orderId: (await orders())[1]?.id });
    expect(await statuses()).toEqual(["issued", "issued"]);
    expect(await resource.preview(again)).toEqual({ changes: false, said: "" });
  });
});
