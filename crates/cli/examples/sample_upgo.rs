//! For tests: stands in for another version of `upgo`, where a real one would be too large.
//!
//! It answers `upgo self trial`, and writes a launcher. Its version and what it does are at the end of its file, after
//! [`MARK`]: `1.0.0 works` answers, `fails` exits with an error, `lies` names another version, `blind` cannot open the
//! home, and `staged` works only before it is put in its place. `upgo wait` runs until its standard input ends. As
//! the window, it is a tray icon that can be asked to quit.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test program, which prints and reads its own file"
)]
use std::process::ExitCode;
use std::{env, fs, io};

/// What precedes the version; the same as in the testkit. It is in two parts, so that it is not in the program itself.
const MARK: [&[u8]; 2] = [b"\nSAMPLE-", b"UPGO "];

fn main() -> io::Result<ExitCode> {
    let program = env::current_exe()?;
    let bytes = fs::read(&program)?;
    let mark = MARK.concat();
    let at = bytes.windows(mark.len()).rposition(|window| window == mark).map_or(bytes.len(), |at| at + mark.len());
    let text = String::from_utf8_lossy(&bytes[at..]).into_owned();
    let (version, kind) = text.split_once(' ').unwrap_or((text.as_str(), ""));
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["self", "trial", "--launcher", file] = words.as_slice() {
        fs::write(file, format!("the launcher of {version}"))?;
    }
    match (words.as_slice(), kind) {
        (["wait", ..], _) => {
            println!("waiting");
            io::copy(&mut io::stdin(), &mut io::sink())?;
        }
        // The window: a tray icon that runs until another start asks it to quit.
        (["tray"], _) => {
            while !program.with_file_name("quit").exists() {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        }
        (["--quit"], _) => fs::write(program.with_file_name("quit"), "")?,
        (["--hidden"], _) => fs::write(program.with_file_name("started"), version)?,
        (["self", "trial", ..], "works") | (["self", "trial", "--launcher", ..], "staged") => {
            println!("{{\"version\":\"{version}\",\"home\":true}}");
        }
        (["self", "trial", ..], "lies") => println!("{{\"version\":\"0.0.1\",\"home\":true}}"),
        (["self", "trial", ..], "blind") => println!("{{\"version\":\"{version}\",\"home\":false}}"),
        _ => {
            eprintln!("sample upgo {version} {kind}: {words:?}");
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
