//! Automatic starts: a value in the user's `Run` key, and a task of the Task Scheduler. Never writes next to `Run`,
//! where Task Manager records what the user turned off, and never enables a task that the user disabled.
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use crate::machine::acts::start::{
    AutoStart, CheckProgram, HIDDEN, StartPlaces, command_of, is_disabled, is_of_another, task,
};
use crate::machine::platform::{TaskEntry, Tasks, registry_get, registry_remove, registry_set, with_nul};

/// The console window of the command line would flash up each hour.
pub const CHECKS_BY_COMMAND_LINE: bool = false;
const NAME: &str = "Upgo";
const REG_SZ: u32 = 1;

pub fn starts_at_log_in(place: &StartPlaces) -> io::Result<AutoStart> {
    Ok(match registry_get(&run(place), NAME)? {
        _ if is_switched_off(place)? => AutoStart::SwitchedOff,
        Some(_) => AutoStart::On,
        None => AutoStart::Off,
    })
}

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

pub fn is_scheduled(place: &StartPlaces) -> io::Result<AutoStart> {
    let tasks = Tasks::in_folder(&place.tasks)?;
    Ok(state(&tasks.entry()?, &tasks))
}

fn state(entry: &TaskEntry, tasks: &Tasks<'_>) -> AutoStart {
    match entry {
        TaskEntry::Missing => AutoStart::Off,
        TaskEntry::Denied => AutoStart::Foreign,
        TaskEntry::Registered { xml } if is_of_another(xml, tasks.user()) => AutoStart::Foreign,
        TaskEntry::Registered { xml } if is_disabled(xml) => AutoStart::SwitchedOff,
        TaskEntry::Registered { .. } => AutoStart::On,
    }
}

/// Also one that the user has disabled; `None` if there is none.
fn own_task(tasks: &Tasks<'_>) -> io::Result<Option<String>> {
    let entry = tasks.entry()?;
    let is_own = matches!(state(&entry, tasks), AutoStart::On | AutoStart::SwitchedOff);
    Ok(if let TaskEntry::Registered { xml } = entry { Some(xml).filter(|_| is_own) } else { None })
}

/// `None` removes the schedule. Another account's task is left alone. Returns whether anything changed.
pub fn schedule(place: &StartPlaces, program: Option<&CheckProgram>) -> io::Result<bool> {
    let tasks = Tasks::in_folder(&place.tasks);
    let Some(program) = program else {
        // if the Task Scheduler does not respond, Upgo never registered a task
        let Ok(tasks) = tasks else { return Ok(false) };
        let is_there = own_task(&tasks).is_ok_and(|task| task.is_some());
        return if is_there { tasks.remove().map(|()| true) } else { Ok(false) };
    };
    let tasks = tasks?;
    // Windows returns the XML rewritten, so only the command is compared
    let wanted = task(program, tasks.user());
    if own_task(&tasks)?.as_deref().and_then(command_of).is_some_and(|now| Some(now) == command_of(&wanted)) {
        return Ok(false);
    }
    tasks.put(&wanted).map(|()| true)
}

#[derive(Debug)]
pub struct Starts {
    place: StartPlaces,
    log_in: io::Result<Option<(u32, Vec<u8>)>>,
    task: io::Result<Option<String>>,
}

impl Starts {
    pub fn read(place: &StartPlaces) -> Self {
        let task = Tasks::in_folder(&place.tasks).and_then(|tasks| own_task(&tasks));
        Self { place: place.clone(), log_in: registry_get(&run(place), NAME), task }
    }

    pub fn restore(&self) {
        let log_in = match &self.log_in {
            Ok(Some((kind, bytes))) => registry_set(&run(&self.place), NAME, *kind, bytes),
            Ok(None) => registry_remove(&run(&self.place), NAME),
            Err(_) => Ok(()),
        };
        log_in.and(self.restore_task()).ok();
    }

    fn restore_task(&self) -> io::Result<()> {
        let Ok(was) = &self.task else { return Ok(()) };
        let tasks = Tasks::in_folder(&self.place.tasks)?;
        match (was, own_task(&tasks)) {
            (was, Ok(now)) if *was == now => Ok(()),
            (Some(was), _) => tasks.put(was),
            (None, Ok(Some(_))) => tasks.remove(),
            (None, _) => Ok(()),
        }
    }
}

fn run(place: &StartPlaces) -> String {
    format!(r"{}\Run", place.registry)
}

