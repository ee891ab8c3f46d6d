#!/usr/bin/env node
/** The command `pulumi-digicert`: arguments are read here; what a command needs is loaded when it runs. */
import { CommanderError } from "commander";

import { exitCodes, WrongArguments } from "./exitCodes";
import { note } from "./note";
import { createProgram } from "./program";
import { endQuietlyWithTheReader } from "./terminal";

async function main(): Promise<void> {
  endQuietlyWithTheReader();
  try {
    await createProgram({
      // Signing certificates is no light load, nor is the client of CertCentral, and `--help` needs none of it.
      /* eslint-disable @typescript-eslint/no-require-imports */
      adopt: (orders, flags) => (require("./adoptCommand") as typeof import("./adoptCommand")).runAdopt(orders, flags),
      doctor: (flags) => (require("./doctorCommand") as typeof import("./doctorCommand")).runDoctor(flags),
      orders: (flags) => (require("./ordersCommand") as typeof import("./ordersCommand")).runOrders(flags),
      orphans: (flags) => (require("./orphansCommand") as typeof import("./orphansCommand")).runOrphans(flags),
      report: (flags) => (require("./reportCommand") as typeof import("./reportCommand")).runReport(flags),
      sandbox: (flags) => (require("./sandboxCommand") as typeof import("./sandboxCommand")).runSandbox(flags),
      /* eslint-enable @typescript-eslint/no-require-imports */
    }).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Commander has already said what is wrong with arguments. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongArguments;
  note(error instanceof Error ? error.message : String(error));
  return error instanceof WrongArguments ? exitCodes.wrongArguments : exitCodes.failed;
}

void main();
