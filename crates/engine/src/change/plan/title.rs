use std::path::Path;

use url::Url;

use super::{EditPurpose, Reuse, Secures, Step, SystemGo};
use crate::base::archive::Archive;
use crate::base::display::{one_line, sentence};
use crate::base::report::{Diff, DiffKind, Difference, ReuseTitle, StepTitle, sizes};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::choices::settings;
use crate::environment::Change;
use crate::machine::home::Home;
use crate::machine::platform::program_name;
use crate::projects::go_caches::{Cleaning, GoCache};
use crate::released::upgo::UpgoVersion;
use crate::store::verify::Differences;

impl Step {
    /// The title in plans, dialogs and progress displays; `home` gives the paths of its folders.
    pub fn title(&self, home: &Home) -> StepTitle {
        self.unnamed_title(home).named()
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of step")]
    fn unnamed_title(&self, home: &Home) -> StepTitle {
        let of = |sentence: Sentence, version: &Version| sentence.with("version", version.as_str());
        match self {
            Self::Download { version, archive, reuse: Some(reuse), .. } => self.of_reuse(version, archive, reuse),
            Self::Download { version, archive, sources, .. } => {
                self.of_download(version, archive, sources, describe_download(&archive.filename, sources, home))
            }
            Self::ReadFile { version, archive, path } => StepTitle {
                file: Some(one_line(path.display())),
                bytes: archive.size,
                ..self.of(version, Sentence::PlanReadFile.with("path", path.as_path()))
            },
            Self::Unpack { version } => self.in_store(home, version, of(Sentence::StepUnpack, version)),
            Self::Publish { version } => self.of(version, of(Sentence::StepPublish, version)),
            Self::Test { version } => self.of(version, of(Sentence::PlanTest, version)),
            Self::Switch { from, to } => StepTitle {
                version: to.clone(),
                from: from.clone(),
                ..self.titled(describe_switch(from.as_ref(), to.as_ref()))
            },
            Self::EditEnvironment { purpose, change } => self.titled(describe_edit(*purpose, change)),
            Self::Check { version } => {
                StepTitle { version: version.clone(), ..self.titled(Sentence::StepCheck.into()) }
            }
            Self::DownloadPackage { version, package, sources, secures } => {
                let what = match secures {
                    Secures::TheNew => Sentence::PlanDownload,
                    Secures::TheOld => Sentence::PlanDownloadOld,
                };
                let description = what.with("file", package.filename.as_str()).with("host", first_host(sources));
                self.of_download(version, package, sources, description)
            }
            Self::ChangeSystem { arch, from, to } => StepTitle {
                version: to.as_ref().or(from.as_ref()).map(|go| go.version.clone()),
                from: from.as_ref().map(|go| go.version.clone()),
                place: from.as_ref().or(to.as_ref()).and_then(|go| go.folder.clone()),
                ..self.titled(describe_change(arch, from.as_ref(), to.as_ref()))
            },
            Self::RepairSystem { arch, go } => StepTitle {
                place: go.folder.clone(),
                ..self.of(&go.version, Sentence::PlanRestoreSystem.with("go", go.describe(arch)))
            },
            Self::GiveBack { .. } => self.titled(Sentence::PlanGiveBack.into()),
            Self::ChangeSetting { key, to, .. } => {
                let description = match to {
                    // titles are logged; the difference shows the folders
                    Some(_) if key == settings::PROJECTS => Sentence::PlanChangeSetting.into(),
                    Some(to) => Sentence::PlanChangeSettingTo.with("value", settings::shown(to)),
                    None => Statement::from(Sentence::PlanResetSetting),
                };
                StepTitle { file: Some(key.clone()), ..self.titled(description.with("key", key.as_str())) }
            }
            Self::SetAside { from, to } => StepTitle {
                place: Some(from.clone()),
                ..self.titled(Sentence::PlanRename.with("from", from.as_path()).with("to", to.as_path()))
            },
            Self::Unpublish { version } => self.of(version, of(Sentence::StepUnpublish, version)),
            Self::Delete { version, size_bytes, .. } => {
                StepTitle { bytes: *size_bytes, ..self.in_store(home, version, of(Sentence::StepDelete, version)) }
            }
            Self::RebuildTool { .. } | Self::CleanCache { .. } | Self::RestoreTool { .. } => self.title_of_tools(),
            Self::RepairFiles { version, files } => {
                self.in_store(home, version, describe_repair(version, files.as_ref()))
            }
            Self::RestoreFiles { version, .. } => self.in_store(home, version, of(Sentence::StepRestoreFiles, version)),
            Self::DownloadUpgo { .. } | Self::TryUpgo { .. } | Self::ReplaceUpgo { .. } | Self::RestoreUpgo { .. } => {
                self.title_of_upgo()
            }
            Self::Rehearse { .. } | Self::EditProject { .. } | Self::Hook(_) => self.title_of_programs(),
        }
    }

    fn title_of_tools(&self) -> StepTitle {
        match self {
            Self::RebuildTool { program, was, recipe, go, hosts, updates, .. } => {
                let (file, what) = match updates {
                    _ if was.is_none() => {
                        (format!("{} {}", program_name(program), recipe.version), Sentence::StepInstallTool)
                    }
                    Some(from) => {
                        (format!("{} {from} → {}", program_name(program), recipe.version), Sentence::StepUpdateTool)
                    }
                    None => (format!("{} {}", program_name(program), recipe.version), Sentence::StepRebuildTool),
                };
                let network = if hosts.is_empty() { Sentence::PlanWithoutNetwork } else { Sentence::PlanMayDownload };
                let what = what.with("file", file.as_str()).with("version", go.version.as_str());
                let hosts = Some(hosts.join(", ")).filter(|hosts| !hosts.is_empty());
                let description = network.with("what", what).with("hosts", hosts.clone().unwrap_or_default());
                StepTitle {
                    file: Some(one_line(file)),
                    host: hosts.map(sentence),
                    place: Some(program.clone()),
                    ..self.of(&go.version, description)
                }
            }
            Self::CleanCache { folder, cleaning: Cleaning::Downloaded { downloaded }, size_bytes, .. } => {
                let what = Sentence::PlanDeleteDownloaded.with("version", downloaded.version().as_str());
                StepTitle {
                    place: Some(downloaded.root(folder)),
                    bytes: Some(*size_bytes),
                    ..self.of(downloaded.version(), what.with("folder", folder.as_path()))
                }
            }
            Self::CleanCache { cache, folder, cleaning: Cleaning::Everything { go }, size_bytes } => {
                let what = match cache {
                    GoCache::Build => Sentence::PlanCleanBuildCache,
                    GoCache::Modules => Sentence::PlanCleanModuleCache,
                };
                StepTitle {
                    place: Some(folder.clone()),
                    bytes: Some(*size_bytes),
                    ..self.of(&go.version, what.with("folder", folder.as_path()))
                }
            }
            Self::RestoreTool { program, removes, .. } => {
                let file = one_line(program_name(program));
                let what = if *removes { Sentence::PlanRemoveTool } else { Sentence::StepRestoreTool };
                let description = what.with("file", file.as_str());
                StepTitle { file: Some(file), place: Some(program.clone()), ..self.titled(description) }
            }
            _ => self.titled(Sentence::Nothing.into()),
        }
    }

    fn title_of_programs(&self) -> StepTitle {
        match self {
            Self::Hook(hook) => StepTitle {
                file: Some(one_line(hook.name())),
                place: Some(hook.program().into()),
                hook: Some(hook.title()),
                ..self.titled(hook.describe())
            },
            Self::Rehearse { from, to, projects, tests } => {
                let what = if *tests { Sentence::PlanRehearseTests } else { Sentence::PlanRehearse };
                let what = what.with("count", projects.len()).with("from", from.version.as_str());
                self.of(to, what.with("to", to.as_str()))
            }
            Self::EditProject { folder, version, files } => {
                let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
                let what = Sentence::PlanEditProject.with("files", Value::some_of(&names));
                StepTitle {
                    file: Some(one_line(folder_name(folder))),
                    place: Some(folder.clone()),
                    ..self.of(version, what.with("folder", folder.as_path()))
                }
            }
            _ => self.titled(Sentence::Nothing.into()),
        }
    }

    /// The title with what every step has. The description has no full stop.
    fn titled(&self, description: Statement) -> StepTitle {
        StepTitle {
            kind: self.kind(),
            name: Sentence::Nothing.into(),
            description: description.shown(),
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
            needs_admin: self.facts().needs_admin,
        }
    }

    fn of(&self, version: &Version, description: Statement) -> StepTitle {
        StepTitle { version: Some(version.clone()), ..self.titled(description) }
    }

    fn in_store(&self, home: &Home, version: &Version, description: Statement) -> StepTitle {
        StepTitle { place: Some(home.toolchain(version)), ..self.of(version, description) }
    }

    fn title_of_upgo(&self) -> StepTitle {
        match self {
            Self::DownloadUpgo { version, package, sources } => {
                let (name, host) = (&package.filename, first_host(sources));
                let description = Sentence::PlanDownload.with("file", name.as_str()).with("host", host);
                let title = self.of_upgo(version, None, description);
                StepTitle { host: Some(sentence(host)), bytes: package.size, ..title }
            }
            Self::TryUpgo { version, folder } => {
                let what = if folder.is_none() { Sentence::PlanStartUpgo } else { Sentence::PlanStartInstalledUpgo };
                self.of_upgo(version, folder.as_deref(), what.with("version", version.to_string()))
            }
            Self::ReplaceUpgo { folder, from, to, .. } => {
                let what = Sentence::PlanReplaceUpgo.with("from", from.to_string()).with("to", to.to_string());
                self.of_upgo(to, Some(folder), what.with("folder", folder.as_path()))
            }
            Self::RestoreUpgo { folder, to, .. } => {
                let what = Sentence::PlanRestoreUpgo.with("to", to.to_string()).with("folder", folder.as_path());
                self.of_upgo(to, Some(folder), what)
            }
            _ => self.titled(Sentence::Nothing.into()),
        }
    }

    fn of_upgo(&self, version: &UpgoVersion, folder: Option<&Path>, description: Statement) -> StepTitle {
        StepTitle { file: Some(version.to_string()), place: folder.map(Path::to_owned), ..self.titled(description) }
    }

    fn of_reuse(&self, version: &Version, archive: &Archive, reuse: &Reuse) -> StepTitle {
        let Reuse { base, zip, source, fetched_bytes, .. } = reuse;
        let whole = archive.size.unwrap_or_default();
        let (part, all) = sizes(*fetched_bytes, whole);
        let source = std::slice::from_ref(source);
        let description = Sentence::PlanDownloadPart
            .with("part", part)
            .with("file", zip.filename.as_str())
            .with("host", first_host(source))
            .with("all", all)
            .with("base", base.as_str());
        StepTitle {
            bytes: Some(*fetched_bytes),
            reuse: Some(ReuseTitle { base: base.clone(), whole_bytes: whole }),
            ..self.of_download(version, zip, source, description)
        }
    }

    fn of_download(&self, version: &Version, file: &Archive, sources: &[Url], description: Statement) -> StepTitle {
        StepTitle {
            file: Some(one_line(&file.filename)),
            host: Some(sentence(first_host(sources))),
            bytes: file.size,
            ..self.of(version, description)
        }
    }
}

fn describe_switch(from: Option<&Version>, to: Option<&Version>) -> Statement {
    match (from, to) {
        (_, Some(to)) => Sentence::StepSwitch.with("version", to.as_str()),
        (Some(from), None) => Sentence::StepSwitchOff.with("from", from.as_str()),
        (None, None) => Sentence::PlanLeaveSwitch.into(),
    }
}

fn describe_edit(purpose: EditPurpose, change: &Change) -> Statement {
    let names = |sentence: Sentence| sentence.with("names", change.names().join(", "));
    match purpose {
        EditPurpose::Go => Sentence::PlanPutFirst.into(),
        EditPurpose::Tools => Sentence::PlanPutToolsLast.into(),
        EditPurpose::Asked => names(Sentence::PlanEdit),
        EditPurpose::Redo => match change.folder_edit() {
            Some(Difference { kind: DiffKind::Added, text, .. }) => Sentence::PlanAddFolder.with("folder", text),
            Some(Difference { kind: DiffKind::Removed, text, .. }) => Sentence::PlanRemoveFolder.with("folder", text),
            _ => names(Sentence::PlanEditAgain),
        },
        EditPurpose::Undo => names(Sentence::PlanUndoEdit),
        EditPurpose::Aside if change.edits_machine() => Sentence::PlanRemoveOtherGo.into(),
        EditPurpose::Aside => Sentence::PlanMoveOtherGo.into(),
    }
}

/// The last part of the path of a project or of an entry of PATH, which serves as its name.
pub(super) fn folder_name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

fn describe_repair(version: &Version, files: Option<&Differences>) -> Statement {
    let of = |sentence: Sentence, count: usize| sentence.with("count", count).with("version", version.as_str());
    let Some(files) = files else { return Sentence::PlanCompareFiles.with("version", version.as_str()) };
    let (back, away) = (files.restored(), files.added.len());
    match (back, away) {
        (back, 0) => of(Sentence::PlanRestoreFiles, back),
        (0, away) => of(Sentence::PlanRemoveFiles, away),
        (back, away) => of(Sentence::PlanRestoreAndRemove, away).with("what", of(Sentence::PlanRestoreFiles, back)),
    }
}

fn describe_change(arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> Statement {
    match (from, to) {
        (Some(from), Some(to)) => {
            Sentence::PlanReplaceSystem.with("from", from.describe(arch)).with("to", to.version.as_str())
        }
        (None, Some(to)) => Sentence::PlanInstallSystem.with("go", to.describe(arch)),
        (Some(from), None) => Sentence::PlanUninstallSystem.with("go", from.describe(arch)),
        (None, None) => Sentence::PlanLeaveSystem.into(),
    }
}

fn describe_download(name: &str, sources: &[Url], home: &Home) -> Statement {
    let folder = sources.first().and_then(|url| url.to_file_path().ok());
    let is_bundle = folder.is_some() && folder == std::path::absolute(home.opened_bundle()).ok();
    let what = if is_bundle { Sentence::PlanCopyOfBundle } else { Sentence::PlanDownload };
    what.with("file", name).with("host", first_host(sources))
}

/// The host of the first source, or the folder of a mirror on disk.
fn first_host(sources: &[Url]) -> &str {
    sources.first().map(|url| url.host_str().unwrap_or(url.as_str())).unwrap_or_default()
}
