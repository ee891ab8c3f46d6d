import type { Plan } from "../../provider/lifecycle/action";
import { plan } from "../../provider/lifecycle/plan";
import type { StateCertificate } from "../state";

/**
 * What the next preview would say, were the program as it was at the last run: in the words of the preview, since it is the same plan. The inputs of
 * the last run are compared with its outputs; where they cannot be read (a CSR that is a secret), only what time and events ask for is said.
 */
export function plannedFor({ inputs, state, isRead, isBeingDeleted }: StateCertificate, now: Date): Plan {
  if (isRead || isBeingDeleted) return { actions: [], warnings: [] };
  if (typeof inputs["csr"] === "string") return plan(state, inputs, now);
  const { publicKeySha256: _, pendingOrder, ...rest } = state;
  if (pendingOrder === undefined) return plan(rest, state.wish, now);
  const { actions, warnings } = plan({ ...rest, pendingOrder }, state.wish, now);
  // Without the CSR nobody can tell what comes after it.
  return { actions: actions.slice(0, 1), warnings };
}
