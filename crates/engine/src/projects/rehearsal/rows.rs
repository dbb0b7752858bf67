//! The rows of a rehearsal.
use std::cmp::Reverse;

use super::{
    FixesOutcome, RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding, RehearsalReport,
    RehearsalVerdict as Verdict, RehearsedFixes, RehearsedProject,
};
use crate::base::report::{RehearsalPhase, size};
use crate::base::rows::{Row, RowPath, Tone};
use crate::base::words::{Sentence, Statement, Value};

/// How many projects are shown at first, if no more of them differ.
const PROJECTS: usize = 8;
/// How many lines of a difference are shown at first.
const LINES: u32 = 5;
/// How many lines of a diff are shown at first, if it is one of few.
const DIFF_LINES: u32 = 12;
const DIFFS: u64 = 3;
const NAMES: usize = 3;

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
        let failing = match those(Verdict::FailsWithBoth).as_slice() {
            [] => None,
            [name] => Some(say!(RehearseNamedFails { name })),
            names if names.len() <= NAMES => Some(say!(RehearseNamedFail { names: Value::all_of(names) })),
            names => Some(say!(RehearseManyFail { count: names.len() })),
        };
        let unknown = match those(Verdict::Unknown).as_slice() {
            [] => None,
            [name] => Some(say!(RehearseNameUnknown { name })),
            names if names.len() <= NAMES => Some(say!(RehearseNamedUnknown { names: Value::all_of(names) })),
            names => Some(say!(RehearseManyUnknown { count: names.len() })),
        };
        let clear = self.with(Verdict::Same).chain(self.with(Verdict::Differs)).count();
        let clear = say!(RehearseBreaksNothing { to: self.to.as_str(), clear, count: self.projects.len() });
        let both = |first: Statement, then| say!(FirstThen { first, then });
        say!(FullSentence { text: [failing, unknown].into_iter().flatten().fold(clear, both) })
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
        ..Row::new(tone, Statement::quoted(project.name()))
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
        ..Row::new(tone, Statement::quoted(about.join(" ")))
    }
}

fn finding_row(found: &RehearsalFinding) -> Row {
    let analyzer = found.analyzer.as_ref().map(|analyzer| format!(" ({analyzer})")).unwrap_or_default();
    Row {
        path: found.file.clone().map(|file| RowPath { file, line: found.line, column: found.column }),
        ..Row::new(Tone::Info, Statement::quoted(format!("{}{analyzer}", found.text)))
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
    (!figures.is_empty()).then(|| Statement::quoted(figures.join(" · ")))
}
