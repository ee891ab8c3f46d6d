/** What may be set in a CertCentral account, in the console or by DigiCert's people. */
export interface AccountSettings {
  /** @default 1, 2, … */
  readonly id: number;
  /** @default one administrator key with a random value */
  readonly keys: readonly KeySettings[];
  /**
   * Whether a request that did not ask to skip approval waits for a person. Automatic approval leaves an approved request on the order;
   * `skip_approval` leaves none.
   * @default "automatic"
   */
  readonly approval: "automatic" | "manual";
  /**
   * How long an approved request takes, by the sandbox's clock; "manual" waits for `issue`.
   * @default "immediate"
   */
  readonly issuance: "immediate" | "manual" | { readonly afterSeconds: number };
  /**
   * With more than one, an order must name its own (`ca_cert_id`).
   * @default one: an RSA chain of three certificates
   */
  readonly authorities: readonly AuthoritySettings[];
  /**
   * A certificate lasts no longer than this; the order may.
   * @default undefined: the certificate ends with the order
   */
  readonly certificateDaysAtMost: number | undefined;
  /**
   * "Require unique alternative order IDs".
   * @default true
   */
  readonly uniqueAlternativeOrderIds: boolean;
  /**
   * Whether orders may say `enable_guest_access`.
   * @default "allowed"
   */
  readonly guestAccess: "allowed" | "disabled";
  /**
   * What orders get that do not say it.
   * @default false
   */
  readonly guestAccessByDefault: boolean;
  /** @default none */
  readonly customFields: readonly CustomFieldSettings[];
  /**
   * Products that may be ordered: the four on the page, and of the public ones `ssl_basic`, `ssl_plus`, `ssl_wildcard` and `ssl_multi_domain`, whose
   * organizations and domains count as validated.
   * @default the four private ones
   */
  readonly products: readonly string[];
  /**
   * Names that `certificate.profile_option` may have.
   * @default none
   */
  readonly profiles: readonly string[];
  /**
   * Whether `payment_method: balance` is allowed.
   * @default true
   */
  readonly billToBalance: boolean;
  /**
   * Dollars left. An order takes `price` from it.
   * @default 1,000,000
   */
  readonly balance: number;
  /**
   * Dollars per order.
   * @default 100
   */
  readonly price: number;
  /**
   * Whether there is a card for `payment_method: profile`.
   * @default true
   */
  readonly defaultCard: boolean;
  /**
   * Whether `payment_method: card` is allowed.
   * @default true
   */
  readonly cards: boolean;
  /**
   * "Allow users to keep certificates out of CT logs": without it `disable_ct` is ignored.
   * @default false
   */
  readonly orderLevelCt: boolean;
  /** @default one, with the id 123456 */
  readonly organizations: readonly OrganizationSettings[];
  /**
   * Domains that are there before an order names them.
   * @default none
   */
  readonly domains: readonly DomainSettings[];
  /** @default one, with the id 5 */
  readonly containers: readonly ContainerSettings[];
  /**
   * Renewals are refused until so many days before the order's end. Whether DigiCert does so is not documented.
   * @default undefined: at any time
   */
  readonly renewalWindowDays: number | undefined;
  /**
   * Whether revoking the only certificate of an order revokes the order too.
   * @default false
   */
  readonly revokeOrderWithItsOnlyCertificate: boolean;
  readonly warts: Partial<Warts>;
}

/** An API key and the person whose rights it has. */
export interface KeySettings {
  readonly name: string;
  /** @default a random one */
  readonly apiKey?: string;
  /** @default "administrator" */
  readonly role?: Role;
}

/**
 * "standard user": its orders need approval, and it may not skip the approval of a revocation. "limited user": so too, and it sees its own
 * orders only. "view only": GET only.
 */
export type Role = "administrator" | "manager" | "standard user" | "limited user" | "view only";

