import { providerText, typeToken } from "../../sdk/providerText";

/** In the state of every user, twice per resource, since 0.1.0. If this test fails, the change is wrong, not the test. */
const stored =
  'exports.handler=()=>require(require.resolve("pulumi-digicert/provider",{paths:[".",require.main.path]})).privateSslCertificate';

describe("the text that Pulumi stores with each resource", () => {
  it("is what every release has stored", () => {
    expect(providerText).toBe(stored);
    expect(typeToken).toBe("pulumi-nodejs:dynamic/digicert:PrivateSslCertificate");
  });

  it("has at most 130 bytes", () => {
    expect(Buffer.byteLength(providerText)).toBeLessThanOrEqual(130);
  });
});
