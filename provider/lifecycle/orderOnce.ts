import type { OrderAnswer, OrderInfo } from "../certcentral/answers";
import { ApiError, DigicertError, TransportError } from "../errors";
import { digestsOf, encodeOrder, recordedWishOf, wholeDigest, wishDigest } from "../request/use";
import { explainRefusal } from "../certcentral/account";
import { askedOnce } from "../certcentral/askedOnce";
import { rfc3339 } from "./collect";
import { idAt, judge, meet, type Ours } from "./find";
import { isDead } from "./identity";
import { rowOf, withRow } from "./ledger";
import { recordedOrder } from "./recordedOrder";
import type { Run } from "./run";
import type { LedgerRow, PendingOrder, RowKind, State } from "./state";
import { editableOf, organizationOf, wantedKey } from "./wish";

/** What came of an order: placed now, or found to be there already. */
export type Outcome =
  { readonly placed: OrderAnswer; readonly row: LedgerRow; readonly pending: PendingOrder } | { readonly found: readonly Ours[] };

export interface Wish {
  readonly kind: Extract<RowKind, "first" | "renewal" | "successor">;
  readonly byTime: boolean;
  /** The order that the new one renews, by id or by thumbprint. */
  readonly link: { readonly renewalOfOrderId?: number; readonly renewedThumbprint?: string };
}

/** After doubt the id is looked up at these distances (half a minute in all): an order may appear late. */
const DOUBT_LOOKS_AFTER_MS = [500, 1_500, 4_000, 8_000, 16_000] as const;

/**
 * Places one order under a free id: the only `POST` of its kind in a run, but for the one that DigiCert refused for its renewal link.
 * Whatever fails, the id is looked up before anything is said.
 */
export async function orderOnce(run: Run, ordinal: number, wish: Wish): Promise<Outcome> {
  announced(run);
  try {
    return await post(run, ordinal, wish);
  } catch (error) {
    const { found, isFree } = await lookUp(run, ordinal, error);
    if (found.length > 0) return { found };
    const renewed = await renewedAlready(run, wish, error);
    if (renewed !== undefined) return { found: [renewed] };
    const code = linkRefusal(wish, error);
    if (code === undefined || !isFree) throw await refusal(run, ordinal, wish, error);
    run.say("warning", `DigiCert refused to renew ${linkSays(wish)} (${code}): one order without the link is placed`);
    return await postPlain(run, ordinal, { ...wish, kind: wish.kind === "first" ? "first" : "successor", link: {} });
  }
}

/**
 * The code with which DigiCert refused the link, and took no order. Of our own order that was renewed already, without a renewal that is ours: nothing
 * would ever succeed it. That of an order elsewhere is for a person to sort out.
 */
function linkRefusal(wish: Wish, error: unknown): string | undefined {
  const codes = wish.kind === "first" ? ["order_not_eligible_for_renewal"] : ["order_not_eligible_for_renewal", "order_renewed_already"];
  return isLinked(wish) && error instanceof ApiError ? codes.find((code) => error.hasCode(code)) : undefined;
}

function linkSays({ link }: Wish): string {
  return link.renewalOfOrderId === undefined ? `certificate ${String(link.renewedThumbprint)}` : `order ${String(link.renewalOfOrderId)}`;
}

async function postPlain(run: Run, ordinal: number, wish: Wish): Promise<Outcome> {
  try {
    return await post(run, ordinal, wish);
  } catch (error) {
    const { found } = await lookUp(run, ordinal, error);
    if (found.length > 0) return { found };
    throw await refusal(run, ordinal, wish, error);
  }
}

/** Money is spent only on what the preview named. */
function announced(run: Run): void {
  if (run.budget.orders < 1)
    throw new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId: run.state.orderId, found: "a new order would be needed" });
  run.budget.orders -= 1;
}

async function post(run: Run, ordinal: number, wish: Wish): Promise<Outcome> {
  const id = idAt(run, ordinal);
  const answer = await run.client.orders.place(String(run.wanted["product"]), bodyOf(run, id, wish));
  const row: LedgerRow = {
    orderId: answer.orderId,
    kind: wish.kind,
    status: "pending",
    placed: rfc3339(run.clock.now()),
    alternativeOrderId: id,
    wish: wishDigest(run.wanted),
    ...(wish.byTime ? { byTime: true } : {}),
  };
  const pending = pendingOf(run, row, answer);
  run.state = withPlaced(run, { ...withRow(run.state, row), orderSequence: ordinal, pendingOrder: pending }, answer);
  return { placed: answer, row, pending };
}

/** From the moment an order is placed until its certificate is in hand, the state says so. */
function pendingOf(run: Run, row: LedgerRow, answer: OrderAnswer): PendingOrder {
  const { orderId, kind, status, placed, alternativeOrderId, byTime } = row;
  const { organizationId = organizationOf(run.state, run.wanted), domains } = answer;
  return {
    orderId,
    kind,
    status,
    placed,
    ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
    asked: digestsOf(run.wanted),
    inputs: wholeDigest(run.wanted),
    settings: editableOf(recordedWishOf(run.wanted)),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(byTime ? { byTime } : {}),
    ...(domains.length === 0 ? {} : { domains }),
  };
}

