//! The commands that change something: one request to the engine each.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use upgo_engine::answers::{DryRun, PlanReport};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Deadline, Event, Problem, StepKind, StepTitle, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::cases::{Changed, Confirmed, Engine, Way};
use upgo_engine::change::plan::{Action, Plan, Subject, Then};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::environment::EditScope;
use upgo_engine::guidance::whats_new::WhatsNewSummary;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::ProofLevel;
use upgo_engine::store::proof::ProofLinkKind;

use super::{CommandResult, env, interrupt_cancels, projects, running, tools, whatsnew};
use crate::arguments::{ChangeOptions, Command, SystemAction};
use crate::output::{Output, bold, caution, dim};
use crate::progress::ProgressPrinter;

pub(super) fn run(engine: &Engine, command: &Command, cancel: &Cancel, output: &Output) -> CommandResult {
    if let Command::Projects { action: Some(action), .. } = command {
        projects::rehearse_first(engine, action, cancel, output)?;
    }
    let (request, flags) = request(engine, command)?;
    if flags.dry_run {
        let planned = engine.plan(&request, cancel)?;
        let whats_new = engine.whats_new_in(&planned.plan, cancel);
        show_plan_with_news(engine, &planned.plan, whats_new, &planned.warnings, output);
        return Ok(0);
    }
    let while_running = running::choose(engine, command, &request, flags, cancel, output)?;
    let without_proof = command.goes_without_proof();
    let unattended = matches!(command, Command::Upgrade { unattended: true, .. });
    let confirmed = Confirmed { while_running, without_proof, unattended };
    let deadline = match command {
        Command::Upgrade { deadline: Some(limit), .. } => Some(Deadline::start(limit.time, &limit.text, cancel)?),
        _ => None,
    };
    let cancel = deadline.as_ref().map_or(cancel, Deadline::cancel);
    let progress = ProgressPrinter::new(output);
    let hear = |event: Event| {
        if takes_a_while(&event) {
            interrupt_cancels(cancel); // once, and only here for a command that is usually too quick for it
        }
        progress.event(&event);
    };
    let changed = engine.change_confirmed(&request, confirmed, cancel, &hear);
    let changed = changed.map_err(|problem| match &deadline {
        Some(deadline) => deadline.explain(problem),
        None => problem,
    })?;
    output.answer(&changed, describe);
    output.warnings(&changed.warnings);
    remarks(engine, &request, &changed, output);
    let other_first = changed.warnings.iter().any(|warning| warning.code == Code::ActiveOther);
    Ok(if other_first { Code::ActiveOther.exit() } else { 0 })
}

/// Whether an event is the start of something that Ctrl+C can cancel. Waiting for Ctrl+C takes a thread, which would be a
/// large part of a switch to a tested toolchain.
fn takes_a_while(event: &Event) -> bool {
    use StepKind as K;
    let is_moment =
        |step: &StepTitle| matches!(step.kind, K::Publish | K::Switch | K::EditPath | K::EditVariables | K::Check);
    match event {
        Event::PlanStarted { steps, .. } => !steps.iter().all(is_moment),
        Event::Waiting { .. } | Event::Prompt { .. } => true,
        _ => false,
    }
}

fn request(engine: &Engine, command: &Command) -> Result<(ChangeRequest, ChangeOptions), Problem> {
    Ok(match command {
        Command::Install { what, bundle, switch, sha256, change, .. } => {
            let then = if *switch { Then::Switch } else { Then::Stay };
            let from = match (what, bundle) {
                (Some(what), None) => install_from(what, sha256.as_deref())?,
                (what, _) => InstallFrom::Release { version: in_bundle(what.as_deref())? },
            };
            (ChangeRequest::Install { from, then }, *change)
        }
        Command::Use { version, change } => (ChangeRequest::Use { version: release(version)? }, *change),
        Command::Upgrade { to, patch, change, .. } => {
            let to = to.as_deref().map(release).transpose()?;
            (ChangeRequest::Upgrade { to, patch: *patch }, *change)
        }
        Command::Rollback { id, change, .. } => (ChangeRequest::Rollback { id: *id }, *change),
        Command::Remove { version: Some(version), force, change, .. } => {
            (ChangeRequest::Remove { version: release(version)?, force: *force }, *change)
        }
        Command::Remove { change, .. } => (ChangeRequest::RemoveUnused, *change),
        Command::AddToPath { change } => (ChangeRequest::AddToPath, *change),
        Command::Adopt { all: Some(folders), change, .. } => {
            (ChangeRequest::Import { roots: folders.clone() }, *change)
        }
        Command::Adopt { what, remove_old, change, .. } => {
            let root = engine.find_for(Way::Adopt, what.as_deref())?;
            (ChangeRequest::Adopt { root, remove_old: *remove_old }, *change)
        }
        Command::StepAside { what, change } => {
            (ChangeRequest::StepAside { root: engine.find_for(Way::StepAside, what.as_deref())? }, *change)
        }
        Command::Pin { version, project, change } => {
            let version = version.as_deref().map(release).transpose()?;
            let folder = project.clone().unwrap_or_else(|| PathBuf::from("."));
            (ChangeRequest::Pin { folder, version }, *change)
        }
        Command::System { action } => system(engine, action)?,
        Command::Env { action: Some(action) } => {
            let (edit, change) = env::edit(action);
            (ChangeRequest::Environment { edit }, change)
        }
        Command::Tools { action: Some(action) } => tools::request(action).ok_or_else(no_change)?,
        Command::Projects { action: Some(action), .. } => projects::request(engine, action)?,
        _ => return Err(no_change()),
    })
}

