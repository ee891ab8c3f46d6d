/**
 * Writes what the last whole soak came to, docs/reference/soak.md, from its figures (tests/soak/results.json), so that what the documentation promises is what
 * was seen.
 *
 * From a shell: `npm run docs`; with `--check` it writes nothing and fails where the file is not current. `npm run soak` calls it at its end with
 * `--from <file>`: the figures of that run become the results first.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Tally } from "../tests/soak/tally";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const resultsPath = "tests/soak/results.json";
const root = process.cwd();

/** The generated file as it should be. */
async function generatedSoak(tally: Tally): Promise<GeneratedFile> {
  return await formatted("docs/reference/soak.md", pageText(tally));
}

function read(path: string): Tally {
  return JSON.parse(readFileSync(path, "utf8")) as Tally;
}

const intro = `<!-- Generated from tests/soak/results.json by tools/generateSoak.ts: \`npm run soak\` soaks for an hour and writes both anew. -->

# What was tried: the soak

\`npm run soak\` lets three stacks share one account and one API key: one that orders at once, one whose orders need a person's approval, and one that
changes certificates inside their orders where it can. In each round every stack gets a change of its program, or none, and a command of a real Pulumi engine with a real
provider process against a real HTTP server, all three at the same moment. Meanwhile requests meet chaos, provider processes and commands are killed, people act at
DigiCert, and months pass. Seeded dice decide all of it; \`--seed\` repeats them.

After each round, the books of the server are held against the states: no order was placed for what a live one already gives, and nothing ended that a state
had in use before or after, unless its program or its command had given it up. Every few rounds the chaos ends, and \`up\` is run until it has nothing to do. Then, of every
certificate in the programs: one resource, one order in hand, issued, as the program wants it, with a chain that verifies and its own key; of every other live order:
a ledger has it, or \`pulumi-digicert orphans\` names it and one of the [limits that stay](../guides/security.md#limits-that-stay) says why it is there. All that was shown, and every
state, is searched for the API key and a card number (what is only previewed names no card: with \`--debug\`, Pulumi itself writes down what a preview
would change). A run ends at the first order that is placed twice, lost or taken away, and at the first secret that is shown: only one that came to its end is told here.
`;

function pageText(tally: Tally): string {
  const { orders, duplicates, lost, revokedInUse } = tally;
  const ordered = ["renewals", "without a link"].reduce((sum, name) => sum + (orders[name] ?? 0), 0);
  const held = tableOf([
    ["orders placed twice", duplicates],
    ["orders lost", lost],
    ["certificates revoked, or orders ended, while something used them", revokedInUse],
  ]);
  const run = tableOf([
    ["minutes", tally.minutes],
    ["seed", tally.seed],
    ["unique alternative order ids required by the account", tally.uniqueIds ? "yes" : "no"],
    ["rounds", tally.rounds],
    ["commands", total(tally.commands)],
    ["runs of `up` to come to rest", tally.settlingRuns],
    ["comparisons of the books", tally.comparisons],
    ["days that passed", tally.daysPassed],
    ["certificates at once, at most", tally.certificatesAtMost],
    ["calls to DigiCert", tally.calls],
    ["of them met by a fault", total(tally.faults)],
    ["processes killed", total(tally.kills)],
    ["orders placed", ordered],
    ["times a person had to ask anew, as a message said", tally.askedAnew],
  ]);
  const parts = {
    "What did not happen": held,
    "The run": run,
    Commands: countsOf(tally.commands),
    "Changes of the programs": countsOf(tally.changes),
    "Faults that requests met": countsOf(tally.faults),
    "Processes killed": countsOf(tally.kills),
    "What people did at DigiCert": countsOf(tally.outside),
    "What became of the orders": countsOf(tally.orders),
    "Orders that were left at the end, each named by `orphans`": countsOf(tally.leftovers),
  };
  return [intro, ...Object.entries(parts).flatMap(([title, table]) => [`## ${title}`, table])].join("\n\n");
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  return Object.keys(counts).length === 0
    ? "None."
    : tableOf(Object.entries(counts).sort(([one], [other]) => one.localeCompare(other, "en")));
}

function tableOf(rows: readonly (readonly [string, number | string])[]): string {
  return ["| | |", "|---|---|", ...rows.map(([what, figure]) => `| ${what} | ${String(figure)} |`)].join("\n");
}

async function main(): Promise<void> {
  const from = process.argv.indexOf("--from");
  const tally = read(from === -1 ? join(root, resultsPath) : (process.argv[from + 1] ?? ""));
  const files = [await generatedSoak(tally), ...(from === -1 ? [] : [await formatted(resultsPath, JSON.stringify(tally))])];
  await writeGenerated(files, process.argv.includes("--check"));
}

void main();
