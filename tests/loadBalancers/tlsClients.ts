import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** One connection of a client, from the first packet to the end of the answer, in milliseconds as of Date.now(). */
export interface Handshake {
  readonly started: number;
  readonly ended: number;
  /** Of the leaf that the server sent, upper-case hex. */
  readonly serialNumber: string;
}

export interface Traffic {
  readonly handshakes: readonly Handshake[];
  /** A sentence for each connection that did not come to its end. */
  readonly failures: readonly string[];
}

/** Clients that connect without a pause. */
export interface TlsClients {
  /** Connections that came to their end so far. */
  done(): number;
  /** Resolves once there are so many. */
  reach(connections: number): Promise<void>;
  stop(): Promise<Traffic>;
}

interface Target {
  readonly port: number;
  readonly servername: string;
  /** The only root that is trusted. */
  readonly ca: string;
}

type Message = { readonly done: number } | Traffic;

const processes = 2;
const atOnce = 4;
const running = new Set<ChildProcess>();

export function startTlsClients(target: Target): TlsClients {
  const clients = Array.from({ length: processes }, () => startClient(target));
  const done = () => clients.reduce((sum, client) => sum + client.done(), 0);
  return {
    done,
    async reach(connections) {
      while (done() < connections) {
        if (clients.some((client) => !client.isAlive())) throw new Error("A client has ended by itself");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      const traffic = await Promise.all(clients.map((client) => client.stop()));
      return { handshakes: traffic.flatMap(({ handshakes }) => handshakes), failures: traffic.flatMap(({ failures }) => failures) };
    },
  };
}

function startClient(target: Target) {
  const child = fork(join(__dirname, "tlsClient.mjs"), [JSON.stringify({ ...target, atOnce })], { execArgv: [] });
  running.add(child);
  let done = 0;
  let traffic: Traffic | undefined;
  child.on("message", (message: Message) => {
    if ("done" in message) done = message.done;
    else traffic = message;
  });
  const ended = once(child, "exit").then(() => running.delete(child));
  return {
    done: () => done,
    isAlive: () => running.has(child),
    async stop(): Promise<Traffic> {
      child.send("stop");
      await ended;
      if (traffic === undefined) throw new Error("A client ended without saying what it has seen");
      return traffic;
    },
  };
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
