//! The packages of the standard library that the user's projects import. Runs `go list` of the Go that a new terminal
//! runs, in the safe environment. Nothing is built or fetched, and only a temporary folder is written to.
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::base::bounded;
use crate::base::own_json;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::target::Target;
use crate::base::words::{Sentence, Statement};
use crate::cases::Engine;
use crate::environment;
use crate::machine::effect::{self, Ended};
use crate::net::http::HttpError;
use crate::projects::project_go;
use crate::projects::rebuild::UsableGo;
use crate::released::advisories::{ProjectImports, Projects};
use crate::which_go::inventory::probe;

/// The largest number of modules that are examined. `go list` needs up to a second for each.
const MOST: usize = 64;
/// Enough for a large module with a cold cache on a slow disk.
const PATIENCE: Duration = Duration::from_mins(2);
/// Prints a line for each package of the standard library, for each other package that uses cgo, and for each error of
/// the project. Each other package also says what it imports, those of the project with `<`, those of others with `>`.
const LINES: &str = concat!(
    "{{if .Standard}}+{{.ImportPath}}{{else if .CgoFiles}}+C{{end}}{{with .Error}}!{{.Err}}{{end}}",
    "{{if not .Standard}}\n{{if and .Module .Module.Main}}<{{else}}>{{end}}{{.ImportPath}} {{join .Imports \" \"}}{{end}}",
);

/// In bytes. A project has a few hundred imports.
const LARGEST: u64 = 8 << 20;
/// The largest number of packages that are named as importing one of the standard library.
const IMPORTERS: usize = 20;
/// Raised when the meaning of the file changes. A file of another format is ignored.
const FORMAT: u32 = 3;

#[answer(Deserialize, Serialize)]
struct StoredProjects {
    format: u32,
    projects: Projects,
}

impl Engine {
    /// Reads the imports, and stores them for callers that may not start a program.
    pub(in crate::cases) fn ask_projects(&self, cancel: &Cancel, warnings: &mut Vec<Problem>) -> Result<Projects> {
        let mut modules = self.modules_in(&self.settings().projects, cancel)?;
        if modules.len() > MOST {
            let message = say!(ModulesExamined { most: MOST, count: modules.len() });
            warnings.push(Problem::new(Code::ProjectUnread, message).with_next(Sentence::NameFewerProjects));
            modules.truncate(MOST);
        }
        let projects = self.projects(&modules, self.target(), cancel, warnings)?;
        if self.own_home().is_ok() && projects != self.known_projects() {
            let stored = StoredProjects { format: FORMAT, projects: projects.clone() };
            // Imports that cannot be stored are read again.
            let written = self
                .home
                .make(&self.home.cache())
                .and_then(|()| effect::replace(&self.imports(), &own_json::to_vec(&stored)?));
            written.ok();
        }
        Ok(projects)
    }

    pub(in crate::cases) fn known_projects(&self) -> Projects {
        let wanted = &self.settings().projects;
        let bytes = if wanted.is_empty() { None } else { bounded::read(&self.imports(), LARGEST).ok() };
        let stored: Option<StoredProjects> = bytes.and_then(|bytes| own_json::from_slice(&bytes));
        let projects = stored.filter(|stored| stored.format == FORMAT).map(|stored| stored.projects);
        let mut projects = projects.unwrap_or_default();
        projects.0.retain(|project| wanted.iter().any(|folder| project.folder.starts_with(folder)));
        projects
    }

    fn imports(&self) -> PathBuf {
        self.home.cache().join("imports.json")
    }

