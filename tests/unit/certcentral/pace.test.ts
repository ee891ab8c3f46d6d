import { createPace, type Pace } from "../../../provider/certcentral/pace";
import { fakeTime, type FakeTime } from "./fakeTime";

interface Paced {
  readonly time: FakeTime;
  readonly pace: Pace;
  readonly told: string[];
}

function newPace(random?: number): Paced {
  const time = fakeTime(random);
  const told: string[] = [];
  return { time, told, pace: createPace(time, 20, (sentence) => told.push(sentence)) };
}

/** How long the next request waits. */
function waitMs({ time, pace }: Paced): number {
  return Math.max(pace.nextAt() - time.now(), 0);
}

async function refusedInARow(paced: Paced, times: number): Promise<readonly number[]> {
  const pauses: number[] = [];
  for (let n = 0; n < times; n += 1) {
    paced.pace.sent();
    paced.pace.refused(paced.time.now(), undefined);
    pauses.push(waitMs(paced));
    await paced.time.sleep(waitMs(paced));
  }
  return pauses;
}

describe("the pace of a key that is refused", () => {
  it("pauses longer after each refusal in a row, never as long as what is left free of DigiCert's longer window", async () => {
    expect(await refusedInARow(newPace(1), 6)).toEqual([500, 1_000, 2_000, 4_000, 4_500, 4_500]);
  });

  it("pauses at random, for half of that at least, so that those who were refused together do not come back together", async () => {
    expect(await refusedInARow(newPace(0), 3)).toEqual([250, 500, 1_000]);
    expect(await refusedInARow(newPace(0.5), 1)).toEqual([375]);
  });

  it("pauses as long as Retry-After says, within bounds, and no shorter for a shorter one that follows", () => {
    const paced = newPace();
    paced.pace.refused(0, 42);
    expect(waitMs(paced)).toBe(42_000);
    paced.pace.refused(0, 3);
    expect(waitMs(paced)).toBe(42_000);
    paced.pace.refused(0, 1_000_000);
    expect(waitMs(paced)).toBe(200_000);
    const other = newPace();
    other.pace.refused(0, 0);
    expect(waitMs(other)).toBe(1_000);
  });

  it("takes what was on its way together for one sign", () => {
    const [paced, other] = [newPace(), newPace()];
    for (let n = 0; n < 40; n += 1) paced.pace.refused(0, undefined);
    other.pace.refused(0, undefined);
    expect(waitMs(paced)).toBe(waitMs(other));
  });

  it("goes on slower, and with answers faster again, up to what it was", async () => {
    const paced = newPace();
    await refusedInARow(paced, 3);
    const gaps: number[] = [];
    for (let gap = Infinity; gap > 50 && gaps.length < 1_000; gaps.push(Math.round(gap))) {
      paced.pace.sent();
      gap = waitMs(paced);
      await paced.time.sleep(gap);
      paced.pace.answered();
    }
    expect(gaps[0]).toBeGreaterThan(2 * 50);
    expect([...gaps].sort((one, other) => other - one)).toEqual(gaps);
    expect(gaps.at(-1)).toBe(50);
    await paced.time.sleep(1_000);
    paced.pace.sent();
    expect(waitMs(paced)).toBe(0);
  });

  it("never falls below a tenth of the full pace", async () => {
    const paced = newPace(0);
    await refusedInARow(paced, 50);
    await paced.time.sleep(10_000);
    paced.pace.sent();
    expect(waitMs(paced)).toBeCloseTo(10 * 50);
  });

  it("is tried for a quarter of an hour in which nothing is taken, and no longer", async () => {
    const { time, pace } = newPace();
    expect(pace.refused(time.now(), undefined)).toBe(true);
    await time.sleep(899_000);
    expect(pace.refused(time.now(), undefined)).toBe(true);
    await time.sleep(2_000);
    expect(pace.refused(time.now(), undefined)).toBe(false);
    pace.answered();
    expect(pace.refused(time.now(), undefined)).toBe(true);
  });

  it("does not hold up the others that fail once there is no use in waiting", async () => {
    const paced = newPace();
    paced.pace.refused(0, undefined);
    await paced.time.sleep(901_000);
    paced.pace.refused(paced.time.now(), 60);
    expect(waitMs(paced)).toBe(0);
  });

  it("is told, and once in a minute", async () => {
    const { time, pace, told } = newPace();
    for (let n = 0; n < 100; n += 1) {
      pace.refused(time.now(), undefined);
      await time.sleep(1_000);
    }
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/429.*something else uses it/);
  });
});
