import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Sandbox } from "../../sandbox";
import { startAnswering, type AnsweringServer } from "../support/answeringServer";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { newSandbox } from "../support/sandboxes";
import { cli, placeOrder, startCli } from "../support/cliProgram";

const DAY = 86_400_000;

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, "yyyy-mm-dd".length);
}

/** An account with a past: one order of a stack that ends soon, its renewal, one that somebody else placed, and one that was revoked. */
async function accountWithPast(): Promise<{ readonly sandbox: Sandbox; readonly state: string }> {
  const sandbox = await newSandbox();
  const stack = await new PastStack(sandbox).day(dayIn(-355));
  await stack.up("web", { commonName: "web.corp.example", dnsNames: ["a.corp.example", "b.corp.example"] });
  await stack.day(dayIn(-1));
  await stack.up("web", {});
  const csr = makeCsr(["other.corp.example"]).csrPem;
  await placeOrder(sandbox, { certificate: { common_name: "other.corp.example", csr, signature_hash: "sha256" } });
  const revoked = await placeOrder(sandbox, { certificate: { common_name: "gone.corp.example", csr, signature_hash: "sha256" } });
  await sandbox.revokeOutside(revoked);
  await sandbox.clearJournal();
  return { sandbox, state: stack.export() };
}

describe("pulumi-digicert orders", () => {
  it("shows what ends first at the top, and which resource has it, as wide as the terminal is", async () => {
    const { sandbox, state } = await accountWithPast();
    const [first, renewal, other] = (await sandbox.orders()).map(({ id, certificates }) => ({
      id,
      ends: certificates[0]?.validUntil?.slice(0, 10) ?? "",
    }));
    const left = (ends = "") => String(Math.floor((Date.parse(`${ends}T23:59:59Z`) - Date.now()) / DAY)).padStart(4);
    const wide = await cli(["orders", "--state", "-"], { account: sandbox, input: state, columns: 100 });
    expect(wide).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        "    ORDER  STATUS  ENDS        DAYS  PRODUCT  NAME                 RENEWED BY  RESOURCE",
        `${String(first?.id)}  issued  ${String(first?.ends)}  ${left(first?.ends)}  plus     web.corp.example +2   ${String(renewal?.id)}  web (predecessor)`,
        `${String(renewal?.id)}  issued  ${String(renewal?.ends)}  ${left(renewal?.ends)}  plus     web.corp.example +2              web`,
        `${String(other?.id)}  issued  ${String(other?.ends)}  ${left(other?.ends)}  plus     other.corp.example               -`,
        "",
        "1 more, which is over (expired, revoked, canceled, rejected), is not shown: --all shows all.",
        "",
      ].join("\n"),
    });
    const { stdout } = await cli(["orders", "--state", "-", "--all"], { account: sandbox, input: state, columns: 40 });
    expect(stdout.split("\n").filter((line) => line.length > 40)).toEqual([]);
    expect(stdout).toContain(`${String(first?.id)}\n  status: issued\n  ends: ${String(first?.ends)}\n`);
    expect(stdout).toContain("  resource: web (predecessor)\n");
    expect(stdout).toContain("  status: revoked\n");
    expect(new Set((await sandbox.journal()).map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("tells programs the same in one JSON object, and only of what was asked for", async () => {
    const { sandbox, state } = await accountWithPast();
    const { code, stdout } = await cli(["orders", "--json", "--within", "20", "--search", "B.CORP", "--state", "-"], {
      account: sandbox,
      input: state,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      account: expect.stringContaining("127.0.0.1") as string,
      orders: [
        expect.objectContaining({
          orderId: 100000001,
          status: "issued",
          product: "private_ssl_plus",
          commonName: "web.corp.example",
          isOver: false,
          resources: [
            {
              urn: "urn:pulumi:production::shop::pulumi-nodejs:dynamic/digicert:PrivateSslCertificate::web",
              project: "shop",
              stack: "production",
              name: "web",
              as: "predecessor",
            },
          ],
        }),
      ],
    });
  });

  it("says so of an account without orders", async () => {
    const sandbox = await newSandbox();
    expect(await cli(["orders"], { account: sandbox })).toEqual({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(/^No private SSL orders to show \(127\.0\.0\.1:\d+, key .*\)\.\n$/) as string,
    });
    expect(JSON.parse((await cli(["orders", "--json"], { account: sandbox })).stdout)).toMatchObject({ orders: [] });
  });
});

describe("whatever is wrong", () => {
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
    sandbox = await newSandbox();
    writeFileSync(join(folder, "terraform.json"), '{"version":4,"terraform_version":"1.9.0","resources":[]}');
    writeFileSync(join(folder, "text.txt"), "Updating (prod):");
    writeFileSync(join(folder, "empty.json"), '{"version":3,"deployment":{}}');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const otherKey = { DIGICERT_API_KEY: "another-key-of-nobody" };

  it.each([
    ["a key that DigiCert does not know", ["orders"], otherKey, 1, /^DigiCert does not know this API key/],
    ["no key", ["orders"], { DIGICERT_API_KEY: "" }, 1, /^No DigiCert API key is configured/],
    ["a URL that would show the key", ["orders", "--base-url", "http://corp.example"], {}, 1, /plain http: URL of corp\.example/],
    [
      "a state file that is not there",
      ["orders", "--state", "none.json"],
      {},
      1,
      /^The state file `none.json` cannot be read: there is none$/,
    ],
    ["a folder for a state file", ["orders", "--state", "."], {}, 1, /it is a folder$/],
    ["a state of another program's", ["orders", "--state", "terraform.json"], {}, 1, /^`terraform.json` is a Terraform state/],
    ["what is no state at all", ["orphans", "--state", "text.txt"], {}, 1, /^`text.txt` is no JSON/],
    ["no state where one is needed", ["orphans"], {}, 1, /standard input is empty/],
    ["a stack without Pulumi", ["orders", "--stack", "prod"], { PATH: "/nowhere" }, 1, /^`pulumi` is not on the PATH/],
    [
      "orphans of a key that DigiCert does not know",
      ["orphans", "--state", "empty.json"],
      otherKey,
      1,
      /^DigiCert does not know this API key/,
    ],
    ["a program with a key that DigiCert does not know", ["adopt", "--all"], otherKey, 1, /^DigiCert does not know this API key/],
    [
      "a program without what another program's state holds",
      ["adopt", "--all", "--state", "terraform.json"],
      {},
      1,
      /is a Terraform state/,
    ],
    ["orphans of a stack without Pulumi", ["orphans", "--stack", "prod"], { PATH: "/nowhere" }, 1, /^`pulumi` is not on the PATH/],
    ["no orders to adopt", ["adopt"], {}, 2, /^Which orders\?/],
    ["an order that is not there", ["adopt", "7"], {}, 1, /finds nothing at GET order\/certificate\/7/],
    ["what is no order", ["adopt", "seven"], {}, 2, /An order id is a whole number/],
    ["what is no number", ["orders", "--within", "soon"], {}, 2, /whole number of days/],
    ["another region", ["orders", "--region", "moon"], {}, 2, /Allowed choices are us, eu/],
  ] as const)("%s is told in a line, with the exit code of the documentation", async (_, args, env, code, words) => {
    const ended = await cli(args, { account: sandbox, env, cwd: folder });
    expect(ended).toMatchObject({ code, stdout: "" });
    // Commander has a second line for wrong arguments, which names --help; what waits for its input says so first.
    const lines = ended.stderr
      .trimEnd()
      .split("\n")
      .filter((line) => !/^\(--help|^Reading a state/.test(line));
    expect(lines).toEqual([expect.stringMatching(words)]);
    expect(ended.stderr).not.toMatch(/another-key-of-nobody|\n {4}at /);
  });

  it("an account without orders is nothing wrong", async () => {
    const account = { account: sandbox, cwd: folder };
    expect(await cli(["orphans", "--state", "empty.json"], account)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No orphans/) as string,
    });
    expect(await cli(["adopt", "--all"], account)).toEqual({ code: 0, stdout: "", stderr: "No live order to adopt.\n" });
  });

  it("leaves DigiCert as it was", async () => {
    expect((await sandbox.journal()).filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

describe("an account with ten thousand orders", () => {
  const total = 10_000;
  let server: AnsweringServer;

  /** As DigiCert answers: pages of what was asked for, of which every order has a dozen names. */
  beforeAll(async () => {
    server = await startAnswering(({ query }) => {
      const [offset, limit] = [Number(query["offset"]), Number(query["limit"])];
      const isWanted = query["filters[product_name_id]"] === "private_ssl_plus";
      const orders = isWanted ? Array.from({ length: Math.min(limit, total - offset) }, (_, at) => orderAt(offset + at)) : [];
      return { status: 200, body: JSON.stringify(isWanted ? { orders, page: { total, limit, offset } } : {}) };
    });
  });

  afterAll(() => server.stop());

  function orderAt(at: number): Readonly<Record<string, unknown>> {
    const names = Array.from({ length: 12 }, (_, n) => `host-${String(n)}.service-${String(at)}.corp.example`);
    return {
      id: 1_000_000 + at,
      certificate: { id: 5_000_000 + at, common_name: names[0], dns_names: names, valid_till: "2099-01-01", signature_hash: "sha256" },
      status: "issued",
      is_renewed: false,
      date_created: "2026-01-01T00:00:00+00:00",
      organization: { id: 123456, name: "Corp", display_name: "Corp", is_active: true, city: "Lehi", state: "Utah", country: "us" },
      product: { name_id: "private_ssl_plus", name: "Private SSL", type: "ssl_certificate" },
      alternative_order_id: `pulumi${String(at).padStart(20, "0")}n1`,
      price: 0,
    };
  }

  function account() {
    return { baseUrl: server.url, apiKey: "a-key-of-the-answering-server" };
  }

  it("is listed whole within 64 MB of heap, and says how far it is", async () => {
    const { code, stdout, stderr } = await cli(["orders"], { account: account(), nodeArgs: ["--max-old-space-size=64"] });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(total + 1);
    expect(stderr).toContain("Reading orders of private_ssl_plus: 5,000 of 10,000\n");
  }, 60_000);

  it("is of no matter to a reader that stops reading: nothing is said", async () => {
    const child = startCli(["orders", "--json"], { account: account() });
    child.stdin.end();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, said: stderr.split("\n").filter((line) => !line.startsWith("Reading orders of")) }).toEqual({ code: 0, said: [""] });
  }, 60_000);

  it("may be ten thousand orphans", async () => {
    const input = '{"version":3,"deployment":{"resources":[]}}';
    const { code, stdout } = await cli(["orphans", "--json", "--state", "-"], {
      account: account(),
      input,
      nodeArgs: ["--max-old-space-size=64"],
    });
    expect(code).toBe(3);
    expect((JSON.parse(stdout) as { readonly orphans: readonly unknown[] }).orphans).toHaveLength(total);
  }, 60_000);
});
