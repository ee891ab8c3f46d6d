import type { Lookups } from "../../../provider/certcentral/account";
import { askedOnce } from "../../../provider/certcentral/askedOnce";

function account() {
  const asked: string[] = [];
  const lookups = {
    products: {
      list: () => Promise.reject(new Error("refused")),
      info(nameId: string, containerId?: number) {
        asked.push(`${nameId} ${String(containerId)}`);
        return Promise.resolve({ nameId });
      },
    },
    organizations: { list: () => Promise.resolve([]), info: () => Promise.resolve({}) },
  } as unknown as Lookups;
  return { asked, lookups };
}

describe("what explains a refusal", () => {
  it("is asked once in a process for the same, however many orders are refused at a time", async () => {
    const { asked, lookups } = account();
    const ask = (containerId?: number) => askedOnce(lookups).products.info("private_ssl_plus", containerId);
    await Promise.all([ask(), ask(), ask(5)]);
    expect(await ask()).toEqual({ nameId: "private_ssl_plus" });
    expect(asked).toEqual(["private_ssl_plus undefined", "private_ssl_plus 5"]);
  });

  it("and is not asked again where it was refused itself", async () => {
    const { lookups } = account();
    const first = askedOnce(lookups).products.list();
    await expect(first).rejects.toThrow("refused");
    expect(askedOnce(lookups).products.list()).toBe(first);
  });

  it("is that of each account by itself", async () => {
    const [one, other] = [account(), account()];
    await askedOnce(one.lookups).products.info("private_ssl_plus");
    await askedOnce(other.lookups).products.info("private_ssl_plus");
    expect(other.asked).toHaveLength(1);
  });
});
