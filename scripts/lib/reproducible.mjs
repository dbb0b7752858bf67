// Builds whose bytes depend only on the sources, the tools and the libraries: not on the folder, the home or the time.
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";

/** Relative to the workspace, where cargo links: the flags get into the names of symbols. */
const NO_UNWINDING = "packaging/linux/no-unwinding.ld";

/**
 * The environment of a release build of the tree `folder`. Names of folders get into a program through `file!()` in
 * panic messages, generated code, and `__FILE__` in C; the compilers replace them. Flags of the user would change the
 * bytes, so they are left out. cargo itself ignores `--remap-path-prefix` where it names crates and symbols.
 */
export function reproducible(env, folder, target = "") {
  const replaced = replacedFolders(env, folder);
  const rust = [
    ...replaced.map(([from, to]) => `--remap-path-prefix=${from}=${to}`),
    // Only here, the linker is the one that comes with Rust (LLD), which knows both options. A panic ends the program
    // (Cargo.toml), so nothing reads the tables for unwinding; the compiler writes them anyway, because the standard
    // library has some. Functions with the same code are kept once.
    ...(target === "x86_64-unknown-linux-gnu" ? [`-Clink-arg=-Wl,-T,${NO_UNWINDING}`, "-Clink-arg=-Wl,--icf=all"] : []),
    ...(target.endsWith("-windows-gnu") ? ["-Clink-arg=-Wl,--no-insert-timestamp"] : []),
    // Windows has no C runtime of Visual C++ unless something installed it, so it is part of the programs.
    ...(target.endsWith("-windows-msvc") ? ["-Clink-arg=/Brepro", "-Ctarget-feature=+crt-static"] : []),
  ];
  const c = replaced.map(([from, to]) => `'-ffile-prefix-map=${from}=${to}'`);
  return {
    ...env,
    CARGO_ENCODED_RUSTFLAGS: rust.join("\x1f"),
    // cl.exe, which compiles for msvc, has no such option
    ...(target.endsWith("-msvc") ? {} : { CFLAGS: c.join(" "), CC_SHELL_ESCAPED_FLAGS: "1" }),
    SOURCE_DATE_EPOCH: sourceDate(env, folder),
  };
}

/** The folders whose names can get into a program, with their replacements. The last one that matches applies. */
function replacedFolders(env, folder) {
  const [sysroot, commit] = compiler(env);
  return [
    [folder, "/upgo"],
    [env.CARGO_TARGET_DIR || join(folder, "target"), "/target"],
    [env.CARGO_HOME || join(homedir(), ".cargo"), "/cargo"],
    // the sources of the standard library, if they are installed, by the name that they have otherwise
    [join(sysroot, "lib", "rustlib", "src", "rust"), `/rustc/${commit}`],
  ];
}

function compiler(env) {
  const asked = (...args) => spawnSync(env.RUSTC || "rustc", args, { env, encoding: "utf8" }).stdout ?? "";
  return [asked("--print", "sysroot").trim(), /^commit-hash: (.*)$/m.exec(asked("-vV"))?.[1]];
}

/** The date of a build (reproducible-builds.org): the commit's or, without history, the first in a zip, 1980. */
export function sourceDate(env, folder) {
  if (env.SOURCE_DATE_EPOCH) return env.SOURCE_DATE_EPOCH;
  const asked = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: folder, encoding: "utf8" });
  return asked.status === 0 ? asked.stdout.trim() : "315532800";
}

/** The places where two files differ, as text for people; at most `most` of them. Nothing if they are the same. */
export function differences(one, other, most = 10) {
  const lines = one.length === other.length ? [] : [`${one.length} and ${other.length} bytes`];
  let places = 0;
  let differing = 0;
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    if (one[at] === other[at]) continue;
    const start = at;
    while (at < Math.min(one.length, other.length) && one[at] !== other[at]) at += 1;
    differing += at - start;
    places += 1;
    if (places <= most) lines.push(`${excerpt(one, start, at)}  and  ${excerpt(other, start, at)}`);
  }
  if (places > 0) lines.push(`${differing} bytes differ in ${places} places`);
  return lines;
}

/** `0x1f40: 00 ff | ..text around..` */
function excerpt(bytes, start, end) {
  const hex = bytes.subarray(start, Math.min(end, start + 8)).toString("hex").replace(/(..)(?=.)/g, "$1 ");
  const around = bytes.subarray(Math.max(0, start - 24), end + 24).toString("latin1").slice(0, 72);
  return `0x${start.toString(16)}: ${hex} | ${around.replace(/[^ -~]/g, ".")}`;
}

/** The folders that a program names, which say where it was built. */
export function namedFolders(program, folders) {
  return folders.filter((folder) => [folder, folder.replaceAll("/", "\\")].some((name) => program.includes(name)));
}
