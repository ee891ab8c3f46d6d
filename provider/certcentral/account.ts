import type { ApiError } from "../errors";
import type { Organization, Product } from "./answers";
import { decoded, type Caller } from "./call";
import { flag, id, list, may, must, record, text, whole, type Decoder } from "./decode";

export interface Products {
  /** The products that the account may order. */
  list(): Promise<readonly Product[]>;
  /** One product, by the last part of its URL, such as `private_ssl_plus`. */
  info(nameId: string, containerId?: number): Promise<Product>;
}

export interface Organizations {
  /** All of them, however many pages that takes. */
  list(containerId?: number): Promise<readonly Organization[]>;
  info(organizationId: number): Promise<Organization>;
}

/** What a refusal is explained with. */
export interface Lookups {
  readonly products: Products;
  readonly organizations: Organizations;
}

export function productsOf(call: Caller): Products {
  return {
    async list() {
      return (await call({ method: "GET", path: "product", answer: decoded(products) })).products;
    },
    info: (nameId, containerId) =>
      call({ method: "GET", path: `product/${encodeURIComponent(nameId)}`, ...inContainer(containerId), answer: decoded(product) }),
  };
}

/** DigiCert's pages have hundreds of organisations: no account comes near it, and an answer that goes on for ever ends. */
const MOST_PAGES = 1_000;

export function organizationsOf(call: Caller): Organizations {
  return {
    async list(containerId) {
      const found = new Map<number, Organization>();
      for (let offset = 0, pages = 0, total = 1; offset < total && pages < MOST_PAGES; pages += 1) {
        const query = { ...inContainer(containerId).query, ...(offset === 0 ? {} : { offset }) };
        const page = await call({ method: "GET", path: "organization", query, answer: decoded(organizations) });
        // One that is added meanwhile moves the others, one of which then comes twice; a page with nothing new is the last one: nobody asks for ever.
        const isNew = page.organizations.some((each) => !found.has(each.id));
        for (const each of page.organizations) found.set(each.id, each);
        offset += page.organizations.length;
        total = isNew ? (page.total ?? 0) : 0;
      }
      return [...found.values()];
    },
    info: (organizationId) => call({ method: "GET", path: `organization/${String(organizationId)}`, answer: decoded(organization) }),
  };
}

function inContainer(containerId: number | undefined): { readonly query?: { readonly container_id: number } } {
  return containerId === undefined ? {} : { query: { container_id: containerId } };
}

type Body = Readonly<Record<string, unknown>>;

/** What would be allowed, where one look-up tells: completes the sentence about a refused order. A look-up that fails never hides the refusal. */
export async function explainRefusal(client: Lookups, name: string, body: Body, error: ApiError): Promise<string | undefined> {
  const said = error.errors.map(({ code, message }) => `${code} ${message}`).join(" ");
  const concern = concerns.find(({ about }) => about.test(said));
  if (concern === undefined) return undefined;
  try {
    return await concern.allowed(client, name, body);
  } catch {
    return undefined;
  }
}

interface Concern {
  readonly about: RegExp;
  readonly allowed: (client: Lookups, name: string, body: Body) => Promise<string | undefined>;
}

/** DigiCert's list of codes is not public as a whole, so its words decide; the narrower concern comes first. */
const concerns: readonly Concern[] = [
  { about: /ca_cert/i, allowed: async ({ products: { info } }, name, body) => allowedCas(await info(name, containerIn(body)), name) },
  {
    about: /signature_hash|hash/i,
    allowed: async ({ products: { info } }, name, body) => {
      const { signatureHashes } = await info(name, containerIn(body));
      return allowedSays(`signature_hash of ${name}`, signatureHashes);
    },
  },
  {
    about: /validity|expiration_date/i,
    allowed: async ({ products: { info } }, name, body) => {
      const { allowedOrderValidityYears, allowedValidityYears } = await info(name, containerIn(body));
      const years = allowedOrderValidityYears.length > 0 ? allowedOrderValidityYears : allowedValidityYears;
      return allowedSays(`validity in years of ${name}`, years.map(String));
    },
  },
  {
    about: /organi[sz]ation(?!_contact|_unit|\.(?!id\b)\w)/i,
    allowed: async ({ organizations: { list: all } }, _, body) => {
      const found = await all(containerIn(body));
      return allowedSays(
        "organization",
        found.filter(isActive).map(({ id: each, name }) => `${String(each)} (${name})`),
      );
    },
  },
  {
    about: /product/i,
    allowed: async ({ products: { list: all } }) => {
      const names = (await all()).map(({ nameId }) => nameId);
      return allowedSays(
        "product",
        names.filter((each) => each.startsWith("private_ssl")),
      );
    },
  },
];

function allowedCas({ allowedCaCerts }: Product, name: string): string | undefined {
  return allowedSays(
    `ca_cert_id of ${name}`,
    allowedCaCerts.map(({ id: each, name: called }) => `${each} (${called})`),
  );
}

/** Orders are for active ones only. */
export function isActive({ status, isActive: active }: Organization): boolean {
  return active ?? status !== "inactive";
}

/** An account may have hundreds of organisations: a message names some. */
const MOST_NAMED = 12;

/** Values as a sentence names them: the first dozen, and how many more there are. */
export function named(values: readonly string[]): string {
  const more = values.length > MOST_NAMED ? `, and ${String(values.length - MOST_NAMED)} more` : "";
  return `${values.slice(0, MOST_NAMED).join(", ")}${more}`;
}

function allowedSays(what: string, values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : `; allowed as ${what}: ${named(values)}`;
}

function containerIn(body: Body): number | undefined {
  const { container } = body;
  const given = typeof container === "object" && container !== null ? (container as { readonly id?: unknown }).id : undefined;
  return typeof given === "number" ? given : undefined;
}

const hashId: Decoder<string> = (value, at) => record({ id: must("id", text) })(value, at).id;

const product: Decoder<Product> = record({
  nameId: must("name_id", text),
  name: must("name", text),
  type: may("type", text),
  groupName: may("group_name", text),
  allowedContainerIds: list("allowed_container_ids", id),
  // Numbers in the list of products, texts in the info of one.
  allowedValidityYears: list("allowed_validity_years", whole),
  allowedOrderValidityYears: list("allowed_order_validity_years", whole),
  signatureHashes: list("signature_hash_types.allowed_hash_types", hashId),
  defaultSignatureHash: may("signature_hash_types.default_hash_type_id", text),
  allowedCaCerts: list("allowed_ca_certs", record({ id: must("id", text), name: must("name", text), chainInfo: may("chain_info", text) })),
  duplicatesAllowed: may("duplicates_allowed", flag),
  // In the info of one only.
  maxOrderValidityYears: may("max_multi_year_order_validity_years", whole),
  customExpirationDateAllowed: may("custom_expiration_date_allowed", flag),
  additionalDnsNamesAllowed: may("additional_dns_names_allowed", flag),
  autoRenewAllowed: may("allow_auto_renew", flag),
});

const products = record({ products: list("products", product) });

const organization: Decoder<Organization> = record({
  id: must("id", id),
  name: must("name", text),
  displayName: may("display_name", text),
  assumedName: may("assumed_name", text),
  status: may("status", text),
  isActive: may("is_active", flag),
  address: may("address", text),
  address2: may("address2", text),
  zip: may("zip", text),
  city: may("city", text),
  state: may("state", text),
  country: may("country", text),
  telephone: may("telephone", text),
  containerId: may("container.id", id),
});

const organizations = record({ organizations: list("organizations", organization), total: may("page.total", whole) });
