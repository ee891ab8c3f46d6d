/** Each setting of an account, with what DigiCert's page says of it. */
import { makeCsr } from "../support/csr";
import { callerOf, codesOf } from "./caller";

const details = { name: "Example Research", address: "1 Main Street", city: "Lehi", country: "us" };
const card = {
  payment_method: "card",
  credit_card: { number: "4111111111111111", expiration_month: 1, expiration_year: 2030, cvv: 333, cardholder_name: "Ada Example" },
  billing_address: { address: "1 Main Street", city: "Lehi", country: "us" },
};

describe("CA certificates: ca_cert_id is required if multiple are configured", () => {
  const two = [
    { id: "AAAA", name: "First", keyType: "EC" },
    { id: "BBBB", name: "Second", keyType: "EC" },
  ] as const;

  it("one needs no choice", async () => {
    const { order } = await callerOf();
    expect((await order()).status).toBe(201);
  });

  it("of several one must be named, and it signs", async () => {
    const { order, get } = await callerOf({ authorities: two });
    expect(codesOf(await order())).toEqual([400, "required_param:certificate.ca_cert_id"]);
    const { body } = await order({ certificate: { ca_cert_id: "BBBB" } });
    expect(body.certificate_chain[1]?.subject_common_name).toBe("Second");
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      certificate: { ca_cert: { id: "BBBB", name: "Second" } },
    });
  });

  it("an unknown one is refused", async () => {
    const { order } = await callerOf({ authorities: two });
    expect(codesOf(await order({ certificate: { ca_cert_id: "CCCC" } }))).toEqual([400, "invalid_value:certificate.ca_cert_id"]);
  });

  it("are listed with the products", async () => {
    const { get } = await callerOf({ authorities: two });
    const ids = [{ id: "AAAA" }, { id: "BBBB" }];
    expect((await get("/product")).body).toMatchObject({ products: [{}, { allowed_ca_certs: ids }, {}, {}] });
    expect((await get("/product/private_ssl_plus")).body).toMatchObject({ allowed_ca_certs: ids });
  });
});

describe("products: only those enabled may be ordered", () => {
  it("one that is not is refused, and not listed", async () => {
    const { order, get } = await callerOf({ products: ["private_ssl_wildcard"] });
    expect(codesOf(await order())).toEqual([404, "not_found|product"]);
    expect((await get("/product")).body["products"]).toMatchObject([{ name_id: "private_ssl_wildcard" }]);
    expect(codesOf(await get("/product/private_ssl_plus"))).toEqual([404, "not_found|product"]);
  });
});

describe("certificate profiles: profile_option names one of the account's", () => {
  it("is refused where there are none", async () => {
    const { order } = await callerOf();
    expect(codesOf(await order({ certificate: { profile_option: "any" } }))).toEqual([400, "invalid_value:certificate.profile_option"]);
  });

  it("is accepted by its name, and shown", async () => {
    const { order, get } = await callerOf({ profiles: ["intranet"] });
    const { status, body } = await order({ certificate: { profile_option: "intranet" } });
    expect(status).toBe(201);
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({ certificate: { profile_option: "intranet" } });
    expect(codesOf(await order({ certificate: { profile_option: "other" } }))).toEqual([400, "invalid_value:certificate.profile_option"]);
  });
});

describe("guest access", () => {
  it("may be asked for where it is allowed", async () => {
    const { order, sandbox } = await callerOf();
    await order({ enable_guest_access: 1 });
    await order({ enable_guest_access: 0 });
    expect(await sandbox.orders()).toMatchObject([{ guestAccess: true }, { guestAccess: false }]);
  });

  it("is as the account says where the order does not", async () => {
    const { order, sandbox } = await callerOf({ guestAccessByDefault: true });
    await order();
    await sandbox.configure({ guestAccessByDefault: false });
    await order();
    expect(await sandbox.orders()).toMatchObject([{ guestAccess: true }, { guestAccess: false }]);
  });

  it.each([0, 1])("disabled, the parameter is not allowed, be it %d", async (value) => {
    const { order } = await callerOf({ guestAccess: "disabled" });
    expect(codesOf(await order({ enable_guest_access: value }))).toEqual([400, "invalid_value:enable_guest_access"]);
    expect((await order()).status).toBe(201);
  });
});

