//! What the user should know about a project: the Go that it gets, its builds on servers, and lines that disagree.
use std::collections::BTreeSet;

use super::super::{ProjectFinding, ProjectFindingKind};
use super::{Case, ProjectJudge, named};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::projects::{Asked, AskedBy, AskedMeaning};
use crate::released::catalog::Support;

const MOST: usize = 20;

impl ProjectJudge<'_> {
    pub(super) fn findings(&self, case: &Case<'_>, vulnerabilities: Option<&[String]>) -> Vec<ProjectFinding> {
        let mut findings = Findings { case, all: Vec::new() };
        // an empty text is refused, too
        let refusal = case.refusal.clone().filter(|_| case.unread.is_none());
        let of_files = [(ProjectFindingKind::Unread, case.unread.clone()), (ProjectFindingKind::GoRefuses, refusal)];
        for (kind, statement) in of_files {
            if let Some(statement) = statement {
                findings.add(kind, statement, []);
            }
        }
        let outdated = findings.too_old();
        findings.versions_differ(&outdated);
        self.of_today(case, vulnerabilities, &mut findings);
        self.of_builds(case, &outdated, &mut findings);
        findings.all.sort_by_key(|finding| finding.kind);
        let mut left = MOST;
        findings.all.retain(|finding| {
            // what a gate counts may not be hidden by what it does not
            let stays = finding.kind.counts() || left > 0;
            left = left.saturating_sub(1);
            stays
        });
        findings.all
    }

    /// The Go that it gets: whether it is supported, and its vulnerabilities.
    fn of_today(&self, case: &Case<'_>, vulnerabilities: Option<&[String]>, findings: &mut Findings<'_>) {
        let Some(name) = &case.today.version else { return };
        let Ok(version) = Version::from_toolchain(name) else { return };
        if !self.is_supported(&version) {
            let statement = say!(GetsUnsupported { version: name.as_str() });
            findings.add(ProjectFindingKind::Unsupported, statement, []);
        }
        let statement = match vulnerabilities {
            Some([]) => None,
            Some(some) => Some(say!(GetsVulnerable { version: name, count: some.len() })),
            None => {
                let known = self.vulnerabilities(name).map_or(0, |known| known.vulnerabilities.len());
                (known > 0).then(|| say!(GetsVulnerableSomewhere { version: name, count: known }))
            }
        };
        if let Some(statement) = statement {
            findings.add(ProjectFindingKind::Vulnerable, statement, []);
        }
    }

    /// Says whether their Go is supported, has vulnerabilities, or is another one than that of a terminal.
    fn of_builds(&self, case: &Case<'_>, outdated: &BTreeSet<usize>, findings: &mut Findings<'_>) {
        let builds = case.asked.iter().enumerate().filter(|(_, asked)| asked.by.is_ci());
        let builds: Vec<_> = builds.filter_map(|(at, asked)| Some((at, asked, self.effective(asked)?))).collect();
        let (mut lines, mut versions) = (BTreeSet::new(), BTreeSet::new());
        for (at, asked, version) in &builds {
            let place = || asked.place(case.base);
            if !self.is_supported(version) && lines.insert(version.language()) {
                let statement = say!(AskedUnsupported { place: place(), version: asked_for(asked) });
                findings.add(ProjectFindingKind::CiUnsupported, statement, [*at]);
            }
            let known = self.vulnerabilities(version.as_str()).filter(|_| asked.means == AskedMeaning::Exactly);
            let known = known.map_or(0, |known| match case.imports {
                Some(imports) => known.vulnerabilities.iter().filter(|one| imports.uses(&one.packages)).count(),
                None => known.vulnerabilities.len(),
            });
            if known > 0 && versions.insert(version) {
                findings.add(
                    ProjectFindingKind::Vulnerable,
                    say!(AskedVulnerable { place: place(), version: asked_for(asked), count: known.to_string() }),
                    [*at],
                );
            }
        }
        let today = case.today.version.as_deref().and_then(|name| Version::from_toolchain(name).ok());
        let Some(today) = today else { return };
        if builds.iter().any(|(_, _, version)| version.same_line(&today)) {
            return; // a matrix has other versions as well
        }
        if let Some((at, asked, _)) = builds.iter().find(|(at, _, _)| !outdated.contains(at)) {
            let (place, version, go) = (asked.place(case.base), asked_for(asked), named(case.today));
            let statement = say!(CiDiffers { place, version, go });
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
            if is_older(asked, version) {
                outdated.insert(at);
                let (place, file) = (asked.place(case.base), line.place(case.base));
                let wanted = format!("Go {}", version.number());
                let statement = say!(AskedTooOld { place, version: asked_for(asked), file, wanted });
                self.add(kind, statement, [at, by]);
            }
        }
        outdated
    }

    /// The version-manager files that name different versions, or an older one than the `toolchain` line.
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
            let (place, other_place) = (asked.place(case.base), other.place(case.base));
            let (version, wanted) = (asked_for(asked), asked_for(other));
            let statement = say!(FilesDiffer { place, version, other: other_place, wanted });
            self.add(ProjectFindingKind::FilesDisagree, statement, [at, other_at]);
        }
    }
}

fn asked_for(asked: &Asked) -> String {
    match (&asked.version, asked.means) {
        (Some(version), AskedMeaning::NewestOfLine) => format!("Go {}", version.number()),
        (Some(version), AskedMeaning::Exactly) => version.to_string(),
        (Some(version), _) if version.is_language() => format!("Go {}", version.number()),
        (Some(version), _) => version.to_string(),
        (None, _) => asked.text.clone(),
    }
}

fn is_older(asked: &Asked, required: &Version) -> bool {
    let Some(version) = &asked.version else { return false };
    match asked.means {
        AskedMeaning::Exactly => version < required,
        AskedMeaning::NewestOfLine => version.language() < required.language(),
        _ => false,
    }
}

fn differ(one: &Asked, other: &Asked) -> bool {
    let (Some(first), Some(second)) = (&one.version, &other.version) else { return false };
    let are_exact = [one, other].iter().all(|asked| asked.means == AskedMeaning::Exactly);
    let is_line = |asked: &Asked| matches!(asked.means, AskedMeaning::Exactly | AskedMeaning::NewestOfLine);
    if are_exact { first != second } else { is_line(one) && is_line(other) && !first.same_line(second) }
}
