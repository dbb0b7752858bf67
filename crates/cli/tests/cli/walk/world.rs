//! The machine on which a walk is taken.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use upgo_testkit::lab::{EXE, Lab, Ran};

use super::action::{Action, BROKEN, FOREIGN, Fault, RELEASES, Step};
use super::model::{Change, Foreign, Model, State};
use super::promises;
use crate::lab;

/// How a promise was broken, as a sentence.
pub(crate) type Broken = String;

pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(super) model: Model,
    /// The user's profiles without Upgo's lines.
    pub(super) profiles: BTreeMap<PathBuf, Vec<u8>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut lab = lab();
        for version in RELEASES.into_iter().filter(|version| *version != BROKEN) {
            lab.add_release(version);
        }
        let lab = lab.with_broken_release(BROKEN);
        let desktop = lab.path(&format!("upgo-desktop{EXE}"));
        fs::copy(lab.sample_go(), &desktop).unwrap();
        let lab = lab.with_variable("UPGO_TEST_DESKTOP", desktop);
        let mut world = Self { lab, model: Model::default(), profiles: BTreeMap::new() };
        world.unpack_foreign();
        fs::create_dir_all(world.lab.user().join(".config")).unwrap();
        for (name, text) in [(".profile", "# mine, without an end"), (".bashrc", "export MINE=1\n")] {
            let path = world.lab.user().join(name);
            fs::write(&path, text).unwrap();
            world.profiles.insert(path, text.into());
        }
        world
    }

    /// Unpacks the user's own Go, which is not on PATH.
    fn unpack_foreign(&self) {
        let root = self.foreign();
        fs::create_dir_all(root.join("bin")).unwrap();
        fs::write(root.join("VERSION"), format!("{FOREIGN}\ntime 2026-11-01T00:00:00Z\n")).unwrap();
        for name in ["go", "gofmt"] {
            fs::copy(self.lab.sample_go(), root.join("bin").join(format!("{name}{EXE}"))).unwrap();
        }
    }

    fn foreign(&self) -> PathBuf {
        self.lab.user().join("sdk").join(FOREIGN)
    }

    /// The folder with this short name.
    fn folder(&self, name: &str) -> PathBuf {
        if name == "sdk" { self.foreign() } else { self.lab.user().join(name) }
    }

    /// Takes one step and checks everything.
    pub(super) fn take(&mut self, step: &Step) -> Result<(), Broken> {
        let before = self.model.state.clone();
        let expected = self.model.expect(&step.action);
        let words = step.action.words(|name| self.folder(name).display().to_string(), |back| self.model.id(back));
        let Some(words) = words else {
            self.by_hand(&step.action);
            self.model.state = expected.done.into_iter().next().ok_or("the user can do anything")?;
            return self.look(None);
        };
        let ran = self.run(&words, step.fault);
        promises::ended_well(&ran, step.fault)?;
        promises::go_works_at_once(self, &before, &expected)?;
        self.lab.upgo(["status"]).ends(); // recovers what was killed
        // These are not in the history; the next run completes an interrupted one.
        let goes_on = matches!(step.action, Action::Purge | Action::Background(_)) && step.fault.is_some();
        let (ran, fault) = if goes_on { (self.run(&words, None), None) } else { (ran, step.fault) };
        let after = self.observe()?;
        promises::is_expected(&ran, fault, &before, &after, &expected)?;
        self.model.state = after;
        self.look(Some((&ran, step, &before)))
    }

    fn look(&mut self, ran: Option<(&Ran, &Step, &State)>) -> Result<(), Broken> {
        self.read_history(ran)?;
        promises::all(self)
    }

    pub(super) fn run(&self, words: &[String], fault: Option<Fault>) -> Ran {
        let run = self.lab.upgo(words);
        match fault {
            Some(fault) => run.with("UPGO_FAULT", fault.to_string()).ends(),
            None => run.ends(),
        }
    }

    /// The output of a command that only reads.
    pub(super) fn ask(&self, words: &[&str]) -> Result<Value, Broken> {
        let ran = self.lab.upgo(words.iter().chain(&["--json"])).ends();
        if ran.code != Some(0) {
            return Err(format!("a command that only reads fails: {ran}"));
        }
        serde_json::from_str(&ran.output).map_err(|error| format!("{error}: {ran}"))
    }

    fn by_hand(&mut self, action: &Action) {
        match action {
            Action::Damage(version) => {
                let file = self.lab.home().join("toolchains").join(version).join("LICENSE");
                if file.exists() {
                    fs::write(file, "mine").unwrap();
                }
            }
            _ => {
                for (path, mine) in &mut self.profiles {
                    let mut text = fs::read(path).unwrap();
                    for text in [&mut text, mine] {
                        text.extend(if text.ends_with(b"\n") { &b"# and this\n"[..] } else { b"\n# and this\n" });
                    }
                    fs::write(path, text).unwrap();
                }
            }
        }
    }

    /// The visible state: the files, and what Upgo reports about them.
    fn observe(&self) -> Result<State, Broken> {
        let status = self.ask(&["status"])?;
        let env = self.ask(&["env"])?;
        let settings = self.ask(&["settings"])?;
        let background = self.ask(&["background"])?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let installed: BTreeSet<String> = self.lab.toolchains().into_iter().collect();
        let is_damaged = |version: &&String| {
            let file = self.lab.home().join("toolchains").join(version).join("LICENSE");
            fs::read(file).is_ok_and(|content| content == b"mine")
        };
        let users: Vec<PathBuf> = list(&env["path"]["entries"])
            .iter()
            .filter(|entry| entry["source"] == "user")
            .flat_map(|entry| list(&entry["folders"]))
            .filter_map(|folder| text(&folder).map(PathBuf::from))
            .collect();
        let mut variables = BTreeMap::new();
        for variable in list(&env["variables"]) {
            for name in ["GOPROXY", "GOPRIVATE"].into_iter().filter(|name| variable["name"] == **name) {
                for scope in ["user", "go"] {
                    let mut said = list(&variable["settings"]).into_iter();
                    let setting = said.find(|setting| setting["source"] == scope);
                    if let Some(value) = setting.and_then(|setting| text(&setting["value"])) {
                        variables.insert((scope, name), value);
                    }
                }
            }
        }
        let mut set = BTreeMap::new();
        for entry in list(&settings["settings"]).iter().filter(|entry| entry["isSet"] == true) {
            for key in ["keep-versions", "keep-archives", "background"].into_iter().filter(|key| entry["key"] == **key)
            {
                set.insert(key, text(&entry["value"]).unwrap_or_else(|| entry["value"].to_string()));
            }
        }
        Ok(State {
            current: text(&status["current"]["version"]),
            on_path: users.contains(&self.lab.home().join("bin")),
            folders: ["one", "two"].into_iter().filter(|name| users.contains(&self.folder(name))).collect(),
            variables,
            settings: set,
            damaged: installed.iter().filter(is_damaged).cloned().collect(),
            foreign: self.where_foreign_is(),
            at_log_in: background["startsAtLogIn"] == true,
            installed,
        })
    }

    fn where_foreign_is(&self) -> Foreign {
        if self.foreign().is_dir() {
            return Foreign::Here;
        }
        let is_left = fs::read_dir(self.lab.user().join("sdk")).is_ok_and(|mut entries| entries.next().is_some());
        if is_left { Foreign::Aside } else { Foreign::Gone }
    }

    /// Compares the history with the model's, and adds new entries to the model.
    fn read_history(&mut self, ran: Option<(&Ran, &Step, &State)>) -> Result<(), Broken> {
        let history = self.ask(&["history"])?;
        let mut entries = history["entries"].as_array().cloned().unwrap_or_default();
        entries.reverse();
        if entries.is_empty() {
            self.model.history.clear(); // a purge deletes it
        }
        let known = self.model.history.last().map_or(0, |newest| newest.id);
        for entry in &entries {
            let id = entry["id"].as_u64().unwrap_or_default();
            if id > known {
                let Some((_, _, before)) = ran else { return Err(format!("an unexpected change: {entry:#}")) };
                if entry["outcome"].is_null() {
                    return Err(format!("a change without an outcome: {entry:#}"));
                }
                let (before, after) = (before.clone(), self.model.state.clone());
                let done = entry["inEffect"] == true;
                self.model.history.push(Change { id, before, after, done, undoes: entry["undoes"].as_u64() });
            }
        }
        promises::history_matches(&self.model, &entries)
    }

    /// Takes the machine as many commands at once have left it, and checks everything that must hold at any time.
    pub(crate) fn look_afresh(&mut self) -> Result<(), Broken> {
        self.ask(&["status"])?; // recovers what was killed
        self.model.state = self.observe()?;
        let history = self.ask(&["history"])?;
        match history["entries"].as_array().into_iter().flatten().find(|entry| entry["outcome"].is_null()) {
            Some(unfinished) => Err(format!("a change without an outcome: {unfinished:#}")),
            None => promises::all(self),
        }
    }

    /// Removes Upgo, and checks what is left.
    pub(crate) fn leave(mut self) -> Result<(), Broken> {
        self.take(&Step { action: Action::Purge, fault: None })?;
        promises::nothing_is_left(&self)
    }
}
