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
