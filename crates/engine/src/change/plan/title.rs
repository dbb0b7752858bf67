//! The titles of steps.
use std::path::Path;

use url::Url;

use super::{EditPurpose, Reuse, Secures, Step, SystemGo};
use crate::base::archive::Archive;
use crate::base::display::{one_line, sentence};
use crate::base::report::{Diff, DiffKind, Difference, ReuseTitle, StepTitle, sizes};
use crate::base::version::Version;
use crate::base::words::{Language, Words, fill};
use crate::choices::settings;
use crate::environment::Change;
use crate::machine::home::Home;
use crate::machine::platform::program_name;
use crate::projects::edit::FileEdit;
use crate::projects::go_caches::GoCache;
use crate::released::upgo::UpgoVersion;
use crate::store::verify::Differences;

impl Step {
    /// The title in plans, dialogs and progress displays; `home` gives the paths of its folders.
    pub fn title(&self, home: &Home) -> StepTitle {
        let Words { steps, .. } = Language::English.words();
        let of = |text, version: &Version| fill(text, &[("version", version)]);
        match self {
            Self::Download { version, archive, reuse: Some(reuse), .. } => self.of_reuse(version, archive, reuse),
            Self::Download { version, archive, sources, .. } => self.of_archive(version, archive, sources, home),
            Self::ReadFile { version, archive, path } => StepTitle {
                file: Some(one_line(path.display())),
                bytes: archive.size,
                ..self.of(version, format!("Read {} and verify its SHA-256", path.display()))
            },
            Self::Unpack { version } => self.in_store(home, version, of(steps.unpack, version)),
            Self::Publish { version } => self.of(version, of(steps.publish, version)),
            Self::Test { version } => {
                self.of(version, of(steps.test, version) + ": start it, then compile and run a small program")
            }
            Self::Switch { from, to } => StepTitle {
                version: to.clone(),
                from: from.clone(),
                ..self.named(describe_switch(from.as_ref(), to.as_ref()))
            },
            Self::EditEnvironment { purpose, change } => self.named(describe_edit(*purpose, change)),
            Self::Check { version } => StepTitle { version: version.clone(), ..self.named(steps.check.to_owned()) },
            Self::DownloadPackage { version, package, sources, secures } => {
                let (name, host) = (&package.filename, first_host(sources));
                let description = match secures {
                    Secures::TheNew => format!("Download {name} from {host} and verify its SHA-256"),
                    Secures::TheOld => format!("Download {name}, to restore it if something fails"),
                };
                self.of_download(version, package, sources, description)
            }
            Self::ChangeSystem { arch, from, to } => StepTitle {
                version: to.as_ref().or(from.as_ref()).map(|go| go.version.clone()),
                from: from.as_ref().map(|go| go.version.clone()),
                place: from.as_ref().or(to.as_ref()).and_then(|go| go.folder.clone()),
                ..self.named(describe_change(arch, from.as_ref(), to.as_ref()))
            },
            Self::RepairSystem { arch, go } => StepTitle {
                place: go.folder.clone(),
                ..self.of(&go.version, format!("Restore the files of {}", go.describe(arch)))
            },
            Self::GiveBack { .. } => {
                self.named("Restore the PATH entries and GOPATH that the uninstaller removes".into())
            }
            Self::ChangeSetting { key, to, .. } => {
                let description = match to {
                    // titles are logged; the difference shows the folders
                    Some(_) if key == settings::PROJECTS => format!("Change the setting {key}"),
                    Some(to) => format!("Change the setting {key} to {}", settings::shown(to)),
                    None => format!("Reset the setting {key} to its default"),
                };
                StepTitle { file: Some(key.clone()), ..self.named(description) }
            }
            Self::SetAside { from, to } => StepTitle {
                place: Some(from.clone()),
                ..self.named(format!("Rename {} to {}", from.display(), to.display()))
            },
            Self::Unpublish { version } => self.of(version, of(steps.unpublish, version)),
            Self::Delete { version, size_bytes, .. } => {
                StepTitle { bytes: *size_bytes, ..self.in_store(home, version, of(steps.delete, version)) }
            }
            Self::RebuildTool { program, recipe, go, hosts, updates, .. } => {
                let (file, what) = match updates {
                    Some(from) => (format!("{} {from} → {}", program_name(program), recipe.version), steps.update_tool),
                    None => (format!("{} {}", program_name(program), recipe.version), steps.rebuild_tool),
                };
                let network = match hosts.as_slice() {
                    [] => "the network is off".to_owned(),
                    hosts => format!("Go may download from {}", hosts.join(", ")),
                };
                let title =
                    self.of(&go.version, fill(what, &[("file", &file), ("version", &go.version)]) + "; " + &network);
                let host = Some(hosts.join(", ")).filter(|hosts| !hosts.is_empty());
                StepTitle {
                    file: Some(one_line(file)),
                    host: host.map(sentence),
                    place: Some(program.clone()),
                    ..title
                }
            }
            Self::CleanCache { cache, folder, go, size_bytes } => StepTitle {
                place: Some(folder.clone()),
                bytes: Some(*size_bytes),
                ..self.of(&go.version, describe_cleanup(*cache, folder))
            },
            Self::RestoreTool { program, .. } => StepTitle {
                file: Some(one_line(program_name(program))),
                place: Some(program.clone()),
                ..self.named(fill(steps.restore_tool, &[("file", &program_name(program))]))
            },
            Self::RepairFiles { version, files } => {
                self.in_store(home, version, describe_repair(version, files.as_ref()))
            }
            Self::RestoreFiles { version, .. } => self.in_store(home, version, of(steps.restore_files, version)),
            Self::DownloadUpgo { .. } | Self::TryUpgo { .. } | Self::ReplaceUpgo { .. } | Self::RestoreUpgo { .. } => {
                self.title_of_upgo()
            }
            Self::Rehearse { .. } | Self::EditProject { .. } | Self::Hook(_) => self.title_of_programs(),
        }
    }

