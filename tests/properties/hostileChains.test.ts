/**
 * Chains that were tampered with, through the check that every certificate passes before it becomes an output. Whether one must be taken is known twice over
 * without that code: by a model of what its certificates say, and, for a sample, by the `openssl` program. `npm run fuzz` makes as many as one likes.
 */
import { isDigicertError } from "../../provider/errors";
import { verifiedCertificate } from "../../provider/lifecycle/collect";
import type { Run } from "../../provider/lifecycle/run";
import { certificateFor, leafAmong, readCertificate } from "../../provider/x509/certificate";
import { pemOf } from "../support/derCertificate";
import { inFiles, openssl } from "../support/csr";
import { holds, pathsIn } from "./chainModel";
import { keys, LEAF_KEY, madeOf, type Said, textsOf, wantedNames, type World, worlds } from "./chainWorld";
import { casesOf, fuzz, FUZZ_TIMEOUT_MS, seed } from "./fuzzRun";
import { createHash } from "node:crypto";

const now = new Date();
const cases = casesOf("CHAINS", 1_000);
const asked = Math.max(1, Math.floor(cases / casesOf("OPENSSL", 25)));
const publicKeySha256 = createHash("sha256")
  .update(keys[LEAF_KEY]?.spki ?? "")
  .digest("hex");

const counts = { taken: 0, refused: 0, askedOpenssl: 0, certificates: 0, slowestMs: 0 };

interface Case {
  readonly world: World;
  readonly certificates: readonly { readonly said: Said; readonly pem: string }[];
  readonly texts: readonly string[];
}

/** Most certificates of a chain are like those of another: they are made once. */
const made = new Map<string, Buffer>();
const MOST_KEPT = 20_000;

function bytesOf(said: Said): Buffer {
  const name = JSON.stringify(said);
  const bytes = made.get(name) ?? madeOf(said, now);
  if (made.size < MOST_KEPT) made.set(name, bytes);
  return bytes;
}

function caseOf(world: World): Case {
  const bytes = world.said.map(bytesOf);
  const certificates = world.said.map((said, index) => ({ said, pem: pemOf(bytes[index] ?? Buffer.alloc(0)) }));
  return { world, certificates, texts: textsOf(bytes, world.form) };
}

