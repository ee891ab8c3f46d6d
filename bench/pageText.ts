/** The page docs/reference/performance.md, from what was measured. */
import { bytesKept } from "./bounds";
import { figures } from "./figures";
import type { LimitsReport } from "./limits";
import type { MemoryReport } from "./memory";
import { steps, type Step } from "./rows";
import { cellIn, total, type Cell, type Results } from "./summary";
import { variants, type VariantName } from "./variants";

const intro = `<!-- Generated from bench/results.json by tools/generatePerformance.ts: \`npm run bench\` measures and writes both anew. -->

# What it costs: measured

The same certificates, asked for in four ways through a real Pulumi engine, with a local file backend and the sandbox in place of CertCentral:

| | |
|---|---|
| **ours** | this package, as it is installed |
| **(a)** | the floor: a dynamic resource that does nothing with the same inputs, written with \`pulumi.dynamic.Resource\` |
| **(b)** | the same, with a constant text as \`__provider\`, carrying as many bytes of inputs and outputs as ours: what Pulumi itself takes for such a resource |
| **(c)** | what one would write without this package: a dynamic provider that calls CertCentral with axios in place, stores each PEM once, and does nothing to order only once or to keep what is in use |

All four take turns, command by command. A time is the median of its repetitions; a ratio is the median of the ratios within each repetition,
so that what else the machine did meets both sides of it. The rate limits are lifted for this, in the sandbox and in the client: against DigiCert they,
and DigiCert itself, decide. Ours declares certificates without stack traces, (a) and (b) as Pulumi does: so a program of ours may take less than its floor. Of
(c), a good part is its text, which Pulumi stores with each resource; [that of ours is a short one](../decisions/constantText.md). The wall time of ours and of (c) holds the sandbox, which signs on the same machine: its share stands beside it; (a) and (b)
call nobody.`;

export function pageText(results: Results): string {
  const sizes = [...new Set(results.cells.map(({ size }) => size))];
  return [
    intro,
    "## In figures",
    figuresText(results),
    "## Time",
    picturesText,
    ...sizes.flatMap((size) => [`### ${titleOf(results, size)}`, timeTable(results, size)]),
    "## CPU time",
    "Seconds of all processes that the command starts, user and system, of ours: engine + program + provider process; and as a ratio of their sum.",
    ...sizes.flatMap((size) => [`### ${counted(size)}`, cpuTable(results, size)]),
    "## Memory",
    "The most that the provider process ever held in memory (VmHWM), in MB.",
    memoryTable(results, sizes),
    "## Bytes of state",
    stateText(results, sizes),
    "## Calls of the API",
    "Each certificate is issued at once here. [Calls](calls.md) says which operation makes which calls, and how many where DigiCert takes its time.",
    callsTable(results, sizes),
    ...(results.limits === undefined ? [] : ["## With the rate limits on", limitsText(results.limits)]),
    ...(results.memory === undefined ? [] : ["## Ten thousand certificates through one process", manyText(results.memory)]),
    "## Starting",
    startUpText(results),
    "## How to measure again",
    repeatText(results),
  ].join("\n\n");
}

const picturesText = `![Seconds for each command at 300 certificates, four ways](../pictures/performance.svg)

![Time of ours as a ratio to the floor (b), by command and number of certificates](../pictures/performanceRatios.svg)`;

function figuresText(results: Results): string {
  return table(
    ["what", "asked for", "measured", ""],
    figures(results).map(({ what, asked, measured, holds, note }) => [
      what,
      asked,
      measured ?? "not measured",
      holds === true ? "holds" : (note ?? (holds === false ? "**missed**" : "")),
    ]),
  );
}

/** For a terminal, without the rest of the page. */
export function tablesText(results: Results): string {
  const sizes = [...new Set(results.cells.map(({ size }) => size))];
  return sizes.map((size) => `${counted(size)}\n${timeTable(results, size)}`).join("\n\n");
}

function timeTable(results: Results, size: number): string {
  return table(
    ["wall time, s", ...names, "ours / (a)", "ours / (b)", "ours / (c)", "sandbox's CPU in ours, s"],
    stepsOf(results, size).map((step) => {
      const ours = cellIn(results, size, step, "ours");
      return [
        step,
        ...variantNames.map((variant) => seconds(cellIn(results, size, step, variant)?.wallSeconds)),
        ...others.map((variant) => ratio(ours?.ratios?.[variant]?.wall)),
        seconds(ours?.sandboxCpuSeconds),
      ];
    }),
  );
}

function cpuTable(results: Results, size: number): string {
  return table(
    ["CPU time, s", ...names, "ours / (a)", "ours / (b)", "ours / (c)"],
    stepsOf(results, size).map((step) => [
      step,
      ...variantNames.map((variant) => cpu(cellIn(results, size, step, variant))),
      ...others.map((variant) => ratio(cellIn(results, size, step, "ours")?.ratios?.[variant]?.cpu)),
    ]),
  );
}

