//! The choice of a toolchain, from the launcher's own name and the file `current`.

use std::env::consts::EXE_SUFFIX;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::failure::Failure;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) toolchain: String,
    pub(crate) program: PathBuf,
}

/// Chooses the program for the launcher at a path. Only `current` is `read`; what is wrong with the program is left to
/// the system to say. `follow` returns the toolchain that the current folder names, if this home follows version files.
pub(crate) fn choose(
    launcher: &Path,
    mut read: impl FnMut(&Path) -> io::Result<Vec<u8>>,
    pause: impl FnMut(Duration),
    follow: impl FnOnce(&Path) -> Result<Option<String>, Failure>,
) -> Result<Choice, Failure> {
    let home =
        launcher.parent().and_then(Path::parent).ok_or_else(|| Failure::Homeless { launcher: launcher.to_owned() })?;
    let file_name = launcher.file_name().unwrap_or_default().to_string_lossy();
    let (toolchain, name) = match LauncherName::by(&file_name) {
        LauncherName::Exactly(toolchain) => (toolchain, "go".to_owned()),
        LauncherName::OfCurrent(name) => {
            let current = home.join("current");
            let of_current = || toolchain_of(&current, patiently(|| read(&current), pause));
            (follow(home)?.map_or_else(of_current, Ok)?, name)
        }
    };
    let program = program(home, &toolchain, &name);
    Ok(Choice { toolchain, program })
}

fn toolchain_of(current: &Path, content: io::Result<Vec<u8>>) -> Result<String, Failure> {
    let content = content.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Failure::NoCurrent { current: current.to_owned() },
        _ => Failure::Unreadable { current: current.to_owned(), source },
    })?;
    match toolchain_named_by(&content) {
        Some(toolchain) => Ok(toolchain.to_owned()),
        None => Err(Failure::Damaged { current: current.to_owned(), content }),
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LauncherName {
    /// The `go` of exactly this toolchain, as in `go1.26.6.exe`.
    Exactly(String),
    /// The program of this name in the toolchain that `current` names, as in `go.exe` and `gofmt.exe`.
    OfCurrent(String),
}

impl LauncherName {
    /// Case is ignored.
    pub(crate) fn by(file_name: &str) -> Self {
        let mut name = file_name.to_ascii_lowercase();
        if let Some(stem) = name.strip_suffix(".exe") {
            name.truncate(stem.len());
        }
        match name.strip_prefix("go") {
            Some(version) if version.starts_with(|first: char| first.is_ascii_digit()) => Self::Exactly(name),
            _ => Self::OfCurrent(name),
        }
    }
}

pub(crate) fn program(home: &Path, toolchain: &str, name: &str) -> PathBuf {
    home.join("toolchains").join(toolchain).join("bin").join(format!("{name}{EXE_SUFFIX}"))
}

const MAX_TOOLCHAIN: usize = 100;

/// `None` if the bytes are not a plain name: a part of a path, so `go` with letters, digits and `.-_+` only, without
/// `..`. Editors add a byte order mark before it and white space after it, which are accepted.
pub(crate) fn toolchain_named_by(current: &[u8]) -> Option<&str> {
    let name = current.strip_prefix(b"\xef\xbb\xbf").unwrap_or(current);
    let name = str::from_utf8(name.trim_ascii_end()).ok()?;
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte));
    let version = name.strip_prefix("go")?;
    let sound = plain
        && version.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.len() <= MAX_TOOLCHAIN
        && !name.contains("..")
        && !name.ends_with('.');
    sound.then_some(name)
}

