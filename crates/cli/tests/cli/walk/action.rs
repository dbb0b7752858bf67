//! The steps of a walk.
use std::fmt;

use proptest::prelude::*;
use upgo_engine::machine::fault::FAILURES;

/// The releases on the server. The newest of Go 1.26 fails its test.
pub(crate) const RELEASES: [&str; 5] = [FOREIGN, "go1.25.9", "go1.26.6", BROKEN, NEWEST];
/// The version of a Go that the user unpacked.
pub(crate) const FOREIGN: &str = "go1.24.11";
pub(crate) const BROKEN: &str = "go1.26.7";
pub(crate) const NEWEST: &str = "go1.27.3";

/// One thing that the user does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Install {
        version: &'static str,
        switch: bool,
    },
    Use(&'static str),
    Upgrade,
    /// The newest change that can be undone, or the one this many before the newest.
    Rollback(Option<u64>),
    Remove {
        version: &'static str,
        force: bool,
    },
    RemoveUnused,
    Adopt {
        remove_old: bool,
    },
    AdoptAll,
    Repair(&'static str),
    /// Repairs all toolchains.
    RepairAll,
    /// A variable of Go, in the `go env -w` file or in the user's environment.
    Variable {
        name: &'static str,
        value: Option<&'static str>,
        in_go_file: bool,
    },
    Folder {
        edit: Edit,
        folder: &'static str,
    },
    AddToPath,
    Setting {
        key: &'static str,
        value: Option<&'static str>,
    },
    CacheClean,
    Background(&'static str),
    Purge,
    /// Replaces all settings with [`IMPORTED`].
    Import,
    /// Sets up the machine as [`SETUP`] says.
    SetUp,
    /// Installs this version from an archive that the user has.
    InstallFile(&'static str),
    /// A command that changes nothing of [`State`](super::model::State). A word in braces is a path.
    Other(&'static str),
    /// The user changes a file of a toolchain.
    Damage(&'static str),
    /// The user writes a line at the end of a profile.
    WriteProfile,
    /// The user has two programs that an older Go built.
    PutTools,
    /// Go's build cache and module cache get some files.
    PutCaches,
    /// Go has downloaded go1.25.9 into its module cache.
    PutDownloaded,
    /// The user has a project that asks for go1.26.6.
    PutProject,
    /// Make a Git repository that names an old Go.
    PutRepository,
    /// A rehearsal has tried what `go fix` of go1.27.3 changes in it.
    PutFixes,
    /// The user has editors that are pinned to a Go.
    PutEditors,
    /// The user has Upgo's own programs in a folder, and there is a newer release of them.
    PutUpgo,
    /// So much time passes that a scheduled check is due.
    WaitForCheck,
}

/// The settings file that [`Action::Import`] reads.
pub(crate) const IMPORTED: &str = "keep-versions = 2\n";

/// The file that [`Action::SetUp`] applies.
pub(crate) const SETUP: &str = r#"schema = 1
use = "1.27.3"
versions = ["1.25.9"]
[tools]
"example.com/one/cmd/one" = "v1.2.3"
[go]
GOPRIVATE = "off"
GOPROXY = "direct"
[settings]
keep-archives = true
keep-versions = 2
"#;

/// What happens to a folder on PATH.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    AddFirst,
    AddLast,
    Remove,
    MoveFirst,
    MoveLast,
}

/// What happens to the program meanwhile: it is killed, or effects fail, at a point counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Abort(u64),
    /// With an error of [`FAILURES`].
    Fail(&'static str, u64),
    FailFrom(u64),
}

/// An action, with what happens to the program meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) action: Action,
    pub(crate) fault: Option<Fault>,
    /// The effect before which the recovery is killed, too.
    pub(crate) again: Option<u64>,
}

impl Step {
    /// The action, undisturbed.
    pub(crate) fn calm(action: Action) -> Self {
        Self { action, fault: None, again: None }
    }
}

impl Action {
    /// The words of its command line; `id` maps a distance from the newest change to an ID. `None` for what the user
    /// does by hand.
    pub(crate) fn words(&self, folder: impl Fn(&str) -> String, id: impl Fn(u64) -> u64) -> Option<Vec<String>> {
        let on = |flag: &'static str, is_on: bool| if is_on { flag } else { "" };
        let words: Vec<String> = match self {
            Self::Install { version, switch } => texts(&["install", version, on("--use", *switch)]),
            Self::Use(version) => texts(&["use", version]),
            Self::Upgrade => texts(&["upgrade"]),
            Self::Rollback(None) => texts(&["rollback"]),
            Self::Rollback(Some(back)) => texts(&["rollback", &id(*back).to_string()]),
            Self::Remove { version, force } => texts(&["remove", version, on("--force", *force)]),
            Self::RemoveUnused => texts(&["remove", "--unused"]),
            Self::Adopt { remove_old } => texts(&["adopt", &folder("sdk"), on("--remove-old", *remove_old), "--yes"]),
            Self::AdoptAll => texts(&["adopt", "--all", &folder("sdk"), "--yes"]),
            Self::Repair(version) => texts(&["verify", version, "--repair"]),
            Self::RepairAll => texts(&["verify", "--repair", "--yes"]),
            Self::Variable { name, value, in_go_file } => {
                let scope = if *in_go_file { "go" } else { "user" };
                let edit = if value.is_some() { "set" } else { "unset" };
                texts(&["env", edit, name, value.unwrap_or_default(), "--scope", scope])
            }
            Self::Folder { edit, folder: name } => {
                let (edit, flag) = match edit {
                    Edit::AddFirst => ("add", "--first"),
                    Edit::AddLast => ("add", ""),
                    Edit::Remove => ("remove", ""),
                    Edit::MoveFirst => ("move", ""),
                    Edit::MoveLast => ("move", "--last"),
                };
                texts(&["env", "path", edit, &folder(name), flag])
            }
            Self::AddToPath => texts(&["add-to-path"]),
            Self::Setting { key, value: Some(value) } => texts(&["settings", "set", key, value]),
            Self::Setting { key, value: None } => texts(&["settings", "unset", key]),
            Self::CacheClean => texts(&["cache", "clean", "--yes"]),
            Self::Background(form) => texts(&["background", form]),
            Self::Purge => texts(&["purge", "--yes"]),
            Self::Import => texts(&["settings", "import", &folder("imported.toml")]),
            Self::SetUp => texts(&["setup", "apply", &folder("setup.toml"), "--yes"]),
            Self::InstallFile(version) => texts(&["install", &folder(version)]),
            Self::Other(line) => {
                let word = |word: &str| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
                    Some(name) => folder(name),
                    None => word.to_owned(),
                };
                line.split(' ').map(word).collect()
            }
            Self::Damage(_)
            | Self::WriteProfile
            | Self::PutTools
            | Self::PutCaches
            | Self::PutDownloaded
            | Self::PutProject
            | Self::PutRepository
            | Self::PutFixes
            | Self::PutEditors
            | Self::PutUpgo
            | Self::WaitForCheck => return None,
        };
        Some(words)
    }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().filter(|word| !word.is_empty()).map(|&word| word.to_owned()).collect()
}

impl fmt::Display for Step {
    /// As typed, with the short names of the folders.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.action.words(str::to_owned, |back| back) {
            Some(words) if matches!(self.action, Action::Rollback(Some(_))) => {
                write!(to, "upgo rollback NEWEST-{}", words[1])?;
            }
            Some(words) => write!(to, "upgo {}", words.join(" "))?,
            None => write!(to, "{:?}", self.action)?,
        }
        self.fault.map_or(Ok(()), |fault| write!(to, " with UPGO_FAULT={fault}"))?;
        self.again.map_or(Ok(()), |at| write!(to, ", then `upgo status` with UPGO_FAULT={}", Fault::Abort(at)))
    }
}

