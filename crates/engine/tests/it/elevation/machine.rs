//! A machine with Windows Installer and a registry, as the elevated part sees it.
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use tempfile::TempDir;
use upgo_engine::base::version::Version;
use upgo_engine::change::elevation::{ElevationError, Hands, Stage, Task, TaskDone, Windows};
use upgo_engine::choices::policy::POLICY_KEY;
use upgo_engine::environment::{MACHINE_KEY, Registry, RegistryValue};
use upgo_engine::machine::platform::{CodeSignature, Grant, Guard, plain};
use upgo_testkit::go_msi;
use upgo_testkit::release::{Release, write_mirror};

use crate::registry::Dump;

const AMD64: &str = "0567AE226CA41004FB924F8B77D51B0C";

/// The official package.
pub(super) static PACKAGE: LazyLock<Vec<u8>> = LazyLock::new(|| go_msi::made("go1.27.3", "amd64", &[]));

/// A machine with the feed of go1.27.3, and optionally an installed Go.
#[derive(Clone, Debug)]
pub(super) struct Machine(pub(super) Arc<State>);

#[derive(Debug)]
pub(super) struct State {
    pub(super) disk: TempDir,
    registry: Dump,
    pub(super) values: Mutex<BTreeMap<String, RegistryValue>>,
    pub(super) signature: CodeSignature,
    pub(super) owner: &'static str,
    /// The rights on each folder.
    pub(super) grants: Vec<Grant>,
    pub(super) exit: u32,
    pub(super) lines: Mutex<Vec<String>>,
}

impl Windows for Machine {
    fn registry(&self) -> &dyn Registry {
        &self.0.registry
    }

    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32> {
        assert!(temporary.is_dir());
        // The package must exist while Windows Installer runs, and be the official one.
        if let Some(package) = line.split('"').nth(1).filter(|name| name.contains(".windows-")) {
            assert!(std::fs::read(package).unwrap() == *PACKAGE);
        }
        self.0.lines.lock().unwrap().push(line.to_owned());
        if line.starts_with("/x") {
            self.set_value(MACHINE_KEY, "Path", &path(r"C:\Windows"))?; // as Go's package does
        }
        Ok(self.0.exit)
    }

    fn signature(&self, _: &Path) -> CodeSignature {
        self.0.signature.clone()
    }

    fn guard(&self, _: &Path) -> io::Result<Guard> {
        Ok(Guard { owner: self.0.owner.to_owned(), grants: Some(self.0.grants.clone()) })
    }

    fn create_guarded(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir(folder)
    }

    fn data_folder(&self) -> Option<PathBuf> {
        Some(plain(&std::fs::canonicalize(self.0.disk.path()).unwrap()))
    }

    fn program_folder(&self, _: &str) -> Option<PathBuf> {
        self.data_folder()
    }

    fn windows_folder(&self) -> PathBuf {
        r"C:\Windows".into()
    }

    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
        Ok(self.0.values.lock().unwrap().get(&format!(r"{key}\{name}")).cloned())
    }

    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()> {
        self.0.values.lock().unwrap().insert(format!(r"{key}\{name}"), value.clone());
        Ok(())
    }
}

impl State {
    pub(super) fn new() -> Self {
        Self::with_official(&PACKAGE)
    }

    /// A machine where this is the official package of go1.27.3.
    pub(super) fn with_official(package: &[u8]) -> Self {
        let disk = tempfile::tempdir().unwrap();
        let folder =
            write_mirror(&[Release::installer("go1.27.3", "amd64", package.to_vec())], &disk.path().join("feed"));
        let feed = format!("file:///{}/", folder.display().to_string().replace('\\', "/").trim_start_matches('/'));
        let mut state = Self {
            disk,
            registry: Dump::default(),
            values: Mutex::default(),
            signature: CodeSignature { verdict: 0, signer: Some("Google LLC".to_owned()), rooted: true },
            owner: "S-1-5-18",
            grants: Vec::new(),
            exit: 0,
            lines: Mutex::default(),
        };
        state.set(POLICY_KEY, "FeedUrl", &feed);
        state
    }

    pub(super) fn set(&mut self, key: &str, name: &str, text: &str) {
        self.registry.0.insert(format!(r"{key}\{name}"), text.to_owned());
    }

    pub(super) fn with_installed(mut self, version: &str, folder: &Path) -> Self {
        let product = "10000000000000000000000000000000";
        self.set(&format!(r"HKLM64\SOFTWARE\Classes\Installer\UpgradeCodes\{AMD64}"), product, "");
        let key = r"HKLM64\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{00000001-0000-0000-0000-000000000000}";
        self.set(key, "DisplayName", &format!("Go Programming Language amd64 {version}"));
        self.set(key, "InstallLocation", &folder.display().to_string());
        self
    }

    /// Writes a package to the user's disk.
    pub(super) fn package(&self, bytes: &[u8]) -> PathBuf {
        let path = self.disk.path().join("downloaded.msi");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) fn perform(self, task: &Task) -> (Machine, Result<TaskDone, ElevationError>, Vec<Stage>) {
        let (machine, mut stages) = (Machine(Arc::new(self)), Vec::new());
        let done = Hands::with(Box::new(machine.clone())).perform(task, &mut |stage| stages.push(stage));
        (machine, done, stages)
    }
}

pub(super) fn version(name: &str) -> Version {
    Version::from_name(name).unwrap()
}

pub(super) fn install(file: PathBuf, folder: Option<PathBuf>) -> Task {
    Task::InstallMsi { version: version("go1.27.3"), arch: "amd64".to_owned(), file, folder }
}

pub(super) fn remove(name: &str) -> Task {
    Task::UninstallMsi { version: version(name), arch: "amd64".to_owned() }
}

/// The folder without links and short names.
pub(super) fn real(folder: &TempDir) -> PathBuf {
    plain(&std::fs::canonicalize(folder.path()).unwrap())
}

pub(super) fn path(text: &str) -> RegistryValue {
    RegistryValue::text_of_kind(2, text)
}
