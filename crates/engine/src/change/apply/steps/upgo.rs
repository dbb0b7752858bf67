//! Upgo's own programs: downloading, trying, replacing and restoring them.
use std::borrow::Cow;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use url::Url;
use zip::ZipArchive;

use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use super::{files, system};
use crate::base::archive::Archive;
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::display::{joined_lines, one_line};
use crate::base::paths::real;
use crate::base::report::Cancelled;
use crate::change::plan::Step;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::released::upgo::{UpgoError, UpgoVersion};
use crate::store;
use crate::store::activate;
use crate::store::kept_files::{self, Kept, New, Swap};
use crate::store::own_programs::{OwnProgram, own_names};

/// The first start of a fresh program may wait for a virus scanner.
const START: Duration = Duration::from_mins(2);
/// The largest accepted program in bytes, when it is unpacked.
const LARGEST: u64 = 256 << 20;
/// How much space a package needs, as a multiple of its size: unpacked, next to the old programs, and kept.
const SPACE: u64 = 9;
/// The launcher that the new program has written into the staging folder.
const LAUNCHER: &str = "launcher";

fn staged(home: &Home, id: u64) -> PathBuf {
    home.staging().join(format!("{id}-upgo"))
}

/// The package itself is not kept.
pub(super) fn download(context: &Context<'_>, version: &UpgoVersion, package: &Archive, sources: &[Url]) -> Result<()> {
    let home = context.site.home();
    let cache = home.cache();
    effect::create_dir_all(&cache)?;
    store::require_space(&cache, package.size.unwrap_or_default().saturating_mul(SPACE))?;
    let fetched = system::fetch_package(context, package, sources, &cache)?;
    let unpacked = unpack(&fetched.path, &staged(home, context.id), version)
        .and_then(|()| permit(&staged(home, context.id), present_command(context).as_deref()));
    fetched.discard()?;
    unpacked
}

/// Gives the new programs the permissions of the one that they replace, so that the same users can start them.
fn permit(folder: &Path, present: Option<&Path>) -> Result<()> {
    let mut programs = own_names().into_iter().map(|name| folder.join(name)).filter(|program| program.is_file());
    let Some(present) = present else { return Ok(()) };
    programs.try_for_each(|program| effect::permit_as(&program, present))?;
    Ok(())
}

fn present_command(context: &Context<'_>) -> Option<PathBuf> {
    let [command, ..] = own_names();
    let mut programs = context.plan.steps.iter().filter_map(|step| match step {
        Step::ReplaceUpgo { folder, .. } => Some(folder.join(&command)),
        _ => None,
    });
    programs.find(|program| program.is_file())
}

/// Unpacks a verified package: a zip with exactly the programs.
fn unpack(package: &Path, into: &Path, version: &UpgoVersion) -> Result<()> {
    let broken = |why: String| ApplyError::from(UpgoError::Package { version: version.clone(), why });
    let names = own_names();
    let mut zip = ZipArchive::new(bounded::open(package)?).map_err(|error| broken(error.to_string()))?;
    effect::remove_tree(into)?;
    effect::create_dir_all(into)?;
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(|error| broken(error.to_string()))?;
        let name = entry.name().map(Cow::into_owned).map_err(|error| broken(error.to_string()))?;
        if !names.contains(&name) {
            return Err(broken(format!("it contains {}", one_line(&name))));
        }
        let mut bytes = Vec::new();
        entry.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| broken(error.to_string()))?;
        if bytes.is_empty() || bytes.len() as u64 > LARGEST {
            return Err(broken(format!("{name} is empty or too large")));
        }
        effect::write_plain(&into.join(name), &bytes)?;
    }
    let [command, ..] = names;
    if into.join(&command).is_file() { Ok(()) } else { Err(broken(format!("it lacks {command}"))) }
}

/// What a program answers to `upgo self trial`.
#[derive(Deserialize)]
struct TrialAnswer {
    version: UpgoVersion,
    home: bool,
}

