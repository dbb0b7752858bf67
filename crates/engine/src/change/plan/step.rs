//! One step of a plan.
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

use super::{Secures, SystemGo};
use crate::archive::Archive;
use crate::digest::Sha256;
use crate::environment::{Change, UserValues, lossless};
use crate::home::Home;
use crate::kept::Kept;
use crate::rebuild::{Builder, Recipe};
use crate::report::{Difference, StepKind};
use crate::verify::Differences;
use crate::version::Version;

/// One step of a plan, with all that doing it, showing it and undoing it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Step {
    /// Download an archive and compare its SHA-256; unpacking begins meanwhile, into staging.
    Download {
        /// The version in the archive.
        version: Version,
        /// The archive and its official digest.
        archive: Archive,
        /// Where the bytes may come from, in this order.
        #[schemars(with = "Vec<String>")]
        sources: Vec<Url>,
        /// Where the same Go can be had as a module, if they give nothing: folders of a GOPROXY.
        #[schemars(with = "Vec<String>")]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        modules: Vec<Url>,
    },
    /// Read an archive that the user has and compare its SHA-256; unpacking begins meanwhile, into staging.
    ReadFile {
        /// The version in the archive.
        version: Version,
        /// The archive and the digest that it must have.
        archive: Archive,
        /// The file.
        #[serde(serialize_with = "crate::paths::shown")]
        path: PathBuf,
    },
    /// Unpack, check the tree, and make it visible in the store by one rename.
    Unpack {
        /// The version.
        version: Version,
    },
    /// Put the toolchain's own name, `go1.27.3`, into `bin`.
    Publish {
        /// The version.
        version: Version,
    },
    /// Start the new toolchain as a terminal will, and compile and run a small program with it.
    Test {
        /// The version.
        version: Version,
    },
    /// Point the switch at another toolchain, or at none.
    Switch {
        /// Where it points now.
        from: Option<Version>,
        /// Where it will point.
        to: Option<Version>,
    },
    /// Edit PATH, or variables of Go. It was called `editPath` before it edited variables.
    #[serde(alias = "editPath")]
    EditEnvironment {
        /// What for.
        purpose: EditPurpose,
        /// What is there, and what will be.
        #[schemars(with = "serde_json::Value")]
        change: Change,
    },
    /// Look at what a new terminal will run.
    Check {
        /// What it should run; `None` where nothing is expected.
        version: Option<Version>,
    },
    /// Take the toolchain's own name out of `bin`.
    Unpublish {
        /// The version.
        version: Version,
    },
    /// Download a package of the official installer, compare its SHA-256, and keep it.
    DownloadPackage {
        /// The version that it installs.
        version: Version,
        /// The package and its official digest.
        package: Archive,
        /// Where the bytes may come from, in this order.
        #[schemars(with = "Vec<String>")]
        sources: Vec<Url>,
        /// What for.
        secures: Secures,
    },
    /// Let the official installer install, replace or uninstall the Go that everybody has. It removes what is there before
    /// it installs; where that fails, what was there is put back.
    ChangeSystem {
        /// The family of packages, as GOARCH.
        arch: String,
        /// What is there now.
        from: Option<SystemGo>,
        /// What will be there.
        to: Option<SystemGo>,
    },
    /// Let the official installer put the files back of the Go that everybody has.
    RepairSystem {
        /// The family of packages, as GOARCH.
        arch: String,
        /// Which one.
        go: SystemGo,
    },
    /// Give the user back what the official installer takes when it removes: GOPATH, and entries of PATH with their order.
    /// What that is shows when it runs.
    GiveBack {
        /// How it was before.
        #[schemars(with = "serde_json::Value")]
        before: UserValues,
    },
    /// Change a setting of Upgo's.
    ChangeSetting {
        /// Which one.
        key: String,
        /// What the file says now; `None` where it says nothing.
        from: Option<String>,
        /// What it will say.
        to: Option<String>,
    },
    /// Rename a tree that is not Upgo's own, so that it is out of the way and can come back.
    SetAside {
        /// Where it is.
        #[serde(with = "crate::environment::lossless::path")]
        #[schemars(with = "String")]
        from: PathBuf,
        /// Where it goes.
        #[serde(with = "crate::environment::lossless::path")]
        #[schemars(with = "String")]
        to: PathBuf,
    },
    /// Rename a toolchain out of the store, then delete its files.
    Delete {
        /// The version.
        version: Version,
        /// The archive that it came from, from which undo installs it again; `None` where that is not known.
        archive: Option<Archive>,
        /// Bytes that this frees, where that is known.
        size_bytes: Option<u64>,
    },
    /// Build a program of `go install` again, aside, and put it into the old one's place, which is kept.
    RebuildTool {
        /// The program.
        #[serde(with = "lossless::path")]
        #[schemars(with = "String")]
        program: PathBuf,
        /// The digest of the one that is there.
        was: Sha256,
        /// The Go that built that.
        built_with: String,
        /// How it is built.
        recipe: Recipe,
        /// By which Go.
        go: Builder,
        /// The hosts that Go may ask for what it does not have, in the order of GOPROXY.
        hosts: Vec<String>,
    },
    /// Put the files of a toolchain back that are not as they were unpacked; what is there is kept.
    RepairFiles {
        /// Which one.
        version: Version,
        /// Which files; `None` where nobody knows them: then the archive before it tells, and the list is written anew.
        files: Option<Differences>,
    },
    /// Give a toolchain the files back that it had before they were repaired.
    RestoreFiles {
        /// Which one.
        version: Version,
        /// What has kept them.
        kept: Kept,
    },
    /// Put a program back that a change has replaced.
    RestoreTool {
        /// The program.
        #[serde(with = "lossless::path")]
        #[schemars(with = "String")]
        program: PathBuf,
        /// The digest of the one that is there.
        was: Sha256,
        /// What has kept the one that comes back.
        kept: Kept,
    },
}

