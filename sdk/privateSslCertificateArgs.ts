// Generated from provider/request/fields.ts by tools/generateInputs.ts: `npm run docs` writes it anew.

import type * as pulumi from "@pulumi/pulumi";

/** What a private SSL certificate is declared with. Names and types are those of DigiCert's page, in camelCase. */
export interface PrivateSslCertificateArgs {
  /**
   * The product to order, as the last part of DigiCert's URL names it. It must be enabled for the account.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `private_ssl_certificate_id`, the last part of the URL.
   */
  readonly product: pulumi.Input<"private_ssl_flex" | "private_ssl_plus" | "private_ssl_wildcard" | "private_ssl_multi_domain">;
  /**
   * The domain (or IP address) to be secured. It is one of the names of the certificate whether or not `dnsNames` repeats
   * it.
   *
   * Takes a DNS name ("api.corp.example"), a wildcard ("*.corp.example") or an IP address.
   *
   * Refused at preview: a wildcard, except for `private_ssl_wildcard` and `private_ssl_flex`.
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * On DigiCert's page "Order Private SSL": `certificate.common_name`.
   */
  readonly commonName: pulumi.Input<string>;
  /**
   * Further names to be secured; DigiCert may charge for each. Order, case and repetition make no difference.
   *
   * Takes a list; each entry a DNS name ("api.corp.example"), a wildcard ("*.corp.example") or an IP address.
   *
   * Refused at preview: a wildcard, except for `private_ssl_wildcard` and `private_ssl_flex`.
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * On DigiCert's page "Order Private SSL": `certificate.dns_names`.
   */
  readonly dnsNames?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /**
   * The certificate signing request: PEM, or the base64 of its DER. DigiCert takes the public key from it and nothing else,
   * so another request for the same key is no change.
   *
   * Takes a certificate signing request in PEM.
   *
   * Refused at preview: what cannot be read or is not signed by its own key; any key but RSA of at least 2048 bits and EC on
   * P-256, P-384 or P-521.
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * On DigiCert's page "Order Private SSL": `certificate.csr`.
   */
  readonly csr: pulumi.Input<string>;
  /**
   * The hash algorithm that signs the certificate.
   *
   * Takes the name of a hash algorithm, such as "sha256".
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * On DigiCert's page "Order Private SSL": `certificate.signature_hash`.
   *
   * @default `"sha256"`
   */
  readonly signatureHash?: pulumi.Input<string | undefined>;
  /**
   * Id of the CA certificate that is to sign; DigiCert requires it where several are configured. The product look-up
   * (`getProduct`) lists the allowed ones.
   *
   * Takes the id of a CA certificate, such as "10A101A05684".
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * On DigiCert's page "Order Private SSL": `certificate.ca_cert_id`.
   *
   * @default the CA of the account
   */
  readonly caCertId?: pulumi.Input<string | undefined>;
  /**
   * Departments of the organization that the certificate is for.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `certificate.organization_units`.
   */
  readonly organizationUnits?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /**
   * The server that the certificate is for. DigiCert uses it for its instructions only.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `certificate.server_platform`.
   *
   * @default `{"id":-1}`
   */
  readonly serverPlatform?: pulumi.Input<ServerPlatformArgs | undefined>;
  /**
   * Name of the certificate profile, where the account uses custom profiles.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `certificate.profile_option`.
   */
  readonly profileOption?: pulumi.Input<string | undefined>;
  /**
   * SHA-1 thumbprint of the primary certificate of an order placed elsewhere, which the **first** order renews. Later
   * renewals name the current order by themselves.
   *
   * Takes the SHA-1 thumbprint of a certificate: 40 hexadecimal digits.
   *
   * Used by the first order only: a later change does nothing.
   *
   * On DigiCert's page "Order Private SSL": `renewed_thumbprint`.
   */
  readonly renewedThumbprint?: pulumi.Input<string | undefined>;
  /**
   * How long the certificate and the order are valid. Of several forms the page's precedence decides (a date over days over
   * years; this object over the deprecated inputs), and what is compared is the effective value.
   *
   * Refused at preview: no form of validity at all, neither here nor in a deprecated input.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `order_validity`.
   */
  readonly orderValidity?: pulumi.Input<OrderValidityArgs | undefined>;
  /**
   * Number of years that certificate and order are valid.
   *
   * Takes a whole number from 1 to 3.
   *
   * On DigiCert's page "Order Private SSL": `validity_years`.
   *
   * @deprecated Use `orderValidity.years`.
   */
  readonly validityYears?: pulumi.Input<number | undefined>;
  /**
   * Number of days that certificate and order are valid. Overrides `validityYears`.
   *
   * Takes a whole number of at least 1.
   *
   * On DigiCert's page "Order Private SSL": `validity_days`.
   *
   * @deprecated Use `orderValidity.days`.
   */
  readonly validityDays?: pulumi.Input<number | undefined>;
  /**
   * The date on which certificate and order end, in the form `yyyy-MM-dd` (`2030-06-09`). Overrides `validityDays` and
   * `validityYears`.
   *
   * Takes a date in the form yyyy-MM-dd, such as "2030-06-09".
   *
   * Refused at preview: a date that is not in the future, when it is new or changed.
   *
   * On DigiCert's page "Order Private SSL": `custom_expiration_date`.
   *
   * @deprecated Use `orderValidity.customExpirationDate` (which has another form of date).
   */
  readonly customExpirationDate?: pulumi.Input<string | undefined>;
  /**
   * Comments on the order, for the people who approve it.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `comments`.
   */
  readonly comments?: pulumi.Input<string | undefined>;
  /**
   * DigiCert renews the certificate by itself, 30 days before it ends: an order that no preview shows. This resource then
   * orders none by time, unless that renewal exists and is not in use; `renewal.beforeDays` says from when on it looks for
   * DigiCert's renewal and takes it over.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `auto_renew`.
   *
   * @default `false`
   */
  readonly autoRenew?: pulumi.Input<boolean | undefined>;
  /**
   * Message in DigiCert's renewal notifications.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `custom_renewal_message`.
   */
  readonly customRenewalMessage?: pulumi.Input<string | undefined>;
  /**
   * DigiCert sends no emails about renewal.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `disable_renewal_notifications`.
   *
   * @default `false`
   */
  readonly disableRenewalNotifications?: pulumi.Input<boolean | undefined>;
  /**
   * Further addresses for DigiCert's emails about the certificate. Order, case and repetition make no difference.
   *
   * Takes a list; each entry an email address.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `additional_emails`.
   */
  readonly additionalEmails?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /**
   * Id of an order placed elsewhere, in the same account, which the **first** order renews. Later renewals name the current
   * order by themselves.
   *
   * Takes a whole number of at least 1.
   *
   * Used by the first order only: a later change does nothing.
   *
   * On DigiCert's page "Order Private SSL": `renewal_of_order_id`.
   */
  readonly renewalOfOrderId?: pulumi.Input<number | undefined>;
  /**
   * How orders are paid: the account's balance, its default card (`profile`), or the card in `creditCard`.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `payment_method`.
   *
   * @default `"balance"`
   */
  readonly paymentMethod?: pulumi.Input<"balance" | "profile" | "card" | undefined>;
  /**
   * The card that pays; with `paymentMethod: "card"` only. **Every** order, each renewal too, charges it, and it stays
   * (encrypted) among the inputs in the state: `profile` or `balance` avoid both.
   *
   * Always secret; never among the outputs, never a reason for a change.
   *
   * Refused at preview: without `paymentMethod: "card"` and `billingAddress`.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card`.
   */
  readonly creditCard?: pulumi.Input<CreditCardArgs | undefined>;
  /**
   * The billing address of `creditCard`.
   *
   * Always secret; never among the outputs, never a reason for a change.
   *
   * Refused at preview: without `paymentMethod: "card"` and `creditCard`.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address`.
   */
  readonly billingAddress?: pulumi.Input<BillingAddressArgs | undefined>;
  /**
   * VAT number for the invoice.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `vat_number`.
   */
  readonly vatNumber?: pulumi.Input<string | undefined>;
  /**
   * Orders skip the approval step, where the API key may do so. Without it a person has to approve each order.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `skip_approval`.
   *
   * @default `false`
   */
  readonly skipApproval?: pulumi.Input<boolean | undefined>;
  /**
   * The certificate is not logged for certificate transparency. DigiCert ignores it unless logging per order is enabled.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `disable_ct`.
   *
   * @default `false`
   */
  readonly disableCt?: pulumi.Input<boolean | undefined>;
  /**
   * Organization contact of the order, instead of the organization's own.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact`.
   *
   * @default the contact of the organization
   */
  readonly organizationContact?: pulumi.Input<OrganizationContactArgs | undefined>;
  /**
   * Technical contact of the order, instead of the organization's own.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact`.
   *
   * @default the contact of the organization
   */
  readonly technicalContact?: pulumi.Input<TechnicalContactArgs | undefined>;
  /**
   * The organization that the certificate is for: by `id`, or by the details DigiCert's page "Create organization" names.
   * The id that details led to is recorded, and every later order sends that id, so that no renewal makes another
   * organization. An `id` counts before details. Which details are required is DigiCert's to say.
   *
   * Refused at preview: neither an `id` nor details with at least a `name`.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization`.
   *
   * @default `digicert:organizationId` of the stack's configuration
   */
  readonly organization?: pulumi.Input<OrganizationArgs | undefined>;
  /**
   * Container (division) that the order is placed under.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `container`.
   *
   * @default the container of the API key
   */
  readonly container?: pulumi.Input<ContainerArgs | undefined>;
  /**
   * Custom fields of the account; its settings say which are required. Their order makes no difference.
   *
   * Refused at preview: the same `metadataId` twice.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `custom_fields`.
   */
  readonly customFields?: pulumi.Input<readonly pulumi.Input<CustomFieldArgs>[] | undefined>;
  /**
   * Id of your own for the order, sent unchanged with the **first** one; later orders add `n2`, `n3`, … It is what keeps an
   * order from being placed twice, so one is made where none is given.
   *
   * Takes letters and digits, at most 64 of them.
   *
   * Used by the first order only: a later change does nothing.
   *
   * On DigiCert's page "Order Private SSL": `alternative_order_id`.
   *
   * @default made from organization, project, stack and name of the resource
   */
  readonly alternativeOrderId?: pulumi.Input<string | undefined>;
  /**
   * Guests may reach the order. DigiCert refuses it where guest access is disabled in the account.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `enable_guest_access`.
   *
   * @default the setting of the account
   */
  readonly enableGuestAccess?: pulumi.Input<boolean | undefined>;
  /**
   * Language of the order's emails, such as `en` (from the example on DigiCert's page).
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `locale`.
   */
  readonly locale?: pulumi.Input<string | undefined>;
  /**
   * When the certificate is renewed, and what becomes of its predecessor.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   */
  readonly renewal?: pulumi.Input<RenewalArgs | undefined>;
  /**
   * How a changed CSR, hash, CA or added name is carried out: `renew` places a new order that renews the current one;
   * `reissue` stays inside the order; `auto` renews within 90 days of the end and reissues before. A reissue never takes a
   * name away: DigiCert would revoke the certificate in use.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `"renew"`
   */
  readonly changeStrategy?: pulumi.Input<"renew" | "reissue" | "auto" | undefined>;
  /**
   * How a run waits for an order to be issued.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   */
  readonly issuance?: pulumi.Input<IssuanceArgs | undefined>;
  /**
   * What deleting the resource does: `revoke` cancels what is pending and revokes what is issued; `keep` forgets it.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `revoke`; but an order that was adopted is kept unless `revoke` is given
   */
  readonly onDelete?: pulumi.Input<"revoke" | "keep" | undefined>;
  /**
   * The reason given to DigiCert when something is revoked.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `"cessationOfOperation"`
   */
  readonly revocationReason?: pulumi.Input<
    "unspecified" | "keyCompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation" | undefined
  >;
  /**
   * What to do when a refresh found the order or its newest certificate **revoked** outside of Pulumi.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `"renew"`
   */
  readonly onDrift?: pulumi.Input<"renew" | "fail" | "ignore" | undefined>;
  /**
   * Take over this order instead of placing one. Read when the resource is created; removed or changed later it does
   * nothing. Better left in the program: once removed, a `pulumi up --replace` orders anew. To move a certificate between
   * stacks, the source sets `onDelete: "keep"` first.
   *
   * Takes a whole number of at least 1.
   *
   * Used by the first order only: a later change does nothing.
   *
   * An input of this package's own: DigiCert never sees it.
   */
  readonly adoptOrderId?: pulumi.Input<number | undefined>;
}

