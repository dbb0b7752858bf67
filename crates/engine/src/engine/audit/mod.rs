//! `audit`: what is known to be broken in a Go, whether it concerns the user's projects, and which programs have it.
mod programs;
mod projects;
mod sarif;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::Engine;
use crate::advice::Headline;
use crate::advisories::{Advisories, DatabaseStamp, FixedBy, KnownVulnerabilities, Vulnerability};
use crate::catalog::{Catalog, ReleaseRequest, Support, newest_out};
use crate::report::{Cancel, Code, Problem};
use crate::target::Target;
use crate::version::Version;

pub use programs::{AuditedProgram, ProgramsReport};
pub use sarif::Sarif;

/// Who is to be named where the data is shown.
pub const ATTRIBUTION: &str = "Vulnerability data: The Go Authors, CC BY 4.0";

/// What is asked of `audit`.
#[derive(Clone, Debug, Default)]
pub struct AuditRequest {
    /// Of which Go; what a new terminal runs where there is none.
    pub version: Option<ReleaseRequest>,
    /// On which target; this machine's where there is none.
    pub target: Option<Target>,
    /// The folders of the modules that it shall be held against; those of the setting `projects` where there are none.
    pub modules: Vec<PathBuf>,
    /// Whether the network is left alone, and what was last heard is taken.
    pub offline: bool,
}

/// The answer of `audit` about a Go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditReport {
    /// The version.
    pub version: Version,
    /// The target.
    pub target: Target,
    /// The one sentence, as facts; `null` where nothing is known, or no release is known that fixes all.
    pub headline: Option<Headline>,
    /// Whether its line still gets fixes; `null` where that cannot be told.
    pub supported: Option<bool>,
    /// The month in which that will end (`2027-08`, an estimate), or the day on which it did (`2026-08-19`).
    pub supported_until: Option<String>,
    /// What is known of it, the newest first.
    pub vulnerabilities: Vec<Vulnerability>,
    /// The releases that fix all of them.
    pub fixed_by: FixedBy,
    /// How many of them are in packages that the projects use; `null` where no project could be asked.
    pub in_your_projects: Option<u32>,
    /// The folders of the projects that could be asked.
    #[serde(serialize_with = "crate::paths::shown")]
    pub projects: Vec<PathBuf>,
    /// Who says so, and when.
    pub database: DatabaseStamp,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// What is known, for a question that may be asked of the network.
struct Heard {
    catalog: Option<Catalog>,
    advisories: Advisories,
    warnings: Vec<Problem>,
}

impl Engine {
    /// What is known to be broken in a Go. Asks the network unless told otherwise; where nobody answers, says so and takes
    /// what was heard last.
    pub fn audit(&self, request: &AuditRequest, cancel: &Cancel) -> Result<AuditReport, Problem> {
        let Heard { catalog, advisories, mut warnings } = self.hear(request.offline, cancel)?;
        let version = self.audited_version(request.version.as_ref(), catalog.as_ref())?;
        let target = request.target.clone().unwrap_or_else(|| self.target().clone());
        let known = advisories.on(&target).known(&version, catalog.as_ref());
        let known = known.ok_or_else(|| Problem::new(Code::VersionUnknown, format!("{version} cannot be compared")))?;
        let newest = newest_out(catalog.as_ref(), [&version]);
        let support = newest.and_then(|newest| Support::of(&version, &newest));
        let projects = match request.modules.as_slice() {
            [] => self.ask_projects(cancel, &mut warnings)?,
            modules => self.projects(modules, &target, cancel, &mut warnings)?,
        };
        let known = projects.mark(known);
        let headline = headline(&known);
        let KnownVulnerabilities { vulnerabilities, fixed_by, in_your_projects, database, .. } = known;
        Ok(AuditReport {
            headline,
            supported: support.as_ref().map(|support| support.supported),
            supported_until: support.as_ref().and_then(Support::until),
            in_your_projects,
            projects: projects.0.into_iter().map(|project| project.folder).collect(),
            version,
            target,
            vulnerabilities,
            fixed_by,
            database,
            warnings,
        })
    }

    /// What is known of releases and vulnerabilities, asked for where that is wanted.
    fn hear(&self, offline: bool, cancel: &Cancel) -> Result<Heard, Problem> {
        let mut warnings = self.standing_warnings();
        if offline {
            let advisories = self.known_advisories().ok_or_else(nothing_known)?;
            return Ok(Heard { catalog: self.known_catalog(), advisories, warnings });
        }
        let super::look::Asked { catalog, advisories, unheard } = self.ask(cancel);
        let Some(advisories) = advisories else { return Err(unheard.unwrap_or_else(nothing_known)) };
        let (catalog, problem) =
            catalog.map_or_else(|problem| (None, Some(problem)), |(known, problem)| (Some(known), problem));
        warnings.extend(problem.into_iter().chain(unheard));
        Ok(Heard { catalog, advisories, warnings })
    }

    fn audited_version(&self, asked: Option<&ReleaseRequest>, catalog: Option<&Catalog>) -> Result<Version, Problem> {
        let Some(asked) = asked else {
            let active = self.active().and_then(|active| active.found.version);
            return active
                .ok_or_else(|| Problem::new(Code::GoMissing, "a new terminal runs no Go that tells its version"));
        };
        match asked {
            ReleaseRequest::Exact(version) => Ok(version.clone()),
            other => {
                let found = catalog.and_then(|catalog| catalog.resolve(other)).map(|release| release.version.clone());
                found.ok_or_else(|| Problem::new(Code::VersionUnknown, format!("no release is known for {other}")))
            }
        }
    }
}

fn nothing_known() -> Problem {
    Problem::new(Code::VulnUnknown, "nothing is known of vulnerabilities: no database was ever asked")
}

fn headline(known: &KnownVulnerabilities) -> Option<Headline> {
    let to = known.fixed_by.newest.as_ref().or(known.fixed_by.patch.as_ref())?.clone();
    let fixes = u32::try_from(known.vulnerabilities.len()).ok()?;
    Some(Headline::Security { runs: known.version.clone(), to, fixes, in_your_projects: known.in_your_projects })
}
