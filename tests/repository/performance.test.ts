import { spawnSync } from "node:child_process";

import results from "../../bench/results.json";
import { figures } from "../../bench/figures";
import { MOST_FOR_ALL, planned } from "../../bench/planned";
import type { Results } from "../../bench/summary";
import { root, textOf } from "../support/repositoryFiles";

const measured = results as unknown as Results;
const sizes = new Set(measured.cells.map(({ size }) => size));

describe("the results of the bench, from which its page in docs is made", () => {
  it("are those of every command and every way, of numbers for which all are compared", () => {
    const few = [...sizes].filter((size) => size <= MOST_FOR_ALL);
    const wanted = planned({ sizes: few.join(","), repeat: "1" }).flatMap(({ size, variants, steps }) =>
      steps.flatMap((step) => variants.map((variant) => `${String(size)} ${step} ${variant}`)),
    );
    expect(wanted.length).toBeGreaterThanOrEqual(24);
    const found = measured.cells.filter(({ size }) => size <= MOST_FOR_ALL);
    expect(new Set(found.map(({ size, step, variant }) => `${String(size)} ${step} ${variant}`))).toEqual(new Set(wanted));
  });

  it("are of a few and of many: 300 twice at least, and 1,000", () => {
    expect([...sizes].sort((one, other) => one - other)).toEqual([1, 100, 300, 1000]);
    expect(Math.min(...measured.cells.filter(({ size }) => size === 300).map(({ repetitions }) => repetitions))).toBeGreaterThanOrEqual(2);
  });

  it("reach what was asked for, or the page says why not", () => {
    expect(figures(measured).filter(({ holds, note }) => holds === false && note === undefined)).toEqual([]);
  });

  it("came from commands that all succeeded", () => {
    expect(measured.cells.filter(({ failures, repetitions }) => failures > 0 || repetitions === 0)).toEqual([]);
  });

  it("say on what they were measured", () => {
    expect(measured.measured).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const version of Object.values(measured.versions)) expect(version).toMatch(/^\d+[.]\d+[.]\d+/);
    expect(measured.machine.cores).toBeGreaterThan(0);
  });

  it("are what page and pictures tell", () => {
    expect(textOf("docs/reference/performance.md")).toContain("npm run bench");
    const generator = ["tools/runTypeScript.mjs", "tools/generatePerformance.ts", "--check"];
    const { status, stderr } = spawnSync(process.execPath, generator, { cwd: root, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
