import type { AccountSettings } from "./accountSettings";
import { readCsr } from "./authority/csr";
import type { OrderBook } from "./books";
import type { ArmedFaults } from "./faults/armed";
import type { FaultScript } from "./faults/faultScript";
import type { Turns } from "./http/turns";
import type { Journal, JournalEntry } from "./journal";
import { checkScripts } from "./faults/checkScripts";
import { approve, reject } from "./ordering/approval";
import { cancel, cancelReissue } from "./ordering/cancellation";
import { issue, renewByItself } from "./ordering/issuance";
import { newCertificate } from "./ordering/newCertificate";
import { checkRenewable } from "./ordering/renewal";
import { revokeCertificate, revokeOrder } from "./ordering/revocation";
import { orderBook } from "./orderBook";
import { checkSettings, configureAccount, type Account } from "./state/account";
import type { CertCentral } from "./state/certCentral";
import {
  allCertificates,
  currentCertificate,
  pendingRequest,
  statusOf,
  waitingReissue,
  type CertificateWish,
  type Order,
  type OrderStatus,
  type Request,
} from "./state/order";

/** What a test does to a sandbox, and sees of it, apart from the API. Each method is also a call of the management port. */
export interface Control {
  /** Changes settings of an account, each as a whole (`warts` by its members). @default accountId: the first */
  configure(settings: Partial<AccountSettings>, accountId?: number): Promise<void>;
  /** Approves what waits for approval. @default by: "somebody in the console" */
  approve(target: Target, by?: string): Promise<void>;
  reject(target: Target, comment: string): Promise<void>;
  /** Issues what waits for issuance. */
  issue(orderId: number): Promise<void>;

  // What somebody does in CertCentral's console.
  cancelOutside(orderId: number): Promise<void>;
  revokeOutside(orderId: number, options?: { readonly certificateOnly?: boolean }): Promise<void>;
  /** Issued at once. @default csr and dnsNames: those of the newest certificate */
  reissueOutside(orderId: number, options?: ReissueOptions): Promise<{ readonly certificateId: number }>;
  /** Issued at once. @default csr: that of the newest certificate */
  renewOutside(orderId: number, options?: { readonly csr?: string }): Promise<{ readonly orderId: number; readonly certificateId: number }>;
  /** From now on the API answers 404 for it. */
  forget(orderId: number): Promise<void>;

  clock(): Promise<Date>;
  setClock(to: Date | { readonly offsetSeconds: number }): Promise<void>;
  advance(seconds: number): Promise<void>;

  journal(): Promise<readonly JournalEntry[]>;
  clearJournal(): Promise<void>;
  /** Replaces all scripts. */
  faults(scripts: readonly FaultScript[]): Promise<void>;
  orders(): Promise<readonly OrderBook[]>;
}

export type Target = { readonly orderId: number } | { readonly requestId: number };

export interface ReissueOptions {
  readonly csr?: string;
  readonly dnsNames?: readonly string[];
}

export interface Controlled {
  readonly centre: CertCentral;
  readonly journal: Journal;
  readonly faults: ArmedFaults;
  readonly turns: Turns;
}

const OUTSIDE = "somebody in the console";

/** Each call takes its turn among the requests, and sees what time has brought about. */
export function controlOf({ centre, journal, faults, turns }: Controlled): Control {
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> =>
    turns.take(async () => {
      await centre.agenda.settle(centre.clock.now());
      const result = await work();
      await centre.agenda.settle(centre.clock.now());
      return result;
    });
  return {
    ...outsideEvents(centre, inTurn),
    configure: (settings, accountId) =>
      inTurn(() => {
        checkSettings(settings);
        configureAccount(accountOf(centre, accountId), settings);
      }),
    approve: (target, by = OUTSIDE) => inTurn(() => approve(requestFor(centre, target), { by, comment: undefined }, centre)),
    reject: (target, comment) =>
      inTurn(() => {
        reject(requestFor(centre, target), { by: OUTSIDE, comment }, centre);
      }),
    issue: (orderId) =>
      inTurn(async () => {
        const waiting = allCertificates(knownOrder(centre, orderId)).find(({ state }) => state === "pending");
        if (waiting === undefined) throw new Error(`order ${String(orderId)} has nothing that waits for issuance`);
        await issue(waiting, centre.clock.now(), centre);
      }),
    clock: () => inTurn(() => centre.clock.now()),
    setClock: (to) =>
      inTurn(() => {
        centre.clock.set(to instanceof Date ? to : new Date(Date.now() + to.offsetSeconds * 1000));
      }),
    advance: (seconds) =>
      inTurn(() => {
        centre.clock.advance(seconds);
      }),
    journal: () => Promise.resolve(journal.entries()),
    clearJournal: () => {
      journal.clear();
      return Promise.resolve();
    },
    faults: (scripts) =>
      inTurn(() => {
        checkScripts(scripts);
        faults.set(scripts);
      }),
    orders: () => inTurn(() => [...centre.register.orders()].map((order) => orderBook(order, centre.clock.now()))),
  };
}

