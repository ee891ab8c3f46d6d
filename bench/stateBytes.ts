/** Where the bytes of a certificate's resource go, in the state file as the engine writes it: JSON without spaces. Every byte is in exactly one term. */

/** A resource of the state file, as parsed from it: the engine's own order of members is kept. */
export interface ResourceInState {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

/** In bytes; together they are the resource. */
export interface StateBytes {
  /** What the program gave, the CSR among it, and the defaults that `check` added. */
  readonly inputs: number;
  /** Each certificate of the chain once. */
  readonly chain: number;
  /** What the engine and the host write of any dynamic resource: names, dates, stack traces, dependencies, and `__provider` twice. */
  readonly bookkeeping: number;
  /** `__urn` and `__organization`: what the stem of the order ids is made from. */
  readonly hiddenInputs: number;
  /** The inputs again, as outputs: `diff` and `delete` get no others. */
  readonly inputsAsOutputs: number;
  /** Around the certificates of the chain: the names of members, and of subjects. */
  readonly chainFrame: number;
  /** Ids, status, serial number, thumbprints, dates, requests, domains. */
  readonly result: number;
  /** One row for each order. */
  readonly ledger: number;
  /** What the next run needs beside the ledger: stem, ordinal, key, version, what is pending. */
  readonly books: number;
}

export interface StateReport {
  readonly bytes: StateBytes;
  readonly total: number;
  /** All but the engine's bookkeeping, as a multiple of inputs and chain. */
  readonly ratio: number;
}

type Term = keyof StateBytes;

/** The outputs that only the next run reads. */
const books = new Set([
  "alternativeOrderStem",
  "orderSequence",
  "publicKeySha256",
  "schemaVersion",
  "askedWith",
  "ordersFolded",
  "pendingOrder",
  "drift",
  "refusedReissue",
]);

/** Counts one resource of `PrivateSslCertificate`. */
export function stateBytesOf(resource: ResourceInState): StateReport {
  const { inputs, outputs, ...others } = resource;
  const bytes = Object.fromEntries(terms.map((term) => [term, 0])) as Record<Term, number>;
  for (const [name, value] of Object.entries(others)) bytes.bookkeeping += memberBytes(name, value);
  for (const [name, value] of Object.entries(inputs)) bytes[termOfInput(name)] += memberBytes(name, value);
  for (const [name, value] of Object.entries(outputs)) bytes[termOfOutput(name, inputs)] += memberBytes(name, value);
  // Names and braces of both; members were counted with a comma each, and the last of a record has none.
  bytes.bookkeeping += bytesOf({ inputs: {}, outputs: {} }) - 2;
  for (const { pem } of (outputs["certificateChain"] ?? []) as readonly { readonly pem: string }[]) {
    bytes.chain += bytesOf(pem);
    bytes.chainFrame -= bytesOf(pem);
  }
  const total = bytesOf(resource);
  return { bytes, total, ratio: (total - bytes.bookkeeping) / (bytes.inputs + bytes.chain) };
}

const terms = [
  "inputs",
  "chain",
  "bookkeeping",
  "hiddenInputs",
  "inputsAsOutputs",
  "chainFrame",
  "result",
  "ledger",
  "books",
] as const satisfies readonly Term[];

function termOfInput(name: string): Term {
  if (name === "__provider") return "bookkeeping";
  return name.startsWith("__") ? "hiddenInputs" : "inputs";
}

function termOfOutput(name: string, inputs: ResourceInState["inputs"]): Term {
  if (name === "__provider") return "bookkeeping";
  if (name === "certificateChain") return "chainFrame";
  if (name === "orders") return "ledger";
  if (books.has(name)) return "books";
  return name in inputs ? "inputsAsOutputs" : "result";
}

/** Counts every certificate of a state file. */
export function measureState(stateFile: string): readonly StateReport[] {
  const { checkpoint } = JSON.parse(stateFile) as StateFile;
  return checkpoint.latest.resources.filter(({ type }) => type === certificateType).map(stateBytesOf);
}

const certificateType = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";

interface StateFile {
  readonly checkpoint: { readonly latest: { readonly resources: readonly ResourceInState[] } };
}

/** With its name, a colon and a comma. */
function memberBytes(name: string, value: unknown): number {
  return bytesOf({ [name]: value }) - 1;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