function cpu(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  const { engine, program, provider } = cell.cpuSeconds;
  const parts = `${seconds(engine)} + ${seconds(program)} + ${seconds(provider)}`;
  return cell.variant === "ours" ? parts : seconds(total(cell.cpuSeconds));
}

function memoryTable(results: Results, sizes: readonly number[]): string {
  const rows = sizes.flatMap((size) =>
    (["create", "preview without changes", "refresh"] as const).map((step) => [
      `${counted(size)}, ${step}`,
      ...variantNames.map((variant) => megabytes(cellIn(results, size, step, variant)?.providerPeakBytes)),
    ]),
  );
  return table(["", ...names], rows);
}

function stateText(results: Results, sizes: readonly number[]): string {
  const { bytes, total: all, ratio: multiple } = results.state;
  const terms = Object.keys(bytes) as (keyof typeof bytes)[];
  const rows = terms.map((term) => [stateTerms[term], thousands(bytes[term])]);
  const files = sizes.map((size) => [
    counted(size),
    ...variantNames.map((variant) => {
      const cell = cellIn(results, size, "create", variant);
      return cell === undefined ? "" : thousands(Math.round(cell.stateBytes / size));
    }),
  ]);
  return [
    "One certificate, new, with an RSA key of 2,048 bits and a chain of three; every byte is in one row.",
    table(["", "bytes"], [...rows, ["**together**", `**${thousands(all)}**`]]),
    `Without the engine's own bookkeeping that is ${multiple.toFixed(2)} times the inputs and each certificate of the chain once.`,
    "The state file, divided by the certificates in it, after `up`:",
    table(["bytes", ...names], files),
  ].join("\n\n");
}

const stateTerms: Readonly<Record<keyof Results["state"]["bytes"], string>> = {
  inputs: "inputs, the CSR among them",
  chain: "each certificate of the chain, once",
  bookkeeping: "the engine's bookkeeping: names, dates, dependencies, `__provider` twice",
  hiddenInputs: "`__urn` and `__organization`",
  inputsAsOutputs: "inputs again, as outputs (the CSR only as a digest)",
  chainFrame: "around the chain: names of members and subjects",
  result: "ids, status, serial number, thumbprints, dates, requests, domains",
  ledger: "the ledger of orders",
  books: "what the next run needs beside it",
};

function callsTable(results: Results, sizes: readonly number[]): string {
  const rows = sizes.flatMap((size) =>
    stepsOf(results, size).map((step) => {
      const [ours, plain] = [cellIn(results, size, step, "ours"), cellIn(results, size, step, "plain")];
      return [`${counted(size)}, ${step}`, String(ours?.calls.total ?? ""), spread(ours), String(plain?.calls.total ?? ""), spread(plain)];
    }),
  );
  return table(["", "ours", "in each 5 s", "(c)", "in each 5 s"], rows);
}

/** Of a long row, the first windows tell enough. */
const WINDOWS_SHOWN = 8;

function spread(cell: Cell | undefined): string {
  const windows = cell?.calls.perWindow ?? [];
  return windows.length < 2
    ? ""
    : [...windows.slice(0, WINDOWS_SHOWN).map(String), ...(windows.length > WINDOWS_SHOWN ? ["…"] : [])].join(" · ");
}

function limitsText({ measured, alone, atOnce, together, waiting }: LimitsReport): string {
  const each = thousands(together.certificatesEach);
  const all = thousands(alone.certificates);
  return [
    `DigiCert allows 100 requests in 5 seconds and 1,000 in 3 minutes for each API key. The sandbox holds to that here, and so does the client (${measured}).`,
    table(
      ["", `one \`up\` of ${all}`, `with \`--parallel ${String(atOnce.certificates)}\``, `two stacks at once with one key, ${each} each`],
      [
        ["requests", thousands(alone.calls), thousands(atOnce.calls), thousands(together.orders * 2)],
        ["refused (429)", String(alone.refused), String(atOnce.refused), String(together.refused)],
        ["what the limits allow for so many, s", ...[alone, atOnce, together].map(({ allowedSeconds }) => seconds(allowedSeconds))],
        ["from the first request to the last, s", ...[alone, atOnce, together].map(({ callingSeconds }) => seconds(callingSeconds))],
        ["what Pulumi alone takes (b), s", seconds(alone.floorSeconds), seconds(atOnce.floorSeconds), ""],
        ["the whole `up`, s", seconds(alone.wallSeconds), seconds(atOnce.wallSeconds), together.wallSeconds.map(seconds).join(" and ")],
        ["to the larger of what the limits allow and (b)", ratio(alone.ratio), ratio(atOnce.ratio), ""],
        ["requests of each while both had something to do", "", "", together.contested.map(thousands).join(" and ")],
      ],
    ),
    `By itself Pulumi does a few certificates at once. After half of them the requests of 3 minutes are used up, and all of those few wait: so does Pulumi, whose work for the other half, the slower one since its state has grown, comes after that. With \`--parallel ${String(atOnce.certificates)}\` it does a good part of that work meanwhile. Fewer requests would need fewer looks before orders, and [without the look an order could be placed twice](../decisions/exactlyOnce.md).`,
    `Of ${thousands(waiting.certificates)} certificates that DigiCert issued after two minutes, with \`--parallel ${String(waiting.certificates)}\`, each took ${(waiting.calls / waiting.certificates).toFixed(2)} requests: ${thousands(waiting.calls)} in all, ${thousands(waiting.looks)} of them looks that all shared; ${String(waiting.refused)} were refused.`,
  ].join("\n\n");
}

