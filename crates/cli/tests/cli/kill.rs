//! A process that is killed from outside, at every event it reports.
use std::process::{Child, ChildStderr};

use upgo_engine::machine::platform::ProcessTree;
use upgo_testkit::lab::Run;
use upgo_testkit::limit::{InTime as _, Lines, lines_in_time};
use upgo_testkit::rows_here;
use upgo_testkit::server::Act;

use crate::lab;

/// An `upgo` process that is about to be killed.
pub(crate) struct Victim {
    upgo: Child,
    tree: ProcessTree,
    events: Lines<ChildStderr>,
}

impl Victim {
    pub(crate) fn start(upgo: Run) -> Self {
        let (mut upgo, tree) = ProcessTree::start(&mut upgo.into_command()).unwrap();
        let events = lines_in_time(upgo.stderr.take().unwrap());
        Self { upgo, tree, events }
    }

    /// Its events with `--progress json`.
    pub(crate) fn events(&mut self) -> impl Iterator<Item = String> {
        self.events.by_ref().map_while(Result::ok)
    }

    /// Also ends its process tree: Windows starts a program in two steps, and a child between them would wait forever.
    pub(crate) fn kill(mut self) {
        self.upgo.kill().ok(); // it may have ended already
        self.upgo.status_in_time().unwrap();
        self.tree.end();
    }
}

/// Whether an event says that the whole archive is unpacked.
pub(crate) fn is_unpacked(line: &str) -> bool {
    let event: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    event["type"] == "unpacked" && event["done"] == event["total"]
}

#[test]
fn an_upgrade_killed_at_any_event_leaves_a_working_go() {
    for moment in rows_here(1.., 3) {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        let seen = upgrade.events().take(moment).count();
        upgrade.kill();
        // what the programs of the new Go still write on a busy machine would come after the next command has tidied up
        #[cfg(target_os = "linux")]
        assert!(crate::rebuild::all_end(&lab), "killed at event {moment}");
        let version = lab.go_version();
        assert!(["go1.26.6", "go1.27.3"].contains(&version.as_str()), "killed at event {moment}: {version:?}");
        lab.upgo(["upgrade"]).succeeds();
        assert_eq!(lab.go_version(), "go1.27.3", "killed at event {moment}");
        assert_eq!(lab.names_in("staging"), [""; 0], "killed at event {moment}");
        let history = lab.upgo(["history", "--json"]).succeeds().json();
        assert!(!history["entries"][0]["outcome"].is_null(), "{history:#}");
        if seen < moment {
            assert!(moment > 8, "only {moment} events");
            return;
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn processes_started_by_a_killed_upgo_end_with_it() {
    use crate::rebuild::{all_end, running};

    let lab = lab().with_release("go1.26.6").with_endless_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let install = Victim::start(lab.upgo(["install", "1.27.3", "--use", "--progress", "json"]));
    // `go build` and the child that it waits for, as real Go waits for `compile`.
    while running(&lab).len() < 2 {
        std::thread::yield_now();
    }
    install.kill();
    assert!(all_end(&lab), "{:?}", running(&lab));
    lab.upgo(["remove", "1.27.3"]).succeeds();
    assert_eq!((lab.toolchains(), lab.go_version()), (vec!["go1.26.6".to_owned()], "go1.26.6".to_owned()));
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn what_a_killed_setup_has_installed_is_named_with_the_command_that_removes_it() {
    let lab = lab().with_release("go1.27.3").with_release("go1.26.6").with_release("go1.25.5");
    lab.server.always(lab.release("go1.25.5").filename(), Act::Hold);
    let file = lab.path("setup.toml");
    std::fs::write(&file, "schema = 1\nversions = ['1.27.3', '1.26.6', '1.25.5']\n").unwrap();
    let file = file.display().to_string();
    let mut setup = Victim::start(lab.upgo(["setup", "apply", &file, "--yes", "--progress", "json"]));
    let has_both = setup.events().any(|line| line.contains("stepStarted") && lab.toolchains().len() == 2);
    assert!(has_both, "{:?}", lab.toolchains());
    setup.kill();
    let list = lab.upgo(["list", "--json"]).succeeds().json();
    let warning = list["warnings"].as_array().unwrap().iter().find(|one| one["code"] == "UPGO-RECOVERED");
    let (message, next) = (warning.map(|one| &one["message"]), warning.map(|one| one["next"].as_str().unwrap()));
    let stays = lab.toolchains();
    assert_eq!(stays, ["go1.26.6", "go1.27.3"]);
    for name in &stays {
        let number = name.trim_start_matches("go");
        assert!(message.is_some_and(|said| said.as_str().unwrap().contains(number)), "{number}: {list:#}");
        assert!(next.is_some_and(|said| said.contains(number)), "{number}: {list:#}");
    }
    let undo = lab.upgo(["rollback", "1", "--json"]).exits(1).json();
    assert_eq!(undo["error"]["message"], "change number 1 was interrupted and rolled back");
    let command = next.and_then(|said| said.split('`').nth(1)).unwrap();
    lab.upgo(command.split(' ').skip(1)).succeeds();
    assert_eq!(lab.toolchains(), [""; 0]);
}
