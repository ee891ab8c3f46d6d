import type { FaultScript, Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox, onlyOrder, statuses } from "./sandboxes";
import { name, wish } from "./wishes";

const ORDER = "^/order/certificate/private_ssl_plus$";

async function ordered(sandbox: Sandbox, fault: FaultScript) {
  await sandbox.faults([fault]);
  return await newProject({ sandbox, program: certificateProgram(wish()) });
}

describeWithEngine("an order whose answer is lost", () => {
  const losses: Readonly<Record<string, FaultScript>> = {
    "the connection is reset after it was carried out": { do: "dropAfter", match: { method: "POST", path: ORDER } },
    "half of the answer comes": { do: "cutAnswer", match: { method: "POST", path: ORDER } },
    "the answer is no JSON": { do: "malformed", match: { method: "POST", path: ORDER } },
    "a gateway answers 504 for it": { do: "status", status: 504, carriedOut: true, match: { method: "POST", path: ORDER } },
  };

  it.each(Object.entries(losses))(
    "is found again in the same run when %s",
    async (_how, fault) => {
      const sandbox = await newSandbox();
      const project = await ordered(sandbox, fault);
      await project.up();
      const order = await onlyOrder(sandbox);
      expect(await project.outputs()).toMatchObject({ orderId: order.id, orderStatus: "issued" });
      expect((await sandbox.journal()).some((entry) => entry.fault !== undefined)).toBe(true);
      await project.preview({ args: ["--expect-no-changes"] });
    },
    120_000,
  );

  it("is not placed a second time when it arrived for nothing: the run says so, and the next one orders", async () => {
    const sandbox = await newSandbox();
    const project = await ordered(sandbox, { do: "status", status: 500, match: { method: "POST", path: ORDER } });
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toMatch(/the next run looks|looks? it up/i);
    expect(await sandbox.orders()).toEqual([]);
    expect((await sandbox.journal()).filter(({ method }) => method === "POST")).toHaveLength(1);
    await project.up();
    expect(await statuses(sandbox)).toEqual(["issued"]);
  }, 180_000);
});

describeWithEngine("a certificate that is not what was asked for", () => {
  it.each([
    ["a link of its chain does not verify", "brokenChain"],
    ["it is for another key", "wrongPem"],
  ] as const)(
    "is refused when %s, with its order saved, and the next run takes the right one",
    async (_how, fault) => {
      const sandbox = await newSandbox();
      const project = await ordered(sandbox, { do: fault, match: { method: "POST", path: ORDER } });
      const failed = await project.up({ expect: "failure" });
      const order = await onlyOrder(sandbox);
      expect(failed.output).toContain(String(order.id));
      expect(failed.output).toContain(String(order.certificates[0]?.id));
      const saved = await project.certificate();
      expect(saved).toMatchObject({ id: String(order.id), outputs: { pendingOrder: { orderId: order.id } } });
      expect(saved.outputs).not.toHaveProperty("certificateChain");
      await project.up();
      expect(await project.outputs()).toMatchObject({ orderId: order.id });
      expect(await sandbox.orders()).toHaveLength(1);
      await project.preview({ args: ["--expect-no-changes"] });
    },
    120_000,
  );

  it("is put in order when two of the chain have changed places", async () => {
    const sandbox = await newSandbox();
    const project = await ordered(sandbox, { do: "swapChain", match: { method: "POST", path: ORDER } });
    await project.up();
    expect(await project.outputs()).toMatchObject({ rootPem: sandbox.rootPem.replace(/\r\n/g, "\n") });
  }, 120_000);
});

