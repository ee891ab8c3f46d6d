import { execFile } from "node:child_process";
import { X509Certificate, createPublicKey } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";

import type { OrderBook, Sandbox } from "../../sandbox";
import { newProject, type Project, type Run } from "../engine/harness";
import { callOf } from "../engine/sandboxes";
import { startSandbox } from "../../sandbox";
import type { FaultKind } from "./kinds";
import { modeSettings, newMade, scenarios, type Mode, type Scenario, type ScenarioName } from "./scenarios";

/** One exchange of a scenario: the n-th call of its kind. */
export interface Exchange {
  readonly call: string;
  readonly nth: number;
}

export interface CellOptions {
  readonly scenario: ScenarioName;
  readonly mode: Mode;
  /** "Require unique alternative order IDs". */
  readonly unique?: boolean;
}

/** A call waits so long for its answer in these tests, so that "no answer in time" takes no minute. */
const ANSWER_SECONDS = "3";
/** Runs until it succeeds; more would be a run that never comes to an end. */
const MOST_RUNS = 6;

async function open({ scenario, mode, unique = true }: CellOptions): Promise<{ sandbox: Sandbox; project: Project; declared: Scenario }> {
  const declared: Scenario = scenarios[scenario];
  const made = newMade();
  const customFields = [{ id: 12, label: "Invoice #" }];
  const now = declared.startsDaysAgo === undefined ? {} : { now: new Date(Date.now() - declared.startsDaysAgo * 86_400_000) };
  const sandbox = await startSandbox({ strict: true, ...now, accounts: [{ customFields, uniqueAlternativeOrderIds: unique }] });
  const settings = declared.settings?.[mode] ?? modeSettings[mode];
  // What was ordered elsewhere waits as what is ordered here would.
  if (declared.beforehand !== undefined) await sandbox.configure(settings);
  await declared.beforehand?.(sandbox, made);
  const env = { PULUMI_DIGICERT_ANSWER_SECONDS: ANSWER_SECONDS };
  const project = await newProject({ sandbox, program: declared.first(made), env });
  if (declared.then !== undefined) {
    await project.up();
    await declared.then({ sandbox, project }, made, mode);
  }
  await sandbox.configure(settings);
  await sandbox.clearJournal();
  return { sandbox, project, declared };
}

/** The exchanges that a run without a fault makes: what the cells are made from, so that a new call adds its row by itself. */
export async function recordExchanges(options: CellOptions): Promise<readonly Exchange[]> {
  const { sandbox, project, declared } = await open(options);
  const issuing = issuedOnceSeen(sandbox, declared, options.mode);
  try {
    await untilDone(sandbox, project, declared);
    const calls = (await sandbox.journal()).map(callOf);
    return folded(calls);
  } finally {
    await issuing.end();
    await project.close();
    await sandbox.stop();
  }
}

/** Polling repeats one call: its first two are enough. */
function folded(calls: readonly string[]): readonly Exchange[] {
  const seen = new Map<string, number>();
  return calls.flatMap((call) => {
    const nth = (seen.get(call) ?? 0) + 1;
    seen.set(call, nth);
    return nth <= 2 ? [{ call, nth }] : [];
  });
}

/** What a cell came to. */
export interface Outcome {
  readonly runs: number;
  readonly orders: number;
  readonly duplicates?: number;
}

/** Meets one exchange with one fault, runs again until all is well, and holds the sandbox's books against the state. */
export async function runCell(options: CellOptions, exchange: Exchange, kind: FaultKind): Promise<Outcome> {
  const { sandbox, project, declared } = await open(options);
  const issuing = issuedOnceSeen(sandbox, declared, options.mode);
  try {
    const [method = "", path = ""] = exchange.call.split(" ");
    const pattern = `^${path.replaceAll("{id}", "[^/]+")}$`;
    await sandbox.faults([{ ...kind.script, name: "the fault", match: { method, path: pattern, nth: exchange.nth } }]);
    const isDone = await faulty(sandbox, project, declared, kind);
    const since = Date.now();
    expect(await hasFired(sandbox)).toBe(true);
    await sandbox.faults([]);
    const runs = isDone && (await isClean(project, declared)) ? 0 : await untilDone(sandbox, project, declared);
    if (kind.arrivesAfterAll) await arrived(kind, since);
    const orders = await sandbox.orders();
    if (kind.arrivesAfterAll && options.unique === false) {
      const [extra, ...others] = await duplicatesAmong(orders, project, sandbox);
      expect(others).toEqual([]);
      await hold(
        { declared, mode: options.mode },
        orders.filter((order) => order !== extra),
        project,
      );
      return { runs, orders: orders.length - 1, duplicates: 1 };
    }
    await hold({ declared, mode: options.mode }, orders, project);
    return { runs, orders: orders.length };
  } finally {
    await issuing.end();
    await project.close();
    await sandbox.stop();
  }
}

/** Of an order that is adopted while it waits: issued after somebody has looked at it, so that it is seen to wait. */
function issuedOnceSeen(sandbox: Sandbox, declared: Scenario, mode: Mode): { end(): Promise<void> } {
  const watching = { goesOn: declared.settings?.[mode].issuance === "manual" };
  const watch = async () => {
    while (watching.goesOn) {
      const seen = (await sandbox.journal()).find((entry) => callOf(entry) === "GET /order/certificate/{id}" && entry.status === 200);
      if (seen !== undefined) {
        await sandbox.issue(Number(seen.path.split("/").at(-1)));
        return;
      }
      await pause(20);
    }
  };
  const watched = watch();
  return {
    async end() {
      watching.goesOn = false;
      await watched;
    },
  };
}

