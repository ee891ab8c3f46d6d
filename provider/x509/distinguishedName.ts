import { type DerElement, derTag, elementsOf, expectTag, objectIdOf } from "./der";

/** One attribute of a distinguished name (RFC 5280, 4.1.2.4). */
export interface Attribute {
  readonly type: string;
  readonly value: string;
}

const COMMON_NAME = "2.5.4.3";
const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

/** The parts of a distinguished name, each of one attribute, or, hardly ever, of several. */
export function nameParts(name: DerElement): readonly (readonly Attribute[])[] {
  return elementsOf(expectTag(name, derTag.sequence)).map((part) => elementsOf(expectTag(part, derTag.set)).map(attributeOf));
}

function attributeOf(element: DerElement): Attribute {
  const [type, value] = elementsOf(expectTag(element, derTag.sequence));
  return { type: objectIdOf(type), value: value === undefined ? "" : textOf(value) };
}

/** Of several common names the last: the most specific one. A subject may have none. */
export function commonNameIn(name: DerElement): string {
  return valuesIn(name, COMMON_NAME).at(-1) ?? "";
}

/** Addresses of email, as subjects had them before there were alternative names. */
export function emailsIn(name: DerElement): readonly string[] {
  return valuesIn(name, EMAIL_ADDRESS);
}

function valuesIn(name: DerElement, wanted: string): readonly string[] {
  return nameParts(name)
    .flat()
    .filter(({ type }) => type === wanted)
    .map(({ value }) => value);
}

/** The form in which two names are equal or not, part by part (RFC 5280, 7.1): case and the number of spaces do not count. */
export function comparableName(name: DerElement): readonly string[] {
  return nameParts(name).map((attributes) => JSON.stringify(attributes.map(comparableAttribute).sort()));
}

function comparableAttribute({ type, value }: Attribute): string {
  return `${type}=${value.trim().replace(/\s+/g, " ").toLowerCase()}`;
}

/** What is no text stands for itself. */
function textOf({ tag, content, whole }: DerElement): string {
  switch (tag) {
    case derTag.utf8String:
    case derTag.printableString:
    case derTag.ia5String:
      return content.toString("utf8");
    case derTag.teletexString:
      return content.toString("latin1");
    case derTag.bmpString:
      return content.length % 2 === 0 ? Buffer.from(content).swap16().toString("utf16le") : whole.toString("hex");
    default:
      return whole.toString("hex");
  }
}
