/** What these tests order: the simplest private SSL certificate that DigiCert takes, for one name. */
import { makeCsr } from "../support/csr";

export const name = "api.corp.example";

export function wish(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    product: "private_ssl_plus",
    commonName: name,
    ...(more["csr"] === undefined ? { csr: makeCsr([name]).csrPem } : {}),
    organization: { id: 123456 },
    orderValidity: { years: 1 },
    ...more,
  };
}