fn no_change() -> Problem {
    Problem::new(Code::Usage, "this command changes nothing")
}

fn system(engine: &Engine, action: &SystemAction) -> Result<(ChangeRequest, ChangeOptions), Problem> {
    let of = |arch: &Option<String>| engine.system_arch(arch.as_deref());
    Ok(match action {
        SystemAction::Install { version, change } => {
            (ChangeRequest::SystemInstall { version: version.as_deref().map(release).transpose()? }, *change)
        }
        SystemAction::Repair { arch, change } => (ChangeRequest::SystemRepair { arch: of(arch) }, *change),
        SystemAction::Uninstall { arch, change } => (ChangeRequest::SystemUninstall { arch: of(arch) }, *change),
        SystemAction::Keep { change } => (ChangeRequest::KeepSystem, *change),
    })
}

pub(super) fn release(text: &str) -> Result<ReleaseRequest, Problem> {
    text.parse().map_err(|error| {
        Problem::new(Code::Usage, format!("{error}")).with_next("Name a version, such as 1.27.3, 1.27, latest or rc.")
    })
}

/// A name that parses as a version means that version, even if there is a file of that name.
fn install_from(what: &OsStr, sha256: Option<&str>) -> Result<InstallFrom, Problem> {
    let path = Path::new(what);
    let as_version = what.to_str().and_then(|text| text.parse::<ReleaseRequest>().ok());
    match (as_version, sha256) {
        (Some(wanted), None) => Ok(InstallFrom::Release { version: wanted }),
        (Some(_), Some(_)) => Err(Problem::new(Code::Usage, "--sha256 works with a file, not with a version")),
        (None, digest) if path.is_file() => {
            let sha256 = digest.map(str::parse).transpose();
            let sha256 = sha256.map_err(|error| Problem::new(Code::Usage, format!("{error}")))?;
            Ok(InstallFrom::File { path: path.to_owned(), sha256 })
        }
        (None, _) => {
            Err(Problem::new(Code::Usage, format!("{} is neither a Go version nor a file", one_line(path.display())))
                .with_next("Name a version, such as 1.27.3, 1.27, latest or rc, or the path of an archive."))
        }
    }
}

/// The requested release of a bundle.
fn in_bundle(what: Option<&OsStr>) -> Result<ReleaseRequest, Problem> {
    what.map_or(Ok(ReleaseRequest::Latest), |what| release(&what.to_string_lossy()))
}

/// Prints the output of `--dry-run`.
pub(super) fn show_plan(engine: &Engine, plan: &Plan, warnings: &[Problem], output: &Output) {
    show_plan_with_news(engine, plan, None, warnings, output);
}

/// The same, with what an upgrade brings.
fn show_plan_with_news(
    engine: &Engine,
    plan: &Plan,
    whats_new: Option<WhatsNewSummary>,
    warnings: &[Problem],
    output: &Output,
) {
    let plan_report = PlanReport::of(plan, engine.home());
    let answer = DryRun { plan: plan_report, whats_new, running: engine.running(plan), warnings: warnings.to_vec() };
    output.answer(&answer, |answer| {
        let news = answer.whats_new.as_ref().map(whatsnew::describe_in_plan);
        std::iter::once(describe_plan(&answer.plan.steps)).chain(news).collect::<Vec<_>>().join("\n\n")
    });
    for found in &engine.in_use(plan) {
        output.remark(&caution(one_line(format!("{found}."))));
    }
    output.warnings(warnings);
}

