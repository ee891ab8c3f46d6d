/**
 * Where the demo happens: one temporary folder, the programs that run in it, and a log of all that they said. However the demo ends, neither folder nor
 * programs are left; the log is kept only where something went wrong.
 */
import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../programs.mjs";

/** Ctrl-C: said by nobody but the end of the demo. */
class Interrupted extends Failure {}

/** Pulumi ends by itself what it has begun, at the first request; at the second, at once. */
const insistAfterMilliseconds = [3000, 8000];
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
/** In the environment of every program: what they start has it too. */
const markName = "PULUMI_DIGICERT_DEMO";

/**
 * @typedef {object} Place
 * @property {string} folder
 * @property {string} log The file with everything that was said.
 * @property {NodeJS.ProcessEnv} env Of every program; may be added to.
 * @property {AbortSignal} interrupted
 * @property {(command: string, args: readonly string[]) => import("node:child_process").ChildProcess} start
 * @property {(command: string, args: readonly string[], options?: { readonly input?: string }) => Promise<Said>} run
 * @property {(file: string, text: string) => void} write
 * @property {(file: string) => string} read
 * @property {(ended: "well" | "badly" | "interrupted") => Promise<void>} leave
 */

/**
 * @typedef {object} Said
 * @property {number} code
 * @property {string} output
 * @property {string} stdout
 */

/** @returns {Place} */
export function openPlace() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-demo-")));
  const log = `${folder}.log`;
  const env = { ...environmentWithout(/^(PULUMI_(?!DIGICERT_)|DIGICERT_|NODE_OPTIONS$)/), [markName]: folder };
  const interruption = new AbortController();
  /** @type {Set<import("node:child_process").ChildProcess>} */
  const children = new Set();
  const note = (/** @type {string | Buffer} */ text) => {
    appendFileSync(log, text);
  };

  /** In a group of its own, so that Ctrl-C reaches it when we say so. @type {Place["start"]} */
  function start(command, args) {
    if (interruption.signal.aborted) throw new Interrupted("interrupted");
    note(`\n$ ${[command, ...args].join(" ")}\n`);
    const child = spawn(command, args, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    children.add(child);
    child.once("exit", () => children.delete(child));
    child.once("error", (error) => {
      children.delete(child);
      note(`${error.message}\n`);
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", note);
    return child;
  }

  /** @type {Place["run"]} */
  async function run(command, args, { input = "" } = {}) {
    const child = start(command, args);
    // A program that ends without reading it says in its own words why.
    child.stdin?.on("error", () => undefined).end(input);
    let [output, stdout] = ["", ""];
    child.stdout?.on("data", (chunk) => {
      stdout += String(chunk);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += String(chunk);
      });
    }
    const code = await ended(child);
    if (interruption.signal.aborted) throw new Interrupted("interrupted");
    return { code, output, stdout };
  }

  async function endChildren() {
    const all = [...children].map((child) => endGroup(child));
    await Promise.all(all);
    endMarked(folder);
  }

  const onSignal = () => {
    if (interruption.signal.aborted) {
      // A second time: now.
      for (const child of children) signalGroup(child, "SIGKILL");
    } else {
      interruption.abort();
      for (const child of children) void endGroup(child);
    }
  };
  for (const signal of signals) process.on(signal, onSignal);

  return {
    folder,
    log,
    env,
    interrupted: interruption.signal,
    start,
    run,
    write(file, text) {
      writeFileSync(join(folder, file), text);
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    async leave(how) {
      await endChildren();
      for (const signal of signals) process.removeListener(signal, onSignal);
      rmSync(folder, { recursive: true, force: true });
      if (how !== "badly") rmSync(log, { force: true });
    },
  };
}

/** @param {RegExp} names */
function environmentWithout(names) {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)));
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number>} */
function ended(child) {
  return new Promise((resolve) => {
    child.once("close", (code) => resolve(code ?? -1));
    child.once("error", () => resolve(127));
  });
}

/** @param {import("node:child_process").ChildProcess} child */
async function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const [again, atOnce] = insistAfterMilliseconds;
  const timers = [setTimeout(() => signalGroup(child, "SIGTERM"), again), setTimeout(() => signalGroup(child, "SIGKILL"), atOnce)];
  await gone;
  for (const timer of timers) clearTimeout(timer);
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup({ pid }, signal) {
  if (pid !== undefined) kill(-pid, signal);
}

/** A provider is in a group of Pulumi's making, and outlives a Pulumi that was killed. Where there is no /proc, it ends by itself once its work is done. @param {string} mark */
function endMarked(mark) {
  for (const pid of processesMarked(mark)) kill(pid, "SIGKILL");
}

/** @param {string} mark @returns {readonly number[]} */
function processesMarked(mark) {
  try {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry) && isMarked(entry, mark))
      .map(Number);
  } catch {
    // Not on Linux.
    return [];
  }
}

/** @param {string} pid @param {string} mark */
function isMarked(pid, mark) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`${markName}=${mark}`);
  } catch {
    // It has just ended, or belongs to another person.
    return false;
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
