/** Oddities of the real service, each on or off. */
import type { Warts } from "../../sandbox";
import { callerOf, codesOf, reissueBody, type Answered, type Caller } from "./caller";

/** Looks at the same thing with the wart off and on. */
async function bothWays<T>(wart: keyof Warts, look: (caller: Caller) => Promise<T>): Promise<readonly [off: T, on: T]> {
  const caller = await callerOf({ approval: "manual" });
  const at = async (value: boolean) => {
    await caller.sandbox.configure({ warts: { [wart]: value } });
    return look(caller);
  };
  return [await at(false), await at(true)];
}

function certificateOf({ body }: Answered): Readonly<Record<string, unknown>> {
  return body["certificate"] as Readonly<Record<string, unknown>>;
}

const infoOf = ({ get }: Caller, id: number) => get(`/order/certificate/${String(id)}`);

describe("the warts", () => {
  it("empty collections are {}", async () => {
    const [off, on] = await bothWays("emptyCollectionsAreMissing", async ({ get }) => (await get("/order/certificate")).body);
    expect(off).toEqual({ orders: [], page: { total: 0, limit: 1000, offset: 0 } });
    expect(on).toEqual({});
  });

  it("an unknown alternative id is not found", async () => {
    const [off, on] = await bothWays("unknownAlternativeIdIsNotFound", ({ get }) => get("/order/alternate/nobody"));
    expect([off.status, off.body]).toEqual([200, {}]);
    expect(codesOf(on)).toEqual([404, "not_found|order"]);
  });

  it("an organization that is [] in the list of orders", async () => {
    const [off, on] = await bothWays("missingObjectsAreLists", async ({ order, get }) => {
      await order();
      return (await get("/order/certificate")).body.orders[0]?.["organization"];
    });
    expect(off).toMatchObject({ id: 123456 });
    expect(on).toEqual([]);
  });

  it("strings where numbers are meant", async () => {
    const [off, on] = await bothWays(
      "numbersAsStrings",
      async ({ get }) => (await get("/product/private_ssl_plus")).body["allowed_validity_years"],
    );
    expect(off).toEqual([1, 2, 3]);
    expect(on).toEqual(["1", "2", "3"]);
  });

  it("ids as strings", async () => {
    const [off, on] = await bothWays(
      "idsAsStrings",
      async ({ order }) => typeof (await order({ skip_approval: false })).body.requests[0].id,
    );
    expect([off, on]).toEqual(["number", "string"]);
  });

  it("a blank among the names of an order that has no certificate", async () => {
    const [off, on] = await bothWays("blankDnsNames", async (caller) => {
      const { body } = await caller.order({ skip_approval: false });
      return certificateOf(await infoOf(caller, body.id))["dns_names"];
    });
    expect(off).toEqual([]);
    expect(on).toEqual([" "]);
  });

  it("requests without a status", async () => {
    const [off, on] = await bothWays("requestsWithoutStatus", async ({ order }) =>
      Object.keys((await order({ skip_approval: false })).body.requests[0]),
    );
    expect(off).toEqual(["id", "status"]);
    expect(on).toEqual(["id"]);
  });

  it("the common name among the further names", async () => {
    const [off, on] = await bothWays("commonNameAmongDnsNames", async (caller) => {
      const { body } = await caller.order({ certificate: { dns_names: ["b.corp.example"] } });
      return certificateOf(await infoOf(caller, body.id))["dns_names"];
    });
    expect(off).toEqual(["b.corp.example"]);
    expect(on).toEqual(["api.corp.example", "b.corp.example"]);
  });

  it("a request that tells of its order as it was", async () => {
    const [off, on] = await bothWays("staleOrderInRequest", async ({ order, get, sandbox }) => {
      const { body } = await order({ skip_approval: false });
      await sandbox.approve({ orderId: body.id });
      return (await get(`/request/${String(body.requests[0].id)}`)).body["order"];
    });
    expect(off).toMatchObject({ status: "issued" });
    expect(on).toMatchObject({ status: "needs_approval" });
  });

  it("a list of reissues that tells the first certificate's serial number", async () => {
    const [off, on] = await bothWays("repeatedSerialInReissues", async ({ order, get, sandbox }) => {
      const { body } = await order();
      await sandbox.reissueOutside(body.id);
      const [reissue] = (await get(`/order/certificate/${String(body.id)}/reissue`)).body["certificates"] as Readonly<
        Record<string, unknown>
      >[];
      const first = (await sandbox.orders()).find(({ id }) => id === body.id)?.certificates[0];
      return reissue?.["serial_number"] === first?.serialNumber;
    });
    expect([off, on]).toEqual([false, true]);
  });

  it("a reissue that must name its server platform", async () => {
    const [off, on] = await bothWays("reissueNeedsServerPlatform", async ({ order, post }) => {
      const { body } = await order();
      return post(`/order/certificate/${String(body.id)}/reissue`, reissueBody());
    });
    expect(off.status).toBe(201);
    expect(codesOf(on)).toEqual([400, "required_param:certificate.server_platform"]);
  });

  it("an immediate answer without the chain", async () => {
    const [off, on] = await bothWays("noChainInOrderAnswer", async ({ order }) => Object.keys((await order()).body));
    expect(off).toContain("certificate_chain");
    expect(on).toEqual(["id", "domains", "certificate_id"]);
  });

  it("an order's info without its CSR", async () => {
    const [off, on] = await bothWays("noCsrInOrderInfo", async (caller) => {
      const { body } = await caller.order();
      return certificateOf(await infoOf(caller, body.id));
    });
    expect(off).toHaveProperty("csr");
    expect(on).not.toHaveProperty("csr");
  });

  it("a renewed order that does not name its successor", async () => {
    const [off, on] = await bothWays("noRenewedOrderId", async (caller) => {
      const { body } = await caller.order();
      await caller.order({ renewal_of_order_id: body.id });
      return (await infoOf(caller, body.id)).body;
    });
    expect(off).toMatchObject({ is_renewed: true });
    expect(on).toMatchObject({ is_renewed: false, renewed_order_id: 0 });
  });

  it("a list of orders that tells of a revoked certificate while its order is issued", async () => {
    const [off, on] = await bothWays("certificateStatusInList", async (caller) => {
      const { body } = await caller.order();
      await caller.sandbox.revokeOutside(body.id, { certificateOnly: true });
      return (await caller.get("/order/certificate")).body.orders.at(-1);
    });
    expect(off).toMatchObject({ status: "issued" });
    expect(off?.["certificate"]).not.toHaveProperty("status");
    expect(on).toMatchObject({ status: "issued", certificate: { status: "revoked" } });
  });

  it("PEM with CRLF line ends", async () => {
    const [off, on] = await bothWays("crlf", async ({ order }) => (await order()).body.certificate_chain[0].pem);
    expect(off).not.toContain("\r");
    expect(on.split("\r\n")).toHaveLength(on.split("\n").length);
  });
});
