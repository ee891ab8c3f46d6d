/** Generates provider/version.ts, so that a release is numbered in one place: package.json. */
import { readFileSync } from "node:fs";

import { formatted, writeGenerated } from "./writeGenerated";

async function generatedVersion() {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
  const text = `/** The release, as in package.json: \`npm run docs\` writes it. */\nexport const version = ${JSON.stringify(version)};\n`;
  return [await formatted("provider/version.ts", text)];
}

void generatedVersion().then((files) => writeGenerated(files, process.argv.includes("--check")));
