import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type ConnectionOptions, type Server, type TLSSocket } from "node:tls";

import { describeWithEngine } from "../engine/harness";
import { newSandbox } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { exampleProject, wholeLife } from "./exampleProject";

interface Outputs {
  readonly server: { readonly certificate: string; readonly trustedClientRoots: string; readonly allowedClient: string };
  readonly client: { readonly certificate: string; readonly trustedServerRoots: string; readonly serverName: string };
}

/** A server as README describes it: it checks the chain, then the name. It answers with whom it let in. */
async function serve({ certificate, trustedClientRoots, allowedClient }: Outputs["server"], key: string): Promise<Server> {
  const options = { cert: certificate, key, ca: trustedClientRoots, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (socket: TLSSocket) => {
    const name = socket.getPeerCertificate().subject.CN;
    if (name === allowedClient) socket.end(`welcome, ${name}`);
    else socket.destroy();
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** What the server said; nothing, where it let nobody in. Rejects where the server is not trusted. */
async function ask(server: Server, options: ConnectionOptions): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port: (server.address() as AddressInfo).port, ...options });
  return await new Promise((resolve, reject) => {
    let said = "";
    socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
    socket.on("close", () => {
      resolve(said);
    });
    // A refusal of the client reaches it as an alert; one of the server is the client's own error.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (/alert|ECONNRESET|EPIPE/i.test(`${String(error.code)} ${error.message}`)) resolve(said);
      else reject(error);
    });
  });
}

describeWithEngine("the example of mutual TLS", () => {
  it("lets the one client in, and nobody else: not without a certificate, not with another one of the same CA", async () => {
    const sandbox = await newSandbox();
    const [ledger, payments] = [makeCsr(["ledger.corp.example"]), makeCsr(["payments.corp.example"])];
    const project = await exampleProject("mutualTls", {
      sandbox,
      config: { organizationId: "123456", ledgerCsr: ledger.csrPem, paymentsCsr: payments.csrPem },
    });
    await wholeLife(project, async (outputs) => {
      const { server: atServer, client: atClient } = outputs as unknown as Outputs;
      const server = await serve(atServer, ledger.privateKeyPem);
      const trust = { ca: atClient.trustedServerRoots, servername: atClient.serverName };
      const own = { ...trust, cert: atClient.certificate, key: payments.privateKeyPem };
      try {
        expect(await ask(server, own)).toBe("welcome, payments.corp.example");
        expect(await ask(server, trust)).toBe("");
        expect(await ask(server, { ...trust, cert: atServer.certificate, key: ledger.privateKeyPem })).toBe("");
        await expect(ask(server, { ...own, servername: "payments.corp.example" })).rejects.toThrow(/altnames/);
      } finally {
        server.close();
      }
    });
  }, 120_000);
});
