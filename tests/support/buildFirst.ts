import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Before the levels that run what is published: `dist` is built from the sources as they are. */
export default function buildFirst(): void {
  execFileSync(process.execPath, [join(__dirname, "../../tools/setUp.mjs")], { stdio: "inherit" });
}
