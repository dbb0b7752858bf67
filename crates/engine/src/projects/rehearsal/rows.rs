//! The rows of a rehearsal.
use std::cmp::Reverse;

use jiff::Timestamp;

use super::{
    FixesOutcome, RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding, RehearsalReport,
    RehearsalVerdict as Verdict, RehearsedFixes, RehearsedProject,
};
use crate::base::report::{Problem, RehearsalPhase, size};
use crate::base::rows::{Row, RowPath, Tone};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};

/// How many projects are shown at first, if no more of them differ.
const PROJECTS: usize = 8;
/// How many lines of a difference are shown at first.
const LINES: u32 = 5;
/// How many lines of a diff are shown at first, if it is one of few.
const DIFF_LINES: u32 = 12;
const DIFFS: u64 = 3;

/// The rows of a rehearsal, and what the page has to know besides.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RehearsalRows {
    pub at: Timestamp,
    pub milliseconds: u64,
    /// The Go to compare with, which is in use.
    pub from: Version,
    /// The Go that was tried.
    pub to: Version,
    /// Whether `go fix` changes projects that still work.
    pub can_fix: bool,
    pub row: Row,
    pub warnings: Vec<Problem>,
}

impl From<RehearsalReport> for RehearsalRows {
    fn from(report: RehearsalReport) -> Self {
        let (row, can_fix) = (report.row(), report.fixed().next().is_some());
        let RehearsalReport { at, milliseconds, from, to, warnings, .. } = report;
        Self { at, milliseconds, from, to, can_fix, row, warnings }
    }
}

impl RehearsalReport {
    /// The report as rows: the projects, those that need attention first.
    pub fn row(&self) -> Row {
        let mut projects: Vec<&RehearsedProject> = self.projects.iter().collect();
        projects.sort_by_key(|project| Reverse(project.verdict));
        let few = PROJECTS.max(projects.len() - self.with(Verdict::Same).count());
        let lines = self.fixes.as_ref().filter(|fixes| fixes.projects <= DIFFS).map_or(0, |_| DIFF_LINES);
        Row {
            second: self.fixes.as_ref().map(|fixes| fixes.says.clone()),
            rows: projects.into_iter().map(|project| project_row(project, lines)).collect(),
            few: u32::try_from(few).ok(),
            ..Row::new(look(self.verdict).0, self.headline())
        }
    }

    fn headline(&self) -> Statement {
        let all = self.projects.len();
        let (from, to) = (self.from.as_str(), self.to.as_str());
        match self.verdict {
            Verdict::Breaks if all == 1 => say!(RehearseBreaksOne { from, to }),
            Verdict::Breaks => say!(RehearseBreaksSome { from, to, broken: self.broken().count(), count: all }),
            Verdict::Unknown if all == 1 => say!(RehearseOneUnknown { to }),
            Verdict::FailsWithBoth if all == 1 => say!(RehearseOneFails { from, to }),
            Verdict::Unknown | Verdict::FailsWithBoth => self.inconclusive(),
            Verdict::Differs => say!(RehearseDiffers { from, to }),
            Verdict::Same if self.has_passing_tests() => say!(RehearseTestsWork { from, to, count: all }),
            Verdict::Same if self.tests => say!(RehearseBuildsWithoutTests { from, to, count: all }),
            Verdict::Same => say!(RehearseBuilds { from, to, count: all }),
        }
    }

    /// `go1.27.3 breaks nothing in 1 of 3 projects; broken fails with both; slow is unknown.`
    fn inconclusive(&self) -> Statement {
        let those = |verdict| self.with(verdict).map(RehearsedProject::name).collect::<Vec<_>>();
        let (failing, unknown) = (those(Verdict::FailsWithBoth), those(Verdict::Unknown));
        let parts = [
            (failing.len(), say!(RehearseNamedFail { count: failing.len(), names: Value::some_of(&failing) })),
            (unknown.len(), say!(RehearseNamedUnknown { count: unknown.len(), names: Value::some_of(&unknown) })),
        ];
        let clear = self.with(Verdict::Same).chain(self.with(Verdict::Differs)).count();
        let clear = say!(RehearseBreaksNothing { to: self.to.as_str(), clear, count: self.projects.len() });
        let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| says);
        say!(FullSentence { text: parts.fold(clear, |first, then| say!(FirstThen { first, then })) })
    }
}

