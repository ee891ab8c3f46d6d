import { createHash, createPublicKey } from "node:crypto";

/**
 * The key, once it is known to be that of the certificate: nothing gets a new key beside an old certificate. The provider fails a run in which the
 * certificate for a new key is not in hand, so this holds by itself, unless a transform took the parts from each other.
 *
 * @returns With one newline at the end.
 */
export function keyOfCertificate(privateKeyPem: string, publicKeySha256: string | undefined): string {
  if (publicKeySha256 === undefined) throw new RangeError("there is no certificate yet: run `pulumi up` again when DigiCert has issued it");
  const publicKey = createPublicKey(privateKeyPem).export({ type: "spki", format: "der" });
  if (createHash("sha256").update(publicKey).digest("hex") !== publicKeySha256) {
    throw new RangeError("the certificate in hand is for another key: nothing is given out until it is the same");
  }
  return `${privateKeyPem.trimEnd()}\n`;
}
