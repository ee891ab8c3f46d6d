/** Ways in which an order that exists could be passed over, and another one paid for. */
import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { DAY, newSandbox, newWish, OrdersOfTest, renewElsewhere, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
/** A run of its own, which knows nothing of what the other placed. */
let nextRun: ProviderProcess;
const books = new OrdersOfTest(() => sandbox);

beforeAll(async () => {
  sandbox = await newSandbox({
    accounts: [
      {
        organizations: [
          { id: 123456, name: "One" },
          { id: 7, name: "Two" },
        ],
        containers: [
          { id: 5, name: "One" },
          { id: 7, name: "Two" },
        ],
      },
    ],
  });
  [provider, nextRun] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
});

beforeEach(async () => {
  await books.begin();
  await sandbox.configure({ approval: "automatic", warts: {} });
  await sandbox.faults([]);
  await Promise.all([provider.said(), nextRun.said()]);
});

/** A resource that a creation gave the newer of two orders of the same wish. */
async function besideAnOlder() {
  const [wish, name] = [newWish(), books.name("beside")];
  const former = new Resource(provider, name);
  await former.up(wish);
  await former.up({ ...wish, renewal: { trigger: 1 } });
  const resource = new Resource(nextRun, name);
  await resource.up(wish);
  const [first, second] = await books.all();
  expect(resource.outputs).toMatchObject({ orderId: second?.id });
  return { wish, resource, first, second };
}

describe("an order without a link to the one before it", () => {
  const elsewhere = { organization: { id: 7 } };

  it("whose answer was lost, and which could not be read then, is taken by the next run", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    await sandbox.faults([
      { do: "dropAfter", match: { path: "/order/certificate/private_ssl_plus" } },
      // The first look is for the order in hand.
      { do: "status", status: 404, match: { method: "GET", path: "/order/certificate/{id}", nth: 2 } },
    ]);
    await resource.failedUp({ ...wish, ...elsewhere });
    expect(await books.all()).toHaveLength(2);
    await sandbox.faults([]);
    await resource.up({ ...wish, ...elsewhere });
    expect(await books.all()).toHaveLength(2);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id });
  });

  it("that a run which died had placed, and the run after it met and could not take, is taken by the third", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    const before = await resource.up(wish);
    await resource.up({ ...wish, ...elsewhere });
    // As if that run had died before it could say what it did.
    resource.outputs = before;
    await sandbox.faults([{ do: "brokenChain", match: { path: "/certificate/{id}/chain" }, times: "always" }]);
    await resource.failedUp({ ...wish, ...elsewhere });
    await sandbox.faults([]);
    await resource.up({ ...wish, ...elsewhere });
    expect(await books.all()).toHaveLength(2);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id, orderSequence: 2 });
  });
});

