//! What a shell offers for an argument.
use clap::builder::ArgExt;

/// The values of an argument that only this machine knows, as `#[arg(add = …)]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offers {
    Installed,
    /// A version that is installed or in the cached release list.
    Version,
    /// A version that is installed or in the cached release list, or the word for the project's version.
    VersionOrProject,
    /// The number of a change.
    Change,
    Key,
    /// A value of the setting that the word before names.
    SettingValue,
    Project,
}

impl ArgExt for Offers {}
