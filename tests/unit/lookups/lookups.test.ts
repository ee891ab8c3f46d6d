import { startSandbox, type AccountSettings, type Sandbox } from "../../../sandbox";
import { createLookups, type Lookups } from "../../../provider/lookups";
import { makeCsr } from "../../support/csr";
import { thrownBy } from "../certcentral/connected";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ strict: true });
});

afterAll(async () => {
  await sandbox.stop();
});

interface Place {
  readonly lookups: Lookups;
  /** The paths that were asked since the last time. */
  asked(): Promise<readonly string[]>;
  wait(milliseconds: number): void;
}

const corporation = { id: 4711, name: "Example Corporation", city: "Lehi", country: "us" };
const auditor = "KEYOFTHEAUDITOR0123456789";

/** Look-ups of an account with these settings, over real HTTP, by somebody who has asked nothing so far. */
async function lookingInto(settings: Partial<AccountSettings> = {}, apiKey = sandbox.apiKey): Promise<Place> {
  const usual = { organizations: [corporation], products: ["private_ssl_plus", "private_ssl_wildcard"], approval: "automatic" } as const;
  await sandbox.configure({ ...usual, ...settings });
  await sandbox.clearJournal();
  let now = 0;
  const config: Readonly<Record<string, string>> = { "digicert:apiKey": apiKey, "digicert:baseUrl": sandbox.baseUrl };
  const lookups = createLookups({ environment: {}, now: () => now })((key) => config[key]);
  return {
    lookups,
    async asked() {
      const entries = await sandbox.journal();
      await sandbox.clearJournal();
      return entries.map(({ path }) => path);
    },
    wait(milliseconds) {
      now += milliseconds;
    },
  };
}

async function messageOf(call: Promise<unknown>): Promise<string> {
  return ((await thrownBy(call)) as Error).message;
}

describe("an organisation", () => {
  it("is found by its legal name and by its display name", async () => {
    const { lookups } = await lookingInto({
      organizations: [
        { id: 1, name: "Other" },
        { ...corporation, assumedName: "Example" },
      ],
    });
    const found = await lookups.getOrganization({ name: "Example Corporation" });
    expect(found).toStrictEqual({
      id: 4711,
      name: "Example Corporation",
      displayName: "Example Corporation (Example)",
      assumedName: "Example",
      isActive: true,
      city: "Lehi",
      country: "us",
      containerId: 5,
    });
    expect(await lookups.getOrganization({ name: " Example Corporation (Example) " })).toEqual(found);
  });

  it("that is not there is an error that lists those that are, and says which was meant", async () => {
    const { lookups } = await lookingInto({
      organizations: [{ id: 1, name: "Other" }, corporation, { id: 2, name: "Gone", active: false }],
    });
    const error = await thrownBy(lookups.getOrganization({ name: "Example Corp" }));
    expect(error).toMatchObject({ code: "DIGICERT_ORGANIZATION_NOT_FOUND" });
    expect((error as Error).message).toContain("did you mean `Example Corporation`?");
    expect(await messageOf(lookups.getOrganization({ name: "example corporation" }))).toMatch(
      /^There is no organization `example corporation` in this account \(127[.]0[.]0[.]1:\d+, key ending in \w{4}\), did you mean `Example Corporation`\?; there are: `Other` \(1\), `Example Corporation` \(4711\)\n/,
    );
  });

  it("of which there are hundreds is an error that names a dozen", async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: index + 1, name: `Department ${String(index + 1)}` }));
    const { lookups } = await lookingInto({ organizations: many });
    expect(await messageOf(lookups.getOrganization({ name: "Nowhere" }))).toMatch(/`Department 12` \(12\), and 288 more\n/);
  });

  it("is found on the second page of the list", async () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({ id: index + 1, name: `Department ${String(index + 1)}` }));
    const { lookups, asked } = await lookingInto({ organizations: many });
    expect(await lookups.getOrganization({ name: "Department 1400" })).toMatchObject({ id: 1400 });
    expect(await lookups.listOrganizations()).toHaveLength(1500);
    expect(await asked()).toEqual(["/organization", "/organization"]);
  });

  it("in an account without any is an error that says so", async () => {
    const { lookups } = await lookingInto({ organizations: [] });
    expect(await messageOf(lookups.getOrganization({ name: "Nowhere" }))).toContain("; there are: none at all\n");
    expect(await lookups.listOrganizations()).toEqual([]);
  });

  it("whose name two have is an error that lists their ids, and each is found by its display name", async () => {
    const twin = { id: 4713, name: "Example Corporation", assumedName: "Example Rome", city: "Rome" };
    const { lookups } = await lookingInto({ organizations: [corporation, twin] });
    const error = await thrownBy(lookups.getOrganization({ name: "Example Corporation" }));
    expect(error).toMatchObject({ code: "DIGICERT_ORGANIZATION_AMBIGUOUS" });
    expect((error as Error).message).toContain("4711 (Example Corporation, Lehi), 4713 (Example Corporation (Example Rome), Rome)\n");
    expect(await lookups.getOrganization({ name: "Example Corporation (Example Rome)" })).toMatchObject({ id: 4713 });
  });

  it("that is not active is an error, and hides no active one of the same name", async () => {
    const gone = { ...corporation, id: 4700, active: false };
    const alone = await lookingInto({ organizations: [gone] });
    const error = await thrownBy(alone.lookups.getOrganization({ name: "Example Corporation" }));
    expect(error).toMatchObject({ code: "DIGICERT_ORGANIZATION_INACTIVE" });
    expect((error as Error).message).toContain("4700 (Example Corporation, Lehi)\n");

    const both = await lookingInto({ organizations: [gone, corporation] });
    expect(await both.lookups.getOrganization({ name: "Example Corporation" })).toMatchObject({ id: 4711 });
    expect((await both.lookups.listOrganizations()).map(({ isActive }) => isActive)).toEqual([false, true]);
  });
});

