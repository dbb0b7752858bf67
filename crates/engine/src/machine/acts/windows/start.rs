//! Automatic starts by the system: a value in the user's `Run` key, and a task of the Task Scheduler.
//!
//! Task Manager records next to `Run` what the user has turned off. This module never writes there.
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use crate::acts::start::{CheckProgram, HIDDEN, Start, StartPlaces, task};
use crate::platform::{Tasks, registry_get, registry_remove, registry_set, with_nul};

/// Whether the command line runs the scheduled check. Its console window would flash up each hour.
pub const CHECKS_BY_COMMAND_LINE: bool = false;
const NAME: &str = "Upgo";
const REG_SZ: u32 = 1;

/// Whether the tray icon starts at sign-in.
pub fn starts_at_log_in(place: &StartPlaces) -> io::Result<Start> {
    Ok(match registry_get(&run(place), NAME)? {
        _ if is_switched_off(place)? => Start::SwitchedOff,
        Some(_) => Start::On,
        None => Start::Off,
    })
}

/// Makes `program` start at sign-in; `None` removes the entry. Returns whether anything changed.
pub fn start_at_log_in(place: &StartPlaces, program: Option<&Path>) -> io::Result<bool> {
    let now = registry_get(&run(place), NAME)?;
    let Some(program) = program else {
        return registry_remove(&run(place), NAME).map(|()| now.is_some());
    };
    // without the quotes, a path with a space would be split into two words
    let command = format!("\"{}\" {HIDDEN}", program.display());
    let bytes: Vec<u8> = with_nul(OsStr::new(&command)).into_iter().flat_map(u16::to_le_bytes).collect();
    let wanted = (REG_SZ, bytes);
    if now.as_ref() == Some(&wanted) {
        return Ok(false);
    }
    registry_set(&run(place), NAME, wanted.0, &wanted.1).map(|()| true)
}

/// Whether the hourly check is scheduled.
pub fn is_scheduled(place: &StartPlaces) -> io::Result<Start> {
    let tasks = Tasks::in_folder(&place.tasks);
    Ok(if tasks.xml()?.is_some() { Start::On } else { Start::Off })
}

/// Makes `program` start each hour; `None` removes the schedule. Returns whether anything changed.
pub fn schedule(place: &StartPlaces, program: Option<&CheckProgram>) -> io::Result<bool> {
    let tasks = Tasks::in_folder(&place.tasks);
    let Some(program) = program else {
        // if the Task Scheduler does not respond, Upgo never registered a task
        let is_there = tasks.xml().is_ok_and(|xml| xml.is_some());
        return if is_there { tasks.remove().map(|()| true) } else { Ok(false) };
    };
    let now = tasks.xml()?;
    let command = |xml: &str| {
        let (_, rest) = xml.split_once("<Command>")?;
        rest.split_once("</Command>").map(|(command, _)| command.to_owned())
    };
    // Windows returns the XML rewritten, so only the command is compared
    let wanted = task(program);
    if now.as_deref().and_then(command).is_some_and(|now| Some(now) == command(&wanted)) {
        return Ok(false);
    }
    tasks.put(&wanted).map(|()| true)
}

/// The automatic starts at one time, to restore them after a change that failed.
#[derive(Debug)]
pub struct Starts {
    place: StartPlaces,
    log_in: io::Result<Option<(u32, Vec<u8>)>>,
    task: io::Result<Option<String>>,
}

impl Starts {
    /// Reads them. One that cannot be read is not restored later.
    pub fn read(place: &StartPlaces) -> Self {
        let task = Tasks::in_folder(&place.tasks).xml();
        Self { place: place.clone(), log_in: registry_get(&run(place), NAME), task }
    }

    /// Restores them as far as possible.
    pub fn restore(&self) {
        let log_in = match &self.log_in {
            Ok(Some((kind, bytes))) => registry_set(&run(&self.place), NAME, *kind, bytes),
            Ok(None) => registry_remove(&run(&self.place), NAME),
            Err(_) => Ok(()),
        };
        let tasks = Tasks::in_folder(&self.place.tasks);
        let task = match (&self.task, tasks.xml()) {
            (Ok(was), Ok(now)) if *was == now => Ok(()),
            (Ok(Some(was)), _) => tasks.put(was),
            (Ok(None), _) => tasks.remove(),
            (Err(_), _) => Ok(()),
        };
        log_in.and(task).ok();
    }
}

fn run(place: &StartPlaces) -> String {
    format!(r"{}\Run", place.registry)
}

