//! Whether the upgrade concerns a project, and what the user should know about it. Pure, but for what it remembers.
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;

use super::super::Cause;
use super::super::overview::OverviewFacts;
use super::{ProjectConcern, ProjectFinding, ProjectFindingKind, ProjectGo};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::projects::{Asked, AskedBy, AskedMeaning};
use crate::released::advisories::{Concerning, KnownVulnerabilities, ProjectImports};
use crate::released::catalog::Support;

/// The largest number of findings about one project.
const MOST: usize = 20;

/// The facts that are the same for every project.
pub(super) struct Known<'a> {
    pub(super) seen: &'a OverviewFacts,
    pub(super) target: &'a Target,
    /// The offered release.
    pub(super) after: Option<&'a Version>,
}

/// A project.
pub(super) struct Case<'a> {
    /// The folder that places are shown relative to.
    pub(super) base: &'a Path,
    pub(super) asked: &'a [Asked],
    pub(super) today: &'a ProjectGo,
    pub(super) after: Option<&'a ProjectGo>,
    /// What it imports, if known.
    pub(super) imports: Option<&'a ProjectImports>,
    /// Whether its `go.mod` cannot be read.
    pub(super) is_unread: bool,
}

/// What is to say about a project.
pub(super) struct Verdict {
    pub(super) concern: ProjectConcern,
    pub(super) statement: Statement,
    pub(super) findings: Vec<ProjectFinding>,
    pub(super) vulnerabilities: Option<Vec<String>>,
    pub(super) fixed: Vec<String>,
}