function manyText({ measured, rows, grown }: MemoryReport): string {
  return [
    `A whole life each: check, create, read, diff, update, delete (${measured}). What is left after the garbage is collected, on the heap and outside of it, and what the system counts as resident, in MB:`,
    table(
      ["certificates so far", "`up`", "resident", "`destroy`", "resident"],
      rows.map(({ certificates, up, destroy }) => [
        thousands(certificates),
        ...[up, destroy].flatMap((left) => [tenths(bytesKept(left)), tenths(left.rss)]),
      ]),
    ),
    `That is ${String(Math.round(grown.up))} and ${String(Math.round(grown.destroy))} bytes for each: what a run has in use is remembered to its end, so that it is never taken away.`,
  ].join("\n\n");
}

function startUpText({ startUp }: Results): string {
  const rows = [
    ["the provider process, to its first answer", startUp.firstAnswer],
    ["the provider process, to its first new certificate", startUp.firstCreate],
    ["a program that loads the package", startUp.program],
  ] as const;
  return [
    "Milliseconds from the start of a process, wall time and CPU time; beside one that has nothing of ours.",
    table(
      ["", "empty", "ours", "ratio", "empty, CPU", "ours, CPU", "ratio, CPU"],
      rows.map(([what, { empty, ours, wallRatio, cpuRatio }]) => [
        what,
        ...[empty.wallMs, ours.wallMs].map((ms) => String(Math.round(ms))),
        ratio(wallRatio),
        ...[empty.cpuMs, ours.cpuMs].map((ms) => String(Math.round(ms))),
        ratio(cpuRatio),
      ]),
    ),
  ].join("\n\n");
}

function repeatText({ measured, machine, versions, beside }: Results): string {
  return `\`\`\`sh
npm run bench              # under two hours; \`-- --resume\` goes on where it was cut off
npm run bench -- --short   # 1 and 50 certificates, under 5 minutes; leaves this page alone
npm run bench -- limits    # what the rate limits cost
npm run bench -- memory    # ten thousand certificates through one process
\`\`\`

The machine should do nothing else meanwhile. This was measured on ${measured}, on ${String(machine.cores)} cores (${machine.processor}) with ${String(machine.memoryGigabytes)} GB of
memory, with pulumi-digicert ${versions.package}, Pulumi ${versions.engine}, @pulumi/pulumi ${versions.sdk} and Node.js ${versions.node}; certificates with RSA keys of 2,048 bits, chains of three,
two names each, no \`--parallel\`. \`up\`, \`refresh\` and \`destroy\` run with \`--skip-preview\`: one that shows its preview first takes both times.${beside === undefined ? "" : ` ${beside}`} The programs are in
[bench/programs](../../bench/programs).`;
}

const variantNames = Object.keys(variants) as VariantName[];
const others = variantNames.filter((name) => name !== "ours");
const names = ["ours", "(a)", "(b)", "(c)"];

function stepsOf({ cells }: Results, size: number): readonly Step[] {
  return steps.filter((step) => cells.some((cell) => cell.size === size && cell.step === step));
}

function titleOf({ cells }: Results, size: number): string {
  const ofSize = cells.filter((cell) => cell.size === size);
  const repetitions = Math.min(...ofSize.map((cell) => cell.repetitions));
  const commits = [...new Set(ofSize.flatMap(({ commit }) => commit ?? []))];
  const of = commits.length === 0 ? "" : `, of commit ${commits.join(", ")}`;
  return `${counted(size)}, ${repetitions === 1 ? "once" : `the median of ${String(repetitions)}`}${of}`;
}

function counted(size: number): string {
  return size === 1 ? "1 certificate" : `${thousands(size)} certificates`;
}

function seconds(value: number | undefined): string {
  return value === undefined ? "" : value.toFixed(1);
}

function ratio(value: number | undefined): string {
  return value === undefined ? "" : value.toFixed(2);
}

const MEGA = 1_000_000;

function megabytes(value: number | undefined): string {
  return value === undefined ? "" : String(Math.round(value / MEGA));
}

function tenths(bytes: number): string {
  return (bytes / MEGA).toFixed(1);
}

function thousands(value: number): string {
  return value.toLocaleString("en");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
