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

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
    pub enum StepKind {
        /// Download an archive and compare its SHA-256.
        Download = StepDownload;
        /// Read an archive that the user provides and compare its SHA-256.
        ReadFile = StepReadFile;
        /// Unpack the archive, check it, and make it visible in the store.
        Unpack = StepUnpack;
        /// Create the toolchain's own command.
        Publish = StepPublish;
        Test = StepTest;
        Switch = StepSwitch;
        EditPath = StepEditPath;
        /// Edit Go's environment variables.
        EditVariables = StepEditVariables;
        /// Edit the settings of editors.
        EditEditors = StepEditEditors;
        /// Check which Go a new terminal runs.
        Check = StepCheck;
        /// Remove the toolchain's own command.
        Unpublish = StepUnpublish;
        /// Download a package of the official installer, to install it.
        DownloadPackage = StepDownloadPackage;
        /// Download the package of the installed machine-wide Go, so that it can be restored if something fails.
        SecurePackage = StepSecurePackage;
        /// Install a machine-wide Go.
        InstallSystem = StepInstallSystem;
        /// Replace the machine-wide Go.
        ReplaceSystem = StepReplaceSystem;
        /// Uninstall the machine-wide Go.
        UninstallSystem = StepUninstallSystem;
        /// Repair the files of the machine-wide Go.
        RepairSystem = StepRepairSystem;
        /// Restore what the official installer removes from the user's environment.
        GiveBack = StepGiveBack;
        ChangeSetting = StepChangeSetting;
        /// Rename a tree that does not belong to Upgo.
        SetAside = StepSetAside;
        Delete = StepDelete;
        /// Rebuild a program that `go install` built.
        RebuildTool = StepRebuildTool;
        /// Build a newer version of a program that `go install` built.
        UpdateTool = StepUpdateTool;
        /// Build a program as `go install` does, where there is none of its name.
        InstallTool = StepInstallTool;
        /// Clean Go's build cache.
        CleanBuildCache = StepCleanBuildCache;
        /// Clean Go's module cache.
        CleanModuleCache = StepCleanModuleCache;
        /// Delete a toolchain that Go downloaded.
        DeleteDownloaded = StepDeleteDownloaded;
        /// Restore files of a toolchain to their published content.
        RepairFiles = StepRepairFiles;
        /// Restore the previous files of a toolchain.
        RestoreFiles = StepRestoreFiles;
        /// Restore the previous version of a program.
        RestoreTool = StepRestoreTool;
        /// Download a package of Upgo's own programs, compare its SHA-256, and unpack it into staging.
        DownloadUpgo = StepDownloadUpgo;
        /// Start another version of Upgo once.
        TryUpgo = StepTryUpgo;
        /// Replace Upgo's own programs.
        ReplaceUpgo = StepReplaceUpgo;
        /// Restore the previous version of Upgo's own programs.
        RestoreUpgo = StepRestoreUpgo;
        /// Build the user's projects with the Go in use and with another one, and compare.
        Rehearse = StepRehearse;
        /// Edit the lines in the files of a project that name a Go.
        EditProject = StepEditProject;
        /// Run a hook before anything is changed.
        HookBefore = StepHookBefore;
        /// Run a hook after the switch.
        HookAfter = StepHookAfter;
        /// Run a hook every minute for some time after the switch.
        HookSoak = StepHookSoak;
        /// Run a hook if the change fails.
        HookOnFailure = StepHookOnFailure;
    }
    /// What such a step is called.
    pub(super) fn name(self) -> Pattern;
}

#[expect(clippy::match_same_arms, reason = "steps that are alike stand together")]
impl StepKind {
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
