import { createLimiter } from "../../../provider/certcentral/limiter";
import { pauseMs, withRepeats, type Repeat } from "../../../provider/certcentral/retry";
import { ApiError, TransportError, type TransportErrorCode } from "../../../provider/errors";
import { fakeTime, type FakeTime } from "./fakeTime";

const where = { method: "GET", path: "order/certificate/1", account: "region us" };

function answered(status: number, retryAfterSeconds?: number): ApiError {
  const errors = [{ code: "some_code", message: "Some words." }];
  return new ApiError(where, { status, errors, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

function failed(code: TransportErrorCode): TransportError {
  return new TransportError(code, { ...where, reason: "ECONNRESET" });
}

/** What comes of a call that fails so often, and how it was made. */
async function outcome(error: Error, repeat: Repeat, failures = Number.POSITIVE_INFINITY, time: FakeTime = fakeTime()) {
  let attempts = 0;
  const attempt = () => (++attempts > failures ? Promise.resolve("answer") : Promise.reject(error));
  const result: unknown = await withRepeats(attempt, repeat, createLimiter(time), time).catch((thrown: unknown) => thrown);
  return { result, attempts, time };
}

describe("a call that does no harm twice", () => {
  it.each([answered(500), answered(503), failed("DIGICERT_CONNECTION_LOST"), failed("DIGICERT_NO_ANSWER"), failed("DIGICERT_NOT_REACHED")])(
    "is repeated until it is answered (%s)",
    async (error) => {
      expect(await outcome(error, "freely", 2)).toMatchObject({ result: "answer", attempts: 3 });
    },
  );

  it("is given up after four repeats, with the error as it is", async () => {
    const error = answered(502);
    expect(await outcome(error, "freely")).toMatchObject({ result: error, attempts: 5 });
  });

  it.each([answered(400), answered(403), answered(404), failed("DIGICERT_TLS_REFUSED"), failed("DIGICERT_UNEXPECTED_ANSWER")])(
    "is not repeated where that cannot help (%s)",
    async (error) => {
      expect(await outcome(error, "freely")).toMatchObject({ result: error, attempts: 1 });
    },
  );

  it("is not repeated once two minutes have passed, however few the attempts", async () => {
    const time = fakeTime();
    const slow = () => time.sleep(61_000).then(() => Promise.reject(answered(500)));
    await expect(withRepeats(slow, "freely", createLimiter(time), time)).rejects.toThrow("some_code");
    expect(time.now()).toBeLessThan(200_000);
  });
});

describe("a call that orders", () => {
  it.each([
    answered(500),
    answered(503),
    failed("DIGICERT_CONNECTION_LOST"),
    failed("DIGICERT_NO_ANSWER"),
    failed("DIGICERT_UNREADABLE_ANSWER"),
    failed("DIGICERT_REDIRECTED"),
  ])("is never repeated while it may have been carried out (%s)", async (error) => {
    expect(await outcome(error, "ifUnsent")).toMatchObject({ result: error, attempts: 1 });
  });

  it("is repeated where certainly nothing was sent", async () => {
    expect(await outcome(failed("DIGICERT_NOT_REACHED"), "ifUnsent", 3)).toMatchObject({ result: "answer", attempts: 4 });
  });

  it("is repeated after 429, which nothing is carried out with", async () => {
    expect(await outcome(answered(429), "ifUnsent", 3)).toMatchObject({ result: "answer", attempts: 4 });
  });
});

describe("429", () => {
  it("is waited out for as long as Retry-After says", async () => {
    const { time } = await outcome(answered(429, 42), "freely", 1);
    expect(time.now()).toBe(42_000);
  });

  it.each<Repeat>(["freely", "ifUnsent"])(
    "is tried again past several of DigiCert's windows, however often, and then told (%s)",
    async (repeat) => {
      const error = answered(429);
      const { result, attempts, time } = await outcome(error, repeat);
      expect(result).toBe(error);
      expect(attempts).toBeGreaterThan(100);
      expect(time.now()).toBeGreaterThan(4 * 180_000);
      expect(time.now()).toBeLessThan(6 * 180_000);
    },
  );

  it("takes nothing from the repeats that a call has after other failures", async () => {
    const time = fakeTime();
    const failures = [...Array<Error>(50).fill(answered(429)), answered(500), answered(503), answered(429), answered(500), answered(502)];
    const attempt = () => {
      const error = failures.shift();
      return error === undefined ? Promise.resolve("answer") : Promise.reject(error);
    };
    expect(await withRepeats(attempt, "freely", createLimiter(time), time)).toBe("answer");
  });
});

describe("the pause before a repeat", () => {
  it("grows twofold, is drawn from its whole range, and is bounded", () => {
    expect([1, 2, 3, 4].map((repeats) => pauseMs(repeats, 1))).toEqual([500, 1_000, 2_000, 4_000]);
    expect(pauseMs(3, 0)).toBe(0);
    expect(pauseMs(3, 0.25)).toBe(500);
    expect(pauseMs(40, 1)).toBe(15_000);
  });
});
