//! The table of operations.
use super::checks::the_repository_is_whole;
use super::checks::{
    go_follows_if_the_setting_says_so, nothing_of_a_build_is_left, nothing_of_a_measurement_is_left,
    the_baseline_is_whole, the_bundle_is_whole, the_caches_are_named_and_there, the_caches_are_valid,
    the_downloaded_go_is_whole_or_gone, the_editors_are_whole, the_exported_settings_are_whole,
    the_exported_setup_is_whole, the_machine_report_is_whole, the_mirror_is_whole, the_page_is_whole,
    the_project_is_whole, the_report_is_whole, the_setup_is_whole, tools_are_whole, upgo_is_whole,
};
use crate::walk::action::{Action, BROKEN, Edit, NEWEST};
use crate::walk::world::{Broken, World};

/// A command that changes something.
pub(super) struct Operation {
    pub(super) name: &'static str,
    /// What the user did before.
    pub(super) before: &'static [Action],
    pub(super) action: Action,
    /// Checks what the model does not know.
    pub(super) check: fn(&World, Stage) -> Result<(), Broken>,
    /// Whether `--dry-run` shows its plan. Plans that have no other kinds of steps than others are left out.
    pub(super) is_planned: bool,
}

/// When the machine is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// After the operation was disturbed, and recovered.
    Recovered,
    /// After it was carried out.
    Done,
}

impl Operation {
    /// Its command line, with the short names of paths.
    pub(super) fn line(&self) -> String {
        self.action.words(str::to_owned, |back| back).unwrap_or_default().join(" ")
    }

    const fn new(name: &'static str, before: &'static [Action], action: Action) -> Self {
        Self { name, before, action, check: |_, _| Ok(()), is_planned: false }
    }

    const fn planned(self) -> Self {
        Self { is_planned: true, ..self }
    }

    const fn with(self, check: fn(&World, Stage) -> Result<(), Broken>) -> Self {
        Self { check, ..self }
    }
}

const OLD: Action = Action::Install { version: "go1.26.6", switch: true };
const NEW: Action = Action::Install { version: NEWEST, switch: true };
const BESIDE: Action = Action::Install { version: NEWEST, switch: false };
const OLDER: Action = Action::Install { version: "go1.25.9", switch: false };
const USE_OLD: Action = Action::Use("go1.26.6");
const USE_NEWEST: Action = Action::Use(NEWEST);
const ADD: Action = Action::Folder { edit: Edit::AddFirst, folder: "one" };
/// Go commands of other tests may be running.
const CLEAN_GO: Action = Action::Other("cache clean-go build modules --yes --even-if-running");
const REMOVE_DOWNLOADED: Action = Action::Other("remove --downloaded 1.25.9 --yes");
const REBUILD: Action = Action::Other("tools rebuild --yes");
const REBUILD_RELEASE: Action = Action::Other("verify 1.27.3 --rebuild");
const MIRROR_OF_BOTH: &str = "mirror build {served} --versions 1.27.3,1.26.6 --from {mirror}";
const CREATE_BUNDLE: &str = "bundle create {bundle.zip} --versions 1.27.3 --without-upgo";
const PIN: Action = Action::Other("pin 1.27.3 --project {project}");
const RAISE: Action = Action::Other("projects raise {project} --go 1.27 --without-rehearsal");
const RAISE_CI: Action = Action::Other("projects raise {repository} --go 1.26.6 --ci --without-rehearsal");
const FIX: Action = Action::Other("projects fix {repository} --go 1.27.3 --tried");
const UNPIN: Action = Action::Other("doctor --fix editor.pins-go --yes");
const MEASURE: Action = Action::Other("doctor --measure {drive}");
const MOVE_CACHES: Action = Action::Other("cache move {drive}");
const FOLLOW: Action = Action::Other("settings set follow-projects true");
const FOLLOW_NO_MORE: Action = Action::Other("settings set follow-projects false");
const UPDATE_SELF: Action = Action::Other("self update --yes");

const DIRECT: Action = variable(Some("direct"), false);
const DIRECT_IN_GO: Action = variable(Some("direct"), true);
const OFF_IN_GO: Action = variable(Some("off"), true);
const KEEP_ONE: Action = setting("keep-versions", Some("1"));
const KEEP_TWO: Action = setting("keep-versions", Some("2"));
const KEEP_ARCHIVES: Action = setting("keep-archives", Some("true"));
const SET_ASIDE: Action = Action::Adopt { remove_old: true };
const UNDO: Action = Action::Rollback(None);
/// Other systems have no tray icon that Upgo could start.
const TRAY: Action = Action::Background(if cfg!(target_os = "linux") { "tray" } else { "off" });

