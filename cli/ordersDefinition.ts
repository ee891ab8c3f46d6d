import { Command, InvalidArgumentError } from "commander";

import { withExamples } from "./examples";
import { withAccount, withJson, withStates } from "./options";
import type { OrdersFlags } from "./ordersCommand";

export function ordersDefinition(run: (flags: OrdersFlags) => Promise<void>): Command {
  const command = new Command("orders")
    .summary("the account's private SSL orders, and which resource has which")
    .description(
      "Lists the private SSL orders of the account, those that end first at the top; with a state, the resource that has each. Nothing is changed.",
    );
  withExamples(command, [
    { line: "npx pulumi-digicert orders --within 30", says: "what ends within a month" },
    { line: "npx pulumi-digicert orders --stack prod --all", says: "every order, and which resource of the stack has it" },
  ]);
  return withJson(withStates(withAccount(command)))
    .option("--all", "those that are over, too: expired, revoked, canceled, rejected")
    .option("--within <days>", "only those whose certificate ends within so many days", daysOf)
    .option("--search <text>", "only those with this text in one of their names")
    .action((flags: OrdersFlags) => run(flags));
}

function daysOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number of days.");
}
