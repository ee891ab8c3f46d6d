/**
 * Answers that DigiCert never documented: made from the recorded ones by putting something else at any place. Whatever comes, it is read or refused by
 * an error of the table; nothing crashes, and no id is anything but an id. `PULUMI_DIGICERT_FUZZ_RUNS` makes it as long as one likes.
 */
import fc from "fast-check";

import { organizationsOf, productsOf } from "../../provider/certcentral/account";
import { createCaller } from "../../provider/certcentral/call";
import { certificatesOf } from "../../provider/certcentral/certificates";
import { ordersOf } from "../../provider/certcentral/orders";
import { requestsOf } from "../../provider/certcentral/requests";
import type { Incoming } from "../../provider/certcentral/send";
import { standingOf } from "../../provider/certcentral/standing";
import { ApiError, isDigicertError, TransportError } from "../../provider/errors";
import { exchanges, type Exchange } from "../contract/exchange";

const runs = Number(process.env["PULUMI_DIGICERT_FUZZ_RUNS"] ?? 3000);
const answered = exchanges().filter(({ answer }) => answer !== undefined);

type Functions = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;

/** The client, with what comes over the network given. Nothing is repeated: the time for it is over. */
function clientReading(incoming: Incoming): Readonly<Record<string, Functions>> {
  const turn = { answered: () => undefined, refused: () => false };
  const limiter = { place: () => ({ turn: () => Promise.resolve(turn) }) };
  let now = 0;
  const time = { now: () => (now += 1_000_000), sleep: () => Promise.resolve(), random: () => 0 };
  const send = () => Promise.resolve(incoming);
  const call = createCaller({ send, limiter, time, account: "account", beforeChange: () => undefined });
  const client = {
    orders: ordersOf(call),
    certificates: certificatesOf(call),
    requests: requestsOf(call),
    products: productsOf(call),
    organizations: organizationsOf(call),
    standing: standingOf(call),
  };
  return client as unknown as Readonly<Record<string, Functions>>;
}

async function readBack(
  exchange: Exchange,
  body: string,
  status = exchange.status,
): Promise<{ readonly result?: unknown; readonly error?: unknown }> {
  const incoming: Incoming = { status, body, contentType: "application/json", retryAfter: undefined };
  const [group = "", name = ""] = exchange.call.split(".");
  try {
    return { result: await clientReading(incoming)[group]?.[name]?.(...exchange.arguments) };
  } catch (error) {
    return { error };
  }
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "0",
    "-1",
    0,
    -1,
    1.5,
    1e21,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { "0": null },
    { "": {} },
    "\u0000",
    "😀".repeat(50),
  ),
  fc.constantFrom<unknown>(
    "9007199254740993",
    "1e3",
    "0x10",
    "NaN",
    "__proto__",
    "constructor",
    "-----BEGIN CERTIFICATE-----",
    "x".repeat(100_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What is done to one place of an answer. */
type Change = (value: unknown) => unknown;
const change: fc.Arbitrary<Change> = fc.oneof(
  strange.map((other) => () => other),
  fc.integer({ min: 0, max: 60 }).map((times) => (value: unknown) => Array.from({ length: times }, () => value)),
  fc.constant<Change>((value) => ({ value })),
  fc.constant<Change>((value: unknown) => (Array.isArray(value) ? Object.fromEntries(Object.entries(value as unknown[])) : String(value))),
  fc.constant<Change>(() => undefined),
);

/** Goes down at random and changes what is there; JSON leaves out what has become undefined. */
function changedAt(value: unknown, path: readonly number[], how: Change): unknown {
  const [next, ...rest] = path;
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const key = next === undefined || keys.length === 0 ? undefined : keys[next % keys.length];
  if (key === undefined) return how(value);
  const member = changedAt((value as Readonly<Record<string, unknown>>)[key], rest, how);
  if (Array.isArray(value)) return Object.assign([...(value as unknown[])], { [key]: member });
  return { ...(value as object), [key]: member };
}

const mutation = fc.record({ path: fc.array(fc.nat({ max: 40 }), { maxLength: 5 }), how: change });
const hostile = fc.record({ exchange: fc.constantFrom(...answered), mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }) });

/** Every member that is an id, however deep. A server platform of −1 is DigiCert's own; CAs are named by hexadecimal digits. */
const otherIds = ["serverPlatformId", "caCertId"];
function idsIn(value: unknown, name = ""): readonly unknown[] {
  if (typeof value !== "object" || value === null) return /^id$|[a-z]Id$/.test(name) && !otherIds.includes(name) ? [value] : [];
  return Object.entries(value).flatMap(([key, member]) => idsIn(member, Array.isArray(value) ? name : key));
}

function expectOwnError(error: unknown): void {
  if (!isDigicertError(error)) throw new Error("an error that is none of the table", { cause: error });
}

describe("an answer that nobody documented", () => {
  it("is read, or refused by an error of the table; what is read as an id is one", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async ({ exchange, mutations }) => {
        const body = JSON.stringify(mutations.reduce((answer, { path, how }) => changedAt(answer, path, how), exchange.answer)) as
          string | undefined;
        const { result, error } = await readBack(exchange, body ?? "");
        if (error !== undefined) expectOwnError(error);
        for (const id of idsIn(result)) {
          if (id !== undefined && typeof id !== "string" && !(Number.isSafeInteger(id) && Number(id) > 0))
            throw new Error(`${JSON.stringify(id)} as an id`);
        }
      }),
      { numRuns: runs },
    );
  });

  it("is refused where it is no JSON, or only a part of it", async () => {
    const cut = fc.record({ exchange: fc.constantFrom(...answered), part: fc.double({ min: 0, max: 0.999, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(cut, async ({ exchange, part }) => {
        const whole = JSON.stringify(exchange.answer);
        const { error } = await readBack(exchange, whole.slice(0, Math.floor(whole.length * part)));
        expect(error).toBeInstanceOf(exchange.status < 300 ? TransportError : ApiError);
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  });

  it("is an error of its status, whatever its body says", async () => {
    const refused = fc.record({
      exchange: fc.constantFrom(...answered),
      status: fc.integer({ min: 400, max: 599 }),
      body: fc.oneof(fc.json(), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(refused, async ({ exchange, status, body }) => {
        const { error } = await readBack(exchange, body, status);
        // An id that nobody has is an answer, too.
        if (error === undefined) expect([exchange.call, status]).toEqual(["orders.withAlternativeId", 404]);
        else expectOwnError(error);
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  });

  it("is refused however deep it is", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    for (const exchange of answered) {
      const { error } = await readBack(exchange, deep);
      if (error !== undefined) expectOwnError(error);
    }
  });
});
