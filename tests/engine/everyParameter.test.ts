import type { AccountSettings } from "../../sandbox";
import { inputPlaces } from "../../tools/inputPlaces";
import page from "../contract/pageParameters.json";
import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox } from "./sandboxes";

/** Of every parameter a value that is not its default: what the program declares, and what the page says must be sent. */
const people = (who: string) => ({
  declared: {
    firstName: who,
    lastName: "Lovelace",
    email: `${who.toLowerCase()}@corp.example`,
    jobTitle: "Analyst",
    telephone: "+44 20 7946 0001",
    telephoneExtension: "42",
  },
  sent: {
    first_name: who,
    last_name: "Lovelace",
    email: `${who.toLowerCase()}@corp.example`,
    job_title: "Analyst",
    telephone: "+44 20 7946 0001",
    telephone_extension: "42",
  },
});

const account: Partial<AccountSettings> = {
  authorities: [
    { id: "10A101A05684", name: "Corp Issuing CA 1" },
    { id: "3EE6E4F6856DF7FC", name: "Corp Issuing CA 2", keyType: "EC" },
  ],
  profiles: ["corp_profile"],
  customFields: [
    { id: 12, label: "Invoice #", dataType: "text" },
    { id: 13, label: "Team" },
  ],
  containers: [
    { id: 5, name: "Corp" },
    { id: 7, name: "Network", parentId: 5 },
  ],
  orderLevelCt: true,
};

interface Case {
  readonly declared: Readonly<Record<string, unknown>>;
  readonly sent: Readonly<Record<string, unknown>>;
}

/** By id, with a card, renewing an order placed before by its id. */
function byId(csr: string, renewed: number): Case {
  const [organization, technical] = [people("Ada"), people("Mary")];
  return {
    declared: {
      product: "private_ssl_wildcard",
      commonName: "*.corp.example",
      dnsNames: ["corp.example", "api.corp.example"],
      csr,
      signatureHash: "sha384",
      caCertId: "3EE6E4F6856DF7FC",
      organizationUnits: ["Network", "Security"],
      serverPlatform: { id: 45 },
      profileOption: "corp_profile",
      orderValidity: { years: 2, days: 100, customExpirationDate: "09 JUN 2028" },
      validityYears: 2,
      validityDays: 100,
      customExpirationDate: "2028-06-09",
      comments: "For the load balancer.",
      autoRenew: true,
      customRenewalMessage: "Ask the network team.",
      disableRenewalNotifications: true,
      additionalEmails: ["ops@corp.example"],
      renewalOfOrderId: renewed,
      paymentMethod: "card",
      creditCard: {
        number: "4111111111111111",
        expirationMonth: 7,
        expirationYear: 2031,
        cvv: 817,
        cardholderName: "Ada Lovelace",
      },
      billingAddress: {
        address: "12 St James's Square",
        address2: "Second floor",
        city: "London",
        state: "Greater London",
        country: "gb",
        zip: "SW1Y 4JH",
      },
      vatNumber: "GB123456789",
      skipApproval: true,
      disableCt: true,
      organizationContact: organization.declared,
      technicalContact: technical.declared,
      organization: { id: 123456 },
      container: { id: 7 },
      customFields: [
        { metadataId: 12, value: "INV-7" },
        { metadataId: 13, value: "Network" },
      ],
      alternativeOrderId: "corp2026api1",
      enableGuestAccess: true,
      locale: "en",
    },
    sent: {
      certificate: {
        common_name: "*.corp.example",
        dns_names: ["corp.example", "api.corp.example"],
        csr,
        signature_hash: "sha384",
        ca_cert_id: "3EE6E4F6856DF7FC",
        organization_units: ["Network", "Security"],
        server_platform: { id: 45 },
        profile_option: "corp_profile",
      },
      order_validity: { years: 2, days: 100, custom_expiration_date: "09 JUN 2028" },
      validity_years: 2,
      validity_days: 100,
      custom_expiration_date: "2028-06-09",
      comments: "For the load balancer.",
      auto_renew: 1,
      custom_renewal_message: "Ask the network team.",
      disable_renewal_notifications: true,
      additional_emails: ["ops@corp.example"],
      renewal_of_order_id: renewed,
      payment_method: "card",
      credit_card: {
        number: "4111111111111111",
        expiration_month: 7,
        expiration_year: 2031,
        cvv: 817,
        cardholder_name: "Ada Lovelace",
      },
      billing_address: {
        address: "12 St James's Square",
        address2: "Second floor",
        city: "London",
        state: "Greater London",
        country: "gb",
        zip: "SW1Y 4JH",
      },
      vat_number: "GB123456789",
      skip_approval: true,
      disable_ct: true,
      organization_contact: organization.sent,
      technical_contact: technical.sent,
      organization: { id: 123456 },
      container: { id: 7 },
      custom_fields: [
        { metadata_id: 12, value: "INV-7" },
        { metadata_id: 13, value: "Network" },
      ],
      alternative_order_id: "corp2026api1",
      enable_guest_access: 1,
      locale: "en",
    },
  };
}

