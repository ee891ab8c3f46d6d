import { once } from "node:events";
import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";

import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";

/** One sentence that an engine was told. */
export interface Told {
  readonly severity: number;
  readonly message: string;
  readonly urn: string;
}

export interface FakeEngine {
  readonly address: string;
  readonly told: readonly Told[];
  /** Takes sentences, and answers none. */
  deaf: boolean;
  /** As the death of the command line: every session ends. */
  die(): Promise<void>;
}

const FRAME_HEADER_BYTES = 5;

/** The far end of a provider process: a real HTTP/2 server that takes `pulumirpc.Engine/Log`. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const server = createServer();
  const sessions = new Set<ServerHttp2Session>();
  const told: Told[] = [];
  server.on("session", (session) => sessions.add(session));
  server.on("stream", (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("error", () => undefined);
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const request = LogRequest.deserializeBinary(Buffer.concat(chunks).subarray(FRAME_HEADER_BYTES));
      told.push({ severity: request.getSeverity(), message: request.getMessage(), urn: request.getUrn() });
      if (engine.deaf) return;
      const isLog = headers[":path"] === "/pulumirpc.Engine/Log";
      stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": isLog ? "0" : "12" });
      stream.end(Buffer.alloc(FRAME_HEADER_BYTES));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const engine: FakeEngine = {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    told,
    deaf: false,
    async die() {
      for (const session of sessions) session.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
  return engine;
}
