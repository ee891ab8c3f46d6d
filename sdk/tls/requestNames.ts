import { isIP } from "node:net";
import { domainToASCII } from "node:url";

import * as pulumi from "@pulumi/pulumi";

/** The names of a certificate as a request has them. A kind of which there are none is left out: an empty list is another thing to Pulumi than none. */
export interface RequestNames {
  readonly dnsNames?: string[];
  readonly ipAddresses?: string[];
}

/**
 * Sorted, lower case, each once: order and case make no difference to the certificate, so they make no new request either. International names are in
 * their xn-- form (RFC 5280, 7.2).
 */
export function requestNames(names: readonly string[]): RequestNames {
  const all = [...new Set(names.map(canonical))].sort();
  const [dnsNames, ipAddresses] = [all.filter((name) => isIP(name) === 0), all.filter((name) => isIP(name) !== 0)];
  return { ...(dnsNames.length > 0 && { dnsNames }), ...(ipAddresses.length > 0 && { ipAddresses }) };
}

function canonical(name: string): string {
  const plain = name.trim().toLowerCase();
  return /[^ -~]/.test(plain) ? domainToASCII(plain) || plain : plain;
}

/** A sentence for each address that is none, the property first. What Pulumi has yet to find out is let pass. */
export function addressProblems(addresses: readonly unknown[]): readonly string[] {
  return addresses.flatMap((address, index) =>
    isToCome(address) || (typeof address === "string" && isIP(address) !== 0 && !address.includes("%"))
      ? []
      : [`ipAddresses[${String(index)}] is ${JSON.stringify(address)}: it takes an IPv4 or IPv6 address; names belong in dnsNames`],
  );
}

function isToCome(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
