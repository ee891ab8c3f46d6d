/**
 * Loaded into a program under test with `node --require`: its clock is as far from the real one as MOVED_CLOCK_MS says. What it waits for is not moved:
 * deadlines and time-outs are reckoned with the same clock from beginning to end.
 */
const movedByMs = Number(process.env["MOVED_CLOCK_MS"]);
const RealDate = Date;
const now = () => RealDate.now() + movedByMs;

/** @type {ProxyHandler<DateConstructor>} */
const moved = {
  construct(_, given) {
    /** @type {Date} */
    const date = Reflect.construct(RealDate, given.length === 0 ? [now()] : given);
    return date;
  },
  apply: () => new RealDate(now()).toString(),
  get(_, name) {
    /** @type {unknown} */
    const member = Reflect.get(RealDate, name);
    return name === "now" ? now : member;
  },
};

Reflect.set(globalThis, "Date", new Proxy(RealDate, moved));