fn look(verdict: Verdict) -> (Tone, Sentence) {
    match verdict {
        Verdict::Same => (Tone::Good, Sentence::RehearseIsSame),
        Verdict::Differs => (Tone::Info, Sentence::RehearseIsDifferent),
        Verdict::FailsWithBoth => (Tone::Neutral, Sentence::RehearseIsFailing),
        Verdict::Unknown => (Tone::Neutral, Sentence::IsUnknown),
        Verdict::Breaks => (Tone::Bad, Sentence::RehearseIsBroken),
    }
}

fn project_row(project: &RehearsedProject, diff_lines: u32) -> Row {
    let (tone, verdict) = look(project.verdict);
    let notes = [
        (project.more > 0).then(|| say!(RehearseMoreDifferences { count: project.more })),
        (project.failing_with_both > 0).then(|| say!(RehearseFailing { count: project.failing_with_both })),
        project.passing_tests.map(|count| say!(RehearsePassing { count })),
        figures(project),
    ];
    let notes = notes.into_iter().flatten().map(|note| Row::new(Tone::Neutral, note));
    let fixes = project.fixes.iter().map(|fixes| fixes_row(fixes, diff_lines));
    Row {
        second: project.reason.as_ref().map(|reason| say!(FullSentence { text: reason })),
        badge: Some(verdict.into()),
        path: Some(RowPath { file: project.folder.clone(), line: None, column: None }),
        rows: project.differences.iter().map(difference_row).chain(notes).chain(fixes).collect(),
        ..Row::new(tone, say!(Named { name: project.name() }))
    }
}

fn difference_row(difference: &RehearsalDifference) -> Row {
    let (tone, kind) = match difference.kind {
        Kind::Breaks => (Tone::Bad, Sentence::RehearseFailsNow),
        Kind::NewFinding => (Tone::Caution, Sentence::RehearseNewFinding),
        Kind::Flaky => (Tone::Caution, Sentence::RehearseFlaky),
        Kind::Mended => (Tone::Good, Sentence::RehearseWorksNow),
    };
    let (package, test) = (difference.package.as_deref(), difference.test.as_deref());
    let about: Vec<&str> = [Some(difference.phase.command()), package, test].into_iter().flatten().collect();
    Row {
        badge: Some(kind.into()),
        rows: difference.findings.iter().map(finding_row).collect(),
        few: Some(LINES),
        ..Row::new(tone, say!(Named { name: about.join(" ") }))
    }
}

fn finding_row(found: &RehearsalFinding) -> Row {
    let analyzer = found.analyzer.as_ref().map(|analyzer| format!(" ({analyzer})")).unwrap_or_default();
    Row {
        path: found.file.clone().map(|file| RowPath { file, line: found.line, column: found.column }),
        ..Row::new(Tone::Info, say!(Named { name: format!("{}{analyzer}", found.text) }))
    }
}

fn fixes_row(fixes: &RehearsedFixes, lines: u32) -> Row {
    let tone = match fixes.outcome {
        FixesOutcome::Nothing => Tone::Neutral,
        FixesOutcome::Works => Tone::Info,
        FixesOutcome::Fails | FixesOutcome::Unknown => Tone::Caution,
    };
    Row {
        quoted: (!fixes.diff.is_empty()).then(|| fixes.diff.clone()),
        few: Some(lines),
        rows: fixes.differences.iter().map(difference_row).collect(),
        ..Row::new(tone, say!(AtPlace { place: RehearsalPhase::Fix.command(), what: &fixes.says }))
    }
}

