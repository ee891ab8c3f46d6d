import { join } from "node:path";

/** Environment of a program under test whose clock shows this time when it is started, in a time zone. @default zone: that of the machine */
export function clockAt(time: Date, zone?: string): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--stack-trace-limit=0 --require "${join(__dirname, "movedClock.js")}"`,
    MOVED_CLOCK_MS: String(time.getTime() - Date.now()),
    ...(zone === undefined ? {} : { TZ: zone }),
  };
}
