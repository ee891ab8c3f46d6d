/** What a provider process keeps of what it has done: `npm run bench -- memory` measures the same for ten thousand. */
import { measureMemory, type MemoryRow } from "../../bench/memory";

/** Two orders each. */
const CERTIFICATES = 60;
/** The CAs, which stand in every chain, and what the last calls have not let go of yet. */
const MOST_CERTIFICATES_LEFT = 10;

describe("a provider process that creates, reads, renews and deletes many certificates", () => {
  it("keeps the chains of none that it is done with", async () => {
    const rows: MemoryRow[] = [];
    await measureMemory(CERTIFICATES, CERTIFICATES, (row) => rows.push(row));
    expect(rows.map(({ certificates }) => certificates)).toEqual([CERTIFICATES]);
    for (const { up, destroy } of rows) {
      expect(up.certificates).toBeLessThanOrEqual(MOST_CERTIFICATES_LEFT);
      expect(destroy.certificates).toBeLessThanOrEqual(MOST_CERTIFICATES_LEFT);
    }
  }, 180_000);
});
