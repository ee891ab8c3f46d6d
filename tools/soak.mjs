/**
 * Programs that change at random, through the real engine and for an hour, while requests meet chaos, processes are killed, people act at DigiCert and time
 * passes: `npm run soak`. At the end of a run of an hour or more its figures become those of docs/reference/soak.md; what fails is kept in
 * reports/soak/seed<n>, with all that it takes to look into it.
 *
 *   --minutes 60    how long rounds begin
 *   --seed 1        what dice fall by; by default another one each time, which is printed
 *   --short         two minutes
 *   --unique no     the account does not require unique alternative order ids
 *   --keep          its figures become those of the documentation, however short it was
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { obtainEngine } from "./engine/obtain.mjs";
import { Failure, main, outcomeOf, succeed } from "./programs.mjs";
import { root, setUp } from "./setUp.mjs";
import { elapsed, say } from "./terminal.mjs";

const WHOLE_MINUTES = 60;

await main(async () => {
  const started = Date.now();
  const { values } = parseArgs({
    options: {
      minutes: { type: "string" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
      short: { type: "boolean", default: false },
      unique: { type: "string", default: "yes" },
      keep: { type: "boolean", default: false },
    },
  });
  const minutes = Number(values.minutes ?? (values.short ? 2 : WHOLE_MINUTES));
  if (!(minutes > 0)) throw new Failure(`--minutes ${String(values.minutes)} is no length of time`);
  await setUp();
  const { folder, version, from } = await obtainEngine();
  say(`Pulumi ${version}, ${from}; seed ${values.seed}, ${String(minutes)} minutes`);
  const env = {
    ...process.env,
    PULUMI_DIGICERT_ENGINE: folder,
    PULUMI_DIGICERT_SOAK_MINUTES: String(minutes),
    PULUMI_DIGICERT_SOAK_SEED: values.seed,
    PULUMI_DIGICERT_SOAK_UNIQUE: values.unique,
  };
  const { code } = await outcomeOf(process.execPath, [join("node_modules/.bin/jest"), "--selectProjects", "soak"], {
    cwd: root,
    env,
    show: true,
  });
  if (code !== 0) throw new Failure(`It did not hold, after ${elapsed(started)}: again with --seed ${values.seed}`);
  const results = join(root, "reports/soak", `seed${values.seed}`, "results.json");
  if (values.keep || minutes >= WHOLE_MINUTES) {
    await succeed(process.execPath, ["tools/runTypeScript.mjs", "tools/generateSoak.ts", "--from", results], { cwd: root });
  }
  say(readFileSync(results, "utf8"));
  say(`Nothing twice, nothing lost, nothing in use taken away, after ${elapsed(started)}`);
});
