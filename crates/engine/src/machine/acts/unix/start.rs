//! Automatic starts by the system: on Linux a desktop entry and systemd units, elsewhere nothing.
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fs_err as fs;

use super::switch::point_link;
use crate::base::bounded;
use crate::base::report::Cancel;
use crate::machine::acts::start::{AutoStart, CheckProgram, StartPlaces, entry, is_switched_off, service, timer};
use crate::machine::effect;
use crate::machine::platform;

/// The desktop program would load the window's libraries only to look at the clock, for five times the memory.
pub const CHECKS_BY_COMMAND_LINE: bool = true;
/// How long systemd may take to reload its files.
const PATIENCE: Duration = Duration::from_secs(10);
/// The size limit in bytes; Upgo's own units are a few hundred bytes long.
const UNIT_MAX: u64 = 64 << 10;
const SERVICE: &str = "upgo-check.service";
const TIMER: &str = "upgo-check.timer";

pub fn starts_at_log_in(place: &StartPlaces) -> io::Result<AutoStart> {
    let entry = bounded::read_text(&entry_file(place)?, UNIT_MAX);
    Ok(if entry.is_ok_and(|entry| !is_switched_off(&entry)) { AutoStart::On } else { AutoStart::Off })
}

/// `None` removes the entry. Returns whether anything changed.
pub fn start_at_log_in(place: &StartPlaces, program: Option<&Path>) -> io::Result<bool> {
    let Some(program) = program else {
        let Ok(file) = entry_file(place) else { return Ok(false) };
        return remove(&file);
    };
    write(&entry_file(place)?, &entry(program)?)
}

pub fn is_scheduled(place: &StartPlaces) -> io::Result<AutoStart> {
    let Units { wanted, service, .. } = units(place)?;
    let is_there = wanted.symlink_metadata().is_ok() && service.is_file();
    Ok(if is_there { AutoStart::On } else { AutoStart::Off })
}

/// `None` removes the schedule. Returns whether anything changed.
pub fn schedule(place: &StartPlaces, program: Option<&CheckProgram>) -> io::Result<bool> {
    let Some(program) = program else {
        let Ok(units) = units(place) else { return Ok(false) };
        return units.remove();
    };
    units(place)?.put(&service(program, place.home.as_deref())?)
}

/// The automatic starts at one time, to restore them after a change that failed.
#[derive(Debug)]
pub struct Starts {
    entry: Option<Saved>,
    units: Vec<Saved>,
    is_enabled: bool,
}

impl Starts {
    /// A file that cannot be read is not restored later.
    pub fn read(place: &StartPlaces) -> Self {
        let entry = entry_file(place).ok().and_then(Saved::of);
        let Ok(Units { service, timer, wanted }) = units(place) else {
            return Self { entry, units: Vec::new(), is_enabled: false };
        };
        let is_enabled = wanted.symlink_metadata().is_ok();
        Self { entry, units: [service, timer, wanted].into_iter().filter_map(Saved::of).collect(), is_enabled }
    }

    /// Restores as much as possible.
    pub fn restore(&self) {
        let is_for_systemd = self.units.iter().any(Saved::is_changed);
        if is_for_systemd && !self.is_enabled {
            systemctl(&["disable", "--now", TIMER]).ok();
        }
        for saved in self.entry.iter().chain(&self.units) {
            saved.restore().ok();
        }
        if is_for_systemd {
            systemctl(&["daemon-reload"]).ok();
            if self.is_enabled {
                systemctl(&["enable", "--now", TIMER]).ok();
            }
        }
    }
}

#[derive(Debug)]
struct Saved {
    path: PathBuf,
    was: Was,
}

#[derive(Debug, PartialEq, Eq)]
enum Was {
    Missing,
    File(Vec<u8>),
    Link(PathBuf),
}

impl Saved {
    fn of(path: PathBuf) -> Option<Self> {
        let was = Was::at(&path).ok()?;
        Some(Self { path, was })
    }

    fn is_changed(&self) -> bool {
        !Was::at(&self.path).is_ok_and(|now| now == self.was)
    }

