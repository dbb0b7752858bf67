//! `projects raise --commit`: the raised lines of each repository as one commit on a new branch, for others to review.
//!
//! The commit has the edits of the newest commit, not of the files, so what is checked out stays as it is.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::commits::{commit_step, message_of, not_committed};
use super::pin::not_edited;
use super::raise_projects::{Base, RaisedGo, is_patch, raised_files};
use super::snapshot::Planning;
use super::{Engine, RehearsalReport};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::Step;
use crate::change::request::CommitWish;
use crate::net::http::HttpError;
use crate::projects::edit::{FileEdit, FileKind, HunkLine, NotEdited};
use crate::projects::repository::{CheckedOut, NewBranch, NotCommitted, Repository};
use crate::released::advisories::{Advisories, AffectedPackage, ProjectImports, Vulnerability};

/// How many modules are asked for their imports. `go list` needs up to a second for each.
const MOST: usize = 64;
/// How many vulnerabilities a message names one by one.
const NAMED: usize = 20;
/// How many packages are named that import a vulnerable one.
const IMPORTERS: usize = 3;

/// What all repositories of a plan have in common.
pub(super) struct Committing<'a> {
    /// The Go.
    pub(super) go: &'a RaisedGo,
    /// What the user wishes.
    pub(super) wish: &'a CommitWish,
    /// The rehearsal that decides, if there is one.
    pub(super) rehearsed: Option<&'a RehearsalReport>,
}

/// What a message says about the vulnerabilities that the raised lines fix.
#[derive(Default)]
struct Fixes {
    /// The oldest release that the lines named.
    before: Option<Version>,
    /// The vulnerabilities of that release that the new one does not have.
    vulnerabilities: Vec<Vulnerability>,
    /// What the modules of the repository import; `None` if that is not known of all of them.
    imports: Option<Vec<ProjectImports>>,
}

impl Engine {
    /// A step for each repository. Warnings say which are left out, and why.
    pub(super) fn commit_steps(
        &self,
        bases: &BTreeMap<PathBuf, Base>,
        committing: &Committing<'_>,
        planning: &mut Planning,
    ) -> Result<Vec<Step>, Problem> {
        let advisories = self.known_advisories();
        let mut steps = Vec::new();
        let mut asked = 0;
        for (folder, base) in bases {
            match self.ready(folder, base, committing, planning) {
                Ok(None) => {}
                Ok(Some((repository, branch, files))) => {
                    let known = (committing, advisories.as_ref());
                    let fixed = self.raise_fixes(base, &files, known, &mut asked, planning)?;
                    let branch = NewBranch { message: message(committing, &fixed), ..branch };
                    match commit_step(folder, committing.go.named(), &repository, branch, files) {
                        Ok(step) => steps.push(step),
                        Err(why) => planning.warnings.push(not_committed(folder, &why)),
                    }
                }
                Err(why) => planning.warnings.push(not_committed(folder, &why)),
            }
            planning.cancel.check().map_err(HttpError::from)?;
        }
        Ok(steps)
    }

    /// The repository, the branch without its commit, and the edits; `None` if nothing is to be raised.
    fn ready(
        &self,
        folder: &Path,
        base: &Base,
        committing: &Committing<'_>,
        planning: &mut Planning,
    ) -> Result<Option<(Repository, NewBranch, Vec<FileEdit>)>, NotCommitted> {
        if base.modules.is_empty() {
            return Ok(None);
        }
        let repository = Repository::open(folder)?;
        let checked_out = repository.checked_out()?;
        let read = |file: &Path| committed(&repository, &checked_out, folder, file);
        let files = raised_files(&read, folder, base, committing.go, &mut planning.warnings);
        if files.is_empty() {
            return Ok(None);
        }
        let branch = self.new_branch(&repository, checked_out, committing.branch(), &planning.cancel)?;
        Ok(Some((repository, branch, files)))
    }

