import type { ResourceValidationPolicy } from "@pulumi/policy";

import {
  allowedAuthorities,
  allowedKeys,
  allowedNames,
  allowedOrganizations,
  allowedPayment,
  allowedProducts,
  certificatePolicies,
  maximumCertificates,
  maximumValidity,
  nothingKeptInProduction,
  predecessorGrace,
  renewalWindow,
} from "../../../policy";
import { makeCsr, type KeyKind } from "../../support/csr";
import { least } from "../request/wish";
import { judged, unknown, type Case } from "./judging";

function csr(kind: KeyKind): string {
  return makeCsr(["api.corp.example"], kind).csrPem;
}

/** A day so many days from today, as DigiCert's page writes it. */
function inDays(days: number): { readonly words: string; readonly numbers: string } {
  const date = new Date(Date.now() + days * 86_400_000);
  const [, day = "", month = "", year = ""] = /(\d\d) (\w{3}) (\d{4})/.exec(date.toUTCString()) ?? [];
  return { words: `${day} ${month.toUpperCase()} ${year}`, numbers: date.toISOString().slice(0, 10) };
}

type Row = readonly [
  about: string,
  policy: ResourceValidationPolicy,
  inputs: Case["inputs"],
  violations: readonly string[],
  stack?: string,
];

const names = { commonName: "api.corp.example", dnsNames: ["api.other.example", "*.corp.example", "10.1.2.3"] };

