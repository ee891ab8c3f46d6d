import type { CertCentral } from "../../../provider/certcentral/client";
import type { OrderRow } from "../../../provider/certcentral/orderList";
import { isUnchanged, mayBeListed } from "../../../provider/lifecycle/listedOrder";
import { createSnapshots } from "../../../provider/lifecycle/snapshot";
import { emptyState, type State } from "../../../provider/lifecycle/state";

const START = new Date("2026-03-01T00:00:00Z").getTime();

const row: OrderRow = {
  orderId: 7,
  status: "issued",
  dnsNames: [],
  certificateId: 70,
  isRenewed: false,
  hasReissues: false,
  orderValidUntil: "2027-03-01",
};

const revokedElsewhere: OrderRow = { ...row, orderId: 1, certificateId: 10, certificateStatus: "revoked" };

const state: State = {
  ...emptyState("stem"),
  orderId: 7,
  orderStatus: "issued",
  wish: { product: "private_ssl_plus" },
  certificate: {
    certificateId: 70,
    certificateChain: [],
    serialNumber: "01",
    sha1Thumbprint: "",
    sha256Thumbprint: "",
    validFrom: "2026-03-01T00:00:00Z",
    validUntil: "2027-03-01T23:59:59Z",
  },
};

/** An account whose list shows these rows, on so many pages as its total says. */
function account(rows: readonly OrderRow[], total = rows.length) {
  const at = { now: START, changes: 0, whileListing: (): void => undefined };
  const asked: string[] = [];
  const orders = {
    page({ offset }: { readonly offset: number }) {
      asked.push(`list from ${String(offset)}`);
      at.whileListing();
      return Promise.resolve({ orders: offset === 0 ? rows : [], total });
    },
  };
  const requests = { undecided: () => Promise.resolve({ requests: [] }) };
  const client = { orders, requests, changes: () => at.changes } as unknown as CertCentral;
  const snapshots = createSnapshots(client, { now: () => new Date(at.now), sleep: () => Promise.resolve() });
  /** So many refreshes, one after the other: how many of them needed no look of their own. */
  async function served(refreshes: number): Promise<number> {
    let count = 0;
    for (let each = 0; each < refreshes; each++) count += (await snapshots.showUnchanged(state)) ? 1 : 0;
    return count;
  }
  return { at, asked, served };
}

describe("a look at the list of orders", () => {
  it("is taken for the fourth refresh, and serves those after it for less than a minute", async () => {
    const { at, asked, served } = account([row, revokedElsewhere]);
    expect(await served(3)).toBe(0);
    expect(await served(1)).toBe(1);
    at.now += 59_999;
    expect(await served(1)).toBe(1);
    expect(asked).toEqual(["list from 0"]);
    at.now += 1;
    expect(await served(1)).toBe(0);
  });

  it("that is a minute old is taken anew while many refreshes come, and not for a few", async () => {
    const { at, asked, served } = account([row, revokedElsewhere]);
    await served(4);
    at.now += 50_000;
    await served(20);
    at.now += 10_000;
    expect(await served(1)).toBe(1);
    expect(asked).toHaveLength(2);
    at.now += 70_000;
    expect(await served(3)).toBe(0);
  });

  it("is worth nothing after a change of this process, nor where one began or ended while it was taken", async () => {
    const { at, asked, served } = account([row, revokedElsewhere]);
    await served(4);
    at.changes++;
    expect(await served(3)).toBe(0);
    at.whileListing = () => at.changes++;
    expect(await served(1)).toBe(0);
    at.whileListing = () => undefined;
    expect(await served(4)).toBe(1);
    expect(asked).toHaveLength(3);
  });

  it("is taken of a long list only once as many refreshes have come as it has pages", async () => {
    const { asked, served } = account([row, revokedElsewhere], 10 * 500);
    expect(await served(9)).toBe(0);
    expect(asked).toEqual(["list from 0"]);
    expect(await served(1)).toBe(1);
    expect(asked).toHaveLength(1 + 10);
    expect(await served(50)).toBe(50);
    expect(asked).toHaveLength(1 + 10);
  });

  it("counts only where the list has shown the status of a certificate whose order is not itself revoked", async () => {
    expect(await account([row]).served(9)).toBe(0);
    expect(await account([row, { ...revokedElsewhere, status: "revoked" }]).served(9)).toBe(0);
    expect(await account([row, { ...revokedElsewhere, certificateStatus: "issued" }]).served(9)).toBe(6);
  });
});

describe("a row of the list", () => {
  it("shows that nothing changed where all of it is as recorded", () => {
    expect(isUnchanged(state, row)).toBe(true);
    expect(isUnchanged({ ...state, orderValidUntil: "2027-03-01" }, row)).toBe(true);
  });

  const { orderValidUntil: _, ...withoutEnd } = row;
  const { isRenewed: __, ...withoutRenewal } = row;
  const { hasReissues: ___, ...withoutReissues } = row;
  const { certificateId: ____, ...withoutCertificate } = row;

  it.each([
    ["is missing", undefined],
    ["has another status", { ...row, status: "reissue_pending" }],
    ["has another certificate", { ...row, certificateId: 71 }],
    ["has no certificate", withoutCertificate],
    ["has a revoked certificate", { ...row, certificateStatus: "revoked" }],
    ["was renewed", { ...row, isRenewed: true }],
    ["does not tell whether it was renewed", withoutRenewal],
    ["has several certificates, so that nobody knows which it names", { ...row, hasReissues: true }],
    ["does not tell whether it has several certificates", withoutReissues],
    ["has another end", { ...row, orderValidUntil: "2028-03-01" }],
    ["tells no end", withoutEnd],
  ])("shows nothing where it %s", (_what, other) => {
    expect(isUnchanged(state, other)).toBe(false);
    expect(isUnchanged({ ...state, orderValidUntil: "2027-03-01" }, other)).toBe(false);
  });

  it("shows nothing where the books of the order have another status", () => {
    const orders = [{ orderId: 7, kind: "first" as const, status: "pending", placed: "2026-03-01T00:00:00Z" }];
    expect(isUnchanged({ ...state, orders }, row)).toBe(false);
  });
});

describe("a resource", () => {
  const pendingOrder = { orderId: 8, kind: "renewal" as const, status: "pending", placed: "", asked: {}, inputs: "" };
  const { certificate: _, ...withoutCertificate } = state;

  it("is looked for in a list only while it is settled", () => {
    expect(mayBeListed(state)).toBe(true);
    expect(mayBeListed({ ...state, requests: [{ id: 1, status: "approved" }] })).toBe(true);
    expect(mayBeListed({ ...state, pendingOrder })).toBe(false);
    expect(mayBeListed({ ...state, drift: { kind: "revoked", detail: "revoked" } })).toBe(false);
    expect(mayBeListed(withoutCertificate)).toBe(false);
    expect(mayBeListed({ ...state, requests: [{ id: 1, status: "pending" }] })).toBe(false);
    expect(mayBeListed({ ...state, requests: [{ id: 1 }] })).toBe(false);
  });
});
