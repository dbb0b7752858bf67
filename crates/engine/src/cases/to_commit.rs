//! What to commit after an edit of projects. The user's own Git makes the commits, with the user's hooks and signature.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Engine;
use super::raised_lines::is_patch;
use crate::base::shell::Shell;
use crate::base::version::Version;
use crate::change::plan::{Action, Plan, Step};
use crate::environment::Syntax;
use crate::machine::platform;
use crate::projects::edit::{FileEdit, HunkLine};
use crate::projects::repository_around;
use crate::released::advisories::Advisories;
use crate::which_go::go_shell::ShellFacts;

const NAMED: usize = 3;

/// The edited files of one repository, and commands that commit them.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ToCommit {
    pub repository: PathBuf,
    /// The files, relative to it.
    pub files: Vec<PathBuf>,
    pub branch: String,
    /// A message of one line: the release, and the vulnerabilities that it fixes.
    pub message: String,
    /// The commands of Git, for the user's shell; empty if a name cannot be typed in it.
    pub commands: Vec<String>,
}

impl Engine {
    /// In order of the repositories. Nothing of a repository's Git is read.
    pub(super) fn to_commit(&self, plan: &Plan) -> Vec<ToCommit> {
        if !matches!(plan.action, Action::RaiseProjects | Action::FixProjects) {
            return Vec::new();
        }
        let mut repositories: BTreeMap<PathBuf, (Vec<&FileEdit>, Vec<PathBuf>, &Version)> = BTreeMap::new();
        for step in &plan.steps {
            let Step::EditProject { folder, version, files } = step else { continue };
            for file in files {
                let path = folder.join(&file.path);
                let Some(repository) = repository_around(&path) else { continue };
                let inner = path.strip_prefix(repository).unwrap_or(&path).to_owned();
                let entry = repositories.entry(repository.to_owned());
                let entry = entry.or_insert_with(|| (Vec::new(), Vec::new(), version));
                entry.0.push(file);
                entry.1.push(inner);
            }
        }
        let advisories = self.known_advisories();
        let shell = self.usual_shell().unwrap_or(Shell::Bash);
        let one = |(repository, (edits, mut files, version)): (PathBuf, (Vec<&FileEdit>, Vec<PathBuf>, &Version))| {
            files.sort();
            let message = if plan.action == Action::FixProjects {
                format!("Apply go fix of Go {}", version.number())
            } else {
                let fixes = advisories.as_ref().map_or(Vec::new(), |known| self.fixed_by(&edits, known));
                message_of_raise(version, &fixes)
            };
            let branch = branch_of(plan.action, version, &repository);
            let commands = commands(shell, &repository, &files, &branch, &message);
            ToCommit { repository, files, branch, message, commands }
        };
        repositories.into_iter().map(one).collect()
    }

    pub(super) fn usual_shell(&self) -> Option<Shell> {
        let variable = |name: &str| self.variable(name);
        let ancestors = &platform::ancestors();
        let facts = ShellFacts { syntax: Syntax::NATIVE, find: &|_| None, variable: &variable, ancestors };
        facts.usual()
    }

    /// The vulnerabilities of the oldest release that the lines named, without those of the newest that they name now.
    fn fixed_by(&self, edits: &[&FileEdit], advisories: &Advisories) -> Vec<String> {
        let known = |version: Option<Version>| advisories.on(self.target()).known(&version?, None);
        let [before, after] = [false, true].map(|is_added| releases_in(edits, is_added));
        let (Some(old), Some(new)) = (known(before.into_iter().min()), known(after.into_iter().max())) else {
            return Vec::new();
        };
        let ids = old.vulnerabilities.into_iter().map(|one| one.id);
        ids.filter(|id| new.vulnerabilities.iter().all(|one| one.id != *id)).collect()
    }
}

