//! Whether the upgrade concerns a project, and what the user should know about it. Pure, but for what it remembers.
mod findings;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use super::super::Cause;
use super::super::overview::OverviewFacts;
use super::{ProjectConcern, ProjectFinding, ProjectGo};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::projects::Asked;
use crate::released::advisories::{Concerning, KnownVulnerabilities, ProjectImports};

pub(super) struct VerdictFacts<'a> {
    pub(super) seen: &'a OverviewFacts,
    pub(super) target: &'a Target,
    pub(super) after: Option<&'a Version>,
}

pub(super) struct Case<'a> {
    /// The folder that places are shown relative to.
    pub(super) base: &'a Path,
    pub(super) asked: &'a [Asked],
    pub(super) today: &'a ProjectGo,
    pub(super) after: Option<&'a ProjectGo>,
    pub(super) imports: Option<&'a ProjectImports>,
    /// What could not be read.
    pub(super) unread: Option<Statement>,
    /// Why Go does not accept the files, wherever they are.
    pub(super) refusal: Option<Statement>,
}

pub(super) struct ProjectVerdict {
    pub(super) concern: ProjectConcern,
    pub(super) statement: Statement,
    pub(super) findings: Vec<ProjectFinding>,
    pub(super) vulnerabilities: Option<Vec<String>>,
    pub(super) fixed: Vec<String>,
}

/// Remembers the vulnerabilities of each version.
pub(super) struct ProjectJudge<'a> {
    known: &'a VerdictFacts<'a>,
    concerning: Option<Concerning<'a>>,
    versions: RefCell<HashMap<String, Option<Rc<KnownVulnerabilities>>>>,
}

impl<'a> ProjectJudge<'a> {
    pub(super) fn new(known: &'a VerdictFacts<'a>) -> Self {
        let concerning = known.seen.advisories.as_ref().map(|advisories| advisories.on(known.target));
        Self { known, concerning, versions: RefCell::default() }
    }

    pub(super) fn verdict(&self, case: &Case<'_>) -> ProjectVerdict {
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
        ProjectVerdict {
            statement: self.statement(case, concern, fixed.len()).shown(),
            concern,
            findings: self.findings(case, vulnerabilities.as_deref()),
            vulnerabilities,
            fixed,
        }
    }

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
            ProjectConcern::NoUpgrade => say!(ProjectRuns { go: from }),
            ProjectConcern::Changes => say!(ProjectChanges { from, to: to() }),
            ProjectConcern::Secures => say!(ProjectSecures { from, to: to(), count: fixed.to_string() }),
            ProjectConcern::Repairs => say!(ProjectRepairs { to: to() }),
            ProjectConcern::Breaks => say!(ProjectBreaks { from, to: to() }),
            ProjectConcern::Broken if case.after.is_none() => Sentence::ProjectDoesNotWork.into(),
            ProjectConcern::Broken => Sentence::ProjectBroken.into(),
            ProjectConcern::Keeps => match case.after.and_then(|after| after.decided_by).and_then(keeper) {
                Some(reason) => say!(ProjectKeepsBecause { cause: reason, go: from }),
                None => say!(ProjectKeeps { go: from }),
            },
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
        Cause::VersionFile => Some("follow-projects"),
        _ => None,
    }
}

fn named(go: &ProjectGo) -> Value {
    let version: Value = go.version.as_deref().map_or_else(|| Sentence::UnknownGo.into(), Value::from);
    match &go.unlisted {
        Some(unlisted) => say!(VersionUnlisted { version, unlisted: unlisted.clone() }).into(),
        None => version,
    }
}

#[cfg(test)]
mod tests;