export interface AuthoritySettings {
  /** `ca_cert_id`: upper-case hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** @default "RSA" */
  readonly keyType?: "RSA" | "EC";
  /**
   * Leaf and root counted.
   * @default 3
   */
  readonly chainLength?: 2 | 3 | 4;
}

export interface CustomFieldSettings {
  readonly id: number;
  readonly label: string;
  /** @default false */
  readonly required?: boolean;
  /** @default true */
  readonly active?: boolean;
  /** @default anything */
  readonly dataType?: "text" | "int" | "email_address" | "email_list";
}

export interface OrganizationSettings {
  readonly id: number;
  readonly name: string;
  readonly assumedName?: string;
  /** @default "801 Lakeview Drive" */
  readonly address?: string;
  readonly address2?: string;
  readonly zip?: string;
  readonly city?: string;
  readonly state?: string;
  readonly country?: string;
  readonly telephone?: string;
  /** @default true */
  readonly active?: boolean;
  /**
   * What its validation details tell; orders go through whatever they do.
   * @default "active"
   */
  readonly validation?: "active" | "pending" | "expired";
  /** @default the first container */
  readonly containerId?: number;
}

export interface DomainSettings {
  readonly name: string;
  readonly organizationId: number;
}

export interface ContainerSettings {
  readonly id: number;
  readonly name: string;
  /** @default none: it is the account's root */
  readonly parentId?: number;
}

/** Oddities of the real service that a client must bear, each to be switched. Those that DigiCert's pages show are on by default. */
export interface Warts {
  /**
   * Collections without members are `{}`: the key itself is missing.
   * @default true
   */
  readonly emptyCollectionsAreMissing: boolean;
  /**
   * An alternative order id that no order has answers 404 instead of an empty collection. Which of the two DigiCert does is not documented.
   * @default false
   */
  readonly unknownAlternativeIdIsNotFound: boolean;
  /**
   * `organization` is `[]` in the list of orders where there is none to tell.
   * @default false
   */
  readonly missingObjectsAreLists: boolean;
  /**
   * `is_multi_year_plan: "1"`, `allowed_validity_years: ["1"]`, `archived: "0"`: strings where numbers are meant.
   * @default true
   */
  readonly numbersAsStrings: boolean;
  /**
   * Ids of requests and organizations as strings.
   * @default false
   */
  readonly idsAsStrings: boolean;
  /**
   * `dns_names` of an order that has no certificate yet is `[" "]`.
   * @default false
   */
  readonly blankDnsNames: boolean;
  /**
   * Entries of `requests` have no status.
   * @default false
   */
  readonly requestsWithoutStatus: boolean;
  /**
   * The common name is among `dns_names` in answers even where it was not asked for.
   * @default false
   */
  readonly commonNameAmongDnsNames: boolean;
  /**
   * The order embedded in a request is as it was when the request was made.
   * @default false
   */
  readonly staleOrderInRequest: boolean;
  /**
   * The list of reissues tells the first certificate's serial number for all of them.
   * @default false
   */
  readonly repeatedSerialInReissues: boolean;
  /**
   * A reissue must name its server platform, as in 2017.
   * @default false
   */
  readonly reissueNeedsServerPlatform: boolean;
  /**
   * An immediate answer lacks `certificate_chain`.
   * @default false
   */
  readonly noChainInOrderAnswer: boolean;
  /**
   * The order's info lacks the CSR.
   * @default false
   */
  readonly noCsrInOrderInfo: boolean;
  /**
   * A renewed order does not name its successor.
   * @default false
   */
  readonly noRenewedOrderId: boolean;
  /**
   * The list of orders tells the status of a certificate that was revoked or reissued, as the order's info does. Whether DigiCert does so is not
   * documented: without it, nothing but its info shows that the certificate of an issued order was revoked.
   * @default false
   */
  readonly certificateStatusInList: boolean;
  /**
   * PEM with CRLF line ends.
   * @default true
   */
  readonly crlf: boolean;
}
