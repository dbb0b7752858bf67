//! For fuzzing: the launcher's own name, the file `current`, version files, and the command line. `crates/fuzz` includes this file.
use crate::choice::{LauncherName, program, toolchain_named_by};
use crate::command_line::{for_program, program_path};
use crate::follow::{self, Candidate, FileText, Obstacle, VERSION_FILES};

/// A name, which is also that of its corpus, and the function that reads an input.
pub(crate) type FuzzTarget = (&'static str, fn(&[u8]));

pub(crate) const TARGETS: &[FuzzTarget] =
    &[("command-line", command_line), ("launcher-choice", choice), ("version-file", version_file)];

/// A command line in UTF-16, or in UTF-8. All but its first argument stays as it is.
fn command_line(bytes: &[u8]) {
    let line: Vec<u16> = match str::from_utf8(bytes) {
        Ok(text) => text.encode_utf16().collect(),
        Err(_) => bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
    };
    let path: Vec<u16> = r"C:\Users\me\a b\go.exe".encode_utf16().collect();
    let new = for_program(&path, &line);
    let (first, rest) = arguments(&new);
    let (_, old_rest) = arguments(&line);
    assert_eq!(rest, old_rest);
    assert!(first == path || new == line);
    assert!(program_path(&line).ends_with(&line[line.len().min(2)..]));
}

/// The first argument of a command line, without its quotes, and the rest, by the rules of the C runtime.
fn arguments(line: &[u16]) -> (Vec<u16>, &[u16]) {
    let (mut first, mut is_quoted) = (Vec::new(), false);
    for (at, unit) in line.iter().enumerate() {
        match char::from_u32(u32::from(*unit)) {
            Some('"') => is_quoted = !is_quoted,
            Some(' ' | '\t') if !is_quoted => return (first, &line[at..]),
            _ => first.push(*unit),
        }
    }
    (first, &[])
}

/// The program is always one in a folder of the toolchains.
fn choice(bytes: &[u8]) {
    let current = toolchain_named_by(bytes);
    let name = LauncherName::by(&String::from_utf8_lossy(bytes));
    if let (Some(toolchain), home) = (current, std::path::Path::new("home")) {
        let path = program(home, toolchain, "go");
        assert_eq!(path.components().count(), 5, "{}", path.display());
        assert!(path.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{}", path.display());
    }
    match name {
        LauncherName::Exactly(toolchain) => assert!(toolchain.starts_with("go")),
        LauncherName::OfCurrent(program) => assert_eq!(program, program.to_ascii_lowercase()),
    }
}

/// A version file chooses one of the installed toolchains, or none; and a message has nothing of it that a terminal would
/// obey.
fn version_file(bytes: &[u8]) {
    let installed = ["go1.26.5", "go1.26.6", "go1.27.3", "go1.28rc1", "mine"];
    let permitted = format!("{} {}", follow::PERMITTED, installed[..3].join(" "));
    for name in VERSION_FILES {
        let read =
            |_: &std::path::Path, other: &str| if other == name { FileText::of(bytes) } else { FileText::Missing };
        let candidates = || installed.map(|name| Candidate::by(name.to_owned(), &permitted)).to_vec();
        match follow::follow(std::path::Path::new("m"), None, read, candidates) {
            Ok(None) => {}
            Ok(Some((named, toolchain))) => assert!(installed[..3].contains(&&*toolchain), "{named:?}: {toolchain}"),
            Err(refused) => match refused.why {
                Obstacle::NoVersion => {}
                Obstacle::NotToml => assert!(name.ends_with("toml")),
                Obstacle::NotPermitted(name) => assert_eq!(name, "go1.28rc1"),
                Obstacle::NotInstalled { says, install } => {
                    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.';
                    assert!(install.bytes().all(is_plain), "{install:?}");
                    assert!(says.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()), "{says:?}");
                }
                Obstacle::TooLarge => assert!(bytes.len() > 20_000),
                Obstacle::Unreadable | Obstacle::LeadsOut => panic!("it was read"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_of_the_corpora_and_its_variations_are_read() {
        upgo_testkit::fuzz::run(TARGETS);
    }
}
