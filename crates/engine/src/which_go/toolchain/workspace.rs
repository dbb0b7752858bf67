//! Whether the modules of a workspace fit together. A single module counts as the smallest workspace. Source:
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (`LoadWorkFile`, `makeMainModules`).
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::acceptance::{AcceptingGo, WORK_DEFAULT, require_path};
use super::choice::version_in;
use super::modfile::{ModContent, ModuleVersion};
use super::{GoError, GoFile, Machine};
use crate::base::paths::clean;

pub(super) struct Member {
    pub(super) file: GoFile,
    pub(super) content: ModContent,
}

impl Member {
    pub(super) fn new(file: &GoFile, content: ModContent) -> Result<Self, GoError> {
        require_path(file, "module", content.module.as_deref().unwrap_or_default())?;
        Ok(Self { file: file.clone(), content })
    }

    fn path(&self) -> &str {
        self.content.module.as_deref().unwrap_or_default()
    }
}

/// `module` is the module of the terminal's folder.
pub(super) fn accepts(running: &AcceptingGo<'_>, work: &GoFile, module: Option<&GoFile>) -> Result<(), GoError> {
    let (machine, root) = (running.machine, running.root.map(Path::to_owned));
    let key = (work.path.clone(), running.version.clone(), root, running.reading().is_offline);
    let judged = machine.files.judged();
    let known = judged.and_then(|judged| judged.borrow().get(&key).cloned());
    let folders = match known {
        Some(Ok(folders)) => folders,
        known => {
            let mut refused = known.and_then(Result::err);
            let folders = members(running, work, &mut refused).map(Rc::new);
            let said = folders.as_ref().map_or(refused.map(Err), |folders| Some(Ok(Rc::clone(folders))));
            judged.zip(said).map(|(judged, said)| judged.borrow_mut().insert(key, said));
            folders?
        }
    };
    if running.tidies() {
        return Err(GoError::WorkFlag);
    }
    let is_member = |own: &Path| folders.contains(own) || folders.iter().any(|folder| machine.is_same(folder, own));
    match module.and_then(|module| module.path.parent()).filter(|own| !is_member(own)) {
        Some(folder) => Err(GoError::NotInWork(machine.short(folder))),
        None => Ok(()),
    }
}

/// The folders of the modules, which fit together. The one that is refused is judged first if it is known, because the
/// words depend on the terminal's folder.
fn members(
    running: &AcceptingGo<'_>,
    work: &GoFile,
    refused: &mut Option<PathBuf>,
) -> Result<BTreeSet<PathBuf>, GoError> {
    let content = running.read(work)?;
    let folders = folders(running.machine, work, &content)?;
    running.accepts_godebugs(work, &content)?;
    if folders.is_empty() {
        let says = "no modules were found in the current workspace; see 'go help work'".to_owned();
        return Err(GoError::File { is_work: true, says, what: say!(NoUseLine { file: &work.shown }) });
    }
    refused.as_ref().map_or(Ok(()), |folder| member(running, &content, folder).map(drop))?;
    let judge = |folder: &PathBuf| member(running, &content, folder).inspect_err(|_| *refused = Some(folder.clone()));
    let members = folders.iter().map(judge);
    let members = members.collect::<Result<Vec<_>, _>>()?;
    accepts_together(running.machine, &content.replaces, &members)?;
    Ok(folders.into_iter().collect())
}

fn folders(machine: &Machine<'_>, work: &GoFile, content: &ModContent) -> Result<Vec<PathBuf>, GoError> {
    let base = work.path.parent().unwrap_or(&work.path);
    let (mut folders, mut seen) = (Vec::new(), BTreeSet::new());
    for (at, folder) in &content.uses {
        // `/m` is not a full path on Windows, and `C:\m` is not one on Unix: Go joins them to the workspace's folder.
        let full =
            if machine.is_full(Path::new(folder)) { folder.into() } else { base.join(folder.trim_start_matches('/')) };
        let full = clean(&full);
        if !seen.insert(full.clone()) {
            let what = format!("path {} appears multiple times in workspace", full.display());
            return Err(GoError::loading(work, at.line, &what));
        }
        folders.push(full);
    }
    Ok(folders)
}

