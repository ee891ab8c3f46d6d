import { startSandbox, type JournalEntry, type Sandbox } from "../sandbox";
import { followJournal } from "./followJournal";
import { sandboxOptionsOf, type SandboxFlags } from "./sandboxFlags";
import { readyForPeople, readyForPrograms, requestForPeople } from "./sandboxWords";

/** Starts a sandbox, says how to use it and what it is asked, until it is told to stop. */
export async function runSandbox(flags: SandboxFlags): Promise<void> {
  const sandbox = await started(flags);
  const stopped = toldToStop(flags.stopAtEof === true);
  say(
    flags.json
      ? readyForPrograms(sandbox)
      : readyForPeople(sandbox, { clock: await sandbox.clock(), isClockSet: flags.clock !== undefined }),
  );
  const tell = (entry: JournalEntry) => {
    say(flags.json ? JSON.stringify(entry) : requestForPeople(entry));
  };
  const following = flags.quiet ? undefined : followJournal(sandbox, tell);
  await stopped;
  await following?.end();
  await sandbox.stop();
}

async function started(flags: SandboxFlags): Promise<Sandbox> {
  try {
    return await startSandbox(sandboxOptionsOf(flags));
  } catch (error) {
    const { code, port } = error as { readonly code?: string; readonly port?: number };
    if (code === "EADDRINUSE") throw new Error(`Port ${String(port)} is in use: name another, or none for a free one`, { cause: error });
    throw error;
  }
}

/** Ctrl-C, the request to end, or the end of the program that started it: each is the normal end of a sandbox. */
function toldToStop(atEof: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      // Once more ends it at once.
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeListener(signal, stop);
      // Open, it would keep the process alive.
      if (atEof) process.stdin.destroy();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    if (atEof) process.stdin.on("end", stop).on("error", stop).resume();
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
