//! The user's variables: PATH as data, edits of it and of the `go env -w` file, and the Windows registry.
mod edit;
mod editors;
mod go_install;
mod path;
#[cfg(windows)]
mod registry;

use std::ffi::OsStr;
use std::path::PathBuf;

use upgo_engine::environment::UserEnvironment;

/// The folders that a new terminal searches. PATH must be readable.
pub(crate) fn searched(environment: &UserEnvironment, caller_path: Option<&OsStr>) -> Vec<PathBuf> {
    let (path, problems) = environment.read_path(caller_path);
    assert!(problems.is_empty(), "{problems:?}");
    path.entries.into_iter().flat_map(|entry| entry.folders).collect()
}
