/**
 * Writes what users read about errors, docs/reference/errors.md, from the table that the provider throws them by (provider/errors.ts), so that every
 * code has an entry and no entry tells of another version.
 *
 * From a script: `generatedErrors()` gives path and text. From a shell: `npm run docs`; with `--check` it writes nothing and fails where the file is not
 * current.
 */
import { errorRows, type ErrorCode, type ErrorRow, type Layer } from "../provider/errors";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

/** The generated file as it should be. */
export async function generatedErrors(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/errors.md", pageText())];
}

const intro = `<!-- Generated from provider/errors.ts by tools/generateErrors.ts: \`npm run docs\` writes it anew. -->

# Errors

A message is two lines: what happened, to which order; and what to do next. Whatever went wrong, running \`pulumi up\` again is safe: the next run
looks at what is there before it orders anything. API keys, card data, CSRs and PEM never stand in a message.

Invalid inputs are no errors of this list: \`pulumi preview\` reports them on their properties, before anything is sent.

Below, \`<…>\` stands for what a message fills in. *Transient* says that the same call may succeed by itself: those that change nothing twice are repeated
automatically before the error is shown.
`;

const sections: Readonly<Record<Layer, string>> = {
  configuration: "Configuration",
  client: "Calling DigiCert",
  lookup: "Looking up",
  x509: "Checking the certificate",
  lifecycle: "Ordering, renewing, taking away",
};

function pageText(): string {
  const layers = Object.keys(sections) as readonly Layer[];
  return [intro, ...layers.flatMap((layer) => [`## ${sections[layer]}`, ...codesOf(layer).map(entryText)])].join("\n\n");
}

function codesOf(layer: Layer): readonly ErrorCode[] {
  return (Object.keys(errorRows) as readonly ErrorCode[]).filter((code) => errorRows[code].layer === layer);
}

function entryText(code: ErrorCode): string {
  const { says, when, hint, retryable }: ErrorRow = errorRows[code];
  const happens = when === undefined ? [] : [when];
  const steps = `[Why, and what to do, step by step](../guides/whenSomethingGoesWrong.md#${code.toLowerCase()})`;
  return [`### ${code}`, quoted(says), ...happens, `**What to do.** ${hint}${retryable ? " *Transient.*" : ""}`, steps].join("\n\n");
}

/** Verbatim, as it is searched for. A sentence that shows code in backticks is quoted by two. */
function quoted(says: string): string {
  const shown = says.replace(/\{(\w+)\}/g, "<$1>");
  return shown.includes("`") ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

if (/generateErrors\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedErrors().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
