/** Each row of the table of calls (docs/reference/calls.md), through the provider process, call by call. */
import type { AccountSettings, Sandbox } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { calls, callTable, type CallName, type Happening, type Row } from "./callTable";
import { startProvider, type Properties, type ProviderProcess } from "./providerProcess";
import { callsSince, newSandbox, newWish, recordedDaysAgo, reissueElsewhere, Resource } from "./resources";

const usual: Partial<AccountSettings> = {
  approval: "automatic",
  issuance: "immediate",
  // Chains of EC keys are made in no time.
  authorities: [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" }],
  customFields: [{ id: 12, label: "Cost center" }],
};

let sandbox: Sandbox;
let provider: ProviderProcess;
let laterRun: ProviderProcess;

beforeAll(async () => {
  sandbox = await newSandbox({ accounts: [usual], rateLimits: "off" });
  [provider, laterRun] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
});

afterEach(async () => {
  await sandbox.faults([]);
  await sandbox.configure({ ...usual, warts: { certificateStatusInList: false } });
});

async function live(wish: Properties = newWish(), name?: string): Promise<Resource> {
  const resource = new Resource(provider, name);
  await resource.up(wish);
  return resource;
}

/** Changes a live certificate. */
async function changed(change: Properties, over: Properties = {}): Promise<() => Promise<unknown>> {
  const wish = newWish(over);
  const resource = await live(wish);
  return () => resource.up({ ...wish, ...change });
}

async function waiting(): Promise<{ readonly resource: Resource; readonly wish: Properties }> {
  await sandbox.configure({ approval: "manual" });
  const wish = newWish({ skipApproval: false });
  const resource = new Resource(provider);
  await resource.failedUp(wish);
  return { resource, wish };
}

function unknownCa(): Properties {
  return newWish({ caCertId: "FFFFFFFFFFFF" });
}

function failing(wish: Properties, run = provider): () => Promise<unknown> {
  const resource = new Resource(run);
  return () => resource.failedUp(wish);
}

/** Makes ready what the row is about, and gives what is to be counted. */
const happenings: Readonly<Record<Happening, () => Promise<() => Promise<unknown>>>> = {
  "`pulumi preview` and `pulumi up`": async () => {
    const wish = newWish();
    const resource = await live(wish);
    return async () => {
      await resource.preview(wish);
      await resource.up(wish);
    };
  },
  "another spelling of the same, or a changed setting": () => changed({ dnsNames: ["B.EXAMPLE", "a.example"], onDrift: "fail" }),
  "a preview": () => Promise.resolve(() => new Resource(provider).preview(newWish())),
  "an order that is issued at once": () => Promise.resolve(() => live()),
  "an order that is issued later": async () => {
    await sandbox.configure({ issuance: { afterSeconds: 2 } });
    return () => live();
  },
  "an order that a person must approve: the run ends": async () => {
    await sandbox.configure({ approval: "manual" });
    return failing(newWish({ skipApproval: false }));
  },
  "the next run, while nobody has decided": async () => {
    const { resource, wish } = await waiting();
    return () => resource.failedUp(wish);
  },
  "the next run, once it was approved": async () => {
    const { resource, wish } = await waiting();
    await sandbox.approve({ orderId: Number(resource.id) });
    return () => resource.up(wish);
  },
  "the next run, once it was refused: with what the person wrote": async () => {
    const { resource, wish } = await waiting();
    await sandbox.reject({ orderId: Number(resource.id) }, "not this quarter");
    return () => resource.failedUp(wish);
  },
  "the first order that DigiCert refuses for its CA, in a process": () => Promise.resolve(failing(unknownCa(), laterRun)),
  "the next one that it refuses so": async () => {
    await failing(unknownCa())();
    return failing(unknownCa());
  },
  "an order whose answer was lost": async () => {
    await sandbox.faults([{ match: { method: "POST" }, do: "dropAfter" }]);
    return () => live();
  },
  "an order that a run placed before it crashed": async () => {
    const wish = newWish();
    await live(wish, "crashed");
    const again = new Resource(laterRun, "crashed");
    return () => again.up(wish);
  },
  "an adopted order": async () => {
    const wish = newWish();
    const owner = await live(wish);
    return () => live({ ...wish, adoptOrderId: Number(owner.id) });
  },
  "a renewal, by time or by change": () => changed({ renewal: { trigger: 1 } }),
  "a renewal that is issued later": async () => {
    const renew = await changed({ renewal: { trigger: 1 } });
    await sandbox.configure({ issuance: { afterSeconds: 2 } });
    return renew;
  },
  "a renewal that a person must approve: the certificate stays": async () => {
    const renew = await changed({ renewal: { trigger: 1 } }, { skipApproval: false });
    await sandbox.configure({ approval: "manual" });
    return renew;
  },
  "another product: an order without a renewal link": () =>
    changed({ product: "private_ssl_wildcard", commonName: "*.a.example", dnsNames: [] }),
  "a reissue": () => changed({ csr: makeCsr(["a.example"]).csrPem }, { changeStrategy: "reissue" }),
  "a reissue that is issued later": async () => {
    const reissue = await changed({ csr: makeCsr(["a.example"]).csrPem }, { changeStrategy: "reissue" });
    await sandbox.configure({ issuance: { afterSeconds: 2 } });
    return reissue;
  },
  "back to an earlier order that is still good": async () => {
    const wish = newWish();
    const resource = await live(wish);
    await resource.up({ ...wish, signatureHash: "sha384" });
    return () => resource.up(wish);
  },
  "the predecessor, once its days are over": async () => {
    const wish = newWish({ renewal: { revokePredecessorAfterDays: 1 } });
    const resource = await live(wish);
    const renewed = { ...wish, renewal: { revokePredecessorAfterDays: 1, trigger: 1 } };
    await resource.up(renewed);
    resource.outputs = recordedDaysAgo(resource.outputs, 2);
    return () => resource.up(renewed);
  },
  "`additionalEmails`": () => changed({ additionalEmails: ["ops@a.example"] }),
  "`customRenewalMessage`": () => changed({ customRenewalMessage: "Ask ops" }),
  "`disableRenewalNotifications`": () => changed({ disableRenewalNotifications: true }),
  "one of `customFields`": () => changed({ customFields: [{ metadataId: 12, value: "42" }] }),
  "a refresh of one to three certificates: each": async () => {
    const resource = await live();
    return () => resource.refresh();
  },
  "a refresh beside a pending order": async () => {
    const wish = newWish({ skipApproval: false });
    const resource = await live(wish);
    await sandbox.configure({ approval: "manual" });
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    return () => resource.refresh();
  },
  "a refresh that finds a certificate that was reissued outside": async () => {
    const resource = await live();
    await sandbox.reissueOutside(Number(resource.id));
    return () => resource.refresh();
  },
  "a refresh that leaves one with another hash or CA": async () => {
    const wish = newWish();
    const resource = await live(wish);
    await reissueElsewhere(sandbox, Number(resource.id), wish, "sha384");
    return () => resource.refresh();
  },
  "a refresh of many, in all, where DigiCert's list shows revoked certificates": async () => {
    await sandbox.configure({ warts: { certificateStatusInList: true } });
    const [revoked, ...many] = await Promise.all(Array.from({ length: 9 }, () => live()));
    await sandbox.revokeOutside(Number(revoked?.id), { certificateOnly: true });
    return async () => {
      for (const each of many) await each.refresh();
    };
  },
  "`PrivateSslCertificate.get`": async () => {
    const resource = await live();
    return () => provider.get(resource.id);
  },
  "an issued order": async () => {
    const resource = await live();
    return () => resource.destroy(laterRun);
  },
  "an issued order and its predecessor": async () => {
    const wish = newWish();
    const resource = await live(wish);
    await resource.up({ ...wish, renewal: { trigger: 1 } });
    return () => resource.destroy(laterRun);
  },
  "an order that is not issued yet": async () => {
    await sandbox.configure({ issuance: "manual" });
    const resource = new Resource(provider);
    await resource.failedUp(newWish({ issuance: { timeoutSeconds: 1 } }));
    return () => resource.destroy(laterRun);
  },
  "an order that waits for approval": async () => {
    const { resource } = await waiting();
    return () => resource.destroy(laterRun);
  },
  "an order that was revoked outside": async () => {
    const resource = await live();
    await sandbox.revokeOutside(Number(resource.id));
    return () => resource.destroy(laterRun);
  },
  'with `onDelete: "keep"`': async () => {
    const resource = await live(newWish({ onDelete: "keep" }));
    return () => resource.destroy(laterRun);
  },
};

function nameOf(call: string): string {
  return (Object.keys(calls) as readonly CallName[]).find((name) => calls[name] === call) ?? call;
}

/** What comes again and again counts as one. */
function folded(made: readonly string[], { repeats }: Row): readonly string[] {
  return made.filter((call, index) => call !== repeats || call !== made[index - 1]);
}

describe.each(Object.entries(callTable))("%s", (_, rows) => {
  it.each(Object.entries<Row>(rows))("%s", async (what, row) => {
    const happen = await happenings[what as Happening]();
    await sandbox.clearJournal();
    await happen();
    expect(folded((await callsSince(sandbox)).map(nameOf), row)).toEqual(row.calls);
  });
});
