//! One phase of one project with one Go.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use fs_err as fs;

use super::command::{Folders, Surroundings};
use super::compare::{Results, Subject};
use super::error::NotRehearsed;
use super::lines::{LineReader, finding};
use super::test_output::{TestOutput, TestReader};
use super::vet::{VetOutput, VetReader};
use super::{RehearsalFinding, RehearsedRun};
use crate::effect::{self, ConfinedEnd, Stopped, Stream};
use crate::platform::Confinement;
use crate::rebuild::Builder;
use crate::report::{Cancel, Cancelled};

/// The memory that the go command and what it starts may use together.
pub(super) const MEMORY: u64 = 4 << 30;
/// The number of processes that it may have at the same time.
pub(super) const PROCESSES: u32 = 512;
/// The time that one command may take. A large project is compiled with its dependencies and the standard library.
pub(super) const PATIENCE: Duration = Duration::from_mins(30);
/// Prints a line for each package: its name and its import path.
const LIST: &str = "{{if or .GoFiles .CgoFiles .InvalidGoFiles}}{{.Name}}{{else}}-{{end}} {{.ImportPath}}";
/// In place of the name of a package with no other files than tests. `go build` refuses it by name.
const TESTS_ONLY: &str = "-";
/// The length of the names of packages in one command, in bytes. Windows allows 32 kB.
const ARGUMENTS: usize = 8_000;
/// The number of packages of a project, at most.
const PACKAGES: usize = 20_000;

/// The go command of one rehearsal in one project.
pub(super) struct ProjectCommands<'a> {
    pub(super) surroundings: &'a Surroundings<'a>,
    pub(super) folders: &'a Folders,
    pub(super) folder: &'a Path,
    pub(super) module: Option<&'a str>,
    pub(super) cancel: &'a Cancel,
}

/// What a phase did with one Go.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) results: Results,
    pub(super) run: RehearsedRun,
    /// What stopped it, or what it tried.
    pub(super) stopped: Option<Stopped>,
    pub(super) built: Built,
}

impl Ran {
    /// Whether it was stopped before its end. A write that was refused stops nothing.
    pub(super) fn is_cut_short(&self) -> bool {
        self.stopped.as_ref().is_some_and(|stopped| !matches!(stopped, Stopped::WroteOutside { .. }))
    }
}

/// What a build did, except for its errors.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// The number of packages, with those that have only tests.
    pub(super) packages: usize,
    /// The programs, and their sizes in bytes.
    pub(super) binaries: BTreeMap<String, u64>,
}

/// The commands of a phase so far.
#[derive(Debug, Default)]
struct Sum {
    failed: bool,
    elapsed: Duration,
    peak: Option<u64>,
    stopped: Option<Stopped>,
    code: Option<i32>,
}

