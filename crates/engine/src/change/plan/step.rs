use std::path::PathBuf;

use url::Url;

use super::{PlannedHook, Reuse, Secures, SystemGo};
use crate::base::archive::Archive;
use crate::base::digest::Sha256;
use crate::base::report::{HookPoint, StepKind};
use crate::base::version::Version;
use crate::environment::{Change, UserValues};
use crate::projects::edit::FileEdit;
use crate::projects::go_caches::{Cleaning, GoCache};
use crate::projects::rebuild::{Builder, Recipe};
use crate::released::upgo::UpgoVersion;
use crate::store::kept_files::Kept;
use crate::store::own_programs::OwnProgram;
use crate::store::verify::Differences;

/// One step of a plan, with everything that is needed to run, show and undo it.
#[answer(Clone, Debug, PartialEq, Serialize, Deserialize, tag = "kind")]
pub enum Step {
    /// Unpacking into staging starts at the same time.
    Download {
        version: Version,
        archive: Archive,
        /// In order of preference.
        sources: Vec<Url>,
        /// The sources of the same toolchain as a module, if those fail: folders of a GOPROXY.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        modules: Vec<Url>,
        /// What is fetched instead, because an installed toolchain has the rest. If that fails, the archive is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reuse: Option<Box<Reuse>>,
    },
    /// Unpacking into staging starts at the same time.
    ReadFile {
        version: Version,
        archive: Archive,
        #[serde(serialize_with = "crate::base::paths::shown")]
        path: PathBuf,
    },
    /// Unpack the archive, check the tree, and make it visible in the store by one rename.
    Unpack { version: Version },
    /// Put the toolchain's own name, `go1.27.3`, into `bin`.
    Publish { version: Version },
    /// Start the new toolchain as a terminal does, and compile and run a small program with it.
    Test { version: Version },
    /// Move the switch.
    Switch { from: Option<Version>, to: Option<Version> },
    /// Edit PATH, Go environment variables, or what the settings of editors say about Go.
    EditEnvironment { purpose: EditPurpose, change: Change },
    /// Check which Go a new terminal runs; `None` if none is expected.
    Check { version: Option<Version> },
    /// Remove the toolchain's own name from `bin`.
    Unpublish { version: Version },
    /// Download a package of the official installer, from the sources in order of preference, verify its SHA-256, and
    /// keep it.
    DownloadPackage { version: Version, package: Archive, sources: Vec<Url>, secures: Secures },
    /// Let the official installer install, replace or uninstall the machine-wide Go. It removes the existing version
    /// before it installs another; if that fails, the existing version is restored. The family of its packages is a
    /// GOARCH.
    ChangeSystem { arch: String, from: Option<SystemGo>, to: Option<SystemGo> },
    /// Repair the files of the machine-wide Go.
    RepairSystem { arch: String, go: SystemGo },
    /// Restore the user values that the official installer removes when it uninstalls: GOPATH, and PATH entries in
    /// their original order. Which ones these are is known only when the step runs.
    GiveBack { before: UserValues },
    /// Change a setting, from the value in the file now, as the file writes it; `None` if not set. It is never shown:
    /// it may contain a login.
    ChangeSetting { key: String, from: Option<String>, to: Option<String> },
    /// Rename a tree that is not Upgo's own, so that it is no longer used and can be restored.
    SetAside { from: PathBuf, to: PathBuf },
    /// Rename a toolchain out of the store, then delete its files. The archive is the one that it came from, which an
    /// undo reinstalls; `None` if unknown.
    Delete { version: Version, archive: Option<Archive>, size_bytes: Option<u64> },
    /// Build a `go install` program in a separate folder, at the same version as the existing one, at another one, or
    /// as the first of its name. The old one is replaced, and kept.
    RebuildTool {
        program: PathBuf,
        /// The digest of the existing program; `None` if there is none yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Sha256>,
        /// The Go version that built it; empty if there is none yet.
        built_with: String,
        recipe: Recipe,
        go: Builder,
        /// The hosts that Go may download missing modules from, in the order of GOPROXY.
        hosts: Vec<String>,
        /// The version of the existing program, if the step updates it; `None` if it stays at the same version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        updates: Option<String>,
    },
    /// Restore the files of a toolchain that differ from the unpacked ones. The replaced files are kept. If they are
    /// unknown, the previous step's archive determines them, and the list of files is rewritten.
    RepairFiles { version: Version, files: Option<Differences> },
    /// Restore the previous files of a toolchain.
    RestoreFiles { version: Version, kept: Kept },
    /// Clean one of Go's caches, or delete one toolchain in it. It cannot be undone.
    CleanCache {
        cache: GoCache,
        folder: PathBuf,
        #[serde(flatten)]
        cleaning: Cleaning,
        size_bytes: u64,
    },
    /// Restore a program that a change replaced, or remove one that a change installed.
    RestoreTool {
        program: PathBuf,
        /// The digest of the existing program; `None` if there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Sha256>,
        kept: Kept,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        removes: bool,
    },
    /// Download a package of Upgo's own programs, verify its SHA-256, which is in the signed description of the
    /// release, and unpack it into staging.
    DownloadUpgo { version: UpgoVersion, package: Archive, sources: Vec<Url> },
    /// Start another version of Upgo once. It must answer with its version, and that it can open the home.
    TryUpgo {
        version: UpgoVersion,
        /// The folder that contains it; `None` for the staging folder of the plan.
        #[serde(serialize_with = "crate::base::paths::shown")]
        folder: Option<PathBuf>,
    },
    /// Replace Upgo's own programs in a folder, in this order, and the launchers in `bin` if that is the folder. The
    /// old ones are kept.
    ReplaceUpgo { folder: PathBuf, from: UpgoVersion, to: UpgoVersion, programs: Vec<OwnProgram> },
    /// Restore the previous version of Upgo's own programs.
    RestoreUpgo { folder: PathBuf, from: UpgoVersion, to: UpgoVersion, kept: Kept },
    /// Try projects with the Go in use and with another one. If one breaks, the plan fails and is rolled back.
    Rehearse {
        from: Builder,
        /// Another Go, which is in the store.
        to: Version,
        #[serde(serialize_with = "crate::base::paths::shown")]
        projects: Vec<PathBuf>,
        tests: bool,
    },
    /// Edit files of a project: lines that name a Go afterwards, or code as its `go fix` does. The reverse edit undoes
    /// it, and has the same version.
    EditProject { folder: PathBuf, version: Version, files: Vec<FileEdit> },
    /// Run a hook. One for failures is passed over unless the plan fails.
    Hook(PlannedHook),
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditPurpose {
    /// So that terminals find Upgo's `go`.
    Go,
    /// So that terminals find the `go install` programs.
    Tools,
    /// Because the user requested this edit.
    Asked,
    /// So that another Go comes after Upgo's.
    Aside,
    Undo,
    /// To undo an undo.
    Redo,
}

impl Step {
    pub fn kind(&self) -> StepKind {
        match self {
            Self::Download { .. } => StepKind::Download,
            Self::ReadFile { .. } => StepKind::ReadFile,
            Self::Unpack { .. } => StepKind::Unpack,
            Self::Publish { .. } => StepKind::Publish,
            Self::Test { .. } => StepKind::Test,
            Self::Switch { .. } => StepKind::Switch,
            Self::EditEnvironment { change, .. } if change.edits_path() => StepKind::EditPath,
            Self::EditEnvironment { change, .. } if change.edits_editors() => StepKind::EditEditors,
            Self::EditEnvironment { .. } => StepKind::EditVariables,
            Self::Check { .. } => StepKind::Check,
            Self::Unpublish { .. } => StepKind::Unpublish,
            Self::DownloadPackage { secures: Secures::TheNew, .. } => StepKind::DownloadPackage,
            Self::DownloadPackage { secures: Secures::TheOld, .. } => StepKind::SecurePackage,
            Self::ChangeSystem { to: None, .. } => StepKind::UninstallSystem,
            Self::ChangeSystem { from: None, .. } => StepKind::InstallSystem,
            Self::ChangeSystem { .. } => StepKind::ReplaceSystem,
            Self::RepairSystem { .. } => StepKind::RepairSystem,
            Self::GiveBack { .. } => StepKind::GiveBack,
            Self::ChangeSetting { .. } => StepKind::ChangeSetting,
            Self::SetAside { .. } => StepKind::SetAside,
            Self::Delete { .. } => StepKind::Delete,
            Self::RebuildTool { was: None, .. } => StepKind::InstallTool,
            Self::RebuildTool { updates: Some(_), .. } => StepKind::UpdateTool,
            Self::RebuildTool { .. } => StepKind::RebuildTool,
            Self::RestoreTool { .. } => StepKind::RestoreTool,
            Self::CleanCache { cleaning: Cleaning::Downloaded { .. }, .. } => StepKind::DeleteDownloaded,
            Self::CleanCache { cache: GoCache::Build, .. } => StepKind::CleanBuildCache,
            Self::CleanCache { cache: GoCache::Modules, .. } => StepKind::CleanModuleCache,
            Self::RepairFiles { .. } => StepKind::RepairFiles,
            Self::RestoreFiles { .. } => StepKind::RestoreFiles,
            Self::DownloadUpgo { .. } => StepKind::DownloadUpgo,
            Self::TryUpgo { .. } => StepKind::TryUpgo,
            Self::ReplaceUpgo { .. } => StepKind::ReplaceUpgo,
            Self::RestoreUpgo { .. } => StepKind::RestoreUpgo,
            Self::Rehearse { .. } => StepKind::Rehearse,
            Self::EditProject { .. } => StepKind::EditProject,
            Self::Hook(hook) => match hook.hook {
                HookPoint::BeforeSwitch => StepKind::HookBefore,
                HookPoint::AfterSwitch => StepKind::HookAfter,
                HookPoint::Soak => StepKind::HookSoak,
                HookPoint::OnFailure => StepKind::HookOnFailure,
            },
        }
    }

    pub fn hook(&self) -> Option<&PlannedHook> {
        if let Self::Hook(hook) = self { Some(hook) } else { None }
    }

    pub(crate) fn is_for_failure(&self) -> bool {
        self.hook().is_some_and(|hook| hook.hook == HookPoint::OnFailure)
    }

    pub fn edits_path(&self) -> bool {
        self.kind() == StepKind::EditPath
    }

    /// Whether it makes a change that a user or another program could see.
    pub(crate) fn changes_something(&self) -> bool {
        self.kind().changes_something()
    }
}
