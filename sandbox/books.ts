import type { Role } from "./accountSettings";

/** What the sandbox knows of its orders, for tests to look at: no API answer, and no wire names. */

export interface AccountBook {
  readonly id: number;
  readonly keys: readonly { readonly apiKey: string; readonly name: string; readonly role: Role }[];
  readonly organizations: readonly { readonly id: number; readonly name: string }[];
}

export interface OrderBook {
  readonly id: number;
  readonly accountId: number;
  readonly product: string;
  /** As the API would tell it now. */
  readonly status: string;
  readonly alternativeOrderId?: string;
  readonly renewalOfOrderId?: number;
  readonly renewedOrderId?: number;
  readonly organizationId: number;
  /** Name of the key it was ordered with; absent for one renewed outside. */
  readonly orderedBy?: string;
  /** RFC 3339, by the sandbox's clock. */
  readonly placedAt: string;
  readonly canceledAt?: string;
  readonly revokedAt?: string;
  /** Whether `forget` was called: the API answers 404. */
  readonly forgotten: boolean;
  /** Oldest first; reissues follow. */
  readonly certificates: readonly CertificateBook[];
  readonly duplicates: readonly CertificateBook[];
  readonly requests: readonly RequestBook[];
  /** The body of the request that placed it. */
  readonly placedWith: unknown;
  readonly paid: number;
  readonly autoRenew: boolean;
  readonly guestAccess: boolean;
  readonly ctLogging: boolean;
  readonly additionalEmails: readonly string[];
  readonly customRenewalMessage?: string;
  readonly renewalNotices: boolean;
  /** By `metadata_id`. */
  readonly customFields: Readonly<Record<string, string>>;
}

export interface CertificateBook {
  readonly id: number;
  readonly status: "pending" | "issued" | "revoked" | "rejected" | "canceled";
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  /** SHA-256 of the CSR's SubjectPublicKeyInfo, lower-case hexadecimal. */
  readonly publicKeySha256: string;
  /** Lower-case hexadecimal; absent until it is issued. */
  readonly serialNumber?: string;
  readonly pem?: string;
  readonly issuedAt?: string;
  readonly validUntil?: string;
  readonly revokedAt?: string;
  readonly revocationReason?: string;
  /** When it will be revoked, because a reissue took a name away. */
  readonly revocationDueAt?: string;
}

export interface RequestBook {
  readonly id: number;
  readonly type: "new_request" | "reissue" | "duplicate" | "revoke";
  readonly status: "submitted" | "pending" | "approved" | "rejected";
  readonly date: string;
  readonly comments?: string;
  readonly processorComment?: string;
  /** Of the certificate that a revocation is about; absent: of the whole order. */
  readonly certificateId?: number;
}
