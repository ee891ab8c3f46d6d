import { X509Certificate } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { PrivateSslCertificate, Provider, type PrivateSslCertificateArgs } from "../../../sdk";
import { newCertificateRequest, programSettled, setCertificateMocks, valueOf, type SetCertificateMocksOptions } from "../../../testing";
import { leafOf, rootOf } from "../../../sdk/pemBundles";

const name = "api.corp.example";
const now = new Date("2026-11-24T12:00:00Z");
let csr = "";

beforeAll(async () => {
  csr = (await newCertificateRequest({ commonName: name })).csrPem;
});

function args(more: Partial<PrivateSslCertificateArgs> = {}): PrivateSslCertificateArgs {
  return { product: "private_ssl_plus", commonName: name, csr, organization: { id: 123456 }, orderValidity: { years: 1 }, ...more };
}

/** A certificate `api`, in mocks of its own. */
async function mocked(more: Partial<PrivateSslCertificateArgs> = {}, options: SetCertificateMocksOptions = {}) {
  const mocks = await setCertificateMocks({ now, ...options });
  return { mocks, certificate: new PrivateSslCertificate("api", args(more)) };
}

describe("a mocked certificate", () => {
  it("has a real chain for its names and the key of its CSR, which verifies up to its root", async () => {
    const { certificate } = await mocked({ dnsNames: ["api-2.corp.example", "10.1.2.3"] });
    const chain = (await valueOf(certificate.certificateChain)).map(({ pem }) => new X509Certificate(pem));
    const [leaf, issuer, root] = chain;
    expect(chain).toHaveLength(3);
    expect(leaf?.subjectAltName).toBe("DNS:api.corp.example, IP Address:10.1.2.3, DNS:api-2.corp.example");
    expect(leaf?.verify(issuer?.publicKey ?? leaf.publicKey)).toBe(true);
    expect(issuer?.verify(root?.publicKey ?? issuer.publicKey)).toBe(true);
    expect(root?.subject).toContain("TESTING ONLY");
    expect(leaf?.validTo).toBe("Nov 24 23:59:59 2027 GMT");
    expect(await valueOf(certificate.certificatePem)).toBe(leafOf(await valueOf(certificate.certificateChain)));
    expect(await valueOf(certificate.rootPem)).toBe(rootOf(await valueOf(certificate.certificateChain)));
  });

  it("has every output that a real one has, as the provider makes them", async () => {
    const { certificate } = await mocked();
    expect(await valueOf(certificate.orderId)).toBe(100000001);
    expect(await valueOf(certificate.id)).toBe("100000001");
    expect(await valueOf(certificate.validUntil)).toBe("2027-11-24T23:59:59Z");
    expect(await valueOf(certificate.renewAfter)).toBe("2027-10-25T23:59:59Z");
    expect(await valueOf(certificate.organizationId)).toBe(123456);
    expect(await valueOf(certificate.orders)).toEqual([
      expect.objectContaining({ orderId: 100000001, kind: "first", status: "issued", recorded: "2026-11-24T12:00:00Z" }),
    ]);
    expect(await valueOf(certificate.serialNumber)).toMatch(/^[0-9A-F]{32}$/);
    expect(await valueOf(certificate.pendingOrder)).toBeUndefined();
  });

  it("is asked for with the stack's defaults, or with those of its own provider", async () => {
    const mocks = await setCertificateMocks({ config: { "digicert:organizationId": "77" } });
    const { organization: _, ...withoutOrganization } = args();
    const ofStack = new PrivateSslCertificate("stack", withoutOrganization);
    const provider = new Provider("eu", { apiKey: "k", organizationId: 88 });
    const ofProvider = new PrivateSslCertificate("own", withoutOrganization, { provider });
    expect(await valueOf(ofStack.organizationId)).toBe(77);
    expect(await valueOf(ofProvider.organizationId)).toBe(88);
    expect(mocks.messages).toContainEqual(expect.stringContaining("stack: needs a NEW paid order"));
  });

  it("keeps secret what was given as secret, and shows a test what was given", async () => {
    const { mocks, certificate } = await mocked({ comments: pulumi.secret("for the audit") });
    expect(await pulumi.isSecret(certificate.comments)).toBe(true);
    expect(await pulumi.isSecret(certificate.commonName)).toBe(false);
    expect(await valueOf(certificate.comments)).toBe("for the audit");
    expect(mocks.certificate("api").inputs).toEqual({ ...args(), comments: "for the audit" });
    expect(mocks.certificate("api").outputs).toMatchObject({ comments: "for the audit", orderId: 100000001 });
  });

  it("lets a test of what is wrong go on, and tells it everything that a preview would, each on its input", async () => {
    const wrong = { csr: "none", orderValidity: { years: 4 }, dnsNames: ["https://corp.example"] };
    const { mocks, certificate } = await mocked(wrong, { onProblem: "collect" });
    expect(await valueOf(certificate.commonName)).toBe("refused.invalid");
    expect(mocks.problems).toEqual([
      expect.stringContaining('api: dnsNames[0] is "https://corp.example": it takes a DNS name'),
      "api: orderValidity.years is 4: it takes a whole number from 1 to 3",
      expect.stringContaining("api: csr cannot be read as a certificate signing request"),
    ]);
  });

  it("has no known output in a preview, where what is not known yet passes", async () => {
    const mocks = await setCertificateMocks({ preview: true });
    const first = new PrivateSslCertificate("first", args());
    const second = new PrivateSslCertificate("second", args({ dnsNames: [first.serialNumber], csr: first.chainPem }));
    expect(await valueOf(first.orderId)).toBeUndefined();
    expect(await valueOf(second.commonName)).toBe(name);
    expect(mocks.certificate("second").outputs).toEqual({});
  });

  it("is there for `get`, too, of any order", async () => {
    await setCertificateMocks();
    const seen = PrivateSslCertificate.get("seen", "4711");
    expect(await valueOf(seen.orderId)).toBe(4711);
    expect(new X509Certificate(await valueOf(seen.certificatePem)).subject).toContain("CN=order-4711.invalid");
  });
});

