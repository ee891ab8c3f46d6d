import { noteChange, type CertCentral } from "../state/certCentral";
import { allCertificates, isIssued, type Certificate, type Order } from "../state/order";

export interface Revocation {
  readonly at: Date;
  readonly reason: string;
}

/** Revokes one certificate. Its order stays as it is. */
export function revoke(certificate: Certificate, { at, reason }: Revocation): void {
  if (certificate.state !== "issued") return;
  certificate.state = "revoked";
  certificate.revoked = { at, reason };
}

/** Revokes the order with every certificate it has. */
export function revokeOrder(order: Order, revocation: Revocation, centre: CertCentral): void {
  if (order.ended !== undefined) return;
  for (const certificate of allCertificates(order)) revoke(certificate, revocation);
  order.ended = { as: "revoked", at: revocation.at };
  noteChange(centre, order, revocation.at);
}

/** [DOC] Revoking the only certificate leaves the order active, unless the account is set otherwise. */
export function revokeCertificate(certificate: Certificate, revocation: Revocation, centre: CertCentral): void {
  const { order } = certificate;
  const isLast = allCertificates(order).filter((each) => isIssued(each) && each.state === "issued").length === 1;
  if (isLast && order.account.settings.revokeOrderWithItsOnlyCertificate) {
    revokeOrder(order, revocation, centre);
    return;
  }
  revoke(certificate, revocation);
  noteChange(centre, order, revocation.at);
}