/// Starts another version of Upgo once: the staged one, which also writes its launcher, or the one in `folder`.
pub(super) fn attempt(context: &Context<'_>, version: &UpgoVersion, folder: Option<&Path>) -> Result<()> {
    let (site, home) = (context.site, context.site.home());
    let failed = |reason: String| ApplyError::from(UpgoError::Trial { version: version.clone(), reason });
    let staged = staged(home, context.id);
    let [name, ..] = own_names();
    let mut command = Command::new(folder.unwrap_or(&staged).join(name));
    command.env_clear().envs(site.variables()).env("UPGO_HOME", home.root());
    command.args(["self", "trial"]).current_dir(home.root()).stdin(Stdio::null());
    if folder.is_none() {
        command.arg("--launcher").arg(staged.join(LAUNCHER));
    }
    let ended = match effect::run(&mut command, START, context.cancel) {
        Ok(ended) if ended.success => ended,
        Ok(ended) if ended.errors.trim().is_empty() => return Err(failed("it failed without a message".to_owned())),
        Ok(ended) => return Err(failed(format!("it failed: {}", joined_lines(&ended.errors)))),
        Err(_) if context.cancel.is_cancelled() => return Err(Cancelled.into()),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            return Err(failed("it did not end in time".to_owned()));
        }
        Err(error) => return Err(failed(format!("it could not be started: {error}"))),
    };
    let said = ended.output.trim();
    let answer: TrialAnswer =
        serde_json::from_str(said).map_err(|_| failed(format!("it printed \"{}\"", joined_lines(said))))?;
    if answer.version != *version {
        return Err(failed(format!("it is version {}", answer.version)));
    }
    if answer.home { Ok(()) } else { Err(failed(format!("it cannot open {}", home.root().display()))) }
}

/// Replaces the programs in a folder, and in `bin` the launchers, and keeps the old ones. The programs are not started
/// meanwhile; those that run continue with the files that they were started from.
pub(super) fn replace(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    folder: &Path,
    (version, programs): (&UpgoVersion, &[OwnProgram]),
) -> Result<Begun> {
    let home = context.site.home();
    let swaps = swaps(home, &staged(home, context.id), folder, version, programs)?;
    let begun = ledger.begin(|| require_unchanged(folder, programs))?;
    kept_files::exchange(home, Kept { change: context.id, step: context.step }, folder, &swaps)?;
    Ok(begun)
}

/// The command line comes last.
fn swaps(
    home: &Home,
    staged: &Path,
    folder: &Path,
    version: &UpgoVersion,
    programs: &[OwnProgram],
) -> Result<Vec<Swap>> {
    let mut swaps = Vec::new();
    let launcher = staged.join(LAUNCHER);
    if launcher.is_file() && real(folder) == real(&home.bin()) {
        let new = Sha256::of_file(&launcher)?;
        for name in activate::launchers(home)? {
            // Launchers seldom change, and one that is replaced while it runs is missing for a moment.
            let place = folder.join(name);
            if Sha256::of_file(&place).ok() != Some(new) {
                swaps.push(Swap { place, new: New::Copy(launcher.clone()) });
            }
        }
    }
    let [_, _, library] = own_names();
    for OwnProgram { name, was } in programs {
        let new = staged.join(name);
        match (new.is_file(), was) {
            (true, _) => swaps.push(Swap { place: folder.join(name), new: New::Copy(new) }),
            // The library is part of the program in some builds.
            (false, None) => {}
            (false, Some(_)) if *name == library => {}
            (false, Some(_)) => {
                let why = format!("it lacks {name}");
                return Err(UpgoError::Package { version: version.clone(), why }.into());
            }
        }
    }
    Ok(swaps)
}

pub(super) fn restore(context: &Context<'_>, ledger: &mut Ledger<'_>, folder: &Path, kept: Kept) -> Result<Begun> {
    files::put_back(context, ledger, kept, folder, || files::was_changed(folder))
}

fn require_unchanged(folder: &Path, programs: &[OwnProgram]) -> Result<()> {
    for OwnProgram { name, was } in programs {
        let place = folder.join(name);
        if Sha256::of_file(&place).ok() != *was {
            return Err(files::was_changed(&place));
        }
    }
    Ok(())
}
