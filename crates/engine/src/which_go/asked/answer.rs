//! What a new terminal has printed: on this machine, in a distribution of WSL, or `wsl.exe` itself.
use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::base::display::{joined_lines, one_line};
use crate::base::version::Version;
use crate::machine::platform;

/// How the answer of the script begins, before the mark of this question. Before it is what startup files print.
const BEGINNING: &str = "\nupgo-look 1";
/// The line after which the environment begins: pairs that each end with NUL.
const ENVIRONMENT: &[u8] = b"\nenvironment\n";
/// The longest path that is kept, in characters.
const LONGEST: usize = 1024;
const MOST: usize = 32;
/// The longest message that is kept, in characters.
const LONGEST_MESSAGE: usize = 300;

/// What a new terminal has answered: its `go` files, and what the first one says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TerminalAnswer {
    /// In the order of PATH; a terminal runs the first one.
    pub(crate) on_path: Vec<OnPath>,
    /// The file of the first one, with links resolved; `None` if that was not asked.
    pub(crate) real: Option<String>,
    pub(crate) version: Option<Version>,
    /// Whether it starts the Go of Windows, although it is itself a file of Linux.
    pub(crate) starts_windows_go: bool,
    /// What it said instead of its version, on one line.
    pub(crate) fails: Option<String>,
    /// The values of [`GO_ENV`](super::question::GO_ENV), in that order; none if it did not answer.
    pub(crate) go_env: Vec<String>,
    /// Empty if it was not asked for.
    pub(crate) environment: BTreeMap<OsString, OsString>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OnPath {
    /// On one line.
    pub(crate) file: String,
    pub(crate) windows: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// What was printed instead, on one line; `None` if nothing was.
    pub(crate) said: Option<String>,
}

/// `mark` is that of the question: nothing in WSL.
pub(crate) fn read(output: &[u8], mark: &str) -> Result<TerminalAnswer, Unreadable> {
    let beginning = format!("{BEGINNING}{mark}\n").into_bytes();
    let at = output.windows(beginning.len()).rposition(|bytes| bytes == beginning);
    let Some(at) = at else { return Err(Unreadable { said: message(output) }) };
    // with the line break at its end
    let answered = &output[at + beginning.len() - 1..];
    let lines_end = answered.windows(ENVIRONMENT.len()).position(|bytes| bytes == ENVIRONMENT);
    let (lines, pairs) = answered.split_at(lines_end.unwrap_or(answered.len()));
    let text = String::from_utf8_lossy(lines);
    let mut answer = TerminalAnswer::default();
    for line in text.lines() {
        let (word, value) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "linux" | "windows" if answer.on_path.len() < MOST => {
                answer.on_path.push(OnPath { file: short(value, LONGEST), windows: word == "windows" });
            }
            "real" => answer.real = Some(short(value, LONGEST)),
            "version" => (answer.version, answer.starts_windows_go) = version_in(value),
            "fails" => answer.fails = Some(failure(value)),
            "env" if answer.go_env.len() < MOST => answer.go_env.push(value.to_owned()),
            "end" if pairs.is_empty() => return Ok(answer),
            _ => {} // another file with a line break in its name
        }
    }
    let mut pairs: Vec<&[u8]> = pairs.get(ENVIRONMENT.len()..).unwrap_or_default().split(|byte| *byte == 0).collect();
    let ends = pairs.pop() == Some(format!("end{mark}\n").as_bytes());
    if !ends {
        return Err(Unreadable { said: None }); // it was cut off
    }
    answer.environment = pairs.into_iter().filter_map(pair).collect();
    Ok(answer)
}

/// The release that `go version` or the first line of a VERSION file says, and whether it is of a Go of Windows.
pub(super) fn version_in(said: &str) -> (Option<Version>, bool) {
    let mut words = said.strip_prefix("go version ").unwrap_or(said).split(' ');
    let version = words.next().and_then(|name| Version::from_toolchain(name).ok());
    (version, words.any(|word| word.starts_with("windows/")))
}

pub(super) fn failure(said: &str) -> String {
    short(said, LONGEST_MESSAGE)
}

fn pair(pair: &[u8]) -> Option<(OsString, OsString)> {
    let at = pair.iter().position(|byte| *byte == b'=')?;
    let text = |bytes: &[u8]| platform::from_units(&bytes.iter().copied().map(u16::from).collect::<Vec<_>>());
    Some((text(&pair[..at]), text(&pair[at + 1..])))
}

/// A message of `wsl.exe`, which is UTF-16 without a mark, or UTF-8, in the language of Windows.
fn message(bytes: &[u8]) -> Option<String> {
    let bytes = &bytes[..bytes.len().min(LONGEST_MESSAGE * 4)];
    let text = if is_utf16(bytes) {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    let text = text.replace(['\0', '\u{feff}'], "");
    Some(failure(&joined_lines(&text))).filter(|text| !text.is_empty())
}

/// Whether bytes are UTF-16: such text has line breaks or spaces, each with a byte 0, which UTF-8 text does not have.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.iter().skip(1).step_by(2).any(|byte| *byte == 0)
}

