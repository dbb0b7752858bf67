// Ansible with its checkers, in an environment of Python that is made once.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { testPrograms } from "./programs.mjs";
import { say } from "./report.mjs";
import { Unavailable, python, root, toolsFolder } from "./tools.mjs";

/** Installs Ansible and builds `upgo`. Returns the environment for the tests. */
export function ansibleRig() {
  const ansible = ansibleFolder();
  return { ...process.env, UPGO_ANSIBLE: ansible, UPGO_PROGRAM: testPrograms().upgo };
}

/**
 * The folder of an environment with exactly the packages of a list in tests/ansible. A new one is made under its final
 * name, because its scripts contain that name; a link to it is put in place only when it is complete.
 */
export function ansibleFolder(list = "requirements.txt") {
  const requirements = join(root, "tests", "ansible", list);
  if (process.platform === "win32") throw new Unavailable("Ansible does not run on Windows");
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const link = join(toolsFolder, "bin", `ansible-${digest}`);
  if (existsSync(join(link, "bin", "ansible-playbook"))) return link;
  say(`installing Ansible into ${toolsFolder} (once)`);
  mkdirSync(dirname(link), { recursive: true });
  const folder = mkdtempSync(`${link}-`);
  try {
    // without pip of its own, because Debian has the module for that in a separate package
    runPython("-m", "venv", "--without-pip", folder);
    runPython(
      ...["-m", "pip", "--python", join(folder, "bin", "python"), "install", "--quiet", "--disable-pip-version-check"],
      ...["--root-user-action=ignore", "--only-binary=:all:", "--require-hashes", "--requirement", requirements],
    );
    symlinkSync(folder, `${folder}.link`);
    renameSync(`${folder}.link`, link);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return link;
}

function runPython(...args) {
  const done = spawnSync(python, args, { encoding: "utf8" });
  if (done.error) throw new Unavailable(`Ansible: ${python} could not be started (${done.error.code})`);
  if (done.status !== 0) throw new Unavailable(`Ansible: ${done.stderr.trim().split("\n").slice(-3).join("\n")}`);
}
