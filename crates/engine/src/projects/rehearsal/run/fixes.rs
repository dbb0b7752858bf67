//! `go fix` of the tried Go in a copy of a project, and whether the copy works as the project does with that Go.
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::compare::{Results, compare};
use super::super::copy::{FixedFile, ProjectCopy};
use super::super::error::Result;
use super::super::fixes::{MOST_TO_WRITE, size_in_journal};
use super::super::phases::{ProjectCommands, Turn};
use super::super::{
    FixesOutcome, RehearsalDifference, RehearsalDifferenceKind as Kind, RehearsalFinding, RehearsedFixes,
};
use super::outcome::Knowledge;
use super::project::ProjectRehearsal;
use crate::base::report::RehearsalPhase as Phase;
use crate::base::words::{Sentence, Statement};
use crate::projects::edit::FileEdit;

const DIFFERENCES: usize = 20;

struct FixedCopy<'a> {
    commands: ProjectCommands<'a>,
    copy: &'a ProjectCopy,
    files: Vec<FixedFile>,
}

enum Judged {
    /// So many tests pass; `None` if none was run.
    Works(Option<u64>),
    Fails(Vec<RehearsalDifference>),
    Unknown(Statement),
}

impl ProjectRehearsal<'_> {
    /// Tries the fixes, in the copy in which the other Go has run.
    pub(super) fn try_fixes(
        &self,
        to: &ProjectCommands<'_>,
        copy: &ProjectCopy,
        known: &mut Knowledge,
    ) -> Result<RehearsedFixes> {
        let built = known.with_new.first().filter(|(_, results)| !results.is_whole_failure());
        if built.is_none() {
            let why = known.reason.clone().unwrap_or_else(|| self.fails_before());
            return Ok(RehearsedFixes::not_tried(why));
        }
        self.fix(&ProjectCommands { turn: Turn::Fixed, ..*to }, copy, known)
    }

    fn fix(&self, commands: &ProjectCommands<'_>, copy: &ProjectCopy, known: &mut Knowledge) -> Result<RehearsedFixes> {
        let (ran, stopped) = self.run_one(commands, Phase::Fix)?;
        if let Some(why) = stopped {
            return Ok(RehearsedFixes::not_tried(why));
        }
        let fixed = FixedCopy { commands: *commands, copy, files: copy.fixed() };
        let found = RehearsedFixes::found(&fixed.files.iter().map(|file| &file.edit).collect::<Vec<_>>());
        let refused = ran.results.failed.values().flatten().next();
        let judged = match refused {
            Some(refused) => Judged::Unknown(say!(FixesRefused { error: Statement::quoted(words_of(refused)) })),
            None if fixed.files.is_empty() => {
                return Ok(found.ended(FixesOutcome::Nothing, Sentence::FixesChangeNothing));
            }
            None => self.judge(&fixed, known)?,
        };
        Ok(match judged {
            Judged::Works(passing_tests) => {
                let (places, files) = found.counted();
                let says = match passing_tests {
                    None => say!(FixesBuilt { places, files }),
                    Some(0) => say!(FixesWithoutTests { places, files }),
                    Some(count) => say!(FixesTested { places, files, count }),
                };
                if let Some(tried) = &mut known.tried {
                    let files: Vec<FileEdit> = fixed.files.into_iter().map(|file| file.edit).collect();
                    tried.fixes = Some(files).filter(|files| size_in_journal(files) <= MOST_TO_WRITE);
                }
                RehearsedFixes { passing_tests, ..found }.ended(FixesOutcome::Works, says)
            }
            Judged::Fails(differences) => {
                let (places, files) = found.counted();
                let command = differences.first().map_or("", |one| one.phase.command());
                let says = say!(FixesFail { places, files, command });
                RehearsedFixes { differences, ..found }.ended(FixesOutcome::Fails, says)
            }
            Judged::Unknown(why) => {
                let (places, files) = found.counted();
                found.ended(FixesOutcome::Unknown, say!(FixesUnknown { places, files, why }))
            }
        })
    }

    fn judge(&self, fixed: &FixedCopy<'_>, known: &Knowledge) -> Result<Judged> {
        let mut passing = None;
        for (phase, before) in &known.with_new {
            let (ran, stopped) = self.run_one(&fixed.commands, *phase)?;
            if let Some(why) = stopped {
                return Ok(Judged::Unknown(why));
            }
            let after = &ran.results;
            let broken = broken_by(*phase, before, after);
            if !broken.is_empty() {
                return Self::confirm(fixed, (*phase, before), broken);
            }
            if !(before.failed.is_empty() && after.failed.is_empty()) {
                return Ok(Judged::Unknown(self.fails_before()));
            }
            if *phase == Phase::Test {
                passing = Some(before.passing.intersection(&after.passing).count() as u64);
            }
        }
        Ok(known.reason.clone().map_or(Judged::Works(passing), Judged::Unknown))
    }

    /// Whether what fails with the fixes fails again, and passes without them. Tests may have left files in the copy.
    fn confirm(
        fixed: &FixedCopy<'_>,
        (phase, before): (Phase, &Results),
        mut broken: Vec<RehearsalDifference>,
    ) -> Result<Judged> {
        let again = || -> Result<Vec<RehearsalDifference>> {
            let ran = fixed.commands.run_phase(phase)?;
            Ok(broken_by(phase, before, &ran.results))
        };
        let is_in = |all: &[RehearsalDifference], one: &RehearsalDifference| {
            all.iter().any(|other| (&other.package, &other.test) == (&one.package, &one.test))
        };
        let repeated = again()?;
        broken.retain(|one| is_in(&repeated, one));
        if broken.is_empty() {
            return Ok(Judged::Unknown(say!(FixesFlaky { command: phase.command() })));
        }
        fixed.copy.restore(&fixed.files)?;
        let without_fixes = again()?;
        broken.retain(|one| !is_in(&without_fixes, one));
        if broken.is_empty() {
            return Ok(Judged::Unknown(say!(FixesCopyFails { command: phase.command() })));
        }
        broken.truncate(DIFFERENCES);
        for one in &mut broken {
            one.findings.truncate(DIFFERENCES);
        }
        Ok(Judged::Fails(broken))
    }

    fn fails_before(&self) -> Statement {
        say!(FixesFailsBefore { version: self.rehearsal.to.version().as_str() })
    }
}

