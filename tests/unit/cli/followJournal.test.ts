import { followJournal } from "../../../cli/followJournal";
import type { JournalEntry } from "../../../sandbox";

function entry(n: number, rest: Partial<JournalEntry> = {}): JournalEntry {
  return {
    n,
    at: "2026-01-04T00:00:00Z",
    method: "GET",
    path: "/user/me",
    query: {},
    headers: {},
    bodyText: "",
    carriedOut: true,
    ...rest,
  };
}

/** What is told of a journal, look by look. */
function following(): { readonly told: readonly number[]; show(...entries: readonly JournalEntry[]): Promise<void> } {
  let journal: readonly JournalEntry[] = [];
  const told: number[] = [];
  const follower = followJournal({ journal: () => Promise.resolve(journal) }, ({ n }) => told.push(n));
  return {
    told,
    async show(...entries) {
      journal = entries;
      await follower.end();
    },
  };
}

describe("following the journal", () => {
  it("tells each request once, in the order of arrival", async () => {
    const { told, show } = following();
    await show(entry(1, { status: 200 }));
    await show(entry(1, { status: 200 }), entry(2, { status: 404 }));
    expect(told).toEqual([1, 2]);
  });

  it("tells a request when it is answered, not before; and one whose connection a fault dropped", async () => {
    const { told, show } = following();
    await show(entry(1), entry(2, { fault: "dropAfter" }));
    expect(told).toEqual([2]);
    await show(entry(1, { status: 201 }), entry(2, { fault: "dropAfter" }));
    expect(told).toEqual([2, 1]);
  });

  it("goes on after the journal was cleared", async () => {
    const { told, show } = following();
    await show(entry(1, { status: 200 }), entry(2, { status: 200 }));
    await show(entry(1, { status: 200 }));
    expect(told).toEqual([1, 2, 1]);
  });
});