/** By details, renewing an order placed before by the thumbprint of its certificate. */
function byDetails(csr: string, thumbprint: string): Case {
  const { declared, sent } = people("Grace");
  const user = {
    declared: { id: 44, firstName: "Jean", lastName: "Bartik", email: "jean@corp.example", jobTitle: "Engineer", telephone: "+1 555 0100" },
    sent: { id: 44, first_name: "Jean", last_name: "Bartik", email: "jean@corp.example", job_title: "Engineer", telephone: "+1 555 0100" },
  };
  return {
    declared: {
      product: "private_ssl_flex",
      commonName: "192.168.1.195",
      csr,
      caCertId: "10A101A05684",
      renewedThumbprint: thumbprint,
      orderValidity: { days: 90 },
      organization: {
        name: "Analytical Engines Ltd",
        assumedName: "Engines",
        address: "1 Dorset Street",
        address2: "Marylebone",
        zip: "W1U 4EG",
        city: "London",
        state: "Greater London",
        country: "gb",
        telephone: "+44 20 7946 0002",
        contacts: [{ ...declared, contactType: "organization_contact", userId: 44 }],
        validations: [{ type: "ov", verifiedUsers: [user.declared] }],
        container: { id: 7 },
        skipDuplicateOrgCheck: true,
      },
    },
    sent: {
      certificate: { common_name: "192.168.1.195", csr, signature_hash: "sha256", ca_cert_id: "10A101A05684" },
      renewed_thumbprint: thumbprint,
      order_validity: { days: 90 },
      organization: {
        name: "Analytical Engines Ltd",
        assumed_name: "Engines",
        address: "1 Dorset Street",
        address2: "Marylebone",
        zip: "W1U 4EG",
        city: "London",
        state: "Greater London",
        country: "gb",
        telephone: "+44 20 7946 0002",
        contacts: [{ ...sent, contact_type: "organization_contact", user_id: 44 }],
        validations: [{ type: "ov", verified_users: [user.sent] }],
        container: { id: 7 },
        skip_duplicate_org_check: true,
      },
    },
  };
}

/** Every path of a value, lists by their entries: `custom_fields[].value`. */
function pathsIn(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item: unknown) => (isObject(item) ? pathsIn(item, `${at}[]`).slice(1) : []))];
  if (!isObject(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, at === "" ? name : `${at}.${name}`))];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describeWithEngine("every parameter of DigiCert's page", () => {
  const first = makeCsr(["corp.example"]);
  const cases = { byId: byId(first.csrPem, 1), byDetails: byDetails(first.csrPem, "0".repeat(40)) };

  it("is among what these two programs declare, and every input that reaches the wire is", () => {
    const sent = new Set(Object.values(cases).flatMap((each) => pathsIn(each.sent)));
    const listed = [...page.parameters.map(({ path }) => path), ...Object.keys(page.elsewhere)];
    expect(listed.filter((path) => path !== "{private_ssl_certificate_id}" && !sent.has(path))).toEqual([]);
    expect(inputPlaces.flatMap(({ wire }) => (wire === undefined || sent.has(wire) ? [] : [wire]))).toEqual([]);
    expect([...sent].filter((path) => path !== "" && !listed.includes(path))).toEqual([]);
  });

  it("reaches the wire as the page documents it, through a real pulumi up", async () => {
    const sandbox = await newSandbox({ accounts: [account] });
    const elsewhere = await orderElsewhere(sandbox);
    await sandbox.clearJournal();
    const { csrPem } = makeCsr(["*.corp.example"]);
    const { declared, sent } = byId(csrPem, elsewhere.orderId);
    const secrets = { "the card number": "4111111111111111", "the billing address": "12 St James's Square" };
    const project = await newProject({ sandbox, program: certificateProgram(declared), secrets });
    await project.up();
    const [order] = (await sandbox.journal()).filter(({ method }) => method === "POST");
    expect(order).toMatchObject({ path: "/order/certificate/private_ssl_wildcard", status: 201 });
    expect(order?.body).toEqual(sent);
    const outputs = (await project.certificate()).outputs;
    expect(Object.keys(outputs)).not.toEqual(expect.arrayContaining(["creditCard"]));
    expect(Object.keys(outputs)).not.toEqual(expect.arrayContaining(["billingAddress"]));
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);

  it("reaches the wire with an organisation by details and a thumbprint, and the id that resulted is recorded", async () => {
    const sandbox = await newSandbox({ accounts: [account] });
    const elsewhere = await orderElsewhere(sandbox);
    await sandbox.clearJournal();
    const { csrPem } = makeCsr(["engines.example"]);
    const { declared, sent } = byDetails(csrPem, elsewhere.thumbprint);
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    await project.up();
    const [order] = (await sandbox.journal()).filter(({ method }) => method === "POST");
    expect(order).toMatchObject({ path: "/order/certificate/private_ssl_flex", status: 201 });
    const { alternative_order_id: alternativeId, ...body } = order?.body as Record<string, unknown>;
    expect(body).toEqual(sent);
    expect(alternativeId).toMatch(/^pulumi[a-z0-9]{20}n1$/);
    const [, placed] = await sandbox.orders();
    expect((await project.certificate()).outputs).toMatchObject({
      organizationId: placed?.organizationId,
      domains: expect.any(Array) as unknown,
    });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);
});

/** An order that nobody's program placed: by a raw call. */
async function orderElsewhere(sandbox: { readonly baseUrl: string; readonly apiKey: string }) {
  const { csrPem } = makeCsr(["corp.example"]);
  const response = await fetch(`${sandbox.baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dc-devkey": sandbox.apiKey },
    body: JSON.stringify({
      certificate: { common_name: "corp.example", csr: csrPem, signature_hash: "sha256", ca_cert_id: "10A101A05684" },
      organization: { id: 123456 },
      order_validity: { years: 1 },
      skip_approval: true,
    }),
  });
  const { id } = (await response.json()) as { readonly id: number };
  const info = await fetch(`${sandbox.baseUrl}/order/certificate/${String(id)}`, {
    headers: { "content-type": "application/json", "x-dc-devkey": sandbox.apiKey },
  });
  const { certificate } = (await info.json()) as { readonly certificate: { readonly thumbprint: string } };
  return { orderId: id, thumbprint: certificate.thumbprint.toUpperCase() };
}