/// The times and the sizes with both: `go build 8.2 s → 7.9 s · app 12.4 MB → 12.1 MB`.
fn figures(project: &RehearsedProject) -> Option<Statement> {
    let seconds = |milliseconds: u64| format!("{:.1} s", milliseconds as f64 / 1e3);
    let times = project.phases.iter().filter_map(|phase| {
        let (from, to) = (phase.from.as_ref()?.milliseconds, phase.to.as_ref()?.milliseconds);
        Some(format!("{} {} → {}", phase.phase.command(), seconds(from), seconds(to)))
    });
    let sizes = project.binaries.iter().filter_map(|binary| {
        let (from, to) = (size(binary.from_bytes?), size(binary.to_bytes?));
        Some(format!("{} {from} → {to}", binary.name))
    });
    let figures: Vec<String> = times.chain(sizes).collect();
    (!figures.is_empty()).then(|| say!(Named { name: figures.join(" · ") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u32) -> RehearsalFinding {
        let (file, text) = (Some("/m/a_test.go".into()), "got 1".to_owned());
        RehearsalFinding { file, line: Some(line), column: None, text, analyzer: Some("printf".to_owned()) }
    }

    fn project(name: &str, verdict: Verdict, kinds: &[Kind]) -> RehearsedProject {
        let difference = |kind: &Kind| RehearsalDifference {
            phase: RehearsalPhase::Test,
            kind: *kind,
            package: Some("m/p".to_owned()),
            test: Some("TestX".to_owned()),
            findings: (1..8).map(finding).collect(),
        };
        RehearsedProject {
            folder: "/m".into(),
            module: Some(name.to_owned()),
            verdict,
            reason: None,
            differences: kinds.iter().map(difference).collect(),
            more: 0,
            failing_with_both: 1,
            passing_tests: Some(2),
            phases: Vec::new(),
            binaries: Vec::new(),
            fixes: None,
            tried: None,
        }
    }

    fn report(verdict: Verdict, projects: Vec<RehearsedProject>) -> RehearsalReport {
        let [from, to] = ["go1.26.6", "go1.27.3"].map(|name| Version::from_name(name).unwrap());
        let (at, tests) = (Timestamp::UNIX_EPOCH, true);
        RehearsalReport { at, from, to, tests, verdict, projects, milliseconds: 0, fixes: None, warnings: Vec::new() }
    }

    fn badge(row: &Row) -> String {
        format!("{}: {}", row.title, row.badge.as_ref().unwrap())
    }

    #[test]
    fn what_breaks_comes_first_and_no_project_that_differs_is_left_out() {
        let same = (0..20).map(|_| project("same", Verdict::Same, &[]));
        let broken = (0..9).map(|_| project("broken", Verdict::Breaks, &[Kind::Flaky, Kind::Breaks]));
        let row = report(Verdict::Breaks, same.clone().chain(broken).collect()).row();
        assert_eq!((row.tone, row.few, row.rows.len()), (Tone::Bad, Some(9), 29));
        assert_eq!(row.title.to_string(), "go1.27.3 breaks 9 of 29 projects, compared with go1.26.6.");
        assert_eq!([&row.rows[8], &row.rows[9]].map(badge), ["broken: breaks", "same: no difference"]);
        let [flaky, breaks, failing, passing] = row.rows[0].rows.as_slice() else { panic!("{row:?}") };
        assert_eq!([flaky, breaks].map(badge), ["go test m/p TestX: flaky", "go test m/p TestX: fails now"]);
        let found = &breaks.rows[6];
        let place = found.path.as_ref().unwrap().to_string();
        assert_eq!(
            (breaks.few, place, found.title.to_string()),
            (Some(5), "/m/a_test.go:7".into(), "got 1 (printf)".into())
        );
        assert_eq!(failing.title.to_string(), "Fails with both, so not because of the upgrade: 1");
        assert_eq!(passing.title.to_string(), "Tests that pass with both: 2");
        assert_eq!(report(Verdict::Same, same.collect()).row().few, Some(8));
    }

    #[test]
    fn what_fails_with_both_or_is_unknown_is_neither_good_nor_bad() {
        for verdict in [Verdict::FailsWithBoth, Verdict::Unknown] {
            let row = report(verdict, vec![project("a", verdict, &[]), project("b", Verdict::Same, &[])]).row();
            assert_eq!([row.tone, row.rows[0].tone, row.rows[1].tone], [Tone::Neutral, Tone::Neutral, Tone::Good]);
            assert!(
                row.title.to_string().starts_with("go1.27.3 breaks nothing in 1 of 2 projects; a "),
                "{}",
                row.title
            );
        }
    }
}
