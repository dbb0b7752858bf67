//! The engine's log: writing and reading.
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::Engine;
use crate::base::report::{Problem, Result};
use crate::change::log::{self, Follow, Level, Log, LogEntry, LogEvent, Note, word};
use crate::change::request::ChangeRequest;
use crate::guidance::watch::{NextCheck, Todo};
use crate::released::catalog::Catalog;

/// The output of `log`.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct LogReport {
    /// The current log file; older ones are next to it.
    pub file: PathBuf,
    /// The newest lines, oldest first.
    pub entries: Vec<LogEntry>,
}

impl Engine {
    pub fn note_start(&self) {
        let system = self.system().map(|system| format!(" ({system})")).unwrap_or_default();
        let upgo = env!("CARGO_PKG_VERSION");
        self.note(Note::new(LogEvent::Started, format!("Upgo {upgo} on {}{system}", self.target())));
    }

    pub fn note_start_failed(&self, problem: &Problem) {
        self.note(Note::new(LogEvent::StartFailed, "").because(problem));
    }

    pub fn note_end(&self) {
        self.note(Note::new(LogEvent::Ended, "the desktop program ends"));
    }

    pub fn note_mended(&self, finding: &str, change: Option<u64>) {
        self.note(Note::new(LogEvent::Mended, finding).in_change(change));
    }

    pub fn log_file(&self) -> PathBuf {
        Log::file(self.home())
    }

    /// Only reads.
    pub fn log(&self, level: Level, count: usize) -> LogReport {
        LogReport { file: self.log_file(), entries: log::newest(self.home(), level, count) }
    }

    /// All lines of this level and above, and then new ones.
    pub fn follow_log(&self, level: Level) -> Follow {
        Follow::new(self.home(), level)
    }

    pub(super) fn note_refused(&self, request: &ChangeRequest, problem: Option<&Problem>) {
        let Some(problem) = problem else { return };
        self.note(Note::new(LogEvent::PlanRefused, request.kind()).because(problem));
        self.audit_refused(request.kind(), problem);
    }

    /// `known` is the catalogue before the request.
    pub(super) fn note_releases(
        &self,
        known: Option<&Catalog>,
        answer: &Result<(Catalog, Option<Problem>)>,
        took: Duration,
    ) {
        let asked = answer.as_ref().map_or(self.sources.feeds().first(), |(catalog, _)| Some(&catalog.stamp.url));
        let note = match answer {
            Ok((catalog, None)) => {
                let newest = catalog.newest().map(|release| &release.version);
                Note::new(LogEvent::CheckDone, news(known, catalog)).of(newest)
            }
            Ok((_, Some(problem))) => {
                Note::new(LogEvent::CheckFailed, "using the cached release list").because(problem)
            }
            Err(problem) => Note::new(LogEvent::CheckFailed, "no release list is available").because(problem),
        };
        self.note(note.took(Some(took)).with_host(asked.map(host).as_deref()));
    }

    pub(super) fn note_vulnerabilities(&self, problem: Option<&Problem>, took: Duration) {
        let note = match problem {
            None => Note::new(LogEvent::CheckDone, "the vulnerability database answered").at(Level::Debug),
            Some(problem) => {
                Note::new(LogEvent::CheckFailed, "the vulnerability database could not be updated").because(problem)
            }
        };
        self.note(note.took(Some(took)).with_host(self.vulnerabilities.as_ref().map(host).as_deref()));
    }

    pub(super) fn note_watched(&self, todo: &Todo, problem: Option<&Problem>) {
        let (text, version) = match todo {
            Todo::CheckReleases => ("check for releases", None),
            Todo::CheckAdvisories => ("check for vulnerabilities", None),
            Todo::Download(version) => ("download", Some(version)),
            Todo::Install(version) => ("install", Some(version)),
            Todo::InstallAndSwitch(version) => ("install and switch", Some(version)),
            Todo::Tell(_) => ("notify", None),
        };
        let note = Note::new(LogEvent::Watched, text).of(version);
        self.note(problem.into_iter().fold(note, |note, problem| note.at(Level::Warn).because(problem)));
    }

    pub(super) fn note_next_check(&self, next: &NextCheck) {
        let at = next.at.map_or_else(|| "no next check".to_owned(), |at| format!("the next check is at {at:.0}"));
        self.note(Note::new(LogEvent::Watched, format!("{at} ({})", word(&next.why))).at(Level::Debug));
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or(url.scheme()).to_owned()
}

fn news(known: Option<&Catalog>, catalog: &Catalog) -> String {
    let Some(known) = known else { return format!("{} releases are available", catalog.releases.len()) };
    let is_new = |version: &&str| known.releases.iter().all(|release| release.version.as_str() != *version);
    let new: Vec<&str> = catalog.releases.iter().map(|release| release.version.as_str()).filter(is_new).collect();
    if new.is_empty() { "nothing new since the last check".to_owned() } else { format!("new: {}", new.join(", ")) }
}
