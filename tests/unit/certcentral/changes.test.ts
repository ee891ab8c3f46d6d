import { against, json, order, thrownBy } from "./connected";

describe("what this process may have changed", () => {
  it("grows when a changing call is sent and when it is over, however it ends, and not with what only reads", async () => {
    const seen: number[] = [];
    await against(
      ({ method }) => (method === "GET" ? json(200, order) : { status: 400 }),
      async (client) => {
        await client.orders.info(12);
        seen.push(client.changes());
        const edit = thrownBy(client.orders.setAdditionalEmails(12, []));
        await new Promise(setImmediate);
        seen.push(client.changes());
        await edit;
        seen.push(client.changes());
      },
    );
    expect(seen).toEqual([0, 1, 2]);
  });
});