/** Waits until a request that was held back has come. */
async function arrived({ script }: FaultKind, heldSince: number): Promise<void> {
  const seconds = script.do === "late" ? script.seconds : 0;
  await pause(Math.max(0, heldSince + (seconds + 1) * 1000 - Date.now()));
}

/** Orders that the state does not name; `orphans` must name each. */
async function duplicatesAmong(orders: readonly OrderBook[], project: Project, sandbox: Sandbox): Promise<readonly OrderBook[]> {
  const named = await namedOrders(project);
  const extra = orders.filter(({ id }) => !named.includes(id));
  expect(await orphansOf(project, sandbox)).toEqual(extra.map(({ id }) => id));
  return extra;
}

async function orphansOf(project: Project, sandbox: Sandbox): Promise<readonly number[]> {
  const state = join(project.folder, "state.json");
  await project.pulumi(["stack", "export", "--stack", "test", "--file", state]);
  const args = ["orphans", "--state", state, "--base-url", sandbox.baseUrl, "--key-from", "environment", "--json"];
  const env = { ...process.env, DIGICERT_API_KEY: sandbox.apiKey };
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, "../../dist/cli/main.js"), ...args], { env }).catch(
    // Exit code 3: there are some.
    (ended: unknown) => ended as { readonly stdout: string },
  );
  const { orphans } = JSON.parse(stdout) as { readonly orphans: readonly { readonly orderId: number }[] };
  return orphans.map(({ orderId }) => orderId);
}

async function namedOrders(project: Project): Promise<readonly number[]> {
  const { outputs } = await project.certificate();
  return (outputs["orders"] as readonly { readonly orderId: number }[]).map(({ orderId }) => orderId);
}

async function hasFired(sandbox: Sandbox): Promise<boolean> {
  return (await sandbox.journal()).some(({ fault }) => fault === "the fault");
}

/** Runs, with approvals in between, until the fault has met its exchange; kills what is to be killed. True where that run did all there was to do. */
async function faulty(sandbox: Sandbox, project: Project, declared: Scenario, kind: FaultKind): Promise<boolean> {
  for (let run = 0; run < MOST_RUNS; run++) {
    const running = project.start([declared.command, "--yes", "--skip-preview"]);
    if (kind.kills !== undefined) {
      const command = { ended: false };
      void running.done.then(() => (command.ended = true));
      while (!command.ended && !(await hasFired(sandbox))) await pause(20);
      if (!command.ended && kind.kills === "provider") for (const pid of project.providers()) process.kill(pid, "SIGKILL");
      if (!command.ended && kind.kills === "command") running.kill("SIGKILL");
    }
    const { exitCode } = await running.done;
    if (kind.kills === "command") await project.pulumi(["cancel", "--yes", "--stack", "test"], { expect: "either" });
    const isDone = exitCode === 0 && !(await waits(sandbox));
    if (isDone || (await hasFired(sandbox))) return isDone;
    await approveAll(sandbox);
  }
  return false;
}

async function isClean(project: Project, declared: Scenario): Promise<boolean> {
  if (declared.command === "destroy") return true;
  return (await project.preview({ args: ["--expect-no-changes"], expect: "either" })).exitCode === 0;
}

/** The number of runs it took until one succeeded and the preview after it was clean. */
async function untilDone(sandbox: Sandbox, project: Project, declared: Scenario): Promise<number> {
  let last: Run | undefined;
  for (let runs = 1; runs <= MOST_RUNS; runs++) {
    await approveAll(sandbox);
    last = await (declared.command === "up" ? project.up({ expect: "either" }) : project.destroy({ expect: "either" }));
    if (last.exitCode !== 0 || (await waits(sandbox))) continue;
    if (await isClean(project, declared)) return runs;
  }
  throw new Error(`It did not come to an end in ${String(MOST_RUNS)} runs; the last said:\n${last?.output ?? ""}`);
}

async function approveAll(sandbox: Sandbox): Promise<void> {
  const pending = (await sandbox.orders()).flatMap(({ requests }) =>
    requests.filter(({ status }) => status === "pending" || status === "submitted"),
  );
  for (const { id } of pending) await sandbox.approve({ requestId: id });
}

async function waits(sandbox: Sandbox): Promise<boolean> {
  return (await sandbox.orders()).some(({ requests }) => requests.some(({ status }) => status === "pending" || status === "submitted"));
}

/** No order placed twice, none lost, nothing in use taken away, outputs that verify. */
async function hold(
  { declared, mode }: { readonly declared: Scenario; readonly mode: Mode },
  orders: readonly OrderBook[],
  project: Project,
): Promise<void> {
  expect(orders).toHaveLength(declared.orders);
  declared.holds?.(orders);
  if (declared.endAs !== undefined) {
    expect(orders.map(({ status }) => status)).toEqual(declared.endAs[mode]);
    expect(await project.resources()).toEqual([]);
    return;
  }
  const { outputs } = await project.certificate();
  const named = await namedOrders(project);
  expect(orders.filter(({ id }) => !named.includes(id))).toEqual([]);
  expect(orders.filter(({ status }) => status !== "issued")).toEqual([]);
  expect(outputs).not.toHaveProperty("pendingOrder");
  const current = orders.find(({ id }) => id === outputs["orderId"]);
  const newest = current?.certificates.at(-1);
  expect(newest).toMatchObject({ id: outputs["certificateId"], status: "issued" });
  expectVerified(outputs["certificateChain"] as readonly { readonly pem: string }[]);
}

/** By node:crypto alone. */
function expectVerified(chain: readonly { readonly pem: string }[]): void {
  const certificates = chain.map(({ pem }) => new X509Certificate(pem));
  certificates.forEach((certificate, index) => {
    const issuer = certificates[index + 1] ?? certificate;
    expect(certificate.verify(createPublicKey(issuer.publicKey.export({ type: "spki", format: "pem" })))).toBe(true);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
