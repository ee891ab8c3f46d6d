import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { newSandbox } from "../support/sandboxes";
import { cli, placeOrder } from "../support/cliProgram";

function order(sandbox: Sandbox, name: string): Promise<number> {
  return placeOrder(sandbox, { certificate: { common_name: name, csr: makeCsr([name]).csrPem, signature_hash: "sha256" } });
}

function adopted(stdout: string): readonly number[] {
  return [...stdout.matchAll(/adoptOrderId: (\d+),/g)].map(([, id]) => Number(id));
}

describe("pulumi-digicert adopt", () => {
  it("declares the newest renewal of an order, once, however often it is named", async () => {
    const sandbox = await newSandbox();
    const first = await order(sandbox, "api.corp.example");
    const { orderId: renewal } = await sandbox.renewOutside(first);
    await sandbox.clearJournal();
    const { code, stdout, stderr } = await cli(["adopt", String(first), String(renewal), String(first)], { account: sandbox });
    expect({ code, adopted: adopted(stdout) }).toEqual({ code: 0, adopted: [renewal] });
    expect(stdout).toContain(`const apiCorpExample = new PrivateSslCertificate("api.corp.example", {\n`);
    expect(stderr).toMatch(/^1 order to take over\. Next: .*`pulumi preview`/);
    expect(new Set((await sandbox.journal()).map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("declares every live order for some names that no resource has yet", async () => {
    const sandbox = await newSandbox();
    const stack = await new PastStack(sandbox).day(new Date().toISOString());
    await stack.up("web", { commonName: "web.corp.example" });
    const api = await order(sandbox, "API.corp.example");
    await order(sandbox, "api.other.example");
    await sandbox.revokeOutside(await order(sandbox, "gone.corp.example"));
    const input = stack.export();
    const some = await cli(["adopt", "--search", ".corp.example", "--state", "-"], { account: sandbox, input });
    expect(adopted(some.stdout)).toEqual([api]);
    const all = await cli(["adopt", "--all", "--state", "-", "--json"], { account: sandbox, input });
    expect(JSON.parse(all.stdout)).toMatchObject({
      orders: [
        { orderId: api, name: "api.corp.example", inputs: { commonName: "API.corp.example" } },
        { name: "api.other.example", notes: [] },
      ],
      program: expect.stringContaining("import { PrivateSslCertificate }") as string,
    });
  });

  it("prints nothing of an order that is over, or that a resource has already", async () => {
    const sandbox = await newSandbox();
    const stack = await new PastStack(sandbox).day(new Date().toISOString());
    await stack.up("web", { commonName: "web.corp.example" });
    const [held] = await sandbox.orders();
    const gone = await order(sandbox, "gone.corp.example");
    await sandbox.revokeOutside(gone);
    const input = stack.export();
    const one = await cli(["adopt", String(held?.id), "--state", "-"], { account: sandbox, input });
    expect(one).toEqual({ code: 1, stdout: "", stderr: `Order ${String(held?.id)} is in the state already, as web\n` });
    const other = await cli(["adopt", String(gone)], { account: sandbox });
    expect(other).toEqual({ code: 1, stdout: "", stderr: `Order ${String(gone)} is revoked, and there is nothing left to take over\n` });
    const none = await cli(["adopt", "--all", "--state", "-"], { account: sandbox, input });
    expect(none).toEqual({ code: 0, stdout: "", stderr: "No live order to adopt.\n" });
  });

  it("names the files for the CSRs that DigiCert does not show", async () => {
    const sandbox = await newSandbox({ accounts: [{ warts: { noCsrInOrderInfo: true } }] });
    const id = await order(sandbox, "api.corp.example");
    const { stdout, stderr } = await cli(["adopt", String(id)], { account: sandbox });
    expect(stdout).toContain('csr: readFileSync("api.corp.example.csr.pem", "utf8"),\n');
    expect(stderr).toContain(`into: api.corp.example.csr.pem (order ${String(id)}).`);
  });
});