fn short(text: &str, most: usize) -> String {
    one_line(text.chars().take(most).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_path(file: &str, windows: bool) -> OnPath {
        OnPath { file: file.to_owned(), windows }
    }

    fn answer(lines: &str) -> Result<TerminalAnswer, Unreadable> {
        read(format!("Welcome to Ubuntu\n\nupgo-look 1\n{lines}").as_bytes(), "")
    }

    #[test]
    fn an_answer_names_the_first_go_and_those_behind_it() {
        let lines =
            "linux /usr/local/go/bin/go\nreal /usr/local/go/bin/go\nversion go1.26.5\nwindows /mnt/c/x y/go\nend\n";
        let read = answer(lines).unwrap();
        assert_eq!(read.on_path, [on_path("/usr/local/go/bin/go", false), on_path("/mnt/c/x y/go", true)]);
        assert_eq!(read.real.as_deref(), Some("/usr/local/go/bin/go"));
        assert_eq!((read.version.unwrap().as_str(), read.starts_windows_go), ("go1.26.5", false));
        assert_eq!(answer("end\n"), Ok(TerminalAnswer::default()), "no Go");
    }

    #[test]
    fn a_version_is_read_from_a_file_or_from_go_itself_and_nothing_else_is_one() {
        for (printed, version, is_windows) in [
            ("go1.27.3", Some("go1.27.3"), false),
            ("go version go1.27.3 linux/amd64", Some("go1.27.3"), false),
            ("go version go1.27.3 windows/amd64", Some("go1.27.3"), true),
            ("go version go1.28rc1 X:aliastypeparams linux/arm64", Some("go1.28rc1"), false),
            ("go version devel go1.28-7a86b7bb8b linux/amd64", None, false),
            ("go version go1.28-devel_33aff0e5 Thu Aug 27 15:26:19 2026 -0700 linux/amd64", None, false),
            ("", None, false),
            ("mise ERROR \u{1b}[31mno version is set", None, false),
        ] {
            let read = answer(&format!("linux /go\nversion {printed}\nend\n")).unwrap();
            assert_eq!(
                (read.version.as_ref().map(Version::as_str), read.starts_windows_go),
                (version, is_windows),
                "{printed}"
            );
        }
    }

    #[test]
    fn what_is_not_an_answer_is_never_taken_for_no_go() {
        let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let said = |text: &str| Err(Unreadable { said: Some(text.to_owned()) });
        for (printed, expected) in [
            (b"".to_vec(), Err(Unreadable { said: None })),
            (
                utf16("没有使用所提供名称的分发。\r\n错误代码: Wsl/Service/WSL_E_DISTRO_NOT_FOUND\r\n"),
                said("没有使用所提供名称的分发。 错误代码: Wsl/Service/WSL_E_DISTRO_NOT_FOUND"),
            ),
            (
                b"Catastrophic failure\r\nError code: Wsl/Service/E_UNEXPECTED".to_vec(),
                said("Catastrophic failure Error code: Wsl/Service/E_UNEXPECTED"),
            ),
            ([vec![0xff, 0xfe], utf16("Gerät\u{1b}[2J fehlt")].concat(), said(r"Gerät\u{1b}[2J fehlt")),
            (b"\nupgo-look 1\nlinux /usr/bin/go\nversion go1.2".to_vec(), Err(Unreadable { said: None })),
            (vec![0; 5000], Err(Unreadable { said: None })),
        ] {
            assert_eq!(read(&printed, ""), expected);
        }
    }

    #[test]
    fn the_text_of_a_distribution_is_bounded_and_harmless() {
        let many = "windows /mnt/c/go\n".repeat(10_000);
        let long = "x".repeat(100_000);
        let read = answer(&format!("linux /a\u{1b}]0;x\u{7}b/go\nreal {long}\n{many}junk\n\0\nend\n")).unwrap();
        assert_eq!(read.on_path[0].file, r"/a\u{1b}]0;x\u{7}b/go");
        assert_eq!((read.on_path.len(), read.real.unwrap().len()), (MOST, LONGEST));
        let lossy = super::read(b"\nupgo-look 1\nlinux /\xff/go\nend\n", "").unwrap();
        assert_eq!(lossy.on_path, [on_path("/\u{fffd}/go", false)]);
        let huge = message(&vec![b'y'; 1 << 20]).unwrap();
        assert_eq!(huge.len(), LONGEST_MESSAGE);
    }
    #[test]
    fn a_terminal_of_this_machine_also_says_its_environment() {
        let lines = "linux /go/bin/go\nreal /go/bin/go\nversion go version go1.27.3 linux/amd64\nenv /go\nenv \nend\n";
        let printed = |mark: &str, end: &str| {
            format!("noise\n\nupgo-look 1{mark}\n{lines}\nenvironment\nPATH=/go/bin:/bin\0A=b=c\nend x1\n\0_\0{end}")
        };
        let answer = read(printed(" x1", "end x1\n").as_bytes(), " x1").unwrap();
        assert_eq!(answer.version.unwrap().as_str(), "go1.27.3");
        assert_eq!(answer.go_env, ["/go", ""]);
        let environment: Vec<_> = answer.environment.iter().collect();
        assert_eq!(environment, [(&"A".into(), &"b=c\nend x1\n".into()), (&"PATH".into(), &"/go/bin:/bin".into())]);
        for (printed, mark) in [(printed(" x1", "end x"), " x1"), (printed(" x1", "end x1\n"), " x2")] {
            assert!(read(printed.as_bytes(), mark).is_err(), "cut off, or the answer to another question");
        }
        let failed = read(b"\nupgo-look 1 y\nlinux /go\nfails go: unknown GOEXPERIMENT x\nenvironment\nend y\n", " y");
        assert_eq!(failed.unwrap().fails.as_deref(), Some("go: unknown GOEXPERIMENT x"));
    }
}
