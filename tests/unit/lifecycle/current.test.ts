import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
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
    current.learn([1]);
    current.learn([2]);
    current.learn([3]);
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
    current.learn([1]);
    current.forgetDiff("urn:a");
    expect(current.isInUse(1)).toBe(true);
  });

  it("is shared between the provider processes of one run, and with no other run", () => {
    createCurrent(engine, root).learn([1]);
    // Another process's note: one that is alive (our parent), and one that is not.
    const dead = spawnSync(process.execPath, ["-e", "process.stdout.write(String(process.pid))"], { encoding: "utf8" }).stdout;
    writeFileSync(join(folder(), `${String(process.ppid)}.orders`), "12\n4");
    writeFileSync(join(folder(), `${dead}.orders`), "3\n");
    // A line without an end is still being written.
    expect([1, 2, 12, 3, 4].map(createCurrent(engine, root).isInUse)).toEqual([false, false, true, false, false]);
    expect(createCurrent("127.0.0.1:4712", root).isInUse(12)).toBe(false);
  });

  it("is told to the others as it grows and shrinks, each order once, and anew where the note was taken away", () => {
    const current = createCurrent(engine, root);
    const told = () => readFileSync(join(folder(), `${String(process.pid)}.orders`), "utf8");
    current.learn([1, 2]);
    current.learn([2, 3]);
    current.expectDiff("urn:a");
    current.learnFromDiff("urn:a", [4]);
    expect(told()).toBe("1\n2\n3\n4\n");
    current.forgetDiff("urn:a");
    expect(told()).toBe("1\n2\n3\n");
    rmSync(folder(), { recursive: true });
    current.learn([5]);
    expect(told()).toBe("1\n2\n3\n5\n");
  });

  it("is readable by its owner alone", () => {
    createCurrent(engine, root).learn([1]);
    expect(statSync(folder()).mode & 0o077).toBe(0);
    expect(statSync(join(folder(), `${String(process.pid)}.orders`)).mode & 0o077).toBe(0);
  });

  it("is tidied up after runs that ended days ago, never after one that is alive", () => {
    const threeDaysAgo = new Date(Date.now() - 3.1 * 86_400_000);
    const leave = (name: string, pid: number, at: Date): void => {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, `${String(pid)}.orders`), "1\n");
      utimesSync(join(root, name), at, at);
    };
    const dead = Number(spawnSync(process.execPath, ["-e", "process.stdout.write(String(process.pid))"], { encoding: "utf8" }).stdout);
    leave("over", dead, threeDaysAgo);
    leave("alive", process.ppid, threeDaysAgo);
    leave("recent", dead, new Date());
    createCurrent(engine, root).learn([1]);
    expect(readdirSync(root)).toEqual(expect.arrayContaining(["alive", "recent"]));
    expect(readdirSync(root)).not.toContain("over");
  });

  it("is kept where a run of days ago had the same address of its engine", () => {
    createCurrent(engine, root).learn([1]);
    const threeDaysAgo = new Date(Date.now() - 3.1 * 86_400_000);
    rmSync(join(folder(), `${String(process.pid)}.orders`));
    utimesSync(folder(), threeDaysAgo, threeDaysAgo);
    createCurrent(engine, root).learn([2]);
    expect(readdirSync(folder())).toEqual([`${String(process.pid)}.orders`]);
  });

  it("stays in the process where there is no engine", () => {
    const current = createCurrent(undefined, root);
    current.learn([1]);
    expect(current.isInUse(1)).toBe(true);
    expect(readdirSync(root)).toEqual([]);
    mkdirSync(root, { recursive: true });
  });
});
