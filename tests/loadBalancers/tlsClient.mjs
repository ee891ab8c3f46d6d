/**
 * A process that connects again and again, each time with a new handshake and one request, trusting one root alone: `fork("tlsClient.mjs", [JSON])`. It
 * sends its parent `{ done }` from time to time, and after any message from it ends with `{ handshakes, failures }`.
 */
import { once } from "node:events";
import { connect, createSecureContext } from "node:tls";

/**
 * @typedef {object} Handshake
 * @property {number} started Milliseconds, as Date.now().
 * @property {number} ended When the last byte of the answer was there.
 * @property {string} serialNumber Of the leaf that the server sent.
 */

/** @typedef {{ readonly port: number, readonly servername: string, readonly ca: string, readonly atOnce: number }} Options */

const progressEvery = 50;
const options = /** @type {Options} */ (JSON.parse(process.argv[2] ?? "{}"));
const { port, servername, ca, atOnce } = options;
/** What is trusted, read once; no session is kept in it. */
const secureContext = createSecureContext({ ca });

/** @type {Handshake[]} */
const handshakes = [];
/** @type {string[]} */
const failures = [];
const state = { isStopped: false };

/** One connection; the whole answer must come. */
async function connection() {
  const started = Date.now();
  const socket = connect({ host: "127.0.0.1", port, servername, secureContext });
  await once(socket, "secureConnect");
  if (!socket.authorized) throw socket.authorizationError;
  if (socket.isSessionReused()) throw new Error("an old session was resumed: this was no handshake");
  const serialNumber = socket.getPeerX509Certificate()?.serialNumber ?? "none";
  let answer = "";
  socket.on("data", (/** @type {Buffer} */ chunk) => (answer += chunk.toString()));
  socket.write(`GET / HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  if (!/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\n[^]*here I am/.test(answer)) throw new Error(`the answer was ${JSON.stringify(answer)}`);
  handshakes.push({ started, ended: Date.now(), serialNumber });
}

async function connections() {
  while (!state.isStopped) {
    await connection().catch((/** @type {unknown} */ error) => failures.push(`${new Date().toISOString()} ${String(error)}`));
    if (handshakes.length % progressEvery === 0) process.send?.({ done: handshakes.length });
  }
}

process.once("message", () => (state.isStopped = true));
await Promise.all(Array.from({ length: atOnce }, connections));
process.send?.({ handshakes, failures }, undefined, undefined, () => process.disconnect());
