/** What an order status means for somebody who waits for it, and what takes an order in that status away. */
export interface StatusRow {
  /** `wait`: DigiCert is at work. `person`: somebody must act. `done`: there is a certificate. `failed`: there will be none. */
  readonly while: "wait" | "person" | "done" | "failed";
  readonly retire: "cancel" | "rejectRequest" | "revoke" | "cancelReissueAndRevoke" | "nothing";
}

/** Order statuses of CertCentral: https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-orders.html and the order status glossary. */
const statusRows = {
  pending: { while: "wait", retire: "cancel" },
  processing: { while: "wait", retire: "cancel" },
  waiting_pickup: { while: "wait", retire: "cancel" },
  needs_approval: { while: "person", retire: "rejectRequest" },
  needs_csr: { while: "person", retire: "cancel" },
  reissue_pending: { while: "wait", retire: "cancelReissueAndRevoke" },
  approved: { while: "done", retire: "revoke" },
  issued: { while: "done", retire: "revoke" },
  expired: { while: "done", retire: "nothing" },
  revoked: { while: "failed", retire: "nothing" },
  canceled: { while: "failed", retire: "nothing" },
  rejected: { while: "failed", retire: "nothing" },
  denied: { while: "failed", retire: "nothing" },
} as const satisfies Record<string, StatusRow>;

export type OrderStatus = keyof typeof statusRows;

/** The row of a status; a status that is not in DigiCert's documentation waits, and is cancelled where it must go. */
export function statusRow(status: string): StatusRow {
  return isKnownStatus(status) ? statusRows[status] : { while: "wait", retire: "cancel" };
}

export function isKnownStatus(status: string): status is OrderStatus {
  return Object.hasOwn(statusRows, status);
}

/** True of an order from which no certificate can be used any more. */
export function isDeadStatus(status: string): boolean {
  return status === "expired" || statusRow(status).while === "failed";
}

/** True of an order that a person (or DigiCert) turned down. */
export function isRefusedStatus(status: string): boolean {
  return status === "rejected" || status === "denied" || status === "canceled";
}
