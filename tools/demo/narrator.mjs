/** How the demo tells its story: numbered steps, the command of each, and what of its output a newcomer needs. On standard output, at a reader's pace. */
import { palette, whileWorking } from "../terminal.mjs";

const { bold, cyan, dim, green, red, yellow } = palette(process.stdout);
const pauseSeconds = 1.5;

/**
 * @typedef {object} Narrator
 * @property {(title: string, shows: string) => Promise<void>} step
 * @property {(text: string) => void} command
 * @property {(lines: readonly string[]) => void} output
 * @property {(text: string) => void} result
 * @property {(text?: string) => void} line
 * @property {<T>(text: string, work: Promise<T>) => Promise<T>} during
 */

/** @param {{ readonly steps: number, readonly paced: boolean }} how @returns {Narrator} */
export function createNarrator({ steps, paced }) {
  let number = 0;
  const line = (text = "") => {
    process.stdout.write(`${text}\n`);
  };
  return {
    line,
    async step(title, shows) {
      if (paced && number > 0) await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1000));
      number += 1;
      line(`\n${bold(`${String(number)}/${String(steps)}  ${title}`)}\n${shows}`);
    },
    command(text) {
      line(`\n  ${dim("$")} ${cyan(text)}`);
    },
    output(lines) {
      for (const each of lines) line(`  ${dim("│")} ${coloured(each)}`);
    },
    result(text) {
      line(`  ${green("✓")} ${text}`);
    },
    during: (text, work) => whileWorking(() => dim(`  ${text}`), work),
  };
}

/** @param {string} text */
export function failed(text) {
  process.stdout.write(`\n${red("✗")} ${text}\n`);
}

/** What Pulumi colours on a terminal, and the words that this demo is about. @param {string} text */
function coloured(text) {
  return text
    .replace(/^\s*\+ .*/, (all) => green(all))
    .replace(/^\s*~ .*/, (all) => yellow(all))
    .replace(/^\s*- .*/, (all) => red(all))
    .replace(/\bRENEWAL\b|\bNEW paid order\b/g, (all) => bold(all));
}

export { bold, cyan, dim, green };
