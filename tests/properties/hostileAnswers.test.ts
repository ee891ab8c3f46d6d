/**
 * Answers that DigiCert never documented, through every function of the client. Whatever comes, it is read as what the function promises, with nothing made
 * up, or refused by an error of the table; nothing crashes. `npm run fuzz` makes as many as one likes, and shows that no branch was left out.
 */
import fc from "fast-check";

import { explainRefusal, organizationsOf, productsOf } from "../../provider/certcentral/account";
import { createCaller } from "../../provider/certcentral/call";
import { certificatesOf } from "../../provider/certcentral/certificates";
import type { CertCentral } from "../../provider/certcentral/client";
import { createLimiter } from "../../provider/certcentral/limiter";
import { ordersOf } from "../../provider/certcentral/orders";
import { requestsOf } from "../../provider/certcentral/requests";
import type { Incoming } from "../../provider/certcentral/send";
import { standingOf } from "../../provider/certcentral/standing";
import { ApiError, isDigicertError, TransportError } from "../../provider/errors";
import { exchanges, type Exchange } from "../contract/exchange";
import { mutated, mutations, type Spoiling, spoilings, spoilt } from "./answerMutation";
import { type Group, misfit, shapes } from "./answerShapes";
import { casesOf, fuzz, FUZZ_TIMEOUT_MS, seed } from "./fuzzRun";

const cases = casesOf("ANSWERS", 3_000);
const recorded = exchanges();

/** With the arguments that no recorded exchange has. */
const others: Readonly<Record<string, readonly unknown[]>> = {
  "renewalNotices.json": [123456, true],
  "productInfo.json": ["private_ssl_plus", 7],
  "organizationList.json": [7],
};
const asked = [
  ...recorded,
  ...recorded.flatMap((exchange) => {
    const given = others[exchange.file];
    return given === undefined ? [] : [{ ...exchange, arguments: given }];
  }),
];

/** A secret that an answer may hold, and no message may show. */
const secret = "-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49\\n-----END PRIVATE KEY-----";

/** `refused`: answers with the status of a refusal, which the function's own decoder never sees; `explained`: those that were then explained. */
const counts = { decoded: 0, past: 0, read: 0, refused: 0, explained: 0, undecoded: 0, slowestMs: 0 };

type Functions = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;

/** The client, with what comes over the network given. Nothing is repeated: the time for it is over. */
function clientReading(incomingTo: (path: string) => Incoming): Pick<CertCentral, Group> {
  let now = 0;
  const time = { now: () => (now += 1_000_000), sleep: () => Promise.resolve(), random: () => 0 };
  const send = ({ path }: { readonly path: string }) => Promise.resolve(incomingTo(path));
  const call = createCaller({ send, limiter: createLimiter(time, []), time, account: "account", beforeChange: () => undefined });
  return {
    orders: ordersOf(call),
    certificates: certificatesOf(call),
    requests: requestsOf(call),
    products: productsOf(call),
    organizations: organizationsOf(call),
    standing: standingOf(call),
  };
}

interface Outcome {
  readonly result?: unknown;
  readonly error?: unknown;
}

async function outcomeOf({ call, arguments: given }: Pick<Exchange, "call" | "arguments">, incoming: Incoming): Promise<Outcome> {
  const [group = "", name = ""] = call.split(".");
  const client = clientReading(() => incoming) as unknown as Readonly<Record<string, Functions>>;
  try {
    return { result: await client[group]?.[name]?.(...given) };
  } catch (error) {
    return { error };
  }
}

const LONGEST_MESSAGE = 60_000;

function expectOwnError(error: unknown): void {
  if (!isDigicertError(error)) throw new Error("an error that is none of the table", { cause: error });
  if (error.message.length > LONGEST_MESSAGE) throw new Error("an error as long as a book");
  const shown = ["PRIVATE KEY-----", "MIGHAg", "\u0000", "\u001b", "\u202e"].find((each) => error.message.includes(each));
  if (shown !== undefined) throw new Error(`an error that shows ${JSON.stringify(shown)}`, { cause: error });
}

/** Every single value of an answer, as text. */
function valuesIn(value: unknown): readonly string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(valuesIn);
  const text = String(value);
  return /^-?\d+$/.test(text.trim()) ? [text, String(Number(text))] : [text];
}

