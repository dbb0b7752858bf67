//! `why` and `which`: which Go runs in a terminal, why, and whether it works there.
mod chain;
mod links;
mod problem;
mod rows;
mod settings;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use crate::change::site::WhichTerminal;
pub use chain::{Cause, ChainLink};
pub use rows::WhyRows;

use super::Engine;
use crate::base::paths::clean;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::{Able, Fix};
use crate::machine::platform;
use crate::store;
use crate::which_go::asked::{AskedFor, HeardTerminal};
use crate::which_go::inventory::{Origin, at_root};
use crate::which_go::resolve::{HowKnown, Known};
use crate::which_go::toolchain::{self, Answer, From, GoProgram, Machine, Starter};

/// The output of `why`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct WhyReport {
    /// The `go` that the terminal starts.
    pub program: Option<Program>,
    /// The toolchain that finally runs; `null` if there is no Go, or Go itself refuses to run.
    pub toolchain: Option<Toolchain>,
    /// Whether Go accepts the folder, judging by its files.
    pub works: bool,
    /// Why it does not; `null` if it works.
    pub problem: Option<Problem>,
    /// How Upgo knows the environment of the terminal.
    pub known: Known,
    /// When a new terminal answered; `null` if none did.
    pub at: Option<Timestamp>,
    /// Why no shell was asked, or why none answered; `null` if one answered, or on Windows with an administrator's rights.
    pub because: Option<Statement>,
    /// The release that a new terminal answered in the user's folder; `null` if its environment explains it.
    pub answered: Option<Version>,
    /// Every cause, in the order in which they take effect.
    pub chain: Vec<ChainLink>,
    pub warnings: Vec<Problem>,
}

/// A `go` program.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Program {
    /// The program, as PATH finds it.
    pub path: PathBuf,
    /// Its version; `null` if no file contains it.
    pub version: Option<Version>,
    /// Its folder (GOROOT); the folder of the program if no file contains it.
    pub root: PathBuf,
    pub origin: Origin,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Toolchain {
    /// Its name, such as `go1.27.3`; `null` if no file contains it.
    pub version: Option<String>,
    /// Its source.
    pub from: From,
    /// That it may not exist, as a parenthesis.
    #[serde(skip)]
    pub unlisted: Option<Statement>,
}

impl WhyReport {
    /// Reads only files.
    pub fn of(machine: &Machine<'_>, origin: &dyn Fn(&Path) -> Origin, able: &Able) -> Self {
        Self::of_answer(machine, toolchain::answer(machine), origin, able)
    }

    pub(super) fn of_answer(
        machine: &Machine<'_>,
        answer: Answer,
        origin: &dyn Fn(&Path) -> Origin,
        able: &Able,
    ) -> Self {
        let told = chain::ChainFacts { machine, answer: &answer, origin, able };
        let problem = problem::problem(&told);
        let chain = chain::chain(&told);
        let warnings = problem::stale_root(&told).into_iter().collect();
        let unlisted = answer.unlisted(machine).filter(|_| problem.is_none());
        let Answer { go, toolchain, .. } = answer;
        Self {
            program: go.map(|go| Program::of(go, origin)),
            toolchain: toolchain.map(|found| {
                let version = Some(found.name).filter(|name| !name.is_empty());
                Toolchain { version, from: found.from, unlisted }
            }),
            works: problem.is_none(),
            problem,
            known: Known::Computed,
            at: None,
            because: None,
            answered: None,
            chain,
            warnings,
        }
    }
}

impl Program {
    fn of(go: GoProgram, origin: &dyn Fn(&Path) -> Origin) -> Self {
        let version = go.version();
        let root = go.root.unwrap_or_else(|| go.path.parent().unwrap_or(&go.path).to_owned());
        Self { path: go.path, version, origin: origin(&root), root }
    }
}

impl Engine {
    /// Asks the user's shell which Go a new terminal runs, whatever it has answered before.
    pub fn ask_again(&self, cancel: &Cancel) {
        self.ask_terminals(AskedFor::Change, cancel);
    }

