//! Several Upgo processes at once.
//!
//! `UPGO_FAULTS=all` lets the crowd run for a minute with a new seed, and switches a thousand times. Nothing is asserted
//! about time.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use upgo_engine::base::report::{Cancel, Problem, ignore};
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::machine::effect;
use upgo_engine::machine::platform::FileLock;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::limit::{InTime as _, lines_in_time};

use crate::lab;
use crate::walk::World;

#[test]
fn three_concurrent_upgrades_succeed_with_one_download_and_one_switch() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let upgrades: Vec<_> = (0..3).map(|_| lab.upgo(["upgrade", "--json"]).starts()).collect();
    for mut upgrade in upgrades {
        let output = upgrade.output_in_time().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{}\n{errors}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(lab.go_version(), "go1.27.3");
    let filename = lab.release("go1.27.3").filename().to_owned();
    let bytes: usize = lab.server.ranges(&filename).len();
    assert!(bytes <= 2, "the archive was requested {bytes} times");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6", "the other processes' entries disturb the undo");
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn status_does_not_disturb_a_running_upgrade() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = lines_in_time(upgrade.stderr.take().unwrap());
    assert!(events.any(|line| line.unwrap().contains("stepStarted")), "the upgrade did not start");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["current"]["version"], "go1.26.6");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], serde_json::Value::Null, "{history:#}");
    lab.upgo(["use", "1.26.6"]).succeeds();
    lab.server.release();
    let rest: Vec<_> = events.map(Result::unwrap).collect();
    assert!(upgrade.status_in_time().unwrap().success(), "{rest:#?}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn the_folder_of_a_running_change_is_no_finding() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.next(&filename, [upgo_testkit::server::Act::DropAfter(1_000)]);
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = lines_in_time(upgrade.stderr.take().unwrap());
    assert!(events.any(|line| line.unwrap().contains("retrying")), "the upgrade did not start");
    assert!(lab.names_in("staging").iter().any(|name| name.ends_with("-tree")), "{:?}", lab.names_in("staging"));
    let findings = || lab.upgo(["doctor", "--json"]).succeeds().json()["findings"].to_string();
    assert!(!findings().contains("-tree"), "{}", findings());
    lab.server.release();
    let rest: Vec<_> = events.map(Result::unwrap).collect();
    assert!(upgrade.status_in_time().unwrap().success(), "{rest:#?}");
}

#[test]
fn a_plan_whose_assumptions_changed_is_made_again() {
    let lab = lab().with_release("go1.25.0").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.25.0"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = lines_in_time(upgrade.stderr.take().unwrap());
    assert!(events.any(|line| line.unwrap().contains("stepStarted")));
    lab.upgo(["use", "1.25.0"]).succeeds();
    lab.server.release();
    let rest: Vec<String> = events.map(Result::unwrap).collect();
    assert!(upgrade.status_in_time().unwrap().success(), "{rest:#?}");
    assert!(rest.iter().any(|line| line.contains("plannedAnew")), "{rest:#?}");
    assert_eq!(lab.go_version(), "go1.27.3");
    let log = lab.upgo(["log", "--json"]).succeeds().json();
    let ends = |event: &str| log["entries"].as_array().unwrap().iter().filter(|entry| entry["event"] == event).count();
    assert_eq!((ends("change-overtaken"), ends("change-failed")), (1, 0), "{log:#}");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.25.0");
}

