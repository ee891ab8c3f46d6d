import type { Plain } from "../provider/request/field";
import { wantedEnd, wantedNames } from "../provider/request/use";
import { canonicalName } from "../provider/x509/names";
import { newAuthority, signLeaf, type Authority } from "../sandbox/authority/authority";
import { readCsr } from "../sandbox/authority/csr";
import { pem } from "../sandbox/authority/pem";

/** One certificate of a chain. */
export interface Link {
  readonly subjectCommonName: string;
  readonly pem: string;
}

/** No revocation list is where this points to: the top-level domain is reserved for that (RFC 2606). */
const NO_LIST = "http://crl.invalid/";

/** A process has one authority, made for its first certificate. */
let made: Promise<Authority> | undefined;

/** A real chain for inputs that hold a CSR, leaf first, signed by an authority whose subject says that it is for testing only. */
export async function throwAwayChain(inputs: Plain, now: Date): Promise<readonly Link[]> {
  const key = await readCsr(String(inputs["csr"]));
  if (key === undefined) throw new RangeError("a chain is made for a CSR that can be read");
  const authority = await (made ??= newAuthority({ id: "MOCKED", name: "Mocked CA", keyType: "EC" }, "mocks", now, () => NO_LIST));
  const leaf = await signLeaf(authority, {
    subject: { commonName: canonicalName(String(inputs["commonName"])) },
    dnsNames: wantedNames(inputs),
    publicKey: key.publicKey,
    isRsa: key.isRsa,
    hash: "SHA-256",
    notBefore: atTime(now, 0, 0, 0),
    notAfter: atTime(wantedEnd(inputs, now) ?? now, 23, 59, 59),
    serverAuthOnly: false,
    crlUrl: NO_LIST,
  });
  const all = [leaf, ...authority.links.map((link) => link.certificate)];
  return all.map(({ der, subjectCommonName }) => ({ subjectCommonName, pem: pem(der, "CERTIFICATE", "\n") }));
}

/** Certificates begin and end with the day, in UTC. */
function atTime(day: Date, hours: number, minutes: number, seconds: number): Date {
  const instant = new Date(day);
  instant.setUTCHours(hours, minutes, seconds, 0);
  return instant;
}
