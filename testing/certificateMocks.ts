import { setImmediate } from "node:timers";

import * as pulumi from "@pulumi/pulumi";

import type { Plain } from "../provider/request/field";
import { typeToken } from "../sdk/providerText";
import { newCertificateRequest } from "./certificateRequest";
import { checkedCertificate, issuedCertificate, type MockedOrder } from "./mockedCertificate";
import { newDeclaredResources, type DeclaredResources, type MockedResource } from "./declaredResources";
import { isLookup, mockedLookup, type MockedAccount } from "./mockedLookups";
import { mockedTls, tlsTypes, type MockedTls, type TlsType } from "./mockedTls";
import { plainInputs, secretAgain } from "./plainInputs";

export interface CertificateMocksOptions {
  /** Your own mocks, for every other resource and for calls. @default outputs are the inputs; calls answer what they are given */
  readonly mocks?: Partial<Pick<pulumi.runtime.Mocks, "newResource" | "call">>;
  /** What the look-ups of the program (`getOrganization`, …) find. @default what most accounts have */
  readonly account?: MockedAccount;
  /** When the certificates are issued. @default the real time */
  readonly now?: Date;
  /**
   * What a certificate leads to that a preview would refuse. `"fail"`: an error that nobody handles, by which every test runner fails the test, whether or
   * not it looks at this certificate; `"collect"`: nothing, for a test of what is wrong. Either way `problems` tells why, and the program goes on with a
   * certificate for `refused.invalid`. @default `"fail"`
   */
  readonly onProblem?: "fail" | "collect";
  /** Whether `tls.PrivateKey` and `tls.CertRequest` get real keys and requests; `false` leaves them to `mocks`. @default true */
  readonly tls?: boolean;
}

/** Pulumi's mocks, and what they saw. */
export interface CertificateMocks extends pulumi.runtime.Mocks, Omit<DeclaredResources, "add"> {
  /** What `pulumi preview` would say beside the certificates: warnings, and that an order is paid. */
  readonly messages: readonly string[];
  /** Why a preview would refuse, each as `name: input reason`. */
  readonly problems: readonly string[];
  /** The only `PrivateSslCertificate` of this name. */
  certificate(name: string): MockedResource;
}

type Result = pulumi.runtime.MockResourceResult;
type Declared = pulumi.runtime.MockResourceArgs;

/** Where the ids of the sandbox begin, too. */
const FIRST_ORDER = 100_000_001;
const FIRST_CERTIFICATE = 500_000_001;
const providerType = "pulumi:providers:pulumi-nodejs";

/**
 * Mocks for `pulumi.runtime.setMocks`: each `PrivateSslCertificate` is checked as in a preview, and comes to a real throw-away chain for its names and the
 * key of its CSR, with every other output as the provider makes it.
 */