#[cfg(target_os = "linux")]
const SCHEDULED: Action = Action::Background("scheduled");

const fn variable(value: Option<&'static str>, in_go_file: bool) -> Action {
    Action::Variable { name: "GOPROXY", value, in_go_file }
}

const fn setting(key: &'static str, value: Option<&'static str>) -> Action {
    Action::Setting { key, value }
}

/// Every operation. Those that take the longest are first.
pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("rollback of a removal", &[OLD, BESIDE, Action::Remove { version: NEWEST, force: false }], UNDO)
        .planned(),
    Operation::new("upgrade", &[OLD], Action::Upgrade).planned(),
    Operation::new("install", &[], NEW).planned(),
    Operation::new("install of a broken Go", &[OLD], Action::Install { version: BROKEN, switch: true }),
    Operation::new("install beside", &[OLD], OLDER),
    Operation::new("install from a file", &[OLD], Action::InstallFile(NEWEST)).planned(),
    Operation::new("adopt", &[OLD], Action::Adopt { remove_old: false }),
    Operation::new("adopt --all", &[], Action::AdoptAll),
    Operation::new("adopt --remove-old", &[], SET_ASIDE).planned(),
    Operation::new("rollback of an adoption", &[SET_ASIDE], UNDO),
    Operation::new("purge", &[OLD, Action::Upgrade, DIRECT, TRAY, ADD], Action::Purge),
    Operation::new("rollback of an upgrade", &[OLD, Action::Upgrade], UNDO),
    Operation::new("use", &[OLD, BESIDE], Action::Use(NEWEST)).planned(),
    Operation::new("rollback", &[OLD, BESIDE, USE_NEWEST, USE_OLD], UNDO),
    Operation::new("remove", &[OLD, BESIDE], Action::Remove { version: NEWEST, force: false }).planned(),
    Operation::new("remove --force", &[OLD], Action::Remove { version: "go1.26.6", force: true }),
    Operation::new("remove --unused", &[KEEP_ONE, OLD, OLDER, BESIDE], Action::RemoveUnused),
    Operation::new("verify --repair", &[NEW, Action::Damage(NEWEST)], Action::Repair(NEWEST)).planned(),
    Operation::new("verify --repair of all", &[NEW, OLDER, Action::Damage(NEWEST)], Action::RepairAll),
    Operation::new("verify --rebuild", &[OLD, BESIDE], REBUILD_RELEASE).with(nothing_of_a_build_is_left),
    Operation::new("rollback of a repair", &[NEW, Action::Damage(NEWEST), Action::Repair(NEWEST)], UNDO).planned(),
    Operation::new("tools rebuild", &[NEW, Action::PutTools], REBUILD).with(tools_are_whole).planned(),
    Operation::new("rollback of a rebuild", &[NEW, Action::PutTools, REBUILD], UNDO).with(tools_are_whole).planned(),
    Operation::new("self update", &[NEW, Action::PutUpgo], UPDATE_SELF).with(upgo_is_whole).planned(),
    Operation::new("self rollback", &[NEW, Action::PutUpgo, UPDATE_SELF], UNDO).with(upgo_is_whole).planned(),
    Operation::new("remove --downloaded", &[NEW, Action::PutDownloaded], REMOVE_DOWNLOADED)
        .with(the_downloaded_go_is_whole_or_gone)
        .planned(),
    Operation::new("cache clean-go", &[NEW, Action::PutCaches], CLEAN_GO).with(the_caches_are_valid).planned(),
    Operation::new("doctor --measure", &[NEW], MEASURE).with(nothing_of_a_measurement_is_left),
    Operation::new("cache move", &[NEW, DIRECT_IN_GO], MOVE_CACHES).with(the_caches_are_named_and_there),
    Operation::new("rollback of a moved cache", &[NEW, DIRECT_IN_GO, MOVE_CACHES], UNDO)
        .with(the_caches_are_named_and_there),
    Operation::new("pin", &[NEW, Action::PutProject], PIN).with(the_project_is_whole).planned(),
    Operation::new("rollback of a pin", &[NEW, Action::PutProject, PIN], UNDO).with(the_project_is_whole).planned(),
    Operation::new("projects raise", &[NEW, Action::PutProject], RAISE).with(the_project_is_whole).planned(),
    Operation::new("projects raise --ci", &[NEW, Action::PutRepository], RAISE_CI)
        .with(the_repository_is_whole)
        .planned(),
    Operation::new("rollback of a raise", &[NEW, Action::PutRepository, RAISE_CI], UNDO)
        .with(the_repository_is_whole)
        .planned(),
    Operation::new("projects fix", &[NEW, Action::PutRepository, Action::PutFixes], FIX)
        .with(the_repository_is_whole)
        .planned(),
    Operation::new("rollback of a fix", &[NEW, Action::PutRepository, Action::PutFixes, FIX], UNDO)
        .with(the_repository_is_whole)
        .planned(),
    Operation::new("setup apply", &[OLD, OFF_IN_GO], Action::SetUp).with(the_setup_is_whole).planned(),
    Operation::new("rollback of a setup", &[OLD, OFF_IN_GO, Action::SetUp], UNDO).with(the_setup_is_whole),
    Operation::new("env set", &[OLD], DIRECT).planned(),
    Operation::new("env set --scope go", &[OLD, OFF_IN_GO], DIRECT_IN_GO),
    Operation::new("env unset", &[OLD, DIRECT, ADD], variable(None, false)),
    Operation::new("env unset --scope go", &[OLD, DIRECT_IN_GO], variable(None, true)),
    Operation::new("rollback of an edit", &[OLD, DIRECT_IN_GO], UNDO),
    Operation::new("env path add", &[OLD], ADD).planned(),
    Operation::new("env path move", &[OLD, ADD], Action::Folder { edit: Edit::MoveLast, folder: "one" }),
    Operation::new("env path remove", &[OLD, ADD], Action::Folder { edit: Edit::Remove, folder: "one" }),
    Operation::new("rollback of an edit of PATH", &[OLD, ADD], UNDO),
    Operation::new("add-to-path", &[], Action::AddToPath),
    Operation::new("follow-projects on", &[OLD, BESIDE], FOLLOW).with(go_follows_if_the_setting_says_so),
    Operation::new("follow-projects off", &[OLD, BESIDE, FOLLOW], FOLLOW_NO_MORE)
        .with(go_follows_if_the_setting_says_so),
    Operation::new("rollback of follow-projects", &[OLD, BESIDE, FOLLOW], UNDO).with(go_follows_if_the_setting_says_so),
    Operation::new("settings set", &[KEEP_ARCHIVES], KEEP_TWO),
    Operation::new("settings unset", &[KEEP_TWO], setting("keep-versions", None)),
    Operation::new("settings import", &[KEEP_ARCHIVES], Action::Import),
    Operation::new("settings export", &[KEEP_TWO], Action::Other("settings export {exported.toml}"))
        .with(the_exported_settings_are_whole),
    Operation::new("setup export", &[OLD], Action::Other("setup export {exported-setup.toml} --yes"))
        .with(the_exported_setup_is_whole),
    Operation::new("background tray", &[OLD], TRAY),
    #[cfg(target_os = "linux")]
    Operation::new("background scheduled", &[TRAY], SCHEDULED),
    #[cfg(target_os = "linux")]
    Operation::new("background off", &[SCHEDULED], Action::Background("off")),
    Operation::new("cache clean", &[KEEP_ARCHIVES, NEW, SET_ASIDE], Action::CacheClean),
    Operation::new("cache reset", &[OLD, Action::Other("audit")], Action::Other("cache reset")),
    Operation::new("mirror build", &[], Action::Other("mirror build {served} --versions 1.27.3"))
        .with(the_mirror_is_whole),
    Operation::new("mirror build --from", &[], Action::Other(MIRROR_OF_BOTH)).with(the_mirror_is_whole),
    Operation::new(
        "mirror prune",
        &[Action::Other(MIRROR_OF_BOTH)],
        Action::Other("mirror prune {served} --versions 1.27.3"),
    )
    .with(the_mirror_is_whole),
    Operation::new("fleet report", &[OLD], Action::Other("fleet report --to {.config}"))
        .with(the_machine_report_is_whole),
    Operation::new("fleet --html", &[OLD], Action::Other("fleet {.config} --html {fleet.html}"))
        .with(the_page_is_whole),
    Operation::new(
        "projects --write-baseline",
        &[OLD],
        Action::Other("projects {.config} --write-baseline {known.json}"),
    )
    .with(the_baseline_is_whole),
    Operation::new("bundle create", &[OLD], Action::Other(CREATE_BUNDLE)).with(the_bundle_is_whole),
    Operation::new("report", &[OLD], Action::Other("report {report.zip} --yes")).with(the_report_is_whole),
    Operation::new("check", &[OLD], Action::Other("check")),
    Operation::new(
        "check --notify",
        &[Action::Other("settings set download.automatic patch"), OLD, Action::WaitForCheck],
        Action::Other("check --notify"),
    ),
    Operation::new("list --available", &[], Action::Other("list --available")),
    Operation::new("audit", &[OLD], Action::Other("audit")),
    Operation::new(
        "doctor --fix",
        &[NEW, Action::Other("env set GOTOOLCHAIN go1.26.6 --scope go --yes")],
        Action::Other("doctor --fix goenv.pins-toolchain --yes"),
    ),
    Operation::new("doctor --fix of an editor", &[OLD, Action::PutEditors], UNPIN).with(the_editors_are_whole),
    Operation::new("rollback of a doctor --fix of an editor", &[OLD, Action::PutEditors, UNPIN], UNDO)
        .with(the_editors_are_whole),
    Operation::new("doctor --ignore", &[OLD], Action::Other("doctor --ignore goenv.pins-toolchain")),
    Operation::new(
        "doctor --show-again",
        &[Action::Other("doctor --ignore goenv.pins-toolchain")],
        Action::Other("doctor --show-again goenv.pins-toolchain"),
    ),
];

