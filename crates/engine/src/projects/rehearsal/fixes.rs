//! What `go fix` of the tried Go changes: the result for each project, and for all. Since Go 1.26, it has the
//! modernizers, which use newer features up to the module's `go` line. Source: <https://go.dev/doc/go1.26#gofix>.
use super::{RehearsalDifference, RehearsedProject};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::projects::edit::FileEdit;

const LINES: usize = 400;
/// How many bytes of a diff are reported.
const BYTES: usize = 32 << 10;
/// How many bytes of JSON the edits of one change have at most, because they are in its entry of the journal.
pub(crate) const MOST_TO_WRITE: usize = 2 << 20;

/// What `go fix` of the tried Go changes in a copy of a project, and whether the copy still works.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsedFixes {
    /// Whether the copy still works.
    pub outcome: FixesOutcome,
    /// The result, as a part of a sentence.
    pub says: Statement,
    /// The number of places that it changes: runs of changed lines.
    pub places: u64,
    /// The number of files that it changes.
    pub files: u64,
    /// How many tests passed before and after, with the tried Go; `null` if they were not run.
    pub passing_tests: Option<u64>,
    /// The changes as a unified diff, whose files are relative to the project.
    pub diff: String,
    /// Whether the diff was cut, because it is too long.
    pub is_cut: bool,
    /// What no longer works after the changes.
    pub differences: Vec<RehearsalDifference>,
}

/// Whether a project works after `go fix`.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum FixesOutcome {
    Nothing,
    /// Everything that was run still passes. Without `passingTests`, that is only `go build` and `go vet`.
    Works,
    /// Something that worked before fails.
    Fails,
    /// It was not tried, or the result is not known.
    Unknown,
}

/// What `go fix` of the tried Go changes in all projects.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct FixesSummary {
    /// The result as a sentence.
    pub says: Statement,
    /// The number of places that it changes.
    pub places: u64,
    /// The number of projects that it changes.
    pub projects: u64,
}

/// Whether `go fix` of this Go has the modernizers. Before Go 1.26, it did something else.
pub(crate) fn knows_fixes(version: &Version) -> bool {
    version.language().is_since("go1.26")
}

impl RehearsedFixes {
    pub(super) fn not_tried(why: Statement) -> Self {
        let says = say!(FixesNotTried { why }).shown();
        Self { says, ..Self::found(&[]) }
    }

    /// The changes, whose effect is not known yet.
    pub(super) fn found(edits: &[&FileEdit]) -> Self {
        let (diff, is_cut) = cut(&edits.iter().map(|edit| edit.unified()).collect::<String>());
        Self {
            outcome: FixesOutcome::Unknown,
            says: Sentence::Nothing.into(),
            places: edits.iter().map(|edit| edit.places() as u64).sum(),
            files: edits.len() as u64,
            passing_tests: None,
            diff,
            is_cut,
            differences: Vec::new(),
        }
    }

    pub(super) fn ended(self, outcome: FixesOutcome, says: impl Into<Statement>) -> Self {
        Self { outcome, says: says.into().shown(), ..self }
    }

    /// Its places and files, as parts of a sentence.
    pub(super) fn counted(&self) -> (Statement, Statement) {
        (say!(FixesPlaces { count: self.places }), say!(FixesFiles { count: self.files }))
    }
}

impl FixesSummary {
    /// The summary of the projects that have a result; `None` if none has.
    pub(super) fn of(version: &Version, projects: &[RehearsedProject]) -> Option<Self> {
        let all: Vec<&RehearsedFixes> = projects.iter().filter_map(|project| project.fixes.as_ref()).collect();
        let count = |outcome: FixesOutcome| all.iter().filter(|fixes| fixes.outcome == outcome).count();
        let (works, fails, unknown) =
            (count(FixesOutcome::Works), count(FixesOutcome::Fails), count(FixesOutcome::Unknown));
        let places = all.iter().map(|fixes| fixes.places).sum();
        let changed = all.iter().filter(|fixes| fixes.places > 0).count();
        let were_tested = all.iter().all(|fixes| fixes.outcome != FixesOutcome::Works || fixes.passing_tests.is_some());
        let passing = all.iter().filter_map(|fixes| fixes.passing_tests).sum::<u64>();
        let projects = say!(FixesProjects { count: if places == 0 { unknown } else { changed } });
        let (version, in_places) = (version.as_str(), say!(FixesPlaces { count: places }));
        let says = match (places, fails + unknown) {
            (0, 0) => say!(FixesNone { version }),
            (0, _) => say!(FixesAllUnknown { version, projects }),
            (_, 0) if !were_tested => say!(FixesAllBuilt { version, places: in_places, projects }),
            (_, 0) if passing == 0 => say!(FixesAllWithoutTests { version, places: in_places, projects }),
            (_, 0) => say!(FixesAllTested { version, places: in_places, projects, count: passing }),
            _ => say!(FixesMixed { version, places: in_places, projects, works, fails, unknown }),
        };
        (!all.is_empty()).then_some(Self { says, places, projects: changed as u64 })
    }
}

