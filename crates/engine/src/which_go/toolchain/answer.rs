//! The complete resolution from a terminal to the toolchain that runs in it.
use std::path::Path;

use super::acceptance::AcceptingGo;
use super::choice::{self, Choice, LocalGo, Mode};
use super::{
    EffectiveSettings, From, GoError, GoProgram, GoSetting, GoSettingSource, Machine, Project, Starter, Supplied,
    VersionFault, VersionFile, program, supply,
};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::environment::variable;
use crate::which_go::trial::{Trial, Tried};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub go: Option<GoProgram>,
    pub settings: EffectiveSettings,
    pub project: Project,
    /// Its choice; `None` if it does not choose because it is too old or configured not to.
    pub choice: Option<Choice>,
    /// The toolchain that runs; `None` if Go refuses to run, or if there is none.
    pub toolchain: Option<Supplied>,
    /// The reason why it does not run, or does not work in the folder.
    pub refusal: Option<GoError>,
    /// What it said of the settings, if there is no other refusal.
    pub tried: Tried,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRoot {
    pub setting: GoSetting,
    /// The version name of the tree there; `None` if there is no tree.
    pub holds: Option<String>,
    /// The version name of the Go that runs.
    pub runs: String,
}

/// Only reads files, and lets Go be tried with its settings.
pub fn answer(machine: &Machine<'_>) -> Answer {
    let go = program::first(machine);
    let root = go.as_ref().and_then(|go| go.root.as_deref());
    let settings = EffectiveSettings::read(machine, go.as_ref());
    let project = Project::find(machine, &settings, root);
    let mut answer =
        Answer { go, settings, project, choice: None, toolchain: None, refusal: None, tried: Tried::Unknown };
    let works = answer.run(machine).and_then(|()| answer.check(machine));
    answer.refusal = works.err().or_else(|| answer.refused_value(machine));
    answer
}

impl Answer {
    /// A GOROOT that makes the Go that runs use the tools of another.
    pub(crate) fn other_root(&self, machine: &Machine<'_>) -> Option<OtherRoot> {
        let runs = self.toolchain.as_ref().filter(|runs| runs.from == From::Local && !runs.name.is_empty())?;
        let setting = self.settings.get("GOROOT")?;
        let version = machine.files.read(&Path::new(&setting.value).join("VERSION")).unwrap_or_default();
        let holds = version.lines().next().map(|name| name.trim().to_owned());
        (holds.as_ref() != Some(&runs.name)).then(|| OtherRoot { setting, holds, runs: runs.name.clone() })
    }

    /// Whether it explains a terminal's answer: the release that runs, or what Go said. Go may download nothing then.
    pub(crate) fn explains(&self, runs: Option<&Version>, fails: Option<&str>) -> bool {
        if fails.is_some() {
            let downloads = self.toolchain.as_ref().is_some_and(|found| found.from == From::Download);
            return downloads || self.refusal.is_some() || self.go.is_none();
        }
        match (runs, &self.toolchain) {
            (None, _) => true, // no release, or no Go
            (Some(runs), Some(found)) => Version::from_toolchain(&found.name).ok().is_none_or(|name| name == *runs),
            (Some(_), None) => self.refusal.is_none(),
        }
    }

    /// In parentheses, that the toolchain which Go is to download may not exist.
    pub fn unlisted(&self, machine: &Machine<'_>) -> Option<Statement> {
        let found = self.toolchain.as_ref().filter(|found| found.from == From::Download)?;
        newer_than_listed(machine, &found.name).and(machine.upgo.may_lack.clone())
    }

    /// The toolchain that the Go of `version` chooses for the project when it is the first on PATH.
    pub fn chosen_by(&self, machine: &Machine<'_>, version: &Version) -> Result<String, GoError> {
        let chosen = self.choice_of(version)?;
        let is_here = |toolchain: &Supplied| toolchain.name == chosen && toolchain.from != From::Download;
        match not_released(machine, &chosen) {
            Some(refusal) if !self.toolchain.as_ref().is_some_and(is_here) => Err(refusal),
            _ => Ok(chosen),
        }
    }

