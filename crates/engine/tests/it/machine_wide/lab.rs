//! A machine as data: the products registered by Windows Installer, and how its packages behave.
use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Problem, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Changed, Clock, Engine, Planned, Setup};
use upgo_engine::change::elevation::{Elevation, ElevationError, Session, Stage, Task, TaskDone};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::environment::Registry;
use upgo_testkit::release::{Release, write_mirror};
use upgo_testkit::system;

/// How the installer behaves next time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// It succeeds.
    Well,
    /// The prompt is declined.
    Refused,
    /// It fails before changing anything.
    FailsAtOnce,
    /// It fails after removing the old product.
    FailsHalfWay,
    /// Upgo is killed before it begins.
    DiesBefore,
    /// Upgo and the installer are killed after the old product was removed.
    DiesHalfWay,
    /// Upgo is killed after it ended.
    DiesAfter,
}

/// The registered products by family, the requested tasks, and the number of prompts.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    pub(crate) registered: BTreeMap<String, (String, PathBuf)>,
    pub(crate) behaviour: VecDeque<Behaviour>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) prompts: usize,
    /// Whether Upgo runs in a terminal that was opened as administrator.
    pub(crate) has_more_rights: bool,
    folder: PathBuf,
}

#[derive(Clone, Debug)]
struct Shared(Arc<Mutex<Windows>>);

const FAMILIES: [(&str, &str); 3] = [
    ("amd64", "0567AE226CA41004FB924F8B77D51B0C"),
    ("386", "AE4113C13C801E110959F7AC844210B9"),
    ("arm64", "3A9EDA12DDF36AEB6B5A6CA8CBDA4988"),
];

impl Registry for Shared {
    fn value_names(&self, key: &str) -> Vec<String> {
        let windows = self.0.lock().unwrap();
        let family = FAMILIES.iter().position(|(_, family)| key.ends_with(family));
        let code = family.filter(|place| windows.registered.contains_key(FAMILIES[*place].0));
        code.map(|place| format!("{place}{}", "0".repeat(31))).into_iter().collect()
    }

    fn text(&self, key: &str, name: &str) -> Option<String> {
        let place = key.strip_suffix("-0000-0000-0000-000000000000}")?.chars().last()?.to_digit(10)?;
        let arch = FAMILIES.get(place as usize)?.0;
        let windows = self.0.lock().unwrap();
        let (version, root) = windows.registered.get(arch)?;
        match name {
            "DisplayName" => Some(format!("Go Programming Language {arch} {version}")),
            "InstallLocation" => Some(root.display().to_string()),
            _ => None,
        }
    }

    fn number(&self, _: &str, _: &str) -> Option<u32> {
        None
    }
}

impl Elevation for Shared {
    fn session(&self) -> Box<dyn Session> {
        Box::new(Asked { windows: self.clone(), is_asked: false })
    }

    fn has_more_rights(&self) -> bool {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).has_more_rights
    }
}

struct Asked {
    windows: Shared,
    is_asked: bool,
}

impl Session for Asked {
    fn perform(&mut self, task: &Task, _: &Cancel, _: &mut dyn FnMut(Stage)) -> Result<TaskDone, ElevationError> {
        let behaviour = {
            let mut windows = self.windows.0.lock().unwrap();
            windows.prompts += usize::from(!std::mem::replace(&mut self.is_asked, true));
            windows.tasks.push(task.clone());
            windows.behaviour.pop_front().unwrap_or(Behaviour::Well)
        };
        let failed = || Err(ElevationError::Msi { exit: 1603, log: None });
        let take = || self.windows.0.lock().unwrap().take(task);
        match behaviour {
            Behaviour::Well => take(),
            Behaviour::Refused => return Err(ElevationError::Refused),
            Behaviour::FailsAtOnce => return failed(),
            Behaviour::FailsHalfWay => {
                self.windows.0.lock().unwrap().remove(arch_of(task));
                return failed();
            }
            Behaviour::DiesBefore => panic!("killed before"),
            Behaviour::DiesHalfWay => {
                self.windows.0.lock().unwrap().remove(arch_of(task));
                panic!("killed halfway");
            }
            Behaviour::DiesAfter => {
                take();
                panic!("killed after");
            }
        }
        Ok(TaskDone::default())
    }
}

