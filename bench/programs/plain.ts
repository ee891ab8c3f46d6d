// (c) How a competent user would write it today: a plain dynamic provider that calls CertCentral in place. It keeps connections alive, polls as ours does,
// stores each PEM once, and reads and deletes properly. What it lacks is what takes more: nothing keeps it from ordering twice, or from revoking what is in use.
import { readFileSync } from "node:fs";
import type * as http from "node:http";
import type * as https from "node:https";

import * as pulumi from "@pulumi/pulumi";
import type { AxiosInstance, AxiosStatic } from "axios";

interface Inputs {
  readonly product: string;
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly csr: string;
  readonly organization: { readonly id: number };
  readonly orderValidity: { readonly years: number };
  readonly renewal: { readonly trigger: string };
}

interface Outputs extends Inputs {
  readonly orderId: number;
  readonly certificateId: number;
  readonly orderStatus: string;
  readonly certificatePem: string;
  readonly chainPems: readonly string[];
}

interface Placed {
  readonly id: number;
  readonly certificate_id?: number;
  readonly certificate_chain?: readonly { readonly pem: string }[];
}

interface Order {
  readonly status: string;
  readonly certificate: { readonly id: number };
}

class CertificateProvider implements pulumi.dynamic.ResourceProvider<Inputs, Outputs> {
  private api!: AxiosInstance;

  configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    const axios = require("axios") as AxiosStatic;
    const { Agent } = require("node:http") as typeof http;
    const { Agent: SecureAgent } = require("node:https") as typeof https;
    this.api = axios.create({
      baseURL: config.get("digicert:baseUrl") ?? "https://www.digicert.com/services/v2",
      headers: { "X-DC-DEVKEY": config.require("digicert:apiKey"), "Content-Type": "application/json" },
      httpAgent: new Agent({ keepAlive: true }),
      httpsAgent: new SecureAgent({ keepAlive: true }),
    });
    return Promise.resolve();
  }

  diff(_id: string, olds: Outputs, news: Inputs): Promise<pulumi.dynamic.DiffResult> {
    const names = Object.keys(news).filter((name) => name !== "__provider") as (keyof Inputs)[];
    return Promise.resolve({ changes: names.some((name) => JSON.stringify(news[name]) !== JSON.stringify(olds[name])) });
  }

  async create(inputs: Inputs): Promise<pulumi.dynamic.CreateResult<Outputs>> {
    const outs = await this.ordered(inputs, {});
    return { id: String(outs.orderId), outs };
  }

  async update(_id: string, olds: Outputs, news: Inputs): Promise<pulumi.dynamic.UpdateResult<Outputs>> {
    return { outs: await this.ordered(news, { renewal_of_order_id: olds.orderId }) };
  }

  async read(id: string, props?: Outputs): Promise<pulumi.dynamic.ReadResult<Outputs>> {
    if (props === undefined) return { id };
    const { data } = await this.api.get<Order>(`order/certificate/${String(props.orderId)}`);
    return { id, props: { ...props, orderStatus: data.status } };
  }

  async delete(_id: string, props: Outputs): Promise<void> {
    await this.api.put(`order/certificate/${String(props.orderId)}/revoke`, { skip_approval: true, comments: "deleted by Pulumi" });
  }

  private async ordered(inputs: Inputs, renewal: { readonly renewal_of_order_id?: number }): Promise<Outputs> {
    const { data: placed } = await this.api.post<Placed>(`order/certificate/${inputs.product}`, {
      certificate: { common_name: inputs.commonName, dns_names: inputs.dnsNames, csr: inputs.csr, signature_hash: "sha256" },
      organization: inputs.organization,
      order_validity: inputs.orderValidity,
      ...renewal,
    });
    const certificateId = placed.certificate_id ?? (await this.issued(placed.id));
    const [leaf, ...others] = placed.certificate_chain ?? (await this.chain(certificateId));
    return {
      ...inputs,
      orderId: placed.id,
      certificateId,
      orderStatus: "issued",
      certificatePem: leaf?.pem ?? "",
      chainPems: others.map(({ pem }) => pem),
    };
  }

  private async issued(orderId: number): Promise<number> {
    for (let wait = 700; ; wait = Math.min(wait * 1.25, 30_000)) {
      const { data } = await this.api.get<Order>(`order/certificate/${String(orderId)}`);
      if (data.status === "issued") return data.certificate.id;
      if (data.status !== "pending" && data.status !== "processing") throw new Error(`order ${String(orderId)} is ${data.status}`);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  private async chain(certificateId: number): Promise<readonly { readonly pem: string }[]> {
    const { data } = await this.api.get<{ readonly intermediates: readonly { readonly pem: string }[] }>(
      `certificate/${String(certificateId)}/chain`,
    );
    return data.intermediates;
  }
}

const provider = new CertificateProvider();

class Certificate extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super(provider as pulumi.dynamic.ResourceProvider, name, {
      ...inputs,
      orderId: undefined,
      certificateId: undefined,
      orderStatus: undefined,
      certificatePem: undefined,
      chainPems: undefined,
    });
  }
}

const wishes = JSON.parse(readFileSync("wishes.json", "utf8")) as readonly { readonly name: string; readonly inputs: pulumi.Inputs }[];

for (const { name, inputs } of wishes) new Certificate(name, inputs);
