/** One stack of the soak: its program, its project, and what its state names. */
import type { Sandbox } from "../../sandbox";
import { newProject, type Project } from "../engine/harness";
import { secrets, type Certificate, type Wish } from "./certificate";
import type { PackageCopy } from "./packageCopy";

/** A certificate as the state file has it. */
export interface Recorded {
  readonly urn: string;
  readonly name: string;
  readonly outputs: Wish;
  /** Replaced, and waiting to be deleted. */
  readonly isDeleted: boolean;
}

export interface Stack {
  readonly name: string;
  readonly project: Project;
  /** What every certificate of it is declared with. */
  readonly base: Wish;
  /** Those of the program. */
  certificates: readonly Certificate[];
  /** Those that were taken out of it, and may come back. */
  gone: readonly Certificate[];
  /** Somebody changed something outside, or a deletion did not come to its end: only a refresh shows it. */
  needsRefresh: boolean;
  /** What the program has beside the certificates that is in its first run broken. */
  isBroken: boolean;
}

/** A call waits so long for its answer here, so that what is never answered takes no minute. */
const ANSWER_SECONDS = "15";

export async function newStack(
  name: string,
  base: Wish,
  { sandbox, copy }: { readonly sandbox: Sandbox; readonly copy: PackageCopy },
): Promise<Stack> {
  const project = await newProject({
    sandbox,
    program: "",
    name,
    nodeModules: copy.nodeModules,
    secrets,
    env: { PULUMI_DIGICERT_ANSWER_SECONDS: ANSWER_SECONDS },
  });
  return { name, project, base, certificates: [], gone: [], needsRefresh: false, isBroken: false };
}

/**
 * The program as its people have left it. Something uses each certificate, so that the engine has something to order. What is only previewed names no card:
 * among the engine's debugging messages are the inputs of all that a preview would change, secrets too.
 */
export function programOf({ certificates, isBroken }: Stack, { isPreviewed = false } = {}): string {
  const declared = certificates.map(({ name, aliases, wish, isExplicit, deletesFirst }) => {
    const { paymentMethod: _, creditCard: __, billingAddress: ___, ...unpaid } = wish;
    return { name, aliases, wish: isPreviewed ? unpaid : wish, isExplicit, deletesFirst };
  });
  return `
    const pulumi = require("@pulumi/pulumi");
    const digicert = require("pulumi-digicert");
    const config = new pulumi.Config("digicert");
    const verbs = {
      create: async (inputs) => {
        if (inputs.isBroken) throw new Error("no such luck");
        return { id: "balancer", outs: inputs };
      },
      update: async (id, olds, news) => {
        if (news.isBroken) throw new Error("no such luck");
        return { outs: news };
      },
    };
    class Balancer extends pulumi.dynamic.Resource {
      constructor(inputs) { super(verbs, "balancer", inputs); }
    }
    let known;
    const explicit = () => (known ??= new digicert.Provider("explicit", { apiKey: config.requireSecret("apiKey"), baseUrl: config.require("baseUrl") }));
    const serials = [];
    for (const { name, aliases, wish, isExplicit, deletesFirst } of ${JSON.stringify(declared)}) {
      const certificate = new digicert.PrivateSslCertificate(name, wish, {
        aliases: aliases.map((alias) => ({ name: alias })),
        deleteBeforeReplace: deletesFirst,
        ...(isExplicit ? { provider: explicit() } : {}),
      });
      serials.push(certificate.serialNumber);
    }
    new Balancer({ serials, isBroken: ${String(isBroken)} });`;
}

const TYPE = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";

interface StateFile {
  readonly checkpoint?: {
    readonly latest?: {
      readonly resources?: readonly { readonly urn: string; readonly type: string; readonly outputs?: Wish; readonly delete?: boolean }[];
    };
  };
}

/** From the state file as it lies there, which takes no command. */
export function recordedIn({ project }: Stack): readonly Recorded[] {
  const { checkpoint } = JSON.parse(project.stateFile() || "{}") as StateFile;
  return (checkpoint?.latest?.resources ?? [])
    .filter(({ type }) => type === TYPE)
    .map(({ urn, outputs = {}, delete: isDeleted = false }) => ({ urn, name: urn.split("::").at(-1) ?? "", outputs, isDeleted }));
}

/** What `pulumi stack export` says. */
export function exported({ project }: Stack): unknown {
  const { checkpoint } = JSON.parse(project.stateFile()) as StateFile;
  return { version: 3, deployment: checkpoint?.latest ?? {} };
}

/** Whose resource it is: one that was renamed is in the state under an old name until the next run. */
export function certificateOf({ certificates }: Stack, { name }: Pick<Recorded, "name">): Certificate | undefined {
  return certificates.find((each) => each.name === name || each.aliases.includes(name));
}

export interface Row {
  readonly orderId: number;
  readonly kind: string;
  readonly status: string;
  readonly recorded?: string;
  /** Digest of what it was asked with. */
  readonly wish?: string;
}

/** The rows of its ledger. */
export function ledgerOf({ outputs }: Recorded): readonly Row[] {
  return (outputs["orders"] ?? []) as readonly Row[];
}

/** The orders that it stands on: the current one, and one that is on its way. */
export function usedBy({ outputs }: Recorded): readonly number[] {
  const pending = (outputs["pendingOrder"] as { readonly orderId?: number } | undefined)?.orderId;
  return [outputs["orderId"], pending].filter((id): id is number => typeof id === "number");
}