const ATTEMPTS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// Repeats `read` for up to a second of `pause`s until it succeeds, and returns the last result: while a switch renames
/// `current`, for a few milliseconds, Windows may report that it is absent, in use or inaccessible.
pub(crate) fn patiently<T>(mut read: impl FnMut() -> io::Result<T>, mut pause: impl FnMut(Duration)) -> io::Result<T> {
    let mut answer = read();
    for _ in 1..ATTEMPTS {
        if answer.is_ok() {
            break;
        }
        pause(PAUSE);
        answer = read();
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_version_selects_exactly_that_toolchain() {
        for (file_name, toolchain) in [
            ("go1.26.6.exe", "go1.26.6"),
            ("go1.27rc1.exe", "go1.27rc1"),
            ("GO1.27.3.EXE", "go1.27.3"),
            ("go1", "go1"),
            ("go1.27.3", "go1.27.3"),
            ("go1.27.3-custom.exe", "go1.27.3-custom"),
        ] {
            assert_eq!(LauncherName::by(file_name), LauncherName::Exactly(toolchain.into()), "{file_name}");
        }
    }

    #[test]
    fn any_other_name_selects_that_program_of_the_current_toolchain() {
        for (file_name, program) in [
            ("go.exe", "go"),
            ("Go.Exe", "go"),
            ("gofmt.exe", "gofmt"),
            ("gopls.exe", "gopls"),
            ("upgo-launcher.exe", "upgo-launcher"),
            ("go", "go"),
            ("go.exe.exe", "go.exe"),
            ("", ""),
        ] {
            assert_eq!(LauncherName::by(file_name), LauncherName::OfCurrent(program.into()), "{file_name}");
        }
    }

    #[test]
    fn a_program_is_in_the_bin_folder_of_its_toolchain() {
        let parts = ["home", "toolchains", "go1.27.3", "bin", "gofmt"];
        let expected = format!("{}{EXE_SUFFIX}", parts.iter().collect::<PathBuf>().display());
        assert_eq!(program(Path::new("home"), "go1.27.3", "gofmt"), PathBuf::from(expected));
    }

    #[test]
    fn current_may_have_the_line_endings_of_editors() {
        for content in ["go1.27.3", "go1.27.3\n", "go1.27.3\r\n", "go1.27.3 \t\r\n\r\n", "\u{feff}go1.27.3\r\n"] {
            assert_eq!(toolchain_named_by(content.as_bytes()), Some("go1.27.3"), "{content:?}");
        }
        for name in ["go1", "go1.27rc1", "go1.27.3-custom_2+x", "gotip"] {
            assert_eq!(toolchain_named_by(name.as_bytes()), Some(name));
        }
    }

    #[test]
    fn current_cannot_leave_the_toolchains_folder() {
        let long = format!("go{}", "1".repeat(MAX_TOOLCHAIN));
        for content in [
            "", "\n", "go", "1.27.3", "gofmt 1", "go1.27.3 x", " go1.27.3", "go1.27.3\ngo1.26.6", "go1/..",
            r"go1\..\..", "go..", "go1..2", "..", "go1.", "go.1", r"C:\go1", "go1:stream", "go1\0", "go1.27.3*",
            "GO1.27.3", "göö1", &long,
        ] {
            assert_eq!(toolchain_named_by(content.as_bytes()), None, "{content:?}");
        }
        assert_eq!(toolchain_named_by(b"go1\xff"), None);
        assert_eq!(toolchain_named_by(b"\xff\xfeg\0o\0"), None);
    }

    #[test]
    fn a_launcher_reads_one_file_and_starts_another() {
        let opened = |launcher: &str| {
            let mut opened = Vec::new();
            let read = |path: &Path| {
                opened.push(path.to_owned());
                Ok(b"go1.27.3\r\n".to_vec())
            };
            let choice = choose(Path::new(launcher), read, |_| panic!("it waits"), |_| Ok(None)).unwrap();
            opened.push(choice.program);
            opened
        };
        let go = |version| program(Path::new("home"), version, "go");
        assert_eq!(opened("home/bin/go.exe"), [PathBuf::from("home/current"), go("go1.27.3")]);
        assert_eq!(opened("home/bin/go1.26.6.exe"), [go("go1.26.6")], "its name says which");
        assert_eq!(opened("home/bin/gofmt.exe")[1], program(Path::new("home"), "go1.27.3", "gofmt"));
    }

    #[test]
    fn a_followed_file_comes_before_current_but_not_before_the_own_name() {
        let chosen = |launcher: &str, followed: Result<Option<String>, Failure>| {
            let choice = choose(Path::new(launcher), |_| Ok(b"go1.27.3".to_vec()), |_| (), |_| followed);
            choice.map(|choice| choice.toolchain).map_err(|failure| failure.to_string())
        };
        let named = || Ok(Some("go1.26.6".to_owned()));
        assert_eq!(chosen("home/bin/go", named()), Ok("go1.26.6".to_owned()));
        assert_eq!(chosen("home/bin/gofmt", named()), Ok("go1.26.6".to_owned()));
        assert_eq!(chosen("home/bin/go1.25.1", named()), Ok("go1.25.1".to_owned()));
        assert_eq!(chosen("home/bin/go", Ok(None)), Ok("go1.27.3".to_owned()));
        let failure = || Failure::Homeless { launcher: PathBuf::from("x") };
        assert_eq!(chosen("home/bin/go", Err(failure())), Err(failure().to_string()));
    }

    #[test]
    fn without_a_toolchain_nothing_is_chosen() {
        let choose = |launcher: &str, content: io::Result<&str>| {
            let mut content = Some(content.map(|text| text.as_bytes().to_vec()));
            let read = |_: &Path| content.take().unwrap_or_else(|| Err(io::ErrorKind::NotFound.into()));
            choose(Path::new(launcher), read, |_| (), |_| Ok(None)).unwrap_err()
        };
        assert!(matches!(choose("go.exe", Ok("go1.27.3")), Failure::Homeless { .. }));
        let missing = io::ErrorKind::NotFound.into();
        assert!(matches!(choose("home/bin/go.exe", Err(missing)), Failure::NoCurrent { .. }));
        assert!(matches!(choose("home/bin/go.exe", Ok("../go")), Failure::Damaged { .. }));
    }

    #[test]
    fn waits_for_a_current_that_is_briefly_missing() {
        let mut answers =
            vec![Ok("go1.27.3"), Err(io::ErrorKind::PermissionDenied.into()), Err(io::ErrorKind::NotFound.into())];
        let mut waited = Duration::ZERO;
        let read = patiently(|| answers.pop().unwrap(), |pause| waited += pause);
        assert_eq!(read.unwrap(), "go1.27.3");
        assert_eq!(waited, 2 * PAUSE);
    }

    #[test]
    fn gives_up_after_a_second_without_current() {
        let mut waited = Duration::ZERO;
        let read = patiently(|| io::Result::<()>::Err(io::ErrorKind::NotFound.into()), |pause| waited += pause);
        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(waited, (ATTEMPTS - 1) * PAUSE);
        assert!(waited <= Duration::from_secs(1));
    }
}
