import { createHash } from "node:crypto";
import { bitsOf, derTag, elementsOf, expectTag, readDer } from "./der";
import { derOfRequest } from "./pem";
import { publicKeyFacts, publicKeyFrom, type PublicKeyFacts } from "./publicKey";
import { signatureHolds } from "./signature";

/** What is read from a certificate signing request. DigiCert takes the public key from it and nothing else: no names here. */
export interface CsrFacts extends PublicKeyFacts {
  /** It is signed by its own key: whoever made it holds that key, and nobody changed it. */
  readonly selfSignatureHolds: boolean;
}

/** check, diff and the order all read the same request. By digest, so that no text is kept: a private key may stand there by mistake. */
const known = new Map<string, CsrFacts>();
const MOST_KNOWN = 512;

/** Reads a request: PEM (CRLF, one line, text around it) or the bare base64 of its DER. Throws on anything else; no message shows the text. */
export function readCsr(text: string): CsrFacts {
  const digest = createHash("sha256").update(text).digest("base64");
  const before = known.get(digest);
  if (before !== undefined) return before;
  const facts = csrFacts(text);
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(digest, facts);
  return facts;
}

function csrFacts(text: string): CsrFacts {
  try {
    return factsOf(derOfRequest(text));
  } catch (error) {
    throw new Error("This cannot be read as a certificate signing request.", { cause: error });
  }
}

/** RFC 2986, 4: the information (version, subject, public key, attributes), how it is signed, and the signature. */
function factsOf(der: Buffer): CsrFacts {
  const [information, algorithm, signature, ...more] = elementsOf(expectTag(readDer(der), derTag.sequence));
  if (more.length > 0) throw new RangeError("PKCS#10 has three parts");
  const [version, subject, spki] = elementsOf(expectTag(information, derTag.sequence));
  expectTag(version, derTag.integer);
  expectTag(subject, derTag.sequence);
  const key = publicKeyFrom(expectTag(spki, derTag.sequence).whole);
  const signed = expectTag(information, derTag.sequence).whole;
  return {
    ...publicKeyFacts(key),
    selfSignatureHolds: signatureHolds(signed, key, expectTag(algorithm, derTag.sequence), bitsOf(signature)),
  };
}