describe("an order without a link, approved, and not as asked where a run first fetches its certificate", () => {
  const setting = { additionalEmails: ["ops@a.example"] };

  it("is not given up for a setting that changes meanwhile: reissued as the message says, it is taken, and nothing is ordered", async () => {
    const first = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.up(first);
    await sandbox.configure({ approval: "manual" });
    const wish: Properties = { ...first, organization: { id: 7 } };
    await resource.up(wish);
    const { id } = await books.at(1);
    await sandbox.approve({ orderId: id });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.reissueOutside(id, { dnsNames: ["a.example"] });
    expect((await resource.failedUp(wish)).message).toContain("reissue it in CertCentral with the names of this resource");
    await resource.failedUp({ ...wish, ...setting });
    await sandbox.reissueOutside(id, { csr: String(wish["csr"]), dnsNames: wish["dnsNames"] as string[] });
    await resource.up({ ...wish, ...setting });
    expect(resource.outputs).toMatchObject({ orderId: id, ...setting });
    expect(await resource.preview({ ...wish, ...setting })).toEqual({ changes: false, said: "" });
    expect(await books.all()).toHaveLength(2);
  });

  it("is not given up where DigiCert's answer was wrong once, and a setting changes in that run", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY) });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ skipApproval: false });
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.setClock(new Date());
    await past.configure({ approval: "manual" });
    const errors = [{ code: "order_not_eligible_for_renewal", message: "no" }];
    await past.faults([{ match: { method: "POST" }, do: "status", status: 400, body: { errors } }]);
    await resource.up(wish);
    const [, second] = await past.orders();
    expect(second?.renewalOfOrderId).toBeUndefined();
    await past.approve({ orderId: Number(second?.id) });
    await past.configure({ approval: "automatic" });
    await past.faults([{ do: "wrongPem", match: { path: "/certificate/{id}/chain" } }]);
    expect((await resource.failedUp({ ...wish, ...setting })).message).toContain("is not for the key of the CSR");
    await resource.up({ ...wish, ...setting });
    expect(resource.outputs).toMatchObject({ orderId: second?.id });
    expect(await past.orders()).toHaveLength(2);
  });

  it("is not given up by an unchanged program where a run had found it, placed for another validity", async () => {
    const [wish, name] = [newWish({ skipApproval: false }), books.name("found")];
    await sandbox.configure({ approval: "manual" });
    await new Resource(provider, name).failedUp({ ...wish, orderValidity: { years: 2 } });
    const resource = new Resource(nextRun, name);
    await resource.failedUp(wish);
    const { id } = await books.at(0);
    expect(resource.outputs).toMatchObject({ pendingOrder: { orderId: id, kind: "found" } });
    await sandbox.approve({ orderId: id });
    await sandbox.configure({ approval: "automatic" });
    await sandbox.faults([{ do: "wrongPem", match: { path: "/certificate/{id}/chain" } }]);
    expect((await resource.failedUp(wish)).message).toContain("is not for the key of the CSR");
    expect(resource.outputs).toMatchObject({ pendingOrder: { orderId: id } });
    expect(await books.all()).toHaveLength(1);
  });
});

describe("an order that a run which died had placed for a certificate that was revoked", () => {
  it("is taken by the third run, where the second one met it and failed", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    await sandbox.revokeOutside((await books.at(0)).id);
    await resource.refresh();
    const before = resource.outputs;
    await resource.up(wish);
    // As if that run had died before it could say what it did.
    resource.outputs = before;
    await sandbox.faults([{ do: "brokenChain", match: { path: "/certificate/{id}/chain" }, times: "always" }]);
    await resource.failedUp(wish);
    await sandbox.faults([]);
    await resource.up(wish);
    expect(await books.all()).toHaveLength(2);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id, orderSequence: 2 });
  });
});

describe("a wish that was given up, and is wanted again", () => {
  it("is answered by its order, before any other gave a certificate: nothing is ordered", async () => {
    await sandbox.configure({ approval: "manual" });
    const first = newWish({ skipApproval: false });
    const second = { ...first, csr: newWish()["csr"] };
    const resource = new Resource(provider);
    await resource.failedUp(first);
    await sandbox.approve({ orderId: (await books.at(0)).id });
    await resource.failedUp(second);
    const other = await books.at(1);
    await sandbox.reject({ orderId: other.id }, "no");
    await resource.failedUp(first);
    expect((await resource.preview(first)).said).toContain(`goes back to order ${String((await books.at(0)).id)}`);
    await resource.up(first);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(0)).id, orderStatus: "issued" });
    expect(await books.all()).toHaveLength(2);
  });

  it("is answered by its order where the one in use was revoked: nothing is ordered", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    await resource.up({ ...wish, dnsNames: ["a.example", "b.example", "c.example"] });
    await sandbox.revokeOutside((await books.at(1)).id);
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain("goes back to order");
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(0)).id });
    expect(resource.outputs).not.toHaveProperty("drift");
    expect(await books.all()).toHaveLength(2);
  });
});

describe("a certificate that was reissued without a name, or revoked, beside an older order of the same wish", () => {
  it("is answered by that one: nothing is ordered; and by none that has drifted itself", async () => {
    const { wish, resource, first, second } = await besideAnOlder();
    await sandbox.reissueOutside(second?.id ?? 0, { dnsNames: ["a.example"] });
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain(`goes back to order ${String(first?.id)}`);
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: first?.id, dnsNames: wish["dnsNames"] });
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(await books.all()).toHaveLength(2);
    await sandbox.revokeOutside(first?.id ?? 0);
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain("needs a NEW paid order");
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(2)).id });
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });
});

