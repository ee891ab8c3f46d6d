import { encodeOrder, encodeReissue } from "../../../provider/request/encode";
import type { Plain } from "../../../provider/request/field";
import { inputPlaces } from "../../../tools/inputPlaces";
import { csr, everything, everythingSent, least, withValue } from "./wish";

const order = (wanted: Plain, more: Partial<Parameters<typeof encodeOrder>[1]> = {}) =>
  encodeOrder(wanted, { alternativeOrderId: "pulumi1n1", ...more });

describe("the body of an order", () => {
  it("has everything that is wanted, typed as DigiCert's page types it", () => {
    const { alternativeOrderId, renewalOfOrderId, renewedThumbprint } = everything;
    const particulars = { renewalOfOrderId: Number(renewalOfOrderId), renewedThumbprint: String(renewedThumbprint) };
    expect(order(everything, { alternativeOrderId: String(alternativeOrderId), ...particulars })).toEqual(everythingSent);
  });

  it("has no more than is wanted, what DigiCert requires, and its alternative id", () => {
    expect(order(least)).toEqual({
      certificate: { common_name: "api.corp.example", csr, signature_hash: "sha256" },
      order_validity: { years: 1 },
      organization: { id: 123456 },
      alternative_order_id: "pulumi1n1",
    });
  });

  it("has no null, no empty list, no empty object, nothing hidden and nothing unheard of", () => {
    const sparse: Plain = {
      ...least,
      dnsNames: [],
      serverPlatform: {},
      container: null,
      comments: undefined,
      orderValidity: { years: 1, days: null },
      organization: { id: 123456, contacts: [{}, null], name: null },
      __provider: "x",
      __urn: "y",
      nonsense: true,
    };
    expect(order(sparse)).toEqual(order(least));
  });

  it.each([
    ["autoRenew", "auto_renew"],
    ["enableGuestAccess", "enable_guest_access"],
  ])("has %s as 0 or 1", (input, wire) => {
    expect(order({ ...least, [input]: true })[wire]).toBe(1);
    expect(order({ ...least, [input]: false })[wire]).toBe(0);
    expect(order(least)).not.toHaveProperty(wire);
  });

  it("names the order that it renews, never the one that the first order was to renew", () => {
    const later = order(
      { ...least, renewalOfOrderId: 1, renewedThumbprint: "A".repeat(40), alternativeOrderId: "mine" },
      { renewalOfOrderId: 2 },
    );
    expect(later).toMatchObject({ renewal_of_order_id: 2, alternative_order_id: "pulumi1n1" });
    expect(later).not.toHaveProperty("renewed_thumbprint");
    expect(order({ ...least, renewalOfOrderId: 1 })).not.toHaveProperty("renewal_of_order_id");
  });

  it("has the id that an organization's details led to, in place of them", () => {
    const details = { name: "Corp Ltd", skipDuplicateOrgCheck: true };
    expect(order({ ...least, organization: details })["organization"]).toEqual({ name: "Corp Ltd", skip_duplicate_org_check: true });
    expect(order({ ...least, organization: details }, { organizationId: 77 })["organization"]).toEqual({ id: 77 });
    expect(order({ ...least, organization: { id: 5, ...details } }, { organizationId: 77 })["organization"]).toMatchObject({ id: 5 });
  });

  it("leaves the inputs as they are", () => {
    const before = structuredClone(everything);
    order(everything);
    expect(everything).toEqual(before);
  });

  // These have a default that is sent, or come from the order itself.
  const ofTheOrder = ["signatureHash", "alternativeOrderId", "renewalOfOrderId", "renewedThumbprint"];
  const onWire = inputPlaces.filter(({ leaf, wire, path }) => leaf && wire !== undefined && !ofTheOrder.includes(path));
  it.each(onWire.map(({ path, wire = "" }) => [path, wire]))("lacks %s only, once that is taken away", (path, wire) => {
    const whole = pathsOf(order(everything));
    const without = pathsOf(order(withValue(everything, path.replaceAll("[]", "[0]"), undefined)));
    expect(whole.filter((each) => !without.includes(each)).map(plain)).toEqual(everyPathAt(whole, wire));
  });
});

/** The paths of all values of a body, entries of lists numbered. */
function pathsOf(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) =>
    pathsOf(member, Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`),
  );
}

function plain(path: string): string {
  return path.replace(/\[\d+\]/g, "[]");
}

/** What stands at one place, which may be a list of plain values. */
function everyPathAt(paths: readonly string[], wire: string): readonly string[] {
  return paths.map(plain).filter((path) => path === wire || path === `${wire}[]`);
}

describe("the body of a reissue", () => {
  it("has what an order that exists can still take", () => {
    expect(encodeReissue(everything)).toEqual({
      certificate: {
        common_name: "*.corp.example",
        dns_names: ["api.corp.example", "10.0.0.7"],
        csr,
        signature_hash: "sha384",
        ca_cert_id: "10A101A05684",
        server_platform: { id: 45 },
      },
      comments: "For the load balancer.",
      skip_approval: true,
    });
  });

  it("has the server platform and the hash even where none is given", () => {
    expect(encodeReissue(least)).toEqual({
      certificate: { common_name: "api.corp.example", csr, signature_hash: "sha256", server_platform: { id: -1 } },
    });
  });
});
