import { type DerElement, derTag, elementsOf, expectTag, objectIdOf, readDer, smallIntegerOf } from "./der";
import { addressOf, canonicalName } from "./names";

/** What node:crypto does not tell of a certificate's extensions, or tells as text that would have to be parsed again. */
export interface Extensions {
  /** DNS names and addresses among the alternative names, canonical. */
  readonly alternativeNames: readonly string[];
  readonly isCa: boolean;
  /** How many intermediates may follow this CA (RFC 5280, 4.2.1.9); undefined: any number. */
  readonly pathLength?: number;
}

const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";
const EXTENSIONS = derTag.context(3);

/** The extensions of a certificate in DER (RFC 5280, 4.1). */
export function readExtensions(certificate: Buffer): Extensions {
  const [signed] = elementsOf(expectTag(readDer(certificate), derTag.sequence));
  const holder = elementsOf(expectTag(signed, derTag.sequence)).find((element) => element.tag === EXTENSIONS);
  const [list] = holder === undefined ? [] : elementsOf(holder);
  const values = new Map(list === undefined ? [] : elementsOf(list).map(extensionOf));
  const names = values.get(SUBJECT_ALTERNATIVE_NAME);
  const constraints = values.get(BASIC_CONSTRAINTS);
  return {
    alternativeNames: names === undefined ? [] : elementsOf(names).flatMap(nameOf),
    ...(constraints === undefined ? { isCa: false } : constraintsOf(constraints)),
  };
}

function extensionOf(extension: DerElement): readonly [string, DerElement] {
  const parts = elementsOf(expectTag(extension, derTag.sequence));
  return [objectIdOf(parts[0]), readDer(expectTag(parts.at(-1), derTag.octetString).content)];
}

const DNS_NAME = derTag.plainContext(2);
const IP_ADDRESS = derTag.plainContext(7);

/** Other kinds of names (email, URI) are nobody's host. */
function nameOf({ tag, content }: DerElement): readonly string[] {
  if (tag === DNS_NAME) return [canonicalName(content.toString("latin1"))];
  const address = tag === IP_ADDRESS ? addressOf(content) : undefined;
  return address === undefined ? [] : [address];
}

function constraintsOf(constraints: DerElement): Pick<Extensions, "isCa" | "pathLength"> {
  const parts = elementsOf(expectTag(constraints, derTag.sequence));
  const isCa = parts.some(({ tag, content }) => tag === derTag.boolean && content[0] !== 0);
  const pathLength = parts.find(({ tag }) => tag === derTag.integer);
  return { isCa, ...(isCa && pathLength !== undefined ? { pathLength: smallIntegerOf(pathLength) } : {}) };
}