fn arch_of(task: &Task) -> &str {
    match task {
        Task::InstallMsi { arch, .. } | Task::RepairMsi { arch, .. } | Task::UninstallMsi { arch, .. } => arch,
        Task::EditMachine { .. } => panic!("this machine has no PATH of its own"),
    }
}

impl Windows {
    fn take(&mut self, task: &Task) {
        match task {
            Task::InstallMsi { version, arch, file, folder } => {
                assert_eq!(std::fs::read_to_string(file).unwrap(), package(version.as_str(), arch));
                self.remove(arch);
                let default = self.folder.join("Program Files").join(if arch == "386" { "Go 32" } else { "Go" });
                let root = folder.clone().unwrap_or(default);
                tree(&root, version.as_str());
                self.register(arch, version.as_str(), root);
            }
            Task::RepairMsi { version, arch, file } => {
                assert_eq!(std::fs::read_to_string(file).unwrap(), package(version.as_str(), arch));
                tree(&self.registered[arch].1, version.as_str());
            }
            Task::UninstallMsi { version, arch } => {
                assert_eq!(self.registered[arch].0, version.as_str());
                self.remove(arch);
            }
            Task::EditMachine { .. } => {}
        }
    }

    /// Removes the old product.
    fn remove(&mut self, arch: &str) {
        if let Some((_, root)) = self.registered.remove(arch) {
            std::fs::remove_dir_all(root).ok();
            self.save();
        }
    }

    fn register(&mut self, arch: &str, version: &str, root: PathBuf) {
        self.registered.insert(arch.to_owned(), (version.to_owned(), root));
        self.save();
    }

    /// The file with the registered products, for another process.
    fn file(&self) -> PathBuf {
        self.folder.join("registered.json")
    }

    fn save(&self) {
        std::fs::write(self.file(), serde_json::to_vec(&self.registered).unwrap()).unwrap();
    }
}

/// The bytes of a package.
fn package(version: &str, arch: &str) -> String {
    format!("the package of {version} for {arch}")
}

