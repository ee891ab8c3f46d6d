import { Command, Option } from "commander";

import { version } from "../provider/version";
import { adoptDefinition } from "./adoptDefinition";
import type { AdoptFlags } from "./adoptCommand";
import { exitCodes, exitCodesSay } from "./exitCodes";
import { doctorDefinition } from "./doctorDefinition";
import type { DoctorFlags } from "./doctorCommand";
import { ordersDefinition } from "./ordersDefinition";
import type { OrdersFlags } from "./ordersCommand";
import { orphansDefinition } from "./orphansDefinition";
import type { OrphansFlags } from "./orphansCommand";
import { reportDefinition } from "./reportDefinition";
import type { ReportFlags } from "./reportCommand";
import { chains, dateOf, issuanceOf, portOf, type SandboxFlags } from "./sandboxFlags";

/** What is done when a command is called. */
export interface Commands {
  readonly adopt: (orders: readonly number[], flags: AdoptFlags) => Promise<void>;
  readonly doctor: (flags: DoctorFlags) => Promise<void>;
  readonly orders: (flags: OrdersFlags) => Promise<void>;
  readonly orphans: (flags: OrphansFlags) => Promise<void>;
  readonly report: (flags: ReportFlags) => Promise<void>;
  readonly sandbox: (flags: SandboxFlags) => Promise<void>;
}

const exitCodesHelp = [
  "\nExit codes:",
  ...(Object.keys(exitCodes) as readonly (keyof typeof exitCodes)[]).map((name) => `  ${String(exitCodes[name])}  ${exitCodesSay[name]}`),
].join("\n");

/** The commands and their options; errors in them are thrown, after they have been said. */
export function createProgram(commands: Commands): Command {
  const program = new Command("pulumi-digicert")
    .description("Private SSL certificates from DigiCert CertCentral with Pulumi")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("afterAll", exitCodesHelp);
  const definitions = [
    adoptDefinition(commands.adopt),
    doctorDefinition(commands.doctor),
    ordersDefinition(commands.orders),
    orphansDefinition(commands.orphans),
    reportDefinition(commands.report),
    sandboxCommand(commands),
  ];
  for (const definition of definitions) program.addCommand(definition.copyInheritedSettings(program));
  return program;
}

function sandboxCommand({ sandbox }: Commands): Command {
  return new Command("sandbox")
    .summary("a local CertCentral that signs real certificates")
    .description(
      "Starts a local CertCentral that signs real certificates. It listens on loopback only and keeps nothing: root, key and orders are new.",
    )
    .option("--port <number>", "of the API (default: a free one)", portOf)
    .option("--management-port <number>", "of what a test does to it and sees of it (default: a free one)", portOf)
    .option("--api-key <key>", "administrator's key (default: a random one)")
    .option("--clock <date>", "where its clock starts; from there it runs: 2026-01-31 or 2026-01-31T12:00:00Z (default: now)", dateOf)
    .addOption(new Option("--approval <how>", "what becomes of a request").choices(["automatic", "manual"]).default("automatic"))
    .option("--issue-after <seconds>", "how long an approved request takes; `manual`: until it is told to (default: no time)", issuanceOf)
    .addOption(new Option("--chain <kind>", "key type and length of the chain, root and leaf counted").choices(chains).default("rsa3"))
    .addOption(new Option("--rate-limits <which>", "of a key").choices(["documented", "off"]).default("documented"))
    .option("--strict", "refuse unknown members and wrong types in what it is sent")
    .option("--json", "for programs: one JSON line when it is ready, then one per request")
    .option("--quiet", "no line per request")
    .option("--stop-at-eof", "stop when standard input ends: with the program that started it, however that ends")
    .action((flags: SandboxFlags) => sandbox(flags));
}
