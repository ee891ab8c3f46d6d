/** [Page] Order Private SSL. */
export const privateProducts = {
  private_ssl_flex: "Private SSL OV",
  private_ssl_plus: "Private SSL Plus Certificate",
  private_ssl_wildcard: "Private SSL Wildcard Certificate",
  private_ssl_multi_domain: "Private SSL Multi Domain Certificate",
} as const;

/**
 * [DOC] Order Basic OV (services-api/orders/order-basic-ov), Order OV/EV SSL (services-api/orders/order-ov-ev-ssl): what other people's clients order
 * unless they are told otherwise. Their organizations and domains count as validated.
 */
export const publicProducts = {
  ssl_basic: "Basic OV",
  ssl_plus: "Standard SSL",
  ssl_wildcard: "Wildcard SSL",
  ssl_multi_domain: "Multi-Domain SSL",
} as const;

export const products = { ...privateProducts, ...publicProducts };

export type Product = keyof typeof products;

export function isProduct(name: string): name is Product {
  return Object.hasOwn(products, name);
}

export function isPublic(product: Product): boolean {
  return Object.hasOwn(publicProducts, product);
}

/** [DOC] Order Basic OV: it replaces the plain, the multi-domain and the wildcard product; so does `private_ssl_flex`. */
export function allowsWildcards(product: Product): boolean {
  return product.endsWith("_wildcard") || product === "private_ssl_flex" || product === "ssl_basic";
}
