//! The output of `go test -json`: an event on each line, and lines of the compiler. Since Go 1.24, a failed build is an
//! event, too; before, its lines are printed, and `FAIL` with the package.
//! Source: `go doc test2json`, `go help buildjson`.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::RehearsalFinding;
use super::compare::{Results, Subject};
use super::lines::{LineReader, cut, finding, shortened};

/// How many lines of one test, or of one package outside of its tests, are kept. The last ones say why it failed.
const LINES: usize = 40;
const TESTS: usize = 50_000;
const FINDINGS: usize = 5;

#[derive(Debug)]
pub(super) struct TestReader<'a> {
    folder: &'a Path,
    module: Option<&'a str>,
    lines: LineReader<'a>,
    seen: BTreeMap<Subject, Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    end: Option<TestEnd>,
    lines: Vec<String>,
    timed_out: bool,
    refused: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TestEnd {
    Passed,
    Skipped,
    Failed,
}

/// The message of the test program when its time is over, and that of `go test` if the program still does not end.
const OVERDUE: [&str; 2] = ["panic: test timed out after ", "*** Test killed with "];
/// How a system says that it refuses something, on Linux and macOS.
const REFUSALS: [&str; 2] = ["operation not permitted", "permission denied"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TestEvent {
    action: String,
    #[serde(default)]
    package: String,
    #[serde(default)]
    test: String,
    #[serde(default)]
    output: String,
}

impl<'a> TestReader<'a> {
    pub(super) fn new(folder: &'a Path, module: Option<&'a str>) -> Self {
        Self { folder, module, lines: LineReader::new(folder), seen: BTreeMap::new() }
    }

    pub(super) fn line(&mut self, line: &str) {
        if line.starts_with("{\"") {
            if let Ok(event) = serde_json::from_str::<TestEvent>(line) {
                self.event(event);
            }
            // otherwise it was too long for a line; it is only output
        } else if let Some(failed) = line.strip_prefix("FAIL\t") {
            let package = failed.split_whitespace().next().map(shortened);
            self.end_of(Subject { package, test: None }, TestEnd::Failed);
        } else {
            self.lines.line(line);
        }
    }

    fn event(&mut self, event: TestEvent) {
        let TestEvent { action, package, test, output } = event;
        if action == "build-output" {
            output.lines().for_each(|line| self.lines.line(line));
            return;
        }
        let named = |name: String| Some(shortened(&name)).filter(|name| !name.is_empty());
        let subject = Subject { package: named(package), test: named(test) };
        match action.as_str() {
            "output" => self.output(subject, &output),
            "pass" => self.end_of(subject, TestEnd::Passed),
            "skip" => self.end_of(subject, TestEnd::Skipped),
            "fail" => self.end_of(subject, TestEnd::Failed),
            _ => {}
        }
    }

    fn output(&mut self, subject: Subject, output: &str) {
        let line = output.trim_end();
        let is_frame = ["=== ", "--- ", "FAIL", "PASS", "ok  \t", "?   \t", "coverage: "]
            .iter()
            .any(|frame| line.trim_start().starts_with(frame));
        if line.is_empty() || is_frame {
            return;
        }
        let is_overdue = OVERDUE.iter().any(|overdue| line.starts_with(overdue));
        let lower = line.to_ascii_lowercase();
        let refused = REFUSALS.iter().any(|refusal| lower.contains(refusal)).then(|| shortened(line.trim()));
        if let Some(seen) = self.entry(subject) {
            seen.timed_out |= is_overdue;
            seen.refused = seen.refused.take().or(refused);
            // a panic is reported first, and its stack is long
            if seen.lines.len() == LINES {
                seen.lines.remove(LINES / 2);
            }
            seen.lines.push(shortened(line));
        }
    }

    fn end_of(&mut self, subject: Subject, end: TestEnd) {
        if let Some(seen) = self.entry(subject) {
            seen.end = Some(end);
            if end != TestEnd::Failed {
                (seen.lines, seen.refused) = (Vec::new(), None);
            }
        }
    }

    fn entry(&mut self, subject: Subject) -> Option<&mut Seen> {
        if self.seen.len() >= TESTS && !self.seen.contains_key(&subject) {
            return None;
        }
        Some(self.seen.entry(subject).or_default())
    }

    /// A test whose subtests failed is not among those that failed.
    pub(super) fn end(self) -> Results {
        let Self { folder, module, lines, mut seen } = self;
        let mut said = lines.end();
        let mut output = Results::default();
        // Go does not name the test in which its program ended; only the last lines are its own.
        for seen in seen.values_mut().filter(|seen| seen.end.is_none() && seen.lines.iter().any(|line| is_panic(line)))
        {
            seen.end = Some(TestEnd::Failed);
        }
        for (Subject { package, .. }, seen) in &seen {
            if seen.timed_out {
                output.timed_out.insert(package.clone());
            }
            if let (Some(TestEnd::Failed), Some(refused)) = (seen.end, &seen.refused) {
                output.refused.entry(package.clone()).or_insert_with(|| refused.clone());
            }
        }
        let Results { failed, passed, passing, .. } = &mut output;
        let failing: BTreeSet<Subject> =
            seen.iter().filter(|(_, test)| test.end == Some(TestEnd::Failed)).map(|(name, _)| name.clone()).collect();
        for (subject, seen) in seen {
            match seen.end {
                Some(end @ (TestEnd::Passed | TestEnd::Skipped)) => {
                    let is_test = subject.test.as_ref().is_some_and(|test| !test.contains('/'));
                    if end == TestEnd::Passed && is_test {
                        passing.insert(subject.clone());
                    }
                    passed.insert(subject);
                }
                Some(TestEnd::Failed) if subject.has_part_in(&failing) => {}
                Some(TestEnd::Failed) => {
                    let place = package_folder(folder, module, subject.package.as_deref());
                    let mut findings = why(folder, place.as_deref(), &seen.lines);
                    if subject.test.is_none() {
                        let built = said.remove(&subject.package).unwrap_or_default();
                        findings = built.into_iter().chain(findings).collect();
                    }
                    failed.insert(subject, findings);
                }
                None => {}
            }
        }
        // Packages that did not even get their own line, and what concerns all of them.
        for (package, findings) in said {
            failed.entry(Subject { package, test: None }).or_insert(findings);
        }
        output
    }
}

fn is_panic(line: &str) -> bool {
    line.starts_with("panic: ") || line.starts_with("fatal error: ")
}

/// The folder of a package, whose files a test names without it.
fn package_folder(folder: &Path, module: Option<&str>, package: Option<&str>) -> Option<PathBuf> {
    let rest = package?.strip_prefix(module?)?;
    match rest.strip_prefix('/') {
        Some(rest) if !rest.split('/').any(|part| part == "..") => Some(folder.join(rest)),
        None if rest.is_empty() => Some(folder.to_owned()),
        _ => None,
    }
}

/// Why a test failed: its messages, and for a panic the first line of its stack that is in the project.
fn why(folder: &Path, package: Option<&Path>, lines: &[String]) -> Vec<RehearsalFinding> {
    let unplaced =
        |text: &str| RehearsalFinding { file: None, line: None, column: None, text: cut(text), analyzer: None };
    let panic = lines.iter().position(|line| is_panic(line));
    if let Some(at) = panic {
        let (head, stack) = lines.split_at(at);
        let in_project = |line: &String| {
            let found = finding(folder, line.trim());
            found.file.is_some_and(|file| file.starts_with(folder) && line.starts_with('\t')).then(|| line.clone())
        };
        let text = stack.first().map(String::as_str).unwrap_or_default();
        let mut findings = messages(folder, package, head);
        findings.truncate(FINDINGS);
        findings.push(match stack.iter().find_map(in_project) {
            Some(place) => RehearsalFinding { text: cut(text), ..finding(folder, place.trim()) },
            None => unplaced(text),
        });
        return findings;
    }
    let mut findings = messages(folder, package, lines);
    if findings.is_empty() {
        findings = lines.iter().map(|line| unplaced(line.trim())).collect();
    }
    // The last ones say why.
    let skipped = findings.len().saturating_sub(FINDINGS);
    findings.split_off(skipped)
}

/// The lines that a test logged: `    a_test.go:12: cap is 0, want 1`, and those that continue them.
fn messages(folder: &Path, package: Option<&Path>, lines: &[String]) -> Vec<RehearsalFinding> {
    let mut findings: Vec<RehearsalFinding> = Vec::new();
    for line in lines {
        let found = finding(package.unwrap_or(folder), line.trim());
        if found.file.is_some() && line.starts_with("    ") {
            // without the folder of its package, the name of the file alone says nothing
            let file = found.file.clone().filter(|_| package.is_some());
            findings.push(RehearsalFinding { file, ..found });
        } else if let Some(last) = findings.last_mut().filter(|_| line.starts_with("        ")) {
            last.text = cut(&format!("{} {}", last.text, line.trim()));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Results {
        let mut reader = TestReader::new(Path::new("/m"), Some("example.com/timer"));
        text.lines().for_each(|line| reader.line(line));
        reader.end()
    }

    fn shown(output: &Results) -> Vec<String> {
        let one = |(subject, findings): (&Subject, &Vec<RehearsalFinding>)| {
            let said: Vec<_> = findings
                .iter()
                .map(|found| {
                    let file = found.file.as_ref().map(|file| file.display().to_string().replace('\\', "/"));
                    format!("{}:{} {}", file.unwrap_or_default(), found.line.unwrap_or_default(), found.text)
                })
                .collect();
            let (package, test) = (subject.package.as_deref(), subject.test.as_deref());
            format!("{} {} [{}]", package.unwrap_or("*"), test.unwrap_or("*"), said.join("; "))
        };
        output.failed.iter().map(one).collect()
    }

    /// go1.27.3 test -json ./...
    const TIMER: &str = include_str!("../../../../../tests/corpora/rehearsal-test/timer-go1.27.3.txt");
    /// The same with go1.21.13.
    const OLD: &str = include_str!("../../../../../tests/corpora/rehearsal-test/timer-go1.21.13.txt");

    #[test]
    fn the_tests_of_a_real_module_fail_with_their_places() {
        assert_eq!(
            shown(&read(TIMER)),
            [
                "example.com/timer TestCap [/m/a_test.go:12 cap is 0, want 1]",
                "example.com/timer TestSub/inner_one [/m/a_test.go:19 inner]",
                "example.com/timer/builderr * [/m/builderr/p_test.go:5 undefined: undefinedThing]",
                "example.com/timer/panics TestPanic [/m/panics/p_test.go:7 panic: runtime error: invalid memory address or \
             nil pointer dereference [recovered, repanicked]]",
            ]
        );
        let passed = read(TIMER).passed;
        let names: Vec<_> = passed.iter().filter_map(|subject| subject.test.as_deref()).collect();
        assert_eq!(names, ["TestFlaky", "TestSkip", "TestSub/fine"]);
    }

    #[test]
    fn an_old_go_prints_failed_builds_as_lines() {
        let old = read(OLD);
        assert_eq!(
            shown(&old),
            [
                "example.com/timer/builderr * [/m/builderr/p_test.go:5 undefined: undefinedThing]",
                "example.com/timer/panics TestPanic [/m/panics/p_test.go:7 panic: runtime error: invalid memory address or \
             nil pointer dereference [recovered]]",
            ]
        );
        assert!(old.passed.contains(&Subject { package: Some("example.com/timer".into()), test: None }));
    }

    #[test]
    fn tests_that_cannot_begin_concern_the_whole_project() {
        let output = read("go: go.mod requires go >= 1.27.0 (running go 1.21.13; GOTOOLCHAIN=local)\n");
        assert_eq!(
            shown(&output),
            ["* * [:0 go: go.mod requires go >= 1.27.0 (running go 1.21.13; GOTOOLCHAIN=local)]"]
        );
    }

    #[test]
    fn any_event_is_understood_or_left_out() {
        for line in ["{\"Action\":1}", "{\"", "{\"Action\":\"fail\"", "{\"Action\":\"fail\"}", "{}", "FAIL\t", "FAIL"] {
            read(line);
        }
        let odd = "{\"Action\":\"fail\",\"Package\":\"example.com/timer/../../etc\",\"Test\":\"T\"}";
        let none = "{\"Action\":\"output\",\"Package\":\"example.com/timer/../../etc\",\"Test\":\"T\",\"Output\":\"    \
                    passwd.go:1: x\\n\"}";
        assert_eq!(shown(&read(&format!("{none}\n{odd}"))), ["example.com/timer/../../etc T [:1 x]"]);
    }
}
