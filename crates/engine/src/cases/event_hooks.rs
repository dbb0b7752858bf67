//! Hooks for what is no part of a change: news, failed checks, and the end of a change for which nobody waited.
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::advisories::ids_of_active;
use super::{Changed, Engine};
use crate::base::display::json;
use crate::base::report::{Cancel, Code, EventKind, HookEnd, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Language, Sentence, Statement, speaking};
use crate::change::hook_program::{AFTER_CANCEL, EndedHook, HookProgram};
use crate::change::log::{Level, LogEvent, Note};
use crate::change::site::EventHook;
use crate::guidance::watch::Memory;

const FORMAT: u32 = 1;
/// How many vulnerabilities a document names. The advisories of a very old Go are many.
const MOST_NAMED: usize = 200;

/// What a hook for an event reads from its standard input.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HookEvent {
    /// The version of this format.
    pub format: u32,
    pub event: EventKind,
    pub at: Timestamp,
    /// The Go that a new terminal runs; `null` if there is none.
    pub go: Option<Version>,
    /// The release that was found or installed; `null` if the event is about none.
    pub version: Option<Version>,
    /// The vulnerabilities of that Go that were not known at the last event, as IDs of the Go vulnerability database.
    pub vulnerabilities: Vec<String>,
    /// Why the check or the change failed; `null` if it did not.
    pub problem: Option<Problem>,
    /// How often in a row the check has failed.
    pub tries: u32,
    /// The number of the change in the history; `null` if there is none.
    pub change: Option<u64>,
    /// How the change ended; `null` if the event is about none.
    pub outcome: Option<EventOutcome>,
    /// The event in one sentence.
    pub title: Statement,
}

/// How an unattended change ended.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum EventOutcome {
    /// It changed something.
    Done,
    /// It failed, and what it had begun was rolled back.
    Failed,
    Nothing,
}

impl Engine {
    pub(super) fn tell_of_check(&self, checked: Result<(), &Problem>, cancel: &Cancel) {
        match checked {
            Err(problem) if problem.code == Code::Cancelled => {}
            Err(problem) => {
                let title = say!(EventCheckFailed { problem: problem.message.clone() });
                let memory = Memory::read(self.home());
                let tries = memory.releases.failed.max(memory.advisories.failed);
                let event =
                    HookEvent { problem: Some(problem.clone()), tries, ..self.event(EventKind::CheckFailure, title) };
                self.tell_all(&event, cancel);
            }
            Ok(()) => drop(self.tell_news(cancel)), // what cannot be read now is told by the next check
        }
    }

    /// Only what a hook took is remembered, so that it is told the rest again.
    fn tell_news(&self, cancel: &Cancel) -> Result<()> {
        let of_release = self.event_hooks(EventKind::Release);
        let of_vulnerability = self.event_hooks(EventKind::Vulnerability);
        if of_release.is_empty() && of_vulnerability.is_empty() {
            return Ok(());
        }
        let (seen, memory) = (self.see()?, Memory::read(self.home()));
        let concerning = self.concerning(&seen);
        let known = ids_of_active(&seen, concerning.as_ref());
        let offer = self.assess_on(&seen, concerning.as_ref(), &memory).offer.map(|offer| offer.version);
        for hook in of_release {
            let is_new = |version: &Version| memory.hook_releases.get(&hook.0) != Some(version);
            let Some(version) = offer.clone().filter(is_new) else { continue };
            let title = say!(EventRelease { version: version.as_str() });
            let event = HookEvent { version: Some(version.clone()), ..self.event(EventKind::Release, title) };
            if self.tell(&event, &hook, cancel) {
                self.remember(|memory| drop(memory.hook_releases.insert(hook.0, version)))?;
            }
        }
        for hook in of_vulnerability {
            let took = memory.hook_vulnerabilities.get(&hook.0).cloned().unwrap_or_default();
            let new: BTreeSet<_> = known.difference(&took).cloned().collect();
            let Some(new) = Some(new).filter(|new| !new.is_empty()) else { continue };
            let title = say!(EventVulnerabilities { count: new.len() });
            let vulnerabilities = new.into_iter().rev().take(MOST_NAMED).collect();
            let event = HookEvent { vulnerabilities, ..self.event(EventKind::Vulnerability, title) };
            if self.tell(&event, &hook, cancel) {
                self.remember(|memory| drop(memory.hook_vulnerabilities.insert(hook.0, known.clone())))?;
            }
        }
        Ok(())
    }

