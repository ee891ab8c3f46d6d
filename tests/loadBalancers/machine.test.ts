import { existsSync, readFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";

import { newMachine } from "./machine";

const given = "/proc/sys/net/ipv4/ip_local_port_range";
const product = {
  program: "none",
  debianPackage: "none",
  configuration: () => "",
  check: () => "true",
  start: () => "true",
  reload: "true",
};

describe("the port of a load balancer", () => {
  (existsSync(given) ? it : it.skip)("is none that the system gives to a connection, and keeps for a minute after it", async () => {
    const [first = 0] = readFileSync(given, "utf8").trim().split(/\s+/).map(Number);
    const { port } = await newMachine(product);
    expect(port).toBeLessThan(first);
  });

  it("is free", async () => {
    const { port } = await newMachine(product);
    await expect(connects(port)).resolves.toBe(false);
    const server = createServer().listen(port, "127.0.0.1");
    await expect(connects(port)).resolves.toBe(true);
    server.close();
  });
});

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
  });
}
