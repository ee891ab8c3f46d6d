/** What DigiCert answers, in our words: every shape the rest of the provider may rely on. A member that is absent was not in the answer. */

/** One object of `requests[]`: who asked for what, and whether a person has decided yet. */
export interface RequestRow {
  readonly id: number;
  readonly status?: string;
  readonly type?: string;
  readonly date?: string;
  readonly comments?: string;
}

/** One certificate of a chain. */
export interface ChainEntry {
  readonly subjectCommonName: string;
  readonly pem: string;
}

/** A domain named in the answer to an order. */
export interface DomainRow {
  readonly id: number;
  readonly name: string;
}

/** The answer to an order or a reissue. The chain is empty where DigiCert did not issue at once. */
export interface OrderAnswer {
  readonly orderId: number;
  readonly certificateId?: number;
  readonly requests: readonly RequestRow[];
  readonly organizationId?: number;
  readonly domains: readonly DomainRow[];
  readonly certificateChain: readonly ChainEntry[];
}

/** One validity as an order's info shows it; the strongest form that is present counts. */
export interface Validity {
  readonly years?: number;
  readonly days?: number;
  readonly customExpirationDate?: string;
}

/** The primary certificate of an order, as the order's info shows it. */
export interface OrderCertificate {
  readonly id?: number;
  readonly status?: string;
  readonly commonName?: string;
  readonly dnsNames: readonly string[];
  readonly csr?: string;
  readonly signatureHash?: string;
  readonly caCertId?: string;
  readonly organizationUnits?: readonly string[];
  readonly serverPlatformId?: number;
  readonly profileOption?: string;
  readonly thumbprint?: string;
  readonly serialNumber?: string;
  readonly dateIssued?: string;
  readonly validFrom?: string;
  readonly validTill?: string;
}

/** An order's info. */
export interface OrderInfo {
  readonly orderId: number;
  readonly status: string;
  readonly product?: string;
  readonly alternativeOrderId?: string;
  readonly certificate: OrderCertificate;
  readonly organizationId?: number;
  readonly containerId?: number;
  readonly dateCreated?: string;
  readonly orderValidUntil?: string;
  readonly validity?: Validity;
  readonly isRenewal?: boolean;
  readonly isRenewed?: boolean;
  readonly renewedOrderId?: number;
  readonly renewalOfOrderId?: number;
  readonly autoRenew?: boolean;
  readonly additionalEmails?: readonly string[];
  readonly customRenewalMessage?: string;
  readonly disableRenewalNotifications?: boolean;
  readonly customFields?: readonly { readonly metadataId: number; readonly value: string }[];
  readonly requests: readonly RequestRow[];
  /** When DigiCert answered, by its own clock, RFC 3339. */
  readonly answeredAt?: string;
}

/** A row of the look-up by alternative order id. */
export interface AlternateRow {
  readonly orderId: number;
  readonly certificateId?: number;
  readonly status?: string;
}

/** A row of the list of status changes. */
export interface StatusChange {
  readonly orderId: number;
  readonly certificateId?: number;
  readonly status: string;
}

/** A row of the list of an order's reissues or duplicates. */
export interface CertificateRow {
  readonly id: number;
  readonly status?: string;
  readonly commonName?: string;
  readonly dnsNames: readonly string[];
  readonly serialNumber?: string;
  readonly thumbprint?: string;
  readonly csr?: string;
  readonly dateIssued?: string;
  readonly validTill?: string;
}

/** One request, whole. `processorComment` is what the person who decided wrote. */
export interface RequestInfo {
  readonly id: number;
  readonly status: string;
  readonly type?: string;
  readonly orderId?: number;
  readonly comments?: string;
  readonly processorComment?: string;
}

/** What a revocation led to: done at once, or a request that a person decides. */
export type RevocationAnswer = { readonly revoked: true } | { readonly revoked: false; readonly request: RequestRow };

/** A product of the account. Lists are empty where DigiCert names nothing. */
export interface Product {
  /** The last part of its URL. */
  readonly nameId: string;
  readonly name: string;
  readonly type?: string;
  readonly groupName?: string;
  readonly allowedContainerIds: readonly number[];
  readonly allowedValidityYears: readonly number[];
  readonly allowedOrderValidityYears: readonly number[];
  readonly signatureHashes: readonly string[];
  readonly defaultSignatureHash?: string;
  readonly allowedCaCerts: readonly { readonly id: string; readonly name: string; readonly chainInfo?: string }[];
  readonly duplicatesAllowed?: boolean;
  readonly maxOrderValidityYears?: number;
  readonly customExpirationDateAllowed?: boolean;
  readonly additionalDnsNamesAllowed?: boolean;
  readonly autoRenewAllowed?: boolean;
}

/** An organisation of the account. */
export interface Organization {
  readonly id: number;
  readonly name: string;
  readonly displayName?: string;
  readonly assumedName?: string;
  readonly status?: string;
  readonly isActive?: boolean;
  readonly address?: string;
  readonly address2?: string;
  readonly zip?: string;
  readonly city?: string;
  readonly state?: string;
  readonly country?: string;
  readonly telephone?: string;
  readonly containerId?: number;
}
