//! The changes that a front end can request.
use std::path::PathBuf;

use crate::base::digest::Sha256;
use crate::base::version::Version;
use crate::change::plan::Then;
use crate::change::setup_file::SetupFile;
use crate::choices::settings::SettingEdit;
use crate::environment::{EditScope, EnvironmentEdit, PathEdit};
use crate::machine::platform::{THEN, typed};
use crate::projects::go_caches::GoCache;
use crate::released::catalog::ReleaseRequest;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, tag = "kind")]
pub enum ChangeRequest {
    /// Install a toolchain into the store.
    Install {
        /// The toolchain.
        from: InstallFrom,
        /// Whether it also becomes the current one.
        then: Then,
    },
    /// Make an installed toolchain the current one.
    Use { version: ReleaseRequest },
    /// Install a newer toolchain and make it the current one.
    Upgrade {
        /// The toolchain; `None` for the newest of the user's channel.
        to: Option<ReleaseRequest>,
        /// Whether to stay in the release line of the current one.
        patch: bool,
    },
    /// Undo a change.
    Rollback {
        /// Its number; `None` for the last change that is not undone.
        id: Option<u64>,
    },
    Remove {
        /// The toolchains.
        versions: Vec<ReleaseRequest>,
        /// Whether to remove them even if one is the current one.
        force: bool,
    },
    /// Remove the toolchains beyond the setting `keep-versions`.
    RemoveUnused,
    /// Add Upgo's folder to PATH, so that terminals find Upgo's Go.
    AddToPath,
    /// Edit PATH or a Go environment variable.
    Environment { edit: EnvironmentEdit },
    /// Remove what selects a Go from the user's settings of VS Code and the editors derived from it.
    UnpinEditors,
    /// Adopt a Go that Upgo did not install: install the same version into the store and make it the user's Go.
    Adopt {
        /// Its folder (GOROOT).
        root: PathBuf,
        /// Whether to remove its tree, if the user owns it. A Go of the official installer is always uninstalled.
        remove_old: bool,
    },
    /// Install the versions of several Go installations that Upgo does not manage. They stay where they are.
    Import {
        /// Their folders (GOROOT); all that can be imported if empty.
        roots: Vec<PathBuf>,
    },
    /// Set up the machine as a file says. What it has besides stays.
    SetUp {
        /// The file, for people.
        file: PathBuf,
        setup: SetupFile,
    },
    /// Move a machine-wide Go behind Upgo's: from the system PATH to the end of the user's.
    StepAside {
        /// Its folder (GOROOT).
        root: PathBuf,
    },
    /// Manage the machine-wide Go with the official installer: from now on, `upgrade` uses the installer.
    KeepSystem,
    /// Install a machine-wide Go with the official installer. It replaces the existing one.
    SystemInstall {
        /// The release; `None` for the newest stable one.
        version: Option<ReleaseRequest>,
    },
    /// Uninstall the machine-wide Go.
    SystemUninstall {
        /// The family of the installer's packages, as GOARCH: `amd64`.
        arch: String,
    },
    /// Let the official installer restore the files of the machine-wide Go.
    SystemRepair {
        /// The family of the installer's packages, as GOARCH: `amd64`.
        arch: String,
    },
    /// Restore the files of an installed toolchain that differ from the published ones.
    RepairFiles { version: Version },
    /// Rebuild `go install` programs.
    RebuildTools {
        /// The names of the programs; if empty, those that were built with an older Go release line.
        names: Vec<String>,
    },
    /// Update `go install` programs to the newest version of their module.
    UpdateTools {
        /// The names of the programs; if empty, all that have a newer version.
        names: Vec<String>,
    },
    /// Clean Go's caches with the go command. This cannot be undone.
    CleanCaches {
        /// The caches; all if empty.
        caches: Vec<GoCache>,
    },
    /// Make Go use other folders for its build cache and its temporary files.
    MoveGoCaches {
        /// The folder that contains both.
        to: PathBuf,
    },
    /// Delete toolchains that Go downloaded into its module cache. This cannot be undone.
    RemoveDownloaded {
        /// Their folders (GOROOT).
        roots: Vec<PathBuf>,
    },
    /// Change settings, several as one change. Those that decide whom Upgo trusts change only this way.
    Settings { edits: Vec<SettingEdit> },
    /// Update Upgo itself to its newest release.
    UpdateSelf,
    /// Pin the project of a folder to a Go: its `toolchain` line, or the files of a version manager that it uses.
    Pin {
        folder: PathBuf,
        /// The Go; `None` for the current one.
        version: Option<ReleaseRequest>,
    },
    /// Raise the Go that projects ask for. A project that its last rehearsal has not passed is left out.
    RaiseProjects {
        /// The Go; a release line for its `go` line, and its newest release for the rest.
        go: ReleaseRequest,
        /// The folders of the projects; without any, those of the settings.
        projects: Vec<PathBuf>,
        /// Whether to raise the Go of builds on servers, too.
        ci: bool,
        /// Whether to raise projects that were not rehearsed, or did not pass.
        without_rehearsal: bool,
    },
    /// Write what `go fix` changes in projects, as the last rehearsal has tried it on copies. A project that does not work
    /// with the changes is left out.
    FixProjects {
        go: ReleaseRequest,
        /// The folders of the projects; without any, those of the settings.
        projects: Vec<PathBuf>,
    },
}

