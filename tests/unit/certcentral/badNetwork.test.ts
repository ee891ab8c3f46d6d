import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect as connectSocket, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, promisify } from "node:util";

import { TransportError } from "../../../provider/errors";
import { listening, type Reply } from "../../support/answeringServer";
import { makeCsr } from "../../support/csr";
import { issue, makeRoot } from "../x509/authority";
import { against, apiKey, clientOf, json, order, thrownBy } from "./connected";

const limits = { connectSeconds: 0.4, answerSeconds: 0.8, answerBytes: 10_000 };

/** A connection that ends without an answer. */
const reset: Reply = (response) => response.socket?.resetAndDestroy();

async function listeningOn<T>(server: Server, test: (port: number) => Promise<T>): Promise<T> {
  const port = await listening(server);
  try {
    return await test(port);
  } finally {
    server.close();
  }
}

describe("certainly nothing was sent, and an order is tried again,", () => {
  it("where nobody listens", async () => {
    const port = await listeningOn(createTcpServer(), (free) => Promise.resolve(free));
    const error = await thrownBy(clientOf(`http://127.0.0.1:${String(port)}`).orders.place("private_ssl_plus", {}));
    expect(error).toMatchObject({ code: "DIGICERT_NOT_REACHED", reached: "no", retryable: true });
    expect((error as Error).message).toContain("ECONNREFUSED");
  });

  it("where the host has no address", async () => {
    const error = await thrownBy(clientOf("https://certcentral.invalid/services/v2").orders.place("private_ssl_plus", {}));
    expect(error).toMatchObject({ code: "DIGICERT_NOT_REACHED", reached: "no" });
  });

  it("where a connection does not come about in time", async () => {
    const sockets: Socket[] = [];
    // It accepts the connection and never answers the handshake.
    await listeningOn(
      createTcpServer((socket) => sockets.push(socket)),
      async (port) => {
        const error = await thrownBy(clientOf(`https://127.0.0.1:${String(port)}`, { limits }).orders.place("private_ssl_plus", {}));
        expect(error).toMatchObject({ code: "DIGICERT_NOT_REACHED", reached: "no" });
        expect((error as Error).message).toContain("no connection after 0.4 s");
        expect(sockets).toHaveLength(5);
        for (const socket of sockets) socket.destroy();
      },
    );
  });

  it("where the other side ends the handshake", async () => {
    await listeningOn(
      createTcpServer((socket) => socket.destroy()),
      async (port) => {
        const error = await thrownBy(clientOf(`https://127.0.0.1:${String(port)}`).orders.place("private_ssl_plus", {}));
        expect(error).toMatchObject({ code: "DIGICERT_NOT_REACHED", reached: "no" });
      },
    );
  });
});

describe("a server whose certificate is not trusted", () => {
  it("gets nothing, neither the key nor the order", async () => {
    let requests = 0;
    const { key, cert } = loopbackCertificate();
    const server = createHttpsServer({ key, cert }, () => requests++);
    await listeningOn(server, async (port) => {
      const error = await thrownBy(clientOf(`https://127.0.0.1:${String(port)}`).orders.place("private_ssl_plus", {}));
      expect(error).toMatchObject({ code: "DIGICERT_TLS_REFUSED", reached: "no", retryable: false });
      expect((error as Error).message).toContain("NODE_EXTRA_CA_CERTS");
      expect(requests).toBe(0);
    });
  });
});

describe("whether it was carried out is not known, and an order is not sent again,", () => {
  it.each<[string, Reply, string]>([
    ["the connection is reset before the answer", reset, "DIGICERT_CONNECTION_LOST"],
    ["the connection is closed before the answer", (response) => response.socket?.end(), "DIGICERT_CONNECTION_LOST"],
    [
      "the answer is cut off",
      (response) => {
        response.writeHead(201, { "content-length": "100" });
        response.write('{"id":');
        setTimeout(() => response.socket?.destroy(), 20);
      },
      "DIGICERT_CONNECTION_LOST",
    ],
    [
      "the answer is cut off without anybody telling",
      (response) => {
        response.writeHead(201, { connection: "close", "transfer-encoding": "identity" });
        response.end('{"id":');
      },
      "DIGICERT_UNREADABLE_ANSWER",
    ],
    ["the answer is no JSON", { status: 200, body: "<html>Log in</html>" }, "DIGICERT_UNREADABLE_ANSWER"],
    ["the answer is empty", { status: 200, body: "" }, "DIGICERT_UNREADABLE_ANSWER"],
    ["the answer is no HTTP", (response) => response.socket?.end("HTTP/1.1 ABC\r\n\r\n"), "DIGICERT_UNREADABLE_ANSWER"],
    [
      "the answer is not compressed as it says",
      { status: 200, headers: { "content-encoding": "gzip" }, body: "plain" },
      "DIGICERT_UNREADABLE_ANSWER",
    ],
    ["the answer is a redirect", { status: 307, headers: { location: "https://elsewhere.example/in?token=x" } }, "DIGICERT_REDIRECTED"],
    ["the answer does not come", () => undefined, "DIGICERT_NO_ANSWER"],
    [
      "the answer begins and does not end",
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(" "), 50);
        response.on("close", () => {
          clearInterval(timer);
        });
      },
      "DIGICERT_NO_ANSWER",
    ],
    ["the answer is larger than any of DigiCert's", { status: 200, body: " ".repeat(20_000) }, "DIGICERT_ANSWER_TOO_LARGE"],
  ])("where %s", async (_, reply, code) => {
    await against(
      () => reply,
      async (client, { received }) => {
        const error = await thrownBy(client.orders.place("private_ssl_plus", {}));
        expect(error).toBeInstanceOf(TransportError);
        expect(error).toMatchObject({ code, reached: "unknown" });
        expect(received).toHaveLength(1);
        expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(apiKey);
      },
      { limits },
    );
  });
});

