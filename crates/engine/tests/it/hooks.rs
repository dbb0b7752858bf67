//! A plan without the hooks in force does not run, whoever made it; and hooks do not run with more rights. What else a
//! change with more rights does is here, too.
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Code, Event, HookPoint, StepKind, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::change::elevation::{Elevation, NoElevation, Session};
use upgo_engine::change::plan::{Step, Then};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::choices::settings::SettingEdit;
use upgo_engine::environment::SystemRegistry;
use upgo_testkit::release::{Release, go_script, write_mirror};
use url::Url;

/// A machine with two toolchains, the older one in use.
struct Machine(TempDir);

/// A process with rights that the user's other programs lack.
#[derive(Debug)]
struct MoreRights;

impl Elevation for MoreRights {
    fn session(&self) -> Box<dyn Session> {
        Box::new(NoElevation)
    }

    fn has_more_rights(&self) -> bool {
        true
    }
}

impl Machine {
    fn new() -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        let sample = |version: &str| Release::sample_for(version, "linux", "amd64", go_script(version).as_bytes());
        write_mirror(&["go1.26.6", "go1.27.3"].map(sample), &machine.path("feed"));
        fs::create_dir_all(machine.path("user")).unwrap();
        for (version, then) in [("1.26.6", Then::Switch), ("1.27.3", Then::Stay)] {
            let version = version.parse().unwrap();
            let request = ChangeRequest::Install { from: InstallFrom::Release { version }, then };
            machine.engine().change(&request, &Cancel::default(), &ignore).unwrap();
        }
        machine
    }

    /// Sets the hooks of the user's settings.
    fn set(&self, hooks: &str) {
        fs::write(self.path("home").join("settings.toml"), format!("[hooks]\n{hooks}\n")).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn setup(&self) -> Setup {
        let variables = BTreeMap::from([
            ("HOME".into(), self.path("user").into()),
            ("SHELL".into(), "/bin/sh".into()),
            ("PATH".into(), upgo_testkit::system::path().into()),
            ("UPGO_HOME".into(), self.path("home").into()),
            ("UPGO_FEED_URL".into(), Url::from_directory_path(self.path("feed")).unwrap().as_str().into()),
            ("GOSUMDB".into(), "off".into()),
        ]);
        Setup {
            variables,
            target: Target::new("linux", "amd64"),
            system: None,
            elevation: Arc::new(NoElevation),
            registry: Arc::new(SystemRegistry),
            ..Setup::of_this_process("a test")
        }
    }

    fn engine(&self) -> Engine {
        Engine::open(self.setup()).unwrap()
    }
}

fn newest() -> ChangeRequest {
    ChangeRequest::Use { version: "1.27.3".parse().unwrap() }
}

fn current(engine: &Engine) -> String {
    engine.status().unwrap().current.unwrap().version.to_string()
}

#[test]
fn a_plan_without_the_hooks_in_force_does_not_run() {
    let machine = Machine::new();
    machine.set("before-switch = '/bin/true'\nafter-switch = ['/bin/true', 'x']");
    let engine = machine.engine();
    let planned = engine.plan(&newest(), &Cancel::default()).unwrap();
    let points: Vec<HookPoint> = planned.plan.hooks().map(|hook| hook.hook).collect();
    assert_eq!(points, [HookPoint::BeforeSwitch, HookPoint::AfterSwitch]);
    for point in points {
        let mut without = planned.clone();
        without.plan.steps.retain(|step| step.hook().is_none_or(|hook| hook.hook != point));
        let refused = engine.apply(without, &Cancel::default(), &ignore).unwrap_err();
        assert_eq!(refused.code, Code::PlanMoved, "{point:?}");
    }
    let mut other = planned.clone();
    for step in &mut other.plan.steps {
        if let Step::Hook(hook) = step {
            hook.command = vec!["/bin/false".to_owned()];
        }
    }
    assert_eq!(engine.apply(other, &Cancel::default(), &ignore).unwrap_err().code, Code::PlanMoved);
    assert_eq!(current(&engine), "go1.26.6");

    // hooks that are set after the plan was made run, too: it is made again
    machine.set("before-switch = '/bin/true'\non-failure = '/bin/true'");
    let later = machine.engine();
    assert_eq!(later.apply(planned, &Cancel::default(), &ignore).unwrap_err().code, Code::PlanMoved);
    let changed = later.change(&newest(), &Cancel::default(), &ignore).unwrap();
    assert!(changed.change.switched);
    let entry = later.history().unwrap().entries.remove(0);
    assert_eq!(entry.hooks.len(), 1, "{:?}", entry.hooks);
}

