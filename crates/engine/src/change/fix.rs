//! What Upgo can do about something: a plan that the engine can make today.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::ReleaseRequest;
use crate::environment::{EditScope, EnvironmentEdit, PathEdit, Scope, SearchFolder};
use crate::plan::Then;
use crate::request::{ChangeRequest, InstallFrom};
use crate::toolchain::{Answer, Machine, Setting, Source, Starter};
use crate::version::Version;

/// A plan that mends something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What kind of plan, in the words of `request`.
    pub plan: String,
    /// The command that makes it.
    pub command: String,
    /// What the engine is asked for.
    pub request: ChangeRequest,
}

/// What Upgo can do on a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Able {
    /// Whether putting Upgo's folder onto the user's PATH is allowed and not yet done.
    pub add_to_path: bool,
    /// Whether Upgo may edit PATH.
    pub edit_path: bool,
    /// The toolchains in the store, newest first.
    pub installed: Vec<Version>,
}

impl Able {
    /// Puts Upgo's folder onto PATH.
    pub(crate) fn add_to_path(&self) -> Option<Fix> {
        self.add_to_path.then(Fix::add_to_path)
    }

    /// Edits PATH.
    pub(crate) fn path(&self, edits: Vec<PathEdit>, scope: EditScope) -> Option<Fix> {
        (self.edit_path && !edits.is_empty()).then(|| Fix::path(edits, scope))
    }

    /// Where no `go` is found, or Upgo's is and has none to start.
    pub(crate) fn bring_any(&self, machine: &Machine<'_>) -> Option<Fix> {
        if machine.upgo.current.is_some() {
            return self.add_to_path();
        }
        let newest = self.installed.first();
        Some(newest.map_or_else(|| Fix::install(ReleaseRequest::Latest, Then::Switch), Fix::use_it))
    }

    /// Where another Go than Upgo's comes first, and Upgo's could.
    pub(crate) fn put_upgo_first(&self, machine: &Machine<'_>) -> Option<Fix> {
        self.add_to_path().filter(|_| machine.upgo.current.is_some())
    }

    /// Where one folder of the user's PATH comes before another that should.
    pub(crate) fn move_first(&self, first: &SearchFolder, other: &SearchFolder) -> Option<Fix> {
        let are_users = first.scope == Scope::User && other.scope == Scope::User;
        self.path(vec![PathEdit::MoveFirst(other.folder.clone())], EditScope::User).filter(|_| are_users)
    }

    /// Where the Go that Upgo's switch names is older than `needs`.
    pub(crate) fn newer(&self, answer: &Answer, needs: &Version) -> Option<Fix> {
        let go = answer.go.as_ref()?;
        let installed = self.installed.iter().find(|version| *version >= needs);
        let fix = installed.map_or_else(Fix::upgrade, Fix::use_it);
        (go.by == Some(Starter::Switch)).then_some(fix)
    }
}

impl Fix {
    /// The plan that `request` asks for.
    pub fn new(request: ChangeRequest) -> Self {
        Self { plan: request.kind().to_owned(), command: request.command(), request }
    }

    /// Puts Upgo's folder onto PATH.
    pub fn add_to_path() -> Self {
        Self::new(ChangeRequest::AddToPath)
    }

    /// Makes an installed toolchain the current one.
    pub fn use_it(version: &Version) -> Self {
        Self::new(ChangeRequest::Use { version: ReleaseRequest::Exact(version.clone()) })
    }

    /// Puts the files of a toolchain of Upgo's back as they were published.
    pub fn repair_files(version: &Version) -> Self {
        Self::new(ChangeRequest::RepairFiles { version: version.clone() })
    }

    /// Brings a toolchain.
    pub fn install(version: ReleaseRequest, then: Then) -> Self {
        Self::new(ChangeRequest::Install { from: InstallFrom::Release { version }, then })
    }

    /// Brings the newest toolchain of the user's channel.
    pub fn upgrade() -> Self {
        Self::new(ChangeRequest::Upgrade { to: None, patch: false })
    }

    /// Gives a variable of Go a value.
    pub fn set(name: &str, value: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Set { name: name.to_owned(), value: value.to_owned(), scope })
    }

    /// Takes the value of a variable of Go away.
    pub fn unset(name: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Unset { name: name.to_owned(), scope })
    }

    /// Edits PATH.
    pub fn path(edits: Vec<PathEdit>, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Path { edits, scope })
    }

    fn edit(edit: EnvironmentEdit) -> Self {
        Self::new(ChangeRequest::Environment { edit })
    }
}

impl Fix {
    /// Where Go would download a toolchain, or cannot: in Upgo's folder it finds it, if that is on PATH.
    pub(crate) fn bring(machine: &Machine<'_>, name: &str) -> Option<Self> {
        let version = Version::from_name(name).ok()?;
        let mut path = machine.terminal.path.iter();
        let has_bin = path.any(|place| machine.is_same(&place.folder, &machine.upgo.bin));
        has_bin.then(|| Self::install(ReleaseRequest::Exact(version), Then::Stay))
    }

    /// Takes a variable away where it is set; what one terminal has is not Upgo's to change.
    pub(crate) fn unset_at(name: &str, setting: &Setting) -> Option<Self> {
        Some(Self::unset(name, edit_scope(&setting.source)?))
    }
}

/// The scope in which Upgo can edit what `source` says.
fn edit_scope(source: &Source) -> Option<EditScope> {
    match source {
        Source::Variable(Scope::User) => Some(EditScope::User),
        Source::Variable(Scope::Machine) => Some(EditScope::Machine),
        Source::UserFile(_) => Some(EditScope::Go),
        Source::Variable(Scope::Terminal) | Source::Tree(_) => None,
    }
}
