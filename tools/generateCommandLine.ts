/**
 * Writes what users read about the command line, docs/reference/commandLine.md, from the program that reads it (cli/program.ts), so that page and
 * `--help` cannot disagree.
 *
 * `tools/generateCommandLine.ts` writes the file; with `--check` it writes nothing and fails where the file is not current.
 */
import type { Argument, Command, Option } from "commander";
import { examplesOf } from "../cli/examples";
import { exitCodes, exitCodesSay } from "../cli/exitCodes";
import type { OrphanKind } from "../cli/orphans";
import { orphanWords } from "../cli/orphansWords";
import { createProgram, type Commands } from "../cli/program";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const intro = `<!-- Generated from cli/program.ts by tools/generateCommandLine.ts: \`npm run docs\` writes it anew. -->

# The command line

\`pulumi-digicert\` comes with the package: \`npx pulumi-digicert --help\` in the folder of a program. But for \`sandbox\`, which starts a CertCentral of its
own, its commands look and change nothing: whatever would change something at DigiCert is not sent.

**Which account.** What \`pulumi up\` would use: with \`--stack\`, the stack's configuration (\`digicert:apiKey\`, \`digicert:region\`, \`digicert:baseUrl\`); else, and
for what is not there, the environment (\`DIGICERT_API_KEY\`, \`DIGICERT_REGION\`, \`DIGICERT_BASE_URL\`). A key is no option, since everybody on a machine can
read the options of its processes. The account of an explicit \`digicert.Provider\` is named by \`--key-from environment\` and \`--region\`.

**Which state.** \`--stack NAME\` runs \`pulumi stack export\`; \`--state FILE\` takes what that printed, or a state file of a self-managed backend, and \`-\` is
standard input. Both may be repeated. Nothing that is encrypted in a state is needed, or decrypted.

**What comes out.** A table as wide as the terminal (\`COLUMNS\` where there is none), or with \`--json\` one JSON object. Progress and warnings go to standard
error. An error is one line there.
`;

export async function generatedCommandLine(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/commandLine.md", pageText())];
}

function pageText(): string {
  const codes = (Object.keys(exitCodes) as readonly (keyof typeof exitCodes)[]).map(
    (name) => `| ${String(exitCodes[name])} | ${exitCodesSay[name]} |`,
  );
  const table = ["| exit code | meaning |", "| --- | --- |", ...codes].join("\n");
  // Its commands are described here, and never called.
  const { commands } = createProgram({} as Commands);
  return [intro, table, ...commands.map(sectionOf)].join("\n\n");
}

/** What programs read with `--json`, beside what the tables say. `?`: only where it is known. */
const shapes: Readonly<Record<string, string>> = {
  adopt: "{ account, program, orders: [{ orderId, status, endsOn?, name, csrPem?, inputs: { … }, notes: [] }] }",
  orders:
    "{ account, orders: [{ orderId, status, isOver, product, commonName?, dnsNames, validTill?, daysLeft?, orderValidUntil?, dateCreated?, organizationId?, certificateId?,\n" +
    '    alternativeOrderId?, renewedOrderId?, resources?: [{ urn, project, stack, name, as: "current" | "pending" | "predecessor" | "unclaimed" | "shown" }] }] }',
  orphans:
    "{ account, orphans: [{ …what DigiCert's list shows, as of orders, kind, says, advice, toEnd, resource?: { urn, project, stack, name }, sameIdAs?: [orderId] }] }",
};

function jsonOf(command: Command): readonly string[] {
  const shape = shapes[command.name()];
  return shape === undefined ? [] : [`With \`--json\`:\n\n\`\`\`text\n${shape}\n\`\`\``];
}

function kindsOf(command: Command): readonly string[] {
  if (command.name() !== "orphans") return [];
  const kinds = Object.keys(orphanWords) as readonly OrphanKind[];
  const rows = kinds.map((kind) => `| \`${kind}\` | ${orphanWords[kind].says}. | ${orphanWords[kind].advice} |`);
  return [["| kind | what it is | what to do |", "| --- | --- | --- |", ...rows].join("\n")];
}

function sectionOf(command: Command): string {
  const examples = examplesOf(command).map(({ line, says }) => `# ${says}\n${line}`);
  return [
    `## ${command.name()}`,
    command.description(),
    ...(examples.length === 0 ? [] : [`\`\`\`sh\n${examples.join("\n\n")}\n\`\`\``]),
    ...kindsOf(command),
    [
      "| argument or option | what it is |",
      "| --- | --- |",
      ...command.registeredArguments.map(argumentRow),
      ...command.options.map(optionRow),
    ].join("\n"),
    ...jsonOf(command),
  ].join("\n\n");
}

function argumentRow(argument: Argument): string {
  return row(`${argument.name()}${argument.variadic ? "…" : ""}`, argument.description);
}

function optionRow({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? "" : `; ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`;
  const preset = defaultValue === undefined ? "" : ` (default: \`${String(defaultValue)}\`)`;
  return row(flags, `${description}${choices}${preset}`);
}

function row(name: string, says: string): string {
  return `| \`${name}\` | ${says.replaceAll("|", "\\|").replace(/<(\w+)>/g, "`$1`")} |`;
}

if (/generateCommandLine\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedCommandLine().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
