//! `projects`: the user's Go projects, the Go that each gets, and whether the offered upgrade concerns it. The Go of a
//! project is the answer of `why` in its folder, now and on the machine as the upgrade would leave it, described as
//! data.
mod change;
mod files;
mod ground;
mod report;
mod upgraded;
mod verdict;

pub use report::{ProjectConcern, ProjectFinding, ProjectFindingKind, ProjectGo, ProjectReport, ProjectsReport};

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::overview::OverviewFacts;
use super::why::{WhyReport, full_folder};
use super::{Engine, WhichTerminal};
use crate::base::paths::clean;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::secret::without_secrets;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Able;
use crate::change::site::Site;
use crate::environment::{self, VariableScope};
use crate::guidance::watch::Memory;
use crate::machine::platform;
use crate::net::http::HttpError;
use crate::projects::{
    self, Asked, AskedBy, AskedMeaning, EditorFolders, FileKind, FoundFile, FoundFiles, Search, above, find, go_lines,
    in_parallel, recent_folders,
};
use crate::which_go::inventory::{Origin, at_root};
use crate::which_go::toolchain::{
    self, Files, GoError, GoFile, GoSettingSource, Machine, Mode, READ_MAX, Terminal, Upgo, Variable, parse_setting,
};

use files::{SeenFiles, UpgradedTree};
pub(in crate::cases) use ground::{EditedTexts, text_of};
use ground::{Ground, is_within, lines_of};
use upgraded::Upgraded;
use verdict::{ProjectJudge, VerdictFacts};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectsRequest {
    /// If empty, those in the setting `projects`, and editors' recent workspaces if `projects-from-editors` allows it.
    pub folders: Vec<PathBuf>,
}

struct ProjectTerminals {
    today: (Terminal, Upgo),
    after: Option<Upgraded>,
    /// With nothing but the files of a project.
    bare: Option<Upgraded>,
}

impl Engine {
    /// Writes nothing of others, does not go online, and executes nothing of a project. A shell may be asked for its Go.
    pub fn list_projects(&self, request: &ProjectsRequest, cancel: &Cancel) -> Result<ProjectsReport> {
        self.list_edited_projects(request, &EditedTexts::new(), cancel)
    }

    /// The report as it would be with other texts in some files.
    pub(in crate::cases) fn list_edited_projects(
        &self,
        request: &ProjectsRequest,
        edited: &EditedTexts,
        cancel: &Cancel,
    ) -> Result<ProjectsReport> {
        let mut warnings = self.recover_and_warn();
        let folders = self.project_folders(&request.folders, &mut warnings)?;
        let found = self.find_projects(&folders, cancel)?;
        let truncated = found.truncated;
        let unread = found.unread.clone();
        if !unread.is_empty() && found.files.is_empty() {
            let names = folders.iter().map(|folder| say!(Named { name: folder.as_path() }));
            let either = names.reduce(|first, second| say!(Either { first, second }));
            let message = say!(NoFolderRead { folders: either.unwrap_or(Sentence::Nothing.into()) });
            warnings.push(Problem::new(Code::ProjectFile, message));
        }
        let others: Vec<_> = found.files.iter().filter(|file| file.kind != FileKind::GoMod).cloned().collect();
        let read = in_parallel(&others, |chunk| {
            chunk
                .iter()
                .take_while(|_| !cancel.is_cancelled())
                .map(|file| (file.clone(), lines_of(file, edited)))
                .collect()
        });
        let ground = Ground::of(found, read);
        warnings.extend(ground.unread.iter().map(|(_, problem)| problem.clone()));
        let seen = self.see()?;
        let offered = self.assess(&seen, &Memory::read(self.home())).offer.map(|offer| offer.version);
        let terminals = self.project_terminals(&seen, offered.as_ref())?;
        let able = self.able()?;
        let known = VerdictFacts { seen: &seen, target: self.target(), after: offered.as_ref() };
        let looked =
            Looked { folders: &folders, ground: &ground, edited, terminals: &terminals, known: &known, able: &able };
        let projects = in_parallel(&ground.projects, |chunk| self.report_on(chunk, &looked, cancel));
        cancel.check().map_err(HttpError::from)?;
        let concerned = projects.iter().filter(|project| project.concern.is_concerned()).count();
        Ok(ProjectsReport {
            folders,
            runs: seen.active.as_ref().and_then(|active| active.found.version.clone()),
            offered,
            concerned: u32::try_from(concerned).unwrap_or(u32::MAX),
            projects,
            truncated,
            unread: unread.into_iter().chain(ground.unread.iter().map(|(file, _)| file.clone())).collect(),
            disagreements: None,
            warnings,
        })
    }

