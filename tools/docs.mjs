/**
 * Writes anew what is generated from the sources: `npm run docs`. Every `tools/generate*.ts` knows its own files.
 *
 *   --check   writes nothing; fails where a file is not current
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure, main, outcomeOf } from "./programs.mjs";
import { installDependencies, root } from "./setUp.mjs";

await main(async () => {
  await installDependencies();
  const flags = process.argv.slice(2);
  const generators = readdirSync(join(root, "tools")).filter((name) => /^generate\w+[.]ts$/.test(name));
  const runs = generators.map((name) =>
    outcomeOf(process.execPath, ["tools/runTypeScript.mjs", `tools/${name}`, ...flags], { cwd: root, show: true }),
  );
  const outcomes = await Promise.all(runs);
  if (outcomes.some(({ code }) => code !== 0)) throw new Failure("The generated files are not as the sources say: npm run docs");
});
