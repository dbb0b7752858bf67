//! `doctor`: gathers the facts and finds problems. Starts nothing but the user's shell and what
//! [`Tries`](crate::which_go::trial::Tries) says, and does not go online.
use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::after_success::running_editors;
use super::snapshot::disk;
use super::{Engine, WhichTerminal};
use crate::base::paths::clean;
use crate::base::report::{Code, Explain as _, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{self, Step};
use crate::environment;
use crate::guidance::doctor::{
    Brought, CHECKS, CgoProjects, DoctorFacts, DoctorReport, Examination, ExaminedGo, Finding, HeardGo, HeardTerminals,
    LastCheck, Store, Switched, examine, startup_choice,
};
use crate::guidance::watch::Memory;
use crate::machine::platform::{self, EXECUTABLE, Processes};
use crate::released::advisories::CGO;
use crate::released::catalog::{Catalog, newest_out};
use crate::store::{self, ProofLevel, Receipt, Unable};
use crate::which_go::asked::HeardTerminal;
use crate::which_go::buildinfo;
use crate::which_go::inventory::{self, Installation, Surroundings, at_root};
use crate::which_go::resolve;
use crate::which_go::toolchain::{self, Machine};

/// Enough to know which Go an editor of the last days uses.
const SWITCHES: usize = 3;

impl Engine {
    pub fn doctor(&self) -> Result<DoctorReport> {
        self.doctor_in(None)
    }

    /// Includes the project that `folder` belongs to.
    pub fn doctor_in(&self, folder: Option<&Path>) -> Result<DoctorReport> {
        let mut warnings = self.recover_and_warn();
        let machine = self.machine_in(WhichTerminal::New, folder.map(clean))?;
        let memory = Memory::read(self.home());
        let facts = self.facts(&machine, &memory)?;
        warnings.extend(unread(&facts));
        // a check reports it
        warnings.retain(|warning| warning.code != Code::PolicyVersion);
        warnings.extend(self.judged_version().err());
        let Examination { findings, passed, not_checked } = examine(&facts, &|id| memory.ignored.contains_key(id));
        Ok(DoctorReport { findings, passed, not_checked, checked_at: self.now(), warnings })
    }

    /// Why it is unknown which Go a new terminal runs, although none was found: a startup file of the shell chooses one.
    pub(super) fn unsure_of_terminal(&self) -> Option<Problem> {
        if self.terminals().heard().0.is_some() {
            return None;
        }
        let said = say!(StartupChoosesGo { line: self.startup_line()? });
        Some(Problem::new(Code::GoMissing, said).with_next(Sentence::AskInTerminal))
    }

    /// The first line of a startup file that puts a Go on PATH.
    pub(super) fn startup_line(&self) -> Option<Statement> {
        let machine = self.new_terminal();
        startup_choice(&self.facts(&machine, &Memory::read(self.home())).ok()?)
    }

    pub fn ignore_finding(&self, id: &str, ignore: bool) -> Result<()> {
        if !CHECKS.iter().any(|check| check.id == id) {
            let names: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
            return Err(Problem::new(Code::Usage, say!(NoSuchCheck { id }))
                .with_next(say!(ChecksAre { names: Value::all_of(&names) })));
        }
        let now = self.now();
        self.remember(|memory| {
            if ignore {
                memory.ignored.entry(id.to_owned()).or_insert(now);
            } else {
                memory.ignored.remove(id);
            }
        })
    }

    fn facts<'a>(&'a self, machine: &'a Machine<'a>, memory: &Memory) -> Result<DoctorFacts<'a>> {
        let lookup = |name: &str| self.variable(name);
        let (path, path_errors) = self.environment().read_path(self.variable("PATH").as_deref());
        let catalog = self.known_catalog();
        let answer = toolchain::answer(machine);
        let root = answer.go.as_ref().and_then(|go| go.root.clone());
        let able = self.able()?;
        let (active, trees) = self.trees(machine, root.as_deref(), &able.installed);
        Ok(DoctorFacts {
            machine,
            heard: self.heard_terminals(),
            system: self.system().cloned(),
            variable: Box::new(|name| self.setup.text(name)),
            documents: platform::documents_folder(),
            registry: (&*self.setup.registry, self.setup.installer_keys()),
            access: &platform::access,
            architecture: &buildinfo::architecture,
            cgo_projects: self.cgo_projects(),
            path,
            path_errors,
            active,
            trees,
            products: self.products(),
            smart_app_control: self.smart_app_control(),
            tools: self.find_tools().tools,
            tools_folder: environment::go_install_folder(&lookup),
            newest: newest_out(catalog.as_ref(), &able.installed),
            asked: asked(memory, catalog.as_ref()),
            store: self.store_facts()?,
            refused: self.refused_in_use(),
            policy_mistakes: self.policy().mistakes(),
            editors: running_editors(&Processes::now()),
            answer,
            able,
            starts: OnceCell::new(),
        })
    }

    fn heard_terminals(&self) -> Result<HeardTerminals, Sentence> {
        let known = self.terminals();
        let (Some(first), others) = known.heard() else {
            return Err(known.how(None).because.unwrap_or(Sentence::NoTerminalAsked));
        };
        Ok(HeardTerminals { first: heard_go(first), other: others.first().map(heard_go), rules: self.rules_for(first) })
    }

    /// The Go at `root`, which a new terminal finds, and every other one, with Upgo's `installed`. Runs none.
    fn trees(
        &self,
        machine: &Machine<'_>,
        root: Option<&Path>,
        installed: &[Version],
    ) -> (Option<Installation>, Vec<ExaminedGo>) {
        let own = installed.iter().map(|version| inventory::own(version.clone(), self.home().toolchain(version)));
        let (active, others) = self.with_surroundings(|around| {
            let around = Surroundings { ask: &|_| None, ..*around };
            let (_, others) = resolve::active_and_others(&around, machine);
            (root.map(|root| at_root(&around, root)), others)
        });
        (active, own.chain(others).map(tree).collect())
    }

    /// The projects that use cgo, by the imports that `check` and `audit` have stored.
    fn cgo_projects(&self) -> CgoProjects {
        let known = self.known_projects().0;
        let is_known = |folder: &PathBuf| known.iter().any(|project| project.folder.starts_with(folder));
        let all_known = self.settings().projects.iter().all(is_known);
        let using = known.into_iter().filter(|project| project.imports.contains(CGO));
        CgoProjects { importing: using.map(|project| project.folder).collect(), all_known }
    }

    /// What finished changes have left. The folder of a running change is its workplace.
    fn leftovers(&self) -> Vec<PathBuf> {
        let mut left: Vec<PathBuf> = store::leftovers(self.home(), journal::alive(self.home())).collect();
        left.sort();
        left
    }

    fn store_facts(&self) -> Result<Store> {
        let home = self.home().root().to_owned();
        let on_disk = self.existing_folder();
        // nobody else may read what is about the owner
        let is_ours = self.own_home().is_ok();
        let changes = is_ours.then(|| journal::newest_first(self.home()).map_err(disk)).transpose()?;
        let mut changes = changes.into_iter().flatten().peekable();
        let mut switches = Vec::new();
        let mut last_failure = None;
        let mut was_tried = false;
        while let Some(entry) = changes.next_if(|_| switches.len() < SWITCHES || !was_tried) {
            switches.extend(switched(&entry));
            if !was_tried && tries(&entry) {
                was_tried = true;
                last_failure = entry.seal.and_then(|seal| seal.problem);
            }
        }
        Ok(Store {
            volume: platform::volume(on_disk),
            free_bytes: platform::free_space(on_disk).ok(),
            leftovers: self.leftovers(),
            bisected: self.left_by_bisect()?,
            damaged: if is_ours { self.damaged_files()? } else { Vec::new() },
            contradicted: self.contradicted(),
            unable: self.unable(),
            unused: plan::unused(&self.look(None)?, self.kept()),
            brought: self.brought(),
            last_failure,
            switches,
            home,
        })
    }

    /// The toolchains whose archive is not the one in the release list, although the user vouched for it.
    fn contradicted(&self) -> Vec<Version> {
        let installed = store::folders(self.home()).unwrap_or_default();
        installed.into_iter().filter(|version| self.chain(version).level == ProofLevel::Contradicted).collect()
    }

    pub(super) fn unable(&self) -> Vec<(Version, Vec<Unable>)> {
        let installed = store::folders(self.home()).unwrap_or_default().into_iter();
        let unable = installed.map(|version| (store::verify::unable(self.home(), &version), version));
        unable.filter(|(programs, _)| !programs.is_empty()).map(|(programs, version)| (version, programs)).collect()
    }

    /// The toolchains with a receipt.
    fn brought(&self) -> Vec<Brought> {
        let written = names_in(&self.home().receipts()).into_iter();
        let receipts = written.filter(|path| path.extension().is_some_and(|kind| kind == "json")).filter_map(|path| {
            let version = Version::from_name(&path.file_stem()?.to_string_lossy()).ok()?;
            Receipt::read(self.home(), &version)
        });
        let brought = |receipt: Receipt| Brought {
            version: receipt.version,
            lag: receipt.lag_ms.map(Duration::from_millis),
            files: receipt.files,
        };
        receipts.map(brought).collect()
    }
}

