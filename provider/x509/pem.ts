/** PEM (RFC 7468) as it comes in practice: CRLF, breaks at any place or none, text around it. */

/** Far more than a certificate with a thousand names takes, and little enough to be read at once. */
const LONGEST_TEXT = 1_048_576;

/** `[^-]` ends each attempt at the next dash: reading takes time in proportion to the text, whatever it holds. */
const requests = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]*)-----END (?:NEW )?CERTIFICATE REQUEST-----/g;
const certificates = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g;

/** The DER of a request: one PEM block, or the bare base64. Throws without showing the text. */
export function derOfRequest(text: string): Buffer {
  const blocks = blocksIn(text, requests);
  const [first] = blocks;
  if (first === undefined) return bytesOf(text);
  if (blocks.length > 1) throw new RangeError("there is more than one certificate signing request");
  return bytesOf(first);
}

/** The DER of every certificate of a text, in its order; of a text without a PEM block, of the one that its base64 is. */
export function dersOfCertificates(text: string): readonly Buffer[] {
  const blocks = blocksIn(text, certificates);
  return blocks.length === 0 ? [bytesOf(text)] : blocks.map(bytesOf);
}

function blocksIn(text: string, pattern: RegExp): readonly string[] {
  if (text.length > LONGEST_TEXT) throw new RangeError("the text is too long");
  return [...text.matchAll(pattern)].map(([, body = ""]) => body);
}

/** Buffer skips over what is no base64; a text that is none must not be read as a shorter one. */
function bytesOf(base64: string): Buffer {
  const compact = base64.replace(/\s/g, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new RangeError("the text is no base64");
  return Buffer.from(compact, "base64");
}
