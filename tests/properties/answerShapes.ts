/** What each function of the client promises of its result, written from its types and not from its decoders, so that these can be judged by it. */
import type { CertCentral } from "../../provider/certcentral/client";

/** Where the client keeps its functions. */
export type Group = "orders" | "certificates" | "requests" | "products" | "organizations" | "standing";
type Functions = { readonly [G in Group]: keyof CertCentral[G] & string };
/** Such as `orders.info`. */
export type FunctionName = { readonly [G in keyof Functions]: `${G}.${Functions[G]}` }[keyof Functions];

/** A list of one shape, an object of named ones (`?`: may be missing), or a single value. */
export type Shape = "id" | "whole" | "text" | "flag" | "nothing" | readonly [Shape] | { readonly [name: string]: Shape };

const requestRow: Shape = { id: "id", "status?": "text", "type?": "text", "date?": "text", "comments?": "text" };
const orderAnswer: Shape = {
  orderId: "id",
  "certificateId?": "id",
  requests: [requestRow],
  "organizationId?": "id",
  domains: [{ id: "id", name: "text" }],
  certificateChain: [{ subjectCommonName: "text", pem: "text" }],
};
const certificateRow: Shape = {
  "status?": "text",
  "commonName?": "text",
  dnsNames: ["text"],
  "serialNumber?": "text",
  "thumbprint?": "text",
  "csr?": "text",
  "dateIssued?": "text",
  "validTill?": "text",
};
const orderInfo: Shape = {
  orderId: "id",
  status: "text",
  "product?": "text",
  "alternativeOrderId?": "text",
  certificate: {
    "id?": "id",
    ...certificateRow,
    "signatureHash?": "text",
    "caCertId?": "text",
    "organizationUnits?": ["text"],
    "serverPlatformId?": "whole",
    "profileOption?": "text",
    "validFrom?": "text",
  },
  "organizationId?": "id",
  "containerId?": "id",
  "dateCreated?": "text",
  "orderValidUntil?": "text",
  "validity?": { "years?": "whole", "days?": "whole", "customExpirationDate?": "text" },
  "isRenewal?": "flag",
  "isRenewed?": "flag",
  "renewedOrderId?": "id",
  "renewalOfOrderId?": "id",
  "autoRenew?": "flag",
  "additionalEmails?": ["text"],
  "customRenewalMessage?": "text",
  "disableRenewalNotifications?": "flag",
  "customFields?": [{ metadataId: "id", value: "text" }],
  requests: [requestRow],
};
const orderPage: Shape = {
  orders: [
    {
      orderId: "id",
      status: "text",
      "product?": "text",
      "commonName?": "text",
      dnsNames: ["text"],
      "certificateId?": "id",
      "validTill?": "text",
      "orderValidUntil?": "text",
      "dateCreated?": "text",
      "organizationId?": "id",
      "alternativeOrderId?": "text",
      "renewedOrderId?": "id",
    },
  ],
  "total?": "whole",
};
const product: Shape = {
  nameId: "text",
  name: "text",
  "type?": "text",
  "groupName?": "text",
  allowedContainerIds: ["id"],
  allowedValidityYears: ["whole"],
  allowedOrderValidityYears: ["whole"],
  signatureHashes: ["text"],
  "defaultSignatureHash?": "text",
  allowedCaCerts: [{ id: "text", name: "text", "chainInfo?": "text" }],
  "duplicatesAllowed?": "flag",
  "maxOrderValidityYears?": "whole",
  "customExpirationDateAllowed?": "flag",
  "additionalDnsNamesAllowed?": "flag",
  "autoRenewAllowed?": "flag",
};
const organization: Shape = {
  id: "id",
  name: "text",
  "displayName?": "text",
  "status?": "text",
  "isActive?": "flag",
  "containerId?": "id",
};
const revocation: Shape = { revoked: "flag", "request?": requestRow };

export const shapes: Readonly<Partial<Record<FunctionName, Shape>>> = {
  "orders.place": orderAnswer,
  "orders.info": orderInfo,
  "orders.page": orderPage,
  "orders.withAlternativeId": [{ orderId: "id", "certificateId?": "id", "status?": "text" }],
  "orders.statusChanges": [{ orderId: "id", "certificateId?": "id", status: "text" }],
  "orders.reissue": orderAnswer,
  "orders.reissues": [{ id: "id", ...certificateRow }],
  "orders.cancel": "nothing",
  "orders.revoke": revocation,
  "orders.setAdditionalEmails": "nothing",
  "orders.setCustomRenewalMessage": "nothing",
  "orders.setRenewalNotices": "nothing",
  "orders.setCustomField": "nothing",
  "certificates.chain": [{ subjectCommonName: "text", pem: "text" }],
  "certificates.download": "text",
  "certificates.revoke": revocation,
  "requests.info": { id: "id", status: "text", "type?": "text", "orderId?": "id", "comments?": "text", "processorComment?": "text" },
  "requests.setStatus": "nothing",
  "requests.undecided": { requests: [{ "orderId?": "id" }], "total?": "whole" },
  "products.list": [product],
  "products.info": product,
  "organizations.list": [organization],
  "organizations.info": organization,
  "standing.me": {
    id: "id",
    "username?": "text",
    "status?": "text",
    "accountId?": "id",
    roles: [{ id: "id", "name?": "text" }],
    "answeredAt?": "text",
  },
  "standing.validations": [{ "type?": "text", "name?": "text", "status?": "text", "validatedUntil?": "text" }],
};

/** Where a value is not of a shape; undefined where it is. Members that no shape names may be there, but never as undefined. */
export function misfit(value: unknown, shape: Shape, at = "the result"): string | undefined {
  if (typeof shape === "string") return isSingle[shape](value) ? undefined : at;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return at;
    return first(value.map((each, index) => misfit(each, (shape as readonly [Shape])[0], `${at}[${String(index)}]`)));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return at;
  const members = value as Readonly<Record<string, unknown>>;
  const named = Object.entries(shape as Readonly<Record<string, Shape>>).map(([name, inner]) => {
    const plain = name.replace(/\?$/, "");
    if (!Object.hasOwn(members, plain)) return plain === name ? `${at}.${plain}` : undefined;
    return misfit(members[plain], inner, `${at}.${plain}`);
  });
  return first(named) ?? first(Object.entries(members).map(([name, member]) => (member === undefined ? `${at}.${name}` : undefined)));
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((each) => each !== undefined);
}

const isSingle: Readonly<Record<Shape & string, (value: unknown) => boolean>> = {
  id: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  whole: (value) => Number.isSafeInteger(value) && !Object.is(value, -0),
  text: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  nothing: (value) => value === undefined,
};