#[test]
fn a_switch_holds_however_often_others_switch_first() {
    let lab = lab().with_release("go1.25.0").with_release("go1.26.6").with_release("go1.27.3");
    for version in ["1.25.0", "1.27.3", "1.26.6"] {
        lab.upgo(["install", version, "--use"]).succeeds();
    }
    for _ in 0..4 {
        let uses = ["1.25.0", "1.26.6", "1.27.3", "1.25.0"].map(|version| lab.upgo(["use", version]).starts());
        for mut r#use in uses {
            let output = r#use.output_in_time().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn ctrl_c_cancels_an_upgrade_cleanly_and_the_next_one_resumes_the_download() {
    if cfg!(windows) {
        println!("SKIPPED: Windows cannot send Ctrl+C to a single process");
        return;
    }
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--json", "--progress", "json"]).starts();
    let mut events = lines_in_time(upgrade.stderr.take().unwrap());
    assert!(events.any(|line| line.unwrap().contains("stepStarted")));
    let kill = std::process::Command::new("kill").args(["-INT", &upgrade.id().to_string()]).status_in_time().unwrap();
    assert!(kill.success());
    drop(events);
    assert_eq!(upgrade.status_in_time().unwrap().code(), Some(130));
    lab.server.release();
    assert_eq!(lab.go_version(), "go1.26.6");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "cancelled");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

/// Commands that only read. They succeed, whatever others do meanwhile.
const READING: &[&str] = &[
    "status",
    "list",
    "list --available",
    "check",
    #[cfg(target_os = "linux")] // on other systems, it would show notifications
    "check --notify",
    "history",
    "env",
    "which",
    "doctor",
    "verify 1.26.6",
    "settings",
    "log",
    "tools",
];

/// Commands that change something. `go` is always one of two versions that nobody removes, and one release is broken.
const CHANGING: &[&str] = &[
    "use 1.26.6",
    "use 1.27.3",
    "upgrade",
    "rollback",
    "install 1.25.9",
    "install 1.24.11",
    "install 1.26.7",
    "remove 1.25.9",
    "remove 1.24.11",
    "verify 1.26.6 --repair",
    "env set GOPROXY direct",
    "env unset GOPROXY",
    "settings set keep-versions 3",
    "settings unset keep-versions",
    "cache clean",
];

/// Why a change may be refused while others make theirs.
const REFUSALS: &[&str] = &[
    "UPGO-BUSY", "UPGO-CHANGE-REPLACED", "UPGO-FILE-BUSY", "UPGO-PLAN-MOVED", "UPGO-SMOKE-FAILED", "UPGO-UNDO-BLOCKED",
    "UPGO-VERSION-NOT-INSTALLED",
];

fn is_full() -> bool {
    std::env::var_os("UPGO_FAULTS").is_some_and(|which| which == "all")
}

/// Checks the end of a command of the crowd. Returns its exit status, or the code of its refusal.
fn ended(ran: &Ran, is_reading: bool) -> String {
    let code = ran.code.filter(|_| !ran.errors.contains("panicked")).unwrap_or_else(|| panic!("{ran}"));
    if code == 0 || code == 12 && !is_reading {
        return code.to_string();
    }
    assert!(!is_reading, "it only reads: {ran}");
    let refusal = ran.json()["error"]["code"].as_str().unwrap_or_default().to_owned();
    assert!(REFUSALS.contains(&refusal.as_str()), "{ran}");
    refusal
}

/// Runs `go version` until `stop`. Returns how often.
fn build_loop(lab: &Lab, stop: &AtomicBool) -> usize {
    let mut runs = 0;
    while !stop.load(Ordering::SeqCst) {
        let ran = lab.go(["version"]);
        let is_known = ["go1.26.6", "go1.27.3"].into_iter().any(|version| ran.output.contains(version));
        assert!(ran.code == Some(0) && is_known, "run {runs} of the build loop: {ran}");
        runs += 1;
    }
    runs
}

/// The window of a program that runs for long: it looks at the machine until `stop`, and switches now and then. Returns
/// how often it looked.
fn window(lab: &Lab, stop: &AtomicBool) -> usize {
    let command = lab.command("upgo-desktop");
    let set = command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
    let variables: BTreeMap<OsString, OsString> = set.collect();
    let mut looks = 0;
    while !stop.load(Ordering::SeqCst) {
        let engine = Engine::open(Setup { variables: variables.clone(), ..Setup::of_this_process("window") }).unwrap();
        engine.recover().unwrap();
        engine.overview().unwrap();
        engine.versions().unwrap();
        engine.history().unwrap();
        let to: ReleaseRequest = if looks % 2 == 0 { "1.26.6" } else { "1.27.3" }.parse().unwrap();
        let planned = engine.plan(&ChangeRequest::Use { version: to }, &Cancel::default());
        let changed = planned.and_then(|planned| engine.apply(planned, &Cancel::default(), &ignore));
        let refusal = changed.err().map(|problem: Problem| problem.code.to_string());
        assert!(refusal.as_deref().is_none_or(|code| REFUSALS.contains(&code)), "{refusal:?}");
        looks += 1;
    }
    looks
}

#[test]
fn a_crowd_of_commands_beside_a_window_and_a_build_leaves_nothing_half_done() {
    let mut world = World::new();
    for version in ["1.26.6", "1.27.3"] {
        world.lab.upgo(["install", version, "--use"]).succeeds();
    }
    fs::remove_dir_all(world.lab.home().join("journal")).unwrap(); // no undo removes these two
    let workers = if cfg!(windows) { 6 } else { 20 };
    let patience = Duration::from_secs(if is_full() { 60 } else { 6 });
    let seed = if is_full() { fastrand::u64(..1 << 32) } else { 0 };
    println!("{workers} commands at a time, seed {seed}");
    let (lab, stop, begun) = (&world.lab, &AtomicBool::new(false), Instant::now());
    let ends: &Mutex<BTreeMap<(&str, String), usize>> = &Mutex::default();
    let longest: &Mutex<BTreeMap<&str, Duration>> = &Mutex::default();
    thread::scope(|scope| {
        let build = scope.spawn(|| build_loop(lab, stop));
        let window = scope.spawn(|| window(lab, stop));
        let crowd: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || {
                    let mut random = fastrand::Rng::with_seed(seed + worker);
                    while begun.elapsed() < patience {
                        let is_reading = random.bool();
                        let line = *random.choice(if is_reading { READING } else { CHANGING }).unwrap();
                        let started = Instant::now();
                        let ran = lab.upgo(line.split(' ').chain(["--json"])).ends();
                        let end = ended(&ran, is_reading);
                        *ends.lock().unwrap().entry((line, end)).or_default() += 1;
                        let mut longest = longest.lock().unwrap();
                        let longest = longest.entry(line).or_default();
                        *longest = started.elapsed().max(*longest);
                    }
                })
            })
            .collect();
        let crowd: Vec<_> = crowd.into_iter().map(thread::ScopedJoinHandle::join).collect();
        stop.store(true, Ordering::SeqCst);
        let (builds, looks) = (build.join(), window.join());
        assert!(crowd.iter().all(Result::is_ok), "a command ended badly");
        println!("{} runs of go, {} looks of the window, no failure", builds.unwrap(), looks.unwrap());
    });
    for ((line, end), count) in &*ends.lock().unwrap() {
        println!("{count:6} upgo {line}: {end}");
    }
    let longest = longest.lock().unwrap();
    let (line, took) = longest.iter().max_by_key(|(_, took)| **took).unwrap();
    let commands: usize = ends.lock().unwrap().values().sum();
    println!("{commands} commands; the longest was upgo {line}, {} ms", took.as_millis());
    drop(longest);
    world.look_afresh().and_then(|()| world.leave()).unwrap_or_else(|broken| panic!("{broken}"));
}

