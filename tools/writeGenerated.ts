/** What the tools that generate files (tools/generate*.ts) do with them: format, write, or only check that they are current. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Scripts run at the root of the repository. */
const root = process.cwd();

/** A generated file in the form that the repository keeps all its files in. */
export async function formatted(path: string, text: string): Promise<GeneratedFile> {
  const options = await resolveConfig(join(root, path));
  return { path, text: await format(text, { ...options, filepath: path }) };
}

/** Writes what is not current, or with `check` only says so and fails. */
export async function writeGenerated(files: readonly GeneratedFile[], check: boolean): Promise<void> {
  for (const { path, text } of files) {
    const file = join(root, path);
    const current = await readFile(file, "utf8").catch(() => "");
    if (current === text) continue;
    if (check) {
      console.error(`${path} is not current: run npm run docs`);
      process.exitCode = 1;
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      console.log(`${path} written`);
    }
  }
}
