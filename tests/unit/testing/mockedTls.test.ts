import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

import { readCsr } from "../../../provider/x509/csr";
import { PrivateSslCertificate } from "../../../sdk";
import { newCertificateRequest, setCertificateMocks, valueOf } from "../../../testing";
import { inFiles, openssl } from "../../support/csr";

const name = "api.corp.example";

describe("a mocked key and request of @pulumi/tls", () => {
  it("are real, so that the certificate made from them is for that key", async () => {
    await setCertificateMocks();
    const key = new tls.PrivateKey("key", { algorithm: "ECDSA", ecdsaCurve: "P384" });
    const request = new tls.CertRequest("request", {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: name, organization: "Acme", streetAddresses: ["1 High St"] },
      dnsNames: [name],
      ipAddresses: ["10.0.0.1"],
    });
    const certificate = new PrivateSslCertificate("api", {
      product: "private_ssl_plus",
      commonName: name,
      csr: request.certRequestPem,
      organization: { id: 1 },
      orderValidity: { days: 30 },
    });
    const leaf = new X509Certificate(await valueOf(certificate.certificatePem));
    expect(leaf.checkPrivateKey(createPrivateKey(await valueOf(key.privateKeyPem)))).toBe(true);
    expect(createPublicKey(await valueOf(key.publicKeyPem)).equals(leaf.publicKey)).toBe(true);
    expect(await pulumi.isSecret(key.privateKeyPem)).toBe(true);
    expect(await pulumi.isSecret(key.publicKeyPem)).toBe(false);
    expect(await valueOf(request.keyAlgorithm)).toBe("ECDSA");
    const shown = shownByOpenssl(await valueOf(request.certRequestPem));
    expect(shown).toMatch(/O ?= ?Acme/);
    expect(shown).toContain(`DNS:${name}, IP Address:10.0.0.1`);
    expect(readCsr(await valueOf(request.certRequestPem)).selfSignatureHolds).toBe(true);
  });

  it("are of the kind that was asked for, in the form that `tls.PrivateKey` gives it", async () => {
    await setCertificateMocks();
    const rsa = new tls.PrivateKey("rsa", { algorithm: "RSA", rsaBits: 3072 });
    expect(await valueOf(rsa.privateKeyPem)).toContain("BEGIN RSA PRIVATE KEY");
    expect(createPrivateKey(await valueOf(rsa.privateKeyPemPkcs8)).asymmetricKeyDetails?.modulusLength).toBe(3072);
    const ec = new tls.PrivateKey("ec", { algorithm: "ECDSA" });
    expect(await valueOf(ec.privateKeyPem)).toContain("BEGIN EC PRIVATE KEY");
    expect(createPrivateKey(await valueOf(ec.privateKeyPem)).asymmetricKeyDetails?.namedCurve).toBe("secp224r1");
    const ed25519 = new tls.PrivateKey("ed25519", { algorithm: "ED25519" });
    expect(createPrivateKey(await valueOf(ed25519.privateKeyPem)).asymmetricKeyType).toBe("ed25519");
  });

  it("are not known in a preview", async () => {
    await setCertificateMocks({ preview: true });
    const key = new tls.PrivateKey("key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const request = new tls.CertRequest("request", { privateKeyPem: key.privateKeyPem, dnsNames: [name] });
    expect(await valueOf(request.certRequestPem)).toBeUndefined();
    expect(await valueOf(request.dnsNames)).toEqual([name]);
  });

  it("are left to the test's own mocks where it says so", async () => {
    await setCertificateMocks({ tls: false, mocks: { newResource: () => ({ id: "1", state: { privateKeyPem: "mine" } }) } });
    expect(await valueOf(new tls.PrivateKey("key", { algorithm: "RSA" }).privateKeyPem)).toBe("mine");
  });
});

describe("a request for a test", () => {
  it("is signed by its own key, RSA or EC", async () => {
    for (const algorithm of ["RSA", "ECDSA"] as const) {
      const { csrPem, privateKeyPem } = await newCertificateRequest({ commonName: name, dnsNames: [name], algorithm });
      expect(readCsr(csrPem).selfSignatureHolds).toBe(true);
      expect(createPrivateKey(privateKeyPem).asymmetricKeyType).toBe(algorithm === "RSA" ? "rsa" : "ec");
    }
  });
});

function shownByOpenssl(csrPem: string): string {
  return inFiles({ csr: csrPem }, ({ csr = "" }) => openssl(["req", "-in", csr, "-noout", "-text"]));
}
