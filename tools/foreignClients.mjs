/**
 * Other people's CertCentral clients, each in a Python environment of its own at the versions of its `requirements.txt`: made once, kept in the user's
 * cache. Standard output is what the tests start them with, as JSON: `{ name: { interpreter, path } }`. A client whose Python this machine does not
 * have is left out, and standard error says what to install.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "./cacheFolder.mjs";
import { withLock } from "./lock.mjs";
import { Failure, main, outcomeOf, succeed } from "./programs.mjs";
import { root } from "./setUp.mjs";
import { dim, say, yellow } from "./terminal.mjs";

const clients = join(root, "tests/sandbox/foreign/clients");
/** Those that no Python 3 runs. One installs them all the same: where there is a Python 2, it need not have pip. */
const forPython2 = ["digicertClient"];

/** The first of these that runs and is of that version. @param {readonly string[]} commands @param {string} version */
async function pythonOf(commands, version) {
  for (const command of commands) {
    const { code, stdout } = await outcomeOf(command, ["-c", "import sys; print('%d.%d %s' % (sys.version_info[:2] + (sys.executable,)))"]);
    const [found = "", executable = ""] = stdout.trim().split(" ");
    if (code === 0 && found.startsWith(version)) return executable;
  }
  return undefined;
}

/** Where pyenv keeps its versions, which need not be on PATH. */
function pyenvPythons() {
  const versions = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  return existsSync(versions) ? readdirSync(versions).map((each) => join(versions, each, "bin/python")) : [];
}

/** The environment of one client, which is made where it is not there yet. @param {string} name @param {string} python */
async function environmentOf(name, python) {
  const requirements = join(clients, name, "requirements.txt");
  const key = createHash("sha256")
    .update(readFileSync(requirements))
    .update(await succeed(python, ["--version"]));
  const folder = cacheFolder("clients", `${name}-${key.digest("hex").slice(0, 16)}`);
  const onWait = () => {
    say(`Another process is installing ${name}: waiting for it`);
  };
  await withLock(`${folder}.lock`, { onWait }, async () => {
    if (!existsSync(folder)) await install(requirements, folder, python);
  });
  return folder;
}

/** Only a whole environment gets the name that others look for. @param {string} requirements @param {string} folder @param {string} python */
async function install(requirements, folder, python) {
  say(dim(`Installing what ${requirements} names`));
  const making = `${folder}.${String(process.pid)}`;
  try {
    await succeed(python, ["-m", "venv", "--without-pip", making]);
    const pip = ["-m", "pip", "--python", join(making, "bin/python"), "--quiet", "--disable-pip-version-check"];
    await succeed(python, [...pip, "install", "--no-deps", "--no-compile", "--requirement", requirements]);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** @param {string} python */
async function packagesIn(python) {
  const path = await succeed(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
  return path.trim();
}

await main(async () => {
  const python3 = await pythonOf(["python3", "python"], "3.");
  const python2 = await pythonOf(["python2.7", "python2", ...pyenvPythons()], "2.7");
  if (python3 === undefined || (await outcomeOf(python3, ["-c", "import pip, venv"])).code !== 0) {
    throw new Failure("Other people's clients need Python 3 and pip: apt-get install python3-pip");
  }
  const names = readdirSync(clients, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const usable = names.filter((name) => python2 !== undefined || !forPython2.includes(name));
  for (const name of names.filter((each) => !usable.includes(each))) say(yellow(`${name} needs Python 2.7: its tests are skipped`));
  const environments = await Promise.all(
    usable.map(async (name) => {
      const folder = await environmentOf(name, python3);
      const own = join(folder, "bin/python");
      return [name, { interpreter: forPython2.includes(name) ? python2 : own, path: await packagesIn(own) }];
    }),
  );
  console.log(JSON.stringify(Object.fromEntries(environments)));
});
