import { X509Certificate } from "node:crypto";

import type { FaultScript } from "../../sandbox";
import { callerOf, codesOf, type Caller } from "./caller";

const ORDER = { method: "POST", path: "/order/certificate/{product}" };

async function callerWith(...scripts: readonly FaultScript[]): Promise<Caller> {
  const caller = await callerOf();
  await caller.sandbox.faults(scripts);
  return caller;
}

describe("a connection", () => {
  it("is dropped before the order is placed", async () => {
    const { order, sandbox } = await callerWith({ do: "dropBefore", match: ORDER });
    await expect(order()).rejects.toThrow("fetch failed");
    expect(await sandbox.orders()).toEqual([]);
    expect(await sandbox.journal()).toMatchObject([{ method: "POST", fault: "dropBefore", carriedOut: false }]);
    expect((await sandbox.journal())[0]).not.toHaveProperty("status");
  });

  it("is dropped after the order was placed", async () => {
    const { order, sandbox } = await callerWith({ do: "dropAfter", match: ORDER });
    await expect(order()).rejects.toThrow("fetch failed");
    expect(await sandbox.orders()).toHaveLength(1);
    expect(await sandbox.journal()).toMatchObject([{ fault: "dropAfter", carriedOut: true }]);
  });

  it("is dropped at once, and the order placed later all the same", async () => {
    const { order, sandbox } = await callerWith({ do: "late", seconds: 0.3, match: ORDER });
    await expect(order()).rejects.toThrow("fetch failed");
    expect(await sandbox.orders()).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await sandbox.orders()).toHaveLength(1);
    expect(await sandbox.journal()).toMatchObject([{ fault: "late", carriedOut: true }]);
  });

  it("ends in the middle of the answer", async () => {
    const { order, put, sandbox } = await callerWith({ do: "cutAnswer", times: 2 });
    await expect(order()).rejects.toThrow("terminated");
    const [placed] = await sandbox.orders();
    await expect(put(`/order/certificate/${String(placed?.id)}/revoke`, { skip_approval: true })).rejects.toThrow("fetch failed");
    expect(await sandbox.orders()).toMatchObject([{ status: "revoked" }]);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])("stays open without an answer (carried out: %s)", async (carriedOut, placed) => {
    const { sandbox, order } = await callerWith({ do: "hang", carriedOut, match: ORDER });
    const hanging = order().catch(() => "cut off when the sandbox stopped");
    while ((await sandbox.journal())[0]?.carriedOut !== carriedOut) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await sandbox.orders()).toHaveLength(placed);
    await sandbox.stop();
    await expect(hanging).resolves.toBe("cut off when the sandbox stopped");
  });
});

