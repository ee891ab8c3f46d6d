/** An organisation's rules for private certificates: those of the package with its own settings, and one that only this organisation has. */
import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { PrivateSslCertificate } from "pulumi-digicert";
import { certificatePolicyPack } from "pulumi-digicert/policy";

/** A rule of the house. @pulumi/policy itself skips it in a preview that does not know the input yet. */
const costCentre: ResourceValidationPolicy = {
  name: "acme-cost-centre",
  description: "Every order names the cost centre that pays for it.",
  validateResource: validateResourceOfType(PrivateSslCertificate, ({ comments = "" }, _args, reportViolation) => {
    if (!/\bCC-[0-9]{4}\b/.test(comments)) {
      reportViolation('comments names no cost centre: it takes one in the form "CC-1234". Set comments: "CC-1234"');
    }
  }),
};

certificatePolicyPack({
  name: "acme-certificates",
  settings: {
    maximumValidity: { days: 200 },
    allowedProducts: { products: ["private_ssl_plus", "private_ssl_flex"] },
    allowedNames: { patterns: ["**.corp.example", "10.0.0.0/8"], allowWildcards: false },
    allowedKeys: { minimumRsaBits: 3072 },
    // Shown, and stops nothing: some applications are still on their way.
    renewalWindow: { minimumDays: 21, enforcementLevel: "advisory" },
    nothingKeptInProduction: { productionStacks: ["prod-*"], exempt: ["legacy-*"] },
  },
  more: [costCentre],
});
