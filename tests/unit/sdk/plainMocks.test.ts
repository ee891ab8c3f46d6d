import * as pulumi from "@pulumi/pulumi";

import { PrivateSslCertificate } from "../../../sdk";

describe("a program in a unit test with Pulumi's own mocks", () => {
  it("declares a certificate though the mocks name no organisation", async () => {
    const asked: pulumi.runtime.MockResourceArgs[] = [];
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        asked.push(args);
        return { id: "123", state: args.inputs as object };
      },
      call: () => ({}),
    });
    const certificate = new PrivateSslCertificate("api", { product: "private_ssl_plus", commonName: "api.corp.example", csr: "…" });
    expect(await new Promise((resolve) => certificate.id.apply(resolve))).toBe("123");
    expect(asked.map(({ name }) => name)).toEqual(["api"]);
    expect(asked[0]?.inputs).not.toHaveProperty("__organization");
  });
});
