import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { providerText } from "../../sdk/providerText";
import { makeCsr, openssl } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { callsSince, newSandbox, onlyOrder, statuses } from "./sandboxes";

const names = ["api.corp.example", "api-2.corp.example"] as const;
const DAY = 86_400_000;

function wish(csr: string) {
  return {
    product: "private_ssl_plus",
    commonName: names[0],
    dnsNames: [...names],
    csr,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
  };
}

const LOOK_UP = "GET /order/alternate/{id}";
const ORDER = "POST /order/certificate/private_ssl_plus";
const INFO = "GET /order/certificate/{id}";

/** Whether `openssl verify` accepts a leaf by its intermediates, with nothing trusted but the root. */
function opensslVerify(leaf: string, intermediates: string, root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-chain-"));
  try {
    for (const [file, pem] of Object.entries({ leaf, intermediates, root })) writeFileSync(join(folder, `${file}.pem`), pem);
    const files = ["root", "intermediates", "leaf"].map((file) => join(folder, `${file}.pem`));
    const [trusted = "", untrusted = "", end = ""] = files;
    return openssl(["verify", "-no-CApath", "-CAfile", trusted, "-untrusted", untrusted, end]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWithEngine("a certificate, from the first preview to the last", () => {
  it("is announced, ordered with two calls, verified, left alone while nothing changes, and revoked with the resource", async () => {
    const sandbox = await newSandbox();
    const { csrPem } = makeCsr(names, "rsa-2048");
    const project = await newProject({ sandbox, program: certificateProgram(wish(csrPem)) });

    const preview = await project.preview();
    expect(preview.steps()).toEqual({ api: "create" });
    expect(preview.messages().join("\n")).toContain("needs a NEW paid order, unless one is alive under this resource's id");
    expect(await callsSince(sandbox)).toEqual([]);

    await project.up();
    expect(await callsSince(sandbox)).toEqual([LOOK_UP, ORDER]);

    const order = await onlyOrder(sandbox);
    const outputs = await project.outputs();
    expect(outputs).toMatchObject({ orderId: order.id, certificateId: order.certificates[0]?.id, orderStatus: "issued" });
    const [leaf, chain, root] = [outputs["certificatePem"], outputs["chainPem"], outputs["rootPem"]].map(String) as [
      string,
      string,
      string,
    ];
    expect(root).toBe(sandbox.rootPem.replace(/\r\n/g, "\n"));
    expect(opensslVerify(leaf, chain, root)).toMatch(/leaf\.pem: OK/);
    expect(outputs["fullChainPem"]).toBe(leaf + chain);
    expect(openssl(["x509", "-noout", "-ext", "subjectAltName"], leaf)).toContain("DNS:api.corp.example, DNS:api-2.corp.example");

    const clean = await project.preview({ args: ["--expect-no-changes"] });
    expect(clean.steps()).toEqual({});
    await project.up({ args: ["--expect-no-changes"] });
    expect(await callsSince(sandbox)).toEqual([]);

    await project.refresh({ args: ["--expect-no-changes"] });
    expect(await callsSince(sandbox)).toEqual([INFO]);
    await project.preview({ args: ["--expect-no-changes"] });

    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked"]);
    expect(await project.resources()).toEqual([]);
  }, 120_000);

  it("costs the state at most 12,000 bytes, and the same short text for every resource", async () => {
    const sandbox = await newSandbox();
    const { csrPem } = makeCsr(names, "rsa-2048");
    const args = JSON.stringify(wish(csrPem));
    const program = `const { PrivateSslCertificate } = require("pulumi-digicert");
      for (const name of ["api", "web"]) new PrivateSslCertificate(name, ${args});`;
    const project = await newProject({ sandbox, program });
    await project.up();

    const certificates = (await project.resources()).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"));
    expect(certificates).toHaveLength(2);
    for (const certificate of certificates) {
      expect(certificate.inputs["__provider"]).toBe(providerText);
      expect(certificate.outputs["__provider"]).toBe(providerText);
      expect(certificate.outputs["certificateChain"]).toHaveLength(3);
      expect(Buffer.byteLength(JSON.stringify(certificate))).toBeLessThanOrEqual(12_000);
    }
    expect(Buffer.byteLength(providerText)).toBeLessThanOrEqual(350);
    await sandbox.clearJournal();
  }, 120_000);

  it("is renewed by time with three calls: named in the preview, linked on the wire, and its predecessor kept", async () => {
    const sandbox = await newSandbox({ now: new Date(Date.now() - 325 * DAY) });
    const { csrPem } = makeCsr(names, "rsa-2048");
    const project = await newProject({ sandbox, program: certificateProgram(wish(csrPem)) });
    await project.up();
    const first = await onlyOrder(sandbox);
    project.setProgram(certificateProgram({ ...wish(csrPem), renewal: { beforeDays: 60 } }));
    await sandbox.setClock(new Date());
    await sandbox.clearJournal();

    const preview = await project.preview();
    expect(preview.steps()).toEqual({ api: "update" });
    expect(preview.messages().join("\n")).toMatch(
      new RegExp(`is due for RENEWAL, a new paid order after ${String(first.id)}: it ends in (39|40) days \\(renewal.beforeDays 60\\)`),
    );
    expect(await callsSince(sandbox)).toEqual([]);

    await project.up();
    const [renewal] = (await sandbox.journal()).filter(({ method }) => method === "POST");
    expect(renewal?.body).toMatchObject({ renewal_of_order_id: first.id });
    expect(await callsSince(sandbox)).toEqual([INFO, LOOK_UP, ORDER]);
    const outputs = await project.outputs();
    const [old, renewed] = await sandbox.orders();
    expect(outputs).toMatchObject({ orderId: renewed?.id, certificateId: renewed?.certificates[0]?.id });
    expect([old?.status, renewed?.status]).toEqual(["issued", "issued"]);
    expect((await project.certificate()).id).toBe(String(first.id));

    await project.preview({ args: ["--expect-no-changes"] });
    expect(await callsSince(sandbox)).toEqual([]);
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 120_000);
});
