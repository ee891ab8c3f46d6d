/** Money is spent only on what a preview named: whatever a run then finds at DigiCert, it fails instead of ordering, and the next preview names it. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, DAY, INFO, newSandbox, newWish, renewElsewhere, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;
let known = 0;

beforeAll(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
});

beforeEach(async () => {
  known = (await sandbox.orders()).length;
  await provider.said();
});

/** The orders of this test. */
async function orders(): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).slice(known);
}

interface Live {
  readonly resource: Resource;
  readonly wish: Properties;
  readonly order: OrderBook;
}

async function live(over: Properties = {}): Promise<Live> {
  const wish = newWish(over);
  const resource = new Resource(provider);
  await resource.up(wish);
  const [order] = await orders();
  if (order === undefined) throw new Error("Nothing was ordered");
  return { resource, wish, order };
}

interface Observation {
  readonly over?: Properties;
  readonly change?: Properties;
  /** What has happened at DigiCert before the preview looks, as a refresh records it. */
  readonly before?: (live: Live) => Promise<unknown>;
  /** What happens between preview and run. */
  readonly between?: (live: Live) => Promise<unknown>;
  readonly previewSays: string;
  readonly nextPreviewSays: string;
}

const observations: Readonly<Record<string, Observation>> = {
  "that the order to be reissued is revoked": {
    over: { changeStrategy: "reissue" },
    change: { signatureHash: "sha384" },
    between: ({ order }) => sandbox.revokeOutside(order.id),
    previewSays: "is REISSUED inside order",
    nextPreviewSays: "needs a NEW paid order",
  },
  "that the order to be reissued has been reissued for another key": {
    over: { changeStrategy: "reissue" },
    change: { signatureHash: "sha384" },
    between: ({ order }) => sandbox.reissueOutside(order.id, { csr: String(newWish()["csr"]) }),
    previewSays: "is REISSUED inside order",
    nextPreviewSays: "asks for RENEWAL, a new paid order after",
  },
  "that the order to be reissued has been reissued for a name that a further reissue would take away": {
    over: { changeStrategy: "reissue" },
    change: { signatureHash: "sha384" },
    between: ({ order }) => sandbox.reissueOutside(order.id, { dnsNames: ["a.example", "b.example", "theirs.example"] }),
    previewSays: "is REISSUED inside order",
    nextPreviewSays: "asks for RENEWAL, a new paid order after",
  },
  "that the earlier order to go back to has lost its certificate": {
    before: async ({ resource, wish, order }) => {
      await resource.up({ ...wish, signatureHash: "sha384" });
      await sandbox.revokeOutside(order.id, { certificateOnly: true });
    },
    previewSays: "goes back to order",
    nextPreviewSays: "asks for RENEWAL, a new paid order after",
  },
};

describe("a run that finds", () => {
  it.each(Object.entries(observations))("%s orders nothing, and the next preview names what is needed", async (_, observation) => {
    const { over = {}, change = {}, before, between, previewSays, nextPreviewSays } = observation;
    const started = await live(over);
    const { resource } = started;
    const wish = { ...started.wish, ...change };
    await before?.(started);
    if (before !== undefined) await resource.refresh();
    expect((await resource.preview(wish)).said).toContain(previewSays);
    await between?.(started);
    const placed = await orders();

    expect((await resource.failedUp(wish)).message).toContain("The preview of this run did not name what would now be spent");
    expect(await orders()).toHaveLength(placed.length);
    expect((await resource.preview(wish)).said).toContain(nextPreviewSays);
    await resource.up(wish);
    expect(await orders()).toHaveLength(placed.length + 1);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });
});

describe("a renewal that was made at DigiCert and lacks a name", () => {
  it("is looked at and left: the certificate in use stays, and nothing is ordered", async () => {
    const started = await live();
    const { resource, wish, order } = started;
    const before = resource.outputs;
    await renewElsewhere(sandbox, started.order.id, wish["csr"], ["a.example"]);
    await resource.refresh();
    expect((await resource.preview(wish)).said).toContain("takes over order");
    await resource.up(wish);
    expect(resource.outputs).toMatchObject({ orderId: order.id, certificateChain: before["certificateChain"] });
    await resource.refresh();
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
    expect((await orders()).map(({ status }) => status)).toEqual(["issued", "issued"]);
  });
});

describe("with autoRenew", () => {
  const autoRenewing = { autoRenew: true };
  const longAgo = new Date(Date.now() - 340 * DAY);
  let past: Sandbox;
  let run: ProviderProcess;

  beforeAll(async () => {
    past = await newSandbox({ now: longAgo });
    run = await startProvider({ sandbox: past });
  });

  it("the renewal that DigiCert made is looked for by the preview, named there, and taken over: nothing is ordered", async () => {
    const resource = new Resource(run);
    const wish = newWish(autoRenewing);
    await resource.up(wish);
    await past.setClock(new Date());
    await past.clearJournal();
    const { said } = await resource.preview(wish);
    expect(await callsSince(past)).toEqual([INFO]);
    const [, renewal] = await past.orders();
    expect(said).toContain(`takes over order ${String(renewal?.id)}, with which DigiCert renewed order ${resource.id}: nothing is ordered`);
    await resource.up(wish);
    expect(resource.outputs["orderId"]).toBe(renewal?.id);
    expect((await callsSince(past)).filter((call) => call.startsWith("POST"))).toEqual([]);
    expect(await resource.preview(wish)).toEqual({ changes: false, said: "" });
  });

  it("an order that DigiCert does not renew is told about, and never renewed by this resource", async () => {
    await past.setClock(longAgo);
    const before = (await past.orders()).length;
    const resource = new Resource(run);
    const wish = newWish();
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.setClock(new Date());
    const { changes, said } = await resource.preview({ ...wish, ...autoRenewing, renewal: { beforeDays: 30 } });
    expect(said).toContain("the order was placed without autoRenew. Set autoRenew to false to have it renewed here");
    expect(said).not.toContain("RENEWAL");
    expect(changes).toBe(true);
    await resource.up({ ...wish, ...autoRenewing, renewal: { beforeDays: 30 } });
    expect(await past.orders()).toHaveLength(before + 1);
  });
});
