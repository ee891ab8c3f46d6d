import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox } from "./sandboxes";

const name = "api.corp.example";

describeWithEngine("bad input", () => {
  it("is refused at preview, all of it at once, each on its own property, and nothing secret is shown", async () => {
    const sandbox = await newSandbox();
    const { csrPem, privateKeyPem } = makeCsr([name]);
    const declared = {
      product: "private_ssl_plus",
      commonName: "*.corp.example",
      dnsNames: ["fine.corp.example", "https://corp.example"],
      csr: privateKeyPem,
      orderValidity: { years: 4 },
      customExpirationDate: "09 JUN 2030",
      organization: {},
      paymentMethod: "card",
      creditCard: { number: "4111-1111-1111-1111", expirationMonth: 13, expirationYear: 2031, cvv: 817, cardholderName: "Ada Lovelace" },
      additionalEmails: ["nobody"],
      alternativeOrderId: "not-alphanumeric",
      renewal: { beforeDay: 10 },
    };
    const secrets = {
      "the private key": privateKeyPem.split("\n")[1] ?? "",
      "the card number": "4111-1111-1111-1111",
    };
    const project = await newProject({ sandbox, program: certificateProgram(declared), secrets });
    const { output } = await project.preview({ expect: "failure" });
    for (const property of [
      "commonName",
      "dnsNames[1]",
      "csr",
      "orderValidity.years",
      "customExpirationDate",
      "organization",
      "creditCard.number",
      "creditCard.expirationMonth",
      "billingAddress",
      "additionalEmails[0]",
      "alternativeOrderId",
      "renewal.beforeDay",
    ]) {
      expect(output).toContain(property);
    }
    expect(output).toContain("is 4: it takes a whole number from 1 to 3");
    expect(output).toContain('write "2030-06-09"');
    expect(output).toContain('did you mean "beforeDays"?');
    expect(output).toContain("holds a private key");
    expect(await sandbox.journal()).toEqual([]);

    project.setProgram(certificateProgram({ ...declared, csr: csrPem }));
    expect((await project.preview({ expect: "failure" })).output).not.toContain("holds a private key");
  }, 120_000);

  it("passes while it is not known yet, and is judged when it is", async () => {
    const sandbox = await newSandbox();
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const { PrivateSslCertificate } = require("pulumi-digicert");
      class Later extends pulumi.dynamic.Resource {
        constructor(name, value) {
          super({ create: async (inputs) => ({ id: "1", outs: inputs }) }, name, { value, made: undefined });
        }
      }
      const later = new Later("later", ${JSON.stringify(makeCsr([name]).csrPem)});
      new PrivateSslCertificate("api", {
        product: "private_ssl_plus", commonName: ${JSON.stringify(name)}, csr: later.value.apply((csr) => csr),
        dnsNames: [later.id.apply((id) => id + ".corp.example")], organization: { id: later.id.apply(() => 123456) },
        orderValidity: later.id.apply(() => ({ years: 1 })),
      });`;
    const project = await newProject({ sandbox, program });
    const preview = await project.preview();
    expect(preview.steps()).toEqual({ later: "create", api: "create" });
    await project.up();
    expect((await sandbox.orders()).map((order) => order.status)).toEqual(["issued"]);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);

  it("is said to be overridden where DigiCert's page lets one form of validity override another", async () => {
    const sandbox = await newSandbox();
    const declared = {
      product: "private_ssl_plus",
      commonName: name,
      csr: makeCsr([name]).csrPem,
      organization: { id: 123456 },
      orderValidity: { years: 1, days: 200 },
      validityYears: 3,
    };
    const project = await newProject({ sandbox, program: certificateProgram(declared) });
    const said = (await project.preview()).messages().join("\n");
    expect(said).toContain("orderValidity.days counts; orderValidity.years and validityYears are overridden by it");
    expect(said).toContain("validityYears is deprecated");
    await project.up();
    const [order] = await sandbox.orders();
    const end = Date.parse(order?.certificates[0]?.validUntil ?? "");
    expect(Math.round((end - Date.now()) / 86_400_000)).toBeGreaterThanOrEqual(199);
    expect(Math.round((end - Date.now()) / 86_400_000)).toBeLessThanOrEqual(201);
  }, 120_000);
});
