//! The scope of a step: what it touches and uses, and all that follows. A kind of step has one row, in [`Step::scope`];
//! a sort of thing that steps touch has one in [`Touches::facts`].
use std::path::Path;

use super::{Step, SystemGo};
use crate::base::archive::Archive;
use crate::base::report::{DiffKind, Difference};
use crate::base::version::Version;
use crate::choices::settings;
use crate::environment::{Change, UserValues, Write};
use crate::projects::edit::FileEdit;
use crate::projects::go_caches::{Cleaning, DownloadedGo, GoCache};
use crate::released::upgo::UpgoVersion;
use crate::store::own_programs::OwnProgram;

/// What a step touches. Where it may be, who made it last, and what a rollback needs, are questions to this.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Touches<'a> {
    /// Nothing that a user or another program could see.
    Nothing,
    /// A file that is fetched or read, and verified.
    File { file: &'a Archive, bytes: Option<u64>, of: FileOf },
    /// A toolchain in the store.
    Toolchain(&'a Version, Fate<'a>),
    /// The switch: the versions that it selects before and after.
    Switch { from: Option<&'a Version>, to: Option<&'a Version> },
    /// Lines that are shown before and after.
    Lines(Lines<'a>),
    /// A tree of the user, which is renamed.
    Tree { from: &'a Path, to: &'a Path },
    /// A `go install` program.
    Program(&'a Path),
    /// Upgo's own programs in a folder.
    Upgo { folder: &'a Path, from: &'a UpgoVersion, to: &'a UpgoVersion, programs: &'a [OwnProgram] },
    /// Upgo's own programs in a folder, one of which is started.
    UpgoStarted(&'a Path),
    /// The machine-wide Go of a family.
    System { arch: &'a str, from: Option<&'a SystemGo>, to: Option<&'a SystemGo> },
    /// The files of the machine-wide Go, as they were published.
    SystemFiles { arch: &'a str, go: &'a SystemGo },
    /// The user's own values, in the key that `Site` names.
    UserValues(&'a UserValues),
    /// The content of one of Go's caches.
    Cache { cache: GoCache, folder: &'a Path, cleaning: &'a Cleaning, bytes: u64 },
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Lines<'a> {
    /// PATH or variables.
    Environment(&'a Change),
    /// One of Upgo's settings.
    Setting { key: &'a str, from: Option<&'a str>, to: Option<&'a str> },
    /// Files of a project, which name this Go afterwards, or have the fixes of its `go fix`.
    Project { folder: &'a Path, version: &'a Version, files: &'a [FileEdit] },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileOf {
    /// A toolchain, from the network.
    Toolchain,
    /// A toolchain, from the disk.
    OnDisk,
    Installer,
    Upgo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate<'a> {
    /// It comes into the store.
    Brought,
    /// Its own name comes into `bin`.
    Named,
    /// Its own name is removed.
    Unnamed,
    /// It is deleted; the archive that it came from and the bytes that this frees, if known.
    Removed { archive: Option<&'a Archive>, bytes: Option<u64> },
    /// Some of its files are replaced, and those that someone added may be removed.
    Files { removes_added: bool },
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Removes<'a> {
    /// Programs that run from it block the step.
    Toolchain { version: &'a Version, bytes: Option<u64> },
    /// Downloaded into this module cache. Programs that run from it block the step.
    Downloaded { folder: &'a Path, go: &'a DownloadedGo, bytes: u64 },
    /// Any go command may be using it, and nothing brings it back.
    Cache { folder: &'a Path, bytes: u64 },
}

impl Removes<'_> {
    /// `None` if unknown.
    pub(crate) fn bytes(self) -> Option<u64> {
        match self {
            Self::Toolchain { bytes, .. } => bytes,
            Self::Downloaded { bytes, .. } | Self::Cache { bytes, .. } => Some(bytes),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Facts<'a> {
    pub touches: Touches<'a>,
    /// The versions of Go that can be used because of it, or whose programs it starts.
    pub uses: Vec<&'a Version>,
    pub brings: Option<&'a Version>,
    /// The version that a plan with it is about: its files are new, or projects ask for it afterwards.
    pub about: Option<&'a Version>,
    /// The toolchain that is no longer current, or no longer installed, after it.
    pub leaves: Option<&'a Version>,
    pub removes: Option<Removes<'a>>,
    /// The prompt appears once per plan.
    pub needs_admin: bool,
    /// Whether its plan is shown before it runs, even if it was requested with a button.
    pub is_shown_first: bool,
    /// Whether a process with rights that the user's other programs lack may complete or revert a recorded step: it
    /// then writes only what Upgo itself determines (its toolchains, names and settings, the user's registry, and what
    /// an elevated task checks). Other steps write recorded content to user files, which a junction may redirect.
    pub is_safe_with_more_rights: bool,
}

impl Step {
    pub(crate) fn facts(&self) -> Facts<'_> {
        let (touches, uses) = self.scope();
        touches.facts(uses)
    }

    pub(crate) fn touches(&self) -> Touches<'_> {
        self.scope().0
    }

    /// The second value: the versions of Go that can be used because of it, or whose programs it starts.
    fn scope(&self) -> (Touches<'_>, Vec<&Version>) {
        let none = Vec::new();
        let fetched = |file, bytes, of| Touches::File { file, bytes, of };
        match self {
            // The archive is only fetched, and its digest only compared, if this fails.
            Self::Download { reuse: Some(reuse), .. } => {
                (fetched(&reuse.zip, Some(reuse.fetched_bytes), FileOf::Toolchain), none)
            }
            Self::Download { archive, .. } => (fetched(archive, archive.size, FileOf::Toolchain), none),
            Self::ReadFile { archive, .. } => (fetched(archive, archive.size, FileOf::OnDisk), none),
            Self::DownloadPackage { package, .. } => (fetched(package, package.size, FileOf::Installer), none),
            Self::DownloadUpgo { package, .. } => (fetched(package, package.size, FileOf::Upgo), none),
            Self::Unpack { version } => (Touches::Toolchain(version, Fate::Brought), none),
            Self::Publish { version } => (Touches::Toolchain(version, Fate::Named), vec![version]),
            Self::Unpublish { version } => (Touches::Toolchain(version, Fate::Unnamed), none),
            Self::Delete { version, archive, size_bytes } => {
                let fate = Fate::Removed { archive: archive.as_ref(), bytes: *size_bytes };
                (Touches::Toolchain(version, fate), none)
            }
            Self::RepairFiles { version, files } => {
                let removes_added = files.as_ref().is_none_or(|files| !files.added.is_empty());
                (Touches::Toolchain(version, Fate::Files { removes_added }), none)
            }
            Self::RestoreFiles { version, .. } => {
                (Touches::Toolchain(version, Fate::Files { removes_added: true }), none)
            }
            Self::Test { version } => (Touches::Nothing, vec![version]),
            Self::Rehearse { from, to, .. } => (Touches::Nothing, vec![&from.version, to]),
            // The hook of a recorded plan never runs.
            Self::Check { .. } | Self::Hook(_) => (Touches::Nothing, none),
            Self::Switch { from, to } => {
                (Touches::Switch { from: from.as_ref(), to: to.as_ref() }, to.iter().collect())
            }
            Self::EditEnvironment { change, .. } => (Touches::Lines(Lines::Environment(change)), none),
            Self::ChangeSetting { key, from, to } => {
                (Touches::Lines(Lines::Setting { key, from: from.as_deref(), to: to.as_deref() }), none)
            }
            Self::EditProject { folder, version, files } => {
                (Touches::Lines(Lines::Project { folder, version, files }), none)
            }
            Self::ChangeSystem { arch, from, to } => {
                (Touches::System { arch, from: from.as_ref(), to: to.as_ref() }, none)
            }
            Self::RepairSystem { arch, go } => (Touches::SystemFiles { arch, go }, none),
            Self::GiveBack { before } => (Touches::UserValues(before), none),
            Self::SetAside { from, to } => (Touches::Tree { from, to }, none),
            Self::RebuildTool { program, go, .. } => (Touches::Program(program), vec![&go.version]),
            Self::RestoreTool { program, .. } => (Touches::Program(program), none),
            Self::CleanCache { cache, folder, cleaning, size_bytes } => {
                let uses = match cleaning {
                    Cleaning::Everything { go } => vec![&go.version],
                    Cleaning::Downloaded { .. } => none,
                };
                (Touches::Cache { cache: *cache, folder, cleaning, bytes: *size_bytes }, uses)
            }
            Self::TryUpgo { folder, .. } => (folder.as_deref().map_or(Touches::Nothing, Touches::UpgoStarted), none),
            Self::ReplaceUpgo { folder, from, to, programs } => (Touches::Upgo { folder, from, to, programs }, none),
            Self::RestoreUpgo { folder, from, to, .. } => (Touches::Upgo { folder, from, to, programs: &[] }, none),
        }
    }

    /// The changes that it makes to PATH, variables, settings and files of projects, without logins.
    pub fn differences(&self) -> Vec<Difference> {
        let Touches::Lines(lines) = self.touches() else { return Vec::new() };
        match lines {
            Lines::Environment(change) => change.diff().0,
            Lines::Setting { key, from, to } => {
                let values = [(DiffKind::Removed, from), (DiffKind::Added, to)];
                values.into_iter().filter_map(|(kind, value)| setting_line(kind, key, value)).collect()
            }
            Lines::Project { files, .. } => files.iter().flat_map(FileEdit::differences).collect(),
        }
    }

    /// The changes that it makes to files of a project, as a unified diff; `None` if it edits no project.
    pub fn patch(&self) -> Option<String> {
        let Touches::Lines(Lines::Project { files, .. }) = self.touches() else { return None };
        Some(files.iter().map(FileEdit::unified).collect())
    }

    pub(crate) fn unpacks(&self) -> Option<&Version> {
        if let Touches::Toolchain(version, Fate::Brought) = self.touches() { Some(version) } else { None }
    }

    pub(crate) fn program(&self) -> Option<&Path> {
        if let Touches::Program(program) = self.touches() { Some(program) } else { None }
    }
}

impl<'a> Touches<'a> {
    fn facts(self, uses: Vec<&'a Version>) -> Facts<'a> {
        let harmless = Facts {
            touches: self,
            uses,
            brings: None,
            about: None,
            leaves: None,
            removes: None,
            needs_admin: false,
            is_shown_first: false,
            is_safe_with_more_rights: true,
        };
        let shown = |facts| Facts { is_shown_first: true, ..facts };
        let unsafe_with_more_rights = |facts| Facts { is_safe_with_more_rights: false, ..facts };
        match self {
            Self::Nothing
            | Self::File { .. }
            | Self::UpgoStarted(_)
            | Self::UserValues(_)
            | Self::Toolchain(_, Fate::Named | Fate::Unnamed) => harmless,
            Self::Toolchain(version, Fate::Brought) => {
                Facts { brings: Some(version), about: Some(version), ..harmless }
            }
            Self::Toolchain(version, Fate::Removed { bytes, .. }) => {
                let removes = Some(Removes::Toolchain { version, bytes });
                shown(Facts { leaves: Some(version), removes, ..harmless })
            }
            Self::Toolchain(version, Fate::Files { removes_added }) => {
                unsafe_with_more_rights(Facts { about: Some(version), is_shown_first: removes_added, ..harmless })
            }
            Self::Switch { from, .. } => Facts { leaves: from, ..harmless },
            Self::Lines(Lines::Environment(change)) => shown(Facts {
                needs_admin: change.edits_machine(),
                is_safe_with_more_rights: change.writes.iter().all(|write| matches!(write, Write::Value { .. })),
                ..harmless
            }),
            Self::Lines(Lines::Setting { key, .. }) => {
                Facts { is_shown_first: settings::find(key).is_ok_and(|key| key.decides_trust), ..harmless }
            }
            Self::Lines(Lines::Project { version, .. }) => {
                unsafe_with_more_rights(shown(Facts { about: Some(version), ..harmless }))
            }
            Self::Tree { .. } => unsafe_with_more_rights(harmless),
            Self::Program(_) | Self::Upgo { .. } => unsafe_with_more_rights(shown(harmless)),
            Self::System { to, .. } => shown(Facts { brings: to.map(|to| &to.version), needs_admin: true, ..harmless }),
            Self::SystemFiles { .. } => shown(Facts { needs_admin: true, ..harmless }),
            Self::Cache { folder, cleaning, bytes, .. } => {
                let removes = match cleaning {
                    Cleaning::Everything { .. } => Removes::Cache { folder, bytes },
                    Cleaning::Downloaded { downloaded } => Removes::Downloaded { folder, go: downloaded, bytes },
                };
                unsafe_with_more_rights(shown(Facts { removes: Some(removes), ..harmless }))
            }
        }
    }
}

/// `None` if it is neither set nor has a default.
fn setting_line(kind: DiffKind, key: &str, value: Option<&str>) -> Option<Difference> {
    let (text, place) = match value {
        Some(value) => (settings::shown(value), say!(Named { name: key })),
        None => (settings::default_shown(key)?, say!(KeyDefault { key })),
    };
    Some(Difference { kind, text, place, is_entry: false })
}
