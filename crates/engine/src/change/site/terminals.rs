//! What new terminals answer, asked at most once for a while, and which Go they run by that.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use super::Site;
use crate::base::random::unguessable;
use crate::base::report::Cancel;
use crate::base::words::Sentence;
use crate::environment;
use crate::machine::acts::SCHEDULED;
use crate::machine::effect::{self, own_file};
use crate::machine::fault;
use crate::machine::platform::{self, NewTerminals, TerminalKind};
use crate::store::activate;
use crate::which_go::asked::{
    self, AskedFor, AskedShell, Heard, HeardTerminal, NO_SHELL, Silence, Stamps, TerminalName, Unreadable,
};
use crate::which_go::resolve::{HowKnown, Known};
use crate::which_go::toolchain::{GoProgram, Starter, program, variables_of_terminal};

/// How long a shell may take for a command that only reads.
const READING: Duration = Duration::from_secs(2);
/// How long it may take for a change, and for a check in the background.
const LONGEST: Duration = Duration::from_secs(10);
/// The longest output of startup files and the answer, in bytes.
const LARGEST: usize = 1 << 20;
/// Who asks when the desktop program checks by itself.
const WATCH: &str = "watch";

/// What Upgo knows of the terminals that are opened now.
#[derive(Clone, Debug)]
pub(crate) enum Terminals {
    Heard(Heard),
    /// Nobody opens a terminal here: the environment of this process counts.
    Environment,
    /// What the system stores for new terminals, and why no shell was asked; `None` on Windows with an administrator's
    /// rights, with `CI`, or in the background.
    Stored(Option<Sentence>),
}

impl Site {
    /// What new terminals answer, as it was heard or is heard now.
    pub(crate) fn terminals(&self) -> Terminals {
        let asked_for = if self.is_in_background() { AskedFor::Background } else { AskedFor::Reading };
        self.ask_terminals(asked_for, &Cancel::default())
    }

    pub(super) fn is_in_background(&self) -> bool {
        [SCHEDULED, WATCH].contains(&self.asked_by())
    }

    /// What new terminals have answered before. No shell is started, even if the answer is old.
    pub(super) fn terminals_heard(&self) -> Terminals {
        if platform::HAS_REGISTRY {
            return Terminals::Stored(None);
        }
        match self.opened_terminals() {
            Ok(_) => self.remembered().map_or(Terminals::Stored(None), Terminals::Heard),
            Err(known) => known,
        }
    }

    pub(crate) fn ask_terminals(&self, asked_for: AskedFor, cancel: &Cancel) -> Terminals {
        if platform::HAS_REGISTRY {
            return self.ask_startup_shells(asked_for, cancel);
        }
        let opened = match self.opened_terminals() {
            Ok(opened) => opened,
            Err(known) => return known,
        };
        let known = self.remembered();
        let is_same = |heard: &Heard| heard.fingerprint == self.fingerprint(&opened, heard.terminals.first());
        if let Some(heard) = known.as_ref().filter(|heard| heard.is_fresh(asked_for, self.now()) && is_same(heard)) {
            return Terminals::Heard(heard.clone());
        }
        let heard = self.hear(&opened, asked_for, cancel);
        // An answer that is only old is better than none, and says its time.
        let heard = match (&heard.silence, known) {
            (Some(_), Some(known)) if known.silence.is_none() && asked_for != AskedFor::Change && is_same(&known) => {
                Heard { asked_at: heard.asked_at, ..known }
            }
            _ => heard,
        };
        self.remember_heard(&heard);
        Terminals::Heard(heard)
    }

