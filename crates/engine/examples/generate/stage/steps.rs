//! The plan of each kind of request on the machine of a state. What the engine reads from files, the facts say.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use upgo_engine::base::archive::Archive;
use upgo_engine::base::version::Version;
use upgo_engine::change::plan::{
    self, Adopted, ImportedReleases, NewToolchain, PathSituation, Plan, PlanError, Registered, Snapshot, Step,
    SystemSituation, Then,
};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::choices::settings::SettingEdit;
use upgo_engine::environment::{
    Change, EditKind, EditScope, EnvironmentEdit, GoVariable, MACHINE_KEY, PathEdit, RegistryValue, USER_KEY,
    UserValues, Write, edited_path,
};
use upgo_engine::machine::platform::RunningProgram;
use upgo_engine::projects::go_caches::{Cleaning, DownloadedGo};
use upgo_engine::released::catalog::{Catalog, Release, ReleaseRequest};
use upgo_engine::released::upgo::{UpgoRelease, UpgoVersion};

use super::machine::{HOME, Seen, read};
use super::plans::{Refusal, exact, respell};

/// The folder of `go install`.
const TOOLS: &str = "C:\\Users\\mei\\go\\bin";

/// What makes the plans of a state: its facts, and what is seen of its machine.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) state: &'a Map<String, Value>,
    pub(super) seen: &'a Seen<'a>,
}

