/** What time alone asks for, through the engine: the clock of the runs is moved (tests/support/clock.ts), and the sandbox's with it. */
import { X509Certificate } from "node:crypto";

import { makeCsr } from "../support/csr";
import { clockAt } from "../support/clock";
import { certificateProgram, describeWithEngine, newProject, type Project } from "./harness";
import { callsSince, newSandbox, statuses } from "./sandboxes";
import { wish } from "./wishes";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than a run takes to come to its plan. */
const CLOSE = 10 * MINUTE;

interface Chain {
  readonly certificateChain: readonly { readonly pem: string }[];
}

/** The certificate itself, read by node:crypto. */
async function leafOf(project: Project, name: string): Promise<X509Certificate> {
  const { certificateChain } = (await project.certificate(name)).outputs as unknown as Chain;
  return new X509Certificate(certificateChain[0]?.pem ?? "");
}

/** The moment from which time alone asks for a renewal: 30 days before the end, or when a third of the lifetime is left. */
function dueFrom({ validFrom, validTo }: X509Certificate): number {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  return to - Math.min(30 * DAY, (to - from) / 3);
}

const { csrPem: csr } = makeCsr(["api.corp.example"]);
const validities = { aDay: { days: 1 }, untilALeapDay: { days: 365 }, aYear: { years: 1 }, threeYears: { years: 3 } };
const all = Object.keys(validities);

