import * as pulumi from "@pulumi/pulumi";

import type { Provider } from "./provider";
import { typeToken } from "./providerText";

/** Whose account is asked. What is not given comes from the stack's configuration (`digicert:…`), else from the environment (`DIGICERT_…`). */
export interface LookupOptions {
  /** CertCentral API key. It may be a secret; what is found does not become one by it. @default `digicert:apiKey`, else `DIGICERT_API_KEY` */
  readonly apiKey?: pulumi.Input<string> | undefined;
  /** Instance of CertCentral. Given without `baseUrl`, it outranks `digicert:baseUrl`. @default `digicert:region`, else `DIGICERT_REGION`, else `"us"` */
  readonly region?: pulumi.Input<"us" | "eu"> | undefined;
  /** Base URL instead of the region's. @default `digicert:baseUrl`, else `DIGICERT_BASE_URL`, else by `region` */
  readonly baseUrl?: pulumi.Input<string> | undefined;
  /** The account of an explicit provider. As there, what it leaves open comes from the environment. @default that of `parent` */
  readonly provider?: Provider | undefined;
  /** Whose provider counts where none is named. @default none */
  readonly parent?: pulumi.Resource | undefined;
}

/** The options of the forms that wait. */
export interface LookupOutputOptions extends LookupOptions {
  /** Nothing is looked up before these exist: in the preview that will create one, the result is not known. @default none */
  readonly dependsOn?: pulumi.Resource | readonly pulumi.Resource[] | undefined;
}

type AccountKey = "apiKey" | "region" | "baseUrl";
type Given<T> = Partial<Readonly<Record<AccountKey, T>>>;

/** An account as a program names it. */
export interface NamedAccount {
  /** Never secret: what was found out with a key shows nothing of it. */
  readonly given: Given<pulumi.Output<string>>;
  /** What was not given. */
  readonly inherited: (key: AccountKey) => string | undefined;
}

export function namedAccount(options: LookupOptions): NamedAccount {
  const explicit = accountOf(options.provider ?? options.parent?.getProvider(typeToken));
  // A URL of the stack belongs to the stack's region.
  const isElsewhere = options.region !== undefined && options.baseUrl === undefined;
  const { baseUrl, ...rest } = explicit === undefined ? {} : outputsOf(explicit);
  return {
    given: { ...rest, ...(baseUrl === undefined || isElsewhere ? {} : { baseUrl }), ...outputsOf(options) },
    inherited: (key) => (explicit !== undefined || (key === "baseUrl" && isElsewhere) ? undefined : new pulumi.Config("digicert").get(key)),
  };
}

/** Of a provider that is not ours nothing is known: that of another dynamic resource, or of another copy of this package. */
function accountOf(provider: pulumi.ProviderResource | undefined): Provider["account"] | undefined {
  return (provider as Partial<Provider> | undefined)?.account;
}

function outputsOf({ apiKey, region, baseUrl }: Pick<LookupOptions, AccountKey>): Given<pulumi.Output<string>> {
  return {
    ...(apiKey === undefined ? {} : { apiKey: inClear(apiKey) }),
    ...(region === undefined ? {} : { region: inClear(region) }),
    ...(baseUrl === undefined ? {} : { baseUrl: inClear(baseUrl) }),
  };
}

function inClear(value: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.unsecret(pulumi.output(value));
}

/** As the configuration is read. */
export function readerOf(given: Given<string>, { inherited }: NamedAccount): (key: string) => string | undefined {
  return (key) => {
    const name = key.replace(/^digicert:/, "") as AccountKey;
    return given[name] ?? inherited(name);
  };
}
