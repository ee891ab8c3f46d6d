import { ApiError } from "../errors";
import { changesBetween, recordedWishOf } from "../request/use";
import { saidBy } from "./orderOnce";
import { recordedWish, type Inputs } from "./plan";
import type { Run } from "./run";

interface CustomField {
  readonly metadataId: number;
  readonly value: string;
}

type Edit = (run: Run, orderId: number) => Promise<void>;

/** One endpoint for each input that can change without an order. */
const edits: Readonly<Record<string, Edit>> = {
  additionalEmails: async (run, orderId) => {
    await run.client.orders.setAdditionalEmails(orderId, listOf<string>(run.wanted, "additionalEmails"));
  },
  customRenewalMessage: async (run, orderId) => {
    const { customRenewalMessage } = run.wanted;
    if (typeof customRenewalMessage !== "string") throw new CannotRemove("a renewal message");
    await run.client.orders.setCustomRenewalMessage(orderId, customRenewalMessage);
  },
  disableRenewalNotifications: async (run, orderId) => {
    await run.client.orders.setRenewalNotices(orderId, run.wanted["disableRenewalNotifications"] !== true);
  },
  customFields: async (run, orderId) => {
    const before = new Map(listOf<CustomField>(run.state.wish, "customFields").map((field) => [field.metadataId, field.value]));
    for (const field of listOf<CustomField>(run.wanted, "customFields")) {
      if (before.get(field.metadataId) !== field.value) await run.client.orders.setCustomField(orderId, field);
      before.delete(field.metadataId);
    }
    if (before.size > 0) throw new CannotRemove(`the value of custom field ${[...before.keys()].join(", ")}`);
  },
};

/** DigiCert documents no call for it. */
class CannotRemove extends Error {
  constructor(what: string) {
    super(`DigiCert has no call that removes ${what}`);
  }
}

/** Edits the settings of the current order. What DigiCert refuses is a warning, and the next order carries it: never an order, never a failure of the run. */
export async function editInPlace(run: Run, orderId: number, fields: readonly string[]): Promise<void> {
  for (const field of fields) {
    try {
      await edits[field]?.(run, orderId);
    } catch (error) {
      if (!(error instanceof CannotRemove || (error instanceof ApiError && error.status < 500))) throw error;
      const said = error instanceof ApiError ? `DigiCert refused it (${saidBy(error)})` : error.message;
      run.say("warning", `${field} of order ${String(orderId)} is not changed: ${said}; the next order carries it`);
    }
    run.state = { ...run.state, wish: { ...withoutField(run.state.wish, field), ...pickField(recordedWishOf(run.wanted), field) } };
  }
  settleSpelling(run);
}

/** Where two spellings mean the same, the one of the program is recorded. */
function settleSpelling(run: Run): void {
  if (changesBetween(recordedWish(run.state), run.wanted).length === 0) run.state = { ...run.state, wish: recordedWishOf(run.wanted) };
}

function withoutField(wish: Inputs, field: string): Inputs {
  return Object.fromEntries(Object.entries(wish).filter(([key]) => key !== field));
}

function pickField(wish: Inputs, field: string): Inputs {
  return wish[field] === undefined ? {} : { [field]: wish[field] };
}

function listOf<T>(inputs: Inputs, key: string): readonly T[] {
  const value = inputs[key];
  return Array.isArray(value) ? (value as readonly T[]) : [];
}
