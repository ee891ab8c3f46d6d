/** A row of the table: what a team asks for. */
export interface Service {
  readonly team: string;
  readonly names: readonly [commonName: string, ...others: string[]];
  /** @default `"private_ssl_plus"` */
  readonly product?: "private_ssl_plus" | "private_ssl_wildcard";
}

/** Teams add a row in a pull request, whose preview says what it costs. The name of a row never changes: the certificate is found again by it. */
export const services: Readonly<Record<string, Service>> = {
  billing: { team: "finance@corp.example", names: ["billing.corp.example"] },
  catalogue: { team: "shop@corp.example", names: ["catalogue.corp.example", "catalog.corp.example"] },
  checkout: { team: "shop@corp.example", names: ["checkout.corp.example", "pay.corp.example"] },
  "internal-tools": { team: "platform@corp.example", names: ["*.tools.corp.example"], product: "private_ssl_wildcard" },
  search: { team: "shop@corp.example", names: ["search.corp.example"] },
};
