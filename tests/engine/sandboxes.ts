/** Sandboxes for tests with an engine: strict, each test its own, stopped at the end of the file. */
import { startSandbox, type JournalEntry, type OrderBook, type Sandbox, type SandboxOptions } from "../../sandbox";

const started: Sandbox[] = [];

export async function newSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ strict: true, ...options });
  started.push(sandbox);
  return sandbox;
}

/** What was asked of the API since the last time, in order: `POST /order/certificate/private_ssl_plus`, ids written as `{id}`. */
export async function callsSince(sandbox: Sandbox): Promise<readonly string[]> {
  const entries = await sandbox.journal();
  await sandbox.clearJournal();
  return entries.map(callOf);
}

export function callOf({ method, path }: Pick<JournalEntry, "method" | "path">): string {
  const named = path.replace(/\/alternate\/.+$/, "/alternate/{id}").replace(/\/\d+(?=\/|$)/g, "/{id}");
  return `${method} ${named}`;
}

/** The only order of the books. */
export async function onlyOrder(sandbox: Sandbox): Promise<OrderBook> {
  const [order, ...others] = await sandbox.orders();
  if (order === undefined || others.length > 0) throw new Error(`The sandbox has ${String(others.length + (order ? 1 : 0))} orders`);
  return order;
}

/** Their statuses, the oldest first. */
export async function statuses(sandbox: Sandbox): Promise<readonly string[]> {
  return [...(await sandbox.orders())].sort((one, other) => one.id - other.id).map((order) => order.status);
}

afterAll(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});
