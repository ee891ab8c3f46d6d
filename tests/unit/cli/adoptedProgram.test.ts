import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as ts from "typescript";

import type { OrderInfo } from "../../../provider/certcentral/answers";
import { readCsr } from "../../../provider/x509/csr";
import { adoptedProgram } from "../../../cli/adoptedProgram";
import { adoptionOf } from "../../../cli/adoption";
import { programNames } from "../../../cli/programNames";
import { makeCsr } from "../../support/csr";

const now = new Date("2026-11-25T12:00:00Z");
const { csrPem } = makeCsr(["api.corp.example"]);

/** An order as DigiCert's info shows it. */
function infoOf({
  certificate,
  ...more
}: Omit<Partial<OrderInfo>, "certificate"> & { readonly certificate?: Partial<OrderInfo["certificate"]> } = {}): OrderInfo {
  return {
    orderId: 100000001,
    status: "issued",
    product: "private_ssl_plus",
    organizationId: 123456,
    validity: { years: 1 },
    requests: [],
    ...more,
    certificate: {
      commonName: "api.corp.example",
      dnsNames: [],
      csr: csrPem,
      validTill: "2027-11-25",
      signatureHash: "sha256",
      ...certificate,
    },
  };
}

function programFor(...infos: readonly OrderInfo[]): string {
  const names = programNames(infos.map(({ orderId, certificate }) => ({ orderId, commonName: certificate.commonName ?? "" })));
  return adoptedProgram(
    infos.map((info) => adoptionOf(info, names.get(info.orderId)?.resource ?? "", now)),
    names,
  );
}

/** Prettier with nobody's settings. */
function formatted(program: string): string {
  const prettier = join(__dirname, "../../../node_modules/prettier/bin/prettier.cjs");
  return execFileSync(process.execPath, [prettier, "--no-config", "--stdin-filepath", "adopted.ts"], { input: program, encoding: "utf8" });
}

/** What is declared, by the name of the resource. */
function declaredIn(program: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const declared: Record<string, Readonly<Record<string, unknown>>> = {};
  function PrivateSslCertificate(name: string, args: Readonly<Record<string, unknown>>): void {
    declared[name] = args;
  }
  const files = { readFileSync: (path: string) => `the text of ${path}` };
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  // The program is this package's own, made a moment ago.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function("require", "exports", outputText) as (require: unknown, exports: object) => void;
  run((name: string) => (name === "pulumi-digicert" ? { PrivateSslCertificate } : files), {});
  return declared;
}

const everything = infoOf({
  orderId: 100000002,
  status: "needs_approval",
  product: "private_ssl_multi_domain",
  containerId: 5,
  validity: { customExpirationDate: "2029-06-09" },
  autoRenew: true,
  customRenewalMessage: `Ask "the platform team" in #certificates, not 'somebody'; it is a long message that no line of a program holds`,
  disableRenewalNotifications: true,
  additionalEmails: ["one.person.of.the.platform.team@corp.example", "another.person.of.the.platform.team@corp.example"],
  customFields: [
    { metadataId: 12, value: "cost centre 7" },
    { metadataId: 13, value: `a "quoted" word` },
  ],
  certificate: {
    commonName: "*.a-name-that-is-rather-long.internal.corp.example",
    dnsNames: ["*.A-name-that-is-rather-long.internal.corp.example", "second.corp.example", "third.corp.example", "fourth.corp.example"],
    signatureHash: "sha384",
    caCertId: "10A101A05684",
    organizationUnits: ["Platform"],
    serverPlatformId: 45,
    profileOption: "data_encipherment",
  },
});

