// The product as it is used.
import { readFileSync } from "node:fs";

import { PrivateSslCertificate, type PrivateSslCertificateArgs } from "pulumi-digicert";

const wishes = JSON.parse(readFileSync("wishes.json", "utf8")) as readonly {
  readonly name: string;
  readonly inputs: PrivateSslCertificateArgs;
}[];

for (const { name, inputs } of wishes) new PrivateSslCertificate(name, inputs);
