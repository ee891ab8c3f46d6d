/** What people, and DigiCert, do while nobody runs Pulumi: through the management port. */
import type { AccountSettings, OrderBook, Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import type { Dice } from "./dice";
import { recordedIn, usedBy, type Stack } from "./stack";
import { count, type Tally } from "./tally";
import type { Watch } from "./watch";

export interface World {
  readonly sandbox: Sandbox;
  readonly stacks: readonly Stack[];
  readonly watch: Watch;
  readonly tally: Tally;
}

interface Used {
  readonly stack: Stack;
  readonly order: OrderBook;
}

const events = {
  "revoked an order": async ({ sandbox }, { order }) => sandbox.revokeOutside(order.id),
  "revoked a certificate": async ({ sandbox }, { order }) => sandbox.revokeOutside(order.id, { certificateOnly: true }),
  "reissued with its key": async ({ sandbox }, { order }) => sandbox.reissueOutside(order.id),
  "reissued with another key": async ({ sandbox }, { order }) =>
    sandbox.reissueOutside(order.id, { csr: makeCsr(["soak.corp.example"]).csrPem }),
  "reissued without a name": async ({ sandbox }, { order }) => {
    const names = order.certificates.at(-1)?.dnsNames ?? [];
    return sandbox.reissueOutside(order.id, { dnsNames: names.slice(0, 1) });
  },
  renewed: async ({ sandbox }, { order }) => sandbox.renewOutside(order.id),
  "canceled what waits": async ({ sandbox }, { order }) => sandbox.cancelOutside(order.id),
} satisfies Readonly<Record<string, (world: World, used: Used) => Promise<unknown>>>;

/** One event at an order that a stack uses, where DigiCert would let it happen. */
export async function somebodyActs(world: World, dice: Dice): Promise<void> {
  const used = dice.oneOf(await inUse(world));
  if (used === undefined) return;
  const name = dice.weighted<keyof typeof events>({
    "revoked an order": 2,
    "revoked a certificate": 1,
    "reissued with its key": 2,
    "reissued with another key": 1,
    "reissued without a name": 1,
    renewed: 2,
    "canceled what waits": 2,
  });
  try {
    await events[name](world, used);
  } catch {
    // The console would not have offered it: what waits can only be canceled, what is issued cannot.
    return;
  }
  count(world.tally.outside, name);
  world.watch.touched.add(used.order.id);
  const known = world.watch.known.get(used.order.id);
  if (known !== undefined) known.isTampered = true;
  for (const stack of world.stacks) stack.needsRefresh = true;
}

async function inUse({ sandbox, stacks }: World): Promise<readonly Used[]> {
  const orders = new Map((await sandbox.orders()).map((order) => [order.id, order]));
  return stacks.flatMap((stack) =>
    recordedIn(stack)
      .flatMap(usedBy)
      .flatMap((id) => orders.get(id) ?? [])
      .map((order) => ({ stack, order })),
  );
}

/** Requests that wait for a person: some are approved, some rejected, some go on waiting. */
export async function somebodyDecides({ sandbox, tally, watch }: World, dice: Dice): Promise<void> {
  for (const { id, orderId } of await waiting(sandbox)) {
    const answer = dice.weighted({ approve: 5, reject: 1, nothing: 2 });
    if (answer === "approve") await sandbox.approve({ requestId: id });
    if (answer === "reject") {
      await sandbox.reject({ requestId: id }, "Not this time.");
      watch.touched.add(orderId);
    }
    if (answer !== "nothing") count(tally.outside, `${answer === "approve" ? "approved" : "rejected"} a request`);
  }
}

/** Everything that waits is approved and issued. */
export async function everythingIsDecided(sandbox: Sandbox): Promise<void> {
  // Stacks come to rest side by side: another one may have been quicker.
  for (const { id } of await waiting(sandbox)) await sandbox.approve({ requestId: id }).catch(() => undefined);
  for (const { id, certificates } of await sandbox.orders()) {
    // Just approved, it may have been issued by that.
    if (certificates.some(({ status }) => status === "pending")) await sandbox.issue(id).catch(() => undefined);
  }
}

async function waiting(sandbox: Sandbox): Promise<readonly { readonly id: number; readonly orderId: number }[]> {
  return (await sandbox.orders()).flatMap((order) =>
    order.requests.filter(({ status }) => status === "pending" || status === "submitted").map(({ id }) => ({ id, orderId: order.id })),
  );
}

/** How the account answers for a while. */
export function newSettings(dice: Dice): Partial<AccountSettings> {
  return {
    issuance:
      dice.weighted({ immediate: 6, manual: 1, later: 2 }) === "immediate"
        ? "immediate"
        : dice.one<AccountSettings["issuance"]>(["manual", { afterSeconds: 1 }]),
    certificateDaysAtMost: dice.chance(0.3) ? 199 : undefined,
    warts: {
      noRenewedOrderId: dice.chance(0.1),
      unknownAlternativeIdIsNotFound: dice.chance(0.5),
      noChainInOrderAnswer: dice.chance(0.3),
      noCsrInOrderInfo: dice.chance(0.1),
    },
  };
}
