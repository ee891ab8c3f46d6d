/**
 * Years of a stack in a second: the real verbs against a real sandbox whose clock is moved with theirs, and what `pulumi stack export` would show
 * of it. For what is shown of a past: a test with an engine has one clock, and it cannot be moved.
 */
import { createCurrent } from "../../provider/lifecycle/current";
import { verbsOf } from "../../provider/privateSslCertificate";
import { version } from "../../provider/version";
import type { Sandbox } from "../../sandbox";
import { makeCsr } from "./csr";

type Properties = Readonly<Record<string, unknown>>;

/** The verbs as the engine calls them. */
interface Verbs {
  check(olds: Properties, news: Properties): Promise<{ readonly inputs: Properties }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ readonly changes: boolean }>;
  create(inputs: Properties): Promise<{ readonly id: string; readonly outs: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  read(id: string, props: Properties): Promise<{ readonly props: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** What the engine keeps of a certificate. */
interface Kept {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

const silent = {
  address: undefined,
  ready: () => Promise.resolve(),
  mayChange: () => undefined,
  say: () => undefined,
  said: () => Promise.resolve(),
};

const project = "shop";

/** A stack that lives in the past of its sandbox. */
export class PastStack {
  readonly #sandbox: Sandbox;
  readonly #name: string;
  readonly #resources = new Map<string, Kept>();
  #now = new Date();

  constructor(sandbox: Sandbox, name = "production") {
    this.#sandbox = sandbox;
    this.#name = name;
  }

  /** From here on it is that day, for the stack as for DigiCert. */
  async day(date: string): Promise<this> {
    this.#now = new Date(date);
    await this.#sandbox.setClock(this.#now);
    return this;
  }

  /** One `pulumi up` of one certificate: created at first; later whatever its plan asks for. A failure is kept as the engine keeps it. */
  async up(name: string, wish: Properties): Promise<void> {
    const verbs = this.#verbs();
    const known = this.#resources.get(name);
    const { inputs } = await verbs.check(known?.inputs ?? {}, this.#inputs(name, { ...known?.inputs, ...wish }));
    try {
      if (known === undefined) {
        const { id, outs } = await verbs.create(inputs);
        this.#resources.set(name, { id, inputs, outputs: outs });
      } else if ((await verbs.diff(known.id, known.outputs, inputs)).changes) {
        known.inputs = inputs;
        known.outputs = (await verbs.update(known.id, known.outputs, inputs)).outs;
      }
    } catch (error) {
      const { id, properties } = error as { readonly id?: string; readonly properties?: Properties };
      if (properties === undefined) throw error;
      this.#resources.set(name, { id: known?.id ?? id ?? "", inputs, outputs: properties });
    }
  }

  /** `pulumi refresh` of one certificate. */
  async refresh(name: string): Promise<void> {
    const known = this.kept(name);
    this.restore(name, { ...known, outputs: (await this.#verbs().read(known.id, known.outputs)).props });
  }

  /** `pulumi destroy` of one certificate. */
  async destroy(name: string): Promise<void> {
    const { id, outputs } = this.kept(name);
    await this.#verbs().delete(id, outputs);
    this.#resources.delete(name);
  }

  /** What is in the state of a certificate. */
  outputs(name: string): Properties {
    return this.kept(name).outputs;
  }

  /** What is saved of a certificate, to be restored as an older state is. */
  kept(name: string): Readonly<Kept> {
    const known = this.#resources.get(name);
    if (known === undefined) throw new Error(`The stack has no ${name}`);
    return { ...known };
  }

  restore(name: string, kept: Readonly<Kept>): void {
    this.#resources.set(name, { ...kept });
  }

  /** The text of `pulumi stack export`. */
  export(): string {
    const stack = `urn:pulumi:${this.#name}::${project}::pulumi:pulumi:Stack::${project}-${this.#name}`;
    const certificates = [...this.#resources].map(([name, { id, inputs, outputs }]) => ({
      urn: this.urn(name),
      custom: true,
      id,
      type: "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate",
      inputs: { ...inputs, __provider: "…" },
      outputs: { ...outputs, __provider: "…" },
      parent: stack,
    }));
    const resources = [{ urn: stack, custom: false, type: "pulumi:pulumi:Stack" }, ...certificates];
    const manifest = { time: this.#now.toISOString(), magic: "", version: "v3.259.0" };
    return JSON.stringify({ version: 3, deployment: { manifest, resources } }, undefined, 4);
  }

  /** How the engine names a certificate. */
  urn(name: string): string {
    return `urn:pulumi:${this.#name}::${project}::pulumi-nodejs:dynamic/digicert:PrivateSslCertificate::${name}`;
  }

  /** What a program gives, but for what it gives otherwise. */
  #inputs(name: string, wish: Properties): Properties {
    const commonName = typeof wish["commonName"] === "string" ? wish["commonName"] : `${name}.corp.example`;
    return {
      product: "private_ssl_plus",
      commonName,
      csr: wish["csr"] ?? makeCsr([commonName.replace(/[^\w.-]/g, "x")]).csrPem,
      organization: { id: 123456 },
      orderValidity: { years: 1 },
      ...wish,
      __urn: this.urn(name),
      __organization: "organization",
    };
  }

  #verbs(): Verbs {
    const clock = { now: () => this.#now, sleep: () => Promise.resolve() };
    const environment = { DIGICERT_API_KEY: this.#sandbox.apiKey, DIGICERT_BASE_URL: this.#sandbox.baseUrl };
    return verbsOf({ engine: silent, current: createCurrent(undefined), clock, environment, version }) as unknown as Verbs;
  }
}
