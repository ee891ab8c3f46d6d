import { fitsName, isNamePattern } from "../../../policy/fitsName";

/** Which of the names fit. */
function fitting(pattern: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => fitsName(pattern, name));
}

describe("a name fits", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["corp.example", ["corp.example", "CORP.example"], ["api.corp.example", "corp-example", "corp.example.evil"]],
    ["*.corp.example", ["api.corp.example", "*.corp.example"], ["corp.example", "a.b.corp.example", "api.corpxexample"]],
    ["**.corp.example", ["api.corp.example", "a.b.corp.example", "*.b.corp.example"], ["corp.example", "evilcorp.example"]],
    ["api-*.corp.example", ["api-1.corp.example", "api-.corp.example"], ["api-1.b.corp.example", "*.corp.example"]],
    ["*", ["localhost"], ["a.b", "10.0.0.1"]],
    ["**", ["localhost", "a.b.c"], ["10.0.0.1", "::1"]],
    ["bücher.example", ["xn--bcher-kva.example"], ["bucher.example"]],
    ["10.0.0.0/8", ["10.1.2.3"], ["11.0.0.1", "::1", "host-10.example"]],
    ["10.0.0.1", ["10.0.0.1"], ["10.0.0.2"]],
    ["2001:db8::/32", ["2001:DB8::1", "2001:0db8:0:0::2"], ["2001:db9::1", "10.0.0.1"]],
  ])("%s", (pattern, fits, others) => {
    expect(isNamePattern(pattern)).toBe(true);
    expect(fitting(pattern, [...fits, ...others])).toEqual(fits);
  });
});

describe("a pattern", () => {
  it("is none if it is a URL, a regular expression, a range that cannot be, or nothing", () => {
    const none = [
      "https://corp.example",
      "^corp$",
      "corp.example.",
      "10.0.0.0/33",
      "10.0.0.0/",
      "10.0.0.0/8/8",
      "2001:db8::/129",
      "a b",
      "",
    ];
    expect(none.filter(isNamePattern)).toEqual([]);
  });
});
