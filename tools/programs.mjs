/** How the tools start other programs: whole output kept for the one who asks, a failure that says what was run and what it said. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * @typedef {object} Outcome
 * @property {number} code
 * @property {string} output Standard output and standard error, as they came.
 * @property {string} stdout
 */

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] Instead of this process's own.
 * @property {boolean} [show] Its output goes where ours goes.
 * @property {(text: string) => void} [onOutput]
 * @property {number} [limitSeconds] After which it is ended.
 */

/**
 * Runs a program to its end, whatever that is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<Outcome>}
 */
export function outcomeOf(command, args, { cwd, env = process.env, show = false, onOutput, limitSeconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"] });
    const timer = limitSeconds === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), limitSeconds * 1000);
    let output = "";
    let stdout = "";
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      onOutput?.(chunk.toString());
    };
    child.stdout?.on("data", (/** @type {Buffer} */ chunk) => {
      stdout += chunk.toString();
      take(chunk);
    });
    child.stderr?.on("data", take);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: output + error.message, stdout });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output, stdout });
    });
  });
}

/**
 * Runs a program that must succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<string>} Its standard output.
 */
export async function succeed(command, args, options) {
  const { code, output, stdout } = await outcomeOf(command, args, options);
  if (code !== 0) throw new Failure(`${[command, ...args].join(" ")} failed with exit code ${String(code)}\n${output.trimEnd()}`);
  return stdout;
}

/** What a program said in JSON: of whatever shape it is. @param {string} text @returns {unknown} */
export function readJson(text) {
  return JSON.parse(text);
}

/** Something to tell the person in words, without a stack. */
export class Failure extends Error {}

/** The main function of a tool: a failure is said in words, anything else with its stack. @param {() => Promise<void>} work */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
