/**
 * Measures the product beside what does nothing and beside what one would write without it, through a real engine: `npm run bench`. Every command is
 * written to reports/bench as soon as it is measured. A whole run, and a whole part, makes bench/results.json, docs/reference/performance.md and its
 * pictures anew.
 *
 *   --short           1 and 50 certificates, once: prints the tables, and leaves the documentation alone
 *   --resume          goes on with the run before, where it was cut off
 *   --minutes 45      begins no further command after so long, and tells what it has
 *   --sizes 1,100     other numbers of certificates
 *   --repeat 3        how often each is measured
 *   --variants ours,constantFloor
 *   limits            instead: 1,000 certificates with the rate limits on, and two stacks that share one key (bench/limits.ts)
 *   memory            instead: what a provider process keeps of 10,000 certificates (bench/memory.ts)
 */
import { obtainEngine } from "./engine/obtain.mjs";
import { main, outcomeOf, succeed } from "./programs.mjs";
import { root, setUp } from "./setUp.mjs";
import { elapsed, say } from "./terminal.mjs";

await main(async () => {
  const started = Date.now();
  const [first = "", ...others] = process.argv.slice(2);
  const part = ["limits", "memory"].includes(first) ? first : "main";
  const args = part === "main" ? process.argv.slice(2) : others;
  await setUp();
  const { folder, version, from } = await obtainEngine();
  say(`Pulumi ${version}, ${from}`);
  const env = { ...process.env, PULUMI_DIGICERT_ENGINE: folder, PULUMI_DIGICERT_ENGINE_VERSION: version };
  const { code } = await outcomeOf(process.execPath, ["tools/runTypeScript.mjs", `bench/${part}.ts`, ...args], {
    cwd: root,
    env,
    show: true,
  });
  const isWhole = !args.some((argument) => /^--(?:short|minutes|sizes|repeat|variants|certificates|stack|every)\b/.test(argument));
  if (code !== 0) process.exitCode = code;
  else if (isWhole) {
    const what = part === "main" ? "--from-newest" : part;
    await succeed(process.execPath, ["tools/runTypeScript.mjs", "tools/generatePerformance.ts", what], { cwd: root, env, show: true });
  }
  say(`After ${elapsed(started)}`);
});
