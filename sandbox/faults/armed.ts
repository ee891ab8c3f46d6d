import { segmentsIn } from "../http/router";
import { chaosFault, type ChaosScript } from "./chaos";
import type { FaultScript } from "./faultScript";

/** The scripts in force, and how often each has met its request. */
export interface ArmedFaults {
  set(scripts: readonly FaultScript[]): void;
  /** The fault that this request meets before it is carried out, if any. */
  meet(method: string, path: string): RequestFault | undefined;
  /** The fault that its answer meets, if any: one that changes certificates, met only by answers that have some. */
  meetCertificates(method: string, path: string, hasSome: () => boolean): CertificateFault | undefined;
}

export type CertificateFault = FaultScript & { readonly do: "wrongPem" | "swapChain" | "brokenChain" };

interface Armed {
  readonly script: FaultScript;
  fitting: number;
}

export function newArmedFaults(): ArmedFaults {
  let armed: readonly Armed[] = [];
  const firstOf = <T extends FaultScript>(isWanted: (script: FaultScript) => script is T, method: string, path: string): T | undefined => {
    for (const each of armed) {
      if (!fits(each.script, method, path)) continue;
      const fault = each.script.do === "chaos" ? chaosOf(each, each.script, method, isWanted) : dueOf(each, isWanted);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
  return {
    set: (scripts) => {
      armed = scripts.map((script) => ({ script, fitting: 0 }));
    },
    meet: (method, path) => firstOf(isRequestFault, method, path),
    meetCertificates: (method, path, hasSome) => {
      // To look for certificates takes longer than most answers.
      const mayMeet = armed.some(({ script }) => isCertificateFault(script) && fits(script, method, path));
      return mayMeet && hasSome() ? firstOf(isCertificateFault, method, path) : undefined;
    },
  };
}

/** What befalls a request as a whole. */
export type RequestFault = Exclude<FaultScript, CertificateFault | ChaosScript>;

function isRequestFault(script: FaultScript): script is RequestFault {
  return !isCertificateFault(script) && script.do !== "chaos";
}

function dueOf<T extends FaultScript>(armed: Armed, isWanted: (script: FaultScript) => script is T): T | undefined {
  const { script } = armed;
  return isWanted(script) && isDue(armed) ? script : undefined;
}

/** A request that chaos lets pass may meet a script behind it. */
function chaosOf<T extends FaultScript>(
  armed: Armed,
  script: ChaosScript,
  method: string,
  isWanted: (script: FaultScript) => script is T,
): T | undefined {
  // It is for requests: the same one is not counted again when its answer has certificates.
  const fault = isWanted === isRequestFault && isDue(armed) ? chaosFault(script, armed.fitting, method) : undefined;
  return fault !== undefined && isWanted(fault) ? fault : undefined;
}

function isCertificateFault(script: FaultScript): script is CertificateFault {
  return script.do === "wrongPem" || script.do === "swapChain" || script.do === "brokenChain";
}

/** Counts the request for this script. Scripts behind the one that is met do not count it: so "drop one" twice drops two, one after the other. */
function isDue(armed: Armed): boolean {
  const { match, times = 1 } = armed.script;
  const nth = match?.nth ?? 1;
  armed.fitting += 1;
  return armed.fitting >= nth && (times === "always" || armed.fitting < nth + times);
}

function fits({ match }: FaultScript, method: string, path: string): boolean {
  if (match?.method !== undefined && match.method !== method) return false;
  if (match?.path === undefined) return true;
  return match.path.startsWith("^") ? new RegExp(match.path).test(path) : segmentsIn(match.path, path) !== undefined;
}
