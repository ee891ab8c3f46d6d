import { isDeadStatus, isKnownStatus, isRefusedStatus, statusRow } from "../../../provider/lifecycle/status";

/** Every status that CertCentral is known to show. */
const statuses = [
  "pending",
  "processing",
  "waiting_pickup",
  "needs_approval",
  "needs_csr",
  "reissue_pending",
  "approved",
  "issued",
  "expired",
  "revoked",
  "canceled",
  "rejected",
  "denied",
];

describe("the status of an order", () => {
  it.each(statuses)("%s has a row", (status) => {
    expect(isKnownStatus(status)).toBe(true);
  });

  it("that DigiCert's documentation does not name is waited for, and cancelled where the order must go", () => {
    expect(isKnownStatus("under_review")).toBe(false);
    expect(statusRow("under_review")).toEqual({ while: "wait", retire: "cancel" });
    expect(isKnownStatus("toString")).toBe(false);
  });

  it("of an order that a person must see to ends the wait", () => {
    expect(statuses.filter((status) => statusRow(status).while === "person")).toEqual(["needs_approval", "needs_csr"]);
  });

  it("of an order with a certificate that can be used leads to its revocation, with a pending reissue cancelled first", () => {
    expect(statuses.filter((status) => statusRow(status).retire === "revoke")).toEqual(["approved", "issued"]);
    expect(statusRow("reissue_pending").retire).toBe("cancelReissueAndRevoke");
  });

  it("is dead where no certificate of the order can be used any more, and then nothing is left to retire", () => {
    const dead = statuses.filter(isDeadStatus);
    expect(dead).toEqual(["expired", "revoked", "canceled", "rejected", "denied"]);
    expect(dead.map((status) => statusRow(status).retire)).toEqual(dead.map(() => "nothing"));
  });

  it("is refused where somebody turned it down, and a revocation is no refusal", () => {
    expect(statuses.filter(isRefusedStatus)).toEqual(["canceled", "rejected", "denied"]);
  });
});
