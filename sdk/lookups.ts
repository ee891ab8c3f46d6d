import * as pulumi from "@pulumi/pulumi";

import type * as provider from "../provider/lookups";
import type {
  GetOrderArgs,
  GetOrderResult,
  GetOrganizationArgs,
  GetOrganizationResult,
  GetProductArgs,
  GetProductResult,
} from "../provider/lookups/results";
import { warnOfClearKey } from "./clearKey";
import { namedAccount, readerOf, type LookupOptions, type LookupOutputOptions } from "./lookupAccount";
import { LookupError } from "./lookupError";
import { isMocked, mocked } from "./lookupMocks";

/** The same members, each of which may be an output. */
type Inputs<A> = { readonly [N in keyof A]: pulumi.Input<A[N]> };

export type GetOrganizationOutputArgs = Inputs<GetOrganizationArgs>;
export type GetProductOutputArgs = Inputs<GetProductArgs>;
export type GetOrderOutputArgs = Inputs<GetOrderArgs>;

/**
 * Finds an active organisation of the account by its legal name or its display name.
 *
 * Fails, in a preview too, where there is none of that name, with the names there are; where it is not active; and where several have it, with their ids.
 *
 * @example
 *   const { id } = await digicert.getOrganization({ name: "Example Corporation" });
 */
export function getOrganization(args: GetOrganizationArgs, opts?: LookupOptions): Promise<GetOrganizationResult> {
  return lookUp(organization, args, opts);
}

/**
 * The same, for a name or an account that may be an output.
 *
 * @example
 *   organization: { id: digicert.getOrganizationOutput({ name: "Example Corporation" }).id },
 */
export function getOrganizationOutput(args: GetOrganizationOutputArgs, opts?: LookupOutputOptions): pulumi.Output<GetOrganizationResult> {
  return lookUpOutput(organization, args, opts);
}

/** Every organisation of the account, those that are not active too. */
export function listOrganizations(opts?: LookupOptions): Promise<GetOrganizationResult[]> {
  return lookUp(organizationList, {}, opts);
}

/** The same, for an account that may be an output. */
export function listOrganizationsOutput(opts?: LookupOutputOptions): pulumi.Output<GetOrganizationResult[]> {
  return lookUpOutput(organizationList, {}, opts);
}

/**
 * What may be ordered of a private SSL product: by which CAs, for how long, with which hashes.
 *
 * Fails, in a preview too, where the owner of the API key may not order it, with the products there are.
 */
export function getProduct(args: GetProductArgs, opts?: LookupOptions): Promise<GetProductResult> {
  return lookUp(product, args, opts);
}

/** The same, for a name or an account that may be an output. */
export function getProductOutput(args: GetProductOutputArgs, opts?: LookupOutputOptions): pulumi.Output<GetProductResult> {
  return lookUpOutput(product, args, opts);
}

/** The private SSL products that the owner of the API key may order. */
export function listProducts(opts?: LookupOptions): Promise<GetProductResult[]> {
  return lookUp(productList, {}, opts);
}

/** The same, for an account that may be an output. */
export function listProductsOutput(opts?: LookupOutputOptions): pulumi.Output<GetProductResult[]> {
  return lookUpOutput(productList, {}, opts);
}

/**
 * An order as it is now, whoever placed it. It is not followed to its renewals: `PrivateSslCertificate.get` does that, and gives the certificate itself.
 *
 * Fails, in a preview too, where the account has no such order.
 */
export function getOrder(args: GetOrderArgs, opts?: LookupOptions): Promise<GetOrderResult> {
  return lookUp(order, args, opts);
}

/** The same, for an id or an account that may be an output, such as the `orderId` of a certificate. */
export function getOrderOutput(args: GetOrderOutputArgs, opts?: LookupOutputOptions): pulumi.Output<GetOrderResult> {
  return lookUpOutput(order, args, opts);
}

