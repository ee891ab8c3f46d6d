import { ApiError } from "../errors";
import type { AlternateRow, CertificateRow, OrderAnswer, OrderInfo, RevocationAnswer, StatusChange } from "./answers";
import { decoded, nothing, type Caller } from "./call";
import { chainEntries } from "./certificates";
import { flag, id, list, listOf, may, must, orEmpty, record, text, texts, whole, type Decoder } from "./decode";
import { orderPage, queryOf, type OrderPage, type OrderQuery } from "./orderList";
import { requestRow } from "./requests";
import { revocationCall, type Revocation } from "./revocation";
import type { Incoming } from "./send";

export interface Orders {
  /** Places an order: it costs money. Sent once, unless it certainly did not reach DigiCert. */
  place(product: string, body: Readonly<Record<string, unknown>>): Promise<OrderAnswer>;
  info(orderId: number): Promise<OrderInfo>;
  /** One page of the account's orders of a product, the oldest first. */
  page(query: OrderQuery): Promise<OrderPage>;
  /** The orders with an alternative order id; empty where there is none. */
  withAlternativeId(alternativeOrderId: string): Promise<readonly AlternateRow[]>;
  /** What changed its status in the last so many seconds, at most a week. */
  statusChanges(seconds: number): Promise<readonly StatusChange[]>;
  /** Asks for a new certificate within an order. Sent once, as an order is. */
  reissue(orderId: number, body: Readonly<Record<string, unknown>>): Promise<OrderAnswer>;
  reissues(orderId: number): Promise<readonly CertificateRow[]>;
  /** Cancels what is pending: the order, or the reissue that it waits for. */
  cancel(orderId: number, note: string): Promise<void>;
  /** Revokes every certificate of an order. */
  revoke(orderId: number, revocation: Revocation): Promise<RevocationAnswer>;
  setAdditionalEmails(orderId: number, emails: readonly string[]): Promise<void>;
  setCustomRenewalMessage(orderId: number, message: string): Promise<void>;
  setRenewalNotices(orderId: number, enabled: boolean): Promise<void>;
  setCustomField(orderId: number, field: { readonly metadataId: number; readonly value: string }): Promise<void>;
}

const WEEK_SECONDS = 604_800;

export function ordersOf(call: Caller): Orders {
  const at = (orderId: number, more = ""): string => `order/certificate/${String(orderId)}${more}`;

  return {
    place: (product, body) =>
      call({ method: "POST", path: `order/certificate/${encodeURIComponent(product)}`, body, answer: decoded(orderAnswer) }),

    info: (orderId) => call({ method: "GET", path: at(orderId), answer: withItsTime }),

    page: (query) => call({ method: "GET", path: "order/certificate", query: queryOf(query), answer: decoded(orderPage) }),

    async withAlternativeId(alternativeOrderId) {
      const path = `order/alternate/${encodeURIComponent(alternativeOrderId)}`;
      try {
        return (await call({ method: "GET", path, answer: decoded(alternates) })).orders;
      } catch (error) {
        if (isNone(error)) return [];
        throw error;
      }
    },

    async statusChanges(seconds) {
      const query = { seconds: Math.min(Math.max(Math.ceil(seconds), 1), WEEK_SECONDS) };
      return (await call({ method: "GET", path: "order/certificate/status-changes", query, answer: decoded(statusChanges) })).orders;
    },

    reissue: (orderId, body) => call({ method: "POST", path: at(orderId, "/reissue"), body, answer: decoded(orderAnswer) }),

    async reissues(orderId) {
      return (await call({ method: "GET", path: at(orderId, "/reissue"), answer: decoded(certificates) })).certificates;
    },

    cancel: (orderId, note) => call({ method: "PUT", path: at(orderId, "/status"), body: { status: "CANCELED", note }, answer: nothing }),

    revoke: (orderId, revocation) => call(revocationCall(at(orderId, "/revoke"), revocation)),

    setAdditionalEmails: (orderId, emails) =>
      call({ method: "PUT", path: at(orderId, "/additional-emails"), body: { additional_emails: emails }, answer: nothing }),

    setCustomRenewalMessage: (orderId, message) =>
      call({ method: "PUT", path: at(orderId, "/custom-renewal-message"), body: { custom_renewal_message: message }, answer: nothing }),

    setRenewalNotices: (orderId, enabled) =>
      call({ method: "PUT", path: at(orderId, `/renewal-emails/${enabled ? "enabled" : "disabled"}`), answer: nothing }),

    setCustomField: (orderId, { metadataId, value }) =>
      call({
        method: "POST",
        path: at(orderId, "/custom-field"),
        body: { metadata_id: metadataId, value },
        // It sets a value, so that twice is as good as once.
        repeat: "freely",
        answer: nothing,
      }),
  };
}

/** DigiCert does not document what it answers for an id that is free. An unknown route means a wrong base URL: that is no "none". */
function isNone(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 404 &&
    !error.hasCode("not_found|route") &&
    error.errors.some(({ code }) => code.startsWith("not_found"))
  );
}