/** Of `serverPlatform`: The server that the certificate is for. DigiCert uses it for its instructions only. */
export interface ServerPlatformArgs {
  /**
   * Id of the server platform, from DigiCert's glossary; -1 is "other".
   *
   * Takes a whole number of at least -1.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `certificate.server_platform.id`.
   */
  readonly id: pulumi.Input<number>;
}

/** Of `orderValidity`: How long the certificate and the order are valid. Of several forms the page's precedence decides (a date over days over years; this object over the deprecated inputs), and what is compared is the effective value. */
export interface OrderValidityArgs {
  /**
   * Number of years. Needed unless `days` or `customExpirationDate` replaces it.
   *
   * Takes a whole number from 1 to 3.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `order_validity.years`.
   */
  readonly years?: pulumi.Input<number | undefined>;
  /**
   * Number of days. Overrides `years`. DigiCert's page gives no upper bound.
   *
   * Takes a whole number of at least 1.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `order_validity.days`.
   */
  readonly days?: pulumi.Input<number | undefined>;
  /**
   * The date on which certificate and order end, in the form `dd MMM YYYY` (`09 JUN 2030`). Overrides `days` and `years`. A
   * fixed date cannot be renewed by time: change it to renew.
   *
   * Takes a date in the form dd MMM YYYY, such as "09 JUN 2030".
   *
   * Refused at preview: a date that is not in the future, when it is new or changed.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * On DigiCert's page "Order Private SSL": `order_validity.custom_expiration_date`.
   */
  readonly customExpirationDate?: pulumi.Input<string | undefined>;
}