    /// The title of a step that runs or edits something of the user.
    fn title_of_programs(&self) -> StepTitle {
        match self {
            Self::Hook(hook) => StepTitle {
                file: Some(one_line(hook.name())),
                place: Some(hook.program().into()),
                hook: Some(hook.title()),
                ..self.named(hook.describe())
            },
            Self::Rehearse { from, to, projects, tests } => {
                self.of(to, describe_rehearsal(&from.version, to, projects.len(), *tests))
            }
            Self::EditProject { folder, version, files } => StepTitle {
                file: Some(one_line(project_name(folder))),
                place: Some(folder.clone()),
                ..self.of(version, describe_project(folder, files))
            },
            _ => self.named(String::new()),
        }
    }

    /// The title with what every step has. The description has no full stop.
    fn named(&self, description: String) -> StepTitle {
        StepTitle {
            kind: self.kind(),
            description: sentence(description),
            version: None,
            from: None,
            file: None,
            host: None,
            place: None,
            bytes: None,
            diff: Diff(self.differences()),
            patch: self.patch(),
            hook: None,
            reuse: None,
            needs_admin: self.needs_admin(),
        }
    }

    fn of(&self, version: &Version, description: String) -> StepTitle {
        StepTitle { version: Some(version.clone()), ..self.named(description) }
    }

    fn in_store(&self, home: &Home, version: &Version, description: String) -> StepTitle {
        StepTitle { place: Some(home.toolchain(version)), ..self.of(version, description) }
    }

    /// The title of a step that is about Upgo itself.
    fn title_of_upgo(&self) -> StepTitle {
        match self {
            Self::DownloadUpgo { version, package, sources } => {
                let (name, host) = (&package.filename, first_host(sources));
                let description = format!("Download {name} from {host} and verify its SHA-256");
                let title = self.of_upgo(version, None, description);
                StepTitle { host: Some(sentence(host)), bytes: package.size, ..title }
            }
            Self::TryUpgo { version, folder: None } => {
                self.of_upgo(version, None, format!("Start Upgo {version} once, before anything is replaced"))
            }
            Self::TryUpgo { version, folder } => {
                self.of_upgo(version, folder.as_deref(), format!("Start the installed Upgo {version} once"))
            }
            Self::ReplaceUpgo { folder, from, to, .. } => {
                self.of_upgo(to, Some(folder), format!("Replace Upgo {from} in {} with {to}", folder.display()))
            }
            Self::RestoreUpgo { folder, to, .. } => {
                self.of_upgo(to, Some(folder), format!("Restore Upgo {to} in {}", folder.display()))
            }
            _ => self.named(String::new()),
        }
    }

    fn of_upgo(&self, version: &UpgoVersion, folder: Option<&Path>, description: String) -> StepTitle {
        StepTitle { file: Some(version.to_string()), place: folder.map(Path::to_owned), ..self.named(description) }
    }

    fn of_archive(&self, version: &Version, archive: &Archive, sources: &[Url], home: &Home) -> StepTitle {
        self.of_download(version, archive, sources, describe_download(&archive.filename, sources, home))
    }

