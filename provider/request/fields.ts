import { above, any, atLeast, flag, type Field, listOf, oneOf, optional, record, required, text, whole } from "./field";
import { alternativeId, caId, cardNumber, csr, dateInNumbers, dateInWords, email, hashName, hostName, thumbprint } from "./formats";

// THE MAP: every input once. Types, documentation, validation, encoding and the cost of a change all come from here.
// What DigiCert takes is named as on its page "Order Private SSL" (`wire`); a member is named from the object around it.

const id = whole(1);
const years = whole(1, 3);
/** DigiCert's page gives no upper bound for days: its answer decides. */
const days = whole(1);

const person = {
  firstName: required(text(), { doc: "First name.", wire: "first_name" }),
  lastName: required(text(), { doc: "Last name.", wire: "last_name" }),
  email: required(text(email), { doc: "Email address.", wire: "email" }),
  jobTitle: optional(text(), { doc: "Job title.", wire: "job_title" }),
  telephone: optional(text(), { doc: "Telephone number.", wire: "telephone" }),
  telephoneExtension: optional(text(), { doc: "Telephone extension.", wire: "telephone_extension" }),
};

/** A person who may be named by the id of a CertCentral user instead. */
const anyone = {
  firstName: optional(text(), { doc: "First name.", wire: "first_name" }),
  lastName: optional(text(), { doc: "Last name.", wire: "last_name" }),
  email: optional(text(email), { doc: "Email address.", wire: "email" }),
  jobTitle: optional(text(), { doc: "Job title.", wire: "job_title" }),
  telephone: optional(text(), { doc: "Telephone number.", wire: "telephone" }),
};