describe("an order that a creation found, and that was not as wanted then", () => {
  it.each([
    ["in use while the other one was placed", 1, 0],
    ["never in use, and the one that was is revoked by now", 2, 1],
  ])("%s, is taken once it is as wanted: nothing is ordered", async (_, count, revoked) => {
    const [wish, name] = [newWish({ onDelete: "keep" }), books.name("kept")];
    const former = new Resource(provider, name);
    for (let orders = 0; orders < count; orders++) await former.up({ ...wish, renewal: { trigger: orders } });
    await former.destroy(await startProvider({ sandbox }));
    const resource = new Resource(nextRun, name);
    const wanted = { ...wish, renewal: { trigger: 0 } };
    await resource.up({ ...wanted, container: { id: 7 } });
    if (revoked > 0) await sandbox.revokeOutside((await books.at(revoked)).id);
    expect(await books.all()).toHaveLength(count + 1);
    expect((await resource.preview(wanted)).said).toContain("goes back to order");
    await resource.up(wanted);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(0)).id });
    expect(await books.all()).toHaveLength(count + 1);
    expect(await resource.preview(wanted)).toEqual({ changes: false, said: "" });
  });
});

describe("a chain that DigiCert keeps answering broken", () => {
  const brokenChainOf = async (certificateId: unknown) => {
    await sandbox.faults([{ do: "brokenChain", match: { path: `^/certificate/${String(certificateId)}/chain$` }, times: "always" }]);
  };

  it("of a certificate made outside, orders nothing by itself; another trigger has one ordered", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    const { certificateId } = await sandbox.reissueOutside((await books.at(0)).id);
    await brokenChainOf(certificateId);
    await resource.refresh();
    expect((await resource.failedUp(wish)).message).toContain("does not verify");
    expect(await books.all()).toHaveLength(1);
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id });
  });

  it("of an older order, where the one in use was revoked: the same", async () => {
    const { wish, resource, first, second } = await besideAnOlder();
    await sandbox.revokeOutside(Number(second?.id));
    await resource.refresh();
    await brokenChainOf(first?.certificates[0]?.id);
    expect((await resource.failedUp(wish)).message).toContain("does not verify");
    expect(await books.all()).toHaveLength(2);
    await resource.up({ ...wish, renewal: { trigger: 2 } });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(2)).id });
  });
});

describe("a reissue from outside, as wanted, and found by a run that asks for another name", () => {
  it.each([false, true])("is in nobody's way: the name is added inside the order (revoked since: %s)", async (isRevoked) => {
    const wish = newWish({ changeStrategy: "reissue" });
    const resource = new Resource(provider);
    await resource.up(wish);
    const { id } = await books.at(0);
    await sandbox.reissueOutside(id);
    if (isRevoked) await sandbox.revokeOutside(id, { certificateOnly: true });
    const more = { ...wish, dnsNames: ["a.example", "b.example", "c.example"] };
    expect((await resource.preview(more)).said).toContain("is REISSUED inside order");
    await resource.up(more);
    expect(resource.outputs).toMatchObject({ orderId: id, dnsNames: more.dnsNames });
    expect(await books.all()).toHaveLength(1);
    expect(await resource.preview(more)).toEqual({ changes: false, said: "" });
  });
});

describe.each([
  ["without a name", () => ({ dnsNames: ["a.example"] })],
  ["with another key", () => ({ csr: makeCsr(["a.example"]).csrPem })],
])("a reissue %s that somebody made", (_, otherwise) => {
  async function reissued() {
    const wish = newWish({ changeStrategy: "reissue" });
    const resource = new Resource(provider);
    const { certificateId } = await resource.up(wish);
    const { id } = await books.at(0);
    await sandbox.reissueOutside(id, otherwise());
    return { resource, wish, id, certificateId, more: { ...wish, dnsNames: ["a.example", "b.example", "c.example"] } };
  }

  it.each([true, false])("and revoked again needs nothing (a refresh has seen it in between: %s)", async (isSeen) => {
    const { resource, wish, id, certificateId } = await reissued();
    if (isSeen) {
      await resource.refresh();
      expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
    }
    await sandbox.revokeOutside(id, { certificateOnly: true });
    await resource.refresh();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(resource.outputs).toMatchObject({ orderId: id, certificateId });
    expect(await books.all()).toHaveLength(1);
  });

  it("and that a run found, is not forgotten when the change that it was found by is withdrawn", async () => {
    const { resource, wish, more } = await reissued();
    await resource.failedUp(more);
    expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
  });

  it("leads to no way back once its order was renewed: what the preview says is done, and all of it is ended with the resource", async () => {
    const { resource, wish, more } = await reissued();
    await resource.failedUp(more);
    await resource.up(more);
    expect((await resource.preview(wish)).said).toContain("asks for RENEWAL");
    await resource.up(wish);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    await resource.destroy(nextRun);
    expect((await books.all()).map(({ status }) => status)).toEqual(["revoked", "revoked", "revoked"]);
  });
});

