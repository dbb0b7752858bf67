//! A process that is killed from outside, at every event it tells of.
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStderr};

use upgo_engine::platform::ProcessTree;
use upgo_testkit::lab::Run;

use crate::lab;

/// An `upgo` that is going to be killed.
pub(crate) struct Victim {
    upgo: Child,
    tree: ProcessTree,
    events: Lines<BufReader<ChildStderr>>,
}

impl Victim {
    pub(crate) fn start(upgo: Run) -> Self {
        let mut upgo = upgo.starts();
        let tree = ProcessTree::of(&upgo);
        let events = BufReader::new(upgo.stderr.take().unwrap()).lines();
        Self { upgo, tree, events }
    }

    /// What it tells with `--progress json`.
    pub(crate) fn events(&mut self) -> impl Iterator<Item = String> {
        self.events.by_ref().map_while(Result::ok)
    }

    /// Windows starts a program in two moves, and what it was starting between them would wait for ever: that is ended, too.
    pub(crate) fn kill(mut self) {
        self.upgo.kill().ok(); // it may be over
        self.upgo.wait().unwrap();
        self.tree.end();
    }
}

#[test]
fn an_upgrade_killed_at_any_event_leaves_a_working_go() {
    for moment in 1.. {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        let seen = upgrade.events().take(moment).count();
        upgrade.kill();
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
