import { named } from "../certcentral/account";
import type { Product } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { allFields } from "../request/fields";
import { present } from "./present";
import type { GetProductResult, ProductName } from "./results";

/** Of what may be ordered, what this package orders. */
export function isPrivateSsl(name: string): name is ProductName {
  const { kind } = allFields.product;
  return kind.kind === "oneOf" && kind.values.includes(name);
}

export function privateSslIn(products: readonly Product[]): GetProductResult[] {
  return products.flatMap(({ nameId, ...product }) => (isPrivateSsl(nameId) ? [productResult(nameId, product)] : []));
}

export function noSuchProduct(name: unknown, products: readonly Product[], account: string): DigicertError {
  const found = privateSslIn(products).map((each) => `\`${each.name}\` (${each.displayName})`);
  return new DigicertError("DIGICERT_PRODUCT_NOT_FOUND", {
    name: String(name),
    account,
    found: found.length === 0 ? "none at all" : named(found),
  });
}

export function productResult(name: ProductName, product: Omit<Product, "nameId">): GetProductResult {
  const years = product.allowedOrderValidityYears.length > 0 ? product.allowedOrderValidityYears : product.allowedValidityYears;
  return present({
    name,
    displayName: product.name,
    groupName: product.groupName,
    allowedCaCertificates: [...product.allowedCaCerts],
    allowedSignatureHashes: [...product.signatureHashes],
    defaultSignatureHash: product.defaultSignatureHash,
    allowedValidityYears: [...years],
    maxValidityYears: product.maxOrderValidityYears,
    customExpirationDateAllowed: product.customExpirationDateAllowed,
    dnsNamesAllowed: product.additionalDnsNamesAllowed,
    autoRenewAllowed: product.autoRenewAllowed,
    allowedContainerIds: [...product.allowedContainerIds],
  });
}
