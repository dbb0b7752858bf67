//! *Why this Go?* Which `go` a new terminal will run, and why, by the rules of [`crate::which_go::toolchain`]: it finds
//! `go.exe`, `go.cmd` or a shim, and a file says which Go that starts. Only a program that no file explains is
//! executed, see [`inventory::probe`].
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::platform::EXECUTABLE;
use crate::which_go::asked::HeardTerminal;
pub use crate::which_go::asked::TerminalName;
use crate::which_go::inventory::probe::ProbeAnswer;
use crate::which_go::inventory::{self, Installation, Origin, Surroundings};
use crate::which_go::toolchain::{self, From, Machine, program, search};

/// The Go that a new terminal runs. What Upgo's switch selects is another fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningGo {
    /// The program that PATH finds; for Upgo's switch, the one in Upgo's own folder.
    pub program: PathBuf,
    pub folder: PathBuf,
    /// The one that runs in the end: that of the program, unless Go itself selects another toolchain.
    pub found: Installation,
    pub why: Statement,
    pub is_upgo_switch: bool,
    /// The setting by which the program on PATH selects another toolchain, such as `GOTOOLCHAIN=go1.26.5`.
    pub pinned_by: Option<String>,
    pub known: HowKnown,
}

/// How Upgo knows which Go a new terminal runs.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum Known {
    /// A new terminal was asked.
    Asked,
    /// It was computed from what the system stores for new terminals: no shell was asked, or none answered.
    Computed,
    /// It is that of this process's environment: nobody opens a terminal here.
    Environment,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowKnown {
    pub by: Known,
    /// When the terminal answered.
    pub at: Option<Timestamp>,
    pub terminal: Option<TerminalName>,
    /// Why no shell was asked, or why it did not answer.
    pub because: Option<Sentence>,
}

impl HowKnown {
    pub(crate) fn computed(because: Option<Sentence>) -> Self {
        Self { by: Known::Computed, at: None, terminal: None, because }
    }
}

