import { inspect } from "node:util";

import * as pulumi from "@pulumi/pulumi";

import * as digicert from "../../../sdk";
import { namedAccount, readerOf, type LookupOptions } from "../../../sdk/lookupAccount";

const asked: pulumi.runtime.MockCallArgs[] = [];

const answers: Readonly<Record<string, unknown>> = {
  "digicert:index:getOrganization": { id: 7, name: "Mocked", isActive: true },
  "digicert:index:listProducts": { products: [{ name: "private_ssl_plus" }] },
};

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as Readonly<Record<string, unknown>> }),
    call: (args) => {
      asked.push(args);
      return answers[args.token] ?? {};
    },
  });
  pulumi.runtime.setAllConfig({
    "digicert:apiKey": "KEYOFTHESTACK0123456789",
    "digicert:baseUrl": "https://stack.example/v2",
    "digicert:region": "us",
  });
});

beforeEach(() => {
  asked.length = 0;
});

/** What registers resources goes on after a test. */
afterAll(() => pulumi.runtime.disconnect());

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("in a unit test with Pulumi's mocks, a look-up", () => {
  it("is a call of theirs and goes to no network", async () => {
    expect(await digicert.getOrganization({ name: "Mocked" })).toEqual({ id: 7, name: "Mocked", isActive: true });
    expect(await valueOf(digicert.getOrganizationOutput({ name: pulumi.output("Mocked") }).id)).toBe(7);
    expect(asked.map(({ token, inputs }) => [token, inputs as unknown])).toEqual([
      ["digicert:index:getOrganization", { name: "Mocked" }],
      ["digicert:index:getOrganization", { name: "Mocked" }],
    ]);
  });

  it("of a list expects it under its name, and is empty where the mocks do not answer", async () => {
    expect(await digicert.listProducts()).toEqual([{ name: "private_ssl_plus" }]);
    expect(await digicert.listOrganizations()).toEqual([]);
  });
});

/** The account as the configuration is then read. */
async function accountBy(options: LookupOptions): Promise<Readonly<Record<string, string | undefined>>> {
  const account = namedAccount(options);
  const entries = Object.entries(account.given).map(async ([key, value]) => [key, await valueOf(value)] as const);
  const read = readerOf(Object.fromEntries(await Promise.all(entries)), account);
  return { apiKey: read("digicert:apiKey"), region: read("digicert:region"), baseUrl: read("digicert:baseUrl") };
}

describe("the account of a look-up", () => {
  it("is the stack's, each value of which an option takes the place of", async () => {
    expect(await accountBy({})).toEqual({ apiKey: "KEYOFTHESTACK0123456789", region: "us", baseUrl: "https://stack.example/v2" });
    expect(await accountBy({ apiKey: "OTHER" })).toEqual({ apiKey: "OTHER", region: "us", baseUrl: "https://stack.example/v2" });
  });

  it("in another region is not looked for at the stack's URL, which would carry its key there", async () => {
    expect(await accountBy({ apiKey: "OTHER", region: "eu" })).toEqual({ apiKey: "OTHER", region: "eu", baseUrl: undefined });
    const both = { region: "eu", baseUrl: "https://eu.example/v2" } as const;
    expect(await accountBy(both)).toMatchObject({ region: "eu", baseUrl: "https://eu.example/v2" });
  });

  it("of an explicit provider has nothing from the stack, as its certificates have not", async () => {
    const provider = new digicert.Provider("eu", { apiKey: pulumi.secret("KEYOFTHEPROVIDER"), region: "eu" });
    expect(await accountBy({ provider })).toEqual({ apiKey: "KEYOFTHEPROVIDER", region: "eu", baseUrl: undefined });
  });

  it("of an explicit provider shows no key to whoever prints the provider", () => {
    const provider = new digicert.Provider("shown", { apiKey: "KEYTHATISNOTSHOWN" });
    expect(inspect(provider, { depth: 10, showHidden: true })).not.toContain("KEYTHATISNOTSHOWN");
  });

  it("is that of the parent's provider, where none is named", async () => {
    const provider = new digicert.Provider("parents", { apiKey: "KEYOFTHEPARENT", baseUrl: "https://parent.example/v2" });
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent", {}, { providers: [provider] });
    expect(await accountBy({ parent })).toEqual({ apiKey: "KEYOFTHEPARENT", region: undefined, baseUrl: "https://parent.example/v2" });
  });
});
