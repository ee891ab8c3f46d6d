import { callerOf, codesOf, csrPem, orderBody } from "./caller";

describe("required parameters", () => {
  it("that are missing are all named at once, strict or not", async () => {
    for (const strict of [true, false]) {
      const { post } = await callerOf({}, { strict });
      const refused = await post("/order/certificate/private_ssl_plus", {
        certificate: { common_name: "api.corp.example" },
        organization: {},
      });
      expect(codesOf(refused)).toEqual([
        400,
        "required_param:certificate.csr",
        "required_param:certificate.signature_hash",
        "required_param:order_validity",
        "required_param:organization.id",
      ]);
      expect(refused.body.errors[0]?.message).toBe("certificate.csr is a required parameter.");
    }
  });

  it("of an object are asked for where the object is", async () => {
    const { order } = await callerOf();
    expect(codesOf(await order({ organization_contact: { first_name: "Ada" }, certificate: { server_platform: {} } }))).toEqual([
      400,
      "required_param:certificate.server_platform.id",
      "required_param:organization_contact.last_name",
      "required_param:organization_contact.email",
    ]);
  });
});

describe("a strict sandbox", () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["an unknown member", { color: "red" }, "unknown_param:color"],
    ["an unknown member of an object", { certificate: { color: "red" } }, "unknown_param:certificate.color"],
    ["a number as a string", { organization: { id: "123456" } }, "invalid_value:organization.id"],
    ["a flag as a number", { skip_approval: 1 }, "invalid_value:skip_approval"],
    ["a number as a flag", { auto_renew: true }, "invalid_value:auto_renew"],
    ["one name where a list is asked for", { certificate: { dns_names: "a.example" } }, "invalid_value:certificate.dns_names"],
    ["null", { comments: null }, "invalid_value:comments"],
    ["a hash that is none", { certificate: { signature_hash: "md5" } }, "invalid_value:certificate.signature_hash"],
    ["a way to pay that is none", { payment_method: "gold" }, "invalid_value:payment_method"],
    ["a value out of its range", { enable_guest_access: 2 }, "invalid_value:enable_guest_access"],
    ["an alternative order id that is too long", { alternative_order_id: "a".repeat(65) }, "invalid_value:alternative_order_id"],
    ["an alternative order id with a hyphen", { alternative_order_id: "a-b" }, "invalid_value:alternative_order_id"],
    ["a thumbprint that is none", { renewed_thumbprint: "abc" }, "invalid_value:renewed_thumbprint"],
    ["an address that is none", { additional_emails: ["nobody"] }, "invalid_value:additional_emails"],
  ])("refuses %s", async (_what, changes, code) => {
    const { order, sandbox } = await callerOf();
    expect(codesOf(await order(changes))).toEqual([400, code]);
    expect(await sandbox.orders()).toEqual([]);
  });

  it("accepts every parameter of the page", async () => {
    const { order } = await callerOf({ orderLevelCt: true, profiles: ["intranet"], customFields: [{ id: 12, label: "Invoice" }] });
    const contact = { first_name: "A", last_name: "B", email: "a@b.example", job_title: "C", telephone: "1", telephone_extension: "2" };
    const everything = {
      certificate: {
        dns_names: ["api.corp.example", "192.168.1.196"],
        ca_cert_id: "10A101A05684",
        organization_units: ["Research"],
        server_platform: { id: 45 },
        profile_option: "intranet",
      },
      order_validity: { years: 1, days: 30, custom_expiration_date: "09 JUN 2027" },
      validity_years: 1,
      validity_days: 1,
      custom_expiration_date: "2027-06-09",
      comments: "none",
      auto_renew: 0,
      custom_renewal_message: "soon",
      disable_renewal_notifications: true,
      additional_emails: ["a@b.example"],
      payment_method: "card",
      credit_card: { number: "4111111111111111", expiration_month: 12, expiration_year: 2030, cvv: 333, cardholder_name: "A B" },
      billing_address: { address: "1", address2: "2", city: "C", state: "UT", country: "us", zip: "84043" },
      vat_number: "1",
      disable_ct: true,
      organization_contact: contact,
      technical_contact: contact,
      container: { id: 5 },
      custom_fields: [{ metadata_id: 12, value: "1" }],
      alternative_order_id: "abc123",
      enable_guest_access: 1,
      locale: "en",
    };
    expect((await order(everything)).status).toBe(201);
  });

  it("wants the type that its answers are to have", async () => {
    const { post } = await callerOf();
    const headers = { "Content-Type": "text/plain" };
    expect(codesOf(await post("/order/certificate/private_ssl_plus", orderBody(), { headers }))).toEqual([406, "not_acceptable"]);
  });
});

describe("a lenient sandbox", () => {
  it("bears what strangers' clients send: numbers as strings, members of other pages, a CSR without its line breaks or armour", async () => {
    const { order } = await callerOf({}, { strict: false });
    const bare = csrPem.replace(/-----.*-----/g, "").replace(/\n/g, "");
    expect((await order({ organization: { id: "123456" }, order_validity: { years: "1" }, color: "red" })).status).toBe(201);
    expect((await order({ certificate: { csr: csrPem.replace(/\n/g, ""), cert_validity: { years: 1 } } })).status).toBe(201);
    expect((await order({ certificate: { csr: bare } })).status).toBe(201);
  });
});

describe("any sandbox", () => {
  it("refuses a body that is no JSON", async () => {
    const { post } = await callerOf();
    expect(codesOf(await post("/order/certificate/private_ssl_plus", "{"))).toEqual([400, "bad_request_format"]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["a CSR that is none", { csr: "-----BEGIN CERTIFICATE REQUEST-----" }, "csr"],
    ["a name that is none", { common_name: "not a name" }, "common_name"],
    ["a wildcard for a product that has none", { common_name: "*.corp.example" }, "common_name"],
    ["a wildcard among the further names", { dns_names: ["*.corp.example"] }, "dns_names"],
  ])("refuses %s", async (_what, certificate, member) => {
    const { order } = await callerOf({}, { strict: false });
    expect(codesOf(await order({ certificate }))).toEqual([400, `invalid_value:certificate.${member}`]);
  });
});
