/** One at a time, among processes: two tests or two terminals that need the engine at once build it once. */
import { linkSync, mkdirSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The holder touches its lock every 5 s: one this old is of a process that is gone. */
const ABANDONED_AFTER_SECONDS = 30;
const TOUCH_EVERY_SECONDS = 5;
const LOOK_EVERY_SECONDS = 1;

/**
 * Does `work` while no other process does work under the same lock.
 *
 * @template T
 * @param {string} path Of the lock, a file.
 * @param {{ readonly onWait: () => void }} options `onWait` is called once, when another process holds it.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, { onWait }, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = false; !take(path); waited = true) {
    if (!waited) onWait();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_SECONDS * 1000));
  }
  const touching = setInterval(() => {
    touch(path);
  }, TOUCH_EVERY_SECONDS * 1000);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

/** A link appears whole or not at all. @param {string} path */
function take(path) {
  const mine = `${path}.${String(process.pid)}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch {
    if (ageSeconds(path) > ABANDONED_AFTER_SECONDS) rmSync(path, { force: true });
    return false;
  } finally {
    unlinkSync(mine);
  }
}

/** @param {string} path */
function ageSeconds(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 0 : (Date.now() - stats.mtimeMs) / 1000;
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Taken away by another: the work goes on all the same, and its result is put in place at once, whole.
  }
}
