/** A refresh of a whole stack, as the engine asks for it: so many at a time, each as soon as another is done. */
import { makeCsr } from "../support/csr";
import { describeWithEngine, newProject } from "./harness";
import { callsSince, newSandbox } from "./sandboxes";

const MANY = 24;
const { csrPem: csr } = makeCsr(["a.example"]);

const program = `
  const { PrivateSslCertificate } = require("pulumi-digicert");
  for (let each = 0; each < ${String(MANY)}; each++) {
    new PrivateSslCertificate("c" + each, {
      product: "private_ssl_plus", commonName: "a.example", csr: ${JSON.stringify(csr)},
      organization: { id: 123456 }, orderValidity: { years: 1 }, skipApproval: true,
    });
  }`;

describeWithEngine("a refresh of a stack with many certificates", () => {
  it.each([
    ["as many at a time as the engine does by itself", []],
    ["all at a time", ["--parallel", String(MANY)]],
    ["one at a time", ["--parallel", "1"]],
  ])(
    "costs seven calls at most, one of them for a certificate that was reissued, and finds one that was revoked: %s",
    async (_, args) => {
      const authorities = [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" as const }];
      const sandbox = await newSandbox({ accounts: [{ authorities, warts: { certificateStatusInList: true } }] });
      const project = await newProject({ sandbox, program });
      await project.up();
      const [, other] = await sandbox.orders();
      await sandbox.reissueOutside(other?.id ?? 0);
      await project.refresh({ args });
      await sandbox.clearJournal();
      const still = await project.refresh({ args: [...args, "--expect-no-changes"] });
      expect(still.exitCode).toBe(0);
      // The one that was reissued is looked at by itself, unless it is among the first three anyway.
      expect((await callsSince(sandbox)).length).toBeLessThanOrEqual(7);
      const [order] = await sandbox.orders();
      await sandbox.revokeOutside(order?.id ?? 0, { certificateOnly: true });
      await project.refresh({ args });
      const certificates = (await project.resources()).filter(({ type }) => type.endsWith(":PrivateSslCertificate"));
      const drifts = certificates.flatMap(({ outputs }) => (outputs["drift"] === undefined ? [] : [outputs["orderId"]]));
      expect(drifts).toEqual([order?.id]);
    },
    180_000,
  );
});
