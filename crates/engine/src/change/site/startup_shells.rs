//! What the shells of Windows answer: `cmd` in the environment of the registry, and those with startup files, which may
//! run another Go.
use std::thread;
use std::time::Duration;

use super::terminals::{patience, printed};
use super::{Site, Terminals};
use crate::base::random::unguessable;
use crate::base::report::Cancel;
use crate::environment;
use crate::machine::{fault, platform};
use crate::store::activate;
use crate::which_go::asked::{self, AskedFor, Heard, HeardTerminal, ShellPlaces, Silence, Stamps, StartupShell};
use crate::which_go::inventory::UninstallKeys;
use crate::which_go::toolchain::variables_of_terminal;

/// What a shell that started Upgo has left in its environment, and no new one begins with.
const OF_ANOTHER: [&str; 2] = ["HOME", "ORIGINAL_PATH"];

impl Site {
    /// Starts nothing in the background.
    pub(super) fn ask_startup_shells(&self, asked_for: AskedFor, cancel: &Cancel) -> Terminals {
        let asked_for = if self.is_in_background() { AskedFor::Background } else { asked_for };
        if let Some(why) = self.why_unasked() {
            return Terminals::Stored(Some(why));
        }
        let shells = self.windows_shells();
        if shells.is_empty() {
            return Terminals::Stored(None);
        }
        let is_same = |heard: &Heard| heard.fingerprint == self.stamp_of(&shells, &heard.terminals);
        match self.remembered().filter(is_same) {
            Some(heard) if heard.is_fresh(asked_for, self.now()) => Terminals::Heard(heard),
            _ if asked_for == AskedFor::Background => Terminals::Stored(None),
            known => {
                let old = known.filter(|_| asked_for == AskedFor::Reading).map(|heard| heard.terminals);
                let heard = self.hear_shells(&shells, &old.unwrap_or_default(), patience(asked_for), cancel);
                self.remember_heard(&heard);
                Terminals::Heard(heard)
            }
        }
    }

    /// Those that may be asked, *the* terminal first. With an administrator's rights, nothing of a user is run.
    fn windows_shells(&self) -> Vec<StartupShell> {
        // under Wine, each process has such rights
        let has_all_rights = !fault::ARMED && platform::is_elevated();
        if has_all_rights || self.is_set("CI") {
            return Vec::new();
        }
        let places = self.shell_places();
        let test = self.setup.text("UPGO_TEST_SHELLS").filter(|_| fault::ARMED);
        let with_startup = test.map_or_else(|| places.shells(), |lines| StartupShell::of_lines(&lines));
        let shells = [places.plain()].into_iter().chain(with_startup);
        shells.filter(|shell| self.startable(&shell.program).is_ok()).collect()
    }

    fn shell_places(&self) -> ShellPlaces<'_> {
        let UninstallKeys { machine, user } = self.setup.installer_keys();
        let searched = self.environment.stored().searched(None).into_iter();
        ShellPlaces {
            registry: &*self.setup.registry,
            software: [user].into_iter().chain(machine).collect(),
            windows: platform::windows_folder(),
            programs: platform::program_folder(&self.target().arch),
            documents: platform::documents_folder(),
            user: self.user_folder(),
            path: searched.map(|searched| searched.folder).collect(),
        }
    }

    /// A shell that is silent now keeps its `old` answer.
    fn hear_shells(
        &self,
        shells: &[StartupShell],
        old: &[HeardTerminal],
        patience: Duration,
        cancel: &Cancel,
    ) -> Heard {
        let inherited = self.variables().clone().into_iter();
        let inherited = inherited.filter(|(name, _)| !OF_ANOTHER.iter().any(|own| name.eq_ignore_ascii_case(own)));
        let environment: Vec<_> = inherited.chain(self.environment.stored().variables()).collect();
        // without them, no shell answers
        let own = self.own_programs().map(|own| own.command).unwrap_or_default();
        let home = self.user_folder().unwrap_or_default();
        let mark = format!(" {:016x}", unguessable());
        let mark = mark.as_str();
        let answers: Vec<_> = thread::scope(|scope| {
            let ask = |shell: &StartupShell| {
                let command = shell.command(&environment, &own, &home, mark);
                let name = shell.name;
                scope.spawn(move || {
                    let printed = printed(command, &format!("end{mark}"), patience, cancel)?;
                    asked::heard_in(&printed, mark, name).ok_or(Silence::Ended)
                })
            };
            let asked: Vec<_> = shells.iter().map(ask).collect();
            asked.into_iter().map(|asked| asked.join().unwrap_or(Err(Silence::NotStarted))).collect()
        });
        let silence = answers.iter().find_map(|answer| answer.as_ref().err().copied());
        let kept = shells.iter().zip(answers).filter_map(|(shell, answer)| match answer {
            Ok(heard) => Some(self.described(heard)),
            Err(_) => old.iter().find(|heard| heard.name == shell.name).cloned(),
        });
        let terminals: Vec<_> = kept.collect();
        let now = self.now();
        Heard { at: now, asked_at: now, fingerprint: self.stamp_of(shells, &terminals), terminals, silence }
    }

    /// Of what the answers depend on, where the last ones `heard` led to.
    fn stamp_of(&self, shells: &[StartupShell], heard: &[HeardTerminal]) -> String {
        let mut stamps = Stamps::default();
        for shell in shells {
            stamps.add(&format!("{shell:?}"));
            stamps.add_files(&shell.startup);
        }
        stamps.add(&self.environment.stored().variables());
        let inherited = variables_of_terminal().filter(|name| name.contains("GO"));
        inherited.for_each(|name| stamps.add(&(name, self.variable(name))));
        stamps.add_files(&environment::go_env_file(&|name| self.variable(name)));
        stamps.add(&(self.chosen().ok().flatten(), activate::follow_file(&self.home)));
        stamps.add_heard(heard);
        stamps.fingerprint()
    }
}
