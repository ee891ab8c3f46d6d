import { UNKNOWN } from "../provider/request/field";
import { shown } from "../provider/request/words";
import type { PrivateSslCertificateArgs } from "../sdk/privateSslCertificateArgs";
import { certificatePolicy } from "./certificatePolicy";
import { listed } from "./listed";

type Product = Extract<PrivateSslCertificateArgs["product"], string>;

export interface AllowedProductsSettings {
  /** The products that may be ordered. @default all four */
  readonly products: readonly Product[];
}

const products = [
  "private_ssl_flex",
  "private_ssl_plus",
  "private_ssl_wildcard",
  "private_ssl_multi_domain",
] as const satisfies readonly Product[];

/** Which of DigiCert's products may be ordered. */
export const allowedProducts = certificatePolicy<AllowedProductsSettings>({
  name: "digicert-allowed-products",
  displayName: "Allowed products",
  description: "A private certificate is one of the products that the organisation buys.",
  severity: "high",
  schema: {
    products: {
      type: "array",
      items: { type: "string", enum: [...products] },
      minItems: 1,
      uniqueItems: true,
      description: "The products that may be ordered.",
    },
  },
  defaults: { products },
  judge: ({ product }, { products: allowed }) =>
    typeof product !== "string" || product === UNKNOWN || allowed.some((each) => each === product)
      ? []
      : [`product is ${shown(product)}: allowed ${listed(allowed)}. Order one of those`],
});
