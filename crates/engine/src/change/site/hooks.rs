//! The hooks in force: those of the policy, which the user's settings cannot remove, and those of the settings.
use std::num::NonZeroU32;
use std::path::PathBuf;

use super::Site;
use crate::base::report::{EventKind, HookOwner, HookPoint};
use crate::base::words::Sentence;
use crate::change::plan::PlannedHook;
use crate::choices::settings::{HookCommand, HookTime, SoakTime};
use crate::machine::platform;

/// The variable that tells a program that it is a hook, and which.
const HOOK: &str = "UPGO_HOOK";

/// The variables that `sudo`, `doas` and `pkexec` set for a program that they start.
const ELEVATED_BY: [&str; 3] = ["SUDO_UID", "DOAS_USER", "PKEXEC_UID"];

/// What runs of a hook, with its time limit in seconds.
pub(crate) type EventHook = (HookOwner, Vec<String>, u32);

impl Site {
    /// The hooks in force; for each point, that of the policy first.
    pub(crate) fn hooks(&self) -> Vec<PlannedHook> {
        let (policy, settings) = (&self.policy().policy.hooks, self.settings());
        let points = [
            (HookPoint::BeforeSwitch, &policy.before_switch, &settings.hooks_before_switch),
            (HookPoint::AfterSwitch, &policy.after_switch, &settings.hooks_after_switch),
            (HookPoint::Soak, &policy.soak, &settings.hooks_soak),
            (HookPoint::OnFailure, &policy.on_failure, &settings.hooks_on_failure),
        ];
        let planned = |(hook, of_policy, of_settings): (HookPoint, &Option<PathBuf>, &Option<HookCommand>)| {
            self.in_force(of_policy.as_ref(), of_settings.as_ref()).map(move |(owner, command, limit_seconds)| {
                let soak_seconds = (hook == HookPoint::Soak).then(|| self.soak_seconds(owner));
                PlannedHook { hook, owner, command, limit_seconds, soak_seconds }
            })
        };
        points.into_iter().flat_map(planned).collect()
    }

    /// The hooks in force for an event, that of the policy first.
    pub(crate) fn event_hooks(&self, event: EventKind) -> Vec<EventHook> {
        let (policy, settings) = (&self.policy().policy.hooks, self.settings());
        let (of_policy, of_settings) = match event {
            EventKind::Release => (&policy.on_release, &settings.hooks_on_release),
            EventKind::Vulnerability => (&policy.on_vulnerability, &settings.hooks_on_vulnerability),
            EventKind::CheckFailure => (&policy.on_check_failure, &settings.hooks_on_check_failure),
            EventKind::Unattended => (&policy.on_unattended, &settings.hooks_on_unattended),
        };
        self.in_force(of_policy.as_ref(), of_settings.as_ref()).collect()
    }

    /// Those of the policy first.
    fn in_force(
        &self,
        of_policy: Option<&PathBuf>,
        of_settings: Option<&HookCommand>,
    ) -> impl Iterator<Item = EventHook> + use<> {
        let policy = &self.policy().policy.hooks;
        let limit = policy.time_limit_seconds.map_or(HookTime::USUAL.seconds(), NonZeroU32::get);
        let own_limit = self.settings().hooks_time_limit.seconds();
        // A path that is not Unicode names a program that does not start, so the change stops.
        let program = |program: &PathBuf| (HookOwner::Policy, vec![program.to_string_lossy().into_owned()], limit);
        let words = |command: &HookCommand| (HookOwner::Settings, command.words().to_vec(), own_limit);
        let own = of_settings.filter(|_| policy.from_user != Some(false)).map(words);
        of_policy.map(program).into_iter().chain(own)
    }

    fn soak_seconds(&self, owner: HookOwner) -> u32 {
        match owner {
            HookOwner::Settings => self.settings().hooks_soak_time.seconds(),
            HookOwner::Policy => {
                let minutes = self.policy().policy.hooks.soak_minutes;
                minutes.map_or(SoakTime::USUAL.seconds(), |minutes| minutes.get().saturating_mul(60))
            }
        }
    }

    /// Why this process runs no hook: a hook has no more rights than other programs, and may not start itself.
    pub(crate) fn hooks_refusal(&self) -> Option<Sentence> {
        let is_given = || platform::is_elevated() && ELEVATED_BY.iter().any(|name| self.variable(name).is_some());
        if self.has_more_rights() || is_given() {
            return Some(Sentence::HookElevated);
        }
        self.variable(HOOK).map(|_| Sentence::HookInHook)
    }

    /// The folder of the Go in use: the one that the switch selects, otherwise the one that a new terminal runs.
    pub(crate) fn root_in_use(&self) -> Option<PathBuf> {
        match self.current() {
            Ok(Some(version)) => Some(self.home.toolchain(&version)),
            _ => self.running_go().map(|active| active.found.root),
        }
    }
}