/** As it is fetched and verified before it becomes an output; the PEM of a chain that is taken, or the error. */
async function outcomeOf({ texts }: Case): Promise<readonly string[] | Error> {
  const chain = texts.map((pem) => ({ subjectCommonName: "as it likes", pem }));
  const run = { client: { certificates: { chain: () => Promise.resolve(chain) } }, clock: { now: () => now } } as unknown as Run;
  try {
    const { certificateChain } = await verifiedCertificate(
      run,
      { orderId: 123456, certificateId: 654321 },
      { publicKeySha256, names: wantedNames },
    );
    return certificateChain.map(({ pem }) => pem);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function saidIn({ certificates }: Case, pems: readonly string[]): readonly Said[] {
  return pems.map((pem) => {
    const known = certificates.find((certificate) => certificate.pem === pem);
    if (known === undefined) throw new Error("a certificate that did not come is in the chain");
    return known.said;
  });
}

/** What cannot be read stands in the way of all: it may be the link that is missing. A bit that was flipped may make it so, or not. */
const unreadable = ({ flaw }: Said): boolean => flaw === "badTime";
const mayBeUnreadable = ({ flaw }: Said): boolean => flaw === "flippedBit";

function expectRefusal(error: Error, { texts }: Case): void {
  if (!isDigicertError(error)) throw new Error("an error that is none of the table", { cause: error });
  const said = `${error.message} ${String((error.cause as Error | undefined)?.message)}`;
  expect(error.code).toMatch(/^DIGICERT_(CHAIN_BROKEN|KEY_MISMATCH|NAMES_MISMATCH|CERTIFICATE_EXPIRED)$/);
  expect(said.length).toBeLessThan(2_000);
  for (const shown of ["PRIVATE KEY", "MIGH", "BEGIN CERTIFICATE", texts[0]?.slice(100, 150) || "MIGH"]) expect(said).not.toContain(shown);
}

/** The second judge, with every root that came as one that it trusts. */
function opensslTakes(leaf: string, roots: readonly string[], others: readonly string[]): boolean {
  if (roots.length === 0) return false;
  const at = String(Math.floor(now.getTime() / 1000));
  return inFiles({ leaf, roots: roots.join(""), others: others.join("") }, (files) => {
    const untrusted = others.length === 0 ? [] : ["-untrusted", files["others"] ?? ""];
    try {
      openssl(["verify", "-attime", at, "-no-CApath", "-no-CAstore", "-CAfile", files["roots"] ?? "", ...untrusted, files["leaf"] ?? ""]);
      return true;
    } catch {
      return false;
    }
  });
}

/** What was taken, `openssl` takes; what was refused, it takes only where this provider is stricter on purpose. */
function askOpenssl(made: Case, outcome: readonly string[] | Error): void {
  counts.askedOpenssl += 1;
  if (!(outcome instanceof Error)) {
    const path = saidIn(made, outcome);
    const isEarly = path.some(({ fromDays }) => fromDays > 0);
    // Without key identifiers OpenSSL takes what names itself as its issuer for a root, whoever signed it.
    const isAnew = path.slice(1, -1).some(({ subject, issuer, identifiers }) => subject === issuer && identifiers === undefined);
    const [leaf = "", ...others] = outcome;
    expect(opensslTakes(leaf, others.slice(-1), others.slice(0, -1)) || isEarly || isAnew).toBe(true);
    return;
  }
  const roots = made.certificates.filter(({ said }) => said.subject === said.issuer).map(({ pem }) => pem);
  const others = made.certificates.filter(({ said }) => said.subject !== said.issuer).map(({ pem }) => pem);
  const taken = made.certificates.some(({ said, pem }) => isWanted(said) && opensslTakes(pem, roots, others));
  if (taken) expect(pathsIn(made.world.said, "openssl")).not.toHaveLength(0);
}

function isWanted({ holder, version, names, issuer, subject }: Said): boolean {
  return holder === LEAF_KEY && version === 3 && issuer !== subject && wantedNames.every((name) => names.includes(name));
}

async function check(world: World): Promise<void> {
  const made = caseOf(world);
  const began = performance.now();
  const outcome = await outcomeOf(made);
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - began));
  counts.certificates += world.said.length;
  if (outcome instanceof Error) {
    counts.refused += 1;
    expectRefusal(outcome, made);
    const mustTake = pathsIn(world.said).length > 0 && !world.said.some((said) => unreadable(said) || mayBeUnreadable(said));
    if (mustTake) throw new Error("a good chain was refused", { cause: outcome });
  } else {
    counts.taken += 1;
    if (world.said.some(unreadable)) throw new Error("a chain was taken with something in it that cannot be read");
    if (!holds(saidIn(made, outcome))) throw new Error("a wrong chain was taken");
  }
  if ((counts.taken + counts.refused) % asked === 0) askOpenssl(made, outcome);
  if ((counts.taken + counts.refused) % LOOKED_THROUGH === 0) expectLookedThrough(made);
}

/** One case of so many: to open every certificate twice more takes longer than all the rest. */
const LOOKED_THROUGH = 10;

/** Where an order's key is looked for among certificates, nothing is thrown, and no other certificate is taken for it. */
function expectLookedThrough({ texts }: Case): void {
  leafAmong(texts);
  const found = certificateFor(publicKeySha256, texts);
  if (found !== undefined) expect(readCertificate(found.pem).publicKeySha256).toBe(publicKeySha256);
}

describe(`a chain of certificates (seed ${String(seed)})`, () => {
  it(
    "is taken if it is good, in whatever order and text it came, and refused by an error of the table if it is not",
    async () => {
      await fuzz("chains", cases, worlds, check, () => counts);
      expect(counts.taken).toBeGreaterThan(cases / 20);
      expect(counts.refused).toBeGreaterThan(cases / 20);
    },
    FUZZ_TIMEOUT_MS,
  );
});
