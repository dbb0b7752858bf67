//! `pin`: the project of a folder asks for one Go. This does not replace Go's own switching: the go command obeys the
//! `toolchain` line itself, and a version manager its file.
use std::path::{Path, PathBuf};

use super::snapshot::Planning;
use super::why::full_folder;
use super::{Engine, WhichTerminal};
use crate::base::report::{Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{Action, Plan, PlanError, Snapshot, Step};
use crate::projects::ProjectText;
use crate::projects::edit::{
    self, FileEdit, FileKind, GoLines, NotEdited, ToolchainLine, go_lines, with_go_lines, with_versions,
};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::follow;
use crate::which_go::toolchain::{self, Answer, ModFileError, Starter};

const FIRST_WITH_LINE: &str = "go1.21";

struct ProjectFiles {
    root: PathBuf,
    /// `go.mod`, or the `go.work` that overrides it.
    go_file: Option<PathBuf>,
    /// The version-manager files that name a Go, from the nearest folder that has one.
    version_files: Vec<PathBuf>,
    /// Whether it has neither, and Upgo's `go` reads the `.go-version` that it gets.
    is_new: bool,
    /// The name of the Go that runs there now; `None` if there is none, or if a version manager chooses it.
    runs: Option<String>,
}

impl ProjectFiles {
    /// The warning that Go does not follow: it does not read version-manager files, and none of those starts it.
    fn unread_by_go(&self, version: &Version) -> Option<Problem> {
        let file = self.version_files.first()?.file_name()?;
        let runs = self.runs.as_deref().filter(|runs| *runs != version.as_str())?;
        Some(Problem::new(Code::PinUnread, say!(PinUnread { file: Path::new(file), runs, version: version.as_str() })))
    }
}

impl Engine {
    pub(super) fn plan_pin(
        &self,
        folder: &Path,
        wanted: Option<&ReleaseRequest>,
        planning: &mut Planning,
    ) -> Result<Plan> {
        let folder = full_folder(folder)?;
        let seen = self.look(None)?;
        let runs = seen.current.clone().or_else(|| seen.active.clone());
        let version = match wanted {
            Some(wanted) => self.release_named(&seen, wanted, planning)?,
            None => runs.clone().ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NothingToPinTo))?,
        };
        self.policy().usable(&version)?;
        let files = self.project_files(&folder)?;
        let mut edits = Vec::new();
        for file in &files.version_files {
            let pin = |old: &str| Some(edit::pinned(old, &version));
            edits.extend(edited(&files.root, file, |source| with_versions(source, &pin))?);
        }
        if files.is_new {
            edits.extend(FileEdit::between(Path::new(edit::CREATED), "", &format!("{}\n", version.number())));
        }
        if let Some(file) = &files.go_file {
            let (text, _) = read(&files.root, file)?;
            let line = toolchain_line(file, &text, &version, !files.version_files.is_empty())?;
            let is_named = line == ToolchainLine::Set(version.as_str());
            if let Some(runs) = runs.as_ref().filter(|runs| is_named && **runs > version) {
                let says = say!(PinIsMinimum { runs: runs.as_str(), version: version.as_str() });
                let next = say!(UseExactly { version: version.as_str() });
                planning.warnings.push(Problem { next: next.shown(), ..Problem::new(Code::PinMinimum, says) });
            }
            let wish = GoLines { go: None, toolchain: line };
            let new = with_go_lines(&text, wish).map_err(|why| not_edited(file, &why))?;
            require_readable(file, &new, &version)?;
            if !is_named {
                planning.warnings.extend(files.unread_by_go(&version));
            }
            edits.extend(edited(&files.root, file, |source| with_go_lines(source.text, wish))?);
        }
        if files.go_file.is_none() {
            planning.warnings.extend(files.unread_by_go(&version));
        }
        let folder = files.root;
        let steps =
            if edits.is_empty() { Vec::new() } else { vec![Step::EditProject { folder, version, files: edits }] };
        Ok(Plan::staying(Action::Pin, seen.current, steps))
    }

    /// The release that a user names, if the policy permits its use: an installed one, otherwise one of the release list.
    pub(super) fn release_named(
        &self,
        seen: &Snapshot,
        wanted: &ReleaseRequest,
        planning: &mut Planning,
    ) -> Result<Version> {
        if let ReleaseRequest::Exact(version) = wanted
            && let Some(installed) = seen.find_installed(version)
        {
            return Ok(self.policy().usable(&installed.version)?.get().clone());
        }
        let catalog = planning.told(self.catalog_for(wanted, &planning.cancel)?);
        let release = catalog.resolve(wanted).ok_or_else(|| PlanError::Unknown(wanted.to_string()))?;
        Ok(self.policy().usable(&release.version)?.get().clone())
    }

    /// The files of the project of a folder, by Go's own rules.
    fn project_files(&self, folder: &Path) -> Result<ProjectFiles> {
        let machine = self.machine_in(WhichTerminal::This, Some(folder.to_owned()))?;
        let Answer { go, toolchain, project, .. } = toolchain::answer(&machine);
        let is_managed = go.is_some_and(|go| matches!(go.by, Some(Starter::Shim(_) | Starter::Script)));
        let runs = toolchain.map(|toolchain| toolchain.name).filter(|name| !is_managed && !name.is_empty());
        let go_file = project.deciding().map(|file| file.path.clone());
        let root = go_file.as_deref().and_then(Path::parent).map(Path::to_owned);
        let user = self.user_folder();
        let is_within = |above: &&Path| match &root {
            Some(root) => above.starts_with(root),
            // the files in the user's own folder are for everything, not for a project
            None => *above == folder || user.as_deref() != Some(*above),
        };
        let mut named = None;
        for above in folder.ancestors().take_while(is_within) {
            let files = version_files_in(above, user.as_deref())?;
            if !files.is_empty() {
                named = Some((above.to_owned(), files));
                break;
            }
        }
        let (with_files, version_files) = named.map_or((None, Vec::new()), |(folder, files)| (Some(folder), files));
        let root = root.or(with_files);
        let is_free = user.as_deref() != Some(folder) && folder.join(edit::CREATED).symlink_metadata().is_err();
        let is_new = root.is_none() && is_free && machine.upgo.follows.is_some();
        let nothing = || {
            let says = say!(ProjectNamesNoGo { folder });
            Problem::new(Code::ProjectEdit, says).with_next(Sentence::InitOrVersionFile)
        };
        let root = root.or_else(|| is_new.then(|| folder.to_owned())).ok_or_else(nothing)?;
        Ok(ProjectFiles { root, go_file, version_files, is_new, runs })
    }
}

