//! A machine as data: files, the registry, the environment, and everything else known about it.
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use upgo_engine::base::system::{System, SystemVersion};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::change::offered_fix::Able;
use upgo_engine::choices::policy::{NotPermitted, Refused};
use upgo_engine::environment::{PathEntry, PathReading, RegistryValue, Source, StoredPath, VariableScope};
use upgo_engine::guidance::doctor::{
    Brought, CgoProjects, DoctorFacts, Editor, Examination, ExaminedGo, HeardGo, HeardTerminals, LastCheck,
    SmartAppControl, Store, Switched, examine,
};
use upgo_engine::machine::platform::{Access, Volume};
use upgo_engine::which_go::buildinfo::BuildInfo;
use upgo_engine::which_go::inventory::{ChangedBy, Installation, Origin, Tool, UninstallKeys, products};
use upgo_engine::which_go::resolve::TerminalName;
use upgo_engine::which_go::toolchain::{Answer, Files as _, answer};

use crate::registry::Dump;
pub(crate) use crate::why::lab::{Described, plain};

pub(crate) const REG_SZ: u32 = 1;
pub(crate) const REG_EXPAND_SZ: u32 = 2;
pub(crate) const USER: &str = "C:/Users/Zoe";
pub(crate) const BIN: &str = "C:/Users/Zoe/AppData/Local/Upgo/bin";
pub(crate) const MSI: &str = "C:/Program Files/Go";
pub(crate) const GO_ENV: &str = "C:/Users/Zoe/AppData/Roaming/go/env";

/// A machine and everything known about it.
pub(crate) struct Patient {
    pub(crate) machine: Described,
    windows: bool,
    path: Vec<StoredPath>,
    registry: Dump,
    smart_app_control: Option<SmartAppControl>,
    refused: Option<NotPermitted>,
    policy_mistakes: Vec<Statement>,
    variables: BTreeMap<&'static str, &'static str>,
    heard: Option<Result<(HeardGo, Option<HeardGo>), Sentence>>,
    writable: Vec<&'static str>,
    arch: &'static str,
    trees: Vec<ExaminedGo>,
    tools: Vec<Tool>,
    compilers: BTreeMap<String, &'static str>,
    cgo_projects: CgoProjects,
    pub(crate) system: System,
    pub(crate) newest: Version,
    pub(crate) asked: LastCheck,
    pub(crate) store: Store,
    editors: Vec<Editor>,
    able: Able,
}

impl Patient {
    /// A healthy Windows 11 with Upgo's go1.27.3 first on the user's PATH.
    pub(crate) fn windows() -> Self {
        let machine = Described::windows()
            .upgo("go1.27.3")
            .program(&format!("{BIN}/gofmt.exe"), "\0")
            .text("C:/Windows/System32/cmd.exe", "")
            .with("TEMP", "C:/Users/Zoe/AppData/Local/Temp")
            .text(&format!("{USER}/go/bin/.keep"), "");
        let patient = Self::new(machine, true, System::new("windows", SystemVersion(10, 0, 26_100)));
        let patient = patient.stores(Source::Machine, r"%SystemRoot%/System32;%SystemRoot%");
        patient.stores(Source::User, r"C:/Users/Zoe/AppData/Local/Upgo/bin;%USERPROFILE%\go\bin")
    }

    /// A healthy Linux.
    pub(crate) fn linux() -> Self {
        let home = "/home/zoe/.local/share/upgo";
        let machine = Described::linux()
            .upgo("go1.27.3")
            .program(&format!("{home}/bin/gofmt"), "\0")
            .searches(VariableScope::User, &format!("{home}/bin"))
            .searches(VariableScope::Terminal, "/usr/bin")
            .searches(VariableScope::Terminal, "/no/such/folder");
        Self::new(machine, false, System::new("linux", SystemVersion(6, 1, 0)))
    }

    fn new(machine: Described, windows: bool, system: System) -> Self {
        let home = PathBuf::from(machine.upgo_home());
        let store = Store {
            home,
            volume: Volume::Fixed,
            free_bytes: Some(200_000_000_000),
            leftovers: Vec::new(),
            bisected: Vec::new(),
            damaged: Vec::new(),
            contradicted: Vec::new(),
            unable: Vec::new(),
            unused: Vec::new(),
            brought: vec![brought("go1.27.3", 2)],
            last_failure: None,
            switches: vec![switched("2026-11-20T10:00:00Z", None)],
        };
        let installed = vec![version("go1.27.3")];
        Self {
            machine,
            windows,
            path: Vec::new(),
            registry: Dump::default(),
            variables: BTreeMap::from([("SystemRoot", "C:/Windows"), ("SystemDrive", "C:"), ("USERNAME", "Zoe")]),
            heard: None,
            writable: Vec::new(),
            smart_app_control: None,
            refused: None,
            policy_mistakes: Vec::new(),
            arch: "amd64",
            trees: Vec::new(),
            tools: Vec::new(),
            compilers: BTreeMap::new(),
            cgo_projects: CgoProjects { importing: Vec::new(), all_known: true },
            system,
            newest: version("go1.27.3"),
            asked: LastCheck::Answered,
            store,
            editors: Vec::new(),
            able: Able { add_to_path: true, edit_path: true, installed, restore: None },
        }
    }

