import { keepSecret, redact } from "../../provider/redact";
import { leaksIn } from "../support/secretSearch";

const key = 'K3Y+/of "the" test&1';
keepSecret(key);

describe("a key that was read", () => {
  const forms: Readonly<Record<string, string>> = {
    raw: key,
    "JSON-escaped": JSON.stringify({ key }),
    "JSON-escaped twice": JSON.stringify(JSON.stringify({ key })),
    "URL-encoded": encodeURIComponent(key),
    "form-encoded": new URLSearchParams({ key }).toString(),
    base64: Buffer.from(key).toString("base64"),
    "base64 after other text": Buffer.from(`a:${key}`).toString("base64"),
    "base64 within other text": Buffer.from(`ab:${key}:end`).toString("base64"),
    base64url: Buffer.from(`user:${key}`).toString("base64url"),
  };

  it.each(Object.entries(forms))("is blotted out where it stands %s", (_, text) => {
    expect(leaksIn(text, { key })).not.toEqual([]);
    expect(leaksIn(redact(text), { key })).toEqual([]);
  });

  it("is blotted out at each place", () => {
    expect(redact(`${key} and ${key}`)).toBe("[secret] and [secret]");
  });

  it("leaves no part of itself where one key begins another", () => {
    keepSecret("abcdef-longer-key");
    keepSecret("abcdef");
    expect(redact("abcdef-longer-key, abcdef")).toBe("[secret], [secret]");
  });

  it("is not looked for where it is too short to be a key: ordinary words would have holes", () => {
    keepSecret("order");
    expect(redact("order 12")).toBe("order 12");
  });
});

describe("what is secret by its shape", () => {
  it.each([
    ["X-DC-DEVKEY: ABCDEF0123", "X-DC-DEVKEY: [secret]"],
    [`{"x-dc-devkey":"ABCDEF0123","a":1}`, `{"x-dc-devkey":"[secret]","a":1}`],
    [`'X-DC-DEVKEY': 'ABCDEF0123' }`, `'X-DC-DEVKEY': '[secret]' }`],
    [`{"credit_card":{"number":"4111 1111 1111 1111","cvv":123}}`, `{"credit_card":{"number":"[secret]","cvv":[secret]}}`],
    ["card number 4111-1111-1111-1111 was declined", "card number [secret] was declined"],
    ["Card 4111111111111111 was declined", "Card [secret] was declined"],
    ["cvv is 1234", "cvv is [secret]"],
    ["security_code: 123", "security_code: [secret]"],
  ])("is blotted out: %s", (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  const body = `${"QUJD".repeat(16)}\n`.repeat(5);

  it.each(["PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "CERTIFICATE"])(
    "is blotted out: PEM of a %s",
    (kind) => {
      const pem = `-----BEGIN ${kind}-----\n${body}-----END ${kind}-----`;
      for (const written of [pem, pem.replaceAll("\n", "\r\n"), JSON.stringify(pem), pem.replaceAll("\n", "")]) {
        expect(redact(`before ${written} after`)).not.toContain("QUJDQUJD");
        expect(redact(`before ${written} after`)).toMatch(new RegExp(`^before "?\\[PEM of a ${kind}\\]"? after$`));
      }
    },
  );

  it("is blotted out where a PEM block has headers, or was cut off", () => {
    const encrypted = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n${body}-----END RSA PRIVATE KEY-----`;
    expect(redact(encrypted)).toBe("[PEM of a RSA PRIVATE KEY]");
    expect(redact(encrypted.slice(0, 200))).toBe("[PEM of a RSA PRIVATE KEY]");
  });

  it("is blotted out: DER in base64 without PEM around it", () => {
    expect(redact(`csr MIIC${"QUJD".repeat(40)}== is bad`)).toBe("csr [base64 of a certificate, key or request] is bad");
  });
});

describe("what is not secret", () => {
  it.each([
    "order 123456789 for api.corp.example is `issued`",
    "serial number 0A3F00112233445566778899AABBCCDD",
    "access_denied|access_denied_invalid_key: Access denied due to access_denied_invalid_key.",
    "alternative order id pulumiab12cd34ef56gh78ij90n1",
    "Store it with `pulumi config set --secret digicert:apiKey`, or set DIGICERT_API_KEY",
    "thumbprint DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
  ])("stays as it is: %s", (text) => {
    expect(redact(text)).toBe(text);
  });

  it("is shown the same when it passes twice", () => {
    const once = redact(`${key} X-DC-DEVKEY: ABCDEF0123 cvv 123`);
    expect(redact(once)).toBe(once);
  });
});

describe("a hostile text of a megabyte", () => {
  it.each([
    ["beginnings of PEM", "-----BEGIN A-----"],
    ["dashes", "-"],
    ["digits", "number: 1 "],
    ["base64", "MIIC"],
    ["backslashes", "MIICQUJD\\n"],
    ["labels", "card number cvv x-dc-devkey "],
  ])("of %s is passed to its end", (_, piece) => {
    // A pattern that goes back over what it has read would take hours for it.
    const text = piece.repeat(1_000_000 / piece.length);
    const shown = redact(`${text} and no more.`);
    // What follows the last of them is the body of a block that was cut off, for all that can be known.
    expect(shown.endsWith(piece.startsWith("-----BEGIN") ? "[PEM of a A]" : "and no more.")).toBe(true);
  });
});
