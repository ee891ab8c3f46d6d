import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createCurrent } from "../../../provider/lifecycle/current";

const engine = "127.0.0.1:4711";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "current-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function folder(): string {
  return join(root, readdirSync(root)[0] ?? "");
}

describe("what a run knows to be in use", () => {
  it("is learnt from create, update and get", () => {
    const current = createCurrent(engine, root);
    current.learn("create", "urn:a", [1]);
    current.learn("update", "urn:b", [2]);
    current.learn("get", "3", [3]);
    expect([1, 2, 3, 4].map(current.isInUse)).toEqual([true, true, true, false]);
  });

  it("is learnt from a diff only if a check with old inputs came right before", () => {
    const current = createCurrent(engine, root);
    current.learnFromDiff("urn:a", [1]);
    expect(current.isInUse(1)).toBe(false);
    current.expectDiff("urn:a");
    current.learnFromDiff("urn:a", [1]);
    current.learnFromDiff("urn:a", [2]);
    expect([1, 2].map(current.isInUse)).toEqual([true, false]);
  });

  it("is forgotten, as far as a diff taught it, when the URN is created anew", () => {
    const current = createCurrent(engine, root);
    current.expectDiff("urn:a");
    current.learnFromDiff("urn:a", [1]);
    current.forgetDiff("urn:a");
    expect(current.isInUse(1)).toBe(false);
    current.learn("create", "urn:a", [1]);
    current.forgetDiff("urn:a");
    expect(current.isInUse(1)).toBe(true);
  });

  it("is shared between the provider processes of one run, and with no other run", () => {
    createCurrent(engine, root).learn("create", "urn:a", [1]);
    // Another process's note: one that is alive (our parent), and one that is not.
    const dead = spawnSync(process.execPath, ["-e", "process.stdout.write(String(process.pid))"], { encoding: "utf8" }).stdout;
    writeFileSync(join(folder(), "alive.json"), JSON.stringify({ pid: process.ppid, orders: [2] }));
    writeFileSync(join(folder(), "dead.json"), JSON.stringify({ pid: Number(dead), orders: [3] }));
    expect([1, 2, 3].map(createCurrent(engine, root).isInUse)).toEqual([false, true, false]);
    expect(createCurrent("127.0.0.1:4712", root).isInUse(2)).toBe(false);
  });

  it("is readable by its owner alone", () => {
    createCurrent(engine, root).learn("create", "urn:a", [1]);
    expect(statSync(folder()).mode & 0o077).toBe(0);
    expect(statSync(join(folder(), `${String(process.pid)}.json`)).mode & 0o077).toBe(0);
  });

  it("is tidied up after runs that ended days ago, never after one that is alive", () => {
    const threeDaysAgo = new Date(Date.now() - 3.1 * 86_400_000);
    const leave = (name: string, pid: number, at: Date): void => {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, "note.json"), JSON.stringify({ pid, orders: [1] }));
      utimesSync(join(root, name), at, at);
    };
    const dead = Number(spawnSync(process.execPath, ["-e", "process.stdout.write(String(process.pid))"], { encoding: "utf8" }).stdout);
    leave("over", dead, threeDaysAgo);
    leave("alive", process.ppid, threeDaysAgo);
    leave("recent", dead, new Date());
    createCurrent(engine, root).learn("create", "urn:a", [1]);
    expect(readdirSync(root)).toEqual(expect.arrayContaining(["alive", "recent"]));
    expect(readdirSync(root)).not.toContain("over");
  });

  it("is kept where a run of days ago had the same address of its engine", () => {
    createCurrent(engine, root).learn("create", "urn:a", [1]);
    const threeDaysAgo = new Date(Date.now() - 3.1 * 86_400_000);
    rmSync(join(folder(), `${String(process.pid)}.json`));
    utimesSync(folder(), threeDaysAgo, threeDaysAgo);
    createCurrent(engine, root).learn("create", "urn:b", [2]);
    expect(readdirSync(folder())).toEqual([`${String(process.pid)}.json`]);
  });

  it("stays in the process where there is no engine", () => {
    const current = createCurrent(undefined, root);
    current.learn("create", "urn:a", [1]);
    expect(current.isInUse(1)).toBe(true);
    expect(readdirSync(root)).toEqual([]);
    mkdirSync(root, { recursive: true });
  });
});