pub(super) fn describe_plan(steps: &[StepTitle]) -> String {
    if steps.is_empty() {
        return "Nothing to do.".into();
    }
    let mut lines = vec![bold("These steps would run, in this order:")];
    for (index, step) in steps.iter().enumerate() {
        let bytes = step.bytes.map(|bytes| dim(format!(" · {}", size(bytes)))).unwrap_or_default();
        lines.push(format!("  {}. {}{bytes}", index + 1, step.description));
        match &step.patch {
            Some(patch) => lines.extend(patch.lines().map(|line| format!("       {line}"))),
            None => lines.extend(step.diff.0.iter().map(|line| format!("       {line}"))),
        }
    }
    if steps.iter().any(|step| step.needs_admin) {
        lines.push("One administrator prompt is shown.".into());
    }
    lines.join("\n")
}

pub(super) fn describe(changed: &Changed) -> String {
    let to = bold(changed.to.as_ref().map_or("no Go".to_owned(), ToString::to_string));
    let subject = Subject::from(changed);
    let sentence = |subject: &Subject| bold(subject.done(Language::English)) + ".";
    let done = sentence(&subject);
    match (changed.action, changed.changed) {
        (Action::Install, false) => format!("{to} is already installed."),
        (Action::Install, true) if !changed.switched => {
            format!("{done} To switch to it: `upgo use {}`.", number(changed))
        }
        (Action::Install, true) if !runs(changed) => {
            format!("{} {}", sentence(&Subject { switched: false, ..subject }), chosen(changed))
        }
        (Action::Use, false) if runs(changed) => format!("{to} is already in use."),
        (Action::Upgrade, false) => format!("{to} is up to date."),
        (Action::Use | Action::Upgrade | Action::Downgrade, _) if !runs(changed) => chosen(changed),
        (Action::Rollback, false) => {
            let id = changed.undid.map(|id| id.to_string()).unwrap_or_default();
            format!("Nothing of change {id} was left to undo.")
        }
        (Action::Rollback, _) if changed.switched || changed.path_changed => format!("{done} {}", chosen(changed)),
        (Action::Remove, true) => {
            let freed = changed.freed_bytes.filter(|bytes| *bytes > 0);
            let freed = freed.map(|bytes| format!(" This frees {}.", size(bytes))).unwrap_or_default();
            let left = if changed.switched { format!(" {}", chosen(changed)) } else { String::new() };
            format!("{done}{freed}{left}")
        }
        (Action::CleanCaches, true) => {
            let freed = changed.freed_bytes.map(|bytes| format!(" This frees {}.", size(bytes))).unwrap_or_default();
            format!("{done}{freed}")
        }
        (Action::CleanCaches, false) => "There is nothing to clean.".into(),
        (Action::Remove, false) => "Nothing to remove.".into(),
        (Action::AddToPath, false) if changed.warnings.iter().any(|warning| warning.code == Code::ActiveOther) => {
            "Upgo cannot do more for PATH.".into()
        }
        (Action::AddToPath, false) => "Upgo's folder is already on your PATH.".into(),
        (Action::Environment | Action::Settings, false) => "Nothing to change.".into(),
        (Action::Adopt, true) if runs(changed) => format!("{done} New terminals run it."),
        (Action::Adopt, true) if changed.switched => format!("{done} {}", chosen(changed)),
        (Action::Adopt, false) => format!("Upgo already manages {to}."),
        (Action::Import, true) if runs(changed) => format!("{done} New terminals run {to}."),
        (Action::Import, true) => format!("{done} {}", chosen(changed)),
        (Action::Import, false) => "Upgo already has all of these versions.".into(),
        (Action::StepAside, true) => format!("{done} The other one stays installed."),
        (Action::StepAside, false) => "Upgo's Go already comes first on PATH.".into(),
        (Action::KeepSystem, true) => format!("{done} `upgo upgrade` now manages it with the official installer."),
        (Action::KeepSystem, false) => "The machine-wide Go is already managed with the official installer.".into(),
        (Action::SystemInstall, false) => format!("{to} is already installed for all users."),
        (Action::RepairFiles, false) => match changed.proof {
            Some(ProofLevel::Proven | ProofLevel::DigestOnly) => "All files match the published release.".into(),
            _ => "All files match what was installed.".into(),
        },
        (Action::RebuildTools, false) => "Nothing to rebuild.".into(),
        (Action::UpdateTools, false) => "No newer versions are available.".into(),
        (Action::UpdateSelf, false) => "Upgo is up to date.".into(),
        (Action::Pin, false) => "The project already asks for that version.".into(),
        (Action::RaiseProjects, false) => "No project was raised.".into(),
        (Action::Pin | Action::RaiseProjects, true) => format!("{done} To undo it: `upgo rollback`."),
        _ => done,
    }
}

