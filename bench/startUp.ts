/** How long it takes until something has started: the provider process, to its first answer, and a program. Ours beside one that has nothing of ours. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startSandbox } from "../sandbox";
import { inputsFor, startHost, type Properties } from "../tests/host/hostProcess";
import { makeCsr } from "../tests/support/csr";
import { startFakeEngine } from "../tests/support/fakeEngine";

/** Medians, in milliseconds. */
export interface StartUp {
  readonly wallMs: number;
  /** Of all threads, in steps of the kernel's clock. */
  readonly cpuMs: number;
}

export interface Compared {
  readonly empty: StartUp;
  readonly ours: StartUp;
  readonly wallRatio: number;
  readonly cpuRatio: number;
}

export interface StartUpReport {
  readonly rounds: number;
  /** From the start of the provider process to its answer to the first `check`, which is what the engine asks first. */
  readonly firstAnswer: Compared;
  /** The same, to the answer to a `create` after that check: ours has looked up the id and placed the order by then. */
  readonly firstCreate: Compared;
  /** A program that loads Pulumi, and one that loads this package beside it. */
  readonly program: Compared;
}

const root = join(__dirname, "..");
/** Takes whatever it is given. */
const emptyText = `exports.handler=()=>({check:async(_,inputs)=>({inputs,failures:[]}),create:async(outs)=>({id:"1",outs})})`;
const MS_PER_TICK = 10;

type Measured = (round: number) => Promise<StartUp>;

/** Ours and the empty one in turn, so that whatever else the machine does falls on both. */
export async function measureStartUp({ rounds = 11 }: { readonly rounds?: number } = {}): Promise<StartUpReport> {
  const sandbox = await startSandbox();
  const engine = await startFakeEngine();
  const wish: Properties = {
    product: "private_ssl_plus",
    commonName: "api.corp.example",
    csr: makeCsr(["api.corp.example"], "rsa-2048").csrPem,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
  };
  const host =
    (verb: "check" | "create", text?: string): Measured =>
    async (round) => {
      // A name of its own: what was ordered under another's id would be taken over.
      const inputs = { ...inputsFor(`${verb}${String(round)}`, wish), ...(text === undefined ? {} : { __provider: text }) };
      const started = performance.now();
      const provider = await startHost({ sandbox, engine: engine.address });
      const checked = await provider.check({}, inputs);
      if (verb === "create") await provider.create(checked.inputs);
      const measured = { wallMs: performance.now() - started, cpuMs: cpuMsOf(provider.pid) };
      await provider.stop();
      return measured;
    };
  try {
    return {
      rounds,
      firstAnswer: await compared(rounds, host("check", emptyText), host("check")),
      firstCreate: await compared(rounds, host("create", emptyText), host("create")),
      program: await compared(rounds, program("@pulumi/pulumi"), program("@pulumi/pulumi", "pulumi-digicert")),
    };
  } finally {
    await engine.die();
    await sandbox.stop();
  }
}

/** So far, in user and system mode: fields 14 and 15 of proc(5), counted from behind the name, which may hold anything. */
function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function program(...packages: readonly string[]): Measured {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-bench-"));
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/pulumi-digicert"), "dir");
  symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(folder, "node_modules/@pulumi/pulumi"), "dir");
  const script = `${packages.map((name) => `require("${name}")`).join(";")};process.stdout.write(JSON.stringify(process.cpuUsage()))`;
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const started = performance.now();
    const { stdout } = spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
    const wallMs = performance.now() - started;
    const { user, system } = JSON.parse(stdout) as NodeJS.CpuUsage;
    return Promise.resolve({ wallMs, cpuMs: (user + system) / 1000 });
  };
}

async function compared(rounds: number, empty: Measured, ours: Measured): Promise<Compared> {
  const measured: { readonly empty: StartUp; readonly ours: StartUp }[] = [];
  for (let round = 0; round < rounds; round++) measured.push({ empty: await empty(round), ours: await ours(round) });
  const [medianOfEmpty, medianOfOurs] = [median(measured.map((each) => each.empty)), median(measured.map((each) => each.ours))];
  return {
    empty: medianOfEmpty,
    ours: medianOfOurs,
    wallRatio: medianOfOurs.wallMs / medianOfEmpty.wallMs,
    cpuRatio: medianOfOurs.cpuMs / medianOfEmpty.cpuMs,
  };
}

function median(measured: readonly StartUp[]): StartUp {
  const middle = (numbers: readonly number[]) =>
    [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
  return { wallMs: middle(measured.map(({ wallMs }) => wallMs)), cpuMs: middle(measured.map(({ cpuMs }) => cpuMs)) };
}