describe("a renewal that somebody made at DigiCert and that waited for a person", () => {
  /** Found on that day, by a run that ended before it was approved. */
  async function waiting(day: string) {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, renewal: { revokePredecessorAfterDays: 14 } };
    await stack.up("api", wish);
    await stack.day(day);
    await past.configure({ approval: "manual" });
    const [first] = await past.orders();
    const orderId = await renewElsewhere(past, Number(first?.id), wish.csr, ["api.corp.example"], false);
    await stack.refresh("api");
    await stack.up("api", wish);
    return { past, stack, wish, orderId };
  }

  it("is taken into use once it is approved, as the run that found it said, and not ended or bought again later", async () => {
    const { past, stack, wish, orderId } = await waiting("2024-11-10");
    await past.approve({ orderId });
    await past.configure({ approval: "automatic" });
    await stack.up("api", wish);
    expect(stack.outputs("api")).toMatchObject({ orderId });
    for (const day of ["2024-11-30", "2024-12-30"]) {
      await stack.day(day);
      await stack.up("api", wish);
    }
    expect((await past.orders()).map(({ status }) => status)).toEqual(["revoked", "issued"]);
  });

  it("is left to those who made it, where the program has another key by then: it is not revoked as a predecessor", async () => {
    const { past, stack, wish, orderId } = await waiting("2024-06-10");
    await past.configure({ approval: "automatic" });
    await past.approve({ orderId });
    const more = { ...wish, csr: makeCsr(["api.corp.example"]).csrPem };
    await stack.up("api", more);
    for (const day of ["2024-06-30", "2024-07-30"]) {
      await stack.day(day);
      await stack.up("api", more);
    }
    expect((await past.orders()).find(({ id }) => id === orderId)?.status).toBe("issued");
  });
});

describe("a renewal that somebody made at DigiCert, and whose names were not shown while it waited", () => {
  it("stops no run once it is approved and shows fewer: it is left", async () => {
    await sandbox.configure({ approval: "manual", warts: { blankDnsNames: true } });
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    const { id } = await books.at(0);
    const orderId = await renewElsewhere(sandbox, id, wish["csr"], ["a.example"], false);
    await resource.refresh();
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: id, pendingOrder: { orderId } });
    await sandbox.approve({ orderId });
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: id });
    expect(resource.outputs).not.toHaveProperty("pendingOrder");
    expect((await resource.preview(wish)).changes).toBe(false);
  });
});

describe("a renewal that waits while its resource is replaced", () => {
  it("is the one in use once it is approved", async () => {
    const [first, name] = [newWish({ skipApproval: false }), books.name("waits")];
    const resource = new Resource(provider, name);
    await resource.up(first);
    await sandbox.configure({ approval: "manual" });
    const wish = { ...first, renewal: { trigger: 1 } };
    await resource.up(wish);
    const replacement = new Resource(nextRun, name);
    await replacement.up(wish);
    await sandbox.approve({ orderId: (await books.at(1)).id });
    await replacement.up(wish);
    expect(replacement.outputs).toMatchObject({ orderId: (await books.at(1)).id });
    expect(await books.all()).toHaveLength(2);
  });
});

describe("a renewal that somebody made at DigiCert, of an order that has ended", () => {
  it("is taken over by what replaces the resource under another name: nothing is ordered, nothing revoked", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, commonName: "api.corp.example" };
    await stack.up("api", wish);
    await stack.day("2024-12-20");
    const [first] = await past.orders();
    const { orderId } = await past.renewOutside(Number(first?.id));
    await stack.refresh("api");
    await stack.up("api", wish);
    expect(stack.outputs("api")).toMatchObject({ orderId });
    await stack.day("2025-03-01");
    await stack.up("renamed", { ...wish, __formerUrns: [stack.urn("api")] });
    expect(stack.outputs("renamed")).toMatchObject({ orderId });
    expect(await past.orders()).toHaveLength(2);
  });
});

