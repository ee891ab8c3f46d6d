/**
 * Writes what users read about the look-ups, docs/reference/lookups.md, from the doc comments of sdk/lookups.ts and of what they take and give.
 *
 * From a script: `generatedLookups()` gives path and text. From a shell: `npm run docs`; with `--check` it writes nothing and fails where it is not current.
 */
import { docOf, interfaceTable } from "./interfaceTable";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const functions = "sdk/lookups.ts";
const shapes = "provider/lookups/results.ts";
const options = "sdk/lookupAccount.ts";

interface Described {
  readonly name: string;
  readonly takes?: string;
  readonly gives: string;
  /** Of what it gives. */
  readonly parts?: readonly string[];
}

const lookups: readonly Described[] = [
  { name: "getOrganization", takes: "GetOrganizationArgs", gives: "GetOrganizationResult" },
  { name: "listOrganizations", gives: "GetOrganizationResult" },
  { name: "getProduct", takes: "GetProductArgs", gives: "GetProductResult", parts: ["AllowedCaCertificate"] },
  { name: "listProducts", gives: "GetProductResult" },
  { name: "getOrder", takes: "GetOrderArgs", gives: "GetOrderResult", parts: ["OrderRequest"] },
];

export async function generatedLookups(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/lookups.md", pageText())];
}

function pageText(): string {
  return [
    "<!-- Generated from sdk/lookups.ts and provider/lookups/results.ts by tools/generateLookups.ts: `npm run docs` writes it anew. -->",
    "# Look-ups",
    "Functions for programs, which look and change nothing; how they are used: [looking things up](../guides/lookups.md). Each has a form whose name ends in `Output`, which takes outputs, waits for them, and gives an output.",
    ...lookups.flatMap(sectionOf),
    "## Options",
    docOf(options, "LookupOptions"),
    interfaceTable(options, "LookupOptions", "option"),
    `The forms that end in \`Output\` take one more:`,
    interfaceTable(options, "LookupOutputOptions", "option"),
  ].join("\n\n");
}

/** What gives a list of what an earlier one gives has no table of its own. */
function sectionOf({ name, takes, gives, parts = [] }: Described, index: number): readonly string[] {
  const isKnown = lookups.slice(0, index).some((each) => each.gives === gives);
  const result = isKnown
    ? [`It gives a list of what \`${name.replace(/^list(.*)s$/, "get$1")}\` gives.`]
    : [interfaceTable(shapes, gives, "result")];
  return [
    `## ${name}`,
    docOf(functions, name),
    ...(takes === undefined ? [] : [interfaceTable(shapes, takes, "argument")]),
    ...result,
    ...(isKnown ? [] : parts.flatMap((part) => [`\`${part}\`: ${docOf(shapes, part)}`, interfaceTable(shapes, part)])),
  ];
}

if (/generateLookups\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedLookups().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