    /// Asks `go` what the modules in these folders import. A warning explains each one that cannot be read.
    pub(in crate::cases) fn projects(
        &self,
        folders: &[PathBuf],
        target: &Target,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Projects> {
        let mut projects = Projects::default();
        if folders.is_empty() {
            return Ok(projects);
        }
        let Some(go) = self.builder()? else {
            warnings.push(Problem::new(Code::GoMissing, Sentence::ImportsUnknownWithoutGo));
            return Ok(projects);
        };
        let go = match self.usable(&go) {
            Ok(go) => go,
            Err(error) => {
                let means = Sentence::ImportsUnknown.into();
                warnings.push(Problem { means, ..Problem::of(&error) });
                return Ok(projects);
            }
        };
        let own = effect::create_work_folder("audit").map_err(crate::cases::snapshot::disk)?;
        for folder in folders {
            let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
            let listed = self.list_imports(go, &folder, target, &own, cancel);
            let listed = listed.map_err(|error| unread(&folder, Statement::quoted(error.to_string())));
            match listed.and_then(|ended| understood(&folder, &ended)) {
                Ok((listed, problem)) => {
                    projects.0.push(ProjectImports { folder, ..listed });
                    warnings.extend(problem);
                }
                Err(problem) => warnings.push(problem),
            }
            if cancel.is_cancelled() {
                break;
            }
        }
        effect::remove_work_folder(&own); // our own folder in the temporary folder
        cancel.check().map_err(HttpError::from)?;
        Ok(projects)
    }

    fn list_imports(
        &self,
        go: UsableGo<'_>,
        folder: &Path,
        target: &Target,
        own: &Path,
        cancel: &Cancel,
    ) -> io::Result<Ended> {
        let variable = |name: &str| self.variable(name);
        let words = ["list", "-e", "-deps", "-f", LINES, "./..."].map(OsString::from);
        let mut command = project_go::command(go, folder, &words, probe::variables(own, &variable)?);
        command.stdin(Stdio::null()).env("GOOS", &target.os).env("GOARCH", target.goarch());
        // Files that use cgo import packages, too; the C compiler is not run. A workspace says where modules are.
        command.env("CGO_ENABLED", if target == self.target() { "1" } else { "0" }).env_remove("GOWORK");
        // Modules in the module cache are read there; others are not fetched (GOPROXY=off).
        let cache = environment::module_cache(&variable).map(OsString::from);
        command.envs(cache.map(|cache| ("GOMODCACHE", cache)));
        effect::run(&mut command, PATIENCE, cancel)
    }
}

fn understood(folder: &Path, ended: &Ended) -> Result<(ProjectImports, Option<Problem>)> {
    let imports: HashSet<String> =
        ended.output.lines().filter_map(|line| line.strip_prefix('+')).map(str::to_owned).collect();
    let fault = ended.output.lines().find_map(|line| line.strip_prefix('!'));
    let said = ended.errors.lines().chain(fault).find(|line| !line.trim().is_empty());
    // A project may import nothing. Of one without any package, the go command says so.
    if !ended.success || (imports.is_empty() && said.is_some()) {
        return Err(unread(
            folder,
            said.map_or(Sentence::ContainsNoPackage.into(), |said| Statement::quoted(said.trim())),
        ));
    }
    let partly = |fault: &str| {
        let fault = fault.trim_end_matches("; to add it:"); // the command for it is on the next line
        let why = Statement::quoted(fault.trim());
        Problem::new(Code::ProjectUnread, say!(ImportsPartly { folder, why }))
    };
    let importers = importers(&ended.output, &imports);
    Ok((ProjectImports { folder: folder.to_owned(), imports, importers }, fault.map(partly)))
}

/// Which packages import each of `standard` directly: those of the project first, and a few of the others.
fn importers(output: &str, standard: &HashSet<String>) -> BTreeMap<String, Vec<String>> {
    let mut importers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mark in ['<', '>'] {
        for line in output.lines().filter_map(|line| line.strip_prefix(mark)) {
            let mut words = line.split_whitespace();
            let Some(package) = words.next() else { continue };
            for imported in words.filter(|imported| standard.contains(*imported)) {
                let named = importers.entry(imported.to_owned()).or_default();
                if named.len() < IMPORTERS {
                    named.push(package.to_owned());
                }
            }
        }
    }
    importers
}

fn unread(folder: &Path, why: Statement) -> Problem {
    Problem::new(Code::ProjectUnread, say!(ImportsUnread { folder, why }))
}