/** Of `creditCard`: The card that pays; with `paymentMethod: "card"` only. **Every** order, each renewal too, charges it, and it stays (encrypted) among the inputs in the state: `profile` or `balance` avoid both. */
export interface CreditCardArgs {
  /**
   * Card number, digits only.
   *
   * Takes 12 to 19 digits.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card.number`.
   */
  readonly number: pulumi.Input<string>;
  /**
   * Month in which the card expires, 1 to 12.
   *
   * Takes a whole number from 1 to 12.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card.expiration_month`.
   */
  readonly expirationMonth: pulumi.Input<number>;
  /**
   * Year in which the card expires, four digits.
   *
   * Takes a whole number from 2000 to 2999.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card.expiration_year`.
   */
  readonly expirationYear: pulumi.Input<number>;
  /**
   * Card verification value, three or four digits. DigiCert types it as a number, so leading zeros fall away.
   *
   * Takes a whole number from 0 to 9999.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card.cvv`.
   */
  readonly cvv: pulumi.Input<number>;
  /**
   * First and last name of the cardholder.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `credit_card.cardholder_name`.
   */
  readonly cardholderName: pulumi.Input<string>;
}

/** Of `billingAddress`: The billing address of `creditCard`. */
export interface BillingAddressArgs {
  /**
   * Street.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.address`.
   */
  readonly address: pulumi.Input<string>;
  /**
   * Continuation of the street.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.address2`.
   */
  readonly address2?: pulumi.Input<string | undefined>;
  /**
   * City.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.city`.
   */
  readonly city: pulumi.Input<string>;
  /**
   * State or province; some countries need none.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.state`.
   */
  readonly state?: pulumi.Input<string | undefined>;
  /**
   * Country.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.country`.
   */
  readonly country: pulumi.Input<string>;
  /**
   * Zip or postal code; some countries need none.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `billing_address.zip`.
   */
  readonly zip?: pulumi.Input<string | undefined>;
}

