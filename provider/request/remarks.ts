import { isAbsent, isPlain, type Plain } from "./field";
import { allFields, fieldNames } from "./fields";
import { aspects, canonical } from "./normal";
import { validityForms } from "./validity";

/** What is allowed but worth a warning, a sentence each. `previous`: the old inputs; none, or empty, on create. */
export function remarksOn(inputs: Plain, context: { readonly previous?: Plain | undefined } = {}): readonly string[] {
  const previous = context.previous ?? {};
  const isLive = Object.keys(previous).length > 0;
  return [
    ...deprecatedSay(inputs),
    ...validitySays(inputs),
    ...organizationSays(inputs),
    ...paymentSays(inputs),
    ...autoRenewSays(inputs, previous),
    ...(isLive ? [...laterSays(inputs, previous), ...firstOnlySays(inputs, previous)] : adoptionSays(inputs)),
  ];
}

function deprecatedSay(inputs: Plain): readonly string[] {
  return fieldNames.flatMap((name) => {
    const { deprecated } = allFields[name];
    return deprecated === undefined || isAbsent(inputs[name]) ? [] : [`${name} is deprecated by DigiCert. ${deprecated}`];
  });
}

function validitySays(inputs: Plain): readonly string[] {
  const [counts, ...others] = validityForms(inputs).map((form) => form.input);
  if (counts === undefined || others.length === 0) return [];
  return [`${counts} counts; ${listed(others)} ${others.length === 1 ? "is" : "are"} overridden by it, as DigiCert's page says.`];
}

function organizationSays({ organization }: Plain): readonly string[] {
  if (!isPlain(organization) || isAbsent(organization["id"]) || isAbsent(organization["name"])) return [];
  return ["organization.id counts; the details beside it are sent, but make no other organization."];
}

function paymentSays({ creditCard }: Plain): readonly string[] {
  if (isAbsent(creditCard)) return [];
  return [
    'creditCard is charged by every order, each renewal too, and stays (encrypted) among the inputs in the state. paymentMethod "profile" or "balance" avoids both.',
  ];
}

function autoRenewSays(inputs: Plain, previous: Plain): readonly string[] {
  if (inputs["autoRenew"] !== true || previous["autoRenew"] === true) return [];
  return [
    "autoRenew lets DigiCert order renewals by itself, which no preview shows. This resource then orders none by time: it takes over the order that DigiCert names as the renewal.",
  ];
}

function adoptionSays({ adoptOrderId }: Plain): readonly string[] {
  if (isAbsent(adoptOrderId)) return [];
  return ["adoptOrderId is better left in the program: once it is removed, a `pulumi up --replace` orders a new certificate."];
}

/** What only the next order carries: changing it does nothing now. */
function laterSays(inputs: Plain, previous: Plain): readonly string[] {
  const changed = changedNames("nextOrder", inputs, previous);
  if (changed.length === 0) return [];
  return [
    `${listed(changed)} ${changed.length === 1 ? "is" : "are"} changed: nothing is done now, the next order uses the new ${changed.length === 1 ? "value" : "values"}.`,
  ];
}

/** What only the first order carries: changing it does nothing at all. */
function firstOnlySays(inputs: Plain, previous: Plain): readonly string[] {
  const changed = changedNames("firstOrder", inputs, previous);
  const others = changed.filter((name) => name !== "adoptOrderId");
  const said =
    others.length === 0
      ? []
      : [
          `${listed(others)} ${others.length === 1 ? "is" : "are"} changed, which does nothing: only the first order uses ${others.length === 1 ? "it" : "them"}.`,
        ];
  return changed.includes("adoptOrderId") ? [...said, adoptionChangeSays(inputs)] : said;
}

function adoptionChangeSays({ adoptOrderId }: Plain): string {
  return isAbsent(adoptOrderId)
    ? "adoptOrderId is removed, which does nothing now; but a `pulumi up --replace` would order a new certificate."
    : "adoptOrderId is changed, which does nothing: it is read only when the resource is created.";
}

function changedNames(cost: "nextOrder" | "firstOrder", inputs: Plain, previous: Plain): readonly string[] {
  return aspects
    .filter((aspect) => aspect.cost === cost && !aspect.isUnknown(inputs))
    .filter((aspect) => canonical(aspect.normal(inputs, {})) !== canonical(aspect.normal(previous, {})))
    .map((aspect) => aspect.name);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
