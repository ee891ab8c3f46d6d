import type { LeafRequest } from "../authority/authority";
import type { Certificate } from "../state/order";

/** What an authority is asked to sign: the names and the key as the order has them, the rest of the subject as the organization has it. */
export function leafRequest(
  { wish, order: { organization } }: Certificate,
  validity: Pick<LeafRequest, "notBefore" | "notAfter">,
  crlUrl: string,
): LeafRequest {
  return {
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
    subject: {
      commonName: wish.commonName,
      organizationUnits: wish.organizationUnits,
      organization: organization.name,
      ...(organization.city !== undefined && { city: organization.city }),
      ...(organization.state !== undefined && { state: organization.state }),
      // X.520: a country is two letters; what else an organization says stays out of the certificate.
      ...(organization.country?.length === 2 && { country: organization.country }),
    },
    dnsNames: wish.dnsNames,
    publicKey: wish.key.publicKey,
    isRsa: wish.key.isRsa,
    hash: wish.hash,
    serverAuthOnly: wish.profile === "server_auth_only_eku",
    crlUrl,
  };
}
