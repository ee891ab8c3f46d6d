import type { CertCentral } from "../../../provider/certcentral/client";
import type { OrderInfo, StatusChange } from "../../../provider/certcentral/answers";
import { createPoller } from "../../../provider/lifecycle/wait";
import { fakeClock } from "./fakeClock";

const START = new Date("2026-03-01T00:00:00Z");

function info(orderId: number, status: string): OrderInfo {
  return { orderId, status, certificate: { dnsNames: [], ...(status === "issued" ? { id: orderId * 10 } : {}) }, requests: [] };
}

/** An account in which every order is issued at a given second, and which counts what it is asked. */
function account(issuedAfterSeconds: (orderId: number) => number) {
  const clock = fakeClock(START);
  const calls = { info: 0, statusChanges: 0 };
  const statusAt = (orderId: number): string =>
    clock.now().getTime() - START.getTime() >= issuedAfterSeconds(orderId) * 1000 ? "issued" : "processing";
  const orders = {
    info: (orderId: number) => {
      calls.info++;
      return Promise.resolve(info(orderId, statusAt(orderId)));
    },
    statusChanges: (seconds: number): Promise<readonly StatusChange[]> => {
      calls.statusChanges++;
      const from = clock.now().getTime() - seconds * 1000;
      const changed = [...Array(400).keys()].filter((id) => {
        const at = START.getTime() + issuedAfterSeconds(id) * 1000;
        return at >= from && at <= clock.now().getTime();
      });
      return Promise.resolve(changed.map((orderId) => ({ orderId, status: "issued", certificateId: orderId * 10 })));
    },
  };
  return { clock, calls, client: { orders } as unknown as CertCentral };
}

const inTenMinutes = new Date(START.getTime() + 600_000);
const isIssued = (sight: { readonly status: string }): boolean => sight.status === "issued";

describe("waiting for DigiCert", () => {
  it("sees a certificate within a quarter of the time it took", async () => {
    const { client, clock } = account(() => 40);
    const sight = await createPoller(client, clock).wait(1, inTenMinutes, isIssued);
    expect(sight?.certificateId).toBe(10);
    expect(clock.now().getTime() - START.getTime()).toBeLessThan(40_000 * 1.35);
  });

  it("gives the last sight when the time is over", async () => {
    const { client, clock } = account(() => Number.POSITIVE_INFINITY);
    const sight = await createPoller(client, clock).wait(1, inTenMinutes, isIssued);
    expect(sight?.status).toBe("processing");
    expect(clock.now().getTime()).toBe(inTenMinutes.getTime());
  });

  it("asks for 300 certificates that take two minutes with fewer than 60 calls in all", async () => {
    const { client, clock, calls } = account(() => 120);
    const poller = createPoller(client, clock);
    const sights = await Promise.all([...Array(300).keys()].map((id) => poller.wait(id, inTenMinutes, isIssued)));
    expect(sights.every((sight) => sight?.status === "issued")).toBe(true);
    expect(calls.info).toBe(0);
    expect(calls.statusChanges).toBeLessThan(60);
  });

  it("looks early again for somebody who joins a long wait", async () => {
    const { client, clock } = account((id) => (id === 1 ? 500 : 301));
    const poller = createPoller(client, clock);
    const long = poller.wait(1, inTenMinutes, isIssued);
    await clock.sleep(300_000);
    await poller.wait(2, inTenMinutes, isIssued);
    expect(clock.now().getTime() - START.getTime()).toBeLessThan(304_000);
    expect((await long)?.status).toBe("issued");
  });

  it("reads each order where the list of status changes fails", async () => {
    const { client, clock, calls } = account(() => 5);
    const failing = { orders: { ...client.orders, statusChanges: () => Promise.reject(new Error("503")) } } as unknown as CertCentral;
    const poller = createPoller(failing, clock);
    const sights = await Promise.all([1, 2, 3, 4, 5].map((id) => poller.wait(id, inTenMinutes, isIssued)));
    expect(sights.map((sight) => sight?.status)).toEqual(Array(5).fill("issued"));
    expect(calls.info).toBeGreaterThan(0);
  });

  it("tells a failed look to the one who waits for that order only", async () => {
    const { client, clock } = account(() => 5);
    const orders = { ...client.orders, info: (id: number) => (id === 1 ? Promise.reject(new Error("boom")) : client.orders.info(id)) };
    const poller = createPoller({ orders } as unknown as CertCentral, clock);
    const failing = poller.wait(1, inTenMinutes, isIssued);
    const fine = poller.wait(2, inTenMinutes, isIssued);
    await expect(failing).rejects.toThrow("boom");
    expect((await fine)?.status).toBe("issued");
  });
});
