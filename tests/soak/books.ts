/** The books of the sandbox, held against the states of all stacks once nothing is left to do. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { X509Certificate, createHash, createPublicKey } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";

import type { CertificateBook, OrderBook, Sandbox } from "../../sandbox";
import { clockAt } from "../support/clock";
import { askedFor, namesOf, type Certificate, type Wish } from "./certificate";
import type { PackageCopy } from "./packageCopy";
import { certificateOf, exported, ledgerOf, recordedIn, usedBy, type Recorded, type Stack } from "./stack";
import { count, type Tally } from "./tally";
import { isAlive, type Watch } from "./watch";

export interface Compared {
  readonly sandbox: Sandbox;
  readonly stacks: readonly Stack[];
  readonly watch: Watch;
  readonly tally: Tally;
  readonly copy: PackageCopy;
  readonly now: Date;
}

/** What does not hold, a sentence each. */
export async function compareBooks(compared: Compared): Promise<readonly string[]> {
  const { sandbox, stacks, tally } = compared;
  const orders = await sandbox.orders();
  const inHand = stacks.flatMap((stack) => resourceProblems(stack, orders, compared).map((problem) => `${stack.name}: ${problem}`));
  tally.comparisons += 1;
  return [...inHand, ...(await leftoverProblems(orders, compared))];
}

/** Every certificate of the program has one resource, and nothing else is in the state. */
function resourceProblems(stack: Stack, orders: readonly OrderBook[], compared: Compared): readonly string[] {
  const recorded = recordedIn(stack);
  const strangers = recorded.filter((each) => each.isDeleted || certificateOf(stack, each) === undefined);
  const users = recorded.flatMap((each) => usedBy(each));
  return [
    ...strangers.map(({ name }) => `${name} is in the state and not in the program`),
    ...users.filter((id, index) => users.indexOf(id) !== index).map((id) => `order ${String(id)} is used by two`),
    ...stack.certificates.flatMap((certificate) => {
      const [resource, ...others] = recorded.filter((each) => each.name === certificate.name);
      if (resource === undefined || others.length > 0)
        return [`${certificate.name} is in the state ${String(others.length + (resource ? 1 : 0))} times`];
      return certificateProblems(certificate, resource, orders, compared).map((problem) => `${certificate.name}: ${problem}`);
    }),
  ];
}

function certificateProblems(
  { wish, keys }: Certificate,
  { outputs }: Recorded,
  orders: readonly OrderBook[],
  { watch, now }: Compared,
): readonly string[] {
  const order = orders.find(({ id }) => id === outputs["orderId"]);
  if (order === undefined) return [`its order ${String(outputs["orderId"])} is in no book`];
  const inHand = order.certificates.find(({ id }) => id === outputs["certificateId"]);
  const key = keys.find(({ csr }) => csr === wish["csr"])?.sha256;
  const [leaf] = chainOf(outputs);
  const spki = leaf?.publicKey.export({ type: "spki", format: "der" });
  const mayBeRevoked = wish["onDrift"] === "ignore" && watch.touched.has(order.id);
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["something is pending", outputs["pendingOrder"], undefined],
    ["product", order.product, wish["product"]],
    ["organisation", order.organizationId, (wish["organization"] as { readonly id: number }).id],
    ["the certificate in hand", outputs["certificateId"], newestAsWanted(order, wish, key) ?? inHand?.id],
    ["key in the books", inHand?.publicKeySha256, key],
    ["key in the outputs", spki === undefined ? undefined : createHash("sha256").update(spki).digest("hex"), key],
    ["names", namesIn(leaf).join(), namesOf(wish).join()],
    ["common name", commonNameIn(leaf), wish["commonName"]],
    ["hash", hashIn(leaf), hashOf(wish)],
    ["the chain verifies", isVerified(outputs), true],
    ...settingsOf(wish, order),
  ];
  const isDead = order.status !== "issued" && order.status !== "expired";
  return [
    ...facts.flatMap(([what, is, wanted]) =>
      is === wanted ? [] : [`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}, order ${String(order.id)}`],
    ),
    ...((isDead || inHand?.status !== "issued") && !mayBeRevoked
      ? [`order ${String(order.id)} is ${order.status}, its certificate ${String(inHand?.status)}`]
      : []),
    ...(isEnded(leaf, now) && !mayEnd(wish) ? [`its certificate ended on ${String(leaf?.validTo)}`] : []),
  ];
}