impl RunningGo {
    /// For Upgo's own toolchains the version decides, because the switch selects a version.
    pub fn is(&self, other: &Installation) -> bool {
        match other.origin {
            Origin::Upgo => self.found.origin == Origin::Upgo && self.found.version == other.version,
            _ => self.found.root == other.root,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    pub folder: PathBuf,
    /// Whether it is Upgo's own folder, where the switch decides.
    pub is_upgo: bool,
    /// The program that a terminal starts for `go` there, and the Go installation it belongs to.
    pub go: Option<(PathBuf, Installation)>,
}

pub fn active(around: &Surroundings<'_>, machine: &Machine<'_>) -> Option<RunningGo> {
    candidates(around, machine).next()
}

/// The Go that a new terminal runs, and the Go installations that are not Upgo's own: first those on its PATH, in PATH
/// order, then those in the usual places.
pub(crate) fn active_and_others(
    around: &Surroundings<'_>,
    machine: &Machine<'_>,
) -> (Option<RunningGo>, Vec<Installation>) {
    let on_path: Vec<RunningGo> = candidates(around, machine).collect();
    let found = on_path.iter().map(|active| active.found.clone());
    let others = inventory::foreign(found.chain(inventory::in_usual_places(around)));
    (on_path.into_iter().next(), others)
}

/// Every folder that a new terminal searches, in order. At most one program is executed: the first `go` that does not
/// belong to a tree. The version of later ones is unknown: the caller never waits for what no terminal runs.
pub fn searched(around: &Surroundings<'_>, machine: &Machine<'_>) -> Vec<Searched> {
    let unasked = &|_: &Path| Some(ProbeAnswer { version: None, root: None });
    let mut has_first = false;
    let all = folders(machine, |_| true).map(|(folder, is_upgo)| {
        let later = Surroundings { ask: unasked, ..*around };
        let go = found_in(if has_first { &later } else { around }, machine, &folder, is_upgo);
        has_first |= go.is_some();
        Searched { folder, is_upgo, go }
    });
    all.collect()
}

pub fn first(searched: &[Searched]) -> Option<RunningGo> {
    let (place, go) = searched.iter().find_map(|place| Some((place, place.go.clone()?)))?;
    Some(by_path((place.folder.clone(), place.is_upgo), go, true))
}

/// What runs after the `first` program on PATH has selected a toolchain, as the terminal said or else as Go's rules say.
pub(crate) fn selected(
    around: &Surroundings<'_>,
    machine: &Machine<'_>,
    heard: Option<&HeardTerminal>,
    first: RunningGo,
) -> RunningGo {
    let answer = toolchain::answer(machine);
    let by_rules = answer.toolchain.as_ref().filter(|toolchain| toolchain.from != From::Local);
    let said = heard.and_then(|heard| Some((heard.runs.clone()?, heard.root.as_ref().map(PathBuf::from))));
    let by_rules = || by_rules.and_then(|other| Some((Version::from_name(&other.name).ok()?, other.root.clone())));
    let Some((version, root)) =
        said.or_else(by_rules).filter(|(version, _)| first.found.version.as_ref() != Some(version))
    else {
        return first;
    };
    let (folder, toolchain) = (&*first.folder, version.as_str());
    let setting = answer.settings.get("GOTOOLCHAIN").filter(|setting| !["auto", "path"].contains(&&*setting.value));
    let pinned_by = setting.map(|setting| format!("GOTOOLCHAIN={}", setting.value));
    let why = match (&first.found.version, &pinned_by) {
        (None, _) => first.why.clone(), // what a shim starts
        (Some(_), Some(setting)) => say!(GoSelects { folder, toolchain, setting }),
        (Some(_), None) => say!(GoSelectsItself { folder, toolchain }),
    };
    let found = root.map_or_else(|| first.found.clone(), |root| inventory::at_root(around, &root));
    let found = Installation { version: Some(version), ..found };
    RunningGo { found, why, is_upgo_switch: false, pinned_by, ..first }
}

pub fn in_folder(around: &Surroundings<'_>, machine: &Machine<'_>, folder: &Path) -> Option<(PathBuf, Installation)> {
    let path = search::in_folder(&machine.terminal, machine.files, &machine.seen_from_terminal(folder), "go")?;
    let root = program::identify(machine, &path, "go").root;
    let found = match root {
        Some(root) => inventory::at_root(around, &root),
        None => inventory::of_program(around, &path)?,
    };
    Some((path, found))
}

fn candidates<'a>(around: &'a Surroundings<'_>, machine: &'a Machine<'_>) -> impl Iterator<Item = RunningGo> + use<'a> {
    let mut is_first = true;
    // Most folders have no `go`. To resolve links takes a call of the system for each part of a path.
    let has_go = |folder: &Path| {
        search::in_folder(&machine.terminal, machine.files, &machine.seen_from_terminal(folder), "go").is_some()
    };
    folders(machine, move |folder| folder == machine.upgo.bin || has_go(folder)).filter_map(move |(folder, is_upgo)| {
        let go = found_in(around, machine, &folder, is_upgo)?;
        Some(by_path((folder, is_upgo), go, std::mem::take(&mut is_first)))
    })
}

/// The folders of a new terminal's PATH that count, each once (`/bin` and `/usr/bin` may be the same), and whether each
/// is Upgo's. A relative one needs the terminal's folder, which is not Upgo's, where anybody may have put a `go`.
fn folders<'a>(
    machine: &'a Machine<'_>,
    counts: impl Fn(&Path) -> bool + 'a,
) -> impl Iterator<Item = (PathBuf, bool)> + 'a {
    let bin = machine.files.real(&machine.upgo.bin);
    let mut seen = BTreeSet::new();
    let is_known = |folder: &Path| machine.terminal.folder.is_some() || machine.is_full(folder);
    let known = machine.terminal.path.iter().filter(move |searched| is_known(&searched.folder));
    known.filter(move |searched| counts(&searched.folder)).filter_map(move |searched| {
        let is_same = searched.folder == machine.upgo.bin;
        let real = if is_same { bin.clone() } else { machine.files.real(&searched.folder) };
        let is_upgo = real == bin;
        seen.insert(real).then(|| (searched.folder.clone(), is_upgo))
    })
}

fn found_in(
    around: &Surroundings<'_>,
    machine: &Machine<'_>,
    folder: &Path,
    is_upgo: bool,
) -> Option<(PathBuf, Installation)> {
    if is_upgo { of_switch(machine, folder) } else { in_folder(around, machine, folder) }
}

/// The Go that `go` in Upgo's own folder starts: that of the terminal's folder or of the switch, also by a launcher.
fn of_switch(machine: &Machine<'_>, folder: &Path) -> Option<(PathBuf, Installation)> {
    let (_, name) = program::chosen_by_upgo(machine);
    let name = name?;
    let (version, root) = (Version::from_name(&name).ok()?, machine.upgo.toolchains.join(name));
    Some((folder.join(format!("go{EXECUTABLE}")), inventory::own(version, root)))
}

/// The Go of a folder on PATH, as far as that follows from the order alone.
fn by_path((folder, is_upgo): (PathBuf, bool), (program, found): (PathBuf, Installation), is_first: bool) -> RunningGo {
    let why = match (is_first, is_upgo) {
        (true, true) => say!(FirstAndSelected { folder: &*folder }),
        (true, false) => say!(FirstWithGo { folder: &*folder }),
        (false, _) => say!(LaterOnPath { folder: &*folder }),
    };
    let known = HowKnown::computed(None);
    RunningGo { program, folder, found, why, is_upgo_switch: is_upgo, pinned_by: None, known }
}
