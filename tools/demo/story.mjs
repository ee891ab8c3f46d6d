/** What the demo does, step by step. Each step looks at what came of it, and throws where that is not what the step says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, readJson } from "../programs.mjs";
import { essentialsOf } from "./essentials.mjs";
import { manage, startLocalCertCentral } from "./localCertCentral.mjs";

/** The first certificate ends so many days from today: not due with the default of 30 days, due with 60. */
const daysLeft = 40;
const renewBeforeDays = 60;
const DAY = 86_400_000;

/**
 * @typedef {object} Scene
 * @property {import("./place.mjs").Place} place
 * @property {import("./narrator.mjs").Narrator} tell
 * @property {string} root Of the repository.
 * @property {boolean} keep
 *
 * @typedef {import("./localCertCentral.mjs").LocalCertCentral} LocalCertCentral
 * @typedef {{ readonly orderId: number, readonly certificateId: number } & Readonly<Record<string, unknown>>} Outputs
 */

export const allSteps = 10;

/** @param {Scene} scene */
export async function playStory(scene) {
  const sandbox = await startCertCentral(scene);
  await makeRequestAndStack(scene, sandbox);
  await showPreview(scene);
  await placeOrder(scene);
  const first = await showOutputs(scene);
  await verifyChain(scene, sandbox);
  await showNothingToDo(scene, sandbox);
  await letTimePass(scene, sandbox, first);
  const second = await renew(scene, sandbox, first);
  if (!scene.keep) await destroy(scene, sandbox, [first.orderId, second.orderId]);
  return sandbox;
}

/** @param {Scene} scene */
async function startCertCentral({ place, tell, root }) {
  await tell.step(
    "A CertCentral on this machine",
    "Real HTTP, real certificates, no account. Its clock is set back, so that what it issues is due for renewal soon.",
  );
  const args = ["--clock", clockSetBack().toISOString().slice(0, 19).concat("Z")];
  tell.command(["npx pulumi-digicert sandbox", ...args].join(" "));
  const sandbox = await tell.during("it makes its keys", startLocalCertCentral(place, root, args));
  tell.output([`API         ${sandbox.baseUrl}`, `management  ${sandbox.managementUrl}`]);
  return sandbox;
}

/** A year, the length of the order, before the day on which the certificate is to end. */
function clockSetBack() {
  const clock = new Date(Date.now() + daysLeft * DAY);
  clock.setUTCFullYear(clock.getUTCFullYear() - 1);
  return clock;
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox */
async function makeRequestAndStack(scene, sandbox) {
  await scene.tell.step(
    "A key, a request, and a Pulumi stack",
    "The private key stays where it was made: Pulumi gets the request only. The state is a file in a temporary folder.",
  );
  const request = [
    "req",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "api.key",
    "-subj",
    "/CN=api.corp.example",
    "-out",
    "api.csr",
  ];
  await must(scene, "openssl", request);
  await must(scene, "pulumi", ["stack", "init", "demo"]);
  await must(scene, "pulumi", ["config", "set", "digicert:baseUrl", sandbox.baseUrl]);
  await must(scene, "pulumi", ["config", "set", "digicert:apiKey", "--secret"], { text: sandbox.apiKey, shownAs: "api-key.txt" });
  await must(scene, "pulumi", ["config", "set", "organizationId", String(sandbox.accounts[0]?.organizations[0]?.id)]);
  await must(scene, "pulumi", ["config", "set", "csr"], { text: scene.place.read("api.csr"), shownAs: "api.csr" });
}

/** @param {Scene} scene */
async function showPreview(scene) {
  await scene.tell.step("Preview", "What an order would cost is said before anything is ordered.");
  scene.tell.command("cat examples/quickstart/index.ts");
  scene.tell.output(programIn(readFileSync(join(scene.root, "examples/quickstart/index.ts"), "utf8")));
  expectIn(await show(scene, "pulumi", ["preview", "--suppress-outputs"]), "NEW paid order");
}

/** What it declares and what it gives, without its imports. @param {string} source */
function programIn(source) {
  const lines = source.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("//"));
  return lines.slice(lines.findIndex((line) => line.startsWith("const certificate")));
}

/** @param {Scene} scene */
async function placeOrder(scene) {
  await scene.tell.step("Up", "One order; the chain that comes back is verified before it becomes an output.");
  expectIn(await show(scene, "pulumi", ["up", "--yes", "--skip-preview", "--suppress-outputs"]), "created");
}