/// Judges projects, and remembers the vulnerabilities of each version.
pub(super) struct Judge<'a> {
    known: &'a Known<'a>,
    concerning: Option<Concerning<'a>>,
    versions: RefCell<HashMap<String, Option<Rc<KnownVulnerabilities>>>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(known: &'a Known<'a>) -> Self {
        let concerning = known.seen.advisories.as_ref().map(|advisories| advisories.on(known.target));
        Self { known, concerning, versions: RefCell::default() }
    }

    pub(super) fn verdict(&self, case: &Case<'_>) -> Verdict {
        let affected = |go: &ProjectGo| {
            let known = self.vulnerabilities(go.version.as_deref()?)?;
            let imports = case.imports?;
            let affected = known.vulnerabilities.iter().filter(|one| imports.uses(&one.packages));
            Some(affected.map(|one| one.id.clone()).collect::<Vec<String>>())
        };
        let vulnerabilities = affected(case.today);
        let later = case.after.filter(|after| after.works && after.version != case.today.version).and_then(affected);
        let fixed = match (&vulnerabilities, later) {
            (Some(today), Some(later)) => today.iter().filter(|id| !later.contains(id)).cloned().collect(),
            _ => Vec::new(),
        };
        let concern = concern(case, &fixed);
        Verdict {
            statement: self.statement(case, concern, fixed.len()).shown(),
            concern,
            findings: self.findings(case, vulnerabilities.as_deref()),
            vulnerabilities,
            fixed,
        }
    }

    /// The known vulnerabilities of a toolchain.
    fn vulnerabilities(&self, name: &str) -> Option<Rc<KnownVulnerabilities>> {
        if let Some(known) = self.versions.borrow().get(name) {
            return known.clone();
        }
        let version = Version::from_toolchain(name).ok();
        let known = version.zip(self.concerning.as_ref()).and_then(|(version, concerning)| {
            concerning.known(&version, self.known.seen.catalog.as_ref()).map(Rc::new)
        });
        self.versions.borrow_mut().insert(name.to_owned(), known.clone());
        known
    }

    fn statement(&self, case: &Case<'_>, concern: ProjectConcern, fixed: usize) -> Statement {
        let (from, offered) = (named(case.today), self.known.after.map(Version::to_string));
        let to = || match case.after.and_then(|after| after.version.clone()).or_else(|| offered.clone()) {
            Some(version) => Value::from(version),
            None => Sentence::UnknownGo.into(),
        };
        match concern {
            ProjectConcern::NoUpgrade => Sentence::ProjectRuns.with("go", from),
            ProjectConcern::Changes => Sentence::ProjectChanges.with("from", from).with("to", to()),
            ProjectConcern::Secures => {
                let both = Sentence::ProjectSecures.with("from", from).with("to", to());
                both.with("count", fixed.to_string())
            }
            ProjectConcern::Repairs => Sentence::ProjectRepairs.with("to", to()),
            ProjectConcern::Breaks => Sentence::ProjectBreaks.with("from", from).with("to", to()),
            ProjectConcern::Broken if case.after.is_none() => Sentence::ProjectDoesNotWork.into(),
            ProjectConcern::Broken => Sentence::ProjectBroken.into(),
            ProjectConcern::Keeps => match case.after.and_then(|after| after.decided_by).and_then(keeper) {
                Some(reason) => Sentence::ProjectKeepsBecause.with("cause", reason).with("go", from),
                None => Sentence::ProjectKeeps.with("go", from),
            },
        }
    }

    fn findings(&self, case: &Case<'_>, vulnerabilities: Option<&[String]>) -> Vec<ProjectFinding> {
        let mut findings = Findings { case, all: Vec::new() };
        if case.is_unread {
            findings.add(ProjectFindingKind::Unread, Sentence::CannotRead.with("file", "go.mod"), []);
        }
        let outdated = findings.too_old();
        findings.versions_differ(&outdated);
        self.of_today(case, vulnerabilities, &mut findings);
        self.of_builds(case, &outdated, &mut findings);
        findings.all.sort_by_key(|finding| finding.kind);
        findings.all.truncate(MOST);
        findings.all
    }

    /// The Go that it gets: whether it is supported, and its vulnerabilities.
    fn of_today(&self, case: &Case<'_>, vulnerabilities: Option<&[String]>, findings: &mut Findings<'_>) {
        let Some(name) = &case.today.version else { return };
        let Ok(version) = Version::from_toolchain(name) else { return };
        if !self.is_supported(&version) {
            let statement = Sentence::GetsUnsupported.with("version", name.as_str());
            findings.add(ProjectFindingKind::Unsupported, statement, []);
        }
        let statement = match vulnerabilities {
            Some([]) => None,
            Some(some) => Some(Sentence::GetsVulnerable.with("count", some.len().to_string())),
            None => {
                let known = self.vulnerabilities(name).map_or(0, |known| known.vulnerabilities.len());
                (known > 0).then(|| Sentence::GetsVulnerableSomewhere.with("count", known.to_string()))
            }
        };
        if let Some(statement) = statement {
            findings.add(ProjectFindingKind::Vulnerable, statement.with("version", name.as_str()), []);
        }
    }

    /// The builds on servers: whether their Go is supported, has vulnerabilities, or is another one than that of a
    /// terminal.
    fn of_builds(&self, case: &Case<'_>, outdated: &BTreeSet<usize>, findings: &mut Findings<'_>) {
        let builds = case.asked.iter().enumerate().filter(|(_, asked)| asked.by.is_ci());
        let builds: Vec<_> = builds.filter_map(|(at, asked)| Some((at, asked, self.effective(asked)?))).collect();
        let (mut lines, mut versions) = (BTreeSet::new(), BTreeSet::new());
        for (at, asked, version) in &builds {
            let place = || asked.place(case.base);
            if !self.is_supported(version) && lines.insert(version.language()) {
                let statement = Sentence::AskedUnsupported.with("place", place()).with("version", asked_for(asked));
                findings.add(ProjectFindingKind::CiUnsupported, statement, [*at]);
            }
            let known = self.vulnerabilities(version.as_str()).filter(|_| asked.means == AskedMeaning::Exactly);
            let known = known.map_or(0, |known| match case.imports {
                Some(imports) => known.vulnerabilities.iter().filter(|one| imports.uses(&one.packages)).count(),
                None => known.vulnerabilities.len(),
            });
            if known > 0 && versions.insert(version) {
                let statement = Sentence::AskedVulnerable.with("place", place()).with("version", asked_for(asked));
                findings.add(ProjectFindingKind::Vulnerable, statement.with("count", known.to_string()), [*at]);
            }
        }
        let today = case.today.version.as_deref().and_then(|name| Version::from_toolchain(name).ok());
        let Some(today) = today else { return };
        if builds.iter().any(|(_, _, version)| version.same_line(&today)) {
            return; // a matrix has other versions as well
        }
        if let Some((at, asked, _)) = builds.iter().find(|(at, _, _)| !outdated.contains(at)) {
            let statement = Sentence::CiDiffers.with("place", asked.place(case.base));
            let statement = statement.with("version", asked_for(asked)).with("go", named(case.today));
            findings.add(ProjectFindingKind::CiDiffers, statement, [*at]);
        }
    }

    fn is_supported(&self, version: &Version) -> bool {
        let newest = self.known.seen.newest_out.as_ref();
        newest.and_then(|newest| Support::of(version, newest)).is_none_or(|support| support.supported)
    }

    /// The version that a line means today, as far as that is known: for a release line, the line itself.
    fn effective(&self, asked: &Asked) -> Option<Version> {
        match asked.means {
            AskedMeaning::Exactly | AskedMeaning::NewestOfLine => asked.version.clone(),
            AskedMeaning::Newest | AskedMeaning::AtLeast => self.known.seen.newest_out.clone(),
            AskedMeaning::Other | AskedMeaning::Unknown => None,
        }
    }
}

