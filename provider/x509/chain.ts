import { createHash } from "node:crypto";
import { DigicertError } from "../errors";
import { inOneLine } from "../redact";
import { opened } from "./authorities";
import { type CertificateFacts, MOST_CERTIFICATES, type OpenCertificate } from "./certificate";
import { forbids } from "./constraints";
import { canonicalName } from "./names";
import { dersOfCertificates } from "./pem";
import { isLongEnough } from "./signature";

/** What a chain has to be, and whose it is, for the message. */
export interface Expected {
  readonly publicKeySha256: string;
  readonly names: readonly string[];
  readonly now: Date;
  readonly orderId: number;
  readonly certificateId: number;
}

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
  const outcomes = leavesAmong(certificates, expected).map((leaf) => outcomeOf(leaf, certificates, expected));
  const path = outcomes.find((outcome) => !(outcome instanceof DigicertError)) ?? outcomes[0];
  if (path === undefined) throw new DigicertError("DIGICERT_KEY_MISMATCH", named(expected));
  if (path instanceof DigicertError) throw path;
  return path.map(({ facts }) => facts);
}

/** The chain of one leaf, or why it has none. */
function outcomeOf(leaf: OpenCertificate, certificates: readonly OpenCertificate[], expected: Expected): Path | DigicertError {
  const missing = missingNames(leaf, expected);
  if (missing.length > 0)
    return new DigicertError("DIGICERT_NAMES_MISMATCH", { ...named(expected), detail: `it lacks ${missing.join(", ")}` });
  if (isSelfSigned(leaf)) return broken(expected, `${called(leaf)} is signed by itself, not by a CA`);
  if (leaf.facts.isCa) return broken(expected, `${called(leaf)} is a CA, not a server`);
  if (leaf.extensions.unfit !== undefined) return broken(expected, `${called(leaf)} ${leaf.extensions.unfit}`);
  const valid = certificates.filter((certificate) => timeProblem(certificate, expected.now) === undefined);
  const path = pathToRoot(leaf, valid) ?? pathToRoot(leaf, certificates);
  return invalid(path ?? [leaf], expected) ?? path ?? broken(expected, whereItBreaks(leaf, certificates));
}

/** Each certificate once, however often it came: only what is new is opened. */
function distinct(pems: readonly string[], expected: Expected): readonly OpenCertificate[] {
  const byDigest = new Map<string, OpenCertificate>();
  for (const pem of pems) {
    for (const der of readAs(expected, () => dersOfCertificates(pem))) {
      const digest = createHash("sha256").update(der).digest("base64");
      if (byDigest.has(digest)) continue;
      if (byDigest.size >= MOST_CERTIFICATES) throw broken(expected, `more than ${String(MOST_CERTIFICATES)} certificates came`);
      byDigest.set(
        digest,
        readAs(expected, () => opened(der, digest)),
      );
    }
  }
  if (byDigest.size === 0) throw broken(expected, "no certificate came");
  return [...byDigest.values()];
}

function readAs<T>(expected: Expected, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw broken(expected, "what came cannot be read as certificates in PEM", error);
  }
}

/** The certificates of the expected key; of several, those first that have the names. */
function leavesAmong(certificates: readonly OpenCertificate[], expected: Expected): readonly OpenCertificate[] {
  const ours = certificates.filter(({ facts }) => facts.publicKeySha256 === expected.publicKeySha256);
  const hasNames = (certificate: OpenCertificate): boolean => missingNames(certificate, expected).length === 0;
  return [...ours.filter(hasNames), ...ours.filter((certificate) => !hasNames(certificate))];
}

/** Names are compared as written: a wildcard that was asked for must stand there itself, and covers no other name that was. */
function missingNames({ facts }: OpenCertificate, { names }: Expected): readonly string[] {
  const present = new Set(facts.names);
  return names.filter((name) => !present.has(canonicalName(name)));
}

function invalid(path: Path, expected: Expected): DigicertError | undefined {
  for (const certificate of path) {
    const problem = timeProblem(certificate, expected.now);
    if (problem === undefined) continue;
    return new DigicertError("DIGICERT_CERTIFICATE_EXPIRED", { ...named(expected), detail: `${called(certificate)} ${problem}` });
  }
  return undefined;
}

function timeProblem({ facts }: OpenCertificate, now: Date): string | undefined {
  if (new Date(facts.validUntil) <= now) return `ended on ${facts.validUntil}`;
  return new Date(facts.validFrom).getTime() > now.getTime() + CLOCK_TOLERANCE ? `is not valid before ${facts.validFrom}` : undefined;
}

