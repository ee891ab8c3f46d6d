import { problemsIn } from "../../../provider/request/problems";
import type { Plain } from "../../../provider/request/field";
import { inputPlaces } from "../../../tools/inputPlaces";
import { csrFor, makeCsr, openssl, requestWith } from "../../support/csr";
import { csr, everything, least, now, unknown, valueAt, withValue } from "./wish";

const plus = least;
const problems = (inputs: Plain, previous?: Plain) => problemsIn(inputs, { now, previous });

/** The one problem of a wish with another value at a path. */
function reasonAt(path: string, value: unknown, inputs: Plain = plus): string {
  const found = problems(withValue(inputs, path, value));
  expect(found.map(({ property }) => property)).toEqual([path]);
  return found[0]?.reason ?? "";
}

describe("inputs without a fault", () => {
  it("are the least that an order needs, and everything at once", () => {
    expect(problems(least)).toEqual([]);
    expect(problems(everything)).toEqual([]);
    for (const { path } of inputPlaces) expect([path, valueAt(everything, path.replaceAll("[]", "[0]"))]).not.toEqual([path, undefined]);
  });

  it.each(["private_ssl_flex", "private_ssl_plus", "private_ssl_wildcard", "private_ssl_multi_domain"])("are for %s", (product) => {
    expect(problems({ ...least, product })).toEqual([]);
  });

  it.each([
    "host",
    "a_b.corp.example",
    "xn--bcher-kva.corp.example",
    "API.corp.example",
    "10.0.0.7",
    "2001:DB8::1",
    "1.corp.example",
    `${"a".repeat(63)}.corp.example`,
  ])("have the name %s", (name) => {
    expect(problems({ ...least, commonName: name, dnsNames: [name] })).toEqual([]);
  });

  it.each(["private_ssl_wildcard", "private_ssl_flex"])("have a wildcard for %s", (product) => {
    expect(problems({ ...least, product, commonName: "*.corp.example", dnsNames: ["*.apps.corp.example"] })).toEqual([]);
  });

  it("may leave out with null, and carry what Pulumi hides", () => {
    expect(problems({ ...least, dnsNames: null, container: undefined, __provider: "x", __urn: "y", creditCard: null })).toEqual([]);
  });

  it("may name an organization by details", () => {
    expect(problems({ ...least, organization: { name: "Corp Ltd", country: "gb" } })).toEqual([]);
  });

  it.each(["rsa-2048", "ec-p256", "ec-p384"] as const)("have a CSR with a key %s", (kind) => {
    expect(problems({ ...least, csr: makeCsr(["a.example"], kind).csrPem })).toEqual([]);
  });

  it("may have a CSR on one line or without its header", () => {
    expect(problems({ ...least, csr: csr.replaceAll("\n", "") })).toEqual([]);
    expect(problems({ ...least, csr: csr.replace(/-----[^-]+-----/g, "") })).toEqual([]);
  });
});

describe("a value that is not known yet", () => {
  it.each(inputPlaces.map(({ path }) => path))("passes at %s", (path) => {
    expect(problems(withValue(everything, path.replaceAll("[]", "[0]"), unknown))).toEqual([]);
    expect(problems(withValue(least, path.replaceAll("[]", "[0]"), unknown)).filter(({ property }) => property === path)).toEqual([]);
  });

  it.each(["dnsNames", "organizationUnits", "additionalEmails", "customFields", "organization.contacts", "organization.validations"])(
    "passes as an entry of %s",
    (path) => {
      expect(problems(withValue(everything, `${path}[0]`, unknown))).toEqual([]);
    },
  );

  it("may turn out to be no card, or the card that is missing", () => {
    expect(problems({ ...least, creditCard: unknown, billingAddress: unknown })).toEqual([]);
    expect(problems({ ...least, paymentMethod: unknown, creditCard: everything["creditCard"] })).toEqual([]);
    expect(problems({ ...least, paymentMethod: "card", creditCard: unknown, billingAddress: unknown })).toEqual([]);
  });

  it("hides no fault beside it", () => {
    expect(problems({ ...least, csr: unknown, product: "x", orderValidity: { years: 9 } }).map(({ property }) => property)).toEqual([
      "product",
      "orderValidity.years",
    ]);
  });
});

