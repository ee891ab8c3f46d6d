import mutations from "../faults/mutations.json";
import { textOf } from "../support/repositoryFiles";

const named = mutations.map((mutation, index) => [`${String(index + 1)} (${mutation.rule})`, mutation] as const);

describe("the list of mutations that `npm run test:mutations` carries out", () => {
  it("is long, and names no rule twice", () => {
    expect(mutations.length).toBeGreaterThanOrEqual(30);
    expect(new Set(mutations.map(({ rule }) => rule)).size).toBe(mutations.length);
  });

  it.each(named)("finds each text once, within one line of its file: %s", (_, { file, before, after }) => {
    expect(file).toMatch(/^provider\//);
    expect(textOf(file).split(before)).toHaveLength(2);
    expect(`${before}${after}`).not.toContain("\n");
    expect(after).not.toBe(before);
  });

  it.each(named)("finds the test that turns red: %s", (_, { level, test, turnsRed }) => {
    expect(test).toMatch(new RegExp(`^tests/${level}/.*[.]test[.]ts$`));
    expect(textOf(test)).toContain(turnsRed);
  });
});
