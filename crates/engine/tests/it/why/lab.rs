//! A machine as data.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use upgo_engine::base::paths::clean;
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::environment::{SearchFolder, Syntax, VariableScope};
use upgo_engine::which_go::toolchain::{Files, Machine, Terminal, Upgo, Variable};
use upgo_engine::which_go::trial::{Trial, Tried, Tries};

/// What is at a path.
#[derive(Clone, Debug)]
enum Entry {
    Text(String),
    Program(String),
    Link(String),
}

/// A machine whose paths are written with `/` on every system.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    syntax: Syntax,
    target: Target,
    files: BTreeMap<String, Entry>,
    path: Vec<SearchFolder>,
    variables: BTreeMap<String, Variable>,
    folder: Option<PathBuf>,
    current: Option<String>,
    newest: Option<Version>,
    may_lack: Option<&'static str>,
    follows: Option<Vec<(String, bool)>>,
    every: Option<(String, String)>,
    says: BTreeMap<&'static str, &'static str>,
    starts_nothing_in: Option<&'static str>,
}

impl Described {
    pub(crate) fn linux() -> Self {
        Self::new(Syntax::Unix, Target::new("linux", "amd64")).with("HOME", "/home/zoe")
    }

    pub(crate) fn windows() -> Self {
        let user = "C:/Users/Zoe";
        let windows = Self::new(Syntax::Windows, Target::new("windows", "amd64"));
        windows.with("USERPROFILE", user).with("APPDATA", &format!("{user}/AppData/Roaming"))
    }

    fn new(syntax: Syntax, target: Target) -> Self {
        Self {
            syntax,
            target,
            files: BTreeMap::new(),
            path: Vec::new(),
            variables: BTreeMap::new(),
            folder: None,
            current: None,
            newest: None,
            may_lack: None,
            follows: None,
            every: None,
            says: BTreeMap::new(),
            starts_nothing_in: None,
        }
    }

    /// Makes Upgo's `go` follow version files, among these toolchains.
    pub(crate) fn follows(self, installed: &[&str]) -> Self {
        Self { follows: Some(installed.iter().map(|name| ((*name).to_owned(), true)).collect()), ..self }
    }

    /// The policy does not permit this toolchain.
    pub(crate) fn refuses(mut self, name: &str) -> Self {
        let all = self.follows.iter_mut().flatten();
        all.filter(|(one, _)| one == name).for_each(|(_, is_permitted)| *is_permitted = false);
        self
    }

    /// What its Go says, wherever the variable is set.
    pub(crate) fn says_of(mut self, name: &'static str, says: &'static str) -> Self {
        self.says.insert(name, says);
        self
    }

    pub(crate) fn starts_nothing_in(self, folder: &'static str) -> Self {
        Self { starts_nothing_in: Some(folder), ..self }
    }

    /// The newest release that Upgo knows of.
    pub(crate) fn newest(self, version: &str) -> Self {
        Self { newest: Some(version.parse().unwrap()), ..self }
    }

    /// What Upgo says of releases that its list may lack.
    pub(crate) fn may_lack(self, says: &'static str) -> Self {
        Self { may_lack: Some(says), ..self }
    }