describe("a product", () => {
  it("is shown with what may be ordered of it", async () => {
    const { lookups } = await lookingInto();
    expect(await lookups.getProduct({ name: "private_ssl_plus", containerId: 5 })).toStrictEqual({
      name: "private_ssl_plus",
      displayName: "Private SSL Plus Certificate",
      groupName: "private_ssl_certificate",
      allowedCaCertificates: [
        {
          id: "10A101A05684",
          name: "Sandbox Private CA",
          chainInfo: "Sandbox Private CA (SHA2-256) > Sandbox Private CA Root (SHA2-256)",
        },
      ],
      allowedSignatureHashes: ["sha256", "sha384", "sha512"],
      defaultSignatureHash: "sha256",
      allowedValidityYears: [1, 2, 3],
      maxValidityYears: 3,
      customExpirationDateAllowed: true,
      dnsNamesAllowed: true,
      autoRenewAllowed: true,
      allowedContainerIds: [],
    });
  });

  it("that the account may not order is an error that lists those it may", async () => {
    const { lookups } = await lookingInto();
    const error = await thrownBy(lookups.getProduct({ name: "private_ssl_flex" }));
    expect(error).toMatchObject({ code: "DIGICERT_PRODUCT_NOT_FOUND" });
    expect((error as Error).message).toMatch(
      /cannot order the product `private_ssl_flex`; there are: `private_ssl_plus` \(Private SSL Plus Certificate\), `private_ssl_wildcard` \(.*\)\n/,
    );
    expect((await lookups.listProducts()).map(({ name }) => name)).toEqual(["private_ssl_plus", "private_ssl_wildcard"]);
  });

  it("of another kind is not asked for: no certificate of this package is ordered as one", async () => {
    const { lookups, asked } = await lookingInto();
    const error = await thrownBy(lookups.getProduct({ name: "ssl_basic" as "private_ssl_plus" }));
    expect(error).toMatchObject({ code: "DIGICERT_PRODUCT_NOT_FOUND" });
    expect(await asked()).toEqual(["/product"]);
  });
});

