import { requestForPeople } from "../../../cli/sandboxWords";
import type { JournalEntry } from "../../../sandbox";

const order: JournalEntry = {
  n: 1,
  at: "2026-01-04T08:09:10.123Z",
  method: "POST",
  path: "/order/certificate/private_ssl_plus",
  query: {},
  headers: {},
  bodyText: "",
  carriedOut: true,
};

describe("a line of the sandbox's log", () => {
  it.each<[string, Partial<JournalEntry>, string]>([
    [
      "names the order that was placed",
      { status: 201, answer: { id: 5 }, body: {} },
      "201  POST   /order/certificate/private_ssl_plus  order 5",
    ],
    ["names the order that was renewed", { status: 201, answer: { id: 6 }, body: { renewal_of_order_id: 5 } }, "order 6, renews 5"],
    [
      "names why it was refused",
      { status: 403, answer: { errors: [{ code: "access_denied|missing_permission" }] } },
      "access_denied|missing_permission",
    ],
    [
      "names the fault, and shows that no answer came",
      { fault: "dropAfter" },
      "–    POST   /order/certificate/private_ssl_plus  fault: dropAfter",
    ],
  ])("%s", (_what, entry, words) => {
    const line = requestForPeople({ ...order, ...entry });
    expect(line).toContain(words);
    expect(line.startsWith("08:09:10  ")).toBe(true);
  });
});
