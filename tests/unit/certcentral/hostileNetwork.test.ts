/** Servers that answer as no server should: bounded in time by the client's own deadlines and in memory by its own limits, and never given the key twice. */
import { execFile } from "node:child_process";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";

import { TransportError } from "../../../provider/errors";
import { listening, startAnswering, type Reply } from "../../support/answeringServer";
import { against, clientOf, json, order, thrownBy } from "./connected";

const limits = { connectSeconds: 2, answerSeconds: 1, answerBytes: 10_000 };

/** Writes as long as the other side listens, and lets it listen. */
function endlessly(socket: Socket, text: string): void {
  const more = (): void => {
    if (socket.destroyed) return;
    if (socket.write(text.repeat(20))) setImmediate(more);
    else socket.once("drain", () => setImmediate(more));
  };
  more();
}

/** First one text, then another one for ever. */
function thenEndlessly(first: string, text: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(first);
    endlessly(socket, text);
  };
}

/** A server that says, once it was asked, what no HTTP server would. */
async function saying<T>(say: (socket: Socket) => void, test: (url: string) => Promise<T>): Promise<T> {
  const sockets: Socket[] = [];
  const server: Server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", () => {
      say(socket);
    });
  });
  const port = await listening(server);
  try {
    return await test(`http://127.0.0.1:${String(port)}`);
  } finally {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

const head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
const answer = JSON.stringify(order);

describe("an order is sent once, and its answer is refused in time,", () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ["where its headers have no end", thenEndlessly(head, `X-More: ${"x".repeat(1000)}\r\n`), "UNREADABLE_ANSWER"],
    ["where its body has no end", thenEndlessly(chunked, `3e8\r\n${"[".repeat(1000)}\r\n`), "ANSWER_TOO_LARGE"],
    [
      "where its body is as long as it said, which is too long",
      thenEndlessly(`${head}Content-Length: 99999999999\r\n\r\n`, " ".repeat(1000)),
      "ANSWER_TOO_LARGE",
    ],
    [
      "where a byte comes now and then",
      (socket) => {
        socket.write(chunked);
        const timer = setInterval(() => socket.write("1\r\n \r\n"), 50);
        socket.on("close", () => {
          clearInterval(timer);
        });
      },
      "NO_ANSWER",
    ],
    ["where only preliminary answers come, without end", thenEndlessly("", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"), "NO_ANSWER"],
    [
      "where it changes to another protocol",
      (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n{}"),
      "NO_ANSWER",
    ],
    ["where it is longer than it said", (socket) => socket.write(`${head}Content-Length: 5\r\n\r\n${answer}`), "UNREADABLE_ANSWER"],
    ["where it is shorter than it said", (socket) => socket.end(`${head}Content-Length: 5000\r\n\r\n${answer}`), "CONNECTION_LOST"],
    [
      "where it has two lengths",
      (socket) => socket.write(`${head}Content-Length: 5\r\nContent-Length: 50\r\n\r\n${answer}`),
      "UNREADABLE_ANSWER",
    ],
    [
      "where it has a length and is in chunks",
      (socket) => socket.write(`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
      "UNREADABLE_ANSWER",
    ],
    ["where a chunk has no length", (socket) => socket.write(`${chunked}many\r\n${answer}\r\n`), "UNREADABLE_ANSWER"],
    ["where the other side stops talking and listens on", (socket) => socket.end(chunked), "CONNECTION_LOST"],
    ["where it is TLS", (socket) => socket.write(Buffer.from("160303004a0200004603037f", "hex")), "UNREADABLE_ANSWER"],
    ["where it is older than HTTP", (socket) => socket.end("<html>hello</html>"), "UNREADABLE_ANSWER"],
  ])("%s", async (_, say, code) => {
    let requests = 0;
    const counted = (socket: Socket): void => {
      requests += 1;
      say(socket);
    };
    await saying(counted, async (url) => {
      const error = await thrownBy(clientOf(url, { limits }).orders.place("private_ssl_plus", {}));
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ code: `DIGICERT_${code}`, reached: "unknown" });
      expect((error as Error).message.length).toBeLessThan(1_000);
      expect(requests).toBe(1);
    });
  });

  const bomb = Buffer.alloc(5_000_000, " ");
  it.each([
    ["gzip", gzipSync(bomb), "ANSWER_TOO_LARGE"],
    ["br", brotliCompressSync(bomb), "ANSWER_TOO_LARGE"],
    ["deflate", deflateSync(bomb), "ANSWER_TOO_LARGE"],
    ["deflate", deflateRawSync(bomb), "ANSWER_TOO_LARGE"],
    ["gzip, gzip", gzipSync(gzipSync(bomb)), "UNREADABLE_ANSWER"],
    ["gzip", gzipSync(gzipSync(bomb)), "UNREADABLE_ANSWER"],
    ["identity", gzipSync(bomb), "UNREADABLE_ANSWER"],
  ])("where it is far larger than it looks: %s", async (encoding, body, code) => {
    const reply: Reply = (response) => {
      response.writeHead(201, { "content-type": "application/json", "content-encoding": encoding });
      response.end(body);
    };
    await against(
      () => reply,
      async (client, { received }) => {
        expect(await thrownBy(client.orders.place("private_ssl_plus", {}))).toMatchObject({ code: `DIGICERT_${code}`, reached: "unknown" });
        expect(received).toHaveLength(1);
      },
      { limits },
    );
  });
});

describe("an answer that is only old or odd is read", () => {
  it("of HTTP 1.0, which ends with its connection", async () => {
    await saying(
      (socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${answer}`),
      async (url) => {
        expect(await clientOf(url, { limits }).orders.info(12)).toMatchObject({ orderId: 12 });
      },
    );
  });

  it("after some preliminary ones", async () => {
    const early = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(20);
    await saying(
      (socket) => socket.write(`${early}HTTP/1.1 200 OK\r\nContent-Length: ${String(answer.length)}\r\n\r\n${answer}`),
      async (url) => {
        expect(await clientOf(url, { limits }).orders.info(12)).toMatchObject({ orderId: 12 });
      },
    );
  });
});

describe("a call that may be made again", () => {
  it("is not taken for done where content follows what says that there is none: who knows whose answer it is", async () => {
    await saying(
      (socket) => socket.write(`HTTP/1.1 204 No Content\r\nContent-Length: ${String(answer.length)}\r\n\r\n${answer}`),
      async (url) => {
        const error = await thrownBy(clientOf(url, { limits }).orders.cancel(12, "not wanted"));
        expect(error).toMatchObject({ code: "DIGICERT_UNREADABLE_ANSWER", reached: "unknown" });
      },
    );
  });
});

describe("a redirect to elsewhere", () => {
  it.each([300, 301, 302, 303, 305, 307, 308])("is never followed, nobody there is shown the key or the order: %i", async (status) => {
    const elsewhere = await startAnswering(() => json(200, order));
    try {
      const reply: Reply = { status, headers: { location: `${elsewhere.url}/services/v2/order/certificate/12` } };
      await against(
        () => reply,
        async (client, { received }) => {
          for (const call of [client.orders.info(12), client.orders.place("private_ssl_plus", {}), client.orders.cancel(12, "x")]) {
            expect(await thrownBy(call)).toMatchObject({ code: "DIGICERT_REDIRECTED", reached: "unknown" });
          }
          expect(received).toHaveLength(3);
          expect(elsewhere.received).toHaveLength(0);
        },
      );
    } finally {
      await elsewhere.stop();
    }
  });
});

describe("a server that speaks no TLS where it should", () => {
  it.each([
    ["plain HTTP", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["garbage", Buffer.alloc(4_000, 0xa5)],
    ["an alert", Buffer.from("15030300020228", "hex")],
    ["half a handshake", Buffer.from("160303004a0200004603037f", "hex")],
  ])("gets neither key nor order: %s", async (_, bytes) => {
    const heard: Buffer[] = [];
    await saying(
      (socket) => {
        socket.on("data", (more) => heard.push(Buffer.from(more)));
        socket.end(bytes);
      },
      async (url) => {
        const error = await thrownBy(clientOf(url.replace("http:", "https:"), { limits }).orders.place("private_ssl_plus", {}));
        expect(error).toBeInstanceOf(TransportError);
        expect(error).toMatchObject({ reached: "no" });
        expect(Buffer.concat(heard).toString("latin1")).not.toContain("DEVKEY");
      },
    );
  });
});

describe("the memory that an answer takes", () => {
  const ALL_BYTES = 200_000_000;
  const spaces = Buffer.alloc(1_000_000, " ");

  function* manySpaces(): Generator<Buffer> {
    for (let sent = 0; sent < ALL_BYTES; sent += spaces.length) yield spaces;
  }

  const endless: Reply = (response) => {
    response.writeHead(201, { "content-type": "application/json" });
    pipeline(Readable.from(manySpaces()), response, () => undefined);
  };
  const compressed: Reply = (response) => {
    response.writeHead(201, { "content-type": "application/json", "content-encoding": "gzip" });
    pipeline(Readable.from(manySpaces()), createGzip({ level: 1 }), response, () => undefined);
  };
  const good = json(201, { id: 12, requests: [] });
  /** The limit of 16 MB, as it came and as text, and what a garbage collector leaves for a while. */
  const MOST_MEGABYTES = 120;

  async function costOf(reply: Reply): Promise<{ readonly outcome: string; readonly megabytes: number }> {
    const server = await startAnswering(() => reply);
    try {
      const script = ["tools/runTypeScript.mjs", "tests/unit/certcentral/costOfCall.ts", server.url];
      const { stdout } = await promisify(execFile)(process.execPath, script, { timeout: 120_000 });
      return JSON.parse(stdout) as { readonly outcome: string; readonly megabytes: number };
    } finally {
      await server.stop();
    }
  }

  it("is bounded, though ten times as much comes, or it becomes so much when it is unpacked", async () => {
    const usual = await costOf(good);
    expect(usual.outcome).toBe("taken");
    for (const reply of [endless, compressed]) {
      const { outcome, megabytes } = await costOf(reply);
      expect(outcome).toBe("DIGICERT_ANSWER_TOO_LARGE");
      expect(megabytes - usual.megabytes).toBeLessThan(MOST_MEGABYTES);
    }
  }, 200_000);
});
