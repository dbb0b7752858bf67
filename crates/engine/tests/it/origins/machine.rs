//! A machine with folders, an environment and a registry.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use upgo_engine::base::target::Target;
use upgo_engine::environment::Syntax;
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::{Access, EXECUTABLE};
use upgo_engine::which_go::inventory::{Installation, Product, Surroundings, UninstallKeys, in_usual_places, products};
use upgo_engine::which_go::resolve;
use upgo_engine::which_go::toolchain::{Disk, Terminal, Upgo};

use crate::registry::Dump;
use crate::why::lab::Untried;

/// A machine: folders, environment, registry. Its user is `mei`.
pub(super) struct Machine {
    disk: TempDir,
    variables: BTreeMap<&'static str, PathBuf>,
    registry: Dump,
    pub(super) access: Access,
}

impl Machine {
    pub(super) fn new() -> Self {
        let disk = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(disk.path().join("Users/mei")).unwrap();
        Self { disk, variables: BTreeMap::new(), registry: Dump::default(), access: Access::Denied }
    }

    /// A machine with the standard Windows variables.
    pub(super) fn windows() -> Self {
        let mut machine = Self::new();
        for (name, folder) in [
            ("SystemDrive", ""),
            ("ProgramFiles", "Program Files"),
            ("ProgramFiles(x86)", "Program Files (x86)"),
            ("ProgramData", "ProgramData"),
            ("LOCALAPPDATA", "Users/mei/AppData/Local"),
            ("ChocolateyInstall", "ProgramData/chocolatey"),
        ] {
            machine.set(name, folder);
        }
        machine
    }

    pub(super) fn set(&mut self, name: &'static str, folder: &str) {
        self.variables.insert(name, self.at(folder));
    }

    /// A folder of the machine, its links resolved.
    pub(super) fn at(&self, folder: &str) -> PathBuf {
        let disk = std::fs::canonicalize(self.disk.path()).unwrap();
        let mut path = plain(&disk);
        path.extend(folder.split('/').filter(|part| !part.is_empty()));
        path
    }

    /// A tree of Go for Windows on amd64.
    pub(super) fn tree(&self, folder: &str, version: &str) {
        self.tree_for(folder, version, 0x8664);
    }

    pub(super) fn tree_for(&self, folder: &str, version: &str, machine: u16) {
        let root = self.at(folder);
        std::fs::create_dir_all(root.join("bin")).unwrap();
        std::fs::write(root.join("VERSION"), format!("{version}\ntime 2026-08-19T00:00:00Z\n")).unwrap();
        program(&root.join("bin").join(format!("go{EXECUTABLE}")), machine);
    }

    /// Registers a product as the installer does.
    pub(super) fn register(&mut self, family: &str, view: u32, code: u32, values: &[(&str, &str)]) {
        let software = format!(r"HKLM{view}\SOFTWARE");
        // 0000000N is N0000000 when packed, and is reversed again when unpacked
        let (packed, guid) =
            (format!("{code}{}", "0".repeat(31)), format!("{{0000000{code}-0000-0000-0000-{:012}}}", 0));
        let family = format!(r"HKLM64\SOFTWARE\Classes\Installer\UpgradeCodes\{family}\{packed}");
        self.registry.0.insert(family, String::new());
        for (name, value) in values {
            let key = format!(r"{software}\Microsoft\Windows\CurrentVersion\Uninstall\{guid}\{name}");
            self.registry.0.insert(key, (*value).to_owned());
        }
    }

    pub(super) fn products(&self) -> Vec<Product> {
        products(&self.registry, &UninstallKeys::default())
    }

    /// Inspects the machine. Nothing may be executed.
    pub(super) fn look<T>(&self, use_it: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let (home, user) = (Home::new(self.at("upgo")), self.at("Users/mei"));
        use_it(&Surroundings {
            home: &home,
            user: Some(&user),
            disk: self.disk.path(),
            variable: &|name| self.variables.get(name).map(OsString::from),
            products: &self.products(),
            access: &|_| self.access,
            ask: &|program| panic!("{} was asked", program.display()),
        })
    }

    /// The Go that a terminal finds in one folder of its PATH.
    pub(super) fn go_in(&self, folder: &Path) -> Installation {
        let terminal = Terminal { syntax: Syntax::NATIVE, path: Vec::new(), variables: BTreeMap::new(), folder: None };
        let upgo = Upgo {
            bin: self.at("upgo/bin"),
            toolchains: self.at("upgo/toolchains"),
            current: None,
            newest: None,
            may_lack: None,
            follows: None,
        };
        let machine = upgo_engine::which_go::toolchain::Machine {
            files: &Disk,
            target: Target::new("windows", "amd64"),
            terminal,
            upgo,
            tries: &Untried,
        };
        self.look(|around| resolve::in_folder(around, &machine, folder)).unwrap().1
    }

    /// Every Go in the usual places.
    pub(super) fn found(&self) -> Vec<Installation> {
        self.look(in_usual_places)
    }

    /// The only Go in the usual places.
    pub(super) fn only(&self) -> Installation {
        let found = self.found();
        assert_eq!(found.len(), 1, "{found:#?}");
        found.into_iter().next().unwrap()
    }
}

fn plain(path: &Path) -> PathBuf {
    path.to_str().map_or_else(|| path.to_owned(), |text| text.strip_prefix(r"\\?\").unwrap_or(text).into())
}

/// The header of a program for Windows.
pub(super) fn program(path: &Path, machine: u16) {
    let mut bytes = vec![0; 0x40];
    bytes[..2].copy_from_slice(b"MZ");
    bytes[0x3c] = 0x40;
    bytes.extend(b"PE\0\0");
    bytes.extend(machine.to_le_bytes());
    bytes.resize(0x40 + 24, 0);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    executable(path);
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(windows)]
fn executable(_path: &Path) {}