fn heard_go(heard: &HeardTerminal) -> HeardGo {
    let HeardTerminal { name, runs, root, fails, .. } = heard.clone();
    HeardGo { terminal: name, version: runs, root, fails }
}

/// The warnings about what could not be read, except for what a check reports.
fn unread(facts: &DoctorFacts<'_>) -> Vec<Problem> {
    let is_told = |error: &environment::EnvironmentError| matches!(error, environment::EnvironmentError::NoText { .. });
    let others = facts.path_errors.iter().filter(|error| !is_told(error));
    others.map(|error| Problem::new(error.code(), error.says()).with_next(error.next())).collect()
}

fn asked(memory: &Memory, catalog: Option<&Catalog>) -> LastCheck {
    match (&memory.check_problem, catalog) {
        (Some(problem), _) => LastCheck::Failed(problem.clone()),
        (None, Some(_)) => LastCheck::Answered,
        (None, None) => LastCheck::Never,
    }
}

/// A Go installation, with the versions that its `go` and its compiler contain.
fn tree(found: Installation) -> ExaminedGo {
    let tools = found.root.join("pkg").join("tool");
    let compilers = names_in(&tools).into_iter().map(|folder| folder.join(format!("compile{EXECUTABLE}")));
    let go = found.root.join("bin").join(format!("go{EXECUTABLE}"));
    let programs = std::iter::once(go).chain(compilers).filter(|program| program.is_file());
    let built = programs.filter_map(|program| Some((program.clone(), buildinfo::read(&program).ok()?.go)));
    ExaminedGo { built: built.collect(), found }
}

/// `None` if the change neither moved the switch nor edited PATH.
fn switched(entry: &JournalEntry) -> Option<Switched> {
    let seal = entry.seal.as_ref().filter(|seal| seal.in_effect)?;
    let steps = &entry.plan.steps;
    let from = steps.iter().find_map(|step| match step {
        Step::Switch { from, to: Some(_) } => Some(from.clone()),
        _ => None,
    });
    let moves = from.is_some() || steps.iter().any(Step::edits_path);
    moves.then(|| Switched { at: seal.at, from: from.flatten() })
}

fn tries(entry: &JournalEntry) -> bool {
    entry.seal.is_some() && entry.plan.steps.iter().any(|step| matches!(step, Step::Test { .. }))
}

/// Sorted; none if it cannot be read.
pub(super) fn names_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    names.sort();
    names
}

impl DoctorReport {
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.ignored)
    }
}
