import { makeCsr } from "../support/csr";
import { describeWithEngine, newProject } from "./harness";
import { callsSince, newSandbox, onlyOrder } from "./sandboxes";
import { name } from "./wishes";

const account = {
  organizations: [
    { id: 4711, name: "Example Corporation", city: "Lehi" },
    { id: 4712, name: "Example Subsidiary" },
  ],
  authorities: [
    { id: "10A101A05684", name: "First CA" },
    { id: "3EE6E4F6856DF7FC", name: "Second CA" },
  ],
};

/** Finds everything that an order needs: nothing in it is a number that somebody had to look up by hand. */
const finding = (organization: string) => `
  const digicert = require("pulumi-digicert");
  const product = digicert.getProductOutput({ name: "private_ssl_plus" });
  const certificate = new digicert.PrivateSslCertificate("api", {
    product: product.name,
    caCertId: product.allowedCaCertificates.apply((all) => all.find((ca) => ca.name === "Second CA").id),
    orderValidity: { years: product.allowedValidityYears.apply((years) => Math.min(...years)) },
    organization: { id: digicert.getOrganizationOutput({ name: ${JSON.stringify(organization)} }).id },
    commonName: ${JSON.stringify(name)},
    csr: ${JSON.stringify(makeCsr([name]).csrPem)},
  });
  exports.order = digicert.getOrderOutput({ orderId: certificate.orderId });`;

describeWithEngine("a program that looks up what it orders with", () => {
  it("orders so, sees its order, and has a clean preview", async () => {
    const sandbox = await newSandbox({ accounts: [account] });
    const project = await newProject({ sandbox, program: finding("Example Corporation") });

    expect((await project.preview()).steps()).toEqual({ api: "create" });
    // The order is not there yet, so nobody asks for it.
    expect(await callsSince(sandbox)).toEqual(["GET /product/private_ssl_plus", "GET /organization"]);

    await project.up();
    const { id, placedWith } = await onlyOrder(sandbox);
    expect(placedWith).toMatchObject({ organization: { id: 4711 }, certificate: { ca_cert_id: "3EE6E4F6856DF7FC" } });
    expect((await project.outputs())["order"]).toMatchObject({ orderId: id, status: "issued", organizationId: 4711 });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);

  it("fails at preview where there is no such organisation, by the names there are, without a stack", async () => {
    const sandbox = await newSandbox({ accounts: [account] });
    const project = await newProject({ sandbox, program: finding("Example Corparation") });
    const failed = await project.preview({ expect: "failure" });
    const sentence =
      /error: .*There is no organization `Example Corparation` in this account \(127[.]0[.]0[.]1:\d+, key ending in \w{4}\), did you mean `Example Corporation`\?; there are: `Example Corporation` \(4711\), `Example Subsidiary` \(4712\)/;
    expect(failed.output).toMatch(sentence);
    expect(failed.output).toContain("Write the legal name or the display name exactly as CertCentral shows it");
    expect(failed.output.match(/error:/g)).toHaveLength(1);
    expect(await sandbox.orders()).toEqual([]);
  }, 120_000);
});
