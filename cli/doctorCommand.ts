import { accountConfigurationOf, clientFor, type AccountFlags } from "./account";
import { doctorForPeople, doctorForPrograms, countOf } from "./doctor/doctorWords";
import { examine } from "./doctor/examine";
import { exitCodes } from "./exitCodes";
import { progressOn } from "./progress";
import { outputWidth } from "./terminal";

export interface DoctorFlags extends AccountFlags {
  readonly json?: true;
}

/** Looks at everything, says it, and fails where something is bad. */
export async function runDoctor(flags: DoctorFlags): Promise<void> {
  const found = await accountConfigurationOf(flags);
  const { problem, apiKey } = found.configuration;
  const client = problem === undefined && apiKey !== undefined ? { client: clientFor(found.configuration) } : {};
  const sections = await examine({ found, ...client, folder: process.cwd(), progress: progressOn() });
  const look = { width: outputWidth(), isColoured: process.stdout.isTTY && process.env["NO_COLOR"] === undefined };
  process.stdout.write(`${flags.json === true ? doctorForPrograms(sections) : doctorForPeople(sections, look)}\n`);
  if (countOf(sections, "bad") > 0) process.exitCode = exitCodes.failed;
}
