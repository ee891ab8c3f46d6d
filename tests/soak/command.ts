/** One command of a stack in a round: what the program is by then, what is run, and whether something is killed meanwhile. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Sandbox } from "../../sandbox";
import { clockAt } from "../support/clock";
import { change, newCertificate, setWish } from "./certificate";
import type { Dice } from "./dice";
import { certificateOf, programOf, recordedIn, type Stack } from "./stack";
import { count, type Tally } from "./tally";

export interface Command {
  readonly stack: Stack;
  readonly name: string;
  readonly args: readonly string[];
  /** Names in the state of what it is to delete. */
  readonly deletes: ReadonlySet<string>;
  readonly kill?: Kill | undefined;
}

interface Kill {
  readonly what: "provider" | "command";
  /** At the n-th exchange since it began. */
  readonly at: number;
}

export interface About {
  readonly dice: Dice;
  readonly now: Date;
  readonly tally: Tally;
  /** For names that nobody had yet. */
  readonly nth: () => number;
}

const CERTIFICATES_AT_MOST = 12;
const CHANGES_AT_MOST = 8;
const ADDED_AT_MOST = 4;
const KILL_SHARE = 0.22;
/** Early ones are met more often: a command that has little to do makes few. */
const EXCHANGES = [4, 12, 40] as const;

/** What the people of a stack do to their program. */
const edits = {
  nothing: () => undefined,
  change: (stack, { dice, now, tally }) => {
    for (let left = 1 + dice.whole(CHANGES_AT_MOST); left > 0; left--) {
      const one = dice.oneOf(stack.certificates);
      if (one !== undefined) count(tally.changes, change(one, dice, now));
    }
  },
  add: (stack, about) => {
    for (let left = 1 + about.dice.whole(ADDED_AT_MOST); left > 0; left--) add(stack, about);
  },
  remove: (stack, { dice, tally }) => {
    const one = dice.oneOf(stack.certificates);
    if (one === undefined) return;
    stack.certificates = stack.certificates.filter((each) => each !== one);
    // Under the name of one that was renamed nothing new is declared: a limit that the documentation names.
    stack.gone = [...stack.gone, one];
    count(tally.changes, "remove a certificate");
  },
  withdraw: (stack, { dice, tally }) => {
    const one = dice.oneOf(stack.certificates.filter(({ earlier }) => earlier.length > 0));
    const back = one?.earlier.at(-1 - dice.whole(2)) ?? one?.earlier.at(-1);
    if (one === undefined || back === undefined) return;
    setWish(one, back);
    count(tally.changes, "withdraw a change");
  },
  rename: (stack, { dice, nth, tally }) => {
    const one = dice.oneOf(stack.certificates);
    if (one === undefined) return;
    one.aliases = [...one.aliases, one.name];
    one.name = `r${String(nth())}`;
    count(tally.changes, "rename with an alias");
  },
} satisfies Readonly<Record<string, (stack: Stack, about: About) => void>>;

function add(stack: Stack, { dice, now, nth, tally }: About): void {
  if (stack.certificates.length >= CERTIFICATES_AT_MOST) return;
  const back = dice.chance(0.4) ? dice.oneOf(stack.gone) : undefined;
  const one = back ?? newCertificate({ birth: `c${String(nth())}`, base: stack.base, dice, now });
  stack.gone = stack.gone.filter((each) => each !== back);
  stack.certificates = [...stack.certificates, one];
  count(tally.changes, back === undefined ? "add a certificate" : "add one again");
}

/** Changes the program, and says what is run. */
export function nextCommand(stack: Stack, about: About): Command {
  const { dice } = about;
  // A stack begins with something.
  const edit =
    stack.certificates.length === 0
      ? "add"
      : dice.weighted<keyof typeof edits>({ nothing: 3, change: 9, add: 4, remove: 1, withdraw: 2, rename: 1 });
  edits[edit](stack, about);
  stack.isBroken = dice.chance(0.06);
  const kill: Kill | undefined = dice.chance(KILL_SHARE)
    ? { what: dice.one(["provider", "command"]), at: 1 + dice.whole(dice.one(EXCHANGES)) }
    : undefined;
  const name = dice.weighted({
    up: recordedIn(stack).length === 0 ? 200 : 22,
    "up --refresh": 4,
    "up --replace": 3,
    "up --target-replace": 1,
    "up --target": 2,
    refresh: 3,
    preview: 3,
    destroy: 1,
    "destroy --target": 1,
  });
  return { stack, name, kill, ...argumentsOf(stack, name, dice) };
}

