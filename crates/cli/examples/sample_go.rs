//! For tests: stands in for `go` in sample toolchains, where a real one would be too slow.
//!
//! It answers `go version` and `go env NAME…` from its tree and its variables. `go build -o OUT …` makes OUT a
//! copy of itself, which prints `upgo: it works` when started under that name. In a tree with a file `broken`, a build
//! fails, as it does with a setting that ends in `banana`; with a file `endless`, it and a child process never end. `go install … -- PACKAGE@VERSION` prints a line and
//! writes a program with that build info to GOBIN; for a package that ends in `/broken` it fails, for `/needy` the
//! program has a dependency, and for `/endless` it and a child process never end. `go clean -cache` and `-modcache` delete the folders that a real one deletes. `go wait` runs until its standard input ends.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test program, which prints and writes like Go"
)]
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

// Included as a module, not as a crate: the sample is unpacked thousands of times, and would be ten times as large.
#[path = "../../testkit/src/program.rs"]
#[expect(dead_code, unreachable_pub, clippy::unwrap_used, reason = "written for the tests, which use more of it")]
mod program;

use program::{Format, Program, make_executable};

fn main() -> io::Result<ExitCode> {
    let program = fs::canonicalize(env::current_exe()?)?;
    let arguments: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(root) = root_of(&program) else {
        eprintln!("upgo: it works");
        return Ok(ExitCode::SUCCESS);
    };
    let version = fs::read_to_string(root.join("VERSION"))?.lines().next().unwrap_or_default().to_owned();
    match words.as_slice() {
        ["version", ..] => println!("go version {version} sample/sample"),
        ["env", names @ ..] if names.iter().all(|name| name.starts_with("GO")) => {
            for name in names {
                let value = match *name {
                    "GOVERSION" => version.clone(),
                    "GOROOT" => root.display().to_string(),
                    _ => env::var(name).unwrap_or_default(),
                };
                println!("{value}");
            }
        }
        ["build", ..] if root.join("endless").exists() => hang(&program)?,
        ["build", ..] if refused(&root).is_some() => {
            eprintln!("go: it does not accept {}", refused(&root).unwrap_or_default());
            return Ok(ExitCode::FAILURE);
        }
        ["build", "-o", output, ..] if !root.join("broken").exists() => drop(fs::copy(&program, output)?),
        ["build", ..] => {
            eprintln!("the sample toolchain is broken");
            return Ok(ExitCode::FAILURE);
        }
        ["install", .., "--", target] => return install(&program, &version, target),
        ["clean", flag] => return clean(flag, &root),
        ["hang"] => loop {
            std::thread::sleep(std::time::Duration::from_mins(1));
        },
        ["wait"] => {
            println!("waiting");
            io::copy(&mut io::stdin(), &mut io::sink())?;
        }
        ["exit", code] => return Ok(ExitCode::from(code.parse().unwrap_or(1))),
        _ => eprintln!("sample go: {words:?}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// A setting whose value ends in `banana`, or in the word of the file `refuses` in the tree: a variable, or a line of the
/// `go env -w` file.
fn refused(root: &Path) -> Option<String> {
    let word = fs::read_to_string(root.join("refuses")).unwrap_or_else(|_| "banana".to_owned());
    let folder =
        env::var_os(if env::consts::OS == "windows" { "APPDATA" } else { "XDG_CONFIG_HOME" }).map(PathBuf::from);
    let folder = folder.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".config")));
    let file = env::var_os("GOENV").map(PathBuf::from).or_else(|| Some(folder?.join("go").join("env")));
    let written = file.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    let told = env::vars_os().map(|(name, value)| format!("{}={}", name.display(), value.display()));
    let is_left = |line: &&str| line.split('=').next().is_some_and(|name| env::var_os(name).is_none());
    told.chain(written.lines().filter(is_left).map(str::to_owned))
        .find(|line| line.ends_with("banana") || line.ends_with(&word))
}

/// `go install PACKAGE@VERSION`, where the module path is the package's first two elements.
fn install(program: &Path, go: &str, target: &str) -> io::Result<ExitCode> {
    let (package, version) = target.split_once('@').unwrap_or((target, ""));
    let name = package.rsplit('/').next().unwrap_or(package);
    match name {
        "broken" => {
            eprintln!("go: downloading {target}\n# {package}\nmain.go:1:1: it is broken");
            return Ok(ExitCode::FAILURE);
        }
        "endless" => hang(program)?,
        _ => {}
    }
    let module = package.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
    let dependency = if name == "needy" { "dep\texample.com/dep\tv1.1.0\th1:dep=\n" } else { "" };
    let text = format!("path\t{package}\nmod\t{module}\t{version}\th1:sum=\n{dependency}");
    let file =
        PathBuf::from(env::var_os("GOBIN").unwrap_or_default()).join(format!("{name}{}", env::consts::EXE_SUFFIX));
    fs::write(&file, Program::new(Format::here(), go, &text).bytes())?;
    make_executable(&file);
    Ok(ExitCode::SUCCESS)
}

/// `go clean -cache` and `go clean -modcache`, which fail in a tree with a file `broken`.
fn clean(flag: &str, root: &Path) -> io::Result<ExitCode> {
    let folder = |name| PathBuf::from(env::var_os(name).unwrap_or_default());
    let mut doomed = match flag {
        "-cache" => fs::read_dir(folder("GOCACHE"))?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?,
        _ => vec![folder("GOMODCACHE")],
    };
    doomed.retain(|path| flag != "-cache" || path.file_name().is_some_and(|name| name.len() == 2));
    doomed.sort();
    for path in doomed {
        if root.join("broken").exists() {
            eprintln!("go: unlinkat {}: permission denied", path.display());
            return Ok(ExitCode::FAILURE);
        }
        fs::remove_dir_all(path)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits for a child that never ends.
fn hang(program: &Path) -> io::Result<()> {
    Command::new(program).arg("hang").spawn()?.wait().map(drop)
}

/// The tree whose `bin/go` is this program.
fn root_of(program: &Path) -> Option<PathBuf> {
    let root = program.parent()?.parent()?;
    root.join("VERSION").is_file().then(|| root.to_owned())
}