describeWithEngine("an order that waits", () => {
  it("for a person: is saved, said, and resumed by the next run after the approval", async () => {
    const sandbox = await newSandbox({ accounts: [{ approval: "manual" }] });
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    const failed = await project.up({ expect: "failure" });
    const order = await onlyOrder(sandbox);
    expect(failed.output).toContain(`order ${String(order.id)}`);
    expect(failed.output).toMatch(/approv/);
    expect((await project.certificate()).outputs).toMatchObject({ orderId: order.id, pendingOrder: { status: "needs_approval" } });

    const again = await project.preview();
    expect(again.messages().join("\n")).toContain(`waits for order ${String(order.id)}`);
    expect(again.messages().join("\n")).not.toContain("NEW paid order");
    await project.up({ expect: "failure" });

    await sandbox.approve({ orderId: order.id });
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderId: order.id, orderStatus: "issued" });
    expect(await sandbox.orders()).toHaveLength(1);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  it("for a person who refuses it: says why, and is not asked for again until something changes", async () => {
    const sandbox = await newSandbox({ accounts: [{ approval: "manual" }] });
    const declared = wish();
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    await project.up({ expect: "failure" });
    const order = await onlyOrder(sandbox);
    await sandbox.reject({ orderId: order.id }, "Ask the network team first.");
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toContain("Ask the network team first.");
    await project.up({ expect: "failure" });
    expect(await sandbox.orders()).toHaveLength(1);

    await sandbox.configure({ approval: "automatic" });
    project.setProgram(certificateProgram({ ...declared, renewal: { trigger: "asked" } }));
    await project.up();
    expect(await statuses(sandbox)).toEqual(["rejected", "issued"]);
  }, 180_000);

  it("longer than a run may wait: is saved, and resumed", async () => {
    const sandbox = await newSandbox({ accounts: [{ issuance: "manual" }] });
    const project = await newProject({ sandbox, program: certificateProgram(wish({ issuance: { timeoutSeconds: 3 } })) });
    const failed = await project.up({ expect: "failure" });
    const order = await onlyOrder(sandbox);
    expect(failed.output).toMatch(new RegExp(`Order ${String(order.id)} is still \`\\w+\` after [2-4] s`));
    await sandbox.issue(order.id);
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderId: order.id });
    expect(await sandbox.orders()).toHaveLength(1);
  }, 180_000);

  it("a moment: is polled until it is issued, in one run", async () => {
    const sandbox = await newSandbox({ accounts: [{ issuance: { afterSeconds: 3 } }] });
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderStatus: "issued" });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);
});

describeWithEngine("an order that DigiCert refuses", () => {
  it("leaves nothing behind, and the message has DigiCert's codes and what would be allowed", async () => {
    const authorities = [
      { id: "10A101A05684", name: "Corp CA 1" },
      { id: "3EE6E4F6856DF7FC", name: "Corp CA 2" },
    ];
    const sandbox = await newSandbox({ accounts: [{ authorities }] });
    const project = await newProject({ sandbox, program: certificateProgram(wish({ caCertId: "ABCDEF" })) });
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toMatch(/ca_cert_id/);
    expect(failed.output).toMatch(/[^.]; allowed as ca_cert_id of private_ssl_plus: .*10A101A05684.*3EE6E4F6856DF7FC/);
    expect((await project.resources()).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"))).toEqual([]);
    expect(await sandbox.orders()).toEqual([]);
  }, 120_000);

  it("for its key: says so in words and shows no key", async () => {
    const sandbox = await newSandbox();
    const wrong = "WRONGKEY0123456789ABCDEF";
    const project = await newProject({
      sandbox: { ...sandbox, apiKey: wrong },
      program: certificateProgram(wish()),
    });
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toMatch(/access_denied_invalid_key/);
    expect(failed.output).toMatch(/API key/);
    expect(await sandbox.orders()).toEqual([]);
  }, 120_000);

  it("is not even asked for without a key, and the message says where one is set", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, withoutKey: true, program: certificateProgram(wish()) });
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toContain("digicert:apiKey");
    expect(failed.output).toContain("DIGICERT_API_KEY");
    expect(await sandbox.journal()).toEqual([]);
  }, 120_000);
});

describeWithEngine("a recorded order that answers 404", () => {
  it("is an error that names it, in refresh, in destroy and before a renewal; nothing is forgotten or ordered", async () => {
    const sandbox = await newSandbox();
    const declared = wish();
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    await project.up();
    const order = await onlyOrder(sandbox);
    await sandbox.forget(order.id);
    for (const run of [() => project.refresh({ expect: "failure" }), () => project.destroy({ expect: "failure" })]) {
      const failed = await run();
      expect(failed.output).toContain(`order ${String(order.id)}`);
      expect(await project.certificate()).toMatchObject({ outputs: { orderId: order.id } });
    }
    project.setProgram(certificateProgram({ ...declared, renewal: { trigger: "now" } }));
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toContain(`order ${String(order.id)}`);
    expect(await sandbox.orders()).toHaveLength(1);
    expect(await project.certificate()).toMatchObject({ outputs: { orderId: order.id, orderStatus: "issued" } });
  }, 180_000);
});

describeWithEngine("an order under this resource's id that has another key", () => {
  it("is left alone and named in a warning, and the next id is used", async () => {
    const sandbox = await newSandbox();
    const declared = wish({ alternativeOrderId: "corp1" });
    const somebody = await newProject({ sandbox, program: certificateProgram(declared) });
    await somebody.up();
    const theirs = await onlyOrder(sandbox);
    const project = await newProject({ sandbox, program: certificateProgram({ ...declared, csr: makeCsr([name]).csrPem }) });
    const run = await project.up();
    expect(run.messages().join("\n")).toMatch(new RegExp(`order ${String(theirs.id)} .*another key`));
    const [, ours] = await sandbox.orders();
    expect(ours?.alternativeOrderId).toBe("corp1n2");
    expect(await project.outputs()).toMatchObject({ orderId: ours?.id });
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["issued", "revoked"]);
  }, 180_000);
});
