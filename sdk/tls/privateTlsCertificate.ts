import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

import { PrivateSslCertificate } from "../privateSslCertificate";
import { keyChoice, keyProblems, type KeyChoice } from "./keyChoice";
import { keyOfCertificate } from "./keyOfCertificate";
import type { PrivateTlsCertificateArgs, Transform } from "./privateTlsCertificateArgs";
import { addressProblems, requestNames } from "./requestNames";
import { tlsBundles, type TlsBundles } from "./tlsBundles";

const typeToken = "digicert:tls:PrivateTlsCertificate";

/**
 * A private SSL certificate with its key: the key and the request are made by `@pulumi/tls`, the certificate by `PrivateSslCertificate`.
 *
 * A new key (`key.trigger`, or another kind) is carried to the request and from there to the certificate by a renewal. The certificate is never replaced,
 * and no output has the new key before it has the new certificate: where the renewal fails or waits for a person, the run fails and all outputs stay.
 *
 * The key is in the state, encrypted as the stack's secrets are, in the resources of `@pulumi/tls`. Where it must not be there, make it elsewhere and give
 * `PrivateSslCertificate` the request.
 *
 * @example
 *   const api = new PrivateTlsCertificate("api", {
 *     product: "private_ssl_plus",
 *     commonName: "api.corp.example",
 *     organization: { id: 123456 },
 *     orderValidity: { years: 1 },
 *     key: { trigger: "2026" },
 *   });
 *   new kubernetes.core.v1.Secret("api-tls", { type: "kubernetes.io/tls", stringData: api.bundles.kubernetes });
 */
export class PrivateTlsCertificate extends pulumi.ComponentResource {
  /** True of an instance of this class, also where two copies of the package are loaded. */
  static override isInstance(obj: unknown): obj is PrivateTlsCertificate {
    return pulumi.ComponentResource.isInstance(obj) && (obj as { readonly __pulumiType?: string }).__pulumiType === typeToken;
  }

  /** The certificate, with all of its outputs. */
  readonly certificate: PrivateSslCertificate;
  /** The key as `@pulumi/tls` keeps it. During a rotation it is the new one: what serves takes `privateKeyPem`. */
  readonly privateKey: tls.PrivateKey;
  /** The request for the key. */
  readonly request: tls.CertRequest;
  /** The key of the certificate in hand, PKCS #8 PEM, one newline at the end. Secret. */
  readonly privateKeyPem: pulumi.Output<string>;
  /** Key and certificate in the forms that load balancers take. */
  readonly bundles: TlsBundles;

  /**
   * @param name The name in the program: the certificate has it too, and the names of key and request begin with it.
   * @param args What to order, and with what key.
   * @param opts `customTimeouts` sets `issuance.timeoutSeconds`, unless that is given; providers are passed on to the parts.
   */
  constructor(name: string, args: PrivateTlsCertificateArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super(typeToken, name, {}, opts);
    refuse(this, problemsIn(args));
    const { key = {}, subject, ipAddresses, transform = {}, ...order } = args;
    const child: pulumi.CustomResourceOptions = { parent: this };
    const names = allNames(this, args);

    const choice = keyChoice(key);
    const made = transformed(transform.privateKey, keyArgs(choice), child);
    this.privateKey = new tls.PrivateKey(`${name}-key-${choice.word}`, made.args, made.opts);

    const asked = transformed(transform.request, requestArgs(this.privateKey, args, names), child);
    this.request = new tls.CertRequest(`${name}-request-${choice.word}`, asked.args, asked.opts);

    const wanted = { ...order, ...(ipAddresses !== undefined && { dnsNames: names }), csr: this.request.certRequestPem };
    const ordered = transformed(transform.certificate, wanted, {
      ...child,
      ...(opts.customTimeouts !== undefined && { customTimeouts: opts.customTimeouts }),
    });
    this.certificate = new PrivateSslCertificate(name, ordered.args, ordered.opts);

    this.privateKeyPem = givenOut(this);
    this.bundles = tlsBundles(this.certificate, this.privateKeyPem);
    // What the state shows of the component; the key is not written there once more.
    const { orderId, certificateId, validUntil } = this;
    this.registerOutputs({ orderId, certificateId, validUntil });
  }

  /** The leaf, PEM. */
  get certificatePem(): pulumi.Output<string> {
    return this.certificate.certificatePem;
  }

  /** The intermediates, PEM; without leaf and root. */
  get chainPem(): pulumi.Output<string> {
    return this.certificate.chainPem;
  }

