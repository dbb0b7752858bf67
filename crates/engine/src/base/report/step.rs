//! The kinds of steps in a plan.
use serde::Serialize;

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
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
    /// Restore files of a toolchain to their published content.
    RepairFiles,
    /// Restore the previous files of a toolchain.
    RestoreFiles,
    /// Restore the previous version of a program.
    RestoreTool,
}
