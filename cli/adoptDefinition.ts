import { Command, InvalidArgumentError } from "commander";

import type { AdoptFlags } from "./adoptCommand";
import { withExamples } from "./examples";
import { withAccount, withJson, withStates } from "./options";

export function adoptDefinition(run: (orders: readonly number[], flags: AdoptFlags) => Promise<void>): Command {
  const command = new Command("adopt")
    .summary("the program text that takes existing orders over")
    .description(
      "Prints a Pulumi program in TypeScript that takes existing private SSL orders over (`adoptOrderId`), with every input that DigiCert shows of them. " +
        "Orders that a resource of the given states has already are left out. Nothing is changed.",
    )
    .argument("[orders...]", "order ids", orderIds);
  withExamples(command, [
    { line: "npx pulumi-digicert adopt 100000001 100000002 > adopted.ts", says: "two orders" },
    {
      line: "npx pulumi-digicert adopt --search corp.example --stack prod",
      says: "every live order for names under corp.example that the stack does not have yet",
    },
  ]);
  return withJson(withStates(withAccount(command)))
    .option("--search <text>", "the live orders with this text in one of their names")
    .option("--all", "every live order of the account")
    .action((orders: readonly number[] | undefined, flags: AdoptFlags) => run(orders ?? [], flags));
}

function orderIds(text: string, before: readonly number[] = []): readonly number[] {
  const orderId = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (orderId > 0) return before.includes(orderId) ? before : [...before, orderId];
  throw new InvalidArgumentError("An order id is a whole number, as CertCentral shows it.");
}
