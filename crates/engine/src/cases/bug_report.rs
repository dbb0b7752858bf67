//! `report`: gathers the files of a bug report.
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::{Engine, HistoryEntry, WhichTerminal};
use crate::base::display;
use crate::base::report::Failure;
use crate::base::report::{Code, Problem, Result};
use crate::base::secret;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::change::journal::{self, JournalEntry, Seal};
use crate::change::log::{Discretion, Log, asks};
use crate::change::plan::Action;
use crate::change::site::Terminals;
use crate::choices::settings::SettingEntry;
use crate::guidance::bug_report::BugReport;
use crate::machine::effect::user_file;
use crate::machine::platform;
use crate::which_go::asked::{HeardTerminal, TerminalName};
use crate::which_go::resolve::{HowKnown, Known};

const CHANGES: usize = 20;

const READ_ME: &str = "\
Information about Upgo on one machine, for a bug report. Upgo did not send it anywhere.

about.json     versions: Upgo, the system; a variable that stops other commands
status.json    upgo status --json
doctor.json    upgo doctor --json
terminals.json what new terminals answered when Upgo asked the user's shell
why.json       upgo why --json in the folder in which it was asked
settings.json  the settings, and problems of their file
history.json   the newest changes, without the values of PATH and variables
outcomes.json  their outcomes, from the journal
logs/          the files that `upgo log` shows

Passwords, the names of the user, the machine and projects, and what hooks printed are left out. The home folder is
written as ~.
";

#[answer(Serialize)]
struct AboutFile<'a> {
    upgo: &'static str,
    at: Timestamp,
    target: String,
    system: Option<String>,
    elevated: bool,
    home: &'a Path,
    program: Option<PathBuf>,
    feeds: &'a [Url],
    problem: Option<Problem>,
}

#[answer(Serialize)]
struct SettingsTold<'a> {
    set: Vec<SettingEntry>,
    problem: Option<&'a Problem>,
    warnings: &'a [Problem],
}

#[answer(Serialize)]
struct TerminalsTold {
    /// `None` if none was asked.
    shell: Option<PathBuf>,
    known: Known,
    at: Option<Timestamp>,
    because: Option<Statement>,
    answers: Vec<AnswerTold>,
}

#[answer(Serialize)]
struct AnswerTold {
    terminal: TerminalName,
    version: Option<Version>,
    fails: Option<String>,
    go_env: BTreeMap<&'static str, String>,
}

#[answer(Serialize)]
struct ChangeEnded {
    id: u64,
    begun: BTreeSet<usize>,
    outcome: Option<Seal>,
}

impl Engine {
    /// Only reads. What cannot be read is included as a problem.
    pub fn bug_report(&self) -> BugReport {
        let discretion = self.discretion();
        let mut report = BugReport::default();
        let mut put = |name: &str, document: Value| {
            let text = display::json(&serde_json::to_string_pretty(&discretion.tell_all(document)).unwrap_or_default());
            report.put(name, text + "\n");
        };
        put("about.json", document(Ok(self.about())));
        put("status.json", document(self.status()));
        put("doctor.json", document(self.doctor()));
        put("terminals.json", document(Ok(self.terminals_told())));
        put("why.json", document(self.why(WhichTerminal::New, self.user_folder().as_deref())));
        put("settings.json", document(Ok(self.settings_told())));
        put("history.json", document(self.newest_changes()));
        put("outcomes.json", document(self.outcomes()));
        report.put("README.txt", READ_ME);
        for path in Log::files(self.home()) {
            let told = |bytes: Vec<u8>| discretion.tell(&without_output(&String::from_utf8_lossy(&bytes)));
            let text = fs_err::read(&path).map(|bytes| display::json(&told(bytes)));
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            report.put(format!("logs/{name}"), text.unwrap_or_else(|error| error.to_string()));
        }
        report
    }

