//! What the upgrades bring that a state offers.
use serde_json::Value;
use upgo_engine::cases::WhatsNewReport;
use upgo_engine::guidance::whats_new::{ProjectNews, SummaryFacts, fixes, releases, summary};
use upgo_engine::released::advisories::Projects;

use super::machine::{Seen, read};
use super::plans::respell;
use super::said;

/// One report for each offered release. The engine compares the machine's `projects` by their files.
pub(super) fn of(projects: &Value, seen: &Seen<'_>) -> Result<Value, String> {
    let Some(from) = seen.runs() else { return Ok(Value::Array(Vec::new())) };
    let (heard, target, assessment) = (&seen.heard, seen.target(), seen.assessment());
    let (catalog, advisories) = (heard.recent.as_ref(), heard.advisories.as_ref());
    let concerning = advisories.map(|advisories| advisories.on(target));
    let reports = [&assessment.offer, &assessment.patch].into_iter().flatten().map(|offer| {
        let to = &offer.version;
        let releases = releases(from, to, catalog, concerning.as_ref());
        let fixes =
            advisories.and_then(|advisories| fixes(from, to, target, advisories, catalog, &Projects::default()));
        let mut projects = projects.clone();
        respell(&mut projects, '\\', "/");
        let projects: Vec<ProjectNews> = read(projects)?;
        let (news, known) = (releases.as_slice(), fixes.as_ref());
        let facts = SummaryFacts { from, to, releases: news, fixes: known, projects: &projects, unknown: &[] };
        let report = WhatsNewReport {
            from: from.clone(),
            to: to.clone(),
            summary: summary(facts),
            releases,
            fixes,
            projects,
            new_settings: Vec::new(),
            unknown_defaults: Vec::new(),
            feed: read(seen.feed())?,
            warnings: Vec::new(),
        };
        said::both_with(&report, |said| respell(said, '/', "\\"))
    });
    reports.collect()
}