    /// What the edits fix. The modules are asked for their imports only if they fix something.
    fn raise_fixes(
        &self,
        base: &Base,
        files: &[FileEdit],
        (committing, advisories): (&Committing<'_>, Option<&Advisories>),
        asked: &mut usize,
        planning: &mut Planning,
    ) -> Result<Fixes, Problem> {
        let Some(before) = named_before(files) else { return Ok(Fixes::default()) };
        let target = self.target();
        let known = |version: &Version| advisories.and_then(|known| known.on(target).known(version, None));
        let (Some(old), Some(new)) = (known(&before), known(&committing.go.version)) else {
            return Ok(Fixes::default());
        };
        let left: BTreeSet<&str> = new.vulnerabilities.iter().map(|one| one.id.as_str()).collect();
        let fixed = old.vulnerabilities.into_iter().filter(|one| !left.contains(one.id.as_str()));
        let vulnerabilities: Vec<Vulnerability> = fixed.collect();
        let mut imports = None;
        if !vulnerabilities.is_empty() && *asked + base.modules.len() <= MOST {
            *asked += base.modules.len();
            match self.projects(&base.modules, target, &planning.cancel, &mut planning.warnings) {
                Ok(listed) => imports = Some(listed.0).filter(|listed| listed.len() == base.modules.len()),
                Err(_) => planning.cancel.check().map_err(HttpError::from)?, // the message says that they are unknown
            }
        }
        Ok(Fixes { before: Some(before), vulnerabilities, imports })
    }
}

impl Committing<'_> {
    /// The name of the branches.
    fn branch(&self) -> String {
        self.wish.branch.clone().unwrap_or_else(|| format!("upgo/{}", self.go.named()))
    }
}

/// The text of a file in the newest commit, and its kind.
fn committed(
    repository: &Repository,
    checked_out: &CheckedOut,
    folder: &Path,
    file: &Path,
) -> Result<(String, FileKind), Problem> {
    let kind = FileKind::of(file).ok_or_else(|| not_edited(file, &NotEdited::Link))?;
    let path = file.strip_prefix(folder).map_err(|_| not_edited(file, &NotEdited::Link))?;
    let unread = |why: Statement| not_edited(file, &NotEdited::Unread(why.to_string()));
    let content = repository.content(&checked_out.commit, path).map_err(|why| unread(why.says()))?;
    let content = content.ok_or_else(|| {
        Problem::new(Code::ProjectLeftOut, Sentence::RaiseNotInCommit.with("path", path).with("folder", folder))
    })?;
    let text = String::from_utf8(content).map_err(|_| not_edited(file, &NotEdited::NotText))?;
    Ok((text, kind))
}

/// The oldest release that the removed lines name; `None` if they name release lines only.
fn named_before(files: &[FileEdit]) -> Option<Version> {
    let lines = files.iter().flat_map(|file| &file.hunks).flat_map(|hunk| &hunk.lines);
    let removed = lines.filter_map(|line| if let HunkLine::Removed(text) = line { Some(text) } else { None });
    let words = removed.flat_map(|text| text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.'));
    let releases = words.map(|word| word.strip_prefix("go").unwrap_or(word)).filter(|number| is_patch(number));
    releases.filter_map(|number| Version::from_name(&format!("go{number}")).ok()).min()
}

/// The message, in English as is usual for what others read.
fn message(committing: &Committing<'_>, fixes: &Fixes) -> String {
    let (go, to) = (committing.go.named(), committing.go.version.as_str());
    let mut parts = vec![format!("Raise Go to {}", go.number())];
    parts.extend(said_of_fixes(to, fixes));
    parts.push(match committing.rehearsed {
        None => "This was not rehearsed.".to_owned(),
        Some(report) => {
            let tests = if report.tests { "and no test that passed fails now" } else { "their tests were not run" };
            format!("Rehearsed: the raised modules build with {to} as they do with {}; {tests}.", report.from)
        }
    });
    message_of(&parts)
}

/// What the raised lines fix, as paragraphs.
fn said_of_fixes(to: &str, Fixes { before, vulnerabilities, imports }: &Fixes) -> Vec<String> {
    let Some(before) = before.as_ref().filter(|_| !vulnerabilities.is_empty()) else { return Vec::new() };
    let Some(projects) = imports else {
        let fixed = match vulnerabilities.len() {
            1 => "a known vulnerability".to_owned(),
            count => format!("{count} known vulnerabilities"),
        };
        return vec![format!("{to} fixes {fixed} of {before}. What is imported here is not known.")];
    };
    let used: Vec<&Vulnerability> =
        vulnerabilities.iter().filter(|one| projects.iter().any(|project| project.uses(&one.packages))).collect();
    let others = vulnerabilities.len() - used.len();
    let mut parts = Vec::new();
    if used.is_empty() {
        parts.push(format!(
            "None of the known vulnerabilities of {before} that {to} fixes is in a package that is imported here."
        ));
        return parts;
    }
    parts.push(format!("{to} fixes these known vulnerabilities of {before} in packages that are imported here:"));
    parts.extend(used.iter().take(NAMED).map(|one| entry(one, projects)));
    let more = used.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("It fixes {more} more in packages that are imported here."));
    }
    if others > 0 {
        parts.push(format!("It also fixes {others} in packages that are not imported here."));
    }
    parts.push("Imported does not mean that the vulnerable code is called.".to_owned());
    parts
}

