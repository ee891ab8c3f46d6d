import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands behind the load balancer. */
export interface Backend {
  readonly port: number;
  /** Resolves when a request for `/held` is here, which gets its answer with `release`. */
  held(): Promise<void>;
  release(): void;
}

const open = new Set<{ close(): void }>();

export async function startBackend(): Promise<Backend> {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.url === "/held") waiting.push(response);
    else response.end("here I am\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.add({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return {
    port: (server.address() as AddressInfo).port,
    async held() {
      while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    release() {
      for (const response of waiting.splice(0)) response.end("held until now\n");
    },
  };
}

afterAll(() => {
  for (const server of open) server.close();
});
