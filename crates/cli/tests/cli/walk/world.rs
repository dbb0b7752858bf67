//! The machine on which a walk is taken.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::{Engine, Setup};
use upgo_testkit::lab::{EXE, Lab, Ran};
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use super::action::{Action, BROKEN, FOREIGN, Fault, IMPORTED, NEWEST, RELEASES, SETUP, Step};
use super::model::{Change, Foreign, Model, State, Undoable};
use super::promises;
use crate::{caches, downloaded, editors, lab, pin, rebuild, repository, self_update, tools};

/// How a promise was broken, as a sentence.
pub(crate) type Broken = String;

/// What became of the processes of a step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Taken {
    /// The command was killed.
    pub(crate) is_killed: bool,
    /// The recovery was killed.
    pub(crate) is_killed_again: bool,
}

pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) model: Model,
    /// The user's profiles without Upgo's lines.
    pub(crate) profiles: BTreeMap<PathBuf, Vec<u8>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut lab = lab();
        for version in RELEASES.into_iter().filter(|version| *version != BROKEN) {
            lab.add_release(version);
        }
        let source = Release::source(lab.release(NEWEST));
        lab.add(source);
        let lab = lab.with_broken_release(BROKEN);
        let desktop = lab.path(&format!("upgo-desktop{EXE}"));
        fs::copy(lab.sample_go(), &desktop).unwrap();
        // The real database is large, and every command reads it.
        let fault = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.26.7")]);
        let vulnerabilities = Vulns::empty().put(fault, "2026-09-01T00:00:00Z").serve(&lab.server);
        let lab = lab.with_variable("UPGO_TEST_DESKTOP", desktop).with_variable("UPGO_VULN_URL", vulnerabilities);
        let lab = self_update::with_publisher(lab);
        #[cfg(target_os = "linux")]
        let lab = {
            let systemd = lab.path("systemd");
            crate::background::put_systemd(&systemd);
            lab.with_variable("PATH", upgo_testkit::system::path_after(&systemd))
        };
        lab.static_mirror();
        fs::write(lab.path("imported.toml"), IMPORTED).unwrap();
        fs::write(lab.path("setup.toml"), SETUP).unwrap();
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

    /// The folder or file with this short name: the user's, unless it is an input of a command.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        match name {
            "sdk" => self.foreign(),
            "imported.toml" | "setup.toml" | "mirror" => self.lab.path(name),
            version if RELEASES.contains(&version) => {
                self.lab.path("mirror").join(self.lab.release(version).filename())
            }
            name => self.lab.user().join(name),
        }
    }

    /// The engine in this process, which reads faster than a new process.
    pub(crate) fn engine(&self) -> Result<Engine, Broken> {
        let command = self.lab.command(self.lab.program());
        let variables = command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
        Engine::open(Setup { variables: variables.collect(), ..Setup::of_this_process("a test") }).map_err(broken)
    }

    /// The command line of an action; `None` for what the user does by hand.
    pub(crate) fn words(&self, action: &Action) -> Option<Vec<String>> {
        action.words(|name| self.folder(name).display().to_string(), |back| self.model.id(back))
    }

    /// The findings of the doctor that are not ignored.
    pub(crate) fn findings(&self) -> Result<BTreeSet<String>, Broken> {
        let report = self.engine()?.doctor().map_err(broken)?;
        Ok(report.open().map(|finding| finding.id.clone()).collect())
    }

    /// Takes one step and checks everything.
    pub(crate) fn take(&mut self, step: &Step) -> Result<Taken, Broken> {
        let before = self.model.state.clone();
        let expected = self.model.expect(&step.action);
        let words = self.words(&step.action);
        let Some(words) = words else {
            self.by_hand(&step.action);
            self.model.state = expected.done.into_iter().next().ok_or("the user can do anything")?;
            let engine = self.engine()?;
            return self.look(&engine, None).map(|()| Taken::default());
        };
        let ran = self.run(&words, step.fault);
        promises::ended_well(&ran, step.fault)?;
        promises::go_works_at_once(self, &before, &expected)?;
        let mut taken = Taken { is_killed: promises::is_killed(&ran), ..Taken::default() };
        if let Some(at) = step.again {
            let fault = Fault::Abort(at);
            let recovery = self.lab.upgo(["status", "--json"]).with("UPGO_FAULT", fault.to_string()).ends();
            promises::ended_well(&recovery, Some(fault))?;
            promises::go_works_at_once(self, &before, &expected)?;
            taken.is_killed_again = promises::is_killed(&recovery);
        }
        // These are not in the history; the next run completes an interrupted one.
        let goes_on = matches!(step.action, Action::Purge | Action::Background(_)) && step.fault.is_some();
        let (ran, fault) = if goes_on {
            self.engine()?.status().map_err(broken)?;
            (self.run(&words, None), None)
        } else {
            (ran, step.fault)
        };
        let engine = self.engine()?;
        let after = self.observe(&engine)?;
        promises::is_expected(&ran, fault, &before, &after, &expected)?;
        self.model.state = after;
        self.look(&engine, Some((&ran, step, &before))).map(|()| taken)
    }

    fn look(&mut self, engine: &Engine, ran: Option<(&Ran, &Step, &State)>) -> Result<(), Broken> {
        self.read_history(engine, ran)?;
        promises::all(self, engine)
    }

    pub(crate) fn run(&self, words: &[String], fault: Option<Fault>) -> Ran {
        let run = self.lab.upgo(words.iter().map(String::as_str).chain(["--json"]));
        match fault {
            Some(fault) => run.with("UPGO_FAULT", fault.to_string()).ends(),
            None => run.ends(),
        }
    }

    fn by_hand(&mut self, action: &Action) {
        match action {
            Action::Damage(version) => {
                let file = self.lab.home().join("toolchains").join(version).join("LICENSE");
                if file.exists() {
                    fs::write(file, "mine").unwrap();
                }
            }
            Action::PutTools => {
                for name in ["one", "two"] {
                    tools::put_tool(&tools::usual(&self.lab), name, "go1.26.6", &rebuild::module(name));
                }
            }
            Action::PutCaches => caches::put(&self.lab),
            Action::PutDownloaded => drop(downloaded::put(&self.lab, "go1.25.9")),
            Action::PutProject => pin::put(&self.lab),
            Action::PutRepository => repository::put(&self.lab),
            Action::PutFixes => repository::put_fixes(&self.lab),
            Action::PutEditors => editors::put(&self.lab),
            Action::PutUpgo => {
                self_update::put(&self.lab, "1.0.0");
                self_update::publish(&self.lab, "99.0.0", "works");
            }
            Action::WaitForCheck => fs::remove_file(self.lab.home().join("watch.json")).unwrap_or_default(),
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
    fn observe(&self, engine: &Engine) -> Result<State, Broken> {
        // This recovers what was killed.
        let status = json(&engine.status().map_err(broken)?);
        let env = json(&engine.environment_report().map_err(broken)?);
        let background = engine.background();
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
        // the engine read them before it recovered what was killed
        for entry in self.engine()?.loaded_settings().list().iter().filter(|entry| entry.is_set) {
            let key = ["keep-versions", "keep-archives", "background"].into_iter().find(|key| *key == entry.key);
            set.extend(key.map(|key| (key, text(&entry.value).unwrap_or_else(|| entry.value.to_string()))));
        }
        Ok(State {
            current: text(&status["current"]["version"]),
            on_path: users.contains(&self.lab.home().join("bin")),
            folders: ["one", "two"].into_iter().filter(|name| users.contains(&self.folder(name))).collect(),
            variables,
            settings: set,
            damaged: installed.iter().filter(is_damaged).cloned().collect(),
            foreign: self.where_foreign_is(),
            at_log_in: background.starts_at_log_in == Some(true),
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
    fn read_history(&mut self, engine: &Engine, ran: Option<(&Ran, &Step, &State)>) -> Result<(), Broken> {
        let history = json(&engine.history().map_err(broken)?);
        let mut entries = history["entries"].as_array().cloned().unwrap_or_default();
        entries.reverse();
        if entries.is_empty() {
            self.model.history.clear(); // a purge deletes it
        }
        let known = self.model.history.last().map_or(0, |newest| newest.id);
        for entry in &entries {
            let id = entry["id"].as_u64().unwrap_or_default();
            if id > known {
                let Some((_, step, before)) = ran else { return Err(format!("an unexpected change: {entry:#}")) };
                if entry["outcome"].is_null() {
                    return Err(format!("a change without an outcome: {entry:#}"));
                }
                let (before, after) = (before.clone(), self.model.state.clone());
                let done = entry["inEffect"] == true;
                let (undoes, is_download) =
                    (entry["undoes"].as_u64(), entry["action"] == "download" || entry["action"] == "cleanCaches");
                let undone = undoes.and_then(|undone| self.model.history.iter().find(|change| change.id == undone));
                let mut made = Model::made(&step.action, &before, &after);
                // A folder may have been moved, also back by an undo, which does not show in the state.
                if entry["variables"].as_array().is_some_and(|names| names.contains(&"PATH".into())) {
                    let is_on_path = |thing: &Undoable| matches!(thing, Undoable::Folder(_) | Undoable::OnPath);
                    let own = undone.map(|undone| self.model.still_made_by(undone)).unwrap_or_default();
                    made.extend(own.into_iter().filter(is_on_path));
                    let is_of_upgo = undone.is_none() && !matches!(step.action, Action::Folder { .. });
                    made.extend(is_of_upgo.then_some(Undoable::OnPath));
                }
                let is_setup = entry["action"] == "setUp";
                self.model.history.push(Change { id, before, after, done, undoes, made, is_download, is_setup });
            }
        }
        promises::history_matches(&self.model, &entries)
    }

    /// Takes the machine as many commands at once have left it, and checks everything that must hold at any time.
    pub(crate) fn look_afresh(&mut self) -> Result<(), Broken> {
        let engine = self.engine()?;
        self.model.state = self.observe(&engine)?;
        let history = json(&engine.history().map_err(broken)?);
        match history["entries"].as_array().into_iter().flatten().find(|entry| entry["outcome"].is_null()) {
            Some(unfinished) => Err(format!("a change without an outcome: {unfinished:#}")),
            None => promises::all(self, &engine),
        }
    }

    /// Removes Upgo, and checks what is left.
    pub(crate) fn leave(mut self) -> Result<(), Broken> {
        self.take(&Step::calm(Action::Purge))?;
        promises::nothing_is_left(&self)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn broken(problem: Problem) -> Broken {
    format!("a use case that only reads fails: {problem:?}")
}

fn json(report: &impl Serialize) -> Value {
    serde_json::to_value(report).unwrap()
}
