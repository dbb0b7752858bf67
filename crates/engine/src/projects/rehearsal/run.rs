//! A rehearsal: each project with both Go versions in turn, and the comparison.
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::command::{Folders, Surroundings};
use super::compare::{Comparison, Results, Subject, compare, without_repetitions};
use super::error::NotRehearsed;
use super::lines::{Package, cut};
use super::pace::Pace;
use super::phases::{MEMORY, PATIENCE, PROCESSES, ProjectCommands, Ran, go_time, project_time};
use super::untouched::Fingerprint;
use super::{
    RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding, RehearsalReport,
    RehearsalVerdict as Verdict, RehearsedBinary, RehearsedPhase, RehearsedProject,
};
use crate::base::bounded;
use crate::base::report::{Cancel, Event, RehearsalPhase as Phase, size};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::Stopped;
use crate::machine::platform::{self, Hold, THREADS, WriteHold};
use crate::projects::rebuild::UsableGo;

/// How often a test that differs is run again with each Go.
const REPEATS: usize = 3;
/// How many packages with such tests are run again.
const REPEATED: usize = 20;
/// How many differences of a project are reported.
const DIFFERENCES: usize = 100;
/// How many findings of a difference are reported.
const FINDINGS: usize = 20;
/// The size limit of a `go.mod` in bytes.
const GO_MOD: u64 = 4 << 20;

/// A rehearsal to run.
pub(crate) struct Rehearsal<'a> {
    /// The Go in use.
    pub(crate) from: UsableGo<'a>,
    /// The other one.
    pub(crate) to: UsableGo<'a>,
    /// The folders of the modules.
    pub(crate) projects: &'a [PathBuf],
    /// Whether their tests are run.
    pub(crate) tests: bool,
    /// How long the tests of a package may run.
    pub(crate) test_time: Duration,
    /// What the go commands have in common.
    pub(crate) surroundings: Surroundings<'a>,
    /// An empty folder, which is deleted afterwards.
    pub(crate) work: &'a Path,
}

/// What a rehearsal does now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RehearsalProgress {
    /// The folder of the project.
    pub(crate) project: PathBuf,
    /// What runs.
    pub(crate) phase: Phase,
    /// The Go that runs.
    pub(crate) version: Version,
    /// How many commands have ended.
    pub(crate) done: u64,
    /// How many there are, at most.
    pub(crate) total: u64,
    /// The remaining time, from those that have ended; `None` if none has.
    pub(crate) remaining: Option<Duration>,
}

impl RehearsalProgress {
    /// The event of the step of a plan that rehearses.
    pub(crate) fn event(self, step: usize) -> Event {
        let Self { project, phase, version, done, total, remaining } = self;
        let project = project.to_string_lossy().into_owned();
        let remaining_seconds = remaining.map(|remaining| remaining.as_secs());
        Event::Rehearsing { step, project, phase, version, done, total, remaining_seconds }
    }
}

impl Rehearsal<'_> {
    /// Runs it. Nothing outside of its folder is written, as far as the system holds the go commands to it.
    pub(crate) fn run(
        &self,
        at: Timestamp,
        cancel: &Cancel,
        hear: &dyn Fn(RehearsalProgress),
    ) -> Result<RehearsalReport, NotRehearsed> {
        let begun = Instant::now();
        let folders = Folders::create(self.work, self.surroundings.build_cache.as_deref())?;
        let (mut projects, pace) = (Vec::new(), RefCell::new(Pace::default()));
        for (index, folder) in self.projects.iter().enumerate() {
            let step =
                ProjectRehearsal { rehearsal: self, folders: &folders, index, folder, cancel, hear, pace: &pace };
            projects.push(step.rehearse()?);
        }
        Ok(RehearsalReport {
            at,
            from: self.from.version().clone(),
            to: self.to.version().clone(),
            tests: self.tests,
            verdict: projects.iter().map(|project| project.verdict).max().unwrap_or(Verdict::Same),
            projects,
            milliseconds: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            warnings: Vec::new(),
        })
    }

    fn phases(&self) -> &'static [Phase] {
        if self.tests { &[Phase::Build, Phase::Vet, Phase::Test] } else { &[Phase::Build, Phase::Vet] }
    }
}

