import { constants, type KeyObject, verify } from "node:crypto";
import { type DerElement, derTag, elementsOf, expectTag, objectIdOf, smallIntegerOf } from "./der";

/** How a signature is verified; no hash where the algorithm has its own. */
interface Scheme {
  readonly keyTypes: readonly string[];
  readonly hash: string | null;
  readonly pss?: { readonly saltLength: number };
}

const rsa = (hash: string): Scheme => ({ keyTypes: ["rsa"], hash });
const ecdsa = (hash: string): Scheme => ({ keyTypes: ["ec"], hash });

/** RFC 8017, RFC 5758, RFC 8410. What is older than SHA-1 proves nothing and is not here. */
const schemes: Readonly<Record<string, Scheme>> = {
  "1.2.840.113549.1.1.5": rsa("sha1"),
  "1.2.840.113549.1.1.14": rsa("sha224"),
  "1.2.840.113549.1.1.11": rsa("sha256"),
  "1.2.840.113549.1.1.12": rsa("sha384"),
  "1.2.840.113549.1.1.13": rsa("sha512"),
  "1.2.840.10045.4.1": ecdsa("sha1"),
  "1.2.840.10045.4.3.1": ecdsa("sha224"),
  "1.2.840.10045.4.3.2": ecdsa("sha256"),
  "1.2.840.10045.4.3.3": ecdsa("sha384"),
  "1.2.840.10045.4.3.4": ecdsa("sha512"),
  "1.3.101.112": { keyTypes: ["ed25519"], hash: null },
  "1.3.101.113": { keyTypes: ["ed448"], hash: null },
};

const RSASSA_PSS = "1.2.840.113549.1.1.10";

const hashes: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** True if the key signed the data; false, too, where the algorithm is not known or does not fit the key: nothing is proved then. */
export function signatureHolds(data: Buffer, key: KeyObject, algorithm: DerElement, signature: Buffer): boolean {
  const scheme = schemeOf(algorithm);
  if (scheme === undefined || !scheme.keyTypes.includes(key.asymmetricKeyType ?? "")) return false;
  const { hash, pss } = scheme;
  const padding = pss === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.saltLength };
  try {
    return verify(hash, data, { key, ...padding }, signature);
  } catch {
    // OpenSSL's policy may refuse a hash altogether: then nothing is proved either.
    return false;
  }
}

/** A signature made so proves something, if it holds. */
export function isStrong(algorithm: DerElement): boolean {
  return schemeOf(algorithm) !== undefined;
}

const LEAST_RSA_BITS = 1024;
const LEAST_CURVE_BITS = 160;

/** Shorter keys, which no TLS client accepts either, can be broken by anybody. The name of a curve tells its bits. */
export function isLongEnough({ asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = LEAST_RSA_BITS, namedCurve = String(LEAST_CURVE_BITS) } = asymmetricKeyDetails;
  return modulusLength >= LEAST_RSA_BITS && Number(/\d{3}/.exec(namedCurve)?.[0] ?? 0) >= LEAST_CURVE_BITS;
}

function schemeOf(algorithm: DerElement): Scheme | undefined {
  const [id, parameters] = elementsOf(expectTag(algorithm, derTag.sequence));
  const name = objectIdOf(id);
  return name === RSASSA_PSS ? pssScheme(parameters) : schemes[name];
}

/** RFC 4055, 3.1: each parameter has a default. A mask of another hash than the signature's is something that nobody makes. */
function pssScheme(parameters: DerElement | undefined): Scheme | undefined {
  const given = parameters === undefined ? [] : elementsOf(expectTag(parameters, derTag.sequence));
  const inner = (number: number) => {
    const found = given.find((element) => element.tag === derTag.context(number));
    return found === undefined ? undefined : elementsOf(found)[0];
  };
  const [hash, mask, salt] = [inner(0), inner(1), inner(2)];
  const name = hash === undefined ? "sha1" : hashOf(hash);
  const maskName = mask === undefined ? "sha1" : hashOf(elementsOf(expectTag(mask, derTag.sequence))[1]);
  if (name === undefined || name !== maskName) return undefined;
  return { keyTypes: ["rsa", "rsa-pss"], hash: name, pss: { saltLength: salt === undefined ? 20 : smallIntegerOf(salt) } };
}

function hashOf(algorithm: DerElement | undefined): string | undefined {
  return hashes[objectIdOf(elementsOf(expectTag(algorithm, derTag.sequence))[0])];
}
