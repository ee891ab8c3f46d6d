import type { JournalEntry, Sandbox } from "../../sandbox";
import { startProvider, type ProviderProcess } from "./providerProcess";
import { newSandbox, newWish, Resource, statuses } from "./resources";

/** Smaller and quicker than DigiCert's, which the provider knows nothing of: it learns of them by being refused. */
const rateLimits = [
  { limit: 20, seconds: 1 },
  { limit: 80, seconds: 6 },
];
const EACH = 25;

/** A stack's certificates, all asked for at once. */
async function upAll(provider: ProviderProcess, stack: string, count = EACH): Promise<void> {
  const wishes = [...Array(count).keys()].map((index) => newWish({ commonName: `${stack}-${String(index)}.example`, dnsNames: undefined }));
  await Promise.all(wishes.map((wish, index) => new Resource(provider, `${stack}-${String(index)}`).up(wish)));
}

/** Which stack made a request: an order names the certificate, and the look-up before it the order. */
function stacksOf(journal: readonly JournalEntry[]): (entry: JournalEntry) => string | undefined {
  const byId = new Map<string, string>();
  for (const { body } of journal) {
    const order = body as { readonly alternative_order_id: string; readonly certificate: { readonly common_name: string } } | undefined;
    if (order !== undefined) byId.set(order.alternative_order_id, order.certificate.common_name.split("-")[0] ?? "");
  }
  return ({ path, body }) =>
    byId.get(body === undefined ? (path.split("/").at(-1) ?? "") : (body as { alternative_order_id: string }).alternative_order_id);
}

/** What each of two stacks got while both still wanted something. */
function contested(journal: readonly JournalEntry[], stacks: readonly [string, string]): readonly number[] {
  const stackOf = stacksOf(journal);
  const admitted = journal.filter(({ status }) => status !== 429).map(stackOf);
  const until = Math.min(...stacks.map((stack) => admitted.lastIndexOf(stack)));
  return stacks.map((stack) => admitted.slice(0, until + 1).filter((each) => each === stack).length);
}

async function refusals(sandbox: Sandbox, method: string): Promise<number> {
  return (await sandbox.journal()).filter((entry) => entry.status === 429 && entry.method === method).length;
}

async function certificates(sandbox: Sandbox): Promise<readonly string[]> {
  return (await sandbox.orders()).map((order) => order.certificates[0]?.commonName ?? "");
}

describe("two stacks that use one key at once", () => {
  it("both finish, neither is held up for the other, and what was refused is ordered once", async () => {
    const sandbox = await newSandbox({ rateLimits });
    const [one, other] = [await startProvider({ sandbox }), await startProvider({ sandbox })];
    await Promise.all([upAll(one, "one"), upAll(other, "other")]);
    expect(await statuses(sandbox)).toEqual(Array(2 * EACH).fill("issued"));
    expect(new Set(await certificates(sandbox)).size).toBe(2 * EACH);
    expect(await refusals(sandbox, "GET")).toBeGreaterThan(0);
    expect(await refusals(sandbox, "POST")).toBeGreaterThan(0);
    const served = contested(await sandbox.journal(), ["one", "other"]);
    expect(Math.min(...served)).toBeGreaterThan(Math.max(...served) / 4);
    expect(await one.said()).toContain("something else uses it, too");
  }, 120_000);
});

describe("a stack whose key another tool uses up", () => {
  it("finishes once that leaves off, and what was refused is ordered once", async () => {
    const sandbox = await newSandbox({ rateLimits });
    const provider = await startProvider({ sandbox });
    const useUp = async () => {
      for (let left = 400; left > 0; left -= 1) {
        await fetch(`${sandbox.baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": sandbox.apiKey, "User-Agent": "another tool" } });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await Promise.all([useUp(), upAll(provider, "late", 10)]);
    expect(await statuses(sandbox)).toEqual(Array(10).fill("issued"));
    expect(new Set(await certificates(sandbox)).size).toBe(10);
  }, 120_000);
});
