import { ApiError } from "../errors";
import { changesBetween, recordedWishOf } from "../request/use";
import type { Inputs } from "./action";
import { saidBy } from "./orderOnce";
import { recordedOrder } from "./recordedOrder";
import type { Run } from "./run";
import { recordedWish, type Editable } from "./wish";

interface CustomField {
  readonly metadataId: number;
  readonly value: string;
}

type Edit = (run: Run, orderId: number) => Promise<void>;

/** One endpoint for each input that can change without an order. */
const edits: Readonly<Record<Editable, Edit>> = {
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
      if (isEditable(field)) await edits[field](run, orderId);
    } catch (error) {
      const why = await whyNotEdited(run, orderId, error);
      run.say("warning", `${field} of order ${String(orderId)} is not changed: ${why}; the next order carries it`);
    }
    run.state = { ...run.state, wish: { ...withoutField(run.state.wish, field), ...pickField(recordedWishOf(run.wanted), field) } };
  }
  settleSpelling(run);
}

function isEditable(field: string): field is Editable {
  return Object.hasOwn(edits, field);
}

/** A refusal of this one edit; anything else (a key that is not known, an order that is not found, too many calls) fails the run. */
async function whyNotEdited(run: Run, orderId: number, error: unknown): Promise<string> {
  if (error instanceof CannotRemove) return error.message;
  if (!(error instanceof ApiError) || !refusalCodes.has(error.code)) throw error;
  if (error.code === "DIGICERT_NOT_FOUND") await recordedOrder(run, orderId);
  return `DigiCert refused it (${saidBy(error)})`;
}

const refusalCodes: ReadonlySet<ApiError["code"]> = new Set(["DIGICERT_REFUSED", "DIGICERT_FORBIDDEN", "DIGICERT_NOT_FOUND"]);

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
