/** What DigiCert is asked for each thing that can happen to a certificate: asserted by callTable.test.ts, shown by docs/reference/calls.md. */

/** Calls by the names that the table gives them. */
export const calls = {
  lookUp: "GET /order/alternate/{id}",
  order: "POST /order/certificate/private_ssl_plus",
  orderOfWildcard: "POST /order/certificate/private_ssl_wildcard",
  info: "GET /order/certificate/{id}",
  chain: "GET /certificate/{id}/chain",
  reissue: "POST /order/certificate/{id}/reissue",
  reissues: "GET /order/certificate/{id}/reissue",
  emails: "PUT /order/certificate/{id}/additional-emails",
  message: "PUT /order/certificate/{id}/custom-renewal-message",
  notices: "PUT /order/certificate/{id}/renewal-emails/disabled",
  customField: "POST /order/certificate/{id}/custom-field",
  list: "GET /order/certificate",
  requests: "GET /request",
  request: "GET /request/{id}",
  product: "GET /product/private_ssl_plus",
  cancel: "PUT /order/certificate/{id}/status",
  decide: "PUT /request/{id}/status",
  revoke: "PUT /order/certificate/{id}/revoke",
} as const;

export type CallName = keyof typeof calls;

/** What each of them is for. */
export const callMeanings: Readonly<Record<CallName, string>> = {
  lookUp: "whether an order stands under an id of this resource",
  order: "**costs money**: a new order, by the product's name",
  orderOfWildcard: "the same, by the name of another product",
  info: "one order",
  chain: "the certificate with its chain",
  reissue: "a new certificate within an order",
  reissues: "whether the certificate in use was revoked, beside a newer one",
  emails: "an edit in place",
  message: "an edit in place",
  notices: "an edit in place",
  customField: "an edit in place, one call for each field",
  list: "up to 500 orders of a product",
  requests: "requests that nobody has decided yet: `pending`, then `submitted`",
  request: "what the person wrote who decided",
  product: "what would be allowed, for the message of a refusal: once in a process",
  cancel: "cancels what is pending",
  decide: "rejects the request that an order waits for",
  revoke: "revokes every certificate of an order",
};

/** In the order in which they are made. `repeats`: comes again and again until DigiCert has decided. */
export interface Row {
  readonly calls: readonly CallName[];
  readonly repeats?: CallName;
}

export const callTable = {
  "Nothing changed": {
    "`pulumi preview` and `pulumi up`": { calls: [] },
    "another spelling of the same, or a changed setting": { calls: [] },
  },
  Creating: {
    "a preview": { calls: [] },
    "an order that is issued at once": { calls: ["lookUp", "order"] },
    "an order that is issued later": { calls: ["lookUp", "order", "info", "chain"], repeats: "info" },
    "an order that a person must approve: the run ends": { calls: ["lookUp", "order", "info"] },
    "the next run, while nobody has decided": { calls: ["info"] },
    "the next run, once it was approved": { calls: ["info", "chain"] },
    "the next run, once it was refused: with what the person wrote": { calls: ["info", "request"] },
    "the first order that DigiCert refuses for its CA, in a process": { calls: ["lookUp", "order", "lookUp", "product"] },
    "the next one that it refuses so": { calls: ["lookUp", "order", "lookUp"] },
    "an order whose answer was lost": { calls: ["lookUp", "order", "lookUp", "info", "chain"] },
    "an order that a run placed before it crashed": { calls: ["lookUp", "info", "lookUp", "chain"] },
    "an adopted order": { calls: ["info", "lookUp", "chain"] },
  },
  Changing: {
    "a renewal, by time or by change": { calls: ["info", "lookUp", "order"] },
    "a renewal that is issued later": { calls: ["info", "lookUp", "order", "info", "chain"], repeats: "info" },
    "a renewal that a person must approve: the certificate stays": { calls: ["info", "lookUp", "order", "info"] },
    "another product: an order without a renewal link": { calls: ["info", "lookUp", "orderOfWildcard"] },
    "a reissue": { calls: ["info", "reissue"] },
    "a reissue that is issued later": { calls: ["info", "reissue", "info", "chain"], repeats: "info" },
    "back to an earlier order that is still good": { calls: ["info", "chain"] },
    "the predecessor, once its days are over": { calls: ["info", "info", "revoke"] },
    "`additionalEmails`": { calls: ["emails"] },
    "`customRenewalMessage`": { calls: ["message"] },
    "`disableRenewalNotifications`": { calls: ["notices"] },
    "one of `customFields`": { calls: ["customField"] },
  },
  Looking: {
    "a refresh of one to three certificates: each": { calls: ["info"] },
    "a refresh beside a pending order": { calls: ["info", "info"] },
    "a refresh that finds a certificate that was reissued outside": { calls: ["info", "chain"] },
    "a refresh that leaves one with another hash or CA": { calls: ["info", "chain", "reissues"] },
    "a refresh of many, in all, where DigiCert's list shows revoked certificates": {
      calls: ["info", "info", "info", "list", "requests", "requests"],
    },
    "`PrivateSslCertificate.get`": { calls: ["info", "chain"] },
  },
  Deleting: {
    "an issued order": { calls: ["lookUp", "info", "revoke"] },
    "an issued order and its predecessor": { calls: ["lookUp", "info", "revoke", "info", "revoke"] },
    "an order that is not issued yet": { calls: ["lookUp", "info", "cancel"] },
    "an order that waits for approval": { calls: ["lookUp", "info", "decide"] },
    "an order that was revoked outside": { calls: ["lookUp", "info"] },
    'with `onDelete: "keep"`': { calls: [] },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Row>>>>;

type Tables = typeof callTable;
export type Happening = { [G in keyof Tables]: keyof Tables[G] }[keyof Tables];
