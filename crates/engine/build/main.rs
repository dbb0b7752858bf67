//! Makes Rust of the sentences in `text`, compiles the launcher for the target, so that its bytes travel inside the
//! program, and embeds whose releases of Upgo it believes.
//!
//! It is compiled here, and not by cargo as a dependency, because cargo cannot hand a program of one crate to the
//! build of another on stable Rust. It has no dependencies, so one call of the compiler is all it takes.
#![expect(clippy::print_stdout, reason = "cargo reads it")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

#[path = "../../../packaging/windows/resource.rs"]
mod resource;
mod texts;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=../launcher/src");
    println!("cargo::rerun-if-env-changed={ARM64}");
    println!("cargo::rerun-if-env-changed={OWN}");
    for (what, done) in [
        ("the publisher of Upgo could not be embedded", embed_publisher()),
        ("the sentences in text could not be read", write_texts()),
        ("the launcher could not be compiled", embed_launchers()),
    ] {
        if let Err(reason) = done {
            println!("cargo::error={what}: {reason}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn embed_launchers() -> Result<(), String> {
    println!("cargo::rustc-env=UPGO_LAUNCHER={}", own_launcher()?.display());
    println!("cargo::rustc-env=UPGO_LAUNCHER_ARM64={}", launcher_for_arm64()?.display());
    Ok(())
}

/// Writes the sentences of all languages as Rust.
#[expect(clippy::disallowed_methods, reason = "a build script cannot use the engine's effects")]
fn write_texts() -> Result<(), String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    let code = texts::code(&Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../text"))?;
    let file = Path::new(&variable("OUT_DIR")?).join("sentences.rs");
    std::fs::write(&file, code).map_err(|error| error.to_string())
}

/// Writes the public keys of `packaging/keys`, in the order of their rank, and the addresses of the project as Rust.
/// Without them, Upgo does not update itself.
#[expect(clippy::disallowed_methods, reason = "a build script cannot use the engine's effects")]
fn embed_publisher() -> Result<(), String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    let packaging = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../packaging");
    let (keys, project) = (packaging.join("keys"), packaging.join("project.json"));
    // A file or folder that may be created later is detected through its parent.
    for path in [&keys, &project] {
        let seen = if path.exists() { path } else { &packaging };
        println!("cargo::rerun-if-changed={}", seen.display());
    }
    let all = std::fs::read_dir(&keys).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|ending| ending == "pub")).collect();
    // The next key outranks the others: its secret half is on no server (ADR 31).
    files.sort_by_key(|path| (path.file_stem().is_some_and(|name| name == "next"), path.clone()));
    let texts = files.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>();
    let texts = texts.map_err(|error| error.to_string())?;
    let (source, site) = std::fs::read_to_string(&project).ok().as_deref().and_then(addresses_of).unzip();
    let code = format!(
        "pub(super) const KEYS: &[&str] = &{texts:?};\n\
         pub const SOURCE: Option<&str> = {source:?};\npub const SITE: Option<&str> = {site:?};\n"
    );
    let file = Path::new(&variable("OUT_DIR")?).join("upgo_release.rs");
    std::fs::write(&file, code).map_err(|error| error.to_string())
}

/// The addresses of the sources and of the web site, from `packaging/project.json`. `None` for a placeholder.
fn addresses_of(project: &str) -> Option<(String, String)> {
    let value = |key: &str| {
        let (_, rest) = project.split_once(&format!("\"{key}\""))?;
        let (value, _) = rest.split_once(':')?.1.trim_start().strip_prefix('"')?.split_once('"')?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte);
        let is_placeholder = ["", "owner", "repository"].contains(&value.to_ascii_lowercase().as_str());
        (!is_placeholder && value.bytes().all(plain)).then_some(value)
    };
    let (owner, repository) = (value("owner")?, value("repository")?);
    let site = value("homepage")?.trim_end_matches('/');
    site.starts_with("https://").then(|| (format!("https://github.com/{owner}/{repository}"), format!("{site}/")))
}

/// Names a launcher that was compiled for ARM64. A program for amd64 runs there, too, and brings it along.
const ARM64: &str = "UPGO_ARM64_LAUNCHER";

/// Names the launcher for the target itself, if it was compiled before: a release signs it, which cannot be done to a file
/// inside of another program.
const OWN: &str = "UPGO_OWN_LAUNCHER";

/// The launcher for the target: a copy of the one that the variable names, or one that is compiled here.
#[expect(clippy::disallowed_methods, reason = "a build script cannot use the engine's effects")]
fn own_launcher() -> Result<PathBuf, String> {
    let Some(given) = env::var_os(OWN).filter(|_| is_for("windows")) else { return compile_launcher() };
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let copy = Path::new(&out).join(launcher_name());
    std::fs::copy(&given, &copy).map(|_| copy).map_err(|error| format!("{OWN}: {error}"))
}

/// A copy of the launcher that the variable names; an empty file where it names none.
#[expect(clippy::disallowed_methods, reason = "a build script cannot use the engine's effects")]
fn launcher_for_arm64() -> Result<PathBuf, String> {
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let copy = Path::new(&out).join("upgo-launcher-arm64.exe");
    let copied = match env::var_os(ARM64) {
        Some(given) => std::fs::copy(&given, &copy).map(drop),
        None => std::fs::write(&copy, []),
    };
    copied.map(|()| copy).map_err(|error| format!("{ARM64}: {error}"))
}

fn launcher_name() -> &'static str {
    if is_for("windows") { "upgo-launcher.exe" } else { "upgo-launcher" }
}

/// Whether the target has this operating system.
fn is_for(os: &str) -> bool {
    env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok(os)
}

fn compile_launcher() -> Result<PathBuf, String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    let program = Path::new(&variable("OUT_DIR")?).join(launcher_name());
    let mut rustc = Command::new(variable("RUSTC")?);
    rustc.args(["--edition", "2024", "--crate-name", "upgo_launcher", "--crate-type", "bin"]);
    rustc.args([
        "-C", "opt-level=s", "-C", "panic=abort", "-C", "lto=fat", "-C", "codegen-units=1", "-C", "strip=symbols",
    ]);
    let launcher = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../launcher");
    // The same sources give the same bytes, wherever and whenever they are compiled.
    rustc.arg("--remap-path-prefix").arg(format!("{}=launcher", launcher.display()));
    match variable("CARGO_CFG_TARGET_ENV")?.as_str() {
        "msvc" => rustc.args(["-C", "target-feature=+crt-static", "-C", "link-arg=/Brepro"]),
        _ if !is_for("windows") => &mut rustc,
        _ => rustc.args(["-C", "link-arg=-Wl,--no-insert-timestamp"]),
    };
    if let Some(file) = resource::linked(Some("Upgo launcher for Go"))? {
        rustc.arg("-C").arg(format!("link-arg={}", file.display()));
    }
    rustc.args(["--target", &variable("TARGET")?, "-o"]).arg(&program).arg(launcher.join("src/main.rs"));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        rustc.args(["-C", &format!("linker={linker}")]);
    }
    #[expect(clippy::disallowed_methods, reason = "a build script cannot use the engine's effects")]
    let ended = rustc.status();
    match ended {
        Ok(status) if status.success() => Ok(program),
        Ok(status) => Err(format!("rustc ended with {status}")),
        Err(error) => Err(error.to_string()),
    }
}
