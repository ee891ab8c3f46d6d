import type { AccountSettings, Warts } from "../accountSettings";

export const products = {
  private_ssl_flex: "Private SSL OV",
  private_ssl_plus: "Private SSL Plus Certificate",
  private_ssl_wildcard: "Private SSL Wildcard Certificate",
  private_ssl_multi_domain: "Private SSL Multi Domain Certificate",
} as const;

export type Product = keyof typeof products;

export function isProduct(name: string): name is Product {
  return Object.hasOwn(products, name);
}

/** What DigiCert's pages show is on; what is known from other people's code is off. */
export const defaultWarts: Warts = {
  emptyCollectionsAreMissing: true,
  unknownAlternativeIdIsNotFound: false,
  missingObjectsAreLists: false,
  numbersAsStrings: true,
  idsAsStrings: false,
  blankDnsNames: false,
  requestsWithoutStatus: false,
  commonNameAmongDnsNames: false,
  staleOrderInRequest: false,
  repeatedSerialInReissues: false,
  reissueNeedsServerPlatform: false,
  noChainInOrderAnswer: false,
  noCsrInOrderInfo: false,
  noRenewedOrderId: false,
  certificateStatusInList: false,
  crlf: true,
};

export const defaultSettings: AccountSettings = {
  id: 1,
  keys: [{ name: "administrator" }],
  approval: "automatic",
  issuance: "immediate",
  authorities: [{ id: "10A101A05684", name: "Sandbox Private CA" }],
  certificateDaysAtMost: undefined,
  uniqueAlternativeOrderIds: true,
  guestAccess: "allowed",
  guestAccessByDefault: false,
  customFields: [],
  products: Object.keys(products),
  profiles: [],
  billToBalance: true,
  balance: 1_000_000,
  price: 100,
  defaultCard: true,
  cards: true,
  orderLevelCt: false,
  organizations: [
    {
      id: 123456,
      name: "Sandbox Corporation",
      assumedName: "Sandbox",
      address: "801 Lakeview Drive",
      zip: "84043",
      city: "Lehi",
      state: "Utah",
      country: "us",
      telephone: "801-555-0100",
    },
  ],
  containers: [{ id: 5, name: "Sandbox" }],
  renewalWindowDays: undefined,
  revokeOrderWithItsOnlyCertificate: false,
  warts: {},
};
