//! The background modes of Upgo while its window is closed: a tray icon from sign-in on, an hourly start by the system,
//! or none. [`set_up`] sets up one and removes the others, or leaves everything as it was; [`acts`] makes the changes
//! to the system. Whether a check is due is up to the started program ([`watch`](crate::guidance::watch)), so both
//! modes follow the same rules ([ADR 26](../../../../docs/internals/adr/0026-staying-alive.md)).
use std::io;
use std::path::{Path, PathBuf};

use crate::base::words::{Sentence, Statement};
use crate::choices::settings::Background;
use crate::machine::acts::{self, AutoStart, CheckProgram, StartPlaces, Starts};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub log_in: AutoStart,
    /// The program that makes one check, each hour.
    pub schedule: AutoStart,
}

/// `None` where one is not installed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    pub desktop: Option<PathBuf>,
    pub check: Option<CheckProgram>,
}

/// The programs that the system starts automatically now. Only reads.
pub(crate) fn standing(place: &StartPlaces) -> Standing {
    let or_unsupported = |start: io::Result<AutoStart>| start.unwrap_or(AutoStart::Unsupported);
    Standing {
        log_in: or_unsupported(acts::starts_at_log_in(place)),
        schedule: or_unsupported(acts::is_scheduled(place)),
    }
}

/// Returns whether anything changed. If it fails, what was set up before is restored.
pub fn set_up(place: &StartPlaces, form: Background, programs: &Programs) -> Result<bool, BackgroundError> {
    let log_in = |program: Option<&Path>| {
        acts::start_at_log_in(place, program).map_err(|source| BackgroundError::of(Sentence::StartingAtSignIn, source))
    };
    let schedule = |program: Option<&CheckProgram>| {
        acts::schedule(place, program).map_err(|source| BackgroundError::of(Sentence::ScheduledStart, source))
    };
    let before = Starts::read(place);
    let set_up = match form {
        Background::Tray => {
            let no_program = BackgroundError::NoProgram { has_check: programs.check.is_some() };
            if standing(place).log_in == AutoStart::SwitchedOff {
                return Err(BackgroundError::SwitchedOff);
            }
            let program = programs.desktop.as_deref().ok_or(no_program)?;
            log_in(Some(program)).and_then(|is_new| Ok(schedule(None)? || is_new))
        }
        Background::Scheduled => {
            match standing(place).schedule {
                AutoStart::SwitchedOff => return Err(BackgroundError::TaskSwitchedOff),
                AutoStart::Foreign => return Err(BackgroundError::ForeignTask),
                AutoStart::On | AutoStart::Off | AutoStart::Unsupported => {}
            }
            let program = programs.check.as_ref().ok_or(BackgroundError::NoProgram { has_check: false })?;
            schedule(Some(program)).and_then(|is_new| Ok(log_in(None)? || is_new))
        }
        Background::Off => log_in(None).and_then(|is_new| Ok(schedule(None)? || is_new)),
    };
    set_up.inspect_err(|_| before.restore())
}

explain! {
    pub enum BackgroundError {
        /// `has_check` says whether the scheduled check works without it.
        NoProgram { has_check: bool } = BackgroundUnsupported, DesktopNotHere, next (if *has_check {
            Sentence::InstallDesktopOrSchedule
        } else {
            Sentence::InstallDesktopOrOff
        });
        /// The user turned Upgo off in the system's settings, which take precedence.
        SwitchedOff = BackgroundOff, StartupAppsOff;
        /// The user disabled the scheduled check in Task Scheduler, which takes precedence.
        TaskSwitchedOff = BackgroundTaskOff, HourlyCheckDisabled;
        /// The task with the name of this account's check is not this account's.
        ForeignTask = BackgroundFailed, TaskOfOther, next AskToDeleteTask;
        Unsupported { what: Sentence, source: io::Error } = BackgroundUnsupported, (match source.get_ref() {
            Some(why) => say!(SystemLacksBecause { what: *what, why: Statement::quoted(why.to_string()) }),
            None => say!(SystemLacks { what: *what }),
        });
        System { what: Sentence, source: io::Error } = BackgroundFailed, NotChangeable { what: *what };
    }
}

impl BackgroundError {
    fn of(what: Sentence, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::Unsupported => Self::Unsupported { what, source },
            _ => Self::System { what, source },
        }
    }
}
