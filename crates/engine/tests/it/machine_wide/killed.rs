//! Upgo is killed before, during and after each step. The next start recovers, or says what is needed.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use upgo_engine::base::report::{Cancel, Code, Event, ignore};
use upgo_engine::cases::Engine;
use upgo_engine::change::log::Level;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::machine::effect;

use super::lab::{Behaviour, Machine, install, repair, tree, uninstall};

const OUT: &[&str] = &["go1.27.3", "go1.26.6"];

/// Runs the change until it is killed.
fn killed(machine: &Machine, request: &ChangeRequest, events: &(dyn Fn(Event) + Sync)) -> bool {
    let killed = catch_unwind(AssertUnwindSafe(|| machine.engine().change(request, &Cancel::default(), events)));
    release_locks(&machine.engine());
    killed.is_err()
}

/// Waits until the locks of the killed change are free. A program that another test is starting has a copy of every open
/// file of this process until it runs, and with it the locks.
fn release_locks(engine: &Engine) {
    let journal = fs_err::read_dir(engine.home().journal()).into_iter().flatten();
    let running = journal.map(|entry| entry.unwrap().path()).filter(|path| path.to_string_lossy().contains(".running"));
    for path in running.chain([engine.home().store_lock()]) {
        assert!(effect::lock_within(&path, Duration::from_secs(30)).unwrap().is_some(), "{}", path.display());
    }
}

fn warnings(machine: &Machine) -> Vec<Code> {
    machine.engine().status().unwrap().warnings.into_iter().map(|warning| warning.code).collect()
}

/// What the log says about recoveries.
fn recoveries(machine: &Machine) -> Vec<String> {
    let entries = machine.engine().log(Level::Info, 1_000).entries;
    entries.into_iter().filter(|entry| entry.event == "recovered").map(|entry| entry.text).collect()
}

#[test]
fn a_kill_at_any_step_leaves_the_old_or_the_new_go_and_nothing_else() {
    for request in [install(""), uninstall("amd64")] {
        let steps = Machine::new(OUT).with("amd64", "go1.26.6", "Go").says(&request).len();
        for (step, is_done) in (0..steps).flat_map(|step| [(step, false), (step, true)]) {
            let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go");
            let events = |event| match event {
                Event::StepStarted { step: begun } if !is_done && begun == step => panic!("killed"),
                Event::StepDone { step: done } if is_done && done == step => panic!("killed"),
                _ => {}
            };
            assert!(killed(&machine, &request, &events), "{step} {is_done}");
            let has_ended = step == steps - 1 && is_done;
            assert_eq!(warnings(&machine), [Code::Recovered], "{step} {is_done}");
            let entry = machine.engine().history().unwrap().entries.remove(0);
            assert_eq!(entry.in_effect, has_ended, "{step} {is_done}");
            let expected =
                if has_ended { entry.change.to.map(|to| to.to_string()) } else { Some("go1.26.6".to_owned()) };
            assert_eq!(machine.has("amd64"), expected, "{step} {is_done}");
            assert_eq!(warnings(&machine), []);
        }
    }
}

#[test]
fn after_a_kill_with_the_installer_the_next_start_finds_out_which_go_is_installed() {
    for (behaviour, has, in_effect, how) in [
        (Behaviour::DiesBefore, "go1.26.6", false, "an interrupted change was rolled back"),
        (Behaviour::DiesAfter, "go1.27.3", true, "an interrupted change was completed"),
    ] {
        let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[behaviour]);
        assert!(killed(&machine, &install(""), &ignore));
        assert_eq!(warnings(&machine), [Code::Recovered]);
        assert_eq!(machine.engine().history().unwrap().entries[0].in_effect, in_effect);
        assert_eq!(machine.has("amd64").as_deref(), Some(has));
        assert_eq!(machine.windows(|windows| windows.prompts), 1);
        assert_eq!(recoveries(&machine), [how]);
    }
}

