/**
 * The other side of tests/contract: the sandbox must accept what the client sends there, and answer with what is documented there: the same status,
 * and at least the same members, of the same types. Their values are made up; only statuses and codes are compared.
 */
import { exchanges, type Exchange } from "../contract/exchange";
import type { AccountSettings } from "../../sandbox";
import { callerOf, type Caller } from "./caller";

/** What the exchange's ids stand for: 123456, 123321 and 198. */
interface Ids {
  readonly order: number;
  readonly certificate: number;
  readonly request: number;
}

interface Arrangement {
  readonly settings?: Partial<AccountSettings>;
  /** What was before; an issued order, unless said otherwise. */
  readonly before?: (caller: Caller) => Promise<Partial<Ids>>;
  readonly key?: string;
  /** Members of the documented answer that the sandbox has no reason to show, or shows otherwise. */
  readonly otherwise?: readonly string[];
}

const organization = { id: 112233, name: "Example Corporation", assumedName: "Example", address: "1 Main Street", address2: "Floor 2" };
const account: Partial<AccountSettings> = {
  organizations: [{ ...organization, zip: "84043", city: "Lehi", state: "Utah", country: "us", telephone: "555-0100" }],
  containers: [{ id: 15, name: "Platform" }],
  customFields: [{ id: 12, label: "Invoice #" }],
  profiles: ["server_client_auth_eku"],
  uniqueAlternativeOrderIds: false,
};
const contact = { first_name: "Jane", last_name: "Doe", email: "jane.doe@corp.example", job_title: "Engineer", telephone: "555-0100" };
const alternative_order_id = "pulumiabcdefghij0123456789n1";

async function place({ order }: Caller, changes: Readonly<Record<string, unknown>> = {}): Promise<Ids> {
  const { body } = await order({ organization: { id: 112233 }, ...changes });
  return { order: body.id, certificate: body.certificate_id, request: "requests" in body ? body.requests[0].id : 0 };
}

const nothing = () => Promise.resolve({});
const waiting = (caller: Caller) => place(caller, { skip_approval: false, comments: "For the API." });
const needsApproval = { approval: "manual" } as const;

const arrangements: Readonly<Record<string, Arrangement>> = {
  "additionalEmails.json": {},
  "alternateEmpty.json": { before: nothing },
  "alternateFound.json": { before: (caller) => place(caller, { alternative_order_id }) },
  "alternateNotFound.json": { before: nothing, settings: { warts: { unknownAlternativeIdIsNotFound: true } } },
  "cancel.json": { settings: { issuance: "manual" } },
  "chain.json": {},
  "customField.json": {},
  "download.json": {},
  "infoIssued.json": {
    before: async (caller) => {
      const first = await place(caller);
      return place(caller, {
        certificate: { dns_names: ["api-2.corp.example"], organization_units: ["Platform"], profile_option: "server_client_auth_eku" },
        renewal_of_order_id: first.order,
        organization_contact: contact,
        technical_contact: contact,
        additional_emails: ["ops@corp.example"],
        custom_fields: [{ metadata_id: 12, value: "123456" }],
        custom_renewal_message: "soon",
        alternative_order_id,
        skip_approval: false,
        comments: "For the API.",
      });
    },
  },
  "infoNeedsApproval.json": {
    settings: { ...needsApproval, warts: { blankDnsNames: true } },
    before: waiting,
    otherwise: ["organization", "custom_fields", "additional_emails"],
  },
  "infoNotFound.json": { before: nothing },
  "orderList.json": {
    before: async (caller) => {
      const ids = await place(caller, { certificate: { dns_names: ["api-2.corp.example"] }, alternative_order_id });
      await caller.sandbox.renewOutside(ids.order);
      return ids;
    },
  },
  "orderListNone.json": { before: nothing },
  "organizationInfo.json": {},
  "organizationList.json": {},
  "organizationValidations.json": {},
  "placeIssuedAtOnce.json": { before: nothing, otherwise: ["organization"] },
  "placeIssuedLater.json": { before: nothing, settings: { issuance: "manual" }, otherwise: ["organization", "domains[].id"] },
  "placeNeedsApproval.json": { before: nothing, settings: needsApproval },
  "placeUnknownKey.json": { before: nothing, key: "unknown" },
  "productInfo.json": {},
  "productList.json": {},
  // The page's example skips approval and still has a request; elsewhere the documentation says that there is none then.
  "reissue.json": { otherwise: ["requests"] },
  "reissueIssuedAtOnce.json": {},
  "reissues.json": {
    before: async (caller) => {
      const ids = await place(caller, { certificate: { dns_names: ["api.corp.example"] } });
      await caller.sandbox.reissueOutside(ids.order);
      return ids;
    },
    otherwise: ["certificates[].id"],
  },
  "renewalMessage.json": {},
  "renewalNotices.json": {},
  "requestInfo.json": {
    settings: needsApproval,
    before: async (caller) => {
      const ids = await waiting(caller);
      await caller.put(`/request/${String(ids.request)}/status`, { status: "rejected", processor_comment: "Use the internal zone." });
      return ids;
    },
  },
  "requestReject.json": { settings: needsApproval, before: waiting },
  "requestsUndecided.json": { settings: needsApproval, before: waiting },
  "revokeCertificate.json": {},
  "revokeOrder.json": {},
  "revokeOrderAsked.json": {},
  "statusChanges.json": {},
  "statusChangesNone.json": { before: nothing },
  "userMe.json": {},
};

