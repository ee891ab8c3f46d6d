import type { OrderRow } from "../../../../provider/certcentral/orderList";
import { outputsOf, type LedgerRow, type State } from "../../../../provider/lifecycle/state";
import { accountReportOf } from "../../../../cli/report/account";
import { reportOf } from "../../../../cli/report/reportOf";
import { stackStateOf, type StackState } from "../../../../cli/state";
import { today } from "./years";

const type = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
const urn = `urn:pulumi:production::shop::${type}::api`;
const inHand = {
  certificateId: 1,
  certificateChain: [],
  serialNumber: "0A",
  sha1Thumbprint: "0B",
  sha256Thumbprint: "0C",
  validFrom: "2026-06-01T00:00:00Z",
  validUntil: "2027-06-01T23:59:59Z",
};
const row: LedgerRow = { orderId: 1, kind: "first", status: "issued", placed: "2026-06-01T08:00:00Z", validUntil: inHand.validUntil };

function stateWith(changes: Partial<State>): State {
  return {
    orderId: 1,
    orderStatus: "issued",
    certificate: inHand,
    renewAfter: "2027-05-02T23:59:59Z",
    requests: [],
    domains: [],
    orders: [row],
    orderSequence: 1,
    alternativeOrderStem: "pulumix",
    wish: { product: "private_ssl_plus", commonName: "api.corp.example", orderValidity: { years: 1 } },
    ...changes,
  };
}

/** A stack with one certificate; `more` are further members of its resource. */
function stackWith(state: Partial<State>, more: Readonly<Record<string, unknown>> = {}): StackState {
  const resource = { urn, type, id: "1", custom: true, inputs: {}, outputs: outputsOf(stateWith(state)), ...more };
  return stackStateOf(JSON.stringify({ version: 3, deployment: { resources: [resource] } }), "a test");
}

function reported(state: Partial<State>, more?: Readonly<Record<string, unknown>>) {
  const { certificates, due, warnings } = reportOf([stackWith(state, more)], today);
  return {
    standing: certificates[0]?.standing,
    roles: certificates[0]?.orders.map(({ role }) => role),
    due,
    warnings: warnings.map(({ says }) => says),
  };
}

