//! The switch (`current`) and the names in `bin`: which toolchain is the user's Go.
use std::io;
use std::path::Path;

use crate::effect;
use crate::home::Home;
use crate::platform::{self, EXECUTABLE};
use crate::version::Version;

/// The programs of a toolchain that get a name in `bin`.
const PROGRAMS: [&str; 2] = ["go", "gofmt"];

/// Which toolchain the switch names. `None` where there is no switch, or it names no version.
pub fn current(home: &Home) -> io::Result<Option<Version>> {
    let name = platform::read_switch(&home.current())?;
    Ok(name.and_then(|name| Version::from_name(&name).ok()))
}

/// Makes `version` the user's Go, or nothing. The names in `bin` are put there first, so that `go` never points
/// at a switch that is not there; the switch itself is one rename.
pub fn switch(home: &Home, version: Option<&Version>) -> io::Result<()> {
    let Some(version) = version else { return effect::remove_file(&home.current()) };
    for program in PROGRAMS {
        platform::put_name(home, program, None, program)?;
    }
    platform::write_switch(&home.current(), version.as_str())
}

/// Puts the toolchain's own name (`go1.27.3`) into `bin`: Go's own toolchain switching looks for it on PATH before
/// it downloads.
pub fn publish(home: &Home, version: &Version) -> io::Result<()> {
    platform::put_name(home, version.as_str(), Some(version.as_str()), "go")
}

/// Whether the toolchain's own name is in `bin`.
pub fn is_published(home: &Home, version: &Version) -> bool {
    home.bin().join(format!("{version}{EXECUTABLE}")).symlink_metadata().is_ok()
}

/// Takes the toolchain's own name out of `bin`.
pub fn unpublish(home: &Home, version: &Version) -> io::Result<()> {
    platform::remove_name(home, version.as_str())
}

/// Takes every name out of `bin` that Upgo has put there, `upgo` itself among them. A program that runs stays.
pub fn remove_all_names(home: &Home) -> io::Result<()> {
    let versions = names_in(&home.bin())?.into_iter().filter(|name| Version::from_name(name).is_ok());
    let own = PROGRAMS.into_iter().chain(["upgo"]).map(str::to_owned);
    for name in versions.chain(own) {
        match effect::remove_file(&home.bin().join(format!("{name}{EXECUTABLE}"))) {
            Err(error) if platform::is_blocked(&error) => {}
            result => result?,
        }
    }
    Ok(())
}

/// The names of the programs in a folder, without their ending.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let Ok(entries) = fs_err::read_dir(folder) else { return Ok(Vec::new()) };
    let name = |entry: io::Result<fs_err::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let names: Vec<String> = entries.map(name).collect::<io::Result<_>>()?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(EXECUTABLE)).map(str::to_owned).collect())
}

/// Deletes what a killed process was writing beside the switch and in `bin`. The caller holds the store's lock, under
/// which alone both are written.
pub fn sweep(home: &Home) -> io::Result<()> {
    let switch = home.current().file_name().unwrap_or_default().to_string_lossy().into_owned();
    for (folder, of) in [(home.bin(), ""), (home.root().to_owned(), switch.as_str())] {
        let Ok(entries) = fs_err::read_dir(&folder) else { continue };
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(of) && effect::is_aside(&name) {
                effect::remove_file(&folder.join(name))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn version(name: &str) -> Version {
        name.parse().unwrap()
    }

    #[test]
    fn the_switch_names_what_was_switched_to_last() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        assert_eq!(current(&home).unwrap(), None);
        for name in ["go1.26.6", "go1.27.3"] {
            switch(&home, Some(&version(name))).unwrap();
            assert_eq!(current(&home).unwrap(), Some(version(name)));
        }
        switch(&home, None).unwrap();
        assert_eq!(current(&home).unwrap(), None);
    }

    #[test]
    fn a_name_is_put_and_taken() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        publish(&home, &version("1.27.3")).unwrap();
        assert!(is_published(&home, &version("1.27.3")));
        unpublish(&home, &version("1.27.3")).unwrap();
        assert!(!is_published(&home, &version("1.27.3")));
    }

    #[test]
    fn what_a_killed_process_was_writing_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        switch(&home, Some(&version("go1.27.3"))).unwrap();
        let names = || {
            let names = |folder: PathBuf| fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            let mut names: Vec<_> = names(home.bin()).chain(names(home.root().to_owned())).collect();
            names.sort();
            names
        };
        let (before, foreign) = (names(), home.settings().with_file_name("settings.toml.7-ThreadId1.new"));
        for path in [home.current(), home.bin().join("go"), home.bin().join("go1.27.3.exe")] {
            effect::write_plain(&effect::aside(&path), b"half").unwrap();
        }
        sweep(&home).unwrap();
        assert_eq!(names(), before);
        effect::write_plain(&foreign, b"somebody writes it").unwrap();
        sweep(&home).unwrap();
        assert!(foreign.exists(), "it is not written under the lock of the store");
    }
}