    /// The policy blocks the Go in use.
    pub(crate) fn blocks(mut self, version: &str) -> Self {
        let (version, manager) = (version.parse().unwrap(), "IT".to_owned());
        self.refused = Some(NotPermitted { version, why: Refused::Blocked, manager, next: Sentence::Nothing.into() });
        self
    }

    /// The policy has this mistake.
    pub(crate) fn misunderstands(mut self, mistake: &str) -> Self {
        self.policy_mistakes.push(Statement::quoted(mistake));
        self
    }

    pub(crate) fn smart_app_control(mut self, state: SmartAppControl) -> Self {
        self.smart_app_control = Some(state);
        self
    }

    /// Changes the machine.
    pub(crate) fn with(mut self, change: impl FnOnce(Described) -> Described) -> Self {
        self.machine = change(self.machine);
        self
    }

    /// Replaces PATH in the registry.
    pub(crate) fn stores(self, source: Source, text: &str) -> Self {
        self.stores_as(source, REG_EXPAND_SZ, text)
    }

    pub(crate) fn stores_as(self, source: Source, kind: u32, text: &str) -> Self {
        self.stores_bytes(source, RegistryValue::text_of_kind(kind, text))
    }

    pub(crate) fn stores_bytes(mut self, source: Source, value: RegistryValue) -> Self {
        let place = if source == Source::Machine { r"HKLM\…\Environment\Path" } else { r"HKCU\Environment\Path" };
        self.path.retain(|stored| stored.source != source);
        self.path.push(StoredPath { source, place: place.to_owned(), value });
        // in the order in which Windows searches
        self.path.sort_by_key(|stored| stored.source != Source::Machine);
        self
    }

    pub(crate) fn registers(mut self, key: &str, name: &str, text: &str) -> Self {
        self.registry.0.insert(format!(r"{key}\{name}"), text.to_owned());
        self
    }