impl Maker<'_> {
    pub(super) fn plan(self, request: &ChangeRequest, now: &Snapshot) -> Result<Plan, Refusal> {
        Ok(match request {
            ChangeRequest::Upgrade { to, .. } => {
                let assessment = self.seen.assessment();
                let leads = assessment.upgrade.as_ref().map(|update| exact(&update.version));
                let wanted = to.clone().or(leads);
                let may_go_down = wanted.is_some();
                plan::upgrade(now, &wanted.unwrap_or_else(|| assessment.wanted.clone()), may_go_down)?
            }
            ChangeRequest::Install { from: InstallFrom::Release { version }, then } => {
                plan::install(now, &NewToolchain::Release(release(version, now)?), *then)?
            }
            ChangeRequest::Install { from: InstallFrom::File { path, sha256 }, then } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_meant = |release: &&Release| {
                    let rest = name.strip_prefix(release.version.as_str());
                    rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_ascii_digit()))
                };
                let mut releases = now.catalog.iter().flat_map(|catalog| &catalog.releases);
                let release = releases.find(is_meant).ok_or_else(|| PlanError::Unknown(name.clone()))?;
                let official = release.archive.clone().ok_or_else(|| PlanError::NoDigest(name.clone()))?;
                let archive = match sha256 {
                    Some(_) => Archive { filename: name, sha256: *sha256, size: official.size },
                    None => official,
                };
                let version = release.version.clone();
                plan::install(now, &NewToolchain::File { version, archive, path: path.clone() }, *then)?
            }
            ChangeRequest::Use { version } => plan::switch_to(now, &named(version)?)?,
            ChangeRequest::Remove { versions, force } => {
                plan::remove(now, &versions.iter().map(named).collect::<Result<Vec<_>, _>>()?, *force)?
            }
            ChangeRequest::RemoveUnused => {
                let keeps: usize = read(self.seen.versions["keeps"].clone())?;
                plan::remove(now, &plan::unused(now, keeps), false)?
            }
            ChangeRequest::AddToPath => plan::add_to_path(now),
            ChangeRequest::Environment { edit } => plan::edit_environment(now, self.change(edit)?),
            ChangeRequest::Adopt { root, remove_old } => self.adopt(root, *remove_old, now)?,
            ChangeRequest::Import { roots } => self.import(roots, now)?,
            ChangeRequest::StepAside { root } => self.step_aside(root, now)?,
            ChangeRequest::KeepSystem => plan::keep_system(&self.with_system(now)?, None)?,
            ChangeRequest::SystemUninstall { arch } => {
                plan::system_uninstall(&self.with_system(now)?, arch, &packages(now)?)?
            }
            ChangeRequest::SystemRepair { arch } => {
                plan::system_repair(&self.with_system(now)?, arch, &packages(now)?)?
            }
            ChangeRequest::RepairFiles { version } => {
                let is_known = self.state["problems"].get("verify").is_none();
                let found = &self.state["verify"];
                let files = is_known.then(|| {
                    read(json!({ "changed": found["changed"], "missing": found["missing"], "added": found["added"],
                        "notExecutable": found["notExecutable"] }))
                });
                let archive = release(&exact(version), now)?.archive;
                plan::repair_files(now, version, files.transpose()?, archive)?
            }
            ChangeRequest::UpdateSelf => self.update_self(now)?,
            other => return Err(format!("the facts have no steps of {}", other.kind()).into()),
        })
    }

    /// The steps of a request that the engine plans from files alone; `None` for another one. `folders` are its projects,
    /// unless the state has them.
    pub(super) fn steps(
        self,
        request: &ChangeRequest,
        now: &Snapshot,
        folders: &[PathBuf],
    ) -> Result<Option<Vec<Step>>, String> {
        let current = || now.current.clone().ok_or("no Go is current");
        let go = || {
            Ok::<_, String>(json!({ "version": current()?, "program": { "text": "go" }, "system": "windows/amd64" }))
        };
        let steps = match request {
            ChangeRequest::RebuildTools { names } => self.tools("tools", "rebuilds", names, &go()?)?,
            ChangeRequest::UpdateTools { names } => self.tools("toolsAsked", "updates", names, &go()?)?,
            ChangeRequest::CleanCaches { caches } => {
                let all = list(&self.state["caches"]["caches"]);
                let all =
                    all.filter(|cache| caches.is_empty() || caches.iter().any(|meant| cache["cache"] == json!(meant)));
                let step = |cache: &Value| {
                    let (kind, folder) = (read(cache["cache"].clone())?, read(cache["folder"].clone())?);
                    let size_bytes = cache["size"]["bytes"].as_u64().unwrap_or_default();
                    Ok(Step::CleanCache {
                        cache: kind,
                        folder,
                        cleaning: Cleaning::Everything { go: read(go()?)? },
                        size_bytes,
                    })
                };
                all.map(step).collect::<Result<_, String>>()?
            }
            ChangeRequest::RemoveDownloaded { roots } => {
                let step = |root: &PathBuf| {
                    let root = root.to_string_lossy();
                    let (folder, module) = root.split_once("/golang.org/toolchain@").ok_or("Go did not download it")?;
                    let downloaded = DownloadedGo::try_from(module.to_owned()).map_err(|error| error.to_string())?;
                    let size_bytes = self.seen.size(downloaded.version()).unwrap_or_default();
                    let (cache, folder) = (read("modules".into())?, folder.into());
                    Ok(Step::CleanCache { cache, folder, cleaning: Cleaning::Downloaded { downloaded }, size_bytes })
                };
                roots.iter().map(step).collect::<Result<_, String>>()?
            }
            // what JSON writes is also the notation of the file
            ChangeRequest::Settings { edits } => {
                let step = |edit: &SettingEdit| {
                    let from = self.state["settings"]["set"].get(&edit.key).map(Value::to_string);
                    let to = edit.value.as_deref().map(|text| Value::from(text).to_string());
                    (from != to).then(|| Step::ChangeSetting { key: edit.key.clone(), from, to })
                };
                edits.iter().filter_map(step).collect()
            }
            ChangeRequest::Pin { folder, version } => {
                let version = version.as_ref().map_or_else(|| current().map_err(str::to_owned), named)?;
                edit_projects(std::slice::from_ref(folder), &version, false)?
            }
            ChangeRequest::RaiseProjects { go, .. } => edit_projects(&self.projects(folders)?, &named(go)?, false)?,
            ChangeRequest::FixProjects { go, .. } => edit_projects(&self.projects(folders)?, &named(go)?, true)?,
            _ => return Ok(None),
        };
        Ok(Some(steps))
    }

    /// The number of the last change, and of the next one.
    pub(super) fn changes(self) -> (Option<u64>, u64) {
        let last = self.seen.overview.get("lastChange").and_then(|last| last["id"].as_u64());
        let newest = list(&self.state["history"]["entries"]).filter_map(|entry| entry["id"].as_u64()).max();
        (last, newest.unwrap_or_default() + 1)
    }

    pub(super) fn running_from(self, version: &Version) -> Vec<RunningProgram> {
        read(self.seen.versions["own"][version.as_str()]["running"].clone()).unwrap_or_default()
    }

    /// The edits of PATH that the first plan makes.
    pub(super) fn path_situation(self) -> Result<PathSituation, String> {
        if self.is_on_path() {
            return Ok(PathSituation::default());
        }
        let put = [PathEdit::PutFirst(format!("{HOME}\\current\\bin").into()), PathEdit::AppendLast(TOOLS.into())];
        let before = self.path(false);
        let go = edited(&before, &put[..1], false)?;
        let between = go.as_ref().and_then(|go| match &*go.writes {
            [Write::Value { after, .. }] => after.clone(),
            _ => None,
        });
        let tools = edited(&between.unwrap_or(before), &put[1..], false)?;
        Ok(PathSituation { go, tools })
    }

    fn is_on_path(self) -> bool {
        self.seen.overview.get("searched").is_some_and(|all| list(all).any(|searched| searched["isUpgo"] == true))
    }

    /// PATH in the registry. Before the first plan, it has neither folder that Upgo adds.
    fn path(self, is_machine: bool) -> RegistryValue {
        let source = if is_machine { "machine" } else { "user" };
        let adds = |entry: &&Value| {
            let folder = entry["folders"][0].as_str().unwrap_or_default().trim_end_matches('\\');
            folder == TOOLS || folder.starts_with(HOME)
        };
        let entries = list(&self.state["environment"]["path"]["entries"]).filter(|entry| entry["source"] == source);
        let entries = entries.filter(|entry| self.is_on_path() || !adds(entry));
        path_of(&entries.filter_map(|entry| entry["text"].as_str()).collect::<Vec<_>>())
    }

    /// `None` if there is nothing to do.
    fn change(self, edit: &EnvironmentEdit) -> Result<Option<Change>, String> {
        let (name, value, scope) = match edit {
            EnvironmentEdit::Path { edits, scope } => {
                let is_machine = *scope == EditScope::Machine;
                let mut edits = json!(edits);
                respell(&mut edits, '/', "\\"); // as entries of PATH are written
                return edited(&self.path(is_machine), &read::<Vec<PathEdit>>(edits)?, is_machine);
            }
            EnvironmentEdit::Set { name, value, scope } => (name, Some(value.as_str()), scope),
            EnvironmentEdit::Unset { name, scope } => (name, None, scope),
        };
        let (environment, source) = (&self.state["environment"], json!(scope));
        let variable = list(&environment["variables"]).find(|variable| variable["name"] == **name);
        let settings = variable.into_iter().flat_map(|variable| list(&variable["settings"]));
        let before =
            settings.filter(|setting| setting["source"] == source).find_map(|setting| setting["value"].as_str());
        let write = if *scope == EditScope::Go {
            let bytes = |value: Option<&str>| value.map(|value| value.as_bytes().to_vec());
            let variable = GoVariable { name: name.clone(), before: bytes(before), after: bytes(value) };
            let path = read(environment["goEnvFile"].clone())?;
            Write::GoEnv { path, variables: vec![variable], folders: Vec::new(), splices: Vec::new() }
        } else {
            let text = |value: Option<&str>| value.map(|value| RegistryValue::text_of_kind(1, value));
            let key = if *scope == EditScope::Machine { MACHINE_KEY } else { USER_KEY };
            Write::Value { key: key.to_owned(), name: name.clone(), before: text(before), after: text(value) }
        };
        Ok((before != value).then(|| change_of(write)))
    }

    /// The user's PATH gets the folder at its end before the machine's loses it.
    fn step_aside(self, root: &Path, now: &Snapshot) -> Result<Plan, Refusal> {
        let folder = format!("{}\\bin", root.to_string_lossy().replace('/', "\\"));
        let first = PathEdit::PutFirst(format!("{HOME}\\current\\bin").into());
        let user = edited(&self.path(false), &[first, PathEdit::AppendLast(folder.clone().into())], false)?;
        let mut machine = vec![folder.as_str()]; // where the installer has put it
        let entries = list(&self.state["environment"]["path"]["entries"]).filter(|entry| entry["source"] == "machine");
        machine.extend(entries.filter_map(|entry| entry["text"].as_str()));
        let machine = edited(&path_of(&machine), &[PathEdit::Remove(folder.clone().into())], true)?;
        Ok(plan::step_aside(now, user.into_iter().chain(machine).collect()))
    }

    /// With the machine-wide Go, and the values that its installer would remove.
    fn with_system(self, now: &Snapshot) -> Result<Snapshot, String> {
        let registered = self.others().filter(|other| other["origin"] == "msi").map(|other| {
            let (version, root) = (read(other["version"].clone())?, Some(root_of(other)));
            Ok(Registered { arch: "amd64".to_owned(), version, root, is_whole: true })
        });
        let registered = registered.collect::<Result<_, String>>()?;
        let user = UserValues { path: Some(self.path(false)), gopath: None };
        let everybody = SystemSituation { registered, user, user_has_what_packages_set: false };
        Ok(Snapshot { everybody, ..now.clone() })
    }

    fn adopt(self, root: &Path, remove_old: bool, now: &Snapshot) -> Result<Plan, Refusal> {
        let found = self
            .others()
            .find(|other| root_of(other) == *root)
            .ok_or_else(|| format!("no Go in {}", root.display()))?;
        let release = release(&exact(&read(found["version"].clone())?), now)?;
        let is_active = self.seen.overview.get("active").is_some_and(|active| root_of(active) == *root);
        let then = if now.current.is_none() || is_active { Then::Switch } else { Then::Stay };
        let (now, packages) = (self.with_system(now)?, packages(now)?);
        let registered = now.everybody.registered.iter().find(|registered| registered.root.as_deref() == Some(root));
        let old = PathBuf::from(format!("{}.removed-by-upgo", root.display()));
        let aside = (remove_old && registered.is_none()).then(|| (root.to_owned(), old));
        let registered = registered.map(|registered| (registered, &packages));
        Ok(plan::adopt(&now, Adopted { release: &release, then, registered, path: Vec::new(), aside })?)
    }

    fn import(self, roots: &[PathBuf], now: &Snapshot) -> Result<Plan, Refusal> {
        let found = list(&self.state["found"]).filter(|found| roots.contains(&root_of(found)));
        let found: Vec<&Value> = found.collect();
        let versions = found.iter().map(|found| read(found["version"].clone()));
        let mut versions = versions.collect::<Result<Vec<Version>, _>>()?;
        versions.sort();
        versions.dedup();
        versions.reverse();
        let active = found.iter().find(|found| found["active"] == true).map(|found| read(found["version"].clone()));
        let first = active.transpose()?.or_else(|| versions.first().cloned()).filter(|_| now.current.is_none());
        let releases = versions.iter().map(|version| release(&exact(version), now));
        let releases = releases.collect::<Result<Vec<_>, _>>()?;
        Ok(plan::import(now, ImportedReleases { releases: &releases, first: first.as_ref(), path: Vec::new() })?)
    }

    fn update_self(self, now: &Snapshot) -> Result<Plan, Refusal> {
        let upgo = &self.state["upgo"];
        let (from, latest): (UpgoVersion, &Value) = (read(upgo["version"].clone())?, &upgo["latest"]);
        let version: UpgoVersion = read(latest["version"].clone())?;
        let filename = format!("upgo-{version}-windows-amd64.zip");
        let release = UpgoRelease {
            version,
            date: read(latest["date"].clone())?,
            minimum: None,
            notes: Vec::new(),
            package: Archive { filename, sha256: None, size: latest["sizeBytes"].as_u64() },
            folder: read("https://github.com/".into())?,
        };
        Ok(plan::update_self(now, &from, &release, vec![(format!("{HOME}\\bin").into(), Vec::new())]))
    }

    /// The steps that build the named programs, or all for which `due` is true.
    fn tools(self, report: &str, due: &str, names: &[String], go: &Value) -> Result<Vec<Step>, String> {
        let updates = due == "updates";
        let is_meant = |tool: &&Value| match names {
            [] => tool[due] == true,
            names => names.iter().any(|name| tool["name"] == **name),
        };
        let step = |tool: &Value| {
            let program = tool["program"].as_str().unwrap_or_default().replace('\\', "/");
            let version = if updates { &tool["latest"] } else { &tool["version"] };
            read(json!({ "kind": "rebuildTool", "program": { "text": program.trim_end_matches(".exe") },
                "was": "0".repeat(64), "builtWith": tool["builtWith"], "go": go, "hosts": ["proxy.golang.org"],
                "updates": updates.then_some(&tool["version"]), "recipe": { "package": tool["package"],
                "module": tool["module"], "version": version, "flags": [], "variables": {} } }))
        };
        list(&self.state[report]["tools"]).filter(is_meant).map(step).collect()
    }

    fn projects(self, folders: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
        if !folders.is_empty() {
            return Ok(folders.to_vec());
        }
        let folders = list(&self.state["projects"]["projects"]).map(|project| {
            let folder: String = read(project["folder"].clone())?;
            Ok(folder.replace('\\', "/").into())
        });
        folders.collect()
    }

    /// What Upgo does not manage, and the Go that runs.
    fn others(&self) -> impl Iterator<Item = &Value> {
        let active = self.seen.overview.get("active").filter(|active| active.is_object());
        list(&self.seen.versions["others"]).chain(active)
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn root_of(found: &Value) -> PathBuf {
    found["root"].as_str().unwrap_or_default().replace('\\', "/").into()
}

fn named(version: &ReleaseRequest) -> Result<Version, String> {
    match version {
        ReleaseRequest::Exact(version) => Ok(version.clone()),
        other => Err(format!("{other} is no version")),
    }
}

fn release(wanted: &ReleaseRequest, now: &Snapshot) -> Result<Release, PlanError> {
    let release = now.catalog.as_ref().and_then(|catalog| catalog.resolve(wanted));
    release.cloned().ok_or_else(|| PlanError::Unknown(wanted.to_string()))
}

/// The packages of the official installer.
fn packages(now: &Snapshot) -> Result<Catalog, String> {
    let mut packages = now.catalog.clone().ok_or("no releases are known")?;
    for archive in packages.releases.iter_mut().filter_map(|release| release.archive.as_mut()) {
        archive.filename = archive.filename.replace(".zip", ".msi");
        archive.size = Some(58_000_000);
    }
    Ok(packages)
}

fn path_of(entries: &[&str]) -> RegistryValue {
    RegistryValue::text_of_kind(2, &entries.join(";"))
}

fn edited(before: &RegistryValue, edits: &[PathEdit], is_machine: bool) -> Result<Option<Change>, String> {
    let key = if is_machine { MACHINE_KEY } else { USER_KEY };
    let variable = |name: &str| {
        let value = match &*name.to_uppercase() {
            "SYSTEMROOT" => "C:\\Windows",
            "USERPROFILE" => "C:\\Users\\mei",
            "LOCALAPPDATA" => "C:\\Users\\mei\\AppData\\Local",
            _ => return None,
        };
        Some(OsString::from(value))
    };
    let after = edited_path(key, key == USER_KEY, Some(before), edits, &variable).map_err(|error| error.to_string())?;
    let write =
        |after| Write::Value { key: key.to_owned(), name: "Path".to_owned(), before: Some(before.clone()), after };
    Ok(after.map(|after| change_of(write(Some(after)))))
}

fn change_of(write: Write) -> Change {
    Change { purpose: EditKind::Edit, writes: vec![write], skipped: Vec::new(), folders: Vec::new() }
}

/// Other lines in the `go.mod` of each project, or in its source code. A large project has many such lines.
fn edit_projects(folders: &[PathBuf], version: &Version, is_fix: bool) -> Result<Vec<Step>, String> {
    let (file, line, was, becomes) = if is_fix {
        ("api/server.go", 12, "\tfor i := 0; i < len(all); i++ {", "\tfor i := range all {".to_owned())
    } else {
        ("go.mod", 5, "toolchain go1.26.5", format!("toolchain {version}"))
    };
    let lines = json!([{ "removed": format!("{was}\n") }, { "added": format!("{becomes}\n") }]);
    let hunk = json!({ "before": line, "after": line, "lines": lines });
    let step = |(index, folder): (usize, &PathBuf)| {
        let hunks = vec![hunk.clone(); if is_fix && index > 5 { 125 } else { 1 }];
        let (was, becomes) = ("0".repeat(64), "1".repeat(64));
        let files = json!([{ "path": { "text": file }, "was": was, "becomes": becomes, "hunks": hunks }]);
        read(json!({ "kind": "editProject", "folder": { "text": folder }, "version": version, "files": files }))
    };
    folders.iter().enumerate().map(step).collect()
}
