/**
 * Writes what users read about the inputs from the map that the provider works by (provider/request/fields.ts), so that types,
 * documentation and behaviour cannot disagree: sdk/privateSslCertificateArgs.ts, sdk/inputNames.ts and docs/reference/inputs.md.
 *
 * From a script: `generatedInputs()` gives the paths and texts. From a shell, with any runner of TypeScript:
 * `tools/generateInputs.ts` writes the files; with `--check` it writes nothing and fails where a file is not current.
 */
import type { Cost, Kind, Members } from "../provider/request/field";
import { takes } from "../provider/request/words";
import { inputPlaces, type Place } from "./inputPlaces";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const pageSays = 'DigiCert\'s page "Order Private SSL"';

/** The generated files as they should be. */
export async function generatedInputs(): Promise<readonly GeneratedFile[]> {
  return [
    await formatted("sdk/privateSslCertificateArgs.ts", argsText()),
    await formatted("sdk/inputNames.ts", namesText()),
    await formatted("docs/reference/inputs.md", tableText()),
  ];
}

/** What changing a value costs, in a sentence. */
function costSays({ cost, path }: Place): string {
  return whatChangeDoes[cost](canBeReissued(path));
}

const whatChangeDoes: Readonly<Record<Cost, (reissued: boolean) => string>> = {
  renew: (reissued) =>
    reissued
      ? "Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`)."
      : "Changing it asks for a new paid order that renews the current one.",
  order: () => "Changing it asks for a new paid order without a link to the current one, which is kept.",
  inPlace: () => "Changed in place: no order, no cost.",
  nextOrder: () => "A change does nothing now: the next order uses it.",
  firstOrder: () => "Used by the first order only: a later change does nothing.",
  setting: () => "A change is recorded; DigiCert is not called.",
};

function canBeReissued(path: string): boolean {
  return inputPlaces.some((place) => place.path === path && place.field.inReissue === true);
}

function defaultOf({ field }: Place): string | undefined {
  return field.default === undefined ? field.defaultSays : `\`${JSON.stringify(field.default)}\``;
}

/* The interfaces of the SDK. */

const generated = "// Generated from provider/request/fields.ts by tools/generateInputs.ts: `npm run docs` writes it anew.";
const roots = inputPlaces.filter((place) => !place.path.includes("."));

/** Apart from the types, which alone are a door's to show. */
function namesText(): string {
  const names = roots.map(({ path }) => JSON.stringify(path)).join();
  return [
    generated,
    'import type { PrivateSslCertificateArgs } from "./privateSslCertificateArgs";',
    `/** Every input, for code that passes them all along. */\nexport const inputNames = [${names}] as const satisfies readonly (keyof PrivateSslCertificateArgs)[];`,
  ].join("\n\n");
}

function argsText(): string {
  const records = new Map(inputPlaces.flatMap((place) => recordsOf(place)));
  return [
    generated,
    'import type * as pulumi from "@pulumi/pulumi";',
    `/** What a private SSL certificate is declared with. Names and types are those of DigiCert's page, in camelCase. */\nexport interface PrivateSslCertificateArgs {\n${roots.map(memberText).join("\n")}\n}`,
    ...[...records].map(([name, text]) => `/** ${recordDoc(name)} */\nexport interface ${name}Args {\n${text}\n}`),
  ].join("\n\n");
}

function recordDoc(name: string): string {
  const place = inputPlaces.find(({ field }) => recordIn(field.kind)?.name === name);
  return `Of \`${place?.path ?? name}\`: ${place?.field.doc ?? ""}`;
}

function recordIn(kind: Kind): { readonly name: string; readonly members: Members } | undefined {
  if (kind.kind === "record") return kind;
  return kind.kind === "list" ? recordIn(kind.of) : undefined;
}

function recordsOf(place: Place): readonly (readonly [string, string])[] {
  const record = recordIn(place.field.kind);
  return record === undefined ? [] : [[record.name, membersAt(place).map(memberText).join("\n")]];
}

function membersAt({ path, field }: Place): readonly Place[] {
  const prefix = field.kind.kind === "list" ? `${path}[].` : `${path}.`;
  return inputPlaces.filter((place) => place.path.startsWith(prefix) && !place.path.slice(prefix.length).includes("."));
}

function memberText(place: Place): string {
  const name = place.path.split(".").at(-1) ?? place.path;
  const type = inputType(place.field.kind);
  // A stack may set a default even for what DigiCert requires: `check` then says what is missing.
  const declared =
    place.field.required && place.field.defaultSays === undefined
      ? `${name}: pulumi.Input<${type}>`
      : `${name}?: pulumi.Input<${orUndefined(type)}>`;
  return `${commentOf(place)}\n  readonly ${declared};`;
}

function orUndefined(type: string): string {
  return type === "unknown" ? type : `${type} | undefined`;
}