/// The source of a toolchain to install.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, tag = "kind")]
pub enum InstallFrom {
    Release {
        version: ReleaseRequest,
    },
    /// A local archive.
    File {
        path: PathBuf,
        /// The SHA-256 that the user gives; `None` for the one in the release list.
        sha256: Option<Sha256>,
    },
}

impl ChangeRequest {
    /// The current toolchain must not be among them.
    pub fn remove(versions: &[Version]) -> Self {
        Self::Remove { versions: versions.iter().cloned().map(ReleaseRequest::Exact).collect(), force: false }
    }

    /// The kind of plan that it requests, as written in JSON.
    pub fn kind(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["kind"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether a new terminal should run the current toolchain after the change.
    pub(crate) fn chooses_go(&self) -> bool {
        match self {
            Self::Install { then, .. } => *then == Then::Switch,
            Self::SetUp { setup, .. } => setup.used.is_some(),
            Self::Use { .. }
            | Self::Upgrade { .. }
            | Self::AddToPath
            | Self::Adopt { .. }
            | Self::Import { .. }
            | Self::StepAside { .. } => true,
            _ => false,
        }
    }

    /// If so, an administrator prompt always appears.
    pub(crate) fn is_about_everybody(&self) -> bool {
        matches!(self, Self::SystemInstall { .. } | Self::SystemUninstall { .. } | Self::SystemRepair { .. })
    }

    /// The equivalent command in a terminal.
    pub fn command(&self) -> String {
        let words: Vec<String> = match self {
            Self::Install { from: InstallFrom::Release { version }, then } => {
                vec!["install".into(), version.word(), flag(*then == Then::Switch, "--use")]
            }
            Self::Install { from: InstallFrom::File { path, sha256 }, then } => {
                let digest = sha256.map(|digest| format!("--sha256 {digest}")).unwrap_or_default();
                vec!["install".into(), typed(path), flag(*then == Then::Switch, "--use"), digest]
            }
            Self::Use { version } => vec!["use".into(), version.word()],
            Self::Upgrade { to: Some(to), .. } => vec!["upgrade --to".into(), to.word()],
            Self::Upgrade { to: None, patch } => vec!["upgrade".into(), flag(*patch, "--patch")],
            Self::Rollback { id } => vec!["rollback".into(), id.map(|id| id.to_string()).unwrap_or_default()],
            Self::Remove { versions, force } => {
                with("remove", versions.iter().map(ReleaseRequest::word).chain([flag(*force, "--force")]))
            }
            Self::RemoveUnused => vec!["remove --unused".into()],
            Self::AddToPath => vec!["env path first".into()],
            Self::Environment { edit } => vec![command_of(edit)],
            Self::UnpinEditors => vec!["doctor --fix editor.pins-go".into()],
            Self::Adopt { root, remove_old } => vec!["adopt".into(), typed(root), flag(*remove_old, "--remove-old")],
            Self::Import { roots } => with("adopt --all", roots.iter().map(typed)),
            Self::SetUp { file, .. } => vec!["setup apply".into(), typed(file)],
            Self::StepAside { root } => vec!["env path first --machine".into(), typed(root)],
            Self::KeepSystem => vec!["system keep".into()],
            Self::SystemInstall { version } => {
                vec!["system install".into(), version.as_ref().map(ReleaseRequest::word).unwrap_or_default()]
            }
            Self::SystemUninstall { arch } => vec!["system uninstall --arch".into(), arch.clone()],
            Self::SystemRepair { arch } => vec!["system repair --arch".into(), arch.clone()],
            Self::RepairFiles { version } => vec!["verify".into(), version.number().to_owned(), "--repair".into()],
            Self::RebuildTools { names } => with("tools rebuild", names.iter().map(typed)),
            Self::UpdateTools { names } => with("tools update", names.iter().map(typed)),
            Self::CleanCaches { caches } => {
                let caches = if caches.is_empty() { GoCache::ALL.as_slice() } else { caches };
                with("cache clean-go", caches.iter().map(|cache| cache.word().into()))
            }
            Self::MoveGoCaches { to } => vec!["cache move".into(), typed(to)],
            Self::RemoveDownloaded { roots } => with("remove --downloaded", roots.iter().map(typed)),
            Self::UpdateSelf => vec!["self update".into()],
            Self::Pin { folder, version } => {
                let version = version.as_ref().map(ReleaseRequest::word).unwrap_or_default();
                vec!["projects pin".into(), version, format!("--project {}", typed(folder))]
            }
            Self::RaiseProjects { go, projects, ci, without_rehearsal } => {
                let flags = [flag(*ci, "--ci"), flag(*without_rehearsal, "--without-rehearsal")];
                let words = projects.iter().map(typed).chain(flags);
                with(&format!("projects raise --go {}", go.word()), words)
            }
            Self::FixProjects { go, projects } => {
                with(&format!("projects fix --tried --go {}", go.word()), projects.iter().map(typed))
            }
            Self::Settings { edits } => {
                vec![edits.iter().map(command_of_setting).collect::<Vec<_>>().join(&format!("{THEN}upgo "))]
            }
        };
        let words = words.into_iter().filter(|word| !word.is_empty());
        std::iter::once("upgo".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
    }
}

fn with(command: &str, operands: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(command.to_owned()).chain(operands).collect()
}

fn command_of(edit: &EnvironmentEdit) -> String {
    let scope = match edit.scope() {
        EditScope::User => "",
        EditScope::Machine => " --scope machine",
        EditScope::Go => " --scope go",
    };
    match edit {
        EnvironmentEdit::Set { name, value, .. } => format!("env set {name} {}{scope}", typed(value)),
        EnvironmentEdit::Unset { name, .. } => format!("env unset {name}{scope}"),
        EnvironmentEdit::Path { edits, .. } => {
            let commands = edits.iter().map(|edit| format!("env path {}{scope}", path_words(edit)));
            commands.collect::<Vec<_>>().join(&format!("{THEN}upgo "))
        }
    }
}

/// Without a login, because commands are shown and copied.
fn command_of_setting(edit: &SettingEdit) -> String {
    match edit.shown() {
        Some(value) => format!("settings set {} {}", edit.key, typed(value)),
        None => format!("settings unset {}", edit.key),
    }
}

fn path_words(edit: &PathEdit) -> String {
    match edit {
        PathEdit::PutFirst(dir) => format!("add {} --first", typed(dir)),
        PathEdit::AppendLast(dir) => format!("add {}", typed(dir)),
        PathEdit::Remove(dir) => format!("remove {}", typed(dir)),
        PathEdit::MoveFirst(dir) => format!("move {}", typed(dir)),
        PathEdit::MoveLast(dir) => format!("move {} --last", typed(dir)),
        PathEdit::MoveTo { dir, position } => format!("move {} --to {position}", typed(dir)),
        PathEdit::Deduplicate => "deduplicate".to_owned(),
    }
}

fn flag(given: bool, flag: &str) -> String {
    if given { flag.to_owned() } else { String::new() }
}
