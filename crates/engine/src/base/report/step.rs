//! The kinds of steps in a plan, with what a progress display knows of each.
use std::time::Duration;

use crate::base::words::Pattern;

/// The time of a weight of 1 in [`StepKind::weight`], without the network: unpacking the rest of Go 1.27, testing it and
/// switching to it (20) took 0.4 to 0.9 s on two processors.
const TIME_OF_WEIGHT: Duration = Duration::from_millis(40);

/// The kind of a step.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum StepKind {
    /// Download an archive and compare its SHA-256.
    Download,
    /// Read an archive that the user provides and compare its SHA-256.
    ReadFile,
    /// Unpack the archive, check it, and make it visible in the store.
    Unpack,
    /// Create the toolchain's own command.
    Publish,
    /// Test the toolchain.
    Test,
    /// Move the switch.
    Switch,
    /// Edit PATH.
    EditPath,
    /// Edit Go's environment variables.
    EditVariables,
    /// Edit the settings of editors.
    EditEditors,
    /// Check which Go a new terminal runs.
    Check,
    /// Remove the toolchain's own command.
    Unpublish,
    /// Download a package of the official installer, to install it.
    DownloadPackage,
    /// Download the package of the installed machine-wide Go, so that it can be restored if something fails.
    SecurePackage,
    /// Install a machine-wide Go.
    InstallSystem,
    /// Replace the machine-wide Go.
    ReplaceSystem,
    /// Uninstall the machine-wide Go.
    UninstallSystem,
    /// Repair the files of the machine-wide Go.
    RepairSystem,
    /// Restore what the official installer removes from the user's environment.
    GiveBack,
    /// Change a setting.
    ChangeSetting,
    /// Rename a tree that does not belong to Upgo.
    SetAside,
    /// Delete a toolchain.
    Delete,
    /// Rebuild a program that `go install` built.
    RebuildTool,
    /// Build a newer version of a program that `go install` built.
    UpdateTool,
    /// Build a program as `go install` does, where there is none of its name.
    InstallTool,
    /// Clean Go's build cache.
    CleanBuildCache,
    /// Clean Go's module cache.
    CleanModuleCache,
    /// Delete a toolchain that Go downloaded.
    DeleteDownloaded,
    /// Restore files of a toolchain to their published content.
    RepairFiles,
    /// Restore the previous files of a toolchain.
    RestoreFiles,
    /// Restore the previous version of a program.
    RestoreTool,
    /// Download a package of Upgo's own programs, compare its SHA-256, and unpack it into staging.
    DownloadUpgo,
    /// Start another version of Upgo once.
    TryUpgo,
    /// Replace Upgo's own programs.
    ReplaceUpgo,
    /// Restore the previous version of Upgo's own programs.
    RestoreUpgo,
    /// Build the user's projects with the Go in use and with another one, and compare.
    Rehearse,
    /// Edit the lines in the files of a project that name a Go.
    EditProject,
    /// Run a hook before anything is changed.
    HookBefore,
    /// Run a hook after the switch.
    HookAfter,
    /// Run a hook every minute for some time after the switch.
    HookSoak,
    /// Run a hook if the change fails.
    HookOnFailure,
}

#[expect(clippy::match_same_arms, reason = "steps that are alike stand together")]
impl StepKind {
    /// What such a step is called.
    pub(super) fn name(self) -> Pattern {
        match self {
            Self::Download => Pattern::StepDownload,
            Self::ReadFile => Pattern::StepReadFile,
            Self::Unpack => Pattern::StepUnpack,
            Self::Publish => Pattern::StepPublish,
            Self::Test => Pattern::StepTest,
            Self::Switch => Pattern::StepSwitch,
            Self::EditPath => Pattern::StepEditPath,
            Self::EditVariables => Pattern::StepEditVariables,
            Self::EditEditors => Pattern::StepEditEditors,
            Self::Check => Pattern::StepCheck,
            Self::Unpublish => Pattern::StepUnpublish,
            Self::DownloadPackage => Pattern::StepDownloadPackage,
            Self::SecurePackage => Pattern::StepSecurePackage,
            Self::InstallSystem => Pattern::StepInstallSystem,
            Self::ReplaceSystem => Pattern::StepReplaceSystem,
            Self::UninstallSystem => Pattern::StepUninstallSystem,
            Self::RepairSystem => Pattern::StepRepairSystem,
            Self::GiveBack => Pattern::StepGiveBack,
            Self::ChangeSetting => Pattern::StepChangeSetting,
            Self::SetAside => Pattern::StepSetAside,
            Self::Delete => Pattern::StepDelete,
            Self::RebuildTool => Pattern::StepRebuildTool,
            Self::UpdateTool => Pattern::StepUpdateTool,
            Self::InstallTool => Pattern::StepInstallTool,
            Self::CleanBuildCache => Pattern::StepCleanBuildCache,
            Self::CleanModuleCache => Pattern::StepCleanModuleCache,
            Self::DeleteDownloaded => Pattern::StepDeleteDownloaded,
            Self::RepairFiles => Pattern::StepRepairFiles,
            Self::RestoreFiles => Pattern::StepRestoreFiles,
            Self::RestoreTool => Pattern::StepRestoreTool,
            Self::DownloadUpgo => Pattern::StepDownloadUpgo,
            Self::TryUpgo => Pattern::StepTryUpgo,
            Self::ReplaceUpgo => Pattern::StepReplaceUpgo,
            Self::RestoreUpgo => Pattern::StepRestoreUpgo,
            Self::Rehearse => Pattern::StepRehearse,
            Self::EditProject => Pattern::StepEditProject,
            Self::HookBefore => Pattern::StepHookBefore,
            Self::HookAfter => Pattern::StepHookAfter,
            Self::HookSoak => Pattern::StepHookSoak,
            Self::HookOnFailure => Pattern::StepHookOnFailure,
        }
    }