export function certificateMocks(options: CertificateMocksOptions = {}): CertificateMocks {
  const declaredSoFar = newDeclaredResources();
  const messages: string[] = [];
  const problems: string[] = [];
  /** The account of each explicit provider, by its name. */
  const accounts = new Map<string, Plain>();
  const nowIs = () => options.now ?? new Date();
  let orders = 0;

  function nextOrder(): MockedOrder {
    orders += 1;
    return { orderId: FIRST_ORDER + orders - 1, certificateId: FIRST_CERTIFICATE + orders - 1 };
  }

  async function ordered(declared: Declared): Promise<Result> {
    const { values, secrets } = plainInputs(declared.inputs as Plain);
    const wanted = await accepted(declared, values);
    if (pulumi.runtime.isDryRun()) return asPreviewed(declared, values);
    const order = nextOrder();
    return asMade(declared, values, { id: String(order.orderId), outputs: await issuedCertificate(wanted, order, nowIs()), secrets });
  }

  /** The wish, with the defaults of the configuration; or why there is none. */
  async function accepted({ name, provider }: Declared, values: Plain): Promise<Plain> {
    const account = accounts.get(nameIn(provider));
    const { inputs, ...found } = await checkedCertificate(
      values,
      nowIs(),
      account === undefined ? pulumi.runtime.getConfig : textsIn(account),
    );
    messages.push(...found.messages.map((message) => `${name}: ${message}`));
    if (found.problems.length === 0) return inputs;
    if (options.onProblem !== "collect") failTheTest(`A preview would refuse the certificate ${name}:\n  ${found.problems.join("\n  ")}`);
    problems.push(...found.problems.map((problem) => `${name}: ${problem}`));
    return { ...values, ...(await standIn("refused.invalid")) };
  }

  /** `PrivateSslCertificate.get`: in a preview, too, since looking changes nothing. */
  async function lookedAt(declared: Declared, id: string): Promise<Result> {
    const order = { ...nextOrder(), orderId: Number(id) };
    return asMade(
      declared,
      {},
      { id, outputs: await issuedCertificate(await standIn(`order-${id}.invalid`), order, nowIs()), secrets: new Set() },
    );
  }

  async function keyOrRequest(declared: Declared, type: TlsType): Promise<Result> {
    const { values } = plainInputs(declared.inputs as Plain);
    return pulumi.runtime.isDryRun() ? asPreviewed(declared, values) : asMade(declared, values, await mockedTls(type, values));
  }

  async function another(declared: Declared): Promise<Result> {
    const { type, name, id = "" } = declared;
    const inputs = declared.inputs as Plain;
    const { values } = plainInputs(inputs);
    const result = await (options.mocks?.newResource?.(declared) ?? { id: id === "" ? `${name}-id` : id, state: inputs });
    if (type === providerType) accounts.set(name, values);
    declaredSoFar.add({ type, name, inputs: values, outputs: plainInputs(result.state).values });
    return result;
  }

  function asMade({ type, name }: Declared, inputs: Plain, { id, outputs, secrets }: MockedTls): Result {
    declaredSoFar.add({ type, name, inputs, outputs });
    return { id, state: secretAgain(outputs, secrets) };
  }

  /** A preview knows what is asked for, and nothing of what it comes to. */
  function asPreviewed({ type, name, inputs }: Declared, values: Plain): Result {
    declaredSoFar.add({ type, name, inputs: values, outputs: {} });
    return { id: undefined, state: inputs as Plain };
  }

  return {
    resources: declaredSoFar.resources,
    resource: declaredSoFar.resource,
    certificate: (name) => declaredSoFar.resource(name, typeToken),
    messages,
    problems,
    newResource: async (declared) => {
      const { type, id = "" } = declared;
      if (type === typeToken) return id === "" ? ordered(declared) : lookedAt(declared, id);
      return isTls(type) && options.tls !== false ? keyOrRequest(declared, type) : another(declared);
    },
    call: (called) => {
      const inputs = called.inputs as pulumi.runtime.MockCallResult;
      if (isLookup(called.token)) return mockedLookup(options.account ?? {}, called.token, inputs);
      return options.mocks?.call?.(called) ?? inputs;
    },
  };
}

/**
 * An error that the mock threw would reject every output of the resource, a hundred rejections in the runner's report; and mocha lets rejections pass that
 * nobody handles. What is thrown where nobody can catch it fails the test in every runner, once.
 */
function failTheTest(message: string): void {
  const error = new Error(message);
  // It leads to the mocks, and nobody looks for the mistake there.
  error.stack = `Error: ${message}`;
  setImmediate(() => {
    throw error;
  });
}

function isTls(type: string): type is TlsType {
  return tlsTypes.some((each) => each === type);
}

/** The name at the end of a reference to a provider: its URN, and its id. */
function nameIn(reference = ""): string {
  return reference.split("::").at(-2) ?? "";
}

function textsIn(account: Plain): (key: string) => string | undefined {
  return (key) => {
    const value = account[key];
    return typeof value === "string" ? value : undefined;
  };
}

/** The least that a certificate needs: for one whose inputs are refused, or not known. */
async function standIn(commonName: string): Promise<Plain> {
  const { csrPem } = await newCertificateRequest({ commonName });
  const dnsNames: readonly string[] = [];
  return { product: "private_ssl_plus", commonName, dnsNames, csr: csrPem, orderValidity: { years: 1 }, organization: { id: 1 } };
}