    fn choice_of(&self, version: &Version) -> Result<String, GoError> {
        let local = LocalGo { name: version.to_string(), version: version.clone() };
        let is_here = self.go.as_ref().is_some_and(|go| go.version().as_ref() == Some(version));
        // Another tree has its own default: in every official one, it is `auto`.
        let counts = |setting: &GoSetting| is_here || !matches!(setting.source, GoSettingSource::Tree(_));
        let setting = self.settings.everywhere("GOTOOLCHAIN").into_iter().find(counts).map(|setting| setting.value);
        let Some(setting) = setting.or_else(|| (!is_here).then(|| "auto".to_owned())) else { return Ok(local.name) };
        if !choice::chooses(version) || !self.uses_modules(version)? {
            return Ok(local.name);
        }
        let (minimum, mode) = choice::parse(&setting)?;
        Choice::new(&setting, minimum, mode, &local, self.project.deciding()).map(|choice| choice.wanted)
    }

    fn run(&mut self, machine: &Machine<'_>) -> Result<(), GoError> {
        let Some(go) = self.go.clone() else { return Ok(()) };
        match &go.by {
            Some(Starter::VersionFile(VersionFile { path, says: Err(fault) })) => {
                return Err(not_followed(path, fault));
            }
            Some(Starter::Switch | Starter::VersionFile(_)) if go.root.is_none() => return Err(GoError::NoSwitch),
            _ => {}
        }
        let local = LocalGo::of(machine, &go);
        if let Some(local) = local.as_ref() {
            self.choice = self.choose(local)?;
        }
        let toolchain = match (&local, &self.choice) {
            (Some(local), Some(choice)) if choice.wanted != local.name => {
                supply::supply(machine, &self.settings, &go, choice)?
            }
            _ => supply::itself(&go, go.name.as_deref().unwrap_or_default()),
        };
        // A Go that is started by another one gets its own GOROOT.
        let root = self.settings.value("GOROOT").filter(|_| toolchain.from == From::Local);
        if let Some(root) = root.filter(|root| !machine.files.is_folder(Path::new(root))) {
            return Err(GoError::NoRoot(root));
        }
        if toolchain.from != From::Download {
            self.accepts_gopath()?;
            self.accepts_work_setting(&toolchain)?;
        }
        self.toolchain = Some(toolchain);
        Ok(())
    }

    fn choose(&self, local: &LocalGo) -> Result<Option<Choice>, GoError> {
        let uses_modules = self.uses_modules(&local.version)?;
        let setting = self.settings.value("GOTOOLCHAIN").filter(|_| uses_modules && choice::chooses(&local.version));
        let Some(setting) = setting else { return Ok(None) };
        let (minimum, mode) = choice::parse(&setting)?;
        match &self.project.bad_work {
            Some(refusal @ (GoError::RelativeWork(_) | GoError::Variable { .. })) if mode != Mode::Fixed => {
                Err(refusal.clone())
            }
            _ => Choice::new(&setting, minimum, mode, local, self.project.deciding()).map(Some),
        }
    }

    /// Without modules, Go does not choose a toolchain.
    fn uses_modules(&self, version: &Version) -> Result<bool, GoError> {
        let Project { module, work, bad_work } = &self.project;
        match self.settings.value("GO111MODULE").as_deref() {
            None | Some("on") => Ok(true),
            Some("auto") if module.is_some() => Ok(true),
            // Up to 1.26 a workspace without a module counted as none. https://go.dev/issue/76728
            Some("auto") if Some(version) >= choice::version_in("1.27rc1").as_ref() => match bad_work {
                Some(relative @ GoError::RelativeWork(_)) => Err(relative.clone()),
                missing => Ok(work.is_some() || missing.is_some()),
            },
            Some(_) => Ok(false),
        }
    }

