/** A reissue that stands beside the certificate in use, and is left or taken: no name goes by it, none comes by it unasked, and nothing is made or paid for twice. */
import { X509Certificate } from "node:crypto";
import type { Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { startProvider, type Properties } from "./providerProcess";
import { DAY, newSandbox, newWish, recordedDaysAgo, reissueElsewhere, renewElsewhere, Resource } from "./resources";

const HOUR = DAY / 24;
const names = (...more: string[]) => ["a.example", "b.example", ...more];

function leafOf({ outputs }: Resource): X509Certificate {
  return new X509Certificate((outputs["certificateChain"] as readonly { readonly pem: string }[])[0]?.pem ?? "");
}

/** What became of the certificate in use, in the books of the sandbox. */
async function fateOf({ outputs }: Resource, own: Sandbox): Promise<string | undefined> {
  const certificates = (await own.orders()).flatMap((order) => order.certificates);
  return certificates.find(({ id }) => id === outputs["certificateId"])?.status;
}

async function live(over: Properties = {}) {
  const own = await newSandbox();
  const resource = new Resource(await startProvider({ sandbox: own }));
  const wish = newWish({ changeStrategy: "reissue", ...over });
  await resource.up(wish);
  const id = Number(resource.outputs["orderId"]);
  const made = async (dnsNames: readonly string[], hash = "sha256") => await reissueElsewhere(own, id, { ...wish, dnsNames }, hash);
  return { own, resource, wish, id, made };
}

describe("a reissue with a name more, left by a refresh", () => {
  it.each([
    ["drops a name", { dnsNames: ["a.example"] }, "DNS:a.example"],
    ["has that name instead of another", { dnsNames: ["a.example", "x.example"] }, "DNS:a.example, DNS:x.example"],
  ])("is not taken for a program that %s: the renewal that the preview names is ordered", async (_, change, expected) => {
    const { resource, wish, made } = await live();
    await made(names("x.example"));
    await resource.refresh();
    expect((await resource.preview({ ...wish, ...change })).said).toContain('"b.example" is removed');
    await resource.up({ ...wish, ...change });
    expect(leafOf(resource).subjectAltName).toBe(expected);
  });

  it("is not taken where DigiCert revokes the one in use for it: that one had yet another name", async () => {
    const { own, resource, wish, made } = await live();
    await made(names("x.example"), "sha384");
    await resource.up({ ...wish, signatureHash: "sha384" });
    const certificateId = await made(names("y.example"), "sha384");
    await resource.refresh();
    await own.advance((4 * DAY) / 1000);
    expect(resource.outputs).toMatchObject({ certificateId });
    expect(await fateOf(resource, own)).toBe("issued");
  });

  it.each([
    ["that ended with the one in use", 0, 12, true],
    ["that ended a day later", 1, 30, false],
  ])("%s is taken for nothing: the order is renewed", async (_, daysLater, hoursAgo, refreshes) => {
    const past = await newSandbox({ now: new Date("2024-01-10"), accounts: [{ certificateDaysAtMost: 365 }] });
    const stack = await new PastStack(past).day("2024-01-10T08:00:00Z");
    const dnsNames = ["api.corp.example", "www.corp.example"];
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, commonName: "api.corp.example", dnsNames, orderValidity: { years: 2 } };
    await stack.up("api", wish);
    await stack.day(new Date(Date.parse("2024-01-10T09:00:00Z") + daysLater * DAY).toISOString());
    await reissueElsewhere(past, Number(stack.outputs("api")["orderId"]), { ...wish, dnsNames: [...dnsNames, "x.corp.example"] });
    await stack.refresh("api");
    const end = String(stack.outputs("api")["validUntil"]);
    await stack.day(new Date(Date.parse(end) + hoursAgo * HOUR).toISOString());
    if (refreshes) await stack.refresh("api");
    await stack.up("api", wish);
    expect(String(stack.outputs("api")["validUntil"]) > end).toBe(true);
  });

  it("leads to the renewal that the preview names where somebody renewed its order since, whatever else a refresh sees", async () => {
    const { own, resource, wish, id, made } = await live();
    await made(names("x.example"));
    await resource.refresh();
    await renewElsewhere(own, id, wish["csr"], names());
    const other = { ...wish, dnsNames: names("c.example") };
    for (let refreshes = 0; refreshes < 2; refreshes++) await resource.refresh();
    expect((await resource.preview(other)).said).toContain("asks for RENEWAL");
    await resource.up(other);
    await resource.refresh();
    expect(await resource.preview(other)).toEqual({ changes: false, said: "" });
  });

  it("is known while a reissue of ours waits for a person, and after it was rejected", async () => {
    const { own, resource, wish, made } = await live({ skipApproval: false });
    await made(names("x.example"));
    await resource.refresh();
    await own.configure({ approval: "manual" });
    await resource.up({ ...wish, dnsNames: names("x.example", "c.example") });
    await resource.refresh();
    const [order] = await own.orders();
    await own.reject({ requestId: order?.requests.find(({ status }) => status === "pending")?.id ?? 0 }, "not now");
    await resource.failedUp({ ...wish, dnsNames: names("x.example", "c.example") });
    expect((await resource.preview({ ...wish, dnsNames: names("d.example") })).said).toContain("asks for RENEWAL");
  });

  it.each([
    ["DigiCert renews", { autoRenew: true }],
    ["nothing is renewed by time", { renewal: { beforeDays: 0 } }],
  ])("is taken by a refresh where %s, once the one in use is near its end and it ends later", async (_, over) => {
    const past = await newSandbox({ now: new Date("2024-01-10"), accounts: [{ certificateDaysAtMost: 365 }] });
    const stack = await new PastStack(past).day("2024-01-10T08:00:00Z");
    const dnsNames = ["api.corp.example", "www.corp.example"];
    const wish = {
      csr: makeCsr(["api.corp.example"]).csrPem,
      commonName: "api.corp.example",
      dnsNames,
      orderValidity: { years: 3 },
      ...over,
    };
    await stack.up("api", wish);
    const end = Date.parse(String(stack.outputs("api")["validUntil"]));
    const reissued = { ...wish, dnsNames: [...dnsNames, "x.corp.example"] };
    await stack.day(new Date(end - 100 * DAY).toISOString());
    await reissueElsewhere(past, Number(stack.outputs("api")["orderId"]), reissued);
    await stack.refresh("api");
    expect(Date.parse(String(stack.outputs("api")["validUntil"]))).toBe(end);
    await stack.day(new Date(end - 20 * DAY).toISOString());
    await stack.refresh("api");
    await stack.up("api", wish);
    expect(Date.parse(String(stack.outputs("api")["validUntil"])) > end).toBe(true);
    expect(await past.orders()).toHaveLength(1);
  });

  it("is known with each of its names after a run that found it and failed", async () => {
    const { resource, wish, made } = await live();
    await made(names("x.example", "y.example"));
    await resource.failedUp({ ...wish, dnsNames: names("x.example", "d.example") });
    const other = { ...wish, dnsNames: names("y.example", "d.example") };
    expect((await resource.preview(other)).said).toContain("asks for RENEWAL");
    await resource.up(other);
    expect(leafOf(resource).subjectAltName).toBe("DNS:a.example, DNS:b.example, DNS:y.example, DNS:d.example");
  });

  it("is taken where nobody can tell whether the one in use was revoked: the key may not list reissues", async () => {
    const { own, resource, id, made } = await live();
    await own.reissueOutside(id);
    await resource.refresh();
    await own.revokeOutside(id, { certificateOnly: true });
    const certificateId = await made(names("x.example"));
    await own.faults([{ do: "status", status: 403, match: { method: "GET", path: "/order/certificate/{id}/reissue" }, times: "always" }]);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
  });
});

