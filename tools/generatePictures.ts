/**
 * Writes the pictures of the documentation, docs/pictures/*.svg: `npm run docs`; with `--check` it writes nothing and fails where one is not current.
 *
 * They are drawn from the provider's own rules, so that a picture cannot tell of another version. To look at one: `chromium docs/pictures/renewalByTime.svg`.
 */
import { lostAnswer } from "./pictures/lostAnswer";
import { failureTolerated, orderOutlives, renewalByTime, renewalWindow } from "./pictures/renewalPictures";
import { writeGenerated, type GeneratedFile } from "./writeGenerated";

const pictures = { renewalByTime, renewalWindow, orderOutlives, failureTolerated, lostAnswer };

export function generatedPictures(): readonly GeneratedFile[] {
  return Object.entries(pictures).map(([name, draw]) => ({ path: `docs/pictures/${name}.svg`, text: draw() }));
}

if (/generatePictures\.[jt]s$/.test(process.argv[1] ?? "")) {
  void writeGenerated(generatedPictures(), process.argv.includes("--check"));
}
