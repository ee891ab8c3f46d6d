/**
 * Every input changed by itself on a live resource: what a preview says, what is then asked of DigiCert, and what the books say was done, against the
 * table of costs in docs/decisions. The unit tests hold the plan to that table; here it is what was really ordered, edited and left alone.
 */
import type { OrderBook, Sandbox } from "../../sandbox";
import {
  accountForEveryChange,
  doneByTheMap,
  everyChange,
  isActedOn,
  saysBeforehand,
  withChange,
  type Change,
} from "../support/everyChange";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, INFO, LOOK_UP, newSandbox, newWish, Resource } from "./resources";

let sandbox: Sandbox;
let provider: ProviderProcess;

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [accountForEveryChange] });
  provider = await startProvider({ sandbox });
});

async function placedAfter(first: OrderBook): Promise<readonly OrderBook[]> {
  return (await sandbox.orders()).filter((order) => order.id > first.id);
}

describe("a changed input of a live resource", () => {
  it("is here for every input, and every member with a cost of its own, as the map says it", () => {
    expect(Object.fromEntries(Object.entries(everyChange).map(([path, { does }]) => [path, does]))).toEqual(doneByTheMap());
  });

  it.each(Object.entries(everyChange))("%s: the books say that it was done as the preview said, and nothing else", async (path, change) => {
    const { does, from = {}, to, call } = change;
    const resource = new Resource(provider, `changed-${path.replace(".", "-")}`);
    const wish = newWish(from);
    await resource.up(wish);
    const [first] = (await sandbox.orders()).slice(-1);
    if (first === undefined) throw new Error("Nothing was ordered");
    const changed = withChange(wish, path, to);
    await sandbox.clearJournal();

    const { changes: shown, said } = await resource.preview(changed);
    expect(said).toMatch(saysBeforehand[does]);
    expect(shown).toBe(isActedOn(change));
    expect(await callsSince(sandbox)).toEqual([]);

    await resource.up(changed);
    const placed = await placedAfter(first);
    const calls = await callsSince(sandbox);
    if (does === "renewal" || does === "order without a link") {
      const product = String(changed["product"]);
      expect(calls.filter((each) => each !== INFO)).toEqual([LOOK_UP, `POST /order/certificate/${product}`]);
      expect(placed.map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual([does === "renewal" ? first.id : undefined]);
      expect(resource.outputs["orderId"]).toBe(placed[0]?.id);
    } else {
      expect([calls, placed]).toEqual([call === undefined ? [] : [call], []]);
      expect(resource.outputs["orderId"]).toBe(first.id);
    }
    if (does === "record") expect(resource.outputs[path]).toEqual(to);

    // The predecessor is never touched, and nothing is left to do.
    expect((await sandbox.orders()).find(({ id }) => id === first.id)?.status).toBe("issued");
    expect((await resource.preview(changed)).changes).toBe(false);
    if (change.sent !== undefined || does === "nothing") await isCarriedByTheNext(resource, changed, first, change);
  });
});

/** The next order has what was changed for it, and nothing of what only the first order carries. */
async function isCarriedByTheNext(resource: Resource, changed: Properties, first: OrderBook, { sent = {} }: Change): Promise<void> {
  await resource.up({ ...changed, renewal: { trigger: "next" } });
  const [next] = await placedAfter(first);
  expect(next?.placedWith).toMatchObject({ ...sent, renewal_of_order_id: first.id });
  expect(next?.placedWith).not.toHaveProperty("renewed_thumbprint");
  expect(next?.alternativeOrderId).toBe(first.alternativeOrderId?.replace(/n1$/, "n2"));
}
