import { createHash, createPublicKey } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { keyChoice, keyProblems } from "../../../sdk/tls/keyChoice";
import { keyOfCertificate } from "../../../sdk/tls/keyOfCertificate";
import { addressProblems, requestNames } from "../../../sdk/tls/requestNames";
import { makeCsr } from "../../support/csr";

describe("the key of a certificate", () => {
  it("is ECDSA on P-256 unless said otherwise, and is named for what it is", () => {
    expect(keyChoice({})).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256", word: "ecdsa-p256" });
    expect(keyChoice({ algorithm: "RSA" })).toEqual({ algorithm: "RSA", rsaBits: 2048, word: "rsa-2048" });
    expect(keyChoice({ ecdsaCurve: "P384", trigger: "2027-Q1" }).word).toBe("ecdsa-p384-2027-Q1");
    expect(keyChoice({ algorithm: "RSA", rsaBits: 4096, trigger: 0 }).word).toBe("rsa-4096-0");
  });

  it("is taken as it is when nothing is wrong with it", () => {
    const good = [{}, { algorithm: "ECDSA", ecdsaCurve: "P521", trigger: 7 }, { algorithm: "RSA", rsaBits: 3072, trigger: "a.b_c-d" }];
    expect(good.flatMap(keyProblems)).toEqual([]);
  });

  it.each<[unknown, string]>([
    ["RSA", 'key is "RSA": it takes a plain object with algorithm, ecdsaCurve, rsaBits or trigger'],
    [pulumi.output({}), "key is an output: it takes a plain object with algorithm, ecdsaCurve, rsaBits or trigger"],
    [{ algorithm: "ED25519" }, 'key.algorithm is "ED25519": it takes "ECDSA" or "RSA"'],
    [{ ecdsaCurve: "P224" }, 'key.ecdsaCurve is "P224": it takes "P256", "P384" or "P521"'],
    [{ algorithm: "RSA", rsaBits: 1024 }, "key.rsaBits is 1024: it takes 2048, 3072 or 4096"],
    [{ algorithm: "RSA", ecdsaCurve: "P256" }, 'key.ecdsaCurve is given, but key.algorithm is "RSA": leave it out'],
    [{ rsaBits: 2048 }, 'key.rsaBits is given, but key.algorithm is "ECDSA": set key.algorithm: "RSA"'],
    [{ curve: "P256" }, "key.curve is unknown: key takes algorithm, ecdsaCurve, rsaBits or trigger"],
  ])("is refused when it is %j", (key, problem) => {
    expect(keyProblems(key)).toEqual([problem]);
  });

  it.each([["a b"], ["::"], [""], ["x".repeat(65)], [true], [pulumi.output("2027")], [{}]])(
    "is refused with the trigger %j, which could not be part of a name",
    (trigger) => {
      expect(keyProblems({ trigger })).toEqual([expect.stringMatching(/^key\.trigger is .+: it takes a plain value/)]);
    },
  );
});

describe("the names of a request", () => {
  it("are each there once, in one order and one form, with addresses apart", () => {
    const names = ["b.corp.example", "*.Corp.example", "192.0.2.7", "bücher.example", "a.corp.example", "B.corp.example ", "2001:db8::1"];
    const once = {
      dnsNames: ["*.corp.example", "a.corp.example", "b.corp.example", "xn--bcher-kva.example"],
      ipAddresses: ["192.0.2.7", "2001:db8::1"],
    };
    expect(requestNames(names)).toEqual(once);
    expect(requestNames([...names].reverse())).toEqual(once);
    expect(requestNames(["192.0.2.7"])).toStrictEqual({ ipAddresses: ["192.0.2.7"] });
    expect(requestNames(["api.corp.example"])).toStrictEqual({ dnsNames: ["api.corp.example"] });
  });

  it("may be addresses, or what Pulumi has yet to find out, in ipAddresses", () => {
    expect(addressProblems(["192.0.2.7", "2001:db8::1", pulumi.output("192.0.2.8"), Promise.resolve("192.0.2.9")])).toEqual([]);
    expect(addressProblems(["192.0.2.7", "api.corp.example", 7, "fe80::1%eth0"])).toEqual([
      'ipAddresses[1] is "api.corp.example": it takes an IPv4 or IPv6 address; names belong in dnsNames',
      "ipAddresses[2] is 7: it takes an IPv4 or IPv6 address; names belong in dnsNames",
      'ipAddresses[3] is "fe80::1%eth0": it takes an IPv4 or IPv6 address; names belong in dnsNames',
    ]);
  });
});

describe("the key that is given out", () => {
  it.each(["ec-p256", "ec-p384", "rsa-2048"] as const)("is that of the certificate, %s, with one newline at the end", (kind) => {
    const { privateKeyPem } = makeCsr(["api.corp.example"], kind);
    const spki = createPublicKey(privateKeyPem).export({ type: "spki", format: "der" });
    const publicKeySha256 = createHash("sha256").update(spki).digest("hex");
    expect(keyOfCertificate(`${privateKeyPem.trimEnd()}\n\n`, publicKeySha256)).toBe(`${privateKeyPem.trimEnd()}\n`);
  });

  it("is none while the certificate is for another key, or is not there yet", () => {
    const { privateKeyPem } = makeCsr(["api.corp.example"]);
    expect(() => keyOfCertificate(privateKeyPem, "0".repeat(64))).toThrow("the certificate in hand is for another key");
    expect(() => keyOfCertificate(privateKeyPem, undefined)).toThrow("there is no certificate yet");
  });
});
