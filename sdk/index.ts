// Hand-written (in Pulumi's own repositories `sdk/` means generated): what a program imports.
export { PrivateSslCertificate } from "./privateSslCertificate";
export type {
  CertificateDomain,
  CertificateOrder,
  CertificateRequest,
  PendingCertificateOrder,
  RecordedInputs,
} from "./privateSslCertificate";
export type { ChainCertificate } from "./pemBundles";
export type * from "./privateSslCertificateArgs";
export { Provider } from "./provider";
export type { ProviderArgs } from "./provider";
export {
  getOrder,
  getOrderOutput,
  getOrganization,
  getOrganizationOutput,
  getProduct,
  getProductOutput,
  listOrganizations,
  listOrganizationsOutput,
  listProducts,
  listProductsOutput,
} from "./lookups";
export type { GetOrderOutputArgs, GetOrganizationOutputArgs, GetProductOutputArgs } from "./lookups";
export type { LookupOptions, LookupOutputOptions } from "./lookupAccount";
export { LookupError } from "./lookupError";
export type * from "../provider/lookups/results";
