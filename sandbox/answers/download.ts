import "reflect-metadata";
import { X509Certificate, X509Certificates } from "@peculiar/x509";

import type { SignedCertificate } from "../authority/authority";
import { pem } from "../authority/pem";
import type { Answer } from "../http/answer";
import type { Account } from "../state/account";
import type { IssuedCertificate } from "../state/order";
import { pemFor } from "./chain";
import { zip } from "./zip";

/** [DOC] The glossary's formats, and those seen in clients. */
const formats = {
  pem_all: (parts) => pemFile(parts.account, parts.all),
  pem_noroot: (parts) => pemFile(parts.account, [parts.leaf, ...parts.intermediates]),
  pem_nointermediate: (parts) => pemFile(parts.account, [parts.leaf]),
  pem: (parts) => pemFile(parts.account, [parts.leaf]),
  crt: (parts) => ({ status: 200, contentType: "application/x-pem-file", body: pemFor(parts.account, parts.leaf) }),
  cer: (parts) => ({ status: 200, contentType: "application/x-pkcs7-certificates", body: pemFor(parts.account, parts.leaf) }),
  p7b: (parts) => ({ status: 200, contentType: "application/x-pkcs7-certificates", body: pkcs7(parts.all) }),
  default: (parts) => zipFile(parts, "crt"),
  apache: (parts) => zipFile(parts, "crt"),
  default_cer: (parts) => zipFile(parts, "cer"),
  default_pem: (parts) => zipFile(parts, "pem"),
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

export function download({ issued, order }: IssuedCertificate, format: Format): Answer {
  const above = issued.authority.links.map(({ certificate }) => certificate);
  return formats[format]({ account: order.account, leaf: issued, intermediates: above.slice(0, -1), all: [issued, ...above] });
}

function pemFile(account: Account, certificates: readonly SignedCertificate[]): Answer {
  return { status: 200, contentType: "application/x-pem-file", body: certificates.map((each) => pemFor(account, each)).join("") };
}

function pkcs7(certificates: readonly SignedCertificate[]): string {
  const bundle = new X509Certificates(certificates.map(({ der }) => new X509Certificate(der)));
  return pem(Buffer.from(bundle.export("raw")), "PKCS7");
}

function zipFile({ account, leaf, intermediates }: Parts, extension: string): Answer {
  const name = leaf.subjectCommonName.replace(/^\*/, "star").replaceAll(".", "_");
  const files = [
    { name: `${name}.${extension}`, text: pemFor(account, leaf) },
    ...intermediates.map((each, index) => ({ name: `DigiCertCA${String(index + 1)}.${extension}`, text: pemFor(account, each) })),
  ];
  return { status: 200, contentType: "application/zip", body: zip(files) };
}
