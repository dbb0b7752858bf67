//! The entry in Windows' list of installed programs, in which the installer wrote its own version.
use std::io;
use std::path::Path;

use upgo_engine::machine::fault;
use upgo_engine::machine::platform::is_same_path;
use upgo_engine::released::upgo::UpgoVersion;
use winreg::RegKey;
use winreg::enums::{HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE};

/// The entry of the installer for one user (packaging/windows/upgo.nsi).
const ENTRY: &str = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo";
const VERSION: &str = "DisplayVersion";

/// Writes the running version into the entry if it is about this program, which an update may have replaced since.
pub(crate) fn note_version() -> io::Result<()> {
    // a test has its own registry, without the entry
    if fault::ARMED && std::env::var_os("UPGO_TEST_REGISTRY").is_some() {
        return Ok(());
    }
    note_in(ENTRY, &std::env::current_exe()?, &UpgoVersion::own().to_string())
}

fn note_in(key: &str, program: &Path, version: &str) -> io::Result<()> {
    let user = RegKey::predef(HKEY_CURRENT_USER);
    let Ok(entry) = user.open_subkey_with_flags(key, KEY_READ) else { return Ok(()) };
    let text = |name: &str| entry.get_value::<String, _>(name).unwrap_or_default();
    let folder = text("InstallLocation");
    let is_its_own = !folder.is_empty() && program.parent().is_some_and(|own| is_same_path(own, folder.as_ref()));
    if !is_its_own || text(VERSION) == version {
        return Ok(());
    }
    fault::reach("registry", Path::new(key))?;
    user.open_subkey_with_flags(key, KEY_SET_VALUE)?.set_value(VERSION, &version)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A separate key, with an entry for a folder.
    struct UninstallEntry(String);

    impl UninstallEntry {
        fn of(name: &str, folder: &str) -> Self {
            let entry = Self(format!(r"Software\UpgoTest\installed-{}-{name}", std::process::id()));
            let (key, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey(&entry.0).unwrap();
            key.set_value("InstallLocation", &folder).unwrap();
            key.set_value(VERSION, &"0.1.0").unwrap();
            entry
        }

        fn version(&self) -> String {
            RegKey::predef(HKEY_CURRENT_USER).open_subkey(&self.0).unwrap().get_value(VERSION).unwrap()
        }
    }

    impl Drop for UninstallEntry {
        fn drop(&mut self) {
            RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(&self.0).ok();
        }
    }

    #[test]
    fn the_list_of_programs_shows_the_running_version() {
        let entry = UninstallEntry::of("own", r"C:\Users\mei\AppData\Local\Programs\Upgo");
        let program = Path::new(r"c:\users\mei\AppData\Local\Programs\Upgo\upgo-desktop.exe");
        note_in(&entry.0, program, "0.2.0").unwrap();
        assert_eq!(entry.version(), "0.2.0");
        note_in(&entry.0, program, "0.1.0").unwrap();
        assert_eq!(entry.version(), "0.1.0", "after going back");
    }

    #[test]
    fn the_entry_of_another_copy_stays() {
        let entry = UninstallEntry::of("other", r"C:\Upgo\");
        note_in(&entry.0, Path::new(r"D:\build\upgo-desktop.exe"), "0.2.0").unwrap();
        assert_eq!(entry.version(), "0.1.0");
        note_in(&entry.0, Path::new(r"C:\Upgo\upgo-desktop.exe"), "0.2.0").unwrap();
        assert_eq!(entry.version(), "0.2.0");
    }

    #[test]
    fn without_an_installer_there_is_no_entry() {
        let key = format!(r"Software\UpgoTest\installed-{}-none", std::process::id());
        note_in(&key, Path::new(r"C:\Upgo\upgo-desktop.exe"), "0.2.0").unwrap();
        assert!(RegKey::predef(HKEY_CURRENT_USER).open_subkey(&key).is_err(), "nothing is written");
    }
}
