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

impl Site {
    /// The hooks in force, those of the policy first.
    pub(crate) fn hooks(&self) -> Vec<PlannedHook> {
        let (policy, settings) = (&self.policy().policy.hooks, self.settings());
        let limit = policy.time_limit_seconds.map_or(HookTime::USUAL.seconds(), NonZeroU32::get);
        // A path that is not Unicode names a program that does not start, so the change stops.
        let program = |program: &PathBuf| vec![program.to_string_lossy().into_owned()];
        let of_policy = [
            (HookPoint::BeforeSwitch, policy.before_switch.as_ref().map(program)),
            (HookPoint::AfterSwitch, policy.after_switch.as_ref().map(program)),
            (HookPoint::Soak, policy.soak.as_ref().map(program)),
            (HookPoint::OnFailure, policy.on_failure.as_ref().map(program)),
        ];
        let words = |command: &HookCommand| command.words().to_vec();
        let of_settings = [
            (HookPoint::BeforeSwitch, settings.hooks_before_switch.as_ref().map(words)),
            (HookPoint::AfterSwitch, settings.hooks_after_switch.as_ref().map(words)),
            (HookPoint::Soak, settings.hooks_soak.as_ref().map(words)),
            (HookPoint::OnFailure, settings.hooks_on_failure.as_ref().map(words)),
        ];
        let of_settings = if policy.from_user == Some(false) { Vec::new() } else { Vec::from(of_settings) };
        let planned = |owner: HookOwner, (limit_seconds, soak): (u32, u32)| {
            move |(hook, command): (HookPoint, Option<Vec<String>>)| {
                let soak_seconds = (hook == HookPoint::Soak).then_some(soak);
                Some(PlannedHook { hook, owner, command: command?, limit_seconds, soak_seconds })
            }
        };
        let own_times = (settings.hooks_time_limit.seconds(), settings.hooks_soak_time.seconds());
        let minutes = |minutes: NonZeroU32| minutes.get().saturating_mul(60);
        let times = (limit, policy.soak_minutes.map_or(SoakTime::USUAL.seconds(), minutes));
        let of_policy = of_policy.into_iter().filter_map(planned(HookOwner::Policy, times));
        of_policy.chain(of_settings.into_iter().filter_map(planned(HookOwner::Settings, own_times))).collect()
    }

    /// The hooks in force for an event, that of the policy first, each with its time limit in seconds.
    pub(crate) fn event_hooks(&self, event: EventKind) -> Vec<(HookOwner, Vec<String>, u32)> {
        let (policy, settings) = (&self.policy().policy.hooks, self.settings());
        let (of_policy, of_settings) = match event {
            EventKind::Release => (&policy.on_release, &settings.hooks_on_release),
            EventKind::Vulnerability => (&policy.on_vulnerability, &settings.hooks_on_vulnerability),
            EventKind::CheckFailure => (&policy.on_check_failure, &settings.hooks_on_check_failure),
            EventKind::Unattended => (&policy.on_unattended, &settings.hooks_on_unattended),
        };
        let limit = policy.time_limit_seconds.map_or(HookTime::USUAL.seconds(), NonZeroU32::get);
        let program = |program: &PathBuf| (HookOwner::Policy, vec![program.to_string_lossy().into_owned()], limit);
        let own_limit = settings.hooks_time_limit.seconds();
        let words = |command: &HookCommand| (HookOwner::Settings, command.words().to_vec(), own_limit);
        let own = of_settings.as_ref().filter(|_| policy.from_user != Some(false)).map(words);
        of_policy.as_ref().map(program).into_iter().chain(own).collect()
    }

    /// Why no hook runs in this process, if none does. A hook has no more rights than the user's other programs, and one
    /// that starts a change with hooks would start itself.
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
            _ => self.active().map(|active| active.found.root),
        }
    }
}
