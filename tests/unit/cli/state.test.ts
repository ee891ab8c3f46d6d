import { SCHEMA_VERSION } from "../../../provider/lifecycle/state";
import { stackStateOf } from "../../../cli/state";

const type = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
const urn = `urn:pulumi:prod::shop::my:component:Site$${type}::api::eu`;
const row = { orderId: 7, kind: "first", status: "issued", placed: "2026-01-01T00:00:00Z" };
const outputs = { orderId: 7, orders: [row], alternativeOrderStem: "pulumi0", schemaVersion: SCHEMA_VERSION };
const encrypted = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "djE6" };

function exported(resources: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources, ...more } });
}

function read(text: string) {
  return stackStateOf(text, "`prod.json`");
}

describe("a stack's state", () => {
  it("names its certificates and their books, and nothing of other resources", () => {
    const other = { urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::b", type: "aws:s3/bucket:Bucket", outputs };
    const { certificates } = read(exported([other, { urn, type, inputs: { commonName: "api.corp.example" }, outputs }]));
    expect(certificates).toEqual([
      expect.objectContaining({
        urn,
        stack: "prod",
        project: "shop",
        name: "api::eu",
        isRead: false,
        isBeingDeleted: false,
        inputs: { commonName: "api.corp.example" },
        state: expect.objectContaining({ orderId: 7, orders: [row] }) as unknown,
      }),
    ]);
  });

  it("is read from the file of a self-managed backend, too", () => {
    const file = JSON.stringify({ version: 3, checkpoint: { stack: "prod", latest: { resources: [{ urn, type, outputs }] } } });
    expect(read(file).certificates).toHaveLength(1);
  });

  it("tells what is only looked at, and what waits for its removal", () => {
    const { certificates } = read(
      exported([
        { urn, type, outputs, external: true },
        { urn, type, outputs, delete: true },
      ]),
    );
    expect(certificates.map(({ isRead, isBeingDeleted }) => ({ isRead, isBeingDeleted }))).toEqual([
      { isRead: true, isBeingDeleted: false },
      { isRead: false, isBeingDeleted: true },
    ]);
  });

  it("tells of creations that a run began and never ended", () => {
    const begun = { urn, type, inputs: { __urn: urn } };
    const updated = { resource: { urn, type, inputs: {} }, type: "updating" };
    const { interrupted } = read(exported([], { pending_operations: [{ resource: begun, type: "creating" }, updated] }));
    expect(interrupted).toEqual([{ urn, stack: "prod", project: "shop", name: "api::eu", inputs: { __urn: urn } }]);
  });

  it("leaves out what is encrypted, and reads what was exported with --show-secrets", () => {
    const open = { ...encrypted, ciphertext: undefined, plaintext: JSON.stringify("a.example") };
    const [certificate] = read(exported([{ urn, type, inputs: { csr: encrypted, commonName: open }, outputs }])).certificates;
    expect(certificate?.inputs).toEqual({ commonName: "a.example" });
  });

  it("is refused where the books themselves are encrypted: nobody could say which orders are in use", () => {
    expect(() => read(exported([{ urn, type, outputs: { ...outputs, orders: encrypted } }]))).toThrow(
      "`prod.json`: the certificate `api::eu` has its `orders` encrypted: export the state with `--show-secrets`, and give it with --state",
    );
  });

  it("is empty for a stack that was never brought up", () => {
    expect(read(JSON.stringify({ version: 3, deployment: null }))).toEqual({ from: "`prod.json`", certificates: [], interrupted: [] });
    expect(read(JSON.stringify({ version: 3, checkpoint: { latest: null } })).certificates).toEqual([]);
  });

  it.each([
    ["", "`prod.json` is empty"],
    ["not json", "`prod.json` is no JSON"],
    ["[]", "`prod.json` is no state of a Pulumi stack"],
    ["7", "`prod.json` is no state of a Pulumi stack"],
    [`{"version":4,"terraform_version":"1.9.0","resources":[]}`, "`prod.json` is a Terraform state"],
    [`{"resources":[]}`, "`prod.json` is no state of a Pulumi stack, though it has resources"],
    [`{"version":3,"deployment":{"resources":"none"}}`, "`prod.json` cannot be read: its `resources` are no list"],
  ])("is not what %j is, and that is said in one sentence", (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it("of a newer release is refused: it may hold what this one does not know", () => {
    expect(() => read(exported([{ urn, type, outputs: { ...outputs, schemaVersion: SCHEMA_VERSION + 1 } }]))).toThrow(
      "newer pulumi-digicert",
    );
  });

  it("that was edited by hand is read as far as it can be", () => {
    const strange = { ...outputs, orders: [row, null, "x", { orderId: "7" }] };
    const resources = [null, 7, { type }, { urn, type, outputs: strange }, { urn, type }];
    expect(read(exported(resources)).certificates.map(({ state }) => state.orders)).toEqual([[row], []]);
  });
});
