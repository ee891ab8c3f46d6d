import type { OrderInfo } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { isNotFound } from "./isNotFound";
import { present } from "./present";
import type { GetOrderResult } from "./results";

/** The id of an order, from a program that no compiler may have checked. */
export function orderIdFrom(given: unknown): number {
  const orderId = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof orderId === "number" && Number.isSafeInteger(orderId) && orderId > 0) return orderId;
  throw new DigicertError("DIGICERT_NOT_AN_ORDER_ID", { id: String(given) });
}

export function orderNotFound(error: unknown, orderId: number, account: string): unknown {
  return isNotFound(error) ? new DigicertError("DIGICERT_ORDER_NOT_FOUND", { orderId, account }, { cause: error }) : error;
}

export function orderResult(info: OrderInfo): GetOrderResult {
  const { certificate, requests } = info;
  return present({
    orderId: info.orderId,
    status: info.status,
    product: info.product,
    alternativeOrderId: info.alternativeOrderId,
    organizationId: info.organizationId,
    containerId: info.containerId,
    certificateId: certificate.id,
    commonName: certificate.commonName,
    dnsNames: [...certificate.dnsNames],
    signatureHash: certificate.signatureHash,
    caCertId: certificate.caCertId,
    serialNumber: certificate.serialNumber,
    thumbprint: certificate.thumbprint,
    validFrom: certificate.validFrom,
    validUntil: certificate.validTill,
    orderValidUntil: info.orderValidUntil,
    dateCreated: info.dateCreated,
    renewalOfOrderId: info.renewalOfOrderId,
    renewedOrderId: info.renewedOrderId,
    autoRenew: info.autoRenew,
    requests: requests.map(({ id, status, type }) => present({ id, status, type })),
  });
}
