//! For fuzzing: what the go command prints, the flags of the user, and a kept report.
use std::collections::BTreeMap;
use std::path::Path;

use super::command::without_dropped;
use super::compare::{Results, Subject, compare, without_repetitions};
use super::lines::{LineReader, MOST, place};
use super::test_output::TestReader;
use super::vet::VetReader;
use super::{RehearsalFinding, RehearsalReport};
use crate::base::display::is_plain;
use crate::base::report::RehearsalPhase;
use crate::fuzz_tests::read_back;
use crate::machine::effect::Stream;

pub(crate) fn lines(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = LineReader::new(Path::new("/m"));
    for line in text.lines() {
        if let Some(place) = place(line) {
            assert!(line.starts_with(place.file) && line.ends_with(place.rest) && place.line > 0, "{line:?}");
        }
        reader.line(line);
    }
    let said = reader.end();
    assert!(said.values().flatten().count() <= MOST);
    require_safe(said.values().flatten());
    let failed: BTreeMap<_, _> = said.into_iter().map(|(package, found)| (Subject::of(package), found)).collect();
    require_consistent(&Results { failed, ..Results::default() });
}

pub(crate) fn vet(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for stream in [Stream::Output, Stream::Errors] {
        let mut reader = VetReader::new(Path::new("/m"));
        text.lines().for_each(|line| reader.line(stream, line));
        let output = reader.end();
        require_safe(output.failed.values().chain(output.findings.values()).flatten());
        require_consistent(&output);
    }
}

pub(crate) fn test(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = TestReader::new(Path::new("/m"), Some("example.com/m"));
    text.lines().for_each(|line| reader.line(line));
    let output = reader.end();
    require_safe(output.failed.values().flatten());
    require_consistent(&Results { failed: output.failed, passed: output.passed, ..Results::default() });
}

pub(crate) fn flags(bytes: &[u8]) {
    let kept = without_dropped(&String::from_utf8_lossy(bytes));
    assert!(kept.len() <= bytes.len() * 3, "{kept:?}");
    assert_eq!(without_dropped(&kept), kept);
}

pub(crate) fn report(bytes: &[u8]) {
    read_back::<RehearsalReport>(bytes);
}

fn require_safe<'a>(findings: impl Iterator<Item = &'a RehearsalFinding>) {
    for found in findings {
        assert!(is_plain(&found.text), "{found:?}");
    }
}

fn require_consistent(results: &Results) {
    let same = compare(RehearsalPhase::Test, results, results);
    assert_eq!(same.differences, Vec::new());
    let fresh = compare(RehearsalPhase::Build, &Results::default(), results);
    assert!(without_repetitions(fresh.differences.clone()).len() <= fresh.differences.len());
}