    /// The folders to search: the given ones, which must exist, or those of the settings.
    fn project_folders(&self, given: &[PathBuf], warnings: &mut Vec<Problem>) -> Result<Vec<PathBuf>> {
        let mut folders = Vec::new();
        for folder in given {
            folders.push(full_folder(folder)?);
        }
        if given.is_empty() {
            for folder in &self.settings().projects {
                match full_folder(folder) {
                    Ok(folder) => folders.push(folder),
                    Err(problem) => warnings.push(
                        Problem::new(Code::ProjectFile, problem.message)
                            .with_next(say!(StopSearching { folder: platform::typed(folder) })),
                    ),
                }
            }
            let variable = |name: &str| self.variable(name);
            let config = environment::config_folder(&self.target().os, &variable);
            if let Some(config) = config.filter(|_| self.settings().projects_from_editors) {
                let user = self.user_folder();
                folders.extend(recent_folders(EditorFolders { config: &config, user: user.as_deref() }));
            }
        }
        let mut seen: Vec<PathBuf> = Vec::new();
        folders.retain(|folder| {
            let is_new = !seen.iter().any(|known| platform::is_same_path(known, folder));
            seen.push(folder.clone());
            is_new
        });
        Ok(folders)
    }

    /// A folder inside of a repository, or of a module, has the files above it, too.
    fn find_projects(&self, folders: &[PathBuf], cancel: &Cancel) -> Result<FoundFiles> {
        let mut found = self.search(folders, cancel)?;
        for folder in folders {
            let is_module_there = |file: &FoundFile| file.kind == FileKind::GoMod && file.path.starts_with(folder);
            let has_module = found.files.iter().any(is_module_there);
            let (repository, files) = above(folder);
            found.repositories.extend(repository);
            let (modules, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.kind == FileKind::GoMod);
            found.files.extend(others);
            // a folder of packages belongs to the nearest module above it
            let nearest = modules.into_iter().max_by_key(|file| file.path.components().count());
            found.files.extend(nearest.filter(|_| !has_module));
        }
        found.files.sort();
        found.files.dedup();
        Ok(found)
    }

    fn search(&self, folders: &[PathBuf], cancel: &Cancel) -> Result<FoundFiles> {
        let cache = environment::module_cache(&|name| self.variable(name));
        let without: Vec<PathBuf> = std::iter::once(self.home().root().to_owned()).chain(cache).collect();
        Ok(find(Search { folders, without: &without }, cancel).map_err(HttpError::from)?)
    }

    /// The modules in folders of the settings, or such a folder itself if it has none.
    pub(in crate::cases) fn modules_in(&self, folders: &[PathBuf], cancel: &Cancel) -> Result<Vec<PathBuf>> {
        let full: Vec<PathBuf> = folders.iter().map(|folder| full_path(folder)).collect();
        let found = self.search(&full, cancel)?;
        let modules = found.files.iter().filter(|file| file.kind == FileKind::GoMod);
        let modules: Vec<PathBuf> = modules.filter_map(|file| file.path.parent()).map(Path::to_owned).collect();
        let has_none = |folder: &&PathBuf| !modules.iter().any(|module| module.starts_with(folder));
        let mut all: Vec<PathBuf> = full.iter().filter(has_none).cloned().chain(modules.iter().cloned()).collect();
        all.sort();
        all.dedup();
        Ok(all)
    }

    fn project_terminals(&self, seen: &OverviewFacts, offered: Option<&Version>) -> Result<ProjectTerminals> {
        let Machine { terminal, upgo, .. } = self.machine_in(WhichTerminal::New, None)?;
        let today = (terminal, upgo);
        let replaced = seen.active.as_ref().filter(|_| self.is_system_wide());
        let after = offered.map(|version| match replaced {
            Some(active) => {
                let root = active.found.root.clone();
                Upgraded {
                    terminal: today.0.clone(),
                    upgo: today.1.clone(),
                    tree: UpgradedTree { root, version: version.clone(), bin: None },
                }
            }
            None => self.upgraded(today.clone(), version),
        });
        let bare = Upgraded::with_files_only(&today);
        Ok(ProjectTerminals { today, after, bare })
    }

