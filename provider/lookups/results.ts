/** What look-ups are asked and what they find: plain objects. Lists are not `readonly`, so that other packages' inputs take them. */

/** A product of DigiCert's that a certificate of this package may be ordered as. */
export type ProductName = "private_ssl_flex" | "private_ssl_plus" | "private_ssl_wildcard" | "private_ssl_multi_domain";

export interface GetOrganizationArgs {
  /** The organisation's legal name, or its display name, exactly as CertCentral shows it. */
  readonly name: string;
}

/** An organisation of the account. A member that is absent is not recorded at DigiCert. */
export interface GetOrganizationResult {
  /** For `organization: { id }` of a certificate. */
  readonly id: number;
  /** The legal name. */
  readonly name: string;
  /** The legal name with the assumed name, as CertCentral shows it: what tells two of one legal name apart. */
  readonly displayName?: string;
  /** The name it is known by in public. */
  readonly assumedName?: string;
  /** Whether orders may name it. */
  readonly isActive: boolean;
  /** Street and number. */
  readonly address?: string;
  /** The second line of the address. */
  readonly address2?: string;
  /** Postal code. */
  readonly zip?: string;
  readonly city?: string;
  /** State or province. */
  readonly state?: string;
  /** Two letters, in the case that DigiCert has. */
  readonly country?: string;
  readonly telephone?: string;
  /** The container (division) that it belongs to. */
  readonly containerId?: number;
}

export interface GetProductArgs {
  /** What `product` of a certificate takes. */
  readonly name: ProductName;
  /** The container (division) whose rules count. @default the account's own */
  readonly containerId?: number | undefined;
}

/** A CA that may issue a product. */
export interface AllowedCaCertificate {
  /** For `caCertId` of a certificate. */
  readonly id: string;
  readonly name: string;
  /** The chain up to the root in DigiCert's words, such as `Corp CA (SHA2-256) > Corp Root (SHA2-256)`. */
  readonly chainInfo?: string;
}

/** A private SSL product, and what the owner of the API key may order of it. A list is empty, and a member absent, where DigiCert says nothing. */
export interface GetProductResult {
  /** For `product` of a certificate. */
  readonly name: ProductName;
  /** What DigiCert calls it. */
  readonly displayName: string;
  /** DigiCert's group of products. */
  readonly groupName?: string;
  /** With more than one, a certificate must name its own (`caCertId`). */
  readonly allowedCaCertificates: AllowedCaCertificate[];
  /** For `signatureHash` of a certificate. */
  readonly allowedSignatureHashes: string[];
  /** What DigiCert takes where an order names none. A certificate of this package always names one. */
  readonly defaultSignatureHash?: string;
  /** For `orderValidity: { years }` of a certificate. Where DigiCert names none for orders, those for certificates. */
  readonly allowedValidityYears: number[];
  /** The most years of an order. */
  readonly maxValidityYears?: number;
  /** Whether a validity in days or up to a date may be asked for. Of `getProduct` only. */
  readonly customExpirationDateAllowed?: boolean;
  /** Whether a certificate may have `dnsNames`. Of `getProduct` only. */
  readonly dnsNamesAllowed?: boolean;
  /** Whether an order may have `autoRenew`. Of `getProduct` only. */
  readonly autoRenewAllowed?: boolean;
  /** The containers (divisions) that may order it. Of `listProducts` only. */
  readonly allowedContainerIds: number[];
}

export interface GetOrderArgs {
  /** The id of the order, as CertCentral shows it. */
  readonly orderId: number;
}

/** A request of an order: who must decide, and whether it is decided. */
export interface OrderRequest {
  readonly id: number;
  readonly status?: string;
  readonly type?: string;
}

/** An order of the account as it is now, whoever placed it. A member that is absent is not (yet) recorded at DigiCert; dates are as DigiCert writes them. */
export interface GetOrderResult {
  readonly orderId: number;
  /** In DigiCert's words, such as `issued`. */
  readonly status: string;
  /** The product, as the last part of DigiCert's URL names it: of any kind, not only private SSL. */
  readonly product?: string;
  /** What it was placed with as `alternative_order_id`: of a certificate of this package, what keeps it from being ordered twice. */
  readonly alternativeOrderId?: string;
  /** The organisation it was placed for. */
  readonly organizationId?: number;
  readonly containerId?: number;
  /** The primary certificate, as soon as there is one. */
  readonly certificateId?: number;
  readonly commonName?: string;
  readonly dnsNames: string[];
  /** Such as `sha256`. */
  readonly signatureHash?: string;
  /** The CA that issues it, as `caCertId` of a certificate takes it. */
  readonly caCertId?: string;
  /** Serial number of the certificate, hex. */
  readonly serialNumber?: string;
  /** SHA-1 of the certificate. */
  readonly thumbprint?: string;
  /** Start of the certificate. */
  readonly validFrom?: string;
  /** End of the certificate. */
  readonly validUntil?: string;
  /** The end of the order, which may be later than that of its certificate. */
  readonly orderValidUntil?: string;
  /** When it was placed. */
  readonly dateCreated?: string;
  /** The order that this one renews. */
  readonly renewalOfOrderId?: number;
  /** The order that renews this one. */
  readonly renewedOrderId?: number;
  /** Whether DigiCert renews it by itself. */
  readonly autoRenew?: boolean;
  /** The requests that it led to: who must decide, and what was decided. */
  readonly requests: OrderRequest[];
}