    /// How terminals are opened here, or why no shell is asked.
    fn opened_terminals(&self) -> Result<NewTerminals, Terminals> {
        if let Some(why) = self.why_unasked() {
            return Err(Terminals::Stored(Some(why)));
        }
        let opened = platform::new_terminals(&|name| self.variable(name));
        let kind = match self.session_of_test().as_deref() {
            Some("desktop") => TerminalKind::Window,
            Some("login") => TerminalKind::Login,
            Some("container") => TerminalKind::Container,
            Some("service") => TerminalKind::None,
            _ => opened.kind,
        };
        if kind == TerminalKind::None || self.is_set("CI") {
            return Err(Terminals::Environment);
        }
        if self.startable(&opened.shell).is_err() {
            return Err(Terminals::Stored(Some(Sentence::ShellNotForOthers)));
        }
        Ok(NewTerminals { kind, ..opened })
    }

    /// Why no shell may be asked, whatever shell it is.
    pub(super) fn why_unasked(&self) -> Option<Sentence> {
        if self.is_set(NO_SHELL) || (fault::ARMED && self.session_of_test().is_none()) {
            Some(Sentence::ShellNotByVariable)
        } else if !self.settings().ask_shell {
            Some(Sentence::ShellNotBySetting)
        } else if self.own_home().is_err() {
            Some(Sentence::ShellNotForOthers)
        } else {
            None
        }
    }

    fn session_of_test(&self) -> Option<String> {
        self.setup.text("UPGO_TEST_SESSION").filter(|_| fault::ARMED)
    }

    /// Asks once more if startup files changed what the answer depends on, as `fish_add_path` does at its first run.
    fn hear(&self, opened: &NewTerminals, asked_for: AskedFor, cancel: &Cancel) -> Heard {
        let deadline = Instant::now() + patience(asked_for);
        let before = self.fingerprint(opened, None);
        let heard = self.hear_once(opened, deadline, cancel);
        let is_settled = heard.silence.is_some() || before == self.fingerprint(opened, None);
        if is_settled { heard } else { self.hear_once(opened, deadline, cancel) }
    }

    fn hear_once(&self, opened: &NewTerminals, deadline: Instant, cancel: &Cancel) -> Heard {
        let mut terminals = Vec::new();
        let mut silence = None;
        let (mut environment, names): (_, &[TerminalName]) = match opened.kind {
            TerminalKind::Container | TerminalKind::None => {
                let mut environment = self.setup.variables.clone();
                environment.insert("SHELL".into(), opened.shell.clone().into());
                (environment, &[TerminalName::Window])
            }
            TerminalKind::Window | TerminalKind::Login => {
                let environment = platform::login_environment(&opened.shell, &|name| self.variable(name));
                (environment, &[TerminalName::Login, TerminalName::Window])
            }
        };
        for name in names {
            let left = deadline.saturating_duration_since(Instant::now());
            let shell = AskedShell { program: opened.shell.clone(), logs_in: *name == TerminalName::Login };
            match self.ask_shell(&shell, &environment, left, cancel) {
                Ok(answer) => {
                    terminals.push(self.described(HeardTerminal::new(*name, &answer)));
                    environment = answer.environment; // in which a window is opened
                }
                Err(why) => {
                    silence = Some(why);
                    terminals.clear();
                    break;
                }
            }
        }
        if opened.kind == TerminalKind::Window {
            terminals.reverse();
        }
        let fingerprint = self.fingerprint(opened, terminals.first());
        let now = self.now();
        Heard { at: now, asked_at: now, fingerprint, terminals, silence }
    }

    fn ask_shell(
        &self,
        shell: &AskedShell,
        environment: &BTreeMap<OsString, OsString>,
        patience: Duration,
        cancel: &Cancel,
    ) -> Result<asked::TerminalAnswer, Silence> {
        let home = self.user_folder().ok_or(Silence::NotStarted)?;
        let mark = format!(" {:016x}", unguessable());
        let first = self.setup.text("UPGO_TEST_LOOK").filter(|_| fault::ARMED).unwrap_or_default();
        let command = asked::command(shell, environment, &home, (&mark, &first));
        let printed = printed(command, &format!("end{mark}\n"), patience, cancel)?;
        asked::read(&printed, &mark).map_err(|Unreadable { .. }| Silence::Ended)
    }