/// Fixes move lines, so the findings of vet are counted by file and analyzer.
fn broken_by(phase: Phase, before: &Results, after: &Results) -> Vec<RehearsalDifference> {
    let without_findings = |results: &Results| Results { findings: BTreeMap::new(), ..results.clone() };
    let compared = compare(phase, &without_findings(before), &without_findings(after));
    let mut broken: Vec<_> = compared.differences.into_iter().filter(|one| one.kind == Kind::Breaks).collect();
    let known = counted(before);
    let is_new = |found: &&RehearsalFinding| {
        counted(after).get(&key(found)).unwrap_or(&0) > known.get(&key(found)).unwrap_or(&0)
    };
    for (package, findings) in &after.findings {
        let findings: Vec<RehearsalFinding> = findings.iter().filter(is_new).cloned().collect();
        if !findings.is_empty() {
            let package = package.clone();
            broken.push(RehearsalDifference { phase, kind: Kind::NewFinding, package, test: None, findings });
        }
    }
    broken
}

type FixKey = (Option<PathBuf>, Option<String>);

fn key(found: &RehearsalFinding) -> FixKey {
    (found.file.clone(), found.analyzer.clone())
}

fn counted(results: &Results) -> BTreeMap<FixKey, usize> {
    results.findings.values().flatten().fold(BTreeMap::new(), |mut all, found| {
        *all.entry(key(found)).or_default() += 1;
        all
    })
}

fn words_of(found: &RehearsalFinding) -> String {
    let file = found.file.as_ref().and_then(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned());
    let line = found.line.map(|line| line.to_string());
    let place: Vec<String> = file.into_iter().chain(line).collect();
    [place.join(":"), found.text.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}
