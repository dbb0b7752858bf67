//! Tests only: stands in for `go` in sample toolchains, where a real one would be too slow.
//!
//! It answers `go version` and `go env GOVERSION GOROOT` from its tree's VERSION file. `go build -o OUT …` makes OUT a
//! copy of itself, which says `upgo: it works` when it is started under that name. A tree with a file `broken` in it
//! fails to build. `go wait` runs until its standard input ends.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> io::Result<ExitCode> {
    let program = fs::canonicalize(env::current_exe()?)?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(root) = root_of(&program) else {
        eprintln!("upgo: it works");
        return Ok(ExitCode::SUCCESS);
    };
    let version = fs::read_to_string(root.join("VERSION"))?.lines().next().unwrap_or_default().to_owned();
    match words.as_slice() {
        ["version", ..] => println!("go version {version} sample/sample"),
        ["env", "GOVERSION", "GOROOT"] => println!("{version}\n{}", root.display()),
        ["env", "GOROOT"] => println!("{}", root.display()),
        ["build", "-o", output, ..] if !root.join("broken").exists() => drop(fs::copy(&program, output)?),
        ["build", ..] => {
            eprintln!("the sample toolchain is broken");
            return Ok(ExitCode::FAILURE);
        }
        ["wait"] => {
            println!("waiting");
            io::copy(&mut io::stdin(), &mut io::sink())?;
        }
        ["exit", code] => return Ok(ExitCode::from(code.parse().unwrap_or(1))),
        _ => eprintln!("sample go: {words:?}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The tree that the program is the `bin/go` of.
fn root_of(program: &Path) -> Option<PathBuf> {
    let root = program.parent()?.parent()?;
    root.join("VERSION").is_file().then(|| root.to_owned())
}
