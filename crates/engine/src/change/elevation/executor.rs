//! Runs the tasks in a process with administrator rights. It verifies everything that a task says.
use std::io;
use std::path::{Path, PathBuf};

use super::error::{ElevationError, Result};
use super::package::Held;
use super::policy::ElevatedPolicy;
use super::records::Notes;
use super::system::{ThisWindows, Windows};
use super::{Stage, Task, TaskDone, proxy, verdict};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::environment::{RegistryValue, taken_off};
use crate::machine::platform;
use crate::net::http::{Http, HttpConfig, Roots};
use crate::which_go::inventory::{Product, UninstallKeys, is_family, products};

/// The exit codes that may mean that Windows Installer lacks the source for a repair: it failed, the source is missing,
/// or its own copy cannot be opened. Wine returns 1 if the whole folder is gone.
const LACKS_SOURCE: [u32; 5] = [1, 1603, 1612, 1619, 1620];

#[derive(Debug)]
pub struct Hands {
    pub(super) policy: ElevatedPolicy,
    pub(super) windows: Box<dyn Windows>,
    pub(super) http: Http,
}

impl Hands {
    pub fn of_this_machine() -> Self {
        Self::with(Box::new(ThisWindows))
    }

    /// Runs tasks on a machine described by a test.
    pub fn with(windows: Box<dyn Windows>) -> Self {
        let policy = ElevatedPolicy::read(windows.registry());
        let winhttp = windows.value(proxy::WINHTTP.0, proxy::WINHTTP.1).ok().flatten();
        let http = Http::new(HttpConfig {
            roots: Roots::Machine,
            ca_file: policy.ca_file.clone(),
            proxy: proxy::rule(policy.proxy.as_deref(), winhttp.as_ref()),
            ..HttpConfig::default()
        });
        Self { policy, windows, http }
    }

    pub fn perform(&mut self, task: &Task, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        match task {
            Task::InstallMsi { version, arch, file, folder } => {
                require_family(arch)?;
                let folder = folder.as_deref().map(|folder| self.require_folder(arch, folder)).transpose()?;
                self.require_closed(&folder.clone().map_or_else(|| self.default_folder(arch), Ok)?)?;
                let package = self.checked(version, arch, file, report)?;
                report(Stage::Installing);
                let place = folder.map(|folder| format!(" INSTALLDIR=\"{}\"", folder.display())).unwrap_or_default();
                self.msiexec(&format!("/i \"{}\"{place}", package.path.display()), "install", version, arch)
            }
            Task::RepairMsi { version, arch, file } => {
                let product = self.require_product(version, arch)?;
                product.root.iter().try_for_each(|folder| self.require_closed(folder))?;
                let package = self.checked(version, arch, file, report)?;
                report(Stage::Installing);
                self.repair(&product, &package, version, arch)
            }
            Task::UninstallMsi { version, arch } => {
                let product = self.require_product(version, arch)?;
                report(Stage::Installing);
                self.msiexec(&format!("/x {}", product.code), "uninstall", version, arch)
            }
            Task::EditMachine { name, before, after } => {
                self.edit(name, before.as_ref(), after.as_ref())?;
                Ok(TaskDone::default())
            }
        }
    }

    /// A verified copy of `file`, which no other process can replace.
    fn checked(&self, version: &Version, arch: &str, file: &Path, report: &mut dyn FnMut(Stage)) -> Result<Held> {
        if !platform::is_on_a_drive(file) {
            let what = format!("to read {}", file.display());
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
        package.require_go(&archive.filename, version, arch)?;
        Ok(package)
    }

    /// Tries the copy of the package that Windows has kept, then the package itself. The files keep their folder.
    fn repair(&self, product: &Product, package: &Held, version: &Version, arch: &str) -> Result<TaskDone> {
        let kept = format!("/i {} REINSTALL=ALL REINSTALLMODE=amus", product.code);
        match self.msiexec(&kept, "repair", version, arch) {
            Err(ElevationError::Msi { exit, .. }) if LACKS_SOURCE.contains(&exit) => {
                let line = format!("/i \"{}\" REINSTALL=ALL REINSTALLMODE=vamus", package.path.display());
                self.msiexec(&line, "repair", version, arch)
            }
            done => done,
        }
    }

    /// Records the PATH entries that it removes.
    fn msiexec(&self, what: &str, word: &str, version: &Version, arch: &str) -> Result<TaskDone> {
        let (log, temporary) = (self.new_log(word, version, arch)?, self.guarded_folder("temporary")?);
        let registered = self.registered(arch).and_then(|product| product.root);
        let path = self.machine_value("Path");
        let line = format!("{what} /qn /norestart /l*v \"{}\"", log.display());
        let exit = self.windows.msiexec(&line, &temporary).map_err(|error| cannot_start(&error))?;
        let taken = taken_off(path.as_ref(), self.machine_value("Path").as_ref());
        // An entry that cannot be recorded can still be restored, but only from an administrator's terminal.
        self.notes().add_path_entries(&taken).ok();
        registered.map(|folder| self.notes().set_folder_of(arch, &folder).ok());
        match verdict(exit) {
            verdict if verdict.success => Ok(TaskDone { needs_restart: verdict.restart, log: Some(log) }),
            _ => Err(ElevationError::Msi { exit, log: Some(log) }),
        }
    }

    pub(super) fn machine_value(&self, name: &str) -> Option<RegistryValue> {
        self.windows.value(&self.policy.machine_key, name).ok().flatten()
    }

    pub(super) fn notes(&self) -> Notes<'_> {
        Notes { windows: &*self.windows, key: &self.policy.notes_key }
    }

    /// Accepts only the folder of the family: its registered one, or the one at its last change by Upgo.
    fn require_folder(&self, arch: &str, folder: &Path) -> Result<PathBuf> {
        let known = self.registered(arch).and_then(|product| product.root).or_else(|| self.notes().folder_of(arch));
        // Without a trailing separator, and without anything that could end the argument.
        let plain: PathBuf = folder.components().collect();
        let is_known = known.is_some_and(|known| known == plain);
        if is_known && plain.parent().is_some() && !plain.display().to_string().contains('"') {
            return Ok(plain);
        }
        let what = format!("to install into {}", folder.display());
        Err(ElevationError::NotOnList { what, why: "that is not where this Go is registered".to_owned() })
    }

    fn require_product(&self, version: &Version, arch: &str) -> Result<Product> {
        let is_it = |product: &Product| product.version.as_ref() == Some(version);
        let missing = || ElevationError::NotRegistered { version: version.to_string(), arch: arch.to_owned() };
        self.products(arch).into_iter().find(is_it).ok_or_else(missing)
    }

    fn registered(&self, arch: &str) -> Option<Product> {
        self.products(arch).into_iter().next()
    }

    /// The products of a family, read from the machine's keys only.
    fn products(&self, arch: &str) -> Vec<Product> {
        let keys = UninstallKeys { user: r"HKLM64\SOFTWARE".to_owned(), ..UninstallKeys::default() };
        let all = products(self.windows.registry(), &keys);
        all.into_iter().filter(|product| product.arch == arch).collect()
    }
}

fn require_family(arch: &str) -> Result<()> {
    if is_family(arch) {
        return Ok(());
    }
    let what = format!("a package for {arch}");
    Err(ElevationError::NotOnList { what, why: "there is no such family of packages".to_owned() })
}

fn cannot_start(error: &io::Error) -> ElevationError {
    let message = say!(InstallerNotStarted { error });
    ElevationError::Other { problem: Box::new(Problem::new(Code::MsiFailed, message)) }
}
