/** Pulumi for the demo: a project folder that is this repository's own project, a file backend beside it, and nothing of the person's own set-up. */
import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { randomBytes } from "node:crypto";

/**
 * The environment of Pulumi's commands, and a folder with the repository's project in which Pulumi may write the configuration of a stack.
 *
 * @param {import("./place.mjs").Place} place
 * @param {string} root Of the repository.
 * @param {string} engine The folder with Pulumi's programs.
 * @returns {Readonly<Record<string, string>>} What was set, for a shell that is to do the same.
 */
export function preparePulumi(place, root, engine) {
  for (const folder of ["backend", "home", "tmp"]) mkdirSync(join(place.folder, folder));
  symlinkSync(join(root, "Pulumi.yaml"), join(place.folder, "Pulumi.yaml"));
  symlinkSync(join(root, "examples"), join(place.folder, "examples"), "dir");
  const direct = [place.env["NO_PROXY"] ?? place.env["no_proxy"] ?? "", "127.0.0.1,localhost,::1"]
    .filter((hosts) => hosts !== "")
    .join(",");
  const settings = {
    PATH: [engine, place.env["PATH"], dirname(process.execPath)].join(delimiter),
    // What Pulumi's parts leave there (compiled programs, for one) goes with the folder.
    TMPDIR: join(place.folder, "tmp"),
    PULUMI_HOME: join(place.folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(place.folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Its types are checked by `npm run check`.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // Else a proxy gets what goes to the sandbox, and even what Pulumi's own programs say to each other.
    NO_PROXY: direct,
    ["no_proxy"]: direct,
  };
  Object.assign(place.env, settings);
  return settings;
}
