import { closest } from "../../../provider/request/spelling";

describe("the word that was meant", () => {
  const known = ["commonName", "dnsNames", "orderValidity", "csr", "comments", "customFields"];

  it.each([
    ["commonname", "commonName"],
    ["common_name", "commonName"],
    ["commonNmae", "commonName"],
    ["dnsName", "dnsNames"],
    ["order-validity", "orderValidity"],
    ["CSR", "csr"],
    ["coments", "comments"],
    ["customField", "customFields"],
  ])("of %s is %s", (word, meant) => {
    expect(closest(word, known)).toBe(meant);
  });

  it.each(["x", "", "organization", "ca", "keyAlgorithm"])("of %j is none", (word) => {
    expect(closest(word, known)).toBeUndefined();
  });

  it("is found at once, however long the word is", () => {
    expect(closest("x".repeat(1_000_000), known)).toBeUndefined();
  });

  it("is none where nothing is known", () => {
    expect(closest("csr", [])).toBeUndefined();
  });
});
