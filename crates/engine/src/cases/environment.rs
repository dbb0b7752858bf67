//! `env`: Go's variables and PATH, where each value comes from, and which value wins.
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Engine;
use super::snapshot::Planning;
use crate::base::report::{Code, Explain as _, Problem, Result};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::change::elevation;
use crate::change::journal::JournalEntry;
use crate::change::plan::{self, Makers, Plan, Undoable};
use crate::environment::variable::VariableRefusal;
use crate::environment::{
    self, Change, EditScope, EnvironmentEdit, EnvironmentError, NewTerminal, PathEdit, PathEntry, PathReading, Setting,
    Source, StoredEnvironment, Syntax, VariableReading, VariableScope, go_value, variable,
};
use crate::machine::effect::user_file;
use crate::machine::platform;
use crate::net::goproxy;
use crate::which_go::toolchain::{self, GoError, Machine, Variable};

/// The output of `env`.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct EnvironmentReport {
    /// The usual variables of Go, and every other Go variable that is set somewhere.
    pub variables: Vec<VariableReading>,
    /// PATH of a new terminal.
    pub path: PathReading,
    /// The `go env -w` file, which need not exist; `null` if GOENV turns it off.
    pub go_env_file: Option<PathBuf>,
    pub warnings: Vec<Problem>,
}

#[derive(Default)]
struct GoFiles {
    /// The `go env -w` file, and its content.
    user: Option<(PathBuf, Vec<u8>)>,
    /// `go.env` of the toolchain that a new terminal runs, and its content.
    toolchain: Option<(PathBuf, Vec<u8>)>,
    root: Option<PathBuf>,
}

impl Engine {
    pub fn environment_report(&self) -> Result<EnvironmentReport> {
        self.environment_report_in(None)
    }

    /// With the Go that runs in a folder. Values are shown without secrets. Only reads.
    pub fn environment_report_in(&self, folder: Option<&Path>) -> Result<EnvironmentReport> {
        let mut warnings = self.recover_and_warn();
        let followed = self.followed_in(folder)?.and_then(|followed| followed.version);
        let files = self.go_files(followed.map(|version| self.home().toolchain(&version)), &mut warnings);
        let (mut variables, stored) = (Vec::new(), self.environment.stored());
        for name in variable::all() {
            let reading = self.read_variable(name, &stored, &files, &mut warnings);
            if variable::USUAL.contains(&name) || reading.is_set() {
                variables.push(without_secrets(reading));
            }
        }
        let (path, problems) = self.environment.read_path(self.variable("PATH").as_deref());
        warnings.extend(problems.into_iter().map(Problem::from));
        Ok(EnvironmentReport { variables, path, go_env_file: self.go_env_file(), warnings })
    }

    pub(super) fn plan_environment(&self, edit: &EnvironmentEdit, planning: &mut Planning) -> Result<Plan> {
        if matches!(edit, EnvironmentEdit::Path { .. }) && !self.modifies_path() {
            return Err(self.may_not_change_path());
        }
        if platform::HAS_REGISTRY {
            let open = edit.added_to_machine().find_map(|dir| Some((dir.to_owned(), elevation::why_open(dir)?)));
            if let Some((dir, why)) = open {
                return Err(EnvironmentError::MachinePath { dir, why }.into());
            }
        }
        let change = environment::prepare_edit(&self.environment, self.go_env_file().as_deref(), edit)?;
        if let EnvironmentEdit::Set { name, value, scope } = edit {
            refuse_on_disk(name, value, *scope)?;
            ask_go(self.new_terminal(), name, value)?;
        }
        planning.warnings.extend(self.without_effect(edit, change.is_some()));
        if matches!(edit, EnvironmentEdit::Set { name, .. } if name == "GOROOT") {
            planning.warnings.push(Problem::new(Code::EnvGoroot, Sentence::GorootForAll));
        }
        if let EnvironmentEdit::Set { name, value, .. } = edit {
            planning.warnings.extend(doubts_about(name, value));
        }
        Ok(plan::edit_environment(&self.look(None)?, change))
    }

