import { createPrivateKey, X509Certificate } from "node:crypto";

import { keyLeaks } from "../support/keySearch";
import { withTlsPlugin } from "../support/tlsPlugin/tlsPlugin";
import { describeWithEngine, newProject, type Project } from "./harness";
import { newSandbox, onlyOrder, statuses } from "./sandboxes";

const order = {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  dnsNames: ["api-2.corp.example"],
  organization: { id: 123456 },
  orderValidity: { years: 1 },
};
const firstKey = { "api-key-ecdsa-p256": "create", "api-request-ecdsa-p256": "create" };

function program(args: Readonly<Record<string, unknown>> = {}): string {
  const names = [
    "privateKeyPem",
    "certificatePem",
    "chainPem",
    "fullChainPem",
    "rootPem",
    "caBundlePem",
    "orderId",
    "certificateId",
    "bundles",
  ];
  return `const { PrivateTlsCertificate } = require("pulumi-digicert/tls");
    const api = new PrivateTlsCertificate("api", ${JSON.stringify({ ...order, ...args })});
    for (const each of ${JSON.stringify(names)}) exports[each] = api[each];`;
}

async function newTlsProject(text = program()) {
  const sandbox = await newSandbox();
  const project = await newProject({ sandbox, program: text, packages: ["@pulumi/tls"], env: withTlsPlugin() });
  return { sandbox, project };
}

/** Whether key and leaf of the outputs belong together. */
async function isPair(project: Project): Promise<boolean> {
  const { privateKeyPem, certificatePem } = await project.outputs();
  return new X509Certificate(String(certificatePem)).checkPrivateKey(createPrivateKey(String(privateKeyPem)));
}

describeWithEngine("a certificate with its key", () => {
  it("is made with key and request, rotated by a renewal, never replaced; the key is nowhere in clear", async () => {
    const { sandbox, project } = await newTlsProject(program({ ipAddresses: ["192.0.2.7"] }));
    const preview = await project.preview();
    expect(preview.steps()).toEqual({ api: "create", ...firstKey });
    const up = await project.up();
    const first = await onlyOrder(sandbox);
    const before = await project.outputs();
    expect(before).toMatchObject({ orderId: first.id, certificateId: first.certificates[0]?.id });
    expect(await isPair(project)).toBe(true);
    expect(new X509Certificate(String(before["certificatePem"])).subjectAltName).toBe(
      "DNS:api.corp.example, DNS:api-2.corp.example, IP Address:192.0.2.7",
    );
    await project.preview({ args: ["--expect-no-changes"] });
    const resource = await project.certificate();

    project.setProgram(program({ ipAddresses: ["192.0.2.7"], key: { trigger: 2027 } }));
    const rotation = await project.preview();
    expect(rotation.steps()).toEqual({
      "api-key-ecdsa-p256-2027": "create",
      "api-request-ecdsa-p256-2027": "create",
      api: "update",
      "api-key-ecdsa-p256": "delete",
      "api-request-ecdsa-p256": "delete",
    });
    expect(rotation.messages().join("\n")).toContain(`may ask for RENEWAL, a new paid order after ${String(first.id)}`);
    await sandbox.clearJournal();
    const rotated = await project.up();
    const [renewal, ...others] = (await sandbox.journal()).filter(({ method }) => method !== "GET");
    expect({ body: renewal?.body, others }).toMatchObject({ body: { renewal_of_order_id: first.id }, others: [] });
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    expect((await project.certificate()).id).toBe(resource.id);
    const after = await project.outputs();
    expect(after["privateKeyPem"]).not.toBe(before["privateKeyPem"]);
    expect(await isPair(project)).toBe(true);
    await project.preview({ args: ["--expect-no-changes"] });

    const texts = [preview, up, rotation, rotated].map(({ output }) => output);
    const keys = [before["privateKeyPem"], after["privateKeyPem"]];
    expect(keyLeaks(keys, { folder: project.folder, texts })).toEqual([]);
    expect(keyLeaks(keys, { folder: project.folder, texts: [JSON.stringify(after)] })).not.toEqual([]);
    const component = (await project.resources()).find(({ type }) => type === "digicert:tls:PrivateTlsCertificate");
    expect(Object.keys(component?.outputs ?? {}).sort()).toEqual(["certificateId", "orderId", "validUntil"]);
  }, 180_000);

  it("whose rotation DigiCert refuses keeps every output byte for byte, and withdrawn it has its old key and orders nothing", async () => {
    const { sandbox, project } = await newTlsProject();
    await project.up();
    const before = await project.outputs();
    await sandbox.faults([{ do: "status", status: 400, match: { method: "POST", path: "^/order/certificate/private_ssl_plus$" } }]);
    project.setProgram(program({ key: { algorithm: "RSA" } }));
    const refused = await project.up({ expect: "failure" });
    expect(refused.output).toContain("Nothing was ordered.");
    expect(await project.outputs()).toEqual(before);

    project.setProgram(program());
    const withdrawn = await project.up();
    expect(withdrawn.steps()).toEqual({ "api-key-rsa-2048": "delete", "api-request-rsa-2048": "delete" });
    expect(await project.outputs()).toEqual(before);
    expect(await statuses(sandbox)).toEqual(["issued"]);
  }, 180_000);

  it("whose rotation waits for a person keeps every output until it is approved, with one order and one new key", async () => {
    const { sandbox, project } = await newTlsProject();
    await project.up();
    const before = await project.outputs();
    await sandbox.configure({ approval: "manual" });
    project.setProgram(program({ key: { trigger: "next" } }));
    await project.up({ expect: "failure" });
    expect(await project.outputs()).toEqual(before);
    const [, waiting] = await sandbox.orders();
    await sandbox.approve({ orderId: waiting?.id ?? 0 });
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderId: waiting?.id });
    expect(await isPair(project)).toBe(true);
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
  }, 180_000);
});

