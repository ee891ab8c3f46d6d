import { leaksIn } from "../support/secretSearch";
import { startProvider } from "./providerProcess";
import { DAY, newSandbox, newWish, recordedDaysAgo, Resource, statuses } from "./resources";

describe("many certificates at once", () => {
  it("are each ordered once through one process that keeps DigiCert's limits: no call is answered 429", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ sandbox });
    const wishes = [...Array(60).keys()].map((index) => newWish({ commonName: `n${String(index)}.example`, dnsNames: undefined }));
    const outputs = await Promise.all(wishes.map((wish, index) => new Resource(provider, `many-${String(index)}`).up(wish)));
    expect(new Set(outputs.map((each) => each["orderId"])).size).toBe(60);
    outputs.forEach((each, index) => {
      expect(each["commonName"]).toBe(`n${String(index)}.example`);
    });
    const journal = await sandbox.journal();
    expect(journal.filter((entry) => entry.status === 429)).toEqual([]);
    expect(journal).toHaveLength(120);
    expect(await statuses(sandbox)).toEqual(Array(60).fill("issued"));
  }, 60_000);

  it("that wait are served by one poller: far fewer calls than certificates times looks", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ sandbox });
    await sandbox.configure({ issuance: { afterSeconds: 4 } });
    const wishes = [...Array(30).keys()].map((index) => newWish({ commonName: `w${String(index)}.example`, dnsNames: undefined }));
    await Promise.all(wishes.map((wish, index) => new Resource(provider, `waiting-${String(index)}`).up(wish)));
    const looks = (await sandbox.journal()).filter((entry) => entry.path === "/order/certificate/status-changes");
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.length).toBeLessThan(15);
    expect(await statuses(sandbox)).toEqual(Array(30).fill("issued"));
  }, 60_000);
});

describe("the account", () => {
  it("without any key fails at the first call that needs one, and names where one goes; a check needs none", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ config: { "digicert:baseUrl": sandbox.baseUrl } });
    const resource = new Resource(provider);
    expect((await resource.preview(newWish())).changes).toBe(true);
    const { message, saved } = await resource.failedUp(newWish());
    expect(message).toMatch(/No DigiCert API key is configured\n.*digicert:apiKey.*DIGICERT_API_KEY/);
    expect(saved).toBeUndefined();
  });

  it("with a wrong key fails with DigiCert's words, and never shows the key", async () => {
    const sandbox = await newSandbox();
    const apiKey = "WRONG-KEY-0123456789-WRONG-KEY-0123456789";
    const provider = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey } });
    const { message } = await new Resource(provider).failedUp(newWish());
    expect(message).toContain("DigiCert does not know this API key");
    expect(leaksIn(provider.everything(), { "the key": apiKey })).toEqual([]);
    expect(await statuses(sandbox)).toEqual([]);
  });

  it("whose key was rotated is read and destroyed with the key of the environment; nothing is ordered with it", async () => {
    const keys = [
      { name: "old", apiKey: "OLD-KEY-0123456789" },
      { name: "new", apiKey: "NEW-KEY-0123456789" },
    ];
    const sandbox = await newSandbox({ accounts: [{ keys }] });
    const resource = new Resource(await startProvider({ sandbox }));
    await resource.up(newWish());
    await sandbox.configure({ keys: keys.slice(1) });
    const stale = await startProvider({
      sandbox: { baseUrl: sandbox.baseUrl, apiKey: "OLD-KEY-0123456789" },
      env: { DIGICERT_API_KEY: "NEW-KEY-0123456789" },
    });
    const { properties } = await stale.read(resource.id, resource.outputs);
    expect(properties).toMatchObject({ orderStatus: "issued" });
    expect(await stale.said()).toContain("DIGICERT_API_KEY is used instead");
    expect((await new Resource(stale).failedUp(newWish())).message).toContain("DigiCert does not know this API key");
    await resource.destroy(stale);
    expect(await statuses(sandbox)).toEqual(["revoked"]);
  });

  it("has defaults of the stack, which become inputs that everybody sees", async () => {
    const sandbox = await newSandbox();
    const config = { "digicert:organizationId": "123456", "digicert:skipApproval": "true" };
    const provider = await startProvider({ sandbox, config });
    const resource = new Resource(provider);
    await resource.up(newWish({ organization: undefined, skipApproval: undefined }));
    expect(resource.inputs).toMatchObject({ organization: { id: 123456 }, skipApproval: true, signatureHash: "sha256" });
    expect((await sandbox.orders())[0]?.organizationId).toBe(123456);
  });

  it("of a bad configuration fails at the first call, not when it is configured", async () => {
    const provider = await startProvider({ config: { "digicert:apiKey": "KEY-0123456789", "digicert:region": "mars" } });
    const { message } = await new Resource(provider).failedUp(newWish());
    expect(message).toContain("cannot be used");
  });
});

