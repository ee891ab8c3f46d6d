/**
 * Whether a provider process stays as small as it is: a whole life (check, create, read, diff, update, delete) for 10,000 certificates through one process of
 * Pulumi's shipped host, with what is left on its heap after each 1,000. `npm run bench -- memory`; other numbers: `--certificates 3000`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { inputsFor, startHost, type Properties, type ProviderProcess } from "../tests/host/hostProcess";
import { openAccount, type Account } from "./account";
import { bytesKept, MOST_BYTES_FOR_EACH } from "./bounds";
import { today } from "./rows";
import { makeWishes, withTrigger, type Wish } from "./wishes";

/** What is left after the garbage is collected, in bytes. */
export interface Left {
  readonly heapUsed: number;
  readonly rss: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

/** So many lives at once, as the engine's default `--parallel` has it on a small machine. */
const AT_ONCE = 16;
/** Requests that differ in nothing but their number cost most of the time, and nothing depends on them. */
const WISHES = 1_000;
const LOOK_MS = 20;
/** Compared is with what was left after the first fifth. */
const WARM = 0.2;

export interface MemoryReport {
  /** The day. */
  readonly measured: string;
  readonly rows: readonly MemoryRow[];
  /** Bytes for each certificate. */
  readonly grown: { readonly up: number; readonly destroy: number };
}

export interface MemoryRow {
  readonly certificates: number;
  /** Of the process that creates, reads, diffs and updates. */
  readonly up: Left;
  /** Of the one that deletes: a run keeps what it has made itself. */
  readonly destroy: Left;
}

export async function measureMemory(certificates: number, every: number, tell: (row: MemoryRow) => void): Promise<void> {
  const wishes = await makeWishes(Math.min(WISHES, certificates));
  const account = await openAccount();
  const [up, destroy] = [await startMeasured(account), await startMeasured(account)];
  try {
    for (let done = 0; done < certificates; done += every) {
      const batch = Array.from({ length: Math.min(every, certificates - done) }, (_, index) => done + index);
      await eachOf(batch, (index) => life(up.provider, destroy.provider, wishOf(wishes, index), index));
      await account.journal();
      tell({ certificates: done + batch.length, up: await up.left(), destroy: await destroy.left() });
    }
  } finally {
    await Promise.all([up.stop(), destroy.stop()]);
    account.stop();
  }
}

/** Some at once, the others after them. */
async function eachOf(batch: readonly number[], live: (index: number) => Promise<void>): Promise<void> {
  const left = [...batch];
  const worker = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await live(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function wishOf(wishes: readonly Wish[], index: number): Wish {
  const wish = wishes[index % wishes.length];
  if (wish === undefined) throw new Error("there are no wishes");
  return wish;
}

/** As the engine goes about it: an up, a refresh, an up without changes, one that renews, a destroy. */
async function life(up: ProviderProcess, destroy: ProviderProcess, wish: Wish, index: number): Promise<void> {
  const [first = wish, second = wish] = ["first", "second"].flatMap((trigger) => withTrigger([wish], trigger));
  const checked = async (olds: Properties, { inputs }: Wish) =>
    (await up.check(olds, inputsFor(`certificate-${String(index)}`, inputs))).inputs;
  const inputs = await checked({}, first);
  const { id, properties } = await up.create(inputs);
  const read = await up.read(id, properties);
  const same = await checked(inputs, first);
  if (await up.diff(id, read.properties, same)) throw new Error(`certificate ${String(index)} changes without a change`);
  const news = await checked(same, second);
  if (!(await up.diff(id, read.properties, news))) throw new Error(`certificate ${String(index)} is not renewed`);
  await destroy.delete(id, await up.update(id, read.properties, news));
}

interface Measured {
  readonly provider: ProviderProcess;
  left(): Promise<Left>;
  stop(): Promise<void>;
}

async function startMeasured(account: Account): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-memory-"));
  const file = join(folder, "memory.json");
  const env = {
    PULUMI_DIGICERT_RATE_LIMIT: "off",
    PULUMI_DIGICERT_MEMORY_FILE: file,
    NODE_OPTIONS: `--expose-gc --require ${resolve("bench/memoryProbe.cjs")}`,
  };
  const provider = await startHost({ sandbox: account, env });
  return {
    provider,
    async left() {
      provider.forget();
      process.kill(provider.pid, "SIGUSR2");
      while (!existsSync(file)) await new Promise((later) => setTimeout(later, LOOK_MS));
      const left = JSON.parse(readFileSync(file, "utf8")) as Left;
      rmSync(file);
      return left;
    },
    async stop() {
      await provider.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How much more a process kept for each certificate, once everything was loaded and warm. */
export function growth(rows: readonly MemoryRow[], of: "up" | "destroy"): number {
  const warm = rows[Math.floor(rows.length * WARM)];
  const last = rows.at(-1);
  if (warm === undefined || last === undefined || last === warm) return Number.NaN;
  return (bytesKept(last[of]) - bytesKept(warm[of])) / (last.certificates - warm.certificates);
}

function lineOf({ certificates, up, destroy }: MemoryRow): string {
  const sizes = [up, destroy].map((left) => `kept ${megabytes(bytesKept(left))} MB, resident ${megabytes(left.rss)} MB`);
  return `${String(certificates).padStart(6)} certificates: ${sizes.join("; destroy: ")}\n`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { certificates: { type: "string" }, every: { type: "string" } } });
  const rows: MemoryRow[] = [];
  await measureMemory(Number(values.certificates ?? "10000"), Number(values.every ?? "1000"), (row) => {
    rows.push(row);
    process.stdout.write(lineOf(row));
  });
  const grown = { up: growth(rows, "up"), destroy: growth(rows, "destroy") };
  process.stdout.write(`grown for each certificate: ${grown.up.toFixed(0)} bytes in up, ${grown.destroy.toFixed(0)} bytes in destroy\n`);
  mkdirSync("reports/bench", { recursive: true });
  writeFileSync(
    "reports/bench/memory.json",
    `${JSON.stringify({ measured: today(), rows, grown } satisfies MemoryReport, undefined, 2)}\n`,
  );
  if (Math.max(grown.up, grown.destroy) > MOST_BYTES_FOR_EACH)
    throw new Error(`more than ${String(MOST_BYTES_FOR_EACH)} bytes for each certificate`);
}

if (process.argv[1] === __filename) void main();
