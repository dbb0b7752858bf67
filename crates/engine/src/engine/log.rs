//! What the engine writes into its log, and reading it.
use std::path::PathBuf;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use url::Url;

use super::Engine;
use crate::catalog::Catalog;
use crate::log::{self, Entry, Follow, Level, Log, Note, What, word};
use crate::report::Problem;
use crate::request::ChangeRequest;
use crate::watch::{NextCheck, Todo};

/// The answer of `log`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogReport {
    /// The file that is written now; older ones lie beside it.
    #[serde(serialize_with = "crate::paths::shown")]
    pub file: PathBuf,
    /// The newest lines, oldest first.
    pub entries: Vec<Entry>,
}

impl Engine {
    /// The desktop program starts.
    pub fn note_start(&self) {
        let system = self.system().map(|system| format!(" ({system})")).unwrap_or_default();
        let upgo = env!("CARGO_PKG_VERSION");
        self.note(Note::new(What::Started, format!("Upgo {upgo} on {}{system}", self.target())));
    }

    /// The desktop program ends.
    pub fn note_end(&self) {
        self.note(Note::new(What::Ended, "the desktop program ends"));
    }

    /// A finding of the doctor was mended.
    pub fn note_mended(&self, finding: &str, change: Option<u64>) {
        self.note(Note::new(What::Mended, finding).in_change(change));
    }

    /// The file that is written now.
    pub fn log_file(&self) -> PathBuf {
        Log::file(self.home())
    }

    /// The newest `count` lines that are at least as important as `level`. Only reads.
    pub fn log(&self, level: Level, count: usize) -> LogReport {
        LogReport { file: self.log_file(), entries: log::newest(self.home(), level, count) }
    }

    /// All of them, and then those that are added.
    pub fn follow_log(&self, level: Level) -> Follow {
        Follow::new(self.home(), level)
    }

    pub(super) fn note_refused(&self, request: &ChangeRequest, problem: Option<&Problem>) {
        let notes = problem.into_iter().map(|problem| Note::new(What::PlanRefused, request.kind()).because(problem));
        notes.for_each(|note| self.note(note));
    }

    /// What became of asking for releases, of which `known` were known before.
    pub(super) fn note_releases(
        &self,
        known: Option<&Catalog>,
        answer: &Result<(Catalog, Option<Problem>), Problem>,
        took: Duration,
    ) {
        let asked = answer.as_ref().map_or(self.sources.feeds().first(), |(catalog, _)| Some(&catalog.stamp.url));
        let note = match answer {
            Ok((catalog, None)) => {
                let newest = catalog.newest().map(|release| &release.version);
                Note::new(What::CheckDone, news(known, catalog)).of(newest)
            }
            Ok((_, Some(problem))) => Note::new(What::CheckFailed, "what was known last is used").because(problem),
            Err(problem) => Note::new(What::CheckFailed, "nothing is known of releases").because(problem),
        };
        self.note(note.took(Some(took)).from_host(asked.map(host).as_deref()));
    }

    /// What became of asking for vulnerabilities.
    pub(super) fn note_vulnerabilities(&self, problem: Option<&Problem>, took: Duration) {
        let note = match problem {
            None => Note::new(What::CheckDone, "the vulnerability database has answered").at(Level::Debug),
            Some(problem) => Note::new(What::CheckFailed, "nobody told of vulnerabilities").because(problem),
        };
        self.note(note.took(Some(took)).from_host(self.vulnerabilities.as_ref().map(host).as_deref()));
    }

    /// What the watcher has decided to do, and what became of it.
    pub(super) fn note_watched(&self, todo: &Todo, problem: Option<&Problem>) {
        let (text, version) = match todo {
            Todo::CheckReleases => ("ask for releases", None),
            Todo::CheckAdvisories => ("ask for vulnerabilities", None),
            Todo::Download(version) => ("download", Some(version)),
            Todo::Install(version) => ("install", Some(version)),
            Todo::InstallAndSwitch(version) => ("install and switch", Some(version)),
            Todo::Tell(_) => ("tell", None),
        };
        let note = Note::new(What::Watched, text).of(version);
        self.note(problem.into_iter().fold(note, |note, problem| note.at(Level::Warn).because(problem)));
    }

    /// That the watcher has nothing to do, until when, and why.
    pub(super) fn note_next_check(&self, next: &NextCheck) {
        let at = next.at.map_or_else(|| "no next check".to_owned(), |at| format!("the next check is at {at:.0}"));
        self.note(Note::new(What::Watched, format!("{at} ({})", word(&next.why))).at(Level::Debug));
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or(url.scheme()).to_owned()
}

/// What is out that was not known before.
fn news(known: Option<&Catalog>, catalog: &Catalog) -> String {
    let Some(known) = known else { return format!("{} releases are out", catalog.releases.len()) };
    let is_new = |version: &&str| known.releases.iter().all(|release| release.version.as_str() != *version);
    let new: Vec<&str> = catalog.releases.iter().map(|release| release.version.as_str()).filter(is_new).collect();
    if new.is_empty() { "no new release".to_owned() } else { format!("new: {}", new.join(", ")) }
}
