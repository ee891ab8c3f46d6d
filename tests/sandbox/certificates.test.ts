/** What is signed, judged by the `openssl` program and node:crypto: not by the library that signed it. */
import { X509Certificate } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { inFiles, makeCsr, openssl, verifiedByOpenssl } from "../support/csr";
import { callerOf, codesOf, type Body, type Caller } from "./caller";

function verified({ certificate_chain: [leaf, ...above] }: Body, options: readonly string[] = []): string {
  const pems = above.map(({ pem }) => pem);
  return verifiedByOpenssl({ leaf: leaf.pem, intermediates: pems.slice(0, -1), root: pems.at(-1) ?? "" }, options);
}

function textOf(pem: string): string {
  return openssl(["x509", "-noout", "-text"], pem);
}

describe("a chain", () => {
  it.each([
    ["RSA", 2],
    ["RSA", 3],
    ["RSA", 4],
    ["EC", 2],
    ["EC", 3],
    ["EC", 4],
  ] as const)("of %s keys and %d certificates verifies", async (keyType, chainLength) => {
    const { order } = await callerOf({ authorities: [{ id: "AAAA", name: "Private", keyType, chainLength }] });
    const { body } = await order();
    expect(body.certificate_chain).toHaveLength(chainLength);
    expect(verified(body)).toContain(": OK");
    const root = new X509Certificate(body.certificate_chain.at(-1)?.pem ?? "");
    expect(root.publicKey.asymmetricKeyType).toBe(keyType.toLowerCase());
    expect(root.verify(root.publicKey)).toBe(true);
  });

  it("is of three RSA certificates unless said otherwise, and says that it is for testing", async () => {
    const { order } = await callerOf({}, { accounts: [{}] });
    const { body } = await order();
    expect(body.certificate_chain).toHaveLength(3);
    for (const { pem } of body.certificate_chain.slice(1)) {
      expect(new X509Certificate(pem).publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(new X509Certificate(pem).subject).toContain("TESTING ONLY - DO NOT TRUST");
    }
  });

  it("has another root on every start", async () => {
    const [one, other] = [await callerOf(), await callerOf()];
    expect(new X509Certificate(one.sandbox.rootPem).fingerprint256).not.toBe(new X509Certificate(other.sandbox.rootPem).fingerprint256);
  });
});

describe("a leaf", () => {
  it("has the names that were asked for, IP addresses as such, and the common name among them", async () => {
    const { order } = await callerOf();
    const { body } = await order(
      { certificate: { common_name: "*.corp.example", dns_names: ["corp.example", "192.168.1.196", "*.corp.example", "fd00::1"] } },
      { product: "private_ssl_wildcard" },
    );
    const leaf = new X509Certificate(body.certificate_chain[0].pem);
    expect(leaf.subjectAltName).toBe("DNS:*.corp.example, DNS:corp.example, IP Address:192.168.1.196, IP Address:FD00:0:0:0:0:0:0:1");
    expect(verified(body, ["-verify_hostname", "api.corp.example"])).toContain(": OK");
    expect(verified(body, ["-verify_ip", "192.168.1.196"])).toContain(": OK");
  });

  it("says in its subject who it is for", async () => {
    const { order } = await callerOf();
    const { body } = await order({ certificate: { organization_units: ["Research", "Development"] } });
    expect(new X509Certificate(body.certificate_chain[0].pem).subject.split("\n")).toEqual([
      "C=US",
      "ST=Utah",
      "L=Lehi",
      "O=Sandbox Corporation",
      "OU=Research",
      "OU=Development",
      "CN=api.corp.example",
    ]);
  });

  it.each([
    ["sha256", "sha256WithRSAEncryption"],
    ["sha384", "sha384WithRSAEncryption"],
    ["sha512", "sha512WithRSAEncryption"],
  ])("is signed with the hash that was asked for: %s", async (signature_hash, algorithm) => {
    const { order } = await callerOf({ authorities: [{ id: "AAAA", name: "Private" }] });
    const { body } = await order({ certificate: { signature_hash } });
    expect(textOf(body.certificate_chain[0].pem)).toContain(`Signature Algorithm: ${algorithm}`);
  });

  it("may be used by servers and clients, unless its profile says servers only", async () => {
    const { order } = await callerOf({ profiles: ["server_auth_only_eku"] });
    const both = textOf((await order()).body.certificate_chain[0].pem);
    expect(both).toContain("TLS Web Server Authentication, TLS Web Client Authentication");
    const { body } = await order({ certificate: { profile_option: "server_auth_only_eku" } });
    expect(textOf(body.certificate_chain[0].pem)).not.toContain("TLS Web Client Authentication");
  });

  it.each(["rsa-2048", "ec-p256", "ec-p384", "ed25519"] as const)("may have a key of the kind %s", async (kind) => {
    const { order } = await callerOf();
    const { body } = await order({ certificate: { csr: makeCsr(["api.corp.example"], kind).csrPem } });
    expect(verified(body)).toContain(": OK");
  });

  it("never has an RSA key that is too small", async () => {
    const { order } = await callerOf();
    const { csrPem } = makeCsr(["api.corp.example"], "rsa-1024");
    expect(codesOf(await order({ certificate: { csr: csrPem } }))).toEqual([400, "invalid_value:certificate.csr"]);
  });

  it("has a serial number of its own", async () => {
    const { order } = await callerOf();
    const serials = [await order(), await order()].map(({ body }) => new X509Certificate(body.certificate_chain[0].pem).serialNumber);
    expect(new Set(serials).size).toBe(2);
  });
});

describe("the list of revoked certificates", () => {
  const listOf = async (pem: string): Promise<string> => {
    const [, url = ""] = /URI:(\S+)/.exec(textOf(pem)) ?? [];
    const der = Buffer.from(await (await fetch(url)).arrayBuffer());
    return execFileSync("openssl", ["crl", "-inform", "DER"], { input: der, encoding: "utf8" });
  };
  const verifiedAgainst = (list: string, body: Body) =>
    inFiles({ list }, ({ list: path = "" }) => verified(body, ["-crl_check", "-CRLfile", path]));

  it("is where the certificate says, is signed by its issuer, and names it once it is revoked", async () => {
    const { order, put } = await callerOf();
    const [kept, revoked] = [(await order()).body, (await order()).body];
    expect(verifiedAgainst(await listOf(revoked.certificate_chain[0].pem), revoked)).toContain(": OK");
    await put(`/order/certificate/${String(revoked.id)}/revoke`, { skip_approval: true, revocation_reason: "keyCompromise" });
    const list = await listOf(revoked.certificate_chain[0].pem);
    expect(() => verifiedAgainst(list, revoked)).toThrow("certificate revoked");
    expect(verifiedAgainst(list, kept)).toContain(": OK");
    expect(openssl(["crl", "-noout", "-text"], list)).toContain("Key Compromise");
  });

  it("exists for every certificate of the chain but the root", async () => {
    const { order } = await callerOf({ authorities: [{ id: "AAAA", name: "Private", keyType: "EC", chainLength: 4 }] });
    const { body } = await order();
    const lists = await Promise.all(body.certificate_chain.slice(0, -1).map(({ pem }) => listOf(pem)));
    const check = (list: string) => inFiles({ list }, ({ list: path = "" }) => verified(body, ["-crl_check_all", "-CRLfile", path]));
    expect(check(lists.join(""))).toContain(": OK");
    expect(() => check(lists[0] ?? "")).toThrow("unable to get certificate CRL");
  });
});

/** Node reads no zip archives. */
const itWithPython = spawnSync("python3", ["--version"]).status === 0 ? it : it.skip;

describe("a download", () => {
  const issued = async (): Promise<Caller & { readonly body: Body }> => {
    const caller = await callerOf({ authorities: [{ id: "AAAA", name: "Private", keyType: "EC", chainLength: 4 }] });
    return { ...caller, body: (await caller.order()).body };
  };
  const certificatesIn = (pem: string) => pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\r\n/g) ?? [];

  it("of the chain begins, despite its name, with the leaf and ends with the root", async () => {
    const { get, body } = await issued();
    expect((await get(`/certificate/${String(body.certificate_id)}/chain`)).body).toEqual({ intermediates: body.certificate_chain });
  });

  it.each([
    ["pem_all", [0, 1, 2, 3]],
    ["pem_noroot", [0, 1, 2]],
    ["pem_nointermediate", [0]],
  ])("as %s is PEM", async (format, which) => {
    const { get, body } = await issued();
    const { text, headers } = await get(`/certificate/${String(body.certificate_id)}/download/format/${format}`);
    expect(headers.get("content-type")).toBe("application/x-pem-file");
    expect(certificatesIn(text)).toEqual(which.map((index) => body.certificate_chain[index]?.pem));
  });

  it("for platform 29, and by the order, is the whole chain", async () => {
    const { get, body } = await issued();
    const whole = body.certificate_chain.map(({ pem }) => pem);
    expect(certificatesIn((await get(`/certificate/${String(body.certificate_id)}/download/platform/29`)).text)).toEqual(whole);
    expect(certificatesIn((await get(`/certificate/download/order/${String(body.id)}/format/pem_all`)).text)).toEqual(whole);
  });

  it.each(["cer", "p7b"])("as %s is read by openssl", async (format) => {
    const { get, body } = await issued();
    const { text, headers } = await get(`/certificate/${String(body.certificate_id)}/download/format/${format}`);
    expect(headers.get("content-type")).toBe("application/x-pkcs7-certificates");
    expect(openssl(["pkcs7", "-print_certs", "-noout"], text).match(/subject=/g)).toHaveLength(4);
  });

  itWithPython.each([
    ["default", ["api_corp_example.crt", "intermediate1.crt", "intermediate2.crt", "root.crt"]],
    ["apache", ["api_corp_example.crt", "intermediate1.crt", "intermediate2.crt"]],
    ["default_cer", ["api_corp_example.cer", "intermediate1.cer", "intermediate2.cer", "root.cer"]],
    ["default_pem", ["api_corp_example.crt", "intermediate1.crt", "intermediate2.crt", "root.crt"]],
  ])("as %s is a zip archive", async (format, names) => {
    const { sandbox, body } = await issued();
    const response = await fetch(`${sandbox.baseUrl}/certificate/${String(body.certificate_id)}/download/format/${format}`, {
      headers: { "X-DC-DEVKEY": sandbox.apiKey },
    });
    expect(response.headers.get("content-type")).toBe("application/zip");
    const bytes = Buffer.from(await response.arrayBuffer());
    inFiles({ archive: "" }, ({ archive = "" }) => {
      const path = join(archive, "..", "archive.zip");
      writeFileSync(path, bytes);
      const list = execFileSync("python3", [
        "-c",
        "import json, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps([z.testzip(), z.namelist()]))",
        path,
      ]);
      expect(JSON.parse(list.toString())).toEqual([null, names]);
    });
  });

  it("cannot be had before the certificate is issued", async () => {
    const { order, get } = await callerOf({ issuance: "manual" });
    const { body } = await order();
    expect(codesOf(await get(`/certificate/${String(body.certificate_id)}/chain`))).toEqual([404, "not_found|certificate"]);
    expect(codesOf(await get(`/certificate/${String(body.certificate_id)}/download/format/pem_all`))).toEqual([
      404,
      "not_found|certificate",
    ]);
  });
});
