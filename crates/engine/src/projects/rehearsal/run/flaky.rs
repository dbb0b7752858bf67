//! Flaky tests: those that differ are run again with both.
use std::collections::{BTreeMap, BTreeSet};

use super::super::compare::{Comparison, Results, Subject};
use super::super::error::Result;
use super::super::phases::ProjectCommands;
use super::super::{RehearsalDifference, RehearsalDifferenceKind as Kind};

const REPEATS: usize = 3;
const REPEATED: usize = 20;

/// Runs the differing tests again, with both. One that changes with the same Go is flaky, and says nothing here.
pub(super) fn find_flaky(compared: &mut Comparison, runs: [(&ProjectCommands<'_>, &Results); 2]) -> Result<()> {
    for (package, names) in to_repeat(&compared.differences) {
        let is_overdue = runs.iter().any(|(_, results)| results.timed_out.contains(&Some(package.clone())));
        // waiting for the end of the time is expensive
        let repeats = if is_overdue { 1 } else { REPEATS };
        for _ in 0..repeats {
            for (commands, results) in runs {
                let again = commands.test_packages(&[package.as_str()], only(&names).as_deref())?.results;
                let here = |difference: &&mut RehearsalDifference| {
                    difference.package.as_deref() == Some(&*package) && difference.kind != Kind::Flaky
                };
                for difference in compared.differences.iter_mut().filter(here) {
                    let subject = Subject { package: Some(package.clone()), test: difference.test.clone() };
                    let failed = |results: &Results| results.failed.contains_key(&subject);
                    if failed(results) != failed(&again) {
                        difference.kind = Kind::Flaky;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The packages with tests that differ, and the names of these tests; none if the package itself differs. A package that
/// cannot be built is not run again: that is not a matter of luck.
fn to_repeat(differences: &[RehearsalDifference]) -> BTreeMap<String, BTreeSet<String>> {
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for difference in differences {
        let Some(package) = &difference.package else { continue };
        let is_build = difference.findings.iter().any(|found| found.column.is_some());
        if difference.test.is_none() && is_build {
            continue;
        }
        if packages.len() < REPEATED || packages.contains_key(package) {
            let names = packages.entry(package.clone()).or_default();
            names.extend(difference.test.as_ref().and_then(|test| test.split('/').next()).map(str::to_owned));
        }
    }
    packages
}

/// The regular expression for these tests. A name that is none of a function is not one of Go.
fn only(names: &BTreeSet<String>) -> Option<String> {
    let is_name = |name: &&String| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let names: Vec<&str> = names.iter().filter(is_name).map(String::as_str).collect();
    (!names.is_empty()).then(|| format!("^({})$", names.join("|")))
}

#[cfg(test)]
mod tests {
    use super::super::super::RehearsalFinding;
    use super::*;
    use crate::base::report::RehearsalPhase;

    fn difference(kind: Kind, test: Option<&str>, column: Option<u32>) -> RehearsalDifference {
        let found = RehearsalFinding { file: None, line: None, column, text: "text".into(), analyzer: None };
        RehearsalDifference {
            phase: RehearsalPhase::Test,
            kind,
            package: Some("example.com/m".into()),
            test: test.map(str::to_owned),
            findings: vec![found],
        }
    }

    #[test]
    fn tests_are_repeated_by_their_function_and_failed_builds_are_not() {
        let differences = [
            difference(Kind::Breaks, Some("TestA/one (2)"), None),
            difference(Kind::Mended, Some("TestÄ"), None),
            difference(Kind::Breaks, Some("Test.*"), None),
        ];
        let packages = to_repeat(&differences);
        assert_eq!(only(&packages["example.com/m"]).as_deref(), Some("^(TestA|TestÄ)$"));
        assert_eq!(to_repeat(&[difference(Kind::Breaks, None, Some(3))]), BTreeMap::new());
        assert_eq!(only(&to_repeat(&[difference(Kind::Breaks, None, None)])["example.com/m"]), None);
    }
}
