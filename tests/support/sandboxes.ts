/** Sandboxes for tests of the whole: strict, and stopped at the end of the file that started them. */
import { startSandbox, type JournalEntry, type Sandbox, type SandboxOptions } from "../../sandbox";

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
  return `${method} ${path.replace(/\/alternate\/.+$/, "/alternate/{id}").replace(/\/\d+(?=\/|$)/g, "/{id}")}`;
}

/** What became of the orders of the books, the oldest first. */
export async function statuses(sandbox: Sandbox): Promise<readonly string[]> {
  return [...(await sandbox.orders())].sort((one, other) => one.id - other.id).map((order) => order.status);
}

afterAll(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});