describe("a report", () => {
  it("has nothing to say of a certificate with which all is well but when it will be renewed", () => {
    const { standing, roles, due, warnings } = reported({});
    expect({ standing, roles, warnings }).toEqual({ standing: "good", roles: ["current"], warnings: [] });
    expect(due).toEqual([
      {
        certificate: "api",
        stack: "production",
        when: "2027-05-02T23:59:59Z",
        urgency: "later",
        says: "the first `pulumi up` from then on renews it; it ends on 2027-06-01",
      },
    ]);
  });

  it("warns of an order that was met with another key, and can still be used", () => {
    const met: LedgerRow = {
      orderId: 2,
      kind: "unclaimed",
      status: "issued",
      placed: "2026-07-01T08:00:00Z",
      validUntil: "2027-07-01T23:59:59Z",
    };
    const { roles, warnings } = reported({ orders: [row, met] });
    expect(roles).toEqual(["current", "foreign"]);
    expect(warnings).toEqual([
      expect.stringMatching(/^order 2 was met on 2026-07-01 .+ valid until 2027-07-01: nothing here uses or retires it/),
    ]);
    expect(reported({ orders: [row, { ...met, status: "revoked" }] }).warnings).toEqual([]);
  });

  it("says in the preview's words what an event outside of Pulumi asks for", () => {
    const { standing, due } = reported({ drift: { kind: "revoked", detail: "revoked" } });
    expect(standing).toBe("due");
    expect(due[0]).toMatchObject({
      urgency: "now",
      says: expect.stringContaining("needs a NEW paid order: the certificate of order 1 was revoked outside") as string,
    });
  });

  it("keeps apart a predecessor that is still valid, one that has ended, and one that was revoked", () => {
    const before = (orderId: number, changes: Partial<LedgerRow>): LedgerRow => ({
      ...row,
      orderId,
      placed: "2025-01-01T00:00:00Z",
      ...changes,
    });
    const orders = [before(7, { validUntil: "2026-01-01T00:00:00Z" }), before(8, {}), before(9, { status: "revoked" }), row];
    expect(reported({ orders }).roles).toEqual(["past", "kept", "dead", "current"]);
  });

  it("has them in the order in which they were placed, though a certificate may begin on the day before", () => {
    const renewal: LedgerRow = { ...row, orderId: 2, kind: "renewal", placed: "2026-06-01T09:00:00Z" };
    const { certificates } = reportOf([stackWith({ orderId: 2, orders: [row, renewal] })], today);
    expect(certificates[0]?.orders.map(({ orderId, role }) => `${String(orderId)} ${role}`)).toEqual(["1 kept", "2 current"]);
  });

  it("tells a revocation that waits for a person", () => {
    const { warnings } = reported({ orders: [{ ...row, orderId: 3, revocationAsked: true }, row] });
    expect(warnings).toEqual(["the revocation of order 3 waits for somebody to approve it in CertCentral"]);
  });

  it("leaves the renewal to DigiCert where the program does", () => {
    const { due } = reported({ wish: { product: "private_ssl_plus", commonName: "api.corp.example", autoRenew: true } });
    expect(due[0]?.says).toBe(
      "DigiCert is to renew it by itself (autoRenew); a `pulumi up` then takes that order over; it ends on 2027-06-01",
    );
  });

  it("calls what a `get` shows nobody's duty here", () => {
    const { certificates, due, warnings } = reportOf([stackWith({ alternativeOrderStem: "" }, { external: true })], today);
    expect({ note: certificates[0]?.note, due, warnings }).toEqual({ note: "looked at only", due: [], warnings: [] });
  });

  it("says of an instance that was replaced that its orders wait to be retired", () => {
    expect(reported({}, { delete: true }).warnings).toEqual([expect.stringContaining("its orders are not retired yet") as string]);
  });

  it("refuses a state whose dates are none, and names the place", () => {
    expect(() => reported({ orders: [{ ...row, placed: "soon" }] })).toThrow(
      "The certificate `api` of the state has no date that can be read as `placed of order 1`",
    );
    expect(() => reported({ renewAfter: "" })).toThrow("can be read as `renewAfter`");
  });

  it("does not show a name that is a secret of the state", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
    const outputs = { ...outputsOf(stateWith({})), commonName: secret };
    const { certificates } = reportOf([stackWith({}, { outputs })], today);
    expect(certificates[0]?.commonName).toBe("(not readable here)");
  });

  it("warns of a creation that never ended, until a later run has created the resource", () => {
    const pending = [{ type: "creating", resource: { urn, type, inputs: {} } }];
    const warnings = (resources: readonly unknown[]) =>
      reportOf([stackStateOf(JSON.stringify({ version: 3, deployment: { resources, pending_operations: pending } }), "a test")], today)
        .warnings;
    expect(warnings([])).toEqual([{ certificate: "api", stack: "production", says: expect.stringContaining("never ended") as string }]);
    expect(warnings([{ urn, type, outputs: outputsOf(stateWith({})) }])).toEqual([]);
  });
});

describe("what DigiCert says beside a state", () => {
  const atDigicert = (changes: Partial<OrderRow> = {}): OrderRow => ({ orderId: 1, status: "issued", dnsNames: [], ...changes });
  const told = (state: Partial<State>, rows: readonly OrderRow[]) => accountReportOf("an account", rows, [stackWith(state)], today);
  const sentences = (state: Partial<State>, rows: readonly OrderRow[]) => told(state, rows).disagreements.map(({ says }) => says);

  it("is nothing where both agree", () => {
    expect(sentences({}, [atDigicert()])).toEqual([]);
    expect(sentences({ orderStatus: "expired" }, [atDigicert()])).toEqual([]);
  });

  it("is what has become of an order since the last run", () => {
    expect(sentences({}, [atDigicert({ status: "revoked" })])).toEqual([
      expect.stringMatching(/^order 1 is `revoked` at DigiCert, and `issued` in the state/),
    ]);
    const pendingOrder = {
      orderId: 2,
      kind: "renewal",
      status: "needs_approval",
      placed: "2026-11-01T00:00:00Z",
      asked: {},
      inputs: "",
    } as const;
    expect(sentences({ pendingOrder }, [atDigicert(), atDigicert({ orderId: 2 })])).toEqual([
      expect.stringContaining("order 2 is `issued` at DigiCert"),
    ]);
  });

  it("is which orders this key does not see at all", () => {
    expect(sentences({}, [])).toEqual([expect.stringMatching(/^not among the orders that this key sees: 1\./)]);
  });

  it("is which orders of this package no resource has for its own", () => {
    const lost = atDigicert({ orderId: 5, alternativeOrderId: "pulumixn2", validTill: "2027-06-01" });
    const { orphans } = told({}, [atDigicert(), lost, atDigicert({ orderId: 6, alternativeOrderId: "of-somebody-else" })]);
    expect(orphans).toEqual([
      { orderId: 5, status: "issued", says: expect.stringContaining("run `pulumi up`: it takes the order over") as string },
    ]);
  });
});