/** What is read stood in the answer: nothing is made up. */
function expectFromAnswer(result: unknown, incoming: Incoming): void {
  const there = new Set(valuesIn(JSON.parse(incoming.body)));
  const made = valuesIn(result).filter(
    (value) => !there.has(value) && !["", "true", "false", incoming.date?.toISOString()].includes(value),
  );
  if (made.length > 0) throw new Error(`${JSON.stringify(made[0])} was in no answer`);
}

/** The first check: it is JSON, and an object. What is refused later is refused for one of its members. */
function isPastFirstCheck(error: unknown): boolean {
  return !(error instanceof TransportError) || (error.code === "DIGICERT_UNEXPECTED_ANSWER" && !error.message.includes("`the answer`"));
}

interface Hostile {
  readonly exchange: Exchange;
  readonly made: Parameters<typeof mutated>[1];
  readonly spoiling: Spoiling;
  readonly part: number;
  readonly status: number | undefined;
  readonly refusal: number;
}

/** One answer of eight is spoilt as a whole, one is a refusal. */
const hostile: fc.Arbitrary<Hostile> = fc.record({
  exchange: fc.constantFrom(...asked, ...asked.filter(({ answer }) => answer !== undefined)),
  made: mutations,
  spoiling: fc.oneof({ weight: 7, arbitrary: fc.constant("none" as const) }, { weight: 1, arbitrary: fc.constantFrom(...spoilings) }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  status: fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min: 400, max: 599 }) }),
  refusal: fc.nat({ max: 10_000 }),
});

function incomingOf({ exchange, made, spoiling, part, status }: Hostile, answer: unknown): Incoming {
  const body = spoilt(mutated(answer, made), spoiling, part);
  const bare = exchange.answerText !== undefined && made.length < 2 ? spoilt(exchange.answerText, spoiling, part) : body;
  const date = part < 0.5 ? {} : { date: new Date(part * 1e12) };
  return {
    status: status ?? exchange.status,
    body: status === undefined ? bare : body,
    contentType: "application/json",
    retryAfter: undefined,
    ...date,
  };
}

/** Those that answer with nothing are given something all the same. */
const somethingElse = { id: 17, status: "pending", requests: [{ id: 18, comments: secret }] };

async function checkAnswer(given: Hostile): Promise<void> {
  const { exchange } = given;
  const incoming = incomingOf(given, exchange.answer ?? somethingElse);
  const { result, error } = await timed(() => outcomeOf(exchange, incoming));
  const shape = shapes[exchange.call as keyof typeof shapes];
  if (shape === undefined) throw new Error(`nobody says what ${exchange.call} gives`);
  if (error !== undefined) expectOwnError(error);
  count(incoming.status >= 300 ? "refused" : shape === "nothing" ? "undecoded" : "decoded", error);
  // An id that nobody has is an answer, too.
  if (error !== undefined || incoming.status >= 300) return;
  const wrong = misfit(result, shape);
  if (wrong !== undefined) throw new Error(`${wrong} is not what ${exchange.call} promises`);
  const isText = exchange.call === "certificates.download";
  if (shape !== "nothing" && !isText && incoming.body.trim() !== "") expectFromAnswer(result, incoming);
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - began));
  return result;
}

function count(what: "refused" | "undecoded" | "decoded", error: unknown): void {
  counts[what] += 1;
  if (what !== "decoded") return;
  if (error === undefined) counts.read += 1;
  if (isPastFirstCheck(error)) counts.past += 1;
}

const codes = [
  "invalid_ca_cert_id",
  "invalid_signature_hash",
  "invalid_validity_years",
  "organization_not_active",
  "product_not_enabled",
  "something_else",
  "access_denied|access_denied_invalid_key",
  "order_renewed_already",
];

/** More organisations than a message names; and years, of which a recorded answer has only the older form. */
const manyOrganizations = { organizations: Array.from({ length: 20 }, (_, index) => ({ id: index + 1, name: `Acme ${String(index)}` })) };
const withYears = (answer: unknown): unknown => ({ ...(answer as object), allowed_order_validity_years: [1, 2, 3] });

/** What a refusal is explained with; every other time as it was recorded. */
function explained(isOther: boolean): Readonly<Record<string, readonly [file: string, answer: unknown]>> {
  const answerOf = (file: string): unknown => named(file).answer;
  const [product, organization] = [answerOf("productInfo.json"), answerOf("organizationList.json")];
  return {
    product: ["productInfo.json", isOther ? withYears(product) : product],
    organization: ["organizationList.json", isOther ? manyOrganizations : organization],
    products: ["productList.json", answerOf("productList.json")],
  };
}

