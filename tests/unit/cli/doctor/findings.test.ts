import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readConfiguration } from "../../../../provider/configuration";
import { clockFinding } from "../../../../cli/doctor/clock";
import { configurationFindings } from "../../../../cli/doctor/configuration";
import { doctorForPeople } from "../../../../cli/doctor/doctorWords";
import { nodeFinding, OLDEST_NODE, OLDEST_PULUMI, programFolderOf, pulumiFinding } from "../../../../cli/doctor/machine";

const now = new Date("2026-11-25T12:00:00Z");

function clock(answeredAt: string): string {
  const { level, says } = clockFinding(answeredAt, now);
  return `${level}: ${says}`;
}

describe("the doctor's view of the clock", () => {
  it.each([
    ["2026-11-25T12:01:30Z", "good: agrees with DigiCert's"],
    ["2026-11-25T12:20:00Z", "advice: is 20 minutes behind DigiCert's"],
    ["2026-11-25T07:00:00Z", "advice: is 5 hours ahead of DigiCert's"],
    ["2026-11-21T12:00:00Z", "bad: is 4 days ahead of DigiCert's"],
  ])("answered at %s: %s", (answeredAt, says) => {
    expect(clock(answeredAt)).toBe(says);
  });
});

describe("the doctor's view of the configuration", () => {
  const values = { "digicert:apiKey": "KEYKEYKEYKEY", "digicert:region": "eu" };
  const found = (settings: Readonly<Record<string, string>>, secret: boolean) => {
    const configuration = readConfiguration((name) => settings[name], {});
    const stored = { value: settings["digicert:apiKey"] ?? "", secret };
    const keyPlace = configuration.apiKey === undefined ? undefined : "stack";
    return configurationFindings({ configuration, keyPlace, settings: { "digicert:apiKey": stored } }, {});
  };

  it("is good where the key is a secret of the stack", () => {
    expect(found(values, true).map(({ level, says }) => `${level}: ${says}`)).toEqual([
      "good: from the stack's configuration (digicert:apiKey), where it is a secret",
      "good: eu, https://certcentral.digicert.eu/services/v2",
    ]);
  });

  it("is bad where the key stands there in clear text, which is not shown", () => {
    const [key] = found(values, false);
    expect(key).toMatchObject({ level: "bad", todo: expect.stringContaining("pulumi config set --secret digicert:apiKey") as string });
    expect(JSON.stringify(key)).not.toContain("KEYKEY");
  });

  it("names the proxy that requests go through, and not its password", () => {
    const configuration = readConfiguration((name) => ({ "digicert:apiKey": "KEYKEYKEYKEY" })[name], {});
    const environment = { HTTPS_PROXY: "http://somebody:PASSWORD@proxy.corp.example:3128", NO_PROXY: "localhost" };
    const findings = configurationFindings({ configuration, keyPlace: "environment", settings: {} }, environment);
    expect(findings.at(-1)?.says).toBe("proxy.corp.example:3128 (HTTPS_PROXY), but for localhost (NO_PROXY)");
    expect(JSON.stringify(findings)).not.toMatch(/PASSWORD|somebody/);
  });

  it("is bad where there is no key, or a region that there is not", () => {
    expect(found({}, true)[0]).toMatchObject({ level: "bad", says: "No DigiCert API key is configured" });
    expect(found({ ...values, "digicert:region": "mars" }, true)).toEqual([
      expect.objectContaining({
        level: "bad",
        says: expect.stringContaining("digicert:region is `mars`: it takes `us` or `eu`") as string,
      }),
    ]);
  });
});

describe("the doctor's view of the machine", () => {
  it("asks for what package.json asks for", () => {
    const { engines, peerDependencies } = JSON.parse(readFileSync(join(__dirname, "../../../../package.json"), "utf8")) as {
      readonly engines: { readonly node: string };
      readonly peerDependencies: Readonly<Record<string, string>>;
    };
    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
    expect(peerDependencies["@pulumi/pulumi"]).toBe(`>=${OLDEST_PULUMI} <4`);
  });

  it.each([
    ["20.15.0", "good"],
    ["24.1.0", "good"],
    ["20.9.0", "bad"],
    ["18.20.0", "bad"],
  ])("finds Node.js %s %s", (version, level) => {
    expect(nodeFinding(version).level).toBe(level);
  });

  it.each([
    ["v3.259.0", "good"],
    ["v3.139.0-dev.0", "good"],
    ["v3.91.1", "bad"],
  ])("finds Pulumi %s %s", (version, level) => {
    expect(pulumiFinding(version).level).toBe(level);
  });

  it.each([
    ["name: p\nruntime: nodejs\n", "/project"],
    ["name: p\nmain: examples/quickstart\n", "/project/examples/quickstart"],
    [`main: "./infra/" # the program\n`, "/project/infra"],
    ["config:\n  main: elsewhere\n", "/project"],
  ])("looks for the program of %j in %s", (project, folder) => {
    expect(programFolderOf(project, "/project")).toBe(folder);
  });
});

describe("what the doctor says to people", () => {
  const sections = [
    {
      title: "Account",
      findings: [
        { level: "good", about: "Clock", says: "agrees with DigiCert's" },
        { level: "bad", about: "User", says: "somebody with a rather long address is `inactive`", todo: "Have the user made active." },
      ],
    },
  ] as const;

  it("stands in line at forty columns", () => {
    expect(doctorForPeople(sections, { width: 40, isColoured: false })).toBe(
      [
        "Account",
        "  ✓ Clock: agrees with DigiCert's",
        "  ✗ User: somebody with a rather long",
        "    address is `inactive`",
        "    → Have the user made active.",
        "",
        "1 good, 0 to look at, 1 bad. Nothing was",
        "ordered, and nothing changed.",
      ].join("\n"),
    );
  });

  it("cannot move the cursor, whatever an answer of DigiCert's holds", () => {
    const finding = { level: "bad", about: "User", says: "a\u001b[2Jb" } as const;
    expect(doctorForPeople([{ title: "Account", findings: [finding] }], { width: 80, isColoured: false })).not.toContain("\u001b");
  });
});
