/** One certificate of a chain, leaf first. */
export interface ChainCertificate {
  /** Common name of its subject. */
  readonly subjectCommonName: string;
  /** PEM, line ends LF, one newline at the end. */
  readonly pem: string;
}

type Chain = readonly ChainCertificate[] | undefined;

export function leafOf(chain: Chain): string {
  return pems(chain, 0, 1);
}

export function intermediatesOf(chain: Chain): string {
  return pems(chain, 1, -1);
}

export function withoutRoot(chain: Chain): string {
  return pems(chain, 0, -1);
}

export function rootOf(chain: Chain): string {
  return pems(chain, -1);
}

export function withoutLeaf(chain: Chain): string {
  return pems(chain, 1);
}

/** An order without a certificate has no bundle: an empty text in a load balancer would be worse than an error. */
function pems(chain: Chain, from: number, to?: number): string {
  if (chain === undefined || chain.length === 0) {
    throw new Error("This order has no certificate yet: certificateChain is empty. Run `pulumi up` again when DigiCert has issued it.");
  }
  return chain
    .slice(from, to)
    .map((certificate) => certificate.pem)
    .join("");
}
