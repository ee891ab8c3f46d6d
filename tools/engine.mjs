/**
 * Obtains a Pulumi engine, so that tests and demo run a real `pulumi up` on a machine that has none: `npm run engine`.
 *
 *   --print       standard output is the folder for PATH, and nothing else
 *   --if-present  fetches and builds nothing: fails where no engine is at hand
 */
import { engineAtHand, obtainEngine } from "./engine/obtain.mjs";
import { Failure, main } from "./programs.mjs";
import { say } from "./terminal.mjs";

await main(async () => {
  const engine = process.argv.includes("--if-present") ? await engineAtHand() : await obtainEngine();
  if (engine === undefined) throw new Failure("No Pulumi engine at hand: npm run engine gets one");
  if (process.argv.includes("--print")) console.log(engine.folder);
  else say(`Pulumi ${engine.version}, ${engine.from}: ${engine.folder}`);
});
