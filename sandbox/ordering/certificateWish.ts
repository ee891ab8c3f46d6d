import { isIP } from "node:net";

import type { AuthoritySettings } from "../accountSettings";
import { isTooSmall, readCsr, type CsrKey } from "../authority/csr";
import type { Hash } from "../authority/signer";
import { invalidValue, requiredParams } from "../http/refusal";
import { numberAt, textAt, textsAt } from "../http/wire";
import type { Account } from "../state/account";
import { allowsWildcards, type Product } from "../state/products";
import type { CertificateWish } from "../state/order";

const hashes: Readonly<Record<string, Hash>> = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
const OTHER_PLATFORM = -1;
const DNS_NAME = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Reads the `certificate` object of an order or a reissue. Nothing is taken from the CSR but its key. */
export async function certificateWishOf(body: unknown, account: Account, product: Product): Promise<CertificateWish> {
  const commonName = textAt(body, "certificate.common_name") ?? "";
  const dnsNames = textsAt(body, "certificate.dns_names");
  checkName("certificate.common_name", commonName, product);
  for (const name of dnsNames) checkName("certificate.dns_names", name, product);
  const csr = textAt(body, "certificate.csr") ?? "";
  return {
    commonName,
    dnsNames,
    csr,
    key: await keyOf(csr),
    hash: hashOf(textAt(body, "certificate.signature_hash") ?? ""),
    authority: authorityFor(account, textAt(body, "certificate.ca_cert_id")),
    organizationUnits: textsAt(body, "certificate.organization_units"),
    serverPlatformId: numberAt(body, "certificate.server_platform.id") ?? OTHER_PLATFORM,
    profile: profileOf(account, textAt(body, "certificate.profile_option")),
  };
}

/** [Page] Required if multiple CA certificates are configured. */
function authorityFor(account: Account, id: string | undefined): AuthoritySettings {
  const { authorities } = account.settings;
  const only = authorities.length === 1 ? authorities[0] : undefined;
  if (id === undefined && only === undefined) throw requiredParams(["certificate.ca_cert_id"]);
  const found = id === undefined ? only : authorities.find((authority) => authority.id === id);
  if (found === undefined) throw invalidValue("certificate.ca_cert_id", "it is not allowed for this product");
  return found;
}

/** [Page] "If using custom certificate profiles, specify the profile name." */
function profileOf(account: Account, name: string | undefined): string | undefined {
  if (name !== undefined && !account.settings.profiles.includes(name)) {
    throw invalidValue("certificate.profile_option", "there is no such certificate profile in this account");
  }
  return name;
}

function hashOf(name: string): Hash {
  const hash = hashes[name.toLowerCase()];
  if (hash === undefined) throw invalidValue("certificate.signature_hash", `it is one of ${Object.keys(hashes).join(", ")}`);
  return hash;
}

async function keyOf(csr: string): Promise<CsrKey> {
  const key = await readCsr(csr);
  if (key === undefined) throw invalidValue("certificate.csr", "the CSR could not be parsed");
  if (isTooSmall(key)) throw invalidValue("certificate.csr", "the key is too small");
  return key;
}

/** Private names need no public suffix, and IP addresses are names too. */
function checkName(path: string, name: string, product: Product): void {
  if (isIP(name) !== 0) return;
  if (!DNS_NAME.test(name)) throw invalidValue(path, "it is neither a domain name nor an IP address");
  if (name.startsWith("*.") && !allowsWildcards(product)) {
    throw invalidValue(path, "this product does not allow wildcards");
  }
}
