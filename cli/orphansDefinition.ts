import { Command } from "commander";

import { withExamples } from "./examples";
import { withAccount, withJson, withStates } from "./options";
import type { OrphansFlags } from "./orphansCommand";

export function orphansDefinition(run: (flags: OrphansFlags) => Promise<void>): Command {
  const command = new Command("orphans")
    .summary("orders of this package that no resource names, and what to do with each")
    .description(
      "Looks for live orders that this package placed and that no resource of the states has for its own: left by an interrupted run, placed twice, or of a " +
        "resource that is gone. Give the states of all stacks that order from the account: without --stack and --state, one is read from standard input. " +
        "Says what to do with each; changes nothing.",
    );
  withExamples(command, [
    { line: "npx pulumi-digicert orphans --stack dev --stack prod", says: "with the states of all stacks that order from the account" },
    {
      line: "npx pulumi-digicert orphans --stack prod --own --json",
      says: "for a pipeline: exit code 3 where an order of this stack needs a person",
    },
  ]);
  return withJson(withStates(withAccount(command)))
    .option("--own", "only orders of the resources in these states, not those of any other")
    .action((flags: OrphansFlags) => run(flags));
}
