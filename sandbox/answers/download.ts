import "reflect-metadata";
import { X509Certificate, X509Certificates } from "@peculiar/x509";

import type { SignedCertificate } from "../authority/authority";
import { pem } from "../authority/pem";
import type { Answer } from "../http/answer";
import type { Account } from "../state/account";
import type { IssuedCertificate } from "../state/order";
import { pemFor } from "./chain";
import { zip } from "./zip";

/** [DOC] Glossary, certificate formats; `pem_noroot`, `pem_nointermediate`, `pem` and `crt` are seen in clients. */
const formats = {
  pem_all: (parts) => pemFile(parts.account, parts.all),
  pem_noroot: (parts) => pemFile(parts.account, [parts.leaf, ...parts.intermediates]),
  pem_nointermediate: (parts) => pemFile(parts.account, [parts.leaf]),
  pem: (parts) => pemFile(parts.account, [parts.leaf]),
  crt: (parts) => ({ status: 200, contentType: "application/x-pem-file", body: pemFor(parts.account, parts.leaf) }),
  cer: (parts) => ({ status: 200, contentType: "application/x-pkcs7-certificates", body: pkcs7(parts.all) }),
  p7b: (parts) => ({ status: 200, contentType: "application/x-pkcs7-certificates", body: pkcs7(parts.all) }),
  default: (parts) => zipFile(parts, parts.all, "crt"),
  apache: (parts) => zipFile(parts, [parts.leaf, ...parts.intermediates], "crt"),
  default_cer: (parts) => zipFile(parts, parts.all, "cer"),
  default_pem: (parts) => zipFile(parts, parts.all, "crt"),
} satisfies Record<string, (parts: Parts) => Answer>;

type Format = keyof typeof formats;

interface Parts {
  readonly account: Account;
  readonly leaf: SignedCertificate;
  readonly intermediates: readonly SignedCertificate[];
  readonly all: readonly SignedCertificate[];
}

export function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

export function download(certificate: IssuedCertificate, format: Format): Answer {
  return formats[format](partsOf(certificate));
}

/**
 * [DOC] Services API, body: `application/zip` is among the supported types. What a client gets that takes nothing else, for a format that is none of
 * the archives, is not said: the same certificates, each in a file of its own.
 */
export function archive(certificate: IssuedCertificate): Answer {
  const parts = partsOf(certificate);
  return zipFile(parts, parts.all, "pem");
}

function partsOf({ issued, order }: IssuedCertificate): Parts {
  const above = issued.authority.links.map(({ certificate }) => certificate);
  return { account: order.account, leaf: issued, intermediates: above.slice(0, -1), all: [issued, ...above] };
}

function pemFile(account: Account, certificates: readonly SignedCertificate[]): Answer {
  return { status: 200, contentType: "application/x-pem-file", body: certificates.map((each) => pemFor(account, each)).join("") };
}

function pkcs7(certificates: readonly SignedCertificate[]): string {
  const bundle = new X509Certificates(certificates.map(({ der }) => new X509Certificate(der)));
  return pem(Buffer.from(bundle.export("raw")), "PKCS7");
}

/** What the files are called is not documented: by what they hold. */
function zipFile({ account, leaf, intermediates }: Parts, certificates: readonly SignedCertificate[], extension: string): Answer {
  const nameOf = (certificate: SignedCertificate) => {
    if (certificate === leaf) return leaf.subjectCommonName.replace(/^\*/, "star").replaceAll(".", "_");
    const position = intermediates.indexOf(certificate) + 1;
    return position === 0 ? "root" : `intermediate${String(position)}`;
  };
  const files = certificates.map((each) => ({ name: `${nameOf(each)}.${extension}`, text: pemFor(account, each) }));
  return { status: 200, contentType: "application/zip", body: zip(files) };
}