describe("a get", () => {
  it("shows an order with its certificate, follows it in a refresh too, and says nothing of a stem", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ sandbox });
    const resource = new Resource(provider);
    await resource.up(newWish());
    const shown = await provider.get(resource.id);
    expect(shown).toMatchObject({
      id: resource.id,
      properties: { certificateId: resource.outputs["certificateId"], commonName: "a.example" },
    });
    const { orderId } = await sandbox.renewOutside(Number(resource.id));
    const refreshed = await provider.read(shown.id, shown.properties);
    expect(refreshed.properties).toMatchObject({ orderId });
  });

  it("of an order that is not there, or of what is no order id, throws", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ sandbox });
    await expect(provider.get("999")).rejects.toThrow("DigiCert does not find order 999");
    await expect(provider.get("api")).rejects.toThrow("`api` is not the id of a DigiCert order");
    expect(await provider.said()).not.toContain("    at ");
  });
});

describe("a renewal by time that fails", () => {
  it("is a warning while it is tolerated and leaves every output as it was; a failure after that, and where an input changed, too", async () => {
    const sandbox = await newSandbox({ now: new Date(Date.now() - 345 * DAY) });
    const provider = await startProvider({ sandbox });
    const resource = new Resource(provider);
    const wish = newWish({ renewal: { tolerateFailureUntilDays: 10 } });
    await resource.up(wish);
    await sandbox.setClock(new Date());
    const refuse = () => sandbox.faults([{ match: { method: "POST" }, times: "always", do: "status", status: 400 }]);
    await refuse();
    const before = resource.outputs;
    await provider.said();
    await resource.up(wish);
    expect(await provider.said()).toContain("Tolerated (renewal.tolerateFailureUntilDays)");
    expect(resource.outputs).toEqual(before);
    await resource.failedUp({ ...wish, csr: newWish()["csr"] });
    await resource.failedUp({ ...wish, renewal: { tolerateFailureUntilDays: 25 } });
    expect(await statuses(sandbox)).toEqual(["issued"]);
  });
});

describe("renewal.revokePredecessorAfterDays", () => {
  it("revokes the predecessor in a later run, never in the one that made its successor, and says so before", async () => {
    const sandbox = await newSandbox();
    const provider = await startProvider({ sandbox });
    const resource = new Resource(provider);
    const wish = newWish({ renewal: { revokePredecessorAfterDays: 1 } });
    await resource.up(wish);
    const renewed = { ...wish, renewal: { revokePredecessorAfterDays: 1, trigger: 1 } };
    await resource.up(renewed);
    expect(await resource.preview(renewed)).toEqual({ changes: false, said: "" });
    resource.outputs = recordedDaysAgo(resource.outputs, 2);
    const { said } = await resource.preview(renewed);
    expect(said).toContain(`REVOKES its predecessor, order ${resource.id} (renewal.revokePredecessorAfterDays 1`);
    await resource.up(renewed);
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    expect(await resource.preview(renewed)).toEqual({ changes: false, said: "" });
  });

  it("with a key that may not skip approval is asked for once, and waits for a person", async () => {
    const keys = [
      { name: "admin", apiKey: "ADMIN-KEY-0123456789" },
      { name: "user", apiKey: "USER-KEY-0123456789", role: "standard user" as const },
    ];
    const sandbox = await newSandbox({ accounts: [{ keys }] });
    const resource = new Resource(await startProvider({ sandbox }));
    const wish = newWish();
    await resource.up(wish);
    const provider = await startProvider({ sandbox: { baseUrl: sandbox.baseUrl, apiKey: "USER-KEY-0123456789" } });
    await provider.delete(resource.id, resource.outputs);
    expect(await provider.said()).toContain("is pending: this key may not skip approval, somebody must approve it at DigiCert");
    await sandbox.clearJournal();
    await provider.delete(resource.id, resource.outputs);
    expect((await sandbox.journal()).filter(({ method }) => method !== "GET")).toEqual([]);
    const [order] = await sandbox.orders();
    expect(order?.status).toBe("issued");
    expect(order?.requests.filter((request) => request.type === "revoke")).toHaveLength(1);
  });
});
