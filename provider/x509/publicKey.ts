import { createHash, createPublicKey, type KeyObject } from "node:crypto";

export type KeyType = "rsa" | "ec" | "ed25519" | "other";

/** What is said of a public key. */
export interface PublicKeyFacts {
  /** Lower-case hex of the SHA-256 of its SubjectPublicKeyInfo in DER. */
  readonly publicKeySha256: string;
  readonly keyType: KeyType;
  readonly rsaBits?: number;
  /** As NIST names it, or as OpenSSL does where NIST has no name for it. */
  readonly curve?: string;
}

const keyTypes: Readonly<Record<string, KeyType>> = { rsa: "rsa", ec: "ec", ed25519: "ed25519" };
const curves: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

/** The key of a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). */
export function publicKeyFrom(spki: Buffer): KeyObject {
  return createPublicKey({ key: spki, format: "der", type: "spki" });
}

export function publicKeyFacts(key: KeyObject): PublicKeyFacts {
  const { asymmetricKeyType = "", asymmetricKeyDetails = {} } = key;
  const keyType = keyTypes[asymmetricKeyType] ?? "other";
  const { modulusLength, namedCurve } = asymmetricKeyDetails;
  return {
    publicKeySha256: publicKeySha256Of(key),
    keyType,
    ...(keyType === "rsa" && modulusLength !== undefined ? { rsaBits: modulusLength } : {}),
    ...(keyType === "ec" && namedCurve !== undefined ? { curve: curves[namedCurve] ?? namedCurve } : {}),
  };
}

export function publicKeySha256Of(key: KeyObject): string {
  const spki = inOneForm(key).export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("hex");
}

/** One point of a curve can be written compressed and not: a CA may write the key otherwise than the request did. */
function inOneForm(key: KeyObject): KeyObject {
  try {
    return createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" });
  } catch {
    // Kinds that have no JWK are taken as they are written.
    return key;
  }
}
