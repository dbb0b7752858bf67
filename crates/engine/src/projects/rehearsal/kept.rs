//! Kept reports: the last one for each release, until an upgrade to it takes it into the history, as
//! `journal/NNNNNNNN.rehearsal.json`. What was tried has its own file, because only `projects raise` and `projects fix`
//! need it.
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RehearsalReport;
use super::tried::Tried;
use crate::base::version::Version;
use crate::base::{bounded, own_json};
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform;

/// The size limit of a file in bytes. A report has at most a few thousand lines for each project.
const LARGEST: u64 = 64 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RehearsedFor {
    /// The projects stay as they are.
    Upgrade,
    Raise,
}

#[answer(Serialize, Deserialize)]
struct KeptTrials {
    at: Timestamp,
    projects: Vec<KeptTrial>,
}

#[answer(Serialize, Deserialize)]
struct KeptTrial {
    folder: PathBuf,
    tried: Tried,
}

pub(crate) fn keep(home: &Home, of: RehearsedFor, report: &RehearsalReport) -> io::Result<()> {
    let projects = report
        .projects
        .iter()
        .filter_map(|project| Some(KeptTrial { folder: project.folder.clone(), tried: project.tried.clone()? }));
    let kept = KeptTrials { at: report.at, projects: projects.collect() };
    write(&trials(home, of, &report.to), &kept)?;
    write(&last(home, of, &report.to), report)
}

pub(crate) fn kept(home: &Home, of: RehearsedFor, to: &Version) -> Option<RehearsalReport> {
    let mut report: RehearsalReport = read(&last(home, of, to))?;
    let trials: Option<KeptTrials> = read(&trials(home, of, to));
    for KeptTrial { folder, tried } in
        trials.filter(|kept| kept.at == report.at).into_iter().flat_map(|kept| kept.projects)
    {
        if let Some(project) = report.projects.iter_mut().find(|project| project.folder == folder) {
            project.tried = Some(tried);
        }
    }
    Some(report)
}

pub(crate) fn keep_with(home: &Home, change: u64, report: &RehearsalReport) -> io::Result<()> {
    write(&of_change(home, change), report)
}

pub(crate) fn kept_with(home: &Home, change: u64) -> Option<RehearsalReport> {
    read(&of_change(home, change))
}

fn last(home: &Home, of: RehearsedFor, to: &Version) -> PathBuf {
    let name = if of == RehearsedFor::Upgrade { "rehearsal" } else { "raise" };
    home.cache().join(format!("{name}-{to}.json"))
}

fn trials(home: &Home, of: RehearsedFor, to: &Version) -> PathBuf {
    last(home, of, to).with_extension("tried.json")
}

fn of_change(home: &Home, change: u64) -> PathBuf {
    home.journal().join(format!("{change:08}.rehearsal.json"))
}

fn write(path: &Path, kept: &impl Serialize) -> io::Result<()> {
    effect::create_dir_all(effect::parent(path))?;
    effect::replace_private(path, &own_json::to_vec(kept)?)
}

/// What is missing, damaged, of a newer Upgo, or open to other accounts counts as none: nothing depends on it.
fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    own_json::from_slice(&bounded::read_if(path, LARGEST, platform::require_own_private).ok()?)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::projects::rehearsal::RehearsalVerdict;

    #[test]
    fn a_report_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let version = |name| Version::from_name(name).unwrap();
        let report = RehearsalReport {
            at: Timestamp::UNIX_EPOCH,
            from: version("go1.26.6"),
            to: version("go1.27.3"),
            tests: false,
            verdict: RehearsalVerdict::Same,
            projects: Vec::new(),
            milliseconds: 7,
            fixes: None,
            warnings: Vec::new(),
        };
        let of = RehearsedFor::Upgrade;
        assert_eq!((kept(&home, of, &report.to), kept_with(&home, 7)), (None, None));
        keep(&home, of, &report).unwrap();
        keep_with(&home, 7, &report).unwrap();
        assert_eq!((kept(&home, of, &report.to), kept(&home, of, &report.from)), (Some(report.clone()), None));
        assert_eq!(kept(&home, RehearsedFor::Raise, &report.to), None, "raised lines are another trial");
        assert_eq!((kept_with(&home, 6), kept_with(&home, 7)), (None, Some(report)));
    }
}