describe("a renewal that a run found by its link", () => {
  it("is not taken for the next one: that is ordered when its time has come", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem };
    await stack.up("api", wish);
    await stack.day("2024-12-20");
    const before = stack.kept("api");
    await stack.up("api", wish);
    // As if that run had died before it could say what it did.
    stack.restore("api", before);
    await stack.up("api", wish);
    const [, second] = await past.orders();
    expect(stack.outputs("api")).toMatchObject({ orderId: second?.id, orderSequence: 2 });
    await stack.day("2025-12-10");
    await stack.up("api", wish);
    const [, , third] = await past.orders();
    expect(third).toMatchObject({ renewalOfOrderId: second?.id });
    expect(stack.outputs("api")).toMatchObject({ orderId: third?.id });
  });
});

describe("a state in which the sequence of ids has stayed behind", () => {
  it("leads to no renewal by an order that it has, or had before", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    resource.outputs = { ...resource.outputs, orderSequence: 0 };
    await resource.up({ ...wish, renewal: { trigger: 2 } });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(2)).id, orderSequence: 3 });
    expect(await books.at(2)).toMatchObject({ renewalOfOrderId: (await books.at(1)).id });
  });
});

describe("an older order under the name that a resource has now", () => {
  /** In hand is the order of its former name. */
  async function named() {
    const [wish, name] = [newWish({ skipApproval: false }), books.name("named")];
    await new Resource(provider, name).up(wish);
    const former = new Resource(provider);
    await former.up(wish);
    const resource = new Resource(nextRun, name);
    const renamed: Properties = { ...wish, __formerUrns: [former.inputs["__urn"]] };
    await resource.up(renamed);
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id });
    return { resource, renamed };
  }

  it("is not taken for a renewal that the program asks for", async () => {
    const { resource, renamed } = await named();
    await resource.up({ ...renamed, renewal: { trigger: 1 } });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(2)).id });
    expect(await books.at(2)).toMatchObject({ renewalOfOrderId: (await books.at(1)).id });
  });

  it("is not taken into use for want of a name that both lack, while another one waits for a person", async () => {
    const { resource, renamed } = await named();
    await sandbox.configure({ approval: "manual" });
    await resource.up({ ...renamed, dnsNames: ["a.example", "b.example", "c.example"] });
    expect(resource.outputs).toMatchObject({ orderId: (await books.at(1)).id, pendingOrder: { orderId: (await books.at(2)).id } });
    expect(await books.at(2)).toMatchObject({ renewalOfOrderId: (await books.at(1)).id });
  });
});

describe("a renewal of an order that has ended, looked for by a machine whose clock is far ahead", () => {
  it("is found, and not bought again", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, orderValidity: { days: 7 } };
    await stack.up("api", wish);
    const [first] = await past.orders();
    await stack.day("2024-01-16");
    await past.renewOutside(Number(first?.id));
    const again = await new PastStack(past).day("2024-03-10");
    await past.setClock(new Date("2024-01-20"));
    await again.up("api", wish).catch(String);
    expect(await past.orders()).toHaveLength(2);
  });
});

describe("an order that a run which died had placed, looked for by a machine whose clock is far ahead", () => {
  it("is found, and not bought again: the certificate is taken once the clock is right", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10") });
    const stack = await new PastStack(past).day("2024-01-10");
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, orderValidity: { days: 7 } };
    await stack.up("api", wish);
    const [first] = await past.orders();
    const again = await new PastStack(past).day("2024-03-10");
    await past.setClock(new Date("2024-01-11"));
    const run = await again.up("api", wish).then(String, String);
    expect(run).toContain(String(first?.certificates[0]?.id));
    expect(await past.orders()).toHaveLength(1);
    await again.day("2024-01-11");
    await again.up("api", wish);
    expect(again.outputs("api")).toMatchObject({ orderId: first?.id });
    expect(await past.orders()).toHaveLength(1);
  });
});
