import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { bitsOf, derTag, elementsOf, objectIdOf, readDer } from "./der";

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
  return sha256(inOneForm(key).export({ type: "spki", format: "der" }));
}

/** Of a key as it is written in a certificate: to have OpenSSL write it once more takes longer than all else that is read there. */
export function publicKeySha256In(spki: Buffer, key: () => KeyObject): string {
  return isInOneForm(spki) ? sha256(spki) : publicKeySha256Of(key());
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const RSA = "1.2.840.113549.1.1.1";
const EC = "1.2.840.10045.2.1";
/** SEC 1, 2.3.3: a point that is written whole begins so. */
const WHOLE_POINT = 4;

/** The forms in which OpenSSL writes keys, and nearly everybody: RFC 3279, 2.3.1, and RFC 5480, 2.1.1 with a named curve. */
function isInOneForm(spki: Buffer): boolean {
  const [algorithm, bits] = elementsOf(readDer(spki));
  const [id, parameters, ...more] = algorithm === undefined ? [] : elementsOf(algorithm);
  if (more.length > 0) return false;
  const kind = objectIdOf(id);
  if (kind === RSA) return parameters?.tag === derTag.null && parameters.content.length === 0;
  return kind === EC && parameters?.tag === derTag.objectId && bitsOf(bits)[0] === WHOLE_POINT;
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
