import { at } from "../http/wire";
import type { Validity } from "../ordering/validity";
import { wartsOf } from "../state/account";
import type { CertCentral } from "../state/certCentral";
import { currentCertificate, isIssued, shownId, statusOf, successorOf, type Certificate, type Order } from "../state/order";
import { organizationSummary } from "./organizations";
import { containerSummary, given, idFor, numberFor, productSummary, userSummary, wireDate, wireTime } from "./wording";

const DAY_MS = 86_400_000;

/** [DOC] Order info: what the page's samples show, member by member, and what other people's clients read. */
export function orderInfo(order: Order, centre: CertCentral) {
  const now = centre.clock.now();
  const warts = wartsOf(order.account);
  const successor = warts.noRenewedOrderId ? undefined : successorOf(order);
  return given({
    id: order.id,
    certificate: certificateInfo(order, now),
    status: statusOf(order, now),
    is_renewal: order.renewalOf !== undefined,
    renewal_of_order_id: order.renewalOf?.id,
    is_renewed: successor !== undefined,
    renewed_order_id: successor?.id ?? 0,
    date_created: wireTime(order.placedAt),
    organization: organizationSummary(order.organization, order.account),
    ...validityMembers(order),
    disable_renewal_notifications: !order.renewalNotices,
    auto_renew: order.autoRenew ? 1 : 0,
    auto_reissue: 0,
    is_multi_year_plan: numberFor(order.account, 0),
    container: containerSummary(order.account, order.container?.id),
    product: productSummary(order.product),
    ...contacts(order),
    user: order.user === undefined ? undefined : userSummary(order.user),
    purchased_dns_names: namesShown(order, shownCertificate(order)).length,
    requests: requestList(order),
    is_out_of_contract: false,
    payment_method: order.paymentMethod,
    product_name_id: order.product,
    custom_fields: customFields(order),
    additional_emails: order.additionalEmails.length === 0 ? undefined : order.additionalEmails,
    custom_renewal_message: order.customRenewalMessage,
    alternative_order_id: order.alternativeOrderId,
    last_reissued_date: lastReissued(order),
    disable_issuance_email: false,
    price: order.paid,
    currency: "USD",
  });
}

/** The newest that was issued; before that, the one that was asked for. */
function shownCertificate(order: Order): Certificate | undefined {
  return currentCertificate(order) ?? order.certificates[0];
}

/** [DOC] Without an id in `needs_approval`; without serial number and dates until it is issued; with a status only where it was revoked or reissued. */
export function certificateInfo(order: Order, now: Date) {
  const certificate = shownCertificate(order);
  if (certificate === undefined) return undefined;
  const { wish, issued } = certificate;
  const warts = wartsOf(order.account);
  return given({
    id: shownId(order),
    thumbprint: issued?.thumbprint,
    serial_number: issued?.serialNumber,
    common_name: wish.commonName,
    dns_names: namesShown(order, certificate),
    date_created: wireTime(certificate.createdAt),
    date_issued: issued === undefined ? undefined : wireTime(issued.at),
    valid_from: issued === undefined ? undefined : wireDate(issued.notBefore),
    valid_till: issued === undefined ? undefined : wireDate(issued.notAfter),
    days_remaining: issued === undefined ? undefined : Math.floor((issued.notAfter.getTime() - now.getTime()) / DAY_MS),
    csr: warts.noCsrInOrderInfo ? undefined : wish.csr,
    organization: { id: idFor(order.account, order.organization.id) },
    organization_units: wish.organizationUnits.length === 0 ? undefined : wish.organizationUnits,
    server_platform: serverPlatform(wish.serverPlatformId),
    signature_hash: wish.hash.toLowerCase().replace("-", ""),
    key_size: wish.key.keySize,
    ca_cert: { id: wish.authority.id, name: wish.authority.name },
    profile_option: wish.profile,
    user_id: order.user?.id,
    status: certificateStatus(certificate),
  });
}

/** What lists of certificates call it. */
export function certificateStatus(certificate: Certificate): string | undefined {
  if (certificate.state === "revoked") return "revoked";
  return certificate.order.certificates[0] !== certificate && certificate.state === "issued" ? "issued" : undefined;
}

function namesShown({ account }: Order, certificate: Certificate | undefined): readonly string[] {
  const warts = wartsOf(account);
  if (certificate === undefined || (warts.blankDnsNames && !isIssued(certificate))) return [" "];
  const { commonName, dnsNames } = certificate.wish;
  return warts.commonNameAmongDnsNames ? [...new Set([commonName, ...dnsNames])] : dnsNames;
}

function validityMembers({ validity, validUntil }: Order) {
  return given({
    validity_years: validity.kind === "years" ? validity.years : undefined,
    order_validity: orderValidity(validity),
    order_valid_till: validUntil === undefined ? undefined : wireDate(validUntil),
  });
}

function orderValidity(validity: Validity) {
  if (validity.kind === "until") return { custom_expiration_date: validity.asked };
  return validity.kind === "years" ? { years: validity.years } : { days: validity.days };
}

/** Those of the order, where it had its own; else those of the organization. */
function contacts({ body, organization }: Order) {
  const ofOrganization = (type: string) => organization.contacts.find((contact) => at(contact, "contact_type") === type);
  return given({
    organization_contact: at(body, "organization_contact") ?? ofOrganization("organization_contact"),
    technical_contact: at(body, "technical_contact") ?? ofOrganization("technical_contact"),
  });
}

function requestList({ requests, account }: Order) {
  if (requests.length === 0) return undefined;
  return requests.map(({ id, date, type, status, comments }) =>
    given({
      id: idFor(account, id),
      date: wireTime(date),
      type,
      status: wartsOf(account).requestsWithoutStatus ? undefined : status,
      comments,
    }),
  );
}

function customFields({ customFields: values, account }: Order) {
  if (values.size === 0) return undefined;
  const labelOf = (id: number) => account.settings.customFields.find((field) => field.id === id)?.label;
  return [...values].map(([id, value]) => given({ metadata_id: id, label: labelOf(id), value }));
}

function lastReissued({ certificates }: Order): string | undefined {
  const last = certificates.slice(1).findLast(isIssued);
  return last === undefined ? undefined : wireTime(last.issued.at);
}

function serverPlatform(id: number) {
  return {
    id,
    name: id === -1 ? "OTHER" : `Platform ${String(id)}`,
    install_url: "http://www.digicert.com/SSL-certificate-installation.htm",
    csr_url: "http://www.digicert.com/csr-creation.htm",
  };
}