function inputType(kind: Kind): string {
  switch (kind.kind) {
    case "text":
      return "string";
    case "whole":
    case "amount":
      return "number";
    case "flag":
      return "boolean";
    case "oneOf":
      return kind.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `readonly pulumi.Input<${inputType(kind.of)}>[]`;
    case "record":
      return `${kind.name}Args`;
    case "any":
      return "unknown";
  }
}

const WIDTH = 120;

function commentOf(place: Place): string {
  const { field, secret } = place;
  const preset = defaultOf(place);
  const paragraphs = [
    field.doc,
    secret && field.secret === true ? "Always secret; never among the outputs, never a reason for a change." : undefined,
    takesSays(place),
    field.refused === undefined ? undefined : `Refused at preview: ${decapitalised(field.refused)}`,
    field.deprecated === undefined ? costSays(place) : undefined,
    whereSays(place),
  ].filter((paragraph) => paragraph !== undefined);
  const tags = [
    preset === undefined ? undefined : `@default ${preset}`,
    field.deprecated === undefined ? undefined : `@deprecated ${field.deprecated}`,
  ].filter((tag) => tag !== undefined);
  const blocks = [...paragraphs, ...(tags.length === 0 ? [] : [tags.join("\n")])];
  const lines = blocks.flatMap((block, index) => [...(index === 0 ? [] : [""]), ...block.split("\n").flatMap(wrapped)]);
  return ["  /**", ...lines.map((line) => `   * ${line}`.trimEnd()), "   */"].join("\n");
}

function whereSays({ field, wire }: Place): string {
  if (field.inUrl !== undefined) return `On ${pageSays}: \`${field.inUrl}\`, the last part of the URL.`;
  return wire === undefined ? "An input of this package's own: DigiCert never sees it." : `On ${pageSays}: \`${wire}\`.`;
}

function takesSays({ field }: Place): string | undefined {
  return saysEnough(field.kind) ? undefined : `Takes ${takes(field.kind)}.`;
}

/** The type alone says what these take. */
function saysEnough(kind: Kind): boolean {
  if (kind.kind === "list") return saysEnough(kind.of);
  if (kind.kind === "text") return kind.format === undefined;
  return kind.kind === "record" || kind.kind === "flag" || kind.kind === "any" || kind.kind === "oneOf";
}

function decapitalised(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/* The table of the documentation. */

const intro = `<!-- Generated from provider/request/fields.ts by tools/generateInputs.ts: \`npm run docs\` writes it anew. -->

# Inputs of PrivateSslCertificate

Every parameter of ${pageSays} is an input, in camelCase: the members of \`certificate\` at the top level, every other object
nested as on the page. \`[]\` stands for the entries of a list. Inputs without a place on the wire are this package's own.

What changing an input costs:

| cost | what a change does |
| --- | --- |
| renew | ${whatChangeDoes.renew(false)} Where the column says \`renew or reissue\`, \`changeStrategy\` may choose a reissue instead. |
| order | ${whatChangeDoes.order(false)} |
| in place | ${whatChangeDoes.inPlace(false)} |
| next order | ${whatChangeDoes.nextOrder(false)} |
| first order | ${whatChangeDoes.firstOrder(false)} |
| setting | ${whatChangeDoes.setting(false)} |
`;

const costNames: Readonly<Record<Cost, string>> = {
  renew: "renew",
  order: "order",
  inPlace: "in place",
  nextOrder: "next order",
  firstOrder: "first order",
  setting: "setting",
};

function tableText(): string {
  const rows = inputPlaces.map((place) => `| ${cellsOf(place).map(cell).join(" | ")} |`);
  const head = ["input", "on the wire", "takes", "required", "default", "cost of a change", "what it is"];
  return [intro, `| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

function cellsOf(place: Place): readonly string[] {
  const { path, field, secret } = place;
  const notes = [
    field.deprecated === undefined ? undefined : `**Deprecated.** ${field.deprecated}`,
    secret && field.secret === true ? "Always secret." : undefined,
    field.refused === undefined ? undefined : `Refused: ${decapitalised(field.refused)}`,
  ].filter((note) => note !== undefined);
  return [
    `\`${path}\``,
    wireCell(place),
    shortTakes(field.kind),
    field.required ? "yes" : "",
    defaultOf(place) ?? "",
    canBeReissued(path) && place.cost === "renew" ? "renew or reissue" : costNames[place.cost],
    [field.doc, ...notes].join(" "),
  ];
}

function wireCell({ field, wire }: Place): string {
  if (field.inUrl !== undefined) return "last part of the URL";
  return wire === undefined ? "" : `\`${wire}\``;
}

function shortTakes(kind: Kind): string {
  if (kind.kind === "record") return "object";
  if (kind.kind === "list") return `list of ${kind.of.kind === "record" ? "objects" : shortTakes(kind.of)}`;
  return kind.kind === "oneOf" ? kind.values.map((value) => `\`${value}\``).join(", ") : takes(kind);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

if (/generateInputs\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedInputs().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