fn releases_in(edits: &[&FileEdit], is_added: bool) -> Vec<Version> {
    let lines = edits.iter().flat_map(|edit| &edit.hunks).flat_map(|hunk| &hunk.lines);
    let texts = lines.filter_map(|line| match line {
        HunkLine::Added(text) if is_added => Some(text),
        HunkLine::Removed(text) if !is_added => Some(text),
        _ => None,
    });
    let words = texts.flat_map(|text| text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.'));
    let releases = words.map(|word| word.strip_prefix("go").unwrap_or(word)).filter(|number| is_patch(number));
    releases.filter_map(|number| Version::from_name(&format!("go{number}")).ok()).collect()
}

/// In English, as is usual for what others read.
fn message_of_raise(version: &Version, fixes: &[String]) -> String {
    let raised = format!("Raise Go to {}", version.number());
    let more = fixes.len().saturating_sub(NAMED);
    let named: Vec<String> =
        fixes.iter().take(NAMED).cloned().chain((more > 0).then(|| format!("{more} more"))).collect();
    match named.split_last() {
        None => raised,
        Some((last, [])) => format!("{raised}, which fixes {last}"),
        Some((last, others)) => format!("{raised}, which fixes {} and {last}", others.join(", ")),
    }
}

/// Work trees of one repository share its branches, so each gets a name of its own.
fn branch_of(action: Action, version: &Version, repository: &Path) -> String {
    let fix = if action == Action::FixProjects { "-fix" } else { "" };
    let is_linked = repository.join(".git").symlink_metadata().is_ok_and(|git| git.is_file());
    let name = repository.file_name().filter(|_| is_linked).map(|name| name.to_string_lossy().into_owned());
    let tree: String = name.iter().flat_map(|name| name.chars()).filter(char::is_ascii_alphanumeric).collect();
    let tree = if tree.is_empty() { tree } else { format!("-{tree}") };
    format!("upgo/{version}{fix}{tree}")
}

fn commands(shell: Shell, repository: &Path, files: &[PathBuf], branch: &str, message: &str) -> Vec<String> {
    let word = |path: &Path| shell.word(path.to_str()?);
    let all = || {
        let repository = word(repository)?;
        let names: Vec<String> = files.iter().map(|file| word(file)).collect::<Option<_>>()?;
        // what looks like a pattern is a name
        let is_pattern = |name: &String| name.contains(['*', '?', '[', ':', '\\']);
        let literal = if names.iter().any(is_pattern) { " --literal-pathspecs" } else { "" };
        Some(vec![
            format!("git -C {repository} switch -c {branch}"),
            format!("git{literal} -C {repository} commit -m {} -- {}", shell.word(message)?, names.join(" ")),
        ])
    };
    all().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(before: &str, after: &str) -> FileEdit {
        FileEdit::between(Path::new("Dockerfile"), before, after).unwrap()
    }

    #[test]
    fn the_releases_that_lines_name_are_compared() {
        for (before, named) in [
            ("FROM golang:1.26.5-alpine\n", &["go1.26.5"][..]),
            ("go 1.26.5\ntoolchain go1.26.6\n", &["go1.26.5", "go1.26.6"]),
            ("go-version: '1.26'\n", &[]),
            ("go-version: \"1.26.10\" # not 10.0.0.1\n", &["go1.26.10"]),
            ("golang 1.27rc1\n", &[]),
        ] {
            let edit = edit(before, "FROM golang:1.27.3\n");
            let found = |is_added| releases_in(&[&edit], is_added);
            assert_eq!(found(false).iter().map(Version::as_str).collect::<Vec<_>>(), named, "{before}");
            assert_eq!(found(true).iter().map(Version::as_str).collect::<Vec<_>>(), ["go1.27.3"]);
        }
    }

    #[test]
    fn a_message_is_one_line_and_names_what_is_fixed() {
        let go = Version::from_name("go1.27").unwrap();
        let ids = |count: usize| (1..=count).map(|id| format!("GO-2026-{id}")).collect::<Vec<_>>();
        let said = |count| message_of_raise(&go, &ids(count));
        assert_eq!(said(0), "Raise Go to 1.27");
        assert_eq!(said(1), "Raise Go to 1.27, which fixes GO-2026-1");
        assert_eq!(said(2), "Raise Go to 1.27, which fixes GO-2026-1 and GO-2026-2");
        assert_eq!(said(9), "Raise Go to 1.27, which fixes GO-2026-1, GO-2026-2, GO-2026-3 and 6 more");
    }

    #[test]
    fn commands_are_quoted_for_the_shell() {
        let said = |shell, folder: &str, files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            commands(shell, Path::new(folder), &files, "upgo/go1.27", "Raise Go to 1.27")
        };
        let expected = ["git -C /a/b switch -c upgo/go1.27", "git -C /a/b commit -m 'Raise Go to 1.27' -- go.mod"];
        assert_eq!(said(Shell::Bash, "/a/b", &["go.mod"]), expected);
        let spaced = said(Shell::PowerShell, "C:\\a b", &["go.mod", "it\u{2019}s.go"]);
        assert_eq!(spaced[0], "git -C 'C:\\a b' switch -c upgo/go1.27");
        assert!(spaced[1].ends_with("-- go.mod 'it\u{2019}\u{2019}s.go'"), "{spaced:?}");
        assert!(said(Shell::Bash, "/a", &[":(top)x.go", "$(x).go"])[1].starts_with("git --literal-pathspecs -C /a "));
        assert!(said(Shell::Zsh, "/a", &["$(x).go"])[1].ends_with("-- '$(x).go'"));
        assert!(said(Shell::Bash, "/a\nb", &["go.mod"]).is_empty(), "that cannot be typed");
        assert!(said(Shell::Cmd, "C:\\a%PATH%", &["go.mod"]).is_empty());
        assert_eq!(said(Shell::Cmd, "C:\\a b", &["go.mod"])[0], "git -C \"C:\\a b\" switch -c upgo/go1.27");
    }
}
