//! The version file of the current folder, and the toolchains of the store, on the disk.
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::follow::{self, Candidate};

/// The file in Upgo's folder that makes the launcher follow version files, as in the engine's `machine/home.rs`.
const MARKER: &str = "follow-projects";

/// The toolchain that the version file of the current folder names, if the launcher in this home follows such files.
pub(crate) fn followed(home: &Path) -> Result<Option<String>, Failure> {
    let marker = home.join(MARKER);
    if !marker.is_file() {
        return Ok(None);
    }
    let is_fixed = std::env::var("GOTOOLCHAIN").is_ok_and(|value| follow::is_fixed(&value));
    // A folder that was removed belongs to no project.
    let Some(folder) = std::env::current_dir().ok().filter(|_| !is_fixed) else { return Ok(None) };
    let user = std::env::home_dir();
    let found = follow::follow(&folder, user.as_deref(), follow::read, || installed(home, &marker));
    let found = found.map_err(Failure::NotFollowed)?;
    Ok(found.map(|(_, toolchain)| toolchain))
}

/// The toolchains in the store that have a `go`; none if the file that says what the policy permits cannot be read.
fn installed(home: &Path, marker: &Path) -> Vec<Candidate> {
    let Ok(marker) = follow::first_bytes(marker) else { return Vec::new() };
    let marker = String::from_utf8_lossy(&marker);
    let Ok(entries) = fs::read_dir(home.join("toolchains")) else { return Vec::new() };
    let names = entries.flatten().filter(|entry| entry.path().join("bin").join(format!("go{EXE_SUFFIX}")).is_file());
    names.map(|entry| Candidate::by(entry.file_name().to_string_lossy().into_owned(), &marker)).collect()
}
