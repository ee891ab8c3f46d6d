import { effectiveValidity, validityForms, validityProblem, wantedEnd } from "../../../provider/request/validity";
import { dayOf, dayOfNumbers, dayOfWords, inWords } from "../../../provider/request/dates";
import type { Plain } from "../../../provider/request/field";
import { now, unknown } from "./wish";

describe("the validity that counts", () => {
  const inWordsForm = { customExpirationDate: "09 JUN 2030" };
  const old = { customExpirationDate: "2031-01-02", validityDays: 20, validityYears: 3 };
  it.each<[string, Plain, unknown]>([
    ["a date over days and years", { orderValidity: { ...inWordsForm, days: 90, years: 2 } }, { kind: "date", date: "2030-06-09" }],
    ["days over years", { orderValidity: { days: 90, years: 2 } }, { kind: "days", days: 90 }],
    ["years alone", { orderValidity: { years: 2 } }, { kind: "years", years: 2 }],
    ["the old date over old days and years", old, { kind: "date", date: "2031-01-02" }],
    ["old days over old years", { validityDays: 20, validityYears: 3 }, { kind: "days", days: 20 }],
    ["years of the new family over a date of the old", { orderValidity: { years: 1 }, ...old }, { kind: "years", years: 1 }],
    ["the old family where the new one is empty", { orderValidity: {}, ...old }, { kind: "date", date: "2031-01-02" }],
    [
      "the old family where the new one is null throughout",
      { orderValidity: { years: null, days: null }, validityYears: 3 },
      { kind: "years", years: 3 },
    ],
    ["nothing where nothing is given", {}, undefined],
    ["nothing that is not known yet", { orderValidity: { days: unknown, years: 2 } }, undefined],
    ["nothing while the new family is not known yet", { orderValidity: unknown, ...old }, undefined],
    ["what overrides what is not known yet", { orderValidity: { days: 90, years: unknown } }, { kind: "days", days: 90 }],
  ])("is %s", (_, inputs, counted) => {
    expect(effectiveValidity(inputs)).toEqual(counted);
  });

  it("is the first of all that are given", () => {
    const all = {
      orderValidity: { years: 1, days: 2, customExpirationDate: "x" },
      validityYears: 3,
      validityDays: 4,
      customExpirationDate: "y",
    };
    expect(validityForms(all).map(({ input }) => input)).toEqual([
      "orderValidity.customExpirationDate",
      "orderValidity.days",
      "orderValidity.years",
      "customExpirationDate",
      "validityDays",
      "validityYears",
    ]);
  });
});

describe("the end that is wanted", () => {
  it.each<[Plain, string | undefined]>([
    [{ orderValidity: { days: 40 } }, "2027-01-03T12:00:00.000Z"],
    [{ orderValidity: { years: 2 } }, "2028-11-24T12:00:00.000Z"],
    [{ orderValidity: { customExpirationDate: "29 FEB 2028" } }, "2028-02-29T00:00:00.000Z"],
    [{ customExpirationDate: "2030-06-09" }, "2030-06-09T00:00:00.000Z"],
    [{ orderValidity: { customExpirationDate: "31 JUN 2030" } }, undefined],
    [{}, undefined],
    [{ orderValidity: unknown }, undefined],
  ])("of %j is %s", (inputs, end) => {
    expect(wantedEnd(inputs, now)?.toISOString()).toBe(end);
  });

  it("is refused where an order placed now would end in the past", () => {
    expect(validityProblem({ orderValidity: { customExpirationDate: "24 NOV 2026" } }, now)).toBe(
      "orderValidity.customExpirationDate is 2026-11-24, which is not in the future: set a later date, or a validity in days or years",
    );
    expect(validityProblem({ customExpirationDate: "2020-01-01" }, now)).toContain("customExpirationDate is 2020-01-01");
    expect(validityProblem({ orderValidity: { days: 90 }, customExpirationDate: "2020-01-01" }, now)).toBeUndefined();
    expect(validityProblem({ orderValidity: { customExpirationDate: "25 NOV 2026" } }, now)).toBeUndefined();
  });
});

describe("a date", () => {
  it.each([
    ["09 JUN 2030", "2030-06-09"],
    ["09 jun 2030", "2030-06-09"],
    ["29 FEB 2028", "2028-02-29"],
    ["29 FEB 2000", "2000-02-29"],
    ["31 DEC 2026", "2026-12-31"],
  ])("in words, %s, is the day %s", (text, day) => {
    expect(dayOfWords(text)).toBe(day);
    expect(inWords(day)).toBe(text.toUpperCase());
    expect(dayOf(text)).toBe(day);
  });

  it.each([
    "29 FEB 2027",
    "29 FEB 2100",
    "31 APR 2030",
    "00 JAN 2030",
    "32 JAN 2030",
    "9 JUN 2030",
    "09-JUN-2030",
    "09 JUI 2030",
    "09 JUN 30",
    " 09 JUN 2030",
    "",
  ])("is not %j", (text) => {
    expect(dayOfWords(text)).toBeUndefined();
    expect(dayOf(text)).toBeUndefined();
  });

  it.each(["2027-02-29", "2100-02-29", "2030-04-31", "2030-00-10", "2030-6-9", "09.06.2030", "2030-06-09Z", ""])(
    "in numbers is not %j",
    (text) => {
      expect(dayOfNumbers(text)).toBeUndefined();
    },
  );

  it.each(["2028-02-29", "2000-02-29", "2030-12-31"])("in numbers is %s", (text) => {
    expect(dayOfNumbers(text)).toBe(text);
    expect(dayOf(`${text}T23:59:59+00:00`)).toBe(text);
  });
});
