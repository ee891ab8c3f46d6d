/** One life of a stack, measured command by command, of several variants side by side: what changes on the machine meanwhile meets all of them alike. */
import { providerText, typeToken } from "../sdk/providerText";
import { openAccount, type Account } from "./account";
import { newProject, type Carried, type Project } from "./project";
import { steps, type Row, type Step } from "./rows";
import { measureState, type StateReport } from "./stateBytes";
import type { VariantName } from "./variants";
import { withTrigger, type Wish } from "./wishes";

const commands: Readonly<Record<Step, readonly string[]>> = {
  create: ["up", "--yes", "--skip-preview"],
  "up without changes": ["up", "--yes", "--skip-preview"],
  "preview without changes": ["preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  "renew all": ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

export interface Life {
  readonly wishes: readonly Wish[];
  readonly repetition: number;
  readonly variants: readonly VariantName[];
  readonly steps: readonly Step[];
  readonly carried: Carried;
  /** As of `Date.now()`: no command begins after it. */
  readonly end: number;
}

interface Contender {
  readonly variant: VariantName;
  readonly account: Account;
  readonly project: Project;
}

/** Measures, and tells each row as soon as it is known. A command that fails ends the life of its variant. */
export async function measureLife(life: Life, tell: (row: Row, output: string) => void): Promise<void> {
  const contenders: Contender[] = [];
  try {
    for (const variant of life.variants) contenders.push(await newContender(variant, life));
    const failed = new Set<VariantName>();
    for (const step of steps.filter((each) => life.steps.includes(each))) {
      for (const contender of turned(contenders, life.repetition + steps.indexOf(step))) {
        if (failed.has(contender.variant) || Date.now() > life.end) continue;
        const { row, output } = await measure(contender, step, life);
        if (!row.succeeded) failed.add(contender.variant);
        tell(row, output);
      }
    }
  } finally {
    for (const { account, project } of contenders) {
      account.stop();
      project.remove();
    }
  }
}

export interface Learnt {
  readonly carried: Carried;
  /** Of the certificate when it was new. */
  readonly state: StateReport | undefined;
}

/** What (b) carries: what ours answers for one certificate, new and renewed, and what it adds to the inputs. */
export async function learnWhatIsCarried(wishes: readonly Wish[]): Promise<Learnt> {
  const account = await openAccount();
  const project = await newProject("ours", account);
  try {
    const outputsAfter = async (trigger: string) => {
      project.ask(withTrigger(wishes.slice(0, 1), trigger));
      const { succeeded, output } = await project.run(commands.create);
      if (!succeeded) throw new Error(`the first certificate of all failed\n${output}`);
      const { __provider: _, ...outputs } = project.outputs()[wishes[0]?.name ?? ""] ?? {};
      return outputs;
    };
    const created = await outputsAfter("first");
    const [state] = measureState(project.state());
    const renewed = await outputsAfter("second");
    const carried = {
      providerText: providerText.replaceAll("pulumi-digicert", "pulumi-nothings"),
      typeToken: typeToken.replace("digicert", "nothings"),
      hidden: { signatureHash: "sha256", __organization: "organization" },
      created,
      renewed,
    };
    return { carried, state };
  } finally {
    account.stop();
    project.remove();
  }
}

async function newContender(variant: VariantName, { wishes, carried }: Life): Promise<Contender> {
  const account = await openAccount();
  const project = await newProject(variant, account, carried);
  project.ask(withTrigger(wishes, "first"));
  return { variant, account, project };
}

/** Another one begins each time. */
function turned<T>(all: readonly T[], by: number): readonly T[] {
  const at = by % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
}

async function measure(
  { variant, account, project }: Contender,
  step: Step,
  { wishes, repetition }: Life,
): Promise<{ readonly row: Row; readonly output: string }> {
  if (step === "renew all") project.ask(withTrigger(wishes, "second"));
  await account.calls();
  const before = account.cpuSeconds();
  const { output, ...cost } = await project.run(commands[step]);
  const sandboxCpuSeconds = account.cpuSeconds() - before;
  const calls = await account.calls();
  const row = {
    size: wishes.length,
    repetition,
    variant,
    step,
    ...cost,
    sandboxCpuSeconds,
    stateBytes: Buffer.byteLength(project.state()),
    calls,
  };
  return { row, output };
}