    /// Whether it replaces Upgo's own programs.
    pub fn replaces_upgo(self) -> bool {
        matches!(self, Self::ReplaceUpgo | Self::RestoreUpgo)
    }

    /// Whether such a step makes a change that a user or another program can see.
    pub(crate) fn changes_something(self) -> bool {
        match self {
            Self::Download | Self::ReadFile | Self::DownloadPackage | Self::SecurePackage => false,
            Self::Test | Self::Check => false,
            Self::DownloadUpgo | Self::TryUpgo => false,
            Self::Rehearse => false,
            Self::HookBefore | Self::HookAfter | Self::HookSoak | Self::HookOnFailure => false,
            Self::Unpack | Self::Publish | Self::Unpublish | Self::Delete | Self::Switch => true,
            Self::EditPath | Self::EditVariables | Self::EditEditors => true,
            Self::InstallSystem | Self::ReplaceSystem | Self::UninstallSystem | Self::RepairSystem | Self::GiveBack => {
                true
            }
            Self::ChangeSetting | Self::SetAside => true,
            Self::RebuildTool | Self::UpdateTool | Self::InstallTool | Self::RestoreTool => true,
            Self::RepairFiles | Self::RestoreFiles => true,
            Self::ReplaceUpgo | Self::RestoreUpgo => true,
            Self::EditProject => true,
            Self::CleanBuildCache | Self::CleanModuleCache | Self::DeleteDownloaded => true,
        }
    }

    /// How long such a step usually takes; `None` if the network, the user's code or an answer decides that.
    pub(super) fn usual_time(self) -> Option<Duration> {
        match self {
            Self::Download | Self::ReadFile | Self::DownloadPackage | Self::SecurePackage | Self::DownloadUpgo => None,
            Self::InstallSystem | Self::ReplaceSystem | Self::UninstallSystem | Self::RepairSystem => None,
            Self::RebuildTool | Self::UpdateTool | Self::InstallTool | Self::Rehearse => None,
            Self::HookBefore | Self::HookAfter | Self::HookSoak => None,
            Self::CleanBuildCache | Self::CleanModuleCache => None,
            Self::Unpack | Self::Publish | Self::Unpublish | Self::Test | Self::Switch | Self::Check => Some(()),
            Self::EditPath | Self::EditVariables | Self::EditEditors => Some(()),
            Self::GiveBack | Self::EditProject => Some(()),
            Self::ChangeSetting | Self::SetAside | Self::Delete | Self::DeleteDownloaded => Some(()),
            Self::RepairFiles | Self::RestoreFiles | Self::RestoreTool => Some(()),
            Self::TryUpgo | Self::ReplaceUpgo | Self::RestoreUpgo | Self::HookOnFailure => Some(()),
        }
        .map(|()| TIME_OF_WEIGHT.mul_f64(self.weight()))
    }

    /// The share of such a step in the total time. Most extraction happens during the download, so it counts the rest.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Download | Self::DownloadUpgo => 70.0,
            Self::DownloadPackage | Self::SecurePackage => 50.0,
            Self::InstallSystem | Self::ReplaceSystem | Self::UninstallSystem | Self::RepairSystem => 60.0,
            Self::ReadFile | Self::Unpack => 10.0,
            Self::Test => 8.0, // 0.2 s beside 2 to 4 s, from a server at 40 MB/s
            Self::RebuildTool | Self::UpdateTool | Self::InstallTool => 15.0,
            Self::Delete | Self::DeleteDownloaded | Self::RepairFiles | Self::RestoreFiles => 5.0,
            Self::TryUpgo | Self::ReplaceUpgo | Self::RestoreUpgo => 5.0,
            Self::CleanBuildCache | Self::CleanModuleCache => 20.0,
            Self::Rehearse => 100.0,
            Self::HookBefore | Self::HookAfter => 10.0,
            Self::HookSoak => 100.0,
            // it does not run if the change succeeds
            Self::HookOnFailure => 0.0,
            Self::Publish | Self::Unpublish | Self::Switch | Self::Check => 1.0,
            Self::EditPath | Self::EditVariables | Self::EditEditors => 1.0,
            Self::GiveBack | Self::EditProject => 1.0,
            Self::ChangeSetting | Self::SetAside | Self::RestoreTool => 1.0,
        }
    }
}