describeWithEngine("a key, a request and a certificate that a program made one by one", () => {
  it("become those of the component by their aliases: the key stays, and nothing is ordered", async () => {
    const byHand = `const tls = require("@pulumi/tls");
      const { PrivateSslCertificate } = require("pulumi-digicert");
      const key = new tls.PrivateKey("key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
      const request = new tls.CertRequest("request", { privateKeyPem: key.privateKeyPem, subject: { commonName: "api.corp.example" } });
      exports.orderId = new PrivateSslCertificate("web", { ...${JSON.stringify(order)}, csr: request.certRequestPem }).orderId;
      exports.privateKeyPem = key.privateKeyPemPkcs8;`;
    const { sandbox, project } = await newTlsProject(byHand);
    await project.up();
    const before = await project.outputs();
    const alias = (name: string) =>
      `(args, opts) => ({ args, opts: { ...opts, aliases: [{ name: "${name}", parent: pulumi.rootStackResource }] } })`;
    project.setProgram(`const pulumi = require("@pulumi/pulumi");
      const { PrivateTlsCertificate } = require("pulumi-digicert/tls");
      const transform = { privateKey: ${alias("key")}, request: ${alias("request")}, certificate: ${alias("web")} };
      const api = new PrivateTlsCertificate("api", { ...${JSON.stringify(order)}, transform });
      exports.orderId = api.orderId;
      exports.privateKeyPem = api.privateKeyPem;`);
    await project.up();
    expect(await project.outputs()).toEqual(before);
    expect(await statuses(sandbox)).toEqual(["issued"]);
  }, 120_000);
});

describeWithEngine("wrong input of a certificate with its key", () => {
  it("is a failure at preview that names each property, and shows no stack", async () => {
    const key = { algorithm: "DSA", rsaBits: 1024, size: 1, trigger: "a b" };
    const { sandbox, project } = await newTlsProject(program({ key, csr: "mine", ipAddresses: ["192.0.2.7", "api.corp.example"] }));
    const { output } = await project.preview({ expect: "failure" });
    for (const property of ["csr", "key.size", "key.algorithm", "key.rsaBits", "key.trigger", "ipAddresses[1]"]) {
      expect(output).toMatch(new RegExp(`^\\s*(?:error: )?${property.replace(/[[\].]/g, "\\$&")} is `, "m"));
    }
    expect(output).not.toMatch(/^\s+at /m);
    expect(await sandbox.journal()).toEqual([]);
  }, 60_000);
});
