import type { Account } from "../state/account";
import { isPublic, products, type Product } from "../state/products";
import { numberFor, productSummary } from "./wording";

const YEARS = [1, 2, 3];
const HASHES = ["sha256", "sha384", "sha512"];

/** [DOC] Product list: the years are numbers here. */
export function productInList(product: Product, account: Account) {
  return {
    group_name: groupOf(product),
    name_id: product,
    name: products[product],
    type: "ssl_certificate",
    allowed_container_ids: account.settings.containers.map(({ id }) => id),
    allowed_validity_years: YEARS,
    allowed_order_validity_years: YEARS,
    signature_hash_types: hashTypes(),
    csr_required: true,
    allowed_ca_certs: authorities(account),
  };
}

/** [DOC] Product info: the years are strings here. */
export function productDetails(product: Product, account: Account) {
  return {
    ...productSummary(product),
    group_name: groupOf(product),
    duplicates_allowed: true,
    allowed_validity_years: YEARS.map((year) => numberFor(account, year)),
    max_multi_year_order_validity_years: Math.max(...YEARS),
    signature_hash_types: hashTypes(),
    allowed_ca_certs: authorities(account),
    custom_expiration_date_allowed: true,
    additional_dns_names_allowed: true,
    server_platforms: [{ id: -1, name: "OTHER" }],
    license_agreement: "The sandbox promises nothing.",
    allow_auto_renew: true,
  };
}

/** [DOC] Glossary, product identifiers. */
function groupOf(product: Product): string {
  return isPublic(product) ? "ssl_certificate" : "private_ssl_certificate";
}

function authorities({ settings }: Account) {
  return settings.authorities.map(({ id, name }) => ({ id, name, chain_info: `${name} (SHA2-256) > ${name} Root (SHA2-256)` }));
}

function hashTypes() {
  return {
    allowed_hash_types: HASHES.map((name) => ({ id: name, name: name.toUpperCase().replace("SHA", "SHA-") })),
    default_hash_type_id: "sha256",
  };
}
