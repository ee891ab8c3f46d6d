import type { SignedCertificate } from "../authority/authority";
import { pem } from "../authority/pem";
import { wartsOf, type Account } from "../state/account";
import type { IssuedCertificate } from "../state/order";

export interface ChainEntry {
  readonly subject_common_name: string;
  readonly pem: string;
}

/** [Page] "The first object in the array contains the end-entity certificate … The final object contains the root certificate." */
export function chainOf({ issued, order }: IssuedCertificate): readonly ChainEntry[] {
  const certificates = [issued, ...issued.authority.links.map(({ certificate }) => certificate)];
  return certificates.map((certificate) => ({
    subject_common_name: certificate.subjectCommonName,
    pem: pemFor(order.account, certificate),
  }));
}

export function pemFor(account: Account, { der }: SignedCertificate): string {
  return pem(der, "CERTIFICATE", wartsOf(account).crlf ? "\r\n" : "\n");
}
