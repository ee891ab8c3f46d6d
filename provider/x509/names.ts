import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/** The one form in which two names are equal or not: lower case, IPv6 as RFC 5952 writes it, international names in their xn-- form. */
export function canonicalName(name: string): string {
  const plain = name.trim().toLowerCase();
  if (isIP(plain) === 6) return canonicalIpv6(plain);
  if (!/[^ -~]/.test(plain)) return plain;
  // A name that has no such form is compared as it is.
  return domainToASCII(plain) || plain;
}

/** A canonical name that a host, or hosts behind a wildcard, can have; or an address. */
export function isHostName(name: string): boolean {
  return isIP(name) !== 0 || /^(?:\*|[a-z0-9_-]+)(?:\.[a-z0-9_-]+)*$/.test(name);
}

function canonicalIpv6(address: string): string {
  // An address with a zone ("%eth0") is no host of a URL, and no name of a certificate.
  return URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/** The text of an address as a certificate holds it (RFC 5280, 4.2.1.6): 4 or 16 bytes; undefined of any other number. */
export function addressOf(bytes: Buffer): string | undefined {
  if (bytes.length === 4) return [...bytes].join(".");
  if (bytes.length !== 16) return undefined;
  return canonicalIpv6((bytes.toString("hex").match(/.{4}/g) ?? []).join(":"));
}