/** What is otherwise than wanted, or was revoked, may stand beside the one in hand, and be newer. */
function newestAsWanted({ certificates }: OrderBook, wish: Wish, key: string | undefined): number | undefined {
  const isAsWanted = ({ status, publicKeySha256, pem }: CertificateBook) => {
    const leaf = pem === undefined ? undefined : new X509Certificate(pem);
    const facts = [status, publicKeySha256, namesIn(leaf).join(), commonNameIn(leaf), hashIn(leaf)];
    return facts.join("|") === ["issued", key, namesOf(wish).join(), wish["commonName"], hashOf(wish)].join("|");
  };
  return certificates.findLast(isAsWanted)?.id;
}

function settingsOf(wish: Wish, order: OrderBook): readonly (readonly [string, unknown, unknown])[] {
  const { additionalEmails, customRenewalMessage, disableRenewalNotifications, customFields } = wish;
  const [field] = (customFields ?? []) as readonly { readonly value: string }[];
  return [
    ...(additionalEmails === undefined
      ? []
      : [["e-mails", order.additionalEmails.join(), (additionalEmails as readonly string[]).join()] as const]),
    ...(customRenewalMessage === undefined ? [] : [["message", order.customRenewalMessage, customRenewalMessage] as const]),
    ...(disableRenewalNotifications === undefined
      ? []
      : [["notices", order.renewalNotices, disableRenewalNotifications !== true] as const]),
    ...(field === undefined ? [] : [["custom field", order.customFields["12"], field.value] as const]),
  ];
}

/** With DigiCert to renew it, or nobody. */
function mayEnd(wish: Wish): boolean {
  return wish["autoRenew"] === true || (wish["renewal"] as { readonly beforeDays?: number } | undefined)?.beforeDays === 0;
}

function isEnded(leaf: X509Certificate | undefined, now: Date): boolean {
  return leaf !== undefined && Date.parse(leaf.validTo) < now.getTime();
}

function chainOf(outputs: Wish): readonly X509Certificate[] {
  return ((outputs["certificateChain"] ?? []) as readonly { readonly pem: string }[]).map(({ pem }) => new X509Certificate(pem));
}

function namesIn(leaf: X509Certificate | undefined): readonly string[] {
  return (leaf?.subjectAltName ?? "")
    .split(", ")
    .map((name) => name.replace(/^DNS:/, ""))
    .sort();
}

function commonNameIn(leaf: X509Certificate | undefined): string | undefined {
  return /^CN=(.*)$/m.exec(leaf?.subject ?? "")?.[1];
}

/** The hash that it is signed with, by the object identifiers of RFC 4055, 5, and RFC 5758, 3.2. */
function hashIn(leaf: X509Certificate | undefined): string | undefined {
  const der = leaf?.raw.toString("hex") ?? "";
  return Object.entries(signedWith).find(([, identifiers]) => identifiers.some((each) => der.includes(each)))?.[0];
}

const signedWith = {
  sha256: ["2a864886f70d01010b", "2a8648ce3d040302"],
  sha384: ["2a864886f70d01010c", "2a8648ce3d040303"],
  sha512: ["2a864886f70d01010d", "2a8648ce3d040304"],
};

function hashOf({ signatureHash = "sha256" }: Wish): unknown {
  return signatureHash;
}

/** By node:crypto alone. */
function isVerified(outputs: Wish): boolean {
  const chain = chainOf(outputs);
  const links = chain.map((certificate, index) => {
    const issuer = chain[index + 1] ?? certificate;
    return certificate.verify(createPublicKey(issuer.publicKey.export({ type: "spki", format: "pem" })));
  });
  return links.length > 1 && links.every(Boolean);
}

