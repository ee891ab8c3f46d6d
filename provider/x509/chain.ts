import { DigicertError } from "../errors";
import { type CertificateFacts, type OpenCertificate, openCertificates } from "./certificate";
import { canonicalName } from "./names";

/** What a chain has to be, and whose it is, for the message. */
export interface Expected {
  readonly publicKeySha256: string;
  readonly names: readonly string[];
  readonly now: Date;
  readonly orderId: number;
  readonly certificateId: number;
}

/** No real chain comes near it; it bounds what a wrong answer can cost. */
const MOST_CERTIFICATES = 32;

/** Clocks disagree, and some CAs date certificates by their own midnight: "not before" may lie so far ahead. An end has no such grace. */
const CLOCK_TOLERANCE = 24 * 60 * 60 * 1000;

/**
 * The chain of a certificate, leaf first and root last, ordered by who signed whom, whatever order or number came. Throws unless
 * it is for the expected key and names, valid now, and complete to a root that signed itself: without its root a chain cannot be
 * told from one that lacks an intermediate, and the bundles made from it leave out the last. What is not needed for it (a
 * cross-signed twin, a repetition) is left out.
 */
export function verifiedChain(pems: readonly string[], expected: Expected): readonly CertificateFacts[] {
  const certificates = distinct(pems, expected);
  const leaf = leafAmong(certificates, expected);
  const missing = missingNames(leaf, expected);
  if (missing.length > 0)
    throw new DigicertError("DIGICERT_NAMES_MISMATCH", { ...named(expected), detail: `it lacks ${missing.join(", ")}` });
  requireValid([leaf], expected);
  const valid = certificates.filter((certificate) => timeProblem(certificate, expected.now) === undefined);
  const path = pathToRoot(leaf, valid) ?? pathToRoot(leaf, certificates);
  if (path === undefined) throw broken(expected, whereItBreaks(leaf, certificates));
  requireValid(path, expected);
  return path.map(({ facts }) => facts);
}

function distinct(pems: readonly string[], expected: Expected): readonly OpenCertificate[] {
  const byThumbprint = new Map<string, OpenCertificate>();
  for (const pem of pems) {
    for (const certificate of opened(pem, expected)) {
      const { sha256Thumbprint } = certificate.facts;
      if (!byThumbprint.has(sha256Thumbprint)) byThumbprint.set(sha256Thumbprint, certificate);
      if (byThumbprint.size > MOST_CERTIFICATES) throw broken(expected, `more than ${String(MOST_CERTIFICATES)} certificates came`);
    }
  }
  if (byThumbprint.size === 0) throw broken(expected, "no certificate came");
  return [...byThumbprint.values()];
}

function opened(pem: string, expected: Expected): readonly OpenCertificate[] {
  try {
    return openCertificates(pem);
  } catch (error) {
    throw broken(expected, "what came cannot be read as certificates in PEM", error);
  }
}

/** The certificate of the expected key; of several, one that has the names. */
function leafAmong(certificates: readonly OpenCertificate[], expected: Expected): OpenCertificate {
  const ours = certificates.filter(({ facts }) => facts.publicKeySha256 === expected.publicKeySha256);
  const leaf = ours.find((certificate) => missingNames(certificate, expected).length === 0) ?? ours[0];
  if (leaf === undefined) throw new DigicertError("DIGICERT_KEY_MISMATCH", named(expected));
  return leaf;
}

/** Names are compared as written: a wildcard that was asked for must stand there itself, and covers no other name that was. */
function missingNames({ facts }: OpenCertificate, { names }: Expected): readonly string[] {
  const present = new Set(facts.names);
  return names.filter((name) => !present.has(canonicalName(name)));
}

function requireValid(certificates: readonly OpenCertificate[], expected: Expected): void {
  for (const certificate of certificates) {
    const problem = timeProblem(certificate, expected.now);
    if (problem === undefined) continue;
    throw new DigicertError("DIGICERT_CERTIFICATE_EXPIRED", { ...named(expected), detail: `${called(certificate)} ${problem}` });
  }
}

function timeProblem({ facts }: OpenCertificate, now: Date): string | undefined {
  if (new Date(facts.validUntil) <= now) return `ended on ${facts.validUntil}`;
  return new Date(facts.validFrom).getTime() > now.getTime() + CLOCK_TOLERANCE ? `is not valid before ${facts.validFrom}` : undefined;
}

type Path = readonly OpenCertificate[];

/** The shortest path of signatures from the leaf to a root. Each certificate is tried once: no tangle of cross-signatures takes long. */
function pathToRoot(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): Path | undefined {
  return pathsFrom(leaf, certificates).find((path) => path.length > 1 && isSelfSigned(path.at(-1)));
}

/** A path to each certificate that can be reached from the leaf by signatures, shortest first. */
function pathsFrom(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): readonly Path[] {
  const paths: Path[] = [[leaf]];
  const open = new Set(certificates.filter((certificate) => certificate !== leaf));
  for (const path of paths) {
    const issuers = [...open].filter((certificate) => isIssuerOf(path, certificate));
    for (const issuer of issuers) {
      open.delete(issuer);
      paths.push([...path, issuer]);
    }
  }
  return paths;
}

/** RFC 5280, 6.1: a CA, whose name and key signed the last of the path, and that allows so many CAs below it. */
function isIssuerOf(path: Path, issuer: OpenCertificate): boolean {
  const last = path.at(-1);
  return last !== undefined && issuer.facts.isCa && allows(issuer, path) && last.x509.checkIssued(issuer.x509) && hasSigned(issuer, last);
}

/** Certificates by which a CA names itself anew do not count (RFC 5280, 4.2.1.9). */
function allows({ pathLength }: OpenCertificate, [, ...intermediates]: Path): boolean {
  return pathLength === undefined || intermediates.filter(({ x509 }) => x509.subject !== x509.issuer).length <= pathLength;
}

function hasSigned(issuer: OpenCertificate, certificate: OpenCertificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    // A key of another kind than the signature: it is not this one that signed.
    return false;
  }
}

function isSelfSigned(certificate: OpenCertificate | undefined): boolean {
  return certificate !== undefined && certificate.x509.subject === certificate.x509.issuer && hasSigned(certificate, certificate);
}

/** Names the first certificate whose issuer is missing or wrong. */
function whereItBreaks(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): string {
  const last = pathsFrom(leaf, certificates).at(-1)?.at(-1) ?? leaf;
  if (isSelfSigned(last)) return `${called(last)} is signed by itself, not by a CA`;
  const namesake = certificates.find((certificate) => certificate !== last && certificate.x509.subject === last.x509.issuer);
  if (namesake === undefined) return `the certificate that signed ${called(last)} is missing`;
  return `${called(namesake)}, which came with it, did not sign ${called(last)}, or may not`;
}

function called({ facts }: OpenCertificate): string {
  return `"${facts.subjectCommonName}"`;
}

function named({ orderId, certificateId }: Expected): { readonly orderId: number; readonly certificateId: number } {
  return { orderId, certificateId };
}

function broken(expected: Expected, detail: string, cause?: unknown): DigicertError {
  return new DigicertError("DIGICERT_CHAIN_BROKEN", { ...named(expected), detail }, { cause });
}
