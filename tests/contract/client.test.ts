import { connect, type CertCentral } from "../../provider/certcentral/client";
import { ApiError } from "../../provider/errors";
import { startAnswering, type AnsweringServer } from "../support/answeringServer";
import { exchanges, type Exchange } from "./exchange";

const apiKey = "TESTKEYOFTHECONTRACTTESTSONLY";

function clientOf({ url }: AnsweringServer): CertCentral {
  return connect({ apiKey, baseUrl: `${url}/services/v2`, region: "us", version: "0.0.0", beforeChange: () => undefined });
}

type Functions = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;

function groupsOf(client: CertCentral): Readonly<Record<string, Functions>> {
  const { orders, certificates, requests, products, organizations, standing } = client;
  return { orders, certificates, requests, products, organizations, standing } as unknown as Readonly<Record<string, Functions>>;
}

/** Makes the call of an exchange. */
async function made(client: CertCentral, exchange: Exchange): Promise<unknown> {
  const [group = "", name = ""] = exchange.call.split(".");
  return await groupsOf(client)[group]?.[name]?.(...exchange.arguments);
}

function answering({ status, answer, answerText, contentType, date }: Exchange): Promise<AnsweringServer> {
  const body = answerText ?? (answer === undefined ? "" : JSON.stringify(answer));
  const headers = { ...(contentType === undefined ? {} : { "content-type": contentType }), ...(date === undefined ? {} : { date }) };
  return startAnswering(() => ({ status, body, headers }));
}

/** What came of an exchange, at both ends. */
async function carriedOut(exchange: Exchange) {
  const server = await answering(exchange);
  try {
    const came = await made(clientOf(server), exchange).then(
      (result) => ({ result, error: undefined }),
      (error: unknown) => ({ result: undefined, error }),
    );
    return { ...came, received: server.received };
  } finally {
    await server.stop();
  }
}

const recorded = exchanges();

describe.each(recorded.map((exchange) => [exchange.file, exchange] as const))("%s", (_, exchange) => {
  it(`is what the client sends, and reads: ${exchange.shows}`, async () => {
    const { result, error, received } = await carriedOut(exchange);
    const { method, path, query, body } = exchange.request;
    expect(received).toHaveLength(1);
    const [sent] = received;
    expect(sent).toMatchObject({ method, path: `/services/v2/${path}`, query: query ?? {} });
    expect(sent?.body === "" ? undefined : JSON.parse(sent?.body ?? "")).toEqual(body);
    expect(sent?.headers).toMatchObject({ "x-dc-devkey": apiKey, "content-type": "application/json" });
    if (exchange.throws === undefined) {
      expect(error).toBeUndefined();
      // Strictly: a member that is absent from the answer is absent, and not undefined.
      expect(result).toStrictEqual(exchange.reads);
    } else {
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject(exchange.throws);
    }
  });
});

describe("the recorded exchanges", () => {
  it("show every call of the client", () => {
    const client = connect({ apiKey, baseUrl: "http://127.0.0.1:9", region: "us", version: "0.0.0", beforeChange: () => undefined });
    const calls = Object.entries(groupsOf(client)).flatMap(([group, functions]) =>
      Object.keys(functions).map((name) => `${group}.${name}`),
    );
    expect([...new Set(recorded.map(({ call }) => call))].sort()).toEqual(calls.sort());
  });
});