const rows: readonly Row[] = [
  ["a year, of 397 days", maximumValidity(), { orderValidity: { years: 1 } }, []],
  [
    "two years, of 397 days",
    maximumValidity(),
    { orderValidity: { years: 2 } },
    ["orderValidity.years is 2: at most 397 days are allowed. Set orderValidity: { years: 1 }, or orderValidity: { days: 397 }"],
  ],
  [
    "days, which count before years",
    maximumValidity({ days: 90 }),
    { orderValidity: { days: 91, years: 1 } },
    ["orderValidity.days is 91: at most 90 days are allowed. Set orderValidity: { days: 90 }"],
  ],
  ["years that days override", maximumValidity({ days: 90 }), { orderValidity: { days: 90, years: 3 } }, []],
  [
    "a deprecated input",
    maximumValidity({ days: 800 }),
    { validityYears: 3 },
    ["validityYears is 3: at most 800 days are allowed. Set orderValidity: { years: 2 }, or orderValidity: { days: 800 }"],
  ],
  ["a date that is near enough", maximumValidity({ days: 90 }), { orderValidity: { customExpirationDate: inDays(90).words } }, []],
  [
    "a date that is too far away",
    maximumValidity({ days: 90 }),
    { customExpirationDate: inDays(91).numbers },
    [`customExpirationDate is "${inDays(91).numbers}": at most 90 days are allowed. Set orderValidity: { days: 90 }`],
  ],
  ["a product, of all", allowedProducts(), { product: "private_ssl_wildcard" }, []],
  [
    "a product that is not bought",
    allowedProducts({ products: ["private_ssl_plus", "private_ssl_flex"] }),
    { product: "private_ssl_wildcard" },
    ['product is "private_ssl_wildcard": allowed are private_ssl_plus, private_ssl_flex. Order one of those'],
  ],
  ["a CA in other letters", allowedAuthorities({ caCertIds: ["10A101A05684"] }), { caCertId: "10a101a05684" }, []],
  [
    "a CA that is not chosen",
    allowedAuthorities({ caCertIds: ["10A101A05684"] }),
    { caCertId: "F0" },
    ['caCertId is "F0": allowed is 10A101A05684. Set one of those'],
  ],
  [
    "no CA where one is to be chosen",
    allowedAuthorities({ caCertIds: ["10A101A05684", "B1"] }),
    {},
    [`caCertId is not given, so the account's own CA would sign: allowed are 10A101A05684, B1. Set caCertId: "10A101A05684"`],
  ],
  ["an organisation", allowedOrganizations({ organizationIds: [1, 2] }), { organization: { id: 2 } }, []],
  [
    "an organisation that is not named",
    allowedOrganizations({ organizationIds: [1, 2] }),
    { organization: { id: 3 } },
    ["organization.id is 3: allowed are 1, 2. Set organization: { id: 1 }"],
  ],
  [
    "an organisation by details",
    allowedOrganizations({ organizationIds: [1] }),
    { organization: { name: "Acme" } },
    ["organization is given by its details, which may make a new one: allowed is 1. Set organization: { id: 1 }"],
  ],
  [
    "names, each on its own input",
    allowedNames({ patterns: ["*.corp.example"], allowWildcards: false }),
    names,
    [
      'dnsNames[0] is "api.other.example": allowed is *.corp.example. Use such a name, or have the pattern added to this policy',
      'dnsNames[1] is "*.corp.example": wildcard names are not allowed. Name each host in dnsNames',
      'dnsNames[2] is "10.1.2.3": allowed is *.corp.example. Use such a name, or have the pattern added to this policy',
    ],
  ],
  ["names that fit one of several", allowedNames({ patterns: ["**.example", "10.0.0.0/8"] }), names, []],
  [
    "patterns that are none, which let nothing through",
    allowedNames({ patterns: ["**.example", "https://corp.example", "10.0.0.0/33"] }),
    names,
    ["the configuration of this policy has patterns that are none: https://corp.example, 10.0.0.0/33. Correct it there"],
  ],
  ["a key of RSA", allowedKeys(), { csr: csr("rsa-2048") }, []],
  [
    "a key that is too small",
    allowedKeys({ minimumRsaBits: 3072 }),
    { csr: csr("rsa-2048") },
    ["csr has an RSA key of 2048 bits: at least 3072 are required. Make a new key, and the request with it"],
  ],
  [
    "a kind of key",
    allowedKeys({ algorithms: ["EC"] }),
    { csr: csr("rsa-2048") },
    ["csr has an RSA key: allowed is EC. Make a new key, and the request with it"],
  ],
  [
    "a curve",
    allowedKeys({ curves: ["P-384", "P-521"] }),
    { csr: csr("ec-p256") },
    ["csr has an EC key on P-256: allowed are P-384, P-521. Make a new key, and the request with it"],
  ],
  ["what is no request, which the provider refuses", allowedKeys(), { csr: "none" }, []],
  ["a window by default", renewalWindow(), {}, []],
  ["a window of just so many days", renewalWindow(), { renewal: { beforeDays: 14 } }, []],
  [
    "a window that is too small",
    renewalWindow(),
    { renewal: { beforeDays: 13.5 } },
    ["renewal.beforeDays is 13.5: at least 14 days are required. Set renewal.beforeDays to 14 or more"],
  ],
  [
    "no renewal by time",
    renewalWindow(),
    { renewal: { beforeDays: 0 } },
    ["renewal.beforeDays is 0, so time alone never renews it: at least 14 days are required. Set renewal.beforeDays to 14 or more"],
  ],
  [
    "a window by default that is too small",
    renewalWindow({ minimumDays: 45 }),
    { renewal: { trigger: "x" } },
    ["renewal.beforeDays is not given, which means 30: at least 45 days are required. Set renewal.beforeDays to 45 or more"],
  ],
  ["predecessors that are never revoked", predecessorGrace(), { renewal: {} }, []],
  [
    "predecessors that are revoked too soon",
    predecessorGrace(),
    { renewal: { revokePredecessorAfterDays: 6 } },
    [
      "renewal.revokePredecessorAfterDays is 6: at least 7 are required. Set it to 7 or more, or leave it out: then no predecessor is revoked",
    ],
  ],
  [
    "a certificate that is kept, in production",
    nothingKeptInProduction(),
    { onDelete: "keep" },
    [
      'onDelete is "keep", so that the certificate stays valid when its resource is deleted: on stack shop-prod, which is production, nothing is kept. Set onDelete: "revoke"',
    ],
    "shop-prod",
  ],
  [
    "an adopted order, which is kept unless something else is said",
    nothingKeptInProduction({ productionStacks: ["live"] }),
    { adoptOrderId: 7 },
    [
      'onDelete is not given, which keeps an adopted order (adoptOrderId): on stack live, which is production, nothing is kept. Set onDelete: "revoke"',
    ],
    "live",
  ],
  ["an adopted order that is to be revoked", nothingKeptInProduction(), { adoptOrderId: 7, onDelete: "revoke" }, [], "prod"],
  [
    "a key that was pasted into the wrong input, which is not shown",
    allowedAuthorities({ caCertIds: ["A1"] }),
    { caCertId: "-----BEGIN PRIVATE KEY-----" },
    ["caCertId is a PEM text: allowed is A1. Set one of those"],
  ],
  ["payment by default", allowedPayment(), {}, []],
  [
    "payment by card",
    allowedPayment(),
    { paymentMethod: "card" },
    ['paymentMethod is "card": allowed are balance, profile. Set one of those, and take creditCard out'],
  ],
  [
    "payment by default, where another is agreed to",
    allowedPayment({ methods: ["profile"] }),
    {},
    ['paymentMethod is not given, which means "balance": allowed is profile. Set one of those'],
  ],
];