impl fmt::Display for Fault {
    /// As `UPGO_FAULT` takes it.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abort(at) => write!(to, "abort@{at}"),
            Self::Fail(kind, at) => write!(to, "fail:{kind}@{at}"),
            Self::FailFrom(at) => write!(to, "failall@{at}"),
        }
    }
}

/// A random walk. Every action is possible at any time; the model knows which ones must be refused.
pub(crate) fn walk() -> impl Strategy<Value = Vec<Step>> {
    walk_of(action().boxed())
}

/// A random walk of edits of PATH and variables, and their undos. They are quick, and many later ones make the same again.
pub(crate) fn walk_of_edits() -> impl Strategy<Value = Vec<Step>> {
    walk_of(prop_oneof![8 => edit(), 1 => Just(Action::WriteProfile), 1 => Just(Action::AddToPath)].boxed())
}

fn walk_of(action: BoxedStrategy<Action>) -> impl Strategy<Value = Vec<Step>> {
    let again = prop::option::weighted(0.3, 1u64..30);
    let step = (action, prop::option::weighted(0.35, fault()), again).prop_map(|(action, fault, again)| {
        let is_killed = matches!(fault, Some(Fault::Abort(_)));
        Step { action, fault, again: again.filter(|_| is_killed) }
    });
    prop::collection::vec(step, 1..30)
}

