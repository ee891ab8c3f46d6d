import type { Adoption } from "./adoption";
import type { ProgramNames } from "./programNames";
import { wrapped } from "./table";

/** Of a program's lines, as prettier has it. */
const LINE = 80;

const head =
  "Written by `pulumi-digicert adopt`. `pulumi up` takes these orders over, and orders nothing while they are as declared here. Deleting an adopted " +
  'certificate keeps its order, unless `onDelete: "revoke"` is given.';

/** A Pulumi program in TypeScript that takes the orders over, formatted as prettier does it. */
export function adoptedProgram(adoptions: readonly Adoption[], names: ReadonlyMap<number, ProgramNames>): string {
  const isFileRead = adoptions.some(({ csrPem }) => csrPem === undefined);
  const imports = [
    ...(isFileRead ? ['import { readFileSync } from "node:fs";'] : []),
    'import { PrivateSslCertificate } from "pulumi-digicert";',
  ];
  const named = adoptions.map((adoption) => ({ adoption, variable: names.get(adoption.orderId)?.variable ?? "certificate" }));
  const declared = named.map(({ adoption, variable }) => declarationOf(adoption, variable));
  const ids = named.map(({ adoption, variable }) => exportedId(memberName(adoption.name), `${variable}.orderId`));
  const exported = [
    "/** The orders in use: those that were taken over, later their renewals. */",
    "export const orderIds = {",
    ...ids,
    "};",
  ].join("\n");
  return `${[imports.join("\n"), commented(head), ...declared, exported].join("\n\n")}\n`;
}

function exportedId(name: string, value: string): string {
  const line = `  ${name}: ${value},`;
  return line.length <= LINE ? line : `  ${name}:\n    ${value},`;
}

/** The file that a CSR is read from where DigiCert does not show it. */
export function csrFileOf({ name }: Adoption): string {
  return `${name}.csr.pem`;
}

function declarationOf(adoption: Adoption, variable: string): string {
  const { orderId, status, endsOn, notes, name } = adoption;
  const end = endsOn === undefined ? "" : `, ends ${endsOn}`;
  const comments = [
    `Order ${String(orderId)}: ${status}${end}.`,
    ...notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
  ];
  const call = `const ${variable} = new PrivateSslCertificate(`;
  const begin = `${call}${quoted(name)}, {`;
  const lines =
    begin.length <= LINE
      ? [begin, ...entriesOf(adoption, 2), "});"]
      : [call, `  ${quoted(name)},`, "  {", ...entriesOf(adoption, 4), "  },", ");"];
  return [...comments.map(commented), ...lines].join("\n");
}

/** Every input, the CSR where the reference has it: behind the names. */
function entriesOf(adoption: Adoption, indent: number): readonly string[] {
  const names = ["product", "commonName", "dnsNames"];
  const entries = Object.entries(adoption.inputs);
  const entry = ([name, value]: (typeof entries)[number]) => memberOf(name, value, indent);
  return [
    ...entries.filter(([name]) => names.includes(name)).map(entry),
    ...csrEntry(adoption, " ".repeat(indent)),
    ...entries.filter(([name]) => !names.includes(name)).map(entry),
  ];
}

function csrEntry(adoption: Adoption, pad: string): readonly string[] {
  const { csrPem } = adoption;
  if (csrPem !== undefined) return [`${pad}csr: \`${csrPem}\`,`];
  const member = `${pad}csr: readFileSync(${quoted(csrFileOf(adoption))}, "utf8"),`;
  const comment = `${pad}// DigiCert does not show the CSR that the order was placed with: it is yours.`;
  return [
    comment,
    member.length <= LINE ? member : `${pad}csr: readFileSync(\n${pad}  ${quoted(csrFileOf(adoption))},\n${pad}  "utf8",\n${pad}),`,
  ];
}

/** `name: value,` as prettier writes it: in one line where that fits. */
function memberOf(name: string, value: unknown, indent: number): string {
  const pad = " ".repeat(indent);
  const line = `${pad}${name}: ${inOneLine(value)},`;
  if (line.length <= LINE && !isAlwaysBroken(value)) return line;
  return typeof value === "string" ? `${pad}${name}:\n${pad}  ${quoted(value)},` : `${pad}${name}: ${inLines(value, indent)},`;
}

function inLines(value: unknown, indent: number): string {
  const pad = " ".repeat(indent);
  if (isList(value)) return `[\n${value.map((item) => itemOf(item, indent + 2)).join("\n")}\n${pad}]`;
  if (typeof value !== "object" || value === null) return inOneLine(value);
  return `{\n${membersOf(value)
    .map(([name, member]) => memberOf(name, member, indent + 2))
    .join("\n")}\n${pad}}`;
}

function itemOf(item: unknown, indent: number): string {
  const line = `${" ".repeat(indent)}${inOneLine(item)},`;
  return line.length <= LINE ? line : `${" ".repeat(indent)}${inLines(item, indent)},`;
}

/** Several objects of several members each stand on lines of their own. */
function isAlwaysBroken(value: unknown): boolean {
  return (
    isList(value) && value.length > 1 && value.every((item) => typeof item === "object" && item !== null && membersOf(item).length > 1)
  );
}

function inOneLine(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${membersOf(value)
    .map(([name, member]) => `${name}: ${inOneLine(member)}`)
    .join(", ")} }`;
}

function membersOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function commented(text: string): string {
  return wrapped(text, LINE - "// ".length)
    .split("\n")
    .map((line) => `// ${line}`)
    .join("\n");
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** In double quotes, unless single ones need fewer escapes. What nobody sees, or what turns the direction of writing, is written by its number. */
function quoted(text: string): string {
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  const json = JSON.stringify(text).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (unseen) => {
    return `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return doubles > singles ? `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : json;
}

function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}
