//! The lifetimes of the launcher, the Go that it starts, and the processes that Go leaves running.

use std::os::windows::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use upgo_testkit::limit::InTime as _;

use crate::lab::{Lab, skip};

#[test]
fn killing_the_launcher_ends_its_go() {
    let lab = Lab::with_task("wait PORT");
    let mut launcher = lab.start("go");
    let caller = lab.accept();
    launcher.kill().unwrap();
    launcher.status_in_time().unwrap();
    caller.ends();
}

#[test]
fn processes_that_go_leaves_running_survive_it() {
    let lab = Lab::with_task("leave PORT");
    let mut launcher = lab.start("go");
    assert_eq!(launcher.status_in_time().unwrap().code(), Some(7));
    lab.accept().release(0);
}

/// Like `go run` of a server, which a task runner ends by ending the process it started.
#[test]
fn killing_the_launcher_ends_processes_that_its_go_started() {
    let lab = Lab::with_task("both PORT");
    let mut launcher = lab.start("go");
    let callers = [lab.accept(), lab.accept()];
    assert_eq!(callers.iter().filter(|caller| caller.was_left).count(), 1);
    launcher.kill().unwrap();
    launcher.status_in_time().unwrap();
    for caller in callers {
        caller.ends();
    }
}

#[test]
fn a_process_started_outside_the_job_survives_a_kill() {
    let lab = Lab::with_task("apart PORT");
    let mut launcher = lab.start("go");
    let (apart, own): (Vec<_>, Vec<_>) = [lab.accept(), lab.accept()].into_iter().partition(|caller| caller.was_left);
    assert_eq!((apart.len(), own.len()), (1, 1));
    launcher.kill().unwrap();
    launcher.status_in_time().unwrap();
    for caller in own {
        caller.ends();
    }
    for caller in apart {
        caller.release(0);
    }
}

/// Like `go run` in a module for which the `go` on PATH starts another version through its launcher.
#[test]
fn killing_the_first_of_two_launchers_ends_everything_below_the_second() {
    let lab = Lab::with_task("wait PORT");
    lab.add_launcher("go1.27.3");
    lab.add_toolchain("go1.26.6", &format!("start {}", lab.launcher("go1.27.3").display()));
    lab.set_current("go1.26.6");
    let mut launcher = lab.start("go");
    let caller = lab.accept();
    launcher.kill().unwrap();
    launcher.status_in_time().unwrap();
    caller.ends();
}

#[test]
fn nested_launchers_pass_the_exit_code_on() {
    let lab = Lab::new();
    lab.add_launcher("go1.26.6");
    lab.add_toolchain("go1.26.6", "exit 1603");
    lab.add_toolchain("go1.27.3", &format!("start {}", lab.launcher("go1.26.6").display()));
    lab.set_current("go1.27.3");
    assert_eq!(lab.output("go").status.code(), Some(1603));
}

const CREATE_NO_WINDOW: u32 = 0x0800_0000;
const CTRL_C_EVENT: u32 = 0;
const CTRL_BREAK_EVENT: u32 = 1;

/// Sends a console event while `program`, a launcher or Go itself, runs a stand-in that waits for one.
fn code_after_event(lab: &Lab, event: u32, program: &Path) -> Option<i32> {
    lab.add_toolchain("caller", &format!("signal {event} {}", program.display()));
    // A caller with its own console, so that no other process receives the event.
    let mut caller = Command::new(lab.program("caller", "go"));
    caller.creation_flags(CREATE_NO_WINDOW).stderr(Stdio::null()).status_in_time().unwrap().code()
}

#[test]
fn ctrl_c_reaches_go_and_the_launcher_waits() {
    let lab = Lab::with_task("ready");
    assert_eq!(code_after_event(&lab, CTRL_C_EVENT, &lab.launcher("go")), Some(40));
}

#[test]
fn ctrl_break_reaches_go_and_the_launcher_waits() {
    let lab = Lab::with_task("ready");
    if code_after_event(&lab, CTRL_BREAK_EVENT, &lab.program("go1.27.3", "go")) != Some(41) {
        return skip("ctrl_break", "Ctrl+Break ends programs here whatever their handlers say, as under Wine");
    }
    assert_eq!(code_after_event(&lab, CTRL_BREAK_EVENT, &lab.launcher("go")), Some(41));
}