    /// The title of a download that fetches only what an installed toolchain does not have.
    fn of_reuse(&self, version: &Version, archive: &Archive, reuse: &Reuse) -> StepTitle {
        let Reuse { base, zip, source, fetched_bytes, .. } = reuse;
        let whole = archive.size.unwrap_or_default();
        let (part, all) = sizes(*fetched_bytes, whole);
        let host = first_host(std::slice::from_ref(source));
        let description = format!(
            "Download {part} of {} from {host} instead of {all}, take all other files from {base}, and verify all files \
             with the Go checksum database; leaves out api, doc, misc and test, which it does not cover",
            zip.filename
        );
        StepTitle {
            bytes: Some(*fetched_bytes),
            reuse: Some(ReuseTitle { base: base.clone(), whole_bytes: whole }),
            ..self.of_download(version, zip, std::slice::from_ref(source), description)
        }
    }

    fn of_download(&self, version: &Version, file: &Archive, sources: &[Url], description: String) -> StepTitle {
        StepTitle {
            file: Some(one_line(&file.filename)),
            host: Some(sentence(first_host(sources))),
            bytes: file.size,
            ..self.of(version, description)
        }
    }
}

fn describe_switch(from: Option<&Version>, to: Option<&Version>) -> String {
    let Words { steps, .. } = Language::English.words();
    match (from, to) {
        (_, Some(to)) => fill(steps.switch, &[("version", to)]),
        (Some(from), None) => fill(steps.switch_off, &[("from", from)]),
        (None, None) => "Leave the switch unchanged".into(),
    }
}

fn describe_edit(purpose: EditPurpose, change: &Change) -> String {
    match purpose {
        EditPurpose::Go => "Put Upgo's folder first on your PATH".into(),
        EditPurpose::Tools => "Put the go install folder last on your PATH".into(),
        EditPurpose::Asked => format!("Edit {}", change.names().join(", ")),
        EditPurpose::Redo => match change.folder_edit() {
            Some(Difference { kind: DiffKind::Added, text, .. }) => format!("Add {text} to PATH"),
            Some(Difference { kind: DiffKind::Removed, text, .. }) => format!("Remove {text} from PATH"),
            _ => format!("Edit {} again", change.names().join(", ")),
        },
        EditPurpose::Undo => format!("Undo the edit of {}", change.names().join(", ")),
        EditPurpose::Aside if change.edits_machine() => "Remove the other Go from the machine PATH".into(),
        EditPurpose::Aside => "Move the other Go behind Upgo's on your PATH".into(),
    }
}

fn describe_cleanup(cache: GoCache, folder: &Path) -> String {
    let Words { steps, .. } = Language::English.words();
    let (what, cost) = match cache {
        GoCache::Build => (steps.clean_build_cache, "the next build compiles every package again"),
        GoCache::Modules => (steps.clean_module_cache, "Go downloads the modules again when it needs them"),
    };
    format!("{what} in {}; this cannot be undone, and {cost}", folder.display())
}

/// The name of a project: that of its folder.
pub(super) fn project_name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

fn describe_project(folder: &Path, files: &[FileEdit]) -> String {
    let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
    format!("Edit {} in {}", Language::English.some_of(&names), folder.display())
}

fn describe_repair(version: &Version, files: Option<&Differences>) -> String {
    let Some(files) = files else {
        return format!("Compare every file of {version} with the archive and restore those that differ");
    };
    let (back, away) = (files.changed.len() + files.missing.len(), files.added.len());
    let count = |count| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    match (back, away) {
        (back, 0) => format!("Restore {} of {version} as published", count(back)),
        (0, 1) => format!("Remove 1 file from {version} that is not part of it"),
        (0, away) => format!("Remove {away} files from {version} that are not part of it"),
        (back, away) => format!("Restore {} of {version} as published, and remove {away}", count(back)),
    }
}

fn describe_rehearsal(from: &Version, to: &Version, projects: usize, tests: bool) -> String {
    let which = if projects == 1 { "1 project".to_owned() } else { format!("{projects} projects") };
    let how = if tests { "Build, check and test" } else { "Build and check" };
    format!("{how} {which} with {from} and {to}; if one breaks, roll back")
}

fn describe_change(arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("Replace {} with {}", from.describe(arch), to.version),
        (None, Some(to)) => format!("Install {}", to.describe(arch)),
        (Some(from), None) => format!("Uninstall {}", from.describe(arch)),
        (None, None) => "Leave the machine-wide Go unchanged".into(),
    }
}

fn describe_download(name: &str, sources: &[Url], home: &Home) -> String {
    let folder = sources.first().and_then(|url| url.to_file_path().ok());
    let is_bundle = folder.is_some() && folder == std::path::absolute(home.opened_bundle()).ok();
    if is_bundle {
        format!("Copy {name} from the bundle and verify its SHA-256")
    } else {
        format!("Download {name} from {} and verify its SHA-256", first_host(sources))
    }
}

/// The host of the first source, or the folder of a mirror on disk.
fn first_host(sources: &[Url]) -> &str {
    sources.first().map(|url| url.host_str().unwrap_or(url.as_str())).unwrap_or_default()
}
