//! Reports that are kept: the last one for each release, until an upgrade to it takes it into the history.
//!
//! In the history, it is a file beside the journal's: `journal/NNNNNNNN.rehearsal.json`. What `go fix` has changed is
//! kept in a file of its own, because only a commit needs it.
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::RehearsalReport;
use super::fixes::MadeFixes;
use crate::base::version::Version;
use crate::base::{bounded, own_json};
use crate::environment::lossless;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform;

/// The size limit of a file in bytes. A report has at most a few thousand lines for each project.
const LARGEST: u64 = 64 << 20;

/// The fixes of the projects that work with them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeptFixes {
    /// When their rehearsal began.
    at: Timestamp,
    projects: Vec<ProjectFixes>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProjectFixes {
    #[serde(with = "lossless::path")]
    folder: PathBuf,
    fixes: MadeFixes,
}

/// Keeps the last report for a release, and the fixes that can be committed.
pub(crate) fn keep(home: &Home, report: &RehearsalReport) -> io::Result<()> {
    let projects = report.fixed().filter_map(|(project, fixes)| {
        Some(ProjectFixes { folder: project.folder.clone(), fixes: fixes.made.clone()? })
    });
    let kept = KeptFixes { at: report.at, projects: projects.collect() };
    let file = fixes(home, &report.to);
    if !kept.projects.is_empty() {
        write(&file, &kept)?;
    } else if file.is_file() {
        effect::remove_file(&file)?;
    }
    write(&last(home, &report.to), report)
}

/// The fixes of a report that is kept, by the folder of the project.
pub(crate) fn kept_fixes(home: &Home, report: &RehearsalReport) -> BTreeMap<PathBuf, MadeFixes> {
    let kept: Option<KeptFixes> = read(&fixes(home, &report.to));
    let kept = kept.filter(|kept| kept.at == report.at);
    kept.into_iter().flat_map(|kept| kept.projects).map(|project| (project.folder, project.fixes)).collect()
}

/// The last report for a release.
pub(crate) fn kept(home: &Home, to: &Version) -> Option<RehearsalReport> {
    read(&last(home, to))
}

/// Keeps the report of a change with its number in the history.
pub(crate) fn keep_with(home: &Home, change: u64, report: &RehearsalReport) -> io::Result<()> {
    write(&of_change(home, change), report)
}

/// The report of a change.
pub(crate) fn kept_with(home: &Home, change: u64) -> Option<RehearsalReport> {
    read(&of_change(home, change))
}

fn last(home: &Home, to: &Version) -> PathBuf {
    home.cache().join(format!("rehearsal-{to}.json"))
}

fn fixes(home: &Home, to: &Version) -> PathBuf {
    home.cache().join(format!("fixes-{to}.json"))
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
        assert_eq!((kept(&home, &report.to), kept_with(&home, 7)), (None, None));
        keep(&home, &report).unwrap();
        keep_with(&home, 7, &report).unwrap();
        assert_eq!((kept(&home, &report.to), kept(&home, &report.from)), (Some(report.clone()), None));
        assert_eq!((kept_with(&home, 6), kept_with(&home, 7)), (None, Some(report.clone())));
        // one of an Upgo that did not try `go fix`
        let mut older: serde_json::Value = serde_json::to_value(&report).unwrap();
        assert!(older.as_object_mut().unwrap().remove("fixes").is_some());
        assert_eq!(own_json::from_slice(older.to_string().as_bytes()), Some(report));
    }
}
