import * as pulumi from "@pulumi/pulumi";

/** The account of an explicit provider. What is absent comes from the environment of the provider process, never from the stack's configuration. */
export interface ProviderArgs {
  /** CertCentral API key. Stored encrypted. @default the environment variable `DIGICERT_API_KEY` */
  readonly apiKey?: pulumi.Input<string>;
  /** Instance of CertCentral. @default `"us"` */
  readonly region?: pulumi.Input<"us" | "eu">;
  /** Base URL instead of the region's, such as that of a sandbox. Plain `http:` is accepted for loopback only. @default by `region` */
  readonly baseUrl?: pulumi.Input<string>;
  /** Organisation of every certificate that names none. @default none */
  readonly organizationId?: pulumi.Input<number>;
  /** Container of every certificate that names none. @default none: DigiCert's own */
  readonly containerId?: pulumi.Input<number>;
  /** `skipApproval` of every certificate that does not say. @default `false` */
  readonly skipApproval?: pulumi.Input<boolean>;
}

/**
 * A further CertCentral account or region, for `{ provider: … }` of a certificate.
 *
 * @example
 *   const eu = new digicert.Provider("eu", { apiKey: config.requireSecret("euKey"), region: "eu" });
 *   new digicert.PrivateSslCertificate("api", args, { provider: eu });
 */
export class Provider extends pulumi.ProviderResource {
  /** For look-ups. The key is an output, in which neither a log nor a serialised function shows it. @internal */
  readonly account: Pick<ProviderArgs, "apiKey" | "region" | "baseUrl">;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super(
      "pulumi-nodejs",
      name,
      {
        "digicert:apiKey": args.apiKey === undefined ? undefined : pulumi.secret(args.apiKey),
        "digicert:region": args.region,
        "digicert:baseUrl": args.baseUrl,
        "digicert:organizationId": text(args.organizationId),
        "digicert:containerId": text(args.containerId),
        "digicert:skipApproval": text(args.skipApproval),
      },
      opts,
    );
    const { apiKey, ...account } = args;
    this.account = apiKey === undefined ? account : { ...account, apiKey: pulumi.secret(apiKey) };
  }
}

/** The configuration of a provider is text. */
function text(value: pulumi.Input<number | boolean> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.output(value).apply(String);
}
