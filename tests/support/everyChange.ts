/** Every input of a live resource, another value for it, and what becomes of the change: the table of costs in docs/decisions, as it shows from outside. */
import type { AccountSettings } from "../../sandbox";
import { inputPlaces } from "../../tools/inputPlaces";
import { makeCsr } from "./csr";

/** What becomes of a change, as it shows in the books. */
export type Done = "renewal" | "order without a link" | "edit" | "record" | "next order" | "nothing";

export interface Change {
  readonly does: Done;
  readonly to: unknown;
  /** What the resource was made with, beside the wish that all begin with. */
  readonly from?: Values;
  /** Of an edit, its call. */
  readonly call?: string;
  /** What the next order is sent, where only that one carries the new value. */
  readonly sent?: Values;
}

export type Values = Readonly<Record<string, unknown>>;

const otherPerson = { firstName: "Ada", lastName: "Lovelace", email: "ada@a.example" };
const sentPerson = { first_name: "Ada", last_name: "Lovelace", email: "ada@a.example" };
const card = { number: "4111111111111111", expirationMonth: 7, expirationYear: 2031, cvv: 817, cardholderName: "Ada Lovelace" };
const address = { address: "12 St James's Square", city: "London", country: "gb" };
const paidByCard = { paymentMethod: "card", creditCard: card, billingAddress: address };
const byOldValidity = { orderValidity: undefined, validityYears: 1 };
const DAY = 86_400_000;
const inAYear = new Date(Date.now() + 400 * DAY).toISOString().slice(0, "yyyy-mm-dd".length);

/** Each input, and each member with a cost of its own. */
export const everyChange: Readonly<Record<string, Change>> = {
  product: { does: "order without a link", to: "private_ssl_flex" },
  organization: { does: "order without a link", to: { id: 77 } },
  container: { does: "order without a link", to: { id: 7 } },

  commonName: { does: "renewal", to: "c.example" },
  dnsNames: { does: "renewal", to: ["a.example", "b.example", "c.example"] },
  csr: { does: "renewal", to: makeCsr(["a.example"]).csrPem },
  signatureHash: { does: "renewal", to: "sha384" },
  caCertId: { does: "renewal", to: "10A101A05684" },
  organizationUnits: { does: "renewal", to: ["Operations"] },
  profileOption: { does: "renewal", to: "corp_profile" },
  orderValidity: { does: "renewal", to: { years: 2 } },
  validityYears: { does: "renewal", to: 2, from: byOldValidity },
  validityDays: { does: "renewal", to: 90, from: byOldValidity },
  customExpirationDate: { does: "renewal", to: inAYear, from: byOldValidity },
  "renewal.trigger": { does: "renewal", to: "now" },

  additionalEmails: { does: "edit", to: ["ops@a.example"], call: "PUT /order/certificate/{id}/additional-emails" },
  customRenewalMessage: { does: "edit", to: "Call me", call: "PUT /order/certificate/{id}/custom-renewal-message" },
  disableRenewalNotifications: { does: "edit", to: true, call: "PUT /order/certificate/{id}/renewal-emails/disabled" },
  customFields: { does: "edit", to: [{ metadataId: 3, value: "blue" }], call: "POST /order/certificate/{id}/custom-field" },

  comments: { does: "next order", to: "for the balancer", sent: { comments: "for the balancer" } },
  autoRenew: { does: "next order", to: true, sent: { auto_renew: 1 } },
  paymentMethod: { does: "next order", to: "profile", sent: { payment_method: "profile" } },
  creditCard: { does: "next order", to: { ...card, cvv: 123 }, from: paidByCard, sent: { credit_card: { cvv: 123 } } },
  billingAddress: { does: "next order", to: { ...address, city: "Leeds" }, from: paidByCard, sent: { billing_address: { city: "Leeds" } } },
  vatNumber: { does: "next order", to: "GB123456789", sent: { vat_number: "GB123456789" } },
  skipApproval: { does: "next order", to: true, from: { skipApproval: undefined }, sent: { skip_approval: true } },
  disableCt: { does: "next order", to: true, sent: { disable_ct: true } },
  organizationContact: { does: "next order", to: otherPerson, sent: { organization_contact: sentPerson } },
  technicalContact: { does: "next order", to: otherPerson, sent: { technical_contact: sentPerson } },
  enableGuestAccess: { does: "next order", to: true, sent: { enable_guest_access: 1 } },
  locale: { does: "next order", to: "de", sent: { locale: "de" } },
  serverPlatform: { does: "next order", to: { id: 45 }, sent: { certificate: { server_platform: { id: 45 } } } },
  "organization.contacts": { does: "next order", to: [{ contactType: "organization_contact", userId: 44 }] },
  "organization.validations": { does: "next order", to: [{ type: "ov" }] },
  "organization.container": { does: "next order", to: { id: 7 } },

  alternativeOrderId: { does: "nothing", to: "Ticket4711" },
  renewalOfOrderId: { does: "nothing", to: 5 },
  renewedThumbprint: { does: "nothing", to: "A".repeat(40) },
  adoptOrderId: { does: "nothing", to: 5 },
  "organization.skipDuplicateOrgCheck": { does: "nothing", to: true },

  renewal: { does: "record", to: { beforeDays: 10 } },
  changeStrategy: { does: "record", to: "reissue" },
  issuance: { does: "record", to: { timeoutSeconds: 5 } },
  onDelete: { does: "record", to: "revoke" },
  revocationReason: { does: "record", to: "superseded" },
  onDrift: { does: "record", to: "fail" },
};

/** What a preview says beforehand. */
export const saysBeforehand: Readonly<Record<Done, RegExp>> = {
  renewal: /asks for RENEWAL, a new paid order after \d+/,
  "order without a link": /needs a NEW paid order after \d+, without a renewal link \(order \d+ is kept\)/,
  edit: /is EDITED in place, no order and no cost/,
  record: /records settings, no call to DigiCert/,
  "next order": /changed: nothing is done now, the next order uses the new value/,
  nothing: /changed, which does nothing/,
};

const doneByCost = {
  renew: "renewal",
  order: "order without a link",
  inPlace: "edit",
  setting: "record",
  nextOrder: "next order",
  firstOrder: "nothing",
} as const satisfies Readonly<Record<(typeof inputPlaces)[number]["cost"], Done>>;

/** What the field map says of every input, and of every member with a cost of its own. */
export function doneByTheMap(): Readonly<Record<string, Done>> {
  const costly = inputPlaces.filter(({ field }) => field.cost !== undefined);
  return Object.fromEntries(costly.map(({ path, cost }) => [path, doneByCost[cost]]));
}

/** True where a change leads to an update: the others wait for the next order, or for none. */
export function isActedOn({ does }: Change): boolean {
  return does !== "nothing" && does !== "next order";
}

/** An account in which all of it can be asked for. */
export const accountForEveryChange: Partial<AccountSettings> = {
  organizations: [
    { id: 123456, name: "Sandbox Corporation" },
    { id: 77, name: "Other Corporation" },
  ],
  containers: [
    { id: 5, name: "Corp" },
    { id: 7, name: "Network", parentId: 5 },
  ],
  profiles: ["corp_profile"],
  customFields: [{ id: 3, label: "Team" }],
};

/** The wish with another value for an input, or for a member of one. */
export function withChange(wish: Values, path: string, to: unknown): Values {
  const [name = "", member] = path.split(".");
  return { ...wish, [name]: member === undefined ? to : { ...(wish[name] as Values | undefined), [member]: to } };
}
