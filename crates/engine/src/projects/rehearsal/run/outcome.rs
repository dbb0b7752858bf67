//! What is known of a project after its phases, and the verdict that follows from it.
use std::collections::BTreeSet;
use std::path::Path;

use super::super::compare::{Comparison, Results, Subject, without_repetitions};
use super::super::lines::cut;
use super::super::phases::Ran;
use super::super::{
    RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding, RehearsalVerdict as Verdict,
    RehearsedBinary, RehearsedFixes, RehearsedPhase, RehearsedProject, Tried,
};
use crate::base::report::RehearsalPhase as Phase;
use crate::base::words::Statement;

/// How many differences of a project are reported.
const DIFFERENCES: usize = 100;
/// How many findings of a difference are reported.
const FINDINGS: usize = 20;

/// What is known of a project so far.
#[derive(Default)]
pub(super) struct Knowledge {
    differences: Vec<RehearsalDifference>,
    both: BTreeSet<Subject>,
    /// What fails with both, as a sentence.
    pub(super) fails: Option<Statement>,
    /// How many tests passed with both.
    pub(super) passing: Option<u64>,
    pub(super) phases: Vec<RehearsedPhase>,
    binaries: Vec<RehearsedBinary>,
    /// Why the result is not known.
    pub(super) reason: Option<Statement>,
    /// What the phases found with the Go that is tried, as far as they were not stopped.
    pub(super) with_new: Vec<(Phase, Results)>,
    /// What its `go fix` changes.
    pub(super) fixes: Option<RehearsedFixes>,
    /// What was tried, for an edit that follows.
    pub(super) tried: Option<Tried>,
    /// Whether the tests run in a copy.
    pub(super) is_in_copy: bool,
}

impl Knowledge {
    pub(super) fn add(&mut self, phase: Phase, compared: Comparison, from: &Ran, to: &Ran) {
        if phase == Phase::Build {
            self.binaries = binaries(from, to);
            let whole = from.results.failed.get(&Subject::WHOLE).filter(|_| to.results.is_whole_failure());
            let says = whole.and_then(|findings| findings.first());
            // Go cannot build a project if modules would have to be downloaded.
            let is_about_modules = |text: &str| text.contains("GOPROXY=off") || text.contains("module cache");
            if let Some(says) = says.filter(|says| self.reason.is_none() && is_about_modules(&says.text)) {
                let says = Statement::quoted(&says.text);
                self.reason = Some(say!(RehearsalModulesMissing { error: says }));
            }
        }
        let first =
            compared.both.iter().find_map(|subject| to.results.failed.get(subject).map(|found| (subject, found)));
        if let Some((subject, findings)) = first.filter(|_| self.fails.is_none()) {
            let (command, error) = (phase.command(), fails_with_both(subject, findings.first()));
            self.fails = Some(if phase == Phase::Test && self.is_in_copy {
                say!(RehearsalFailsInCopy { command, error })
            } else {
                say!(RehearsalFails { command, error })
            });
        }
        self.differences.extend(compared.differences);
        self.both.extend(compared.both);
        self.phases.push(RehearsedPhase { phase, from: Some(from.run.clone()), to: Some(to.run.clone()) });
    }

    pub(super) fn end(self, folder: &Path, module: Option<String>) -> RehearsedProject {
        let mut differences = without_repetitions(self.differences);
        let verdict = match (differences.as_slice(), &self.reason) {
            (differences, _) if differences.iter().any(|difference| difference.kind == Kind::Breaks) => Verdict::Breaks,
            (_, Some(_)) => Verdict::Unknown,
            _ if !self.both.is_empty() => Verdict::FailsWithBoth,
            ([], None) => Verdict::Same,
            _ => Verdict::Differs,
        };
        let more = differences.len().saturating_sub(DIFFERENCES);
        differences.truncate(DIFFERENCES);
        for difference in &mut differences {
            difference.findings.truncate(FINDINGS);
        }
        let reason = self.reason.or(self.fails).map(Statement::shown);
        RehearsedProject {
            folder: folder.to_owned(),
            module,
            verdict,
            reason,
            differences,
            more: more as u64,
            failing_with_both: self.both.len() as u64,
            passing_tests: self.passing,
            phases: self.phases,
            binaries: self.binaries,
            fixes: self.fixes,
            tried: self.tried,
        }
    }
}

fn binaries(from: &Ran, to: &Ran) -> Vec<RehearsedBinary> {
    let names: BTreeSet<&String> = from.built.binaries.keys().chain(to.built.binaries.keys()).collect();
    let one = |name: &String| RehearsedBinary {
        name: cut(name),
        from_bytes: from.built.binaries.get(name).copied(),
        to_bytes: to.built.binaries.get(name).copied(),
    };
    names.into_iter().map(one).collect()
}

/// What fails with both, with the first thing that Go says about it.
fn fails_with_both(subject: &Subject, first: Option<&RehearsalFinding>) -> Statement {
    let name = subject.test.as_ref().or(subject.package.as_ref());
    let place = first.and_then(|first| {
        let file = first.file.as_ref()?.file_name()?.to_string_lossy().into_owned();
        Some(first.line.map_or_else(|| file.clone(), |line| format!("{file}:{line}")))
    });
    let text = first.map(|first| first.text.clone());
    let words: Vec<String> = [name.cloned().filter(|_| place.is_none()), place, text].into_iter().flatten().collect();
    Statement::quoted(words.join(": "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Sentence;

    fn difference(kind: Kind) -> RehearsalDifference {
        let found = RehearsalFinding { file: None, line: None, column: None, text: "text".into(), analyzer: None };
        RehearsalDifference {
            phase: Phase::Test,
            kind,
            package: Some("example.com/m".into()),
            test: None,
            findings: vec![found],
        }
    }

    #[test]
    fn the_worst_result_counts() {
        let verdict = |kinds: &[Kind], reason: Option<Statement>| {
            let differences = kinds.iter().map(|kind| difference(*kind)).collect();
            Knowledge { differences, reason, ..Knowledge::default() }.end(Path::new("/m"), None).verdict
        };
        let reason = || Some(Sentence::Cancelled.into());
        assert_eq!(verdict(&[], None), Verdict::Same);
        assert_eq!(verdict(&[Kind::Flaky, Kind::Mended, Kind::NewFinding], None), Verdict::Differs);
        assert_eq!(verdict(&[Kind::Mended], reason()), Verdict::Unknown);
        let both = Knowledge { both: [Subject::WHOLE].into(), ..Knowledge::default() };
        assert_eq!(both.end(Path::new("/m"), None).verdict, Verdict::FailsWithBoth);
        assert_eq!(verdict(&[Kind::Mended, Kind::Breaks], reason()), Verdict::Breaks);
        assert!(
            Verdict::Same < Verdict::Differs
                && Verdict::Differs < Verdict::FailsWithBoth
                && Verdict::FailsWithBoth < Verdict::Unknown
                && Verdict::Unknown < Verdict::Breaks
        );
    }
}
