//! Windows: a value in the user's `Run` key. Task Manager keeps beside it what the user has switched off, and that is
//! never written here.
use std::io;
use std::path::Path;

use winreg::RegKey;
use winreg::enums::{HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE};

use super::HIDDEN;

const ROOT: &str = r"Software\Microsoft\Windows\CurrentVersion";
const NAME: &str = "Upgo";

#[expect(clippy::unnecessary_wraps, reason = "other systems may not know it")]
pub(crate) fn is_on() -> Option<bool> {
    Some(is_on_in(&root()))
}

pub(crate) fn set(on: bool) -> io::Result<()> {
    set_in(&root(), &std::env::current_exe()?, on)
}

/// Tests name a key of their own, which only a test build looks at.
fn root() -> String {
    let own = std::env::var("UPGO_TEST_REGISTRY").ok().filter(|_| upgo_engine::fault::ARMED);
    own.map_or_else(|| ROOT.to_owned(), |key| format!(r"{key}\autostart"))
}

fn is_on_in(root: &str) -> bool {
    let run = RegKey::predef(HKEY_CURRENT_USER).open_subkey_with_flags(run_key(root), KEY_READ);
    run.and_then(|run| run.get_raw_value(NAME)).is_ok() && !is_switched_off(root)
}

fn set_in(root: &str, program: &Path, on: bool) -> io::Result<()> {
    let user = RegKey::predef(HKEY_CURRENT_USER);
    if !on {
        let deleted = user.open_subkey_with_flags(run_key(root), KEY_SET_VALUE).and_then(|run| run.delete_value(NAME));
        return deleted.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) });
    }
    let (run, _) = user.create_subkey_with_flags(run_key(root), KEY_SET_VALUE)?;
    // without the quotes, a folder with a space in its name would be read as two words
    run.set_value(NAME, &format!("\"{}\" {HIDDEN}", program.display()))?;
    if is_switched_off(root) {
        return Err(io::Error::other("Task Manager has Upgo switched off, under Startup apps"));
    }
    Ok(())
}

fn run_key(root: &str) -> String {
    format!(r"{root}\Run")
}

/// The first byte is odd where the user has switched the program off. The format is Task Manager's own: known from what
/// it writes.
fn is_switched_off(root: &str) -> bool {
    let approved = format!(r"{root}\Explorer\StartupApproved\Run");
    let approved = RegKey::predef(HKEY_CURRENT_USER).open_subkey_with_flags(approved, KEY_READ);
    let value = approved.and_then(|approved| approved.get_raw_value(NAME));
    value.is_ok_and(|value| value.bytes.first().is_some_and(|first| first % 2 == 1))
}

#[cfg(test)]
mod tests {
    use winreg::RegValue;
    use winreg::enums::REG_BINARY;

    use super::*;

    /// A key of the test's own.
    struct Key(String);

    impl Key {
        fn new(name: &str) -> Self {
            Self(format!(r"Software\UpgoTest\autostart-{}-{name}", std::process::id()))
        }

        fn value(&self) -> Option<String> {
            RegKey::predef(HKEY_CURRENT_USER).open_subkey(run_key(&self.0)).ok()?.get_value(NAME).ok()
        }

        fn task_manager_says(&self, first: u8) {
            let approved = format!(r"{}\Explorer\StartupApproved\Run", self.0);
            let (approved, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey(approved).unwrap();
            let bytes = vec![first, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
            approved.set_raw_value(NAME, &RegValue { bytes: bytes.into(), vtype: REG_BINARY }).unwrap();
        }
    }

    impl Drop for Key {
        fn drop(&mut self) {
            RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(&self.0).ok();
        }
    }

    #[test]
    fn the_program_is_named_in_quotes() {
        let key = Key::new("quotes");
        assert!(!is_on_in(&key.0));
        set_in(&key.0, Path::new(r"C:\Program Files\Upgo\upgo-desktop.exe"), true).unwrap();
        assert_eq!(key.value().unwrap(), r#""C:\Program Files\Upgo\upgo-desktop.exe" --hidden"#);
        assert!(is_on_in(&key.0));
        set_in(&key.0, Path::new("not looked at"), false).unwrap();
        set_in(&key.0, Path::new("not looked at"), false).unwrap();
        assert_eq!(key.value(), None);
        assert!(!is_on_in(&key.0));
    }

    #[test]
    fn what_task_manager_switched_off_stays_off_and_is_said() {
        let key = Key::new("task-manager");
        let program = Path::new(r"C:\Upgo\upgo-desktop.exe");
        for (first, on) in [(2, true), (6, true), (3, false), (7, false)] {
            key.task_manager_says(first);
            assert_eq!(set_in(&key.0, program, true).is_ok(), on, "{first}");
            assert_eq!(is_on_in(&key.0), on, "{first}");
        }
        key.task_manager_says(2);
        assert!(is_on_in(&key.0));
    }
}
