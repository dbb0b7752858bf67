//! `audit`: the known vulnerabilities of a Go version, the affected projects, and the affected programs.
mod programs;
mod projects;
mod sarif;

use std::path::PathBuf;

use super::Engine;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::guidance::assessment::Headline;
use crate::guidance::exposure::Exposure;
use crate::guidance::watch::Memory;
use crate::released::advisories::{Advisories, DatabaseStamp, FixedBy, KnownVulnerabilities, Vulnerability};
use crate::released::catalog::{Catalog, ReleaseRequest, Support, newest_out};
use crate::store::ProofLevel;

pub use programs::{AuditedProgram, ProgramsReport};
pub use sarif::Sarif;

pub const ATTRIBUTION: &str = "Vulnerability data: The Go Authors, CC BY 4.0";

#[derive(Clone, Debug, Default)]
pub struct AuditRequest {
    /// The Go version; without one, the Go that a new terminal runs.
    pub version: Option<ReleaseRequest>,
    /// `None` for this machine's.
    pub target: Option<Target>,
    /// The folders of the modules to check; without any, those in the setting `projects`.
    pub modules: Vec<PathBuf>,
    pub offline: bool,
}

/// The output of `audit` about a Go version.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditReport {
    pub version: Version,
    pub target: Target,
    /// The summary, as facts: a fix that is offered, otherwise the release that fixes all; `null` if there is neither.
    pub headline: Option<Headline>,
    /// Whether its release line still gets fixes; `null` if unknown.
    pub supported: Option<bool>,
    /// The month when support will end (`2027-08`, an estimate), or the day when it ended (`2026-08-19`).
    pub supported_until: Option<String>,
    /// How far its origin is proven; `null` if Upgo has not installed it. The vulnerabilities are those of the published
    /// release.
    pub proof: Option<ProofLevel>,
    /// Its known vulnerabilities, newest first.
    pub vulnerabilities: Vec<Vulnerability>,
    pub fixed_by: FixedBy,
    /// How many of them are in packages that the projects use; `null` if no project could be read.
    pub in_your_projects: Option<u32>,
    /// The folders of the projects that could be read.
    pub projects: Vec<PathBuf>,
    /// How long this machine has run, or ran until the last fix, a Go whose security fix was published; `null` if no such
    /// time is known, or the version is not the Go that a new terminal runs.
    pub exposure: Option<Exposure>,
    /// The source of the data, and its age.
    pub database: DatabaseStamp,
    pub warnings: Vec<Problem>,
}

struct AuditData {
    catalog: Option<Catalog>,
    advisories: Advisories,
    warnings: Vec<Problem>,
}

impl Engine {
    /// Goes online unless the request forbids it. If the database is not reachable, warns and uses the cached copy.
    pub fn audit(&self, request: &AuditRequest, cancel: &Cancel) -> Result<AuditReport> {
        let AuditData { catalog, advisories, mut warnings } = self.hear(request.offline, cancel)?;
        let version = match &request.version {
            Some(asked) => super::whats_new::published(asked, catalog.as_ref())?,
            None => self.judged_version()?,
        };
        let target = request.target.clone().unwrap_or_else(|| self.target().clone());
        let concerning = advisories.on(&target);
        let known = concerning.known(&version, catalog.as_ref());
        let known = known
            .ok_or_else(|| Problem::new(Code::VersionUnknown, say!(VersionNotComparable { version: &version })))?;
        let newest = newest_out(catalog.as_ref(), [&version]);
        let support = newest.and_then(|newest| Support::known(&version, catalog.as_ref(), &newest));
        let projects = match request.modules.as_slice() {
            [] => self.ask_projects(cancel, &mut warnings)?,
            modules => self.projects(modules, &target, cancel, &mut warnings)?,
        };
        let known = projects.mark(known);
        let seen = (target == *self.target()).then(|| self.see()).transpose()?;
        let seen = seen.filter(|seen| seen.active_version() == Some(&version));
        let assess = |seen| self.assess_on(seen, Some(&concerning), &Memory::read(self.home()));
        let offer = seen.as_ref().and_then(|seen| assess(seen).offer).filter(|offer| offer.fixes > Some(0));
        let fixes = || known.fixed_by.newest.iter().chain(&known.fixed_by.patch);
        let is_held_back = |to: &&Version| catalog.as_ref().is_some_and(|catalog| catalog.held_back.contains(to));
        let permitted = fixes().find(|to| !is_held_back(to));
        let to = offer.as_ref().map(|offer| &offer.version).or(permitted).or_else(|| fixes().next());
        let headline = to.and_then(|to| {
            let (fixes, in_your_projects) = concerning.fixes(&version, to, &projects)?;
            Some(Headline::Security { runs: version.clone(), to: to.clone(), fixes, in_your_projects })
        });
        let held_back = catalog.as_ref().zip(fixes().next().filter(is_held_back));
        warnings.extend(held_back.map(|(catalog, to)| self.why_held_back(catalog, to)));
        let exposure = seen.and_then(|seen| self.exposure(&seen, Some(&concerning)));
        let KnownVulnerabilities { vulnerabilities, fixed_by, in_your_projects, database, .. } = known;
        Ok(AuditReport {
            proof: self.proof(&version).ok().map(|chain| chain.level),
            headline,
            exposure,
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

    fn hear(&self, offline: bool, cancel: &Cancel) -> Result<AuditData> {
        let mut warnings = self.recover_and_warn();
        if offline {
            let advisories = self.known_advisories().ok_or_else(|| self.nothing_known())?;
            warnings.extend(advisories.dispute());
            return Ok(AuditData { catalog: self.known_catalog(), advisories, warnings });
        }
        let super::snapshot::Refreshed { catalog, advisories, unheard } =
            self.ask(cancel, super::snapshot::Asker::User);
        let Some(advisories) = advisories else { return Err(unheard.unwrap_or_else(|| self.nothing_known())) };
        let (catalog, problem) =
            catalog.map_or_else(|problem| (None, Some(problem)), |(known, problem)| (Some(known), problem));
        warnings.extend(problem.into_iter().chain(unheard));
        Ok(AuditData { catalog, advisories, warnings })
    }

    pub(super) fn nothing_known(&self) -> Problem {
        let problem = |why: Sentence| Problem::new(Code::VulnUnknown, why);
        match self.vulnerabilities {
            Some(_) => problem(Sentence::VulnerabilitiesNeverFetched),
            None => problem(Sentence::NoVulnerabilityDatabase).with_next(Sentence::SetVulnerabilityDatabase),
        }
    }
}
