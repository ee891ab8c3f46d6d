/**
 * For as long as it is given: rounds in which several stacks, that share one account and one key, each get a change of their program and a command, while
 * requests meet chaos, processes are killed, people act at DigiCert, and time passes. Every few rounds all comes to rest, and the books are compared.
 */
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startSandbox, type AccountSettings, type FaultScript, type Sandbox } from "../../sandbox";
import { accountForEveryChange } from "../support/everyChange";
import { compareBooks } from "./books";
import { nextCommand, pause, runCommand } from "./command";
import { diceFor, type Dice } from "./dice";
import { newSettings, somebodyActs, somebodyDecides, type World } from "./outside";
import { copyPackage, type PackageCopy } from "./packageCopy";
import { LATE_MS, settle, undeclared } from "./settle";
import { newStack } from "./stack";
import { count, newTally, type Tally } from "./tally";
import { Watch } from "./watch";

export interface SoakOptions {
  readonly seed: number;
  /** Whether the account requires unique alternative order ids. */
  readonly uniqueIds: boolean;
  /** Whether another round begins, by how many there were and how long they took. */
  readonly goesOn: (rounds: number, minutes: number) => boolean;
  /** Where it says what it does, and keeps what failed. */
  readonly folder: string;
}

const ROUNDS_PER_COMPARISON = 5;
const DAY_SECONDS = 86_400;

const account: Partial<AccountSettings> = {
  ...accountForEveryChange,
  approval: "manual",
  customFields: [{ id: 12, label: "Invoice #" }],
};

/** What is found to be wrong is thrown, with all that it takes to repeat it. */
export async function soak(options: SoakOptions): Promise<Tally> {
  const copy = copyPackage();
  const sandbox = await startSandbox({ strict: true, accounts: [{ ...account, uniqueAlternativeOrderIds: options.uniqueIds }] });
  try {
    return await new Soak(options, sandbox, copy).run();
  } finally {
    await sandbox.stop();
    copy.remove();
  }
}

class Soak {
  readonly #options: SoakOptions;
  readonly #sandbox: Sandbox;
  readonly #copy: PackageCopy;
  readonly #tally: Tally;
  readonly #started = Date.now();
  #names = 0;

  constructor(options: SoakOptions, sandbox: Sandbox, copy: PackageCopy) {
    this.#options = options;
    this.#sandbox = sandbox;
    this.#copy = copy;
    this.#tally = newTally(options.seed, options.uniqueIds);
  }

