// The flags of a release build keep the folders of the building machine out of a program, and a difference is shown.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { hostTarget } from "../../scripts/lib/programs.mjs";
import { differences, namedFolders, reproducible } from "../../scripts/lib/reproducible.mjs";
import { root } from "../../scripts/lib/tools.mjs";

/** Compiles a library in Rust and one in C that name their files, and returns their bytes. */
function compiled(base, name, flags) {
  const folder = join(base, name);
  const crate = join(folder, "home of cargo", "registry", "a");
  const generated = join(folder, "somewhere", "out");
  for (const each of [crate, generated]) mkdirSync(each, { recursive: true });
  writeFileSync(join(crate, "lib.rs"), 'include!(concat!(env!("OUT_DIR"), "/made.rs")); #[unsafe(no_mangle)] pub fn a() -> &\'static str { file!() }');
  writeFileSync(join(generated, "made.rs"), "#[unsafe(no_mangle)] pub fn b() -> &'static str { file!() }");
  writeFileSync(join(crate, "a.c"), "const char *c(void) { return __FILE__; }");
  const machine = { ...process.env, CARGO_HOME: join(folder, "home of cargo"), CARGO_TARGET_DIR: join(folder, "somewhere") };
  const env = flags ? reproducible(machine, join(folder, "source")) : { ...machine, CFLAGS: "" };
  const rust = (env.CARGO_ENCODED_RUSTFLAGS ?? "").split("\x1f").filter(Boolean);
  const library = ["--edition=2024", "--crate-name=a", "--crate-type=lib", "--emit=obj", join(crate, "lib.rs")];
  execFileSync("rustc", [...rust, ...library, "-o", "a.o"], { cwd: folder, env: { ...env, OUT_DIR: generated } });
  execFileSync("sh", ["-c", `cc ${env.CFLAGS} -c "$1" -o c.o`, "sh", join(crate, "a.c")], { cwd: folder, env });
  return Buffer.concat(["a.o", "c.o"].map((file) => readFileSync(join(folder, file))));
}

test("a program names no folder of the machine that built it, so two machines build the same bytes", () => {
  const base = mkdtempSync(join(tmpdir(), "upgo-flags-"));
  try {
    const [one, other] = ["one", "the other one"].map((name) => compiled(base, name, true));
    assert.deepEqual(differences(one, other), []);
    assert.deepEqual(namedFolders(one, [base]), []);
    for (const name of ["/cargo/registry/a/lib.rs", "/target/out/made.rs", "/cargo/registry/a/a.c"]) assert.ok(one.includes(name), name);
    // and without the flags it would
    assert.deepEqual(namedFolders(compiled(base, "plain", false), [base]), [base]);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test("a release for Windows has no time of the build in its header", () => {
  const flags = (target) => reproducible({ PATH: process.env.PATH, SOURCE_DATE_EPOCH: "1" }, "/a", target);
  assert.match(flags("x86_64-pc-windows-gnu").CARGO_ENCODED_RUSTFLAGS, /--no-insert-timestamp/);
  assert.match(flags("x86_64-pc-windows-msvc").CARGO_ENCODED_RUSTFLAGS, /Brepro\x1f-Ctarget-feature=\+crt-static/);
  assert.equal(flags("x86_64-pc-windows-msvc").CFLAGS, undefined);
});

test("a release for Linux has no tables for unwinding, which Windows needs", () => {
  const flags = (target) => reproducible({ PATH: process.env.PATH, SOURCE_DATE_EPOCH: "1" }, "/a", target).CARGO_ENCODED_RUSTFLAGS;
  for (const other of ["x86_64-pc-windows-gnu", "x86_64-pc-windows-msvc", undefined]) assert.doesNotMatch(flags(other), /unwind/);
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), /^panic = "abort"$/m);
  if (hostTarget() !== "x86_64-unknown-linux-gnu") return;
  const folder = mkdtempSync(join(tmpdir(), "upgo-flags-"));
  try {
    writeFileSync(join(folder, "main.rs"), 'fn main() { println!("started") }');
    const [plain, released] = [[], flags(hostTarget()).split("\x1f")].map((flags, index) => {
      const program = join(folder, String(index));
      execFileSync("rustc", ["--edition=2024", "-Cpanic=abort", ...flags, join(folder, "main.rs"), "-o", program], { cwd: root });
      assert.equal(execFileSync(program, { encoding: "utf8" }), "started\n");
      // those of 10 kB and more
      return execFileSync("size", ["-A", "-d", program], { encoding: "utf8" }).match(/^\.\S+(?= +\d{5})/gm);
    });
    assert.ok(plain.includes(".eh_frame") && !released.includes(".eh_frame"), `${plain} and ${released}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a difference is shown with its place and the text around it", () => {
  assert.deepEqual(differences(Buffer.from("the same"), Buffer.from("the same")), []);
  assert.deepEqual(differences(Buffer.from("built by ann!"), Buffer.from("built by bob!?")), [
    "13 and 14 bytes",
    "0x9: 61 6e 6e | built by ann!  and  0x9: 62 6f 62 | built by bob!?",
    "3 bytes differ in 1 places",
  ]);
  const [zeros, ones] = [Buffer.alloc(100), Buffer.alloc(100).map((_, at) => at % 2)];
  assert.equal(differences(zeros, ones, 3).length, 4);
  assert.deepEqual(namedFolders(Buffer.from("in C:\\ann\\upgo"), ["C:/ann", "/bob"]), ["C:/ann"]);
});
