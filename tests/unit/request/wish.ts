import { type Plain, UNKNOWN } from "../../../provider/request/field";
import { makeCsr } from "../../support/csr";

export const now = new Date("2026-11-24T12:00:00Z");

/** Two keys, so that there is another one. */
export const csr = makeCsr(["api.corp.example"]).csrPem;
export const otherCsr = makeCsr(["api.corp.example"]).csrPem;

/** No more than an order needs. */
export const least: Plain = {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  csr,
  orderValidity: { years: 1 },
  organization: { id: 123456 },
};

const person = (name: string) => ({
  firstName: name,
  lastName: "Lovelace",
  email: `${name.toLowerCase()}@corp.example`,
  jobTitle: "Analyst",
  telephone: "+44 20 7946 0001",
  telephoneExtension: "42",
});

/** Everything that can be given, of each a value that is not its default; what excludes another thing is here all the same where DigiCert's page lets it be. */
export const everything: Plain = {
  product: "private_ssl_flex",
  commonName: "*.corp.example",
  dnsNames: ["api.corp.example", "10.0.0.7"],
  csr,
  signatureHash: "sha384",
  caCertId: "10A101A05684",
  organizationUnits: ["Network"],
  serverPlatform: { id: 45 },
  profileOption: "corp_profile",
  renewedThumbprint: "a0:b1:c2:d3:e4:f5:06:17:28:39:4a:5b:6c:7d:8e:9f:a0:b1:c2:d3",
  orderValidity: { years: 2, days: 100, customExpirationDate: "09 jun 2030" },
  validityYears: 3,
  validityDays: 200,
  customExpirationDate: "2030-06-10",
  comments: "For the load balancer.",
  autoRenew: true,
  customRenewalMessage: "Ask the network team.",
  disableRenewalNotifications: true,
  additionalEmails: ["network@corp.example"],
  renewalOfOrderId: 111,
  paymentMethod: "card",
  creditCard: { number: "4111111111111111", expirationMonth: 12, expirationYear: 2030, cvv: 123, cardholderName: "Ada Lovelace" },
  billingAddress: { address: "1 Main Street", address2: "Floor 2", city: "London", state: "London", country: "GB", zip: "N1 9GU" },
  vatNumber: "GB123456789",
  skipApproval: true,
  disableCt: true,
  organizationContact: person("Ada"),
  technicalContact: person("Mary"),
  organization: {
    id: 123456,
    name: "Corp Ltd",
    assumedName: "Corp",
    address: "1 Main Street",
    address2: "Floor 2",
    zip: "N1 9GU",
    city: "London",
    state: "London",
    country: "gb",
    telephone: "+44 20 7946 0000",
    contacts: [{ contactType: "organization_contact", userId: 7, ...person("Grace") }],
    validations: [
      {
        type: "ov",
        verifiedUsers: [{ id: 8, firstName: "Joan", lastName: "Clarke", email: "joan@corp.example", jobTitle: "Head", telephone: "1" }],
      },
    ],
    container: { id: 9 },
    skipDuplicateOrgCheck: true,
  },
  container: { id: 5 },
  customFields: [{ metadataId: 12, value: "INV-1" }],
  alternativeOrderId: "Ticket4711",
  enableGuestAccess: false,
  locale: "en",
  renewal: { beforeDays: 60, trigger: "again", tolerateFailureUntilDays: 7.5, revokePredecessorAfterDays: 14 },
  changeStrategy: "auto",
  issuance: { timeoutSeconds: 90.5, waitForApproval: true },
  onDelete: "keep",
  revocationReason: "superseded",
  onDrift: "fail",
  adoptOrderId: 222,
};

/** The body of an order that `everything` asks for, as DigiCert's page types it; written by hand. */
export const everythingSent: Plain = {
  certificate: {
    common_name: "*.corp.example",
    dns_names: ["api.corp.example", "10.0.0.7"],
    csr,
    signature_hash: "sha384",
    ca_cert_id: "10A101A05684",
    organization_units: ["Network"],
    server_platform: { id: 45 },
    profile_option: "corp_profile",
  },
  renewed_thumbprint: "A0B1C2D3E4F5061728394A5B6C7D8E9FA0B1C2D3",
  order_validity: { years: 2, days: 100, custom_expiration_date: "09 JUN 2030" },
  validity_years: 3,
  validity_days: 200,
  custom_expiration_date: "2030-06-10",
  comments: "For the load balancer.",
  auto_renew: 1,
  custom_renewal_message: "Ask the network team.",
  disable_renewal_notifications: true,
  additional_emails: ["network@corp.example"],
  renewal_of_order_id: 111,
  payment_method: "card",
  credit_card: { number: "4111111111111111", expiration_month: 12, expiration_year: 2030, cvv: 123, cardholder_name: "Ada Lovelace" },
  billing_address: { address: "1 Main Street", address2: "Floor 2", city: "London", state: "London", country: "GB", zip: "N1 9GU" },
  vat_number: "GB123456789",
  skip_approval: true,
  disable_ct: true,
  organization_contact: sentPerson("Ada"),
  technical_contact: sentPerson("Mary"),
  organization: {
    id: 123456,
    name: "Corp Ltd",
    assumed_name: "Corp",
    address: "1 Main Street",
    address2: "Floor 2",
    zip: "N1 9GU",
    city: "London",
    state: "London",
    country: "gb",
    telephone: "+44 20 7946 0000",
    contacts: [{ contact_type: "organization_contact", user_id: 7, ...sentPerson("Grace") }],
    validations: [
      {
        type: "ov",
        verified_users: [{ id: 8, first_name: "Joan", last_name: "Clarke", email: "joan@corp.example", job_title: "Head", telephone: "1" }],
      },
    ],
    container: { id: 9 },
    skip_duplicate_org_check: true,
  },
  container: { id: 5 },
  custom_fields: [{ metadata_id: 12, value: "INV-1" }],
  alternative_order_id: "Ticket4711",
  enable_guest_access: 0,
  locale: "en",
};

function sentPerson(name: string): Plain {
  return {
    first_name: name,
    last_name: "Lovelace",
    email: `${name.toLowerCase()}@corp.example`,
    job_title: "Analyst",
    telephone: "+44 20 7946 0001",
    telephone_extension: "42",
  };
}

/** The steps of a path such as `customFields[0].metadataId`; `[]` is the first entry. */
function stepsOf(path: string): readonly (string | number)[] {
  return path.split(/\.|(?=\[)/).map((step) => (step.startsWith("[") ? Number(step.slice(1, -1)) : step));
}

/** The same inputs with another value at a path; undefined takes it away. */
export function withValue(inputs: Plain, path: string, value: unknown): Plain {
  return put(inputs, stepsOf(path), value) as Plain;
}

function put(into: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(into) ? [...(into as readonly unknown[])] : [];
    list[step] = put(list[step], rest, value);
    return list;
  }
  const members = (into ?? {}) as Plain;
  const { [step]: before, ...others } = members;
  const after = put(before, rest, value);
  return after === undefined ? others : { ...others, [step]: after };
}

/** What stands at a path. */
export function valueAt(inputs: Plain, path: string): unknown {
  return stepsOf(path).reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[step], inputs);
}

export const unknown = UNKNOWN;
