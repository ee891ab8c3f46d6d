import { homedir } from "node:os";
import { join } from "node:path";

/** What tools keep for all clones of this repository: outside of them, so that a fresh one finds it. @param {string[]} parts */
export function cacheFolder(...parts) {
  const cache = process.env["XDG_CACHE_HOME"];
  const root = cache === undefined || cache === "" ? join(homedir(), ".cache") : cache;
  return join(root, "pulumi-digicert", ...parts);
}
