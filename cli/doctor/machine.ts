import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { version as own } from "../../provider/version";
import { pulumi } from "../pulumiProgram";
import { advice, bad, good, type Finding } from "./finding";

/** The oldest @pulumi/pulumi that package.json takes; the engine beside it is as old. A unit test holds the two together. */
export const OLDEST_PULUMI = "3.139";
/** As `engines` in package.json says. */
export const OLDEST_NODE = "20.15";

/** What a deployment needs of the machine it runs on. `folder`: where \`pulumi\` would be run. */
export async function machineFindings(folder: string): Promise<readonly Finding[]> {
  return [nodeFinding(process.versions.node), await engineFinding(), ...programFindings(folder)];
}

export function nodeFinding(found: string): Finding {
  return isAtLeast(found, OLDEST_NODE)
    ? good("Node.js", found)
    : bad("Node.js", `${found} is too old`, `Install Node.js ${OLDEST_NODE} or later.`);
}

async function engineFinding(): Promise<Finding> {
  try {
    return pulumiFinding((await pulumi("version")).trim());
  } catch (error) {
    const isMissing = (error as { readonly cause?: { readonly code?: string } }).cause?.code === "ENOENT";
    const says = isMissing ? "is not on the PATH" : error instanceof Error ? error.message : String(error);
    return bad("Pulumi", says, "Install it: https://www.pulumi.com/docs/iac/download-install/");
  }
}

/** `v3.259.0`, or `v3.259.0-dev.0` of one that somebody built. */
export function pulumiFinding(found: string): Finding {
  return isAtLeast(found.replace(/^v/, ""), OLDEST_PULUMI)
    ? good("Pulumi", found)
    : bad("Pulumi", `${found} is too old`, `Install Pulumi ${OLDEST_PULUMI} or later.`);
}

function isAtLeast(found: string, oldest: string): boolean {
  const [major = 0, minor = 0] = found.split(".").map((part) => Number.parseInt(part, 10));
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split(".").map(Number);
  return major === oldestMajor ? minor >= oldestMinor : major > oldestMajor;
}

/** Pulumi's provider process looks for the package from the program's folder, as Node does. */
function programFindings(folder: string): readonly Finding[] {
  const project = join(folder, "Pulumi.yaml");
  if (!existsSync(project))
    return [
      advice(
        "Program",
        `there is no Pulumi.yaml in ${folder}`,
        "Run the doctor in the project's folder to have the program's packages looked at.",
      ),
    ];
  const program = programFolderOf(readFileSync(project, "utf8"), folder);
  return [packageFinding(program), sdkFinding(program)];
}

/** `main` of the project may name a folder, or a file in one. */
export function programFolderOf(project: string, folder: string): string {
  const main = /^main:[ \t]*["']?([^"'#\r\n]+?)["']?[ \t]*(?:#.*)?$/m.exec(project)?.[1];
  return main === undefined ? folder : resolve(folder, main);
}

function packageFinding(program: string): Finding {
  const found = versionFrom(program, "pulumi-digicert");
  if (found === undefined) {
    return bad(
      "Package",
      `pulumi-digicert is not found from ${program}: Pulumi's provider process would not find it either`,
      "Run `npm install pulumi-digicert` there.",
    );
  }
  return found === own
    ? good("Package", `pulumi-digicert ${found}`)
    : advice(
        "Package",
        `the program has pulumi-digicert ${found}, and this command is ${own}`,
        "Run the command of the program's own package: `npx pulumi-digicert doctor` in its folder.",
      );
}

function sdkFinding(program: string): Finding {
  const found = versionFrom(program, "@pulumi/pulumi");
  if (found === undefined) return bad("SDK", `@pulumi/pulumi is not found from ${program}`, "Run `npm install @pulumi/pulumi` there.");
  return isAtLeast(found, OLDEST_PULUMI)
    ? good("SDK", `@pulumi/pulumi ${found}`)
    : bad("SDK", `@pulumi/pulumi ${found} is too old`, `Run \`npm install @pulumi/pulumi@latest\` in ${program}.`);
}

function versionFrom(program: string, name: string): string | undefined {
  try {
    const { version } = createRequire(join(program, "index.js"))(`${name}/package.json`) as { readonly version?: string };
    return version;
  } catch {
    // Not installed, or not where this program would find it: to a user that is one and the same.
    return undefined;
  }
}