/** Recorded years ago, or answers that only a client must bear. */
const notOfToday = ["infoOfOldOrder.json", "placeRefused.json"];

describe("the sandbox's side of the contract", () => {
  const all = exchanges();

  it("is about every exchange", () => {
    const known = [...Object.keys(arrangements), ...notOfToday];
    expect(all.map(({ file }) => file).filter((file) => !known.includes(file))).toEqual([]);
  });

  it.each(Object.entries(arrangements))("%s", async (file, arrangement) => {
    const exchange = all.find((each) => each.file === file);
    if (exchange === undefined) throw new Error(`there is no exchange ${file}`);
    const caller = await callerOf({ ...account, ...arrangement.settings });
    const ids = await (arrangement.before ?? place)(caller);
    const answered = await replayed(exchange, caller, ids, arrangement.key);
    expect(answered.status).toBe(exchange.status);
    expect(missingFrom(exchange.answer ?? {}, answered.body).filter((path) => arrangement.otherwise?.includes(path) !== true)).toEqual([]);
    expect(codesIn(answered.body)).toEqual(codesIn(exchange.answer));
    if (exchange.contentType !== undefined) expect(answered.headers.get("content-type")).toBe(exchange.contentType);
  });
});

function replayed({ request }: Exchange, caller: Caller, ids: Partial<Ids>, key?: string) {
  const path = request.path
    .replace(/\b123456\b/, String(ids.order))
    .replace(/\b123321\b/, String(ids.certificate))
    .replace("request/198", `request/${String(ids.request)}`);
  const query = new URLSearchParams(request.query).toString();
  const options = key === undefined ? {} : { key };
  const address = `/${path}${query === "" ? "" : `?${query}`}`;
  if (request.method === "GET") return caller.get(address, options);
  return request.method === "PUT" ? caller.put(address, request.body, options) : caller.post(address, request.body, options);
}

/** Paths of what is documented and not there, or of another type. Of a list the first entry stands for all. */
function missingFrom(documented: unknown, found: unknown, path = ""): readonly string[] {
  if (kindOf(documented) !== kindOf(found)) return [path];
  if (Array.isArray(documented) && Array.isArray(found))
    return documented.length === 0 ? [] : missingFrom(documented[0], found[0], `${path}[]`);
  if (typeof documented !== "object" || documented === null) return [];
  return Object.entries(documented).flatMap(([name, value]) =>
    missingFrom(value, (found as Readonly<Record<string, unknown>>)[name], path === "" ? name : `${path}.${name}`),
  );
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function codesIn(answer: unknown): readonly unknown[] {
  const { errors } = (answer ?? {}) as { readonly errors?: readonly { readonly code: string }[] };
  return errors?.map(({ code }) => code) ?? [];
}