describe("a policy judges", () => {
  const cases = rows.map(([about, policy, inputs, violations, stack = "dev"]) => ({ about, policy, inputs, violations, stack }));
  it.each(cases)("$about", ({ policy, inputs, violations, stack }) => {
    expect(judged(policy, { inputs, stack }).violations).toEqual(violations);
  });
});

/** Settings under which each policy would have something against this certificate, if it knew its inputs. */
const strict = certificatePolicies({
  maximumValidity: { days: 1 },
  maximumCertificates: { count: 0 },
  allowedProducts: { products: ["private_ssl_flex"] },
  allowedAuthorities: { caCertIds: ["A1"] },
  allowedOrganizations: { organizationIds: [1] },
  allowedNames: { patterns: ["none.example"] },
  allowedKeys: { algorithms: ["RSA"] },
  renewalWindow: { minimumDays: 90 },
  predecessorGrace: { minimumDays: 30 },
  nothingKeptInProduction: { productionStacks: ["*"] },
  allowedPayment: { methods: ["profile"] },
});
const declared = {
  ...least,
  csr: csr("ec-p256"),
  caCertId: "B2",
  renewal: { beforeDays: 30, revokePredecessorAfterDays: 5 },
  onDelete: "keep",
  paymentMethod: "balance",
};

describe("a value that is not known yet", () => {
  it("passes, under every policy, whether it is the input or within it", () => {
    const isKnown = Object.fromEntries(strict.map((policy) => [policy.name, judged(policy, { inputs: declared }).violations.length > 0]));
    expect(Object.values(isKnown)).toEqual(strict.map(() => true));
    const whole = Object.fromEntries(Object.keys(declared).map((input) => [input, unknown.text]));
    const within = {
      ...whole,
      orderValidity: { years: unknown.number },
      organization: { id: unknown.number },
      dnsNames: [unknown.text],
      renewal: { beforeDays: unknown.number, revokePredecessorAfterDays: unknown.number },
    };
    // However many certificates there are is always known.
    const judging = strict.filter(({ name }) => name !== "digicert-maximum-certificates");
    for (const inputs of [whole, within]) expect(judging.flatMap((policy) => judged(policy, { inputs }).violations)).toEqual([]);
  });

  it("hides nothing that is known: the names beside it are judged", () => {
    const inputs = { commonName: unknown.text, dnsNames: [unknown.text, "api.other.example"] };
    expect(judged(allowedNames({ patterns: ["*.corp.example"] }), { inputs }).violations).toEqual([
      expect.stringContaining('dnsNames[1] is "api.other.example"') as string,
    ]);
  });

  it("is said to be judged later where nothing else tells", () => {
    expect(judged(allowedKeys(), { inputs: { csr: unknown.text } }).notApplicable).toContain("before anything is ordered");
  });
});