describe("a reissue with a name more than is declared, in place of one with another name more", () => {
  it.each([true, false])(
    "is taken: it takes a name from one before it, and DigiCert may revoke all of those (the one before was seen: %s)",
    async (isSeen) => {
      const { resource, made } = await live();
      await made(names("x.example"));
      if (isSeen) await resource.refresh();
      const certificateId = await made(names("y.example"));
      await resource.refresh();
      expect(resource.outputs).toMatchObject({ certificateId });
    },
  );
});

describe("a reissue with another hash, and without a name that the one in use has and nobody declares", () => {
  it("is taken, though the key may not list reissues: DigiCert revokes the one in use for it", async () => {
    const { own, resource, wish, made } = await live();
    await made(names("x.example"), "sha384");
    await resource.up({ ...wish, signatureHash: "sha384" });
    await own.faults([{ do: "status", status: 403, match: { method: "GET", path: "/order/certificate/{id}/reissue" }, times: "always" }]);
    const certificateId = await made(names());
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
  });
});

describe("a name that DigiCert added by itself, and that its list of reissues does not show", () => {
  it("is none that a reissue takes away", async () => {
    const { own, resource, wish, id, made } = await live();
    const wanted = { ...wish, signatureHash: "sha384" };
    await made(names("www.a.example"), "sha384");
    await resource.up(wanted);
    const { certificateId } = resource.outputs;
    await made(names("www.a.example"), "sha256");
    const path = "/order/certificate/{id}/reissue";
    const answer = await fetch(`${own.baseUrl}${path.replace("{id}", String(id))}`, { headers: { "X-DC-DEVKEY": own.apiKey } });
    const list = (await answer.json()) as { readonly certificates: { dns_names: readonly string[] }[] };
    for (const row of list.certificates) row.dns_names = row.dns_names.filter((name) => name !== "www.a.example");
    await own.faults([{ do: "replaceAnswer", body: list, match: { method: "GET", path }, times: "always" }]);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
  });
});

