//! How a program ends: by itself, at each limit, by cancelling, and with Upgo.
#[cfg(unix)]
use std::process::Command;
#[cfg(target_os = "linux")]
use std::process::Stdio;
use std::time::Duration;

use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::{LONGEST_LINE, Stopped, Stream, run_confined};
use upgo_engine::machine::platform::{Confinement, confinement};
#[cfg(target_os = "linux")]
use upgo_testkit::limit::{InTime as _, lines_in_time};

#[cfg(unix)]
use super::lab::MARK;
use super::lab::{Lab, MIB, holds, run};

#[test]
fn a_program_is_heard_while_it_runs() {
    let lab = Lab::new();
    let (end, lines) = lab.run("say", &lab.limits());
    assert_eq!((end.success, end.code, end.stopped), (false, Some(7), None));
    assert!(lines.contains(&"to errors".to_owned()), "{lines:?}");
    assert!(lines.contains(&"x".repeat(LONGEST_LINE)), "{:?}", lines.iter().map(String::len).collect::<Vec<_>>());
    let cancel = Cancel::default();
    // It sleeps after the line, so the line has come before the end.
    let end = run(&mut lab.program("sleep"), &lab.limits(), &cancel, |stream, line| {
        if (stream, line) == (Stream::Output, "ready") {
            cancel.cancel();
        }
    });
    assert_eq!((end.success, end.code, end.stopped), (false, None, Some(Stopped::Cancelled)));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[test]
fn a_program_that_takes_too_long_is_stopped() {
    let lab = Lab::new();
    let end = run_confined(
        &mut lab.program("sleep"),
        &lab.limits(),
        Duration::from_millis(300),
        &Cancel::default(),
        &mut |_, _| {},
    );
    assert_eq!(end.unwrap().stopped, Some(Stopped::Time));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[test]
fn a_program_that_eats_memory_is_stopped() {
    if !holds(confinement().memory, "memory") {
        return;
    }
    let lab = Lab::new();
    let (end, _) = lab.run("eat", &Confinement { memory_bytes: 256 * MIB, ..lab.limits() });
    assert_eq!((end.success, end.stopped), (false, Some(Stopped::Memory)));
    assert!(end.peak_memory_bytes.is_some_and(|peak| peak > 128 * MIB), "{:?}", end.peak_memory_bytes);
}

#[test]
fn a_program_that_starts_others_for_ever_is_stopped() {
    if !holds(confinement().processes, "processes") {
        return;
    }
    let lab = Lab::new();
    let (end, _) = lab.run("fork", &Confinement { processes: 8, ..lab.limits() });
    assert_eq!((end.success, end.stopped), (false, Some(Stopped::Processes)));
}

#[test]
fn what_a_program_leaves_behind_ends_with_it() {
    let lab = Lab::new();
    if !holds(confinement().descendants, "descendants") {
        return;
    }
    let (end, lines) = lab.run("leave", &lab.limits());
    assert_eq!((end.success, end.stopped), (true, None));
    assert!(lines.contains(&"left 1".to_owned()), "{lines:?}");
    assert_eq!(lines.contains(&"away 0".to_owned()), cfg!(unix), "{lines:?}");
}

#[cfg(unix)]
#[test]
fn a_program_that_ignores_signals_is_stopped() {
    let lab = Lab::new();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "trap '' HUP INT QUIT TERM; echo ready; kill -TERM 0; while :; do sleep 1; done"]);
    shell.env(MARK, &lab.mark);
    let cancel = Cancel::default();
    let end = run(&mut shell, &lab.limits(), &cancel, |_, line| {
        if line == "ready" {
            cancel.cancel();
        }
    });
    assert_eq!(end.stopped, Some(Stopped::Cancelled));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_ends_when_upgo_is_killed() {
    let lab = Lab::new();
    let mut upgo = lab.program("confine").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = lines_in_time(upgo.stdout.take().unwrap()).map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "it did not start");
    assert!(lab.remaining().len() > 1);
    upgo.kill().unwrap();
    upgo.status_in_time().unwrap();
    let patience = std::time::Instant::now() + Duration::from_secs(20);
    while !lab.remaining().is_empty() && std::time::Instant::now() < patience {
        std::thread::yield_now();
    }
    assert_eq!(lab.remaining(), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn threads_count_like_processes() {
    let lab = Lab::new();
    let (end, lines) = lab.run("threads", &Confinement { processes: 8, ..lab.limits() });
    assert_eq!(end.stopped, Some(Stopped::Processes), "{lines:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_project_has_no_more_open_files_than_by_default() {
    let lab = Lab::new();
    let (end, lines) = lab.run("sockets", &lab.limits());
    let sockets = lines.iter().find_map(|line| line.strip_prefix("sockets ")).unwrap();
    assert!(end.success && (900..1024).contains(&sockets.parse::<u32>().unwrap()), "{lines:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_has_its_cores_and_a_low_priority() {
    let (lab, own) = (Lab::new(), std::thread::available_parallelism().unwrap());
    let (end, lines) = lab.run("tell", &Confinement { cores: 1, ..lab.limits() });
    assert!(end.success, "{lines:?}");
    assert!(lines.contains(&"cores 1".to_owned()), "{lines:?}");
    let nice = lines.iter().find_map(|line| line.strip_prefix("nice ")).unwrap();
    assert!(nice.parse::<i32>().unwrap() >= 10, "{nice}");
    assert_eq!(std::thread::available_parallelism().unwrap(), own, "Upgo itself was limited");
}
