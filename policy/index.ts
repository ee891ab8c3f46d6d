// Rules for private certificates, as Pulumi policies: each by itself, and all of them as one pack. Nothing here is loaded by a program or by the provider.
export { certificatePolicies, certificatePolicyPack } from "./policyPack";
export type { CertificatePolicyPackArgs, CertificatePolicySettings } from "./policyPack";
export type { CertificatePolicy, CertificatePolicyOptions } from "./certificatePolicy";
export { allowedAuthorities, type AllowedAuthoritiesSettings } from "./allowedAuthorities";
export { allowedKeys, type AllowedKeysSettings } from "./allowedKeys";
export { allowedNames, type AllowedNamesSettings } from "./allowedNames";
export { allowedOrganizations, type AllowedOrganizationsSettings } from "./allowedOrganizations";
export { allowedPayment, type AllowedPaymentSettings } from "./allowedPayment";
export { allowedProducts, type AllowedProductsSettings } from "./allowedProducts";
export { maximumCertificates, type MaximumCertificatesSettings } from "./maximumCertificates";
export { maximumValidity, type MaximumValiditySettings } from "./maximumValidity";
export { nothingKeptInProduction, type NothingKeptInProductionSettings } from "./nothingKeptInProduction";
export { predecessorGrace, type PredecessorGraceSettings } from "./predecessorGrace";
export { renewalWindow, type RenewalWindowSettings } from "./renewalWindow";