/** One answer of so many is followed by one. */
const REFUSALS = 16;

/** What a refusal is explained with is an answer, too. */
async function checkRefusal(given: Hostile): Promise<void> {
  const { made } = given;
  const refusal = Math.floor(given.refusal / REFUSALS);
  const lookUp = Object.fromEntries(
    Object.entries(explained(refusal % 2 === 0)).map(([name, [file, answer]]) => [
      name,
      incomingOf({ ...given, status: undefined, exchange: named(file) }, answer),
    ]),
  );
  const client = clientReading((path) => {
    const name = path.startsWith("organization") ? "organization" : path === "product" ? "products" : "product";
    return lookUp[name] ?? incomingOf(given, {});
  });
  const errors = { errors: [{ code: codes[(refusal >> 1) % codes.length], message: secret }] };
  const { error } = await outcomeOf(named("placeRefused.json"), {
    status: 400 + (refusal % 200),
    body: refusal % 3 === 0 ? mutated(errors, made) : JSON.stringify(refusal % 3 === 1 ? errors : { errors: errors.errors[0] }),
    contentType: "application/json",
    retryAfter: [undefined, "7", "x", new Date().toUTCString(), "-1", "9".repeat(30)][refusal % 6],
  });
  expectOwnError(error);
  if (!(error instanceof ApiError)) throw new Error("a refusal that is none", { cause: error });
  const container = [undefined, { id: 7 }, { id: "x" }, null, 5][refusal % 5];
  const words = await explainRefusal(client, "private_ssl_plus", { container }, error);
  if (words !== undefined && (words.length > LONGEST_MESSAGE || !words.includes("allowed"))) throw new Error(`explained by ${words}`);
  counts.explained += 1;
}

function named(file: string): Exchange {
  const found = recorded.find((exchange) => exchange.file === file);
  if (found === undefined) throw new Error(`there is no ${file}`);
  return found;
}

describe(`an answer that nobody documented (seed ${String(seed)})`, () => {
  it("is of every function of the client", () => {
    const client = clientReading(() => incomingOf({} as Hostile, {})) as unknown as Readonly<Record<string, Functions>>;
    const functions = Object.entries(client).flatMap(([group, members]) => Object.keys(members).map((name) => `${group}.${name}`));
    expect(Object.keys(shapes).sort()).toEqual(functions.sort());
  });

  it(
    "is read as what the function promises, with nothing made up, or refused by an error of the table",
    async () => {
      const check = async (given: Hostile): Promise<void> => {
        await checkAnswer(given);
        if (given.refusal % REFUSALS === 0) await checkRefusal(given);
      };
      await fuzz("answers", cases, hostile, check, () => counts);
      expect(counts.past).toBeGreaterThan(counts.decoded / 2);
    },
    FUZZ_TIMEOUT_MS,
  );

  it("is refused where it is no JSON, or only a part of it", async () => {
    const cut = fc.record({
      exchange: fc.constantFrom(...recorded.filter(({ answer }) => answer !== undefined)),
      part: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    const check = async ({ exchange, part }: { readonly exchange: Exchange; readonly part: number }): Promise<void> => {
      const body = spoilt(JSON.stringify(exchange.answer), "cut", part);
      const { error } = await outcomeOf(exchange, {
        status: exchange.status,
        body,
        contentType: "application/json",
        retryAfter: undefined,
      });
      expect(error).toBeInstanceOf(exchange.status < 300 ? TransportError : ApiError);
    };
    await fc.assert(fc.asyncProperty(cut, check), { numRuns: 300, seed });
  });

  it("is read or refused however deep it is, and however long a list of its", async () => {
    for (const body of [
      "[".repeat(200_000) + "]".repeat(200_000),
      '{"orders":['.repeat(50_000),
      `{"orders":[${"{},".repeat(200_000)}{}]}`,
    ]) {
      for (const exchange of recorded) {
        const { error } = await outcomeOf(exchange, { status: 200, body, contentType: "application/json", retryAfter: undefined });
        if (error !== undefined) expectOwnError(error);
      }
    }
  });
});
