/** What a report says, whole: `--json` prints it, the page shows it. Moments are RFC 3339. */
export interface Report {
  readonly at: string;
  readonly stacks: readonly string[];
  readonly certificates: readonly CertificateReport[];
  /** What is to be done, the most urgent first. */
  readonly due: readonly Due[];
  /** What was ordered, the latest day first. */
  readonly ordered: readonly OrderedDay[];
  readonly warnings: readonly About[];
  /** Only where the account was asked. */
  readonly account?: AccountReport;
}

/** `good`: nothing to do. `due`: the next `pulumi up` acts. `waiting`: for DigiCert, or a person there. `ended`: there is none that is valid. */
export type Standing = "good" | "due" | "waiting" | "ended";

/** A sentence about one certificate, or about nobody's. */
export interface About {
  /** The resource's name. */
  readonly certificate?: string;
  readonly stack?: string;
  readonly says: string;
}

export interface CertificateReport {
  readonly stack: string;
  readonly name: string;
  readonly urn: string;
  readonly product: string;
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly standing: Standing;
  /** It is no resource like the others. */
  readonly note?: "looked at only" | "being removed";
  readonly orderId?: number;
  readonly serialNumber?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly renewAfter?: string;
  readonly orders: readonly OrderReport[];
  /** Finished rows that the state keeps as a count only. */
  readonly folded: number;
}

/**
 * How an order is to be seen: `current` is in use, `over` is in use and has ended, `kept` is a predecessor that is still valid, `pending` has no
 * certificate yet, `dead` will have none or a revoked one.
 */
export type OrderRole = "current" | "over" | "kept" | "pending" | "past" | "dead" | "foreign";

export interface OrderReport {
  readonly orderId: number;
  readonly kind: string;
  readonly role: OrderRole;
  readonly status: string;
  readonly placed: string;
  /** Start of its certificate, where that is known; else when it was placed. */
  readonly from: string;
  readonly until?: string;
  readonly alternativeOrderId?: string;
}

export interface Due extends About {
  readonly certificate: string;
  readonly stack: string;
  readonly when: string;
  readonly urgency: "now" | "soon" | "later";
}

export interface OrderedDay {
  readonly day: string;
  readonly orders: readonly Ordered[];
}

export interface Ordered extends About {
  readonly orderId: number;
  readonly certificate: string;
  readonly stack: string;
}

export interface AccountReport {
  readonly account: string;
  /** How many private SSL orders it has. */
  readonly orders: number;
  /** Where DigiCert and the states disagree. */
  readonly disagreements: readonly About[];
  /** Orders of this package that no resource of the states has for its own, as far as DigiCert's list tells. */
  readonly orphans: readonly OrphanReport[];
}

export interface OrphanReport {
  readonly orderId: number;
  readonly status: string;
  readonly says: string;
}
