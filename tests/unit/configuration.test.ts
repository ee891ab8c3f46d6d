import { readConfiguration, type Configuration } from "../../provider/configuration";
import { redact } from "../../provider/redact";

type Texts = Readonly<Record<string, string>>;

function read(config: Texts, environment: Texts = {}): Configuration {
  return readConfiguration((key) => config[key], environment);
}

function problemOf(config: Texts, environment: Texts = {}): string {
  return read(config, environment).problem?.message ?? "none";
}

describe("the configuration of an account", () => {
  it("without anything is that of the US, without a key and without a problem", () => {
    expect(read({})).toEqual({
      apiKey: undefined,
      apiKeyFromEnvironment: undefined,
      region: "us",
      baseUrl: "https://www.digicert.com/services/v2",
      organizationId: undefined,
      containerId: undefined,
      skipApproval: undefined,
    });
  });

  it("comes from Pulumi before it comes from the environment, each value by itself", () => {
    const config = { "digicert:apiKey": "key-of-the-stack", "digicert:region": "eu" };
    const environment = {
      DIGICERT_API_KEY: "key-of-the-environment",
      DIGICERT_REGION: "us",
      DIGICERT_BASE_URL: "http://127.0.0.1:4000/services/v2/",
    };
    expect(read(config, environment)).toMatchObject({
      apiKey: "key-of-the-stack",
      apiKeyFromEnvironment: "key-of-the-environment",
      region: "eu",
      baseUrl: "http://127.0.0.1:4000/services/v2",
    });
    expect(read({}, environment)).toMatchObject({ apiKey: "key-of-the-environment", region: "us" });
  });

  it("in Europe is another instance", () => {
    expect(read({ "digicert:region": "eu" }).baseUrl).toBe("https://certcentral.digicert.eu/services/v2");
  });

  it("has numbers and flags that are written as texts", () => {
    const config = { "digicert:organizationId": "123", "digicert:containerId": "45", "digicert:skipApproval": "false" };
    expect(read(config)).toMatchObject({ organizationId: 123, containerId: 45, skipApproval: false });
  });

  it("takes what is empty, as pipelines leave it, for not given, and spaces around a value for nothing", () => {
    expect(read({ "digicert:apiKey": "" }, { DIGICERT_API_KEY: " key-with-a-line-break\n", DIGICERT_REGION: "" })).toMatchObject({
      apiKey: "key-with-a-line-break",
      region: "us",
    });
  });

  it("keeps every key it read out of every message", () => {
    read({ "digicert:apiKey": "first-key-read" }, { DIGICERT_API_KEY: "second-key-read" });
    expect(redact("first-key-read, second-key-read")).toBe("[secret], [secret]");
  });
});

describe("a configuration that cannot be used", () => {
  it.each<[Texts, string]>([
    [{ "digicert:region": "asia" }, "digicert:region is `asia`: it takes `us` or `eu`"],
    [{ "digicert:organizationId": "0" }, "digicert:organizationId is `0`: it takes a whole number from 1 on"],
    [{ "digicert:containerId": "4.5" }, "digicert:containerId is `4.5`"],
    [{ "digicert:containerId": "1e9" }, "digicert:containerId is `1e9`"],
    [{ "digicert:skipApproval": "yes" }, "digicert:skipApproval is `yes`: it takes `true` or `false`"],
    [{ "digicert:baseUrl": "www.digicert.com" }, "digicert:baseUrl is not a URL that begins with https://"],
    [{ "digicert:baseUrl": "ftp://127.0.0.1/" }, "digicert:baseUrl is not a URL that begins with https://"],
    [{ "digicert:baseUrl": "https://proxy.example/?to=digicert" }, "has a query or a fragment"],
  ])("says which value, and what it takes: %j", (config, expected) => {
    expect(problemOf(config)).toContain(expected);
  });

  it.each(["http://digicert.example/", "http://127.0.0.1.example/", "http://10.0.0.1:80/", "http://localhost.example/"])(
    "sends no key in clear text: %s",
    (baseUrl) => {
      expect(problemOf({}, { DIGICERT_BASE_URL: baseUrl })).toMatch(/DIGICERT_BASE_URL is a plain http: URL of .* loopback only/);
    },
  );

  it.each(["http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000", "http://127.1.2.3:4000", "https://digicert.example"])(
    "is not one with %s",
    (baseUrl) => {
      expect(read({ "digicert:baseUrl": baseUrl })).toMatchObject({ baseUrl });
      expect(problemOf({ "digicert:baseUrl": baseUrl })).toBe("none");
    },
  );

  it("shows no part of a key that no header can carry, nor a password in a URL", () => {
    const message = problemOf({ "digicert:apiKey": "schlüssel-of-mine", "digicert:baseUrl": "https://user:hunter2@digicert.example" });
    expect(message).toContain("digicert:apiKey has characters that no API key has");
    expect(message).toContain("digicert:baseUrl holds a user name or password");
    expect(message).not.toMatch(/schlüssel|hunter2/);
  });

  it("names everything that is wrong at once, and never throws", () => {
    expect(problemOf({ "digicert:region": "asia", "digicert:skipApproval": "yes", "digicert:containerId": "x" })).toMatch(
      /region .*; .*containerId .*; .*skipApproval /,
    );
  });

  it("still has a base URL that nothing is lost at", () => {
    expect(read({ "digicert:region": "asia" }).baseUrl).toBe("https://www.digicert.com/services/v2");
  });
});
