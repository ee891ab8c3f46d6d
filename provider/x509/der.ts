/** Reading DER (X.690) as far as PKCS#10 and X.509 need it: node:crypto opens certificates, but neither requests nor all extensions. */

/** One element: its tag and where it lies. Everything is a view; nothing is copied. */
export interface DerElement {
  readonly tag: number;
  /** With tag and length: what a signature covers. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectId: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** `[n] EXPLICIT`, or an implicit tag of something that has elements within. */
  context: (number: number) => 0xa0 | number,
  /** `[n] IMPLICIT` of something plain. */
  plainContext: (number: number) => 0x80 | number,
} as const;

const LONG_TAG = 0x1f;
const LONG_LENGTH = 0x80;
const MOST_LENGTH_BYTES = 4;

/** The one element that fills the bytes. */
export function readDer(bytes: Buffer): DerElement {
  const element = elementAt(bytes, 0);
  if (element.whole.length !== bytes.length) throw new RangeError("DER: something follows what should be all");
  return element;
}

/** The elements within an element. Each takes at least two bytes, so their number is bounded by the input. */
export function elementsOf({ content }: DerElement): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < content.length;) {
    const element = elementAt(content, at);
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The element, if its tag is the expected one. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new RangeError("DER: an element of another kind was expected");
  return element;
}

function elementAt(bytes: Buffer, at: number): DerElement {
  const tag = byteAt(bytes, at);
  if ((tag & LONG_TAG) === LONG_TAG) throw new RangeError("DER: a tag of several bytes");
  const { length, start } = lengthAt(bytes, at + 1);
  const end = start + length;
  if (end > bytes.length) throw new RangeError("DER: an element is longer than what holds it");
  return { tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}

/** X.690, 8.1.3: short and long form; the indefinite form is not DER. */
function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly start: number } {
  const first = byteAt(bytes, at);
  if (first < LONG_LENGTH) return { length: first, start: at + 1 };
  const count = first - LONG_LENGTH;
  if (count === 0 || count > MOST_LENGTH_BYTES || at + 1 + count > bytes.length) throw new RangeError("DER: no such length");
  return { length: bytes.readUIntBE(at + 1, count), start: at + 1 + count };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("DER: it ends too early");
  return byte;
}

/** An object identifier in dots (X.690, 8.19). */
export function objectIdOf(element: DerElement | undefined): string {
  const { content } = expectTag(element, derTag.objectId);
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join(".");
}

/** A small whole number, as versions, salt lengths and path lengths are. */
export function smallIntegerOf(element: DerElement | undefined): number {
  const { content } = expectTag(element, derTag.integer);
  if (content.length === 0 || content.length > MOST_LENGTH_BYTES) throw new RangeError("DER: no small number");
  return content.readIntBE(0, content.length);
}

/** The bytes of a bit string that has no odd bits (X.690, 8.6). */
export function bitsOf(element: DerElement | undefined): Buffer {
  const { content } = expectTag(element, derTag.bitString);
  if (content[0] !== 0) throw new RangeError("DER: a bit string with odd bits");
  return content.subarray(1);
}