fn number(changed: &Changed) -> &str {
    changed.to.as_ref().map_or("latest", Version::number)
}

/// Whether a new terminal runs the toolchain that the change chose.
fn runs(changed: &Changed) -> bool {
    changed.to.is_some() && changed.to.as_ref() == changed.active.as_ref().and_then(|active| active.version.as_ref())
}

/// What a new terminal runs after the change, which may differ from what the change chose.
fn chosen(changed: &Changed) -> String {
    let active = changed.active.as_ref().map(|active| match &active.version {
        Some(version) => version.to_string(),
        None => format!("another Go ({})", active.origin),
    });
    match (&changed.to, active) {
        (Some(to), _) if runs(changed) => format!("{} is now in use.", bold(to)),
        (Some(to), Some(active)) => format!("{} is selected, but new terminals still run {active}.", bold(to)),
        (Some(to), None) => format!("{} is selected, but new terminals find no Go.", bold(to)),
        (None, Some(active)) => format!("New terminals run {}.", bold(active)),
        (None, None) => "New terminals find no Go.".to_owned(),
    }
}

/// Who vouches for an installed toolchain, if it is not a source that everybody can check.
fn proof_remark(engine: &Engine, level: ProofLevel, about: &Version) -> Option<String> {
    let means = level.of(&Language::English.words().proof.means);
    Some(match level {
        ProofLevel::Proven => return None,
        ProofLevel::DigestOnly => {
            format!("{about} is verified against the release list only; there is no independent proof.")
        }
        ProofLevel::OwnDatabase => {
            let chain = engine.proof(about).ok()?;
            let link = chain.links.into_iter().find(|link| link.kind == ProofLinkKind::ChecksumDatabase);
            format!("{about}: {}", link.map_or(means.to_owned(), |link| link.says))
        }
        ProofLevel::Given | ProofLevel::Contradicted | ProofLevel::Unknown => format!("{about}: {means}"),
    })
}

pub(super) fn remarks(engine: &Engine, request: &ChangeRequest, changed: &Changed, output: &Output) {
    let at_log_in = engine.is_read_at_log_in();
    if let ChangeRequest::Environment { edit } = request {
        // Every go command reads the `go env -w` file itself: no new terminal is needed.
        if !changed.changed || edit.scope() == EditScope::Go {
            return;
        }
        output.remark(if at_log_in {
            "Log in again: your shell reads its startup file only at login."
        } else {
            "Open a new terminal: open terminals keep the old values."
        });
    } else if changed.path_changed && !matches!(changed.action, Action::Rollback | Action::StepAside) {
        output.remark(if at_log_in {
            "Log in again to get Upgo's folder on your PATH: your shell reads its startup file only at login."
        } else {
            "Open a new terminal: open terminals do not have Upgo's folder on their PATH."
        });
    }
    if let (Some(from), Action::Use | Action::Upgrade | Action::Downgrade | Action::Install, [first, ..]) =
        (&changed.from, changed.action, changed.running.as_slice())
    {
        let others = if changed.running.len() > 1 { " and others" } else { "" };
        let run = if changed.running.len() > 1 { "use" } else { "uses" };
        output.remark(&dim(one_line(format!("{first}{others} still {run} {from} until restarted."))));
    }
    if let (Some(level), Some(about)) = (changed.proof, &changed.about)
        && let Some(said) = proof_remark(engine, level, about)
    {
        output.remark(&dim(format!("{said} More: `upgo verify {about} --why`.")));
    }
    if !changed.outdated_tools.is_empty() {
        let names = Language::English.some_of(&changed.outdated_tools);
        output.remark(&format!("Built with an older Go release line: {names}. To rebuild: `upgo tools rebuild`."));
    }
    if !changed.editors.is_empty() {
        output.remark(&format!("Reload {}: it uses the old Go until then.", changed.editors.join(", ")));
    }
    if !changed.unused.is_empty() {
        let names: Vec<String> = changed.unused.iter().map(ToString::to_string).collect();
        output.remark(&dim(format!("{} can be removed: `upgo remove --unused`.", names.join(", "))));
    }
}
