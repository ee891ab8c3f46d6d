import type { StackState } from "../state";
import { certificateOf } from "./certificate";
import { checkDates } from "./checkDates";
import { byUrgency, dueOf } from "./due";
import { orderedDays } from "./ordered";
import { plannedFor } from "./planned";
import type { AccountReport, Report } from "./report";
import { interruptedWarnings, warningsOf } from "./warnings";

/**
 * Everything that states tell about their certificates, as it is now. Asks nobody.
 *
 * @throws {Error} where the state holds dates that are none.
 */
export function reportOf(states: readonly StackState[], now: Date, account?: AccountReport): Report {
  const certificates = states.flatMap((state) => state.certificates);
  for (const certificate of certificates) checkDates(certificate);
  const planned = certificates.map((certificate) => ({ certificate, plan: plannedFor(certificate, now) }));
  return {
    at: now.toISOString(),
    stacks: [...new Set(certificates.map(({ project, stack }) => `${project}/${stack}`))],
    certificates: planned.map(({ certificate, plan }) => certificateOf(certificate, plan, now)),
    due: planned.flatMap(({ certificate, plan }) => dueOf(certificate, plan, now)).sort(byUrgency),
    ordered: orderedDays(certificates),
    warnings: [...planned.flatMap(({ certificate, plan }) => warningsOf(certificate, plan, now)), ...states.flatMap(interruptedWarnings)],
    ...(account === undefined ? {} : { account }),
  };
}
