import { createHash, X509Certificate } from "node:crypto";
import { certificateFor, leafAmong, readCertificate } from "../../../provider/x509/certificate";
import { readCsr } from "../../../provider/x509/csr";
import { inFiles, makeCsr, openssl, requestWith } from "../../support/csr";
import { issue, makeRoot } from "./authority";

const root = makeRoot("Test Root");
const { privateKeyPem, csrPem } = makeCsr(["API.corp.example"], "rsa-2048");
const names = ["API.corp.example", "*.Apps.corp.example", "xn--bcher-kva.corp.example", "10.0.0.7", "2001:DB8:0:0:0:0:0:1"];
const pem = issue(root, csrPem, names);

function said(option: string): string {
  return openssl(["x509", "-noout", option], pem).trim();
}

describe("a certificate", () => {
  const facts = readCertificate(pem);

  it("tells names in lower case and addresses in one form, the common name among them", () => {
    expect(facts.names).toEqual(["api.corp.example", "*.apps.corp.example", "xn--bcher-kva.corp.example", "10.0.0.7", "2001:db8::1"]);
    expect(facts.subjectCommonName).toBe("API.corp.example");
  });

  it("has its common name among its names even without alternative names", () => {
    expect(readCertificate(issue(root, csrPem, [])).names).toEqual(["api.corp.example"]);
  });

  it("has no common name where its subject has none", () => {
    const bare = requestWith(privateKeyPem, ["-subj", "/O=Acme"]);
    expect(readCertificate(issue(root, bare, ["a.corp.example"]))).toMatchObject({ subjectCommonName: "", names: ["a.corp.example"] });
  });

  it("has the last of several common names, whatever its alphabet", () => {
    const several = requestWith(privateKeyPem, ["-utf8", "-subj", "/CN=one/CN=Bücher"]);
    expect(readCertificate(issue(root, several, ["a.corp.example"]))).toMatchObject({
      subjectCommonName: "Bücher",
      names: ["a.corp.example"],
    });
    expect(readCertificate(issue(root, several, [])).names).toEqual(["xn--bcher-kva"]);
  });

  it("has the key of its request", () => {
    expect(facts.publicKeySha256).toBe(readCsr(csrPem).publicKeySha256);
  });

  it("has serial number, thumbprints and dates as openssl tells them", () => {
    expect(said("-serial")).toBe(`serial=${facts.serialNumber}`);
    expect(said("-fingerprint").replaceAll(":", "")).toMatch(new RegExp(`^sha1 Fingerprint=${facts.sha1Thumbprint}$`, "i"));
    expect(facts.sha256Thumbprint).toBe(createHash("sha256").update(new X509Certificate(pem).raw).digest("hex").toUpperCase());
    expect(said("-startdate")).toBe(`notBefore=${asOpenssl(facts.validFrom)}`);
    expect(said("-enddate")).toBe(`notAfter=${asOpenssl(facts.validUntil)}`);
  });

  it("is a CA, or is not", () => {
    expect(facts.isCa).toBe(false);
    expect(readCertificate(root.pem).isCa).toBe(true);
  });

  it("that ends after 2050, where dates are written otherwise, is read", () => {
    const years = readCertificate(issue(root, csrPem, names, { days: 36_500 }));
    expect(years.validUntil).toMatch(/^212\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("with a thousand names is read at once", () => {
    const many = Array.from({ length: 1000 }, (_, index) => `host-${String(index)}.corp.example`);
    const large = issue(root, csrPem, many);
    expect(readCertificate(large).names).toHaveLength(1000);
  });

  it.each([
    ["with CRLF and a line too many", `${pem.replaceAll("\n", "\r\n")}\r\n`],
    ["on one line", pem.replaceAll("\n", "")],
    ["with text before it", `subject=CN = api\n${pem}`],
    ["without header", pem.replace(/-----[^-]+-----/g, "")],
  ])("comes out with LF and one newline at the end when it came %s", (_, text) => {
    expect(readCertificate(text)).toEqual(facts);
    expect(facts.pem).toBe(pem);
  });

  it.each([
    ["empty", ""],
    ["a request", csrPem],
    ["no base64", "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----"],
    ["cut", pem.slice(0, 300)],
    ["base64 of something else", Buffer.from("hello, world").toString("base64")],
    ["an HTML page", "<html><body>Bad gateway</body></html>"],
    ["more than a megabyte", `-----BEGIN CERTIFICATE-----${"A".repeat(2_000_000)}-----END CERTIFICATE-----`],
  ])("is not what is %s", (_, text) => {
    expect(() => readCertificate(text)).toThrow("cannot be read as a certificate");
  });

  it("is not two certificates in one text", () => {
    expect(() => readCertificate(pem + root.pem)).toThrow("more than one certificate");
  });

  it("wherever one byte of it is changed, is read or refused with an error", () => {
    const der = new X509Certificate(pem).raw;
    for (const at of der.keys()) {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      expect(readOrError(changed.toString("base64"))).toBe(true);
    }
  });
});

describe("a certificate made by another program's defaults", () => {
  it("is read with an address that stands among its DNS names", () => {
    const text = inFiles({ key: privateKeyPem }, ({ key = "" }) =>
      openssl(["req", "-x509", "-key", key, "-subj", "/CN=10.0.0.8", "-addext", "subjectAltName=DNS:10.0.0.8,email:a@corp.example"]),
    );
    expect(readCertificate(text).names).toEqual(["10.0.0.8"]);
  });
});

function readOrError(text: string): boolean {
  try {
    return readCertificate(text).pem !== "";
  } catch (error) {
    return error instanceof Error;
  }
}

/** "Nov 24 09:05:00 2026 GMT", as openssl writes a time. */
function asOpenssl(instant: string): string {
  const [, day = "", month = "", year = "", time = ""] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(instant).toUTCString()) ?? [];
  return `${month} ${day.replace(/^0/, " ")} ${time} ${year} GMT`;
}

describe("the leaf among certificates that came in whatever order", () => {
  const { publicKeySha256 } = readCertificate(pem);
  const unreadable = "-----BEGIN CERTIFICATE-----\nTm90IG9uZQ==\n-----END CERTIFICATE-----";

  it("is the one that is no CA", () => {
    expect(leafAmong([root.pem, pem])?.publicKeySha256).toBe(publicKeySha256);
    expect(leafAmong([pem, root.pem])?.publicKeySha256).toBe(publicKeySha256);
  });

  it("is unknown where it may be one that cannot be read: a CA's key would make the order a stranger's", () => {
    expect(leafAmong([unreadable, root.pem])).toBeUndefined();
    expect(leafAmong([unreadable])).toBeUndefined();
    expect(leafAmong([])).toBeUndefined();
    expect(leafAmong([root.pem])?.subjectCommonName).toBe("Test Root");
  });

  it("is found by its key beside one that cannot be read", () => {
    expect(certificateFor(publicKeySha256, [unreadable, root.pem, pem])?.pem).toBe(readCertificate(pem).pem);
    expect(certificateFor("0", [unreadable, pem])).toBeUndefined();
  });
});