/// The findings so far.
struct Findings<'a> {
    case: &'a Case<'a>,
    all: Vec<ProjectFinding>,
}

impl Findings<'_> {
    fn add(&mut self, kind: ProjectFindingKind, statement: Statement, asked: impl IntoIterator<Item = usize>) {
        let statement = statement.shown();
        let asked = asked.into_iter().filter_map(|at| u32::try_from(at).ok()).collect();
        self.all.push(ProjectFinding { kind, text: statement, asked });
    }

    /// The lines that name an older Go than the `go` lines require.
    fn too_old(&mut self) -> BTreeSet<usize> {
        let mut outdated = BTreeSet::new();
        let case = self.case;
        let required = case
            .asked
            .iter()
            .enumerate()
            .filter(|(_, asked)| matches!(asked.by, AskedBy::GoMod | AskedBy::GoWork) && asked.word == "go");
        let required = required.filter_map(|(at, asked)| Some((at, asked, asked.version.as_ref()?)));
        let Some((by, line, version)) = required.max_by_key(|(_, _, version)| (*version).clone()) else {
            return outdated;
        };
        for (at, asked) in case.asked.iter().enumerate() {
            let kind = match asked.by {
                by if by.is_ci() => ProjectFindingKind::CiTooOld,
                by if by.is_version_file() => ProjectFindingKind::VersionFileTooOld,
                _ => continue,
            };
            if is_older(asked, version) && outdated.len() < MOST {
                outdated.insert(at);
                let statement = Sentence::AskedTooOld.with("place", asked.place(case.base));
                let statement = statement.with("version", asked_for(asked)).with("file", line.place(case.base));
                self.add(kind, statement.with("wanted", format!("Go {}", version.number())), [at, by]);
            }
        }
        outdated
    }

    /// The files of version managers that name different versions, or an older one than the `toolchain` line.
    fn versions_differ(&mut self, outdated: &BTreeSet<usize>) {
        let case = self.case;
        let toolchain = case.asked.iter().enumerate().find(|(_, asked)| asked.word == "toolchain");
        let files = case.asked.iter().enumerate().filter(|(_, asked)| asked.by.is_version_file());
        let files: Vec<_> = files.filter(|(_, asked)| asked.version.is_some()).collect();
        let Some((first, of_first)) = files.first() else { return };
        let others = files.iter().skip(1).filter(|(_, asked)| differ(asked, of_first));
        let pairs = others.map(|(at, asked)| (*at, *asked, *first, *of_first));
        let below =
            toolchain.filter(|(_, line)| line.version.as_ref().is_some_and(|version| is_older(of_first, version)));
        let below = below.map(|(at, line)| (*first, *of_first, at, line));
        let pairs: Vec<_> = pairs.chain(below.filter(|_| !outdated.contains(first))).collect();
        for (at, asked, other_at, other) in pairs {
            let statement = Sentence::FilesDiffer.with("place", asked.place(case.base));
            let statement = statement.with("version", asked_for(asked)).with("other", other.place(case.base));
            let statement = statement.with("wanted", asked_for(other));
            self.add(ProjectFindingKind::FilesDisagree, statement, [at, other_at]);
        }
    }
}

fn concern(case: &Case<'_>, fixed: &[String]) -> ProjectConcern {
    let Some(after) = case.after else {
        return if case.today.works { ProjectConcern::NoUpgrade } else { ProjectConcern::Broken };
    };
    match (case.today.works, after.works) {
        (false, true) => ProjectConcern::Repairs,
        (true, false) => ProjectConcern::Breaks,
        (false, false) => ProjectConcern::Broken,
        (true, true) if case.today.version == after.version => ProjectConcern::Keeps,
        (true, true) if !fixed.is_empty() => ProjectConcern::Secures,
        (true, true) => ProjectConcern::Changes,
    }
}

/// What keeps a project on its Go, by the name that it has in every language.
fn keeper(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::GoMod => Some("go.mod"),
        Cause::GoWork => Some("go.work"),
        Cause::Gotoolchain => Some("GOTOOLCHAIN"),
        _ => None,
    }
}

