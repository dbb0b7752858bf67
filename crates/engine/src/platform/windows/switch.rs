//! The switch and the names in `bin`: a one-line file, and copies of one small program (`crates/launcher`).
//!
//! A junction on PATH would make go.exe take the junction for its GOROOT, and a build that runs across a switch
//! would fail (docs/adr/0002-launchers.md).
use std::io;
use std::path::Path;

use fs_err as fs;

use crate::effect;

/// The end of a program's file name.
pub const EXECUTABLE: &str = ".exe";

/// The launcher, compiled by the build script for the target of this program.
const LAUNCHER: &[u8] = include_bytes!(env!("UPGO_LAUNCHER"));

/// The name of the toolchain that the switch names, as it is written; `None` where there is no switch.
pub fn read_switch(switch: &Path) -> io::Result<Option<String>> {
    match fs::read(switch) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Points the switch at the toolchain `name`, by one rename.
pub fn write_switch(switch: &Path, name: &str) -> io::Result<()> {
    effect::replace(switch, format!("{name}\n").as_bytes())
}

/// Puts `name` into `bin`, so that it starts the program of the toolchain that the launcher's name or the switch
/// says. What is right already is not touched; a launcher that runs is renamed aside, which Windows allows.
pub fn put_name(bin: &Path, name: &str, _toolchain: Option<&str>, _program: &str) -> io::Result<()> {
    let path = bin.join(format!("{name}{EXECUTABLE}"));
    if fs::read(&path).is_ok_and(|old| old == LAUNCHER) {
        return Ok(());
    }
    effect::create_dir_all(bin)?;
    match effect::replace(&path, LAUNCHER) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && path.exists() => {
            let aside = effect::aside(&path).with_extension("old");
            effect::rename(&path, &aside)?;
            effect::replace(&path, LAUNCHER)
        }
        result => result,
    }
}

/// Whether a shell would start the program.
pub fn is_executable(program: &Path) -> bool {
    program.is_file()
}
