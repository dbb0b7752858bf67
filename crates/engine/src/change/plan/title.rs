//! The titles of steps.
use url::Url;

use super::{EditPurpose, Secures, Step, SystemGo};
use crate::home::Home;
use crate::platform::program_name;
use crate::report::{Diff, StepTitle};
use crate::verify::Differences;
use crate::version::Version;
use crate::words::{Language, Words, fill};

impl Step {
    /// The description of the step, without a full stop.
    pub fn describe(&self) -> String {
        let Words { steps, .. } = Language::English.words();
        let of = |text, version: &Version| fill(text, &[("version", version)]);
        match self {
            Self::Download { archive, sources, .. } => {
                format!("Download {} from {} and verify its SHA-256", archive.filename, first_host(sources))
            }
            Self::ReadFile { path, .. } => format!("Read {} and verify its SHA-256", path.display()),
            Self::Unpack { version } => of(steps.unpack, version),
            Self::Publish { version } => of(steps.publish, version),
            Self::Test { version } => of(steps.test, version) + ": start it, then compile and run a small program",
            Self::Switch { from: _, to: Some(to) } => of(steps.switch, to),
            Self::Switch { from: Some(from), to: None } => fill(steps.switch_off, &[("from", from)]),
            Self::Switch { from: None, to: None } => "Leave the switch unchanged".into(),
            Self::EditEnvironment { purpose: EditPurpose::Go, .. } => "Put Upgo's folder first on your PATH".into(),
            Self::EditEnvironment { purpose: EditPurpose::Tools, .. } => {
                "Put the go install folder last on your PATH".into()
            }
            Self::EditEnvironment { purpose: EditPurpose::Asked, change } => {
                format!("Edit {}", change.names().join(", "))
            }
            Self::EditEnvironment { purpose: EditPurpose::Undo, change } => {
                format!("Undo the edit of {}", change.names().join(", "))
            }
            Self::EditEnvironment { purpose: EditPurpose::Aside, change } if change.edits_machine() => {
                "Remove the other Go from the machine PATH".into()
            }
            Self::EditEnvironment { purpose: EditPurpose::Aside, .. } => {
                "Move the other Go behind Upgo's on your PATH".into()
            }
            Self::Check { .. } => steps.check.to_owned(),
            Self::DownloadPackage { package, sources, secures: Secures::TheNew, .. } => {
                format!("Download {} from {} and verify its SHA-256", package.filename, first_host(sources))
            }
            Self::DownloadPackage { package, .. } => {
                format!("Download {}, to restore it if something fails", package.filename)
            }
            Self::ChangeSystem { arch, from, to } => describe_change(arch, from.as_ref(), to.as_ref()),
            Self::RepairSystem { arch, go } => format!("Restore the files of {}", go.describe(arch)),
            Self::GiveBack { .. } => "Restore the PATH entries and GOPATH that the uninstaller removes".into(),
            Self::ChangeSetting { key, to: Some(to), .. } => format!("Change the setting {key} to {to}"),
            Self::ChangeSetting { key, to: None, .. } => format!("Reset the setting {key} to its default"),
            Self::SetAside { from, to } => format!("Rename {} to {}", from.display(), to.display()),
            Self::Unpublish { version } => of(steps.unpublish, version),
            Self::Delete { version, .. } => of(steps.delete, version),
            Self::RebuildTool { program, recipe, go, hosts, .. } => {
                let network = if hosts.is_empty() {
                    "; the network is off".to_owned()
                } else {
                    format!("; Go may download from {}", hosts.join(", "))
                };
                let file = format!("{} {}", program_name(program), recipe.version);
                fill(steps.rebuild_tool, &[("file", &file), ("version", &go.version)]) + &network
            }
            Self::RestoreTool { program, .. } => fill(steps.restore_tool, &[("file", &program_name(program))]),
            Self::RepairFiles { version, files: None } => {
                format!("Compare every file of {version} with the archive and restore those that differ")
            }
            Self::RepairFiles { version, files: Some(files) } => describe_repair(version, files),
            Self::RestoreFiles { version, .. } => of(steps.restore_files, version),
        }
    }

    /// The title in plans, dialogs and progress displays; `home` gives the paths of its folders.
    pub fn title(&self, home: &Home) -> StepTitle {
        let folder = |version| Some(home.toolchain(version));
        StepTitle {
            kind: self.kind(),
            description: self.describe(),
            version: self.version().cloned(),
            from: match self {
                Self::Switch { from, .. } => from.clone(),
                Self::ChangeSystem { from, .. } => from.as_ref().map(|go| go.version.clone()),
                _ => None,
            },
            file: match self {
                Self::Download { archive, .. } | Self::DownloadPackage { package: archive, .. } => {
                    Some(archive.filename.clone())
                }
                Self::ReadFile { path, .. } => Some(path.display().to_string()),
                Self::RebuildTool { program, recipe, .. } => {
                    Some(format!("{} {}", program_name(program), recipe.version))
                }
                Self::RestoreTool { program, .. } => Some(program_name(program)),
                _ => None,
            },
            host: match self {
                Self::Download { sources, .. } | Self::DownloadPackage { sources, .. } => {
                    Some(first_host(sources).to_owned())
                }
                Self::RebuildTool { hosts, .. } => Some(hosts.join(", ")).filter(|hosts| !hosts.is_empty()),
                _ => None,
            },
            place: match self {
                Self::Unpack { version }
                | Self::Delete { version, .. }
                | Self::RepairFiles { version, .. }
                | Self::RestoreFiles { version, .. } => folder(version),
                Self::ChangeSystem { from, to, .. } => from.as_ref().or(to.as_ref()).and_then(|go| go.folder.clone()),
                Self::RepairSystem { go, .. } => go.folder.clone(),
                Self::SetAside { from, .. } => Some(from.clone()),
                Self::RebuildTool { program, .. } | Self::RestoreTool { program, .. } => Some(program.clone()),
                _ => None,
            },
            bytes: self.bytes(),
            diff: Diff(self.differences()),
            needs_admin: self.needs_admin(),
        }
    }
}

fn describe_repair(version: &Version, files: &Differences) -> String {
    let (back, away) = (files.changed.len() + files.missing.len(), files.added.len());
    let count = |count| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    match (back, away) {
        (back, 0) => format!("Restore {} of {version} as published", count(back)),
        (0, 1) => format!("Remove 1 file from {version} that is not part of it"),
        (0, away) => format!("Remove {away} files from {version} that are not part of it"),
        (back, away) => format!("Restore {} of {version} as published, and remove {away}", count(back)),
    }
}

fn describe_change(arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("Replace {} with {}", from.describe(arch), to.version),
        (None, Some(to)) => format!("Install {}", to.describe(arch)),
        (Some(from), None) => format!("Uninstall {}", from.describe(arch)),
        (None, None) => "Leave the machine-wide Go unchanged".into(),
    }
}

/// The host of the first source, or the folder of a mirror on disk.
fn first_host(sources: &[Url]) -> &str {
    sources.first().map(|url| url.host_str().unwrap_or(url.as_str())).unwrap_or_default()
}
