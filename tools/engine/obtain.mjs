/** One usable Pulumi engine, from where it can be had soonest; kept for all clones of this repository in the user's cache. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cacheFolder.mjs";
import { withLock } from "../lock.mjs";
import { Failure } from "../programs.mjs";
import { dim, say } from "../terminal.mjs";
import { buildInto, engineOnPath, engineVersion, installInto, versionIn } from "./sources.mjs";

/**
 * @typedef {object} Engine
 * @property {string} folder To put on PATH.
 * @property {string} version
 * @property {string} from Where it came from, in words.
 */

const engineFolder = cacheFolder("engine", engineVersion);

/** What is there already: on PATH, or in the cache. @returns {Promise<Engine | undefined>} */
export async function engineAtHand() {
  const found = await engineOnPath();
  if (found !== undefined) return { ...found, from: "on PATH" };
  const version = await versionIn(engineFolder);
  return version === undefined ? undefined : { folder: engineFolder, version, from: readOrigin(engineFolder) };
}

/** What is there already; else fetched or built, once. @returns {Promise<Engine>} */
export async function obtainEngine() {
  const present = await engineAtHand();
  if (present !== undefined) return present;
  const onWait = () => {
    say("Another process is getting the engine: waiting for it");
  };
  return await withLock(`${engineFolder}.lock`, { onWait }, async () => (await engineAtHand()) ?? (await fill(engineFolder)));
}

const ways = [
  { name: "Pulumi's own installer", get: installInto },
  { name: "Go modules", get: buildInto },
];

/** @param {string} folder @returns {Promise<Engine>} */
async function fill(folder) {
  say(`No Pulumi engine on PATH or in ${dirname(folder)}: getting ${engineVersion}`);
  const refusals = [];
  for (const { name, get } of ways) {
    // Only a whole engine gets the name that others look for.
    const making = `${folder}.${String(process.pid)}`;
    try {
      mkdirSync(dirname(folder), { recursive: true });
      await get(making);
      const version = await versionIn(making);
      if (version === undefined) throw new Failure("what came does not run here");
      writeFileSync(join(making, "origin.txt"), `${name}\n`);
      rmSync(folder, { recursive: true, force: true });
      renameSync(making, folder);
      return { folder, version, from: `from ${name}, kept in the cache` };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusals.push(`${name}: ${error.message}`);
      say(dim(`  ${name}: ${error.message}`));
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  throw new Failure(
    [
      "No Pulumi engine can be had:",
      ...refusals.map((refusal) => `  ${refusal}`),
      "Install pulumi (https://www.pulumi.com/docs/install) or Go 1.25.11 or newer, and run this again.",
    ].join("\n"),
  );
}

/** @param {string} folder */
function readOrigin(folder) {
  const origin = join(folder, "origin.txt");
  return `in the cache${existsSync(origin) ? `, from ${readFileSync(origin, "utf8").trim()}` : ""}`;
}
