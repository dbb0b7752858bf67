//! Programs built with a Go version that has known vulnerabilities. They stay vulnerable until they are rebuilt.
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::AuditData;
use crate::base::paths::real;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::cases::Engine;
use crate::machine::effect::of_io;
use crate::net::http::HttpError;
use crate::released::advisories::{Advisories, AffectedPackage, DatabaseStamp, Part, Vulnerability};
use crate::released::catalog::Catalog;
use crate::which_go::buildinfo::{self, BuildInfo};

const FILES: usize = 200_000;
const DEPTH: usize = 64;
/// How many unreadable files are reported one by one.
const TOLD: usize = 20;
/// The tools whose vulnerabilities can end up in a program. Those of other tools affect only the build itself.
const MAKERS: [&str; 4] = ["cmd/compile", "cmd/link", "cmd/asm", "cmd/cgo"];

/// The output of `audit` about programs.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramsReport {
    /// The Go programs that were found, those to rebuild first.
    pub programs: Vec<AuditedProgram>,
    /// How many have known vulnerabilities and have to be rebuilt.
    pub rebuild: u32,
    /// How many could not be judged, because the Go that built them is unknown, they could not be read, or the search
    /// ended before them. They may have vulnerabilities, too.
    pub unknown: u32,
    /// The known vulnerabilities of the Go versions that built them, newest first.
    pub vulnerabilities: Vec<Vulnerability>,
    /// The newest stable release, if known. It has none of these vulnerabilities, unless it is listed above.
    pub newest: Option<Version>,
    /// The number of files that were read.
    pub files: u32,
    /// The source of the data, and its age.
    pub database: DatabaseStamp,
    pub warnings: Vec<Problem>,
}

/// A Go program. Texts that Go wrote into it are reported unchanged.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditedProgram {
    pub path: PathBuf,
    /// The import path of its main package; `null` if it does not say.
    pub package: Option<String>,
    /// The Go that built it, such as `go1.27.3`, or a longer text if that was not a plain release.
    pub built_with: String,
    /// The release of that Go; `null` if it is not one that releases can be compared with, so that its vulnerabilities are
    /// unknown.
    pub version: Option<Version>,
    /// The target that it was built for, if it says so.
    pub target: Option<Target>,
    /// The ids of the known vulnerabilities of that Go that may be in the program.
    pub vulnerabilities: Vec<String>,
    /// The release of the same line that has none of these; `null` if there is none.
    pub fixed_in: Option<Version>,
    /// Its name for `upgo tools rebuild`, if that can rebuild it.
    pub tool: Option<String>,
}

impl Engine {
    /// Reads files and searches folders, without following links in them. Executes nothing.
    pub fn audit_programs(&self, paths: &[PathBuf], offline: bool, cancel: &Cancel) -> Result<ProgramsReport> {
        let mut walk = ProgramWalk::default();
        for path in paths {
            walk.look_at(&std::path::absolute(path).map_err(crate::cases::snapshot::disk)?, cancel)?;
        }
        let AuditData { catalog, advisories, mut warnings } = self.hear(offline, cancel)?;
        let unread = walk.unread.len() + usize::from(walk.is_cut_short);
        warnings.extend(walk.warnings());
        let tools = self.rebuildable_tools();
        let mut known = KnownOfPrograms { advisories: &advisories, catalog: catalog.as_ref(), found: BTreeMap::new() };
        let describe = |(path, build): (PathBuf, BuildInfo)| {
            let target = target_of(&build);
            let known = known.of(&build, target.as_ref().unwrap_or(self.target()));
            let tool = tools.get(&real(&path)).cloned().filter(|_| !known.ids.is_empty());
            AuditedProgram {
                path,
                package: Some(build.package.clone()).filter(|package| !package.is_empty()),
                version: known.version,
                built_with: build.go,
                target,
                vulnerabilities: known.ids,
                fixed_in: known.fixed_in,
                tool,
            }
        };
        let mut programs: Vec<AuditedProgram> = walk.programs.into_iter().map(describe).collect();
        programs.sort_by_key(|program| (Reverse(program.vulnerabilities.len()), program.path.clone()));
        let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(ProgramsReport {
            rebuild: count(programs.iter().filter(|program| !program.vulnerabilities.is_empty()).count()),
            unknown: count(programs.iter().filter(|program| program.version.is_none()).count() + unread),
            programs,
            vulnerabilities: known.found.into_values().rev().collect(),
            newest: catalog.as_ref().and_then(Catalog::newest).map(|release| release.version.clone()),
            files: count(walk.files),
            database: advisories.stamp,
            warnings,
        })
    }

