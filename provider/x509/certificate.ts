import { X509Certificate } from "node:crypto";
import { nameKind } from "./constraints";
import type { DerElement } from "./der";
import { commonNameIn, comparableName, emailsIn } from "./distinguishedName";
import { type Extensions, readExtensions } from "./extensions";
import { canonicalName, isHostName } from "./names";
import { partsOf } from "./parts";
import { dersOfCertificates } from "./pem";
import { publicKeySha256In } from "./publicKey";
import { isStrong } from "./signature";

/** What is read from a certificate. */
export interface CertificateFacts {
  /** Line ends LF, one newline at the end. */
  readonly pem: string;
  readonly subjectCommonName: string;
  /** Canonical: the DNS names and addresses for which it holds; and its common name, where that is no name of a host. */
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
  readonly extensions: Extensions;
  /** It names itself as its issuer (RFC 5280, 3.2: self-issued). */
  readonly isOfItself: boolean;
  /** How it is signed, and the key of its holder for what that one signs, prove something. */
  readonly isSignedStrongly: boolean;
  /** Every name that constraints of a CA above it concern. */
  readonly constrained: readonly DerElement[];
  /** Of subject and issuer, to be compared. */
  readonly subject: string;
  readonly issuer: string;
}

/** No real chain comes near it; it bounds what a wrong answer can cost. */
export const MOST_CERTIFICATES = 32;

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

/** Each text once, however often it came; of more than any chain has, only the first. */
function readable(pems: readonly string[]): readonly CertificateFacts[] {
  const read = new Map<string, readonly CertificateFacts[]>();
  for (const pem of pems) {
    if (read.size < MOST_CERTIFICATES && !read.has(pem)) read.set(pem, factsIn(pem));
  }
  return pems.flatMap((pem) => read.get(pem) ?? []);
}

function factsIn(pem: string): readonly CertificateFacts[] {
  try {
    const ders = dersOfCertificates(pem);
    return ders.length > MOST_CERTIFICATES ? [] : ders.map((der) => openCertificate(der).facts);
  } catch {
    return [];
  }
}

/** Opens every certificate of a PEM text, in its order. */
function openCertificates(pem: string): readonly OpenCertificate[] {
  try {
    return dersOfCertificates(pem).map(openCertificate);
  } catch (error) {
    throw new Error("This cannot be read as a certificate in PEM.", { cause: error });
  }
}

/** Opens a certificate in DER. Throws on anything else. */
export function openCertificate(der: Buffer): OpenCertificate {
  const x509 = new X509Certificate(der);
  const { algorithm, issuer, subject, validFrom, validUntil, spki, extensions: list } = partsOf(x509.raw);
  const extensions = readExtensions(list);
  const subjectCommonName = commonNameIn(subject);
  const facts: CertificateFacts = {
    pem: pemOf(x509.raw),
    subjectCommonName,
    names: [...new Set([...extensions.alternativeNames, ...hostIn(subjectCommonName, extensions)])],
    publicKeySha256: publicKeySha256In(spki.whole, () => x509.publicKey),
    serialNumber: x509.serialNumber.toUpperCase(),
    sha1Thumbprint: withoutColons(x509.fingerprint),
    sha256Thumbprint: withoutColons(x509.fingerprint256),
    validFrom: rfc3339(validFrom),
    validUntil: rfc3339(validUntil),
    isCa: extensions.isCa,
  };
  const named = { subject: JSON.stringify(comparableName(subject)), issuer: JSON.stringify(comparableName(issuer)) };
  return {
    facts,
    x509,
    extensions,
    ...named,
    isOfItself: named.subject === named.issuer,
    isSignedStrongly: isStrong(algorithm),
    constrained: constrainedNames(subject, subjectCommonName, extensions),
  };
}

/** A name that is longer is no host's, and would cost time. */
const LONGEST_HOST = 253;

/** TLS clients read the common name only where there are no alternative names (RFC 6125, 6.4.4), or no longer at all. */
function hostIn(commonName: string, extensions: Extensions): readonly string[] {
  if (commonName === "" || commonName.length > LONGEST_HOST) return [];
  const name = canonicalName(commonName);
  return namesNoHost(extensions) || !isHostName(name) ? [name] : [];
}

function namesNoHost({ names }: Extensions): boolean {
  return !names.some(({ tag }) => tag === nameKind.dns || tag === nameKind.address);
}

function constrainedNames(subject: DerElement, commonName: string, extensions: Extensions): readonly DerElement[] {
  const isHost = !extensions.isCa && commonName !== "" && namesNoHost(extensions);
  return [
    ...extensions.names,
    ...emailsIn(subject).map((address) => named(nameKind.email, Buffer.from(address))),
    ...(isHost ? [named(nameKind.dns, Buffer.from(commonName))] : []),
    ...(subject.content.length === 0 ? [] : [named(nameKind.directory, subject.whole)]),
  ];
}

function named(tag: number, content: Buffer): DerElement {
  return { tag, content, whole: content };
}

/** RFC 7468, 2: lines of 64. */
function pemOf(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function withoutColons(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toUpperCase();
}

function rfc3339(instant: Date): string {
  return `${instant.toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length)}Z`;
}