/// Whether the user has turned the program off, in which case the first byte is odd. The format is internal to Task
/// Manager and known only from the values that it writes.
fn is_switched_off(place: &StartPlaces) -> io::Result<bool> {
    let approved = format!(r"{}\Explorer\StartupApproved\Run", place.registry);
    let value = registry_get(&approved, NAME)?;
    Ok(value.is_some_and(|(_, bytes)| bytes.first().is_some_and(|first| first % 2 == 1)))
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::*;
    use crate::background::{BackgroundError, Programs, Standing, set_up, standing};
    use crate::settings::Background;

    const REG_BINARY: u32 = 3;

    /// Serializes the tests, because Wine's Task Scheduler may report concurrent callers that it is not running.
    static ALONE: Mutex<()> = Mutex::new(());

    /// A separate key and folder for the test.
    struct Own(StartPlaces, #[expect(dead_code, reason = "held until it is dropped")] MutexGuard<'static, ()>);

    impl Own {
        fn new(name: &str) -> Self {
            let name = format!("UpgoTest-{}-{name}", std::process::id());
            let (registry, tasks) = (format!(r"HKCU\Software\UpgoTest\{name}"), format!(r"\{name}"));
            let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
            Self(StartPlaces { config: None, registry, tasks, home: None }, alone)
        }

        fn command(&self) -> Option<String> {
            let (_, bytes) = registry_get(&run(&self.0), NAME).unwrap()?;
            let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            Some(String::from_utf16(&units).unwrap().trim_end_matches('\0').to_owned())
        }

        fn task_manager_says(&self, first: u8) {
            let approved = format!(r"{}\Explorer\StartupApproved\Run", self.0.registry);
            registry_set(&approved, NAME, REG_BINARY, &[first, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
        }

        fn set(&self, form: Background) -> Result<bool, BackgroundError> {
            let desktop = Path::new(r"C:\Program Files\Upgo & Co\upgo-desktop.exe").to_owned();
            let check = Some(CheckProgram::desktop(desktop.clone()));
            set_up(&self.0, form, &Programs { desktop: Some(desktop), check })
        }
    }

    impl Drop for Own {
        fn drop(&mut self) {
            let key = self.0.registry.trim_start_matches(r"HKCU\");
            winreg::RegKey::predef(winreg::enums::HKEY_CURRENT_USER).delete_subkey_all(key).ok();
            Tasks::in_folder(&self.0.tasks).remove().ok();
        }
    }

    #[test]
    fn each_mode_replaces_the_previous_one_and_leaves_nothing_behind() {
        let own = Own::new("forms");
        let none = Standing { log_in: Start::Off, schedule: Start::Off };
        assert_eq!(standing(&own.0), none);
        assert!(own.set(Background::Tray).unwrap());
        assert_eq!(own.command().unwrap(), r#""C:\Program Files\Upgo & Co\upgo-desktop.exe" --hidden"#);
        assert!(!own.set(Background::Tray).unwrap(), "it is already set");
        assert!(own.set(Background::Scheduled).unwrap());
        assert_eq!(standing(&own.0), Standing { log_in: Start::Off, schedule: Start::On });
        let xml = Tasks::in_folder(&own.0.tasks).xml().unwrap().unwrap();
        assert!(xml.contains("Checks for new Go releases") && xml.contains("<StartWhenAvailable>true"), "{xml}");
        if upgo_testkit::is_wine() {
            println!("SKIPPED: the action and schedule of the task, which Wine does not return");
        } else {
            assert!(xml.contains(r"C:\Program Files\Upgo &amp; Co\upgo-desktop.exe"), "{xml}");
            assert!(xml.contains("--check") && xml.contains("PT1H"), "{xml}");
            assert!(!own.set(Background::Scheduled).unwrap(), "it is already set");
        }
        assert!(own.set(Background::Off).unwrap());
        assert_eq!((standing(&own.0), own.command()), (none, None));
        assert!(!Tasks::in_folder(&own.0.tasks).has_folder().unwrap());
        assert!(!own.set(Background::Off).unwrap());
    }

    #[test]
    fn what_was_set_up_before_is_restored() {
        let own = Own::new("restored");
        own.set(Background::Tray).unwrap();
        let (before, command) = (Starts::read(&own.0), own.command());
        own.set(Background::Scheduled).unwrap();
        before.restore();
        assert_eq!(standing(&own.0), Standing { log_in: Start::On, schedule: Start::Off });
        assert_eq!(own.command(), command);
        assert!(!Tasks::in_folder(&own.0.tasks).has_folder().unwrap());
    }

    #[test]
    fn an_entry_disabled_in_task_manager_stays_off_and_is_reported() {
        let own = Own::new("task-manager");
        for (first, on) in [(2, true), (6, true), (3, false), (7, false)] {
            own.task_manager_says(first);
            let result = own.set(Background::Tray);
            assert_eq!(matches!(result, Err(BackgroundError::SwitchedOff)), !on, "{first}: {result:?}");
            assert_eq!(standing(&own.0).log_in == Start::On, on, "{first}");
        }
    }
}
