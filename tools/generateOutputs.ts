/**
 * Writes what users read about the outputs from the doc comments of sdk/privateSslCertificate.ts: docs/reference/outputs.md. The comments are what an
 * editor shows, so that the two cannot disagree.
 *
 * `tools/generateOutputs.ts` writes the file; with `--check` it writes nothing and fails where the file is not current.
 */
import { readFileSync } from "node:fs";
import * as ts from "typescript";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const source = "sdk/privateSslCertificate.ts";

const intro = `<!-- Generated from sdk/privateSslCertificate.ts by tools/generateOutputs.ts: \`npm run docs\` writes it anew. -->

# Outputs of PrivateSslCertificate

Every input but \`csr\`, \`creditCard\` and \`billingAddress\` is an output of the same name, as declared ([inputs](inputs.md)). Beside them:
`;

const derivedIntro = `Derived in the program from \`certificateChain\`, so that the state stores each certificate once. Line ends are LF, with one newline at the end of each.
They throw where the order has no certificate yet.
`;

interface Output {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

export async function generatedOutputs(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/outputs.md", pageText())];
}

function pageText(): string {
  const file = ts.createSourceFile(source, readFileSync(source, "utf8"), ts.ScriptTarget.ES2022, true);
  const members = file.statements.filter(ts.isClassDeclaration).flatMap((declared) => [...declared.members]);
  const stored = members.filter(ts.isPropertyDeclaration).filter(isOutput).map(outputOf);
  const derived = members.filter(ts.isGetAccessorDeclaration).map(outputOf);
  return [intro, tableOf(stored), derivedIntro, tableOf(derived)].join("\n\n");
}

/** What belongs to the class itself is for Pulumi's own libraries. */
function isOutput({ modifiers }: ts.PropertyDeclaration): boolean {
  return modifiers?.every(({ kind }) => kind !== ts.SyntaxKind.StaticKeyword) ?? true;
}

function outputOf(member: ts.PropertyDeclaration | ts.GetAccessorDeclaration): Output {
  const type = (member.type?.getText() ?? "").replace(/^pulumi\.Output<(.*)>$/s, "$1");
  return { name: member.name.getText(), type, doc: docOf(member) };
}

function docOf(member: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(member);
  const text = comment === undefined ? undefined : ts.getTextOfJSDocComment(comment.comment);
  if (text === undefined || text === "") throw new Error(`${member.getText()} has no doc comment`);
  return text.replaceAll("\n", " ");
}

function tableOf(outputs: readonly Output[]): string {
  const rows = outputs.map(({ name, type, doc }) => `| \`${name}\` | \`${type.replaceAll("|", "\\|")}\` | ${doc.replaceAll("|", "\\|")} |`);
  return ["| output | type | what it is |", "| --- | --- | --- |", ...rows].join("\n");
}

if (/generateOutputs\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedOutputs().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
