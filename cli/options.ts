import { Option, type Command } from "commander";

/** Options that several commands share. Each command's `--help` shows them all. */

/** Which account is asked. */
export function withAccount(command: Command): Command {
  return command
    .addOption(new Option("--region <region>", "instance of CertCentral (default: as configured, else us)").choices(["us", "eu"]))
    .option("--base-url <url>", "instead of the region's, such as that of a sandbox")
    .addOption(
      new Option(
        "--key-from <place>",
        "where the API key is: `digicert:apiKey` of the first --stack, or DIGICERT_API_KEY (default: the stack's, if there is one)",
      ).choices(["stack", "environment"]),
    );
}

/** Which states are read. */
export function withStates(command: Command): Command {
  return command
    .option("--stack <name>", "a stack of this folder's project; may be repeated", repeated)
    .option("--state <file>", "what `pulumi stack export` printed, `-` for standard input; may be repeated", repeated);
}

export function withJson(command: Command): Command {
  return command.option("--json", "for programs: one JSON object");
}

function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
