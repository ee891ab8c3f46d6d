import { at, isGiven } from "../http/wire";
import { flag, formats, listOf, object, optional, required, requiredIf, text, whole, type Shape } from "./shape";

/** [Page] Order Private SSL: its table of request parameters, in its order. */

const hash = text({ oneOf: ["sha256", "sha384", "sha512"] });
const emails = listOf(text({ format: formats.email }));
const paysByCard = (body: unknown) => at(body, "payment_method") === "card";
const namesNoOrganization = (body: unknown) => !isGiven(at(body, "organization.name"));
const hasDeprecatedValidity = (body: unknown) =>
  ["validity_years", "validity_days", "custom_expiration_date"].some((name) => isGiven(at(body, name)));

const serverPlatform = object({ id: required(whole()) });

const contact = object({
  first_name: required(text()),
  last_name: required(text()),
  email: required(text({ format: formats.email })),
  job_title: optional(text()),
  telephone: optional(text()),
  telephone_extension: optional(text()),
});

const orderValidity = object({
  years: optional(whole(1, 3)),
  days: optional(whole(1)),
  custom_expiration_date: optional(text({ format: formats.dateInWords })),
});

const creditCard = object({
  number: required(text({ format: formats.digits })),
  expiration_month: required(whole(1, 12)),
  expiration_year: required(whole(1000, 9999)),
  cvv: required(whole(0, 9999)),
  cardholder_name: required(text()),
});

const billingAddress = object({
  address: required(text()),
  address2: optional(text()),
  city: required(text()),
  state: optional(text()),
  country: required(text()),
  zip: optional(text()),
});

/** [DOC] Create organization. Which members are required differs between versions of that page: the name is in all of them. */
const organizationDetails = {
  assumed_name: optional(text()),
  address: optional(text()),
  address2: optional(text()),
  zip: optional(text()),
  city: optional(text()),
  state: optional(text()),
  country: optional(text()),
  telephone: optional(text()),
  // NOT FOUND: whether the people are one `user` or the `verified_users` of the page on validation. Both are taken.
  validations: optional(
    listOf(
      object({
        type: required(text()),
        user: optional(object({ id: required(whole()) })),
        verified_users: optional(
          listOf(
            object({
              id: optional(whole()),
              first_name: optional(text()),
              last_name: optional(text()),
              email: optional(text({ format: formats.email })),
              job_title: optional(text()),
              telephone: optional(text()),
            }),
          ),
        ),
      }),
    ),
  ),
  contacts: optional(
    listOf(
      object({
        contact_type: optional(text()),
        user_id: optional(whole()),
        first_name: optional(text()),
        last_name: optional(text()),
        email: optional(text({ format: formats.email })),
        job_title: optional(text()),
        telephone: optional(text()),
        telephone_extension: optional(text()),
      }),
    ),
  ),
  container: optional(object({ id: required(whole()) })),
  skip_duplicate_org_check: optional(flag()),
};

export const newOrganizationShape: Shape = object({ name: required(text()), ...organizationDetails });

export const orderShape: Shape = object({
  certificate: required(
    object({
      common_name: required(text()),
      dns_names: optional(listOf(text())),
      csr: required(text()),
      signature_hash: required(hash),
      ca_cert_id: optional(text()),
      organization_units: optional(listOf(text())),
      server_platform: optional(serverPlatform),
      profile_option: optional(text()),
    }),
  ),
  renewed_thumbprint: optional(text({ format: formats.thumbprint })),
  order_validity: requiredIf((body) => !hasDeprecatedValidity(body), orderValidity),
  validity_years: optional(whole(1, 3)),
  validity_days: optional(whole(1)),
  custom_expiration_date: optional(text({ format: formats.isoDate })),
  comments: optional(text()),
  auto_renew: optional(whole(0, 1)),
  custom_renewal_message: optional(text()),
  disable_renewal_notifications: optional(flag()),
  additional_emails: optional(emails),
  renewal_of_order_id: optional(whole()),
  payment_method: optional(text({ oneOf: ["balance", "profile", "card"] })),
  credit_card: requiredIf(paysByCard, creditCard),
  billing_address: requiredIf(paysByCard, billingAddress),
  vat_number: optional(text()),
  skip_approval: optional(flag()),
  disable_ct: optional(flag()),
  organization_contact: optional(contact),
  technical_contact: optional(contact),
  organization: required(object({ id: requiredIf(namesNoOrganization, whole()), name: optional(text()), ...organizationDetails })),
  container: optional(object({ id: required(whole()) })),
  custom_fields: optional(listOf(object({ metadata_id: required(whole()), value: required(text()) }))),
  alternative_order_id: optional(text({ maxLength: 64, format: formats.alphanumeric })),
  enable_guest_access: optional(whole(0, 1)),
  // In the page's example, not in its table.
  locale: optional(text()),
});

/** [DOC] Reissue certificate. In 2017 the server platform was required; the wart decides. */
export function reissueShape(needsServerPlatform: boolean): Shape {
  return object({
    certificate: required(
      object({
        common_name: required(text()),
        dns_names: optional(listOf(text())),
        csr: required(text()),
        signature_hash: required(hash),
        ca_cert_id: optional(text()),
        organization_units: optional(listOf(text())),
        server_platform: requiredIf(() => needsServerPlatform, serverPlatform),
        profile_option: optional(text()),
      }),
    ),
    skip_approval: optional(flag()),
    comments: optional(text()),
  });
}
