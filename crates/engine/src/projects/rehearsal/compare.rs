//! What differs between the results of two Go versions.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::Path;

use super::lines::PackageName;
use super::{RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding};
use crate::base::report::RehearsalPhase;

/// What passed or failed: the whole project, a package, or a test.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    pub(super) package: PackageName,
    pub(super) test: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Results {
    pub(super) failed: BTreeMap<Subject, Vec<RehearsalFinding>>,
    /// The tests that passed or were skipped, and the packages whose tests all passed.
    pub(super) passed: BTreeSet<Subject>,
    /// The tests that passed and were not skipped, without subtests.
    pub(super) passing: BTreeSet<Subject>,
    pub(super) findings: BTreeMap<PackageName, Vec<RehearsalFinding>>,
    pub(super) timed_out: BTreeSet<PackageName>,
    /// What the system refused to tests that failed, by package, in its own words.
    pub(super) refused: BTreeMap<PackageName, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) differences: Vec<RehearsalDifference>,
    /// What failed with both.
    pub(super) both: BTreeSet<Subject>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Passed,
    Failed,
    NotRun,
}

impl Subject {
    pub(super) const WHOLE: Self = Self { package: None, test: None };

    pub(super) fn of(package: PackageName) -> Self {
        Self { package, test: None }
    }

    /// Whether a part of it is among them: a test of the package, or a subtest of the test.
    pub(super) fn has_part_in(&self, others: &BTreeSet<Self>) -> bool {
        let Self { package, test } = self;
        let prefix = test.as_ref().map(|test| format!("{test}/")).unwrap_or_default();
        let first = Self { package: package.clone(), test: Some(prefix.clone()) };
        let next = others.range((Bound::Included(first), Bound::Unbounded)).next();
        next.is_some_and(|next| {
            next.package == *package && next.test.as_ref().is_some_and(|test| test.starts_with(&prefix))
        })
    }

    /// The tests that it is a part of, the nearest first.
    fn above(&self) -> impl Iterator<Item = Self> {
        let test = self.test.as_deref().unwrap_or_default();
        test.rmatch_indices('/').filter_map(move |(end, _)| {
            Some(Self { package: self.package.clone(), test: Some(test.get(..end)?.to_owned()) })
        })
    }
}

impl Results {
    /// Whether the project as a whole failed, so that nothing is known about its packages.
    pub(super) fn is_whole_failure(&self) -> bool {
        self.failed.contains_key(&Subject::WHOLE)
    }

    fn of(&self, subject: &Subject) -> Known {
        if self.failed.contains_key(subject) || self.is_whole_failure() {
            return Known::Failed;
        }
        if self.passed.contains(subject) || subject.test.is_none() {
            return Known::Passed; // a package is named only if it fails
        }
        let package = Subject::of(subject.package.clone());
        // The name of a subtest may differ in each run.
        let known = |other: Subject| match (self.failed.contains_key(&other), self.passed.contains(&other)) {
            (true, _) => Some(Known::Failed),
            (_, true) => Some(Known::Passed),
            _ => None,
        };
        subject.above().chain([package]).find_map(known).unwrap_or(Known::NotRun)
    }
}

/// What breaks comes first.
pub(super) fn compare(phase: RehearsalPhase, from: &Results, to: &Results) -> Comparison {
    let mut compared = Comparison::default();
    for (subject, findings) in &to.failed {
        match from.of(subject) {
            Known::Passed => compared.add(phase, Kind::Breaks, subject, findings),
            Known::Failed => drop(compared.both.insert(subject.clone())),
            Known::NotRun => {}
        }
    }
    compare_findings(phase, Kind::NewFinding, from, to, &mut compared);
    for (subject, findings) in &from.failed {
        if to.of(subject) == Known::Passed {
            compared.add(phase, Kind::Mended, subject, findings);
        }
    }
    compare_findings(phase, Kind::Mended, to, from, &mut compared);
    compared
}

