import "reflect-metadata";
import { createHash, createPublicKey, webcrypto } from "node:crypto";

import { Pkcs10CertificateRequest } from "@peculiar/x509";

/** What CertCentral takes from a CSR: the public key, and nothing else. */
export interface CsrKey {
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  readonly publicKeySha256: string;
  readonly keySize: number;
  readonly isRsa: boolean;
}

const SMALLEST_RSA_KEY = 2048;

/** Reads a CSR as clients send them: PEM, PEM without its line breaks, or bare base64. `undefined` for one that is none or is not signed by its own key. */
export async function readCsr(text: string): Promise<CsrKey | undefined> {
  try {
    const der = Buffer.from(text.replace(/-----[A-Z ]+-----/g, "").replace(/\s/g, ""), "base64");
    const request = new Pkcs10CertificateRequest(der);
    if (!(await request.verify(webcrypto))) return undefined;
    return keyFrom(Buffer.from(request.publicKey.rawData));
  } catch {
    // Whatever the parser found wrong, the client is told one thing: this is no CSR.
    return undefined;
  }
}

export function isTooSmall(key: CsrKey): boolean {
  return key.isRsa && key.keySize < SMALLEST_RSA_KEY;
}

function keyFrom(publicKey: Buffer): CsrKey {
  const key = createPublicKey({ key: publicKey, format: "der", type: "spki" });
  const curveBits = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }[key.asymmetricKeyDetails?.namedCurve ?? ""];
  return {
    publicKey,
    publicKeySha256: createHash("sha256").update(publicKey).digest("hex"),
    keySize: key.asymmetricKeyDetails?.modulusLength ?? curveBits ?? 256,
    isRsa: key.asymmetricKeyType === "rsa",
  };
}
