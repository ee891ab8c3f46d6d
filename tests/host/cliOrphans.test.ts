import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { newSandbox } from "../support/sandboxes";
import { cli, placeOrder } from "../support/cliProgram";

const name = "web.corp.example";

/** A stack with one certificate, and the stem of its alternative order ids. */
async function oneCertificate(): Promise<{
  readonly sandbox: Sandbox;
  readonly state: string;
  readonly stem: string;
  readonly orderId: number;
}> {
  const sandbox = await newSandbox();
  const stack = await new PastStack(sandbox).day(new Date().toISOString());
  await stack.up("web", { commonName: name });
  const [order] = await sandbox.orders();
  if (order?.alternativeOrderId === undefined) throw new Error("nothing was ordered");
  return { sandbox, state: stack.export(), stem: order.alternativeOrderId.replace(/n1$/, ""), orderId: order.id };
}

function orderUnder(sandbox: Sandbox, alternativeOrderId: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const certificate = { common_name: name, csr: makeCsr([name]).csrPem, signature_hash: "sha256" };
  return placeOrder(sandbox, { certificate, alternative_order_id: alternativeOrderId, ...more });
}

function orphans(sandbox: Sandbox, state: string, ...args: readonly string[]) {
  return cli(["orphans", "--state", "-", ...args], { account: sandbox, input: state, columns: 100 });
}

async function found(sandbox: Sandbox, state: string, ...args: readonly string[]) {
  const { code, stdout } = await orphans(sandbox, state, "--json", ...args);
  const { orphans: rows } = JSON.parse(stdout) as { readonly orphans: readonly Readonly<Record<string, unknown>>[] };
  return { code, kinds: rows.map(({ orderId, kind, toEnd }) => [orderId, kind, toEnd]) };
}

describe("pulumi-digicert orphans", () => {
  it("finds none where every order has its resource, whatever others have in the account", async () => {
    const { sandbox, state } = await oneCertificate();
    await orderUnder(sandbox, "invoice4711");
    expect(await orphans(sandbox, state)).toEqual({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(/^No orphans: looked at standard input \(1 certificate\) and the account/) as string,
    });
  });

  it("names each with its reason, what to do, and how to end it; and changes nothing", async () => {
    const { sandbox, state, stem, orderId } = await oneCertificate();
    const unrecorded = await orderUnder(sandbox, `${stem}n2`);
    const waiting = await orderUnder(sandbox, `${stem}n3`, { skip_approval: false });
    await sandbox.configure({ uniqueAlternativeOrderIds: false });
    const duplicate = await orderUnder(sandbox, `${stem}n1`);
    const elsewhere = await orderUnder(sandbox, "pulumi0123456789abcdefghijn1");
    await sandbox.clearJournal();
    const { code, stdout, stderr } = await orphans(sandbox, state);
    expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
    const rows = stdout.split("\n").filter((line) => /^ *\d{6,} /.test(line));
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      [String(unrecorded), "issued", expect.any(String), name, "web", "revoke"],
      [String(waiting), "issued", expect.any(String), name, "web", "revoke"],
      [String(duplicate), "issued", expect.any(String), name, "web", String(orderId), "revoke"],
      [String(elsewhere), "issued", expect.any(String), name, new Date().toISOString().slice(0, 10), "revoke"],
    ]);
    expect(stdout).toContain("A second order under the id of one that is in use: paid twice.\n");
    expect(stdout).toMatch(/run `pulumi up`: it takes the order\s+over/);
    expect(new Set((await sandbox.journal()).map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("says of what waits for a person how its request ends, and leaves out what somebody has revoked", async () => {
    const { sandbox, state, stem } = await oneCertificate();
    await sandbox.configure({ approval: "manual" });
    const waiting = await orderUnder(sandbox, `${stem}n2`, { skip_approval: false });
    const issued = await orderUnder(sandbox, `${stem}n3`);
    await sandbox.revokeOutside(issued, { certificateOnly: true });
    expect(await found(sandbox, state)).toEqual({ code: 3, kinds: [[waiting, "unrecorded", "reject its request"]] });
  });

  it("with --own leaves other stacks' orders out of it", async () => {
    const { sandbox, state } = await oneCertificate();
    await orderUnder(sandbox, "pulumi0123456789abcdefghijn1");
    expect(await found(sandbox, state, "--own")).toEqual({ code: 0, kinds: [] });
  });

  it("takes another stack's state into account", async () => {
    const { sandbox, state } = await oneCertificate();
    const other = await new PastStack(sandbox, "staging").day(new Date().toISOString());
    await other.up("web", { commonName: name });
    expect((await found(sandbox, state)).kinds).toEqual([[expect.any(Number), "elsewhere", "revoke"]]);
    const both = JSON.stringify(withResourcesOf(state, other.export()));
    expect(await found(sandbox, both)).toEqual({ code: 0, kinds: [] });
  });

  it("reads the orders one by one where DigiCert's list does not show their ids", async () => {
    const { sandbox, state, stem } = await oneCertificate();
    const unrecorded = await orderUnder(sandbox, `${stem}n2`);
    const rows = (await sandbox.orders()).map(({ id }) => ({ id, status: "issued", product_name_id: "private_ssl_plus", certificate: [] }));
    const body = { orders: rows, page: { total: rows.length, limit: 500, offset: 0 } };
    await sandbox.faults([{ do: "replaceAnswer", body, match: { method: "GET", path: "^/order/certificate$", nth: 2 } }]);
    const { code, stdout, stderr } = await orphans(sandbox, state, "--json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ orphans: [{ orderId: unrecorded, kind: "unrecorded" }] });
    expect(stderr).toBe("DigiCert's list shows no alternative order ids: reading 0 of 1 orders one by one\n");
  });
});

/** One export with the resources of two. */
function withResourcesOf(...states: readonly string[]): object {
  const resources = states.flatMap(
    (text) => (JSON.parse(text) as { readonly deployment: { readonly resources: readonly unknown[] } }).deployment.resources,
  );
  return { version: 3, deployment: { resources } };
}
