import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Before the tests that run other people's clients: their environments. Where they cannot be made the tests are skipped, visibly; in CI they fail. */
export default function foreignFirst(): void {
  const tool = join(__dirname, "../../tools/foreignClients.mjs");
  const { status, stdout } = spawnSync(process.execPath, [tool], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status === 0) process.env["PULUMI_DIGICERT_FOREIGN_CLIENTS"] = stdout;
  else console.warn("\nOther people's clients could not be installed: the tests that run them are skipped, or fail in CI.\n");
}
