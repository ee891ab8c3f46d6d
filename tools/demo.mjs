/**
 * The main job, from nothing: `npm run demo` on a fresh clone sets everything up, orders a certificate through a real `pulumi up` from a local CertCentral,
 * renews it and revokes it. It needs no account, and leaves nothing behind.
 *
 *   --keep  leaves stack and sandbox running at the end, to explore, until Ctrl-C
 *   --fast  no pauses between the steps
 */
import { parseArgs } from "node:util";
import { createNarrator } from "./demo/narrator.mjs";
import { openPlace } from "./demo/place.mjs";
import { preparePulumi } from "./demo/preparePulumi.mjs";
import { allSteps, playStory } from "./demo/story.mjs";
import { obtainEngine } from "./engine/obtain.mjs";
import { Failure, main, outcomeOf } from "./programs.mjs";
import { root, setUp } from "./setUp.mjs";
import { elapsed, say } from "./terminal.mjs";

/** What a shell says of a program that Ctrl-C ended. */
const interruptedCode = 130;

await main(async () => {
  const started = Date.now();
  const { keep, fast } = readArguments();
  const engine = await setUpAll();
  const place = openPlace();
  try {
    const settings = preparePulumi(place, root, engine.folder);
    const tell = createNarrator({ steps: keep ? allSteps - 1 : allSteps, paced: process.stdout.isTTY && !fast });
    const sandbox = await playStory({ place, tell, root, keep });
    if (keep) await explore({ place, tell, settings, sandbox });
    await place.leave("well");
    tell.line(`\nThe whole job, in ${elapsed(started)}. Stack, sandbox and files are gone again.`);
  } catch (error) {
    await leaveAfter(error, place);
  }
});

function readArguments() {
  try {
    const { values } = parseArgs({ options: { keep: { type: "boolean", default: false }, fast: { type: "boolean", default: false } } });
    return values;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\nUsage: npm run demo [-- --keep] [-- --fast]`);
  }
}

/** On a new machine some minutes, otherwise a moment. */
async function setUpAll() {
  const { code } = await outcomeOf("openssl", ["version"]);
  if (code !== 0) throw new Failure("The demo makes its key and checks the chain with openssl, which is not installed");
  await setUp();
  const engine = await obtainEngine();
  say(`Pulumi ${engine.version}, ${engine.from}`);
  return engine;
}

/**
 * @param {object} scene
 * @param {import("./demo/place.mjs").Place} scene.place
 * @param {import("./demo/narrator.mjs").Narrator} scene.tell
 * @param {Readonly<Record<string, string>>} scene.settings
 * @param {import("./demo/localCertCentral.mjs").LocalCertCentral} scene.sandbox
 */
async function explore({ place, tell, settings, sandbox }) {
  place.write(
    "environment",
    Object.entries(settings)
      .map(([name, value]) => `export ${name}='${value}'\n`)
      .join(""),
  );
  tell.line(
    [
      "",
      "Stack and sandbox stay as they are. In another terminal:",
      "",
      `  cd ${place.folder} && . ./environment`,
      "  pulumi stack output fullChainPem",
      "  pulumi config set renewBeforeDays 400 && pulumi preview    # it is never renewed more often than makes sense",
      "  pulumi destroy",
      "",
      `  curl ${sandbox.managementUrl}/orders`,
      "",
      `All that was said is in ${place.log}. Ctrl-C here stops the sandbox and removes everything.`,
    ].join("\n"),
  );
  await new Promise((resolve) => place.interrupted.addEventListener("abort", resolve, { once: true }));
}

/** @param {unknown} error @param {import("./demo/place.mjs").Place} place */
async function leaveAfter(error, place) {
  if (place.interrupted.aborted) {
    await place.leave("interrupted");
    say("\nInterrupted; nothing is left.");
    process.exitCode = interruptedCode;
    return;
  }
  await place.leave("badly");
  const why = error instanceof Failure ? error.message : error instanceof Error ? error.stack : error;
  throw new Failure(`\nThe demo failed: ${String(why)}\n\nAll that was said is in ${place.log}; nothing else is left.`);
}
