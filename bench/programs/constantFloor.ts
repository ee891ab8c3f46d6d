// (b) The same with a constant text as `__provider`, of the length of ours, carrying to the byte what ours carries: its inputs, hidden ones too, and its outputs.
import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";

interface Carried {
  readonly providerText: string;
  readonly typeToken: string;
  readonly hidden: pulumi.Inputs;
}

const { providerText, typeToken, hidden } = JSON.parse(readFileSync("carried.json", "utf8")) as Carried;

class ConstantFloor extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    const urn = `urn:pulumi:bench::certificates::${typeToken}::${name}`;
    super(typeToken, name, { ...inputs, ...hidden, __urn: urn, __provider: providerText });
  }
}

const wishes = JSON.parse(readFileSync("wishes.json", "utf8")) as readonly { readonly name: string; readonly inputs: pulumi.Inputs }[];

for (const { name, inputs } of wishes) new ConstantFloor(name, inputs);