type Path = readonly OpenCertificate[];

/** The shortest path of signatures from the leaf to a root. */
function pathToRoot(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): Path | undefined {
  return pathsFrom(leaf, certificates).find((path) => path.length > 1 && isRoot(path.at(-1)));
}

/**
 * Paths to each certificate that can be reached from the leaf by signatures, shortest first. To a certificate that was reached there is another path
 * only if fewer CAs on it count: no tangle of cross-signatures takes long.
 */
function pathsFrom(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): readonly Path[] {
  const paths: Path[] = [[leaf]];
  const fewest = new Map<OpenCertificate, number>([[leaf, -1]]);
  for (const path of paths) {
    const below = counted(path);
    for (const issuer of certificates) {
      if (below >= (fewest.get(issuer) ?? Infinity) || !isIssuerOf(path, issuer)) continue;
      fewest.set(issuer, below);
      paths.push([...path, issuer]);
    }
  }
  return paths;
}

/** RFC 5280, 6.1: a CA, whose name and key signed the last of the path, and that may sign for all that is below it. */
function isIssuerOf(path: Path, issuer: OpenCertificate): boolean {
  const last = path.at(-1);
  return last !== undefined && allows(issuer, path) && last.x509.checkIssued(issuer.x509) && hasSigned(issuer, last);
}

function allows({ facts, extensions }: OpenCertificate, path: Path): boolean {
  const { pathLength, nameConstraints, unfit } = extensions;
  if (!facts.isCa || unfit !== undefined || (pathLength !== undefined && counted(path) > pathLength)) return false;
  // A CA that names itself anew is not limited by names (RFC 5280, 6.1.3).
  const limited = path.filter((certificate, index) => index === 0 || !certificate.isOfItself);
  return nameConstraints === undefined || !limited.some(({ constrained }) => forbids(nameConstraints, constrained));
}

/** How many CAs of a path count: not those that name themselves anew (RFC 5280, 4.2.1.9). */
function counted([, ...intermediates]: Path): number {
  return intermediates.filter(({ isOfItself }) => !isOfItself).length;
}

/** Every signature is verified once, however many paths it is on. */
const verified = new WeakMap<OpenCertificate, WeakMap<OpenCertificate, boolean>>();

function hasSigned(issuer: OpenCertificate, certificate: OpenCertificate): boolean {
  const ofIssuer = verified.get(issuer) ?? new WeakMap<OpenCertificate, boolean>();
  const holds = ofIssuer.get(certificate) ?? signatureHolds(issuer, certificate);
  verified.set(issuer, ofIssuer.set(certificate, holds));
  return holds;
}

function signatureHolds(issuer: OpenCertificate, certificate: OpenCertificate): boolean {
  if (!certificate.isSignedStrongly || !isLongEnough(issuer.x509.publicKey)) return false;
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    // A key of another kind than the signature: it is not this one that signed.
    return false;
  }
}

/** It may have signed itself, too: it names no other key than its own as that of its issuer. */
function isRoot(certificate: OpenCertificate | undefined): boolean {
  return certificate?.x509.checkIssued(certificate.x509) === true && isSelfSigned(certificate);
}

function isSelfSigned(certificate: OpenCertificate | undefined): boolean {
  return certificate?.isOfItself === true && hasSigned(certificate, certificate);
}

/** Names the first certificate whose issuer is missing or wrong. */
function whereItBreaks(leaf: OpenCertificate, certificates: readonly OpenCertificate[]): string {
  const last = pathsFrom(leaf, certificates).at(-1)?.at(-1) ?? leaf;
  const namesake = certificates.find((certificate) => certificate !== last && certificate.subject === last.issuer);
  if (namesake === undefined) return `the certificate that signed ${called(last)} is missing`;
  if (namesake.extensions.unfit !== undefined) return `${called(namesake)} ${namesake.extensions.unfit}`;
  return `${called(namesake)}, which came with it, did not sign ${called(last)}, or may not`;
}

/** RFC 5280, A.1: the longest common name. */
const LONGEST_NAME = 64;

function called({ facts }: OpenCertificate): string {
  return `"${inOneLine(facts.subjectCommonName, LONGEST_NAME)}"`;
}

function named({ orderId, certificateId }: Expected): { readonly orderId: number; readonly certificateId: number } {
  return { orderId, certificateId };
}

function broken(expected: Expected, detail: string, cause?: unknown): DigicertError {
  return new DigicertError("DIGICERT_CHAIN_BROKEN", { ...named(expected), detail }, { cause });
}
