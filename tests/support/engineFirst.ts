import { spawnSync } from "node:child_process";
import { join } from "node:path";

import buildFirst from "./buildFirst";

/**
 * Before the levels that need a Pulumi engine: a build, and where the engine is. None is fetched here (`npm test` has done that): without one the
 * tests are skipped, visibly; where it is required (CI, or PULUMI_DIGICERT_REQUIRE_ENGINE) they fail.
 */
export default function engineFirst(): void {
  buildFirst();
  if (process.env["PULUMI_DIGICERT_ENGINE"] !== undefined) return;
  const tool = [join(__dirname, "../../tools/engine.mjs"), "--if-present", "--print"];
  const { status, stdout } = spawnSync(process.execPath, tool, { encoding: "utf8" });
  if (status === 0) process.env["PULUMI_DIGICERT_ENGINE"] = stdout.trim();
  else console.warn("\nNo Pulumi engine at hand: the tests that need one are skipped. `npm run engine` gets one.\n");
}