    /// Starts nothing but the user's shell and Go, as [`Tries`](crate::which_go::trial::Tries) says, and does not go online.
    pub fn why(&self, terminal: WhichTerminal, folder: Option<&Path>) -> Result<WhyReport> {
        let standing = self.recover_and_warn();
        let machine = self.machine_in(terminal, folder.map(full_folder).transpose()?)?;
        let able = self.able()?;
        let mut report =
            self.with_surroundings(|around| WhyReport::of(&machine, &|root| at_root(around, root).origin, &able));
        match terminal {
            WhichTerminal::New => {
                self.add_answer(&mut report);
                self.add_unjudged(&mut report);
            }
            WhichTerminal::This => report.known = Known::Environment,
        }
        report.warnings.splice(0..0, standing);
        Ok(report)
    }

    /// Why it does not work in any folder, as [`why`](Self::why) says; `None` if it works, or if there is none.
    pub(super) fn why_it_fails(&self, machine: &Machine<'_>) -> Result<Option<Problem>> {
        let answer = toolchain::answer(machine);
        if answer.refusal.is_none() {
            return Ok(self.terminals().heard().0.and_then(|heard| self.failure(heard)));
        }
        let able = self.able()?;
        Ok(self.with_surroundings(|around| {
            WhyReport::of_answer(machine, answer, &|root| at_root(around, root).origin, &able).problem
        }))
    }

    /// If the terminal has no Go, or one that is no release, says so in the words of the other commands.
    fn add_unjudged(&self, report: &mut WhyReport) {
        let is_release = report.program.as_ref().is_some_and(|program| program.version.is_some());
        let Some(unjudged) = (!is_release).then(|| self.judged_version().err()).flatten() else { return };
        match &report.problem {
            None => report.warnings.push(unjudged),
            Some(problem) if problem.code == Code::GoMissing => report.problem = Some(unjudged),
            Some(_) => {}
        }
    }

    /// Adds how it is known, and what a new terminal answered that nothing explains.
    fn add_answer(&self, report: &mut WhyReport) {
        let known = self.terminals();
        let heard = known.heard().0;
        let HowKnown { by, at, because, .. } = known.how(heard);
        (report.known, report.at, report.because) = (by, at, because.map(Statement::from));
        let Some(heard) = heard else { return };
        report.answered = heard.runs.clone().filter(|runs| !self.rules_for(heard).explains(Some(runs), None));
        report.problem = report.problem.take().or_else(|| self.failure(heard));
        report.works = report.problem.is_none();
    }

    /// What Go's rules say of a terminal that has answered, in the folder in which it was asked.
    pub(super) fn rules_for(&self, heard: &HeardTerminal) -> Answer {
        toolchain::answer(&self.machine_asked(heard))
    }

    /// That Go fails in a terminal, if nothing explains it.
    fn failure(&self, heard: &HeardTerminal) -> Option<Problem> {
        let says = heard.fails.as_deref()?;
        let message = say!(GoFailsInTerminal { says: Statement::quoted(says) });
        let rules = self.rules_for(heard);
        let (code, next) = match rules.go.as_ref().and_then(|go| go.by.as_ref()) {
            Some(Starter::Shim(_)) => (Code::GoToolchainMissing, Sentence::ChooseInManager),
            _ => (Code::GoSetting, Sentence::CorrectWhatGoSays),
        };
        (!rules.explains(None, Some(says))).then(|| Problem::new(code, message).with_next(next))
    }

    pub(crate) fn able(&self) -> Result<Able> {
        let installed = store::installed(&self.home).map_err(super::snapshot::disk)?;
        let installed: Vec<Version> = installed.into_iter().map(|installed| installed.version).collect();
        let gone = self.chosen().ok().flatten().filter(|chosen| !installed.contains(chosen));
        let restore = gone.map(|gone| Fix::restore(&gone, store::is_there(&self.home.toolchain(&gone))));
        let add_to_path = self.path_lacks_upgo() || self.line_last().is_some();
        Ok(Able { add_to_path, edit_path: self.modifies_path(), installed, restore })
    }
}

/// A file stands for its folder.
pub(super) fn full_folder(path: &Path) -> Result<PathBuf> {
    let full = std::path::absolute(path).map_err(|_| Problem::new(Code::Usage, say!(NotAPath { path })))?;
    let folder = if full.is_file() { full.parent().unwrap_or(&full).to_owned() } else { full };
    if folder.is_dir() {
        Ok(platform::with_long_names(&clean(&folder)))
    } else {
        Err(Problem::new(Code::Usage, say!(PathDoesNotExist { path })).with_next(Sentence::NameExistingFolder))
    }
}
