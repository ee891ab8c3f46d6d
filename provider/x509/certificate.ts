import { X509Certificate } from "node:crypto";
// Before `toLegacyObject`: in Node 20 that one loads the inner part of TLS first, and then no https connection can be made in the whole process.
import "node:tls";
import { readExtensions } from "./extensions";
import { canonicalName } from "./names";
import { dersOfCertificates } from "./pem";
import { publicKeySha256Of } from "./publicKey";

/** What is read from a certificate. */
export interface CertificateFacts {
  /** Line ends LF, one newline at the end. */
  readonly pem: string;
  readonly subjectCommonName: string;
  /** DNS names and addresses, canonical: the alternative names, and the common name. */
  readonly names: readonly string[];
  /** Lower-case hex, as that of a CSR. */
  readonly publicKeySha256: string;
  /** Upper-case hex, no colons; so both thumbprints. */
  readonly serialNumber: string;
  readonly sha1Thumbprint: string;
  readonly sha256Thumbprint: string;
  /** RFC 3339 in UTC with whole seconds. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly isCa: boolean;
}

/** A certificate that is open for verifying, with its facts. */
export interface OpenCertificate {
  readonly facts: CertificateFacts;
  readonly x509: X509Certificate;
  /** How many intermediates may follow this CA; undefined: any number. */
  readonly pathLength: number | undefined;
}

/** Reads one certificate: PEM, or the bare base64 of its DER. Throws on anything else. */
export function readCertificate(pem: string): CertificateFacts {
  const [only, ...more] = openCertificates(pem);
  if (only === undefined || more.length > 0) throw new RangeError("There is more than one certificate in this PEM text.");
  return only.facts;
}

/**
 * The leaf among certificates that came in whatever order: the one that is no CA, else the first. Undefined where it may be one that cannot be read:
 * another's key would make the order a stranger's, and the certificate be ordered again.
 */
export function leafAmong(pems: readonly string[]): CertificateFacts | undefined {
  const certificates = readable(pems);
  const isWhole = certificates.length >= pems.length;
  return certificates.find((facts) => !facts.isCa) ?? (isWhole ? certificates[0] : undefined);
}

/** The certificate for a key among certificates of which some may not be readable. */
export function certificateFor(publicKeySha256: string | undefined, pems: readonly string[]): CertificateFacts | undefined {
  return readable(pems).find((facts) => facts.publicKeySha256 === publicKeySha256);
}

function readable(pems: readonly string[]): readonly CertificateFacts[] {
  return pems.flatMap((pem) => {
    try {
      return openCertificates(pem).map(({ facts }) => facts);
    } catch {
      return [];
    }
  });
}

/** Opens every certificate of a PEM text, in its order. */
export function openCertificates(pem: string): readonly OpenCertificate[] {
  try {
    return dersOfCertificates(pem).map(open);
  } catch (error) {
    throw new Error("This cannot be read as a certificate in PEM.", { cause: error });
  }
}

function open(der: Buffer): OpenCertificate {
  const x509 = new X509Certificate(der);
  const { alternativeNames, isCa, pathLength } = readExtensions(x509.raw);
  const subjectCommonName = commonNameOf(x509);
  const facts: CertificateFacts = {
    pem: pemOf(x509.raw),
    subjectCommonName,
    names: [...new Set([...alternativeNames, ...(subjectCommonName === "" ? [] : [canonicalName(subjectCommonName)])])],
    publicKeySha256: publicKeySha256Of(x509.publicKey),
    serialNumber: x509.serialNumber.toUpperCase(),
    sha1Thumbprint: withoutColons(x509.fingerprint),
    sha256Thumbprint: withoutColons(x509.fingerprint256),
    validFrom: instant(x509.validFrom),
    validUntil: instant(x509.validTo),
    isCa,
  };
  return { facts, x509, pathLength };
}

/** RFC 7468, 2: lines of 64. */
function pemOf(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** Of several common names the last: the most specific one. A subject may have none. */
function commonNameOf(x509: X509Certificate): string {
  // The types know neither a subject without a common name nor one with several.
  const { CN } = x509.toLegacyObject().subject as { readonly CN?: string | readonly string[] };
  return (typeof CN === "object" ? CN.at(-1) : CN) ?? "";
}

function withoutColons(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toUpperCase();
}

/** OpenSSL writes "Nov 24 00:00:00 2026 GMT", and "Bad time value" for what is none: the time is then no date, and this throws. */
function instant(text: string): string {
  return `${new Date(text).toISOString().slice(0, 19)}Z`;
}
