import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox, onlyOrder, statuses } from "./sandboxes";
import { wish } from "./wishes";

const empty = "exports.nothing = true;";

describeWithEngine("the end of a certificate", () => {
  it("revokes it with the reason that is declared, when the resource leaves the program", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: certificateProgram(wish({ revocationReason: "superseded" })) });
    await project.up();
    project.setProgram(empty);
    await project.up();
    const order = await onlyOrder(sandbox);
    expect(order.status).toBe("revoked");
    expect(order.certificates[0]).toMatchObject({ status: "revoked", revocationReason: "superseded" });
  }, 120_000);

  it("forgets it and leaves it alone with onDelete keep, set on the live resource before it leaves the program", async () => {
    const sandbox = await newSandbox();
    const declared = wish();
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    await project.up();
    project.setProgram(certificateProgram({ ...declared, onDelete: "keep" }));
    const preview = await project.preview();
    expect(preview.messages().join("\n")).toContain("records settings, no call to DigiCert");
    await sandbox.clearJournal();
    await project.up();
    project.setProgram(empty);
    expect((await project.up()).steps()).toEqual({ api: "delete" });
    expect(await sandbox.journal()).toEqual([]);
    expect(await statuses(sandbox)).toEqual(["issued"]);
  }, 120_000);

  it("cancels an order that is pending, and rejects the request of one that waits for approval", async () => {
    for (const [settings, end] of [
      [{ issuance: "manual" }, "canceled"],
      [{ approval: "manual" }, "rejected"],
    ] as const) {
      const sandbox = await newSandbox({ accounts: [settings] });
      const project = await newProject({ sandbox, program: certificateProgram(wish({ issuance: { timeoutSeconds: 1 } })) });
      await project.up({ expect: "failure" });
      await project.destroy();
      expect(await statuses(sandbox)).toEqual([end]);
    }
  }, 180_000);

  it("is no error when it was revoked before", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();
    await sandbox.revokeOutside((await onlyOrder(sandbox)).id);
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked"]);
  }, 120_000);

  it("asks a person where the key may not skip the approval of a revocation, and says so", async () => {
    const sandbox = await newSandbox({
      accounts: [
        {
          keys: [
            { name: "admin", role: "administrator" },
            { name: "pipeline", role: "standard user" },
          ],
        },
      ],
    });
    const declared = wish();
    const pipeline = sandbox.accounts[0]?.keys[1]?.apiKey ?? "";
    const project = await newProject({ sandbox: { ...sandbox, apiKey: pipeline }, program: certificateProgram(declared) });
    await project.up({ expect: "either" });
    await sandbox.approve({ orderId: (await onlyOrder(sandbox)).id });
    await project.up();
    const run = await project.destroy();
    expect(run.output).toMatch(/revocation request \d+ is pending/);
    const order = await onlyOrder(sandbox);
    expect(order.requests.find(({ type }) => type === "revoke")).toMatchObject({ status: "pending" });
    expect(order.status).toBe("issued");
  }, 180_000);
});

describeWithEngine("what happens to a certificate outside of Pulumi", () => {
  it("revoked: a refresh records it, and the next preview names a new paid order", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();
    const order = await onlyOrder(sandbox);
    const { inputs } = await project.certificate();
    await sandbox.revokeOutside(order.id);
    await project.refresh();
    expect((await project.certificate()).inputs).toEqual(inputs);
    const preview = await project.preview();
    expect(preview.messages().join("\n")).toMatch(/needs a NEW paid order: the certificate of order \d+ was revoked outside of Pulumi/);
    await project.up();
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  it("renewed: the renewal is taken over, and nothing is ordered", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();
    const renewal = await sandbox.renewOutside((await onlyOrder(sandbox)).id);
    await project.refresh();
    const preview = await project.preview();
    expect(preview.messages().join("\n")).toContain(`takes over order ${String(renewal.orderId)}`);
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderId: renewal.orderId, certificateId: renewal.certificateId });
    expect(await sandbox.orders()).toHaveLength(2);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);
});

describeWithEngine("settings of an order", () => {
  it("are changed in place, without an order, and the preview says so", async () => {
    const sandbox = await newSandbox({ accounts: [{ customFields: [{ id: 12, label: "Invoice #" }] }] });
    const declared = wish({ additionalEmails: ["ops@corp.example"], customFields: [{ metadataId: 12, value: "INV-1" }] });
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    await project.up();
    project.setProgram(
      certificateProgram({
        ...declared,
        additionalEmails: ["net@corp.example"],
        customRenewalMessage: "Ask the network team.",
        disableRenewalNotifications: true,
        customFields: [{ metadataId: 12, value: "INV-2" }],
      }),
    );
    const preview = await project.preview();
    expect(preview.messages().join("\n")).toContain("is EDITED in place, no order and no cost");
    await project.up();
    expect(await onlyOrder(sandbox)).toMatchObject({
      additionalEmails: ["net@corp.example"],
      customRenewalMessage: "Ask the network team.",
      renewalNotices: false,
      customFields: { "12": "INV-2" },
    });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);
});