const fields = {
  product: required(oneOf("private_ssl_flex", "private_ssl_plus", "private_ssl_wildcard", "private_ssl_multi_domain"), {
    doc: "The product to order, as the last part of DigiCert's URL names it. It must be enabled for the account.",
    inUrl: "private_ssl_certificate_id",
    cost: "order",
  }),

  commonName: required(text(hostName), {
    doc: "The domain (or IP address) to be secured. It is one of the names of the certificate whether or not `dnsNames` repeats it.",
    wire: "certificate.common_name",
    cost: "renew",
    inReissue: true,
    refused: "A wildcard, except for `private_ssl_wildcard` and `private_ssl_flex`.",
  }),
  dnsNames: optional(listOf(text(hostName)), {
    doc: "Further names to be secured; DigiCert may charge for each. Order, case and repetition make no difference.",
    wire: "certificate.dns_names",
    cost: "renew",
    equality: "names",
    inReissue: true,
    refused: "A wildcard, except for `private_ssl_wildcard` and `private_ssl_flex`.",
  }),
  csr: required(text(csr), {
    doc: "The certificate signing request: PEM, or the base64 of its DER. DigiCert takes the public key from it and nothing else, so another request for the same key is no change.",
    wire: "certificate.csr",
    cost: "renew",
    equality: "publicKey",
    inReissue: true,
    refused: "What cannot be read or is not signed by its own key; any key but RSA of at least 2048 bits and EC on P-256, P-384 or P-521.",
  }),
  signatureHash: optional(text(hashName), {
    doc: "The hash algorithm that signs the certificate.",
    wire: "certificate.signature_hash",
    cost: "renew",
    default: "sha256",
    alwaysSent: "order",
    inReissue: true,
  }),
  caCertId: optional(text(caId), {
    doc: "Id of the CA certificate that is to sign; DigiCert requires it where several are configured. The product look-up (`getProduct`) lists the allowed ones.",
    wire: "certificate.ca_cert_id",
    cost: "renew",
    defaultSays: "the CA of the account",
    inReissue: true,
  }),
  organizationUnits: optional(listOf(text()), {
    doc: "Departments of the organization that the certificate is for.",
    wire: "certificate.organization_units",
    cost: "renew",
  }),
  serverPlatform: optional(
    record("ServerPlatform", {
      id: required(whole(-1), { doc: 'Id of the server platform, from DigiCert\'s glossary; -1 is "other".', wire: "id" }),
    }),
    {
      doc: "The server that the certificate is for. DigiCert uses it for its instructions only.",
      wire: "certificate.server_platform",
      cost: "nextOrder",
      default: { id: -1 },
      alwaysSent: "reissue",
      inReissue: true,
    },
  ),
  profileOption: optional(text(), {
    doc: "Name of the certificate profile, where the account uses custom profiles.",
    wire: "certificate.profile_option",
    cost: "renew",
  }),

  renewedThumbprint: optional(text(thumbprint), {
    doc: "SHA-1 thumbprint of the primary certificate of an order placed elsewhere, which the **first** order renews. Later renewals name the current order by themselves.",
    wire: "renewed_thumbprint",
    cost: "firstOrder",
  }),

  orderValidity: optional(
    record("OrderValidity", {
      years: optional(years, { doc: "Number of years. Needed unless `days` or `customExpirationDate` replaces it.", wire: "years" }),
      days: optional(days, { doc: "Number of days. Overrides `years`. DigiCert's page gives no upper bound.", wire: "days" }),
      customExpirationDate: optional(text(dateInWords), {
        doc: "The date on which certificate and order end, in the form `dd MMM YYYY` (`09 JUN 2030`). Overrides `days` and `years`. A fixed date cannot be renewed by time: change it to renew.",
        wire: "custom_expiration_date",
        refused: "A date that is not in the future, when it is new or changed.",
      }),
    }),
    {
      doc: "How long the certificate and the order are valid. Of several forms the page's precedence decides (a date over days over years; this object over the deprecated inputs), and what is compared is the effective value.",
      wire: "order_validity",
      cost: "renew",
      equality: "validity",
      refused: "No form of validity at all, neither here nor in a deprecated input.",
    },
  ),
  validityYears: optional(years, {
    doc: "Number of years that certificate and order are valid.",
    wire: "validity_years",
    cost: "renew",
    equality: "validity",
    deprecated: "Use `orderValidity.years`.",
  }),
  validityDays: optional(days, {
    doc: "Number of days that certificate and order are valid. Overrides `validityYears`.",
    wire: "validity_days",
    cost: "renew",
    equality: "validity",
    deprecated: "Use `orderValidity.days`.",
  }),
  customExpirationDate: optional(text(dateInNumbers), {
    doc: "The date on which certificate and order end, in the form `yyyy-MM-dd` (`2030-06-09`). Overrides `validityDays` and `validityYears`.",
    wire: "custom_expiration_date",
    cost: "renew",
    equality: "validity",
    deprecated: "Use `orderValidity.customExpirationDate` (which has another form of date).",
    refused: "A date that is not in the future, when it is new or changed.",
  }),

  comments: optional(text(), {
    doc: "Comments on the order, for the people who approve it.",
    wire: "comments",
    cost: "nextOrder",
    inReissue: true,
  }),
  autoRenew: optional(flag("0 or 1"), {
    doc: "DigiCert renews the certificate by itself, 30 days before it ends: an order that no preview shows. This resource then orders none by time, unless that renewal exists and is not in use; `renewal.beforeDays` says from when on it looks for DigiCert's renewal and takes it over.",
    wire: "auto_renew",
    cost: "nextOrder",
    default: false,
  }),
  customRenewalMessage: optional(text(), {
    doc: "Message in DigiCert's renewal notifications.",
    wire: "custom_renewal_message",
    cost: "inPlace",
  }),
  disableRenewalNotifications: optional(flag(), {
    doc: "DigiCert sends no emails about renewal.",
    wire: "disable_renewal_notifications",
    cost: "inPlace",
    default: false,
  }),
  additionalEmails: optional(listOf(text(email)), {
    doc: "Further addresses for DigiCert's emails about the certificate. Order, case and repetition make no difference.",
    wire: "additional_emails",
    cost: "inPlace",
  }),
  renewalOfOrderId: optional(id, {
    doc: "Id of an order placed elsewhere, in the same account, which the **first** order renews. Later renewals name the current order by themselves.",
    wire: "renewal_of_order_id",
    cost: "firstOrder",
  }),

  paymentMethod: optional(oneOf("balance", "profile", "card"), {
    doc: "How orders are paid: the account's balance, its default card (`profile`), or the card in `creditCard`.",
    wire: "payment_method",
    cost: "nextOrder",
    default: "balance",
  }),
  creditCard: optional(
    record("CreditCard", {
      number: required(text(cardNumber), { doc: "Card number, digits only.", wire: "number" }),
      expirationMonth: required(whole(1, 12), { doc: "Month in which the card expires, 1 to 12.", wire: "expiration_month" }),
      expirationYear: required(whole(2000, 2999), { doc: "Year in which the card expires, four digits.", wire: "expiration_year" }),
      cvv: required(whole(0, 9999), {
        doc: "Card verification value, three or four digits. DigiCert types it as a number, so leading zeros fall away.",
        wire: "cvv",
      }),
      cardholderName: required(text(), { doc: "First and last name of the cardholder.", wire: "cardholder_name" }),
    }),
    {
      doc: 'The card that pays; with `paymentMethod: "card"` only. **Every** order, each renewal too, charges it, and it stays (encrypted) among the inputs in the state: `profile` or `balance` avoid both.',
      wire: "credit_card",
      cost: "nextOrder",
      secret: true,
      refused: 'Without `paymentMethod: "card"` and `billingAddress`.',
    },
  ),
  billingAddress: optional(
    record("BillingAddress", {
      address: required(text(), { doc: "Street.", wire: "address" }),
      address2: optional(text(), { doc: "Continuation of the street.", wire: "address2" }),
      city: required(text(), { doc: "City.", wire: "city" }),
      state: optional(text(), { doc: "State or province; some countries need none.", wire: "state" }),
      country: required(text(), { doc: "Country.", wire: "country" }),
      zip: optional(text(), { doc: "Zip or postal code; some countries need none.", wire: "zip" }),
    }),
    {
      doc: "The billing address of `creditCard`.",
      wire: "billing_address",
      cost: "nextOrder",
      secret: true,
      refused: 'Without `paymentMethod: "card"` and `creditCard`.',
    },
  ),
  vatNumber: optional(text(), { doc: "VAT number for the invoice.", wire: "vat_number", cost: "nextOrder" }),
  skipApproval: optional(flag(), {
    doc: "Orders skip the approval step, where the API key may do so. Without it a person has to approve each order.",
    wire: "skip_approval",
    cost: "nextOrder",
    default: false,
    inReissue: true,
  }),
  disableCt: optional(flag(), {
    doc: "The certificate is not logged for certificate transparency. DigiCert ignores it unless logging per order is enabled.",
    wire: "disable_ct",
    cost: "nextOrder",
    default: false,
  }),
  organizationContact: optional(record("OrganizationContact", person), {
    doc: "Organization contact of the order, instead of the organization's own.",
    wire: "organization_contact",
    cost: "nextOrder",
    defaultSays: "the contact of the organization",
  }),
  technicalContact: optional(record("TechnicalContact", person), {
    doc: "Technical contact of the order, instead of the organization's own.",
    wire: "technical_contact",
    cost: "nextOrder",
    defaultSays: "the contact of the organization",
  }),

  organization: required(
    record("Organization", {
      id: optional(id, { doc: "Id of an organization of the account: recommended over details.", wire: "id" }),
      name: optional(text(), { doc: "Legal name. Needed where no `id` is given.", wire: "name" }),
      assumedName: optional(text(), { doc: "Name under which the organization does business.", wire: "assumed_name" }),
      address: optional(text(), { doc: "Street.", wire: "address" }),
      address2: optional(text(), { doc: "Continuation of the street.", wire: "address2" }),
      zip: optional(text(), { doc: "Zip or postal code.", wire: "zip" }),
      city: optional(text(), { doc: "City.", wire: "city" }),
      state: optional(text(), { doc: "State or province.", wire: "state" }),
      country: optional(text(), { doc: "Country, as a code of two letters.", wire: "country" }),
      telephone: optional(text(), { doc: "Telephone number.", wire: "telephone" }),
      contacts: optional(
        listOf(
          record("OrganizationDetailsContact", {
            contactType: optional(text(), {
              doc: "What the contact is for, such as `organization_contact` or `technical_contact`.",
              wire: "contact_type",
            }),
            userId: optional(id, { doc: "Id of a CertCentral user, instead of the person's details.", wire: "user_id" }),
            ...anyone,
            telephoneExtension: person.telephoneExtension,
          }),
        ),
        { doc: "Contacts of the organization.", wire: "contacts", cost: "nextOrder" },
      ),
      validations: optional(
        listOf(
          record("OrganizationValidation", {
            type: required(text(), { doc: "Type of validation, such as `ov`.", wire: "type" }),
            verifiedUsers: optional(
              listOf(
                record("VerifiedUser", {
                  id: optional(id, { doc: "Id of a CertCentral user, instead of the person's details.", wire: "id" }),
                  ...anyone,
                }),
              ),
              { doc: "People who may approve orders.", wire: "verified_users" },
            ),
          }),
        ),
        { doc: "What DigiCert is to validate a new organization for.", wire: "validations", cost: "nextOrder" },
      ),
      container: optional(record("OrganizationContainer", { id: required(id, { doc: "Id of the container.", wire: "id" }) }), {
        doc: "Container (division) that a new organization belongs to.",
        wire: "container",
        cost: "nextOrder",
      }),
      skipDuplicateOrgCheck: optional(flag(), {
        doc: "DigiCert makes a new organization even if one with the same details exists. It counts only for the order that makes the organization; later ones name its id.",
        wire: "skip_duplicate_org_check",
        cost: "firstOrder",
        default: false,
      }),
    }),
    {
      doc: "The organization that the certificate is for: by `id`, or by the details DigiCert's page \"Create organization\" names. The id that details led to is recorded, and every later order sends that id, so that no renewal makes another organization. An `id` counts before details. Which details are required is DigiCert's to say.",
      wire: "organization",
      cost: "order",
      equality: "organization",
      defaultSays: "`digicert:organizationId` of the stack's configuration",
      refused: "Neither an `id` nor details with at least a `name`.",
    },
  ),
  container: optional(record("Container", { id: required(id, { doc: "Id of the container.", wire: "id" }) }), {
    doc: "Container (division) that the order is placed under.",
    wire: "container",
    cost: "order",
    defaultSays: "the container of the API key",
  }),
  customFields: optional(
    listOf(
      record("CustomField", {
        metadataId: required(id, { doc: "Id of the custom field.", wire: "metadata_id" }),
        value: required(text(), { doc: "Its value; the account's settings say which are allowed.", wire: "value" }),
      }),
      "metadataId",
    ),
    {
      doc: "Custom fields of the account; its settings say which are required. Their order makes no difference.",
      wire: "custom_fields",
      cost: "inPlace",
      refused: "The same `metadataId` twice.",
    },
  ),
  alternativeOrderId: optional(text(alternativeId), {
    doc: "Id of your own for the order, sent unchanged with the **first** one; later orders add `n2`, `n3`, … It is what keeps an order from being placed twice, so one is made where none is given.",
    wire: "alternative_order_id",
    cost: "firstOrder",
    defaultSays: "made from organization, project, stack and name of the resource",
  }),
  enableGuestAccess: optional(flag("0 or 1"), {
    doc: "Guests may reach the order. DigiCert refuses it where guest access is disabled in the account.",
    wire: "enable_guest_access",
    cost: "nextOrder",
    defaultSays: "the setting of the account",
  }),
  locale: optional(text(), {
    doc: "Language of the order's emails, such as `en` (from the example on DigiCert's page).",
    wire: "locale",
    cost: "nextOrder",
  }),

  renewal: optional(
    record("Renewal", {
      beforeDays: optional(whole(0), {
        doc: "Renew when the certificate ends within this many days, or within a third of its lifetime if that is less; `0` never renews by time.",
        default: 30,
      }),
      trigger: optional(any, {
        doc: "Any value: adding, changing or removing it asks for a renewal now.",
        cost: "renew",
      }),
      tolerateFailureUntilDays: optional(atLeast(0), {
        doc: "A renewal that **time alone** asked for and that fails is a warning, not an error, while the certificate has at least this many days left.",
        defaultSays: "every failure is an error",
      }),
      revokePredecessorAfterDays: optional(whole(1), {
        doc: "Revoke the predecessor by the first `pulumi up` at least so many days after the new certificate was recorded, or after a run found that what was approved meanwhile is no longer wanted. Setting it is your assurance that everything that uses the certificate has moved by then.",
        defaultSays: "the predecessor is kept until it ends",
      }),
    }),
    { doc: "When the certificate is renewed, and what becomes of its predecessor.", cost: "setting" },
  ),
  changeStrategy: optional(oneOf("renew", "reissue", "auto"), {
    doc: "How a changed CSR, hash, CA or added name is carried out: `renew` places a new order that renews the current one; `reissue` stays inside the order; `auto` renews within 90 days of the end and reissues before. A reissue never takes a name away: DigiCert would revoke the certificate in use.",
    cost: "setting",
    default: "renew",
  }),
  issuance: optional(
    record("Issuance", {
      timeoutSeconds: optional(above(0), {
        doc: "How long one run waits for DigiCert. `customTimeouts` of the resource is copied into it; given here it wins.",
        default: 600,
      }),
      waitForApproval: optional(flag(), {
        doc: "Wait for a person's approval, too. Otherwise such an order ends the run at once, saved, and the next `pulumi up` resumes it.",
        default: false,
      }),
    }),
    { doc: "How a run waits for an order to be issued.", cost: "setting" },
  ),
  onDelete: optional(oneOf("revoke", "keep"), {
    doc: "What deleting the resource does: `revoke` cancels what is pending and revokes what is issued; `keep` forgets it.",
    cost: "setting",
    defaultSays: "`revoke`; but an order that was adopted is kept unless `revoke` is given",
  }),
  revocationReason: optional(oneOf("unspecified", "keyCompromise", "affiliationChanged", "superseded", "cessationOfOperation"), {
    doc: "The reason given to DigiCert when something is revoked.",
    cost: "setting",
    default: "cessationOfOperation",
  }),
  onDrift: optional(oneOf("renew", "fail", "ignore"), {
    doc: "What to do when a refresh found the order or its newest certificate **revoked** outside of Pulumi.",
    cost: "setting",
    default: "renew",
  }),
  adoptOrderId: optional(id, {
    doc: 'Take over this order instead of placing one. Read when the resource is created; removed or changed later it does nothing. Better left in the program: once removed, a `pulumi up --replace` orders anew. To move a certificate between stacks, the source sets `onDelete: "keep"` first.',
    cost: "firstOrder",
  }),
} satisfies Readonly<Record<string, Field & { readonly cost: string }>>;

export type FieldName = keyof typeof fields;

/** The map, for code that walks all of it. */
export const allFields: Readonly<Record<FieldName, Field & { readonly cost: NonNullable<Field["cost"]> }>> = fields;

export const fieldNames = Object.keys(fields) as readonly FieldName[];
