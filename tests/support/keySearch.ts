import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { leaksIn } from "./secretSearch";

/**
 * Where a private key is shown in clear: any line of it, in texts or in the files of a folder (`node_modules` and programs left out), a sentence each.
 *
 * Of an engine's event log the debug lines are left out: there Pulumi's own SDK writes whatever a plugin answered, secrets too ("RegisterResource RPC
 * finished"); only `--debug` shows them.
 */
export function keyLeaks(
  privateKeyPems: readonly unknown[],
  { folder, texts }: { readonly folder: string; readonly texts: readonly string[] },
): readonly string[] {
  const places = [...texts.map((text, index) => [`text ${String(index + 1)}`, text] as const), ...filesOf(folder)];
  const lines = Object.fromEntries(
    privateKeyPems.flatMap((pem, key) => linesOf(pem).map((line) => [`key ${String(key + 1)}: ${line.slice(0, 4)}…`, line])),
  );
  return places.flatMap(([place, text]) => leaksIn(text, lines).map(({ secret, form }) => `${secret} (${form}) in ${place}`));
}

/** Of its base64. */
function linesOf(privateKeyPem: unknown): readonly string[] {
  const lines = String(privateKeyPem)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("-"));
  if (lines.length === 0) throw new Error("This is no private key in PEM: nothing would ever be found");
  return lines;
}

/** With their texts, by paths from the folder. */
export function filesOf(folder: string): readonly (readonly [string, string])[] {
  return (readdirSync(folder, { recursive: true, withFileTypes: true }) as readonly import("node:fs").Dirent[])
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".js") && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(folder.length + 1), withoutDebug(file, readFileSync(file, "utf8"))]);
}

function withoutDebug(file: string, text: string): string {
  if (!/\/events-[\d-]+[.]json$/.test(file)) return text;
  return text
    .split("\n")
    .filter((line) => !/"diagnosticEvent":\{"prefix":"debug: "/.test(line))
    .join("\n");
}
