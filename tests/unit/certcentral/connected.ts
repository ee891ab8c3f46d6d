import { connect, type CertCentral, type Connection } from "../../../provider/certcentral/client";
import { startAnswering, type AnsweringServer, type Received, type Reply } from "../../support/answeringServer";
import { fakeTime } from "./fakeTime";

export const apiKey = "TESTKEYOFTHECLIENTTESTSONLY1234";

/** A client of a base URL; pauses between attempts take no time. */
export function clientOf(baseUrl: string, more: Partial<Connection> = {}): CertCentral {
  return connect({ apiKey, baseUrl, region: "us", version: "1.2.3", beforeChange: () => undefined, time: fakeTime(), ...more });
}

/** Runs a test against a server that answers as it says, and a client of it. */
export async function against<T>(
  reply: (received: Received, before: number) => Reply,
  test: (client: CertCentral, server: AnsweringServer) => Promise<T>,
  more: Partial<Connection> = {},
): Promise<T> {
  const server = await startAnswering(reply);
  try {
    return await test(clientOf(`${server.url}/services/v2`, more), server);
  } finally {
    await server.stop();
  }
}

/** What a call throws. */
export async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

export const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });
export const order = { id: 12, status: "issued", certificate: {} };
