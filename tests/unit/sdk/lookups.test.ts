import * as pulumi from "@pulumi/pulumi";

import { startSandbox, type Sandbox } from "../../../sandbox";
import * as digicert from "../../../sdk";
import { thrownBy } from "../certcentral/connected";

/** The stack's account, and another one. */
let here: Sandbox;
let there: Sandbox;

beforeAll(async () => {
  [here, there] = await Promise.all([startSandbox({ strict: true }), startSandbox({ strict: true })]);
  await here.configure({ organizations: [{ id: 1, name: "Here" }] });
  await there.configure({ organizations: [{ id: 2, name: "There" }] });
  pulumi.runtime.setAllConfig({ "digicert:apiKey": here.apiKey, "digicert:baseUrl": here.baseUrl }, ["digicert:apiKey"]);
});

afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
});

interface Inside<T> {
  promise(): Promise<T>;
  readonly isKnown: Promise<boolean>;
}

/** What an output comes to, whether it is known and whether it is secret; the first is left out of Pulumi's declarations. */
async function outcomeOf<T>(output: pulumi.Output<T>) {
  const { promise, isKnown } = output as unknown as Inside<T>;
  return { value: await promise(), known: await isKnown, secret: await pulumi.isSecret(output) };
}

const unknown = pulumi.output(pulumi.unknown as unknown as string);

describe("a look-up", () => {
  it("asks the account of the stack's configuration", async () => {
    expect(await digicert.getOrganization({ name: "Here" })).toMatchObject({ id: 1 });
    expect(await digicert.listOrganizations()).toMatchObject([{ name: "Here" }]);
    expect((await digicert.listProducts()).map(({ name }) => name)).toContain("private_ssl_flex");
    expect(await digicert.getProduct({ name: "private_ssl_flex" })).toMatchObject({ allowedValidityYears: [1, 2, 3] });
  });

  it("asks another account where one is given, by a key that may be a secret output", async () => {
    const account = { apiKey: pulumi.secret(there.apiKey), baseUrl: there.baseUrl };
    expect(await digicert.getOrganization({ name: "There" }, account)).toMatchObject({ id: 2 });
    expect(await digicert.listOrganizations(account)).toMatchObject([{ name: "There" }]);
  });

  it("never shows the key, neither in what it finds nor in what it says", async () => {
    const found = await digicert.listProducts();
    const error = await thrownBy(digicert.getOrganization({ name: "Nobody" }));
    expect(JSON.stringify(found) + (error as Error).message).not.toContain(here.apiKey);
  });

  it("that fails throws what Pulumi shows without a stack, with a code", async () => {
    const error = await thrownBy(digicert.getOrganization({ name: "Nobody" }));
    expect(error).toBeInstanceOf(digicert.LookupError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ code: "DIGICERT_ORGANIZATION_NOT_FOUND", name: "LookupError" });
    expect((error as Error).message.split("\n")).toHaveLength(2);
  });

  it("that fails as another did throws the same error, which Pulumi then shows once", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => thrownBy(digicert.getOrganization({ name: "Nobody" }))));
    expect(one).toBe(other);
    expect(await thrownBy(digicert.getOrganization({ name: "Nobody else" }))).not.toBe(one);
  });

  it("by an account that is not known yet says so, and which form waits", async () => {
    const error = await thrownBy(digicert.getOrganization({ name: "There" }, { apiKey: unknown, baseUrl: there.baseUrl }));
    expect(error).toMatchObject({ code: "DIGICERT_NOT_KNOWN_YET" });
    expect((error as Error).message).toMatch(/^`getOrganization` needs `apiKey`, which is not known .*\n.*`Output`/);
  });
});

describe("a program that no compiler has checked, which passes an output to a look-up that does not wait,", () => {
  const asking = (name: pulumi.Output<string>) => digicert.getOrganization({ name: name as unknown as string });

  it("finds what it asks for, where that is known, as with Pulumi's own functions", async () => {
    expect(await asking(pulumi.output(Promise.resolve("Here")))).toMatchObject({ id: 1 });
  });

  it("is told which form waits, where it is not known yet", async () => {
    const error = await thrownBy(asking(unknown));
    expect(error).toMatchObject({ code: "DIGICERT_NOT_KNOWN_YET" });
    expect((error as Error).message).toMatch(/^`getOrganization` needs `name`, which is not known /);
  });
});

describe("the form of a look-up that waits", () => {
  it("takes outputs, and its result is an output", async () => {
    const name = pulumi.output(Promise.resolve("Here"));
    expect(await outcomeOf(digicert.getOrganizationOutput({ name }).id)).toEqual({ value: 1, known: true, secret: false });
    const products = digicert.listProductsOutput().apply((all) => all.length);
    expect(await outcomeOf(products)).toEqual({ value: 4, known: true, secret: false });
    expect(await outcomeOf(digicert.getProductOutput({ name: "private_ssl_plus" }).name)).toMatchObject({ value: "private_ssl_plus" });
  });

  it("is no secret because its key is one, and is one where what it is asked is", async () => {
    const account = { apiKey: pulumi.secret(there.apiKey), baseUrl: there.baseUrl };
    expect(await outcomeOf(digicert.listOrganizationsOutput(account).apply(([first]) => first?.id))).toEqual({
      value: 2,
      known: true,
      secret: false,
    });
    const secret = digicert.getOrganizationOutput({ name: pulumi.secret("There") }, account);
    expect(await outcomeOf(secret.id)).toEqual({ value: 2, known: true, secret: true });
  });

  it.each([
    ["what it is asked", () => digicert.getOrderOutput({ orderId: pulumi.output(pulumi.unknown as unknown as number) })],
    ["the key", () => digicert.getOrganizationOutput({ name: "There" }, { apiKey: unknown, baseUrl: there.baseUrl })],
  ] as const)("asks nobody and is not known while %s is not", async (_, looking) => {
    await Promise.all([here.clearJournal(), there.clearJournal()]);
    expect(await outcomeOf<unknown>(looking() as pulumi.Output<unknown>)).toMatchObject({ known: false });
    expect([...(await here.journal()), ...(await there.journal())]).toEqual([]);
  });
});