/// A vulnerability, and who imports it.
fn entry(one: &Vulnerability, projects: &[ProjectImports]) -> String {
    let aliases = one.aliases.iter().filter(|alias| alias.starts_with("CVE-")).cloned().collect::<Vec<_>>().join(", ");
    let aliases = if aliases.is_empty() { aliases } else { format!(" ({aliases})") };
    let mut lines = vec![format!("- {}{aliases}: {}", one.id, one.summary.trim())];
    // nobody else can import an internal package
    let is_public = |package: &&AffectedPackage| package.path.split('/').all(|part| part != "internal");
    let imported = |package: &&AffectedPackage| projects.iter().any(|it| it.imports.contains(&package.path));
    for package in one.packages.iter().filter(is_public).filter(imported) {
        let direct = projects.iter().filter_map(|project| project.importers.get(&package.path)).flatten();
        let direct: BTreeSet<&str> = direct.map(String::as_str).collect();
        let named = direct.iter().take(IMPORTERS).copied().collect::<Vec<_>>().join(", ");
        let by = match direct.len() {
            0 => "other packages of the standard library".to_owned(),
            count if count > IMPORTERS => format!("{named} and others"),
            _ => named,
        };
        lines.push(format!("  {} is imported by {by}.", package.path));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(before: &str, after: &str) -> FileEdit {
        FileEdit::between(Path::new("Dockerfile"), before, after).unwrap()
    }

    #[test]
    fn the_oldest_release_that_the_lines_named_is_compared() {
        for (before, named) in [
            ("FROM golang:1.26.5-alpine\n", Some("go1.26.5")),
            ("go 1.26.5\ntoolchain go1.26.6\n", Some("go1.26.5")),
            ("go-version: '1.26'\n", None),
            ("go-version: \"1.26.10\" # not 10.0.0.1\n", Some("go1.26.10")),
            ("golang 1.27rc1\n", None),
        ] {
            let found = named_before(&[edit(before, "FROM golang:1.27.3\n")]);
            assert_eq!(found.as_ref().map(Version::as_str), named, "{before}");
        }
    }

    #[test]
    fn a_message_claims_no_more_than_is_known() {
        let go = RaisedGo::exactly(Version::from_name("go1.26.6").unwrap());
        let committing = Committing { go: &go, wish: &CommitWish::default(), rehearsed: None };
        assert_eq!(committing.branch(), "upgo/go1.26.6");
        let plain = message(&committing, &Fixes::default());
        assert_eq!(plain, "Raise Go to 1.26.6\n\nThis was not rehearsed.\n");
        let vulnerability = Vulnerability {
            id: "GO-2026-1".to_owned(),
            aliases: vec!["CVE-2026-1".to_owned(), "GHSA-1".to_owned()],
            summary: "Panic in net/http".to_owned(),
            part: crate::released::advisories::Part::Stdlib,
            packages: vec![AffectedPackage { path: "net/http".to_owned(), symbols: Vec::new() }],
            fixed_in: None,
            first_fixed: None,
            published_on: None,
            used_by: Vec::new(),
            links: Vec::new(),
        };
        let said = |imports: Option<&[&str]>| {
            let project = |imports: &&[&str]| ProjectImports {
                folder: "/m".into(),
                imports: imports.iter().map(|&package| package.to_owned()).collect(),
                importers: [("net/http".to_owned(), ["a", "b", "c", "d"].map(str::to_owned).to_vec())].into(),
            };
            let before = Version::from_name("go1.26.5").ok();
            let imports = imports.as_ref().map(|imports| vec![project(imports)]);
            message(&committing, &Fixes { before, vulnerabilities: vec![vulnerability.clone()], imports })
        };
        assert!(said(None).contains("What is imported here"), "{}", said(None));
        assert!(said(Some(&["fmt"])).contains("None of the known vulnerabilities"), "{}", said(Some(&["fmt"])));
        let used = said(Some(&["net/http"]));
        assert!(used.contains("- GO-2026-1 (CVE-2026-1): Panic in net/http\n"), "{used}");
        assert!(used.contains("  net/http is imported by a, b, c and others.\n"), "{used}");
    }
}
