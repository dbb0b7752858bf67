//! The switch and the names in `bin`: symbolic links. While `go` follows the version files of folders, a copy of the
//! launcher (`crates/launcher`) takes the place of the links for the current toolchain. Go resolves links before it
//! determines its GOROOT (`os.Executable`), so a build that runs during a switch continues with its original tree.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::base::bounded::if_there;
use crate::machine::acts::ProgramFolders;
use crate::machine::record::{self, Operation};
use crate::machine::{effect, fault};

/// The launcher, compiled by the build script for the target of this program.
const LAUNCHER: &[u8] = include_bytes!(env!("UPGO_LAUNCHER"));

pub fn own_launcher() -> &'static [u8] {
    LAUNCHER
}

/// As written; `None` if there is no switch.
pub fn read_switch(switch: &Path) -> io::Result<Option<String>> {
    let name = |target: PathBuf| target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(if_there(fs::read_link(switch))?.map(name))
}

/// With one rename.
pub fn write_switch(switch: &Path, name: &str) -> io::Result<()> {
    replace_link(&Path::new("toolchains").join(name), switch)?;
    effect::sync_dir(effect::parent(switch))
}

/// With one rename. An existing entry that is not a link is kept, which is an error.
pub fn point_link(link: &Path, target: &Path) -> io::Result<()> {
    if fs::read_link(link).is_ok_and(|old| old == target) {
        return Ok(());
    }
    replace_link(target, link)
}

/// Puts `name` into `bin`, so that it starts the program `program` of the toolchain `toolchain`, or of the current one
/// if that is `None`. What is correct is not touched. A link and a launcher replace each other with one rename.
pub fn put_name(places: &ProgramFolders, name: &str, toolchain: Option<&str>, program: &str) -> io::Result<()> {
    if places.follows && toolchain.is_none() {
        return put_launcher(&places.bin, name);
    }
    let tree = toolchain.map_or(Path::new("..").join("current"), |name| Path::new("../toolchains").join(name));
    let target = tree.join("bin").join(program);
    let link = places.bin.join(name);
    if std::fs::read_link(&link).is_ok_and(|old| old == target) {
        return Ok(());
    }
    effect::create_lasting_dir(&places.bin)?;
    replace_link(&target, &link)?;
    effect::sync_dir(&places.bin)
}

pub fn is_launcher_or_missing(places: &ProgramFolders, name: &str) -> bool {
    !places.bin.join(name).is_symlink()
}

fn put_launcher(bin: &Path, name: &str) -> io::Result<()> {
    let path = bin.join(name);
    let is_link = path.symlink_metadata().is_ok_and(|there| there.is_symlink());
    if !is_link && fs::read(&path).is_ok_and(|old| old == LAUNCHER) {
        return Ok(());
    }
    effect::create_lasting_dir(bin)?;
    effect::replace_program(&path, LAUNCHER)
}

/// It may be missing.
pub fn remove_name(places: &ProgramFolders, name: &str) -> io::Result<()> {
    let name = places.bin.join(name);
    if name.symlink_metadata().is_err() {
        return Ok(());
    }
    effect::remove_file(&name)?;
    effect::sync_dir(&places.bin)
}

fn replace_link(target: &Path, link: &Path) -> io::Result<()> {
    let aside = effect::aside(link);
    effect::remove_file(&aside)?;
    fault::reach("link", &aside)?;
    fs_err::os::unix::fs::symlink(target, &aside)?;
    record::done_to(Operation::Linked, &aside, target);
    effect::rename(&aside, link).inspect_err(|_| drop(fs::remove_file(&aside)))
}