const orderAnswer: Decoder<OrderAnswer> = record({
  orderId: must("id", id),
  certificateId: may("certificate_id", id),
  requests: list("requests", requestRow),
  organizationId: may("organization.id", id),
  domains: list("domains", record({ id: must("id", id), name: must("name", text) })),
  certificateChain: must("certificate_chain", chainEntries),
});

const validity = {
  years: may("years", whole),
  days: may("days", whole),
  customExpirationDate: may("custom_expiration_date", text),
};

const orderCertificate = record({
  id: may("id", id),
  status: may("status", text),
  commonName: may("common_name", text),
  dnsNames: must("dns_names", texts),
  csr: may("csr", text),
  signatureHash: may("signature_hash", text),
  caCertId: may("ca_cert.id", text),
  organizationUnits: may("organization_units", texts),
  serverPlatformId: may("server_platform.id", whole),
  profileOption: may("profile_option", text),
  thumbprint: may("thumbprint", text),
  serialNumber: may("serial_number", text),
  dateIssued: may("date_issued", text),
  validFrom: may("valid_from", text),
  validTill: may("valid_till", text),
});

/** A custom field without a value has none, in whatever way. */
const textOrEmpty: Decoder<string> = (value, at) => text(value ?? "", at);

const infoMembers = record({
  orderId: must("id", id),
  status: must("status", text),
  productByItself: may("product.name_id", text),
  productByName: may("product_name_id", text),
  alternativeOrderId: may("alternative_order_id", text),
  certificate: must("certificate", orEmpty(orderCertificate)),
  organizationId: may("organization.id", id),
  organizationOfCertificate: may("certificate.organization.id", id),
  containerId: may("container.id", id),
  dateCreated: may("date_created", text),
  orderValidUntil: may("order_valid_till", text),
  orderValidity: may("order_validity", record(validity)),
  oldYears: may("validity_years", whole),
  oldDays: may("validity_days", whole),
  oldDate: may("custom_expiration_date", text),
  isRenewal: may("is_renewal", flag),
  isRenewed: may("is_renewed", flag),
  renewedOrderId: may("renewed_order_id", id),
  renewalOfOrderId: may("renewal_of_order_id", id),
  autoRenew: may("auto_renew", flag),
  additionalEmails: may("additional_emails", texts),
  customRenewalMessage: may("custom_renewal_message", text),
  disableRenewalNotifications: may("disable_renewal_notifications", flag),
  customFields: may("custom_fields", listOf(record({ metadataId: must("metadata_id", id), value: must("value", textOrEmpty) }))),
  requests: list("requests", requestRow),
});

/** Older orders show the deprecated validity, even beside the one that replaced it; what is shown twice is read once. */
const orderInfo: Decoder<OrderInfo> = (value, at) => {
  const { productByItself, productByName, organizationOfCertificate, orderValidity, oldYears, oldDays, oldDate, ...info } = infoMembers(
    value,
    at,
  );
  const product = productByItself ?? productByName;
  const organizationId = info.organizationId ?? organizationOfCertificate;
  const shown = isEmpty(orderValidity)
    ? withoutUndefined({ years: oldYears, days: oldDays, customExpirationDate: oldDate })
    : orderValidity;
  return {
    ...info,
    ...(product === undefined ? {} : { product }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(isEmpty(shown) ? {} : { validity: shown }),
  };
};

function withItsTime(incoming: Incoming): OrderInfo {
  const info = decoded(orderInfo)(incoming);
  return incoming.date === undefined ? info : { ...info, answeredAt: incoming.date.toISOString() };
}

function isEmpty(value: object | undefined): value is undefined {
  return value === undefined || Object.keys(value).length === 0;
}

function withoutUndefined<T extends Readonly<Record<string, unknown>>>(value: T): { readonly [N in keyof T]?: NonNullable<T[N]> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    readonly [N in keyof T]?: NonNullable<T[N]>;
  };
}

const alternates = record({
  orders: list(
    "orders",
    record({
      orderId: must("order_id", id),
      certificateId: may("certificate_id", id),
      status: may("status", text),
    }) satisfies Decoder<AlternateRow>,
  ),
});

const statusChanges = record({
  orders: list(
    "orders",
    record({
      orderId: must("order_id", id),
      certificateId: may("certificate_id", id),
      status: must("status", text),
    }) satisfies Decoder<StatusChange>,
  ),
});

const certificates = record({
  certificates: list(
    "certificates",
    record({
      id: must("id", id),
      status: may("status", text),
      commonName: may("common_name", text),
      dnsNames: must("dns_names", texts),
      serialNumber: may("serial_number", text),
      thumbprint: may("thumbprint", text),
      csr: may("csr", text),
      dateIssued: may("date_issued", text),
      validTill: may("valid_till", text),
    }) satisfies Decoder<CertificateRow>,
  ),
});
