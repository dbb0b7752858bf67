// A Linux machine for one test: this one, on a layer that takes every change and is thrown away.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inFolder } from "../../../scripts/lib/tools.mjs";

/** The time limit of a command. */
const PATIENCE_MS = 120_000;
/** The user, and what Linux itself makes for a person who has used a desktop. */
const USER = "zoe";
const OF_USER = [".cache", ".config", ".local/share", ".local/bin", "Downloads"];
/** The records of the package manager and of the system, and what the documents say stays: Go's own files. */
const KEPT = /^(?:var\/(?:log|cache|lib\/(?:dpkg|apt|systemd))|run|tmp|home\/zoe\/\.(?:config\/go|cache\/go-build))(?:\/|$)/;

export class FreshMachine {
  #folder;
  #upper;
  #before;

  /** Why there can be none on this machine, or `false`. */
  static missing() {
    if (process.platform !== "linux" || process.getuid() !== 0) return "a layer over this machine needs root on Linux";
    return inFolder("upgo-layer-", (folder) => {
      const { status, stderr } = inLayer(folder, "true", []);
      return status === 0 ? false : `this machine allows no layer over itself in ${folder}: ${stderr.trim()}`;
    });
  }

  /** `variables` are those of every program of the user. */
  constructor(folder, variables) {
    this.#folder = folder;
    this.#upper = join(folder, "upper");
    this.runs("root", "dpkg --configure -a"); // another run may be installing packages on this machine
    this.runs("root", `useradd --create-home --skel /etc/skel --shell /bin/bash ${USER}`);
    this.runs(USER, `mkdir -p ${OF_USER.join(" ")}`);
    const lines = Object.entries(variables).map(([name, value]) => `echo '${name}="${value}"'`);
    this.runs("root", `{ ${lines.join("; ")}; } >> /etc/environment`);
  }

  /** Puts files into the user's downloads. Everything from now on is compared with now. */
  download(files) {
    for (const file of files) cpSync(file, join(this.#upper, "home", USER, "Downloads", file.split("/").at(-1)));
    this.runs("root", `chown -R ${USER}: /home/${USER}/Downloads`);
    this.#before = this.#layer();
  }

  /** Runs a line in a new terminal of `root` or of the user, in the folder of the downloads. */
  run(who, line) {
    // The user's commands that begin with `sudo` are run by root, who has no need to ask for a password.
    const [by, command] = line.startsWith("sudo ") ? ["root", line.slice("sudo ".length)] : [who, line];
    const downloads = `/home/${USER}/Downloads`;
    const start = `cd ${downloads} 2>/dev/null; ${command}`;
    const ran = inLayer(this.#folder, 'su --login "$2" --command "$3"', [by, start]);
    if (ran.error) throw new Error(`${line}: ${ran.error.message}`);
    return { code: ran.status, output: ran.stdout, errors: ran.stderr };
  }

  /** The output of a line that ends well. */
  runs(who, line) {
    const { code, output, errors } = this.run(who, line);
    if (code !== 0) throw new Error(`${who}$ ${line}\nended with ${code}\n${output}${errors}`);
    return output + errors;
  }

  /** The files that differ from what was there before, in content, rights, owner or kind. */
  differences() {
    const now = this.#layer();
    const paths = [...new Set([...this.#before.keys(), ...now.keys()])].filter((path) => !KEPT.test(path));
    const state = (layer, path) => layer.get(path) ?? described(join("/", path));
    return paths.filter((path) => state(this.#before, path) !== state(now, path)).sort();
  }

  /** What the layer has at each of its paths. */
  #layer() {
    const paths = readdirSync(this.#upper, { recursive: true });
    return new Map(paths.map((path) => [path, described(join(this.#upper, path))]));
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Runs a line of `sh` where `/` is this machine below the layer in `folder`. */
function inLayer(folder, line, words) {
  for (const name of ["upper", "work", "root"]) mkdirSync(join(folder, name), { recursive: true });
  const script = `mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
    for each in proc sys dev; do mount --rbind "/$each" "$1/root/$each"; done
    mount -t tmpfs -o mode=1777 tmpfs "$1/root/tmp"
    exec chroot "$1/root" ${line}`;
  const args = ["--mount", "--propagation", "private", "sh", "-ec", script, "sh", folder, ...words];
  const env = { PATH: process.env.PATH, TERM: "dumb", LANG: "C.UTF-8" };
  // apt asks a person before it removes a package
  return spawnSync("unshare", args, { env, encoding: "utf8", input: "y\n", timeout: PATIENCE_MS, killSignal: "SIGKILL" });
}

/** A file in one line. A folder counts by its rights and owner, because its content is in other lines. */
function described(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // the layer marks what was deleted below it by a device
  if (!found || found.isCharacterDevice()) return "nothing";
  const kind = found.isDirectory() ? "folder" : found.isSymbolicLink() ? readlinkSync(path) : digest(path, found);
  return `${(found.mode & 0o7777).toString(8)} ${found.uid}:${found.gid} ${kind}`;
}

function digest(path, found) {
  return found.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "special";
}