#[test]
fn a_plan_with_hooks_is_shown_before_a_button_runs_it() {
    let machine = Machine::new();
    let engine = machine.engine();
    let routine = |engine: &Engine| {
        let planned = engine.plan(&newest(), &Cancel::default()).unwrap();
        engine.describe(&planned, 1).routine
    };
    assert!(routine(&engine));
    machine.set("on-failure = '/bin/true'");
    assert!(!routine(&machine.engine()));
}

#[test]
fn a_process_with_more_rights_makes_no_change_that_has_hooks() {
    let machine = Machine::new();
    machine.set("on-failure = '/bin/true'");
    let engine = Engine::open(Setup { elevation: Arc::new(MoreRights), ..machine.setup() }).unwrap();
    let refused = engine.change(&newest(), &Cancel::default(), &ignore).unwrap_err();
    assert_eq!(refused.code, Code::HookRefused);
    assert_eq!(current(&engine), "go1.26.6");
    machine.set("");
    let engine = Engine::open(Setup { elevation: Arc::new(MoreRights), ..machine.setup() }).unwrap();
    engine.change(&newest(), &Cancel::default(), &ignore).unwrap();
    assert_eq!(current(&engine), "go1.27.3");
}

/// On some machines, such as build servers, no other process comes that could do it.
#[test]
fn a_process_with_more_rights_makes_go_follow_version_files_if_it_is_asked_to() {
    let machine = Machine::new();
    let set = |value: &str| {
        let engine = Engine::open(Setup { elevation: Arc::new(MoreRights), ..machine.setup() }).unwrap();
        let edit = SettingEdit { key: "follow-projects".to_owned(), value: Some(value.to_owned()) };
        engine.change(&ChangeRequest::Settings { edits: vec![edit] }, &Cancel::default(), &ignore).unwrap();
        machine.path("home").join("follow-projects").exists()
    };
    assert!(set("true"));
    assert!(!set("false"));
    // a file that somebody edited is left to an ordinary process
    fs::write(machine.path("home").join("settings.toml"), "follow-projects = true\n").unwrap();
    let engine = Engine::open(Setup { elevation: Arc::new(MoreRights), ..machine.setup() }).unwrap();
    engine.status().unwrap();
    assert!(!machine.path("home").join("follow-projects").exists());
}

#[test]
fn events_name_the_hook_and_what_it_prints() {
    let machine = Machine::new();
    machine.set("after-switch = ['/bin/echo', 'checked']\non-failure = '/bin/false'");
    let heard = Mutex::new(Vec::new());
    let events = |event: Event| heard.lock().unwrap().push(event);
    machine.engine().change(&newest(), &Cancel::default(), &events).unwrap();
    let heard = heard.into_inner().unwrap();
    let said = heard.iter().filter_map(|event| match event {
        Event::Hook { hook, program, line, .. } => Some((*hook, program.as_str(), line.as_deref())),
        _ => None,
    });
    let after = HookPoint::AfterSwitch;
    let expected = [(after, "/bin/echo", None), (after, "/bin/echo", Some("checked"))];
    assert_eq!(said.collect::<Vec<_>>(), expected, "the one for failures does not run");
    let Some(Event::PlanStarted { steps, .. }) = heard.first() else { panic!("{heard:?}") };
    let position = steps.iter().position(|step| step.kind == StepKind::HookOnFailure);
    assert_eq!(position, Some(steps.len() - 1));
    assert!(!heard.iter().any(|event| matches!(event, Event::StepStarted { step } if Some(*step) == position)));
}
