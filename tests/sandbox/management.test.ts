import { request } from "node:http";
import { networkInterfaces } from "node:os";

import { startSandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { callerOf, type Caller } from "./caller";

interface Managed {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
}

/** A call of the management port: with a body it is a POST. */
async function manage({ sandbox }: Pick<Caller, "sandbox">, name: string, body?: unknown): Promise<Managed> {
  const asPost = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.managementUrl}/${name}`, body === undefined ? {} : asPost);
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined };
}

describe("the management port", () => {
  it("tells what there is: addresses, keys, calls, the root", async () => {
    const caller = await callerOf();
    const { baseUrl, apiKey, rootPem, accounts } = caller.sandbox;
    expect((await manage(caller, "")).json).toMatchObject({ baseUrl, accounts: [{ id: 1, keys: [{ apiKey, name: "administrator" }] }] });
    expect((await manage(caller, "root")).text).toBe(rootPem);
    expect(accounts[0]?.organizations).toEqual([{ id: 123456, name: "Sandbox Corporation" }]);
  });

  it("is not the API's port, and wants no key", async () => {
    const caller = await callerOf();
    expect(new URL(caller.sandbox.managementUrl).port).not.toBe(new URL(caller.sandbox.baseUrl).port);
    expect((await caller.get("/journal")).status).toBe(404);
    expect((await manage(caller, "journal")).status).toBe(200);
  });

  it("changes settings, approves, rejects and issues", async () => {
    const caller = await callerOf();
    await manage(caller, "configure", { settings: { approval: "manual", issuance: "manual" } });
    const [first, second] = [await caller.order({ skip_approval: false }), await caller.order({ skip_approval: false })];
    expect((await manage(caller, "approve", { orderId: first.body.id, by: "Ada" })).status).toBe(204);
    await manage(caller, "reject", { requestId: second.body.requests[0].id, comment: "no" });
    expect((await manage(caller, "orders")).json).toMatchObject([{ status: "pending" }, { status: "rejected" }]);
    await manage(caller, "issue", { orderId: first.body.id });
    expect((await manage(caller, "orders")).json).toMatchObject([{ status: "issued" }, { requests: [{ processorComment: "no" }] }]);
  });

  it("does what somebody does in the console", async () => {
    const caller = await callerOf();
    const ids = [await caller.order(), await caller.order(), await caller.order()].map(({ body }) => body.id);
    const [revoked = 0, renewed = 0, forgotten = 0] = ids;
    await manage(caller, "revokeOutside", { orderId: revoked, certificateOnly: true });
    const { csrPem: csr } = makeCsr(["x.example"]);
    const renewal = (await manage(caller, "renewOutside", { orderId: renewed, csr })).json as { readonly orderId: number };
    const reissue = await manage(caller, "reissueOutside", { orderId: renewed, dnsNames: ["b.corp.example"] });
    expect(reissue.json).toEqual({ certificateId: expect.any(Number) as number });
    await manage(caller, "forget", { orderId: forgotten });
    await manage(caller, "configure", { settings: { issuance: "manual" } });
    const { body: waiting } = await caller.order();
    await manage(caller, "cancelOutside", { orderId: waiting.id });
    expect((await manage(caller, "orders")).json).toMatchObject([
      { status: "issued", certificates: [{ status: "revoked" }] },
      { renewedOrderId: renewal.orderId, certificates: [{ dnsNames: [] }, { dnsNames: ["b.corp.example"] }] },
      { forgotten: true },
      { id: renewal.orderId, renewalOfOrderId: renewed },
      { status: "canceled" },
    ]);
  });

  it("moves the clock", async () => {
    const caller = await callerOf();
    const now = async () => new Date(((await manage(caller, "clock")).json as { readonly now: string }).now).getTime();
    await manage(caller, "setClock", { to: "2030-01-01T00:00:00Z" });
    await manage(caller, "advance", { seconds: 3600 });
    expect(Math.abs((await now()) - Date.parse("2030-01-01T01:00:00Z"))).toBeLessThan(5000);
    await manage(caller, "setClock", { offsetSeconds: -60 });
    expect(Math.abs((await now()) - (Date.now() - 60_000))).toBeLessThan(5000);
  });

  it("scripts faults, and shows and clears the journal", async () => {
    const caller = await callerOf();
    await manage(caller, "faults", [{ do: "status", status: 503 }]);
    expect((await caller.get("/user/me")).status).toBe(503);
    expect((await manage(caller, "journal")).json).toMatchObject([{ path: "/user/me", fault: "status" }]);
    await manage(caller, "clearJournal", {});
    expect((await manage(caller, "journal")).json).toEqual([]);
  });

  it("says what is wrong with a call", async () => {
    const caller = await callerOf();
    expect(await manage(caller, "approve", { orderId: 1 })).toMatchObject({ status: 400, json: { problem: "there is no order 1" } });
    expect(await manage(caller, "advance", {})).toMatchObject({ status: 400, json: { problem: "`seconds` is a number" } });
    expect(await manage(caller, "configure", { settings: { color: "red" } })).toMatchObject({
      status: 400,
      json: { problem: "there is no setting `color`" },
    });
    expect(await manage(caller, "faults", [{ do: "explode" }])).toMatchObject({
      status: 400,
      json: { problem: "there is no fault `explode`" },
    });
    expect((await manage(caller, "nothing")).status).toBe(404);
  });

  it("takes nothing from a page in a browser", async () => {
    const { sandbox } = await callerOf();
    const asForm = await fetch(`${sandbox.managementUrl}/clearJournal`, { method: "POST", body: "{}" });
    expect(asForm.status).toBe(403);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${sandbox.managementUrl}/orders`, { headers: { Host: "evil.example" } }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe("a sandbox", () => {
  it("listens on loopback only", async () => {
    const { sandbox } = await callerOf();
    expect([sandbox.baseUrl, sandbox.managementUrl].map((url) => new URL(url).hostname)).toEqual(["127.0.0.1", "127.0.0.1"]);
    const outward = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address } of outward.filter(({ family, internal }) => family === "IPv4" && !internal)) {
      await expect(fetch(`http://${address}:${new URL(sandbox.baseUrl).port}/`)).rejects.toThrow("fetch failed");
    }
  });

  it("says which port is taken, and leaves none behind", async () => {
    const { sandbox } = await callerOf();
    const taken = Number(new URL(sandbox.managementUrl).port);
    await expect(startSandbox({ managementPort: taken })).rejects.toMatchObject({ code: "EADDRINUSE", port: taken });
  });

  it("answers nobody once it was stopped", async () => {
    const { sandbox } = await callerOf();
    await sandbox.stop();
    await expect(fetch(`${sandbox.baseUrl}/user/me`)).rejects.toThrow("fetch failed");
    await expect(fetch(sandbox.managementUrl)).rejects.toThrow("fetch failed");
  });
});
