//! Does the tasks, in a process with an administrator's rights. It believes nothing that a task says.
use std::path::{Path, PathBuf};

use super::error::ElevationError;
use super::guarded;
use super::notes::Notes;
use super::package::{Held, disk};
use super::policy::Policy;
use super::system::{ThisWindows, Windows};
use super::{Done, Stage, Task, verdict};
use crate::environment::{
    self, Change, MachineRules, Purpose, RegistryEnvironment, RegistryValue, UserEnvironment, Write, taken_off,
};
use crate::http::{Http, HttpConfig};
use crate::inventory::{FAMILIES, Keys, Product, products};
use crate::platform;
use crate::version::Version;

/// Logs that are kept.
const LOGS: usize = 20;

/// Does the tasks.
#[derive(Debug)]
pub struct Hands {
    pub(super) policy: Policy,
    pub(super) windows: Box<dyn Windows>,
    pub(super) http: Http,
}

impl Hands {
    /// Those of this machine.
    pub fn of_this_machine() -> Self {
        Self::with(Box::new(ThisWindows))
    }

    /// Those of a machine that a test describes.
    pub fn with(windows: Box<dyn Windows>) -> Self {
        let policy = Policy::read(windows.registry());
        let http = Http::new(HttpConfig { ca_file: policy.ca_file.clone(), ..HttpConfig::default() });
        Self { policy, windows, http }
    }

    /// Does one.
    pub fn perform(&mut self, task: &Task, report: &mut dyn FnMut(Stage)) -> Result<Done, ElevationError> {
        match task {
            Task::InstallMsi { version, arch, file, folder } => {
                self.require_family(arch)?;
                let folder = folder.as_deref().map(|folder| self.require_folder(arch, folder)).transpose()?;
                self.install("/i", version, arch, file, folder.as_deref(), report)
            }
            Task::RepairMsi { version, arch, file } => {
                let product = self.require_product(version, arch)?;
                self.install("/famus", version, arch, file, product.root.as_deref(), report)
            }
            Task::UninstallMsi { version, arch } => {
                let product = self.require_product(version, arch)?;
                report(Stage::Installing);
                self.msiexec(&format!("/x {}", product.code), "uninstall", version, arch)
            }
            Task::EditMachine { name, before, after } => {
                self.edit(name, before.as_ref(), after.as_ref())?;
                Ok(Done::default())
            }
        }
    }

    /// Installs or repairs from a copy of `file` that is checked first.
    fn install(
        &self,
        how: &str,
        version: &Version,
        arch: &str,
        file: &Path,
        folder: Option<&Path>,
        report: &mut dyn FnMut(Stage),
    ) -> Result<Done, ElevationError> {
        if !platform::is_on_a_drive(file) {
            let what = format!("Reading {}", file.display());
            return Err(ElevationError::NotOnList { what, why: "it is not on a drive of this machine".to_owned() });
        }
        report(Stage::Reading);
        let (archive, expected) = self.official(version, arch)?;
        report(Stage::Copying);
        let mut package = Held::copy(file, &self.guarded_folder("packages")?, &archive.filename)?;
        report(Stage::Checking);
        if package.digest()? != expected {
            return Err(ElevationError::WrongDigest { file: archive.filename, expected });
        }
        self.require_signature(&package, &archive.filename)?;
        report(Stage::Installing);
        let place = folder.map(|folder| format!(" INSTALLDIR=\"{}\"", folder.display())).unwrap_or_default();
        let line = format!("{how} \"{}\"{place}", package.path.display());
        self.msiexec(&line, if how == "/i" { "install" } else { "repair" }, version, arch)
    }

    /// Runs Windows Installer, and remembers what it takes away.
    fn msiexec(&self, what: &str, word: &str, version: &Version, arch: &str) -> Result<Done, ElevationError> {
        let (log, temporary) = (self.new_log(word, version, arch)?, self.guarded_folder("temporary")?);
        let registered = self.registered(arch).and_then(|product| product.root);
        let path = self.machine_value("Path");
        let line = format!("{what} /qn /norestart /l*v \"{}\"", log.display());
        let exit = self.windows.msiexec(&line, &temporary).map_err(|error| ElevationError::Other {
            problem: crate::report::Problem::new(
                crate::report::Code::MsiFailed,
                format!("Windows Installer cannot be started: {error}"),
            ),
        })?;
        let taken = taken_off(path.as_ref(), self.machine_value("Path").as_ref());
        // What cannot be remembered is only not given back without an administrator's terminal.
        self.notes().add_path_entries(&taken).ok();
        registered.map(|folder| self.notes().set_folder_of(arch, &folder).ok());
        match verdict(exit) {
            verdict if verdict.success => Ok(Done { needs_restart: verdict.restart, log: Some(log) }),
            _ => Err(ElevationError::Msi { exit, log: Some(log) }),
        }
    }

    fn edit(
        &self,
        name: &str,
        before: Option<&RegistryValue>,
        after: Option<&RegistryValue>,
    ) -> Result<(), ElevationError> {
        let (notes, windows) = (self.notes(), self.windows.windows_folder());
        let (were_there, had) = (notes.path_entries(), notes.value_before(name));
        let why_open = |folder: &Path| self.why_open(folder);
        let rules = MachineRules { windows: &windows, were_there: &were_there, had: had.as_ref(), why_open: &why_open };
        if let Some(why) = rules.refusal(name, before, after) {
            return Err(ElevationError::NotOnList { what: format!("This edit of the machine's {name}"), why });
        }
        // Remembered first: what is taken away can be given back, whatever happens in between.
        let remembered = match before {
            Some(_) if name.eq_ignore_ascii_case("Path") => notes.add_path_entries(&taken_off(before, after)),
            Some(before) => notes.set_value_before(name, before),
            None => Ok(()),
        };
        remembered.map_err(|error| disk(Path::new(&self.policy.notes_key), &error))?;
        self.commit(name, before, after)
    }