/// The commands that have effects and are no operation here, each with the reason, or where they are tested.
pub(super) const ELSEWHERE: &[(&str, &str)] = &[
    ("log report", "as `report`, which is the same"),
    ("env path first", "as `add-to-path`, which is the same"),
    ("projects pin", "as `pin`, which is the same"),
    ("self uninstall", "as `purge`, which is the same"),
    ("exec", "the steps of `install`; crates/cli/tests/cli/exec.rs"),
    ("shell", "the steps of `install`; crates/cli/tests/cli/exec.rs"),
    ("bisect", "the steps of `install` and `remove`; it is killed in crates/cli/tests/cli/bisect.rs"),
    ("preflight", "it writes only the cached release list, as `check` does"),
    ("dsc set", "the steps of `install` and `remove`; crates/cli/tests/cli/dsc.rs"),
    ("mirror test", "it writes only the cached release list, as `check` does"),
    ("mirror serve", "it only reads; crates/engine/tests/it/network/mirror/serve.rs"),
    ("tools check", "it writes only the cached answers, as `check` does"),
    ("tools update", "the step of `tools rebuild`"),
    ("self check", "it writes only what it remembers, as `self update` does"),
    ("self rollback", "it is the undo of `self update`, which is `rollback` here"),
    ("projects add", "the step of a setting that decides whom Upgo trusts; settings.rs"),
    ("projects remove", "the step of a setting that decides whom Upgo trusts; settings.rs"),
    ("step-aside", "the step of `env path move`"),
    ("env path deduplicate", "the step of `env path remove`"),
    ("rehearse", "it installs as `install` does, and writes only into its cache; crates/cli/tests/cli/rehearse.rs"),
    ("system install", MACHINE_WIDE),
    ("system repair", MACHINE_WIDE),
    ("system uninstall", MACHINE_WIDE),
    ("system keep", MACHINE_WIDE),
];

const MACHINE_WIDE: &str = "crates/engine/tests/it/machine_wide/faults.rs";

/// The kinds of steps that no plan of an operation has: those of [`MACHINE_WIDE`], those of commands in [`ELSEWHERE`],
/// and that of `doctor --fix`, whose dry run shows several plans.
pub(super) const KINDS_ELSEWHERE: &[&str] = &[
    "downloadPackage", "securePackage", "installSystem", "replaceSystem", "uninstallSystem", "repairSystem",
    "giveBack", "changeSetting", "updateTool", "rehearse", "hookBefore", "hookAfter", "hookSoak", "hookOnFailure",
    "editEditors",
];
