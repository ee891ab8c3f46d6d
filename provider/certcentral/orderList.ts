import { flag, id, list, may, must, record, text, texts, whole, type Decoder } from "./decode";

/** One order of a list: less than its info, and enough to choose by. */
export interface OrderRow {
  readonly orderId: number;
  readonly status: string;
  readonly product?: string;
  readonly commonName?: string;
  readonly dnsNames: readonly string[];
  readonly certificateId?: number;
  readonly validTill?: string;
  readonly orderValidUntil?: string;
  readonly dateCreated?: string;
  readonly organizationId?: number;
  readonly alternativeOrderId?: string;
  readonly renewedOrderId?: number;
  readonly isRenewed?: boolean;
  /** Whether certificates followed the first one. */
  readonly hasReissues?: boolean;
  /** Of a certificate that was revoked or reissued, where DigiCert tells it: the page on this list does not name it. */
  readonly certificateStatus?: string;
}

/** One page of a list. */
export interface OrderPage {
  readonly orders: readonly OrderRow[];
  /** Of all pages, where DigiCert says it: an empty list comes without. */
  readonly total?: number;
}

/** What is wanted of the list. */
export interface OrderQuery {
  readonly product: string;
  readonly offset: number;
}

/** Half of DigiCert's most: orders of hundreds of names each still make an answer of moderate size. */
export const PAGE_LIMIT = 500;

/** https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-orders.html. By id, so that orders placed meanwhile move no others; `order_id` is what a public client sorts by. */
export function queryOf({ product, offset }: OrderQuery): Readonly<Record<string, string | number>> {
  return { "filters[product_name_id]": product, sort: "order_id", limit: PAGE_LIMIT, offset };
}

const row = record({
  orderId: must("id", id),
  status: must("status", text),
  productByItself: may("product.name_id", text),
  productByName: may("product_name_id", text),
  commonName: may("certificate.common_name", text),
  dnsNames: must("certificate.dns_names", texts),
  certificateId: may("certificate.id", id),
  validTill: may("certificate.valid_till", text),
  orderValidUntil: may("order_valid_till", text),
  dateCreated: may("date_created", text),
  organizationId: may("organization.id", id),
  alternativeOrderId: may("alternative_order_id", text),
  renewedOrderId: may("renewed_order_id", id),
  isRenewed: may("is_renewed", flag),
  hasReissues: may("has_reissues", flag),
  certificateStatus: may("certificate.status", text),
});

const orderRow: Decoder<OrderRow> = (value, at) => {
  const { productByItself, productByName, ...rest } = row(value, at);
  const product = productByItself ?? productByName;
  return { ...rest, ...(product === undefined ? {} : { product }) };
};

export const orderPage: Decoder<OrderPage> = record({ orders: list("orders", orderRow), total: may("page.total", whole) });