describe("custom fields", () => {
  const customFields = [
    { id: 12, label: "Invoice #", required: true, dataType: "int" },
    { id: 13, label: "Owner", dataType: "email_address" },
    { id: 14, label: "Retired", required: true, active: false },
  ] as const;

  it("that are required must be there, unless they are no longer active", async () => {
    const { order } = await callerOf({ customFields });
    expect(codesOf(await order())).toEqual([400, "required_param:custom_fields.Invoice #"]);
    expect((await order({ custom_fields: [{ metadata_id: 12, value: "123" }] })).status).toBe(201);
  });

  it("hold values of their data type", async () => {
    const { order } = await callerOf({ customFields });
    expect(codesOf(await order({ custom_fields: [{ metadata_id: 12, value: "a few" }] }))).toEqual([400, "invalid_custom_field_value"]);
    const fields = [
      { metadata_id: 12, value: "1" },
      { metadata_id: 13, value: "nobody" },
    ];
    expect(codesOf(await order({ custom_fields: fields }))).toEqual([400, "invalid_custom_field_value"]);
  });

  it("that the account does not have are refused", async () => {
    const { order } = await callerOf();
    expect(codesOf(await order({ custom_fields: [{ metadata_id: 99, value: "x" }] }))).toEqual([
      400,
      "invalid_value:custom_fields.metadata_id",
    ]);
  });

  it("are shown by the order with their labels, and listed by the account", async () => {
    const { order, get } = await callerOf({ customFields });
    const { body } = await order({ custom_fields: [{ metadata_id: 12, value: "123" }] });
    expect((await get(`/order/certificate/${String(body.id)}`)).body["custom_fields"]).toEqual([
      { metadata_id: 12, label: "Invoice #", value: "123" },
    ]);
    expect((await get("/account/metadata")).body["metadata"]).toEqual([
      { id: 12, label: "Invoice #", is_required: true, is_active: true, data_type: "int" },
      { id: 13, label: "Owner", is_required: false, is_active: true, data_type: "email_address" },
      { id: 14, label: "Retired", is_required: true, is_active: false },
    ]);
  });

  it("that there are none of are no list but nothing", async () => {
    const { get } = await callerOf();
    expect((await get("/account/metadata")).body).toEqual({});
  });
});

describe("payment", () => {
  it("is by balance unless said otherwise, and takes the price from it", async () => {
    const { order } = await callerOf({ balance: 250, price: 100 });
    expect([(await order()).status, (await order({ payment_method: "balance" })).status]).toEqual([201, 201]);
    expect(codesOf(await order())).toEqual([400, "insufficient_funds"]);
  });

  it("by balance is an error where billing to it is disabled", async () => {
    const { order } = await callerOf({ billToBalance: false });
    expect(codesOf(await order())).toEqual([400, "payment_method_disabled|balance"]);
    expect((await order({ payment_method: "profile" })).status).toBe(201);
  });

  it("by profile is an error where there is no default credit card", async () => {
    const { order } = await callerOf({ defaultCard: false });
    expect(codesOf(await order({ payment_method: "profile" }))).toEqual([400, "no_default_credit_card"]);
  });

  it("by card needs the card and an address, and is an error where cards are disabled", async () => {
    const { order, sandbox } = await callerOf({ balance: 0 });
    expect(codesOf(await order({ payment_method: "card" }))).toEqual([400, "required_param:credit_card", "required_param:billing_address"]);
    expect((await order(card)).status).toBe(201);
    await sandbox.configure({ cards: false });
    expect(codesOf(await order(card))).toEqual([400, "payment_method_disabled|card"]);
  });

  it("is given back for an order that is refused or canceled before it is issued", async () => {
    const { order, put, sandbox } = await callerOf({ balance: 100, price: 100, approval: "manual", issuance: "manual" });
    const first = await order({ skip_approval: false });
    await sandbox.reject({ orderId: first.body.id }, "no");
    const second = await order();
    expect(second.status).toBe(201);
    await put(`/order/certificate/${String(second.body.id)}/status`, { status: "CANCELED" });
    expect((await order()).status).toBe(201);
    expect(codesOf(await order())).toEqual([400, "insufficient_funds"]);
  });
});

describe("CT logging", () => {
  it("cannot be disabled unless the account lets orders say it: otherwise that is ignored", async () => {
    const { order, sandbox } = await callerOf();
    await order({ disable_ct: true });
    await sandbox.configure({ orderLevelCt: true });
    await order({ disable_ct: true });
    await order({ disable_ct: false });
    expect(await sandbox.orders()).toMatchObject([{ ctLogging: true }, { ctLogging: false }, { ctLogging: true }]);
  });
});