    /// The change that undoes an entry's edits of the environment, except what a later change made again; `stays` gets
    /// what stays, and `warnings` what was changed since.
    pub(super) fn environment_undo(
        &self,
        entry: &JournalEntry,
        makers: &Makers,
        stays: &mut Vec<Problem>,
        warnings: &mut Vec<Problem>,
    ) -> Result<Option<Change>> {
        let Some(edit) = entry.plan.changes().cloned().reduce(|first, next| first.then(&next)) else { return Ok(None) };
        let mut left = BTreeSet::new();
        for (part, name) in edit.parts(&self.environment) {
            if let Some(by) = makers.later(entry.id, &Undoable::Environment(part.clone())) {
                stays.push(plan::stays_as_left(name, by));
                left.insert(part);
            }
        }
        let edit = edit.without(&left, &self.environment);
        let undo = environment::prepare_undo(&self.environment, &edit)?;
        for name in edit.changed_since(&self.environment)? {
            let message = say!(StaysChanged { what: name });
            warnings.push(Problem::new(Code::UndoPartial, message).with_next(Sentence::SeeItsValue));
        }
        let stay = undo.iter().flat_map(Change::folders_that_stay);
        let stay = stay.map(|folder| Problem::new(Code::CacheLeft, say!(FolderStays { folder })));
        warnings.extend(stay);
        Ok(undo)
    }

    /// The reasons why the edit has no effect: another value takes precedence, or the value is stored elsewhere.
    pub(super) fn without_effect(&self, edit: &EnvironmentEdit, changes: bool) -> Vec<Problem> {
        let elsewhere = match edit {
            EnvironmentEdit::Path { edits, .. } if !changes => return self.not_taken_off(edits),
            EnvironmentEdit::Path { .. } => return Vec::new(),
            EnvironmentEdit::Set { scope, .. } => before(*scope),
            EnvironmentEdit::Unset { .. } if changes => return Vec::new(),
            EnvironmentEdit::Unset { .. } => &[Source::Process, Source::User, Source::Machine, Source::Go],
        };
        let (stored, files) = (self.environment.stored(), self.go_files(None, &mut Vec::new()));
        let reading = self.read_variable(edit.name(), &stored, &files, &mut Vec::new());
        let others = reading.settings.into_iter().filter(|setting| elsewhere.contains(&setting.source));
        others.map(|setting| hidden_by(edit.name(), &setting)).collect()
    }

    /// The folders to remove that stay on PATH.
    fn not_taken_off(&self, edits: &[PathEdit]) -> Vec<Problem> {
        let (path, _) = self.environment.read_path(self.variable("PATH").as_deref());
        let entry_of = |dir: &PathBuf| path.entries.iter().find(|entry| entry.folders.contains(dir));
        let unwanted = edits.iter().filter_map(|edit| match edit {
            PathEdit::Remove(dir) => Some((dir, entry_of(dir)?)),
            _ => None,
        });
        let problem = |(dir, entry): (&PathBuf, &PathEntry)| {
            let is_machine = entry.source == Source::Machine;
            let says =
                if is_machine { say!(StillOnMachinePath { folder: dir }) } else { say!(StillOnPath { folder: dir }) };
            Problem::new(Code::EnvHidden, says).with_next(Sentence::RemoveThere)
        };
        unwanted.map(problem).collect()
    }

    pub(super) fn go_env_file(&self) -> Option<PathBuf> {
        environment::go_env_file(&|name| self.variable(name))
    }

    fn read_variable(
        &self,
        name: &str,
        stored: &StoredEnvironment<'_>,
        files: &GoFiles,
        warnings: &mut Vec<Problem>,
    ) -> VariableReading {
        let (mut settings, problems) = stored.kept(name);
        warnings.extend(problems.into_iter().map(Problem::from));
        settings.extend(Setting::of(Source::Process, self.variable(name), None));
        settings.extend(in_file(Source::Go, files.user.as_ref(), name));
        settings.extend(in_file(Source::Goroot, files.toolchain.as_ref(), name));
        settings.extend(Setting::of(Source::Default, self.default_of(name, files), None));
        let terminal = if platform::HAS_REGISTRY { NewTerminal::BeginsAnew } else { NewTerminal::Inherits };
        environment::weigh(name, settings, terminal)
    }

    /// Source: `go help environment`; `GOPROXY` and `GOTOOLCHAIN` for a Go without `go.env`, which Go 1.21 introduced.
    fn default_of(&self, name: &str, files: &GoFiles) -> Option<OsString> {
        match name {
            "GOROOT" => files.root.clone().map(PathBuf::into_os_string),
            "GOPATH" => {
                environment::default_gopath(Syntax::NATIVE, &|name| self.variable(name)).map(PathBuf::into_os_string)
            }
            "GOPROXY" => Some(goproxy::DEFAULT.into()),
            "GOTOOLCHAIN" => Some("local".into()),
            _ => None,
        }
    }

