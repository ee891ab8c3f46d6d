import type { Command } from "commander";

/** A command line, and what it is for. */
export interface Example {
  readonly line: string;
  readonly says: string;
}

const known = new WeakMap<Command, readonly Example[]>();

/** Shows how a command is used, in its help and in the reference. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  known.set(command, examples);
  const lines = examples.map(({ line, says }) => `  ${line}\n      ${says}`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

export function examplesOf(command: Command): readonly Example[] {
  return known.get(command) ?? [];
}
