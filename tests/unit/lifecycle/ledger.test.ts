import { withRow } from "../../../provider/lifecycle/ledger";
import { emptyState, outputsOf, stateOf, type LedgerRow, type State } from "../../../provider/lifecycle/state";

function row(orderId: number, rest: Partial<LedgerRow> = {}): LedgerRow {
  return { orderId, kind: "renewal", status: "issued", placed: "2026-01-01T00:00:00Z", ...rest };
}

function ledgerOf(rows: readonly LedgerRow[], orderId?: number): State {
  const start: State = { ...emptyState("stem"), ...(orderId === undefined ? {} : { orderId }) };
  return rows.reduce(withRow, start);
}

describe("the ledger", () => {
  it("keeps one row per order, in the order in which they came", () => {
    const state = ledgerOf([row(1), row(2), row(1, { status: "revoked" })]);
    expect(state.orders.map(({ orderId, status }) => [orderId, status])).toEqual([
      [1, "revoked"],
      [2, "issued"],
    ]);
  });

  it("folds the oldest finished rows into a count, and keeps what is alive", () => {
    const finished = [...Array(20).keys()].map((id) => row(id + 1, { status: "revoked" }));
    const state = ledgerOf([row(100), ...finished, row(101)], 101);
    expect(state.orders.map((each) => each.orderId)).toEqual([100, 18, 19, 20, 101]);
    expect(state.ordersFolded).toBe(17);
  });

  it("folds predecessors whose time is over, though nobody wrote so into their rows", () => {
    const years = [...Array(12).keys()].map((year) =>
      row(year + 1, { placed: `20${String(26 + year)}-01-01T00:00:00Z`, validUntil: `20${String(26 + year)}-12-31T00:00:00Z` }),
    );
    const state = ledgerOf(years, 12);
    expect(state.orders.length + (state.ordersFolded ?? 0)).toBe(12);
    expect(state.ordersFolded).toBe(8);
  });
});

describe("the outputs", () => {
  const certificate = {
    certificateId: 11,
    certificateChain: [{ subjectCommonName: "a", pem: "PEM" }],
    serialNumber: "01",
    sha1Thumbprint: "AA",
    sha256Thumbprint: "BB",
    validFrom: "2026-01-01T00:00:00Z",
    validUntil: "2027-01-01T00:00:00Z",
  };
  const state: State = {
    ...ledgerOf([row(1)], 1),
    orderStatus: "issued",
    certificate,
    organizationId: 7,
    wish: { commonName: "a", onDelete: "keep" },
  };

  it("are read back as the state that wrote them", () => {
    expect(stateOf(outputsOf(state))).toEqual(state);
  });

  it("hold no undefined at any depth: the host would fail on it after the order was placed", () => {
    const outputs = outputsOf({ ...state, wish: { a: undefined, b: [{ c: undefined }] } });
    expect(JSON.stringify(outputs, (_, value: unknown) => (value === undefined ? "UNDEFINED" : value))).not.toContain("UNDEFINED");
  });

  it("leave out what the host adds", () => {
    expect(stateOf({ ...outputsOf(state), __provider: "text" })).toEqual(state);
  });

  it("of a newer release are refused, not misread", () => {
    expect(() => stateOf({ ...outputsOf(state), schemaVersion: 2 })).toThrow(/newer pulumi-digicert/);
  });
});
