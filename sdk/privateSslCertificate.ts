import * as pulumi from "@pulumi/pulumi";

import { timeoutSecondsOf } from "./customTimeouts";
import { inputNames } from "./inputNames";
import { isMocked } from "./lookupMocks";
import { intermediatesOf, leafOf, rootOf, withoutLeaf, withoutRoot, type ChainCertificate } from "./pemBundles";
import type { PrivateSslCertificateArgs } from "./privateSslCertificateArgs";
import { providerText, typeToken } from "./providerText";
import { declaring } from "./stackTraces";
import { warnOfClearKey } from "./clearKey";

/** A request of DigiCert's answer: who must decide, and whether it is decided. */
export interface CertificateRequest {
  readonly id: number;
  readonly status?: string;
  readonly type?: string;
}

/** A domain of DigiCert's answer to the order. */
export interface CertificateDomain {
  readonly id: number;
  readonly name: string;
}

/** What is never among the outputs: the CSR stands there as the digest of its public key, payment data not at all. */
type NotRecorded = "csr" | "creditCard" | "billingAddress";

/** Every other input is an output of the same name, as declared. */
export type RecordedInputs = {
  readonly [Name in keyof PrivateSslCertificateArgs as Exclude<Name, NotRecorded>]-?: pulumi.Output<
    pulumi.Unwrap<PrivateSslCertificateArgs[Name]>
  >;
};

/** One order that this resource placed, took over or met. */
export interface CertificateOrder {
  readonly orderId: number;
  /** How it came here. `unclaimed`: met under one of this resource's ids with another key, and never touched. */
  readonly kind: "first" | "renewal" | "successor" | "adopted" | "found" | "renewedByDigicert" | "unclaimed";
  /** As last seen, in DigiCert's words. */
  readonly status: string;
  /** When it was placed or met, RFC 3339. */
  readonly placed: string;
  /** When its certificate became the one in hand, or was found to be no longer wanted, RFC 3339. */
  readonly recorded?: string;
  /** End of its certificate, RFC 3339. */
  readonly validUntil?: string;
  readonly alternativeOrderId?: string;
  /** Short digest of what it was asked with. */
  readonly wish?: string;
  /** Instead of it, of one that was found and was not as wanted: a short digest of each thing that it was seen to have, or taken to have. */
  readonly asked?: Readonly<Record<string, string>>;
  /** Time alone asked for it. It stands until its certificate is in hand. */
  readonly byTime?: true;
  /** It was to renew by time and brought no later end: time alone asks for no other. */
  readonly noLater?: true;
  /** What the person who refused it wrote. */
  readonly comment?: string;
  /** Its revocation waits for a person at DigiCert. */
  readonly revocationAsked?: true;
}

/** An order or reissue that is not in hand yet. */
export interface PendingCertificateOrder {
  readonly orderId: number;
  readonly kind: CertificateOrder["kind"] | "reissue";
  /** As last seen, in DigiCert's words. */
  readonly status: string;
  /** When it was placed, RFC 3339. */
  readonly placed: string;
}

/** The outputs that are no inputs; each is named in the constructor, else Pulumi makes no `Output` of it. */
const resultNames = [
  "orderId",
  "certificateId",
  "orderStatus",
  "certificateChain",
  "serialNumber",
  "sha1Thumbprint",
  "sha256Thumbprint",
  "validFrom",
  "validUntil",
  "orderValidUntil",
  "renewAfter",
  "requests",
  "domains",
  "organizationId",
  "publicKeySha256",
  "orders",
  "orderSequence",
  "alternativeOrderStem",
  "pendingOrder",
] as const;

/** Merged with the class: Pulumi's constructor sets these members as it sets those of the class. */
export interface PrivateSslCertificate extends RecordedInputs {}

/**
 * A private SSL certificate ordered from DigiCert CertCentral.
 *
 * Creating it places one paid order ("Order Private SSL"), or takes over the order that an interrupted run placed. Changing what is in the certificate,
 * or the time for it, places a renewal with `renewal_of_order_id`; no change ever replaces the resource, and the predecessor is kept. Deleting it
 * cancels what is pending and revokes what is issued, unless `onDelete: "keep"`. Everything is named in `pulumi preview` before it is done.
 */
export class PrivateSslCertificate extends pulumi.CustomResource {
  /**
   * Looks at an order that is managed elsewhere, and follows it to its newest renewal. Orders nothing, changes nothing, revokes nothing.
   *
   * @param name The name in the program.
   * @param id The order id. A 404 is an error, never an empty resource.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): PrivateSslCertificate {
    return new PrivateSslCertificate(name, undefined, { ...opts, id });
  }

  /**
   * By which @pulumi/policy knows the class (`validateResourceOfType`), as it knows those that Pulumi generates.
   *
   * @internal
   */
  static readonly __pulumiType: string = typeToken;

  /** True of an instance of this class, also where two copies of the package are loaded. */
  static override isInstance(obj: unknown): obj is PrivateSslCertificate {
    return pulumi.CustomResource.isInstance(obj) && (obj as { readonly __pulumiType?: string }).__pulumiType === typeToken;
  }