/** Of `organizationContact`: Organization contact of the order, instead of the organization's own. */
export interface OrganizationContactArgs {
  /**
   * First name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.first_name`.
   */
  readonly firstName: pulumi.Input<string>;
  /**
   * Last name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.last_name`.
   */
  readonly lastName: pulumi.Input<string>;
  /**
   * Email address.
   *
   * Takes an email address.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.email`.
   */
  readonly email: pulumi.Input<string>;
  /**
   * Job title.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.job_title`.
   */
  readonly jobTitle?: pulumi.Input<string | undefined>;
  /**
   * Telephone number.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.telephone`.
   */
  readonly telephone?: pulumi.Input<string | undefined>;
  /**
   * Telephone extension.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization_contact.telephone_extension`.
   */
  readonly telephoneExtension?: pulumi.Input<string | undefined>;
}

/** Of `technicalContact`: Technical contact of the order, instead of the organization's own. */
export interface TechnicalContactArgs {
  /**
   * First name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.first_name`.
   */
  readonly firstName: pulumi.Input<string>;
  /**
   * Last name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.last_name`.
   */
  readonly lastName: pulumi.Input<string>;
  /**
   * Email address.
   *
   * Takes an email address.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.email`.
   */
  readonly email: pulumi.Input<string>;
  /**
   * Job title.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.job_title`.
   */
  readonly jobTitle?: pulumi.Input<string | undefined>;
  /**
   * Telephone number.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.telephone`.
   */
  readonly telephone?: pulumi.Input<string | undefined>;
  /**
   * Telephone extension.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `technical_contact.telephone_extension`.
   */
  readonly telephoneExtension?: pulumi.Input<string | undefined>;
}

