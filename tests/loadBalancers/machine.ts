/** A machine with a load balancer, as its administrator has set it up: a folder with a configuration that includes what Pulumi writes. */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { describeWithEngine } from "../engine/harness";
import { isEngineRequired } from "../engine/running";

export interface Machine {
  /** All that the load balancer has of this machine. */
  readonly folder: string;
  /** Where Pulumi writes. */
  readonly included: string;
  readonly port: number;
  /** Reloads the load balancer, or starts it, as systemd's `reload-or-restart`. */
  readonly reload: string;
  /** The processes that serve. */
  workers(): readonly number[];
  /** When the last reload began, in milliseconds as of Date.now(). */
  reloadedAt(): number;
}

/** How a load balancer is set up, started and reloaded. Texts of shell; `$pid` is its master. */
export interface Product {
  readonly program: string;
  readonly debianPackage: string;
  readonly configuration: (folder: string) => string;
  readonly check: (folder: string) => string;
  readonly start: (folder: string) => string;
  readonly reload: string;
}

const folders: string[] = [];

/** Where packages put them, and where a person's PATH may not lead. */
const withSystemPrograms = [process.env["PATH"], "/usr/sbin", "/usr/local/sbin"].join(delimiter);

export async function newMachine(product: Product): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-machine-"));
  folders.push(folder);
  const included = join(folder, "conf.d");
  mkdirSync(included);
  writeFileSync(join(folder, "main.cfg"), product.configuration(folder));
  const reload = join(folder, "reload");
  writeFileSync(reload, reloadScript(folder, product), { mode: 0o755 });
  return {
    folder,
    included,
    reload,
    port: await freePort(),
    workers: () => childrenOf(Number(readFileSync(join(folder, "pid"), "utf8"))),
    reloadedAt: () => Number(readFileSync(join(folder, "reloaded"), "utf8")),
  };
}

function reloadScript(folder: string, { check, start, reload }: Product): string {
  return `#!/bin/sh
set -e
PATH="${withSystemPrograms}"
${check(folder)}
date +%s%3N > ${folder}/reloaded
if [ -s ${folder}/pid ]
then pid=$(cat ${folder}/pid) && ${reload}
else ${start(folder)} > ${folder}/log 2>&1 < /dev/null
fi
`;
}

/**
 * Where the program is missing, or there is no /proc to see its workers by, the tests are skipped, visibly, as they are without an engine; where they are
 * required, they fail.
 */
export function describeWithProgram({ program, debianPackage }: Pick<Product, "program" | "debianPackage">): jest.Describe {
  const isHere = spawnSync(program, ["-v"], { env: { PATH: withSystemPrograms } }).error === undefined && existsSync("/proc/self/stat");
  if (isHere || isEngineRequired()) return describeWithEngine;
  process.stderr.write(`\n${program} is missing: its tests are skipped. On Debian: apt-get install ${debianPackage}\n`);
  return describe.skip;
}

/**
 * A port that is free, and that no connection is given meanwhile: thousands are made here, and the system keeps the port of each for a minute. So it lies
 * below those which systems give away (IANA: from 49152; Linux: from 32768).
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === parent)
    .map(Number);
}

/** Undefined for a process that has just ended, or has ended and waits to be reaped. */
function parentOf(pid: string): number | undefined {
  try {
    const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

/** By its own master: nginx writes its title over its environment, so that the harness does not know it by its mark. */
function stop(folder: string): void {
  const file = join(folder, "pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (pid > 0 && existsSync(`/proc/${String(pid)}`)) process.kill(pid, "SIGTERM");
}

afterEach(() => {
  for (const folder of folders) stop(folder);
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
