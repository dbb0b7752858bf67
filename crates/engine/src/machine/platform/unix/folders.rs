//! The folders for the data and settings of the user's programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder for program data: `$XDG_DATA_HOME` or `~/.local/share`; on macOS `~/Library/Application Support`.
/// Source: <https://specifications.freedesktop.org/basedir-spec/latest/>, which says that relative paths are ignored.
pub fn data_folder(variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    base(variables, "XDG_DATA_HOME", ".local/share")
}

/// The folder for program settings: `$XDG_CONFIG_HOME` or `~/.config`; on macOS `~/Library/Application Support`.
pub fn config_folder(variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    base(variables, "XDG_CONFIG_HOME", ".config")
}

pub const FOLDER_NAME: &str = if cfg!(target_os = "macos") { "Upgo" } else { "upgo" };

fn base(variables: &dyn Fn(&str) -> Option<OsString>, name: &str, in_home: &str) -> Option<PathBuf> {
    let full = |name| variables(name).map(PathBuf::from).filter(|folder: &PathBuf| folder.is_absolute());
    if cfg!(target_os = "macos") {
        return full("HOME").map(|home| home.join("Library").join("Application Support"));
    }
    full(name).or_else(|| full("HOME").map(|home| home.join(in_home)))
}

/// The path as it is: only Windows keeps short names beside the long ones.
pub fn with_long_names(path: &Path) -> PathBuf {
    path.to_owned()
}

pub fn with_short_names(_path: &Path) -> Option<PathBuf> {
    None
}

pub fn start_menu_folder() -> Option<PathBuf> {
    None
}

/// None, because no shell looks for its startup files there.
pub fn documents_folder() -> Option<PathBuf> {
    None
}
