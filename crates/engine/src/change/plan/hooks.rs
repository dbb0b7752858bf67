//! The hooks of a plan (ADR 48).
use std::path::Path;

use super::{Plan, Step, Touches};
use crate::base::display::sentence;
use crate::base::report::{HookOwner, HookPoint, HookTitle};
use crate::base::secret::words_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::machine::platform::program_name;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedHook {
    pub hook: HookPoint,
    pub owner: HookOwner,
    /// No shell reads them. The journal has them without logins, because nothing runs them from there.
    #[serde(with = "kept_words")]
    pub command: Vec<String>,
    pub limit_seconds: u32,
    /// How long it is run again and again, if it is one that watches the new Go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soak_seconds: Option<u32>,
}

impl PlannedHook {
    pub fn program(&self) -> &str {
        self.command.first().map_or("", String::as_str)
    }

    pub(super) fn name(&self) -> String {
        program_name(Path::new(self.program()))
    }

    pub(super) fn title(&self) -> HookTitle {
        HookTitle {
            owner: self.owner,
            command: self.shown(),
            limit_seconds: self.limit_seconds,
            soak_seconds: self.soak_seconds,
        }
    }

    /// A sentence without a full stop.
    pub(super) fn describe(&self) -> Statement {
        let Self { hook, owner, .. } = self;
        let effect: Statement = match hook {
            HookPoint::BeforeSwitch => Sentence::HookEffectBefore.into(),
            HookPoint::AfterSwitch => Sentence::HookEffectAfter.into(),
            HookPoint::Soak => {
                let time = patience(self.soak_seconds.unwrap_or(0));
                say!(HookEffectSoak { time, effect: Sentence::HookEffectAfter })
            }
            HookPoint::OnFailure => Sentence::HookEffectOnFailure.into(),
        };
        say!(HookOfPlan {
            hook: hook.name(),
            owner: owner.place(),
            command: self.shown(),
            effect,
            limit: patience(self.limit_seconds)
        })
    }

    /// An argument with a space is quoted, for people only.
    fn shown(&self) -> String {
        let word =
            |word: &String| if word.contains(' ') || word.is_empty() { format!("{word:?}") } else { word.clone() };
        sentence(words_without_secrets(&self.command).iter().map(word).collect::<Vec<_>>().join(" "))
    }
}

impl Plan {
    pub fn hooks(&self) -> impl Iterator<Item = &PlannedHook> {
        self.steps.iter().filter_map(Step::hook)
    }

    /// Whether it changes which Go the user or the machine has, so that hooks run around it.
    pub(crate) fn has_hooks_around(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.touches(), Touches::Switch { .. } | Touches::System { .. }))
    }

    /// The steps of its hooks that judge the new Go, after the switch.
    pub(crate) fn hooks_after_switch(&self) -> impl Iterator<Item = usize> {
        let judges = |point: HookPoint| matches!(point, HookPoint::AfterSwitch | HookPoint::Soak);
        let is_after = move |step: &Step| step.hook().is_some_and(|hook| judges(hook.hook));
        self.steps.iter().enumerate().filter(move |(_, step)| is_after(step)).map(|(index, _)| index)
    }
}

/// The plan with hooks: those before the switch come before the first step that changes something, the others at the
/// end. Only a plan that changes which Go is in use has hooks.
pub fn with_hooks(mut plan: Plan, hooks: Vec<PlannedHook>) -> Plan {
    let first = plan.steps.iter().position(Step::changes_something);
    let Some(first) = first.filter(|_| plan.has_hooks_around()) else { return plan };
    let (before, after): (Vec<_>, Vec<_>) = hooks.into_iter().partition(|hook| hook.hook == HookPoint::BeforeSwitch);
    let (after, rest): (Vec<_>, Vec<_>) = after.into_iter().partition(|hook| hook.hook == HookPoint::AfterSwitch);
    let (soak, failed): (Vec<_>, Vec<_>) = rest.into_iter().partition(|hook| hook.hook == HookPoint::Soak);
    drop(plan.steps.splice(first..first, before.into_iter().map(Step::Hook)));
    plan.steps.extend(after.into_iter().chain(soak).chain(failed).map(Step::Hook));
    plan
}