#[test]
fn a_half_finished_change_is_a_warning_until_a_system_command_restores_go() {
    for (request, has) in [(repair("amd64"), "go1.26.6"), (install(""), "go1.27.3")] {
        let machine = Machine::new(OUT).with("amd64", "go1.26.6", "my go").behaves(&[Behaviour::DiesHalfWay]);
        assert!(killed(&machine, &install(""), &ignore));
        assert_eq!(machine.has("amd64"), None);
        assert_eq!(warnings(&machine), [Code::SystemUnfinished]);
        assert_eq!(recoveries(&machine), ["an interrupted change waits for an administrator"]);
        // Meanwhile, changes of the user's own Go work without a prompt.
        let version = "1.26.6".parse().unwrap();
        let from = upgo_engine::change::request::InstallFrom::Release { version };
        machine.change(&ChangeRequest::Install { from, then: upgo_engine::change::plan::Then::Stay }).unwrap();
        machine.engine().clean_cache().unwrap(); // keeps the package of the old Go
        assert_eq!(machine.windows(|windows| windows.prompts), 1);
        std::fs::remove_dir_all(machine.path("feed")).ok().filter(|()| has == "go1.26.6");
        machine.change(&request).unwrap();
        assert_eq!(machine.has("amd64").as_deref(), Some(has));
        assert!(machine.path("my go/VERSION").is_file());
        assert_eq!(warnings(&machine), []);
    }
}

#[test]
fn a_declined_prompt_for_an_older_change_is_not_told_of_the_new_one() {
    let behaviour = [Behaviour::DiesHalfWay, Behaviour::Refused, Behaviour::Refused];
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&behaviour);
    assert!(killed(&machine, &install(""), &ignore));
    let planned = machine.plan(&install("")).unwrap();
    let by_command = machine.change(&install("")).unwrap_err();
    let by_window = machine.engine().apply(planned, &Cancel::default(), &ignore).unwrap_err();
    for problem in [by_command, by_window] {
        assert_eq!(problem.code, Code::ElevateRefused);
        let older = "change number 1, \u{201c}Upgrade the machine-wide Go to go1.27.3 (before: go1.26.6)\u{201d}, was interrupted";
        assert!(problem.message.to_string().starts_with(older), "{}", problem.message);
        assert!(problem.message.to_string().ends_with("the administrator prompt was declined"), "{}", problem.message);
        assert_eq!(problem.means.to_string(), "It is still unfinished, and no new change was started.");
        assert!(problem.next.to_string().contains("Run the command again and choose Yes"), "{}", problem.next);
    }
    assert_eq!(machine.engine().history().unwrap().entries.len(), 1, "no new change was started");
    machine.change(&install("")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
    assert_eq!(machine.engine().history().unwrap().entries.len(), 2);
}

/// Any program of the user can write a journal. In a terminal that was opened as administrator, Upgo does not rename the
/// folder that it names, nor puts a recorded file anywhere.
#[test]
fn with_more_rights_an_interrupted_change_of_other_folders_waits_for_an_ordinary_terminal() {
    let machine = Machine::new(OUT).on_path("user/mine");
    tree(&machine.path("user/mine"), "go1.26.6");
    let adopt = ChangeRequest::Adopt { root: machine.path("user/mine"), remove_old: true };
    let steps = machine.says(&adopt);
    let aside = steps.iter().position(|step| step.contains("mine.removed")).unwrap_or_else(|| panic!("{steps:?}"));
    let events = |event: Event| assert!(event != Event::StepStarted { step: aside }, "killed");
    assert!(killed(&machine, &adopt, &events));
    let leftover = machine.path("home/staging/999999-tree");
    std::fs::create_dir_all(&leftover).unwrap();
    let current = || machine.engine().status().unwrap().current.map(|current| current.version.to_string());
    machine.windows(|windows| windows.has_more_rights = true);
    assert_eq!(warnings(&machine), [Code::ElevateList]);
    assert_eq!(recoveries(&machine), ["an interrupted change waits for a command without administrator rights"]);
    assert!(current().is_some() && leftover.exists());
    // Ordinary commands work meanwhile, there too.
    let from = upgo_engine::change::request::InstallFrom::Release { version: "1.27.3".parse().unwrap() };
    machine.change(&ChangeRequest::Install { from, then: upgo_engine::change::plan::Then::Stay }).unwrap();
    machine.windows(|windows| windows.has_more_rights = false);
    assert_eq!(warnings(&machine), [Code::Recovered]);
    assert!(current().is_none() && machine.path("user/mine").exists() && !leftover.exists());
}

#[test]
fn with_more_rights_an_interrupted_change_of_upgos_own_files_is_recovered() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[Behaviour::DiesBefore]);
    assert!(killed(&machine, &install(""), &ignore));
    machine.windows(|windows| windows.has_more_rights = true);
    assert_eq!(warnings(&machine), [Code::Recovered]);
    assert_eq!(machine.windows(|windows| windows.tasks.len()), 1, "recovery of a command that reads asks nobody");
}