    pub(super) fn tell_of_unattended(&self, changed: Result<&Changed, &Problem>, cancel: &Cancel) {
        let (title, outcome): (Statement, _) = match changed {
            Ok(changed) if changed.changed => (Sentence::EventChanged.into(), EventOutcome::Done),
            Ok(_) => (Sentence::EventNothing.into(), EventOutcome::Nothing),
            Err(problem) => (say!(EventFailed { problem: problem.message.clone() }), EventOutcome::Failed),
        };
        let done = changed.ok().filter(|changed| changed.changed);
        let version = done.and_then(|Changed { change, .. }| change.about.clone().or_else(|| change.to.clone()));
        let change = done.and_then(|changed| changed.id);
        let event = HookEvent {
            version,
            change,
            outcome: Some(outcome),
            problem: changed.err().cloned(),
            ..self.event(EventKind::Unattended, title)
        };
        self.tell_all(&event, cancel);
    }

    fn event(&self, event: EventKind, title: Statement) -> HookEvent {
        HookEvent {
            format: FORMAT,
            event,
            at: self.now(),
            go: self.running_go().and_then(|active| active.found.version),
            version: None,
            vulnerabilities: Vec::new(),
            problem: None,
            tries: 0,
            change: None,
            outcome: None,
            title,
        }
    }

    /// The hooks run one after the other. How they end changes nothing.
    fn tell_all(&self, event: &HookEvent, cancel: &Cancel) {
        for hook in self.event_hooks(event.event) {
            self.tell(event, &hook, cancel);
        }
    }

    /// How it ends is logged. Returns whether it took the event.
    fn tell(&self, event: &HookEvent, (owner, words, limit_seconds): &EventHook, cancel: &Cancel) -> bool {
        let name = event.event.hook();
        if let Some(why) = self.hooks_refusal() {
            let text = format!("the {name} hook did not run: {}", Statement::from(why).say(Language::English));
            self.note(Note::new(LogEvent::HookEnded, text).at(Level::Warn));
            return false;
        }
        let document = speaking(Language::English, || serde_json::to_string(event)).unwrap_or_default();
        // The user has cancelled the change, not what reports it.
        let (is_cancelled, not_cancelled) = (cancel.is_cancelled(), Cancel::default());
        let cancel = if is_cancelled { &not_cancelled } else { cancel };
        let program = HookProgram {
            site: &self.site,
            words,
            name,
            limit_seconds: if is_cancelled { AFTER_CANCEL.min(*limit_seconds) } else { *limit_seconds },
            variables: Vec::new(),
            input: Some(json(&document) + "\n"),
        };
        let EndedHook { end, milliseconds, lines, .. } = program.run(cancel, &mut |_| {});
        for line in lines {
            self.note(Note::new(LogEvent::HookSaid, line));
        }
        let place = owner.place().say(Language::English);
        let (text, level) = match &end {
            HookEnd::Passed => (format!("the {name} hook of {place} has ended"), Level::Info),
            other => {
                (format!("the {name} hook of {place} failed: {}", other.words().say(Language::English)), Level::Warn)
            }
        };
        let took = std::time::Duration::from_millis(milliseconds);
        self.note(Note::new(LogEvent::HookEnded, text).at(level).took(Some(took)));
        end == HookEnd::Passed
    }
}
