//! Runs a hook: a program of the user or of the organization, with the rights of this process and never with more.
//!
//! It runs without the store's lock, so that it can ask Upgo. Everything that it starts ends with it. What it printed is
//! in the journal before the next step begins.
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::super::ApplyError;
use super::super::context::Context;
use super::super::ledger::Ledger;
use crate::base::display::{one_line, sentence};
use crate::base::report::{Cancel, Cancelled, Code, Event, HookEnd, HookPoint, HookRun, Throttle, explained};
use crate::base::words::{Language, Statement};
use crate::change::log::{Level, LogEvent, Note};
use crate::change::plan::{PlannedHook, Step};
use crate::machine::effect::{self, ConfinedEnd, Stopped};
use crate::machine::platform::{Confinement, HeldFolder, Whose};

/// How many lines are kept, the last ones.
const LINES: usize = 80;
/// How many characters of a line are kept.
const LINE: usize = 400;
/// The memory that its processes may use together.
const MEMORY: u64 = 8 << 30;
/// How many of its processes may exist at the same time.
const PROCESSES: u32 = 1_000;
/// The longest time for a hook after the user has cancelled.
const AFTER_CANCEL: u32 = 10;

/// Runs a hook before or after the switch. If it fails, the plan fails.
pub(super) fn run(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    hook: &PlannedHook,
) -> Result<(), ApplyError> {
    context.site.hooks_refusal().map_or(Ok(()), |why| Err(ApplyError::HookRefused(why)))?;
    let ran = execute(context, index, hook, context.cancel, hook.limit_seconds, None);
    ledger.hook_ran(&ran)?;
    match ran.end {
        HookEnd::Passed => Ok(()),
        HookEnd::Cancelled => Err(Cancelled.into()),
        _ => Err(ApplyError::Hook(Box::new(ran))),
    }
}

/// Runs the hooks for failures, after the plan was rolled back and its outcome was written. Their own failure changes
/// nothing any more; it is in the journal and in the log.
pub(in crate::change::apply) fn after_failure(context: &Context<'_>, ledger: &mut Ledger<'_>, code: Code) {
    if context.site.hooks_refusal().is_some() {
        return;
    }
    // The user has cancelled the change, not what reports it.
    let (is_cancel, not_cancelled) = (matches!(code, Code::Cancelled | Code::Deadline), Cancel::default());
    let cancel = if is_cancel { &not_cancelled } else { context.cancel };
    let hooks = context.plan.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.hook()?)));
    for (index, hook) in hooks.filter(|(_, hook)| hook.hook == HookPoint::OnFailure) {
        (context.events)(Event::StepStarted { step: index });
        let limit = if is_cancel { hook.limit_seconds.min(AFTER_CANCEL) } else { hook.limit_seconds };
        let ran = execute(context, index, hook, cancel, limit, Some(code));
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

/// Runs a hook until it ends, and notes that in the log.
fn execute(
    context: &Context<'_>,
    index: usize,
    hook: &PlannedHook,
    cancel: &Cancel,
    limit_seconds: u32,
    failed: Option<Code>,
) -> HookRun {
    let program = one_line(hook.program());
    let tell = |line: Option<String>| {
        let (step, hook, owner, program) = (index, hook.hook, hook.owner, program.clone());
        (context.events)(Event::Hook { step, hook, owner, program, limit_seconds, line });
    };
    tell(None);
    let (mut tail, mut throttle) = (Tail::default(), Throttle::default());
    let patience = Duration::from_secs(limit_seconds.into());
    let mut command = command(context, hook, failed);
    let mut hear = |_, line: &str| {
        let line = context.site.log.redacted(&shortened(line));
        if throttle.ready() {
            tell(Some(line.clone()));
        }
        tail.add(line);
    };
    let ended = limits().and_then(|limits| effect::run_confined(&mut command, &limits, patience, cancel, &mut hear));
    let milliseconds = ended.as_ref().map_or(0, |ended| u64::try_from(ended.elapsed.as_millis()).unwrap_or(u64::MAX));
    let end =
        ended.map_or_else(|error| HookEnd::NotStarted { why: sentence(error) }, |ended| end_of(&ended, limit_seconds));
    let Tail { lines, left_out } = tail;
    let (step, hook, owner) = (index, hook.hook, hook.owner);
    let ran = HookRun { step, hook, owner, program, end, milliseconds, output: lines.into(), left_out };
    note(context, &ran);
    ran
}

/// The program with its arguments and variables: those of a new terminal, and what the change is about.
fn command(context: &Context<'_>, hook: &PlannedHook, failed: Option<Code>) -> Command {
    let (site, plan) = (context.site, context.plan);
    let mut command = Command::new(hook.program());
    command.args(hook.command.iter().skip(1)).current_dir(site.home().root());
    command.env_clear().envs(site.terminal_variables());
    // A removal is named after what it removes, which need not be the Go in use.
    let from = plan.switches().and_then(|(from, _)| from).or(plan.from.as_ref());
    let versions = [("UPGO_FROM", from), ("UPGO_TO", plan.to.as_ref())];
    let versions = versions.map(|(name, version)| (name, version.map(ToString::to_string)));
    let facts = [
        ("UPGO_HOOK", Some(hook.hook.name().to_owned())),
        ("UPGO_CHANGE", Some(context.id.to_string())),
        ("UPGO_ERROR", failed.map(|code| code.to_string())),
    ];
    for (name, value) in facts.into_iter().chain(versions) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    match site.root_in_use() {
        Some(root) => command.env("UPGO_GOROOT", root),
        None => command.env_remove("UPGO_GOROOT"),
    };
    command
}

/// It may write wherever the user may.
fn limits() -> io::Result<Confinement> {
    let everywhere = HeldFolder::open(Path::new("/"))?;
    Ok(Confinement {
        may_write: vec![everywhere],
        of: Whose::User,
        memory_bytes: MEMORY,
        processes: PROCESSES,
        cores: u32::MAX,
    })
}

fn end_of(ended: &ConfinedEnd, seconds: u32) -> HookEnd {
    match (&ended.stopped, ended.code) {
        (None, _) if ended.success => HookEnd::Passed,
        (Some(Stopped::Cancelled), _) => HookEnd::Cancelled,
        (Some(Stopped::Time), _) => HookEnd::TimedOut { seconds },
        (Some(Stopped::Memory), _) => HookEnd::Memory,
        (Some(Stopped::Processes), _) => HookEnd::Processes,
        (None | Some(Stopped::WroteOutside { .. }), Some(code)) => HookEnd::Exited { code },
        (None | Some(Stopped::WroteOutside { .. }), None) => HookEnd::Killed,
    }
}

/// The last lines that a hook printed.
#[derive(Debug, Default)]
struct Tail {
    lines: VecDeque<String>,
    left_out: u64,
}

impl Tail {
    fn add(&mut self, line: String) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
            self.left_out = self.left_out.saturating_add(1);
        }
        self.lines.push_back(line);
    }
}

