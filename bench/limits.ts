/**
 * What DigiCert's rate limits cost: many certificates in one `up` against the sandbox with its limits on, beside what the limits themselves allow and what
 * Pulumi alone needs (b), with as many at once as Pulumi does by itself and with all of them at once; and two stacks that share one key.
 * `npm run bench -- limits`; other numbers: `--certificates 300 --stack 50`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import type { JournalEntry } from "../sandbox";
import { earliest } from "../tests/unit/certcentral/sharedKey";
import { openAccount } from "./account";
import { learnWhatIsCarried } from "./life";
import { newProject, type Carried, type Ran } from "./project";
import { today } from "./rows";
import { makeWishes, withTrigger, type Wish } from "./wishes";

export interface LimitsReport {
  /** The day. */
  readonly measured: string;
  /** As many at once as Pulumi does by itself. */
  readonly alone: Alone;
  /** With `--parallel`: all of them at once. */
  readonly atOnce: Alone;
  readonly together: {
    readonly certificatesEach: number;
    readonly wallSeconds: readonly number[];
    readonly refused: number;
    readonly orders: number;
    /** Requests of each that were admitted as long as both had something to do. */
    readonly contested: readonly number[];
    readonly allowedSeconds: number;
    readonly callingSeconds: number;
  };
  /** With certificates that DigiCert issues after two minutes, all of them on their way at once. */
  readonly waiting: {
    readonly certificates: number;
    readonly calls: number;
    /** Of them those that ask for every change of a status at once. */
    readonly looks: number;
    readonly refused: number;
  };
}

/** One stack, and nobody else who uses the key. */
export interface Alone {
  readonly certificates: number;
  readonly wallSeconds: number;
  readonly calls: number;
  /** 429. */
  readonly refused: number;
  readonly firstOrderAfterSeconds: number;
  /** From the first request to the last. */
  readonly callingSeconds: number;
  /** What the limits alone need for so many calls. */
  readonly allowedSeconds: number;
  /** What Pulumi alone needs, with the same bytes and as many at once. */
  readonly floorSeconds: number;
  /** Wall time as a multiple of the larger of the two. */
  readonly ratio: number;
}

const WAITING = 300;
const up = ["up", "--yes", "--skip-preview"];

export async function measureLimits(certificates: number, certificatesEach: number): Promise<LimitsReport> {
  const wishes = await makeWishes(Math.max(certificates, 2 * certificatesEach));
  const { carried } = await learnWhatIsCarried(wishes);
  return {
    measured: today(),
    alone: await alone(wishes.slice(0, certificates), carried, []),
    atOnce: await alone(wishes.slice(0, certificates), carried, ["--parallel", String(certificates)]),
    together: await together([wishes.slice(0, certificatesEach), wishes.slice(certificatesEach, 2 * certificatesEach)]),
    waiting: await waiting(wishes.slice(0, Math.min(WAITING, certificates))),
  };
}

async function waiting(wishes: readonly Wish[]): Promise<LimitsReport["waiting"]> {
  const { journal } = await upsAtOnce([wishes], ["--parallel", String(wishes.length)], "120");
  return {
    certificates: wishes.length,
    calls: journal.length,
    looks: journal.filter(({ path }) => path.startsWith("/order/certificate/status-changes")).length,
    refused: refusedIn(journal),
  };
}

async function alone(wishes: readonly Wish[], carried: Carried, args: readonly string[]): Promise<Alone> {
  const floor = await upOfFloor(wishes, carried, args);
  const { journal, ran } = await upsAtOnce([wishes], args);
  const [{ wallSeconds } = floor] = ran;
  const allowedSeconds = earliest(journal.length) / 1000;
  return {
    certificates: wishes.length,
    wallSeconds,
    calls: journal.length,
    refused: refusedIn(journal),
    firstOrderAfterSeconds: secondsTo(journal, journal.find(isOrder)),
    callingSeconds: secondsTo(journal, journal.at(-1)),
    allowedSeconds,
    floorSeconds: floor.wallSeconds,
    ratio: wallSeconds / Math.max(allowedSeconds, floor.wallSeconds),
  };
}

