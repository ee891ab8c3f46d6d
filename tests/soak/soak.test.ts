import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { describeWithEngine } from "../engine/harness";
import { soak, type SoakOptions } from "./soak";

/** `npm run soak` says how long, and with which seed; `npm test` soaks for a few rounds, always the same. */
const minutes = process.env["PULUMI_DIGICERT_SOAK_MINUTES"];
const seed = Number(process.env["PULUMI_DIGICERT_SOAK_SEED"] ?? "7");
const uniqueIds = process.env["PULUMI_DIGICERT_SOAK_UNIQUE"] !== "no";
const ROUNDS = 7;

const folder = join(__dirname, "../../reports/soak", `seed${String(seed)}`);
const goesOn: SoakOptions["goesOn"] = (rounds, since) => (minutes === undefined ? rounds < ROUNDS : since < Number(minutes));

describeWithEngine("stacks of one account, changed and run at random through chaos, kills, time and what people do outside", () => {
  it("order nothing twice, lose nothing, and take nothing away that is in use", async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const tally = await soak({ seed, uniqueIds, goesOn, folder });
    expect(tally).toMatchObject({ duplicates: 0, lost: 0, revokedInUse: 0, finished: true });
    expect(tally.comparisons).toBeGreaterThan(1);
  }, 14_400_000);
});
