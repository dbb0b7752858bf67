//! The report in a few lines.
use super::project::names_of;
use super::{FixesNews, NewsOutlook, ProjectNews, ReleaseNews, UnknownDefaults, WhatsNewSummary};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};

#[derive(Clone, Copy)]
pub(crate) struct SummaryFacts<'a> {
    pub(crate) from: &'a Version,
    pub(crate) to: &'a Version,
    pub(crate) releases: &'a [ReleaseNews],
    pub(crate) fixes: Option<&'a FixesNews>,
    pub(crate) projects: &'a [ProjectNews],
    pub(crate) unknown: &'a [UnknownDefaults],
}

/// The most important line comes first.
pub(crate) fn summary(facts: SummaryFacts<'_>) -> WhatsNewSummary {
    let SummaryFacts { from, to, releases, fixes, projects, .. } = facts;
    let of = |outlook: NewsOutlook| projects.iter().filter(move |project| project.outlook == outlook).count();
    let secure = releases.iter().filter(|release| release.security == Some(true)).count();
    WhatsNewSummary {
        from: from.clone(),
        to: to.clone(),
        releases: number(releases.len()),
        security_releases: number(secure),
        fixes: fixes.map(|fixes| number(fixes.vulnerabilities.len())),
        in_your_projects: fixes.and_then(|fixes| fixes.in_your_projects),
        refused_projects: number(of(NewsOutlook::Refused)),
        changed_projects: number(of(NewsOutlook::Changes)),
        lines: lines(facts, secure),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn lines(facts: SummaryFacts<'_>, secure: usize) -> Vec<Statement> {
    let mut lines = Vec::new();
    for (outlook, sentence) in [
        (NewsOutlook::Refused, Sentence::NewsRefusedProjects),
        (NewsOutlook::Changes, Sentence::NewsChangedProjects),
        (NewsOutlook::Enabled, Sentence::NewsEnabledProjects),
    ] {
        let names: Vec<String> =
            facts.projects.iter().filter(|one| one.outlook == outlook).map(ProjectNews::name).collect();
        let names = names_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
        lines.extend(names.map(|names| versions(facts, sentence).with("names", names)));
    }
    let is_calm =
        |outlook: NewsOutlook| matches!(outlook, NewsOutlook::Kept | NewsOutlook::Same | NewsOutlook::NotConcerned);
    if !facts.projects.is_empty() && facts.projects.iter().all(|project| is_calm(project.outlook)) {
        lines.push(versions(facts, Sentence::NewsNothingChanges));
    }
    lines.extend(facts.fixes.map(fixed));
    lines.push(released(facts, secure));
    if !facts.projects.is_empty() {
        lines.extend(facts.unknown.iter().map(|unknown| unknown.says.clone()));
    }
    lines
}

fn versions(facts: SummaryFacts<'_>, sentence: Sentence) -> Statement {
    sentence.with("from", facts.from.as_str()).with("to", facts.to.as_str())
}

fn released(facts: SummaryFacts<'_>, secure: usize) -> Statement {
    let sentence = match (facts.releases.len(), secure) {
        (0, _) => Sentence::NewsNoRelease,
        (1, 0) => Sentence::NewsOneRelease,
        (1, _) => Sentence::NewsOneSecurityRelease,
        (_, 0) => Sentence::NewsReleases,
        (_, _) => Sentence::NewsReleasesSecurity,
    };
    versions(facts, sentence).with("count", facts.releases.len().to_string()).with("security", secure.to_string())
}

fn fixed(fixes: &FixesNews) -> Statement {
    let sentence = match (fixes.vulnerabilities.len(), fixes.in_your_projects) {
        (0, _) => Sentence::NewsNoFixes,
        (_, None) => Sentence::NewsFixes,
        (_, Some(0)) => Sentence::NewsFixesUnused,
        (_, Some(_)) => Sentence::NewsFixesUsed,
    };
    let used = fixes.in_your_projects.unwrap_or_default();
    Statement::from(sentence).with("count", fixes.vulnerabilities.len().to_string()).with("used", used.to_string())
}
