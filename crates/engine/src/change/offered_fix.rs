//! The fixes that Upgo offers for a problem: plans that the engine can make now.
use crate::base::display::sentence;
use crate::base::version::Version;
use crate::change::plan::Then;
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::environment::{EditScope, EnvironmentEdit, PathEdit, SearchFolder, VariableScope};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::toolchain::{Answer, GoSetting, GoSettingSource, Machine, Starter};

/// A plan that fixes a problem.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Fix {
    /// The kind of plan, as in `request`.
    pub plan: String,
    pub command: String,
    pub request: ChangeRequest,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Able {
    /// Whether putting Upgo's folder first on the user's PATH is allowed and not yet done.
    pub add_to_path: bool,
    pub edit_path: bool,
    /// Newest first.
    pub installed: Vec<Version>,
    /// Gives the toolchain that the switch names its files back; `None` if it has them.
    pub restore: Option<Fix>,
}

impl Able {
    pub(crate) fn add_to_path(&self) -> Option<Fix> {
        self.add_to_path.then(Fix::add_to_path)
    }

    pub(crate) fn path(&self, edits: Vec<PathEdit>, scope: EditScope) -> Option<Fix> {
        (self.edit_path && !edits.is_empty()).then(|| Fix::path(edits, scope))
    }

    /// The fix if no `go` is found, or if Upgo's `go` has no toolchain to start.
    pub(crate) fn bring_any(&self, machine: &Machine<'_>) -> Option<Fix> {
        if machine.upgo.current.is_some() {
            return self.add_to_path();
        }
        Some(self.choose())
    }

    /// The fix if the switch selects no toolchain, or one whose files are gone.
    pub(crate) fn choose(&self) -> Fix {
        let stable = ReleaseRequest::Latest.pick(&self.installed);
        let to_use = || stable.or_else(|| self.installed.first()).map(Fix::use_it);
        let any = || Fix::install(ReleaseRequest::Latest, Then::Switch);
        self.restore.clone().or_else(to_use).unwrap_or_else(any)
    }

    /// The fix if another Go comes before Upgo's, and Upgo's could come first.
    pub(crate) fn put_upgo_first(&self, machine: &Machine<'_>) -> Option<Fix> {
        self.add_to_path().filter(|_| machine.upgo.current.is_some())
    }

    /// The fix if a folder on the user's PATH comes before another that should come first.
    pub(crate) fn move_first(&self, first: &SearchFolder, other: &SearchFolder) -> Option<Fix> {
        let are_users = first.scope == VariableScope::User && other.scope == VariableScope::User;
        self.path(vec![PathEdit::MoveFirst(other.folder.clone())], EditScope::User).filter(|_| are_users)
    }

    /// The fix if the Go that Upgo's switch selects is older than `needs`.
    pub(crate) fn newer(&self, answer: &Answer, needs: &Version) -> Option<Fix> {
        let go = answer.go.as_ref()?;
        let installed = self.installed.iter().find(|version| *version >= needs);
        let fix = installed.map_or_else(Fix::upgrade, Fix::use_it);
        (go.by == Some(Starter::Switch)).then_some(fix)
    }
}

impl Fix {
    pub fn new(request: ChangeRequest) -> Self {
        Self { plan: request.kind(), command: sentence(request.command()), request }
    }

    pub fn add_to_path() -> Self {
        Self::new(ChangeRequest::AddToPath)
    }

    pub fn use_it(version: &Version) -> Self {
        Self::new(ChangeRequest::Use { version: ReleaseRequest::Exact(version.clone()) })
    }

    pub fn repair_files(version: &Version) -> Self {
        Self::new(ChangeRequest::RepairFiles { version: version.clone() })
    }

    /// Gives a toolchain its files back. Without its folder, it is installed again.
    pub(crate) fn restore(version: &Version, has_folder: bool) -> Self {
        let install = || Self::install(ReleaseRequest::Exact(version.clone()), Then::Stay);
        if has_folder { Self::repair_files(version) } else { install() }
    }

    pub fn install(version: ReleaseRequest, then: Then) -> Self {
        Self::new(ChangeRequest::Install { from: InstallFrom::Release { version }, then })
    }

    /// Installs the newest toolchain of the user's channel.
    pub fn upgrade() -> Self {
        Self::new(ChangeRequest::Upgrade { to: None, patch: false })
    }

    pub fn set(name: &str, value: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Set { name: name.to_owned(), value: value.to_owned(), scope })
    }

    pub fn unset(name: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Unset { name: name.to_owned(), scope })
    }

    pub fn path(edits: Vec<PathEdit>, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Path { edits, scope })
    }

    /// Removes what selects a Go from the user's settings of editors.
    pub(crate) fn unpin_editors() -> Self {
        Self::new(ChangeRequest::UnpinEditors)
    }

    fn edit(edit: EnvironmentEdit) -> Self {
        Self::new(ChangeRequest::Environment { edit })
    }

    /// The fix if Go would download a toolchain, or cannot. If Upgo's folder is on PATH, Go finds the toolchain there.
    pub(crate) fn bring(machine: &Machine<'_>, name: &str) -> Option<Self> {
        let version = Version::from_name(name).ok()?;
        let mut path = machine.terminal.path.iter();
        let has_bin = path.any(|place| machine.is_same(&place.folder, &machine.upgo.bin));
        has_bin.then(|| Self::install(ReleaseRequest::Exact(version), Then::Stay))
    }

    /// Upgo cannot change a variable of a single terminal.
    pub(crate) fn unset_at(name: &str, setting: &GoSetting) -> Option<Self> {
        Some(Self::unset(name, edit_scope(&setting.source)?))
    }
}

fn edit_scope(source: &GoSettingSource) -> Option<EditScope> {
    match source {
        GoSettingSource::Variable(VariableScope::User) => Some(EditScope::User),
        GoSettingSource::Variable(VariableScope::Machine) => Some(EditScope::Machine),
        GoSettingSource::UserFile(_) => Some(EditScope::Go),
        GoSettingSource::Variable(VariableScope::Terminal) | GoSettingSource::Tree(_) => None,
    }
}