/** Of `organization`: The organization that the certificate is for: by `id`, or by the details DigiCert's page "Create organization" names. The id that details led to is recorded, and every later order sends that id, so that no renewal makes another organization. An `id` counts before details. Which details are required is DigiCert's to say. */
export interface OrganizationArgs {
  /**
   * Id of an organization of the account: recommended over details.
   *
   * Takes a whole number of at least 1.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.id`.
   */
  readonly id?: pulumi.Input<number | undefined>;
  /**
   * Legal name. Needed where no `id` is given.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.name`.
   */
  readonly name?: pulumi.Input<string | undefined>;
  /**
   * Name under which the organization does business.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.assumed_name`.
   */
  readonly assumedName?: pulumi.Input<string | undefined>;
  /**
   * Street.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.address`.
   */
  readonly address?: pulumi.Input<string | undefined>;
  /**
   * Continuation of the street.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.address2`.
   */
  readonly address2?: pulumi.Input<string | undefined>;
  /**
   * Zip or postal code.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.zip`.
   */
  readonly zip?: pulumi.Input<string | undefined>;
  /**
   * City.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.city`.
   */
  readonly city?: pulumi.Input<string | undefined>;
  /**
   * State or province.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.state`.
   */
  readonly state?: pulumi.Input<string | undefined>;
  /**
   * Country, as a code of two letters.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.country`.
   */
  readonly country?: pulumi.Input<string | undefined>;
  /**
   * Telephone number.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `organization.telephone`.
   */
  readonly telephone?: pulumi.Input<string | undefined>;
  /**
   * Contacts of the organization.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts`.
   */
  readonly contacts?: pulumi.Input<readonly pulumi.Input<OrganizationDetailsContactArgs>[] | undefined>;
  /**
   * What DigiCert is to validate a new organization for.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations`.
   */
  readonly validations?: pulumi.Input<readonly pulumi.Input<OrganizationValidationArgs>[] | undefined>;
  /**
   * Container (division) that a new organization belongs to.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.container`.
   */
  readonly container?: pulumi.Input<OrganizationContainerArgs | undefined>;
  /**
   * DigiCert makes a new organization even if one with the same details exists. It counts only for the order that makes the
   * organization; later ones name its id.
   *
   * Used by the first order only: a later change does nothing.
   *
   * On DigiCert's page "Order Private SSL": `organization.skip_duplicate_org_check`.
   *
   * @default `false`
   */
  readonly skipDuplicateOrgCheck?: pulumi.Input<boolean | undefined>;
}

/** Of `organization.contacts`: Contacts of the organization. */
export interface OrganizationDetailsContactArgs {
  /**
   * What the contact is for, such as `organization_contact` or `technical_contact`.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].contact_type`.
   */
  readonly contactType?: pulumi.Input<string | undefined>;
  /**
   * Id of a CertCentral user, instead of the person's details.
   *
   * Takes a whole number of at least 1.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].user_id`.
   */
  readonly userId?: pulumi.Input<number | undefined>;
  /**
   * First name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].first_name`.
   */
  readonly firstName?: pulumi.Input<string | undefined>;
  /**
   * Last name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].last_name`.
   */
  readonly lastName?: pulumi.Input<string | undefined>;
  /**
   * Email address.
   *
   * Takes an email address.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].email`.
   */
  readonly email?: pulumi.Input<string | undefined>;
  /**
   * Job title.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].job_title`.
   */
  readonly jobTitle?: pulumi.Input<string | undefined>;
  /**
   * Telephone number.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].telephone`.
   */
  readonly telephone?: pulumi.Input<string | undefined>;
  /**
   * Telephone extension.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.contacts[].telephone_extension`.
   */
  readonly telephoneExtension?: pulumi.Input<string | undefined>;
}

/** Of `organization.validations`: What DigiCert is to validate a new organization for. */
export interface OrganizationValidationArgs {
  /**
   * Type of validation, such as `ov`.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].type`.
   */
  readonly type: pulumi.Input<string>;
  /**
   * People who may approve orders.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users`.
   */
  readonly verifiedUsers?: pulumi.Input<readonly pulumi.Input<VerifiedUserArgs>[] | undefined>;
}

