import { connect } from "../../../provider/certcentral/client";
import { accountOrders, products } from "../../../cli/accountOrders";
import { startAnswering, type AnsweringServer, type Received } from "../../support/answeringServer";

let server: AnsweringServer;

afterEach(() => server.stop());

interface Row {
  readonly id: number;
  readonly product: string;
}

/** What is collected from an account that answers so, and what is said meanwhile. */
async function collected(
  rowsFor: (asked: { readonly product: string; readonly offset: number }) => { readonly rows: readonly Row[]; readonly total?: number },
) {
  server = await startAnswering(({ query }: Received) => {
    const { rows, total } = rowsFor({ product: query["filters[product_name_id]"] ?? "", offset: Number(query["offset"]) });
    const orders = rows.map(({ id, product }) => ({ id, status: "issued", product_name_id: product }));
    return { status: 200, body: JSON.stringify({ orders, ...(total === undefined ? {} : { page: { total } }) }) };
  });
  const client = connect({
    apiKey: `key of ${server.url}`,
    baseUrl: server.url,
    region: "us",
    version: "0",
    beforeChange: () => undefined,
  });
  const said: string[] = [];
  const orders = await accountOrders(client, { say: (sentence) => said.push(sentence), end: () => said.push("end") });
  return {
    ids: orders.map(({ orderId }) => orderId),
    said,
    asked: server.received.map(({ query }) => [query["filters[product_name_id]"], query["offset"]]),
  };
}

describe("the orders of an account", () => {
  it("are asked for by product, page by page, and say how far they are", async () => {
    const found = await collected(({ product, offset }) => {
      if (product !== "private_ssl_plus") return { rows: [] };
      return { rows: [3, 1, 2].slice(offset, offset + 2).map((id) => ({ id, product })), total: 3 };
    });
    expect(found).toEqual({
      ids: [1, 2, 3],
      said: ["Reading orders of private_ssl_plus: 2 of 3", "end"],
      asked: products.flatMap((product) =>
        product === "private_ssl_plus"
          ? [
              [product, "0"],
              [product, "2"],
            ]
          : [[product, "0"]],
      ),
    });
  });

  it("are read once where DigiCert ignores the filter, and those of other products are left out", async () => {
    const all = [
      { id: 1, product: "ssl_plus" },
      { id: 2, product: "private_ssl_wildcard" },
    ];
    const found = await collected(() => ({ rows: all, total: 2 }));
    expect(found).toMatchObject({ ids: [2], asked: [["private_ssl_flex", "0"]] });
  });

  it("are each there once, where orders placed meanwhile move the pages", async () => {
    const found = await collected(({ product, offset }) => ({
      rows: product !== "private_ssl_plus" ? [] : (offset === 0 ? [1, 2] : [2, 3]).map((id) => ({ id, product })),
      total: product === "private_ssl_plus" ? 3 : 0,
    }));
    expect(found.ids).toEqual([1, 2, 3]);
  });

  it("end with a warning where the list ends before its time, and never go on for ever", async () => {
    const warned = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const found = await collected(({ product }) =>
      product === "private_ssl_plus" ? { rows: [{ id: 1, product }], total: 9 } : { rows: [] },
    );
    expect(found.ids).toEqual([1]);
    expect(warned.mock.calls).toEqual([["DigiCert's list of private_ssl_plus ended after 1 of 9 orders: run again\n"]]);
    warned.mockRestore();
  });
});
