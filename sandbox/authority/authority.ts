import "reflect-metadata";
import { createHash, randomBytes, webcrypto } from "node:crypto";

import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
  type JsonName,
} from "@peculiar/x509";

import type { AuthoritySettings } from "../accountSettings";
import { newSigner, type Hash, type Signer } from "./signer";
import { alternativeNames, subjectName, type Subject } from "./subject";

/** A certificate of the sandbox, ready to be shown. */
export interface SignedCertificate {
  readonly der: Buffer;
  readonly subjectCommonName: string;
  /** Lower-case hexadecimal. */
  readonly serialNumber: string;
  /** SHA-1, upper-case hexadecimal, as CertCentral shows it. */
  readonly thumbprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** One certificate of a chain above the leaf, with the key that signs what is below it. */
export interface ChainLink {
  readonly certificate: SignedCertificate;
  readonly name: JsonName;
  readonly signer: Signer;
}

/** A private hierarchy: signs leaves, and names what is above them. */
export interface Authority {
  /** In the addresses of its revocation lists. */
  readonly name: string;
  readonly settings: Required<AuthoritySettings>;
  /** Issuing authority first, root last. */
  readonly links: readonly ChainLink[];
}

/** Where the revocation list of the n-th link, counted from the issuing one, lies. */
export type CrlUrl = (authority: string, link: number) => string;

export interface LeafRequest {
  readonly subject: Subject;
  readonly dnsNames: readonly string[];
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  readonly isRsa: boolean;
  readonly hash: Hash;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly serverAuthOnly: boolean;
  readonly crlUrl: string;
}

/** The clock may be moved by years without a certificate of an authority becoming invalid. */
const YEARS_BEFORE = 10;
const YEARS_AFTER = 30;
const ORGANIZATION = "pulumi-digicert sandbox - TESTING ONLY - DO NOT TRUST";

/** Makes a new hierarchy with new keys. */
export async function newAuthority(settings: AuthoritySettings, name: string, now: Date, crlUrl: CrlUrl): Promise<Authority> {
  const full = { keyType: "RSA", chainLength: 3, ...settings } as const;
  const signers = await Promise.all(Array.from({ length: full.chainLength - 1 }, () => newSigner(full.keyType)));
  const links: ChainLink[] = [];
  for (const [index, signer] of [...signers.entries()].reverse()) {
    links.unshift(
      await newLink({ commonName: linkName(full, index), signer, now, below: index, issuer: links[0], crlUrl: crlUrl(name, index + 1) }),
    );
  }
  return { name, settings: full, links };
}

export async function signLeaf({ name, links: [issuer] }: Authority, request: LeafRequest): Promise<SignedCertificate> {
  if (issuer === undefined) throw new RangeError(`authority ${name} has no certificate`);
  const { digitalSignature, keyEncipherment } = KeyUsageFlags;
  const keyUsages = request.isRsa
    ? new KeyUsagesExtension(digitalSignature | keyEncipherment, true)
    : new KeyUsagesExtension(digitalSignature, true);
  const purposes = request.serverAuthOnly ? [ExtendedKeyUsage.serverAuth] : [ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth];
  return sign({
    subject: subjectName(request.subject),
    commonName: request.subject.commonName,
    publicKey: request.publicKey,
    issuerName: issuer.name,
    issuer: issuer.signer,
    hash: request.hash,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      keyUsages,
      new ExtendedKeyUsageExtension(purposes),
      alternativeNames(request.subject.commonName, request.dnsNames),
      new CRLDistributionPointsExtension([request.crlUrl]),
    ],
  });
}

/** The same authority once more, with another key: what it is said to have signed does not verify. For the fault of that name. */
export async function impostorOf({ settings, links }: Authority): Promise<SignedCertificate | undefined> {
  const [link, above = link] = links;
  if (link === undefined || above === undefined) return undefined;
  const signer = await newSigner(settings.keyType);
  const { notBefore, notAfter, subjectCommonName } = link.certificate;
  return sign({
    subject: link.name,
    commonName: subjectCommonName,
    publicKey: signer.publicKey,
    issuerName: above.name,
    issuer: signer,
    hash: "SHA-256",
    notBefore,
    notAfter,
    extensions: authorityExtensions(0),
  });
}

function linkName({ name, chainLength }: Required<AuthoritySettings>, index: number): string {
  if (index === chainLength - 2) return `${name} Root`;
  return index === 0 ? name : `${name} Policy`;
}

interface NewLink {
  readonly commonName: string;
  readonly signer: Signer;
  readonly now: Date;
  /** How many authorities are below it. */
  readonly below: number;
  /** Absent for the root, which signs itself. */
  readonly issuer: ChainLink | undefined;
  readonly crlUrl: string;
}

async function newLink({ commonName, signer, now, below, issuer, crlUrl }: NewLink): Promise<ChainLink> {
  const name = subjectName({ commonName, organization: ORGANIZATION, country: "US" });
  const certificate = await sign({
    subject: name,
    commonName,
    publicKey: signer.publicKey,
    issuerName: issuer?.name ?? name,
    issuer: issuer?.signer ?? signer,
    hash: "SHA-256",
    notBefore: yearsFrom(now, -YEARS_BEFORE),
    notAfter: yearsFrom(now, YEARS_AFTER),
    extensions: [...authorityExtensions(below), ...(issuer === undefined ? [] : [new CRLDistributionPointsExtension([crlUrl])])],
  });
  return { certificate, name, signer };
}

function authorityExtensions(below: number): readonly Extension[] {
  return [
    new BasicConstraintsExtension(true, below, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature, true),
  ];
}

interface ToSign {
  readonly subject: JsonName;
  readonly commonName: string;
  readonly publicKey: Buffer;
  readonly issuerName: JsonName;
  readonly issuer: Signer;
  readonly hash: Hash;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Extension[];
}

async function sign(request: ToSign): Promise<SignedCertificate> {
  const { key, algorithm } = await request.issuer.signing(request.hash);
  const serialNumber = newSerialNumber();
  const publicKey = new PublicKey(request.publicKey);
  const signed = await X509CertificateGenerator.create(
    {
      serialNumber,
      subject: request.subject,
      issuer: request.issuerName,
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      publicKey,
      signingKey: key,
      signingAlgorithm: algorithm,
      extensions: [
        ...request.extensions,
        await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        await AuthorityKeyIdentifierExtension.create(new PublicKey(request.issuer.publicKey), false, webcrypto),
      ],
    },
    webcrypto,
  );
  const der = Buffer.from(signed.rawData);
  return {
    der,
    subjectCommonName: request.commonName,
    serialNumber,
    thumbprint: createHash("sha1").update(der).digest("hex").toUpperCase(),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
  };
}

/** RFC 5280, 4.1.2.2: a positive integer; its first digit from 1 to 7 needs no padding and is never dropped. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x10;
  return bytes.toString("hex");
}

function yearsFrom(date: Date, years: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear() + years, 0, 1));
}
