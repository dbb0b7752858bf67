//! Runs a hook: a program of the user or the organization, with the rights of this process and never with more. It runs
//! without the store's lock, so that it can ask Upgo, and all that it starts ends with it. Its output is in the journal
//! before the next step begins.
use std::thread;
use std::time::{Duration, Instant};

use super::super::context::Context;
use super::super::ledger::Ledger;
use super::super::{ApplyError, Result};
use crate::base::display::one_line;
use crate::base::report::{Cancel, Cancelled, Code, Event, HookEnd, HookPoint, HookRun, Throttle, explained};
use crate::base::words::{Language, Statement};
use crate::change::hook_program::{AFTER_CANCEL, EndedHook, HookProgram};
use crate::change::log::{Level, LogEvent, Note};
use crate::change::plan::{PlannedHook, Step};

/// The time from one run of a hook that watches the new Go to the next.
const SOAK_EVERY: Duration = Duration::from_mins(1);
/// How long a cancellation may go unnoticed.
const MOMENT: Duration = Duration::from_millis(100);

/// If the hook fails, the plan fails. None judges a Go that a later change has replaced.
pub(super) fn run(context: &mut Context<'_>, ledger: &mut Ledger<'_>, hook: &PlannedHook) -> Result<()> {
    context.site.hooks_refusal().map_or(Ok(()), |why| Err(ApplyError::HookRefused(why)))?;
    context.require_not_replaced()?;
    let ran = match hook.soak_seconds {
        None => execute(context, hook, context.cancel, hook.limit_seconds, None),
        Some(seconds) => soak(context, hook, Duration::from_secs(seconds.into())),
    };
    ledger.hook_ran(&ran)?;
    match ran.end {
        HookEnd::Passed => Ok(()),
        HookEnd::Cancelled => Err(Cancelled.into()),
        _ => Err(ApplyError::Hook(Box::new(ran))),
    }
}

/// Runs a hook every minute and at the end of `time`, until it fails or this change is replaced. Returns the last run.
fn soak(context: &Context<'_>, hook: &PlannedHook, time: Duration) -> HookRun {
    let begun = Instant::now();
    loop {
        let (run, left) = (Instant::now(), time.saturating_sub(begun.elapsed()));
        let ran = execute(context, hook, context.cancel, hook.limit_seconds, None);
        let next = run + left.min(SOAK_EVERY);
        loop {
            if !ran.has_passed() || left.is_zero() || context.require_not_replaced().is_err() {
                return ran;
            }
            if context.cancel.is_cancelled() {
                return HookRun { end: HookEnd::Cancelled, ..ran };
            }
            let wait = next.saturating_duration_since(Instant::now());
            if wait.is_zero() {
                break;
            }
            thread::sleep(MOMENT.min(wait));
        }
    }
}

/// Runs after the rollback and the outcome. A failure changes nothing any more; it is in the journal and in the log.
pub(in crate::change::apply) fn after_failure(context: &mut Context<'_>, ledger: &mut Ledger<'_>, code: Code) {
    if context.site.hooks_refusal().is_some() {
        return;
    }
    // The user has cancelled the change, not what reports it.
    let (is_cancel, not_cancelled) = (context.cancel.is_cancelled(), Cancel::default());
    let cancel = if is_cancel { &not_cancelled } else { context.cancel };
    let plan = context.plan;
    let hooks = plan.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.hook()?)));
    for (index, hook) in hooks.filter(|(_, hook)| hook.hook == HookPoint::OnFailure) {
        context.step = index;
        (context.events)(Event::StepStarted { step: index });
        let limit = if is_cancel { hook.limit_seconds.min(AFTER_CANCEL) } else { hook.limit_seconds };
        let ran = execute(context, hook, cancel, limit, Some(code));
        if ran.has_passed() {
            (context.events)(Event::StepDone { step: index });
        } else {
            (context.events)(Event::StepSkipped { step: index, reason: how_it_failed(&ran).shown() });
        }
        if ledger.hook_ran(&ran).is_err() {
            return; // a full disk, for example; the outcome is written
        }
    }
}

fn execute(
    context: &Context<'_>,
    hook: &PlannedHook,
    cancel: &Cancel,
    limit_seconds: u32,
    failed: Option<Code>,
) -> HookRun {
    let program = one_line(hook.program());
    let tell = |line: Option<String>| {
        let (step, hook, owner, program) = (context.step, hook.hook, hook.owner, program.clone());
        (context.events)(Event::Hook { step, hook, owner, program, limit_seconds, line });
    };
    tell(None);
    let mut throttle = Throttle::default();
    let mut hear = |line: &str| {
        if throttle.ready() {
            tell(Some(line.to_owned()));
        }
    };
    let started = HookProgram {
        site: context.site,
        words: &hook.command,
        name: hook.hook.name(),
        limit_seconds,
        variables: variables(context, failed),
        input: None,
    };
    let EndedHook { end, milliseconds, lines, left_out } = started.run(cancel, &mut hear);
    let (step, hook, owner) = (context.step, hook.hook, hook.owner);
    let ran = HookRun { step, hook, owner, program, end, milliseconds, output: lines.into(), left_out };
    note(context, &ran);
    ran
}

fn variables(context: &Context<'_>, failed: Option<Code>) -> Vec<(&'static str, Option<String>)> {
    let plan = context.plan;
    // A removal is named after what it removes, which need not be the Go in use.
    let from = plan.switches().and_then(|(from, _)| from).or(plan.from.as_ref());
    vec![
        ("UPGO_FROM", from.map(ToString::to_string)),
        ("UPGO_TO", plan.to.as_ref().map(ToString::to_string)),
        ("UPGO_CHANGE", Some(context.id.to_string())),
        ("UPGO_ERROR", failed.map(|code| code.to_string())),
    ]
}

/// How a hook failed, without what it printed.
fn how_it_failed(ran: &HookRun) -> Statement {
    explained(&ApplyError::Hook(Box::new(HookRun { output: Vec::new(), ..ran.clone() })))
}

fn note(context: &Context<'_>, ran: &HookRun) {
    let (site, kind) = (context.site, context.plan.steps.get(ran.step).map(Step::kind));
    let of = |note: Note| note.in_change(Some(context.id)).in_step(kind);
    for line in &ran.output {
        site.note(of(Note::new(LogEvent::HookSaid, line.as_str())));
    }
    let took = Some(Duration::from_millis(ran.milliseconds));
    let (name, place) = (ran.hook.name(), ran.owner.place());
    let (text, level) = if ran.has_passed() {
        (format!("the {name} hook of {} has ended", place.say(Language::English)), Level::Info)
    } else {
        (how_it_failed(ran).say(Language::English), Level::Warn)
    };
    site.note(of(Note::new(LogEvent::HookEnded, text)).at(level).took(took));
}