pub(crate) fn tree(root: &Path, version: &str) {
    std::fs::create_dir_all(root.join("bin")).unwrap();
    std::fs::write(root.join("VERSION"), format!("{version}\n")).unwrap();
    let go = root.join("bin/go");
    std::fs::write(&go, script(version)).unwrap();
    std::fs::set_permissions(&go, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A `go` that passes the test of a new toolchain.
fn script(version: &str) -> String {
    format!(
        "#!/bin/sh\nif [ \"$1\" = version ]; then echo go version {version} linux/amd64; exit; fi\n\
         printf '#!/bin/sh\\necho upgo: it works >&2\\n' > \"$3\"; chmod +x \"$3\"\n"
    )
}

/// A machine with a simulated Windows Installer.
pub(crate) struct Machine {
    folder: PathBuf,
    _temporary: Option<TempDir>,
    windows: Shared,
    path: Vec<PathBuf>,
}

impl Machine {
    /// A machine with these releases available, each with packages for amd64 and 386.
    pub(crate) fn new(versions: &[&str]) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let releases: Vec<Release> = versions.iter().flat_map(|version| files(version)).collect();
        write_mirror(&releases, &temporary.path().join("feed"));
        std::fs::create_dir_all(temporary.path().join("user")).unwrap();
        let folder = temporary.path().to_owned();
        Self { _temporary: Some(temporary), ..Self::at(folder) }
    }

    /// The machine that another process has made in this folder, and keeps.
    pub(crate) fn at(folder: PathBuf) -> Self {
        let mut windows = Windows { folder: folder.clone(), ..Windows::default() };
        let saved = std::fs::read(windows.file()).ok();
        windows.registered = saved.map(|saved| serde_json::from_slice(&saved).unwrap()).unwrap_or_default();
        Self { folder, _temporary: None, windows: Shared(Arc::new(Mutex::new(windows))), path: Vec::new() }
    }

    /// Reads what another process has registered.
    pub(crate) fn look_again(&mut self) {
        self.windows = Self::at(self.folder.clone()).windows;
    }

    /// Adds a machine-wide Go in this folder.
    pub(crate) fn with(self, arch: &str, version: &str, folder: &str) -> Self {
        let root = self.path(folder);
        tree(&root, version);
        self.windows.0.lock().unwrap().register(arch, version, root);
        self
    }

    /// Puts this folder on PATH.
    pub(crate) fn on_path(mut self, folder: &str) -> Self {
        self.path.push(self.path(folder).join("bin"));
        self
    }

    pub(crate) fn behaves(self, behaviour: &[Behaviour]) -> Self {
        self.windows.0.lock().unwrap().behaviour = behaviour.iter().copied().collect();
        self
    }

    pub(crate) fn windows<T>(&self, look: impl FnOnce(&mut Windows) -> T) -> T {
        look(&mut self.windows.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn engine(&self) -> Engine {
        let text = |path: PathBuf| path.into_os_string();
        let variables: BTreeMap<OsString, OsString> = BTreeMap::from([
            ("HOME".into(), text(self.path("user"))),
            ("SHELL".into(), "/bin/sh".into()),
            (
                "PATH".into(),
                std::env::join_paths(self.path.iter().cloned().chain(std::env::split_paths(system::path()))).unwrap(),
            ),
            ("UPGO_HOME".into(), text(self.path("home"))),
            ("UPGO_FEED_URL".into(), format!("file://{}/", self.path("feed").display()).into()),
            ("GOSUMDB".into(), "off".into()),
        ]);
        let target = Target::new("linux", "amd64");
        let setup = Setup {
            variables,
            target,
            system: None,
            clock: Clock::default(),
            asked_by: "a test".into(),
            registry: Arc::new(self.windows.clone()),
            elevation: Arc::new(self.windows.clone()),
        };
        Engine::open(setup).unwrap()
    }

    pub(crate) fn plan(&self, request: &ChangeRequest) -> Result<Planned, Problem> {
        self.engine().plan(request, &Cancel::default())
    }

    /// The steps of the plan, as printed.
    pub(crate) fn says(&self, request: &ChangeRequest) -> Vec<String> {
        let planned = self.plan(request).unwrap();
        let folder = self.folder.display().to_string();
        let titles = planned.plan.titles(self.engine().home());
        titles.into_iter().map(|title| title.description.to_string().replace(&folder, "C:")).collect()
    }

    pub(crate) fn change(&self, request: &ChangeRequest) -> Result<Changed, Problem> {
        self.engine().change(request, &Cancel::default(), &ignore)
    }

    /// The registered version for an architecture, if its files exist.
    pub(crate) fn has(&self, arch: &str) -> Option<String> {
        let (version, root) = self.windows(|windows| windows.registered.get(arch).cloned())?;
        let text = std::fs::read_to_string(root.join("VERSION")).ok()?;
        (text.trim() == version).then_some(version)
    }
}

/// The files of a release: the archive and the packages.
fn files(version: &str) -> Vec<Release> {
    let package = |arch: &str| Release::installer(version, arch, package(version, arch).into_bytes());
    vec![Release::sample_for(version, "linux", "amd64", script(version).as_bytes()), package("amd64"), package("386")]
}

pub(crate) fn install(version: &str) -> ChangeRequest {
    let version = (!version.is_empty()).then(|| version.parse().unwrap());
    ChangeRequest::SystemInstall { version }
}

pub(crate) fn uninstall(arch: &str) -> ChangeRequest {
    ChangeRequest::SystemUninstall { arch: arch.to_owned() }
}

pub(crate) fn repair(arch: &str) -> ChangeRequest {
    ChangeRequest::SystemRepair { arch: arch.to_owned() }
}

pub(crate) fn rollback() -> ChangeRequest {
    ChangeRequest::Rollback { id: None }
}