impl ProjectCommands<'_> {
    /// `go build ./...`: the programs into a folder of their own, then the other packages.
    pub(super) fn build(&self, go: &Builder) -> Result<Ran, NotRehearsed> {
        let (mut sum, mut reader) = (Sum::default(), LineReader::new(self.folder));
        let mut listed: Vec<(bool, String)> = Vec::new();
        let mut packages = 0;
        // A package may have errors here; building it tells which.
        let list = words(&["list", "-e", "-find", "-f", LIST, "./..."]);
        self.run(go, &list, &mut sum, &mut |stream, line| match (stream, line.split_once(' ')) {
            (Stream::Output, Some((name, package))) => {
                packages += 1;
                if name != TESTS_ONLY && listed.len() < PACKAGES {
                    listed.push((name == "main", package.to_owned()));
                }
            }
            (Stream::Output, None) => {}
            (Stream::Errors, _) => reader.line(line),
        })?;
        let out = self.folders.output();
        effect::remove_tree(&out)?;
        effect::create_dir_all(&out)?;
        let (programs, libraries): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(is_program, _)| *is_program);
        // A program would otherwise land in the project.
        let into = vec!["-o".into(), out.join("").into_os_string()];
        for (flags, packages) in [(into, programs), (Vec::new(), libraries)] {
            for packages in batches(&packages) {
                if sum.stopped.is_none() {
                    let arguments = [words(&["build"]), flags.clone(), words(&packages)].concat();
                    self.run(go, &arguments, &mut sum, &mut |_, line| reader.line(line))?;
                }
            }
        }
        let built = Built { packages, binaries: sizes(&out) };
        let mut failed: BTreeMap<_, _> =
            reader.end().into_iter().map(|(package, findings)| (Subject::of(package), each_once(findings))).collect();
        if !sum.failed {
            failed.clear(); // warnings only
        }
        Ok(sum.end(self.folder, Results { failed, ..Results::default() }, built))
    }

    /// `go vet ./...`.
    pub(super) fn vet(&self, go: &Builder) -> Result<Ran, NotRehearsed> {
        let (mut sum, mut reader) = (Sum::default(), VetReader::new(self.folder));
        self.run(go, &words(&["vet", "-json", "./..."]), &mut sum, &mut |stream, line| reader.line(stream, line))?;
        let VetOutput { failed, findings } = reader.end();
        let mut failed: BTreeMap<_, _> =
            failed.into_iter().map(|(package, findings)| (Subject::of(package), findings)).collect();
        if !sum.failed {
            failed.clear();
        }
        let has_findings = !findings.is_empty();
        let mut ran = sum.end(self.folder, Results { failed, findings, ..Results::default() }, Built::default());
        ran.run.passed &= !has_findings; // with -json, findings are no failure
        Ok(ran)
    }

    /// `go test ./...`.
    pub(super) fn test(&self, go: &Builder) -> Result<Ran, NotRehearsed> {
        self.test_packages(go, &["./..."], None)
    }

    /// The tests of some packages again; only those that the regular expression `only` matches.
    pub(super) fn test_packages(
        &self,
        go: &Builder,
        packages: &[&str],
        only: Option<&str>,
    ) -> Result<Ran, NotRehearsed> {
        let (mut sum, mut reader) = (Sum::default(), TestReader::new(self.folder, self.module));
        // Results of before say nothing about flaky tests.
        let mut arguments = vec!["test", "-json", "-count=1"];
        arguments.extend(only.map(|only| ["-run", only]).into_iter().flatten());
        arguments.extend(packages);
        self.run(go, &words(&arguments), &mut sum, &mut |_, line| reader.line(line))?;
        let TestOutput { mut failed, passed } = reader.end();
        if !sum.failed {
            failed.clear();
        }
        Ok(sum.end(self.folder, Results { failed, passed, ..Results::default() }, Built::default()))
    }

    fn run(
        &self,
        go: &Builder,
        arguments: &[OsString],
        sum: &mut Sum,
        lines: &mut dyn FnMut(Stream, &str),
    ) -> Result<(), NotRehearsed> {
        self.cancel.check()?;
        let mut command = self.surroundings.command(go, self.folder, self.folders, arguments);
        let limits = Confinement {
            may_write: self.folders.writable(),
            memory_bytes: MEMORY,
            processes: PROCESSES,
            cores: self.surroundings.cores,
        };
        let left = PATIENCE.saturating_sub(sum.elapsed);
        let ended = effect::run_confined(&mut command, &limits, left, self.cancel, lines)?;
        if ended.stopped == Some(Stopped::Cancelled) || self.cancel.is_cancelled() {
            return Err(Cancelled.into());
        }
        sum.add(ended);
        Ok(())
    }
}

impl Sum {
    fn add(&mut self, ended: ConfinedEnd) {
        self.failed |= !ended.success;
        self.elapsed += ended.elapsed;
        self.peak = self.peak.max(ended.peak_memory_bytes);
        self.stopped = self.stopped.take().or(ended.stopped);
        if !ended.success {
            self.code = ended.code;
        }
    }

    /// The result of the phase. A failure without a word is one of the whole project.
    fn end(self, folder: &Path, mut results: Results, built: Built) -> Ran {
        if self.failed && results.failed.is_empty() && results.findings.is_empty() {
            let code = self.code.map_or_else(|| "it was ended".to_owned(), |code| format!("exit status {code}"));
            results.failed.insert(Subject::WHOLE, vec![finding(folder, &code)]);
        }
        let run = RehearsedRun {
            passed: !self.failed,
            milliseconds: u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
            peak_memory_bytes: self.peak,
        };
        Ran { results, run, stopped: self.stopped, built }
    }
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

/// The packages in groups that fit into a command.
fn batches(packages: &[(bool, String)]) -> Vec<Vec<&str>> {
    let (mut batches, mut room): (Vec<Vec<&str>>, usize) = (Vec::new(), 0);
    for (_, package) in packages {
        if package.len() >= room {
            batches.push(Vec::new());
            room = ARGUMENTS;
        }
        room = room.saturating_sub(package.len() + 1);
        if let Some(batch) = batches.last_mut() {
            batch.push(package);
        }
    }
    batches
}

/// Both commands of a build may report the same dependency.
fn each_once(findings: Vec<RehearsalFinding>) -> Vec<RehearsalFinding> {
    let mut once: Vec<RehearsalFinding> = Vec::new();
    for finding in findings {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    once
}

fn sizes(folder: &Path) -> BTreeMap<String, u64> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let size = |entry: fs::DirEntry| {
        let metadata = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((entry.file_name().to_string_lossy().into_owned(), metadata.len()))
    };
    entries.filter_map(Result::ok).filter_map(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_given_in_groups_that_fit() {
        let packages: Vec<_> =
            (0..3_000).map(|number| (false, format!("example.com/module/package{number}"))).collect();
        let batches = batches(&packages);
        assert!(batches.len() > 1 && batches.iter().all(|batch| !batch.is_empty()));
        assert!(batches.iter().all(|batch| batch.iter().map(|name| name.len() + 1).sum::<usize>() <= ARGUMENTS + 100));
        assert_eq!(batches.concat().len(), packages.len());
    }
}
