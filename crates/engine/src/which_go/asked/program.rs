//! The answer of Upgo's own program, which a shell of Windows starts: it inherits the environment of the startup files,
//! and answers in ASCII, which no code page of a console can damage.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::answer::{failure, version_in};
use super::question::{END, GO_ENV, LOOK_PROGRAM, QUIET};
use super::{HeardTerminal, TerminalAnswer, TerminalName, kept_variables};
use crate::base::display::ascii_json;
use crate::base::report::Cancel;
use crate::environment::{self, Syntax, VariableScope};
use crate::machine::effect::{self, Ended};
use crate::which_go::toolchain::{Disk, Terminal, Variable, search};

/// The only word on the command line of the program.
pub(super) const WORD: &str = "answer-for-terminal";
/// How the answer begins, before the mark of this question.
const BEGINNING: &str = "upgo-answer";
/// How long Go may take. The shell is waited for less long.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the program prints if a shell was asked with it; `None` if the command line is another one.
pub fn answer_for_terminal(arguments: impl IntoIterator<Item = OsString>) -> Option<String> {
    let mut arguments = arguments.into_iter();
    let is_asked = arguments.next().is_some_and(|word| word == WORD) && arguments.next().is_none();
    is_asked.then(|| printed(&answer(), &std::env::var_os(END).unwrap_or_default().to_string_lossy()))
}

fn printed(answer: &TerminalAnswer, mark: &str) -> String {
    let heard = HeardTerminal::new(TerminalName::Cmd, answer); // the program does not know which shell has started it
    let document = serde_json::to_string(&heard).unwrap_or_default();
    format!("\n{BEGINNING}{mark}\n{}\nend{mark}", ascii_json(&document))
}

/// The answer in what a shell has printed; `None` if there is none. A console may have broken the lines.
pub(crate) fn heard_in(printed: &[u8], mark: &str, name: TerminalName) -> Option<HeardTerminal> {
    let text = String::from_utf8_lossy(printed).replace(['\r', '\n'], "");
    let (_, answered) = text.rsplit_once(&format!("{BEGINNING}{mark}"))?;
    let (document, _) = answered.split_once(&format!("end{mark}"))?;
    let heard: HeardTerminal = serde_json::from_str(document).ok()?;
    Some(HeardTerminal { name, ..heard })
}

fn answer() -> TerminalAnswer {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let environment: BTreeMap<OsString, OsString> =
        kept_variables().filter_map(|name| Some((name.into(), variable(name)?))).collect();
    let unasked = TerminalAnswer { environment, ..TerminalAnswer::default() };
    let Some(go) = first_go(&variable) else { return unasked };
    let (version, fails) = match run(&go, &["version"]) {
        Some(Ended { success: true, output, .. }) => (version_in(output.lines().next().unwrap_or_default()).0, None),
        ended => (None, Some(ended.map(said_instead).unwrap_or_default())),
    };
    let go_env: Vec<&str> = ["env"].into_iter().chain(GO_ENV.split(' ')).collect();
    let go_env = run(&go, &go_env).filter(|ended| ended.success);
    let go_env = go_env.map(|ended| ended.output.lines().map(str::to_owned).collect()).unwrap_or_default();
    TerminalAnswer { version, fails, go_env, ..unasked }
}

/// As `cmd` and PowerShell find it, without the current folder.
fn first_go(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let extensions = variable("PATHEXT").map(|value| Variable { value, scope: VariableScope::Terminal });
    let variables = extensions.map(|value| ("PATHEXT".to_owned(), value)).into_iter().collect();
    let terminal = Terminal { syntax: Syntax::NATIVE, path: Vec::new(), variables, folder: None };
    let folders = environment::folders_of(&variable("PATH")?, Syntax::NATIVE).into_iter();
    let mut full = folders.filter(|folder| folder.is_absolute());
    full.find_map(|folder| search::in_folder(&terminal, &Disk, &folder, "go"))
}

/// `None` if it cannot be started, or takes too long.
fn run(go: &Path, words: &[&str]) -> Option<Ended> {
    let mut command = Command::new(go);
    command.args(words).envs(QUIET).env_remove(END).env_remove(LOOK_PROGRAM).stdin(Stdio::null());
    // There cannot be a folder in a file, so no telemetry is written.
    command.env("TEST_TELEMETRY_DIR", std::env::current_exe().ok()?.join("telemetry"));
    effect::run(&mut command, PATIENCE, &Cancel::default()).ok()
}

fn said_instead(Ended { output, errors, .. }: Ended) -> String {
    let said = if errors.trim().is_empty() { output } else { errors };
    failure(said.trim().lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::version::Version;

    fn answer_with(path: &str) -> TerminalAnswer {
        TerminalAnswer {
            version: Version::from_toolchain("go1.26.6").ok(),
            go_env: vec![r"C:\Jörg 测试\go".to_owned(), String::new()],
            environment: BTreeMap::from([("PATH".into(), path.into()), ("SECRET".into(), "hunter2".into())]),
            ..TerminalAnswer::default()
        }
    }

    #[test]
    fn an_answer_survives_every_code_page_and_a_console_that_breaks_lines() {
        let path = "C:\\Jörg 测试 \u{1f600}\\bin;C:\\";
        let text = printed(&answer_with(path), " x1");
        assert!(text.is_ascii() && !text.contains("hunter2"), "{text}");
        let broken: String = text
            .chars()
            .enumerate()
            .map(|(at, one)| if at % 80 == 79 { format!("{one}\r\n") } else { one.into() })
            .collect();
        for shown in [text.clone(), text.replace('\n', "\r\n"), format!("Welcome\r\n{broken}\r\nbye")] {
            let heard = heard_in(shown.as_bytes(), " x1", TerminalName::GitBash).unwrap();
            assert_eq!(heard.name, TerminalName::GitBash);
            assert_eq!(heard.runs.as_ref().map(Version::as_str), Some("go1.26.6"));
            assert_eq!(heard.root.as_deref(), Some(r"C:\Jörg 测试\go"));
            assert_eq!(heard.variable("PATH"), Some(path.into()));
        }
    }

    #[test]
    fn what_is_not_this_answer_is_none() {
        let text = printed(&answer_with("C:\\"), " x1");
        assert_eq!(heard_in(text.as_bytes(), " x2", TerminalName::Cmd), None);
        assert_eq!(heard_in(&text.as_bytes()[..text.len() - 1], " x1", TerminalName::Cmd), None);
        assert_eq!(heard_in(b"", " x1", TerminalName::Cmd), None);
        for words in [&["status"][..], &[WORD, "more"], &[]] {
            assert_eq!(answer_for_terminal(words.iter().map(OsString::from)), None);
        }
    }
}
