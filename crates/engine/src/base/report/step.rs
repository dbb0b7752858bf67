//! What a step of a plan is called.
use serde::Serialize;

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum StepKind {
    /// Download an archive and compare its SHA-256.
    Download,
    /// Read an archive that the user has and compare its SHA-256.
    ReadFile,
    /// Unpack and check it, and make it visible in the store.
    Unpack,
    /// Give the toolchain its own command.
    Publish,
    /// Try the toolchain.
    Test,
    /// Point the switch elsewhere.
    Switch,
    /// Edit PATH.
    EditPath,
    /// Edit variables of Go.
    EditVariables,
    /// Look at what a new terminal runs.
    Check,
    /// Take the toolchain's own command away.
    Unpublish,
    /// Download a package of the official installer, to install it.
    DownloadPackage,
    /// Download the package of what the official installer has installed, to have it back if something fails.
    SecurePackage,
    /// Install a Go for everybody.
    InstallSystem,
    /// Replace the Go that everybody has.
    ReplaceSystem,
    /// Uninstall the Go that everybody has.
    UninstallSystem,
    /// Put the files back of the Go that everybody has.
    RepairSystem,
    /// Give the user back what the official installer takes.
    GiveBack,
    /// Change a setting.
    ChangeSetting,
    /// Rename a tree that is not Upgo's own.
    SetAside,
    /// Delete a toolchain.
    Delete,
    /// Build a program of `go install` again.
    RebuildTool,
    /// Put files of a toolchain back as they were published.
    RepairFiles,
    /// Give a toolchain the files back that it had before.
    RestoreFiles,
    /// Put a program back.
    RestoreTool,
}