/** Live orders that no resource has for its own: `orphans` names each, and each is one that the documentation knows of. */
async function leftoverProblems(orders: readonly OrderBook[], compared: Compared): Promise<readonly string[]> {
  const { stacks, tally, watch, now } = compared;
  const recorded = stacks.flatMap((stack) => recordedIn(stack).filter((each) => !each.isDeleted));
  const held = new Set(
    recorded.flatMap((each) => [
      ...usedBy(each),
      ...ledgerOf(each)
        .filter(({ kind }) => kind !== "unclaimed")
        .map(({ orderId }) => orderId),
    ]),
  );
  const named = await orphansIn(compared);
  const left = orders.filter(
    (order) =>
      isAlive(order) && !isOver(order, now) && !isWithdrawn(order, watch) && !held.has(order.id) && order.alternativeOrderId !== undefined,
  );
  tally.leftovers = {};
  const problems = left.flatMap((order) => {
    const why = limitOf(order, compared);
    if (why !== undefined) count(tally.leftovers, why);
    const isNamed = named.has(order.id);
    if (!isNamed) tally.lost += 1;
    return [
      ...(isNamed ? [] : [`order ${String(order.id)} is LOST: neither in a state nor named by orphans`]),
      ...(why === undefined
        ? [`order ${String(order.id)} is left, and no documented limit says why (${JSON.stringify(watch.known.get(order.id)?.round)})`]
        : []),
    ];
  });
  const surplus = [...named].filter((id) => held.has(id) && !isDuplicateInLedger(id, orders));
  return [...problems, ...surplus.map((id) => `orphans names order ${String(id)}, which a resource has for its own`)];
}

/** Which limit leaves it: docs/guides/security.md. */
function limitOf(order: OrderBook, { stacks, watch }: Compared): string | undefined {
  const known = watch.known.get(order.id);
  if (known === undefined) return undefined;
  const { certificate, asked, stack } = known;
  if (watch.kept.has(certificate.birth)) return "kept on purpose (onDelete: keep)";
  const resource = recordedIn(stack).find((each) => certificateOf(stack, each) === certificate);
  const row = stacks.flatMap((each) => recordedIn(each).flatMap(ledgerOf)).find(({ orderId }) => orderId === order.id);
  if (row?.kind === "unclaimed" || watch.unclaimed.has(order.id)) return "with another key, met by a run and left alone";
  if (resource === undefined)
    return watch.unanswered.has(order.id) ? "of a resource that left the program after its run had died" : undefined;
  return asked === askedFor(certificate.wish) ? undefined : "of a wish that was withdrawn after its run had died";
}

function isDuplicateInLedger(id: number, orders: readonly OrderBook[]): boolean {
  const order = orders.find((each) => each.id === id);
  return orders.some((each) => each.id !== id && each.alternativeOrderId === order?.alternativeOrderId);
}

/** Somebody revoked its certificate and left it its own status: its row is a finished one, which folds, and there is nothing in it to use or to end. */
function isWithdrawn({ id, certificates }: OrderBook, { touched }: Watch): boolean {
  return touched.has(id) && certificates.length > 0 && certificates.every(({ status }) => status === "revoked");
}

function isOver({ certificates }: OrderBook, now: Date): boolean {
  const until = certificates.at(-1)?.validUntil;
  return until !== undefined && Date.parse(until) < now.getTime();
}

/** What the command line says of all stacks at once. */
async function orphansIn({ stacks, sandbox, copy, now }: Compared): Promise<ReadonlySet<number>> {
  const states = stacks.flatMap((stack) => {
    const state = join(stack.project.folder, "exported.json");
    writeFileSync(state, JSON.stringify(exported(stack)));
    return ["--state", state];
  });
  const args = [copy.cli, "orphans", ...states, "--base-url", sandbox.baseUrl, "--key-from", "environment", "--json"];
  const env = { ...process.env, ...clockAt(now), DIGICERT_API_KEY: sandbox.apiKey };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 2 ** 26 }).catch(
    // Exit code 3: there are some.
    (ended: unknown) => ended as { readonly stdout: string },
  );
  const { orphans } = JSON.parse(stdout) as { readonly orphans: readonly { readonly orderId: number }[] };
  return new Set(orphans.map(({ orderId }) => orderId));
}