describe("the program that takes orders over", () => {
  it("declares whatever DigiCert shows of an order", () => {
    const declared = declaredIn(programFor(infoOf(), everything));
    const { csr, ...simple } = declared["api.corp.example"] ?? {};
    expect(simple).toEqual({
      product: "private_ssl_plus",
      commonName: "api.corp.example",
      orderValidity: { years: 1 },
      organization: { id: 123456 },
      adoptOrderId: 100000001,
    });
    expect(readCsr(String(csr)).publicKeySha256).toBe(readCsr(csrPem).publicKeySha256);
    expect(declared["wildcard.a-name-that-is-rather-long.internal.corp.example"]).toEqual({
      product: "private_ssl_multi_domain",
      commonName: "*.a-name-that-is-rather-long.internal.corp.example",
      dnsNames: ["second.corp.example", "third.corp.example", "fourth.corp.example"],
      csr: csrPem,
      signatureHash: "sha384",
      caCertId: "10A101A05684",
      organizationUnits: ["Platform"],
      serverPlatform: { id: 45 },
      profileOption: "data_encipherment",
      orderValidity: { customExpirationDate: "09 JUN 2029" },
      autoRenew: true,
      customRenewalMessage: everything.customRenewalMessage,
      disableRenewalNotifications: true,
      additionalEmails: everything.additionalEmails,
      organization: { id: 123456 },
      container: { id: 5 },
      customFields: everything.customFields,
      adoptOrderId: 100000002,
    });
  });

  it("stands as prettier writes it, whatever is in it", () => {
    const noCsr = infoOf({ orderId: 100000003, certificate: { commonName: "no-csr.corp.example", csr: "{}" } });
    const longFile = infoOf({ orderId: 100000004, certificate: { commonName: `${"long-label-".repeat(5)}.corp.example`, csr: "" } });
    const oneWord = infoOf({ orderId: 100000005, certificate: { commonName: "new" } });
    const program = programFor(infoOf(), everything, noCsr, longFile, oneWord);
    expect(formatted(program)).toBe(program);
  });

  it("says what a person should know of an order: that it waits, is never renewed by time, or that preview will refuse it", () => {
    const program = programFor(everything).replace(/\n\/\/ /g, " ");
    expect(program).toContain("Order 100000002: needs_approval, ends 2027-11-25.");
    expect(program).toContain("It is `needs_approval`: `pulumi up` records it and waits for its certificate.");
    expect(program).toContain("A fixed date is never renewed by time");
    expect(program).toContain("`commonName`");
    expect(program).toContain("wildcard");
  });

  it("reads the CSR from a file where DigiCert does not show it", () => {
    const program = programFor(infoOf({ certificate: { csr: "the CSR" } }));
    expect(declaredIn(program)["api.corp.example"]?.["csr"]).toBe("the text of api.corp.example.csr.pem");
  });

  it.each([
    ["365 days", { validFrom: "2026-01-01", validTill: "2027-01-01" }, { years: 1 }],
    ["three years", { validFrom: "2026-01-01", validTill: "2028-12-31" }, { years: 3 }],
    ["90 days", { validFrom: "2026-10-01", validTill: "2026-12-30" }, { days: 90 }],
  ])("declares the validity that leads to the end of an order over %s, where DigiCert does not show it", (_, certificate, validity) => {
    const { validity: __, ...info } = infoOf({ certificate });
    expect(declaredIn(programFor(info))["api.corp.example"]?.["orderValidity"]).toEqual(validity);
  });

  it("cannot be broken out of by what is in an order", () => {
    const hostile = infoOf({
      customRenewalMessage: "`${process.exit()}`\u2028\u202e'\"\\",
      certificate: { commonName: '"); process.exit(); ("\n*/ x', dnsNames: ["\\", "*/"] },
    });
    const program = programFor(hostile);
    expect(program).toMatch(/^[\n\x20-\x7e]*$/);
    const [args] = Object.values(declaredIn(program));
    expect(args).toMatchObject({
      customRenewalMessage: "`${process.exit()}`\u2028\u202e'\"\\",
      commonName: '"); process.exit(); ("\n*/ x',
    });
  });
});

describe("names in the program", () => {
  it.each([
    ["api.corp.example", { resource: "api.corp.example", variable: "apiCorpExample" }],
    ["*.apps.example", { resource: "wildcard.apps.example", variable: "wildcardAppsExample" }],
    ["192.168.1.195", { resource: "192.168.1.195", variable: "certificate1921681195" }],
    ["new", { resource: "new", variable: "newCertificate" }],
    ["", { resource: "certificate", variable: "certificate" }],
    ["Bücher.example", { resource: "bücher.example", variable: "bCherExample" }],
  ])("for %j can be typed", (commonName, names) => {
    expect(programNames([{ orderId: 7, commonName }]).get(7)).toEqual(names);
  });

  it("are told apart by the order where two have one common name, or names that become one", () => {
    const names = programNames([
      { orderId: 7, commonName: "a.example" },
      { orderId: 8, commonName: "A.example" },
      { orderId: 9, commonName: "a-example" },
      { orderId: 10, commonName: "b.example" },
    ]);
    expect([...names.values()].map(({ resource, variable }) => [resource, variable])).toEqual([
      ["a.example-7", "aExample7"],
      ["a.example-8", "aExample8"],
      ["a-example-9", "aExample9"],
      ["b.example", "bExample"],
    ]);
  });
});