describe.each([
  ["a name more", names("y.example"), "sha256"],
  ["another hash", names(), "sha384"],
])("a reissue with %s that repairs one which lacked a name", (_, repaired, hash) => {
  it.each([true, false])(
    "is taken into use: DigiCert revokes what was in use before (the one that lacked it was seen: %s)",
    async (isSeen) => {
      const { own, resource, wish, made } = await live();
      await made(["a.example"]);
      if (isSeen) await resource.refresh();
      await made(repaired, hash);
      await resource.refresh();
      await own.advance((4 * DAY) / 1000);
      await resource.refresh();
      expect((await resource.preview(wish)).changes).toBe(false);
      expect(await fateOf(resource, own)).toBe("issued");
    },
  );

  it("is taken into use where the key may not list reissues, and the one that lacked it was seen", async () => {
    const { own, resource, made } = await live();
    await own.faults([{ do: "status", status: 403, match: { method: "GET", path: "/order/certificate/{id}/reissue" }, times: "always" }]);
    await made(["a.example"]);
    await resource.refresh();
    const certificateId = await made(repaired, hash);
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
  });

  it("is taken into use beside a renewal that waits for a person", async () => {
    const { own, resource, wish, made } = await live({ skipApproval: false });
    await made(["a.example"]);
    await resource.refresh();
    await own.configure({ approval: "manual" });
    await resource.up(wish);
    await made(repaired, hash);
    await resource.refresh();
    await own.approve({ orderId: Number((await own.orders())[1]?.id) });
    await own.advance((4 * DAY) / 1000);
    await resource.up(wish);
    await resource.refresh();
    expect((await resource.preview(wish)).changes).toBe(false);
    expect(await fateOf(resource, own)).toBe("issued");
  });

  it("is what a predecessor is ended for, and not what has it revoked beside the one in use", async () => {
    const { own, resource, wish } = await live();
    const next = { ...wish, renewal: { trigger: 1, revokePredecessorAfterDays: 7 } };
    await resource.up(next);
    await reissueElsewhere(own, Number(resource.outputs["orderId"]), { ...wish, dnsNames: ["a.example"] });
    await resource.refresh();
    await reissueElsewhere(own, Number(resource.outputs["orderId"]), { ...wish, dnsNames: repaired }, hash);
    await resource.refresh();
    await own.advance((8 * DAY) / 1000);
    resource.outputs = recordedDaysAgo(resource.outputs, 8);
    await resource.refresh();
    await resource.up(next);
    expect([await fateOf(resource, own), (await own.orders())[0]?.status]).toEqual(["issued", "revoked"]);
  });
});

describe("a reissue that a run which died had made", () => {
  it.each(["dnsNames", "csr"])(
    "is not made again where DigiCert answers once with the chain of the one before it (another %s)",
    async (field) => {
      const { own, resource, wish, id } = await live();
      const other = { ...wish, ...(field === "csr" ? { csr: newWish()["csr"] } : { dnsNames: names("c.example") }) };
      await reissueElsewhere(own, id, other);
      const chain = await fetch(`${own.baseUrl}/certificate/${String(resource.outputs["certificateId"])}/chain`, {
        headers: { "X-DC-DEVKEY": own.apiKey },
      });
      await own.faults([{ do: "replaceAnswer", body: await chain.json(), match: { path: "/certificate/{id}/chain" } }]);
      expect((await resource.failedUp(other)).message).toContain("DigiCert sent the certificate in use for certificate");
      await resource.up(other);
      expect((await own.orders()).map(({ certificates }) => certificates.length)).toEqual([2]);
    },
  );
});

