import { invalidValue } from "../http/refusal";
import { listAt } from "../http/wire";
import { allNames, type CertificateWish, type IssuedCertificate } from "../state/order";
import { certificateWishOf } from "./certificateWish";

/**
 * [DOC] Duplicate certificate (services-api/orders/duplicate-certificate): "All certificate fields must be identical to the original with the exception
 * of the CSR, server platform, or signature hash"; a multi-domain one may have another of its names as the common name, and a wildcard one further
 * names below the wildcard.
 */
export async function duplicateWishOf(body: unknown, original: IssuedCertificate): Promise<CertificateWish> {
  const { order, wish } = original;
  const asked = await certificateWishOf(body, order.account, order.product);
  const { commonName } = asked;
  const dnsNames = listAt(body, "certificate.dns_names").length === 0 ? wish.dnsNames : asked.dnsNames;
  if (commonName.toLowerCase() !== wish.commonName.toLowerCase() && !order.product.endsWith("_multi_domain")) {
    throw invalidValue("certificate.common_name", "it must be that of the original");
  }
  const names = allNames({ ...asked, dnsNames });
  const originals = allNames(wish);
  const further = [...names].filter((name) => !originals.has(name) && !isBelowWildcard(name, originals));
  if (further.length > 0 || [...originals].some((name) => !names.has(name))) {
    throw invalidValue("certificate.dns_names", "they must be those of the original");
  }
  const { csr, key, hash, serverPlatformId } = asked;
  return { ...wish, commonName, dnsNames, csr, key, hash, serverPlatformId };
}

function isBelowWildcard(name: string, names: ReadonlySet<string>): boolean {
  return [...names].some((each) => each.startsWith("*.") && name.endsWith(each.slice(1)));
}
