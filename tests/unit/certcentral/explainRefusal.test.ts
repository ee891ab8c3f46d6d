import { explainRefusal } from "../../../provider/certcentral/account";
import { ApiError } from "../../../provider/errors";
import type { Received, Reply } from "../../support/answeringServer";
import { against, json } from "./connected";

const product = {
  name_id: "private_ssl_plus",
  name: "Private SSL",
  allowed_validity_years: ["1", "2"],
  signature_hash_types: {
    allowed_hash_types: [
      { id: "sha256", name: "SHA-256" },
      { id: "sha384", name: "SHA-384" },
    ],
  },
  allowed_ca_certs: [
    { id: "3EE6E4F6856DF7FC", name: "Example Private CA" },
    { id: "10A101A05684", name: "Another CA" },
  ],
};

const organizations = [
  { id: 1, name: "Example", status: "active" },
  { id: 2, name: "Former", is_active: false },
  { id: 3, name: "Gone", status: "inactive" },
];

function account({ path }: Received): Reply {
  if (path.endsWith("/product/private_ssl_plus")) return json(200, product);
  if (path.endsWith("/product")) return json(200, { products: [product, { name_id: "ssl_basic", name: "Standard SSL" }] });
  if (path.endsWith("/organization")) return json(200, { organizations });
  return { status: 404 };
}

function refusal(code: string, message = "Words."): ApiError {
  const call = { method: "POST", path: "order/certificate/private_ssl_plus", account: "region us" };
  return new ApiError(call, { status: 400, errors: [{ code, message }] });
}

/** What is said of a refusal, and what was asked for it. */
async function explained(error: ApiError, reply = account, body: Readonly<Record<string, unknown>> = {}) {
  return await against(reply, async (client, { received }) => {
    const said = await explainRefusal(client, "private_ssl_plus", body, error);
    return { said, asked: received.map(({ path, query }) => `${path.replace("/services/v2/", "")} ${JSON.stringify(query)}`) };
  });
}

describe("a refused order is explained by one look-up:", () => {
  it.each([
    [
      refusal("required_param:certificate.ca_cert_id"),
      "; allowed as ca_cert_id of private_ssl_plus: 3EE6E4F6856DF7FC (Example Private CA), 10A101A05684 (Another CA)",
    ],
    [refusal("invalid_value", "The signature_hash is not allowed."), "; allowed as signature_hash of private_ssl_plus: sha256, sha384"],
    [refusal("invalid_value:order_validity.years"), "; allowed as validity in years of private_ssl_plus: 1, 2"],
    [refusal("not_found|organization"), "; allowed as organization: 1 (Example)"],
    [refusal("not_found|product"), "; allowed as product: private_ssl_plus"],
  ])("%s", async (error, expected) => {
    const { said, asked } = await explained(error);
    expect(said).toBe(expected);
    expect(asked).toHaveLength(1);
  });

  it("in the container of the order", async () => {
    const { asked } = await explained(refusal("not_found|organization"), account, { container: { id: 15 } });
    expect(asked).toEqual(['organization {"container_id":"15"}']);
  });

  it("with some of very many values", async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index + 1, name: `Organization ${String(index + 1)}` }));
    const { said } = await explained(refusal("not_found|organization"), () => json(200, { organizations: many }));
    expect(said).toMatch(/ 12 \(Organization 12\), and 88 more$/);
  });
});

describe("a refused order is not explained", () => {
  it.each(["insufficient_balance", "required_param:organization_contact.email", "invalid_value:certificate.organization_units"])(
    "and nothing is looked up, where no look-up could tell: %s",
    async (code) => {
      expect(await explained(refusal(code))).toEqual({ said: undefined, asked: [] });
    },
  );

  it.each<[string, Reply]>([
    ["fails", { status: 403 }],
    ["has the wrong shape", json(200, { organizations: "none" })],
    ["names nothing", json(200, {})],
  ])("where the look-up %s: the refusal itself is what counts", async (_, reply) => {
    expect(await explained(refusal("not_found|organization"), () => reply)).toMatchObject({ said: undefined });
  });
});
