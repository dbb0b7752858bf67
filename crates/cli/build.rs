//! How the programs are linked.
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "../../packaging/windows/resource.rs"]
mod resource;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    match resource::linked(Some("Upgo command line")) {
        Ok(Some(file)) => println!("cargo::rustc-link-arg-bins={}", file.display()),
        Ok(None) => {}
        Err(reason) => println!("cargo::error=the manifest could not be made: {reason}"),
    }
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    if is("CARGO_CFG_TARGET_ENV", "gnu") {
        // Leaves what debuggers want out of the sample `go` of the tests, which they install some thousand times: 20 MB
        // on Windows.
        println!("cargo::rustc-link-arg-examples=-Wl,--strip-all");
        if is("CARGO_CFG_TARGET_OS", "windows") {
            // In the file as in memory. Otherwise Wine reads all of a program whenever it starts: 50 MB, a third of the
            // time of a test.
            println!("cargo::rustc-link-arg=-Wl,--file-alignment=4096");
        }
        if is("CARGO_CFG_TARGET_OS", "linux") && env::var("HOST") == env::var("TARGET") {
            link_unwinder();
            if is("PROFILE", "debug") {
                // The tests start it some ten thousand times, and a program that can be loaded anywhere has 170,000
                // places to correct at each start.
                println!("cargo::rustc-link-arg-bins=-no-pie");
            }
        }
    }
}

/// Puts the unwinder of the C compiler into the program, instead of a library that is loaded at each start: a tenth of
/// the time that an empty program takes (docs/internals/adr/0056-small-releases.md).
#[expect(clippy::disallowed_methods, reason = "it runs when Upgo is built, not on a user's machine")]
fn link_unwinder() {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let Ok(asked) = Command::new(&compiler).arg("-print-file-name=libgcc_eh.a").output() else { return };
    let library = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim());
    if let Some(folder) = library.parent().filter(|folder| *folder != Path::new("")) {
        println!("cargo::rustc-link-search=native={}", folder.display());
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
        if env::var("PROFILE").as_deref() == Ok("release") {
            link_no_tables(&compiler);
        }
    }
}

/// Answers the unwinder's question for tables, which a release does not have. Asking glibc would need 2.35, and Red Hat
/// Enterprise Linux 9 has 2.34.
#[expect(clippy::disallowed_methods, reason = "it runs when Upgo is built, not on a user's machine")]
fn link_no_tables(compiler: &OsStr) {
    let Some(folder) = env::var_os("OUT_DIR").map(PathBuf::from) else { return };
    let (source, object) = (folder.join("no_tables.c"), folder.join("no_tables.o"));
    let text = "__attribute__((visibility(\"hidden\"))) int _dl_find_object(void *pc, void *found) { return -1; }\n";
    let compile = || Command::new(compiler).args(["-c", "-O2", "-fPIC", "-o"]).args([&object, &source]).status();
    if std::fs::write(&source, text).is_ok() && compile().is_ok_and(|status| status.success()) {
        println!("cargo::rustc-link-arg-bins={}", object.display());
    }
}
