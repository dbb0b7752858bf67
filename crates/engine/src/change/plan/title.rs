use std::path::Path;

use url::Url;

use super::{EditPurpose, Reuse, Secures, Step, SystemGo};
use crate::base::archive::Archive;
use crate::base::display::{one_line, sentence};
use crate::base::module;
use crate::base::report::{Diff, DiffKind, Difference, ReuseTitle, StepTitle, sizes};
use crate::base::version::Version;
use crate::base::words::{Pattern, Sentence, Statement, Value};
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
        match self {
            Self::Download { version, archive, reuse: Some(reuse), .. } => self.of_reuse(version, archive, reuse),
            Self::Download { version, archive, sources, .. } => {
                self.of_download(version, archive, sources, describe_download(&archive.filename, sources, home))
            }
            Self::ReadFile { version, archive, path } => StepTitle {
                file: Some(one_line(path.display())),
                bytes: archive.size,
                ..self.of(version, say!(PlanReadFile { path: path.as_path() }))
            },
            Self::Unpack { version } => self.in_store(home, version, say!(StepUnpack { version: version.as_str() })),
            Self::Publish { version } => self.of(version, say!(StepPublish { version: version.as_str() })),
            Self::Test { version } => self.of(version, say!(PlanTest { version: version.as_str() })),
            Self::Switch { from, to } => StepTitle {
                version: to.clone(),
                from: from.clone(),
                ..self.titled(describe_switch(from.as_ref(), to.as_ref()))
            },
            Self::EditEnvironment { purpose, change } => self.titled(describe_edit(*purpose, change)),
            Self::Check { version } => {
                StepTitle { version: version.clone(), ..self.titled(Pattern::StepCheck.with_known([])) }
            }
            Self::DownloadPackage { version, package, sources, secures } => {
                let what = match secures {
                    Secures::TheNew => say!(PlanDownload { file: &package.filename, host: first_host(sources) }),
                    Secures::TheOld => say!(PlanDownloadOld { file: &package.filename }),
                };
                self.of_download(version, package, sources, what)
            }
            Self::ChangeSystem { arch, from, to } => StepTitle {
                version: to.as_ref().or(from.as_ref()).map(|go| go.version.clone()),
                from: from.as_ref().map(|go| go.version.clone()),
                place: from.as_ref().or(to.as_ref()).and_then(|go| go.folder.clone()),
                ..self.titled(describe_change(arch, from.as_ref(), to.as_ref()))
            },
            Self::RepairSystem { arch, go } => StepTitle {
                place: go.folder.clone(),
                ..self.of(&go.version, say!(PlanRestoreSystem { go: go.describe(arch) }))
            },
            Self::GiveBack { .. } => self.titled(Sentence::PlanGiveBack.into()),
            Self::ChangeSetting { key, to, .. } => {
                let description = match to {
                    // titles are logged; the difference shows the folders
                    Some(_) if key == settings::PROJECTS => say!(PlanChangeSetting { key }),
                    Some(to) => say!(PlanChangeSettingTo { key, value: settings::shown(to) }),
                    None => say!(PlanResetSetting { key }),
                };
                StepTitle { file: Some(key.clone()), ..self.titled(description) }
            }
            Self::SetAside { from, to } => {
                StepTitle { place: Some(from.clone()), ..self.titled(say!(PlanRename { from, to })) }
            }
            Self::Unpublish { version } => self.of(version, say!(StepUnpublish { version })),
            Self::Delete { version, size_bytes, .. } => {
                StepTitle { bytes: *size_bytes, ..self.in_store(home, version, say!(StepDelete { version })) }
            }
            Self::RebuildTool { program, was, recipe, go, hosts, updates, .. } => {
                let name = program_name(program);
                let file = match updates {
                    Some(from) if was.is_some() => format!("{name} {from} → {}", recipe.version),
                    _ => format!("{name} {}", recipe.version),
                };
                let what = match updates {
                    _ if was.is_none() => say!(StepInstallTool { file: &file, version: &go.version }),
                    Some(_) => say!(StepUpdateTool { file: &file, version: &go.version }),
                    None => say!(StepRebuildTool { file: &file, version: &go.version }),
                };
                let description = if hosts.is_empty() {
                    say!(PlanWithoutNetwork { what })
                } else {
                    say!(PlanMayDownload { what, hosts: hosts.join(", ") })
                };
                let hosts = Some(hosts.join(", ")).filter(|hosts| !hosts.is_empty());
                StepTitle {
                    file: Some(one_line(file)),
                    host: hosts.map(sentence),
                    place: Some(program.clone()),
                    ..self.of(&go.version, description)
                }
            }
            Self::CleanCache { folder, cleaning: Cleaning::Downloaded { downloaded }, size_bytes, .. } => StepTitle {
                place: Some(downloaded.root(folder)),
                bytes: Some(*size_bytes),
                ..self.of(
                    downloaded.version(),
                    say!(PlanDeleteDownloaded { version: downloaded.version().as_str(), folder }),
                )
            },
            Self::CleanCache { cache, folder, cleaning: Cleaning::Everything { go }, size_bytes } => {
                let what = match cache {
                    GoCache::Build => say!(PlanCleanBuildCache { folder }),
                    GoCache::Modules => say!(PlanCleanModuleCache { folder }),
                };
                StepTitle { place: Some(folder.clone()), bytes: Some(*size_bytes), ..self.of(&go.version, what) }
            }
            Self::RestoreTool { program, removes, .. } => {
                let file = one_line(program_name(program));
                let description =
                    if *removes { say!(PlanRemoveTool { file: &file }) } else { say!(StepRestoreTool { file: &file }) };
                StepTitle { file: Some(file), place: Some(program.clone()), ..self.titled(description) }
            }
            Self::RepairFiles { version, files } => {
                self.in_store(home, version, describe_repair(version, files.as_ref()))
            }
            Self::RestoreFiles { version, .. } => self.in_store(home, version, say!(StepRestoreFiles { version })),
            Self::DownloadUpgo { version, package, sources } => {
                let (name, host) = (&package.filename, first_host(sources));
                let description = say!(PlanDownload { file: name.as_str(), host });
                let title = self.of_upgo(version, None, description);
                StepTitle { host: Some(sentence(host)), bytes: package.size, ..title }
            }
            Self::TryUpgo { version, folder } => {
                let what = if folder.is_none() {
                    say!(PlanStartUpgo { version: version.to_string() })
                } else {
                    say!(PlanStartInstalledUpgo { version: version.to_string() })
                };
                self.of_upgo(version, folder.as_deref(), what)
            }
            Self::ReplaceUpgo { folder, from, to, .. } => self.of_upgo(
                to,
                Some(folder),
                say!(PlanReplaceUpgo { from: from.to_string(), to: to.to_string(), folder }),
            ),
            Self::RestoreUpgo { folder, to, .. } => {
                let what = say!(PlanRestoreUpgo { to: to.to_string(), folder: folder.as_path() });
                self.of_upgo(to, Some(folder), what)
            }
            Self::Hook(hook) => StepTitle {
                file: Some(one_line(hook.name())),
                place: Some(hook.program().into()),
                hook: Some(hook.title()),
                ..self.titled(hook.describe())
            },
            Self::Rehearse { from, to, projects, tests } => {
                let (count, from, name) = (projects.len(), from.version.as_str(), to.as_str());
                let what = if *tests {
                    say!(PlanRehearseTests { count, from, to: name })
                } else {
                    say!(PlanRehearse { count, from, to: name })
                };
                self.of(to, what)
            }
            Self::EditProject { folder, version, files } => {
                let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
                StepTitle {
                    file: Some(one_line(folder_name(folder))),
                    place: Some(folder.clone()),
                    ..self.of(version, say!(PlanEditProject { files: Value::some_of(&names), folder }))
                }
            }
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

    fn of_upgo(&self, version: &UpgoVersion, folder: Option<&Path>, description: Statement) -> StepTitle {
        StepTitle { file: Some(version.to_string()), place: folder.map(Path::to_owned), ..self.titled(description) }
    }

    fn of_reuse(&self, version: &Version, archive: &Archive, reuse: &Reuse) -> StepTitle {
        let Reuse { base, zip, source, fetched_bytes, .. } = reuse;
        let whole = archive.size.unwrap_or_default();
        let (part, all) = sizes(*fetched_bytes, whole);
        let source = std::slice::from_ref(source);
        let description = say!(PlanDownloadPart { part, file: &zip.filename, host: first_host(source), all, base });
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
        (_, Some(to)) => say!(StepSwitch { version: to.as_str() }),
        (Some(from), None) => say!(StepSwitchOff { from: from.as_str() }),
        (None, None) => Sentence::PlanLeaveSwitch.into(),
    }
}

