import { redact } from "../provider/redact";
import { printable } from "./printable";
import { clearProgress } from "./progress";

/** Says something beside the result: one line on standard error, nothing secret in it. */
export function note(sentence: string): void {
  clearProgress();
  process.stderr.write(`${oneLine(sentence)}\n`);
}

/** A message of several lines in one: what happened, then what to do. */
export function oneLine(message: string): string {
  const lines = message.split(/\r?\n/).map((line) => line.trim());
  const sentences = lines
    .filter((line) => line !== "")
    .map((line, at, all) => (at < all.length - 1 && /[^.:;,]$/.test(line) ? `${line}.` : line));
  return printable(redact(sentences.join(" ")));
}
