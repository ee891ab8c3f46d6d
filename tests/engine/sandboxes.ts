/** Sandboxes for tests with an engine, each test its own. */
import type { OrderBook, Sandbox } from "../../sandbox";

export { callOf, callsSince, newSandbox, statuses } from "../support/sandboxes";

/** The only order of the books. */
export async function onlyOrder(sandbox: Sandbox): Promise<OrderBook> {
  const [order, ...others] = await sandbox.orders();
  if (order === undefined || others.length > 0) throw new Error(`The sandbox has ${String(others.length + (order ? 1 : 0))} orders`);
  return order;
}