describe("an order", () => {
  it("is shown as it is now, each time anew", async () => {
    const { lookups } = await lookingInto({ approval: "manual" });
    const orderId = await placed();
    expect(await lookups.getOrder({ orderId })).toMatchObject({
      orderId,
      status: "needs_approval",
      product: "private_ssl_plus",
      commonName: "api.corp.example",
      requests: [{ status: "pending", type: "new_request" }],
    });
    await sandbox.approve({ orderId });
    const issued = await lookups.getOrder({ orderId });
    expect(issued).toMatchObject({ status: "issued", organizationId: 4711, caCertId: "10A101A05684", signatureHash: "sha256" });
    expect(issued.validUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Object.values(issued)).not.toContain(undefined);
    expect(JSON.stringify(issued)).not.toContain("CERTIFICATE REQUEST");
  });

  it("that the account does not have is an error", async () => {
    const { lookups } = await lookingInto();
    expect(await thrownBy(lookups.getOrder({ orderId: 42 }))).toMatchObject({ code: "DIGICERT_ORDER_NOT_FOUND" });
    expect(await messageOf(lookups.getOrder({ orderId: 42 }))).toMatch(/^There is no order 42 in this account \(127[.]0[.]0[.]1:/);
  });

  it.each([0, -1, 1.5, "", "4711x", undefined])("of %p is refused before anybody is asked", async (orderId) => {
    const { lookups, asked } = await lookingInto();
    expect(await thrownBy(lookups.getOrder({ orderId: orderId as number }))).toMatchObject({ code: "DIGICERT_NOT_AN_ORDER_ID" });
    expect(await asked()).toEqual([]);
  });
});

/** An order as somebody else places it. */
async function placed(): Promise<number> {
  const { baseUrl, apiKey } = sandbox;
  const answer = await fetch(`${baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "X-DC-DEVKEY": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({
      certificate: { common_name: "api.corp.example", csr: makeCsr(["api.corp.example"]).csrPem, signature_hash: "sha256" },
      order_validity: { years: 1 },
      organization: { id: corporation.id },
    }),
  });
  return ((await answer.json()) as { readonly id: number }).id;
}

describe("what was found", () => {
  it("is asked for once, however many ask, and again after a minute: something may have been added", async () => {
    const { lookups, asked, wait } = await lookingInto();
    await Promise.all(Array.from({ length: 50 }, () => lookups.getOrganization({ name: "Example Corporation" })));
    await lookups.listOrganizations();
    await Promise.all([1, 2].map(() => lookups.getProduct({ name: "private_ssl_plus" })));
    expect(await asked()).toEqual(["/organization", "/product/private_ssl_plus"]);

    await sandbox.configure({ organizations: [corporation, { id: 4712, name: "Added" }] });
    wait(60_000);
    expect(await lookups.getOrganization({ name: "Added" })).toMatchObject({ id: 4712 });
  });

  it("is no failure: after one, DigiCert is asked again", async () => {
    const { lookups } = await lookingInto();
    await sandbox.faults([{ do: "status", status: 403, match: { path: "/organization" } }]);
    expect(await thrownBy(lookups.listOrganizations())).toMatchObject({ code: "DIGICERT_FORBIDDEN" });
    expect(await lookups.listOrganizations()).toHaveLength(1);
  });
});

describe("an account", () => {
  it("without a key, or one that cannot be used, is an error before anybody is asked", async () => {
    const look = createLookups({ environment: {}, now: () => 0 });
    expect(await thrownBy(look(() => undefined).listProducts())).toMatchObject({ code: "DIGICERT_NO_API_KEY" });
    const elsewhere: Readonly<Record<string, string>> = { "digicert:region": "uk" };
    expect(await messageOf(look((key) => elsewhere[key]).listProducts())).toContain("digicert:region is `uk`: it takes `us` or `eu`");
  });

  it("whose key DigiCert does not know is an error that tells where the key comes from, and not the key", async () => {
    const key = "KEYTHATNOBODYKNOWS0123456789";
    const look = createLookups({ environment: { DIGICERT_API_KEY: key, DIGICERT_BASE_URL: sandbox.baseUrl }, now: () => 0 });
    const message = await messageOf(look(() => undefined).listProducts());
    expect(message).toContain("Check `digicert:apiKey` (else DIGICERT_API_KEY)");
    expect(message).not.toContain(key);
  });

  it("is read with a key that may only read", async () => {
    const { lookups } = await lookingInto(
      {
        keys: [
          { name: "all", apiKey: sandbox.apiKey },
          { name: "auditor", apiKey: auditor, role: "view only" },
        ],
      },
      auditor,
    );
    expect(await lookups.listProducts()).toHaveLength(2);
    expect(await lookups.getOrganization({ name: "Example Corporation" })).toMatchObject({ id: 4711 });
  });
});
