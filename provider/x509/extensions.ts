import { constraintsIn, nameKind, type NameConstraints } from "./constraints";
import { type DerElement, derTag, elementsOf, expectTag, objectIdOf, readDer, smallIntegerOf } from "./der";
import { addressOf, canonicalName } from "./names";

/** What the extensions of a certificate say (RFC 5280, 4.2). */
export interface Extensions {
  /** Alternative names of every kind, as they stand. */
  readonly names: readonly DerElement[];
  /** DNS names and addresses among them, canonical. */
  readonly alternativeNames: readonly string[];
  readonly isCa: boolean;
  /** How many intermediates may follow this CA (RFC 5280, 4.2.1.9); undefined: any number. */
  readonly pathLength?: number;
  readonly nameConstraints?: NameConstraints;
  /** Why nobody may rely on the certificate, as the rest of a sentence. */
  readonly unfit?: string;
}

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  /** DER as a rule; some authorities write other things into extensions of their own. */
  readonly value: Buffer;
}

const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";
const NAME_CONSTRAINTS = "2.5.29.30";

/**
 * What may be critical. Key usage is judged by OpenSSL with each signature. What a leaf may be used for, certificate policies and where revocations are
 * listed are judged by those who connect: this provider wants nothing of them.
 */
const known = new Set([
  SUBJECT_ALTERNATIVE_NAME,
  BASIC_CONSTRAINTS,
  NAME_CONSTRAINTS,
  "2.5.29.15", // key usage
  "2.5.29.31", // CRL distribution points
  "2.5.29.32", // certificate policies
  "2.5.29.33", // policy mappings
  "2.5.29.36", // policy constraints
  "2.5.29.37", // extended key usage
  "2.5.29.54", // inhibit any policy
]);

/** Reads the extensions of a certificate. */
export function readExtensions(extensions: readonly DerElement[]): Extensions {
  const found = extensions.map(extensionOf);
  const names = elementsIn(valueOf(found, SUBJECT_ALTERNATIVE_NAME));
  const basic = valueOf(found, BASIC_CONSTRAINTS);
  const limits = valueOf(found, NAME_CONSTRAINTS);
  return {
    names,
    alternativeNames: names.flatMap(nameOf),
    ...(basic === undefined ? { isCa: false } : constraintsOf(basic)),
    ...(limits === undefined ? {} : { nameConstraints: constraintsIn(limits) }),
    ...unfitness(found),
  };
}

function extensionOf(extension: DerElement): Extension {
  const [id, ...more] = elementsOf(expectTag(extension, derTag.sequence));
  const isCritical = more.some(({ tag, content }) => tag === derTag.boolean && content[0] !== 0);
  return { id: objectIdOf(id), isCritical, value: expectTag(more.at(-1), derTag.octetString).content };
}

/** Only of those that are known: what stands in another is nobody's business here. */
function valueOf(found: readonly Extension[], wanted: string): DerElement | undefined {
  const extension = found.findLast(({ id }) => id === wanted);
  return extension && readDer(extension.value);
}

/** RFC 5280, 4.2: no extension twice, and none that is critical and not known. */
function unfitness(found: readonly Extension[]): Pick<Extensions, "unfit"> {
  const twice = found.find(({ id }, index) => found.findIndex((other) => other.id === id) < index);
  if (twice !== undefined) return { unfit: `has the extension ${twice.id} twice` };
  const strange = found.find(({ id, isCritical }) => isCritical && !known.has(id));
  return strange === undefined ? {} : { unfit: `has the extension ${strange.id}, which is critical, and which nobody here knows` };
}

function elementsIn(names: DerElement | undefined): readonly DerElement[] {
  return names === undefined ? [] : elementsOf(expectTag(names, derTag.sequence));
}

/** Other kinds of names (email, URI) are nobody's host, and neither is one with spaces or letters that no DNS name has (RFC 5280, 7.2). */
function nameOf({ tag, content }: DerElement): readonly string[] {
  const text = content.toString("latin1");
  if (tag === nameKind.dns) return /^[!-~]+$/.test(text) ? [canonicalName(text)] : [];
  const address = tag === nameKind.address ? addressOf(content) : undefined;
  return address === undefined ? [] : [address];
}

function constraintsOf(constraints: DerElement): Pick<Extensions, "isCa" | "pathLength"> {
  const parts = elementsOf(expectTag(constraints, derTag.sequence));
  const isCa = parts.some(({ tag, content }) => tag === derTag.boolean && content[0] !== 0);
  const pathLength = parts.find(({ tag }) => tag === derTag.integer);
  return { isCa, ...(isCa && pathLength !== undefined ? { pathLength: smallIntegerOf(pathLength) } : {}) };
}
