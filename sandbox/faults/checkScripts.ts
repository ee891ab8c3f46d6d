import type { FaultScript } from "./faultScript";

/** Every fault, and the members that it must have. */
const faults = {
  dropBefore: [],
  dropAfter: [],
  cutAnswer: [],
  malformed: [],
  wrongPem: [],
  swapChain: [],
  brokenChain: [],
  delay: ["seconds"],
  late: ["seconds"],
  hang: [],
  status: ["status"],
  replaceAnswer: ["body"],
  chaos: ["seed", "rate"],
} satisfies Record<FaultScript["do"], readonly string[]>;

/** From the management port a script may say anything; one that nobody understands would meet no request, in silence. */
export function checkScripts(scripts: readonly FaultScript[]): void {
  for (const script of scripts) {
    const name: string = script.do;
    if (!isFault(name)) throw new Error(`there is no fault \`${name}\``);
    const missing = faults[name].find((member) => !Object.hasOwn(script, member));
    if (missing !== undefined) throw new Error(`the fault \`${name}\` needs \`${missing}\``);
  }
}

function isFault(name: string): name is FaultScript["do"] {
  return Object.hasOwn(faults, name);
}
