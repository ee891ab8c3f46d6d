import { recordedWishOf, wholeDigest } from "../request/use";
import { collect, settingsIn } from "./collect";
import type { Ours } from "./find";
import { sequenceWith } from "./identity";
import type { Next } from "./resume";
import type { Run } from "./run";
import { namesLacking } from "./setback";
import { statusRow } from "./status";
import { wantedKey } from "./wish";

/** Of the orders that are ours: the newest issued one that fits becomes current, a newer one that fits and waits is pending; if none fits, the nearest as it is. */
export async function take(run: Run, ours: readonly Ours[]): Promise<Next> {
  const fitting = ours.filter((each) => each.fits);
  const issued = fitting.filter(isIssued).at(-1);
  const waiting = fitting.filter((each) => !isIssued(each)).at(-1);
  const nearest = fitting.length > 0 ? undefined : nearestOf(run, ours);
  if (issued !== undefined) await takeIssued(run, issued);
  const pending = waiting !== undefined && (issued === undefined || ours.indexOf(waiting) > ours.indexOf(issued)) ? waiting : undefined;
  if (pending !== undefined) takePending(run, pending);
  if (nearest !== undefined && isIssued(nearest)) await takeIssued(run, nearest);
  if (nearest !== undefined && !isIssued(nearest)) takePending(run, nearest);
  // All of them were looked at, and one is taken: none is met again.
  for (const { row } of ours) run.state = { ...run.state, orderSequence: sequenceWith(row.alternativeOrderId, run.state, run.wanted) };
  return "again";
}

/** What comes next may wait for a person, and until then this one is in use: the one that lacks the fewest names; of several, the newest. */
function nearestOf(run: Run, ours: readonly Ours[]): Ours | undefined {
  const issued = ours.filter(isIssued);
  const lacking = (each: Ours) => namesLacking(each.info, run.wanted).length;
  return [...(issued.length > 0 ? issued : ours)].sort((one, other) => lacking(other) - lacking(one)).at(-1);
}

export function isIssued(ours: Ours): boolean {
  return statusRow(ours.info.status).while === "done" && ours.info.certificate.id !== undefined;
}

async function takeIssued(run: Run, { info, row, key, asked }: Ours): Promise<void> {
  if (info.certificate.id === undefined) throw new RangeError("an issued order has a certificate");
  const settings = settingsIn(info);
  await collect(run, { orderId: info.orderId, certificateId: info.certificate.id, info, asked, settings, publicKeySha256: key }, row);
}

function takePending(run: Run, { info, row, key, asked }: Ours): void {
  const { orderId, kind, placed, alternativeOrderId, byTime } = row;
  // Where none is to be seen, the wanted one is what a destroy knows the order by.
  const publicKeySha256 = key ?? wantedKey(run.wanted);
  const first =
    run.state.certificate === undefined
      ? {
          orderId,
          orderStatus: info.status,
          wish: recordedWishOf(run.wanted),
          ...(publicKeySha256 === undefined ? {} : { publicKeySha256 }),
        }
      : {};
  run.state = {
    ...run.state,
    ...first,
    pendingOrder: {
      orderId,
      kind,
      status: info.status,
      placed,
      ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
      asked,
      inputs: wholeDigest(run.wanted),
      settings: settingsIn(info),
      ...(info.organizationId === undefined ? {} : { organizationId: info.organizationId }),
      ...(byTime ? { byTime } : {}),
    },
  };
}
