/** Many refreshes in one process share a look at DigiCert's lists, and whatever happened outside is found all the same. */
import type { Sandbox } from "../../sandbox";
import { startProvider, type ProviderProcess } from "./providerProcess";
import { callsSince, CHAIN, INFO, LIST, LOOK_UP, newSandbox, newWish, ORDER, REQUESTS, Resource } from "./resources";

/** Always looked at first, in this order: the fourth is the first that needs no look of its own. */
const COMMON = 5;
/** Each for something else that happens to it. */
const SPARE = 7;
const lists = [LIST, REQUESTS, REQUESTS];
const shared = [INFO, INFO, INFO, ...lists];

const settings = {
  keys: [{ name: "admin" }, { name: "standard", role: "standard user" as const }],
  // Chains of EC keys are made in no time.
  authorities: [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" as const }],
  warts: { certificateStatusInList: true },
};

let sandbox: Sandbox;
let made: readonly Resource[];
let spare: Resource[];

/** A run of its own, as every refresh is, with those that nothing happens to. */
let run: ProviderProcess;
let common: readonly Resource[];

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [settings] });
  const first = await startProvider({ sandbox });
  const all = Array.from({ length: COMMON + SPARE }, () => new Resource(first));
  await Promise.all(all.map((resource) => resource.up(newWish())));
  [made, spare] = [all.slice(0, COMMON), all.slice(COMMON)];
  // What tells that this account's list shows the status of certificates.
  const other = new Resource(first);
  await other.up(newWish());
  await sandbox.revokeOutside(Number(other.id), { certificateOnly: true });
}, 120_000);

beforeEach(async () => {
  run = await startProvider({ sandbox });
  common = made.map((resource) => resource.inRun(run));
  await sandbox.clearJournal();
});

afterEach(async () => {
  await sandbox.faults([]);
  await sandbox.configure({ warts: settings.warts });
  await run.stop();
});

/** One to which nothing has happened yet. */
function another(): Resource {
  const next = spare.pop();
  if (next === undefined) throw new Error("There are too few to spare");
  return next.inRun(run);
}

async function refresh(resources: readonly Resource[]): Promise<void> {
  for (const resource of resources) await resource.refresh();
}

async function sortedCalls(): Promise<readonly string[]> {
  return [...(await callsSince(sandbox))].sort();
}

const eachByItself = Array.from({ length: COMMON }, () => INFO);