fn named(go: &ProjectGo) -> Value {
    go.version.as_deref().map_or_else(|| Sentence::UnknownGo.into(), Value::from)
}

/// The version of a line, as people name it.
fn asked_for(asked: &Asked) -> String {
    match (&asked.version, asked.means) {
        (Some(version), AskedMeaning::NewestOfLine) => format!("Go {}", version.number()),
        (Some(version), AskedMeaning::Exactly) => version.to_string(),
        (Some(version), _) if version.is_language() => format!("Go {}", version.number()),
        (Some(version), _) => version.to_string(),
        (None, _) => asked.text.clone(),
    }
}

/// Whether a line can only mean an older Go.
fn is_older(asked: &Asked, required: &Version) -> bool {
    let Some(version) = &asked.version else { return false };
    match asked.means {
        AskedMeaning::Exactly => version < required,
        AskedMeaning::NewestOfLine => version.language() < required.language(),
        _ => false,
    }
}

/// Whether two lines cannot mean the same Go.
fn differ(one: &Asked, other: &Asked) -> bool {
    let (Some(first), Some(second)) = (&one.version, &other.version) else { return false };
    let are_exact = [one, other].iter().all(|asked| asked.means == AskedMeaning::Exactly);
    let is_line = |asked: &Asked| matches!(asked.means, AskedMeaning::Exactly | AskedMeaning::NewestOfLine);
    if are_exact { first != second } else { is_line(one) && is_line(other) && !first.same_line(second) }
}

#[cfg(test)]
mod tests {
    use upgo_testkit::vulns::Vulns;

    use super::*;
    use crate::released::advisories::{Advisories, Advisory, DatabaseStamp, Projects};

    fn facts() -> OverviewFacts {
        OverviewFacts {
            searched: Vec::new(),
            unsure: None,
            active: None,
            installed: Vec::new(),
            current: None,
            catalog: None,
            newest_out: Some("go1.27.3".parse().unwrap()),
            advisories: None,
            projects: Projects::default(),
        }
    }

    fn gets(version: &str) -> ProjectGo {
        ProjectGo {
            version: Some(version.to_owned()).filter(|version| !version.is_empty()),
            from: None,
            works: !version.is_empty(),
            problem: None,
            decided_by: Some(Cause::GoMod),
            reason: None,
        }
    }

    fn line(by: AskedBy, word: &str, means: AskedMeaning, version: &str) -> Asked {
        let file = match by {
            AskedBy::GoMod => "/m/go.mod",
            AskedBy::GoVersionFile => "/m/.go-version",
            AskedBy::ToolVersions => "/m/.tool-versions",
            _ => "/m/ci.yml",
        };
        Asked {
            by,
            file: Some(file.into()),
            line: 3,
            word: word.to_owned(),
            text: version.to_owned(),
            means,
            version: version.parse().ok(),
        }
    }

    /// The concern, the line and the findings of a project.
    fn verdict(asked: &[Asked], today: &str, after: Option<&str>) -> (ProjectConcern, String, Vec<String>) {
        let seen = facts();
        let (target, offered) = (Target::new("linux", "amd64"), "go1.27.3".parse().unwrap());
        let known = Known { seen: &seen, target: &target, after: after.map(|_| &offered) };
        let (today, after) = (gets(today), after.map(gets));
        let case = Case {
            base: Path::new("/m"),
            asked,
            today: &today,
            after: after.as_ref(),
            imports: None,
            is_unread: false,
        };
        let Verdict { concern, statement, findings, .. } = Judge::new(&known).verdict(&case);
        (concern, statement.to_string(), findings.into_iter().map(|finding| format!("{}.", finding.text)).collect())
    }

    #[test]
    fn the_concern_is_what_differs_after_the_upgrade() {
        use ProjectConcern::{Breaks, Broken, Changes, Keeps, NoUpgrade, Repairs};
        for (today, after, concern, line) in [
            ("go1.26.6", Some("go1.27.3"), Changes, "The upgrade moves it from go1.26.6 to go1.27.3"),
            ("go1.27.1", Some("go1.27.1"), Keeps, "The upgrade does not affect it: go.mod keeps it on go1.27.1"),
            ("", Some("go1.27.3"), Repairs, "It does not work today; after the upgrade it would, with go1.27.3"),
            ("go1.26.6", Some(""), Breaks, "It works with go1.26.6 today; after the upgrade to go1.27.3 it would not"),
            ("", Some(""), Broken, "It works neither today nor after the upgrade"),
            ("", None, Broken, "It does not work today"),
            ("go1.27.3", None, NoUpgrade, "It gets go1.27.3; no upgrade is available"),
        ] {
            let found = verdict(&[], today, after);
            assert_eq!((found.0, &*found.1), (concern, line), "{today} {after:?}");
        }
    }

