import { readFileSync } from "node:fs";
import { join } from "node:path";

import results from "../soak/results.json";

/** What befalls requests in the sandbox's chaos. */
const faults = ["dropBefore", "dropAfter", "cutAnswer", "malformed", "delay", "late", "status"];

describe("the results of the soak, from which its page in docs is made", () => {
  it("are those of a long run, in an account that requires unique ids", () => {
    expect(results.minutes).toBeGreaterThanOrEqual(60);
    expect(results.uniqueIds).toBe(true);
  });

  it("say that nothing was placed twice, nothing lost, nothing in use taken away, up to the comparison after the last round", () => {
    expect(results).toMatchObject({ duplicates: 0, lost: 0, revokedInUse: 0, finished: true });
    expect(results.comparisons).toBeGreaterThanOrEqual(10);
  });

  it("have met every fault of the chaos, and kills of both processes", () => {
    expect(Object.keys(results.faults).sort()).toEqual([...faults].sort());
    expect(Object.keys(results.kills).sort()).toEqual(["command", "provider"]);
  });

  it("stand on the page", () => {
    const page = readFileSync(join(__dirname, "../../docs/reference/soak.md"), "utf8").replace(/ +/g, " ");
    for (const [what, count] of Object.entries(results.faults)) expect(page).toContain(`| ${what} | ${String(count)} |`);
    expect(page).toContain(`| rounds | ${String(results.rounds)} |`);
  });
});