describe("a call that only reads", () => {
  it("is made again after a lost connection, and after an answer that cannot be read", async () => {
    await against(
      (_, before) => [reset, { status: 200, body: "{" }][before] ?? json(200, order),
      async (client, { received }) => {
        expect(await client.orders.info(12)).toMatchObject({ orderId: 12 });
        expect(received).toHaveLength(3);
      },
    );
  });

  it("survives that the kept connection was closed while it was idle", async () => {
    await against(
      () => (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify(order), () => response.socket?.destroy());
      },
      async (client, { received }) => {
        for (let reads = 0; reads < 5; reads++) expect(await client.orders.info(12)).toMatchObject({ orderId: 12 });
        expect(received.length).toBeGreaterThanOrEqual(5);
      },
    );
  });
});

describe("a redirect", () => {
  it("is never followed: no other server sees the key, and the message shows its host only", async () => {
    await against(
      () => json(200, order),
      async (_, elsewhere) => {
        const location = `${elsewhere.url}/services/v2/order/certificate/12?token=secretish`;
        await against(
          () => ({ status: 302, headers: { location } }),
          async (client, { received }) => {
            const error = (await thrownBy(client.orders.info(12))) as Error;
            expect(error.message).toContain(`302 to 127.0.0.1:${String(elsewhere.port)}`);
            expect(error.message).not.toContain("secretish");
            expect(received).toHaveLength(1);
            expect(elsewhere.received).toHaveLength(0);
          },
        );
      },
    );
  });
});

describe("a proxy named by HTTPS_PROXY", () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it("is left out for a host that NO_PROXY names", async () => {
    process.env["HTTP_PROXY"] = process.env["HTTPS_PROXY"] = "http://127.0.0.1:9";
    process.env["NO_PROXY"] = process.env["no_proxy"] = "127.0.0.1";
    await against(
      () => json(200, order),
      async (client) => {
        expect(await client.orders.info(12)).toMatchObject({ orderId: 12 });
      },
    );
  });

  it.each([
    [407, "DIGICERT_PROXY_REFUSED", 1],
    [403, "DIGICERT_PROXY_REFUSED", 1],
    [502, "DIGICERT_NOT_REACHED", 5],
  ])("that answers %i itself keeps the order from DigiCert: certainly nothing reached it", async (status, code, attempts) => {
    const asked: string[] = [];
    const proxy = createHttpServer();
    proxy.on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.end(`HTTP/1.1 ${String(status)} No\r\ncontent-length: 0\r\n\r\n`);
    });
    await listeningOn(proxy, async (port) => {
      process.env["HTTPS_PROXY"] = process.env["https_proxy"] = `http://somebody:hunter2hunter2@127.0.0.1:${String(port)}`;
      process.env["NO_PROXY"] = process.env["no_proxy"] = "";
      const error = await thrownBy(clientOf("https://certcentral.invalid/services/v2").orders.place("private_ssl_plus", {}));
      expect(error).toMatchObject({ code, reached: "no" });
      expect((error as Error).message).toContain(`the proxy answered ${String(status)}`);
      expect(inspect(error, { depth: 20 })).not.toContain("hunter2");
      expect(asked).toEqual(Array<string>(attempts).fill("certcentral.invalid:443"));
    });
  });

  it("carries calls through a tunnel in which it sees nothing, to a server with a private CA that Node was given", async () => {
    const { key, cert, ca } = loopbackCertificate();
    const seen: string[] = [];
    const server = createHttpsServer({ key, cert }, (request, response) => {
      seen.push(`${request.method ?? ""} ${request.url ?? ""} ${String(request.headers["x-dc-devkey"])}`);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(order));
    });
    const tunnels: string[] = [];
    const proxy = createHttpServer();
    proxy.on("connect", (request, socket: Socket) => {
      tunnels.push(request.url ?? "");
      const [host = "", port = ""] = (request.url ?? "").split(":");
      const onwards = connectSocket(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(onwards).pipe(socket);
      });
      onwards.on("error", () => socket.destroy());
      socket.on("error", () => onwards.destroy());
    });
    await listeningOn(server, (port) =>
      listeningOn(proxy, async (proxyPort) => {
        const baseUrl = `https://127.0.0.1:${String(port)}/services/v2`;
        expect(await callInProcess(baseUrl, ca, `http://127.0.0.1:${String(proxyPort)}`)).toBe("12 issued\n");
        expect(tunnels).toEqual([`127.0.0.1:${String(port)}`]);
        expect(seen).toEqual([`GET /services/v2/order/certificate/12 ${apiKey}`]);
      }),
    );
  }, 120_000);
});

/** Proxy and CA are read when a process begins, so the call is made in one of its own. */
async function callInProcess(baseUrl: string, ca: string, proxy: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-digicert-test-"));
  try {
    const file = join(folder, "ca.pem");
    await writeFile(file, ca);
    const env = { ...process.env, HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "", NODE_EXTRA_CA_CERTS: file };
    const script = ["tools/runTypeScript.mjs", "tests/unit/certcentral/oneCall.ts", baseUrl, apiKey];
    return (await promisify(execFile)(process.execPath, script, { env, timeout: 100_000 })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function loopbackCertificate(): { readonly key: string; readonly cert: string; readonly ca: string } {
  const root = makeRoot("Test Root");
  const { privateKeyPem, csrPem } = makeCsr(["127.0.0.1"]);
  return { key: privateKeyPem, cert: issue(root, csrPem, ["127.0.0.1"]), ca: root.pem };
}
