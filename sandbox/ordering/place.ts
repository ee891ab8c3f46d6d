import { invalidValue, notFound, refused } from "../http/refusal";
import { flagAt, numberAt, textAt, textsAt } from "../http/wire";
import { checkBody } from "../schema/check";
import { orderShape } from "../schema/orderShape";
import { containerOf, type Account, type Organization, type User } from "../state/account";
import { noteChange, type CertCentral } from "../state/certCentral";
import { isProduct, type Product } from "../state/products";
import type { Certificate, CertificateWish, Order, Request } from "../state/order";
import { approve, mayApprove } from "./approval";
import { certificateWishOf } from "./certificateWish";
import { customFieldsOf } from "./customFields";
import { startIssuance } from "./issuance";
import { newCertificate } from "./newCertificate";
import { newRequest } from "./newRequest";
import { createOrganization, organizationWishOf, type OrganizationWish } from "./organization";
import { charge, paymentMethodOf } from "./payment";
import { renewedOrderOf } from "./renewal";
import { validityOf, type Validity } from "./validity";

export interface Placed {
  readonly order: Order;
  readonly certificate: Certificate;
  readonly request: Request | undefined;
  /** Only where the order created one. */
  readonly newOrganization: Organization | undefined;
}

const MAX_ALTERNATIVE_ID = 64;

/** Everything is checked before anything is changed: a refused order leaves no trace. */
export async function placeOrder(body: unknown, productName: string, user: User, account: Account, centre: CertCentral): Promise<Placed> {
  const product = productOf(productName, account);
  checkBody(body, orderShape, centre.strict);
  const accepted: Accepted = {
    body,
    product,
    user,
    account,
    alternativeOrderId: alternativeOrderIdOf(body, account, centre),
    wish: await certificateWishOf(body, account, product),
    validity: validityOf(body, { strict: centre.strict, now: centre.clock.now() }),
    renewalOf: renewedOrderOf(body, account, centre),
    customFields: customFieldsOf(body, account),
    guestAccess: guestAccessOf(body, account),
    container: containerIn(body, account),
    paymentMethod: paymentMethodOf(body, account),
    organization: organizationWishOf(body, account),
  };
  return write(accepted, centre);
}

interface Accepted extends Pick<
  Order,
  "product" | "account" | "renewalOf" | "customFields" | "guestAccess" | "container" | "alternativeOrderId" | "paymentMethod"
> {
  readonly body: unknown;
  readonly user: User;
  readonly wish: CertificateWish;
  readonly validity: Validity;
  readonly organization: OrganizationWish;
}

async function write(accepted: Accepted, centre: CertCentral): Promise<Placed> {
  const { account, user, body } = accepted;
  const { organization, created } = organizationFor(accepted.organization, account, centre);
  const order = newOrder(accepted, organization, centre);
  centre.register.addOrder(order);
  if (accepted.renewalOf !== undefined) accepted.renewalOf.renewedBy = order;
  const certificate = newCertificate(order, accepted.wish, order.placedAt, centre);
  const request = await ask({ type: "new_request", certificate, user, body }, centre);
  return { order, certificate, request, newOrganization: created ? organization : undefined };
}

export interface Asked {
  readonly type: "new_request" | "reissue" | "duplicate";
  readonly certificate: Certificate;
  readonly user: User;
  readonly body: unknown;
}

/**
 * Leaves the certificate to whoever decides. [DOC] With `skip_approval` there is no request at all; an account that approves by itself leaves an
 * approved one; and a person whose requests need approval cannot skip it.
 */
export async function ask({ type, certificate, user, body }: Asked, centre: CertCentral): Promise<Request | undefined> {
  const { order } = certificate;
  if (flagAt(body, "skip_approval") === true && mayApprove(user)) {
    await startIssuance(certificate, centre);
    return undefined;
  }
  const request = newRequest({ type, order, certificate, requester: user, comments: textAt(body, "comments") }, centre);
  const byItself = order.account.settings.approval === "automatic" && mayApprove(user);
  if (byItself) await approve(request, { by: "automatic", comment: undefined }, centre);
  else noteChange(centre, order, centre.clock.now());
  return request;
}

function newOrder(accepted: Accepted, organization: Organization, centre: CertCentral): Order {
  const { body, account } = accepted;
  return {
    id: centre.register.nextId("order"),
    account,
    product: accepted.product,
    body,
    placedAt: centre.clock.now(),
    user: accepted.user,
    alternativeOrderId: accepted.alternativeOrderId,
    renewalOf: accepted.renewalOf,
    organization,
    container: accepted.container,
    validity: accepted.validity,
    paid: charge(account, accepted.paymentMethod),
    paymentMethod: accepted.paymentMethod,
    autoRenew: numberAt(body, "auto_renew") === 1,
    guestAccess: accepted.guestAccess,
    ctLogging: !(account.settings.orderLevelCt && flagAt(body, "disable_ct") === true),
    certificates: [],
    duplicates: [],
    requests: [],
    validUntil: undefined,
    renewedBy: undefined,
    ended: undefined,
    forgotten: false,
    additionalEmails: textsAt(body, "additional_emails"),
    customRenewalMessage: textAt(body, "custom_renewal_message"),
    renewalNotices: flagAt(body, "disable_renewal_notifications") !== true,
    customFields: accepted.customFields,
  };
}

/** [DOC] `not_found|product` for an identifier that is none. What a product that is not enabled gets is not documented: the same. */
function productOf(name: string, account: Account): Product {
  if (!isProduct(name) || !account.settings.products.includes(name)) throw notFound("product");
  return name;
}

/** [Page] "This parameter is not allowed if guest access is disabled in your account settings." */
function guestAccessOf(body: unknown, account: Account): boolean {
  const asked = numberAt(body, "enable_guest_access");
  if (asked === undefined) return account.settings.guestAccess === "allowed" && account.settings.guestAccessByDefault;
  if (account.settings.guestAccess === "disabled") throw invalidValue("enable_guest_access", "guest access is disabled");
  return asked === 1;
}

function containerIn(body: unknown, account: Account): Order["container"] {
  const id = numberAt(body, "container.id");
  const container = containerOf(account, id);
  if (id !== undefined && container === undefined) throw invalidValue("container.id", "there is no such container in this account");
  return container;
}

/** [Page] At most 64 characters, and not one that an order of the account has, if the account requires unique ones. */
function alternativeOrderIdOf(body: unknown, account: Account, centre: CertCentral): string | undefined {
  const id = textAt(body, "alternative_order_id");
  if (id === undefined) return undefined;
  if (id.length > MAX_ALTERNATIVE_ID) throw invalidValue("alternative_order_id", `the maximum length is ${String(MAX_ALTERNATIVE_ID)}`);
  if (account.settings.uniqueAlternativeOrderIds && centre.register.under(account.id, id).length > 0) {
    throw refused("alternative_order_id_not_unique", "The alternative order ID is already assigned to an order in this account.");
  }
  return id;
}

function organizationFor(wish: OrganizationWish, account: Account, centre: CertCentral) {
  if ("existing" in wish) return { organization: wish.existing, created: false };
  return { organization: createOrganization(wish.create, account, centre.register), created: true };
}