fn shortened(line: &str) -> String {
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(LINE).collect();
    if letters.next().is_none() { start } else { start + "…" }
}

/// How a hook failed, without what it printed.
fn how_it_failed(ran: &HookRun) -> Statement {
    explained(&ApplyError::Hook(Box::new(HookRun { output: Vec::new(), ..ran.clone() })))
}

/// Notes how a hook ended, and the lines that are kept, in the log.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_and_the_others_counted() {
        let mut tail = Tail::default();
        (0..LINES + 5).for_each(|number| tail.add(number.to_string()));
        assert_eq!((tail.lines.len(), tail.left_out), (LINES, 5));
        assert_eq!((tail.lines.front().unwrap().as_str(), tail.lines.back().unwrap().as_str()), ("5", "84"));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(shortened("ü"), "ü");
        assert_eq!(shortened(&"ü".repeat(LINE)), "ü".repeat(LINE));
        assert_eq!(shortened(&"ü".repeat(LINE + 1)), "ü".repeat(LINE) + "…");
    }

    #[test]
    fn an_end_has_one_reason() {
        let ended = |success, code, stopped| ConfinedEnd {
            success,
            code,
            stopped,
            peak_memory_bytes: None,
            elapsed: Duration::ZERO,
        };
        for (ended, end) in [
            (ended(true, Some(0), None), HookEnd::Passed),
            (ended(false, Some(3), None), HookEnd::Exited { code: 3 }),
            (ended(false, None, None), HookEnd::Killed),
            (ended(false, None, Some(Stopped::Time)), HookEnd::TimedOut { seconds: 7 }),
            (ended(false, None, Some(Stopped::Cancelled)), HookEnd::Cancelled),
            (ended(false, None, Some(Stopped::Memory)), HookEnd::Memory),
            (ended(false, None, Some(Stopped::Processes)), HookEnd::Processes),
            (ended(false, Some(1), Some(Stopped::WroteOutside { path: None })), HookEnd::Exited { code: 1 }),
        ] {
            assert_eq!(end_of(&ended, 7), end);
        }
    }
}
