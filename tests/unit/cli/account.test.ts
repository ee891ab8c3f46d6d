import { accountConfigurationOf, accountOf } from "../../../cli/account";

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

describe("the account that a command asks", () => {
  it("is that of the environment, where nothing else names one", async () => {
    process.env = {
      ...before,
      DIGICERT_API_KEY: "key-of-the-account-test",
      DIGICERT_REGION: "eu",
      DIGICERT_BASE_URL: "http://127.0.0.1:9",
    };
    expect(await accountConfigurationOf({})).toMatchObject({
      keyPlace: "environment",
      configuration: { apiKey: "key-of-the-account-test", region: "eu", baseUrl: "http://127.0.0.1:9" },
    });
  });

  it("of another region has that region's URL, and not that of the environment", async () => {
    process.env = {
      ...before,
      DIGICERT_API_KEY: "key-of-the-account-test",
      DIGICERT_REGION: "us",
      DIGICERT_BASE_URL: "http://127.0.0.1:9",
    };
    const { configuration } = await accountConfigurationOf({ region: "eu" });
    expect(configuration).toMatchObject({ region: "eu", baseUrl: "https://certcentral.digicert.eu/services/v2" });
    expect((await accountConfigurationOf({ region: "eu", baseUrl: "http://127.0.0.1:8" })).configuration.baseUrl).toBe(
      "http://127.0.0.1:8",
    );
  });

  it("has no key where only a stack's is wanted and no stack is named", async () => {
    process.env = { ...before, DIGICERT_API_KEY: "key-of-the-account-test" };
    expect(await accountConfigurationOf({ keyFrom: "stack" })).toMatchObject({ keyPlace: undefined, configuration: { apiKey: undefined } });
    await expect(accountOf({ keyFrom: "stack" })).rejects.toMatchObject({ code: "DIGICERT_NO_API_KEY" });
  });

  it("cannot be changed by any command: nothing but a look is sent", async () => {
    process.env = { ...before, DIGICERT_API_KEY: "key-of-the-account-test", DIGICERT_BASE_URL: "http://127.0.0.1:9" };
    const { client } = await accountOf({});
    await expect(client.orders.place("private_ssl_plus", {})).rejects.toThrow("The command line changes nothing at DigiCert");
    await expect(client.orders.revoke(1, { reason: "unspecified", comment: "", skipApproval: true })).rejects.toThrow("changes nothing");
  });
});