  async run(): Promise<Tally> {
    mkdirSync(this.#options.folder, { recursive: true });
    const about = { sandbox: this.#sandbox, copy: this.#copy };
    const stacks = [
      await newStack("plain", { skipApproval: true }, about),
      await newStack("approved", { issuance: { timeoutSeconds: 2 } }, about),
      await newStack("reissued", { skipApproval: true, changeStrategy: "auto" }, about),
    ];
    const watch = new Watch(this.#sandbox, stacks, this.#tally);
    const world: World = { sandbox: this.#sandbox, stacks, watch, tally: this.#tally };
    try {
      while (this.#options.goesOn(this.#tally.rounds, this.#minutes())) await this.#round(world);
      this.#tally.finished = true;
      await this.#compare(world);
    } catch (error) {
      await this.#keep(world, error);
      throw error;
    }
    for (const { project } of stacks) await project.close();
    return this.#tally;
  }

  #minutes(): number {
    return (Date.now() - this.#started) / 60_000;
  }

  async #round(world: World): Promise<void> {
    const { tally, stacks, watch } = world;
    const round = (tally.rounds += 1);
    const dice = diceFor(`${String(this.#options.seed)} ${String(round)}`);
    await this.#between(world, dice);
    const now = await this.#sandbox.clock();
    const about = { dice, now, tally, nth: () => (this.#names += 1) };
    const commands = stacks.map((stack) => nextCommand(stack, about));
    tally.certificatesAtMost = Math.max(tally.certificatesAtMost, stacks.flatMap(({ certificates }) => certificates).length);
    await this.#sandbox.faults(faultsOf(dice));
    const meant = new Map(commands.map(({ stack, deletes }) => [stack, deletes]));
    await watch.commands(round, meant, now, async () => {
      const done = await Promise.all(commands.map((command) => runCommand(command, about, this.#sandbox)));
      await this.#say(round, `${now.toISOString().slice(0, "yyyy-mm-dd".length)} ${done.join(" | ")}`);
      if ((await this.#sandbox.journal()).some(({ fault }) => fault?.endsWith("late") === true)) await pause(LATE_MS);
    });
    await this.#endOfRound(world);
    if (round % ROUNDS_PER_COMPARISON === 0) await this.#compare(world);
  }

  /** What happens while nobody runs anything. */
  async #between(world: World, dice: Dice): Promise<void> {
    const { watch, tally } = world;
    if (dice.chance(0.25)) {
      const days = dice.one([1, 5, 20, 60]);
      await watch.time(() => this.#sandbox.advance(days * DAY_SECONDS));
      tally.daysPassed += days;
    }
    await watch.outside(async () => {
      await somebodyDecides(world, dice);
      if (dice.chance(0.2)) await somebodyActs(world, dice);
      if (dice.chance(0.3)) await this.#sandbox.configure(newSettings(dice));
    });
  }

  async #endOfRound({ watch, tally, stacks }: World): Promise<void> {
    const journal = await this.#sandbox.journal();
    await this.#sandbox.clearJournal();
    tally.calls += journal.length;
    for (const { fault } of journal) if (fault !== undefined) count(tally.faults, fault.replace(/^chaos: /, ""));
    for (const { project } of stacks) project.letGo();
    if (watch.found.length > 0) throw new Error(watch.found.join("\n"));
  }

  /** All comes to rest, and the books are held against the states. */
  async #compare(world: World): Promise<void> {
    const { stacks, tally, watch } = world;
    const now = await this.#sandbox.clock();
    const restless = { problems: [] as readonly string[] };
    await watch.commands(tally.rounds, undeclared(stacks), now, async () => {
      restless.problems = await settle({ ...world, round: tally.rounds, now });
    });
    await this.#endOfRound(world);
    const problems = [...restless.problems, ...(await compareBooks({ ...world, copy: this.#copy, now }))];
    await this.#sandbox.clearJournal();
    await this.#say(
      tally.rounds,
      problems.length === 0 ? `the books hold: ${JSON.stringify(tally.orders)}, left ${JSON.stringify(tally.leftovers)}` : "FAILED",
    );
    if (problems.length > 0) throw new Error(problems.join("\n"));
    tally.minutes = Math.floor(this.#minutes());
    // Of a run that is cut off, what it came to until then.
    writeFileSync(join(this.#options.folder, "results.json"), JSON.stringify(tally, undefined, 2));
  }

  async #say(round: number, text: string): Promise<void> {
    const line = `  ${this.#minutes().toFixed(1)} min, round ${String(round)}, ${String((await this.#sandbox.orders()).length)} orders: ${text}\n`;
    appendFileSync(join(this.#options.folder, "soak.log"), line);
    process.stderr.write(line);
  }

  /** All that it takes to look into it. */
  async #keep({ stacks, watch, tally }: World, error: unknown): Promise<void> {
    const { folder } = this.#options;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const known = [...watch.known].map(([id, { round, asked, certificate, stack }]) => ({
      id,
      round,
      asked,
      stack: stack.name,
      name: certificate.name,
    }));
    const programs = stacks.map(({ name, certificates, gone }) => ({ name, certificates, gone }));
    const all = {
      error: message,
      tally,
      clock: await this.#sandbox.clock(),
      programs,
      known,
      orders: await this.#sandbox.orders(),
      journal: await this.#sandbox.journal(),
    };
    writeFileSync(join(folder, "failure.json"), JSON.stringify(all, undefined, 2));
    for (const { name, project } of stacks)
      cpSync(project.folder, join(folder, name), { recursive: true, filter: (path) => !/node_modules|package\.json$/.test(path) });
    process.stderr.write(
      `Failed with --seed ${String(this.#options.seed)} in round ${String(tally.rounds)}; all is kept in ${folder}\n${message}\n`,
    );
  }
}

/** Of half of the rounds; its share changes with them. */
function faultsOf(dice: Dice): readonly FaultScript[] {
  const rate = dice.one([0, 0, 0.03, 0.06, 0.12, 0.25]);
  const seed = dice.whole(2 ** 30);
  return rate === 0 ? [] : [{ do: "chaos", seed, rate, times: "always" }];
}
