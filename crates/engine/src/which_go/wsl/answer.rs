//! What a distribution, or `wsl.exe` itself, has printed.
use crate::base::display::{joined_lines, one_line};
use crate::base::version::Version;

/// How the answer of the script begins. Before it is what startup files print.
const BEGINNING: &[u8] = b"\nupgo-look 1\n";
/// The longest path that is kept, in characters.
const LONGEST: usize = 1024;
const MOST: usize = 32;
/// The longest message that is kept, in characters.
const LONGEST_MESSAGE: usize = 300;

/// The `go` files on the PATH of a new terminal in a distribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WslAnswer {
    /// In the order of PATH; a terminal runs the first one.
    pub(crate) on_path: Vec<OnPath>,
    /// The file of the first one, with links resolved; `None` if that was not asked.
    pub(crate) real: Option<String>,
    pub(crate) version: Option<Version>,
    /// Whether it starts the Go of Windows, although it is itself a file of Linux.
    pub(crate) starts_windows_go: bool,
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

pub(crate) fn read(output: &[u8]) -> Result<WslAnswer, Unreadable> {
    let at = output.windows(BEGINNING.len()).rposition(|bytes| bytes == BEGINNING);
    let Some(at) = at else { return Err(Unreadable { said: message(output) }) };
    let text = String::from_utf8_lossy(&output[at + BEGINNING.len()..]);
    let mut answer = WslAnswer::default();
    for line in text.lines() {
        let (word, value) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "linux" | "windows" if answer.on_path.len() < MOST => {
                answer.on_path.push(OnPath { file: short(value, LONGEST), windows: word == "windows" });
            }
            "real" => answer.real = Some(short(value, LONGEST)),
            "version" => {
                let printed = value.strip_prefix("go version ").unwrap_or(value);
                let mut words = printed.split(' ');
                answer.version = words.next().and_then(|name| Version::from_toolchain(name).ok());
                answer.starts_windows_go = words.any(|word| word.starts_with("windows/"));
            }
            "end" => return Ok(answer),
            _ => {} // another file with a line break in its name
        }
    }
    Err(Unreadable { said: None }) // it was cut off
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
    Some(short(&joined_lines(&text), LONGEST_MESSAGE)).filter(|text| !text.is_empty())
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

    fn answer(lines: &str) -> Result<WslAnswer, Unreadable> {
        read(format!("Welcome to Ubuntu\n\nupgo-look 1\n{lines}").as_bytes())
    }

    #[test]
    fn an_answer_names_the_first_go_and_those_behind_it() {
        let lines =
            "linux /usr/local/go/bin/go\nreal /usr/local/go/bin/go\nversion go1.26.5\nwindows /mnt/c/x y/go\nend\n";
        let read = answer(lines).unwrap();
        assert_eq!(read.on_path, [on_path("/usr/local/go/bin/go", false), on_path("/mnt/c/x y/go", true)]);
        assert_eq!(read.real.as_deref(), Some("/usr/local/go/bin/go"));
        assert_eq!((read.version.unwrap().as_str(), read.starts_windows_go), ("go1.26.5", false));
        assert_eq!(answer("end\n"), Ok(WslAnswer::default()), "no Go");
    }

    #[test]
    fn a_version_is_read_from_a_file_or_from_go_itself_and_nothing_else_is_one() {
        for (printed, version, is_windows) in [
            ("go1.27.3", Some("go1.27.3"), false),
            ("go version go1.27.3 linux/amd64", Some("go1.27.3"), false),
            ("go version go1.27.3 windows/amd64", Some("go1.27.3"), true),
            ("go version go1.28rc1 X:aliastypeparams linux/arm64", Some("go1.28rc1"), false),
            ("go version devel go1.28-7a86b7bb8b linux/amd64", None, false),
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
            assert_eq!(read(&printed), expected);
        }
    }

    #[test]
    fn the_text_of_a_distribution_is_bounded_and_harmless() {
        let many = "windows /mnt/c/go\n".repeat(10_000);
        let long = "x".repeat(100_000);
        let read = answer(&format!("linux /a\u{1b}]0;x\u{7}b/go\nreal {long}\n{many}junk\n\0\nend\n")).unwrap();
        assert_eq!(read.on_path[0].file, r"/a\u{1b}]0;x\u{7}b/go");
        assert_eq!((read.on_path.len(), read.real.unwrap().len()), (MOST, LONGEST));
        let lossy = super::read(b"\nupgo-look 1\nlinux /\xff/go\nend\n").unwrap();
        assert_eq!(lossy.on_path, [on_path("/\u{fffd}/go", false)]);
        let huge = message(&vec![b'y'; 1 << 20]).unwrap();
        assert_eq!(huge.len(), LONGEST_MESSAGE);
    }
}
