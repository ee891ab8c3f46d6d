import * as pulumi from "@pulumi/pulumi";

import type { PrivateSslCertificate } from "../privateSslCertificate";

/** Key and certificate in the forms that load balancers take. What holds the key is secret; the key is PKCS #8, which all of them read. */
export interface TlsBundles {
  /**
   * One file for `crt`: leaf, intermediates, key.
   * @see https://docs.haproxy.org/2.6/configuration.html#5.1-crt
   */
  readonly haproxyPem: pulumi.Output<string>;
  /**
   * Two files: `ssl_certificate` (leaf, intermediates) and `ssl_certificate_key`.
   * @see https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_certificate
   */
  readonly nginx: { readonly certificate: pulumi.Output<string>; readonly key: pulumi.Output<string> };
  /**
   * The arguments of `aws.acm.Certificate` that import one: the chain is without the leaf, and of a private certificate its last is the root.
   * @see https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-format.html
   */
  readonly acm: {
    readonly certificateBody: pulumi.Output<string>;
    readonly certificateChain: pulumi.Output<string>;
    readonly privateKey: pulumi.Output<string>;
  };
  /**
   * For Key Vault: one PEM (key, leaf, intermediates) and the `contentType` of its policy, for Linux machines and AKS. An Application Gateway reads only
   * what was imported as PFX.
   * @see https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios#formats-of-import-we-support
   */
  readonly azure: { readonly pem: pulumi.Output<string>; readonly contentType: "application/x-pem-file" };
  /**
   * The arguments of `gcp.compute.SSLCertificate` and of its regional kind. They take RSA with 2048 bits or ECDSA on P-256, no other keys.
   * @see https://cloud.google.com/load-balancing/docs/ssl-certificates/self-managed-certs
   */
  readonly gcp: { readonly certificate: pulumi.Output<string>; readonly privateKey: pulumi.Output<string> };
  /**
   * `stringData` of a secret of type `kubernetes.io/tls`; `ca.crt` is the root.
   * @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
   */
  readonly kubernetes: {
    readonly "tls.crt": pulumi.Output<string>;
    readonly "tls.key": pulumi.Output<string>;
    readonly "ca.crt": pulumi.Output<string>;
  };
}

export function tlsBundles(certificate: PrivateSslCertificate, privateKeyPem: pulumi.Output<string>): TlsBundles {
  const { certificatePem, fullChainPem, caBundlePem, rootPem } = certificate;
  return {
    haproxyPem: pulumi.concat(fullChainPem, privateKeyPem),
    nginx: { certificate: fullChainPem, key: privateKeyPem },
    acm: { certificateBody: certificatePem, certificateChain: caBundlePem, privateKey: privateKeyPem },
    azure: { pem: pulumi.concat(privateKeyPem, fullChainPem), contentType: "application/x-pem-file" },
    gcp: { certificate: fullChainPem, privateKey: privateKeyPem },
    kubernetes: { "tls.crt": fullChainPem, "tls.key": privateKeyPem, "ca.crt": rootPem },
  };
}