    fn go_files(&self, followed: Option<PathBuf>, warnings: &mut Vec<Problem>) -> GoFiles {
        let mut read = |path: PathBuf| match user_file::read(&path) {
            Ok(content) => content.map(|content| (path, content)),
            Err(error) => {
                warnings.push(super::snapshot::disk(error));
                None
            }
        };
        let user = self.go_env_file().and_then(&mut read);
        let root = followed.or_else(|| self.running_go().map(|active| active.found.root));
        let toolchain = root.as_deref().map(|root| root.join("go.env")).and_then(&mut read);
        if let Some((path, _)) = user.as_ref().filter(|(_, content)| environment::has_byte_order_mark(content)) {
            let hidden = Problem::new(Code::EnvHidden, say!(BeginsWithMark { path }));
            warnings.push(hidden.with_next(Sentence::SaveWithoutMark));
        }
        GoFiles { user, toolchain, root }
    }
}

/// A value of GOPROXY that Go may not accept, which only a request would show.
pub(super) fn doubts_about(name: &str, value: &str) -> Option<Problem> {
    let why = go_value::wrong_proxy(value).filter(|_| name == "GOPROXY")?;
    Some(Problem::new(Code::GoSetting, refusal(name, value, why).says()).with_next(say!(IfWrongRollBack { name })))
}

/// Refuses a folder that Go could not use, as it is now. A value that Windows expands is not examined.
pub(super) fn refuse_on_disk(name: &str, value: &str, scope: EditScope) -> Result<()> {
    let folder = Path::new(value);
    if platform::HAS_REGISTRY && scope != EditScope::Go && value.contains('%') {
        return Ok(());
    }
    let why = match name {
        "GOROOT" | "GOTMPDIR" if !folder.is_dir() => Sentence::NoFolder,
        "GOROOT" if !folder.join("src").join("runtime").is_dir() => Sentence::NoGoTree,
        "GOBIN" | "GOCACHE" | "GOMODCACHE" if folder.is_file() => Sentence::IsAFile,
        "GOWORK" if !["off", "auto"].contains(&value) && !folder.is_file() => Sentence::NoSuchFile,
        _ => return Ok(()),
    };
    Err(EnvironmentError::from(refusal(name, value, why.into())).into())
}

/// Refuses a value with which the Go of the machine's terminal would fail, by its own word.
pub(super) fn ask_go(mut machine: Machine<'_>, name: &str, value: &str) -> Result<()> {
    let worked = toolchain::answer(&machine).refusal.is_none();
    let set = Variable { value: value.into(), scope: VariableScope::User };
    machine.terminal.variables.insert(name.to_owned(), set);
    let why = match toolchain::answer(&machine).refusal {
        Some(GoError::Value { name: blamed, why, .. }) if worked || blamed == name => why,
        Some(mode @ GoError::ModuleMode(_)) if worked => Statement::quoted(mode.to_string()),
        _ => return Ok(()),
    };
    Err(EnvironmentError::from(refusal(name, value, why)).into())
}

fn refusal(name: &str, value: &str, why: Statement) -> VariableRefusal {
    VariableRefusal::Value { name: name.to_owned(), value: value_without_secrets(name, value), why }
}

fn without_secrets(mut reading: VariableReading) -> VariableReading {
    let name = &reading.name;
    for setting in &mut reading.settings {
        setting.value = value_without_secrets(name, &setting.value);
    }
    for effective in [&mut reading.here, &mut reading.new_terminal] {
        effective.value = effective.value.as_deref().map(|value| value_without_secrets(name, value));
    }
    reading
}

fn in_file(source: Source, file: Option<&(PathBuf, Vec<u8>)>, name: &str) -> Option<Setting> {
    let (path, content) = file?;
    let value = String::from_utf8_lossy(environment::value_in(content, name)?).into_owned();
    Some(Setting { source, value, place: Some(path.display().to_string()) })
}

fn before(scope: EditScope) -> &'static [Source] {
    match scope {
        EditScope::User => &[],
        EditScope::Machine => &[Source::User],
        EditScope::Go => &[Source::Process, Source::User, Source::Machine],
    }
}

fn hidden_by(name: &str, setting: &Setting) -> Problem {
    let value = value_without_secrets(name, &setting.value);
    let (says, scope) = match setting.source {
        Source::User => (say!(AlsoSetUser { name, value }), "user"),
        Source::Machine => (say!(AlsoSetMachine { name, value }), "machine"),
        Source::Go => (say!(AlsoSetGo { name, value }), "go"),
        _ => (say!(AlsoSetTerminal { name, value }), ""),
    };
    let problem = Problem::new(Code::EnvHidden, says);
    if scope.is_empty() {
        return problem;
    }
    problem.with_next(say!(UnsetInScope { name, scope }))
}

impl VariableReading {
    /// Whether a value is set anywhere except in Go itself.
    fn is_set(&self) -> bool {
        self.settings.iter().any(|setting| !matches!(setting.source, Source::Goroot | Source::Default))
    }
}