    fn restore(&self) -> io::Result<()> {
        match &self.was {
            Was::Missing => remove(&self.path).map(drop), // also the folders that were created for it
            _ if !self.is_changed() => Ok(()),
            Was::File(bytes) => write_bytes(&self.path, bytes),
            Was::Link(target) => {
                effect::create_dir_all(effect::parent(&self.path))?;
                point_link(&self.path, target)
            }
        }
    }
}

impl Was {
    fn at(path: &Path) -> io::Result<Self> {
        match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Missing),
            Ok(found) if found.is_symlink() => fs::read_link(path).map(Self::Link),
            _ => bounded::read(path, UNIT_MAX).map(Self::File),
        }
    }
}

fn entry_file(place: &StartPlaces) -> io::Result<PathBuf> {
    Ok(config(place)?.join("autostart/upgo.desktop"))
}

fn config(place: &StartPlaces) -> io::Result<&Path> {
    if !cfg!(target_os = "linux") {
        return Err(io::ErrorKind::Unsupported.into());
    }
    place.config.as_deref().ok_or_else(|| io::Error::other("the folder for your settings is unknown"))
}

struct Units {
    service: PathBuf,
    timer: PathBuf,
    /// The link that starts the timer at sign-in, as `systemctl enable` creates it.
    wanted: PathBuf,
}

fn units(place: &StartPlaces) -> io::Result<Units> {
    let folder = config(place)?.join("systemd/user");
    let wanted = folder.join("timers.target.wants").join(TIMER);
    Ok(Units { service: folder.join(SERVICE), timer: folder.join(TIMER), wanted })
}

impl Units {
    /// Fails if systemd does not serve this user.
    fn put(&self, text: &str) -> io::Result<bool> {
        let written = [write(&self.service, text)?, write(&self.timer, &timer())?];
        if !written.contains(&true) && self.wanted.symlink_metadata().is_ok() {
            return Ok(false);
        }
        let begun = systemctl(&["daemon-reload"]).and_then(|()| systemctl(&["enable", "--now", TIMER]));
        begun.map(|()| true).map_err(|error| io::Error::new(io::ErrorKind::Unsupported, error))
    }

    /// Works even if systemd is not available.
    fn remove(&self) -> io::Result<bool> {
        let is_there = |path: &PathBuf| path.symlink_metadata().is_ok();
        if ![&self.service, &self.timer, &self.wanted].into_iter().any(is_there) {
            return Ok(false);
        }
        systemctl(&["disable", "--now", TIMER]).ok();
        for path in [&self.wanted, &self.timer, &self.service] {
            remove(path)?;
        }
        systemctl(&["daemon-reload"]).ok();
        Ok(true)
    }
}

fn systemctl(words: &[&str]) -> io::Result<()> {
    // In a relative folder, it may be a project's.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    let program = folders.map(|folder| folder.join("systemctl")).find(|program| platform::is_executable(program));
    let mut command = Command::new(program.ok_or(io::ErrorKind::NotFound)?);
    command.arg("--user").arg("--quiet").args(words);
    let ended = effect::run(&mut command, PATIENCE, &Cancel::default())?;
    let why = ended.errors.lines().last().unwrap_or("systemctl gave no reason").to_owned();
    if ended.success { Ok(()) } else { Err(io::Error::other(why)) }
}

/// Writes a file, unless it already has this content.
fn write(file: &Path, text: &str) -> io::Result<bool> {
    if bounded::read_text(file, UNIT_MAX).is_ok_and(|now| now == text) {
        return Ok(false);
    }
    write_bytes(file, text.as_bytes()).map(|()| true)
}

fn write_bytes(file: &Path, bytes: &[u8]) -> io::Result<()> {
    effect::create_dir_all(effect::parent(file))?;
    effect::replace(file, bytes)
}

/// Deletes a file, and then its empty parent folders if they are the system's folders for such files.
fn remove(file: &Path) -> io::Result<bool> {
    let was_there = file.symlink_metadata().is_ok();
    effect::sweep_beside(file);
    effect::remove_file(file)?;
    let is_for_such = |folder: &&Path| {
        folder
            .file_name()
            .is_some_and(|name| ["autostart", "timers.target.wants", "user", "systemd"].iter().any(|own| name == *own))
    };
    for folder in file.ancestors().skip(1).take_while(is_for_such) {
        effect::remove_dir_if_empty(folder)?;
    }
    Ok(was_there)
}
