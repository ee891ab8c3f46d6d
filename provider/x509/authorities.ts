import { type OpenCertificate, openCertificate } from "./certificate";

/** The CAs of an account are few and stand in every chain: each is opened, and what it signed among them verified, once. Bounded, whatever answers bring. */
const MOST_AUTHORITIES = 16;
const LONGEST_AUTHORITY = 8_192;
const authorities = new Map<string, OpenCertificate>();

/** Opens a certificate; a CA that is open already is known by the digest of its DER. Throws on anything else. */
export function opened(der: Buffer, digest: string): OpenCertificate {
  const known = authorities.get(digest);
  if (known !== undefined) return known;
  const certificate = openCertificate(der);
  if (certificate.facts.isCa && der.length <= LONGEST_AUTHORITY) keep(digest, certificate);
  return certificate;
}

function keep(digest: string, certificate: OpenCertificate): void {
  const [oldest] = authorities.keys();
  if (authorities.size >= MOST_AUTHORITIES && oldest !== undefined) authorities.delete(oldest);
  authorities.set(digest, certificate);
}