    #[test]
    fn vulnerabilities_count_in_packages_that_the_project_imports() {
        use ProjectConcern::{Changes, Secures};
        let id = "GO-2026-9999";
        let entry = Vulns::sample(id, &[("introduced", "0"), ("fixed", "1.27.3")]).to_string();
        let stamp = DatabaseStamp {
            url: "https://vuln.go.dev/".parse().unwrap(),
            fetched_at: "2026-11-01T00:00:00Z".parse().unwrap(),
            stale: false,
        };
        let entries = vec![Advisory::parse(entry.as_bytes(), id).unwrap()];
        let seen = OverviewFacts { advisories: Some(Advisories::new(entries, false, stamp)), ..facts() };
        let (target, offered) = (Target::new("linux", "amd64"), "go1.27.3".parse().unwrap());
        let known = Known { seen: &seen, target: &target, after: Some(&offered) };
        let (today, after) = (gets("go1.26.6"), gets("go1.27.3"));
        let of = |package: &str| ProjectImports { folder: "/m".into(), imports: [package.to_owned()].into() };
        for (imports, concern, fixed, finding) in [
            (
                Some(of("net/http")),
                Secures,
                vec![id],
                vec!["It gets go1.26.6, which has known vulnerabilities in packages that it imports: 1."],
            ),
            (Some(of("os")), Changes, vec![], vec![]),
            (None, Changes, vec![], vec!["It gets go1.26.6, which has known vulnerabilities: 1."]),
        ] {
            let case = Case {
                base: Path::new("/m"),
                asked: &[],
                today: &today,
                after: Some(&after),
                imports: imports.as_ref(),
                is_unread: false,
            };
            let verdict = Judge::new(&known).verdict(&case);
            assert_eq!((verdict.concern, verdict.fixed), (concern, fixed.into_iter().map(str::to_owned).collect()));
            let texts: Vec<String> = verdict.findings.into_iter().map(|finding| format!("{}.", finding.text)).collect();
            assert_eq!(texts, finding);
        }
    }

    #[test]
    fn builds_and_version_files_are_compared_with_what_the_module_requires() {
        use AskedMeaning::{AtLeast, Exactly, NewestOfLine};
        let asked = [
            line(AskedBy::GoMod, "go", AtLeast, "go1.27.1"),
            line(AskedBy::GoVersionFile, "", Exactly, "go1.26.6"),
            line(AskedBy::SetupGo, "go-version", NewestOfLine, "go1.26"),
            line(AskedBy::Dockerfile, "FROM", Exactly, "go1.27.0"),
            line(AskedBy::GitlabCi, "image", NewestOfLine, "go1.27"),
        ];
        let (_, _, findings) = verdict(&asked, "go1.27.3", None);
        assert_eq!(
            findings,
            [
                "ci.yml:3 names Go 1.26, but go.mod:3 requires Go 1.27.1.",
                "ci.yml:3 names go1.27.0, but go.mod:3 requires Go 1.27.1.",
                ".go-version:3 names go1.26.6, but go.mod:3 requires Go 1.27.1.",
            ]
        );
    }

    #[test]
    fn files_that_disagree_and_unsupported_lines_are_named_once() {
        use AskedMeaning::{AtLeast, Exactly, NewestOfLine};
        let asked = [
            line(AskedBy::GoMod, "go", AtLeast, "go1.20"),
            line(AskedBy::GoMod, "toolchain", AtLeast, "go1.27.3"),
            line(AskedBy::GoVersionFile, "", Exactly, "go1.26.6"),
            line(AskedBy::ToolVersions, "golang", NewestOfLine, "go1.25"),
            line(AskedBy::SetupGo, "go-version", NewestOfLine, "go1.25"),
            line(AskedBy::SetupGo, "go-version", Exactly, "go1.25.1"),
        ];
        let (_, _, findings) = verdict(&asked, "go1.24.1", None);
        assert_eq!(
            findings,
            [
                "It gets go1.24.1, which no longer gets security fixes.",
                "ci.yml:3 names Go 1.25, which no longer gets security fixes.",
                ".tool-versions:3 names Go 1.25, but .go-version:3 names go1.26.6.",
                ".go-version:3 names go1.26.6, but go.mod:3 names go1.27.3.",
                "ci.yml:3 builds with Go 1.25, but a terminal gets go1.24.1.",
            ]
        );
    }
}