const up = ["up", "--yes", "--skip-preview"];

function argumentsOf(stack: Stack, name: string, dice: Dice): Pick<Command, "args" | "deletes"> {
  const recorded = recordedIn(stack);
  const target = dice.oneOf(recorded.filter(({ isDeleted }) => !isDeleted));
  const undeclared = recorded.filter((each) => certificateOf(stack, each) === undefined).map((each) => each.name);
  // A replacement that deletes first ends its order, and gets a new one.
  const ended = target !== undefined && certificateOf(stack, target)?.deletesFirst === true ? [target.name] : [];
  const all = { args: up, deletes: new Set(undeclared) };
  switch (name) {
    case "up --refresh":
      return { ...all, args: [...up, "--refresh"] };
    case "up --replace":
      return target === undefined ? all : { args: [...up, "--replace", target.urn], deletes: new Set([...undeclared, ...ended]) };
    case "up --target-replace":
      return target === undefined
        ? all
        : { args: [...up, "--target-replace", target.urn, "--target-dependents"], deletes: new Set([...undeclared, ...ended]) };
    case "up --target":
      return target === undefined ? all : { ...all, args: [...up, "--target", target.urn] };
    case "refresh":
      return { args: ["refresh", "--yes", "--skip-preview"], deletes: new Set() };
    case "preview":
      return { args: ["preview"], deletes: new Set() };
    case "destroy":
      return { args: ["destroy", "--yes", "--skip-preview"], deletes: new Set(recorded.map((each) => each.name)) };
    case "destroy --target":
      return target === undefined
        ? all
        : { args: ["destroy", "--yes", "--skip-preview", "--target", target.urn, "--target-dependents"], deletes: new Set([target.name]) };
    default:
      return all;
  }
}

/** Runs it to its end, or to that of what is killed. */
export async function runCommand({ stack, args, deletes, name, kill }: Command, { now, tally }: About, sandbox: Sandbox): Promise<string> {
  const { project } = stack;
  project.setProgram(programOf(stack, { isPreviewed: name === "preview" }));
  const running = project.start(args, { env: clockAt(now) });
  const command = { ended: false };
  void running.done.then(() => (command.ended = true));
  let killed = false;
  if (kill !== undefined) {
    const before = (await sandbox.journal()).length;
    while (!command.ended && (await sandbox.journal()).length < before + kill.at) await pause(10);
    killed = !command.ended;
    if (killed) count(tally.kills, kill.what);
    if (killed && kill.what === "command") running.kill("SIGKILL");
    if (killed && kill.what === "provider") endProviders(stack);
  }
  const run = await running.done;
  if (killed && kill?.what === "command") {
    mendBackend(stack, tally);
    await project.pulumi(["cancel", "--yes", "--stack", "test"], { expect: "either" });
  }
  if (run.exitCode !== 0 && deletes.size > 0) stack.needsRefresh = true;
  const outcome = killed ? `${kill?.what ?? ""} killed` : run.exitCode === 0 ? "succeeded" : "failed";
  count(tally.commands, `${name}: ${outcome}`);
  return `${stack.name}: ${name} ${outcome} after ${run.seconds.toFixed(0)} s${deletes.size === 0 ? "" : `, to delete ${[...deletes].join(",")}`}`;
}

/**
 * Pulumi's file backend writes a small file of attributes beside each state, not at once: killed in between, it reads no state any more ("failed to load
 * checkpoint: EOF") until a person has taken the empty one away.
 */
function mendBackend({ project }: Stack, tally: Tally): void {
  const folder = join(project.folder, "backend");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) => each.endsWith(".attrs"))) {
    const path = join(folder, file);
    if (statSync(path).size > 0) continue;
    rmSync(path);
    count(tally.outside, "took away a file that Pulumi left empty in its backend");
  }
}

/** Each by its id. */
export function endProviders({ project }: Stack): void {
  for (const pid of project.providers()) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