/// Why the environment is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EditPurpose {
    /// So that terminals find Upgo's `go`.
    Go,
    /// So that terminals find what `go install` puts down.
    Tools,
    /// Because the user asked for just that.
    Asked,
    /// So that another Go comes behind Upgo's.
    Aside,
    /// To take an earlier edit back.
    Undo,
}

impl Step {
    /// The step's kind.
    pub fn kind(&self) -> StepKind {
        match self {
            Self::Download { .. } => StepKind::Download,
            Self::ReadFile { .. } => StepKind::ReadFile,
            Self::Unpack { .. } => StepKind::Unpack,
            Self::Publish { .. } => StepKind::Publish,
            Self::Test { .. } => StepKind::Test,
            Self::Switch { .. } => StepKind::Switch,
            Self::EditEnvironment { change, .. } if change.edits_path() => StepKind::EditPath,
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
            Self::RebuildTool { .. } => StepKind::RebuildTool,
            Self::RestoreTool { .. } => StepKind::RestoreTool,
            Self::RepairFiles { .. } => StepKind::RepairFiles,
            Self::RestoreFiles { .. } => StepKind::RestoreFiles,
        }
    }

    /// The version that it is about: for the switch the one that it will name.
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Switch { to: version, .. } | Self::Check { version } => version.as_ref(),
            Self::EditEnvironment { .. }
            | Self::GiveBack { .. }
            | Self::ChangeSetting { .. }
            | Self::SetAside { .. }
            | Self::RestoreTool { .. } => None,
            Self::ChangeSystem { from, to, .. } => to.as_ref().or(from.as_ref()).map(|go| &go.version),
            Self::RepairSystem { go, .. } => Some(&go.version),
            Self::RebuildTool { go, .. } => Some(&go.version),
            Self::Download { version, .. }
            | Self::DownloadPackage { version, .. }
            | Self::ReadFile { version, .. }
            | Self::Unpack { version }
            | Self::Publish { version }
            | Self::Test { version }
            | Self::Unpublish { version }
            | Self::RepairFiles { version, .. }
            | Self::RestoreFiles { version, .. }
            | Self::Delete { version, .. } => Some(version),
        }
    }

    /// Bytes that it downloads, reads or frees, where that is known.
    pub fn bytes(&self) -> Option<u64> {
        match self {
            Self::Download { archive, .. }
            | Self::ReadFile { archive, .. }
            | Self::DownloadPackage { package: archive, .. } => archive.size,
            Self::Delete { size_bytes, .. } => *size_bytes,
            _ => None,
        }
    }

    /// What it makes different on PATH and in variables.
    pub fn differences(&self) -> Vec<Difference> {
        if let Self::EditEnvironment { change, .. } = self { change.diff().0 } else { Vec::new() }
    }

    /// The toolchain that is not the current one any more, or not there any more, after it.
    pub fn leaves(&self) -> Option<&Version> {
        match self {
            Self::Switch { from, .. } => from.as_ref(),
            Self::Delete { version, .. } => Some(version),
            _ => None,
        }
    }

    /// Whether an administrator is asked for it; once in a plan.
    pub fn needs_admin(&self) -> bool {
        match self {
            Self::ChangeSystem { .. } | Self::RepairSystem { .. } => true,
            Self::EditEnvironment { change, .. } => change.edits_machine(),
            _ => false,
        }
    }

    /// The folder that is not there any more after it: programs that run from it are in the way.
    pub fn clears(&self, home: &Home) -> Option<PathBuf> {
        if let Self::Delete { version, .. } = self { Some(home.toolchain(version)) } else { None }
    }

    /// The program that is another one after it.
    pub fn program(&self) -> Option<&Path> {
        match self {
            Self::RebuildTool { program, .. } | Self::RestoreTool { program, .. } => Some(program),
            _ => None,
        }
    }

    /// Whether PATH is another one after it.
    pub fn edits_path(&self) -> bool {
        self.kind() == StepKind::EditPath
    }

    /// Whether something is different after it that a user or another program could see.
    pub fn changes_something(&self) -> bool {
        self.kind().changes_something()
    }
}

impl StepKind {
    /// Whether something is different after such a step that a user or another program could see.
    pub fn changes_something(self) -> bool {
        let only_looks = matches!(self, Self::Test | Self::Check);
        !only_looks && !matches!(self, Self::Download | Self::ReadFile | Self::DownloadPackage | Self::SecurePackage)
    }
}