describe("what is required", () => {
  it("is asked for where it is missing, all at once", () => {
    expect(problems({})).toEqual([
      {
        property: "product",
        reason: 'is required: it takes "private_ssl_flex", "private_ssl_plus", "private_ssl_wildcard", "private_ssl_multi_domain"',
      },
      { property: "commonName", reason: expect.stringContaining("is required: it takes a DNS name") as string },
      { property: "csr", reason: "is required: it takes a certificate signing request in PEM" },
      {
        property: "organization",
        reason: expect.stringContaining(
          "is required, since there is no `digicert:organizationId` of the stack's configuration: it takes an object with id, name",
        ) as string,
      },
      { property: "orderValidity", reason: "is required: it takes an object with years (1 to 3), days or customExpirationDate" },
    ]);
  });

  it.each(inputPlaces.filter(({ field, path }) => field.required && path.includes(".")).map(({ path }) => path))(
    "is asked for at %s, once the object around it is given",
    (path) => {
      const at = path.replaceAll("[]", "[0]");
      expect(problems(withValue(everything, at, undefined))).toEqual([
        { property: at, reason: expect.stringMatching(/^is required: it takes /) as string },
      ]);
    },
  );

  it("is a name or an id of the organization", () => {
    expect(reasonAt("organization", { country: "gb" })).toContain("has neither an id nor a name");
    expect(reasonAt("organization", {})).toContain("at least its name");
  });

  it("is one form of validity, of which an empty object is none", () => {
    expect(reasonAt("orderValidity", {})).toBe("is required: it takes an object with years (1 to 3), days or customExpirationDate");
  });
});

describe("every value of a wrong type", () => {
  it.each(inputPlaces.filter(({ field }) => field.kind.kind !== "any").map(({ path }) => path))("is refused at %s", (path) => {
    const at = path.replaceAll("[]", "[0]");
    for (const wrong of [() => "never", Symbol("never")]) {
      expect(problems(withValue(everything, at, wrong)).map(({ property }) => property)).toContain(at);
    }
    const other = typeof valueAt(everything, at) === "object" ? 5 : { some: "object" };
    expect(problems(withValue(everything, at, other)).map(({ property }) => property)).toContain(at);
  });

  it.each<[string, unknown, string]>([
    [
      "orderValidity.years",
      "1",
      'is "1": it takes a whole number from 1 to 3 (it is a text: config.requireNumber or Number(…) gives a number)',
    ],
    [
      "organization.id",
      "123",
      'is "123": it takes a whole number of at least 1 (it is a text: config.requireNumber or Number(…) gives a number)',
    ],
    ["skipApproval", "true", 'is "true": it takes true or false (it is a text: config.requireBoolean gives a boolean)'],
    ["autoRenew", 1, "is 1: it takes true or false"],
    ["locale", 5, "is 5: it takes a text (put it in quotes, or use String(…))"],
    [
      "dnsNames",
      "a.example",
      'is "a.example": it takes a list; each entry a DNS name ("api.corp.example"), a wildcard ("*.corp.example") or an IP address',
    ],
    ["orderValidity", "1 year", 'is "1 year": it takes an object with years, days, customExpirationDate'],
    ["container", [5], "is a list: it takes an object with id"],
    ["comments", " ", 'is " ": it takes a text (leave it out instead)'],
  ])("%s: %j", (path, value, reason) => {
    expect(reasonAt(path, value)).toBe(reason);
  });
});

describe("numbers", () => {
  it.each<[string, unknown]>([
    ["orderValidity.years", 0],
    ["orderValidity.years", 4],
    ["orderValidity.years", 1.5],
    ["orderValidity.years", Number.NaN],
    ["orderValidity.days", 0],
    ["orderValidity.days", -1],
    ["orderValidity.days", Number.POSITIVE_INFINITY],
    ["organization.id", 0],
    ["organization.id", 2 ** 53],
    ["serverPlatform.id", -2],
    ["renewal.beforeDays", -1],
    ["renewal.beforeDays", 1.5],
    ["renewal.tolerateFailureUntilDays", -0.5],
    ["renewal.revokePredecessorAfterDays", 0],
    ["issuance.timeoutSeconds", 0],
    ["issuance.timeoutSeconds", Number.POSITIVE_INFINITY],
    ["adoptOrderId", 1.1],
  ])("%s is not %p", (path, value) => {
    expect(reasonAt(path, value)).toContain(`is ${String(value)}: it takes a`);
  });
});

