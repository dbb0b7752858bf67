//! The steps about the Go that everybody has: what they need first, what they do, and how they are taken back.
//!
//! What counts is what Windows has registered, looked at before and after each of them: an installer that was stopped
//! half-way leaves neither what was there nor what should be.
use std::collections::BTreeSet;
use std::path::Path;

use url::Url;

use super::ApplyError;
use super::run::Run;
use crate::archive::Archive;
use crate::elevation::{Session, Task};
use crate::environment::{self, EnvironmentError, UserValues};
use crate::fetch::{self, Fetched, Passes, Request};
use crate::plan::{Plan, Registered, Step, SystemGo};
use crate::report::{Cancel, Problem};
use crate::site::Site;
use crate::store::growing::Growing;
use crate::{effect, settings, store};

/// How far a change of the Go that everybody has is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// What was there is there.
    Before,
    /// Neither: the installer was stopped half-way, or somebody else has changed it.
    Between,
    /// What should be there is there.
    After,
}

/// How far the change of `arch` is that leads from one to the other.
pub(super) fn stage(site: &Site, arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> Stage {
    let registered = site.registered();
    let now = registered.iter().find(|registered| registered.arch == arch);
    if is(now, to) {
        Stage::After
    } else if is(now, from) {
        Stage::Before
    } else {
        Stage::Between
    }
}

/// The step of `plan` that changes the Go that everybody has, if it was begun: its place, and how far it is.
pub(super) fn begun(site: &Site, plan: &Plan, begun: &BTreeSet<usize>) -> Option<(usize, Stage)> {
    begun.iter().find_map(|index| match plan.steps.get(*index)? {
        Step::ChangeSystem { arch, from, to } => Some((*index, stage(site, arch, from.as_ref(), to.as_ref()))),
        _ => None,
    })
}

fn is(now: Option<&Registered>, wanted: Option<&SystemGo>) -> bool {
    match (now, wanted) {
        (None, None) => true,
        (Some(now), Some(wanted)) => {
            now.version.as_ref() == Some(&wanted.version) && (now.is_whole || !wanted.is_whole)
        }
        _ => false,
    }
}

impl Run<'_> {
    /// Downloads a package and keeps it, so that it is there also after this run.
    pub(super) fn download_package(&self, index: usize, package: &Archive, sources: &[Url]) -> Result<(), ApplyError> {
        let folder = self.site.home().packages();
        effect::create_dir_all(&folder)?;
        store::require_space(&folder, package.size.unwrap_or(80_000_000).saturating_mul(5))?;
        let mut passes = Passes::new(sources);
        loop {
            let sources = passes.sources().to_vec();
            let request =
                Request { archive: package, sources: &sources, folder: &folder, step: index, is_wanted: &|| true };
            let growing = Growing::new(fetch::part_path(&folder, package));
            match fetch::fetch(self.site.http(), &request, &growing, self.cancel, self.events) {
                Err(error) if passes.again(&error) => {}
                fetched => return Ok(fetched.and_then(Fetched::keep).map(drop)?),
            }
        }
    }

    /// Refuses where the machine is not as the step assumes.
    pub(super) fn require_system(&self, step: &Step) -> Result<(), ApplyError> {
        let site = self.site;
        match step {
            Step::ChangeSystem { arch, from, to } => {
                if stage(site, arch, from.as_ref(), to.as_ref()) != Stage::Before {
                    return Err(ApplyError::Moved("the Go that everybody has is another one now".into()));
                }
                require_values(site, self.plan)
            }
            Step::RepairSystem { arch, go } => {
                let is_here = |now: &Registered| now.arch == *arch && now.version.as_ref() == Some(&go.version);
                if site.registered().iter().any(is_here) {
                    return Ok(());
                }
                Err(ApplyError::Moved(format!("{} is not registered any more", go.version)))
            }
            Step::ChangeSetting { key, from, .. } if settings::said(&site.home().settings(), key) != *from => {
                Err(ApplyError::Moved(format!("the setting {key} was changed")))
            }
            Step::SetAside { to, .. } if to.symlink_metadata().is_ok() => {
                Err(ApplyError::Moved(format!("there is something at {}", to.display())))
            }
            Step::SetAside { from, .. } if from.symlink_metadata().is_err() => {
                Err(ApplyError::Moved(format!("{} is not there any more", from.display())))
            }
            _ => Ok(()),
        }
    }

    /// Lets the installer lead from what is there to what shall be.
    pub(super) fn change_system(
        &mut self,
        index: usize,
        arch: &str,
        from: Option<&SystemGo>,
        to: Option<&SystemGo>,
    ) -> Result<(), ApplyError> {
        let Some(task) = task(self.site, arch, from, to) else { return Ok(()) };
        self.perform(index, &task)?;
        if stage(self.site, arch, from, to) == Stage::After { Ok(()) } else { Err(ApplyError::NotAsAsked) }
    }

    /// Lets the installer put the files back.
    pub(super) fn repair_system(&mut self, index: usize, arch: &str, go: &SystemGo) -> Result<(), ApplyError> {
        let file = file_of(self.site, go).ok_or(ApplyError::NotAsAsked)?;
        self.perform(index, &Task::RepairMsi { version: go.version.clone(), arch: arch.to_owned(), file })?;
        if is_repaired(self.site, arch, go) { Ok(()) } else { Err(ApplyError::NotAsAsked) }
    }

    /// Gives back what the uninstaller took. Where that cannot be done the plan goes on: Go is in order.
    pub(super) fn give_back(&mut self, before: &UserValues) {
        self.warnings.extend(give_back(self.site, before).err().map(Problem::from));
    }

    /// Renames a tree that is not Upgo's own. One that is gone already is no reason to stop.
    pub(super) fn set_aside(from: &Path, to: &Path) -> Result<(), ApplyError> {
        if from.symlink_metadata().is_ok() { Ok(effect::rename(from, to)?) } else { Ok(()) }
    }
}

