import { createHash, createPublicKey } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { Provider } from "../../../sdk";
import { PrivateTlsCertificate, type PrivateTlsCertificateArgs } from "../../../sdk/tls";
import { makeCsr } from "../../support/csr";

const { privateKeyPem, csrPem } = makeCsr(["api.corp.example"]);
const publicKeySha256 = createHash("sha256")
  .update(createPublicKey(privateKeyPem).export({ type: "spki", format: "der" }))
  .digest("hex");
const certificateChain = ["leaf", "intermediate", "root"].map((name) => ({ subjectCommonName: name, pem: `${name}\n` }));

/** What a plugin would answer, by the last part of the type. */
const answers: Readonly<Record<string, object>> = {
  PrivateKey: { privateKeyPem, privateKeyPemPkcs8: privateKeyPem },
  CertRequest: { certRequestPem: csrPem },
  PrivateSslCertificate: { certificateChain, publicKeySha256, orderId: 1, certificateId: 2, validUntil: "2027-11-25T23:59:59Z" },
};

const made: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(async () => {
  const mocks: pulumi.runtime.Mocks = {
    newResource: (args) => {
      made.push(args);
      const answer = answers[args.type.split(":").at(-1) ?? ""] ?? {};
      return { id: `${args.name}-id`, state: { ...(args.inputs as object), ...answer } };
    },
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "certificates", "test", false, "corp");
});

beforeEach(() => {
  made.length = 0;
});

const args: PrivateTlsCertificateArgs = {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  organization: { id: 123456 },
  orderValidity: { years: 1 },
};

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Once all of the component is made. */
async function component(more: Partial<PrivateTlsCertificateArgs> = {}, opts: pulumi.ComponentResourceOptions = {}) {
  const api = new PrivateTlsCertificate("api", { ...args, ...more }, opts);
  await valueOf(api.privateKeyPem);
  return api;
}

/** The inputs of the part of a type, secrets opened. */
function inputsOf(type: string): unknown {
  const part = made.find((each) => each.type.endsWith(`:${type}`));
  return JSON.parse(JSON.stringify(part?.inputs ?? {}), (_name, value: unknown) =>
    typeof value === "object" && value !== null && "value" in value ? value.value : value,
  );
}

describe("the parts of PrivateTlsCertificate", () => {
  it("are a key, a request with every name, and the certificate for it", async () => {
    await component({ dnsNames: ["api-2.corp.example"], ipAddresses: ["192.0.2.7"], subject: { organization: "Corp", country: "UK" } });
    expect(made.map(({ type, name }) => [type.split(":").at(-1), name])).toEqual([
      ["PrivateTlsCertificate", "api"],
      ["PrivateKey", "api-key-ecdsa-p256"],
      ["CertRequest", "api-request-ecdsa-p256"],
      ["PrivateSslCertificate", "api"],
    ]);
    expect(inputsOf("PrivateKey")).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256" });
    expect(inputsOf("CertRequest")).toEqual({
      privateKeyPem,
      subject: { commonName: "api.corp.example", organization: "Corp", country: "UK" },
      dnsNames: ["api-2.corp.example", "api.corp.example"],
      ipAddresses: ["192.0.2.7"],
    });
    expect(inputsOf("PrivateSslCertificate")).toMatchObject({ ...args, csr: csrPem, dnsNames: ["api-2.corp.example", "192.0.2.7"] });
  });

  it("are made as a transform says, and the certificate's time-outs are those of the component", async () => {
    await component(
      {
        key: { algorithm: "RSA" },
        transform: {
          privateKey: (given, opts) => ({ args: { ...given, rsaBits: 4096 }, opts }),
          request: (given, opts) => ({ args: { ...given, uris: ["spiffe://corp.example/api"] }, opts }),
          certificate: (given, opts) => ({ args: { ...given, comments: "by a transform" }, opts }),
        },
      },
      { customTimeouts: { create: "20m" } },
    );
    expect(inputsOf("PrivateKey")).toEqual({ algorithm: "RSA", rsaBits: 4096 });
    expect(inputsOf("CertRequest")).toMatchObject({ uris: ["spiffe://corp.example/api"] });
    expect(inputsOf("PrivateSslCertificate")).toMatchObject({ comments: "by a transform", issuance: { timeoutSeconds: 1200 } });
  });

  it("are ordered by the provider that the component is given", async () => {
    const europe = new Provider("europe", { region: "eu" });
    await component({}, { provider: europe });
    const providers = made.filter(({ type }) => type.endsWith(":PrivateSslCertificate")).map(({ provider }) => provider);
    expect(providers).toEqual([expect.stringContaining("pulumi:providers:pulumi-nodejs::europe")]);
  });

  it("are not made of input that is wrong", () => {
    expect(() => new PrivateTlsCertificate("api", { ...args, key: { rsaBits: 2048 } })).toThrow(pulumi.ResourceError);
    const adopted = { ...args, adoptOrderId: 1 } as PrivateTlsCertificateArgs;
    expect(() => new PrivateTlsCertificate("api", adopted)).toThrow("adoptOrderId is given");
  });
});

describe("the bundles of PrivateTlsCertificate", () => {
  const chain = "leaf\nintermediate\n";

  it("have the order that each load balancer takes", async () => {
    const { bundles } = await component();
    expect(await valueOf(pulumi.output(bundles as pulumi.Input<unknown>))).toEqual({
      haproxyPem: `${chain}${privateKeyPem}`,
      nginx: { certificate: chain, key: privateKeyPem },
      acm: { certificateBody: "leaf\n", certificateChain: "intermediate\nroot\n", privateKey: privateKeyPem },
      azure: { pem: `${privateKeyPem}${chain}`, contentType: "application/x-pem-file" },
      gcp: { certificate: chain, privateKey: privateKeyPem },
      kubernetes: { "tls.crt": chain, "tls.key": privateKeyPem, "ca.crt": "root\n" },
    });
  });

  it("are secret where they hold the key, and only there", async () => {
    const { privateKeyPem: key, bundles } = await component();
    const { haproxyPem, nginx, acm, azure, gcp, kubernetes } = bundles;
    const withKey = [key, haproxyPem, nginx.key, acm.privateKey, azure.pem, gcp.privateKey, kubernetes["tls.key"]];
    const without = [
      nginx.certificate,
      acm.certificateBody,
      acm.certificateChain,
      gcp.certificate,
      kubernetes["tls.crt"],
      kubernetes["ca.crt"],
    ];
    expect(await Promise.all(withKey.map(pulumi.isSecret))).not.toContain(false);
    expect(await Promise.all(without.map(pulumi.isSecret))).not.toContain(true);
  });
});

describe("PrivateTlsCertificate.isInstance", () => {
  it("knows its own, and nothing else", async () => {
    const api = await component();
    expect([api, api.certificate, undefined, {}].map((each) => PrivateTlsCertificate.isInstance(each))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
