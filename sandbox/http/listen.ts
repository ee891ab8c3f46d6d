import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  stop(): Promise<void>;
}

/** What a request brought with it, read to its end. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** On the loopback interface only, whatever is asked. */
const HOST = "127.0.0.1";
const MAX_BODY_BYTES = 4_000_000;

/** Listens; what is still open when it stops is cut off. `handle` is called with whole requests only. */
export async function listen(port: number, handle: (received: Received, response: ServerResponse) => void): Promise<Listening> {
  const server = createServer((request, response) => {
    read(request).then(
      (received) => {
        handle(received, response);
      },
      // The client went away in the middle of its request, or never came to its end: there is nobody to answer.
      () => request.socket.destroy(),
    );
  });
  await started(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return { origin: `http://${HOST}:${String(taken)}`, stop: () => stopped(server) };
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new RangeError(`a body of more than ${String(MAX_BODY_BYTES)} bytes`);
    chunks.push(chunk);
  }
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", `http://${HOST}`),
    headers: request.headers,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