fn fault() -> impl Strategy<Value = Fault> {
    let at = || prop_oneof![2 => 1u64..20, 1 => 20u64..120];
    prop_oneof![
        3 => at().prop_map(Fault::Abort),
        2 => (prop::sample::select(FAILURES.map(|(kind, ..)| kind).to_vec()), at())
            .prop_map(|(kind, at)| Fault::Fail(kind, at)),
        1 => at().prop_map(Fault::FailFrom),
    ]
}

fn edit() -> impl Strategy<Value = Action> {
    let value = || prop::option::of(prop::sample::select(["direct", "off"].as_slice()));
    let edit = [Edit::AddFirst, Edit::AddLast, Edit::Remove, Edit::MoveFirst, Edit::MoveLast];
    prop_oneof![
        4 => Just(Action::Rollback(None)),
        8 => (0u64..6).prop_map(|back| Action::Rollback(Some(back))),
        3 => (prop::sample::select(["GOPROXY", "GOPRIVATE"].as_slice()), value(), any::<bool>())
            .prop_map(|(name, value, in_go_file)| Action::Variable { name, value, in_go_file }),
        4 => (prop::sample::select(edit.to_vec()), prop::sample::select(["one", "two"].as_slice()))
            .prop_map(|(edit, folder)| Action::Folder { edit, folder }),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    let version = || prop::sample::select(RELEASES.as_slice());
    let background = match std::env::consts::OS {
        "windows" => vec!["off"],
        "linux" => vec!["tray", "scheduled", "off"],
        _ => vec!["tray", "off"],
    };
    let setting = prop_oneof![
        prop::option::of(prop::sample::select(["1", "2", "3"].as_slice())).prop_map(|value| ("keep-versions", value)),
        prop::option::of(prop::sample::select(["true", "false"].as_slice())).prop_map(|value| ("keep-archives", value)),
    ];
    prop_oneof![
        6 => (version(), any::<bool>()).prop_map(|(version, switch)| Action::Install { version, switch }),
        5 => version().prop_map(Action::Use),
        3 => Just(Action::Upgrade),
        4 => (version(), any::<bool>()).prop_map(|(version, force)| Action::Remove { version, force }),
        2 => Just(Action::RemoveUnused),
        3 => any::<bool>().prop_map(|remove_old| Action::Adopt { remove_old }),
        2 => Just(Action::AdoptAll),
        2 => version().prop_map(Action::Damage),
        2 => version().prop_map(Action::Repair),
        19 => edit(),
        1 => Just(Action::AddToPath),
        2 => setting.prop_map(|(key, value)| Action::Setting { key, value }),
        2 => Just(Action::CacheClean),
        1 => prop::sample::select(background).prop_map(Action::Background),
        1 => Just(Action::Purge),
        1 => Just(Action::Import),
        1 => version().prop_map(Action::InstallFile),
        1 => prop::sample::select(vec!["cache reset", "check", "audit"]).prop_map(Action::Other),
        1 => Just(Action::WriteProfile),
    ]
}