/** @param {Scene} scene */
async function showOutputs(scene) {
  await scene.tell.step("What the program gets", "Outputs, for a load balancer in the same program or for another stack.");
  scene.tell.command("pulumi stack output");
  const outputs = await outputsOf(scene);
  const width = Math.max(...Object.keys(outputs).map((name) => name.length)) + 2;
  scene.tell.output(Object.entries(outputs).map(([name, value]) => `${name.padEnd(width)}${inOneLine(value)}`));
  return outputs;
}

/** @param {Scene} scene @returns {Promise<Outputs>} */
async function outputsOf(scene) {
  return /** @type {Outputs} */ (readJson(await quietly(scene, "pulumi", ["stack", "output", "--json"])));
}

/** @param {unknown} value */
function inOneLine(value) {
  if (Array.isArray(value)) return value.join(", ");
  const certificates = String(value).split("-----BEGIN CERTIFICATE-----").length - 1;
  if (certificates === 0) return String(value);
  return `-----BEGIN CERTIFICATE----- … (${certificates === 1 ? "1 certificate" : `${String(certificates)} certificates`})`;
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox */
async function verifyChain(scene, sandbox) {
  const { place, tell } = scene;
  await tell.step(
    "What openssl says of it",
    "Nothing is trusted but the root that the sandbox itself shows: it signed the chain, for our key.",
  );
  for (const [output, file] of [
    ["certificatePem", "certificate.pem"],
    ["chainPem", "chain.pem"],
  ]) {
    tell.command(`pulumi stack output ${String(output)} > ${String(file)}`);
    place.write(String(file), await quietly(scene, "pulumi", ["stack", "output", String(output)]));
  }
  tell.command(`curl ${sandbox.managementUrl}/root > root.pem`);
  place.write("root.pem", await manage(sandbox, "/root"));
  expectIn(
    await show(scene, "openssl", ["verify", "-CAfile", "root.pem", "-untrusted", "chain.pem", "certificate.pem"]),
    "certificate.pem: OK",
  );
  await show(scene, "openssl", ["x509", "-in", "certificate.pem", "-noout", "-subject", "-issuer", "-enddate"]);
  const [ofKey, ofCertificate] = [
    await quietly(scene, "openssl", ["pkey", "-in", "api.key", "-pubout"]),
    await quietly(scene, "openssl", ["x509", "-in", "certificate.pem", "-noout", "-pubkey"]),
  ];
  if (ofKey !== ofCertificate) throw new Failure("The certificate is for another key");
  tell.result("certificate.pem is for the key in api.key");
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox */
async function showNothingToDo(scene, sandbox) {
  await scene.tell.step("Preview again", "Nothing has changed, so nothing is to be done, and DigiCert is not even asked.");
  const before = await journalOf(sandbox);
  await show(scene, "pulumi", ["preview", "--suppress-outputs", "--expect-no-changes"]);
  const after = await journalOf(sandbox);
  if (after.length !== before.length) throw new Failure(`A preview without changes made ${String(after.length - before.length)} calls`);
  scene.tell.result(`all that the sandbox was ever asked: ${after.map(({ method, path }) => `${method} ${path}`).join(", ")}`);
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox @param {Outputs} first */
async function letTimePass(scene, sandbox, first) {
  const { tell } = scene;
  const days = Math.floor((Date.parse(String(first["validUntil"])) - Date.now()) / DAY);
  await tell.step(
    "Time passes",
    `The sandbox's clock is set to today: the certificate is good for ${String(days)} days more. The stack now asks to renew ${String(renewBeforeDays)} days before the end.`,
  );
  const today = { offsetSeconds: 0 };
  tell.command(`curl --json '${JSON.stringify(today)}' ${sandbox.managementUrl}/setClock`);
  await manage(sandbox, "/setClock", today);
  await must(scene, "pulumi", ["config", "set", "renewBeforeDays", String(renewBeforeDays)]);
  const said = await show(scene, "pulumi", ["preview", "--suppress-outputs"]);
  expectIn(said, `is due for RENEWAL, a new paid order after ${String(first.orderId)}`, `(renewal.beforeDays ${String(renewBeforeDays)})`);
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox @param {Outputs} first */
async function renew(scene, sandbox, first) {
  const { tell } = scene;
  await tell.step(
    "Up renews",
    "A new order that names its predecessor, which is kept: nothing in use is taken away. The preview after it is clean.",
  );
  await show(scene, "pulumi", ["up", "--yes", "--skip-preview", "--suppress-outputs"]);
  const second = await outputsOf(scene);
  tell.command(`curl ${sandbox.managementUrl}/journal`);
  const { method, path, body, answer } = await renewalIn(sandbox);
  const [renewed, placed] = [String(body?.renewal_of_order_id), String(answer?.id)];
  tell.output([`${method} ${path}  "renewal_of_order_id": ${renewed}  →  order ${placed}`]);
  if (renewed !== String(first.orderId) || placed !== String(second.orderId))
    throw new Failure("The renewal does not name its predecessor");
  tell.result(
    `order ${placed} renews order ${renewed}: certificate ${String(second.certificateId)}, good until ${String(second["validUntil"])}`,
  );
  await show(scene, "pulumi", ["preview", "--suppress-outputs", "--expect-no-changes"]);
  return second;
}

/**
 * @typedef {object} Asked What was asked of the API, and what was answered.
 * @property {string} method
 * @property {string} path
 * @property {{ readonly renewal_of_order_id?: number }} [body]
 * @property {{ readonly id?: number }} [answer]
 */

/** @param {LocalCertCentral} sandbox */
async function renewalIn(sandbox) {
  const [renewal, ...others] = (await journalOf(sandbox)).filter(
    ({ method, body }) => method === "POST" && body?.renewal_of_order_id !== undefined,
  );
  if (renewal === undefined || others.length > 0)
    throw new Failure(`The sandbox was asked for ${renewal === undefined ? "no renewal" : "several renewals"}`);
  return renewal;
}

/** @param {LocalCertCentral} sandbox */
async function journalOf(sandbox) {
  return /** @type {readonly Asked[]} */ (readJson(await manage(sandbox, "/journal")));
}

/** @param {Scene} scene @param {LocalCertCentral} sandbox @param {readonly number[]} orderIds */
async function destroy(scene, sandbox, orderIds) {
  const { tell } = scene;
  await tell.step("Destroy", "What this resource ordered is revoked with it. (A predecessor too: nothing in the stack uses it any more.)");
  await show(scene, "pulumi", ["destroy", "--yes", "--skip-preview"]);
  tell.command(`curl ${sandbox.managementUrl}/orders`);
  const orders = /** @type {readonly { readonly id: number, readonly status: string }[]} */ (readJson(await manage(sandbox, "/orders")));
  tell.output(orders.map(({ id, status }) => `order ${String(id)}  ${status}`));
  if (!orderIds.every((id) => orders.some((order) => order.id === id && order.status === "revoked")))
    throw new Failure("Not every order is revoked");
  if (orders.length !== orderIds.length)
    throw new Failure(`${String(orders.length)} orders were placed instead of ${String(orderIds.length)}`);
}

/**
 * @typedef {object} Input What the program reads.
 * @property {string} text
 * @property {string} shownAs The name of a file.
 */

/** Runs it, and shows what matters of what it said. @param {Scene} scene @param {string} program @param {readonly string[]} args */
async function show(scene, program, args) {
  const { output } = await must(scene, program, args);
  scene.tell.output(essentialsOf(output));
  return output;
}

/** Shows the command, runs it; it must succeed. @param {Scene} scene @param {string} program @param {readonly string[]} args @param {Input} [input] */
async function must(scene, program, args, input) {
  const from = input === undefined ? "" : ` < ${input.shownAs}`;
  scene.tell.command([program, ...args].map(quoted).join(" ") + from);
  return await scene.tell.during(`${program} ${String(args[0])} …`, succeeded(scene, program, args, input));
}

/** @param {Scene} scene @param {string} program @param {readonly string[]} args @returns {Promise<string>} Its standard output. */
async function quietly(scene, program, args) {
  return (await succeeded(scene, program, args)).stdout;
}

/** @param {Scene} scene @param {string} program @param {readonly string[]} args @param {Input} [input] */
async function succeeded({ place }, program, args, input) {
  const all = program === "pulumi" ? [...args, "--non-interactive", "--color", "never"] : args;
  const said = await place.run(program, all, input === undefined ? {} : { input: input.text });
  if (said.code === 0) return said;
  throw new Failure(`${program} ${String(args[0])} failed with exit code ${String(said.code)}:\n\n${said.output.trim()}`);
}

/** @param {string} word */
function quoted(word) {
  return /^[\w./:=@,-]+$/.test(word) ? word : `'${word}'`;
}

/** @param {string} output @param {readonly string[]} words */
function expectIn(output, ...words) {
  for (const each of words) if (!output.includes(each)) throw new Failure(`This should have said "${each}":\n\n${output.trim()}`);
}
