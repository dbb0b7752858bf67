//! The switch and the names in `bin`: a file with one line, and copies of one small program (`crates/launcher`). With a
//! junction on PATH, go.exe would use the junction as its GOROOT, and a build that runs during a switch would fail
//! (docs/internals/adr/0002-launchers.md).
use std::io;
use std::path::Path;

use fs_err as fs;

use crate::machine::acts::ProgramFolders;
use crate::machine::effect;
use crate::machine::platform::{EXECUTABLE, is_blocked, native_target};

const LAUNCHER: &[u8] = include_bytes!(env!("UPGO_LAUNCHER"));

/// The launcher for ARM64, which a program for amd64 may include; empty if it does not.
const FOR_ARM64: &[u8] = include_bytes!(env!("UPGO_LAUNCHER_ARM64"));

/// Without one for `arch`, that of this program, which runs emulated there and still starts the machine's native Go.
fn launcher(arch: &str, for_arm64: &'static [u8]) -> &'static [u8] {
    if arch == "arm64" && !for_arm64.is_empty() { for_arm64 } else { LAUNCHER }
}

pub fn own_launcher() -> &'static [u8] {
    launcher(&native_target().arch, FOR_ARM64)
}

pub fn read_switch(switch: &Path) -> io::Result<Option<String>> {
    match effect::read_replaced(switch, |switch| std::fs::read(switch)) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(error.kind(), format!("{} cannot be read: {error}", switch.display()))),
    }
}

pub fn write_switch(switch: &Path, name: &str) -> io::Result<()> {
    effect::replace(switch, format!("{name}\n").as_bytes())
}

/// Puts `name` into `bin`, so that it starts the program of the toolchain that its name or the switch selects. A
/// correct file is not touched. A running launcher cannot be replaced, but renamed: it moves to `staging`, where the
/// first sweep after its exit deletes it. `name` is then missing between two renames, which only a new launcher in a
/// new Upgo causes.
pub fn put_name(places: &ProgramFolders, name: &str, _toolchain: Option<&str>, _program: &str) -> io::Result<()> {
    let path = places.bin.join(format!("{name}{EXECUTABLE}"));
    let launcher = launcher(&native_target().arch, FOR_ARM64);
    if fs::read(&path).is_ok_and(|old| old == launcher) {
        return Ok(());
    }
    effect::create_lasting_dir(&places.bin)?;
    effect::replace_by(&path, launcher, |new, path| match effect::rename_once(new, path) {
        Err(error) if is_blocked(&error) && path.is_file() => {
            effect::create_dir_all(&places.staging)?;
            let old = effect::aside(&places.staging.join(format!("replaced-{name}{EXECUTABLE}")));
            effect::rename(path, &old)?;
            effect::rename(new, path).inspect_err(|_| drop(effect::rename(&old, path)))
        }
        result => result,
    })
}

/// Every name is a launcher.
pub fn is_launcher_or_missing(_places: &ProgramFolders, _name: &str) -> bool {
    true
}

/// It may be missing. A running launcher cannot be deleted, so it is moved to `staging` first.
pub fn remove_name(places: &ProgramFolders, name: &str) -> io::Result<()> {
    let path = places.bin.join(format!("{name}{EXECUTABLE}"));
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    effect::create_dir_all(&places.staging)?;
    let old = effect::aside(&places.staging.join(format!("removed-{name}{EXECUTABLE}")));
    effect::rename(&path, &old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_launcher_matches_the_architecture_if_there_is_one() {
        for (arch, for_arm64, expected) in [
            ("amd64", &b"arm64"[..], LAUNCHER),
            ("amd64", b"", LAUNCHER),
            ("arm64", b"", LAUNCHER),
            ("arm64", b"arm64", b"arm64"),
        ] {
            assert!(launcher(arch, for_arm64) == expected, "{arch}, {} bytes for ARM64", for_arm64.len());
        }
    }
}
