import * as pulumi from "@pulumi/pulumi";

/** Files of a load balancer that belong together, and what makes it read them. */
export interface DeployedFilesArgs {
  /** Where they lie; made if it is missing. */
  readonly folder: pulumi.Input<string>;
  /** Contents by name, for all to read (mode 644). */
  readonly files: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Contents by name, for their owner alone (mode 600). Secret in the state. */
  readonly secretFiles: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Run by `sh` once all of them are in place. Where it fails, what was there before is put back, and the run fails. */
  readonly reload: pulumi.Input<string>;
}

/** The same, as the provider process gets it. */
interface Deployment {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly secretFiles: Readonly<Record<string, string>>;
  readonly reload: string;
}

interface PlacedFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

function filesOf({ folder, files, secretFiles }: Deployment): readonly PlacedFile[] {
  const placed = (contents: Readonly<Record<string, string>>, mode: number) =>
    Object.entries(contents).map(([name, content]) => ({ path: `${folder}/${name}`, content, mode }));
  return [...placed(files, 0o644), ...placed(secretFiles, 0o600)];
}

/** Each by a rename, so that a reader finds the old file or the new one, never a part; and never one that others can read for a moment. */
async function write(files: readonly PlacedFile[]): Promise<void> {
  const { rename, rm, writeFile } = await import("node:fs/promises");
  for (const { path, content, mode } of files) {
    await rm(`${path}.new`, { force: true });
    await writeFile(`${path}.new`, content, { mode, flag: "wx" });
  }
  for (const { path } of files) await rename(`${path}.new`, path);
}

/** Those of the files that are there now, as they are. */
async function presentOf(files: readonly PlacedFile[]): Promise<readonly PlacedFile[]> {
  const { readFile } = await import("node:fs/promises");
  const found = await Promise.all(
    files.map(async (file) => ({ ...file, content: await readFile(file.path, "utf8").catch(() => undefined) })),
  );
  return found.flatMap(({ content, ...file }) => (content === undefined ? [] : [{ ...file, content }]));
}

async function deploy(wanted: Deployment): Promise<void> {
  const { mkdir } = await import("node:fs/promises");
  const { execFile } = await import("node:child_process");
  const { promisify } = await import("node:util");
  await mkdir(wanted.folder, { recursive: true });
  const files = filesOf(wanted);
  const before = await presentOf(files);
  await write(files);
  await promisify(execFile)("sh", ["-c", wanted.reload]).catch(async (error: unknown) => {
    await write(before);
    throw new Error(`${error instanceof Error ? error.message : "The reload failed"}\nThe files before it were put back.`);
  });
}

async function remove(files: readonly PlacedFile[]): Promise<void> {
  const { rm } = await import("node:fs/promises");
  for (const { path } of files) await rm(path, { force: true });
}

/** Pulumi stores its text with the resource; so all that it needs of Node is imported where it is used. */
const provider: pulumi.dynamic.ResourceProvider<Deployment, Deployment> = {
  async create(wanted) {
    await deploy(wanted);
    return { id: wanted.folder, outs: wanted };
  },
  async update(_id, before, wanted) {
    await deploy(wanted);
    const kept = new Set(filesOf(wanted).map(({ path }) => path));
    await remove(filesOf(before).filter(({ path }) => !kept.has(path)));
    return { outs: wanted };
  },
  // A load balancer that runs goes on with what it has read; it is not told to read what is gone.
  async delete(_id, before) {
    await remove(filesOf(before));
  },
};

/**
 * Writes files where Pulumi runs: on the load balancer itself, or on a machine that has its configuration mounted. From elsewhere, `@pulumi/command`
 * does the same over SSH.
 */
export class DeployedFiles extends pulumi.dynamic.Resource {
  constructor(name: string, args: DeployedFilesArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args, secretFiles: pulumi.secret(args.secretFiles) }, opts, "examples", "DeployedFiles");
  }
}