    /// The `go install` programs that Upgo can rebuild: their names by their files.
    fn rebuildable_tools(&self) -> BTreeMap<PathBuf, String> {
        let Ok(seen) = self.see_tools() else { return BTreeMap::new() };
        let able = seen.tools.into_iter().filter(|tool| tool.recipe.is_ok());
        able.map(|seen| (real(&seen.tool.path), seen.tool.name())).collect()
    }
}

struct KnownOfPrograms<'a> {
    advisories: &'a Advisories,
    catalog: Option<&'a Catalog>,
    found: BTreeMap<String, Vulnerability>,
}

#[derive(Default)]
struct KnownOfProgram {
    /// The release of its Go, if the vulnerabilities of that are known.
    version: Option<Version>,
    ids: Vec<String>,
    fixed_in: Option<Version>,
}

impl KnownOfPrograms<'_> {
    fn of(&mut self, build: &BuildInfo, target: &Target) -> KnownOfProgram {
        let Some(version) = build.version() else { return KnownOfProgram::default() };
        let Some(known) = self.advisories.on(target).known(&version, self.catalog) else {
            return KnownOfProgram::default();
        };
        let carried: Vec<_> = known.vulnerabilities.into_iter().filter(is_carried).collect();
        let ids: Vec<_> = carried.iter().map(|one| one.id.clone()).collect();
        self.found.extend(carried.into_iter().map(|one| (one.id.clone(), one)));
        KnownOfProgram { version: Some(version), fixed_in: known.fixed_by.patch.filter(|_| !ids.is_empty()), ids }
    }
}

/// Whether a program inherits it from the Go that built it.
fn is_carried(vulnerability: &Vulnerability) -> bool {
    let makes_programs = |package: &AffectedPackage| MAKERS.contains(&package.path.as_str());
    let Vulnerability { part, packages, .. } = vulnerability;
    *part == Part::Stdlib || packages.is_empty() || packages.iter().any(makes_programs)
}

fn target_of(build: &BuildInfo) -> Option<Target> {
    format!("{}-{}", build.setting("GOOS")?, build.setting("GOARCH")?).parse().ok()
}

#[derive(Default)]
struct ProgramWalk {
    files: usize,
    programs: Vec<(PathBuf, BuildInfo)>,
    unread: Vec<Problem>,
    is_cut_short: bool,
}

impl ProgramWalk {
    /// Reads a file that the user names, or everything in a folder. A path that does not exist is an error, because it
    /// may be a mistyped version, which must not look like a clean result.
    fn look_at(&mut self, path: &Path, cancel: &Cancel) -> Result<()> {
        if !path.exists() {
            let said = say!(NeitherReleaseNorFile { path });
            return Err(Problem::new(Code::Usage, said));
        }
        if !path.is_dir() {
            self.read(path, true);
            return Ok(());
        }
        let mut folders = vec![(path.to_owned(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let entries = fs::read_dir(&folder)
                .map_err(|error| Problem::new(of_io(&error), Statement::quoted(error.to_string())));
            for entry in entries.map_err(|problem| self.unread.push(problem)).into_iter().flatten().flatten() {
                cancel.check().map_err(HttpError::from)?;
                let Ok(kind) = entry.file_type() else { continue };
                if self.files == FILES || (kind.is_dir() && depth == DEPTH) {
                    self.is_cut_short = true;
                } else if kind.is_dir() {
                    folders.push((entry.path(), depth + 1));
                } else if kind.is_file() {
                    self.read(&entry.path(), false);
                }
            }
        }
        Ok(())
    }

    /// A file that the user did not name need not be a program.
    fn read(&mut self, path: &Path, is_named: bool) {
        self.files += 1;
        match buildinfo::read(path) {
            Ok(build) => self.programs.push((path.to_owned(), build)),
            Err(error) if !is_named && error.is_other_file() => {}
            Err(error) => self.unread.push(error.into()),
        }
    }

    fn warnings(&mut self) -> Vec<Problem> {
        let mut warnings = std::mem::take(&mut self.unread);
        let more = warnings.len().saturating_sub(TOLD);
        warnings.truncate(TOLD);
        let say = |what: Statement| Problem::new(Code::Other, what).with_next(Sentence::NameSmallerFolder);
        warnings.extend((more > 0).then(|| say(say!(MoreFilesUnread { count: more }))));
        let cut = say!(SearchCutShort { files: FILES, depth: DEPTH });
        warnings.extend(self.is_cut_short.then(|| say(cut)));
        warnings
    }
}
