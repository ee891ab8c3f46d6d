import { createLimiter, limiterOf } from "../../../provider/certcentral/limiter";
import { fakeTime } from "./fakeTime";

/** How many of the times lie in the fullest window of so many milliseconds. */
function fullest(times: readonly number[], milliseconds: number): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + milliseconds).length));
}

async function timesOf(requests: number): Promise<readonly number[]> {
  const time = fakeTime();
  const limiter = createLimiter(time);
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: requests }, async () => {
      await limiter.turn();
      times.push(time.now());
    }),
  );
  return times;
}

describe("the limiter of a key", () => {
  it("keeps both of DigiCert's rolling limits, with a margin, whatever is asked for at once", async () => {
    const times = await timesOf(2_500);
    expect(times).toHaveLength(2_500);
    expect(fullest(times, 5_000)).toBeLessThan(100);
    expect(fullest(times, 180_000)).toBeLessThan(1_000);
  });

  it("lets what is below the limits go at once", async () => {
    expect((await timesOf(90)).every((time) => time === 0)).toBe(true);
  });

  it("uses at least nine tenths of what DigiCert allows", async () => {
    const times = await timesOf(2_500);
    expect(times.at(-1)).toBeLessThan((2_500 / 1_000 / 0.9) * 180_000);
  });

  it("serves in the order in which was asked", async () => {
    const limiter = createLimiter(fakeTime());
    const served: number[] = [];
    const turns = Array.from({ length: 300 }, (_, index) => limiter.turn().then(() => served.push(index)));
    await Promise.all(turns);
    expect(served).toEqual([...Array(300).keys()]);
  });

  it("holds everybody for a pause, and for a longer one that begins meanwhile", async () => {
    const time = fakeTime();
    const limiter = createLimiter({
      ...time,
      sleep: async (milliseconds) => {
        if (time.slept.length === 0) limiter.pause(30_000);
        await time.sleep(milliseconds);
      },
    });
    limiter.pause(5_000);
    await limiter.turn();
    expect(time.now()).toBe(30_000);
  });

  it("is never shortened by a shorter pause", async () => {
    const time = fakeTime();
    const limiter = createLimiter(time);
    limiter.pause(20_000);
    limiter.pause(1_000);
    await limiter.turn();
    expect(time.now()).toBe(20_000);
  });

  it("without windows lets everything go at once, but for a pause", async () => {
    const time = fakeTime();
    const limiter = createLimiter(time, []);
    await Promise.all(Array.from({ length: 2_500 }, () => limiter.turn()));
    expect(time.now()).toBe(0);
    limiter.pause(5_000);
    await limiter.turn();
    expect(time.now()).toBe(5_000);
  });

  it("is one for a key at a base URL, whoever connects, and another for another key or URL", () => {
    const limiter = limiterOf("https://a.example", "key one");
    expect(limiterOf("https://a.example", "key one")).toBe(limiter);
    expect(limiterOf("https://a.example", "key two")).not.toBe(limiter);
    expect(limiterOf("https://b.example", "key one")).not.toBe(limiter);
  });
});
