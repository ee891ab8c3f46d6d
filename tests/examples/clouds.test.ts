import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isEngineRequired } from "../engine/running";
import { newSandbox } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { root } from "../support/repositoryFiles";
import { obtainCloudSdks } from "./cloudSdks";
import { orderByHand } from "./orderByHand";

const clouds = ["aws", "azure", "gcp", "kubernetes"] as const;

const sdks = obtainCloudSdks();
const describeWithSdks = sdks !== undefined || isEngineRequired() ? describe : describe.skip;

const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-clouds-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Checks the types of all programs against the SDKs, and writes them in JavaScript. One Pulumi for all: that of the repository. */
function compileAll(): string {
  if (sdks === undefined) throw new Error("The SDKs of the clouds are not there, and no registry can be reached");
  const own = join(root, "node_modules");
  const compilerOptions = {
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(own, "@types")],
    rootDir: join(root, "examples/clouds"),
    outDir: folder,
    paths: {
      "@pulumi/pulumi": [join(own, "@pulumi/pulumi")],
      "@pulumi/pulumi/*": [join(own, "@pulumi/pulumi/*")],
      "@pulumi/tls": [join(own, "@pulumi/tls")],
      "@pulumi/*": [join(sdks, "@pulumi/*")],
      "pulumi-digicert/tls": [join(root, "dist/sdk/tls/index.d.ts")],
    },
  };
  const files = clouds.map((cloud) => join(root, "examples/clouds", cloud, "index.ts"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const { stdout, stderr } = spawnSync(process.execPath, [join(own, "typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
  return stdout + stderr;
}

/** What a program asked for. `{ secret: … }` stands for what is secret. */
interface Asked {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Runs a program whose certificate is a real one: what it asked the cloud for, and what it exports. */
function run(cloud: (typeof clouds)[number], { known }: Issued, config: Readonly<Record<string, string>>) {
  const task = { program: join(folder, cloud, "index.js"), sdks, known, config: { organizationId: "123456", ...config } };
  const { stdout, stderr, status } = spawnSync(process.execPath, ["tools/runTypeScript.mjs", "tests/examples/mockedProgram.ts"], {
    cwd: root,
    input: JSON.stringify(task),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const { asked, outputs } = JSON.parse(stdout) as {
    readonly asked: readonly Asked[];
    readonly outputs: Readonly<Record<string, unknown>>;
  };
  const inputsOf = (type: string, name?: string) => {
    const found = asked.filter((each) => each.type === type && (name === undefined || each.name === name));
    expect(found).toHaveLength(1);
    return found[0]?.inputs ?? {};
  };
  return { inputsOf, outputs };
}

/** What the clouds make of what they are asked for. */
const madeByClouds = {
  "aws:acm/certificate:Certificate": { arn: "arn:api" },
  "azure:keyvault/certificate:Certificate": { versionlessSecretId: "https://vault/secrets/api" },
  "kubernetes:core/v1:Secret": { metadata: { name: "api-tls-0" } },
};

/** A certificate of the sandbox with its key, and what the mocks give for the parts of `PrivateTlsCertificate`. */
interface Issued {
  readonly privateKeyPem: string;
  readonly orderId: number;
  /** PEM, leaf first, root last. */
  readonly chain: readonly string[];
  readonly known: Readonly<Record<string, object>>;
}

async function newIssued(): Promise<Issued> {
  const { privateKeyPem, csrPem } = makeCsr(["api.corp.example"]);
  const { id: orderId, certificate_chain } = await orderByHand(await newSandbox(), "api.corp.example", csrPem);
  const chain = certificate_chain.map(({ pem }) => `${pem.replaceAll("\r\n", "\n").trim()}\n`);
  const spki = createPublicKey(privateKeyPem).export({ type: "spki", format: "der" });
  const known = {
    ...madeByClouds,
    "tls:index/privateKey:PrivateKey": { privateKeyPem, privateKeyPemPkcs8: privateKeyPem },
    "tls:index/certRequest:CertRequest": { certRequestPem: csrPem },
    "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate": {
      orderId,
      publicKeySha256: createHash("sha256").update(spki).digest("hex"),
      certificateChain: certificate_chain.map(({ subject_common_name }, at) => ({
        subjectCommonName: subject_common_name,
        pem: chain[at],
      })),
    },
  };
  return { privateKeyPem, orderId, chain, known };
}

/** The text of a secret; a text that is none fails. */
function secretText(value: unknown): string {
  expect(value).toEqual({ secret: expect.any(String) as string });
  return (value as { readonly secret: string }).secret;
}

function pemsIn(text: unknown): readonly string[] {
  return String(text).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? [];
}

describeWithSdks("the example for a cloud (skipped where its SDK cannot be had)", () => {
  let issued: Issued;
  let complaints = "";
  beforeAll(async () => {
    issued = await newIssued();
    complaints = compileAll();
  }, 300_000);

  it("compiles against the SDK that it names", () => {
    expect(complaints).toBe("");
  });

  it("gives AWS the leaf apart from its chain, the key as a secret, and the listener the certificate", () => {
    const config = { vpcId: "vpc-1", subnetIds: `["subnet-1"]`, securityGroupIds: `["sg-1"]` };
    const { inputsOf, outputs } = run("aws", issued, config);
    const [leaf, ...rest] = issued.chain;
    const imported = inputsOf("aws:acm/certificate:Certificate");
    expect(imported).toMatchObject({ certificateBody: leaf });
    expect(pemsIn(imported["certificateChain"])).toEqual(rest);
    const key = createPrivateKey(secretText(imported["privateKey"]));
    expect(new X509Certificate(String(imported["certificateBody"])).checkPrivateKey(key)).toBe(true);
    expect(inputsOf("aws:lb/listener:Listener", "https")).toMatchObject({ port: 443, protocol: "HTTPS", certificateArn: "arn:api" });
    expect(outputs).toMatchObject({ orderId: issued.orderId });
  }, 120_000);

  it("gives Azure's Key Vault one PEM, key and chain without the root, all of it secret, and the machines the id that has no version", () => {
    const { inputsOf } = run("azure", issued, { keyVaultId: "vault-1", scaleSetId: "set-1" });
    const imported = inputsOf("azure:keyvault/certificate:Certificate");
    const { secret } = imported["certificate"] as { readonly secret?: { readonly contents: string } };
    const pem = secret?.contents;
    expect(pem).toContain("-----BEGIN PRIVATE KEY-----");
    expect(pemsIn(pem)).toEqual(issued.chain.slice(0, -1));
    expect(imported).toMatchObject({ certificatePolicy: { secretProperties: { contentType: "application/x-pem-file" } } });
    const { settings } = inputsOf("azure:compute/virtualMachineScaleSetExtension:VirtualMachineScaleSetExtension");
    expect(JSON.parse(String(settings))).toMatchObject({
      secretsManagementSettings: { observedCertificates: [{ url: "https://vault/secrets/api" }] },
    });
  }, 120_000);

  it("gives Google leaf and chain in one, without the root, and a certificate that has no name of its own", () => {
    const { inputsOf } = run("gcp", issued, { region: "europe-west1", network: "default", instanceGroup: "group-1" });
    const certificate = inputsOf("gcp:compute/regionSslCertificate:RegionSslCertificate");
    expect(pemsIn(secretText(certificate["certificate"]))).toEqual(issued.chain.slice(0, -1));
    expect(secretText(certificate["privateKey"])).toBe(issued.privateKeyPem);
    expect(certificate).not.toHaveProperty("name");
    expect(inputsOf("gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy")).toMatchObject({ sslCertificates: ["api-id"] });
  }, 120_000);

  it("gives Kubernetes a TLS secret that has no name of its own, and the Ingress that secret", () => {
    const { inputsOf } = run("kubernetes", issued, {});
    const secret = inputsOf("kubernetes:core/v1:Secret");
    expect(secret).toMatchObject({ type: "kubernetes.io/tls" });
    const { secret: data } = secret["stringData"] as { readonly secret?: Readonly<Record<string, string>> };
    expect(pemsIn(data?.["tls.crt"])).toEqual(issued.chain.slice(0, -1));
    expect(data).toMatchObject({ "tls.key": issued.privateKeyPem, "ca.crt": issued.chain.at(-1) });
    expect(secret["metadata"]).toEqual({ namespace: "default" });
    expect(inputsOf("kubernetes:networking.k8s.io/v1:Ingress")).toMatchObject({ spec: { tls: [{ secretName: "api-tls-0" }] } });
    expect(pemsIn((inputsOf("kubernetes:core/v1:ConfigMap")["data"] as Readonly<Record<string, unknown>>)["ca.crt"])).toEqual(
      issued.chain.slice(-1),
    );
  }, 120_000);
});
