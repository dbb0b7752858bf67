//! The sentences of status, history and changes in real situations, where each must be true.
use std::fs;

use upgo_testkit::lab::Lab;
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::server::Act;

use crate::lab;

/// A user with a new terminal, whose PATH comes from the system and the profile.
struct World {
    lab: Lab,
    path: String,
}

impl World {
    fn new() -> Self {
        let lab = lab().with_release("go1.24.1").with_release("go1.26.6").with_release("go1.27.3");
        Self { lab, path: upgo_testkit::system::path().to_owned() }
    }

    /// Puts another Go on PATH, after Upgo's if that is there.
    fn with_other_go(self) -> Self {
        let root = self.lab.path("other");
        fs::create_dir_all(root.join("bin")).unwrap();
        fs::write(root.join("VERSION"), "go1.24.1\n").unwrap();
        fs::copy(self.lab.sample_go(), root.join("bin").join("go")).unwrap();
        Self { path: format!("{}:{}", root.join("bin").display(), self.path), ..self }
    }

    /// The output of `upgo`, without the sandbox's own folders.
    fn says(&self, command: &str) -> Vec<String> {
        let ran = self.lab.upgo(command.split(' ')).with("PATH", &self.path).ends();
        let folder = self.lab.path("").display().to_string();
        let plain = ran.output.replace(&self.lab.home().display().to_string(), "UPGO").replace(&folder, "/");
        plain.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    fn does(&self, commands: &[&str]) -> &Self {
        for command in commands {
            self.says(command);
        }
        self
    }

    /// The first two lines of `status`: what runs, and what to do if nothing does.
    fn status(&self) -> Vec<String> {
        self.says("status").into_iter().take(2).collect()
    }

    /// The first line of the output, without the size of a removal, which depends on the build of the sample.
    fn answer(&self, command: &str) -> String {
        let line = self.says(command).into_iter().next().unwrap_or_default();
        match line.split_once(" Freed ") {
            Some((before, after)) => format!("{before}{}", after.split_once("B.").unwrap().1),
            None => line,
        }
    }

    /// The history, newest first, without numbers and dates: `done: Install go1.27.3`.
    fn history(&self) -> Vec<String> {
        let lines = self.says("history").into_iter().filter(|line| !line.starts_with("      "));
        let parts = lines.map(|line| (line[24..37].trim().to_owned(), line[37..].replace(" (checksum only)", "")));
        parts.map(|(outcome, title)| format!("{outcome}: {title}")).collect()
    }
}

#[test]
fn status_shows_the_go_in_use_or_the_next_step() {
    let switch = concat!(
        "  A new terminal should run it: UPGO/bin comes first on PATH, and Upgo's switch selects this version. ",
        "No terminal was heard: the variable UPGO_NO_SHELL is set.",
    );
    let other = [
        "go1.24.1 is in use (zip, /other)",
        concat!(
            "  A new terminal should run it: /other/bin is the first folder on PATH that has a go. ",
            "No terminal was heard: the variable UPGO_NO_SHELL is set.",
        ),
    ];
    let both: &[&str] = &["install 1.26.6", "install 1.27.3"];
    for (situation, other_go, commands, expected) in [
        ("no Go", false, &[][..], ["Go is not installed yet", "  Run `upgo install latest --use`."]),
        ("only another one", true, &[], other),
        ("installed, none chosen", false, both, ["New terminals find no Go", "  Run `upgo use 1.27.3`."]),
        ("installed, none chosen, another runs", true, both, other),
        (
            "one chosen",
            false,
            &["install 1.26.6 --use"],
            ["go1.26.6 is in use (upgo, UPGO/toolchains/go1.26.6)", switch],
        ),
        (
            "one chosen before another",
            true,
            &["install 1.26.6 --use"],
            ["go1.26.6 is in use (upgo, UPGO/toolchains/go1.26.6)", switch],
        ),
        (
            "the chosen one removed",
            false,
            &["install 1.26.6 --use", "install 1.27.3", "remove 1.26.6 --force"],
            ["New terminals find no Go", "  Run `upgo use 1.27.3`."],
        ),
        (
            "everything removed",
            false,
            &["install 1.26.6 --use", "remove 1.26.6 --force"],
            ["Go is not installed yet", "  Run `upgo install latest --use`."],
        ),
        ("everything removed but another", true, &["install 1.26.6 --use", "remove 1.26.6 --force"], other),
        (
            "the first installation undone",
            false,
            &["install 1.26.6 --use", "rollback"],
            ["New terminals find no Go", "  Run `upgo use 1.26.6`."],
        ),
        ("the first installation undone beside another", true, &["install 1.26.6 --use", "rollback"], other),
    ] {
        let world = if other_go { World::new().with_other_go() } else { World::new() };
        assert_eq!(world.does(commands).status(), expected, "{situation}");
    }
}

#[test]
fn a_change_reports_what_new_terminals_run_afterwards() {
    let both: &[&str] = &["install 1.26.6 --use", "install 1.27.3"];
    for (situation, other_go, commands, command, expected) in [
        ("install", false, &[][..], "install 1.26.6", "Installed go1.26.6. To switch to it: `upgo use 1.26.6`."),
        ("install and use", false, &[], "install 1.26.6 --use", "Installed and switched to go1.26.6."),
        ("use", false, both, "use 1.27.3", "Switched to go1.27.3."),
        ("use what is used", false, both, "use 1.26.6", "go1.26.6 is already in use."),
        ("first upgrade", false, &[], "upgrade", "Installed and switched to go1.27.3."),
        ("upgrade", false, both, "upgrade", "Upgraded from go1.26.6 to go1.27.3."),
        ("upgrade from another", true, &[], "upgrade", "Upgraded from go1.24.1 to go1.27.3."),
        ("upgrade, nothing newer", false, &["upgrade"], "upgrade", "go1.27.3 is up to date."),
        ("undo of upgrade", false, &[both[0], "upgrade"], "rollback", "Undid change 2. go1.26.6 is now in use."),
        ("undo of the first", false, &[both[0]], "rollback", "Undid change 1. New terminals find no Go."),
        (
            "undo of the first beside another",
            true,
            &[both[0]],
            "rollback",
            "Undid change 1. New terminals run go1.24.1.",
        ),
        ("undo of install", false, both, "rollback", "Undid change 2."),
        ("undo of removal", false, &[both[0], both[1], "remove 1.27.3"], "rollback", "Undid change 3."),
        ("adopt", true, &[], "adopt", "Upgo now manages go1.24.1. New terminals run it."),
        ("import", true, &[], "adopt --all", "Upgo now manages more Go versions. New terminals run go1.24.1."),
        (
            "import beside a chosen one",
            true,
            &[both[0]],
            "adopt --all",
            "Upgo now manages more Go versions. New terminals run go1.26.6.",
        ),
        ("import of what is there", true, &["adopt --all"], "adopt --all", "Upgo already has all of these versions."),
        ("undo of an import", true, &["adopt --all"], "rollback", "Undid change 1. New terminals run go1.24.1."),
        ("adopt beside a chosen one", true, &[both[0]], "adopt", "Upgo now manages go1.24.1."),
        ("undo of that", true, &[both[0], "adopt"], "rollback", "Undid change 2."),
        ("undo of the first adopt", true, &["adopt"], "rollback", "Undid change 1. New terminals run go1.24.1."),
        ("removal", false, &[both[1]], "remove 1.27.3", "Removed go1.27.3."),
        ("removal of what runs", false, both, "remove 1.26.6 --force", "Removed go1.26.6. New terminals find no Go."),
        (
            "check, no Go",
            false,
            &[],
            "check",
            "go1.27.3 is the newest release, but Go is not installed yet. Run `upgo install latest --use`.",
        ),
        ("check, another", true, &[], "check", "go1.27.3 is available; you have go1.24.1. Run `upgo upgrade`."),
        ("check, none newer", false, &["upgrade"], "check", "go1.27.3 is up to date (newest: go1.27.3)."),
        ("list, no Go", false, &[], "list", "Go is not installed yet. Run `upgo install latest --use`."),
    ] {
        let world = if other_go { World::new().with_other_go() } else { World::new() };
        assert_eq!(world.does(commands).answer(command), expected, "{situation}: {command}");
    }
}

#[test]
fn another_go_that_stays_first_on_path_is_reported_as_running() {
    let world = World::new().with_other_go();
    let shadowed = World { lab: world.lab.with_variable("UPGO_NO_MODIFY_PATH", "1"), path: world.path };
    let chosen = |version: &str| format!("{version} is selected, but new terminals still run go1.24.1.");
    for (command, expected) in [
        ("install 1.26.6 --use", format!("Installed go1.26.6. {}", chosen("go1.26.6"))),
        ("use 1.26.6", chosen("go1.26.6")),
        ("upgrade", chosen("go1.27.3")),
        ("rollback", format!("Undid change 2. {}", chosen("go1.26.6"))),
        ("rollback 1", "Undid change 1. New terminals run go1.24.1.".to_owned()),
        ("use 1.27.3", chosen("go1.27.3")),
    ] {
        assert_eq!(shadowed.answer(command), expected, "{command}");
    }
    assert_eq!(shadowed.status()[0], "go1.24.1 is in use (zip, /other)");
    let nowhere = World { lab: shadowed.lab, path: upgo_testkit::system::path().to_owned() };
    assert_eq!(nowhere.answer("use 1.26.6"), "go1.26.6 is selected, but new terminals find no Go.");
    let status = ["go1.26.6 is selected, but new terminals find no Go", "  Put UPGO/bin first on your PATH."];
    assert_eq!(nowhere.status(), status);
}

#[test]
fn history_titles_fit_the_outcomes() {
    let broken = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    let world = World { lab: broken, path: upgo_testkit::system::path().to_owned() };
    world.does(&["install 1.26.6 --use", "upgrade", "env set GOPROXY direct --scope go", "verify 1.26.6"]);
    let expected =
        ["done: Edit GOPROXY", "failed: Upgrade to go1.27.3 (before: go1.26.6)", "done: Install and use go1.26.6"];
    assert_eq!(world.history(), expected, "failed");

    let world = World::new();
    world.does(&["install 1.24.1", "use 1.24.1", "install 1.26.6 --use", "use 1.24.1", "upgrade", "remove 1.26.6"]);
    world.does(&["rollback", "rollback", "rollback 5", "remove 1.27.3"]);
    let expected = [
        "done: Remove go1.27.3",
        "done: Undo change 5 (back to go1.24.1)",
        "done: Undo change 7, so that change 6 is in effect again",
        "undone by 8: Undo change 6",
        "done: Remove go1.26.6",
        "undone by 9: Upgrade to go1.27.3 (before: go1.24.1)",
        "done: Use go1.24.1 (before: go1.26.6)",
        "done: Install and use go1.26.6 (before: go1.24.1)",
        "done: Use go1.24.1",
        "done: Install go1.24.1",
    ];
    assert_eq!(world.history(), expected, "done and undone");

    let world = World::new().with_other_go();
    world.does(&["adopt", "rollback", "add-to-path"]);
    let expected = ["done: Add Upgo to PATH", "done: Undo change 1", "undone by 2: Let Upgo manage go1.24.1"];
    assert_eq!(world.history(), expected, "adopted");
}

#[test]
fn the_log_shows_from_and_to_only_for_switches() {
    let world = World::new();
    world.does(&["install 1.26.6 --use", "install 1.27.3", "use 1.27.3", "remove 1.26.6"]);
    let log = world.says("log");
    let ended = log.iter().filter_map(|line| line.split_once("change-done #")?.1.split_once("  "));
    let titles: Vec<_> = ended.map(|(_, title)| title.rsplit_once(" (").unwrap().0).collect();
    let use_it = "Use go1.27.3 (before: go1.26.6)";
    assert_eq!(titles, ["Install and use go1.26.6", "Install go1.27.3", use_it, "Remove go1.26.6"]);
}

#[test]
fn a_repair_names_the_toolchain_that_it_repaired() {
    let world = World::new();
    world.does(&["install 1.26.6 --use", "install 1.27.3"]);
    fs::write(world.lab.home().join("toolchains/go1.27.3/VERSION.extra"), "").unwrap();
    fs::remove_file(world.lab.home().join("toolchains/go1.27.3/bin/go")).unwrap();
    let said = world.says("verify 1.27.3 --repair");
    assert_eq!(said[0], "Repaired the files of go1.27.3.");
    assert!(said.iter().all(|line| !line.contains("go1.26.6")), "{said:#?}");
    assert_eq!(world.history()[0], "done: Repair the files of go1.27.3");
    assert_eq!(world.answer("rollback"), "Undid change 3.");
}

#[test]
fn undoing_a_removal_names_the_go_without_a_proof() {
    let world = World::new();
    let said = world.does(&["install 1.26.6 --use", "install 1.27.3", "remove 1.27.3"]).says("rollback");
    assert!(said.iter().any(|line| line.contains("`upgo verify go1.27.3 --why`")), "{said:#?}");
    assert!(said.iter().all(|line| !line.contains("go1.26.6")), "{said:#?}");
}

#[test]
fn history_shows_how_an_interrupted_change_ended() {
    let world = World::new();
    world.does(&["install 1.26.6 --use", "install 1.24.1"]);
    let upgrade = || world.lab.upgo(["upgrade", "--progress", "json"]).with("PATH", &world.path);
    let held = || {
        world.lab.server.always(world.lab.release("go1.27.3").filename(), Act::Hold);
        let mut upgrade = upgrade().starts();
        let mut events = lines_in_time(upgrade.stderr.take().unwrap());
        assert!(events.any(|line| line.unwrap().contains("stepStarted")));
        (upgrade, events)
    };
    let (mut cancelled, events) = held();
    let stop = std::process::Command::new("kill").args(["-INT", &cancelled.id().to_string()]).status_in_time();
    assert!(stop.unwrap().success());
    drop(events);
    cancelled.status_in_time().unwrap();
    world.lab.server.release();
    assert_eq!(world.history()[0], "cancelled: Upgrade to go1.27.3 (before: go1.26.6)");

    let (mut overtaken, events) = held();
    world.does(&["use 1.24.1"]);
    world.lab.server.release();
    assert!(events.count() > 0 && overtaken.status_in_time().unwrap().success());
    let entries = world.history();
    let expected = [
        "done: Upgrade to go1.27.3 (before: go1.24.1)",
        "done: Use go1.24.1 (before: go1.26.6)",
        "overtaken: Upgrade to go1.27.3 (before: go1.26.6)",
    ];
    assert_eq!(entries[..3], expected, "a plan that was made again did not fail");

    let report = world.lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(report["entries"][2]["outcome"], "overtaken");
    assert_eq!(report["entries"][2]["problem"]["code"], "UPGO-PLAN-MOVED");
}

#[test]
fn history_shows_whether_a_killed_change_was_completed() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let world = World::new();
    world.does(&["install 1.26.6 --use", "install 1.27.3"]);
    let mut seen = std::collections::BTreeSet::new();
    for point in 1..60 {
        let killed =
            world.lab.upgo(["use", "1.27.3"]).with("PATH", &world.path).with("UPGO_FAULT", format!("abort@{point}"));
        let is_over = killed.ends().code == Some(0);
        let said = world.history()[0].clone();
        seen.insert(said);
        if is_over {
            break;
        }
        world.does(&["use 1.26.6"]);
    }
    assert!(seen.contains("recovered: Use go1.27.3 (before: go1.26.6)"), "{seen:#?}");
    assert!(seen.contains("interrupted: Use go1.27.3 (before: go1.26.6)"), "{seen:#?}");
}
