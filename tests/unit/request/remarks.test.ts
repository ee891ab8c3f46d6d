import type { Plain } from "../../../provider/request/field";
import { remarksOn } from "../../../provider/request/remarks";
import { inputPlaces } from "../../../tools/inputPlaces";
import { everything, least, unknown, withValue } from "./wish";

const onCreate = (more: Plain) => remarksOn({ ...least, ...more });
const onChange = (before: Plain, after: Plain) => remarksOn({ ...least, ...after }, { previous: { ...least, ...before } });

describe("remarks", () => {
  it("are none where there is nothing to say", () => {
    expect(remarksOn(least)).toEqual([]);
    expect(remarksOn(least, { previous: least })).toEqual([]);
  });

  it.each([
    ["validityYears", 1, "Use `orderValidity.years`."],
    ["validityDays", 90, "Use `orderValidity.days`."],
    ["customExpirationDate", "2030-06-09", "Use `orderValidity.customExpirationDate` (which has another form of date)."],
  ])("say that %s is deprecated, and what to use", (name, value, use) => {
    const { orderValidity: _, ...others } = least;
    expect(remarksOn({ ...others, [name]: value })).toEqual([`${name} is deprecated by DigiCert. ${use}`]);
  });

  it("say which of several validities counts", () => {
    expect(onCreate({ orderValidity: { years: 1, days: 90 } })).toEqual([
      "orderValidity.days counts; orderValidity.years is overridden by it, as DigiCert's page says.",
    ]);
    expect(onCreate({ validityYears: 2, validityDays: 3 })).toContain(
      "orderValidity.years counts; validityDays and validityYears are overridden by it, as DigiCert's page says.",
    );
  });

  it("say that an id counts before the details of an organization", () => {
    expect(onCreate({ organization: { id: 1, name: "Corp Ltd" } })[0]).toContain("organization.id counts");
  });

  it("say what a card costs and where it stays, and show nothing of it", () => {
    const { paymentMethod, creditCard, billingAddress } = everything;
    const said = onCreate({ paymentMethod, creditCard, billingAddress });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("is charged by every order, each renewal too, and stays (encrypted)");
    expect(said[0]).toContain('"profile" or "balance"');
    expect(said[0]).not.toContain("4111");
  });

  it("say once what autoRenew means: when it is turned on", () => {
    expect(onCreate({ autoRenew: true })[0]).toContain("which no preview shows");
    expect(onChange({}, { autoRenew: true }).join()).toContain("which no preview shows");
    expect(onChange({ autoRenew: true }, { autoRenew: true })).toEqual([]);
  });

  it("say of what only the next order carries that nothing is done now", () => {
    expect(onChange({}, { comments: "new" })).toEqual(["comments is changed: nothing is done now, the next order uses the new value."]);
    expect(onChange({ locale: "en" }, { comments: "new" })).toEqual([
      "comments and locale are changed: nothing is done now, the next order uses the new values.",
    ]);
    expect(onChange({ skipApproval: false }, {})).toEqual([]);
  });

  it("say of what only the first order carries that a change does nothing", () => {
    expect(onChange({}, { alternativeOrderId: "mine" })).toEqual([
      "alternativeOrderId is changed, which does nothing: only the first order uses it.",
    ]);
    expect(onChange({ renewalOfOrderId: 1 }, { renewalOfOrderId: 2, renewedThumbprint: "A".repeat(40) })).toEqual([
      "renewedThumbprint and renewalOfOrderId are changed, which does nothing: only the first order uses them.",
    ]);
    const details = { name: "Corp Ltd" };
    expect(onChange({ organization: details }, { organization: { ...details, skipDuplicateOrgCheck: true } })).toEqual([
      "organization.skipDuplicateOrgCheck is changed, which does nothing: only the first order uses it.",
    ]);
  });

  it("say what becomes of an adoption: at create, once it is changed, and once it is removed", () => {
    expect(onCreate({ adoptOrderId: 5 })).toEqual([expect.stringContaining("better left in the program") as string]);
    expect(onChange({ adoptOrderId: 5 }, { adoptOrderId: 6 })).toEqual([
      expect.stringContaining("read only when the resource is created") as string,
    ]);
    expect(onChange({ adoptOrderId: 5 }, {})).toEqual([expect.stringContaining("`pulumi up --replace` would order") as string]);
    expect(onChange({ adoptOrderId: 5 }, { adoptOrderId: 5 })).toEqual([]);
  });

  it("are never about a value that is not known yet", () => {
    for (const { path, cost } of inputPlaces.filter((place) => place.cost === "nextOrder" || place.cost === "firstOrder")) {
      const wanted = withValue(everything, path.replaceAll("[]", "[0]"), unknown);
      const said = remarksOn(wanted, { previous: everything }).join("\n");
      expect([path, cost, said]).toEqual([path, cost, expect.not.stringMatching(/nothing is done now|does nothing/)]);
    }
  });
});
