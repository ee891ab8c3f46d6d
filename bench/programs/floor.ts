// (a) What Pulumi itself costs: a dynamic resource that does nothing with the same inputs, as Pulumi's guide writes one.
import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";

interface Inputs {
  readonly renewal: { readonly trigger: string };
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs> = {
  diff: (_id, olds, news) => Promise.resolve({ changes: olds.renewal.trigger !== news.renewal.trigger }),
  create: (inputs) => Promise.resolve({ id: "100000001", outs: inputs }),
  read: (id, props) => Promise.resolve({ id, ...(props === undefined ? {} : { props }) }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
  delete: () => Promise.resolve(),
};

class Floor extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super(provider, name, inputs);
  }
}

const wishes = JSON.parse(readFileSync("wishes.json", "utf8")) as readonly { readonly name: string; readonly inputs: pulumi.Inputs }[];

for (const { name, inputs } of wishes) new Floor(name, inputs);
