#!/usr/bin/env node
/** The command `pulumi-digicert`: arguments are read here; what a command needs is loaded when it runs. */
import { CommanderError } from "commander";

import { createProgram } from "./program";

/** Documented in the help of the program. */
const FAILED = 1;
const WRONG_ARGUMENTS = 2;

async function main(): Promise<void> {
  try {
    await createProgram({
      // Signing certificates is no light load, and `--help` needs none of it.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      sandbox: (flags) => (require("./sandboxCommand") as typeof import("./sandboxCommand")).runSandbox(flags),
    }).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Commander has already said what is wrong with arguments. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_ARGUMENTS;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return FAILED;
}

void main();