describe("organizations", () => {
  it("by an id that the account does not have, or that is inactive, are refused", async () => {
    const { order, sandbox } = await callerOf();
    expect(codesOf(await order({ organization: { id: 1 } }))).toEqual([400, "invalid_value:organization.id"]);
    await sandbox.configure({ organizations: [{ id: 123456, name: "Gone", active: false }] });
    expect(codesOf(await order())).toEqual([400, "invalid_value:organization.id"]);
  });

  it("by details are created where there is none like them, and only then the answer has an id", async () => {
    const { order, get } = await callerOf();
    const { body } = await order({ organization: details });
    expect((await get(`/organization/${String(body.organization.id)}`)).body).toMatchObject({ ...details, status: "active" });
    expect((await order()).body).not.toHaveProperty("organization");
  });

  it("by details are the one that matches them", async () => {
    const organizations = [{ id: 7, ...details }];
    const { order, sandbox } = await callerOf({ organizations });
    expect((await order({ organization: details })).body).not.toHaveProperty("organization");
    expect(await sandbox.orders()).toMatchObject([{ organizationId: 7 }]);
    expect(sandbox.accounts[0]?.organizations).toHaveLength(1);
  });

  it("by details are the oldest of several that match", async () => {
    const organizations = [
      { id: 9, ...details, name: "Other" },
      { id: 7, ...details },
      { id: 8, ...details },
    ];
    const { order, sandbox } = await callerOf({ organizations });
    await order({ organization: details });
    expect(await sandbox.orders()).toMatchObject([{ organizationId: 7 }]);
  });

  it("by details are new all the same if the check for duplicates is skipped", async () => {
    const { order, sandbox } = await callerOf({ organizations: [{ id: 7, ...details }] });
    const { body } = await order({ organization: { ...details, skip_duplicate_org_check: true } });
    expect(body.organization.id).not.toBe(7);
    expect(await sandbox.orders()).toMatchObject([{ organizationId: body.organization.id }]);
  });

  it("are not created by an order that is refused", async () => {
    const { order, sandbox } = await callerOf({ balance: 0 });
    expect(codesOf(await order({ organization: details }))).toEqual([400, "insufficient_funds"]);
    expect(sandbox.accounts[0]?.organizations).toHaveLength(1);
  });
});

describe("containers", () => {
  it("are the account's own: the first unless the order says which", async () => {
    const containers = [
      { id: 5, name: "All" },
      { id: 6, name: "Research", parentId: 5 },
    ];
    const { order, get } = await callerOf({ containers });
    const info = async (id: number) => (await get(`/order/certificate/${String(id)}`)).body["container"];
    expect(await info((await order()).body.id)).toMatchObject({ id: 5, name: "All" });
    expect(await info((await order({ container: { id: 6 } })).body.id)).toMatchObject({ id: 6, name: "Research" });
    expect(codesOf(await order({ container: { id: 7 } }))).toEqual([400, "invalid_value:container.id"]);
    expect((await get("/container/5/children")).body["containers"]).toMatchObject([{ id: 6 }]);
  });
});

describe("several accounts", () => {
  it("see nothing of each other", async () => {
    const { sandbox, order, get } = await callerOf({}, { accounts: [{}, { id: 77, keys: [{ name: "other" }] }] });
    const key = sandbox.accounts[1]?.keys[0]?.apiKey ?? "";
    const { body } = await order({ alternative_order_id: "abc123" });
    expect(codesOf(await get(`/order/certificate/${String(body.id)}`, { key }))).toEqual([404, "not_found|order"]);
    expect((await get("/order/alternate/abc123", { key })).body).toEqual({});
    expect((await order({ alternative_order_id: "abc123" }, { key })).status).toBe(201);
    expect((await sandbox.orders()).map(({ accountId }) => accountId)).toEqual([1, 77]);
  });

  it("do not renew each other's orders", async () => {
    const { sandbox, order } = await callerOf({}, { accounts: [{}, { id: 77 }] });
    const key = sandbox.accounts[1]?.keys[0]?.apiKey ?? "";
    const { body } = await order();
    expect(codesOf(await order({ renewal_of_order_id: body.id }, { key }))).toEqual([400, "order_not_eligible_for_renewal"]);
  });
});

