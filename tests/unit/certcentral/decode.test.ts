import {
  flag,
  id,
  list,
  listOf,
  may,
  must,
  orEmpty,
  record,
  text,
  texts,
  whole,
  WrongShape,
  type Decoder,
} from "../../../provider/certcentral/decode";

const order = record({
  orderId: must("id", id),
  status: must("status", text),
  organizationId: may("organization.id", id),
  renewedOrderId: may("renewed_order_id", id),
  autoRenew: may("auto_renew", flag),
  note: may("note", text),
  certificate: must("certificate", orEmpty(record({ dnsNames: must("dns_names", texts) }))),
  requests: list("requests", record({ id: must("id", id) })),
});

function complaint<T>(decode: Decoder<T>, value: unknown): string {
  try {
    decode(value, "");
  } catch (error) {
    if (error instanceof WrongShape) return error.message;
    throw error;
  }
  return "none";
}

describe("a number that JSON can write and JavaScript cannot keep", () => {
  it.each(["9007199254740993", "1e400", "-1e400", "1e21"])(
    "is refused where a text is expected, since its digits are lost: %s",
    (written) => {
      expect(complaint(text, JSON.parse(written))).toContain("instead of a text");
    },
  );

  it("is plain zero where it is a zero below zero", () => {
    for (const written of ["-0", '"-0"', "-0.0"]) expect(Object.is(whole(JSON.parse(written), ""), 0)).toBe(true);
  });
});

describe("an answer of DigiCert's", () => {
  it("is read with numbers that are written as texts", () => {
    expect(order({ id: "123", status: "issued", auto_renew: "1" }, "")).toMatchObject({ orderId: 123, autoRenew: true });
    expect(listOf(whole)(["1", 2], "")).toEqual([1, 2]);
    expect(text(1005, "")).toBe("1005");
  });

  it("is read where a missing object is an empty list", () => {
    expect(order({ id: 1, status: "issued", organization: [], certificate: [] }, "")).toEqual({
      orderId: 1,
      status: "issued",
      certificate: { dnsNames: [] },
      requests: [],
    });
  });

  it("is read where an empty list is an object, is null, or is missing", () => {
    for (const requests of [{}, [], null, undefined]) expect(order({ id: 1, status: "issued", requests }, "").requests).toEqual([]);
  });

  it("is read where a list with gaps became an object with numbers for names", () => {
    expect(order({ id: 1, status: "issued", requests: { "0": { id: 7 }, "2": { id: 9 } } }, "").requests).toEqual([{ id: 7 }, { id: 9 }]);
  });

  it("has no members that say nothing: null, an empty text, the order number 0, a blank name", () => {
    const read = order(
      {
        id: 1,
        status: "issued",
        note: "",
        renewed_order_id: 0,
        auto_renew: null,
        organization: { id: "0" },
        certificate: { dns_names: [" "] },
      },
      "",
    );
    expect(Object.keys(read).sort()).toEqual(["certificate", "orderId", "requests", "status"]);
    expect(read.certificate.dnsNames).toEqual([]);
  });

  it.each([
    [{ status: "issued" }, "`id` is missing instead of a whole number"],
    [{ id: 0, status: "issued" }, "`id` is a number instead of an id"],
    [{ id: 1.5, status: "issued" }, "`id` is a number instead of a whole number"],
    [{ id: "12 or so", status: "issued" }, "`id` is a string instead of a whole number"],
    [{ id: 1, status: ["issued"] }, "`status` is a list instead of a text"],
    [{ id: 1, status: "issued", organization: { id: {} } }, "`organization.id` is an object instead of a whole number"],
    [{ id: 1, status: "issued", auto_renew: "perhaps" }, "`auto_renew` is a string instead of true or false"],
    [{ id: 1, status: "issued", requests: [{ id: 1 }, { id: null }] }, "`requests[1].id` is null instead of a whole number"],
    [{ id: 1, status: "issued", requests: "none" }, "`requests` is a string instead of a list"],
    [{ id: 1, status: "issued", certificate: { dns_names: [{}] } }, "`certificate.dns_names[0]` is an object instead of a text"],
    ["text", "`the answer` is a string instead of an object"],
    [[1], "`the answer` is a list instead of an object"],
    [null, "`the answer` is null instead of an object"],
  ])("of the wrong shape is a complaint that names the member and shows no value: %j", (value, expected) => {
    expect(complaint(order, value)).toBe(expected);
  });
});
