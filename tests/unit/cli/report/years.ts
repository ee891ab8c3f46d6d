import { startSandbox, type OrderBook } from "../../../../sandbox";
import { PastStack } from "../../../support/pastLife";

/** Three years of a stack, as its state tells them and as DigiCert's books do. */
export interface Years {
  readonly state: string;
  readonly books: readonly OrderBook[];
  readonly apiKey: string;
}

/** When the report is read. */
export const today = new Date("2026-11-25T08:00:00Z");

/** Renewals by time and by trigger, a certificate that nobody renews, one that is due, two that wait for a person, one that was refused. */
export async function livedYears(): Promise<Years> {
  const sandbox = await startSandbox({ strict: true, rateLimits: "off" });
  try {
    const stack = new PastStack(sandbox);
    await stack.day("2024-03-04T09:00:00Z");
    await stack.up("api", { dnsNames: ["api.corp.example", "api-2.corp.example"], additionalEmails: ["ops@corp.example"] });
    await stack.up("db", { orderValidity: { years: 3 } });
    await stack.day("2025-02-20T06:00:00Z");
    await stack.up("api", {});
    await stack.day("2026-02-10T06:00:00Z");
    await stack.up("api", {});
    await stack.day("2026-05-10T06:00:00Z");
    await stack.up("mail", {});
    await stack.up("legacy", { renewal: { beforeDays: 0 }, orderValidity: { days: 150 } });
    await stack.day("2026-08-20T06:00:00Z");
    await stack.up("batch", { orderValidity: { days: 100 } });
    await sandbox.configure({ approval: "manual" });
    await stack.day("2026-11-10T06:00:00Z");
    await stack.up("queue", {});
    await stack.up("mail", { renewal: { trigger: "rotation" } });
    await stack.up("mirror", {});
    const [refused] = (await sandbox.orders()).slice(-1);
    await sandbox.reject({ orderId: refused?.id ?? 0 }, "Use the internal zone.");
    await stack.up("mirror", {});
    return { state: stack.export(), books: await sandbox.orders(), apiKey: sandbox.apiKey };
  } finally {
    await sandbox.stop();
  }
}