/// The values that will be given back are those of today.
fn require_values(site: &Site, plan: &Plan) -> Result<(), ApplyError> {
    let Some(before) = given_back(plan) else { return Ok(()) };
    let today = UserValues::read(site.environment())?;
    // An undo gives back less than all, see `UserValues::known_to`.
    if plan.undoes.is_none() && today != *before {
        return Err(ApplyError::Moved("your PATH or GOPATH was changed".into()));
    }
    Ok(())
}

fn given_back(plan: &Plan) -> Option<&UserValues> {
    plan.steps.iter().find_map(|step| if let Step::GiveBack { before } = step { Some(before) } else { None })
}

/// Gives back what the uninstaller took.
pub(super) fn give_back(site: &Site, before: &UserValues) -> Result<(), ApplyError> {
    match environment::prepare_give_back(site.environment(), before)? {
        Some(change) => Ok(environment::commit(site.environment(), &change)?),
        None => Ok(()),
    }
}

/// Whether the files of `go` are there.
pub(super) fn is_repaired(site: &Site, arch: &str, go: &SystemGo) -> bool {
    let registered = site.registered();
    is(registered.iter().find(|registered| registered.arch == arch), Some(&SystemGo { is_whole: true, ..go.clone() }))
}

/// Puts back what the family had, whatever it has now, and what the user had.
pub(super) fn put_back(
    site: &Site,
    session: &mut dyn Session,
    plan: &Plan,
    (arch, from, to): (&str, Option<&SystemGo>, Option<&SystemGo>),
) -> Result<(), ApplyError> {
    if stage(site, arch, to, from) != Stage::After {
        if let Some(task) = task(site, arch, to, from) {
            session.perform(&task, &Cancel::default(), &mut |_| {})?;
        }
        if stage(site, arch, to, from) != Stage::After {
            return Err(ApplyError::NotAsAsked);
        }
    }
    given_back(plan).map_or(Ok(()), |before| give_back(site, before))
}

/// The error of a plan whose `step` had changed the Go that everybody has, with what became of that.
pub(super) fn what_became(site: &Site, step: &Step, error: ApplyError, failed: Option<&ApplyError>) -> ApplyError {
    let Step::ChangeSystem { arch, from, to } = step else { return error };
    let is_back = stage(site, arch, to.as_ref(), from.as_ref()) == Stage::After;
    let became = match (from, failed) {
        (Some(from), _) if is_back => format!("{} is installed again, as it was", from.version),
        (None, _) if is_back => "nothing of it is left".to_owned(),
        (_, Some(failed)) => format!("what was there could not be put back: {failed}"),
        (_, None) => "what was there is not there any more".to_owned(),
    };
    ApplyError::System { error: Box::new(error), became, is_back }
}

/// What the installer is asked for, to lead from one to the other; `None` where nothing is to be done.
fn task(site: &Site, arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> Option<Task> {
    let arch = arch.to_owned();
    match to {
        Some(to) => {
            let (version, folder) = (to.version.clone(), to.folder.clone());
            Some(Task::InstallMsi { version, arch, file: file_of(site, to)?, folder })
        }
        None => Some(Task::UninstallMsi { version: from?.version.clone(), arch }),
    }
}

fn file_of(site: &Site, go: &SystemGo) -> Option<std::path::PathBuf> {
    Some(site.home().packages().join(&go.package.as_ref()?.filename))
}

/// Carries a plan on that was stopped after the Go that everybody has was changed: what is left is the user's own.
pub(super) fn carry_on(site: &Site, step: &Step) -> Result<(), ApplyError> {
    let home = site.home();
    match step {
        Step::Switch { from, to } if crate::activate::current(home)? == *from && store::has(home, to.as_ref()) => {
            crate::activate::switch(home, to.as_ref())?;
        }
        Step::EditEnvironment { change, .. } => match environment::commit(site.environment(), change) {
            Err(EnvironmentError::Moved { .. }) => {} // by now it is as somebody else wants it
            committed => committed?,
        },
        Step::GiveBack { before } => give_back(site, before).unwrap_or_default(), // Go is in order without it
        Step::ChangeSetting { key, to, .. } => settings::say(&home.settings(), key, to.as_deref())?,
        Step::SetAside { from, to } => Run::set_aside(from, to)?,
        _ => {}
    }
    Ok(())
}
