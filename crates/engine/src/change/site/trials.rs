//! What Go said when it was tried with the settings of a terminal, asked at most once for a while.
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Site;
use crate::base::random::unguessable;
use crate::base::report::Cancel;
use crate::base::secret::value_without_secrets;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::change::offered_fix::Fix;
use crate::change::plan::Plan;
use crate::environment::{Change, VariableScope};
use crate::machine::effect::{self, own_file};
use crate::machine::platform;
use crate::which_go::toolchain::{self, EffectiveSettings, Variable};
use crate::which_go::trial::{Trial, Tried, Tries};

/// A value may name a program, of which nothing is known.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);
const IN_BACKGROUND: SignedDuration = SignedDuration::from_hours(24);
const MOST: usize = 16;

/// The newest first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Outcomes {
    known: Vec<Outcome>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Outcome {
    at: Timestamp,
    fingerprint: String,
    tried: Tried,
}

impl Tries for Site {
    fn tried(&self, trial: &Trial<'_>) -> Tried {
        if self.own_home().is_err() || !trial.go().is_file() {
            return Tried::Unknown;
        }
        let fingerprint = trial.fingerprint();
        let Ok(mut tried) = self.tried.lock() else { return Tried::Unknown };
        let outcomes = tried.get_or_insert_with(|| own_file::read(&self.home.tried()).found().unwrap_or_default());
        let known = &mut outcomes.known;
        let is_within = |longest, at| (SignedDuration::ZERO..longest).contains(&self.now().duration_since(at));
        let longest = if self.is_in_background() { IN_BACKGROUND } else { LONGEST };
        let same = known.iter().find(|outcome| outcome.fingerprint == fingerprint);
        if let Some(outcome) = same.filter(|outcome| is_within(longest, outcome.at)) {
            return outcome.tried.clone();
        }
        if platform::HAS_REGISTRY && self.is_in_background() {
            return Tried::Unknown; // there, nothing is started in the background
        }
        let tried = self.run_trial(trial).unwrap_or(Tried::Unknown);
        known.retain(|outcome| outcome.fingerprint != fingerprint && is_within(IN_BACKGROUND, outcome.at));
        known.insert(0, Outcome { at: self.now(), fingerprint, tried: tried.clone() });
        known.truncate(MOST);
        if self.home.root().is_dir() {
            own_file::write(&self.home.tried(), outcomes).ok();
        }
        tried
    }

    fn starts_programs(&self, folder: &Path) -> Option<bool> {
        if platform::HAS_REGISTRY || self.own_home().is_err() || !folder.is_dir() {
            return None; // there, a program is no script
        }
        let own = effect::create_work_folder_in(folder, &format!("upgo-start-{:016x}", unguessable())).ok()?;
        let program = own.join("start");
        let made = effect::write_plain(&program, b"#!/bin/sh\n").and_then(|()| effect::permit_to_run(&program));
        let started =
            made.and_then(|()| effect::run(&mut Command::new(&program), Duration::from_secs(2), &Cancel::default()));
        effect::remove_work_folder(&own);
        match started {
            Ok(_) => Some(true),
            Err(error) => (error.kind() == io::ErrorKind::PermissionDenied).then_some(false),
        }
    }
}

explain! {
    /// What works with the Go in use would fail with another one.
    #[derive(Clone, PartialEq, Eq)]
    pub(crate) enum SettingRefused {
        By { version: Version, setting: Statement, says: String, fix: Statement } = GoSetting,
            SettingRefusedByNew { version: version.as_str(), setting, says: Statement::quoted(says) },
            next FixThenRepeat { fix };
    }
}

impl Site {
    /// Whether a toolchain accepts a new terminal's settings, if today's Go does, and those that the plan adds.
    pub(crate) fn require_settings_for(&self, version: &Version, plan: &Plan) -> Result<(), SettingRefused> {
        let mut machine = self.new_terminal();
        let before = toolchain::answer(&machine);
        let variables = &mut machine.terminal.variables;
        let variable = |(name, value)| (name, Variable { value, scope: VariableScope::User });
        let planned = plan.changes().flat_map(Change::go_values).map(variable);
        let planned: BTreeMap<_, _> = planned.filter(|(name, _)| !variables.contains_key(name)).collect();
        // what does not work today cannot be broken
        let may_break = |is_planned| is_planned || before.tried == Tried::Works;
        if !may_break(!planned.is_empty()) {
            return Ok(());
        }
        variables.extend(planned.clone());
        let (root, terminal) = (self.home.toolchain(version), &machine.terminal);
        let settings = &EffectiveSettings::read(&machine, before.go.as_ref());
        let trial = Trial { root: &root, is_first: true, terminal, settings };
        let Tried::Refuses { name, says } = self.tried(&trial) else { return Ok(()) };
        let is_planned = planned.contains_key(&name);
        let Some(setting) = settings.get(&name).filter(|_| may_break(is_planned)) else { return Ok(()) };
        let fix = Fix::unset_at(&name, &setting).filter(|_| !is_planned);
        let fix =
            fix.map_or_else(|| say!(CorrectOrRemove { name: &*name }), |fix| say!(RunCommand { command: fix.command }));
        let value = value_without_secrets(&name, &setting.value);
        let setting = if is_planned {
            Statement::quoted(format!("{name}={value}"))
        } else {
            say!(SettingIs { name, value, place: setting.source.place(terminal.syntax) })
        };
        Err(SettingRefused::By { version: version.clone(), setting, says, fix })
    }

    fn run_trial(&self, trial: &Trial<'_>) -> io::Result<Tried> {
        let go = trial.go();
        let go = self.startable(&go).map_err(io::Error::other)?;
        let own = effect::create_work_folder("try")?;
        let tried = trial.run(go, &own, &|name| self.variable(name));
        effect::remove_work_folder(&own);
        tried
    }
}
