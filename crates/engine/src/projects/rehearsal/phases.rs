//! One phase of one project with one Go.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use fs_err as fs;

use super::command::{CommandSurroundings, Folders};
use super::compare::{Results, Subject};
use super::copy::ProjectCopy;
use super::error::Result;
use super::lines::{LineReader, finding};
use super::test_output::TestReader;
use super::vet::VetReader;
use super::{RehearsalFinding, RehearsedRun};
use crate::base::report::{Cancel, Cancelled, RehearsalPhase};
use crate::machine::effect::{self, ConfinedEnd, Stopped, Stream};
use crate::machine::platform::{Confinement, HeldFolder, Whose};
use crate::projects::rebuild::UsableGo;

pub(super) const MEMORY: u64 = 4 << 30;
pub(super) const PROCESSES: u32 = 512;
/// The time that one command may take. A large project is compiled with its dependencies and the standard library.
pub(super) const PATIENCE: Duration = Duration::from_mins(30);
/// The time that the tests of a project may take with each Go, unless the user says another.
pub(crate) const TEST_TIME: Duration = Duration::from_mins(5);
/// The time that `go test` has to end tests by itself when their time is over, and to compile the next ones.
const GRACE: Duration = Duration::from_mins(2);
/// Prints a line for each package: its name and its import path.
const LIST: &str = "{{if or .GoFiles .CgoFiles .InvalidGoFiles}}{{.Name}}{{else}}-{{end}} {{.ImportPath}}";
/// In place of the name of a package with no other files than tests. `go build` refuses it by name.
const TESTS_ONLY: &str = "-";
/// The length of the names of packages in one command, in bytes. Windows allows 32 kB.
const ARGUMENTS: usize = 8_000;
/// The number of packages of a project, at most.
const PACKAGES: usize = 20_000;

/// Whose results a command contributes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Those of the Go in use, with the project as it is.
    From,
    /// Those of the other one, with raised lines if they are tried.
    To,
    /// Those of the other one after its `go fix`.
    Fixed,
}

#[derive(Clone, Copy)]
pub(super) struct ProjectCommands<'a> {
    pub(super) go: UsableGo<'a>,
    pub(super) turn: Turn,
    pub(super) surroundings: &'a CommandSurroundings<'a>,
    pub(super) folders: &'a Folders,
    pub(super) folder: &'a Path,
    /// The copy that it runs in instead, if any, and where tests may write. It prints the original's paths.
    pub(super) copy: Option<&'a ProjectCopy>,
    /// The file that gives Go other texts in place of some files, if it runs where the project lies.
    pub(super) overlay: Option<&'a Path>,
    pub(super) module: Option<&'a str>,
    pub(super) test_time: Duration,
    pub(super) cancel: &'a Cancel,
}

#[derive(Debug)]
pub(super) struct Ran {
    pub(super) results: Results,
    pub(super) run: RehearsedRun,
    /// What stopped it, or what it tried.
    pub(super) stopped: Option<Stopped>,
    pub(super) built: BuildOutput,
}

struct PhaseLimits<'a> {
    /// The folder for programs, which only a build writes to, or the copy that is fixed or tested.
    output: Option<&'a HeldFolder>,
    stop: &'a Cancel,
    patience: Duration,
}

impl Ran {
    /// Whether it was stopped before its end. A write that was refused stops nothing.
    pub(super) fn is_cut_short(&self) -> bool {
        self.stopped.as_ref().is_some_and(|stopped| !matches!(stopped, Stopped::WroteOutside { .. }))
    }
}

#[derive(Debug, Default)]
pub(super) struct BuildOutput {
    pub(super) packages: usize,
    /// The programs, and their sizes in bytes.
    pub(super) binaries: BTreeMap<String, u64>,
}

#[derive(Debug, Default)]
struct Sum {
    failed: bool,
    elapsed: Duration,
    peak: Option<u64>,
    stopped: Option<Stopped>,
    code: Option<i32>,
}

