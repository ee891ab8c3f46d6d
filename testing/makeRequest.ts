import "reflect-metadata";
import { createPrivateKey, createPublicKey, generateKeyPairSync, webcrypto, type KeyObject } from "node:crypto";

import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension, type JsonName } from "@peculiar/x509";

/** A key as `tls.PrivateKey` is asked for one. */
export interface KeyChoice {
  readonly algorithm: string;
  /** @default `"P224"`, as `tls.PrivateKey` has it: DigiCert takes none of those */
  readonly ecdsaCurve?: string;
  /** @default 2048 */
  readonly rsaBits?: number;
}

/** One key, in the forms in which `tls.PrivateKey` shows it. */
export interface Key {
  /** PKCS#1 of an RSA key, SEC 1 of an EC key, else PKCS#8. */
  readonly traditional: string;
  readonly pkcs8: string;
  readonly publicKey: string;
}

/** The members of `tls.CertRequest`'s subject. */
export type RequestSubject = Readonly<Partial<Record<keyof typeof parts, string | readonly string[]>>>;

export interface RequestWish {
  readonly subject?: RequestSubject;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly uris?: readonly string[];
}

/** Names of curves: Terraform's and OpenSSL's. */
const curves: Readonly<Record<string, string>> = { P224: "secp224r1", P256: "prime256v1", P384: "secp384r1", P521: "secp521r1" };

/** How Web Crypto signs with a key on a curve. */
const signing: Readonly<Record<string, { readonly namedCurve: string; readonly hash: string }>> = {
  prime256v1: { namedCurve: "P-256", hash: "SHA-256" },
  secp384r1: { namedCurve: "P-384", hash: "SHA-384" },
  secp521r1: { namedCurve: "P-521", hash: "SHA-512" },
};

/** In the order in which distinguished names are written. */
const parts = {
  country: "C",
  province: "ST",
  locality: "L",
  streetAddresses: "2.5.4.9",
  postalCode: "2.5.4.17",
  organization: "O",
  organizationalUnit: "OU",
  commonName: "CN",
  serialNumber: "2.5.4.5",
  emailAddress: "E",
} as const;

/** Makes a new key. */
export function makeKey({ algorithm, ecdsaCurve = "P224", rsaBits = 2048 }: KeyChoice): Key {
  const { privateKey, publicKey } = newPair(algorithm, ecdsaCurve, rsaBits);
  return {
    traditional: traditionalPem(privateKey),
    pkcs8: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    publicKey: publicKey.export({ format: "pem", type: "spki" }).toString(),
  };
}

function traditionalPem(key: KeyObject): string {
  if (key.asymmetricKeyType === "rsa") return key.export({ format: "pem", type: "pkcs1" }).toString();
  return key.export({ format: "pem", type: key.asymmetricKeyType === "ec" ? "sec1" : "pkcs8" }).toString();
}

function newPair(
  algorithm: string,
  ecdsaCurve: string,
  rsaBits: number,
): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (algorithm === "RSA") return generateKeyPairSync("rsa", { modulusLength: rsaBits });
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519");
  const namedCurve = curves[ecdsaCurve];
  if (algorithm !== "ECDSA" || namedCurve === undefined) {
    const asked = algorithm === "ECDSA" ? `a key on ${ecdsaCurve}` : `a key of ${algorithm}`;
    throw new Error(`tls.PrivateKey makes RSA, ED25519 and ECDSA keys on ${Object.keys(curves).join(", ")}: it was asked for ${asked}`);
  }
  return generateKeyPairSync("ec", { namedCurve });
}

/** A request in PEM, signed by the key that it is for. */
export async function makeRequest(privateKeyPem: string, wish: RequestWish): Promise<string> {
  const key = createPrivateKey(privateKeyPem);
  const algorithm = signingAlgorithm(key);
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: subjectOf(wish.subject ?? {}),
      keys: {
        privateKey: await webcrypto.subtle.importKey("pkcs8", key.export({ format: "der", type: "pkcs8" }), algorithm, false, ["sign"]),
        publicKey: await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
      },
      signingAlgorithm: algorithm,
      extensions: alternativeNames(wish),
    },
    webcrypto,
  );
  return `${request.toString("pem")}\n`;
}

function signingAlgorithm(key: KeyObject): { readonly name: string; readonly hash: string } {
  if (key.asymmetricKeyType === "rsa") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const found = signing[key.asymmetricKeyDetails?.namedCurve ?? ""];
  if (found === undefined) {
    throw new Error("no request is made here with such a key, which DigiCert would refuse: make it RSA, or ECDSA on P256, P384 or P521");
  }
  return { name: "ECDSA", ...found };
}

function subjectOf(subject: RequestSubject): JsonName {
  return Object.entries(parts).flatMap(([part, name]) => {
    const value = subject[part as keyof typeof parts];
    return value === undefined ? [] : [{ [name]: [value].flat() }];
  });
}

function alternativeNames({ dnsNames = [], ipAddresses = [], uris = [] }: RequestWish): SubjectAlternativeNameExtension[] {
  const names = [
    ...dnsNames.map((value) => ({ type: "dns" as const, value })),
    ...ipAddresses.map((value) => ({ type: "ip" as const, value })),
    ...uris.map((value) => ({ type: "url" as const, value })),
  ];
  return names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)];
}
