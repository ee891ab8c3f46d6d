import results from "../faults/results.json";
import { faultKinds, lateKinds } from "../faults/kinds";
import { scenarios, type Scenario } from "../faults/scenarios";

const cells = results.flatMap(({ scenario, mode, exchange, runs }) =>
  Object.keys(runs).map((kind) => ({ scenario, mode, exchange, kind })),
);

describe("the results of the fault matrix, from which its table in docs is made", () => {
  it("are those of every scenario, however the account answers, with every fault there is", () => {
    const wanted = Object.entries(scenarios).flatMap(([name, { modes }]: readonly [string, Scenario]) =>
      modes.map((mode) => `${name}, ${mode}`),
    );
    expect(new Set(results.map(({ scenario, mode }) => `${scenario}, ${mode}`))).toEqual(new Set(wanted));
    const kinds = [...faultKinds, ...lateKinds].map(({ name }) => name);
    expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  it("are of at least 200 cells, 60 of them at a call that orders, reissues or revokes", () => {
    expect(cells.length).toBeGreaterThanOrEqual(200);
    expect(cells.filter(({ exchange }) => /^POST |\/revoke /.test(exchange)).length).toBeGreaterThanOrEqual(60);
  });

  it("have held in every cell", () => {
    expect(results.filter((met) => "failed" in met)).toEqual([]);
  });

  it("name each exchange that changes something with each fault that may befall it", () => {
    const changing = results.filter(({ exchange, unique }) => unique && !exchange.startsWith("GET "));
    for (const { runs } of changing) expect(Object.keys(runs)).toEqual(expect.arrayContaining(faultKinds.map(({ name }) => name)));
  });
});
