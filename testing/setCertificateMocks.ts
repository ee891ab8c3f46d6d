import * as pulumi from "@pulumi/pulumi";

import { certificateMocks, type CertificateMocks, type CertificateMocksOptions } from "./certificateMocks";

export interface SetCertificateMocksOptions extends CertificateMocksOptions {
  /** Name of the project, under which `new pulumi.Config()` looks. @default `"project"` */
  readonly project?: string;
  /** @default `"stack"` */
  readonly stack?: string;
  /** A certificate asks for it; `pulumi.runtime.setMocks` alone sets none. @default `"organization"` */
  readonly organization?: string;
  /** Whether the program runs as in `pulumi preview`: no output is known. @default false */
  readonly preview?: boolean;
  /** The stack's configuration, each key with its namespace (`"project:csr"`, `"digicert:organizationId"`). @default none */
  readonly config?: Readonly<Record<string, string>>;
}

/** Sets Pulumi's mocks for a test, before the program is loaded. */
export async function setCertificateMocks(options: SetCertificateMocksOptions = {}): Promise<CertificateMocks> {
  const { project = "project", stack = "stack", organization = "organization", preview = false, config = {} } = options;
  const mocks = certificateMocks(options);
  pulumi.runtime.setAllConfig({ ...config });
  await pulumi.runtime.setMocks(mocks, project, stack, preview, organization);
  return mocks;
}