describe("a policy applies", () => {
  it("to the certificates of this package and to no other resource", () => {
    const type = "aws:acm/certificate:Certificate";
    for (const policy of strict) {
      expect(judged(policy, { inputs: declared, type })).toEqual({
        violations: [],
        notApplicable: expect.stringContaining("PrivateSslCertificate") as string,
      });
    }
  });

  it("to none that is exempt, by its name or by its URN", () => {
    const inputs = { orderValidity: { years: 3 } };
    const policy = maximumValidity({ exempt: ["legacy-*", "urn:pulumi:dev::shop::*::old"] });
    expect(judged(policy, { inputs, name: "legacy-api" }).notApplicable).toBe("legacy-api is exempt (legacy-*)");
    expect(judged(policy, { inputs, name: "old" }).violations).toEqual([]);
    expect(judged(policy, { inputs, name: "old", stack: "prod" }).violations).toHaveLength(1);
    expect(judged(policy, { inputs, name: "api-legacy-" }).violations).toHaveLength(1);
  });

  it("as the pack's configuration says, before what the program of the pack says, before its own default", () => {
    const inputs = { orderValidity: { days: 200 } };
    expect(judged(maximumValidity(), { inputs }).violations).toEqual([]);
    expect(judged(maximumValidity({ days: 199 }), { inputs }).violations).toHaveLength(1);
    expect(judged(maximumValidity({ days: 199 }), { inputs, config: { days: 200 } }).violations).toEqual([]);
  });

  it("and says so where its configuration is misspelt, which the engine lets pass", () => {
    const config = { patern: ["*.corp.example"], most: 3 };
    expect(judged(allowedNames(), { inputs: declared, config }).violations).toEqual([
      'the configuration of this policy has "patern", which is no setting of it: did you mean "patterns"?',
      'the configuration of this policy has "most", which is no setting of it: it takes patterns, allowWildcards, exempt',
    ]);
  });

  it("to each certificate of a stack once, however often the engine asks, and from the one that is too many", () => {
    const policy = maximumCertificates({ count: 2, exempt: ["old-*"] });
    const asked = ["api", "old-api", "api", "web", "api"].map((name) => judged(policy, { inputs: declared, name }).violations);
    expect(asked.flat()).toEqual([]);
    expect(judged(policy, { inputs: declared, name: "mail" }).violations).toEqual([
      "it is certificate 3 of stack dev: at most 2 are allowed. Declare fewer, or have the number raised",
    ]);
  });

  it("to nothing where it needs a list and has none", () => {
    for (const policy of [allowedAuthorities(), allowedOrganizations(), allowedNames(), maximumCertificates()]) {
      expect(judged(policy, { inputs: declared }).notApplicable).toContain("is not configured");
    }
  });
});

describe("the pack", () => {
  it("finds nothing against the simplest certificate as it comes", () => {
    expect(certificatePolicies().flatMap((policy) => judged(policy, { inputs: least, stack: "prod" }).violations)).toEqual([]);
  });

  it("has policies of different names, and says of every setting what it is and what it is without configuration", () => {
    const policies = certificatePolicies({ maximumValidity: { days: 90, enforcementLevel: "advisory" } });
    expect(new Set(policies.map(({ name }) => name)).size).toBe(11);
    const settings = policies.flatMap(({ configSchema }) => Object.values(configSchema?.properties ?? {}));
    expect(settings.filter(({ description = "", type }) => description === "" || type === undefined)).toEqual([]);
    const [validity] = policies;
    expect(validity).toMatchObject({ enforcementLevel: "advisory", configSchema: { properties: { days: { default: 90 } } } });
  });
});
