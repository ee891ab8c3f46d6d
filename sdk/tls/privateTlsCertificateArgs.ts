import type * as pulumi from "@pulumi/pulumi";
import type * as tls from "@pulumi/tls";

import type { PrivateSslCertificateArgs } from "../privateSslCertificateArgs";

/**
 * What a certificate with a key of its own is declared with: the arguments of `PrivateSslCertificate`, without `csr`, which is made here, and without
 * `adoptOrderId`, since an order that exists has a key that exists.
 */
export interface PrivateTlsCertificateArgs extends Omit<PrivateSslCertificateArgs, "csr" | "adoptOrderId"> {
  /**
   * IP addresses to be secured, beside `dnsNames`. They are sent in the same list, as in the example of DigiCert's page "Order Private SSL".
   *
   * Refused at preview: what is no IPv4 or IPv6 address.
   *
   * @default none
   */
  readonly ipAddresses?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /**
   * The private key. Another key is another resource in the state: the old one is kept until its successor's certificate is in hand.
   *
   * Changing it asks for a new certificate: a new paid order that renews the current one, or a reissue (`changeStrategy`).
   *
   * @default `{ algorithm: "ECDSA", ecdsaCurve: "P256" }`
   */
  readonly key?: TlsKeyArgs | undefined;
  /**
   * Further parts of the subject in the request. DigiCert takes the public key from a request and nothing else; they are for whoever reads the request.
   *
   * Changing it orders nothing, though a preview cannot yet tell that the key stays.
   *
   * @default the common name alone
   */
  readonly subject?: pulumi.Input<TlsSubjectArgs | undefined>;
  /** Changes what the parts are made with, each before it is made. @default none */
  readonly transform?: TlsTransforms | undefined;
}

/**
 * What kind of key. Its members are plain values, no outputs: they are part of the key's name in the state, which is how a change that is withdrawn finds
 * the key in use again.
 */
export interface TlsKeyArgs {
  /** @default `"ECDSA"` */
  readonly algorithm?: "ECDSA" | "RSA" | undefined;
  /** Refused at preview: one with RSA. @default `"P256"` */
  readonly ecdsaCurve?: "P256" | "P384" | "P521" | undefined;
  /** Refused at preview: any with ECDSA. @default 2048 */
  readonly rsaBits?: 2048 | 3072 | 4096 | undefined;
  /**
   * Any word; another word makes a new key, and asks for a certificate for it. A date, or a number that is counted up.
   *
   * Takes letters, digits, `.`, `_` and `-`, at most 64 of them.
   *
   * @default none
   */
  readonly trigger?: string | number | undefined;
}

/** Parts of a distinguished name (RFC 5280, 4.1.2.4). */
export interface TlsSubjectArgs {
  /** O. */
  readonly organization?: pulumi.Input<string | undefined>;
  /** OU. */
  readonly organizationalUnit?: pulumi.Input<string | undefined>;
  /** STREET. */
  readonly streetAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** L. */
  readonly locality?: pulumi.Input<string | undefined>;
  /** ST. */
  readonly province?: pulumi.Input<string | undefined>;
  /** PC. */
  readonly postalCode?: pulumi.Input<string | undefined>;
  /** C: two letters. */
  readonly country?: pulumi.Input<string | undefined>;
  /** SERIALNUMBER. */
  readonly serialNumber?: pulumi.Input<string | undefined>;
  /** The email address of PKCS #9. */
  readonly emailAddress?: pulumi.Input<string | undefined>;
}

/** What one part is made with, before it is made; what it returns is used instead. */
export type Transform<Args> = (
  args: Args,
  opts: pulumi.CustomResourceOptions,
) => { readonly args: Args; readonly opts: pulumi.CustomResourceOptions };

/** One for each part that the component makes. */
export interface TlsTransforms {
  readonly privateKey?: Transform<tls.PrivateKeyArgs> | undefined;
  readonly request?: Transform<tls.CertRequestArgs> | undefined;
  readonly certificate?: Transform<PrivateSslCertificateArgs> | undefined;
}
