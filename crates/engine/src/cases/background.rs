//! How Upgo keeps checking while its window is closed.
use std::path::PathBuf;
use std::time::Duration;

use super::Engine;
use crate::base::report::{Problem, Result};
use crate::change::background::{self, BackgroundError, Programs, Standing};
use crate::change::log::{LogEvent, Note};
use crate::choices::settings::{Background, Named as _, WriteOutcome};
use crate::machine::acts::{self, AutoStart, CheckProgram, StartPlaces, Starts};
use crate::machine::effect;
use crate::machine::fault;
use crate::machine::platform::{self, EXECUTABLE, FileLock, program_name};

const DESKTOP: &str = "upgo-desktop";
/// The registry key with the programs that Windows starts at sign-in.
const REGISTRY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion";
const TASKS: &str = r"\Upgo";

/// The output of `background`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BackgroundReport {
    /// The value in the settings: `tray`, `scheduled`, `off`.
    pub setting: String,
    /// Whether the tray icon starts at sign-in; `null` if this system does not support it, or it is unknown.
    pub starts_at_log_in: Option<bool>,
    /// Whether the user turned that start off in the system's own settings.
    pub switched_off: bool,
    /// Whether the system starts a check every hour; `null` if it cannot.
    pub is_scheduled: Option<bool>,
    /// Whether the user disabled that check in Task Scheduler.
    pub schedule_switched_off: bool,
    /// The desktop program; `null` if it is not installed.
    pub program: Option<PathBuf>,
    pub changed: bool,
}

impl Engine {
    pub fn background(&self) -> BackgroundReport {
        let Standing { log_in, schedule } = background::standing(&self.background_place());
        let is_on = |start| (start != AutoStart::Unsupported).then_some(start == AutoStart::On);
        BackgroundReport {
            setting: self.settings().background.name().to_owned(),
            starts_at_log_in: is_on(log_in),
            switched_off: log_in == AutoStart::SwitchedOff,
            is_scheduled: is_on(schedule),
            schedule_switched_off: schedule == AutoStart::SwitchedOff,
            program: self.desktop_program(),
            changed: false,
        }
    }

    /// Whether something makes checks: the system starts them or the tray icon, or the desktop program is running.
    pub(super) fn runs_in_background(&self) -> bool {
        let Standing { log_in, schedule } = background::standing(&self.background_place());
        log_in == AutoStart::On || schedule == AutoStart::On || effect::is_locked(&self.home.running_lock())
    }

    /// Says that the desktop program runs, as long as the lock is held; `None` if it cannot, or another one does.
    pub fn say_running(&self) -> Option<FileLock> {
        self.own_home().ok()?;
        effect::lock_within(&self.home.running_lock(), Duration::ZERO).ok()?
    }

    /// Makes the system start Upgo in this form only, and stores that in the settings: both, or neither.
    pub fn set_background(&self, form: Background) -> Result<BackgroundReport> {
        self.own_home()?;
        // what the policy requires can be set up, too
        if form != self.settings().background {
            self.require_unmanaged("background")?;
        }
        let is_managed = self.policy().managed("background").is_some();
        let edits = [("background".to_owned(), Some(form.name().to_owned()))].into();
        // where the setting stays, only this entry says that the system's starts change
        let begun = if is_managed { self.begin_settings(&edits)? } else { None };
        let (place, desktop) = (self.background_place(), self.desktop_program());
        let programs = Programs { check: self.check_program(desktop.clone()), desktop };
        let before = Starts::read(&place);
        let set_up = background::set_up(&place, form, &programs);
        self.note_background(form, set_up.as_ref().err());
        if let Err(error) = &set_up {
            self.audit_settings_end(&edits, begun, Err(&Problem::of(error)));
        }
        let is_set_up = set_up?;
        let said = if is_managed {
            let changed = if is_set_up { WriteOutcome::Changed } else { WriteOutcome::Unchanged };
            self.audit_settings_end(&edits, begun, Ok(changed));
            Ok(WriteOutcome::Unchanged)
        } else {
            self.set_setting("background", Some(form.name()))
        };
        let said = said.inspect_err(|_| before.restore())?;
        let changed = is_set_up || said == WriteOutcome::Changed;
        Ok(BackgroundReport { setting: form.name().to_owned(), changed, ..self.background() })
    }

    /// The settings stay unchanged.
    pub fn forget_background(&self) -> Result<()> {
        background::set_up(&self.background_place(), Background::Off, &Programs::default())?;
        Ok(())
    }

    /// Tests on Windows use their own key and folder.
    fn background_place(&self) -> StartPlaces {
        let own = self.setup.test_registry();
        StartPlaces {
            config: platform::config_folder(&|name| self.variable(name)),
            registry: own.as_ref().map_or_else(|| REGISTRY.to_owned(), |key| format!(r"HKCU\{key}\autostart")),
            tasks: own
                .as_deref()
                .and_then(|key| key.rsplit('\\').next())
                .map_or_else(|| TASKS.to_owned(), |name| format!(r"\UpgoTest-{name}")),
            home: self.variable("UPGO_HOME").map(PathBuf::from),
        }
    }

    /// The program with the window: this one, or the one next to it. Tests name their own.
    fn desktop_program(&self) -> Option<PathBuf> {
        if let Some(own) = self.variable("UPGO_TEST_DESKTOP").filter(|_| fault::ARMED) {
            return Some(PathBuf::from(own)).filter(|program| program.is_file());
        }
        if let Some(image) = self.app_image() {
            return Some(image).filter(|program| program.is_file());
        }
        let this = std::env::current_exe().ok()?;
        let program =
            if program_name(&this) == DESKTOP { this } else { this.with_file_name(format!("{DESKTOP}{EXECUTABLE}")) };
        program.is_file().then_some(program)
    }

    /// An AppImage chooses it among its own, by the argument.
    fn check_program(&self, desktop: Option<PathBuf>) -> Option<CheckProgram> {
        let is_command = acts::CHECKS_BY_COMMAND_LINE && self.app_image().is_none();
        let command = self.own_programs().map(|own| own.command).filter(|program| is_command && program.is_file());
        command.map(CheckProgram::command_line).or_else(|| desktop.map(CheckProgram::desktop))
    }

    /// An AppImage is mounted in another folder each time.
    fn app_image(&self) -> Option<PathBuf> {
        let this = std::env::current_exe().ok()?;
        let is_mounted = self.variable("APPDIR").is_some_and(|folder| !folder.is_empty() && this.starts_with(folder));
        self.variable("APPIMAGE").filter(|_| is_mounted).map(PathBuf::from)
    }

    fn note_background(&self, form: Background, error: Option<&BackgroundError>) {
        let note = Note::new(LogEvent::BackgroundSet, form.name());
        let problem = error.map(|error| Problem::of(error));
        self.note(
            problem.iter().fold(note, |note, problem| note.at(crate::change::log::Level::Error).because(problem)),
        );
    }
}