describeWithEngine("certificates of a day, of a year that ends on a leap day, and of three years", () => {
  it("are due to the minute, in every time zone; renewed on the leap day once, and not again by a clock that is an hour off", async () => {
    const start = new Date("2027-03-01T12:00:00Z");
    const sandbox = await newSandbox({ now: start });
    const declared = Object.entries(validities).map(([name, orderValidity]) => [name, wish({ csr, orderValidity })]);
    const program = `
      const { PrivateSslCertificate } = require("pulumi-digicert");
      for (const [name, args] of ${JSON.stringify(declared)}) new PrivateSslCertificate(name, args);`;
    const project = await newProject({ sandbox, program });
    await project.up({ env: clockAt(start) });
    const leaves = await Promise.all(all.map((name) => leafOf(project, name)));
    const [aDay = 0, untilALeapDay = 0, aYear = 0, threeYears = 0] = leaves.map(dueFrom);
    expect(new Date(leaves[1]?.validTo ?? "").toISOString()).toMatch(/^2028-02-29T/);
    await sandbox.clearJournal();

    const due = async (at: number, zone: string) => {
      const preview = await project.preview({ env: clockAt(new Date(at), zone) });
      const named = preview.messages().filter((message) => message.includes("is due for RENEWAL"));
      expect(named).toHaveLength(Object.keys(preview.steps()).length);
      return all.filter((name) => preview.steps()[name] === "update");
    };
    expect(await due(aDay - CLOSE, "Pacific/Kiritimati")).toEqual([]);
    expect(await due(aDay + CLOSE, "Pacific/Niue")).toEqual(["aDay"]);
    expect(await due(untilALeapDay - CLOSE, "Pacific/Niue")).toEqual(["aDay"]);
    expect(await due(untilALeapDay + CLOSE, "Pacific/Kiritimati")).toEqual(["aDay", "untilALeapDay"]);
    expect(aYear).toBeGreaterThan(untilALeapDay + CLOSE);
    expect(await due(threeYears - CLOSE, "America/St_Johns")).toEqual(["aDay", "untilALeapDay", "aYear"]);
    expect(await due(threeYears + CLOSE, "Asia/Kathmandu")).toEqual(all);
    expect(await callsSince(sandbox)).toEqual([]);

    const leapDay = new Date("2028-02-29T11:00:00Z");
    await sandbox.setClock(leapDay);
    await project.up({ env: clockAt(new Date(leapDay.getTime() + HOUR), "Pacific/Kiritimati") });
    const orders = await sandbox.orders();
    const first = await Promise.all(all.map(async (name) => Number((await project.certificate(name)).id)));
    expect(orders.slice(all.length).map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual(expect.arrayContaining(first.slice(0, 3)));
    expect(orders).toHaveLength(all.length + 3);
    for (const name of ["untilALeapDay", "aYear"]) expect((await leafOf(project, name)).validTo).toMatch(/^(Feb 28|Mar {2}1) .* 2029 GMT$/);
    for (const off of [-HOUR, HOUR]) {
      await project.preview({ env: clockAt(new Date(leapDay.getTime() + off), "Pacific/Niue"), args: ["--expect-no-changes"] });
    }
  }, 300_000);
});

/** Something that uses all that a certificate says of itself. */
const dependent = `
  class Balancer extends require("@pulumi/pulumi").dynamic.Resource {
    constructor(inputs) { super({ create: async (inputs) => ({ id: "b", outs: inputs }), update: async (id, olds, news) => ({ outs: news }) }, "balancer", inputs); }
  }
  const { orderId, certificateId, serialNumber, validUntil, certificatePem, chainPem, fullChainPem } = certificate;
  new Balancer({ orderId, certificateId, serialNumber, validUntil, certificatePem, chainPem, fullChainPem });`;

describeWithEngine("a renewal by time", () => {
  it("that fails while that is tolerated, or waits for a person, leaves what dependents use byte for byte; its predecessor goes after the days given", async () => {
    const start = new Date();
    const sandbox = await newSandbox();
    const renewal = { tolerateFailureUntilDays: 10, revokePredecessorAfterDays: 7 };
    const project = await newProject({ sandbox, program: certificateProgram(wish({ renewal })) + dependent });
    await project.up();
    const before = (await project.certificate()).outputs;

    const later = new Date(start.getTime() + 345 * DAY);
    await sandbox.setClock(later);
    await sandbox.faults([{ match: { method: "POST" }, do: "status", status: 400 }]);
    const failed = await project.up({ env: clockAt(later) });
    expect(failed.messages().join("\n")).toContain("Tolerated (renewal.tolerateFailureUntilDays)");
    expect(failed.steps()).toEqual({ api: "update" });
    expect(JSON.stringify((await project.certificate()).outputs)).toBe(JSON.stringify(before));

    await sandbox.configure({ approval: "manual" });
    const waiting = await project.up({ env: clockAt(later) });
    expect(waiting.messages().join("\n")).toContain("The certificate in use stays as it is until");
    expect(waiting.steps()).toEqual({ api: "update" });
    const { pendingOrder, orders: _, orderSequence: __, ...rest } = (await project.certificate()).outputs;
    const { orders: ___, orderSequence: ____, ...unchanged } = before;
    expect(pendingOrder).toMatchObject({ status: "needs_approval" });
    expect(JSON.stringify(rest)).toBe(JSON.stringify(unchanged));

    const [, ordered] = await sandbox.orders();
    await sandbox.approve({ orderId: ordered?.id ?? 0 });
    expect((await project.up({ env: clockAt(later) })).steps()).toEqual({ api: "update", balancer: "update" });
    expect((await project.certificate()).outputs).toMatchObject({ orderId: ordered?.id });
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);

    const inDays = (days: number) => clockAt(new Date(later.getTime() + days * DAY));
    await project.preview({ env: inDays(6), args: ["--expect-no-changes"] });
    const ahead = await project.up({ env: inDays(8) });
    expect(ahead.messages().join("\n")).toContain("the clock of this machine is ahead, and it is not revoked");
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    await sandbox.setClock(new Date(later.getTime() + 8 * DAY));
    const due = await project.up({ env: inDays(8) });
    expect(due.messages().join("\n")).toContain("REVOKES its predecessor, order");
    expect(due.steps()).toEqual({ api: "update" });
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await project.preview({ env: inDays(8), args: ["--expect-no-changes"] });
  }, 300_000);
});
