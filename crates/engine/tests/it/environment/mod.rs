//! The user's variables: PATH as data, edits of it and of the `go env -w` file, and the Windows registry.
mod edit;
mod editors;
mod go_install;
mod path;
#[cfg(windows)]
mod registry;