    fn about(&self) -> AboutFile<'_> {
        AboutFile {
            upgo: env!("CARGO_PKG_VERSION"),
            at: self.now(),
            target: self.target().to_string(),
            system: self.system().map(ToString::to_string),
            elevated: platform::is_elevated(),
            home: self.home().root(),
            program: std::env::current_exe().ok(),
            feeds: self.sources().feeds(),
            problem: self.sources_problem(),
        }
    }

    fn terminals_told(&self) -> TerminalsTold {
        let known = self.terminals();
        let (first, others) = known.heard();
        let HowKnown { by, at, because, .. } = known.how(first);
        let is_asked = matches!(known, Terminals::Heard(_));
        TerminalsTold {
            shell: is_asked.then(|| platform::new_terminals(&|name| self.variable(name)).shell),
            known: by,
            at,
            because: because.map(Statement::from),
            answers: first.into_iter().chain(others).map(answer_told).collect(),
        }
    }

    fn settings_told(&self) -> SettingsTold<'_> {
        let loaded = self.loaded_settings();
        let set = loaded.list().into_iter().filter(|entry| entry.is_set).map(without_arguments).collect();
        SettingsTold { set, problem: loaded.problem.as_ref(), warnings: &loaded.warnings }
    }

    fn newest_changes(&self) -> Result<Vec<Value>> {
        let newest = self.history_page(None, CHANGES)?.entries;
        Ok(newest.iter().map(without_values).collect())
    }

    fn outcomes(&self) -> Result<Vec<ChangeEnded>> {
        let newest = journal::newest_first(self.home()).map_err(super::snapshot::disk)?.take(CHANGES);
        let ended = |seal: Seal| Seal { problem: seal.problem.filter(|problem| !quotes_others(problem.code)), ..seal };
        let end =
            |entry: JournalEntry| ChangeEnded { id: entry.id, begun: entry.begun, outcome: entry.seal.map(ended) };
        Ok(newest.map(end).collect())
    }

    /// Redacts what the log redacts, and also names, because a reader of the report need not know whose machine it is.
    pub(super) fn discretion(&self) -> Discretion {
        let text = |name: &str| Some(self.variable(name)?.to_string_lossy().into_owned());
        let folder = self.user_folder();
        let folder_name = folder.as_deref().and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()));
        let users = ["USER", "USERNAME", "LOGNAME"].into_iter().filter_map(text).chain(folder_name);
        let machines = ["HOSTNAME", "COMPUTERNAME"].into_iter().filter_map(text);
        let projects = self.settings().projects.iter().map(PathBuf::as_path);
        Discretion::of(folder.as_deref(), projects)
            .and_secrets(self.secrets())
            .and_names(users, "<user>")
            .and_names(machines, "<machine>")
    }

    /// The secrets that the log redacts, and those in files: the `go env -w` file, `.netrc` and the settings.
    fn secrets(&self) -> Vec<String> {
        let values = self.go_env_file().and_then(|file| user_file::read(&file).ok()?).unwrap_or_default();
        let in_files = secret::logins(&String::from_utf8_lossy(&values));
        let proxy = self.settings().proxy.iter().flat_map(|proxy| secret::logins(proxy.as_str()));
        let known = self.setup.secrets().into_iter().chain(in_files).chain(proxy).chain(self.netrc_passwords());
        known.chain(self.hook_arguments()).collect()
    }

    /// The arguments of the hooks in the settings, which the log may quote. An ordinary word is not a secret.
    fn hook_arguments(&self) -> Vec<String> {
        let settings = self.settings();
        let hooks = [
            &settings.hooks_before_switch,
            &settings.hooks_after_switch,
            &settings.hooks_soak,
            &settings.hooks_on_failure,
            &settings.hooks_on_release,
            &settings.hooks_on_vulnerability,
            &settings.hooks_on_check_failure,
            &settings.hooks_on_unattended,
        ];
        let words = hooks.into_iter().flatten().flat_map(|hook| hook.words().iter().skip(1));
        let is_ordinary =
            |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') || word.starts_with('/');
        words.filter(|word| !is_ordinary(word)).cloned().collect()
    }
}

fn answer_told(heard: &HeardTerminal) -> AnswerTold {
    AnswerTold {
        terminal: heard.name,
        version: heard.runs.clone(),
        fails: heard.fails.clone(),
        go_env: heard.go_values().map(|(name, value)| (name, value.to_owned())).collect(),
    }
}

fn document<T: Serialize>(answer: Result<T>) -> Value {
    let document = match answer {
        Ok(answer) => serde_json::to_value(answer),
        Err(problem) => serde_json::to_value(Failure { error: &problem }),
    };
    document.unwrap_or_else(|error| Value::String(error.to_string()))
}

/// Whether the message of such a problem names projects, or repeats what a hook printed.
fn quotes_others(code: Code) -> bool {
    matches!(code, Code::RehearsalBreaks | Code::HookFailed)
}

/// A setting without the arguments of a hook, which are for its program only.
fn without_arguments(entry: SettingEntry) -> SettingEntry {
    match entry.value.as_array() {
        Some(words) if entry.key.starts_with("hooks.") && words.len() > 1 => {
            let left_out = match words.len() - 1 {
                1 => "… (1 argument)".to_owned(),
                count => format!("… ({count} arguments)"),
            };
            SettingEntry { value: [words[0].clone(), left_out.into()].into_iter().collect(), ..entry }
        }
        _ => entry,
    }
}

/// A log without the lines that hooks printed.
fn without_output(log: &str) -> String {
    let is_output = |line: &&str| line.contains("\"event\":\"hook-said\"");
    log.split_inclusive('\n').filter(|line| !is_output(line)).collect()
}

/// A change without the values of variables, the names of projects, and the arguments of the command line.
fn without_values(entry: &HistoryEntry) -> Value {
    let mut document = serde_json::to_value(entry).unwrap_or_default();
    // A rehearsal names projects.
    if let Some(rehearsal) = &entry.rehearsal {
        document["rehearsal"]["broken"] = rehearsal.broken.len().into();
    }
    if let Some(problem) = entry.problem.as_ref().filter(|problem| quotes_others(problem.code)) {
        document["problem"] = problem.code.as_str().into();
    }
    for (index, ran) in entry.hooks.iter().enumerate() {
        document["hooks"][index]["output"] = ran.output.len().into();
    }
    document["diff"] = entry.diff.0.len().into();
    document["by"] = asks(&entry.by).into();
    if matches!(entry.change.action, Action::Pin | Action::RaiseProjects | Action::FixProjects) {
        document["variables"] = entry.change.variables.len().into();
    }
    document
}