impl Comparison {
    fn add(&mut self, phase: RehearsalPhase, kind: Kind, subject: &Subject, findings: &[RehearsalFinding]) {
        let Subject { package, test } = subject.clone();
        self.differences.push(RehearsalDifference { phase, kind, package, test, findings: findings.to_vec() });
    }
}

/// The column and the words of a finding change between releases, so its line and its analyzer count.
fn compare_findings(phase: RehearsalPhase, kind: Kind, here: &Results, there: &Results, compared: &mut Comparison) {
    fn key(found: &RehearsalFinding) -> (Option<&Path>, Option<u32>, Option<&str>) {
        (found.file.as_deref(), found.line, found.analyzer.as_deref())
    }
    let known: BTreeSet<_> = here.findings.values().flatten().map(key).collect();
    for (package, findings) in &there.findings {
        // A package that could not be checked has no findings.
        if here.is_whole_failure() || here.failed.contains_key(&Subject::of(package.clone())) {
            continue;
        }
        let mut new: Vec<_> = findings.iter().filter(|found| !known.contains(&key(found))).cloned().collect();
        new.sort();
        new.dedup();
        if !new.is_empty() {
            compared.add(phase, kind, &Subject::of(package.clone()), &new);
        }
    }
}

/// Leaves out what an earlier phase reported already: a package that cannot be built can be neither checked nor tested.
pub(super) fn without_repetitions(differences: Vec<RehearsalDifference>) -> Vec<RehearsalDifference> {
    let mut kept: Vec<RehearsalDifference> = Vec::new();
    for difference in differences {
        let place = |found: &RehearsalFinding| (found.file.clone(), found.line);
        let is_same = |earlier: &RehearsalDifference| {
            earlier.phase < difference.phase
                && earlier.kind == difference.kind
                && earlier.package == difference.package
                && difference.test.is_none()
                && (difference.findings.is_empty()
                    || difference.findings.iter().all(|found| {
                        earlier.findings.iter().any(|other| place(other) == place(found) && other.analyzer.is_none())
                    }))
        };
        if !kept.iter().any(is_same) {
            kept.push(difference);
        }
    }
    kept.sort_by_key(|difference| (difference.kind, difference.phase));
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn found(file: &str, line: u32, analyzer: Option<&str>) -> RehearsalFinding {
        RehearsalFinding {
            file: Some(PathBuf::from(file)),
            line: Some(line),
            column: Some(1),
            text: "text".to_owned(),
            analyzer: analyzer.map(str::to_owned),
        }
    }

    fn subject(package: &str, test: &str) -> Subject {
        let named = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
        Subject { package: named(package), test: named(test) }
    }

    fn results(failed: &[(&str, &str)], passed: &[(&str, &str)]) -> Results {
        let failed = failed.iter().map(|(package, test)| (subject(package, test), vec![found("/m/a.go", 1, None)]));
        let passed = passed.iter().map(|(package, test)| subject(package, test));
        Results { failed: failed.collect(), passed: passed.collect(), ..Results::default() }
    }

    fn shown(compared: &Comparison) -> Vec<(Kind, &str, &str)> {
        compared
            .differences
            .iter()
            .map(|one| (one.kind, one.package.as_deref().unwrap_or_default(), one.test.as_deref().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn only_what_differs_is_reported() {
        for (from, to, expected, both) in [
            (results(&[], &[]), results(&[("p", "")], &[]), &[(Kind::Breaks, "p", "")][..], 0),
            (results(&[("p", "")], &[]), results(&[], &[]), &[(Kind::Mended, "p", "")], 0),
            (results(&[("p", "")], &[]), results(&[("p", ""), ("q", "")], &[]), &[(Kind::Breaks, "q", "")], 1),
            // a project that could not be loaded says nothing about its packages
            (results(&[("", "")], &[]), results(&[("p", "")], &[]), &[(Kind::Mended, "", "")], 1),
            (results(&[], &[]), results(&[("", "")], &[]), &[(Kind::Breaks, "", "")], 0),
            (results(&[("", "")], &[]), results(&[("", "")], &[]), &[], 1),
        ] {
            let compared = compare(RehearsalPhase::Build, &from, &to);
            assert_eq!((shown(&compared).as_slice(), compared.both.len()), (expected, both), "{from:?} {to:?}");
        }
    }

    #[test]
    fn a_test_that_did_not_run_is_not_called_broken() {
        let compared = |from: &Results, to: &Results| shown(&compare(RehearsalPhase::Test, from, to)).len();
        let fails = results(&[("p", "TestB")], &[]);
        assert_eq!(compared(&results(&[], &[("p", "TestB")]), &fails), 1);
        assert_eq!(compared(&results(&[("p", "TestA")], &[]), &fails), 0, "TestA ended the program before");
        assert_eq!(compared(&results(&[("p", "")], &[]), &fails), 1, "that it can be built again");
        // the name of a subtest contains the time
        let dynamic = results(&[("p", "TestB/at 12:01")], &[]);
        assert_eq!(compared(&results(&[], &[("p", "TestB"), ("p", "TestB/at 12:00")]), &dynamic), 1);
        assert_eq!(compared(&results(&[("p", "TestB")], &[]), &dynamic), 0);
    }

    #[test]
    fn findings_of_vet_are_compared_by_their_line() {
        let with = |findings: Vec<RehearsalFinding>| Results {
            findings: BTreeMap::from([(Some("p".to_owned()), findings)]),
            ..Results::default()
        };
        let old = with(vec![found("/m/a.go", 5, Some("printf")), found("/m/a.go", 9, Some("copylocks"))]);
        let moved =
            RehearsalFinding { column: Some(32), text: "other words".into(), ..found("/m/a.go", 5, Some("printf")) };
        let new = with(vec![moved, found("/m/a.go", 7, Some("hostport"))]);
        let compared = compare(RehearsalPhase::Vet, &old, &new);
        assert_eq!(shown(&compared), [(Kind::NewFinding, "p", ""), (Kind::Mended, "p", "")]);
        assert_eq!(compared.differences[0].findings, [found("/m/a.go", 7, Some("hostport"))]);
        let unchecked = Results { findings: BTreeMap::new(), ..results(&[("p", "")], &[]) };
        assert_eq!(shown(&compare(RehearsalPhase::Vet, &unchecked, &new)), [(Kind::Mended, "p", "")], "only the build");
    }

    #[test]
    fn parts_of_a_test_are_found_whatever_sorts_between() {
        let others =
            BTreeSet::from([subject("p", "T-1"), subject("p", "T/a/b"), subject("p", "T0"), subject("q", "U")]);
        for (package, test, has) in [
            ("p", "T", true),
            ("p", "T/a", true),
            ("p", "T/a/b", false),
            ("p", "T0", false),
            ("p", "", true),
            ("r", "", false),
        ] {
            assert_eq!(subject(package, test).has_part_in(&others), has, "{package} {test}");
        }
    }

    #[test]
    fn a_failed_build_is_reported_once() {
        let one = |phase, kind, findings| RehearsalDifference {
            phase,
            kind,
            package: Some("p".into()),
            test: None,
            findings,
        };
        let (build, vet) = (found("/m/a.go", 1, None), found("/m/a.go", 1, Some("printf")));
        let kept = without_repetitions(vec![
            one(RehearsalPhase::Build, Kind::Breaks, vec![build.clone()]),
            one(RehearsalPhase::Vet, Kind::Breaks, vec![build.clone()]),
            one(RehearsalPhase::Vet, Kind::NewFinding, vec![vet.clone()]),
            one(RehearsalPhase::Test, Kind::Breaks, vec![build, found("/m/b_test.go", 2, None)]),
        ]);
        let phases: Vec<_> = kept.iter().map(|kept| (kept.kind, kept.phase)).collect();
        assert_eq!(
            phases,
            [
                (Kind::Breaks, RehearsalPhase::Build),
                (Kind::Breaks, RehearsalPhase::Test),
                (Kind::NewFinding, RehearsalPhase::Vet),
            ]
        );
    }
}