describe("keys", () => {
  const keys = [
    { name: "Administrator" },
    { name: "Manager", role: "manager" },
    { name: "Standard", role: "standard user" },
    { name: "Limited", role: "limited user" },
    { name: "Reader", role: "view only" },
  ] as const;

  const callerWithKeys = async () => {
    const caller = await callerOf({ keys });
    const of = new Map(caller.sandbox.accounts[0]?.keys.map(({ name, apiKey }) => [name, apiKey]));
    return { ...caller, as: (name: (typeof keys)[number]["name"]) => ({ key: of.get(name) ?? "" }) };
  };

  it.each([
    ["an invalid one", { key: "0000" }],
    ["an empty one", { key: "" }],
  ])("%s is refused with 403", async (_which, options) => {
    const { get } = await callerOf();
    const refused = await get("/user/me", options);
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual({
      errors: [{ code: "access_denied|access_denied_invalid_key", message: "Access denied due to access_denied_invalid_key." }],
    });
  });

  it("of a standard user order nothing without approval, whatever they skip", async () => {
    const { order, as } = await callerWithKeys();
    const { body } = await order({ skip_approval: true }, as("Standard"));
    expect(body.requests).toMatchObject([{ status: "pending" }]);
    expect(body).not.toHaveProperty("certificate_id");
  });

  it("may revoke without approval only as an administrator", async () => {
    const { order, put, as } = await callerWithKeys();
    const { body } = await order();
    const revoke = (name: (typeof keys)[number]["name"]) =>
      put(`/order/certificate/${String(body.id)}/revoke`, { skip_approval: true }, as(name));
    expect(codesOf(await revoke("Manager"))).toEqual([403, "access_denied|missing_permission"]);
    expect(codesOf(await revoke("Standard"))).toEqual([403, "access_denied|missing_permission"]);
    expect((await revoke("Administrator")).status).toBe(204);
  });

  it("to view only change nothing", async () => {
    const { order, get, as } = await callerWithKeys();
    expect(codesOf(await order({}, as("Reader")))).toEqual([403, "access_denied|missing_permission"]);
    const { body } = await order();
    expect((await get(`/order/certificate/${String(body.id)}`, as("Reader"))).status).toBe(200);
  });

  it("of a limited user see their own orders only", async () => {
    const { order, get, as } = await callerWithKeys();
    const [foreign, own] = [await order(), await order({}, as("Limited"))];
    expect(codesOf(await get(`/order/certificate/${String(foreign.body.id)}`, as("Limited")))).toEqual([
      403,
      "access_denied|missing_permission",
    ]);
    expect((await get(`/order/certificate/${String(own.body.id)}`, as("Limited"))).status).toBe(200);
    expect((await get("/order/certificate", as("Limited"))).body.orders).toMatchObject([{ id: own.body.id }]);
  });

  it("say who they are", async () => {
    const { get, as } = await callerWithKeys();
    expect((await get("/user/me")).body).toMatchObject({
      account_id: 1,
      first_name: "Administrator",
      access_roles: [{ id: 1, name: "Administrator" }],
    });
    expect((await get("/user/me", as("Standard"))).body["access_roles"]).toEqual([{ id: 5, name: "Standard User" }]);
  });
});

describe("the life of a certificate", () => {
  it("is that of its order, or shorter where the account says so", async () => {
    const { order, get } = await callerOf({ certificateDaysAtMost: 90 }, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order({ order_validity: { years: 3 } });
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      order_valid_till: "2029-03-01",
      certificate: { valid_till: "2026-05-30" },
    });
  });
});

describe("a setting", () => {
  it("may be changed while the sandbox runs, and leaves all others as they were", async () => {
    const { order, sandbox } = await callerOf({ guestAccess: "disabled" });
    await sandbox.configure({ approval: "manual" });
    expect((await order({ skip_approval: false })).body.requests).toMatchObject([{ status: "pending" }]);
    expect(codesOf(await order({ enable_guest_access: 1 }))).toEqual([400, "invalid_value:enable_guest_access"]);
  });

  it("of an authority makes a new one; what the old one signed stays", async () => {
    const { order, get, sandbox } = await callerOf();
    const before = await order();
    await sandbox.configure({ authorities: [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC", chainLength: 4 }] });
    const after = await order({ certificate: { csr: makeCsr(["api.corp.example"]).csrPem } });
    expect([before, after].map(({ body }) => body.certificate_chain.length)).toEqual([3, 4]);
    expect((await get(`/certificate/${String(before.body.certificate_id)}/chain`)).body.intermediates).toHaveLength(3);
  });
});