    /// Checks whether GOWORK is usable, which every command requires since 1.23.
    fn accepts_work_setting(&self, toolchain: &Supplied) -> Result<(), GoError> {
        let Some(relative @ GoError::RelativeWork(_)) = &self.project.bad_work else { return Ok(()) };
        match choice::version_of(&toolchain.name) {
            Some(version)
                if Some(&version) >= choice::version_in("1.23rc1").as_ref() && self.uses_modules(&version)? =>
            {
                Err(relative.clone())
            }
            _ => Ok(()),
        }
    }

    /// Checks whether GOPATH is usable, which every command requires.
    fn accepts_gopath(&self) -> Result<(), GoError> {
        let Some(folder) = self.settings.go.wrong_workspace() else { return Ok(()) };
        let folder = folder.to_string_lossy();
        let says = if folder.starts_with('~') {
            format!("GOPATH entry cannot start with shell metacharacter '~': {folder:?}")
        } else {
            format!(
                "GOPATH entry is relative; must be absolute path: {folder:?}.\nFor more details see: 'go help gopath'"
            )
        };
        Err(GoError::Variable { name: "GOPATH", says, what: say!(GopathNotFull { folder: folder.to_string() }) })
    }

    /// The value without which the toolchain that runs would work, by its own word.
    fn refused_value(&mut self, machine: &Machine<'_>) -> Option<GoError> {
        let Supplied { root, from, .. } = self.toolchain.as_ref()?;
        let (root, is_first) = (root.as_deref()?, *from == From::Local);
        let trial = Trial { root, is_first, terminal: &machine.terminal, settings: &self.settings };
        self.tried = machine.tries.tried(&trial);
        let Tried::Refuses { name, says } = &self.tried else { return None };
        let name = variable::all().find(|known| known == name)?;
        Some(GoError::Value { name, setting: self.settings.get(name)?, why: Statement::quoted(says) })
    }

    fn check(&self, machine: &Machine<'_>) -> Result<(), GoError> {
        let Some(toolchain) = &self.toolchain else { return Ok(()) };
        if toolchain.from == From::Download && self.settings.value("GOPROXY").as_deref() == Some("off") {
            let target = format!("{}/{}", machine.target.os, machine.target.arch);
            return Err(GoError::NoDownload { wanted: toolchain.name.clone(), target });
        }
        if toolchain.from == From::Download {
            self.accepts_gopath()?;
            if let Some(refusal) = not_released(machine, &toolchain.name) {
                return Err(refusal);
            }
        }
        let local = || LocalGo::of(machine, self.go.as_ref().filter(|_| toolchain.from == From::Local)?);
        let version = choice::version_of(&toolchain.name).or_else(|| Some(local()?.version));
        let Some(version) = version else { return Ok(()) };
        let (root, choice) = (toolchain.root.as_deref(), self.choice.as_ref());
        let running = AcceptingGo { machine, settings: &self.settings, version: &version, root, choice };
        running.accepts(&self.project)
    }
}

fn not_followed(file: &Path, fault: &VersionFault) -> GoError {
    let file = file.to_owned();
    match fault.clone() {
        VersionFault::NotInstalled { says, install } => GoError::VersionNotInstalled { file, says, install },
        VersionFault::NotPermitted(toolchain) => GoError::VersionNotPermitted { file, toolchain },
        VersionFault::Unusable(what) => GoError::VersionFile { file, what },
    }
}

fn not_released(machine: &Machine<'_>, name: &str) -> Option<GoError> {
    let version = newer_than_listed(machine, name).filter(|_| machine.upgo.may_lack.is_none())?;
    Some(GoError::NotReleased(version.to_string()))
}

fn newer_than_listed(machine: &Machine<'_>, name: &str) -> Option<Version> {
    let is_newer = |version: &Version| machine.upgo.newest.as_ref().is_some_and(|newest| version > newest);
    Version::from_name(name).ok().filter(is_newer)
}