type InTurn = <T>(work: () => T | Promise<T>) => Promise<T>;
type OutsideEvents = Pick<Control, "cancelOutside" | "revokeOutside" | "reissueOutside" | "renewOutside" | "forget">;

function outsideEvents(centre: CertCentral, inTurn: InTurn): OutsideEvents {
  const order = (id: number) => knownOrder(centre, id);
  return {
    cancelOutside: (id) =>
      inTurn(() => {
        checkStatus(order(id), ["needs_approval", "pending", "reissue_pending"], centre);
        if (waitingReissue(order(id)) === undefined) cancel(order(id), centre);
        else cancelReissue(order(id), { by: OUTSIDE, comment: undefined }, centre);
      }),
    revokeOutside: (id, { certificateOnly = false } = {}) =>
      inTurn(() => {
        checkStatus(order(id), ["issued"], centre);
        const revocation = { at: centre.clock.now(), reason: "unspecified" };
        const certificate = currentCertificate(order(id));
        if (certificateOnly && certificate !== undefined) revokeCertificate(certificate, revocation, centre);
        else revokeOrder(order(id), revocation, centre);
      }),
    reissueOutside: (id, options = {}) =>
      inTurn(async () => {
        checkStatus(order(id), ["issued"], centre);
        const wish = { ...currentWish(order(id)), ...(await changesFrom(options)) };
        const certificate = newCertificate(order(id), wish, centre.clock.now(), centre);
        certificate.state = "pending";
        await issue(certificate, centre.clock.now(), centre);
        return { certificateId: certificate.id };
      }),
    renewOutside: (id, options = {}) =>
      inTurn(async () => {
        checkRenewable(order(id), centre.clock.now());
        const certificate = await renewByItself(order(id), centre.clock.now(), centre, await changesFrom(options));
        return { orderId: certificate.order.id, certificateId: certificate.id };
      }),
    forget: (id) =>
      inTurn(() => {
        order(id).forgotten = true;
      }),
  };
}

function accountOf({ accounts }: CertCentral, id: number | undefined): Account {
  const account = id === undefined ? accounts[0] : accounts.find((each) => each.id === id);
  if (account === undefined) throw new Error(`there is no account ${String(id)}`);
  return account;
}

function knownOrder({ register }: CertCentral, id: number): Order {
  const order = register.order(id);
  if (order === undefined) throw new Error(`there is no order ${String(id)}`);
  return order;
}

function requestFor(centre: CertCentral, target: Target): Request {
  const request = "requestId" in target ? centre.register.request(target.requestId) : pendingRequest(knownOrder(centre, target.orderId));
  if (request === undefined) throw new Error(`nothing waits for approval: ${JSON.stringify(target)}`);
  return request;
}

/** The console offers no more than the API does. */
function checkStatus(order: Order, allowed: readonly OrderStatus[], { clock }: CertCentral): void {
  const status = statusOf(order, clock.now());
  if (!allowed.includes(status)) throw new Error(`order ${String(order.id)} is ${status}`);
}

function currentWish(order: Order): CertificateWish {
  const certificate = currentCertificate(order);
  if (certificate === undefined) throw new Error(`order ${String(order.id)} has no certificate`);
  return certificate.wish;
}

async function changesFrom({ csr, dnsNames }: ReissueOptions): Promise<Partial<CertificateWish>> {
  const key = csr === undefined ? undefined : await readCsr(csr);
  if (csr !== undefined && key === undefined) throw new Error("the CSR could not be parsed");
  return { ...(csr !== undefined && key !== undefined && { csr, key }), ...(dnsNames !== undefined && { dnsNames }) };
}
