import { readFile } from "node:fs/promises";

import { WrongArguments } from "./exitCodes";
import { note } from "./note";
import { pulumi } from "./pulumiProgram";
import { stackStateOf, type StackState } from "./state";

/** Options that name states. */
export interface StateFlags {
  readonly stack?: readonly string[];
  /** Files; `-` is standard input. */
  readonly state?: readonly string[];
}

/** The states that were named, each read whole; without any, none. */
export async function namedStates({ stack = [], state = [] }: StateFlags): Promise<readonly StackState[]> {
  const states: StackState[] = [];
  // One after the other: each `pulumi` is a process of some 100 MB.
  for (const name of stack) states.push(stackStateOf(await pulumi("stack", "export", "--stack", name), `stack \`${name}\``));
  for (const file of state) states.push(stackStateOf(...(await textIn(file))));
  return states;
}

/** The states that a command cannot do without: where none is named, the one on standard input. */
export async function requiredStates(flags: StateFlags): Promise<readonly StackState[]> {
  if ((flags.stack ?? []).length + (flags.state ?? []).length > 0) return await namedStates(flags);
  if (process.stdin.isTTY) {
    throw new WrongArguments("Which state? Give --stack NAME or --state FILE, or pipe `pulumi stack export` into this command");
  }
  note("Reading a state from standard input (pulumi stack export)…");
  return await namedStates({ state: ["-"] });
}

async function textIn(file: string): Promise<readonly [text: string, from: string]> {
  if (file === "-") return [decoded(await standardInput()), "standard input"];
  try {
    return [decoded(await readFile(file)), `\`${file}\``];
  } catch (error) {
    throw new Error(`The state file \`${file}\` cannot be read: ${wordsFor(error)}`, { cause: error });
  }
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** UTF-8; or UTF-16, which is what `>` of Windows PowerShell writes. */
function decoded(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is none",
  EISDIR: "it is a folder",
  EACCES: "reading it is not permitted",
};

function wordsFor(error: unknown): string {
  const { code = "" } = error as { readonly code?: string };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
