import { accountConfigurationOf, clientFor, type AccountFlags } from "./account";
import { doctorForPeople, doctorForPrograms, countOf } from "./doctor/doctorWords";
import { examine } from "./doctor/examine";
import { exitCodes } from "./exitCodes";
import { progressOn } from "./progress";
import { namedStates } from "./stateSources";
import { outputWidth } from "./terminal";

export interface DoctorFlags extends AccountFlags {
  readonly json?: true;
}

/** Looks at everything, says it, and fails where something is bad. */
export async function runDoctor(flags: DoctorFlags): Promise<void> {
  const found = await accountConfigurationOf(flags);
  const { problem, apiKey } = found.configuration;
  const client = problem === undefined && apiKey !== undefined ? clientFor(found.configuration) : undefined;
  // Where nobody can be asked about its orders, nobody needs it.
  const [state] = client === undefined ? [] : await namedStates({ stack: (flags.stack ?? []).slice(0, 1) });
  const sections = await examine({ found, client, state, folder: process.cwd(), progress: progressOn() });
  const look = { width: outputWidth(), isColoured: process.stdout.isTTY && process.env["NO_COLOR"] === undefined };
  process.stdout.write(`${flags.json === true ? doctorForPrograms(sections) : doctorForPeople(sections, look)}\n`);
  if (countOf(sections, "bad") > 0) process.exitCode = exitCodes.failed;
}
