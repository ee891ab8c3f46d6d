import { isAbsent, UNKNOWN, type Plain } from "../provider/request/field";
import { certificatePolicy } from "./certificatePolicy";
import { matchesText } from "./matchesText";

export interface NothingKeptInProductionSettings {
  /** Names of stacks that count as production; `*` stands for any text. @default prod and production, alone or at either end of a name */
  readonly productionStacks: readonly string[];
}

/** In production, a certificate that leaves the program is revoked: none stays valid that nobody looks after. */
export const nothingKeptInProduction = certificatePolicy<NothingKeptInProductionSettings>({
  name: "digicert-nothing-kept-in-production",
  displayName: "Nothing is kept in production",
  description: "In production, a private certificate is revoked when its resource is deleted.",
  severity: "medium",
  schema: {
    productionStacks: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      description: "Names of stacks that count as production; * stands for any text.",
    },
  },
  defaults: { productionStacks: ["prod", "prod-*", "*-prod", "production", "production-*", "*-production"] },
  judge: (inputs, { productionStacks }, { stack }) => {
    if (!productionStacks.some((pattern) => matchesText(pattern, stack))) return { notApplicable: `stack ${stack} is not production` };
    const found = keeps(inputs);
    return found === undefined ? [] : [`${found}: on stack ${stack}, which is production, nothing is kept. Set onDelete: "revoke"`];
  },
});

/** An adopted order is kept unless `onDelete` says otherwise. */
function keeps({ onDelete, adoptOrderId }: Plain): string | undefined {
  if (onDelete === "keep") return `onDelete is "keep", so that the certificate stays valid when its resource is deleted`;
  const isAdopted = typeof adoptOrderId === "number" || adoptOrderId === UNKNOWN;
  return isAbsent(onDelete) && isAdopted ? "onDelete is not given, which keeps an adopted order (adoptOrderId)" : undefined;
}
