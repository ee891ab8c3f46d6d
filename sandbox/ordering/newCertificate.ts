import type { CertCentral } from "../state/certCentral";
import type { Certificate, CertificateWish, Order } from "../state/order";

/** A further certificate of the order, not issued yet. */
export function newCertificate(
  order: Order,
  wish: CertificateWish,
  createdAt: Date,
  centre: CertCentral,
  isDuplicate = false,
): Certificate {
  const certificate: Certificate = {
    id: centre.register.nextId("certificate"),
    order,
    wish,
    createdAt,
    isDuplicate,
    state: "waiting for approval",
    issued: undefined,
    revoked: undefined,
    revocationDueAt: undefined,
  };
  centre.register.addCertificate(certificate);
  return certificate;
}
