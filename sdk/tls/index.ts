// The door `pulumi-digicert/tls`: the only part that needs @pulumi/tls.
export { PrivateTlsCertificate } from "./privateTlsCertificate";
export type { PrivateTlsCertificateArgs, TlsKeyArgs, TlsSubjectArgs, TlsTransforms, Transform } from "./privateTlsCertificateArgs";
export type { TlsBundles } from "./tlsBundles";
