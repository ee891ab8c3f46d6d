import { createServer, type TlsOptions } from "node:tls";
import type { AddressInfo } from "node:net";

import { inFiles, makeCsr, openssl } from "../support/csr";
import { startTlsClients, type Traffic } from "./tlsClients";

const servername = "api.corp.example";
const answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhere I am\n";

function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKeyPem } = makeCsr([servername]);
  const options = ["-x509", "-subj", `/CN=${servername}`, "-addext", `subjectAltName=DNS:${servername}`, "-days", "1"];
  const cert = inFiles({ key: privateKeyPem }, ({ key = "" }) => openssl(["req", "-new", "-key", key, ...options]));
  return { key: privateKeyPem, cert };
}

/** What clients make of a server that answers so, while they trust one certificate. */
async function trafficOf(options: TlsOptions, ca: string, sent: string, least: { readonly done: number }): Promise<Traffic> {
  let connections = 0;
  const server = createServer(options, (socket) => {
    connections += 1;
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(sent));
  });
  server.on("tlsClientError", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const clients = startTlsClients({ port: (server.address() as AddressInfo).port, servername, ca });
  await clients.reach(least.done);
  while (connections < 20) await new Promise((resolve) => setTimeout(resolve, 10));
  const traffic = await clients.stop();
  server.close();
  return traffic;
}

describe("a connection of the clients", () => {
  const identity = selfSigned();

  it("is a new handshake with the serial number of who answered", async () => {
    const { handshakes, failures } = await trafficOf(identity, identity.cert, answer, { done: 50 });
    expect(failures).toEqual([]);
    expect(handshakes.length).toBeGreaterThanOrEqual(50);
    expect(handshakes[0]?.serialNumber).toMatch(/^[0-9A-F]+$/);
  }, 30_000);

  it.each([
    ["the chain does not end at the root they trust", selfSigned().cert, answer, /self-signed certificate/],
    ["the answer is cut off", identity.cert, answer.slice(0, -10), /the answer was/],
    ["the answer is another", identity.cert, answer.replace("200 OK", "503 Service Unavailable"), /503/],
  ])(
    "has failed when %s",
    async (_how, ca, sent, why) => {
      const { handshakes, failures } = await trafficOf(identity, ca, sent, { done: 0 });
      expect(handshakes).toEqual([]);
      expect(failures[0]).toMatch(why);
    },
    30_000,
  );
});
