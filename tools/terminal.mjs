/**
 * How the tools speak to a person: colours only where a terminal shows them, and one line that keeps saying that something long is still going on.
 * Plain JavaScript, as everything that must run before `npm ci` has: Node 20 runs no TypeScript.
 */

/** Colours for what goes to a stream. @param {NodeJS.WriteStream} stream */
export function palette(stream) {
  const colourful = stream.isTTY && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
  const paint = (/** @type {string} */ code) => (/** @type {string} */ text) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: paint("1"), dim: paint("2"), red: paint("31"), green: paint("32"), yellow: paint("33"), cyan: paint("36") };
}

export const { bold, dim, red, green, yellow, cyan } = palette(process.stderr);

/** What the tools say goes to standard error: standard output is for results. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {number} since As of `Date.now()`. */
export function elapsed(since) {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/**
 * Says `text()` while `work` goes on: on a terminal in one line that changes every second, elsewhere as a line every 20 seconds.
 *
 * @template T
 * @param {() => string} text
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileWorking(text, work) {
  const started = Date.now();
  const rewrite = process.stderr.isTTY;
  const line = () => `${text()} ${dim(`(${elapsed(started)})`)}`;
  const tick = () => {
    if (rewrite) process.stderr.write(`\r\u001b[2K${line()}`);
    else say(line());
  };
  if (rewrite) tick();
  const timer = setInterval(tick, rewrite ? 1000 : 20_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (rewrite) process.stderr.write("\r\u001b[2K");
  }
}