describe("the mocks of a test", () => {
  it("serve every other resource, and calls, and see what reaches them", async () => {
    const mocks = await setCertificateMocks({
      mocks: {
        newResource: ({ name: of, inputs }) => ({ id: `arn:${of}`, state: { ...(inputs as object), status: "ready" } }),
        call: ({ token }) => ({ token }),
      },
    });
    const certificate = new PrivateSslCertificate("api", args());
    const listener = new Listener("https", { chain: certificate.chainPem, key: pulumi.secret("k") });
    expect(await valueOf(listener.status)).toBe("ready");
    expect(await pulumi.runtime.invoke("aws:ec2/getVpc:getVpc", {})).toEqual({ token: "aws:ec2/getVpc:getVpc" });
    await programSettled();
    expect(mocks.resources.map((each) => each.name)).toEqual(["api", "https"]);
    expect(mocks.resource("https", "acme:lb:Listener").inputs).toEqual({ chain: await valueOf(certificate.chainPem), key: "k" });
    expect(() => mocks.resource("http")).toThrow("the program declared no resource http; there are api, https");
  });

  it("leave other resources as they are declared where the test has none of its own", async () => {
    await setCertificateMocks();
    const listener = new Listener("https", { chain: "c", key: "k" });
    expect(await valueOf(listener.id)).toBe("https-id");
    expect(await valueOf(listener.chain)).toBe("c");
  });
});

class Listener extends pulumi.CustomResource {
  declare readonly chain: pulumi.Output<string>;
  declare readonly status: pulumi.Output<string>;
  constructor(of: string, inputs: { readonly chain: pulumi.Input<string>; readonly key: pulumi.Input<string> }) {
    super("acme:lb:Listener", of, { ...inputs, status: undefined });
  }
}
