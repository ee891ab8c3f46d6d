import { DigicertError } from "../errors";
import { judge, oldestFirst, walk, type Ours } from "./find";
import { isDead } from "./identity";
import { hasWantedKey, successorsOf } from "./orderOnce";
import { recordedOrder } from "./recordedOrder";
import { resume } from "./resume";
import type { Run } from "./run";
import { take } from "./take";

/** Orders nothing by itself: what differs from the wish is recorded as it is, and shows as a change in the next preview. */
export async function adopt(run: Run, orderId: number): Promise<void> {
  const adopted = await adoption(run, orderId);
  const found = await walk(run);
  const ours = new Map([...adopted, ...found.ours].map((each) => [each.info.orderId, each]));
  await take(run, oldestFirst(ours.values()));
  if (run.state.pendingOrder !== undefined) await resume(run, run.state.pendingOrder);
}

/** An order and those that renewed it, as far as they are alive; the newest must have the wanted key. */
async function adoption(run: Run, orderId: number): Promise<readonly Ours[]> {
  const named = await recordedOrder(run, orderId);
  const chain = [named, ...(await successorsOf(run, named))];
  const alive = chain.filter((info) => !isDead(info, run.clock.now()));
  const newest = alive.at(-1);
  if (newest === undefined) throw new DigicertError("DIGICERT_ADOPTION_DEAD", { orderId, status: chain.at(-1)?.status });
  const ours: Ours[] = [];
  for (const info of alive) {
    const adopted = await judge(run, info, "adopted");
    if (adopted !== undefined && hasWantedKey(run, adopted)) ours.push(adopted);
  }
  if (ours.at(-1)?.info.orderId !== newest.orderId) throw new DigicertError("DIGICERT_ADOPTION_KEY", { orderId: newest.orderId });
  return ours;
}
