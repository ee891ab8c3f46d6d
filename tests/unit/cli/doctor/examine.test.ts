import { connect } from "../../../../provider/certcentral/client";
import { readConfiguration } from "../../../../provider/configuration";
import { startSandbox, type AccountSettings, type FaultScript, type Sandbox } from "../../../../sandbox";
import { accountSections } from "../../../../cli/doctor/examine";
import type { Finding } from "../../../../cli/doctor/finding";
import { stackStateOf, type StackState } from "../../../../cli/state";
import { makeCsr } from "../../../support/csr";

/** An elliptic key is made in no time. */
const authorities = [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" }] as const;
const silent = { say: () => undefined, end: () => undefined };

interface Examined {
  readonly findings: readonly Finding[];
  readonly sandbox: Sandbox;
  /** The findings about this, as `level: says`. */
  about(subject: string): readonly string[];
  /** What is said to be done about it. */
  todo(subject: string): string;
}

interface Circumstances {
  readonly settings?: Partial<AccountSettings>;
  readonly apiKey?: string;
  /** Of the stack, beside key and address. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly faults?: readonly FaultScript[];
  readonly before?: (sandbox: Sandbox) => Promise<void>;
  readonly state?: StackState;
}

let started: Sandbox | undefined;

afterEach(async () => {
  await started?.stop();
  started = undefined;
});

/** The doctor's view of an account. */
async function examined({ settings = {}, apiKey, configuration = {}, faults = [], before, state }: Circumstances = {}): Promise<Examined> {
  const sandbox = (started = await startSandbox({ strict: true, rateLimits: "off", accounts: [{ authorities, ...settings }] }));
  await before?.(sandbox);
  await sandbox.clearJournal();
  await sandbox.faults(faults);
  const values: Readonly<Record<string, string>> = {
    "digicert:apiKey": apiKey ?? sandbox.apiKey,
    "digicert:baseUrl": sandbox.baseUrl,
    ...configuration,
  };
  const read = readConfiguration((name) => values[name], {});
  const client = connect({ apiKey: read.apiKey ?? "", baseUrl: read.baseUrl, region: "us", version: "0.0.0", beforeChange: refuse });
  const sections = await accountSections(client, { configuration: read, state }, silent);
  const findings = sections.flatMap((section) => section.findings);
  return {
    findings,
    sandbox,
    about: (subject) => findings.filter(({ about }) => about === subject).map(({ level, says }) => `${level}: ${says}`),
    todo: (subject) => findings.find(({ about }) => about === subject)?.todo ?? "",
  };
}

function refuse(): never {
  throw new Error("The doctor changes nothing");
}

/** An order placed by somebody. */
async function place({ baseUrl, apiKey }: Sandbox, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const certificate = { common_name: "api.corp.example", csr: makeCsr(["api.corp.example"]).csrPem, signature_hash: "sha256" };
  const response = await fetch(`${baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "X-DC-DEVKEY": apiKey, "Content-Type": "application/json", "User-Agent": "a test" },
    body: JSON.stringify({ certificate, organization: { id: 123456 }, order_validity: { years: 1 }, ...more }),
  });
  expect(response.status).toBe(201);
}

function roleOf(role: "manager" | "standard user" | "limited user" | "view only") {
  return { settings: { keys: [{ name: "pipeline", role }] } } as const;
}

describe("the doctor", () => {
  it("finds nothing bad in an account that is well, and names what it cannot see", async () => {
    const { findings } = await examined();
    expect(findings.filter(({ level }) => level !== "good").map(({ level, about }) => `${level}: ${about}`)).toEqual([
      "advice: Restriction",
      "advice: Unique ids",
    ]);
  });

  it("asks, and changes nothing", async () => {
    const { sandbox } = await examined({ before: place });
    const calls = await sandbox.journal();
    expect(calls.length).toBeGreaterThan(8);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(await sandbox.orders()).toHaveLength(1);
  });

  it("says what to do wherever not all is well", async () => {
    const { findings } = await examined({ ...roleOf("limited user"), configuration: { "digicert:organizationId": "7" } });
    for (const { level, todo } of findings)
      expect({ level, isAdvised: todo !== undefined }).toEqual({ level, isAdvised: level !== "good" });
  });

  describe("of a key", () => {
    it("that DigiCert does not know says so, and asks nothing more", async () => {
      const { about, todo, sandbox } = await examined({ apiKey: "NOKEYOFTHISACCOUNTATALLNOKEY" });
      expect(about("Account")).toEqual([expect.stringMatching(/^bad: DigiCert does not know this API key .+ending in OKEY/)]);
      expect(todo("Account")).toContain("a key of one region is unknown in the other");
      expect(await sandbox.journal()).toHaveLength(1);
    });

    it.each([
      ["manager", "advice: Manager: may order and skip approvals; a revocation waits until an administrator approves it"],
      ["standard user", "advice: Standard User: each order, and each revocation, waits until a manager or an administrator approves it"],
      ["limited user", "advice: Limited User: sees only the orders of its own user, and each order, and each revocation, waits until"],
      ["view only", "bad: View Only: may look, and neither order nor revoke"],
    ] as const)("of a %s says what it may", async (role, says) => {
      const { about } = await examined(roleOf(role));
      expect(about("Role")).toEqual([expect.stringContaining(says)]);
    });

    it("of a user who is not active says so", async () => {
      const body = { id: 11, username: "leaver@corp.example", status: "inactive", access_roles: [{ id: 1, name: "Administrator" }] };
      const { about } = await examined({ faults: [{ do: "replaceAnswer", match: { path: "/user/me" }, body }] });
      expect(about("User")).toEqual(["bad: leaver@corp.example is `inactive`"]);
    });

    it("restricted to orders says what it may not ask, and that orders go through all the same", async () => {
      const refused = (path: string) => ({ do: "status", status: 403, times: "always", match: { path } }) as const;
      const { findings, about } = await examined({ faults: [refused("/product"), refused("/organization")] });
      expect(about("Products")).toEqual(["advice: this key may not list them"]);
      expect(about("Organizations")).toEqual(["advice: this key may not list them"]);
      expect(findings.filter(({ level }) => level === "bad")).toEqual([]);
    });

    it("that may not ask whose it is may be good all the same", async () => {
      const { findings, about } = await examined({ faults: [{ do: "status", status: 403, times: "always", match: { path: "/user/me" } }] });
      expect(about("User")).toEqual(["advice: DigiCert does not tell this key whose it is"]);
      expect(about("Clock")).toEqual(["good: not compared: the answer had no date"]);
      expect([about("private_ssl_plus").length, findings.filter(({ level }) => level === "bad").length]).toEqual([1, 0]);
    });

    it("that may not see orders can never be used", async () => {
      const { about } = await examined({ faults: [{ do: "status", status: 403, times: "always", match: { path: "/order/certificate" } }] });
      expect(about("Orders")).toEqual(["bad: this key may not see them"]);
    });
  });

  describe("of products", () => {
    it("names the CA of each, the years and the hashes", async () => {
      const { about } = await examined({ settings: { products: ["private_ssl_plus"] } });
      expect(about("private_ssl_plus")).toEqual(["good: CA 10A101A05684 (Sandbox Private CA); 1, 2, 3 years; sha256, sha384, sha512"]);
      expect(about("private_ssl_flex")).toEqual([]);
    });

    it("says that there is none to order", async () => {
      const { about, todo } = await examined({ settings: { products: [] } });
      expect(about("Products")).toEqual(["bad: no private SSL product is enabled in this account"]);
      expect(todo("Products")).toContain("private_ssl_wildcard");
    });

    it("says which CAs there are to choose from where one must be named", async () => {
      const two = [
        { id: "AA01", name: "Private CA One", keyType: "EC" },
        { id: "BB02", name: "Private CA Two", keyType: "EC" },
      ] as const;
      const { about, todo } = await examined({ settings: { authorities: two, products: ["private_ssl_plus"] } });
      expect(about("private_ssl_plus")).toEqual([
        expect.stringContaining("advice: 1, 2, 3 years; sha256, sha384, sha512; 2 CAs, one of which"),
      ]);
      expect(todo("private_ssl_plus")).toBe("Set `caCertId` to one of: AA01 (Private CA One), BB02 (Private CA Two).");
    });
  });

  describe("of organisations", () => {
    const organizations = [
      { id: 1, name: "Valid" },
      { id: 2, name: "Lapsed", validation: "expired" },
      { id: 3, name: "New", validation: "pending" },
      { id: 4, name: "Gone", active: false },
    ] as const;

    it("tells the active ones, and whether each is validated", async () => {
      const { about } = await examined({ settings: { organizations } });
      expect(about("Organization 1")).toEqual([expect.stringMatching(/^good: Valid, active, validated until \d{4}-\d\d-\d\d$/)]);
      expect(about("Organization 2")).toEqual(["advice: Lapsed, active, and without a valid validation"]);
      expect(about("Organization 3")).toEqual(["advice: New, active, and without a valid validation"]);
      expect(about("Organization 4")).toEqual([]);
    });

    it("looks at the one that is configured", async () => {
      const { about } = await examined({ settings: { organizations }, configuration: { "digicert:organizationId": "1" } });
      expect([about("Organization 1"), about("Organization 2")]).toEqual([[expect.stringContaining("good")], []]);
    });

    it("says which there are where the configured one is not", async () => {
      const { about, todo } = await examined({ settings: { organizations }, configuration: { "digicert:organizationId": "4" } });
      expect(about("Organization")).toEqual(["bad: digicert:organizationId is 4, which is no active organization here"]);
      expect(todo("Organization")).toBe("Set it to one that is: 1 (Valid), 2 (Lapsed), 3 (New).");
    });

    it("asks about a few of many", async () => {
      const many = Array.from({ length: 30 }, (_, at) => ({ id: at + 1, name: `Unit ${String(at + 1)}` }));
      const { about, sandbox } = await examined({ settings: { organizations: many } });
      expect(about("Organizations")).toEqual(["good: 30 active; the first 5 follow"]);
      expect((await sandbox.journal()).filter(({ path }) => path.endsWith("/validation"))).toHaveLength(5);
    });
  });

  describe("of orders", () => {
    it("names those that wait for a person", async () => {
      const { about } = await examined({ settings: { approval: "manual" }, before: place });
      expect(about("Orders")).toEqual(["good: 1 private SSL order in sight"]);
      expect(about("Waiting")).toEqual(["advice: for a person at DigiCert: order 100000001"]);
    });

    it("knows that ids need not be unique once two orders share one", async () => {
      const twice = async (sandbox: Sandbox) => {
        for (const alternative_order_id of ["a1", "a1", "b1"]) await place(sandbox, { alternative_order_id });
      };
      const { about, todo } = await examined({ settings: { uniqueAlternativeOrderIds: false }, before: twice });
      expect(about("Unique ids")).toEqual(["advice: they need not be, or did not: more than one live order has `a1`"]);
      expect(todo("Unique ids")).toContain("Settings > Preferences > Advanced Settings > Alternative order ID");
    });
  });

  describe("of a stack", () => {
    const type = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
    const stateNaming = (...orders: readonly number[]) => {
      const resources = orders.map((orderId, at) => ({
        urn: `urn:pulumi:prod::shop::${type}::web${String(at)}`,
        type,
        outputs: { orderId },
      }));
      return stackStateOf(JSON.stringify({ version: 3, deployment: { resources } }), "a test");
    };

    it("finds its orders in the account", async () => {
      const { about } = await examined({ before: place, state: stateNaming(100000001) });
      expect(about("State")).toEqual(["good: the order in use is in this account"]);
    });

    it("names those that are not there, and what that most likely means", async () => {
      const { about, todo } = await examined({ before: place, state: stateNaming(100000001, 7) });
      expect(about("State")).toEqual(["advice: not in this account: 7 (web1)"]);
      expect(todo("State")).toContain("the key is another account's");
    });

    it("asks for a few of many", async () => {
      const { about, sandbox } = await examined({ state: stateNaming(1, 2, 3, 4, 5, 6, 7, 8) });
      expect(about("State")).toEqual([expect.stringContaining("1 (web0), 2 (web1), 3 (web2), 4 (web3), 5 (web4)")]);
      expect((await sandbox.journal()).filter(({ path }) => /^\/order\/certificate\/\d+$/.test(path))).toHaveLength(5);
    });
  });

  it("tells what is wrong with DigiCert's answer, and looks at the rest", async () => {
    const { about } = await examined({
      faults: [{ do: "replaceAnswer", times: "always", match: { path: "/product" }, body: { products: 7 } }],
    });
    expect(about("Products")).toEqual([expect.stringContaining("`products` is a number instead of a list")]);
    expect(about("Orders")).toHaveLength(1);
  });
});
