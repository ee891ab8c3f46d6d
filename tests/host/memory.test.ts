/** What a provider process keeps of what it has done: `npm run bench` measures a thousand, `npm run bench -- memory` ten thousand. */
import { readFileSync } from "node:fs";

import { openAccount } from "../../bench/account";
import { measureMemory, type MemoryRow } from "../../bench/memory";
import { startProvider } from "./providerProcess";
import { newWish, Resource } from "./resources";

/** Two orders each. */
const CERTIFICATES = 60;
/** The CAs, which stand in every chain, and what the last calls have not let go of yet. */
const MOST_CERTIFICATES_LEFT = 10;

const AT_ONCE = 16;
const [READS_BEFORE, READS] = [300, 1_500];
/** V8 by itself lets it grow by 30 and more. */
const MOST_MEGABYTES_MORE = 15;

const onLinux = process.platform === "linux" ? it : it.skip;

describe("a provider process that has hundreds of certificates", () => {
  it("keeps the chains of none that it is done with", async () => {
    const rows: MemoryRow[] = [];
    await measureMemory(CERTIFICATES, CERTIFICATES, (row) => rows.push(row));
    expect(rows.map(({ certificates }) => certificates)).toEqual([CERTIFICATES]);
    for (const { up, destroy } of rows) {
      expect(up.certificates).toBeLessThanOrEqual(MOST_CERTIFICATES_LEFT);
      expect(destroy.certificates).toBeLessThanOrEqual(MOST_CERTIFICATES_LEFT);
    }
  }, 180_000);

  onLinux(
    "lets no garbage pile up while it looks at them",
    async () => {
      const account = await openAccount();
      const provider = await startProvider({ sandbox: account, env: { PULUMI_DIGICERT_RATE_LIMIT: "off" } });
      const resource = new Resource(provider);
      await resource.up(newWish({}, "rsa-2048"));
      const read = async (times: number) => {
        let left = times;
        const worker = async () => {
          while (left-- > 0) await provider.read(resource.id, resource.outputs);
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
        return peakMegabytes(provider.pid);
      };
      const before = await read(READS_BEFORE);
      const after = await read(READS);
      account.stop();
      expect(after - before).toBeLessThan(MOST_MEGABYTES_MORE);
    },
    180_000,
  );
});

/** The most that a process ever held. */
function peakMegabytes(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1000;
}