/// One project of a rehearsal.
struct ProjectRehearsal<'a> {
    rehearsal: &'a Rehearsal<'a>,
    folders: &'a Folders,
    index: usize,
    folder: &'a Path,
    cancel: &'a Cancel,
    hear: &'a dyn Fn(RehearsalProgress),
    pace: &'a RefCell<Pace>,
}

/// What is known of a project so far.
#[derive(Default)]
struct Known {
    differences: Vec<RehearsalDifference>,
    both: BTreeSet<Subject>,
    /// What fails with both, as a sentence.
    fails: Option<Statement>,
    /// How many tests passed with both.
    passing: Option<u64>,
    phases: Vec<RehearsedPhase>,
    binaries: Vec<RehearsedBinary>,
    /// Why the result is not known.
    reason: Option<Statement>,
}

impl ProjectRehearsal<'_> {
    fn rehearse(&self) -> Result<RehearsedProject, NotRehearsed> {
        let module = module_path(self.folder);
        let go_mod = self.folder.join("go.mod");
        let mut known = Known::default();
        if go_mod.is_file() {
            let project = ProjectCommands {
                surroundings: &self.rehearsal.surroundings,
                folders: self.folders,
                folder: self.folder,
                module: module.as_deref(),
                test_time: self.rehearsal.test_time,
                cancel: self.cancel,
            };
            self.run_phases(&project, &mut known)?;
        } else {
            known.reason = Some(Sentence::RehearsalNoModule.with("path", self.folder));
        }
        Ok(known.end(self.folder, module))
    }

    fn run_phases(&self, project: &ProjectCommands<'_>, known: &mut Known) -> Result<(), NotRehearsed> {
        for phase in self.rehearsal.phases() {
            let is_watched = *phase == Phase::Test && platform::confinement().writes != WriteHold::Refused;
            let before = if is_watched { Some(Fingerprint::of(self.folder)) } else { None };
            let from = self.run_one(project, *phase, self.rehearsal.from, known)?;
            let to = self.run_one(project, *phase, self.rehearsal.to, known)?;
            // What was stopped early reported only a part.
            let is_over = from.is_cut_short() || to.is_cut_short();
            let mut compared =
                if is_over { Comparison::default() } else { compare(*phase, &from.results, &to.results) };
            if *phase == Phase::Test && !is_over {
                self.find_flaky(project, &mut compared, (&from.results, &to.results))?;
                known.passing = Some(from.results.passing.intersection(&to.results.passing).count() as u64);
                known.reason = known.reason.take().or_else(|| self.why_tests_say_little(&from.results, &to.results));
            }
            let changed = before.and_then(|before| before.difference(self.folder));
            if let Some(changed) = changed {
                known.reason = known.reason.take().or(Some(Sentence::RehearsalChangedFiles.with("path", &*changed)));
            }
            known.add(*phase, compared, &from, &to);
            let is_empty = *phase == Phase::Build && from.built.packages.max(to.built.packages) == 0;
            if is_empty && known.reason.is_none() && known.fails.is_none() {
                known.reason = Some(Sentence::RehearsalNoPackages.into());
                known.phases.clear(); // `go build` had nothing to build
            }
            let is_whole = from.results.is_whole_failure() || to.results.is_whole_failure();
            // Without packages there is nothing more to learn.
            if is_over || is_whole || is_empty {
                break;
            }
        }
        Ok(())
    }

    fn run_one(
        &self,
        project: &ProjectCommands<'_>,
        phase: Phase,
        go: UsableGo<'_>,
        known: &mut Known,
    ) -> Result<Ran, NotRehearsed> {
        let phases = self.rehearsal.phases();
        let at = phases.iter().position(|other| *other == phase).unwrap_or_default();
        let done = (self.index * phases.len() + at) * 2 + usize::from(go.version() == self.rehearsal.to.version());
        (self.hear)(RehearsalProgress {
            project: self.folder.to_owned(),
            phase,
            version: go.version().clone(),
            done: done as u64,
            total: (self.rehearsal.projects.len() * phases.len() * 2) as u64,
            remaining: self.pace.borrow().remaining(phases, done, self.rehearsal.projects.len()),
        });
        let begun = Instant::now();
        let ran = match phase {
            Phase::Build => project.build(go),
            Phase::Vet => project.vet(go),
            Phase::Test => project.test(go),
        }?;
        self.pace.borrow_mut().add(phase, begun.elapsed());
        let stopped = ran.stopped.as_ref().map(|stopped| match stopped {
            // Go wants to download there.
            Stopped::WroteOutside { path: Some(path) } if self.is_in_module_cache(path) => {
                Sentence::RehearsalModulesMissing.with("error", path.as_path())
            }
            stopped => why_stopped(stopped, phase, go.version(), self.rehearsal.test_time),
        });
        known.reason = known.reason.take().or(stopped);
        Ok(ran)
    }

    fn is_in_module_cache(&self, path: &Path) -> bool {
        self.rehearsal.surroundings.module_cache.as_ref().is_some_and(|cache| path.starts_with(cache))
    }

    /// Why the tests that ran are inconclusive: some did not end in time, or may have failed because of Upgo's own
    /// limits.
    fn why_tests_say_little(&self, from: &Results, to: &Results) -> Option<Statement> {
        let said = |sentence: Sentence, package: &Package| {
            let package = package.as_deref().unwrap_or("./...");
            sentence.with("package", Statement::quoted(package)).with("time", go_time(self.rehearsal.test_time))
        };
        if let Some(package) = from.timed_out.intersection(&to.timed_out).next() {
            return Some(said(Sentence::RehearsalTestsNeverEnd, package));
        }
        let one = |go: UsableGo<'_>, results: &Results| {
            let package = results.timed_out.first()?;
            Some(said(Sentence::RehearsalTestsTime, package).with("version", go.version().as_str()))
        };
        let timed_out = one(self.rehearsal.to, to).or_else(|| one(self.rehearsal.from, from));
        let holds = platform::confinement();
        if timed_out.is_some() || (holds.writes == WriteHold::No && holds.descendants != Hold::Enforced) {
            return timed_out;
        }
        let (package, error) = to.refused.iter().chain(&from.refused).next()?;
        Some(said(Sentence::RehearsalPerhapsLimits, package).with("error", Statement::quoted(error)))
    }

    /// Runs the tests that differ again, with both. One that then ends differently with the same Go is flaky, and says
    /// nothing about the upgrade.
    fn find_flaky(
        &self,
        project: &ProjectCommands<'_>,
        compared: &mut Comparison,
        first: (&Results, &Results),
    ) -> Result<(), NotRehearsed> {
        for (package, names) in to_repeat(&compared.differences) {
            let is_overdue = |results: &Results| results.timed_out.contains(&Some(package.clone()));
            // waiting for the end of the time is expensive
            let repeats = if is_overdue(first.0) || is_overdue(first.1) { 1 } else { REPEATS };
            for _ in 0..repeats {
                for (go, results) in [(self.rehearsal.from, first.0), (self.rehearsal.to, first.1)] {
                    let again = project.test_packages(go, &[package.as_str()], only(&names).as_deref())?.results;
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
}

impl Known {
    fn add(&mut self, phase: Phase, compared: Comparison, from: &Ran, to: &Ran) {
        if phase == Phase::Build {
            self.binaries = binaries(from, to);
            let whole = from.results.failed.get(&Subject::WHOLE).filter(|_| to.results.is_whole_failure());
            let says = whole.and_then(|findings| findings.first());
            if let Some(says) = says.filter(|says| self.reason.is_none() && is_about_modules(&says.text)) {
                let says = Statement::quoted(&says.text);
                self.reason = Some(Sentence::RehearsalModulesMissing.with("error", says));
            }
        }
        let first =
            compared.both.iter().find_map(|subject| to.results.failed.get(subject).map(|found| (subject, found)));
        if let Some((subject, findings)) = first.filter(|_| self.fails.is_none()) {
            self.fails = Some(fails_with_both(phase, subject, findings.first()));
        }
        self.differences.extend(compared.differences);
        self.both.extend(compared.both);
        self.phases.push(RehearsedPhase { phase, from: Some(from.run.clone()), to: Some(to.run.clone()) });
    }

    fn end(self, folder: &Path, module: Option<String>) -> RehearsedProject {
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
        }
    }
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

fn binaries(from: &Ran, to: &Ran) -> Vec<RehearsedBinary> {
    let names: BTreeSet<&String> = from.built.binaries.keys().chain(to.built.binaries.keys()).collect();
    let one = |name: &String| RehearsedBinary {
        name: cut(name),
        from_bytes: from.built.binaries.get(name).copied(),
        to_bytes: to.built.binaries.get(name).copied(),
    };
    names.into_iter().map(one).collect()
}

/// Whether Go cannot build a project because modules would have to be downloaded.
fn is_about_modules(says: &str) -> bool {
    says.contains("GOPROXY=off") || says.contains("module cache")
}

/// What fails with both, with the first thing that Go says about it.
fn fails_with_both(phase: Phase, subject: &Subject, first: Option<&RehearsalFinding>) -> Statement {
    let name = subject.test.as_ref().or(subject.package.as_ref());
    let place = first.and_then(|first| {
        let file = first.file.as_ref()?.file_name()?.to_string_lossy().into_owned();
        Some(first.line.map_or_else(|| file.clone(), |line| format!("{file}:{line}")))
    });
    let text = first.map(|first| first.text.clone());
    let says: Vec<String> = [name.cloned().filter(|_| place.is_none()), place, text].into_iter().flatten().collect();
    Sentence::RehearsalFails.with("command", phase.command()).with("error", Statement::quoted(says.join(": ")))
}

fn why_stopped(stopped: &Stopped, phase: Phase, version: &Version, test_time: Duration) -> Statement {
    let said = match stopped {
        Stopped::Time if phase == Phase::Test => Sentence::RehearsalTime.with("time", go_time(project_time(test_time))),
        Stopped::Time => Sentence::RehearsalTime.with("time", go_time(PATIENCE)),
        Stopped::Memory => Sentence::RehearsalMemory.with("size", size(MEMORY)),
        Stopped::Processes => Sentence::RehearsalProcesses
            .with("count", PROCESSES.to_string())
            .with("threads", (PROCESSES * THREADS).to_string()),
        Stopped::WroteOutside { path: Some(path) } => Sentence::RehearsalWroteTo.with("path", path.as_path()),
        Stopped::WroteOutside { path: None } => Sentence::RehearsalWrote.into(),
        Stopped::Cancelled => Sentence::Cancelled.into(),
    };
    said.with("command", phase.command()).with("version", version.as_str()).shown()
}

/// The module path in the `go.mod` of a folder.
pub(crate) fn module_path(folder: &Path) -> Option<String> {
    let text = bounded::read(&folder.join("go.mod"), GO_MOD).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let named = text.lines().find_map(|line| {
        let line = line.split("//").next().unwrap_or_default().trim();
        line.strip_prefix("module").filter(|rest| rest.starts_with([' ', '\t', '"', '`']))
    });
    let path = named?.trim().trim_matches(['"', '`']);
    Some(path.to_owned()).filter(|path| !path.is_empty() && path.len() < 500)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::report::RehearsalPhase;

    fn difference(kind: Kind, test: Option<&str>, column: Option<u32>) -> RehearsalDifference {
        let found =
            super::super::RehearsalFinding { file: None, line: None, column, text: "text".into(), analyzer: None };
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

    #[test]
    fn the_worst_result_counts() {
        let verdict = |kinds: &[Kind], reason: Option<Statement>| {
            let differences = kinds.iter().map(|kind| difference(*kind, None, None)).collect();
            Known { differences, reason, ..Known::default() }.end(Path::new("/m"), None).verdict
        };
        let reason = || Some(Sentence::RehearsalWrote.into());
        assert_eq!(verdict(&[], None), Verdict::Same);
        assert_eq!(verdict(&[Kind::Flaky, Kind::Mended, Kind::NewFinding], None), Verdict::Differs);
        assert_eq!(verdict(&[Kind::Mended], reason()), Verdict::Unknown);
        let both = Known { both: [Subject::WHOLE].into(), ..Known::default() };
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