interface Lookup<A extends object, T> {
  readonly name: string;
  /** What Pulumi's mocks call the list. */
  readonly list?: string;
  readonly ask: (lookups: provider.Lookups, args: A) => Promise<T>;
}

const organization = lookup("getOrganization", (lookups, args: GetOrganizationArgs) => lookups.getOrganization(args));
const organizationList = lookup("listOrganizations", (lookups) => lookups.listOrganizations(), "organizations");
const product = lookup("getProduct", (lookups, args: GetProductArgs) => lookups.getProduct(args));
const productList = lookup("listProducts", (lookups) => lookups.listProducts(), "products");
const order = lookup("getOrder", (lookups, args: GetOrderArgs) => lookups.getOrder(args));

function lookup<A extends object, T>(name: keyof provider.Lookups, ask: Lookup<A, T>["ask"], list?: string): Lookup<A, T> {
  return { name, ask, ...(list === undefined ? {} : { list }) };
}

type Texts = Readonly<Record<string, string>>;

async function lookUp<A extends object, T>(what: Lookup<A, T>, args: A, options: LookupOptions = {}): Promise<T> {
  const account = namedAccount(options);
  // No compiler may have kept an output out of the arguments. Pulumi's own functions wait for one that is known, too.
  const [asked, given] = await Promise.all([settled(args), settled(account.given)]);
  if (isMocked()) return mocked(what, asked.values);
  return await translated(({ lookups, notKnownYet }) => {
    const [unknown] = [...asked.unknown, ...given.unknown];
    if (unknown !== undefined) throw notKnownYet(what.name, unknown);
    return what.ask(lookups(readerOf(given.values, account)), asked.values as A);
  });
}

function lookUpOutput<A extends object, T>(what: Lookup<A, T>, args: Inputs<A>, options: LookupOutputOptions = {}): pulumi.Output<T> {
  const account = namedAccount(options);
  const waitedFor = [options.dependsOn ?? []].flat().map((each) => (pulumi.CustomResource.isInstance(each) ? each.id : each.urn));
  const all = pulumi.output({ args, given: account.given, waitedFor }) as unknown as pulumi.Output<{
    readonly args: A;
    readonly given: Texts;
  }>;
  return all.apply(({ args: known, given }) =>
    isMocked() ? mocked<T>(what, known) : translated(({ lookups }) => what.ask(lookups(readerOf(given, account)), known)),
  );
}

/** Left out of Pulumi's declarations; its own look-ups stand on them. */
interface Awaitable {
  promise(withUnknowns: true): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
}

/** What outputs come to, and the names of those that are not known yet. */
async function settled(inputs: object) {
  const all = Object.entries(inputs).map(async ([name, value]) => {
    const output = pulumi.output(value as unknown) as unknown as Awaitable;
    return { name, value: await output.promise(true), known: await output.isKnown };
  });
  const members = await Promise.all(all);
  return {
    values: Object.fromEntries(members.map(({ name, value }) => [name, value])) as Readonly<Record<string, unknown>>,
    unknown: members.filter(({ known }) => !known).map(({ name }) => name),
  };
}

/** Asks with what is loaded only now. An error of the table becomes one that Pulumi shows without a stack. */
async function translated<T>(ask: (loaded: typeof provider) => Promise<T>): Promise<T> {
  warnOfClearKey();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load the client with every program
  const loaded = require("../provider/lookups") as typeof provider;
  try {
    return await ask(loaded);
  } catch (error) {
    throw loaded.isDigicertError(error) ? shared(new LookupError(error.code, error.message)) : error;
  }
}

const MOST_SHARED = 100;
const failures = new Map<string, LookupError>();

/** The first error of the same words: Pulumi shows an error once, however many look-ups of a program fail by it. */
function shared(error: LookupError): LookupError {
  if (failures.size >= MOST_SHARED) failures.clear();
  const first = failures.get(error.message) ?? error;
  failures.set(error.message, first);
  return first;
}
