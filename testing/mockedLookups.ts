import type { GetOrderResult, GetOrganizationResult, GetProductResult, ProductName } from "../provider/lookups/results";

/** What of an answer a test must say; the rest has the values that most accounts have. */
type Told<T, K extends keyof T> = Pick<T, K> & Partial<Omit<T, K>>;

/** What the look-ups of a program find. A list that is given is all there is: what is not in it is not found. */
export interface MockedAccount {
  /** @default every name is found, with the id 123456 */
  readonly organizations?: readonly Told<GetOrganizationResult, "id" | "name">[];
  /** @default the four private SSL products */
  readonly products?: readonly Told<GetProductResult, "name">[];
  /** @default every order is found, and issued */
  readonly orders?: readonly Told<GetOrderResult, "orderId">[];
}

const tokens = "digicert:index:";
const DEFAULT_ORGANIZATION = 123456;
const privateSsl = [
  "private_ssl_flex",
  "private_ssl_plus",
  "private_ssl_wildcard",
  "private_ssl_multi_domain",
] as const satisfies readonly ProductName[];

/** True of what is asked by a look-up of this package. */
export function isLookup(token: string): boolean {
  return token.startsWith(tokens);
}

/** What a look-up finds in the account; lists under the names under which the look-ups expect them. */
export function mockedLookup(account: MockedAccount, token: string, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { organizations, products = allProducts(), orders } = account;
  switch (token.slice(tokens.length)) {
    case "getOrganization":
      return { ...organization(organizations, String(args["name"])) };
    case "listOrganizations":
      return { organizations: (organizations ?? [{ id: DEFAULT_ORGANIZATION, name: "Example Corporation" }]).map(wholeOrganization) };
    case "getProduct":
      return { ...wholeProduct(oneOf("product", products, (each) => each.name, args["name"])) };
    case "listProducts":
      return { products: products.map(wholeProduct) };
    case "getOrder":
      return { ...order(orders, Number(args["orderId"])) };
    default:
      throw refusal(`there is no look-up ${token}`);
  }
}

function organization(all: MockedAccount["organizations"], name: string): GetOrganizationResult {
  if (all === undefined) return wholeOrganization({ id: DEFAULT_ORGANIZATION, name });
  const active = all.map(wholeOrganization).filter((each) => each.isActive);
  return oneOf("organisation", active, (each) => each.name, name);
}

function order(all: MockedAccount["orders"], orderId: number): GetOrderResult {
  const found = all === undefined ? { orderId } : oneOf("order", all, (each) => each.orderId, orderId);
  return { status: "issued", dnsNames: [], requests: [], ...found };
}

/** The only one; an error names those that there are, as that of a real look-up does. */
function oneOf<T>(what: string, all: readonly T[], key: (each: T) => unknown, wanted: unknown): T {
  const [found, ...others] = all.filter((each) => key(each) === wanted);
  if (found !== undefined && others.length === 0) return found;
  const there = all.length === 0 ? "none at all" : all.map((each) => String(key(each))).join(", ");
  throw refusal(`the mocked account has ${found === undefined ? "no" : "more than one"} ${what} ${String(wanted)}; there are: ${there}`);
}

/** Of an error of a call Pulumi shows `details`, as gRPC has it, and nothing else. */
function refusal(message: string): Error {
  return Object.assign(new Error(message), { details: message });
}

function allProducts(): NonNullable<MockedAccount["products"]> {
  return privateSsl.map((name) => ({ name }));
}

function wholeOrganization(told: Told<GetOrganizationResult, "id" | "name">): GetOrganizationResult {
  return { isActive: true, ...told };
}

function wholeProduct(told: Told<GetProductResult, "name">): GetProductResult {
  return {
    displayName: told.name,
    allowedCaCertificates: [],
    allowedSignatureHashes: ["sha256", "sha384", "sha512"],
    defaultSignatureHash: "sha256",
    allowedValidityYears: [1, 2, 3],
    allowedContainerIds: [],
    ...told,
  };
}
