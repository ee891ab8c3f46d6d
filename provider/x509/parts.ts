import { type DerElement, derTag, elementsOf, expectTag, readDer } from "./der";

/** A certificate taken apart (RFC 5280, 4.1), as far as node:crypto does not tell it, or tells it as text that would have to be parsed again. */
export interface CertificateParts {
  /** How it is signed. */
  readonly algorithm: DerElement;
  readonly issuer: DerElement;
  readonly subject: DerElement;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** The key of its holder (RFC 5280, 4.1.2.7). */
  readonly spki: DerElement;
  readonly extensions: readonly DerElement[];
}

const VERSION = derTag.context(0);
const EXTENSIONS = derTag.context(3);

/** Takes a certificate in DER apart. */
export function partsOf(certificate: Buffer): CertificateParts {
  const [signed, algorithm] = elementsOf(expectTag(readDer(certificate), derTag.sequence));
  const members = elementsOf(expectTag(signed, derTag.sequence)).filter(({ tag }) => tag !== VERSION);
  const [, , issuer, validity, subject, spki, ...more] = members;
  const [from, until] = elementsOf(expectTag(validity, derTag.sequence));
  const holder = more.find(({ tag }) => tag === EXTENSIONS);
  const [list] = holder === undefined ? [] : elementsOf(holder);
  return {
    algorithm: expectTag(algorithm, derTag.sequence),
    issuer: expectTag(issuer, derTag.sequence),
    subject: expectTag(subject, derTag.sequence),
    validFrom: timeOf(from),
    validUntil: timeOf(until),
    spki: expectTag(spki, derTag.sequence),
    extensions: list === undefined ? [] : elementsOf(expectTag(list, derTag.sequence)),
  };
}

/** RFC 5280, 4.1.2.5: in UTC, with seconds and without fractions; two digits of a year stand for 1950 to 2049. */
function timeOf(element: DerElement | undefined): Date {
  const text = element?.content.toString("latin1") ?? "";
  const digits = element?.tag === derTag.utcTime ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const isTime = element?.tag === derTag.utcTime || element?.tag === derTag.generalizedTime;
  const [, date = "", time = ""] = (isTime ? /^(\d{8})(\d{6})Z$/.exec(digits) : undefined) ?? [];
  const instant = new Date(`${date.replace(/(....)(..)/, "$1-$2-")}T${time.replace(/(..)(..)/, "$1:$2:")}Z`);
  if (Number.isNaN(instant.getTime())) throw new RangeError("DER: no such time");
  return instant;
}
