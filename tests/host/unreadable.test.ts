/** Certificates in DigiCert's answers that cannot be read, or come in another order than asked for. */
import type { Sandbox } from "../../sandbox";
import { newSandbox, newWish, Resource } from "./resources";
import { startProvider, type ProviderProcess } from "./providerProcess";

let sandbox: Sandbox;
let provider: ProviderProcess;

beforeEach(async () => {
  sandbox = await newSandbox();
  provider = await startProvider({ sandbox });
});

const broken = {
  intermediates: [{ subject_common_name: "a.example", pem: "-----BEGIN CERTIFICATE-----\nTm90IG9uZQ==\n-----END CERTIFICATE-----" }],
};

async function chainAnswers(body: unknown): Promise<void> {
  await sandbox.faults([{ match: { path: "/certificate/{id}/chain" }, do: "replaceAnswer", body, times: "always" }]);
}

describe("a certificate that cannot be read", () => {
  it("is drift where it was reissued outside: a refresh goes on, and every output stays", async () => {
    const resource = new Resource(provider);
    await resource.up(newWish());
    const before = resource.outputs["certificateChain"];
    await sandbox.reissueOutside(Number(resource.id), {});
    await chainAnswers(broken);
    await resource.refresh();
    expect(resource.outputs["certificateChain"]).toEqual(before);
    expect(resource.outputs["drift"]).toMatchObject({ kind: "reissued", detail: "cannot be read" });
  });

  it("is an error that names order and certificate where it is looked at by `get`", async () => {
    const resource = new Resource(provider);
    await resource.up(newWish());
    await chainAnswers(broken);
    await expect(provider.get(resource.id)).rejects.toThrow(new RegExp(`order ${resource.id}.*cannot be read as certificates in PEM`, "s"));
  });
});

describe("an order whose info shows no CSR", () => {
  it("is known by its leaf, wherever in the chain that comes, and taken over", async () => {
    const account = await newSandbox({ accounts: [{ warts: { noCsrInOrderInfo: true } }] });
    const process = await startProvider({ sandbox: account });
    const wish = newWish();
    const first = new Resource(process, "same");
    await first.up(wish);
    const chain = first.outputs["certificateChain"] as readonly { readonly subjectCommonName: string; readonly pem: string }[];
    const body = {
      intermediates: [...chain].reverse().map(({ subjectCommonName, pem }) => ({ subject_common_name: subjectCommonName, pem })),
    };
    await account.faults([{ match: { path: "/certificate/{id}/chain" }, do: "replaceAnswer", body, times: "always" }]);
    const again = new Resource(process, "same");
    await again.up(wish);
    expect(String(again.outputs["orderId"])).toBe(first.id);
    expect(await account.orders()).toHaveLength(1);
  });
});