    fn commit(
        &self,
        name: &str,
        before: Option<&RegistryValue>,
        after: Option<&RegistryValue>,
    ) -> Result<(), ElevationError> {
        let key = self.policy.machine_key.clone();
        let write = Write::Value { key, name: name.to_owned(), before: before.cloned(), after: after.cloned() };
        let change = Change { purpose: Purpose::Edit, writes: vec![write], skipped: Vec::new() };
        // The user's key is never written here.
        let registry = RegistryEnvironment::at(String::new(), &self.policy.machine_key, &|_| None);
        environment::commit(&UserEnvironment::Registry(registry), &change).map_err(ElevationError::other)
    }

    fn machine_value(&self, name: &str) -> Option<RegistryValue> {
        self.windows.value(&self.policy.machine_key, name).ok().flatten()
    }

    fn notes(&self) -> Notes<'_> {
        Notes { windows: &*self.windows, key: &self.policy.notes_key }
    }

    fn require_family(&self, arch: &str) -> Result<(), ElevationError> {
        if FAMILIES.iter().any(|(_, known)| *known == arch) {
            return Ok(());
        }
        let what = format!("A package for {arch}");
        Err(ElevationError::NotOnList { what, why: "there is no such family of packages".to_owned() })
    }

    /// A folder may be named only where the family is, or was when it was last changed from here.
    fn require_folder(&self, arch: &str, folder: &Path) -> Result<PathBuf, ElevationError> {
        let known = self.registered(arch).and_then(|product| product.root).or_else(|| self.notes().folder_of(arch));
        // Without its last separator, and without anything that could end the argument.
        let plain: PathBuf = folder.components().collect();
        let is_known = known.is_some_and(|known| known == plain);
        if is_known && plain.parent().is_some() && !plain.display().to_string().contains('"') {
            return Ok(plain);
        }
        let what = format!("Installing into {}", folder.display());
        Err(ElevationError::NotOnList { what, why: "that is not where this Go is registered".to_owned() })
    }

    fn require_product(&self, version: &Version, arch: &str) -> Result<Product, ElevationError> {
        let is_it = |product: &Product| product.version.as_ref() == Some(version);
        let missing = || ElevationError::NotRegistered { version: version.clone(), arch: arch.to_owned() };
        self.products(arch).into_iter().find(is_it).ok_or_else(missing)
    }

    fn registered(&self, arch: &str) -> Option<Product> {
        self.products(arch).into_iter().next()
    }

    /// Read from the machine's keys only.
    fn products(&self, arch: &str) -> Vec<Product> {
        let keys = Keys { user: r"HKLM64\SOFTWARE".to_owned(), ..Keys::default() };
        let all = products(self.windows.registry(), &keys);
        all.into_iter().filter(|product| product.arch == arch).collect()
    }

    fn why_open(&self, folder: &Path) -> Option<String> {
        let guards = |path: &Path| self.windows.guard(path);
        guarded::why_open(folder, &guards, self.policy.lenient.as_deref())
    }

    /// `C:\ProgramData\Upgo`.
    pub(super) fn data_folder(&self) -> Result<PathBuf, ElevationError> {
        let missing = || ElevationError::NotStarted { reason: "the machine's folder for data is not known".to_owned() };
        Ok(self.windows.data_folder().ok_or_else(missing)?.join("Upgo"))
    }

    /// A folder below it. Anybody may have made the first one, so both are looked at, and refused if others can write.
    fn guarded_folder(&self, name: &str) -> Result<PathBuf, ElevationError> {
        let root = self.data_folder()?;
        let folder = root.join(name);
        for folder in [&root, &folder] {
            if !folder.exists() {
                self.windows.create_guarded(folder).map_err(|error| disk(folder, &error))?;
            }
            if let Some(why) = self.why_open_itself(folder) {
                let what = format!("Working in {}", folder.display());
                return Err(ElevationError::NotOnList { what, why: format!("{why}; delete that folder") });
            }
        }
        Ok(folder)
    }

    /// Without the folders above, where everybody may add what is theirs.
    fn why_open_itself(&self, folder: &Path) -> Option<String> {
        guarded::why_open_itself(folder, &|path| self.windows.guard(path), self.policy.lenient.as_deref())
    }

    /// A name for a log in a folder that exists; the oldest make room for it.
    fn new_log(&self, word: &str, version: &Version, arch: &str) -> Result<PathBuf, ElevationError> {
        let folder = self.guarded_folder("logs")?;
        let entries = fs_err::read_dir(&folder).into_iter().flatten().flatten();
        let mut logs: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        logs.sort();
        for old in logs.iter().take((logs.len() + 1).saturating_sub(LOGS)) {
            crate::effect::remove_file(old).ok();
        }
        let time = jiff::Timestamp::now().as_millisecond();
        Ok(folder.join(format!("{time}-{word}-{version}-{arch}.log")))
    }
}