impl ProjectCommands<'_> {
    /// `go fix` runs only in a copy.
    pub(super) fn run_phase(&self, phase: RehearsalPhase) -> Result<Ran> {
        match phase {
            RehearsalPhase::Build => self.build(),
            RehearsalPhase::Vet => self.vet(),
            RehearsalPhase::Test => self.test_packages(&["./..."], None),
            RehearsalPhase::Fix => self.fix(self.copy.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?),
        }
    }

    /// `go build ./...`: the programs into a separate folder, then the other packages.
    fn build(&self) -> Result<Ran> {
        let (mut sum, mut reader) = (Sum::default(), LineReader::new(self.folder));
        let mut listed: Vec<(bool, String)> = Vec::new();
        let mut packages = 0;
        // A package may have errors here; building it tells which.
        let list = words(&["list", "-e", "-find", "-f", LIST, "./..."]);
        self.run(&list, self.reading(), &mut sum, &mut |stream, line| match (stream, line.split_once(' ')) {
            (Stream::Output, Some((name, package))) => {
                packages += 1;
                if name != TESTS_ONLY && listed.len() < PACKAGES {
                    listed.push((name == "main", package.to_owned()));
                }
            }
            (Stream::Output, None) => {}
            (Stream::Errors, _) => reader.line(line),
        })?;
        let out = self.folders.fresh("out")?;
        let (programs, libraries): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(is_program, _)| *is_program);
        // A program would otherwise land in the project.
        let into = vec!["-o".into(), out.path().join("").into_os_string()];
        for (flags, packages) in [(into, programs), (Vec::new(), libraries)] {
            for packages in batches(&packages) {
                if sum.stopped.is_none() {
                    let arguments = [words(&["build"]), flags.clone(), words(&packages)].concat();
                    let limits = PhaseLimits { output: Some(&out), ..self.reading() };
                    self.run(&arguments, limits, &mut sum, &mut |_, line| reader.line(line))?;
                }
            }
        }
        let built = BuildOutput { packages, binaries: sizes(out.path()) };
        let failed = reader.end().into_iter().map(|(package, findings)| (Subject::of(package), each_once(findings)));
        Ok(sum.end(self.folder, Results { failed: failed.collect(), ..Results::default() }, built))
    }

    fn vet(&self) -> Result<Ran> {
        let (mut sum, mut reader) = (Sum::default(), VetReader::new(self.folder));
        let arguments = words(&["vet", "-json", "./..."]);
        self.run(&arguments, self.reading(), &mut sum, &mut |stream, line| reader.line(stream, line))?;
        let mut ran = sum.end(self.folder, reader.end(), BuildOutput::default());
        ran.run.passed &= ran.results.findings.is_empty(); // with -json, findings are not a failure
        Ok(ran)
    }

    /// `go fix ./...` in a copy of the project, which it changes. A package with errors stays as it is, and so do
    /// generated files, files for other systems, and those that import "C". It changes nothing that the `go` line of the
    /// module is too old for.
    ///
    /// With `-diff`, the hunks depend on the release, so the files are compared instead.
    fn fix(&self, copy: &ProjectCopy) -> Result<Ran> {
        let (mut sum, mut reader) = (Sum::default(), LineReader::new(self.folder));
        let limits = PhaseLimits { output: Some(copy.held()), ..self.reading() };
        self.run(&words(&["fix", "./..."]), limits, &mut sum, &mut |_, line| reader.line(line))?;
        let failed = reader.end().into_iter().map(|(package, findings)| (Subject::of(package), findings));
        let results = Results { failed: failed.collect(), ..Results::default() };
        Ok(sum.end(self.folder, results, BuildOutput::default()))
    }

    /// The tests of some packages; only those that the regular expression `only` matches.
    pub(super) fn test_packages(&self, packages: &[&str], only: Option<&str>) -> Result<Ran> {
        let (mut sum, mut reader) = (Sum::default(), TestReader::new(self.folder, self.module));
        // Go names the test that does not end.
        let timeout = format!("-timeout={}", go_time(self.test_time));
        // Earlier results say nothing about flaky tests.
        let mut arguments = vec!["test", "-json", "-count=1", &timeout];
        arguments.extend(only.map(|only| ["-run", only]).into_iter().flatten());
        arguments.extend(packages);
        self.run_tests(&words(&arguments), &mut sum, &mut |_, line| reader.line(line))?;
        Ok(sum.end(self.folder, reader.end(), BuildOutput::default()))
    }

    /// Runs tests, whose time begins when the first one is compiled. All packages together have twice the time of one.
    fn run_tests(&self, arguments: &[OsString], sum: &mut Sum, lines: &mut dyn FnMut(Stream, &str)) -> Result<()> {
        let (stop, time) = (self.cancel.child(), project_time(self.test_time));
        thread::scope(|scope| {
            let (began, begins) = channel();
            let (ended, ends) = channel::<()>();
            let overdue = stop.clone();
            scope.spawn(move || {
                // Without an event, the command has ended before any test.
                if begins.recv().is_ok() && ends.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                    overdue.cancel();
                }
            });
            let mut began = Some(began);
            let output = self.copy.map(ProjectCopy::held);
            let limits = PhaseLimits { output, stop: &stop, patience: PATIENCE.saturating_add(time) };
            let ran = self.run(arguments, limits, sum, &mut |stream, line| {
                if line.starts_with("{\"") {
                    began.take().and_then(|began| began.send(()).ok());
                }
                lines(stream, line);
            });
            drop((began, ended));
            ran
        })
    }

    fn reading(&self) -> PhaseLimits<'_> {
        PhaseLimits { output: None, stop: self.cancel, patience: PATIENCE }
    }

    fn run(
        &self,
        arguments: &[OsString],
        PhaseLimits { output, stop, patience }: PhaseLimits<'_>,
        sum: &mut Sum,
        lines: &mut dyn FnMut(Stream, &str),
    ) -> Result<()> {
        self.cancel.check()?;
        let mut command = self.surroundings.command(self.go, self.folder, self.folders, self.overlay, arguments);
        if let Some(copy) = self.copy {
            command.current_dir(copy.folder()).env("GOWORK", copy.work());
        }
        let mut lines = |stream, line: &str| match self.copy {
            Some(copy) => lines(stream, &copy.of_original(line)),
            None => lines(stream, line),
        };
        let limits = Confinement {
            may_write: self.folders.writable().into_iter().chain(output.cloned()).collect(),
            of: Whose::Project,
            memory_bytes: MEMORY,
            processes: PROCESSES,
            cores: self.surroundings.cores,
        };
        let left = patience.saturating_sub(sum.elapsed);
        command.stdin(Stdio::null());
        let mut ended = effect::run_confined(&mut command, &limits, left, stop, &mut lines)?;
        if self.cancel.is_cancelled() {
            return Err(Cancelled.into());
        }
        if ended.stopped == Some(Stopped::Cancelled) {
            ended.stopped = Some(Stopped::Time); // the time of the tests is over
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
    fn end(self, folder: &Path, mut results: Results, built: BuildOutput) -> Ran {
        if !self.failed {
            results.failed.clear(); // warnings only
        }
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

/// The time that all tests of a project may take, where those of a package may take this long.
pub(super) fn project_time(test_time: Duration) -> Duration {
    test_time.saturating_mul(2).saturating_add(GRACE)
}

/// A time as Go writes it, without what is zero: `1h30m`, `20s`.
pub(super) fn go_time(time: Duration) -> String {
    let seconds = time.as_secs().max(1);
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let named: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    named.concat()
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

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
    fn a_time_is_written_as_go_writes_it() {
        for (seconds, text) in [(0, "1s"), (20, "20s"), (300, "5m"), (90, "1m30s"), (3_600, "1h"), (5_401, "1h30m1s")] {
            assert_eq!(go_time(Duration::from_secs(seconds)), text);
        }
    }

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
