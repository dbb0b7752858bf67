//! Standard handles, working folder, environment, console, priority and exit code are the same as without a launcher.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::windows::process::CommandExt as _;
use std::process::{Command, Stdio};

use upgo_testkit::limit::InTime as _;

use crate::lab::{Lab, PATIENCE, Report, run_line, wide};

#[test]
fn the_exit_code_is_passed_on_with_all_its_bits() {
    let lab = Lab::new();
    lab.set_current("go1.27.3");
    // They include STILL_ACTIVE (259), and the codes after Ctrl+C and after an access violation.
    for code in [0, 1, 2, 127, 255, 256, 259, 1603, 65_536, 0x7fff_ffff, 0xc000_013a, 0xc000_0005, u32::MAX] {
        lab.add_toolchain("go1.27.3", &format!("exit {code}"));
        assert_eq!(run_line(&lab.launcher("go"), &wide("go"), 0), code);
    }
}

#[test]
fn bytes_pass_through_the_standard_handles() {
    let lab = Lab::with_task("echo");
    let mut launcher = Command::new(lab.launcher("go"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let sent: Vec<u8> = (0..1_000_003_u32).map(|index| (index % 251) as u8).collect();
    let mut input = launcher.stdin.take().unwrap();
    let writer = std::thread::spawn({
        let sent = sent.clone();
        move || input.write_all(&sent).unwrap()
    });
    let output = launcher.output_in_time().unwrap();
    writer.join().unwrap();
    assert!(output.stdout == sent, "{} bytes came back of {}", output.stdout.len(), sent.len());
    assert_eq!(output.stderr, b"1000003 bytes");
    assert!(output.status.success());
}

#[test]
fn standard_handles_may_be_files() {
    let lab = Lab::with_task("echo");
    let [input, output] = ["input", "output"].map(|name| lab.home().join(name));
    fs::write(&input, "from a file\r\n\u{1a}").unwrap();
    let status = Command::new(lab.launcher("gofmt"))
        .stdin(fs::File::open(&input).unwrap())
        .stdout(fs::File::create(&output).unwrap())
        .stderr(Stdio::null())
        .status_in_time()
        .unwrap();
    assert!(status.success());
    assert_eq!(fs::read(output).unwrap(), fs::read(input).unwrap());
}

#[test]
fn a_pipe_that_the_program_closes_is_closed() {
    let lab = Lab::with_task("close PORT");
    let mut launcher = Command::new(lab.launcher("go"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let caller = lab.accept();
    let (closed, ends) = std::sync::mpsc::channel();
    let [output, error] = [
        Box::new(launcher.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
        Box::new(launcher.stderr.take().unwrap()),
    ];
    for mut pipe in [output, error] {
        let closed = closed.clone();
        std::thread::spawn(move || closed.send(pipe.read_to_end(&mut Vec::new()).unwrap()));
    }
    for _ in 0..2 {
        let bytes = ends.recv_timeout(PATIENCE);
        assert_eq!(bytes, Ok(0), "the launcher holds a pipe that the program has closed");
    }
    let mut input = launcher.stdin.take().unwrap();
    // More than a pipe buffers, so this would block if any process still held the other end.
    input.write_all(&vec![0; 1 << 20]).unwrap_err();
    caller.release(3);
    assert_eq!(launcher.status_in_time().unwrap().code(), Some(3));
}

/// Runs the current Go with and without its launcher by `start`, and compares the environments.
fn compare(lab: &Lab, start: impl Fn(&std::path::Path)) -> String {
    let program = lab.program("go1.27.3", "go");
    start(&program);
    let direct = Report::of(&program);
    start(&lab.launcher("go"));
    let launched = Report::of(&program);
    assert_eq!(launched.surroundings, direct.surroundings);
    launched.surroundings
}

#[test]
fn folder_and_environment_are_unchanged() {
    let lab = Lab::with_task("report");
    let folder = lab.home().join("ein Ordner 日本");
    fs::create_dir(&folder).unwrap();
    let surroundings = compare(&lab, |program| {
        let status = Command::new(program)
            .args(["env", "a b"])
            .current_dir(&folder)
            .env_clear()
            .env("SystemRoot", std::env::var_os("SystemRoot").unwrap())
            .env("GOFLAGS", "-x \"ü 日本\" %PATH%")
            .env("lower", "")
            .env("UPGO_HOME", r"C:\nowhere")
            .env("PATH", r"C:\nowhere")
            .env("GOROOT", r"C:\stale")
            .status_in_time()
            .unwrap();
        assert!(status.success());
    });
    assert!(surroundings.contains("ein Ordner 日本"), "{surroundings}");
    assert!(surroundings.contains("GOROOT"), "{surroundings}");
}

const BELOW_NORMAL_PRIORITY_CLASS: u32 = 0x4000;
const DETACHED_PROCESS: u32 = 0x8;
const CREATE_NO_WINDOW: u32 = 0x0800_0000;

#[test]
fn priority_and_console_are_those_of_the_caller() {
    let lab = Lab::with_task("report");
    let found = |flags| compare(&lab, |program| assert_eq!(run_line(program, &wide("go x"), flags), 0));
    // The priority itself is not checked, because Wine sets none.
    found(BELOW_NORMAL_PRIORITY_CLASS);
    assert!(found(DETACHED_PROCESS).contains("console false"), "a launcher without a console must not open one");
    assert!(found(CREATE_NO_WINDOW).contains("console true"));
}

#[test]
fn console_modes_set_by_go_remain_as_without_a_launcher() {
    let lab = Lab::with_task("modes");
    for program in [lab.program("go1.27.3", "go"), lab.launcher("go")] {
        lab.add_toolchain("caller", &format!("compare-modes {}", program.display()));
        // A caller with its own console.
        let mut caller = Command::new(lab.program("caller", "go"));
        caller.creation_flags(CREATE_NO_WINDOW).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let ended = caller.spawn().unwrap().output_in_time().unwrap();
        assert!(ended.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&ended.stderr));
    }
}