describe("a refresh of many certificates", () => {
  it("looks at three orders, and for all others once at the lists, whether they come at once or one by one", async () => {
    const before = common.map(({ outputs }) => outputs);
    await Promise.all(common.map((resource) => resource.refresh()));
    expect(await sortedCalls()).toEqual([...shared].sort());
    await refresh(common);
    expect(await callsSince(sandbox)).toEqual([]);
    expect(common.slice(3).map(({ outputs }) => outputs)).toEqual(before.slice(3));
  });

  it("leaves a clean preview", async () => {
    const wish = newWish();
    const resource = new Resource(run);
    await resource.up(wish);
    await refresh(common);
    await sandbox.clearJournal();
    await resource.refresh();
    expect(await callsSince(sandbox)).toEqual([]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("is one call where there is one, two or three", async () => {
    await refresh(common.slice(0, 3));
    expect(await callsSince(sandbox)).toEqual([INFO, INFO, INFO]);
  });

  it("looks at each order where the list tells nothing of revoked certificates, and finds one", async () => {
    await sandbox.configure({ warts: { certificateStatusInList: false } });
    const revoked = another();
    await sandbox.revokeOutside(Number(revoked.id), { certificateOnly: true });
    await refresh([...common, revoked]);
    expect(await sortedCalls()).toEqual([LIST, ...eachByItself, INFO]);
    expect(revoked.outputs["drift"]).toEqual({ kind: "revoked", detail: "revoked" });
  });
});

describe("what happened outside of Pulumi is found by the order itself:", () => {
  it.each([
    ["a revoked certificate in an issued order", (id: number) => sandbox.revokeOutside(id, { certificateOnly: true }), { kind: "revoked" }],
    ["a revoked order", (id: number) => sandbox.revokeOutside(id), { kind: "revoked" }],
    ["a renewal", (id: number) => sandbox.renewOutside(id), { kind: "renewed" }],
  ])("%s", async (_, happens, drift) => {
    const changed = another();
    await happens(Number(changed.id));
    await refresh([...common, changed]);
    expect(await callsSince(sandbox)).toEqual([...shared, INFO]);
    expect(changed.outputs["drift"]).toMatchObject(drift);
  });

  it("a reissue, whose certificate is taken, and looked after closely from then on", async () => {
    const changed = another();
    const before = changed.outputs["certificateId"];
    await sandbox.reissueOutside(Number(changed.id));
    await refresh([...common, changed]);
    expect(await callsSince(sandbox)).toEqual([...shared, INFO, CHAIN]);
    expect(changed.outputs["certificateId"]).not.toBe(before);
    await changed.refresh();
    expect(await callsSince(sandbox)).toEqual([INFO]);
  });

  it("a revocation that somebody asked for, and that nobody has decided yet", async () => {
    const changed = another();
    const key = sandbox.accounts[0]?.keys.find(({ name }) => name === "standard")?.apiKey ?? "";
    const asked = await fetch(`${sandbox.baseUrl}/order/certificate/${changed.id}/revoke`, {
      method: "PUT",
      headers: { "X-DC-DEVKEY": key, "Content-Type": "application/json" },
      body: JSON.stringify({ comments: "no longer needed" }),
    });
    expect(asked.status).toBe(201);
    await sandbox.clearJournal();
    await refresh([...common, changed]);
    expect(await callsSince(sandbox)).toEqual([...shared, INFO]);
    expect(changed.outputs["requests"]).toMatchObject([{ type: "revoke", status: "pending" }]);
  });

  it("an order that is not in the account any more: an error of this one resource", async () => {
    const changed = another();
    await sandbox.forget(Number(changed.id));
    await refresh(common);
    await expect(changed.refresh()).rejects.toThrow(new RegExp(`order ${changed.id}.*not`, "is"));
    expect(await callsSince(sandbox)).toEqual([...shared, INFO]);
  });
});

describe("lists that do not help", () => {
  it.each([
    ["are refused", { do: "status", status: 403 }],
    ["cannot be read", { do: "replaceAnswer", body: { orders: [{ id: "x" }] } }],
    ["are so long that the orders themselves are fewer calls", { do: "replaceAnswer", body: { orders: [], page: { total: 1_000_000 } } }],
  ] as const)("and %s leave each order to be looked at, and are no error", async (_, what) => {
    await sandbox.faults([{ match: { method: "GET", path: "/order/certificate" }, times: "always", ...what }]);
    await refresh(common);
    expect(await sortedCalls()).toEqual([LIST, ...eachByItself]);
  });

  it("such as that of requests, which some keys may not see, leave each order to be looked at", async () => {
    await sandbox.faults([{ match: { method: "GET", path: "/request" }, times: "always", do: "status", status: 403 }]);
    await refresh(common);
    expect(await sortedCalls()).toEqual([LIST, ...eachByItself, REQUESTS, REQUESTS]);
  });
});

describe("a look that many refreshes share", () => {
  it("is worth nothing any more once this process has changed something", async () => {
    await refresh(common);
    await sandbox.clearJournal();
    await new Resource(run).up(newWish());
    expect(await callsSince(sandbox)).toEqual([LOOK_UP, ORDER]);
    await refresh(common);
    expect(await callsSince(sandbox)).toEqual(shared);
  });

  it("serves neither an order nor a `get`", async () => {
    await refresh(common);
    await sandbox.clearJournal();
    await run.get(common[0]?.id ?? "");
    expect(await callsSince(sandbox)).toEqual([INFO, CHAIN]);
    const wish = newWish();
    const resource = new Resource(run);
    await resource.up(wish);
    await refresh(common);
    await sandbox.clearJournal();
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    expect(await callsSince(sandbox)).toEqual([INFO, LOOK_UP, ORDER]);
  });
});
