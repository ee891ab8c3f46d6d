import { providerText } from "../../sdk/providerText";
import type { OrderBook, Sandbox } from "../../sandbox";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, INFO, LOOK_UP, newSandbox, newWish, ORDER, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let nextRun: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  [provider, nextRun] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
});

afterEach(async () => {
  const warts = { noCsrInOrderInfo: false, blankDnsNames: false, idsAsStrings: false, unknownAlternativeIdIsNotFound: false };
  await sandbox.configure({ approval: "automatic", issuance: "immediate", warts: { ...warts, commonNameAmongDnsNames: false } });
  await sandbox.clearJournal();
  await provider.said();
  await nextRun.said();
});

/** The orders of this test. */
async function orders(): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).slice(known);
}

async function statuses(): Promise<readonly string[]> {
  return (await orders()).map((order) => order.status);
}

/** Values that the host would fail on, or that would be read as something else, at any depth. */
function strangeIn(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => strangeIn(each, `${path}[${String(index)}]`));
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([key, each]) => strangeIn(each, `${path}.${key}`));
  return value === undefined || value === null || (typeof value === "number" && !Number.isFinite(value)) ? [path] : [];
}

describe("an order that is not issued in the run that placed it", () => {
  it("is saved with its id, with the text, with all that a destroy needs; and the next run goes on with it", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false, onDelete: "keep" });
    const resource = new Resource(provider);
    const { message, saved } = await resource.failedUp(wish);
    const [order] = await orders();
    expect(message).toContain(`Order ${String(order?.id)} is \`needs_approval\``);
    expect(saved?.id).toBe(String(order?.id));
    expect(saved?.reasons).toEqual([message]);
    expect(saved?.properties).toMatchObject({
      __provider: providerText,
      orderId: order?.id,
      onDelete: "keep",
      publicKeySha256: order?.certificates[0]?.publicKeySha256,
      pendingOrder: { orderId: order?.id, status: "needs_approval" },
    });
    expect(strangeIn(saved?.properties)).toEqual([]);
    expect(await callsSince(sandbox)).toEqual([LOOK_UP, ORDER, INFO]);

    await sandbox.approve({ orderId: Number(order?.id) });
    const { said } = await resource.preview(wish);
    expect(said).toContain(
      `waits for order ${String(order?.id)}, which was placed before and is \`needs_approval\`: nothing is ordered for that`,
    );
    await resource.up(wish);
    expect(await callsSince(sandbox)).toEqual([INFO, CHAIN]);
    expect(resource.outputs["pendingOrder"]).toBeUndefined();
    expect(resource.outputs).toMatchObject({ orderId: order?.id, orderStatus: "issued" });
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(await statuses()).toEqual(["issued"]);
  });

  it("is still saved when the time is over, and says how to go on", async () => {
    await sandbox.configure({ issuance: "manual" });
    const wish = newWish({ issuance: { timeoutSeconds: 2 } });
    const resource = new Resource(provider);
    const { message } = await resource.failedUp(wish);
    expect(message).toMatch(/Order \d+ is still `\w+` after \d s\nIt is saved\. Run `pulumi up` again to go on waiting/);
    await sandbox.issue(Number(resource.id));
    await resource.up(wish);
    expect(await statuses()).toEqual(["issued"]);
  });

  it("is waited for as long as was asked from when it is placed: what came before it, a queue for the rate limits, counts for nothing", async () => {
    await sandbox.configure({ issuance: { afterSeconds: 1 } });
    await sandbox.faults([{ match: { path: "/order/alternate/{id}" }, do: "delay", seconds: 4 }]);
    const resource = new Resource(provider);
    await resource.up(newWish({ issuance: { timeoutSeconds: 3 } }));
    expect(resource.outputs["orderStatus"]).toBe("issued");
  });

  it("is waited for within the run where DigiCert takes some seconds", async () => {
    await sandbox.configure({ issuance: { afterSeconds: 2 } });
    const resource = new Resource(provider);
    await resource.up(newWish());
    expect(resource.outputs["orderStatus"]).toBe("issued");
    expect(strangeIn(resource.outputs)).toEqual([]);
  });

  it("waits for a person, too, where that is asked for", async () => {
    await sandbox.configure({ approval: "manual" });
    const resource = new Resource(provider);
    const running = resource.up(newWish({ skipApproval: false, issuance: { waitForApproval: true } }));
    const placed = async (): Promise<number> =>
      (await orders())[0]?.id ?? (await new Promise((resolve) => setTimeout(resolve, 50)).then(placed));
    await sandbox.approve({ orderId: await placed() });
    expect((await running)["orderStatus"]).toBe("issued");
  });

  it("keeps what was set while it waits: a destroy must find the onDelete that the program gave", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.failedUp(wish);
    await resource.failedUp({ ...wish, onDelete: "keep" });
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["needs_approval"]);
  });

  it("is rejected by a destroy otherwise", async () => {
    await sandbox.configure({ approval: "manual" });
    const resource = new Resource(provider);
    await resource.failedUp(newWish({ skipApproval: false }));
    await resource.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["rejected"]);
  });

  it("that a person refuses is told with that person's words, and asked for again only when an input changes", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.failedUp(wish);
    await sandbox.reject({ orderId: Number(resource.id) }, "wrong department");
    const refused = await resource.failedUp(wish);
    expect(refused.message).toContain('ended as `rejected`: there will be no certificate from it ("wrong department")');
    const again = await resource.failedUp(wish);
    expect(again.message).toContain("is not asked for again by itself");
    expect(await statuses()).toEqual(["rejected"]);
    await sandbox.configure({ approval: "automatic" });
    await resource.up({ ...wish, comments: "for the right department" });
    expect(await statuses()).toEqual(["rejected", "issued"]);
    expect(resource.outputs["orders"]).toMatchObject([{ status: "rejected" }, { kind: "first", status: "issued" }]);
    expect(await resource.preview({ ...wish, comments: "for the right department" })).toMatchObject({ changes: false });
  });
});

