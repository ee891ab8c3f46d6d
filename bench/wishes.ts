/** The certificates that are asked for: keys made once, a request for each name, all of one length, so that every resource carries as many bytes. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";

import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from "@peculiar/x509";

/** Inputs as the program gives them. */
export interface Wish {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
/** A key takes a tenth of a second to make, and nothing here depends on whose it is. */
const KEYS = 16;
const DIGITS = 4;

/** So many wishes, each with a CSR of its own. */
export async function makeWishes(count: number): Promise<readonly Wish[]> {
  const keys = await Promise.all(
    Array.from({ length: Math.min(KEYS, count) }, () => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])),
  );
  return await Promise.all(Array.from({ length: count }, (_, index) => makeWish(index, keys[index % keys.length])));
}

/** With another trigger the program asks for a renewal of all. */
export function withTrigger(wishes: readonly Wish[], trigger: string): readonly Wish[] {
  return wishes.map(({ name, inputs }) => ({ name, inputs: { ...inputs, renewal: { trigger } } }));
}

async function makeWish(index: number, keys: webcrypto.CryptoKeyPair | undefined): Promise<Wish> {
  if (keys === undefined) throw new Error("a wish has a key");
  const name = `service-${String(index).padStart(DIGITS, "0")}`;
  const dnsNames = [`${name}.corp.example`, `${name}.internal.corp.example`];
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: `CN=${name}.corp.example`,
      keys,
      signingAlgorithm: algorithm,
      extensions: [new SubjectAlternativeNameExtension(dnsNames.map((value) => ({ type: "dns", value })))],
    },
    webcrypto,
  );
  const inputs = {
    product: "private_ssl_plus",
    commonName: `${name}.corp.example`,
    dnsNames,
    csr: `${request.toString("pem")}\n`,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
  };
  return { name, inputs };
}
