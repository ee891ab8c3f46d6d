import type { OrderInfo } from "../../../provider/certcentral/answers";
import type { Inputs } from "../../../provider/lifecycle/action";
import { askedOf } from "../../../provider/lifecycle/asked";
import { emptyState, type State } from "../../../provider/lifecycle/state";
import { askedOtherwise, wantedKey } from "../../../provider/lifecycle/wish";
import { inHand, other, own, wanted } from "./certificates";

const key = wantedKey({ csr: own.csrPem });
const nothing = emptyState("stem");

function order(over: Partial<OrderInfo> = {}, certificate: Partial<OrderInfo["certificate"]> = {}): OrderInfo {
  return {
    orderId: 5,
    status: "issued",
    product: "private_ssl_plus",
    organizationId: 7,
    containerId: 1,
    validity: { years: 1 },
    requests: [],
    ...over,
    certificate: {
      id: 50,
      commonName: "a.example",
      dnsNames: ["b.example", "a.example"],
      csr: own.csrPem,
      signatureHash: "sha256",
      caCertId: "ABC",
      ...certificate,
    },
  };
}

/** What differs between an order that was found and the wish. */
function differs(info: OrderInfo, wish: Inputs = wanted, state: State = nothing, found = key): readonly string[] {
  return Object.keys(askedOtherwise(wish, askedOf(info, found, wish, state), info.organizationId));
}

describe("an order that was found", () => {
  it("answers the wish that it shows, whatever CA and container DigiCert chose and whatever trigger is wanted", () => {
    expect(differs(order())).toEqual([]);
    expect(differs(order(), { ...wanted, renewal: { trigger: "now" } })).toEqual([]);
  });

  it.each<[string, OrderInfo]>([
    ["commonName", order({}, { commonName: "c.example", dnsNames: ["a.example", "b.example", "c.example"] })],
    ["dnsNames", order({}, { dnsNames: ["a.example"] })],
    ["signatureHash", order({}, { signatureHash: "sha512" })],
    ["organizationUnits", order({}, { organizationUnits: ["Ops"] })],
    ["product", order({ product: "private_ssl_flex" })],
    ["organization", order({ organizationId: 8 })],
    ["validity", order({ validity: { years: 2 } })],
  ])("with another %s answers another wish", (name, info) => {
    expect(differs(info)).toContain(name);
  });

  it("with another CA or container than the program names answers another wish", () => {
    expect(differs(order(), { ...wanted, caCertId: "DEF", container: { id: 2 } })).toEqual(["caCertId", "container"]);
  });

  it("is judged by its key, which the leaf tells where the order does not", () => {
    const otherKey = wantedKey({ csr: other.csrPem });
    expect(differs(order({}, { csr: other.csrPem }), wanted, nothing, otherKey)).toEqual(["csr"]);
    const { csr: _, ...certificate } = order().certificate;
    expect(differs({ ...order(), certificate }, wanted, nothing, otherKey)).toEqual(["csr"]);
    expect(differs({ ...order(), certificate }, wanted, nothing, undefined)).toEqual([]);
    expect(differs(order({}, { csr: "no request" }))).toEqual([]);
  });

  it("that shows no names yet is not bought again for that", () => {
    expect(differs(order({ status: "needs_approval" }, { dnsNames: [] }))).toEqual([]);
    expect(differs(order({ status: "issued" }, { dnsNames: [] }))).toEqual(["dnsNames"]);
  });

  it("that shows one validity in another form is not bought again for that", () => {
    const shown = { validFrom: "2026-01-01", validTill: "2026-12-31" };
    expect(differs(order({ validity: { days: 365 } }, shown))).toEqual([]);
    expect(differs(order({ validity: { customExpirationDate: "2027-01-01" } }, shown))).toEqual([]);
    expect(differs(order({ validity: { days: 90 } }, { validFrom: "2026-01-01", validTill: "2026-04-01" }))).toEqual(["validity"]);
    expect(
      differs(order({ validity: { days: 2 } }, { validFrom: "2026-01-01", validTill: "2026-01-03" }), {
        ...wanted,
        orderValidity: { days: 1 },
      }),
    ).toEqual(["validity"]);
  });

  describe("for an organisation by details", () => {
    const byDetails = { ...wanted, organization: { name: "Acme" } };

    it("is taken for the one that the details led to, where nobody knows better", () => {
      expect(differs(order(), byDetails)).toEqual([]);
    });

    it("is not, where these details are known to lead to another", () => {
      expect(differs(order({ organizationId: 8 }), byDetails, inHand(byDetails))).toEqual(["organization"]);
      expect(differs(order({ organizationId: 7 }), byDetails, inHand(byDetails))).toEqual([]);
    });

    it("is not, where its organisation is that of other details", () => {
      const moved = { ...wanted, organization: { name: "Other" } };
      expect(differs(order({ organizationId: 7 }), moved, inHand(byDetails))).toEqual(["organization"]);
      expect(differs(order({ organizationId: 9 }), moved, inHand(byDetails))).toEqual([]);
    });
  });
});
