//! The choice of a toolchain, and the errors if there is none.

use std::fs::{self, File, OpenOptions};
use std::os::windows::fs::OpenOptionsExt as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use upgo_testkit::limit::InTime as _;

use crate::lab::{Lab, Report, run_line, skip, wide};

#[test]
fn the_name_and_the_switch_select_the_toolchain() {
    let lab = Lab::with_task("exit 73");
    lab.add_toolchain("go1.26.6", "exit 66");
    lab.add_toolchain("go1.28rc1", "exit 28");
    for name in ["go1.26.6", "go1.28rc1", "GO1.27.3"] {
        lab.add_launcher(name);
    }
    let code = |name| lab.output(name).status.code().unwrap();
    for (name, expected) in
        [("go", 73), ("gofmt", 73), ("GO", 73), ("go1.26.6", 66), ("go1.28rc1", 28), ("GO1.27.3", 73)]
    {
        assert_eq!(code(name), expected, "{name}");
    }
    lab.set_current("\u{feff}go1.26.6 \r\n");
    for (name, expected) in [("go", 66), ("gofmt", 66), ("go1.28rc1", 28)] {
        assert_eq!(code(name), expected, "{name}");
    }
}

#[test]
fn the_version_file_of_the_folder_selects_the_toolchain_while_the_launcher_follows() {
    let lab = Lab::with_task("exit 73");
    lab.add_toolchain("go1.26.6", "exit 66");
    let folder = lab.home().join("project").join("deep");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.parent().unwrap().join(".go-version");
    let run = |name: &str, toolchain: &str| {
        let mut go = Command::new(lab.launcher(name));
        go.current_dir(&folder).env("GOTOOLCHAIN", toolchain).stderr(Stdio::piped());
        let output = go.output_in_time().unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    fs::write(&file, "1.26\r\n").unwrap();
    assert_eq!(run("go", "auto").0, 73, "it does not follow");
    fs::write(lab.home().join("follow-projects"), "").unwrap();
    assert_eq!((run("go", "auto").0, run("gofmt", "local").0, run("go", "go1.27.3").0), (66, 66, 73));
    for (text, says) in [
        ("1.25.9\n", "Run `upgo install 1.25.9`."),
        ("..\\..\\go\n", "names no Go version"),
        (&" ".repeat(70_000), "is too large"),
    ] {
        fs::write(&file, text).unwrap();
        let (code, said) = run("go", "auto");
        assert_eq!(code, 127, "{text}");
        assert!(said.contains(".go-version") && said.contains(says), "{said}");
    }
    fs::write(&file, "system\n").unwrap();
    assert_eq!(run("go", "auto").0, 73);
}

#[test]
fn the_home_is_where_the_launcher_is_whatever_the_environment_says() {
    let lab = Lab::with_task("exit 1");
    let other = Lab::with_task("exit 2");
    let status = Command::new(lab.launcher("go"))
        .env("UPGO_HOME", other.home())
        .env("PATH", other.home().join("bin"))
        .current_dir(other.home().join("bin"))
        .status_in_time()
        .unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_home_with_a_path_just_below_260_characters_works() {
    let lab = Lab::at("x");
    let room = 259 - lab.program("go1.27.3", "go").display().to_string().chars().count();
    let lab = Lab::at(&format!("x{}", "ü".repeat(room)));
    check_long_home(&lab, 259);
}

#[test]
fn a_home_with_a_path_beyond_260_characters_works() {
    let lab = Lab::at(&format!("{0}\\ü {0}\\{0}\\Upgo", "long".repeat(25)));
    if !lab.can_start_programs() {
        return skip("beyond_260_characters", "no program can be started in such a path here, as under Wine 10");
    }
    check_long_home(&lab, 300);
}

fn check_long_home(lab: &Lab, at_least: usize) {
    lab.add_toolchain("go1.27.3", "report");
    lab.set_current("go1.27.3");
    let program = lab.program("go1.27.3", "go");
    assert!(program.display().to_string().chars().count() >= at_least);
    assert_eq!(run_line(&lab.launcher("go"), &wide("go a \"b c\""), 0), 0);
    assert!(Report::of(&program).line.ends_with(&wide("go.exe\" a \"b c\"")));
}

/// Runs `name` in `lab`, which must fail because there is nothing to start, and returns the message.
#[track_caller]
fn refusal(lab: &Lab, name: &str) -> String {
    let output = lab.output(name);
    assert_eq!(output.status.code(), Some(127));
    assert_eq!(output.stdout, b"");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with(&format!("{name}: ")), "{text}");
    text
}

#[test]
fn without_a_switch_it_names_the_next_step() {
    let lab = Lab::new();
    let text = refusal(&lab, "go");
    assert!(text.contains(&format!("{} is missing", lab.home().join("current").display())), "{text}");
    assert!(text.contains("upgo install latest --use"), "{text}");
}

#[test]
fn a_damaged_switch_starts_nothing() {
    let lab = Lab::with_task("exit 0");
    let big = "go1.27.3".repeat(100_000);
    for content in
        ["", "\r\n", "nonsense", "go1.27.3\0", r"..\..\go1.27.3", "go1.27.3 go1.26.6", r"go1\..\go1.27.3", &big]
    {
        lab.set_current(content);
        let text = refusal(&lab, "go");
        assert!(text.contains("is damaged"), "{text}");
        assert!(text.contains("upgo use"), "{text}");
    }
}

#[test]
fn a_locked_switch_is_named() {
    let lab = Lab::with_task("exit 0");
    let _held = OpenOptions::new().read(true).share_mode(0).open(lab.home().join("current")).unwrap();
    let text = refusal(&lab, "go");
    assert!(text.contains("cannot be read") && text.contains("(os error 32)"), "{text}");
}

#[test]
fn the_switch_can_be_read_while_another_process_has_it_open() {
    let lab = Lab::with_task("exit 5");
    // Shares only what a reader must allow: reading, writing and deleting by other processes.
    let _writer = OpenOptions::new().write(true).open(lab.home().join("current")).unwrap();
    assert_eq!(lab.output("go").status.code(), Some(5));
}

#[test]
fn a_missing_toolchain_is_named() {
    let lab = Lab::with_task("exit 0");
    lab.set_current("go1.25.0");
    let text = refusal(&lab, "go");
    assert!(text.contains("upgo install go1.25.0"), "{text}");
    lab.add_launcher("go1.24.1");
    let text = refusal(&lab, "go1.24.1");
    assert!(text.contains("upgo install go1.24.1"), "{text}");
    lab.set_current("go1.27.3");
    lab.add_launcher("gopls");
    assert!(refusal(&lab, "gopls").contains("or has no such program"));
}

#[test]
fn a_toolchain_with_a_damaged_program_is_named() {
    let lab = Lab::with_task("exit 0");
    fs::write(lab.program("go1.27.3", "go"), "not a program").unwrap();
    let text = refusal(&lab, "go");
    assert!(text.contains("Windows cannot run"), "{text}");
    assert!(text.contains("upgo install go1.27.3"), "{text}");
}

#[test]
fn a_switch_that_changes_constantly_always_selects_one_of_both() {
    let lab = Lab::with_task("exit 73");
    lab.add_toolchain("go1.26.6", "exit 66");
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let switching = scope.spawn(|| {
            let [current, next] = ["current", "current.next"].map(|name| lab.home().join(name));
            let mut switches = 0_u32;
            while !stop.load(Ordering::Relaxed) {
                for toolchain in ["go1.26.6\n", "go1.27.3\n"] {
                    fs::write(&next, toolchain).unwrap();
                    // Windows refuses while a reader has the file open. Like the engine, try again.
                    while fs::rename(&next, &current).is_err() {}
                    switches += 1;
                }
            }
            switches
        });
        let starters: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let codes = (0..15).map(|_| lab.start("go").status_in_time().unwrap().code().unwrap());
                    codes.collect::<Vec<_>>()
                })
            })
            .collect();
        let codes: Vec<_> = starters.into_iter().map(|starter| starter.join().unwrap()).collect();
        stop.store(true, Ordering::Relaxed);
        let switches = switching.join().unwrap();
        assert!(codes.iter().flatten().all(|code| [66, 73].contains(code)), "{codes:?}");
        assert!(switches > 10, "only {switches} switches happened while launchers started");
    });
}

