/** How the demo tells its story: numbered steps, the command of each, and what of its output a newcomer needs. On standard output, at a reader's pace. */
import { palette, whileWorking } from "../terminal.mjs";

const { bold, cyan, dim, green, red, yellow } = palette(process.stdout);
const pauseSeconds = 1.5;
const widest = 120;

/**
 * @typedef {object} Narrator
 * @property {(title: string, shows: string) => Promise<void>} step A headline, and a line on what the step shows.
 * @property {(text: string) => void} command
 * @property {(lines: readonly string[]) => void} output
 * @property {(text: string) => void} result
 * @property {(text?: string) => void} line
 * @property {<T>(text: string, work: Promise<T>) => Promise<T>} during
 */

/** @param {{ readonly steps: number, readonly paced: boolean }} how @returns {Narrator} */
export function createNarrator({ steps, paced }) {
  let number = 0;
  /** Commands stand together, and apart from the output of the one before. */
  let afterOutput = false;
  const line = (text = "") => {
    process.stdout.write(`${text}\n`);
  };
  return {
    line,
    async step(title, shows) {
      if (paced && number > 0) await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1000));
      number += 1;
      line(`\n${bold(`${String(number)}/${String(steps)}  ${title}`)}`);
      for (const each of wrapped(shows, width())) line(each);
      line();
      afterOutput = false;
    },
    command(text) {
      if (afterOutput) line();
      afterOutput = false;
      line(`  ${dim("$")} ${cyan(text)}`);
    },
    output(lines) {
      for (const each of lines.flatMap((text) => wrapped(text, width() - 4))) line(`  ${dim("│")} ${coloured(each)}`);
      afterOutput ||= lines.length > 0;
    },
    result(text) {
      line(`  ${green("✓")} ${text}`);
      afterOutput = true;
    },
    during: (text, work) => whileWorking(() => dim(`  ${text}`), work),
  };
}

function width() {
  return Math.min(process.stdout.isTTY ? process.stdout.columns : widest, widest);
}

/** Broken between words; what follows stands under the beginning. @param {string} text @param {number} columns @returns {readonly string[]} */
function wrapped(text, columns) {
  const margin = /^\s*/.exec(text)?.[0] ?? "";
  /** @type {string[]} */
  const lines = [];
  let current = margin;
  for (const word of text.slice(margin.length).split(/(?<=\S)(?= )/)) {
    if (current.length + word.length > columns && current.trim() !== "") {
      lines.push(current);
      current = margin + word.trimStart();
    } else current += word;
  }
  return [...lines, current];
}

/** As Pulumi does on a terminal, and what this demo is about. @param {string} text */
function coloured(text) {
  if (/^\s*\+/.test(text)) return green(text);
  if (/^\s*~/.test(text)) return yellow(text);
  if (/^\s*- /.test(text)) return red(text);
  return text.replace(/\bRENEWAL\b|\bNEW paid order\b|: OK$|"renewal_of_order_id": \d+|\brevoked\b/g, (all) => bold(all));
}