/// A command as the journal stores it. Reading does the same as writing, so that a record is written as it is read.
mod kept_words {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::base::secret::words_without_secrets;

    pub(super) fn serialize<S: Serializer>(words: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(words_without_secrets(words))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
        Ok(words_without_secrets(&Vec::<String>::deserialize(deserializer)?))
    }
}

fn patience(seconds: u32) -> Statement {
    match seconds.checked_rem(60) {
        Some(0) if seconds > 0 => say!(TimeMinutes { count: seconds / 60 }),
        _ => say!(TimeSeconds { count: seconds }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::version::Version;
    use crate::change::plan::Action;

    fn hook(hook: HookPoint, owner: HookOwner) -> PlannedHook {
        PlannedHook {
            hook,
            owner,
            command: vec!["/opt/a b/hook".into(), "now".into()],
            limit_seconds: 120,
            soak_seconds: None,
        }
    }

    fn plan(steps: Vec<Step>) -> Plan {
        Plan { action: Action::Upgrade, from: None, to: None, undoes: None, steps }
    }

    fn version() -> Version {
        Version::from_name("go1.27.3").unwrap()
    }

    #[test]
    fn hooks_stand_before_the_first_change_and_at_the_end() {
        let all = || {
            let points = [HookPoint::OnFailure, HookPoint::Soak, HookPoint::AfterSwitch, HookPoint::BeforeSwitch];
            let owners = [HookOwner::Policy, HookOwner::Settings];
            owners.into_iter().flat_map(|owner| points.map(|point| hook(point, owner))).collect::<Vec<_>>()
        };
        let steps = vec![
            Step::Test { version: version() },
            Step::Publish { version: version() },
            Step::Switch { from: None, to: Some(version()) },
            Step::Check { version: None },
        ];
        let with = with_hooks(plan(steps), all());
        let kinds: Vec<_> =
            with.steps.iter().map(|step| step.hook().map(|hook| (hook.hook.name(), hook.owner))).collect();
        let (policy, own) = (HookOwner::Policy, HookOwner::Settings);
        assert_eq!(
            kinds,
            [
                None,
                Some(("before-switch", policy)),
                Some(("before-switch", own)),
                None,
                None,
                None,
                Some(("after-switch", policy)),
                Some(("after-switch", own)),
                Some(("soak", policy)),
                Some(("soak", own)),
                Some(("on-failure", policy)),
                Some(("on-failure", own)),
            ]
        );
        assert_eq!(with.hooks_after_switch().collect::<Vec<_>>(), [6, 7, 8, 9]);
        let stores = plan(vec![Step::Publish { version: version() }]);
        assert_eq!(with_hooks(stores.clone(), all()), stores);
        let nothing = plan(Vec::new());
        assert_eq!(with_hooks(nothing.clone(), all()), nothing);
    }

    #[test]
    fn the_journal_has_a_command_without_logins() {
        let mut told = hook(HookPoint::OnFailure, HookOwner::Settings);
        told.command.push("https://zoe:hunter2@ci.example/".into());
        let text = serde_json::to_string(&Step::Hook(told)).unwrap();
        assert!(text.contains("/opt/a b/hook") && text.contains("ci.example") && !text.contains("hunter2"), "{text}");
        let read: Step = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn a_hook_is_described_on_one_line_without_logins() {
        let mut before = hook(HookPoint::BeforeSwitch, HookOwner::Policy);
        before.command.push("https://zoe:hunter2@ci.example/\n".into());
        let said = before.describe().to_string();
        assert!(said.starts_with("Run the before-switch hook of the policy: \"/opt/a b/hook\" now https://"), "{said}");
        assert!(!said.contains("hunter2") && !said.contains('\n') && said.ends_with("at most 2 minutes"), "{said}");
        assert_eq!(patience(1).to_string(), "1 second");
        assert_eq!(patience(90).to_string(), "90 seconds");
        assert_eq!(patience(60).to_string(), "1 minute");
    }
}
