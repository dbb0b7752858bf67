//! The fingerprint of what a shell's answer depends on: the files that it reads, and what it finds. It cannot be
//! complete, because a startup file may read others or run a program; so an answer has an age, too.
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::path::{Path, PathBuf};

use super::HeardTerminal;
use crate::machine::platform;

/// Startup files in the user's folder, or the one that ZDOTDIR names.
const OF_USER: [&str; 16] = [
    ".profile", ".bash_profile", ".bash_login", ".bashrc", ".zshenv", ".zprofile", ".zshrc", ".zlogin", ".kshrc",
    ".cshrc", ".tcshrc", ".login", ".pam_environment", ".tool-versions", ".config/mise/config.toml", ".goenv/version",
];
/// In the folder for settings.
const OF_CONFIG: [&str; 6] =
    ["fish/config.fish", "fish/fish_variables", "fish/conf.d", "environment.d", "powershell/profile.ps1", "go/env"];
const OF_SYSTEM: [&str; 15] = [
    "/etc/profile", "/etc/profile.d", "/etc/environment", "/etc/environment.d", "/etc/bash.bashrc", "/etc/bashrc",
    "/etc/zshenv", "/etc/zsh/zshenv", "/etc/zsh/zprofile", "/etc/zsh/zshrc", "/etc/zshrc", "/etc/fish/config.fish",
    "/etc/fish/conf.d", "/etc/login.defs", "/usr/lib/environment.d",
];
const GO_FILES: &[&str] = if platform::HAS_REGISTRY { &["go.exe", "go.cmd", "go.bat"] } else { &["go"] };

/// The usual startup files; a folder stands for the files in it.
pub(crate) fn startup_files(user: &Path, config: &Path, zdotdir: Option<&Path>) -> Vec<PathBuf> {
    let own = [Some(user), zdotdir].into_iter().flatten();
    let own = own.flat_map(|folder| OF_USER.into_iter().map(move |name| folder.join(name)));
    let of_config = OF_CONFIG.into_iter().map(|name| config.join(name));
    own.chain(of_config).chain(OF_SYSTEM.into_iter().map(PathBuf::from)).collect()
}

#[derive(Debug, Default)]
pub(crate) struct Stamps(DefaultHasher);

impl Stamps {
    pub(crate) fn add(&mut self, what: &impl Hash) {
        what.hash(&mut self.0);
    }

    /// The time, size and place of a file, behind links; for a folder, of each file in it, too.
    pub(crate) fn add_file(&mut self, path: &Path) {
        let metadata = fs_err::metadata(path).ok();
        let stamp = metadata.as_ref().map(|metadata| (metadata.modified().ok(), metadata.len()));
        self.add(&(path, stamp));
        if metadata.is_some_and(|metadata| metadata.is_dir()) {
            let mut entries: Vec<PathBuf> =
                fs_err::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            entries.sort();
            entries.iter().filter(|entry| !entry.is_dir()).for_each(|entry| self.add_file(entry));
        }
    }

    /// A PATH, and each `go` in its folders.
    fn add_path(&mut self, path: &OsStr) {
        self.add(&path);
        for folder in std::env::split_paths(path).filter(|folder| folder.is_absolute()) {
            for go in GO_FILES.iter().map(|name| folder.join(name)).filter(|go| go.exists()) {
                self.add(&fs_err::canonicalize(&go).ok());
                self.add_file(&go);
            }
        }
    }

    pub(crate) fn add_files<'a>(&mut self, paths: impl IntoIterator<Item = &'a PathBuf>) {
        for path in paths {
            self.add_file(path);
        }
    }

    /// What terminals have found, and the files that decide what their Go selects.
    pub(crate) fn add_heard<'a>(&mut self, terminals: impl IntoIterator<Item = &'a HeardTerminal>) {
        for heard in terminals {
            let root = heard.root.iter().flat_map(|root| ["VERSION", "go.env"].map(|name| Path::new(root).join(name)));
            let goenv = heard.variable("GOENV").map(PathBuf::from);
            self.add_files(&root.chain(goenv).collect::<Vec<_>>());
            if let Some(path) = heard.variable("PATH") {
                self.add_path(&path);
            }
        }
    }

    pub(crate) fn fingerprint(&self) -> String {
        format!("{:016x}", self.0.finish())
    }
}
