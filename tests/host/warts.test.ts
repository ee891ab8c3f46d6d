/** The oddities of DigiCert's answers (sandbox/accountSettings.ts), each on what a certificate goes through in its life: the client bears all of them. */
import type { Sandbox, Warts } from "../../sandbox";
import { startProvider, type ProviderProcess } from "./providerProcess";
import { newSandbox, newWish, Resource } from "./resources";

/** Every wart there is, the other way round than a sandbox has it by itself: a new one that is missing here does not compile. */
const warts: Warts = {
  emptyCollectionsAreMissing: false,
  unknownAlternativeIdIsNotFound: true,
  missingObjectsAreLists: true,
  numbersAsStrings: false,
  idsAsStrings: true,
  blankDnsNames: true,
  requestsWithoutStatus: true,
  commonNameAmongDnsNames: true,
  staleOrderInRequest: true,
  repeatedSerialInReissues: true,
  reissueNeedsServerPlatform: true,
  noChainInOrderAnswer: true,
  noCsrInOrderInfo: true,
  noRenewedOrderId: true,
  certificateStatusInList: true,
  crlf: false,
};

let sandbox: Sandbox;
let provider: ProviderProcess;
let destroyRun: ProviderProcess;

beforeAll(async () => {
  sandbox = await newSandbox();
  [provider, destroyRun] = await Promise.all([startProvider({ sandbox }), startProvider({ sandbox })]);
});

afterEach(async () => {
  const usual = Object.fromEntries(Object.entries(warts).map(([name, value]) => [name, !value]));
  await sandbox.configure({ approval: "automatic", warts: usual });
  await provider.said();
});

describe("the life of a certificate", () => {
  it.each([
    ...Object.entries(warts).map(([name, value]) => [name, { [name]: value as boolean }] as const),
    ["all of them", warts] as const,
  ])("goes as ever with %s: approved, edited, reissued, renewed, refreshed and revoked", async (_, wart) => {
    const known = (await sandbox.orders()).length;
    const orders = async () => (await sandbox.orders()).slice(known);
    await sandbox.configure({ approval: "manual", warts: wart });
    const resource = new Resource(provider);
    const wish = newWish({ skipApproval: false, changeStrategy: "reissue" });
    await resource.failedUp(wish);
    await sandbox.approve({ orderId: Number(resource.id) });
    await resource.up(wish);
    await sandbox.configure({ approval: "automatic" });

    const steps = [{ additionalEmails: ["ops@a.example"] }, { signatureHash: "sha384" }, { renewal: { trigger: 1 } }];
    let declared = wish;
    for (const step of steps) {
      declared = { ...declared, ...step };
      await resource.up(declared);
      expect(await resource.preview(declared)).toEqual({ changes: false, said: "" });
      await resource.refresh();
      expect(await resource.preview(declared)).toEqual({ changes: false, said: "" });
    }
    const [first, renewal] = await orders();
    expect(first?.certificates.map(({ status }) => status)).toEqual(["issued", "issued"]);
    expect(renewal).toMatchObject({ renewalOfOrderId: first?.id, id: resource.outputs["orderId"] });
    await resource.destroy(destroyRun);
    expect((await orders()).map(({ status }) => status)).toEqual(["revoked", "revoked"]);
  });
});
