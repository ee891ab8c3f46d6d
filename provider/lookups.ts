import { connect, type CertCentral } from "./certcentral/client";
import type { Organization, Product } from "./certcentral/answers";
import { readConfiguration, type Configuration } from "./configuration";
import { DigicertError } from "./errors";
import { isNotFound } from "./lookups/isNotFound";
import { orderIdFrom, orderNotFound, orderResult } from "./lookups/order";
import { organizationNamed, organizationResult } from "./lookups/organization";
import { isPrivateSsl, noSuchProduct, privateSslIn, productResult } from "./lookups/product";
import { remembering } from "./lookups/remember";
import type * as results from "./lookups/results";
import { version } from "./version";

/** What a program can find out about its account. Nothing here orders or changes anything, so all of it runs in a preview, too. */
export interface Lookups {
  getOrganization(args: results.GetOrganizationArgs): Promise<results.GetOrganizationResult>;
  listOrganizations(): Promise<results.GetOrganizationResult[]>;
  getProduct(args: results.GetProductArgs): Promise<results.GetProductResult>;
  listProducts(): Promise<results.GetProductResult[]>;
  getOrder(args: results.GetOrderArgs): Promise<results.GetOrderResult>;
}

/** What look-ups stand on; tests put their own under them. */
export interface LookupGround {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** An account, and what it answered a moment ago. */
interface Account {
  readonly client: CertCentral;
  organizations(): Promise<readonly Organization[]>;
  products(): Promise<readonly Product[]>;
  product(name: string, containerId?: number): Promise<Product>;
}

/** The look-ups of whatever account the configuration names. Each account is connected once, so that its limits are kept by all who ask. */
export function createLookups({ environment, now }: LookupGround): (get: (key: string) => string | undefined) => Lookups {
  const accounts = new Map<string, Account>();

  function accountOf({ apiKey, baseUrl, region, problem }: Configuration): Account {
    if (problem !== undefined) throw problem;
    if (apiKey === undefined) throw new DigicertError("DIGICERT_NO_API_KEY");
    const name = `${baseUrl} ${apiKey}`;
    const account = accounts.get(name) ?? accountWith(connect({ apiKey, baseUrl, region, version, beforeChange }), now);
    accounts.set(name, account);
    return account;
  }

  return (get) => lookupsIn(() => accountOf(readConfiguration(get, environment)));
}

/** The look-ups of a program: its process and its clock. */
export const lookups = createLookups({ environment: process.env, now: Date.now });

export { isDigicertError } from "./errors";

/** For what a program passes as an output to the form of a look-up that does not wait. */
export function notKnownYet(lookup: string, what: string): DigicertError {
  return new DigicertError("DIGICERT_NOT_KNOWN_YET", { lookup, what });
}

function accountWith(client: CertCentral, now: () => number): Account {
  const organizations = remembering<readonly Organization[]>(now);
  const products = remembering<readonly Product[]>(now);
  const product = remembering<Product>(now);
  return {
    client,
    organizations: () => organizations("", () => client.organizations.list()),
    products: () => products("", () => client.products.list()),
    product: (name, containerId) => product(`${name} ${String(containerId)}`, () => client.products.info(name, containerId)),
  };
}

function lookupsIn(account: () => Account): Lookups {
  return {
    async getOrganization({ name }) {
      const { organizations, client } = account();
      return organizationResult(organizationNamed(name, await organizations(), client.account));
    },

    async listOrganizations() {
      return (await account().organizations()).map(organizationResult);
    },

    async getProduct({ name, containerId }) {
      const { product, products, client } = account();
      // A name from a program that no compiler checked may be that of a product of another kind.
      const found = isPrivateSsl(name) ? await unlessNotFound(product(name, containerId)) : undefined;
      if (found === undefined) throw noSuchProduct(name, await products(), client.account);
      return productResult(name, found);
    },

    async listProducts() {
      return privateSslIn(await account().products());
    },

    async getOrder({ orderId: given }) {
      const orderId = orderIdFrom(given);
      const { client } = account();
      try {
        return orderResult(await client.orders.info(orderId));
      } catch (error) {
        throw orderNotFound(error, orderId, client.account);
      }
    },
  };
}

async function unlessNotFound<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function beforeChange(): never {
  throw new Error("A look-up changes nothing");
}
