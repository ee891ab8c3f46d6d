import { X509Certificate } from "node:crypto";

import { callerOf, codesOf } from "./caller";

const now = new Date("2026-03-01T12:00:00Z");

/** When an order that asks for this validity ends. */
async function endOf(validity: Readonly<Record<string, unknown>>, clock = now): Promise<string> {
  const { order } = await callerOf({}, { now: clock });
  const { body } = await order({ order_validity: undefined, ...validity });
  return new Date(new X509Certificate(body.certificate_chain[0].pem).validTo).toISOString();
}

describe("the validity of an order", () => {
  it.each([
    ["years", { order_validity: { years: 2 } }, "2028-03-01"],
    ["days", { order_validity: { days: 40 } }, "2026-04-10"],
    ["a custom date in words", { order_validity: { custom_expiration_date: "09 JUN 2026" } }, "2026-06-09"],
    ["deprecated years", { validity_years: 3 }, "2029-03-01"],
    ["deprecated days", { validity_days: 1 }, "2026-03-02"],
    ["a deprecated custom date, as ISO writes it", { custom_expiration_date: "2026-06-09" }, "2026-06-09"],
  ])("may be given by %s, and ends with that day", async (_form, validity, end) => {
    expect(await endOf(validity)).toBe(`${end}T23:59:59.000Z`);
  });

  it.each([
    ["days override years", { order_validity: { years: 1, days: 10 } }, "2026-03-11"],
    ["a date overrides both", { order_validity: { years: 1, days: 10, custom_expiration_date: "09 JUN 2026" } }, "2026-06-09"],
    ["deprecated days override years", { validity_years: 1, validity_days: 10 }, "2026-03-11"],
    ["a deprecated date overrides both", { validity_years: 1, validity_days: 10, custom_expiration_date: "2026-06-09" }, "2026-06-09"],
    ["order_validity replaces them all", { order_validity: { years: 1 }, custom_expiration_date: "2026-06-09" }, "2027-03-01"],
  ])("has its precedence: %s", async (_rule, validity, end) => {
    expect(await endOf(validity)).toBe(`${end}T23:59:59.000Z`);
  });

  it("of a year from a leap day ends on 28 February", async () => {
    expect(await endOf({ order_validity: { years: 1 } }, new Date("2028-02-29T12:00:00Z"))).toBe("2029-02-28T23:59:59.000Z");
  });

  it("begins at midnight, UTC, and an hour before it was issued at the latest", async () => {
    const begins = async (clock: string) => {
      const { order } = await callerOf({}, { now: new Date(clock) });
      return new Date(new X509Certificate((await order()).body.certificate_chain[0].pem).validFrom).toISOString();
    };
    expect(await begins("2026-03-01T12:00:00Z")).toBe("2026-03-01T00:00:00.000Z");
    expect(await begins("2026-03-01T00:30:00Z")).toBe("2026-02-28T00:00:00.000Z");
  });

  it("must be there", async () => {
    const { order } = await callerOf();
    expect(codesOf(await order({ order_validity: undefined }))).toEqual([400, "required_param:order_validity"]);
    expect(codesOf(await order({ order_validity: {} }))).toEqual([400, "required_param:order_validity.years"]);
  });

  it.each([
    ["four years", { order_validity: { years: 4 } }, "order_validity.years"],
    ["no day at all", { order_validity: { days: 0 } }, "order_validity.days"],
    ["a date that has passed", { order_validity: { custom_expiration_date: "01 JAN 2020" } }, "order_validity.custom_expiration_date"],
    ["a date that does not exist", { order_validity: { custom_expiration_date: "31 JUN 2027" } }, "order_validity.custom_expiration_date"],
    [
      "an ISO date where words are asked for",
      { order_validity: { custom_expiration_date: "2027-06-09" } },
      "order_validity.custom_expiration_date",
    ],
    ["words where an ISO date is asked for", { custom_expiration_date: "09 JUN 2027" }, "custom_expiration_date"],
  ])("is not %s", async (_what, validity, path) => {
    const { order } = await callerOf({}, { now });
    expect(codesOf(await order({ order_validity: undefined, ...validity }))).toEqual([400, `invalid_value:${path}`]);
  });

  it("may have the other format of dates, or an ISO time, where the sandbox is lenient", async () => {
    const { order } = await callerOf({}, { now, strict: false });
    expect((await order({ order_validity: { custom_expiration_date: "2027-06-09" } })).status).toBe(201);
    expect((await order({ order_validity: undefined, custom_expiration_date: "2027-06-09T12:00:00Z" })).status).toBe(201);
  });
});
