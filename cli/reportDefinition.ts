import { Command } from "commander";

import { withExamples } from "./examples";
import { withAccount, withJson, withStates } from "./options";
import type { ReportFlags } from "./reportCommand";

export function reportDefinition(run: (flags: ReportFlags) => Promise<void>): Command {
  const command = new Command("report")
    .summary("one page: a time line of certificates and renewals, what is due, what was ordered")
    .description(
      "Writes one page of HTML about the certificates of a state: a time line of them and their renewals, what is due and when, what was ordered, and what is worth knowing. The page loads nothing. DigiCert is asked only with --account, and nothing is changed.",
    );
  withExamples(command, [
    { line: "npx pulumi-digicert report --stack prod --output report.html", says: "one stack" },
    {
      line: "npx pulumi-digicert report --stack prod --stack staging --account --output report.html",
      says: "several, and what DigiCert says",
    },
    { line: "pulumi stack export | npx pulumi-digicert report > report.html", says: "from anywhere" },
  ]);
  return withJson(withStates(withAccount(command)))
    .option("--output <file>", "where the page is written, `-` for standard output (the default)")
    .option("--account", "ask DigiCert, too: what changed there since the last run")
    .action((flags: ReportFlags) => run(flags));
}
