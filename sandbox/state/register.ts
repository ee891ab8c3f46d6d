import type { Certificate, Order, Request } from "./order";

/** Finds what the sandbox knows by everything the API is asked by. Ids of different kinds never overlap, so that a mix-up shows. */
export interface Register {
  nextId(kind: keyof typeof firstIds): number;
  addOrder(order: Order): void;
  addCertificate(certificate: Certificate): void;
  addRequest(request: Request): void;
  /** Makes an issued certificate known by its serial number and thumbprint. */
  addIssued(certificate: Certificate): void;
  order(id: number): Order | undefined;
  /** By serial number or thumbprint, however they are spelled. */
  issuedAs(serialOrThumbprint: string): Certificate | undefined;
  certificate(id: number): Certificate | undefined;
  request(id: number): Request | undefined;
  /** In the order they were placed. */
  under(accountId: number, alternativeOrderId: string): readonly Order[];
  orders(): Iterable<Order>;
  requests(): Iterable<Request>;
}

const firstIds = { order: 100_000_001, certificate: 500_000_001, request: 900_001, organization: 200_001 };

export function newRegister(): Register {
  const next = { ...firstIds };
  const orders = new Map<number, Order>();
  const certificates = new Map<number, Certificate>();
  const requests = new Map<number, Request>();
  const issued = new Map<string, Certificate>();
  const alternatives = new Map<string, Order[]>();
  const alternativeKey = (accountId: number, id: string) => `${String(accountId)} ${id}`;
  return {
    nextId: (kind) => next[kind]++,
    addOrder: (order) => {
      orders.set(order.id, order);
      if (order.alternativeOrderId === undefined) return;
      const key = alternativeKey(order.account.id, order.alternativeOrderId);
      alternatives.set(key, [...(alternatives.get(key) ?? []), order]);
    },
    addCertificate: (certificate) => {
      certificates.set(certificate.id, certificate);
      const { certificates: own, duplicates } = certificate.order;
      (certificate.isDuplicate ? duplicates : own).push(certificate);
    },
    addRequest: (request) => {
      requests.set(request.id, request);
      request.order.requests.push(request);
    },
    addIssued: (certificate) => {
      if (certificate.issued === undefined) return;
      issued.set(spelling(certificate.issued.serialNumber), certificate);
      issued.set(spelling(certificate.issued.thumbprint), certificate);
    },
    order: (id) => orders.get(id),
    issuedAs: (name) => issued.get(spelling(name)),
    certificate: (id) => certificates.get(id),
    request: (id) => requests.get(id),
    under: (accountId, id) => alternatives.get(alternativeKey(accountId, id)) ?? [],
    orders: () => orders.values(),
    requests: () => requests.values(),
  };
}

/** Serial numbers and thumbprints are shown with colons or without, in either case, with leading zeros or without. */
function spelling(hex: string): string {
  return hex.replaceAll(":", "").toLowerCase().replace(/^0+/, "");
}
