//! The words for plans, and for the outcomes of changes.
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::{Code, Problem, StepTitle, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{Changed, Engine, ToCommit};
use upgo_engine::change::plan::{Action, ChangeName};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::guidance::whats_new::WhatsNewSummary;
use upgo_engine::store::ProofLevel;
use upgo_engine::store::proof::ProofLinkKind;
use upgo_engine::which_go::inventory::Origin;
use upgo_engine::which_go::resolve::Known;

use crate::output::{Output, bold, dim};
use crate::{rows, words};

/// For how many repositories the commands that commit are printed.
const COMMITS: usize = 5;

pub(crate) fn describe_plan(steps: &[StepTitle]) -> String {
    if steps.is_empty() {
        return Sentence::NothingToDo.to_string();
    }
    let mut lines = vec![bold(Sentence::TheseSteps)];
    for (index, step) in steps.iter().enumerate() {
        let bytes = step.bytes.map(|bytes| dim(format!(" · {}", size(bytes)))).unwrap_or_default();
        lines.push(format!("  {}. {}{bytes}", index + 1, step.description));
        match &step.patch {
            Some(patch) => lines.extend(patch.lines().map(|line| format!("       {line}"))),
            None => lines.extend(step.diff.0.iter().map(|line| format!("       {line}"))),
        }
    }
    if steps.iter().any(|step| step.needs_admin) {
        lines.push(Sentence::OnePrompt.to_string());
    }
    lines.join("\n")
}

pub(crate) fn describe_news(summary: &WhatsNewSummary) -> String {
    let lines = summary.lines.iter().map(|line| words::wrapped(&one_line(line), "  "));
    let command = format!("upgo whatsnew {} {}", summary.from.number(), summary.to.number());
    let more = dim(format!("  {}", say!(MoreAt { command })));
    [bold(Sentence::WhatItBrings)].into_iter().chain(lines).chain([more]).collect::<Vec<_>>().join("\n")
}

pub(crate) fn describe(changed: &Changed) -> String {
    let mut lines = vec![told(changed).to_string()];
    if let Some(version) = changed.change.to.as_ref().filter(|_| changed.change.switched && is_heard(changed)) {
        lines.push(say!(TerminalAnswered { version: bold(version) }).to_string());
    }
    lines.extend(describe_commits(&changed.to_commit));
    lines.join("\n")
}

/// The commands that commit what was edited.
fn describe_commits(all: &[ToCommit]) -> Vec<String> {
    let shown: Vec<&ToCommit> = all.iter().filter(|one| !one.commands.is_empty()).take(COMMITS).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let commands = shown.iter().flat_map(|one| &one.commands).map(|command| format!("  {}", one_line(command)));
    let more = all.len() - shown.len();
    let more = (more > 0).then(|| say!(ToCommitMore { count: more }).to_string());
    std::iter::once(Sentence::ToCommitIt.to_string()).chain(commands).chain(more).collect()
}

fn told(changed: &Changed) -> Statement {
    let change = &changed.change;
    let to = || bold(change.to.as_ref().map_or_else(|| Sentence::NoGo.to_string(), ToString::to_string));
    let sentence = |change: &ChangeName| words::sentence(bold(change.done()));
    let done = sentence(change);
    let space = |bytes: u64| say!(Freed { size: size(bytes) });
    match (change.action, changed.changed) {
        (Action::Install, false) => say!(AlreadyInstalled { to: to() }),
        (Action::Install, true) if !change.switched && runs_own(changed) => done.and(Sentence::TerminalsRunIt),
        (Action::Install, true) if !change.switched => {
            done.and(say!(ToSwitchToIt { command: format!("upgo use {}", number(changed)) }))
        }
        (Action::Install, true) if !runs(changed) => {
            sentence(&ChangeName { switched: false, ..change.clone() }).and(chosen(changed))
        }
        (Action::Use, false) if runs(changed) => say!(AlreadyInUse { to: to() }),
        (Action::Upgrade, false) => say!(IsUpToDate { to: to() }),
        (Action::Use | Action::Upgrade | Action::Downgrade, _) if !runs(changed) => chosen(changed),
        (Action::Rollback, false) => {
            let id = changed.undid.map(|id| id.to_string()).unwrap_or_default();
            say!(NothingLeftToUndo { id })
        }
        (Action::Rollback, _) if change.switched || changed.path_changed => done.and(chosen(changed)),
        (Action::Remove, true) => {
            let freed = changed.freed_bytes.filter(|bytes| *bytes > 0).map(space);
            let left = change.switched.then(|| chosen(changed));
            freed.into_iter().chain(left).fold(done, Statement::and)
        }
        (Action::CleanCaches, true) => changed.freed_bytes.map(space).into_iter().fold(done, Statement::and),
        (Action::CleanCaches, false) => Sentence::NothingToClean.into(),
        (Action::Remove, false) => Sentence::NothingUnused.into(),
        (Action::AddToPath, false) if changed.warnings.iter().any(|warning| warning.code == Code::ActiveOther) => {
            Sentence::NoMoreForPath.into()
        }
        (Action::AddToPath, false) => Sentence::AlreadyOnPath.into(),
        (Action::Environment | Action::UnpinEditors | Action::Settings, false) => Sentence::NothingToChange.into(),
        (Action::Adopt, true) if runs(changed) => done.and(Sentence::TerminalsRunIt),
        (Action::Adopt, true) if change.switched => done.and(chosen(changed)),
        (Action::Adopt, false) => say!(AlreadyManaged { to: to() }),
        (Action::Import, true) if runs(changed) => done.and(say!(HeadlineRuns { runs: to() })),
        (Action::Import, true) => done.and(chosen(changed)),
        (Action::Import, false) => Sentence::HasAllVersions.into(),
        (Action::SetUp, _) => set_up(changed, done),
        (Action::StepAside, true) => done.and(Sentence::OtherStays),
        (Action::StepAside, false) => Sentence::AlreadyFirst.into(),
        (Action::KeepSystem, true) => done.and(Sentence::UpgradeManages),
        (Action::KeepSystem, false) => Sentence::AlreadyWithInstaller.into(),
        (Action::SystemInstall, false) => say!(AlreadyForAll { to: to() }),
        (Action::RepairFiles, false) => match changed.proof {
            Some(ProofLevel::Proven | ProofLevel::DigestOnly) => Sentence::FilesMatchRelease.into(),
            _ => Sentence::FilesMatchInstalled.into(),
        },
        (Action::RebuildTools, false) => Sentence::NothingToRebuild.into(),
        (Action::UpdateTools, false) if !changed.warnings.is_empty() => Sentence::NothingToUpdate.into(),
        (Action::UpdateTools, false) => Sentence::NoNewerVersions.into(),
        (Action::UpdateSelf, false) => say!(IsUpToDate { to: "Upgo" }),
        (Action::Pin, false) => Sentence::AlreadyAsksFor.into(),
        (Action::RaiseProjects, false) => Sentence::NoneRaised.into(),
        (Action::FixProjects, false) if changed.warnings.is_empty() => Sentence::NothingToFix.into(),
        // the warnings say why each project is left out
        (Action::FixProjects, false) => Sentence::NoneFixed.into(),
        (Action::Pin | Action::RaiseProjects | Action::FixProjects, true) => done.and(Sentence::ToUndoIt),
        _ => done,
    }
}

fn number(changed: &Changed) -> &str {
    changed.change.to.as_ref().map_or("latest", Version::number)
}

/// Whether a new terminal runs the toolchain that the change chose.
fn runs(changed: &Changed) -> bool {
    let active = changed.active.as_ref().and_then(|active| active.version.as_ref());
    active.is_some() && active == changed.change.to.as_ref()
}

/// Whether a new terminal runs Upgo's own toolchain of that version, even though the change did not switch to it.
fn runs_own(changed: &Changed) -> bool {
    runs(changed) && changed.active.as_ref().is_some_and(|active| active.origin == Origin::Upgo)
}

/// Whether a new terminal has said that it runs the toolchain that the change chose.
fn is_heard(changed: &Changed) -> bool {
    runs(changed) && changed.known == Some(Known::Asked)
}

/// The outcome of a setup, which is done although the machine may not have everything that the file asks for.
fn set_up(changed: &Changed, done: Statement) -> Statement {
    let is_left_out =
        |warning: &Problem| warning.code == Code::ToolBuild || warning.means == Sentence::SetupRestIsDone.into();
    match (changed.changed, changed.warnings.iter().any(is_left_out)) {
        (true, true) => done.and(Sentence::SetupLacks).and(Sentence::ToUndoIt),
        (true, false) => done.and(Sentence::ToUndoIt),
        (false, true) => Sentence::SetupMatchesBut.into(),
        (false, false) => Sentence::SetupMatches.into(),
    }
}

/// What a new terminal runs after the change, which may differ from what the change chose.
fn chosen(changed: &Changed) -> Statement {
    let active = changed.active.as_ref().map(|active| match &active.version {
        Some(version) => version.to_string(),
        None => say!(AnotherGo { origin: words::origin(active.origin) }).to_string(),
    });
    match (&changed.change.to, active) {
        (Some(to), _) if runs(changed) => say!(NowInUse { to: bold(to) }),
        (Some(to), Some(active)) => say!(SelectedButRuns { to: bold(to), active }),
        (Some(to), None) => words::sentence(say!(SelectedButNone { to: bold(to) })),
        (None, Some(active)) => say!(HeadlineRuns { runs: bold(active) }),
        (None, None) => words::sentence(at_start(&Sentence::TerminalsFindNone.to_string())),
    }
}

/// Who vouches for an installed toolchain, if it is not a source that everybody can check.
fn proof_remark(engine: &Engine, level: ProofLevel, about: &Version) -> Option<Statement> {
    let of = |says: Statement| say!(AtPlace { place: about.as_str(), what: says });
    Some(match level {
        ProofLevel::Proven => return None,
        ProofLevel::DigestOnly => say!(VerifiedByListOnly { version: about.as_str() }),
        ProofLevel::OwnDatabase => {
            let chain = engine.proof(about).ok()?;
            let link = chain.links.into_iter().find(|link| link.kind == ProofLinkKind::ChecksumDatabase);
            of(link.map_or_else(|| level.means().into(), |link| link.says))
        }
        ProofLevel::Given | ProofLevel::Contradicted | ProofLevel::Unknown => of(level.means().into()),
    })
}

pub(crate) fn remarks(engine: &Engine, request: &ChangeRequest, changed: &Changed, output: &Output) {
    for row in engine.left_to_do(request, changed) {
        output.remark(&rows::remark(&row));
    }
    if let (Some(level), Some(about)) = (changed.proof, &changed.change.about)
        && let Some(said) = proof_remark(engine, level, about)
    {
        output.remark(&dim(said.and(say!(MoreAt { command: format!("upgo verify {about} --why") }))));
    }
}
