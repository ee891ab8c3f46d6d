import { earliest, newKey, runStack, type Answered, type Counting, type Stack } from "./sharedKey";
import { virtualTime } from "./virtualTime";

interface Course {
  readonly answers: readonly (readonly Answered[])[];
  /** When the last answer of all came. */
  readonly endedAt: number;
}

async function together(stacks: readonly Stack[], counting: Counting, seed: number): Promise<Course> {
  const time = virtualTime(seed);
  const key = newKey(time, counting);
  const answers = await time.through(Promise.all(stacks.map((stack) => runStack(key, stack))));
  return { answers, endedAt: time.now() };
}

function endOf(answers: readonly Answered[]): number {
  return answers.at(-1)?.at ?? 0;
}

/** What each got while all of them wanted something. */
function contested({ answers }: Course, from: number): readonly number[] {
  const until = Math.min(...answers.map(endOf));
  return answers.map((each) => each.filter(({ at, refused }) => !refused && at >= from && at <= until).length);
}

function refusals({ answers }: Course): number {
  return answers.flat().filter(({ refused }) => refused).length;
}

const seeds = [1, 2, 3];

describe("a key that one process uses", () => {
  it.each([8, 300])(
    "is never refused, and 1,000 certificates need less than a tenth more time than DigiCert's limits (--parallel %d)",
    async (parallel) => {
      const course = await together([{ certificates: 1_000, parallel }], "all", 1);
      expect(refusals(course)).toBe(0);
      expect(course.answers[0]).toHaveLength(2_000);
      expect(course.endedAt).toBeLessThan(1.1 * earliest(2_000));
    },
  );
});

describe.each<Counting>(["the admitted", "all"])("a key that several processes use, of whose requests %s count", (counting) => {
  it.each(seeds)("serves two stacks alike, and no call fails (seed %d)", async (seed) => {
    const stack = { certificates: 200, parallel: 300 };
    const course = await together([stack, stack], counting, seed);
    expect(course.answers.map((each) => each.filter(({ refused }) => !refused).length)).toEqual([400, 400]);
    const [one = 0, other = 0] = contested(course, 0);
    expect(Math.min(one, other)).toBeGreaterThan((one + other) / 3);
    expect(course.endedAt).toBeLessThan(1.5 * earliest(800));
  });

  it.each(seeds)("serves one that comes when another is at full pace (seed %d)", async (seed) => {
    const course = await together(
      [
        { certificates: 300, parallel: 300 },
        { certificates: 100, parallel: 100, beginsAt: 10_000 },
      ],
      counting,
      seed,
    );
    const [early = 0, late = 0] = contested(course, 10_000);
    expect(late).toBeGreaterThan((early + late) / 4);
  });

  it.each(seeds)("serves one that comes when another has used up the longer window (seed %d)", async (seed) => {
    const course = await together(
      [
        { certificates: 900, parallel: 100 },
        { certificates: 200, parallel: 100, beginsAt: 100_000 },
      ],
      counting,
      seed,
    );
    const [early = 0, late = 0] = contested(course, 185_000);
    expect(late).toBeGreaterThan((early + late) / 3);
  });

  it("serves five alike", async () => {
    const stack = { certificates: 150, parallel: 50 };
    const course = await together([stack, stack, stack, stack, stack], counting, 1);
    const served = contested(course, 0);
    expect(Math.min(...served)).toBeGreaterThan(0.6 * Math.max(...served));
  });
});

describe("a key that another tool uses up, and which it tries again at once", () => {
  it("lets a stack finish when the other leaves off", async () => {
    const time = virtualTime();
    const key = newKey(time, "the admitted");
    let hammered = 0;
    const hammer = async () => {
      for (; time.now() < 600_000; hammered += 1) {
        key.admits();
        await time.sleep(20);
      }
    };
    const [answers] = await time.through(Promise.all([runStack(key, { certificates: 20, parallel: 20, beginsAt: 60_000 }), hammer()]));
    expect(answers.filter(({ refused }) => !refused)).toHaveLength(40);
    expect(hammered).toBeGreaterThan(20_000);
    expect(endOf(answers)).toBeLessThan(600_000 + 180_000);
  });
});
