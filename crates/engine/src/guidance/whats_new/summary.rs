//! The report in a few lines.
use super::project::names_of;
use super::{FixesNews, NewsOutlook, ProjectNews, ReleaseNews, UnknownDefaults, WhatsNewSummary};
use crate::base::version::Version;
use crate::base::words::{Pattern, Sentence, Statement};

#[derive(Clone, Copy)]
pub struct SummaryFacts<'a> {
    pub from: &'a Version,
    pub to: &'a Version,
    pub releases: &'a [ReleaseNews],
    pub fixes: Option<&'a FixesNews>,
    pub projects: &'a [ProjectNews],
    pub unknown: &'a [UnknownDefaults],
}

/// The report in a few lines, the most important first.
pub fn summary(facts: SummaryFacts<'_>) -> WhatsNewSummary {
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
    let (from, to) = (facts.from.as_str(), facts.to.as_str());
    let mut lines = Vec::new();
    for (outlook, sentence) in [
        (NewsOutlook::Refused, Pattern::NewsRefusedProjects),
        (NewsOutlook::Changes, Pattern::NewsChangedProjects),
        (NewsOutlook::Enabled, Pattern::NewsEnabledProjects),
    ] {
        let concerned = facts.projects.iter().filter(|one| one.outlook == outlook);
        let names = names_of(&concerned.map(ProjectNews::name).collect::<Vec<_>>());
        lines.extend(
            names.map(|names| sentence.with_known([("from", from.into()), ("to", to.into()), ("names", names.into())])),
        );
    }
    let is_calm =
        |outlook: NewsOutlook| matches!(outlook, NewsOutlook::Kept | NewsOutlook::Same | NewsOutlook::NotConcerned);
    if !facts.projects.is_empty() && facts.projects.iter().all(|project| is_calm(project.outlook)) {
        lines.push(Sentence::NewsNothingChanges.into());
    }
    let is_empty = |fixes: &FixesNews| fixes.vulnerabilities.is_empty();
    // what another line has fixed, this one may have fixed, too
    let lists_none = secure > 0 && facts.from.same_line(facts.to) && facts.fixes.is_some_and(is_empty);
    lines.extend(if lists_none { Some(say!(NewsFixesUnlisted { from, to })) } else { facts.fixes.map(fixed) });
    lines.push(released(facts, if lists_none { 0 } else { secure }));
    if facts.projects.iter().any(|project| project.outlook == NewsOutlook::Unknown) {
        lines.extend(facts.unknown.iter().map(|unknown| unknown.says.clone()));
    }
    lines
}

fn released(facts: SummaryFacts<'_>, secure: usize) -> Statement {
    let (from, to) = (facts.from.as_str(), facts.to.as_str());
    match (facts.releases.len(), secure) {
        (0, _) => say!(NewsNoRelease { from }),
        (1, 0) => say!(NewsOneRelease { from, to }),
        (1, _) => say!(NewsOneSecurityRelease { from, to }),
        (count, 0) => say!(NewsReleases { from, to, count }),
        (count, security) => say!(NewsReleasesSecurity { from, to, count, security }),
    }
}

fn fixed(fixes: &FixesNews) -> Statement {
    match (fixes.vulnerabilities.len(), fixes.in_your_projects) {
        (0, _) => Sentence::NewsNoFixes.into(),
        (count, None) => say!(NewsFixes { count }),
        (count, Some(0)) => say!(NewsFixesUnused { count }),
        (count, Some(used)) => say!(NewsFixesUsed { count, used }),
    }
}