describe("names", () => {
  it.each([
    ["*.corp.example", "for private_ssl_wildcard and private_ssl_flex only, not for private_ssl_plus"],
    ["a b.corp.example", "it takes a DNS name"],
    ["api..corp.example", "it takes a DNS name"],
    ["-a.corp.example", "it takes a DNS name"],
    [`${"a".repeat(64)}.corp.example`, "it takes a DNS name"],
    [`${"a.".repeat(127)}example`, "it takes a DNS name"],
    ["a.*.corp.example", "it takes a DNS name"],
    ["https://api.corp.example", "leave out the scheme of a URL"],
    ["api.corp.example.", "leave out the dot at the end"],
    ["bücher.corp.example", "write an international name in its xn-- form"],
    ["300.1.1.1", "no such IP address exists"],
    ["fe80::1%eth0", "leave out the zone of the address"],
  ])("%s is refused, as common name and among others", (name, said) => {
    expect(reasonAt("commonName", name)).toContain(said);
    expect(reasonAt("dnsNames[1]", name, { ...plus, dnsNames: ["api.corp.example"] })).toContain(said);
  });
});

describe("a CSR", () => {
  const keyOf = (curve: string) => openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${curve}`]);
  const { privateKeyPem } = makeCsr(["a.example"]);
  const changed = () => {
    const der = Buffer.from(csr.replace(/-----[^-]+-----|\s/g, ""), "base64");
    der.write("apx", der.indexOf("api.corp.example"));
    return der.toString("base64");
  };

  it.each<[string, () => string, string]>([
    ["is not garbage", () => "hello", "cannot be read as a certificate signing request: it takes one in PEM"],
    ["is not cut", () => csr.slice(0, 200), "cannot be read"],
    ["is no private key", () => privateKeyPem, "holds a private key, which must never leave your hands"],
    ["has no private key beside it", () => csr + privateKeyPem, "holds a private key"],
    [
      "is no certificate",
      () => openssl(["req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=a"]),
      "is a certificate: it takes a certificate signing request in PEM",
    ],
    [
      "has no RSA key of 1024 bits",
      () => makeCsr(["a.example"], "rsa-1024").csrPem,
      "has an RSA key of 1024 bits: it takes an RSA key of at least 2048 bits, or an EC key on P-256, P-384, P-521",
    ],
    ["has no key on another curve", () => requestWith(keyOf("secp256k1"), ["-subj", "/CN=a"]), "has an EC key on secp256k1: it takes"],
    ["has no Ed25519 key", () => makeCsr(["a.example"], "ed25519").csrPem, "has a key of another kind (ed25519): it takes"],
    ["was not changed after it was signed", changed, "is not signed by its own key"],
  ])("%s", (_, text, said) => {
    const given = text();
    const reason = reasonAt("csr", given);
    expect(reason).toContain(said);
    expect(reason).not.toContain(given.slice(40, 80) || given);
  });

  it("is never shown, whatever stands in its place", () => {
    expect(reasonAt("csr", 4711)).toBe(
      "is not what it takes: it takes a certificate signing request in PEM (put it in quotes, or use String(…))",
    );
  });

  it("with P-521 is taken", () => {
    expect(problems({ ...least, csr: csrFor(keyOf("P-521"), ["a.example"]) })).toEqual([]);
  });
});

describe("dates", () => {
  const wordsAt = "orderValidity.customExpirationDate";
  const numbersAt = "customExpirationDate";

  it.each<[string, string, string]>([
    [wordsAt, "2030-06-09", 'is "2030-06-09": it takes a date in the form dd MMM YYYY, such as "09 JUN 2030" (write "09 JUN 2030")'],
    [numbersAt, "09 JUN 2030", 'is "09 JUN 2030": it takes a date in the form yyyy-MM-dd, such as "2030-06-09" (write "2030-06-09")'],
    [
      numbersAt,
      "2030-06-09T00:00:00Z",
      'is "2030-06-09T00:00:00Z": it takes a date in the form yyyy-MM-dd, such as "2030-06-09" (write "2030-06-09")',
    ],
    [wordsAt, "31 JUN 2030", 'is "31 JUN 2030": it takes a date in the form'],
    [wordsAt, "29 FEB 2030", 'is "29 FEB 2030": it takes a date in the form'],
    [numbersAt, "2030-02-29", 'is "2030-02-29": it takes a date in the form'],
    [numbersAt, "2030-13-01", 'is "2030-13-01": it takes a date in the form'],
    [wordsAt, "09 JUNE 2030", "it takes a date in the form"],
    [wordsAt, "24 NOV 2026", 'is "24 NOV 2026": it takes a date in the future'],
    [numbersAt, "2026-11-24", 'is "2026-11-24": it takes a date in the future'],
    [wordsAt, "01 JAN 2020", "it takes a date in the future"],
  ])("%s is not %s", (path, date, said) => {
    expect(reasonAt(path, date)).toContain(said);
  });

  it.each([
    [wordsAt, "25 nov 2026"],
    [wordsAt, "29 FEB 2028"],
    [numbersAt, "2028-02-29"],
    [numbersAt, "2026-11-25"],
  ])("%s may be %s", (path, date) => {
    expect(problems(withValue(least, path, date))).toEqual([]);
  });

  it("that have passed since are not held against a live resource, unless they are changed", () => {
    const old = withValue(least, wordsAt, "01 NOV 2026");
    expect(problems(old, old)).toEqual([]);
    expect(problems(withValue(least, wordsAt, "01 nov 2026"), old)).toEqual([]);
    expect(problems(withValue(least, wordsAt, "02 NOV 2026"), old)).toHaveLength(1);
  });
});

describe("payment", () => {
  const { creditCard, billingAddress } = everything;

  it("by card takes card and billing address, and nothing else takes them", () => {
    const missing = 'is required when paymentMethod is "card"';
    const extra = 'is given, but paymentMethod is not "card": set paymentMethod: "card", or leave it out';
    expect(problems({ ...least, paymentMethod: "card" })).toEqual([
      { property: "creditCard", reason: missing },
      { property: "billingAddress", reason: missing },
    ]);
    expect(problems({ ...least, paymentMethod: "card", creditCard })).toEqual([{ property: "billingAddress", reason: missing }]);
    expect(problems({ ...least, billingAddress })).toEqual([{ property: "billingAddress", reason: extra }]);
    expect(problems({ ...least, paymentMethod: "balance", creditCard, billingAddress })).toEqual([
      { property: "creditCard", reason: extra },
      { property: "billingAddress", reason: extra },
    ]);
  });

  it("shows nothing of a card or an address that is wrong", () => {
    const leaks = ["4111-1111-1111-1111", "98765", "Elm Street"];
    const wrong: Plain = {
      ...everything,
      creditCard: { number: leaks[0], expirationMonth: 13, expirationYear: 30, cvv: Number(leaks[1]), cardholderName: 5 },
      billingAddress: { ...(billingAddress as Plain), address: [leaks[2]], zip: { code: leaks[1] } },
    };
    const found = problems(wrong);
    expect(found.map(({ property }) => property)).toEqual([
      "creditCard.number",
      "creditCard.expirationMonth",
      "creditCard.expirationYear",
      "creditCard.cvv",
      "creditCard.cardholderName",
      "billingAddress.address",
      "billingAddress.zip",
    ]);
    const text = found.map(({ reason }) => reason).join("\n");
    for (const leak of leaks) expect(text).not.toContain(leak);
    expect(text).not.toContain("is 13");
    expect(text).toContain("is not what it takes: it takes 12 to 19 digits");
  });

  it("shows nothing of a card that is a text", () => {
    expect(reasonAt("creditCard", "4111111111111111", everything)).not.toContain("4111");
  });
});

describe("other forms", () => {
  it.each<[string, unknown, string]>([
    ["alternativeOrderId", "a".repeat(65), "it takes letters and digits, at most 64 of them"],
    ["alternativeOrderId", "ticket-4711", "it takes letters and digits"],
    ["renewedThumbprint", "A0B1", "40 hexadecimal digits"],
    ["renewedThumbprint", "G".repeat(40), "40 hexadecimal digits"],
    ["additionalEmails[0]", "Ada Lovelace", "it takes an email address"],
    ["additionalEmails[0]", "a@corp.example, b@corp.example", "it takes an email address"],
    ["organizationContact.email", "ada", "it takes an email address"],
    ["signatureHash", "sha 256", "it takes the name of a hash algorithm"],
    ["caCertId", "CA 1", "it takes the id of a CA certificate"],
  ])("%s is not %j", (path, value, said) => {
    expect(reasonAt(path, value, { ...everything, paymentMethod: "card" })).toContain(said);
  });

  it("name each custom field once", () => {
    const customFields = [
      { metadataId: 1, value: "a" },
      { metadataId: 2, value: "b" },
      { metadataId: 1, value: "c" },
    ];
    expect(problems({ ...least, customFields })).toEqual([
      { property: "customFields[2].metadataId", reason: "is 1, as in customFields[0]: it takes each custom field once" },
    ]);
  });

  it("have no entry that is empty", () => {
    expect(problems({ ...least, dnsNames: ["a.example", null] })).toEqual([
      { property: "dnsNames[1]", reason: expect.stringContaining("is empty: it takes a DNS name") as string },
    ]);
  });
});

describe("what is misspelt", () => {
  it.each<[string, unknown, string]>([
    ["commonname", "a.example", 'is not an input: did you mean "commonName"?'],
    ["dns_names", ["a.example"], 'is not an input: did you mean "dnsNames"?'],
    ["dnsName", ["a.example"], 'is not an input: did you mean "dnsNames"?'],
    ["organizationContct", {}, 'is not an input: did you mean "organizationContact"?'],
    ["orderValidity.year", 1, 'is not an input: did you mean "years"?'],
    ["organization.ID", 1, 'is not an input: did you mean "id"?'],
    ["renewal.before_days", 1, 'is not an input: did you mean "beforeDays"?'],
    ["orderValidity.forever", true, "is not an input: it takes years, days, customExpirationDate"],
    ["constructor", 1, "is not an input: it takes product, commonName"],
    ["product", "private_ssl_multidomain", 'did you mean "private_ssl_multi_domain"?'],
    ["product", "PRIVATE-SSL-PLUS", 'did you mean "private_ssl_plus"?'],
    ["paymentMethod", "profil", 'did you mean "profile"?'],
    ["onDelete", "Revoke", 'did you mean "revoke"?'],
    ["revocationReason", "key_compromise", 'did you mean "keyCompromise"?'],
    ["onDrift", "explode", 'is "explode": it takes "renew", "fail", "ignore"'],
  ])("%s: %j gets a hint", (path, value, said) => {
    expect(reasonAt(path, value)).toContain(said);
  });
});

describe("a message", () => {
  it("shows no PEM text that was pasted into the wrong input, and no long text whole", () => {
    expect(reasonAt("commonName", csr)).toContain("is a PEM text: it takes a DNS name");
    const long = reasonAt("commonName", `${"x".repeat(500)}!`);
    expect(long.length).toBeLessThan(250);
    expect(long).toContain("xxx…");
  });

  it("is there for every fault at once", () => {
    const inputs: Plain = {
      product: "private_ssl_plus",
      commonName: "*.corp.example",
      dnsNames: ["ok.corp.example", "not ok"],
      csr: "x",
      orderValidity: { years: 7 },
      organization: {},
      paymentMethod: "card",
      autorenew: true,
    };
    expect(problems(inputs).map(({ property }) => property)).toEqual([
      "dnsNames[1]",
      "orderValidity.years",
      "autorenew",
      "csr",
      "commonName",
      "organization",
      "creditCard",
      "billingAddress",
    ]);
  });
});
