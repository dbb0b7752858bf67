//! The kinds of steps in a plan, with what a progress display knows of each.
use std::time::Duration;

use crate::base::words::Pattern;

/// The time of a weight of 1 in [`StepKind::weight`], without network and unpacking: flushing the files of Go 1.27 (10),
/// testing it and switching to it (10) took 0.4 to 0.9 s on two processors.
const TIME_OF_WEIGHT: Duration = Duration::from_millis(40);
/// What a step that unpacks still has to do when the last byte is unpacked.
const FLUSH_WEIGHT: f64 = 10.0;

/// Whether a step has a usual time, or the network, the user's code or an answer decides how long it takes.
enum Time {
    Usual,
    Any,
}

/// Whether a user or another program can see the change that a step makes.
enum Effect {
    Visible,
    Unseen,
}

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

    /// Whether it unpacks the archive that the step before it receives, while that runs.
    pub(super) fn unpacks(self) -> bool {
        matches!(self, Self::Unpack | Self::RepairFiles)
    }

    /// Whether such a step makes a change that a user or another program can see.
    pub(crate) fn changes_something(self) -> bool {
        matches!(self.nature(), (.., Effect::Visible))
    }

    /// How long such a step usually takes, without the bytes that it unpacks; `None` if the network, the user's code or
    /// an answer decides that.
    pub(super) fn usual_time(self) -> Option<Duration> {
        let (weight, time, _) = self.nature();
        let weight = if self.unpacks() { FLUSH_WEIGHT } else { weight };
        matches!(time, Time::Usual).then(|| TIME_OF_WEIGHT.mul_f64(weight))
    }

    /// The share of such a step in the total time. Bytes of an archive count when they are unpacked.
    pub(super) fn weight(self) -> f64 {
        self.nature().0
    }

    fn nature(self) -> (f64, Time, Effect) {
        use Effect::{Unseen, Visible};
        use Time::{Any, Usual};
        match self {
            Self::Download | Self::ReadFile => (5.0, Any, Unseen),
            Self::DownloadPackage | Self::SecurePackage => (50.0, Any, Unseen),
            Self::DownloadUpgo => (70.0, Any, Unseen),
            Self::InstallSystem | Self::ReplaceSystem | Self::UninstallSystem | Self::RepairSystem => {
                (60.0, Any, Visible)
            }
            Self::Unpack | Self::RepairFiles => (65.0, Usual, Visible),
            Self::Test => (8.0, Usual, Unseen), // 0.2 s beside 2 to 4 s, from a server at 40 MB/s
            Self::RebuildTool | Self::UpdateTool | Self::InstallTool => (15.0, Any, Visible),
            Self::Delete | Self::DeleteDownloaded | Self::RestoreFiles => (5.0, Usual, Visible),
            Self::TryUpgo => (5.0, Usual, Unseen),
            Self::ReplaceUpgo | Self::RestoreUpgo => (5.0, Usual, Visible),
            Self::CleanBuildCache | Self::CleanModuleCache => (20.0, Any, Visible),
            Self::Rehearse | Self::HookSoak => (100.0, Any, Unseen),
            Self::HookBefore | Self::HookAfter => (10.0, Any, Unseen),
            Self::HookOnFailure => (0.0, Usual, Unseen), // it does not run if the change succeeds
            Self::Check => (1.0, Usual, Unseen),
            Self::Publish | Self::Unpublish | Self::Switch | Self::SetAside => (1.0, Usual, Visible),
            Self::EditPath | Self::EditVariables | Self::EditEditors | Self::EditProject => (1.0, Usual, Visible),
            Self::GiveBack | Self::ChangeSetting | Self::RestoreTool => (1.0, Usual, Visible),
        }
    }
}
