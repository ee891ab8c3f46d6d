import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Counts connections: requests with the same number came over the same one. */
  readonly connection: number;
}

/** An answer, or what is done to the connection instead. */
export type Reply =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | ((response: ServerResponse, request: IncomingMessage) => void);

/** A real HTTP server on loopback that answers as the test says. */
export interface AnsweringServer {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

/** `reply` gets each request and how many came before it. */
export async function startAnswering(reply: (received: Received, before: number) => Reply): Promise<AnsweringServer> {
  const received: Received[] = [];
  const connections: Socket[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const arrived = readRequest(request, Buffer.concat(chunks).toString(), connections.indexOf(request.socket));
      received.push(arrived);
      answer(response, request, reply(arrived, received.length - 1));
    });
  });
  server.on("connection", (socket) => connections.push(socket));
  const port = await listening(server);
  return { url: `http://127.0.0.1:${String(port)}`, port, received, stop: () => stopped(server) };
}

function readRequest(request: IncomingMessage, body: string, connection: number): Received {
  const url = new URL(request.url ?? "/", "http://server");
  const { method = "", headers } = request;
  return { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body, connection };
}

function answer(response: ServerResponse, request: IncomingMessage, reply: Reply): void {
  if (typeof reply === "function") {
    reply(response, request);
    return;
  }
  response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
  response.end(reply.body);
}

/** Listens on a free port of loopback. */
export async function listening(server: NetServer): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