#[test]
#[ignore = "long"]
fn no_build_fails_while_go_is_switched_again_and_again() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    for version in ["1.26.6", "1.27.3"] {
        lab.upgo(["install", version, "--use"]).succeeds();
    }
    let switches = if is_full() {
        1000
    } else if cfg!(windows) {
        20 // Wine starts programs slowly
    } else {
        200
    };
    let (lab, stop) = (&lab, &AtomicBool::new(false));
    let runs = thread::scope(|scope| {
        let builds = [(); 2].map(|()| scope.spawn(|| build_loop(lab, stop)));
        let switching = scope.spawn(|| {
            for version in ["1.26.6", "1.27.3"].into_iter().cycle().take(switches) {
                lab.upgo(["use", version]).succeeds();
                assert_eq!(lab.go_version(), format!("go{version}"));
            }
        });
        let result = switching.join();
        stop.store(true, Ordering::SeqCst);
        let runs: usize = builds.map(|build| build.join().unwrap()).into_iter().sum();
        result.unwrap();
        runs
    });
    println!("{switches} switches, {runs} runs of go, no failure");
}

#[test]
fn a_lock_that_is_held_delays_only_changes_which_name_the_holder() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let lock = {
        let file = effect::open_or_create(&lab.home().join("store.lock")).unwrap();
        FileLock::try_acquire(&file).unwrap().unwrap() // held for as long as any handle of this file is open
    };
    fs::create_dir_all(lab.home().join("staging/9-left")).unwrap(); // something to tidy, which a change waits for
    for reading in READING {
        lab.upgo(reading.split(' ')).succeeds();
    }
    let mut change = lab.upgo(["use", "1.27.3", "--progress", "json"]).starts();
    let mut events = lines_in_time(change.stderr.take().unwrap());
    let first: serde_json::Value = serde_json::from_str(&events.next().unwrap().unwrap()).unwrap();
    crate::schemas::fits("event", &first);
    assert_eq!(first["type"], "waiting");
    let reason = first["reason"].as_str().unwrap();
    let holder = "another Upgo process is changing the same home: upgo install (process ";
    assert!(reason.starts_with(holder), "{reason}");
    drop(lock);
    let rest: Vec<String> = events.map(Result::unwrap).collect();
    assert!(change.status_in_time().unwrap().success(), "{rest:#?}");
    assert_eq!(lab.go_version(), "go1.27.3");
}