/// Refuses a file that Go would refuse afterwards, too.
fn require_readable(file: &Path, text: &str, version: &Version) -> Result<()> {
    let is_work = file.extension().is_some_and(|kind| kind == "work");
    let refused = |ModFileError { at, what }: ModFileError| {
        let why = say!(FileIsMalformed { line: at.line, why: Statement::quoted(what) });
        let says = say!(FileNotEdited { path: file, why });
        Problem::new(Code::ProjectEdit, says).with_next(Sentence::CorrectLineFirst)
    };
    toolchain::contents(file, text, is_work, version).map(|_| ()).map_err(refused)
}

fn version_files_in(folder: &Path, user: Option<&Path>) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in follow::names_in(folder, user) {
        let file = follow::place(folder, name);
        if file.symlink_metadata().is_err() {
            continue;
        }
        let (text, kind) = read(folder, &file)?;
        let named = edit::versions(ProjectText::alone(kind, &file, &text)).map_err(|why| not_edited(&file, &why))?;
        if !named.is_empty() {
            files.push(file);
        }
    }
    Ok(files)
}

/// What the `toolchain` line says afterwards. A project with a version-manager file gets no new one.
fn toolchain_line<'a>(
    file: &Path,
    text: &str,
    version: &'a Version,
    has_version_file: bool,
) -> Result<ToolchainLine<'a>> {
    let (go, toolchain) = go_lines(text).map_err(|why| not_edited(file, &why))?;
    let needs = go.and_then(|go| Version::from_name(&format!("go{}", go.trim_matches('"'))).ok());
    if let Some(needs) = needs.as_ref().filter(|needs| *needs > version) {
        let next = say!(PinNewer { needs: needs.number() });
        return Err(Problem::new(
            Code::ProjectEdit,
            say!(ProjectNeedsNewer { path: file, needs: needs.number(), version: version.as_str() }),
        )
        .with_next(next));
    }
    // As for the go command, `go 1.27.3` implies the toolchain of that name.
    let is_implied = needs.as_ref() == Some(version);
    match toolchain {
        Some(_) if is_implied => Ok(ToolchainLine::Remove),
        None if is_implied || has_version_file => Ok(ToolchainLine::Keep),
        _ if version.is_since(FIRST_WITH_LINE) => Ok(ToolchainLine::Set(version.as_str())),
        _ => {
            let says = say!(ToolchainLineIsNewer { path: file, version: version.as_str() });
            Err(Problem::new(Code::ProjectEdit, says).with_next(Sentence::NameGoWithLine))
        }
    }
}

/// `None` if the file stays as it is.
pub(super) fn edited(
    root: &Path,
    file: &Path,
    edit: impl FnOnce(ProjectText<'_>) -> Result<String, NotEdited>,
) -> Result<Option<FileEdit>> {
    let (text, kind) = read(root, file)?;
    let new = edit(ProjectText::alone(kind, file, &text)).map_err(|why| not_edited(file, &why))?;
    Ok(FileEdit::between(relative(root, file), &text, &new))
}

pub(super) fn read(root: &Path, file: &Path) -> Result<(String, FileKind)> {
    let path = relative(root, file);
    let text = edit::read(root, path).map_err(|why| not_edited(file, &why))?;
    let kind = FileKind::of(path).ok_or_else(|| not_edited(file, &NotEdited::Link))?;
    Ok((text, kind))
}

fn relative<'a>(root: &Path, file: &'a Path) -> &'a Path {
    file.strip_prefix(root).unwrap_or(file)
}

pub(super) fn not_edited(file: &Path, why: &NotEdited) -> Problem {
    Problem::new(Code::ProjectEdit, say!(FileNotEdited { path: file, why: why.says() }))
}
