// For the tests of programs that use this package: mocks with real certificates, and the sandbox. It needs no test framework, and is loaded by no program.
export { certificateMocks } from "./certificateMocks";
export type { CertificateMocks, CertificateMocksOptions } from "./certificateMocks";
export type { DeclaredResources, MockedResource } from "./declaredResources";
export type { MockedAccount } from "./mockedLookups";
export { setCertificateMocks } from "./setCertificateMocks";
export type { SetCertificateMocksOptions } from "./setCertificateMocks";
export { newCertificateRequest } from "./certificateRequest";
export type { CertificateRequestAndKey, CertificateRequestArgs } from "./certificateRequest";
export { programSettled, valueOf } from "./valueOf";
export { sandboxForTests } from "./sandboxForTests";
export type { SandboxForTests } from "./sandboxForTests";