/// Fails if the module requires a newer Go than the workspace.
fn member(running: &AcceptingGo<'_>, work: &ModContent, folder: &Path) -> Result<Member, GoError> {
    let path = folder.join("go.mod");
    let module = running.machine.short(folder);
    if !running.machine.files.is_file(&path) {
        let why = format!("open {}: no such file or directory", running.machine.short(&path));
        return Err(GoError::WorkModule { module, why });
    }
    let file = GoFile::read(running.machine, path, false);
    let lists = work.go.as_deref();
    let too_old = |needs: &str| {
        let is_new = Some(running.version) >= version_in("1.27rc1").as_ref();
        let remedy = if is_new { format!("to download and use go {needs}") } else { "to update it".to_owned() };
        let (module, lists) = (module.clone(), lists.map(str::to_owned));
        Err(GoError::WorkTooOld { module, needs: needs.to_owned(), lists, remedy })
    };
    let content = match running.read_module(&file) {
        Ok(content) => content,
        Err(GoError::TooOld { needs, .. }) => return too_old(&needs),
        Err(other) => return Err(GoError::WorkModule { module, why: other.to_string() }),
    };
    // Up to 1.20 the line is only advice.
    let needs = content.go();
    let is_newer = version_in(needs) > version_in(lists.unwrap_or(WORK_DEFAULT));
    if is_newer && version_in(needs) >= version_in("1.21") { too_old(needs) } else { Member::new(&file, content) }
}

/// Checks whether modules fit together: their paths, and the replacements in them and in the workspace (`replaces`).
pub(super) fn accepts_together(
    machine: &Machine<'_>,
    replaces: &[(ModuleVersion, ModuleVersion)],
    members: &[Member],
) -> Result<(), GoError> {
    let refuse = |is_work, says, what| Err(GoError::File { is_work, says, what });
    let mut paths = BTreeSet::new();
    if let Some(twice) = members.iter().map(Member::path).find(|path| !paths.insert(*path)) {
        let says = format!("module {twice} appears multiple times in workspace");
        return refuse(true, says, say!(ModulesSamePath { path: twice }));
    }
    let is_replaced = |(old, _): &&(ModuleVersion, ModuleVersion)| old.version.is_empty() && paths.contains(&*old.path);
    if let Some((ModuleVersion { path, .. }, _)) = replaces.iter().find(is_replaced) {
        let remedy = "To fix, remove the replacement from the go.work file or specify the version at which to replace the module.";
        let says = format!("workspace module {path} is replaced at all versions in the go.work file. {remedy}");
        return refuse(true, says, say!(ReplacesOwnModule { path }));
    }
    let conflict = |is_work, old: &ModuleVersion| {
        let named = shown(old);
        let says = format!("conflicting replacements for {named}");
        refuse(is_work, says, say!(ReplacedTwice { module: named }))
    };
    let paths_of_work: BTreeSet<&str> = replaces.iter().map(|(old, _)| &*old.path).collect();
    let of_work: BTreeMap<_, _> = replaces.iter().map(|(old, new)| (old, new)).collect();
    if let Some((old, _)) = replaces.iter().find(|(old, new)| of_work[old] != new) {
        return conflict(true, old);
    }
    let mut all: BTreeMap<ModuleVersion, ModuleVersion> = BTreeMap::new();
    for Member { file, content } in members {
        let own: BTreeMap<_, _> = content.replaces.iter().map(|(old, new)| (old, new)).collect();
        if let Some((old, _)) = content.replaces.iter().find(|(old, new)| own[old] != new) {
            return conflict(false, old);
        }
        for (old, new) in own {
            if paths_of_work.contains(&*old.path) {
                continue;
            }
            let new = absolute(machine, file, new);
            if all.insert(old.clone(), new.clone()).is_some_and(|other| other != new) {
                return conflict(true, old);
            }
        }
        content.tools.iter().try_for_each(|tool| require_path(file, "tool", tool))?;
    }
    Ok(())
}

/// The folder of a replacement is relative to the `go.mod` that names it.
pub(super) fn absolute(machine: &Machine<'_>, file: &GoFile, new: &ModuleVersion) -> ModuleVersion {
    let is_relative = new.version.is_empty() && !machine.is_full(Path::new(&new.path));
    let base = file.path.parent().filter(|_| is_relative);
    let path = base.map(|base| clean(&base.join(&new.path)).to_string_lossy().into_owned());
    ModuleVersion { path: path.unwrap_or_else(|| new.path.clone()), version: new.version.clone() }
}

fn shown(module: &ModuleVersion) -> String {
    if module.version.is_empty() { module.path.clone() } else { format!("{}@{}", module.path, module.version) }
}