async function together(stacks: readonly (readonly Wish[])[]): Promise<LimitsReport["together"]> {
  const { journal, ran } = await upsAtOnce(stacks);
  const admitted = journal.filter(({ status }) => status !== 429);
  const makers = makersOf(admitted, stacks);
  const until = Math.min(...stacks.map((_, stack) => makers.lastIndexOf(stack)));
  const from = Math.max(...stacks.map((_, stack) => makers.indexOf(stack)));
  return {
    certificatesEach: stacks[0]?.length ?? 0,
    wallSeconds: ran.map(({ wallSeconds }) => wallSeconds),
    refused: refusedIn(journal),
    orders: admitted.filter(isOrder).length,
    contested: stacks.map((_, stack) => makers.slice(from, until + 1).filter((maker) => maker === stack).length),
    allowedSeconds: earliest(admitted.length) / 1000,
    callingSeconds: secondsTo(journal, journal.at(-1)),
  };
}

/** Each stack in an engine of its own, all with one key whose limits are on. */
async function upsAtOnce(
  stacks: readonly (readonly Wish[])[],
  args: readonly string[] = [],
  issueAfter?: string,
): Promise<{ readonly journal: readonly JournalEntry[]; readonly ran: readonly Ran[] }> {
  const account = await openAccount("documented", issueAfter);
  const projects = await Promise.all(stacks.map(() => newProject("ours", account, undefined, "documented")));
  try {
    const ran = await Promise.all(
      projects.map(async (project, stack) => {
        project.ask(withTrigger(stacks[stack] ?? [], "first"));
        return succeeded(await project.run([...up, ...args]));
      }),
    );
    return { ran, journal: await account.journal() };
  } finally {
    account.stop();
    for (const project of projects) project.remove();
  }
}

async function upOfFloor(wishes: readonly Wish[], carried: Carried, args: readonly string[]): Promise<Ran> {
  const account = await openAccount();
  const project = await newProject("constantFloor", account, carried);
  try {
    project.ask(withTrigger(wishes, "first"));
    return succeeded(await project.run([...up, ...args]));
  } finally {
    account.stop();
    project.remove();
  }
}

function succeeded(ran: Ran): Ran {
  if (!ran.succeeded) throw new Error(`an up failed\n${ran.output}`);
  return ran;
}

function isOrder({ method, path, status }: JournalEntry): boolean {
  return method === "POST" && path.startsWith("/order/certificate/") && status !== 429;
}

function refusedIn(journal: readonly JournalEntry[]): number {
  return journal.filter(({ status }) => status === 429).length;
}

function secondsTo([first]: readonly JournalEntry[], entry: JournalEntry | undefined): number {
  return (Date.parse(entry?.at ?? "") - Date.parse(first?.at ?? "")) / 1000;
}

interface OrderBody {
  readonly alternative_order_id: string;
  readonly certificate: { readonly common_name: string };
}

/** Which stack made each request: an order names its certificate, and the look-up before it the order. */
function makersOf(journal: readonly JournalEntry[], stacks: readonly (readonly Wish[])[]): readonly (number | undefined)[] {
  const stackOf = new Map(stacks.flatMap((wishes, stack) => wishes.map(({ inputs }) => [inputs["commonName"], stack] as const)));
  const orders = journal.filter(isOrder).map(({ body }) => body as OrderBody);
  const byId = new Map(orders.map((order) => [order.alternative_order_id, stackOf.get(order.certificate.common_name)]));
  return journal.map(({ path, body }) =>
    byId.get(body === undefined ? (path.split("/").at(-1) ?? "") : (body as OrderBody).alternative_order_id),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { certificates: { type: "string" }, stack: { type: "string" } } });
  const report = await measureLimits(Number(values.certificates ?? "1000"), Number(values.stack ?? "200"));
  mkdirSync("reports/bench", { recursive: true });
  writeFileSync("reports/bench/limits.json", `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

if (process.argv[1] === __filename) void main();
