/** Tables for the documentation from the doc comments of the sources: what an editor shows is what the page says. */
import { readFileSync } from "node:fs";
import * as ts from "typescript";

/** A row for each member of an interface or class of a file: name, type, doc comment, default. Members without a comment have an empty one. */
export function interfaceTable(path: string, name: string, heading = "member"): string {
  const members = membersOf(path, name).map(rowOf);
  const hasDefaults = members.some((member) => member.byDefault !== "");
  const head = [heading, "type", ...(hasDefaults ? ["default"] : []), "what it is"];
  const rows = members.map(({ member, type, byDefault, says }) => [
    `\`${member}\``,
    `\`${type}\``,
    ...(hasDefaults ? [byDefault] : []),
    says,
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The doc comment of an exported declaration, as prose. */
export function docOf(path: string, name: string): string {
  return commentOf(declarationIn(path, name));
}

interface Row {
  readonly member: string;
  readonly type: string;
  readonly byDefault: string;
  readonly says: string;
}

type Declared = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration;

function declarationIn(path: string, name: string): Declared {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
  const found = file.statements.find(
    (each): each is Declared =>
      (ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each) || ts.isFunctionDeclaration(each)) && each.name?.text === name,
  );
  if (found === undefined) throw new Error(`${path} declares no ${name}`);
  return found;
}

type Member = ts.PropertySignature | ts.PropertyDeclaration | ts.GetAccessorDeclaration;

function membersOf(path: string, name: string): readonly Member[] {
  const declared = declarationIn(path, name);
  if (ts.isFunctionDeclaration(declared)) throw new Error(`${name} is a function`);
  return [...declared.members].filter(
    (each): each is Member => ts.isPropertySignature(each) || ts.isPropertyDeclaration(each) || ts.isGetAccessorDeclaration(each),
  );
}

function rowOf(member: Member): Row {
  const optional = ts.isPropertySignature(member) && member.questionToken !== undefined;
  const text = (member.type?.getText() ?? "").replace(/\s+/g, " ");
  // Inside out: `pulumi.Input<pulumi.Input<string>[] | undefined>` is `string[]` for the reader of a table.
  const type = unwrapped(text).replace(/ \| undefined$/, "");
  const defaults = ts.getJSDocTags(member).flatMap((tag) => (tag.tagName.text === "default" ? [textOf(tag.comment)] : []));
  const links = ts.getJSDocTags(member).flatMap((tag) => (tag.tagName.text === "see" ? [seen(tag)] : []));
  return {
    member: optional ? `${member.name.getText()}?` : member.name.getText(),
    type: type.replaceAll("|", "\\|"),
    byDefault: cell(defaults.join(" ")),
    says: cell([commentOf(member), ...links.map((link) => `[More](${link}).`)].join(" ")),
  };
}

function unwrapped(type: string): string {
  const inner = type.replace(/pulumi\.(?:Input|Output)<([^<>]*)>/g, (_, of: string) => of.replace(/ \| undefined$/, ""));
  return inner === type ? type.replaceAll("readonly ", "") : unwrapped(inner);
}

function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return textOf(comment?.comment);
}

function textOf(comment: Parameters<typeof ts.getTextOfJSDocComment>[0]): string {
  return (ts.getTextOfJSDocComment(comment) ?? "").trim();
}

/** The compiler takes the scheme of a URL for the name of what is seen. */
function seen(tag: ts.JSDocTag): string {
  return tag
    .getText()
    .replace(/^@see\s+/, "")
    .replace(/[\s*]+$/, "");
}

function cell(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replaceAll("|", "\\|")
    .trim();
}