describe("an answer", () => {
  it("comes late", async () => {
    const { order } = await callerWith({ do: "delay", seconds: 0.3, match: ORDER });
    const before = performance.now();
    expect((await order()).status).toBe(201);
    expect(performance.now() - before).toBeGreaterThan(290);
  });

  it("has another status, instead of the order", async () => {
    const { order, sandbox } = await callerWith({ do: "status", status: 500, match: ORDER });
    expect(codesOf(await order())).toEqual([500, "scripted_fault"]);
    expect(await sandbox.orders()).toEqual([]);
    expect(await sandbox.journal()).toMatchObject([{ fault: "status", status: 500, carriedOut: false }]);
  });

  it("has another status, although the order was placed", async () => {
    const { order, sandbox } = await callerWith({ do: "status", status: 504, carriedOut: true, match: ORDER });
    const answered = await order();
    expect([answered.status, answered.headers.get("content-type")]).toEqual([504, "text/html"]);
    expect(await sandbox.orders()).toHaveLength(1);
  });

  it("is 429 as DigiCert words it, and may say when to come back", async () => {
    const { get } = await callerWith({ do: "status", status: 429 }, { do: "status", status: 429, retryAfter: 2 });
    const [one, other] = [await get("/user/me"), await get("/user/me")];
    expect(codesOf(one)).toEqual([429, "request_limit_exceeded"]);
    expect([one, other].map(({ headers }) => headers.get("retry-after"))).toEqual([null, "2"]);
  });

  it("is another one altogether", async () => {
    const { get, order } = await callerWith(
      { do: "replaceAnswer", body: { surprise: 1 } },
      { do: "status", status: 418, body: { mine: true } },
    );
    expect((await get("/user/me")).body).toEqual({ surprise: 1 });
    expect(await order()).toMatchObject({ status: 418, body: { mine: true } });
  });

  it("is no JSON, though it says so", async () => {
    const { sandbox } = await callerWith({ do: "malformed" });
    const answer = await fetch(`${sandbox.baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": sandbox.apiKey } });
    expect(answer.headers.get("content-type")).toBe("application/json");
    await expect(answer.json()).rejects.toThrow("Unexpected end of JSON input");
  });
});

describe("certificates in an answer", () => {
  it("are for another key, once; what was issued is as it should be", async () => {
    const { order, get, sandbox } = await callerWith({ do: "wrongPem" });
    const { body } = await order();
    const [genuine] = (await get(`/certificate/${String(body.certificate_id)}/chain`)).body.intermediates;
    const [wrong, right] = [body.certificate_chain[0], genuine].map(({ pem }) => new X509Certificate(pem));
    expect(wrong?.subject).toBe(right?.subject);
    expect(wrong?.publicKey.equals(right?.publicKey ?? wrong.publicKey)).toBe(false);
    expect(wrong?.verify(new X509Certificate(body.certificate_chain[1]?.pem ?? "").publicKey)).toBe(true);
    expect((await sandbox.journal()).map(({ fault }) => fault)).toEqual(["wrongPem", undefined]);
  });

  it("have changed places", async () => {
    const { order, get } = await callerWith({ do: "swapChain" });
    const { body } = await order();
    const genuine = (await get(`/certificate/${String(body.certificate_id)}/chain`)).body.intermediates;
    expect(body.certificate_chain).toEqual([genuine[1], genuine[0], genuine[2]]);
  });

  it("do not verify, though every name is right", async () => {
    const { order } = await callerWith({ do: "brokenChain" });
    const [leaf, issuer, root] = (await order()).body.certificate_chain.map(({ pem }) => new X509Certificate(pem));
    expect([leaf?.issuer, issuer?.issuer]).toEqual([issuer?.subject, root?.subject]);
    expect(issuer?.verify(root?.publicKey ?? issuer.publicKey)).toBe(false);
  });

  it("are changed in a downloaded file too", async () => {
    const { order, get, sandbox } = await callerOf();
    const { body } = await order();
    await sandbox.faults([{ do: "swapChain" }]);
    const path = `/certificate/${String(body.certificate_id)}/download/format/pem_all`;
    const [swapped, genuine] = [(await get(path)).text, (await get(path)).text];
    const [leaf, issuer, root] = body.certificate_chain.map(({ pem }) => pem);
    expect(genuine).toBe([leaf, issuer, root].join(""));
    expect(swapped).toBe([issuer, leaf, root].join(""));
  });

  it("are waited for: an answer without any does not use the fault up", async () => {
    const { order, get, sandbox } = await callerWith({ do: "wrongPem" });
    await get("/user/me");
    await order();
    expect((await sandbox.journal()).map(({ fault }) => fault)).toEqual([undefined, "wrongPem"]);
  });
});

describe("a script", () => {
  const statuses = async ({ get }: Caller, count: number) => {
    const found: number[] = [];
    while (found.length < count) found.push((await get("/user/me")).status);
    return found;
  };

  it.each<[string, FaultScript, readonly number[]]>([
    ["the first request", { do: "status", status: 503 }, [503, 200, 200, 200]],
    ["the next three", { do: "status", status: 503, times: 3 }, [503, 503, 503, 200]],
    ["the third", { do: "status", status: 503, match: { nth: 3 } }, [200, 200, 503, 200]],
    ["the second and third", { do: "status", status: 503, match: { nth: 2 }, times: 2 }, [200, 503, 503, 200]],
    ["all", { do: "status", status: 503, times: "always" }, [503, 503, 503, 503]],
  ])("meets %s", async (_which, script, expected) => {
    expect(await statuses(await callerWith(script), 4)).toEqual(expected);
  });

  it("meets only what fits: the method, and the path by template or expression", async () => {
    const byTemplate: FaultScript = { do: "status", status: 503, times: "always", match: { path: "/order/certificate/{id}" } };
    const byExpression: FaultScript = { do: "status", status: 502, times: "always", match: { path: "^/(product|container)$" } };
    const { get } = await callerWith(byTemplate, byExpression);
    const paths = ["/order/certificate/1", "/order/certificate/1/reissue", "/order/certificate", "/product", "/product/private_ssl_plus"];
    const found: number[] = [];
    for (const path of paths) found.push((await get(path)).status);
    expect(found).toEqual([503, 404, 200, 502, 200]);
  });

  it("waits for its turn behind one before it that meets the same request", async () => {
    const first: FaultScript = { do: "status", status: 500 };
    expect(await statuses(await callerWith(first, { ...first, status: 503 }), 3)).toEqual([500, 503, 200]);
  });

  it("is named in the journal by its own name, and gone when others are set", async () => {
    const caller = await callerWith({ name: "no luck", do: "status", status: 503, times: "always" });
    await statuses(caller, 1);
    await caller.sandbox.faults([]);
    expect(await statuses(caller, 1)).toEqual([200]);
    expect((await caller.sandbox.journal()).map(({ fault }) => fault)).toEqual(["no luck", undefined]);
  });
});

describe("chaos", () => {
  const always = { do: "chaos", seed: 7, rate: 0.5, times: "always" } as const;

  async function faultsMet(script: FaultScript, requests = 24): Promise<readonly (string | undefined)[]> {
    const { get, sandbox } = await callerWith(script);
    await Promise.all(Array.from({ length: requests }, () => get("/user/me").catch(() => undefined)));
    return (await sandbox.journal()).map(({ fault }) => fault);
  }

  it("befalls a share of the requests, each with one fault or another, and the same ones for the same seed", async () => {
    const [met, again, others] = await Promise.all([faultsMet(always), faultsMet(always), faultsMet({ ...always, seed: 8 })]);
    const faults = met.filter((fault) => fault !== undefined);
    expect(faults.length).toBeGreaterThan(5);
    expect(faults.length).toBeLessThan(19);
    expect(new Set(faults).size).toBeGreaterThan(3);
    expect(faults.every((fault) => fault.startsWith("chaos: "))).toBe(true);
    expect(again).toEqual(met);
    expect(others).not.toEqual(met);
  });

  it("befalls none at a rate of 0, and all at 1", async () => {
    const [none, all] = await Promise.all([faultsMet({ ...always, rate: 0 }, 8), faultsMet({ ...always, rate: 1 }, 8)]);
    expect(none.filter((fault) => fault !== undefined)).toEqual([]);
    expect(all.filter((fault) => fault === undefined)).toEqual([]);
  });

  it("lets pass what a script behind it may meet", async () => {
    const { order, sandbox } = await callerWith({ ...always, rate: 0 }, { do: "dropBefore", match: ORDER });
    await expect(order()).rejects.toThrow("fetch failed");
    expect(await sandbox.journal()).toMatchObject([{ fault: "dropBefore" }]);
  });

  it("needs its seed and its rate", async () => {
    await expect(callerWith({ do: "chaos", seed: 1 } as unknown as FaultScript)).rejects.toThrow("the fault `chaos` needs `rate`");
  });
});