fn describe_edit(purpose: EditPurpose, change: &Change) -> Statement {
    let names = change.names().join(", ");
    match purpose {
        EditPurpose::Go => Sentence::PlanPutFirst.into(),
        EditPurpose::Tools => Sentence::PlanPutToolsLast.into(),
        EditPurpose::Asked => say!(PlanEdit { names }),
        EditPurpose::Redo => match change.folder_edit() {
            Some(Difference { kind: DiffKind::Added, text, .. }) => say!(PlanAddFolder { folder: text }),
            Some(Difference { kind: DiffKind::Removed, text, .. }) => say!(PlanRemoveFolder { folder: text }),
            _ => say!(PlanEditAgain { names }),
        },
        EditPurpose::Undo => say!(PlanUndoEdit { names }),
        EditPurpose::Aside if change.edits_machine() => Sentence::PlanRemoveOtherGo.into(),
        EditPurpose::Aside => Sentence::PlanMoveOtherGo.into(),
    }
}

/// The last part of the path of a project or of an entry of PATH, which serves as its name.
pub(super) fn folder_name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

fn describe_repair(version: &Version, files: Option<&Differences>) -> Statement {
    let version = version.as_str();
    let Some(files) = files else { return say!(PlanCompareFiles { version }) };
    let (back, away) = (files.restored(), files.added.len());
    match (back, away) {
        (count, 0) => say!(PlanRestoreFiles { count, version }),
        (0, count) => say!(PlanRemoveFiles { count, version }),
        (back, count) => say!(PlanRestoreAndRemove { what: say!(PlanRestoreFiles { count: back, version }), count }),
    }
}

fn describe_change(arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> Statement {
    match (from, to) {
        (Some(from), Some(to)) => say!(PlanReplaceSystem { from: from.describe(arch), to: &to.version }),
        (None, Some(to)) => say!(PlanInstallSystem { go: to.describe(arch) }),
        (Some(from), None) => say!(PlanUninstallSystem { go: from.describe(arch) }),
        (None, None) => Sentence::PlanLeaveSystem.into(),
    }
}

fn describe_download(name: &str, sources: &[Url], home: &Home) -> Statement {
    let folder = sources.first().and_then(|url| url.to_file_path().ok());
    let is_bundle = folder.is_some() && folder == std::path::absolute(home.opened_bundle()).ok();
    if is_bundle {
        say!(PlanCopyOfBundle { file: name })
    } else if module::is_zip(name) {
        say!(PlanDownloadModule { file: name, host: first_host(sources) })
    } else {
        say!(PlanDownload { file: name, host: first_host(sources) })
    }
}

/// The host of the first source, or the folder of a mirror on disk.
fn first_host(sources: &[Url]) -> &str {
    sources.first().map(|url| url.host_str().unwrap_or(url.as_str())).unwrap_or_default()
}