describe("a renewal that waits beside a valid certificate", () => {
  async function waiting(
    change: Properties,
  ): Promise<{ readonly resource: Resource; readonly wish: Properties; readonly before: Properties }> {
    const wish = newWish({ skipApproval: false });
    const resource = new Resource(provider);
    await resource.up(wish);
    await sandbox.configure({ approval: "manual" });
    return { resource, wish: { ...wish, ...change }, before: resource.outputs };
  }

  it("is a warning, leaves every output a dependent uses byte for byte, and is resumed", async () => {
    const { resource, wish, before } = await waiting({ renewal: { trigger: 1 } });
    await provider.said();
    await resource.up(wish);
    expect(await provider.said()).toContain("The certificate in use stays as it is until");
    const changed = Object.keys({ ...before, ...resource.outputs }).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(resource.outputs[key]),
    );
    expect(changed.sort()).toEqual(["orderSequence", "orders", "pendingOrder"]);
    expect((await resource.preview(wish)).changes).toBe(true);
    const [, renewal] = await orders();
    await sandbox.approve({ orderId: Number(renewal?.id) });
    await resource.up(wish);
    expect(resource.outputs["orderId"]).toBe(renewal?.id);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("fails the run where its key is another one: dependents must not get a key without its certificate", async () => {
    const { resource, wish, before } = await waiting({ csr: newWish()["csr"] });
    const { message, saved } = await resource.failedUp(wish);
    expect(message).toContain("is `needs_approval`");
    expect(saved?.properties["certificateChain"]).toEqual(before["certificateChain"]);
    expect(saved?.properties["publicKeySha256"]).toBe(before["publicKeySha256"]);
  });

  it("that was withdrawn before it was approved becomes a predecessor, and nothing further is ordered", async () => {
    const { resource, wish } = await waiting({ signatureHash: "sha384" });
    await resource.up(wish);
    const withdrawn = { ...wish, signatureHash: "sha256" };
    const [first, renewal] = await orders();
    await sandbox.approve({ orderId: Number(renewal?.id) });
    await resource.up(withdrawn);
    expect(resource.outputs["orderId"]).toBe(first?.id);
    expect(await resource.preview(withdrawn)).toEqual({ changes: false, said: "" });
    // And back to it: nothing is ordered.
    const { said } = await resource.preview(wish);
    expect(said).toContain(`goes back to order ${String(renewal?.id)}`);
    await resource.up(wish);
    expect(resource.outputs["orderId"]).toBe(renewal?.id);
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("carries on with what changed while it waited: settings that are edited in place are not lost", async () => {
    const { resource, wish } = await waiting({ renewal: { trigger: 1 } });
    await resource.up(wish);
    const [, renewal] = await orders();
    await sandbox.approve({ orderId: Number(renewal?.id) });
    const edited = { ...wish, additionalEmails: ["ops@a.example"] };
    await resource.up(edited);
    expect((await orders())[1]?.additionalEmails).toEqual(["ops@a.example"]);
    expect(await resource.preview(edited)).toEqual({ changes: false, said: "" });
  });
});

describe("an order whose answer was lost", () => {
  it.each(["dropAfter", "cutAnswer", "malformed"] as const)("(%s) is looked up in the same run, and taken over", async (fault) => {
    await sandbox.faults([{ match: { method: "POST", path: "/order/certificate/private_ssl_plus" }, do: fault }]);
    const resource = new Resource(provider);
    const wish = newWish();
    await resource.up(wish);
    expect((await sandbox.journal()).some((entry) => entry.fault === fault)).toBe(true);
    expect(await statuses()).toEqual(["issued"]);
    expect(resource.outputs["orderId"]).toBe((await orders())[0]?.id);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("by a run that died is found by the next create, whatever the preview said: nothing is ordered again", async () => {
    const wish = newWish();
    await new Resource(provider, "crashed").up(wish);
    const again = new Resource(nextRun, "crashed");
    await again.up(wish);
    expect(await nextRun.said()).toMatch(/took over order \d+; nothing was ordered; `renewal.trigger` asks for a new one/);
    expect(await statuses()).toEqual(["issued"]);
    expect(await again.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("by a run that died before it was approved is waited for by the next create", async () => {
    await sandbox.configure({ approval: "manual" });
    const wish = newWish({ skipApproval: false });
    await new Resource(provider, "waiting").failedUp(wish);
    const again = new Resource(nextRun, "waiting");
    const { saved } = await again.failedUp(wish);
    expect(saved?.id).toBe(String((await orders())[0]?.id));
    expect(await statuses()).toEqual(["needs_approval"]);
  });

  it.each(["noCsrInOrderInfo", "blankDnsNames", "idsAsStrings", "unknownAlternativeIdIsNotFound", "commonNameAmongDnsNames"] as const)(
    "is found again where DigiCert's answers have their oddities: %s",
    async (wart) => {
      await sandbox.configure({ warts: { [wart]: true }, approval: "manual" });
      const wish = newWish({ skipApproval: false });
      await new Resource(provider, "odd").failedUp(wish);
      const again = new Resource(nextRun, "odd");
      await again.failedUp(wish);
      const [order, ...others] = await orders();
      expect(others).toEqual([]);
      await sandbox.approve({ orderId: Number(order?.id) });
      await again.up(wish);
      expect(await again.preview(wish)).toEqual({ changes: false, said: "" });
    },
  );

  it("is not bought again because its info shows another form of the same validity, or the CA that DigiCert chose", async () => {
    const { validFrom, orderId } = await new Resource(provider, "forms").up(newWish());
    const wish = newWish({ orderValidity: { days: 365 } });
    expect([validFrom, orderId]).not.toContain(undefined);
    await new Resource(provider, "days").up(wish);
    const again = new Resource(nextRun, "days");
    await again.up(wish);
    expect(await again.preview(wish)).toEqual({ changes: false, said: "" });
    expect(await statuses()).toEqual(["issued", "issued"]);
  });

  it("by details of an organization is found again, and makes no other organization", async () => {
    const wish = newWish({
      organization: { name: "Acme Unlimited", city: "Lehi", country: "us", address: "1 Road", zip: "84043", state: "Utah", telephone: "1" },
    });
    await new Resource(provider, "details").up(wish);
    const again = new Resource(nextRun, "details");
    await again.up(wish);
    expect(await again.preview(wish)).toEqual({ changes: false, said: "" });
    await again.up({ ...wish, renewal: { trigger: 1 } });
    const placed = await orders();
    expect(new Set(placed.map((order) => order.organizationId)).size).toBe(1);
    expect(placed[1]?.placedWith).toMatchObject({ organization: { id: placed[0]?.organizationId } });
    expect(await again.preview({ ...wish, renewal: { trigger: 1 } })).toEqual({ changes: false, said: "" });
  });

  it("is found after a changed program, too: the newest is taken as it is, and what is still to be done follows", async () => {
    const wish = newWish();
    await new Resource(provider, "changed").up(wish);
    const again = new Resource(nextRun, "changed");
    const other = { ...wish, dnsNames: ["a.example", "c.example"] };
    await again.up(other);
    expect(await statuses()).toEqual(["issued", "issued"]);
    expect(await again.preview(other)).toEqual({ changes: false, said: "" });
  });

  it("with another key is never touched: it is named, and the next id is used", async () => {
    const foreign = await new Resource(provider, "foreign").up(newWish());
    const mine = new Resource(nextRun, "foreign");
    await mine.up(newWish());
    expect(await nextRun.said()).toContain(`order ${String(foreign["orderId"])} (a.example, issued) stands under the alternative order id`);
    expect(mine.outputs["orders"]).toMatchObject([{ kind: "unclaimed" }, { kind: "first" }]);
    await mine.destroy(await startProvider({ sandbox }));
    expect(await statuses()).toEqual(["issued", "revoked"]);
  });
});

describe("an order that DigiCert refuses", () => {
  it("saves nothing, says what DigiCert says, and is an error without id or metadata", async () => {
    const { message, saved } = await new Resource(provider).failedUp(newWish({ profileOption: "none" }));
    expect(saved).toBeUndefined();
    expect(message).toMatch(/^DigiCert refused to take the order for private_ssl_plus: /);
    expect(message.split("\n")).toHaveLength(2);
    expect(await statuses()).toEqual([]);
  });
});
