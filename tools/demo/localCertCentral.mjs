/** The sandbox as a stranger would use it: the command line in a process of its own, and its management port over HTTP. */
import { join } from "node:path";
import { Failure, readJson } from "../programs.mjs";

/**
 * @typedef {object} LocalCertCentral
 * @property {string} baseUrl
 * @property {string} managementUrl
 * @property {string} apiKey
 * @property {string} rootPem
 * @property {readonly { readonly organizations: readonly { readonly id: number }[] }[]} accounts
 */

/**
 * Ends with this process, however that ends: its input does.
 *
 * @param {import("./place.mjs").Place} place
 * @param {string} root Of the repository.
 * @param {readonly string[]} args
 * @returns {Promise<LocalCertCentral>}
 */
export function startLocalCertCentral(place, root, args) {
  const child = place.start(process.execPath, [join(root, "dist/cli/main.js"), "sandbox", "--json", "--stop-at-eof", ...args]);
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (/** @type {Buffer} */ chunk) => {
      said += chunk.toString();
      const end = said.indexOf("\n");
      if (end < 0) return;
      child.stdout?.removeListener("data", listen);
      resolve(/** @type {LocalCertCentral} */ (readJson(said.slice(0, end))));
    };
    child.stdout?.on("data", listen);
    child.once("close", (code) => {
      reject(new Failure(`The sandbox ended with exit code ${String(code)}`));
    });
  });
}

/**
 * A call of the management port.
 *
 * @param {LocalCertCentral} sandbox
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<string>} What it answered.
 */
export async function manage({ managementUrl }, path, body) {
  const request = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${managementUrl}${path}`, request);
  const text = await answer.text();
  if (!answer.ok) throw new Failure(`The sandbox's management port answered ${String(answer.status)} to ${path}: ${text}`);
  return text;
}
