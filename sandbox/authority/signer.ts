import { generateKeyPair, webcrypto, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

const generate = promisify(generateKeyPair);

export type KeyType = "RSA" | "EC";
export type Hash = "SHA-256" | "SHA-384" | "SHA-512";

/** A key pair of an authority. It is made when the sandbox needs it and never leaves memory. */
export interface Signer {
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  readonly signing: (hash: Hash) => Promise<{ readonly key: webcrypto.CryptoKey; readonly algorithm: Algorithm | EcdsaParams }>;
}

type Algorithm = webcrypto.RsaHashedImportParams;
type EcdsaParams = webcrypto.EcdsaParams;

export async function newSigner(type: KeyType): Promise<Signer> {
  const { publicKey, privateKey } = await newKeyPair(type);
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
  const imported = new Map<Hash, ReturnType<Signer["signing"]>>();
  const importFor = async (hash: Hash) => {
    const algorithm = type === "RSA" ? { name: "RSASSA-PKCS1-v1_5", hash } : { name: "ECDSA", namedCurve: "P-256", hash };
    return { key: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]), algorithm };
  };
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }),
    signing: (hash) => {
      const key = imported.get(hash) ?? importFor(hash);
      imported.set(hash, key);
      return key;
    },
  };
}

async function newKeyPair(type: KeyType): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
  return type === "RSA" ? generate("rsa", { modulusLength: 2048 }) : generate("ec", { namedCurve: "P-256" });
}
