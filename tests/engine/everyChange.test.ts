/**
 * Every input changed by itself on a live resource, through the engine: one stack with a resource for each, all changed in one program text. The host
 * level does the same one by one, and shows what the next order carries; here it is that the preview said each, `up` did each, and nothing is left.
 */
import type { OrderBook, Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { accountForEveryChange, everyChange, isActedOn, saysBeforehand, withChange, type Done, type Values } from "../support/everyChange";
import { describeWithEngine, newProject, type Project, type Run } from "./harness";
import { callsSince, newSandbox } from "./sandboxes";

const paths = Object.keys(everyChange);
const { csrPem: csr } = makeCsr(["a.example"]);

function wishFor(path: string): Values {
  return {
    product: "private_ssl_plus",
    commonName: "a.example",
    dnsNames: ["a.example", "b.example"],
    csr,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
    skipApproval: true,
    ...everyChange[path]?.from,
  };
}

function changedWishFor(path: string): Values {
  return withChange(wishFor(path), path, everyChange[path]?.to);
}

/** One certificate for each input, named after it. */
function program(wishes: (path: string) => Values): string {
  const declared = paths.map((path) => [path, wishes(path)]);
  return `
    const { PrivateSslCertificate } = require("pulumi-digicert");
    for (const [name, args] of ${JSON.stringify(declared)}) new PrivateSslCertificate(name, args);`;
}

/** What a run said of each resource. */
function saidOf(run: Run): Readonly<Record<string, string>> {
  const lines = run.events().flatMap(({ diagnosticEvent: said }) => (said?.urn === undefined ? [] : [said]));
  return Object.fromEntries(
    paths.map((path) => [
      path,
      lines
        .filter(({ urn }) => urn?.split("::").at(-1) === path)
        .map(({ message }) => message)
        .join("\n"),
    ]),
  );
}

interface Standing {
  readonly firstOrder: string;
  readonly current: unknown;
  readonly outputs: Values;
}

async function standings(project: Project): Promise<ReadonlyMap<string, Standing>> {
  const certificates = (await project.resources()).filter(({ type }) => type.endsWith(":PrivateSslCertificate"));
  return new Map(
    certificates.map(({ urn, id = "", outputs }) => [
      urn.split("::").at(-1) ?? "",
      { firstOrder: id, current: outputs["orderId"], outputs },
    ]),
  );
}

/** The orders that were placed under the ids of one resource, the oldest first. */
async function ordersOf(sandbox: Sandbox): Promise<(firstOrder: string) => readonly OrderBook[]> {
  const orders = await sandbox.orders();
  const stemOf = ({ alternativeOrderId = "" }: OrderBook) => alternativeOrderId.replace(/n\d+$/, "");
  return (firstOrder) => {
    const first = orders.find(({ id }) => String(id) === firstOrder);
    return first === undefined ? [] : orders.filter((order) => stemOf(order) === stemOf(first));
  };
}

/** What all of it must come to in calls, beside reading the orders that are renewed. */
const callsOf: Readonly<Record<Done, (path: string) => readonly string[]>> = {
  renewal: (path) => ["GET /order/alternate/{id}", `POST /order/certificate/${String(changedWishFor(path)["product"])}`],
  "order without a link": (path) => callsOf.renewal(path),
  edit: (path) => [everyChange[path]?.call ?? ""],
  record: () => [],
  "next order": () => [],
  nothing: () => [],
};

describeWithEngine("every input, changed by itself on a live certificate", () => {
  it("does what the table of costs says, as the preview said it, and leaves nothing to do", async () => {
    // What all ask for at once would be slowed down, not changed, by DigiCert's limits.
    const sandbox = await newSandbox({ accounts: [accountForEveryChange], rateLimits: "off" });
    const secrets = { "the card number": "4111111111111111" };
    const project = await newProject({ sandbox, program: program(wishFor), secrets });
    await project.up();
    const before = await standings(project);
    project.setProgram(program(changedWishFor));
    await sandbox.clearJournal();

    const preview = await project.preview();
    const said = saidOf(preview);
    const unsaid = Object.entries(everyChange).filter(([path, { does }]) => !saysBeforehand[does].test(said[path] ?? ""));
    expect(unsaid.map(([path, { does }]) => `${path}, ${does}: ${said[path] ?? ""}`)).toEqual([]);
    const actedOn = Object.entries(everyChange).flatMap(([path, change]) => (isActedOn(change) ? [[path, "update"]] : []));
    expect(preview.steps()).toEqual(Object.fromEntries(actedOn));
    expect(await callsSince(sandbox)).toEqual([]);

    const run = await project.up();
    expect(run.steps()).toEqual(preview.steps());
    const calls = (await callsSince(sandbox)).filter((call) => call !== "GET /order/certificate/{id}");
    expect([...calls].sort()).toEqual(
      Object.entries(everyChange)
        .flatMap(([path, { does }]) => callsOf[does](path))
        .sort(),
    );

    const after = await standings(project);
    const placed = await ordersOf(sandbox);
    for (const [path, { does, to }] of Object.entries(everyChange)) {
      const { firstOrder = "", current, outputs } = after.get(path) ?? {};
      const orders = placed(firstOrder);
      const links = orders.map(({ renewalOfOrderId }) => renewalOfOrderId);
      const first = orders[0]?.id;
      expect([path, firstOrder, orders.at(-1)?.id]).toEqual([path, before.get(path)?.firstOrder, current]);
      const expected = { renewal: [undefined, first], "order without a link": [undefined, undefined] } as const;
      expect([path, links]).toEqual([path, does === "renewal" || does === "order without a link" ? expected[does] : [undefined]]);
      if (does === "record") expect(outputs?.[path]).toEqual(to);
    }
    expect((await sandbox.orders()).filter(({ status }) => status !== "issued")).toEqual([]);

    await project.preview({ args: ["--expect-no-changes"] });
    expect(await callsSince(sandbox)).toEqual([]);
  }, 180_000);
});