    /// Sets a variable of the terminal; an empty one counts as not set.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.with_from(VariableScope::Terminal, name, value)
    }

    pub(crate) fn with_from(mut self, scope: VariableScope, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.variables.insert(name.to_owned(), Variable { value: value.into(), scope });
        }
        self
    }

    pub(crate) fn text(mut self, path: &str, text: &str) -> Self {
        self.files.insert(self.key(Path::new(path)), Entry::Text(text.to_owned()));
        self
    }

    pub(crate) fn program(mut self, path: &str, text: &str) -> Self {
        self.files.insert(self.key(Path::new(path)), Entry::Program(text.to_owned()));
        self
    }

    pub(crate) fn link(mut self, path: &str, target: &str) -> Self {
        self.files.insert(self.key(Path::new(path)), Entry::Link(target.to_owned()));
        self
    }

    /// Removes a variable.
    pub(crate) fn without_variable(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// Adds a folder on PATH in which every toolchain name is a link to `target`.
    pub(crate) fn every(mut self, folder: &str, target: &str) -> Self {
        self.every = Some((format!("{folder}/go1"), target.to_owned()));
        self.program(target, "\0").searches(VariableScope::Terminal, folder)
    }

    /// Adds a complete Go tree.
    pub(crate) fn go(self, root: &str, version: &str) -> Self {
        let ending = if self.syntax == Syntax::Windows { ".exe" } else { "" };
        let defaults = "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n";
        self.program(&format!("{root}/bin/go{ending}"), "\0")
            .text(&format!("{root}/VERSION"), &format!("{version}\ntime 2026-08-21T00:00:00Z\n"))
            .text(&format!("{root}/go.env"), &format!("# defaults\n{defaults}"))
    }

    /// Adds a folder at the end of PATH.
    pub(crate) fn searches(mut self, scope: VariableScope, folder: &str) -> Self {
        self.path.push(SearchFolder { folder: folder.into(), scope });
        self
    }

    /// Adds a folder at the start of PATH.
    pub(crate) fn searches_first(mut self, folder: &str) -> Self {
        self.path.insert(0, SearchFolder { folder: folder.into(), scope: VariableScope::Terminal });
        self
    }

    /// Sets the architecture.
    pub(crate) fn on_arch(mut self, arch: &str) -> Self {
        arch.clone_into(&mut self.target.arch);
        self
    }

    /// Removes a file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.files.remove(&self.key(Path::new(path)));
        self
    }

    /// Removes everything that Upgo installed.
    pub(crate) fn without_upgo(mut self) -> Self {
        let home = format!("{}/", self.key(Path::new(self.upgo_home())));
        self.files.retain(|file, _| !file.starts_with(&home));
        self.current = None;
        self
    }

    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Adds a toolchain to Upgo's store and selects it.
    pub(crate) fn upgo(self, version: &str) -> Self {
        let home = self.upgo_home();
        let mut with = self.upgo_has(version);
        with.current = Some(version.to_owned());
        match with.syntax {
            Syntax::Windows => with.program(&format!("{home}/bin/go.exe"), "\0"),
            Syntax::Unix => with.link(&format!("{home}/bin/go"), &format!("{home}/toolchains/{version}/bin/go")),
        }
    }

    /// Adds a toolchain to Upgo's store, with its own name in `bin`.
    pub(crate) fn upgo_has(self, version: &str) -> Self {
        let home = self.upgo_home();
        let with = self.go(&format!("{home}/toolchains/{version}"), version);
        match with.syntax {
            Syntax::Windows => with.program(&format!("{home}/bin/{version}.exe"), "\0"),
            Syntax::Unix => with.link(&format!("{home}/bin/{version}"), &format!("{home}/toolchains/{version}/bin/go")),
        }
    }

    pub(crate) fn upgo_home(&self) -> &'static str {
        if self.syntax == Syntax::Windows { "C:/Users/Zoe/AppData/Local/Upgo" } else { "/home/zoe/.local/share/upgo" }
    }

    pub(crate) fn machine(&self) -> Machine<'_> {
        let home = Path::new(self.upgo_home());
        Machine {
            files: self,
            target: self.target.clone(),
            terminal: Terminal {
                syntax: self.syntax,
                path: self.path.clone(),
                variables: self.variables.clone(),
                folder: self.folder.clone(),
            },
            upgo: Upgo {
                bin: home.join("bin"),
                toolchains: home.join("toolchains"),
                current: self.current.clone(),
                newest: self.newest.clone(),
                may_lack: self.may_lack.map(upgo_engine::base::words::Statement::quoted),
                follows: self.follows.clone(),
            },
            tries: self,
        }
    }

    fn key(&self, path: &Path) -> String {
        let key = path.to_string_lossy().replace('\\', "/");
        if self.syntax == Syntax::Windows { key.to_lowercase() } else { key }
    }

    /// What is at `path`, following links.
    fn find(&self, path: &Path) -> Option<&Entry> {
        self.files.get(&self.key(&self.real(&clean(path))))
    }
}

impl Tries for Described {
    fn tried(&self, trial: &Trial<'_>) -> Tried {
        let blamed = self.says.iter().find(|(name, _)| trial.settings.get(name).is_some());
        blamed
            .map_or(Tried::Works, |(name, says)| Tried::Refuses { name: (*name).to_owned(), says: (*says).to_owned() })
    }

    fn starts_programs(&self, folder: &Path) -> Option<bool> {
        Some(self.starts_nothing_in.is_none_or(|refused| Path::new(refused) != folder))
    }
}

/// Where nobody tries Go.
pub(crate) struct Untried;

impl Tries for Untried {
    fn tried(&self, _: &Trial<'_>) -> Tried {
        Tried::Unknown
    }

    fn starts_programs(&self, _: &Path) -> Option<bool> {
        None
    }
}

impl Files for Described {
    fn read(&self, path: &Path) -> Option<String> {
        match self.find(path)? {
            Entry::Text(text) | Entry::Program(text) => Some(text.clone()),
            Entry::Link(_) => None,
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.find(path).is_some_and(|entry| !matches!(entry, Entry::Link(_)))
    }

    fn is_folder(&self, path: &Path) -> bool {
        let folder = format!("{}/", self.key(path).trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&folder))
    }

    fn is_program(&self, path: &Path) -> bool {
        // On Windows, the name decides, and there is no executable bit.
        matches!(self.find(path), Some(Entry::Program(_))) || (self.syntax == Syntax::Windows && self.is_file(path))
    }

    fn real(&self, path: &Path) -> PathBuf {
        let mut path = path.to_owned();
        for _ in 0..8 {
            match self.files.get(&self.key(&path)) {
                Some(Entry::Link(target)) => path = target.into(),
                _ => match &self.every {
                    Some((start, target)) if self.key(&path).starts_with(start) => path = target.into(),
                    _ => break,
                },
            }
        }
        path
    }
}

/// A text with `/` as on every system.
pub(crate) fn plain(text: impl std::fmt::Display) -> String {
    text.to_string().replace('\\', "/")
}
