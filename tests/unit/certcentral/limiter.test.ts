import { createLimiter, limiterOf, type Place } from "../../../provider/certcentral/limiter";
import { documentedLimits, earliest } from "./sharedKey";
import { virtualTime } from "./virtualTime";

/** How many of the times lie in the fullest window of so many milliseconds. */
function fullest(times: readonly number[], milliseconds: number): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + milliseconds).length));
}

/** When requests arrive that are all asked for at once, each somewhere between its sending and its answer. */
async function arrivals(requests: number, onTheirWayMs: number): Promise<readonly number[]> {
  const time = virtualTime();
  const limiter = createLimiter(time);
  const times: number[] = [];
  const request = async () => {
    const turn = await limiter.place("looks").turn();
    await time.sleep(onTheirWayMs * time.random());
    times.push(time.now());
    await time.sleep(onTheirWayMs * time.random());
    turn.answered();
  };
  await time.through(Promise.all(Array.from({ length: requests }, request)));
  return times;
}

const oneByOne = [{ requests: 1, milliseconds: 10 }];

async function served(places: readonly Place[]): Promise<readonly Place[]> {
  const order: Place[] = [];
  await Promise.all(
    places.map(async (place) => {
      const turn = await place.turn();
      order.push(place);
      turn.answered();
    }),
  );
  return order;
}

describe("the limiter of a key", () => {
  it.each([0, 200, 10_000])(
    "keeps both of DigiCert's rolling limits where requests arrive, up to %d ms after they were sent",
    async (milliseconds) => {
      const times = await arrivals(2_500, milliseconds);
      expect(times).toHaveLength(2_500);
      for (const limit of documentedLimits) expect(fullest(times, limit.milliseconds)).toBeLessThanOrEqual(limit.requests);
    },
  );

  it("lets some go at once, and takes less than a tenth more time for 2,000 than the limits do", async () => {
    const times = await arrivals(2_000, 0);
    expect(times[39]).toBeLessThan(1);
    expect(times.at(-1)).toBeLessThan(1.1 * earliest(2_000));
    expect(earliest(2_000)).toBe(225_000);
  });

  it("always leaves some of the shorter limit to others", async () => {
    expect(fullest(await arrivals(900, 0), 5_000)).toBeLessThan(100);
  });

  it("lets go as many at once as there is room for where answers take longer than a window", async () => {
    const time = virtualTime();
    const limiter = createLimiter(time, [{ requests: 2, milliseconds: 10 }]);
    const went: number[] = [];
    const slow = async () => {
      const turn = await limiter.place("looks").turn();
      went.push(time.now());
      await time.sleep(1_000);
      turn.answered();
    };
    await time.through(Promise.all([slow(), slow(), slow()]));
    expect(went[1]).toBeLessThan(1_000);
    expect(went[2]).toBe(1_010);
  });

  it("serves in the order in which was asked, but what orders before what only looks", async () => {
    const time = virtualTime();
    const limiter = createLimiter(time, oneByOne);
    const [first, second, third, order] = [limiter.place("looks"), limiter.place("looks"), limiter.place("looks"), limiter.place("orders")];
    expect(await time.through(served([second, third, first, order]))).toEqual([second, order, first, third]);
  });

  it("serves what was refused in its old place", async () => {
    const time = virtualTime();
    const limiter = createLimiter(time, oneByOne);
    const refused = limiter.place("looks");
    (await refused.turn()).refused();
    const [later, last] = [limiter.place("looks"), limiter.place("looks")];
    expect(await time.through(served([later, last, refused]))).toEqual([refused, later, last]);
  });

  it("says so when what DigiCert allows is used up for long", async () => {
    const time = virtualTime();
    const told: string[] = [];
    const limiter = createLimiter(time, [{ requests: 1, milliseconds: 60_000 }], (sentence) => told.push(sentence));
    await time.through(served([limiter.place("looks"), limiter.place("looks")]));
    expect(told).toEqual(["waits 60 s, since DigiCert allows an API key 1,000 requests in 3 minutes"]);
  });

  it("without windows lets everything go at once, but for a pause", async () => {
    const time = virtualTime();
    const limiter = createLimiter(time, []);
    const places = Array.from({ length: 2_500 }, () => limiter.place("looks"));
    await time.through(served(places));
    expect(time.now()).toBe(0);
    (await limiter.place("looks").turn()).refused(5);
    await time.through(served([limiter.place("looks")]));
    expect(time.now()).toBe(5_000);
  });

  it("with a window of no length lets so many be on their way at once, at any rate", async () => {
    const time = virtualTime();
    const limiter = createLimiter(time, [{ requests: 97, milliseconds: 0 }]);
    let [onTheirWay, most] = [0, 0];
    const request = async () => {
      const turn = await limiter.place("looks").turn();
      most = Math.max(most, ++onTheirWay);
      await time.sleep(1_000);
      onTheirWay -= 1;
      turn.answered();
    };
    await time.through(Promise.all(Array.from({ length: 970 }, request)));
    expect([most, time.now()]).toEqual([97, 10_000]);
  });

  it("is one for a key at a base URL, whoever connects, and another for another key or URL", () => {
    const limiter = limiterOf("https://a.example", "key one");
    expect(limiterOf("https://a.example", "key one")).toBe(limiter);
    expect(limiterOf("https://a.example", "key two")).not.toBe(limiter);
    expect(limiterOf("https://b.example", "key one")).not.toBe(limiter);
  });
});