    fn report_on(
        &self,
        projects: &[PathBuf],
        Looked { folders, ground, edited, terminals, known, able }: &Looked<'_>,
        cancel: &Cancel,
    ) -> Vec<ProjectReport> {
        let seen = &SeenFiles::with(edited);
        let judge = ProjectJudge::new(known);
        let [upgraded, bare] = [&terminals.after, &terminals.bare]
            .map(|other| other.as_ref().map(|other| (other.files(seen), &other.terminal, &other.upgo)));
        let (terminal, upgo) = &terminals.today;
        let today = machine(seen, &self.site, terminal, upgo);
        let after = upgraded.as_ref().map(|(files, terminal, upgo)| machine(files, &self.site, terminal, upgo));
        let bare = bare.as_ref().map(|(files, terminal, upgo)| machine(files, &self.site, terminal, upgo));
        let origins: RefCell<HashMap<PathBuf, Origin>> = RefCell::default();
        self.with_surroundings(|around| {
            let origin = &|root: &Path| {
                if let Some(origin) = origins.borrow().get(root) {
                    return *origin;
                }
                let origin = at_root(around, root).origin;
                origins.borrow_mut().insert(root.to_owned(), origin);
                origin
            };
            let mut reading = ProjectReading { seen, ground, judge, known, able, origin, folders, today, after, bare };
            let projects = projects.iter().take_while(|_| !cancel.is_cancelled());
            projects.map(|folder| reading.report(folder)).collect()
        })
    }
}

struct Looked<'a> {
    folders: &'a [PathBuf],
    ground: &'a Ground,
    edited: &'a EditedTexts,
    terminals: &'a ProjectTerminals,
    known: &'a VerdictFacts<'a>,
    able: &'a Able,
}

struct ProjectReading<'a> {
    seen: &'a SeenFiles,
    ground: &'a Ground,
    judge: ProjectJudge<'a>,
    known: &'a VerdictFacts<'a>,
    able: &'a Able,
    origin: &'a dyn Fn(&Path) -> Origin,
    folders: &'a [PathBuf],
    today: Machine<'a>,
    after: Option<Machine<'a>>,
    bare: Option<Machine<'a>>,
}

impl ProjectReading<'_> {
    fn report(&mut self, folder: &Path) -> ProjectReport {
        let (seen, able, origin) = (self.seen, self.able, self.origin);
        self.today.terminal.folder = Some(folder.to_owned());
        let answer = toolchain::answer(&self.today);
        let repository = self.ground.repository(folder);
        let (work, refusal) = self.only_by_files(folder, repository.as_deref());
        let mut asked = own_lines(seen, folder, work.as_ref());
        asked.extend(setting_line(&answer));
        let workspace = answer.project.work.as_ref().map(|work| work.path.clone());
        let now = WhyReport::of_answer(&self.today, answer, origin, able);
        let then = self.after.as_mut().map(|machine| {
            machine.terminal.folder = Some(folder.to_owned());
            WhyReport::of(machine, origin, able)
        });
        let (others, are_all) = self.ground.asked(folder);
        asked.extend(others);
        let text = seen.read(&folder.join("go.mod"));
        let lines = go_lines(&folder.join("go.mod"), text.as_deref().unwrap_or_default());
        let imports = self.known.seen.projects.0.iter().find(|project| project.folder == *folder);
        let (today, after) = (ProjectGo::of(now), then.map(ProjectGo::of));
        let is_read = text.as_ref().is_some_and(|text| (text.len() as u64) < READ_MAX);
        let unread = if is_read { Sentence::AskedTooOften.into() } else { say!(CannotRead { file: "go.mod" }) };
        let verdict = self.judge.verdict(&verdict::Case {
            base: repository.as_deref().unwrap_or(folder),
            asked: &asked,
            today: &today,
            after: after.as_ref(),
            imports,
            unread: Some(unread).filter(|_| !(is_read && are_all)),
            // an empty one is the end of the module above it
            refusal: refusal.filter(|_| text.as_deref().is_some_and(|text| !is_without_lines(text))),
        });
        ProjectReport {
            name: name_of(folder, self.folders),
            folder: folder.to_owned(),
            module: lines.module,
            workspace,
            repository,
            go: lines.go.map(|said| said.text),
            toolchain: lines.toolchain.map(|said| said.text),
            asked,
            today,
            after,
            concern: verdict.concern,
            line: verdict.statement,
            findings: verdict.findings,
            vulnerabilities: verdict.vulnerabilities,
            fixed: verdict.fixed,
        }
    }

    /// The `go.work` of a project, and why Go refuses it, judging by nothing but its files. A `go.work` above the
    /// repository belongs to the machine.
    fn only_by_files(&mut self, folder: &Path, repository: Option<&Path>) -> (Option<GoFile>, Option<Statement>) {
        let Some(bare) = &mut self.bare else { return (None, None) };
        let mut within = folder.ancestors().take_while(|folder| is_within(folder, repository));
        let has_work = within.any(|folder| self.seen.is_file(&folder.join("go.work")));
        let off = Variable { value: "off".into(), scope: VariableScope::Terminal };
        bare.terminal.variables = (!has_work).then(|| ("GOWORK".to_owned(), off.clone())).into_iter().collect();
        bare.terminal.folder = Some(folder.to_owned());
        let mut answer = toolchain::answer(bare);
        if matches!(answer.refusal, Some(GoError::NotInWork(_))) {
            // left out of the workspace, it is built without
            bare.terminal.variables.insert("GOWORK".to_owned(), off);
            answer = toolchain::answer(bare);
        }
        let (work, is_refused) = (answer.project.work.clone(), answer.refusal.is_some());
        let problem = || WhyReport::of_answer(bare, answer, self.origin, self.able).problem;
        (work, is_refused.then(problem).flatten().map(|problem| problem.message))
    }
}