    /// Whether its `go` is a script or a shim, whose answer may change without any file that is known.
    pub(super) fn described(&self, mut terminal: HeardTerminal) -> HeardTerminal {
        let machine = self.machine_of(&terminal, self.current().unwrap_or_default());
        let is_shim = |go: GoProgram| go.root.is_none() || matches!(go.by, Some(Starter::Shim(_) | Starter::Script));
        terminal.is_shim = program::first(&machine).is_some_and(is_shim);
        terminal
    }

    /// Of what the answer depends on, where the last one `heard` led to.
    fn fingerprint(&self, opened: &NewTerminals, heard: Option<&HeardTerminal>) -> String {
        let mut stamps = Stamps::default();
        stamps.add(&(format!("{:?}", opened.kind), &opened.shell));
        if opened.kind == TerminalKind::Container {
            let variables = variables_of_terminal().chain(["PATH", "ZDOTDIR"]);
            variables.for_each(|name| stamps.add(&(name, self.variable(name))));
        } // of a login, all comes from the files below, or differs by where Upgo was started
        let said = |name: &str| heard?.variable(name).map(PathBuf::from);
        let user = self.user_folder().unwrap_or_default();
        let config = said("XDG_CONFIG_HOME").unwrap_or_else(|| user.join(".config"));
        stamps.add_files(&asked::startup_files(&user, &config, said("ZDOTDIR").as_deref()));
        stamps.add_files(&environment::scripts(self.home.root()));
        stamps.add(&(self.chosen().ok().flatten(), activate::follow_file(&self.home)));
        stamps.add_heard(heard);
        stamps.fingerprint()
    }

    pub(super) fn remembered(&self) -> Option<Heard> {
        let here = self.heard.lock().ok()?.clone();
        here.or_else(|| own_file::read(&self.home.terminals()).found())
    }

    /// In Upgo's folder, if it is there.
    pub(super) fn remember_heard(&self, heard: &Heard) {
        if let Ok(mut here) = self.heard.lock() {
            *here = Some(heard.clone());
        }
        if self.home.root().is_dir() {
            own_file::write(&self.home.terminals(), heard).ok();
        }
    }
}

impl Terminals {
    pub(crate) fn how(&self, heard: Option<&HeardTerminal>) -> HowKnown {
        match (self, heard) {
            (Self::Heard(Heard { at, .. }), Some(heard)) => {
                HowKnown { by: Known::Asked, at: Some(*at), terminal: Some(heard.name), because: None }
            }
            (Self::Heard(Heard { silence, .. }), None) => HowKnown::computed(silence.map(Silence::says)),
            (Self::Environment, _) => HowKnown { by: Known::Environment, ..HowKnown::computed(None) },
            (Self::Stored(because), _) => HowKnown::computed(*because),
        }
    }

    /// The terminal that *is* the answer, and those that were asked besides: the other kind, or shells of Windows.
    pub(crate) fn heard(&self) -> (Option<&HeardTerminal>, &[HeardTerminal]) {
        let Self::Heard(Heard { terminals, .. }) = self else { return (None, &[]) };
        match terminals.split_first() {
            Some((first, others)) if first.name.can_count() => (Some(first), others),
            _ => (None, terminals.as_slice()),
        }
    }
}

/// What a shell prints until `end`.
pub(super) fn printed(
    mut command: Command,
    end: &str,
    patience: Duration,
    cancel: &Cancel,
) -> Result<Vec<u8>, Silence> {
    let printed = effect::read_in_own_session(&mut command, end.as_bytes(), LARGEST, patience, cancel);
    printed.map_err(|error| Silence::by(&error))
}

pub(super) fn patience(asked_for: AskedFor) -> Duration {
    if asked_for == AskedFor::Reading { READING } else { LONGEST }
}
