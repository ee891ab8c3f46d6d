import { providerText } from "../../sdk/providerText";
import { leaksIn } from "../support/secretSearch";
import { startProvider, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, DAY, INFO, LOOK_UP, newSandbox, newWish, ORDER, Resource, REVOKE, statuses } from "./resources";
import type { Sandbox } from "../../sandbox";

let sandbox: Sandbox;
let provider: ProviderProcess;
let destroyRun: ProviderProcess;

beforeAll(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
  destroyRun = await startProvider({ sandbox });
});

afterEach(async () => {
  await sandbox.clearJournal();
});

describe("the calls that DigiCert is asked", () => {
  it("are two for an order that is issued at once: the look-up and the order", async () => {
    const resource = new Resource(provider);
    const { changes, said } = await resource.preview(newWish());
    expect(changes).toBe(true);
    expect(said).toContain("needs a NEW paid order, unless one is alive under this resource's id");
    expect(await callsSince(sandbox)).toEqual([]);
    await resource.up(newWish());
    expect(await callsSince(sandbox)).toEqual([LOOK_UP, ORDER]);
  });

  it("are none for a preview or an up without changes", async () => {
    const resource = new Resource(provider);
    const wish = newWish();
    await resource.up(wish);
    await sandbox.clearJournal();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    await resource.up({ ...wish, dnsNames: ["B.EXAMPLE", "a.example"] });
    expect(await callsSince(sandbox)).toEqual([]);
  });

  it("are three for a renewal: the order's info, the look-up and the order", async () => {
    const resource = new Resource(provider);
    const wish = newWish();
    const { orderId } = await resource.up(wish);
    await sandbox.clearJournal();
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    const [, , order] = await sandbox.journal();
    expect(order?.body).toMatchObject({ renewal_of_order_id: orderId });
    expect(await callsSince(sandbox)).toEqual([INFO, LOOK_UP, ORDER]);
    expect(resource.outputs["orderId"]).not.toBe(orderId);
    expect(resource.id).toBe(String(orderId));
  });

  it("are one for a refresh where nothing changed, and one more for a changed certificate", async () => {
    const resource = new Resource(provider);
    const wish = newWish();
    await resource.up(wish);
    await sandbox.clearJournal();
    const before = resource.outputs;
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    await sandbox.reissueOutside(Number(before["orderId"]));
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO, CHAIN]);
    expect(resource.outputs["certificateId"]).not.toBe(before["certificateId"]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("are one more for a refresh while an order is pending", async () => {
    const resource = new Resource(provider);
    const wish = newWish({ skipApproval: false });
    await resource.up(wish);
    await sandbox.configure({ approval: "manual" });
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    await sandbox.clearJournal();
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO, INFO]);
    await sandbox.configure({ approval: "automatic" });
  });

  it("of a destroy are the order's info, the look-up of what may have come after it, and the revocation", async () => {
    const resource = new Resource(provider);
    await resource.up(newWish());
    await sandbox.clearJournal();
    await resource.destroy(destroyRun);
    expect(await callsSince(sandbox)).toEqual([LOOK_UP, INFO, REVOKE]);
    expect((await statuses(sandbox)).at(-1)).toBe("revoked");
  });
});

describe("what is stored", () => {
  it("is at most 12 kB for each certificate of RSA 2048 and a chain of three, with the engine's own bookkeeping", async () => {
    const resource = new Resource(provider);
    await resource.up(newWish({}, "rsa-2048"));
    const step = {
      urn: resource.inputs["__urn"],
      custom: true,
      id: resource.id,
      type: "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate",
      inputs: resource.inputs,
      outputs: resource.outputs,
      parent: "urn:pulumi:test::certificates::pulumi:pulumi:Stack::certificates-test",
      provider: "urn:pulumi:test::certificates::pulumi:providers:pulumi-nodejs::default::00000000-0000-0000-0000-000000000000",
      propertyDependencies: Object.fromEntries(Object.keys(resource.inputs).map((name) => [name, []])),
      created: new Date().toISOString(),
      modified: new Date().toISOString(),
    };
    expect(JSON.stringify(step, undefined, 4).length).toBeLessThan(12_000);
    expect(resource.outputs["__provider"]).toBe(providerText);
  });

  it("and said, answered or printed, holds no API key", () => {
    expect(provider.everything()).toContain("BEGIN CERTIFICATE");
    expect(leaksIn(provider.everything(), { "the API key": sandbox.apiKey })).toEqual([]);
  });

  it("grows little with renewals, since finished orders fold", async () => {
    const resource = new Resource(provider);
    const wish = newWish();
    for (let trigger = 0; trigger < 4; trigger++) await resource.up({ ...wish, renewal: { trigger } });
    const rows = resource.outputs["orders"] as readonly object[];
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows).length / rows.length).toBeLessThan(300);
  });
});

describe("a renewal by time", () => {
  it("is due by the real clock, named before it is done, ordered once, and leaves a clean preview", async () => {
    const past = await newSandbox({ now: new Date(Date.now() - 340 * DAY) });
    const other = await startProvider({ sandbox: past });
    const resource = new Resource(other);
    const wish = newWish();
    // At once it would be due, by the real clock: what no preview named is left to the next run.
    await resource.up(wish);
    expect(await other.said()).toContain("this is left to the next run, since no preview named it");
    expect(await callsSince(past)).toEqual([LOOK_UP, ORDER]);
    await past.setClock(new Date());
    const { changes, said } = await resource.preview(wish);
    expect(changes).toBe(true);
    expect(said).toMatch(/is due for RENEWAL, a new paid order after \d+: it ends in 2[45] days \(renewal.beforeDays 30\)/);
    await past.clearJournal();
    await resource.up(wish);
    expect(await callsSince(past)).toEqual([INFO, LOOK_UP, ORDER]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });
});