#[test]
fn a_launcher_can_be_replaced_while_it_runs() {
    let lab = Lab::with_task("wait PORT");
    let mut running = lab.start("go");
    let caller = lab.accept();
    let old = lab.home().join("bin").join("go.exe.old");
    fs::rename(lab.launcher("go"), &old).unwrap();
    lab.add_launcher("go");

    let mut next = lab.start("go");
    lab.accept().release(2);
    assert_eq!(next.status_in_time().unwrap().code(), Some(2));
    caller.release(1);
    assert_eq!(running.status_in_time().unwrap().code(), Some(1));
    fs::remove_file(old).unwrap();
}

#[test]
fn a_switch_does_not_affect_a_running_go() {
    let lab = Lab::with_task("wait PORT");
    let mut running = lab.start("go");
    let caller = lab.accept();
    lab.add_toolchain("go1.28.0", "exit 28");
    lab.set_current("go1.28.0");
    assert_eq!(lab.output("go").status.code(), Some(28));
    caller.release(9);
    assert_eq!(running.status_in_time().unwrap().code(), Some(9));
}

#[test]
fn an_error_is_returned_even_if_standard_error_is_not_writable() {
    let lab = Lab::new();
    let mut command = Command::new(lab.launcher("go"));
    let input = File::open(lab.launcher("go")).unwrap();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(input).status().unwrap();
    assert_eq!(status.code(), Some(127));
}