  /** The current order. The resource's own `id` stays that of its first order. */
  declare readonly orderId: pulumi.Output<number>;
  /** The certificate in hand. */
  declare readonly certificateId: pulumi.Output<number>;
  /** Status of the current order, as last seen. */
  declare readonly orderStatus: pulumi.Output<string>;
  /** The verified chain, leaf first, root last. */
  declare readonly certificateChain: pulumi.Output<ChainCertificate[]>;
  /** Serial number, upper-case hex. */
  declare readonly serialNumber: pulumi.Output<string>;
  /** SHA-1 of the leaf, upper-case hex. */
  declare readonly sha1Thumbprint: pulumi.Output<string>;
  /** SHA-256 of the leaf, upper-case hex. */
  declare readonly sha256Thumbprint: pulumi.Output<string>;
  /** Start of the certificate itself, RFC 3339. */
  declare readonly validFrom: pulumi.Output<string>;
  /** End of the certificate itself, RFC 3339. */
  declare readonly validUntil: pulumi.Output<string>;
  /** End of the order, where DigiCert's info was read and shows one; absent, it ends with the certificate. */
  declare readonly orderValidUntil: pulumi.Output<string | undefined>;
  /** From then on a `pulumi up` renews by time, RFC 3339; absent with `renewal.beforeDays: 0`. */
  declare readonly renewAfter: pulumi.Output<string | undefined>;
  /** `requests` of the last answer that carried them. */
  declare readonly requests: pulumi.Output<CertificateRequest[]>;
  /** `domains` of the answer to the order. */
  declare readonly domains: pulumi.Output<CertificateDomain[]>;
  /** The organisation of the order, given or created with it. */
  declare readonly organizationId: pulumi.Output<number | undefined>;
  /** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hex. */
  declare readonly publicKeySha256: pulumi.Output<string>;
  /** The ledger: every order this resource placed, took over or met. */
  declare readonly orders: pulumi.Output<CertificateOrder[]>;
  /** The last ordinal of an order that this resource placed or took; it outlives the rows of `orders`, whose oldest finished ones fold into a count. */
  declare readonly orderSequence: pulumi.Output<number>;
  /** The stem of the alternative order ids of this resource: `<stem>n<ordinal>`. Kept for its whole life, whatever is renamed. */
  declare readonly alternativeOrderStem: pulumi.Output<string>;
  /** An order or reissue that was placed and is not in hand yet; the next `pulumi up` resumes it. */
  declare readonly pendingOrder: pulumi.Output<PendingCertificateOrder | undefined>;
  /**
   * @param name The name in the program; with project and stack it decides which order is found again after a crash.
   * @param args What to order.
   * @param opts `customTimeouts` sets `issuance.timeoutSeconds`, unless that is given.
   */
  constructor(name: string, args: PrivateSslCertificateArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: PrivateSslCertificateArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    const declared = declaring();
    try {
      super(typeToken, name, propertiesOf(name, args, opts), opts);
    } catch (error) {
      throw declared.traced(error);
    } finally {
      declared.end();
    }
    warnOfClearKey();
  }

  /** The leaf, PEM. */
  get certificatePem(): pulumi.Output<string> {
    return this.certificateChain.apply(leafOf);
  }

  /** The intermediates, PEM; without leaf and root. */
  get chainPem(): pulumi.Output<string> {
    return this.certificateChain.apply(intermediatesOf);
  }

  /** Leaf and intermediates, PEM: what a server sends. */
  get fullChainPem(): pulumi.Output<string> {
    return this.certificateChain.apply(withoutRoot);
  }

  /** The root, PEM: what a client trusts. */
  get rootPem(): pulumi.Output<string> {
    return this.certificateChain.apply(rootOf);
  }

  /** Intermediates and root, PEM. */
  get caBundlePem(): pulumi.Output<string> {
    return this.certificateChain.apply(withoutLeaf);
  }
}

function propertiesOf(name: string, args: PrivateSslCertificateArgs | undefined, opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  const outputs = Object.fromEntries([...inputNames, ...resultNames].map((each) => [each, undefined]));
  if (args === undefined) return { ...outputs, __provider: providerText };
  const seconds = timeoutSecondsOf(opts.customTimeouts);
  const issuance =
    seconds === undefined ? args.issuance : pulumi.output(args.issuance).apply((given) => ({ timeoutSeconds: seconds, ...given }));
  const formerUrns = formerUrnsOf(name, opts);
  return {
    ...outputs,
    ...args,
    issuance,
    creditCard: args.creditCard === undefined ? undefined : pulumi.secret(args.creditCard),
    billingAddress: args.billingAddress === undefined ? undefined : pulumi.secret(args.billingAddress),
    // Mocks need not name one; a run of Pulumi's always does, and an order's id is made from it.
    __organization: isMocked() ? undefined : pulumi.getOrganization(),
    __urn: pulumi.createUrn(name, typeToken, opts.parent),
    ...(formerUrns.length === 0 ? {} : { __formerUrns: formerUrns }),
    __provider: providerText,
  };
}

/** The names it had, by its own aliases and those of its parent: a replacement looks for its orders under the ids of those, too. */
function formerUrnsOf(name: string, opts: pulumi.CustomResourceOptions): readonly Promise<pulumi.URN>[] {
  return aliasesOf(name, opts).map(byItself);
}

function aliasesOf(name: string, { aliases = [], parent }: pulumi.CustomResourceOptions): readonly pulumi.Output<pulumi.URN>[] {
  // Pulumi's own function needs a parent.
  if (parent !== undefined) return pulumi.allAliases(aliases, name, typeToken, parent, nameOf(parent));
  return aliases.map((alias) =>
    pulumi
      .output(alias)
      .apply((given) =>
        typeof given === "string"
          ? pulumi.output(given)
          : pulumi.createUrn(given.name ?? name, given.type ?? typeToken, given.parent, given.project, given.stack),
      ),
  );
}

/** Without what it was made from: as a dependency, the stack would wait for all that is in it, this resource too. */
function byItself(urn: pulumi.Output<pulumi.URN>): Promise<pulumi.URN> {
  return new Promise((resolve) => {
    urn.apply(resolve);
  });
}

/** Pulumi keeps it where its types do not show it, and passes it to the same function. */
function nameOf(resource: pulumi.Resource): string {
  return (resource as unknown as { readonly __name: string }).__name;
}