    pub(crate) fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.insert(name, value);
        self
    }

    /// Sets what new terminals have answered, which otherwise is what the rules say.
    pub(crate) fn hears(mut self, first: HeardGo, other: Option<HeardGo>) -> Self {
        self.heard = Some(Ok((first, other)));
        self
    }

    /// No terminal has answered.
    pub(crate) fn hears_none(mut self, why: Sentence) -> Self {
        self.heard = Some(Err(why));
        self
    }

    pub(crate) fn may_write(mut self, folder: &'static str) -> Self {
        self.writable.push(folder);
        self
    }

    /// Sets the architecture of the Go that a terminal finds.
    pub(crate) fn for_arch(mut self, arch: &'static str) -> Self {
        self.arch = arch;
        self
    }

    /// Adds a compiler that is built for an architecture.
    pub(crate) fn compiler(mut self, path: &str, arch: &'static str) -> Self {
        self.compilers.insert(path.to_owned(), arch);
        self.with(|machine| machine.program(path, "\0"))
    }

    pub(crate) fn cgo_in(mut self, folder: &str) -> Self {
        self.cgo_projects.importing.push(folder.into());
        self
    }

    /// The imports of some projects have not been read.
    pub(crate) fn with_unread_projects(mut self) -> Self {
        self.cgo_projects.all_known = false;
        self
    }

    pub(crate) fn tree(mut self, root: &str, name: &str, built: &[(&str, &str)]) -> Self {
        let built = built.iter().map(|(path, go)| (PathBuf::from(path), (*go).to_owned())).collect();
        let found = found(Path::new(root), Some(version(name)), "amd64");
        self.trees.push(ExaminedGo { found, built });
        self
    }

    pub(crate) fn tool(mut self, path: &str, package: &str) -> Self {
        let build = BuildInfo { go: "go1.27.3".into(), package: package.into(), ..BuildInfo::default() };
        self.tools.push(Tool { path: path.into(), build });
        self
    }

    pub(crate) fn editor(mut self, name: &'static str, since: &str) -> Self {
        self.editors.push(Editor { name, since: Some(time(since)) });
        self
    }

    /// Changes the content of Upgo's folder.
    pub(crate) fn store(mut self, change: impl FnOnce(&mut Store)) -> Self {
        change(&mut self.store);
        self
    }

    pub(crate) fn examine(&self) -> Examination {
        self.examine_ignoring(&|_| false)
    }

    pub(crate) fn examine_ignoring(&self, is_ignored: &dyn Fn(&str) -> bool) -> Examination {
        let described = self.machine.clone();
        let terminal = described.machine().terminal;
        let variable = |name: &str| {
            let own = terminal.variables.get(name).map(|variable| variable.value.to_string_lossy().into_owned());
            own.or_else(|| self.variables.get(name).map(|value| (*value).to_owned()))
        };
        let lookup = |name: &str| variable(name).map(Into::into);
        let is_folder = |folder: &Path| described.is_folder(folder);
        let (mut path, path_errors) = PathReading::of_values(&self.path, &lookup, &is_folder);
        let described = path.entries.iter().fold(described.clone(), |described, entry| {
            let scope = if entry.source == Source::Machine { VariableScope::Machine } else { VariableScope::User };
            entry
                .folders
                .iter()
                .fold(described, |described, folder| described.searches(scope, &folder.to_string_lossy()))
        });
        let machine = described.machine();
        if !self.windows {
            path.entries = machine.terminal.path.iter().map(|place| process_entry(&described, &place.folder)).collect();
        }
        let answer = answer(&machine);
        let root = answer.go.as_ref().and_then(|go| go.root.clone());
        let of_go = answer.go.as_ref().and_then(upgo_engine::which_go::toolchain::GoProgram::version);
        let user = if self.windows { USER } else { "/home/zoe" };
        let access = |folder: &Path| {
            let folder = plain(folder.to_string_lossy());
            if self.writable.iter().any(|own| *own == folder) { Access::Ordinary } else { Access::Denied }
        };
        let architecture = |path: &Path| self.compilers.get(&plain(path.to_string_lossy())).copied();
        let facts = DoctorFacts {
            machine: &machine,
            heard: self.heard(&answer),
            answer,
            system: Some(self.system.clone()),
            variable: Box::new(&variable),
            documents: self.windows.then(|| "D:/Documents of Zoe".into()),
            registry: (&self.registry, UninstallKeys::default()),
            access: &access,
            architecture: &architecture,
            cgo_projects: self.cgo_projects.clone(),
            path,
            path_errors,
            active: root.map(|root| found(&root, of_go, self.arch)),
            trees: self.trees.clone(),
            products: products(&self.registry, &UninstallKeys::default()),
            smart_app_control: self.smart_app_control,
            refused: self.refused.clone(),
            policy_mistakes: self.policy_mistakes.clone(),
            tools: self.tools.clone(),
            tools_folder: Some(PathBuf::from(user).join("go/bin")),
            newest: Some(self.newest.clone()),
            asked: self.asked.clone(),
            store: self.store.clone(),
            editors: self.editors.clone(),
            able: self.able.clone(),
            starts: OnceCell::new(),
        };
        examine(&facts, is_ignored)
    }
}

impl Patient {
    fn heard(&self, rules: &Answer) -> Result<HeardTerminals, Sentence> {
        let by_rules = || {
            let runs = rules.toolchain.as_ref();
            let root = runs.and_then(|runs| Some(plain(runs.root.as_ref()?.to_string_lossy())));
            let version = runs.and_then(|runs| Version::from_toolchain(&runs.name).ok());
            (HeardGo { terminal: TerminalName::Login, version, root, fails: None }, None)
        };
        let (first, other) = self.heard.clone().unwrap_or_else(|| Ok(by_rules()))?;
        Ok(HeardTerminals { first, other, rules: rules.clone() })
    }
}

fn process_entry(described: &Described, folder: &Path) -> PathEntry {
    PathEntry {
        text: folder.to_string_lossy().into_owned(),
        folders: vec![folder.to_owned()],
        source: Source::Process,
        duplicate: false,
        missing: !described.is_folder(folder),
    }
}

fn found(root: &Path, version: Option<Version>, arch: &str) -> Installation {
    let is_upgo = plain(root.to_string_lossy()).to_lowercase().contains("/upgo/");
    Installation {
        version,
        arch: Some(arch.to_owned()),
        root: root.to_owned(),
        origin: if is_upgo { Origin::Upgo } else { Origin::Zip },
        scope: upgo_engine::which_go::inventory::Scope::User,
        changed_by: ChangedBy::User,
        size_bytes: None,
    }
}

pub(crate) fn brought(name: &str, lag: u64) -> Brought {
    Brought { version: version(name), lag: Some(Duration::from_secs(lag)), files: 14_386 }
}

pub(crate) fn switched(at: &str, from: Option<&str>) -> Switched {
    Switched { at: time(at), from: from.map(version) }
}

pub(crate) fn version(name: &str) -> Version {
    name.parse().unwrap()
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}