describe("a reissue under another common name than is wanted", () => {
  it.each([
    ["found by a run, is not taken: the wanted one is made", names(), false],
    ["with a name more and left by a refresh, is not taken: the renewal that the preview names is ordered", names("x.example"), true],
  ])("%s", async (_, dnsNames, refreshes) => {
    const { resource, wish, made } = await live();
    await made(dnsNames);
    if (refreshes) await resource.refresh();
    const other = { ...wish, commonName: "b.example" };
    await resource.up(other);
    expect(leafOf(resource).subject).toContain("CN=b.example");
    expect((await resource.preview(other)).changes).toBe(false);
  });

  it("is left by a refresh", async () => {
    const { own, resource, wish, id } = await live();
    const { certificateId } = resource.outputs;
    await reissueElsewhere(own, id, { ...wish, commonName: "b.example" });
    await resource.refresh();
    expect(resource.outputs).toMatchObject({ certificateId });
    expect((await resource.preview(wish)).changes).toBe(false);
  });
});

describe("a reissue in an order that is paid for longer, once its time has come", () => {
  async function old() {
    const past = await newSandbox({ now: new Date(Date.now() - 350 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ orderValidity: { years: 2 } });
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    return { past, resource, wish, id: Number(resource.outputs["orderId"]) };
  }

  it("with a name more, and due as well, is not taken beside the order that is placed", async () => {
    const past = await newSandbox({ now: new Date("2024-01-10"), accounts: [{ certificateDaysAtMost: 365 }] });
    const stack = await new PastStack(past).day("2024-01-10");
    const dnsNames = ["api.corp.example", "www.corp.example"];
    const wish = { csr: makeCsr(["api.corp.example"]).csrPem, commonName: "api.corp.example", dnsNames, orderValidity: { years: 2 } };
    await stack.up("api", wish);
    const { certificateId, orderId } = stack.outputs("api");
    await stack.day("2024-01-11");
    await reissueElsewhere(past, Number(orderId), { ...wish, dnsNames: [...dnsNames, "x.corp.example"] });
    await stack.day("2024-12-28");
    await past.configure({ approval: "manual" });
    await stack.refresh("api");
    await stack.up("api", { ...wish, skipApproval: false });
    expect(await past.orders()).toHaveLength(2);
    expect(stack.outputs("api")).toMatchObject({ certificateId });
  });

  it.each([
    ["with a name more, in an order that is paid for longer", 2, names("x.example"), true],
    ["with a name more, in an order that ends", 1, names("x.example"), true],
    ["with the names that are wanted, and found by the run", 2, names(), false],
  ])("that ends sooner, %s, is not taken for it", async (_, years, dnsNames, refreshes) => {
    const past = await newSandbox({ now: new Date(Date.now() - 346 * DAY), accounts: [{ certificateDaysAtMost: 365 }] });
    const resource = new Resource(await startProvider({ sandbox: past }));
    const wish = newWish({ orderValidity: { years } });
    await resource.up({ ...wish, renewal: { beforeDays: 0 } });
    await past.setClock(new Date(Date.now() - 9 * DAY));
    await past.configure({ certificateDaysAtMost: 24 });
    await reissueElsewhere(past, Number(resource.outputs["orderId"]), { ...wish, dnsNames });
    await past.configure({ certificateDaysAtMost: 365 });
    await past.setClock(new Date());
    if (refreshes) await resource.refresh();
    const before = String(resource.outputs["validUntil"]);
    await resource.up(wish);
    expect(String(resource.outputs["validUntil"]) > before).toBe(true);
    expect((await resource.preview(wish)).changes).toBe(false);
  });

  it("that ends as soon stands in nobody's way: another one is made", async () => {
    const { past, resource, wish, id } = await old();
    await reissueElsewhere(past, id, wish);
    await past.setClock(new Date());
    const before = String(resource.outputs["validUntil"]);
    await resource.up(wish);
    expect(String(resource.outputs["validUntil"]) > before).toBe(true);
    expect(await past.orders()).toHaveLength(1);
  });

  it("that ends as soon and has a name more, leads to the renewal that the preview after the run that found it names", async () => {
    const { past, resource, wish, id } = await old();
    await reissueElsewhere(past, id, { ...wish, dnsNames: names("x.example") });
    await past.setClock(new Date());
    const before = String(resource.outputs["validUntil"]);
    await resource.failedUp(wish);
    expect((await resource.preview(wish)).said).toContain("is due for RENEWAL");
    await resource.up(wish);
    expect(String(resource.outputs["validUntil"]) > before).toBe(true);
  });
});