  /** Leaf and intermediates, PEM: what a server sends. */
  get fullChainPem(): pulumi.Output<string> {
    return this.certificate.fullChainPem;
  }

  /** The root, PEM: what a client trusts. */
  get rootPem(): pulumi.Output<string> {
    return this.certificate.rootPem;
  }

  /** Intermediates and root, PEM. */
  get caBundlePem(): pulumi.Output<string> {
    return this.certificate.caBundlePem;
  }

  /** The current order. */
  get orderId(): pulumi.Output<number> {
    return this.certificate.orderId;
  }

  /** The certificate in hand. */
  get certificateId(): pulumi.Output<number> {
    return this.certificate.certificateId;
  }

  /** Serial number, upper-case hex. */
  get serialNumber(): pulumi.Output<string> {
    return this.certificate.serialNumber;
  }

  /** Start of the certificate itself, RFC 3339. */
  get validFrom(): pulumi.Output<string> {
    return this.certificate.validFrom;
  }

  /** End of the certificate itself, RFC 3339. */
  get validUntil(): pulumi.Output<string> {
    return this.certificate.validUntil;
  }

  /** From then on a `pulumi up` renews by time, RFC 3339; absent with `renewal.beforeDays: 0`. */
  get renewAfter(): pulumi.Output<string | undefined> {
    return this.certificate.renewAfter;
  }
}

/** What can be judged before anything is known that Pulumi must find out first. The certificate's own check judges the rest. */
function problemsIn(args: PrivateTlsCertificateArgs): readonly string[] {
  const given: Readonly<Record<string, unknown>> = { ...args };
  return [
    ...(given["csr"] === undefined ? [] : ["csr is given, but the request is made here: leave it out, or use PrivateSslCertificate"]),
    ...(given["adoptOrderId"] === undefined
      ? []
      : ["adoptOrderId is given, but an order that exists has a key that exists: adopt it with PrivateSslCertificate"]),
    ...keyProblems(args.key ?? {}),
    ...(Array.isArray(args.ipAddresses) ? addressProblems(args.ipAddresses) : []),
  ];
}

/** All that is wrong, as an error of the component: without a stack, which would say nothing about the program. */
function refuse(component: PrivateTlsCertificate, problems: readonly string[]): void {
  if (problems.length > 0) throw new pulumi.ResourceError(problems.join("\n"), component, true);
}

function keyArgs(choice: KeyChoice): tls.PrivateKeyArgs {
  return choice.algorithm === "RSA" ? { algorithm: "RSA", rsaBits: choice.rsaBits } : { algorithm: "ECDSA", ecdsaCurve: choice.ecdsaCurve };
}

/** DNS names and addresses in one list, the common name not among them unless it is repeated there. */
function allNames(component: PrivateTlsCertificate, { dnsNames, ipAddresses }: PrivateTlsCertificateArgs): pulumi.Output<string[]> {
  return pulumi.all([dnsNames, ipAddresses]).apply(([names = [], addresses = []]) => {
    refuse(component, addressProblems(addresses));
    return [...names, ...addresses];
  });
}

function requestArgs(
  key: tls.PrivateKey,
  { commonName, subject }: PrivateTlsCertificateArgs,
  names: pulumi.Output<string[]>,
): tls.CertRequestArgs {
  const requested = pulumi.all([commonName, names]).apply(([first, others]) => requestNames([first, ...others]));
  return {
    privateKeyPem: key.privateKeyPem,
    subject: pulumi.all([commonName, subject]).apply(([first, parts]) => ({ ...parts, commonName: first })),
    dnsNames: requested.apply((all) => all.dnsNames),
    ipAddresses: requested.apply((all) => all.ipAddresses),
  };
}

function transformed<Args>(
  transform: Transform<Args> | undefined,
  args: Args,
  opts: pulumi.CustomResourceOptions,
): ReturnType<Transform<Args>> {
  return transform === undefined ? { args, opts } : transform(args, opts);
}

function givenOut(component: PrivateTlsCertificate): pulumi.Output<string> {
  const parts = pulumi.all([component.privateKey.privateKeyPemPkcs8, component.certificate.publicKeySha256]);
  // Secret by the key already; said once more, since a transform may have made the key otherwise.
  return pulumi.secret(
    parts.apply(([pem, publicKeySha256]) => {
      try {
        return keyOfCertificate(pem, publicKeySha256);
      } catch (error) {
        throw new pulumi.ResourceError(
          `privateKeyPem: ${error instanceof Error ? error.message : "the key cannot be read"}`,
          component,
          true,
        );
      }
    }),
  );
}
