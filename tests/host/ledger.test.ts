/** What the outputs remember of every order that this resource placed, took over or met. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { startProvider, type ProviderProcess } from "./providerProcess";
import { newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;

beforeAll(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
});

/** The orders of this test. */
async function ordersFrom(resource: Resource): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).filter(({ id }) => id >= Number(resource.id));
}

interface Row {
  readonly orderId: number;
  readonly kind: string;
  readonly status: string;
  readonly placed: string;
  readonly recorded?: string;
  readonly validUntil?: string;
  readonly alternativeOrderId?: string;
}

function rowsOf({ outputs }: Resource): readonly Row[] {
  return outputs["orders"] as readonly Row[];
}

describe("the ledger", () => {
  it("has a row for each order, however it came to be ours: when, under which id, and until when", async () => {
    const wish = newWish();
    const resource = new Resource(provider);
    await resource.up(wish);
    const { orderId: renewed } = await sandbox.renewOutside(Number(resource.id));
    await resource.refresh();
    await resource.up(wish);
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    await resource.up({ ...wish, renewal: { trigger: 1 }, product: "private_ssl_flex" });

    const rows = rowsOf(resource);
    expect(rows.map(({ kind }) => kind)).toEqual(["first", "renewedByDigicert", "renewal", "successor"]);
    expect(rows[1]?.orderId).toBe(renewed);
    expect(rows.map(({ orderId }) => orderId)).toEqual((await ordersFrom(resource)).map(({ id }) => id));
    expect(rows.map(({ alternativeOrderId }) => alternativeOrderId?.slice(-2))).toEqual(["n1", undefined, "n2", "n3"]);
    expect(resource.outputs["orderSequence"]).toBe(3);
    for (const row of rows) {
      const dates = [row.placed, row.recorded, row.validUntil].map((date) => new Date(String(date)).getTime());
      expect([row.status, ...dates.map(Number.isNaN)]).toEqual(["issued", false, false, false]);
    }
  });

  it("folds the oldest finished rows into a count; the ids go on, so that none is used again", async () => {
    await sandbox.configure({ approval: "manual" });
    const resource = new Resource(provider);
    const wish = newWish({ skipApproval: false });
    const refusals = 11;
    for (let attempt = 1; attempt <= refusals; attempt++) {
      const asked = { ...wish, comments: `attempt ${String(attempt)}` };
      await resource.failedUp(asked);
      const [order] = (await ordersFrom(resource)).slice(-1);
      await sandbox.reject({ orderId: order?.id ?? 0 }, "no");
      await resource.failedUp(asked);
    }
    // The last of them is still the one in hand, and three more are kept.
    expect(rowsOf(resource)).toHaveLength(4);
    expect(resource.outputs).toMatchObject({ ordersFolded: 7, orderSequence: refusals });

    await sandbox.configure({ approval: "automatic" });
    await resource.up({ ...wish, comments: "please" });
    const ordinals = (await ordersFrom(resource)).map(({ alternativeOrderId }) => Number(alternativeOrderId?.split("n").at(-1)));
    expect(ordinals).toEqual([...Array(refusals + 1).keys()].map((index) => index + 1));
    expect(rowsOf(resource).length + Number(resource.outputs["ordersFolded"])).toBe(refusals + 1);
    expect(rowsOf(resource).at(-1)).toMatchObject({ status: "issued", orderId: resource.outputs["orderId"] });
    expect((await resource.preview({ ...wish, comments: "please" })).changes).toBe(false);
  });
});