/// The size of edits in bytes of JSON.
pub(crate) fn size_in_journal(files: &[FileEdit]) -> usize {
    serde_json::to_vec(files).map_or(usize::MAX, |json| json.len())
}

/// The beginning of a diff that may be endless, and whether something is missing.
fn cut(diff: &str) -> (String, bool) {
    let whole = diff.floor_char_boundary(BYTES);
    let kept: String = diff.get(..whole).unwrap_or_default().split_inclusive('\n').take(LINES).collect();
    let is_cut = kept.len() < diff.len();
    (kept, is_cut)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::RehearsalVerdict;
    use super::*;

    fn project(outcome: FixesOutcome, places: u64, passing_tests: Option<u64>) -> RehearsedProject {
        let fixes = RehearsedFixes { outcome, places, passing_tests, ..RehearsedFixes::found(&[]) };
        RehearsedProject {
            folder: "/m".into(),
            module: None,
            verdict: RehearsalVerdict::Same,
            reason: None,
            differences: Vec::new(),
            more: 0,
            failing_with_both: 0,
            passing_tests: None,
            phases: Vec::new(),
            binaries: Vec::new(),
            fixes: Some(fixes),
            tried: None,
        }
    }

    #[test]
    fn the_headline_claims_no_more_than_was_run() {
        use FixesOutcome::{Fails, Nothing, Unknown, Works};
        let go = Version::from_name("go1.27.3").unwrap();
        for (projects, expected) in [
            (
                &[(Works, 41, Some(7)), (Nothing, 0, None)][..],
                "41 places in 1 project; everything still builds, and 7 tests still pass",
            ),
            (&[(Works, 1, Some(1))], "1 place in 1 project; everything still builds, and 1 test still passes"),
            (&[(Works, 2, None), (Works, 1, None)], "3 places in 2 projects; everything still builds. No test was run"),
            (&[(Works, 2, Some(0))], "2 places in 1 project; everything still builds. There was no test to run"),
            (&[(Nothing, 0, None)], "changes nothing"),
            (&[(Unknown, 0, None), (Nothing, 0, None)], "changes in 1 project is unknown"),
            (
                &[(Works, 2, Some(3)), (Fails, 1, None), (Unknown, 0, None)],
                "3 places in 2 projects: still working: 1, failing: 1, unknown: 1",
            ),
        ] {
            let projects: Vec<_> = projects.iter().map(|(how, places, tests)| project(*how, *places, *tests)).collect();
            let says = FixesSummary::of(&go, &projects).unwrap().says.to_string();
            assert!(says.contains(expected) && says.contains("go1.27.3"), "{says}");
        }
        let untried = RehearsedProject { fixes: None, ..project(Nothing, 0, None) };
        assert_eq!(FixesSummary::of(&go, &[untried]), None);
    }

    #[test]
    fn only_newer_releases_have_the_modernizers() {
        for (version, knows) in [("go1.25.9", false), ("go1.26rc1", true), ("go1.26.0", true), ("go1.27.3", true)] {
            assert_eq!(knows_fixes(&Version::from_name(version).unwrap()), knows, "{version}");
        }
    }

    #[test]
    fn an_endless_diff_is_cut_and_says_so() {
        let edit = |lines: usize| FileEdit::between(Path::new("a.go"), "", &"é\n".repeat(lines)).unwrap();
        let [short, long] = [edit(3), edit(2 * LINES)];
        let fixes = RehearsedFixes::found(&[&short, &long]);
        assert_eq!((fixes.files, fixes.places, fixes.is_cut, fixes.diff.lines().count()), (2, 2, true, LINES));
        assert!(!RehearsedFixes::found(&[&short]).is_cut);
        assert_eq!(cut(&"é".repeat(BYTES)).0.len(), BYTES);
    }
}