fn machine<'a>(files: &'a dyn Files, site: &'a Site, terminal: &Terminal, upgo: &Upgo) -> Machine<'a> {
    let (target, terminal, upgo) = (site.target().clone(), terminal.clone(), upgo.clone());
    Machine { files, target, terminal, upgo, tries: site }
}

fn own_lines(files: &dyn Files, folder: &Path, work: Option<&GoFile>) -> Vec<Asked> {
    let of_work = work.map(|work| projects::asked(FileKind::GoWork, &work.path, &work.text));
    let module = folder.join("go.mod");
    let text = files.read(&module).unwrap_or_default();
    let of_module = projects::asked(FileKind::GoMod, &module, &text);
    of_work.into_iter().flatten().chain(of_module).collect()
}

fn setting_line(answer: &toolchain::Answer) -> Option<Asked> {
    let setting = answer.settings.get("GOTOOLCHAIN")?;
    let file = match setting.source {
        GoSettingSource::Variable(_) => None,
        GoSettingSource::UserFile(file) => Some(file),
        GoSettingSource::Tree(_) => return None,
    };
    let (means, version) = match parse_setting(&setting.value) {
        Ok((Some(name), mode)) if name != "local" => {
            let means = if mode == Mode::Fixed { AskedMeaning::Exactly } else { AskedMeaning::AtLeast };
            (means, Version::from_toolchain(&name).ok())
        }
        Ok(_) => (AskedMeaning::Other, None),
        Err(_) => (AskedMeaning::Unknown, None),
    };
    let text = without_secrets(&setting.value);
    Some(Asked { by: AskedBy::Gotoolchain, file, line: 0, word: "GOTOOLCHAIN".to_owned(), text, means, version })
}

fn is_without_lines(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with("//"))
}

fn full_path(folder: &Path) -> PathBuf {
    platform::with_long_names(&clean(&std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())))
}

/// The name of a project for people: its path from the innermost folder that was searched.
fn name_of(folder: &Path, searched: &[PathBuf]) -> String {
    let within = searched.iter().filter_map(|searched| folder.strip_prefix(searched).ok());
    let short = within.min_by_key(|short| short.components().count());
    let own = || folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into());
    short.filter(|short| short.components().next().is_some()).map_or_else(own, |short| short.display().to_string())
}

impl ProjectGo {
    fn of(report: WhyReport) -> Self {
        let decides = report.chain.into_iter().find(|link| link.decides);
        let (version, from, unlisted) =
            report.toolchain.map_or((None, None, None), |found| (found.version, Some(found.from), found.unlisted));
        Self {
            version,
            from,
            unlisted,
            works: report.works,
            problem: report.problem,
            decided_by: decides.as_ref().map(|link| link.cause),
            reason: decides.map(|link| link.line.unwrap_or(link.effect)),
        }
    }
}
