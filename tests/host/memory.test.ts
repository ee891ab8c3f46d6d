/** What a provider process keeps of what it has done: `npm run bench` measures a thousand, `npm run bench -- memory` ten thousand. */
import { readFileSync } from "node:fs";

import { openAccount } from "../../bench/account";
import { growth, measureMemory, type MemoryRow } from "../../bench/memory";
import { startProvider } from "./providerProcess";
import { newWish, Resource } from "./resources";

const CERTIFICATES = 300;
const EVERY = 60;
/** Two chains and the outputs of two orders would be twice as many. What is compiled late makes the heap come and go by a megabyte. */
const MOST_BYTES_FOR_EACH = 8_000;

const AT_ONCE = 16;
const [READS_BEFORE, READS] = [300, 1_500];
/** V8 by itself lets it grow by 30 and more. */
const MOST_MEGABYTES_MORE = 15;

const onLinux = process.platform === "linux" ? it : it.skip;

describe("a provider process that has hundreds of certificates", () => {
  it("keeps neither chains nor outputs of those that it is done with", async () => {
    const rows: MemoryRow[] = [];
    await measureMemory(CERTIFICATES, EVERY, (row) => rows.push(row));
    for (const of of ["up", "destroy"] as const) expect(growth(rows, of)).toBeLessThan(MOST_BYTES_FOR_EACH);
  }, 300_000);

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