/**
 * Before there is a certificate, what was asked and what the answer tells is all that the outputs can say: a destroy needs the key and `onDelete`, and
 * an order that follows a refused one the organisation. Beside a certificate the outputs wait for the new one.
 */
function withPlaced(run: Run, state: State, { orderId, requests, domains, organizationId }: OrderAnswer): State {
  if (state.certificate !== undefined) return state;
  const key = wantedKey(run.wanted);
  return {
    ...state,
    orderId,
    orderStatus: "pending",
    requests,
    domains,
    ...(key === undefined ? {} : { publicKeySha256: key }),
    ...(organizationId === undefined ? {} : { organizationId }),
    wish: recordedWishOf(run.wanted),
  };
}

/** Once an organisation is known by id, no later order sends its details: that could create another one. */
function bodyOf(run: Run, alternativeOrderId: string, wish: Wish): Readonly<Record<string, unknown>> {
  const organizationId = organizationOf(run.state, run.wanted);
  return encodeOrder(run.wanted, { alternativeOrderId, ...wish.link, ...(organizationId === undefined ? {} : { organizationId }) });
}

/** What stands under the id. `isFree`: the last look was answered, and nothing does; a look that failed leaves it open. */
interface LookUp {
  readonly found: readonly Ours[];
  readonly isFree: boolean;
}

/** After any failure the id decides: once after a refusal, several times after doubt. */
async function lookUp(run: Run, ordinal: number, error: unknown): Promise<LookUp> {
  if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
  if (error instanceof TransportError && error.reached === "no") return { found: [], isFree: false };
  const doubt = error instanceof TransportError || error.status >= 500;
  const id = idAt(run, ordinal);
  let isFree = false;
  for (const pause of doubt ? DOUBT_LOOKS_AFTER_MS : [0]) {
    await run.clock.sleep(pause);
    // A look-up that fails leaves it open: the next one in this run, or the next run, looks again before anything is ordered.
    const rows = await run.client.orders.withAlternativeId(id).catch(() => undefined);
    isFree = rows?.length === 0;
    if (rows === undefined || isFree) continue;
    // An order that stands there and is not ours takes the id all the same.
    return { found: await meet(run, id, rows), isFree: false };
  }
  return { found: [], isFree };
}

/** `order_renewed_already`: look for the order that renewed ours. */
async function renewedAlready(run: Run, wish: Wish, error: unknown): Promise<Ours | undefined> {
  const { renewalOfOrderId } = wish.link;
  if (renewalOfOrderId === undefined || !(error instanceof ApiError) || !error.hasCode("order_renewed_already")) return undefined;
  const ours = await successorAtDigicert(run, await recordedOrder(run, renewalOfOrderId));
  return ours !== undefined && hasWantedKey(run, ours) ? ours : undefined;
}

/** The renewal that DigiCert's answer names, followed to the newest, if it is alive and ours. */
export async function successorAtDigicert(run: Run, info: OrderInfo): Promise<Ours | undefined> {
  const successors = await successorsOf(run, info);
  const newest = successors.filter((each) => !isDead(each, run.clock.now())).at(-1);
  if (newest === undefined || rowOf(run.state, newest.orderId)?.kind === "unclaimed") return undefined;
  return await judge(run, newest, rowOf(run.state, newest.orderId)?.kind ?? "renewedByDigicert");
}

/** Where no key is to be seen, the certificate will tell. */
export function hasWantedKey(run: Run, ours: Ours): boolean {
  return ours.key === undefined || ours.key === wantedKey(run.wanted);
}

/** Follows `renewed_order_id` to its end, the newest last; empty where nothing renewed this order. */
export async function successorsOf(run: Pick<Run, "client">, info: OrderInfo): Promise<readonly OrderInfo[]> {
  const successors: OrderInfo[] = [];
  for (let next = info.renewedOrderId; next !== undefined; next = successors.at(-1)?.renewedOrderId) {
    if (next === info.orderId || successors.some((each) => each.orderId === next)) break;
    successors.push(await run.client.orders.info(next));
  }
  return successors;
}

async function refusal(run: Run, ordinal: number, wish: Wish, error: unknown): Promise<unknown> {
  if (error instanceof ApiError && error.status === 429) return error;
  if (error instanceof ApiError && error.status < 500) {
    const product = String(run.wanted["product"]);
    const body = bodyOf(run, idAt(run, ordinal), wish);
    const allowed = await explainRefusal(askedOnce(run.client), product, body, error);
    // What is allowed goes on with DigiCert's sentence.
    const said = allowed === undefined ? saidBy(error) : saidBy(error).replace(/\.$/, "");
    return new DigicertError("DIGICERT_ORDER_REFUSED", { said, product, allowed: allowed ?? "" }, { cause: error });
  }
  if (error instanceof TransportError && error.reached === "no") return error;
  return new DigicertError("DIGICERT_OUTCOME_UNKNOWN", { id: idAt(run, ordinal), said: firstLine(error) }, { cause: error });
}

export function saidBy(error: ApiError): string {
  return error.errors.map(({ code, message }) => `${code}: ${message}`).join("; ");
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

function isLinked(wish: Wish): boolean {
  return wish.link.renewalOfOrderId !== undefined || wish.link.renewedThumbprint !== undefined;
}
