import type * as pulumi from "@pulumi/pulumi";

const secondsIn: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/**
 * `customTimeouts` never reach a dynamic provider; the longer of its create and update becomes `issuance.timeoutSeconds`.
 * Durations are Go's, as Pulumi documents them ("1h30m"); what is none is left to the engine to refuse.
 */
export function timeoutSecondsOf(timeouts: pulumi.CustomTimeouts | undefined): number | undefined {
  const given = [timeouts?.create, timeouts?.update].map(seconds).filter((each) => each !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
}

function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined || !/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  const sum = parts.reduce((total, [, amount, unit]) => total + Number(amount) * (secondsIn[unit ?? ""] ?? 0), 0);
  return Math.max(1, Math.round(sum));
}
