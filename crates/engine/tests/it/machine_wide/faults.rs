//! Each effect of each change of the machine-wide Go is ended, fails, and is ended again during the recovery.
//! `crates/cli/tests/cli/faults` does so with every other operation, and has the same variable `UPGO_FAULTS`.
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use upgo_engine::base::report::Code;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::machine::fault::{ARMED, FAILURES};
use upgo_testkit::limit::InTime as _;

use super::lab::{Machine, install, repair, rollback, uninstall};

/// The variables with the folder of the machine, and the request as JSON.
const MACHINE: &str = "UPGO_TEST_MACHINE";
const REQUEST: &str = "UPGO_TEST_REQUEST";
/// The variable that makes the test run itself.
const IS_ALONE: &str = "UPGO_TEST_IS_ALONE";
const OWN: &str = "machine_wide::faults::a_change_of_the_machine_wide_go_survives_every_fault_at_every_effect";
/// The test that stands in for the program.
const PROGRAM: &str = "machine_wide::faults::a_change_in_a_process_of_its_own";

/// The exit status of a test program with a failed test.
const PANICKED: i32 = 101;

const OUT: &[&str] = &["go1.27.3", "go1.26.6"];

/// A machine, a request, and the machine-wide Go before and after it.
struct Operation {
    name: &'static str,
    machine: fn() -> Machine,
    request: ChangeRequest,
    before: Option<&'static str>,
    after: Option<&'static str>,
}

fn old() -> Machine {
    Machine::new(OUT).with("amd64", "go1.26.6", "Go")
}

fn after(request: &ChangeRequest) -> Machine {
    let machine = old();
    machine.change(request).unwrap();
    machine
}

fn operations() -> Vec<Operation> {
    let (was, new) = (Some("go1.26.6"), Some("go1.27.3"));
    let of = |name, machine, request, before, after| Operation { name, machine, request, before, after };
    vec![
        of("install", || Machine::new(OUT), install(""), None, new),
        of("upgrade", old, install(""), was, new),
        of("repair", old, repair("amd64"), was, was),
        of("uninstall", old, uninstall("amd64"), was, None),
        of("keep", old, ChangeRequest::KeepSystem, was, was),
        of("rollback of an upgrade", || after(&install("")), rollback(), new, was),
        of("rollback of an uninstall", || after(&uninstall("amd64")), rollback(), None, was),
    ]
}

/// Not a separate test: the process that [`run`] starts.
/// More effects than any operation has.
const MOST: usize = 10_000;

#[test]
fn a_change_in_a_process_of_its_own() {
    let (Some(folder), Ok(request)) = (std::env::var_os(MACHINE), std::env::var(REQUEST)) else { return };
    let machine = Machine::at(folder.into());
    let done = match serde_json::from_str::<Option<ChangeRequest>>(&request).unwrap() {
        Some(request) => machine.change(&request).map(drop),
        None => machine.engine().status().map(drop),
    };
    let unexpected = done.as_ref().is_err_and(|problem| problem.code == Code::Other);
    assert!(!unexpected, "{done:#?}");
    std::process::exit(done.map_or_else(|problem| problem.code.exit(), |()| 0).into());
}

/// Carries out the request, or recovers without one. `None` if the process was killed.
fn run(machine: &mut Machine, request: Option<&ChangeRequest>, fault: &str) -> Option<i32> {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args([PROGRAM, "--exact"]).env(MACHINE, machine.path("")).env("UPGO_FAULT", fault);
    let ran = program.env(REQUEST, serde_json::to_string(&request).unwrap()).output_in_time().unwrap();
    machine.look_again();
    assert_ne!(ran.status.code(), Some(PANICKED), "{fault}: {}", String::from_utf8_lossy(&ran.stdout));
    ran.status.code()
}

impl Operation {
    /// Disturbs the operation, and checks the machine. Returns whether it, and its recovery, were killed.
    fn test(&self, fault: &str, again: Option<u64>) -> (bool, bool) {
        let what = || format!("{} with {fault}, then {again:?}", self.name);
        let mut machine = (self.machine)();
        let is_killed = run(&mut machine, Some(&self.request), fault).is_none();
        let is_one = |machine: &Machine| {
            let has = machine.has("amd64");
            assert!([self.before, self.after].contains(&has.as_deref()), "{}: {has:?}", what());
        };
        is_one(&machine);
        let is_killed_again = again.is_some_and(|at| run(&mut machine, None, &format!("abort@{at}")).is_none());
        is_one(&machine);
        let warnings = machine.engine().status().unwrap().warnings;
        assert!(warnings.iter().all(|warning| warning.code == Code::Recovered), "{}: {warnings:#?}", what());
        is_one(&machine);
        let names = std::fs::read_dir(machine.path("home/journal")).into_iter().flatten().flatten();
        let running = names.filter(|entry| entry.file_name().to_string_lossy().contains("running")).count();
        assert_eq!(running, 0, "{}: a change was left unfinished", what());
        if machine.has("amd64").as_deref() != self.after || self.before == self.after {
            machine.change(&self.request).unwrap_or_else(|problem| panic!("{}: {problem:#?}", what()));
        }
        assert_eq!(machine.has("amd64").as_deref(), self.after, "{}: the next command", what());
        (is_killed, is_killed_again)
    }
}

#[test]
#[ignore = "long"]
fn a_change_of_the_machine_wide_go_survives_every_fault_at_every_effect() {
    if !ARMED {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    // A process that is just being started holds the locks of all threads for a moment, which other tests would notice.
    if std::env::var_os(IS_ALONE).is_none() {
        let mut alone = Command::new(std::env::current_exe().unwrap());
        let ran = alone.args([OWN, "--exact", "--nocapture"]).env(IS_ALONE, "1").output_in_time().unwrap();
        let [output, errors] = [&ran.stdout, &ran.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
        assert!(ran.status.success(), "{output}\n{errors}");
        println!("{output}");
        return;
    }
    let is_all = std::env::var("UPGO_FAULTS").is_ok_and(|wanted| ["all", "system"].contains(&wanted.as_str()));
    let day = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let (mut kills, mut errors, mut twice) = (0, 0, 0);
    for operation in operations() {
        let points = (1..=MOST).take_while(|point| operation.test(&format!("abort@{point}"), None).0).count();
        assert!(points > 3, "{}: only {points} effects", operation.name);
        kills += points;
        for point in 1..=points {
            // every other effect fails, in a different way each day
            let today = (usize::try_from(day).unwrap() + point) % (2 * FAILURES.len());
            for (index, (kind, ..)) in FAILURES.into_iter().enumerate() {
                if is_all || index == today {
                    operation.test(&format!("fail:{kind}@{point}"), None);
                    errors += 1;
                }
            }
            if is_all {
                twice += (1..=MOST as u64)
                    .take_while(|again| operation.test(&format!("abort@{point}"), Some(*again)).1)
                    .count();
            }
        }
    }
    println!("{kills} effects and kills, {errors} errors, {twice} kills during recovery; day {day}");
}
