//! The words for plans, and for the outcomes of changes.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, StepTitle, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::cases::{Changed, Engine};
use upgo_engine::change::plan::{Action, Subject};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::environment::EditScope;
use upgo_engine::guidance::whats_new::WhatsNewSummary;
use upgo_engine::store::ProofLevel;
use upgo_engine::store::proof::ProofLinkKind;

use crate::output::{Output, bold, dim};
use crate::words;

pub(crate) fn describe_plan(steps: &[StepTitle]) -> String {
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

/// What an upgrade brings, after its plan.
pub(crate) fn describe_news(summary: &WhatsNewSummary) -> String {
    let lines = summary.lines.iter().map(|line| words::wrapped(&one_line(&line.text), "  "));
    let more = dim(format!("  More: `upgo whatsnew {} {}`.", summary.from.number(), summary.to.number()));
    [bold("What it brings:")].into_iter().chain(lines).chain([more]).collect::<Vec<_>>().join("\n")
}

pub(crate) fn describe(changed: &Changed) -> String {
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

pub(crate) fn remarks(engine: &Engine, request: &ChangeRequest, changed: &Changed, output: &Output) {
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