/// The first byte is odd then. The format is internal to Task Manager, and known only from the values that it writes.
fn is_switched_off(place: &StartPlaces) -> io::Result<bool> {
    let approved = format!(r"{}\Explorer\StartupApproved\Run", place.registry);
    let value = registry_get(&approved, NAME)?;
    Ok(value.is_some_and(|(_, bytes)| bytes.first().is_some_and(|first| first % 2 == 1)))
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::*;
    use crate::change::background::{BackgroundError, Programs, Standing, set_up, standing};
    use crate::choices::settings::Background;

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

        fn tasks(&self) -> Tasks<'_> {
            Tasks::in_folder(&self.0.tasks).unwrap()
        }

        fn xml(&self) -> Option<String> {
            match self.tasks().entry().unwrap() {
                TaskEntry::Registered { xml } => Some(xml),
                _ => None,
            }
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
            self.tasks().remove().ok();
        }
    }

    #[test]
    fn each_mode_replaces_the_previous_one_and_leaves_nothing_behind() {
        let own = Own::new("forms");
        let none = Standing { log_in: AutoStart::Off, schedule: AutoStart::Off };
        assert_eq!(standing(&own.0), none);
        assert!(own.set(Background::Tray).unwrap());
        assert_eq!(own.command().unwrap(), r#""C:\Program Files\Upgo & Co\upgo-desktop.exe" --hidden"#);
        assert!(!own.set(Background::Tray).unwrap(), "it is already set");
        assert!(own.set(Background::Scheduled).unwrap());
        assert_eq!(standing(&own.0), Standing { log_in: AutoStart::Off, schedule: AutoStart::On });
        let xml = own.xml().unwrap();
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
        assert!(!own.tasks().has_folder().unwrap());
        assert!(!own.set(Background::Off).unwrap());
    }

    #[test]
    fn what_was_set_up_before_is_restored() {
        let own = Own::new("restored");
        own.set(Background::Tray).unwrap();
        let (before, command) = (Starts::read(&own.0), own.command());
        own.set(Background::Scheduled).unwrap();
        before.restore();
        assert_eq!(standing(&own.0), Standing { log_in: AutoStart::On, schedule: AutoStart::Off });
        assert_eq!(own.command(), command);
        assert!(!own.tasks().has_folder().unwrap());
    }

    #[test]
    fn a_disabled_task_is_reported_and_stays_disabled_until_it_is_removed() {
        let own = Own::new("disabled");
        let program = CheckProgram::desktop(Path::new(r"C:\Upgo\upgo-desktop.exe").to_owned());
        let enabled = "<Enabled>true</Enabled>\n    <Priority>";
        let disabled = task(&program, own.tasks().user()).replace(enabled, &enabled.replace("true", "false"));
        own.tasks().put(&disabled).unwrap();
        let before = own.tasks().entry().unwrap();
        assert_eq!(standing(&own.0).schedule, AutoStart::SwitchedOff, "{before:?}");
        assert!(matches!(own.set(Background::Scheduled), Err(BackgroundError::TaskSwitchedOff)));
        assert_eq!(own.tasks().entry().unwrap(), before, "it was changed");
        assert!(own.set(Background::Off).unwrap());
        assert_eq!(standing(&own.0).schedule, AutoStart::Off);
    }

    #[test]
    fn a_task_of_another_account_is_neither_replaced_nor_deleted() {
        if upgo_testkit::is_wine() {
            println!("SKIPPED: Wine does not return the user of a task");
            return;
        }
        let own = Own::new("foreign");
        let program = CheckProgram::desktop(Path::new(r"C:\Upgo\upgo-desktop.exe").to_owned());
        if let Err(error) = own.tasks().put(&task(&program, "S-1-5-18")) {
            println!("SKIPPED: this account may not register a task of the system's: {error}");
            return;
        }
        let before = own.tasks().entry().unwrap();
        assert_eq!(standing(&own.0).schedule, AutoStart::Foreign, "{before:?}");
        assert!(matches!(own.set(Background::Scheduled), Err(BackgroundError::ForeignTask)));
        assert!(!own.set(Background::Off).unwrap());
        assert_eq!(own.tasks().entry().unwrap(), before);
    }

    #[test]
    fn an_entry_disabled_in_task_manager_stays_off_and_is_reported() {
        let own = Own::new("task-manager");
        for (first, on) in [(2, true), (6, true), (3, false), (7, false)] {
            own.task_manager_says(first);
            let result = own.set(Background::Tray);
            assert_eq!(matches!(result, Err(BackgroundError::SwitchedOff)), !on, "{first}: {result:?}");
            assert_eq!(standing(&own.0).log_in == AutoStart::On, on, "{first}");
        }
    }
}
