/** Programs under test: started, listened to, and ended together with everything they have started. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

/** A command of Pulumi that has ended. */
export interface Run {
  readonly exitCode: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The engine's events, one JSON object a line; empty for commands that have none. */
  readonly eventLog: string;
  events(): readonly EngineEvent[];
  /** What the engine did or would do, by the last part of the URN: `{ api: "create" }`; resources that stay are left out. */
  steps(): Readonly<Record<string, string>>;
  /** The sentences attached to resources and to the stack, without the output of the program. */
  messages(): readonly string[];
}

/** An event of the engine's log; only what tests look at. */
export interface EngineEvent {
  readonly sequence: number;
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
}

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** A command that has not ended yet. */
export interface Running {
  readonly pid: number;
  readonly done: Promise<Run>;
  outputSoFar(): string;
  /** Resolves once the output so far matches; rejects if the program ends without having said so. */
  says(pattern: RegExp): Promise<void>;
  /** Only the command itself: what it has started lives on, as after a crash. */
  kill(signal: NodeJS.Signals): void;
}

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly events: string;
}

/** True where the absence of an engine is an error. */
export function isEngineRequired(): boolean {
  return process.env["CI"] === "true" || process.env["PULUMI_DIGICERT_REQUIRE_ENGINE"] === "1";
}

export function startRun({ command, args, cwd, env, events }: Start): Running {
  const started = Date.now();
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "", output: "" };
  const listeners = new Set<() => void>();
  const take = (stream: "stdout" | "stderr") => (chunk: Buffer) => {
    said[stream] += chunk.toString();
    said.output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", take("stdout"));
  child.stderr.on("data", take("stderr"));
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    // Not "close": a provider that outlives its command keeps the pipes open.
    child.once("exit", (code) => setTimeout(resolve, 20, code ?? -1));
  });
  return {
    pid: child.pid ?? -1,
    done: ended.then((exitCode) => {
      const eventLog = existsSync(events) ? readFileSync(events, "utf8") : "";
      return { ...said, exitCode, seconds: (Date.now() - started) / 1000, eventLog, ...readingsOf(eventLog) };
    }),
    outputSoFar: () => said.output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(said.output)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => {
          look();
          reject(new Error(`It ended without saying ${String(pattern)}:\n${said.output}`));
        }, reject);
      }),
    kill(signal) {
      child.kill(signal);
    },
  };
}

function readingsOf(eventLog: string): Pick<Run, "events" | "steps" | "messages"> {
  // A killed engine may leave half a line.
  const lines = eventLog.split("\n").filter((line) => line.endsWith("}"));
  const events = () => lines.map((line) => JSON.parse(line) as EngineEvent);
  return {
    events,
    steps() {
      const metadata = events().flatMap(({ resourcePreEvent }) => (resourcePreEvent === undefined ? [] : [resourcePreEvent.metadata]));
      const done = metadata.filter(
        ({ op, type }) => op !== "same" && type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:"),
      );
      return Object.fromEntries(done.map(({ op, urn }) => [urn.split("::").at(-1) ?? urn, op]));
    },
    messages: () =>
      events().flatMap(({ diagnosticEvent: said }) => (said === undefined || said.severity === "debug" ? [] : [said.message.trim()])),
  };
}

/** The processes whose mark in their environment begins so, and whose command line matches. */
export function processesMarked(mark: string, commandLine = /./): readonly number[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter(
      (pid) =>
        read(pid, "environ").includes(`PULUMI_DIGICERT_TEST_MARK=${mark}`) && commandLine.test(read(pid, "cmdline").replaceAll("\0", " ")),
    );
}

/** Until none is left: one that ends may just have started another. */
export async function killProcessesMarked(mark: string): Promise<void> {
  for (let left = processesMarked(mark); left.length > 0; left = processesMarked(mark)) {
    for (const pid of left) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has just ended by itself.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Of a process that may end at any moment. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, "utf8");
  } catch {
    return "";
  }
}
