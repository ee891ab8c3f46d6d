import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describeWithEngine } from "../engine/harness";
import { recordExchanges, runCell, type CellOptions, type Exchange } from "./cell";
import { faultKinds, lateKinds, type FaultKind } from "./kinds";
import { scenarios, type Mode, type Scenario, type ScenarioName } from "./scenarios";

/** One row of the table that the matrix prints and docs/reference/faults.md shows. */
export interface Row {
  readonly scenario: string;
  readonly mode: string;
  readonly exchange: string;
  readonly fault: string;
  readonly unique: boolean;
  readonly passed: boolean;
  readonly runs?: number;
  readonly orders?: number;
  readonly wanted?: number;
  /** Orders one too many that the window left open with uniqueness off: named by `orphans`, and counted apart. */
  readonly duplicates?: number;
  readonly error?: string;
}

const root = join(__dirname, "../..");
const stamp = join(root, "node_modules/.cache/pulumi-digicert/built");
const isWhole = process.env["PULUMI_DIGICERT_FAULTS"] === "all";

/** Results are kept by what was built, so that a run that was cut off goes on where it was. */
function resultsFile(): string {
  const built = existsSync(stamp) ? readFileSync(stamp, "utf8").slice(0, 16) : "unbuilt";
  mkdirSync(join(root, "reports/faults"), { recursive: true });
  return join(root, "reports/faults", `${built}.jsonl`);
}

function rowsSoFar(): readonly Row[] {
  const file = resultsFile();
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line) as Row);
}

interface Cell {
  readonly options: CellOptions;
  readonly exchange: Exchange;
  readonly kind: FaultKind;
}

/** All cells of a scenario, or with `npm test` those at which most is at stake. */
export function describeMatrix(scenario: ScenarioName): void {
  const declared: Scenario = scenarios[scenario];
  describeWithEngine(`${scenario}, with a fault at every exchange`, () => {
    const modes = isWhole ? declared.modes : declared.modes.slice(0, 1);
    it.each(modes)(
      "%s: no order twice, none lost, nothing in use taken away",
      async (mode) => {
        const cells = await cellsOf(scenario, mode);
        const failures: string[] = [];
        for (const [index, cell] of cells.entries()) {
          const row = await rowOf(cell);
          say(
            `${String(index + 1)}/${String(cells.length)} ${titleOf(row)}: ${row.passed ? `held, after ${String(row.runs)} more` : "FAILED"}`,
          );
          if (!row.passed) failures.push(`${titleOf(row)}\n${row.error ?? ""}`);
        }
        if (failures.length > 0) throw new Error(failures.join("\n\n"));
        expect(cells.length).toBeGreaterThan(0);
      },
      7_200_000,
    );
  });
}

async function cellsOf(scenario: ScenarioName, mode: Mode): Promise<readonly Cell[]> {
  const options = { scenario, mode };
  const exchanges = newIn(options, await recordExchanges(options));
  const all = exchanges.flatMap((exchange) => kindsFor(exchange).map((kind) => ({ options, exchange, kind })));
  // How the order is answered has no part in when it arrives.
  const ordering = mode === scenarios[scenario].modes[0] ? exchanges.filter(isOrder) : [];
  const late = ordering.flatMap((exchange) =>
    lateKinds.flatMap((kind) => [true, false].map((unique) => ({ options: { ...options, unique }, exchange, kind }))),
  );
  return isWhole ? [...all, ...late] : all.filter(isSelected);
}

/**
 * What is read before anything is asked for is the same however the account answers: it meets its faults in the first mode. After that, what is read
 * twice is a poll; and once a person has approved, what is read is what it is after any wait. Calls that change something come first: a run that is cut
 * off has met what matters most.
 */
function newIn({ scenario, mode }: CellOptions, exchanges: readonly Exchange[]): readonly Exchange[] {
  const first = exchanges.findIndex(isChange);
  // Of an adoption, which changes nothing, all that is read may be answered otherwise.
  const isKnown = mode !== scenarios[scenario].modes[0] && first >= 0;
  const met = isKnown
    ? exchanges.slice(first).filter((exchange, _, all) => isChange(exchange) || isFirstOfItsCall(exchange, all))
    : exchanges;
  const fresh = isKnown && mode === "needs approval" ? met.filter(({ call }) => !call.endsWith("/chain")) : met;
  return [...fresh.filter(isChange), ...fresh.filter((exchange) => !isChange(exchange))];
}

function isFirstOfItsCall({ call, nth }: Exchange, among: readonly Exchange[]): boolean {
  return among.every((other) => other.call !== call || other.nth >= nth);
}

function isChange({ call }: Exchange): boolean {
  return !call.startsWith("GET ");
}

function kindsFor(exchange: Exchange): readonly FaultKind[] {
  return isChange(exchange) ? faultKinds : faultKinds.filter(({ ofChangesOnly }) => ofChangesOnly !== true);
}

function isOrder({ call }: Exchange): boolean {
  return call.startsWith("POST /order/certificate/private_ssl");
}

/** The call of each scenario at which most is at stake. */
const decisive: Readonly<Record<ScenarioName, RegExp>> = {
  create: /^POST/,
  "renew by change": /^POST/,
  "renew by time": /^POST/,
  reissue: /^POST/,
  edit: /^PUT .*additional-emails$/,
  adopt: /^GET .*\{id\}$/,
  delete: /^PUT .*revoke$/,
};

/** At the call that spends or takes away, the faults after which nobody knows whether it was carried out. */
function isSelected({ options, exchange: { call, nth }, kind }: Cell): boolean {
  const isDecisive = nth === 1 && decisive[options.scenario].test(call);
  return isDecisive && /^(provider killed after|command killed before)/.test(kind.name);
}

async function rowOf({ options, exchange, kind }: Cell): Promise<Row> {
  const { scenario, mode, unique = true } = options;
  const about = { scenario, mode, exchange: `${exchange.call} #${String(exchange.nth)}`, fault: kind.name, unique };
  const known = isWhole ? rowsSoFar().find((row) => titleOf(row) === titleOf(about)) : undefined;
  if (known?.passed === true) return known;
  const row = { ...about, wanted: scenarios[scenario].orders, ...(await outcomeOf(options, exchange, kind)) };
  if (isWhole) appendFileSync(resultsFile(), `${JSON.stringify(row)}\n`);
  return row;
}

async function outcomeOf(
  options: CellOptions,
  exchange: Exchange,
  kind: FaultKind,
): Promise<Pick<Row, "passed" | "runs" | "orders" | "duplicates" | "error">> {
  try {
    return { passed: true, ...(await runCell(options, exchange, kind)) };
  } catch (error) {
    return { passed: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function titleOf({ scenario, mode, exchange, fault, unique }: Pick<Row, "scenario" | "mode" | "exchange" | "fault" | "unique">): string {
  return `${scenario}, ${mode}${unique ? "" : ", ids not unique"}: ${exchange}, ${fault}`;
}

/** Jest shows what a test says only at its end. */
function say(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