/** Of `organization.validations[].verifiedUsers`: People who may approve orders. */
export interface VerifiedUserArgs {
  /**
   * Id of a CertCentral user, instead of the person's details.
   *
   * Takes a whole number of at least 1.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].id`.
   */
  readonly id?: pulumi.Input<number | undefined>;
  /**
   * First name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].first_name`.
   */
  readonly firstName?: pulumi.Input<string | undefined>;
  /**
   * Last name.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].last_name`.
   */
  readonly lastName?: pulumi.Input<string | undefined>;
  /**
   * Email address.
   *
   * Takes an email address.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].email`.
   */
  readonly email?: pulumi.Input<string | undefined>;
  /**
   * Job title.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].job_title`.
   */
  readonly jobTitle?: pulumi.Input<string | undefined>;
  /**
   * Telephone number.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.validations[].verified_users[].telephone`.
   */
  readonly telephone?: pulumi.Input<string | undefined>;
}

/** Of `organization.container`: Container (division) that a new organization belongs to. */
export interface OrganizationContainerArgs {
  /**
   * Id of the container.
   *
   * Takes a whole number of at least 1.
   *
   * A change does nothing now: the next order uses it.
   *
   * On DigiCert's page "Order Private SSL": `organization.container.id`.
   */
  readonly id: pulumi.Input<number>;
}

/** Of `container`: Container (division) that the order is placed under. */
export interface ContainerArgs {
  /**
   * Id of the container.
   *
   * Takes a whole number of at least 1.
   *
   * Changing it asks for a new paid order without a link to the current one, which is kept.
   *
   * On DigiCert's page "Order Private SSL": `container.id`.
   */
  readonly id: pulumi.Input<number>;
}

/** Of `customFields`: Custom fields of the account; its settings say which are required. Their order makes no difference. */
export interface CustomFieldArgs {
  /**
   * Id of the custom field.
   *
   * Takes a whole number of at least 1.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `custom_fields[].metadata_id`.
   */
  readonly metadataId: pulumi.Input<number>;
  /**
   * Its value; the account's settings say which are allowed.
   *
   * Changed in place: no order, no cost.
   *
   * On DigiCert's page "Order Private SSL": `custom_fields[].value`.
   */
  readonly value: pulumi.Input<string>;
}

/** Of `renewal`: When the certificate is renewed, and what becomes of its predecessor. */
export interface RenewalArgs {
  /**
   * Renew when the certificate ends within this many days, or within a third of its lifetime if that is less; `0` never
   * renews by time.
   *
   * Takes a whole number of at least 0.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `30`
   */
  readonly beforeDays?: pulumi.Input<number | undefined>;
  /**
   * Any value: adding, changing or removing it asks for a renewal now.
   *
   * Changing it asks for a new paid order that renews the current one.
   *
   * An input of this package's own: DigiCert never sees it.
   */
  readonly trigger?: pulumi.Input<unknown>;
  /**
   * A renewal that **time alone** asked for and that fails is a warning, not an error, while the certificate has at least
   * this many days left.
   *
   * Takes a number of at least 0.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default every failure is an error
   */
  readonly tolerateFailureUntilDays?: pulumi.Input<number | undefined>;
  /**
   * Revoke the predecessor by the first `pulumi up` at least so many days after the new certificate was recorded, or after a
   * run found that what was approved meanwhile is no longer wanted. Setting it is your assurance that everything that uses
   * the certificate has moved by then.
   *
   * Takes a whole number of at least 1.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default the predecessor is kept until it ends
   */
  readonly revokePredecessorAfterDays?: pulumi.Input<number | undefined>;
}

/** Of `issuance`: How a run waits for an order to be issued. */
export interface IssuanceArgs {
  /**
   * How long one run waits for DigiCert. `customTimeouts` of the resource is copied into it; given here it wins.
   *
   * Takes a number above 0.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `600`
   */
  readonly timeoutSeconds?: pulumi.Input<number | undefined>;
  /**
   * Wait for a person's approval, too. Otherwise such an order ends the run at once, saved, and the next `pulumi up` resumes
   * it.
   *
   * A change is recorded; DigiCert is not called.
   *
   * An input of this package's own: DigiCert never sees it.
   *
   * @default `false`
   */
  readonly waitForApproval?: pulumi.Input<boolean | undefined>;
}
