import { Command } from "commander";

import type { DoctorFlags } from "./doctorCommand";
import { withExamples } from "./examples";
import { withAccount, withJson } from "./options";

export function doctorDefinition(run: (flags: DoctorFlags) => Promise<void>): Command {
  const command = new Command("doctor")
    .summary("looks whether all that a deployment stands on is well")
    .description(
      "Looks at the configuration, the rights of the key, products, organizations, orders and this machine, and says of each whether it is good (✓), better done otherwise (!) or bad (✗), and what to do. It orders nothing and changes nothing. The exit code is 1 where something is bad.",
    );
  withExamples(command, [
    { line: "npx pulumi-digicert doctor", says: "with the key of the environment" },
    { line: "npx pulumi-digicert doctor --stack prod", says: "with the key and the defaults of a stack" },
  ]);
  return withJson(withAccount(command))
    .option(
      "--stack <name>",
      "a stack of this folder's project: its configuration names the account, and its orders are looked for there",
      (name: string) => [name],
    )
    .action((flags: DoctorFlags) => run(flags));
}
