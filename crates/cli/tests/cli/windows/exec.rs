//! `exec` and `shell` on Windows: exit codes, `cmd`, and PowerShell where there is a real one.
use std::fs;
use std::io::{Seek as _, Write as _};
use std::process::{Command, Stdio};

use upgo_testkit::limit::InTime as _;

use crate::exec::lab_with_go;
use crate::lab;

/// What a program prints that gets these lines on its standard input, and its exit code. They are in a file, because
/// Wine's `cmd` reads ahead and can go back only in a file.
fn typed(mut command: Command, lines: &str) -> (String, Option<i32>) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(lines.as_bytes()).unwrap();
    file.rewind().unwrap();
    let output =
        command.stdin(file).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap().output_in_time().unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
fn a_command_runs_with_the_version_and_passes_its_whole_exit_code() {
    let lab = lab_with_go();
    for name in ["go", "go.exe"] {
        let ran = lab.upgo(["exec", "1.27.3", "--", name, "version"]).succeeds();
        assert_eq!(ran.output, "go version go1.27.3 sample/sample\n");
    }
    for code in [0, 7, 300, -1] {
        lab.upgo(["exec", "1.27.3", "--", "cmd", "/d", "/c", &format!("exit {code}")]).exits(code);
    }
    let script = lab.path("tmp").join("my script.cmd");
    fs::write(&script, "@echo %GOTOOLCHAIN% %1\r\n@exit /b 9\r\n").unwrap();
    let ran = lab.upgo(["exec", "1.27.3", "--", ".\\my script.cmd", "word"]).exits(9);
    assert_eq!(ran.output, "go1.27.3 word\n");
}

#[test]
fn printed_lines_work_in_cmd() {
    // `cmd` reads other names in an encoding that depends on the console
    let refused = lab_with_go().upgo(["shell", "1.27.3", "--shell", "cmd", "--print", "--quiet"]).exits(7);
    assert!(refused.errors.contains("cannot be printed for cmd"), "{refused}");
    let home = tempfile::tempdir().unwrap();
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_HOME", home.path());
    let lines = lab.upgo(["shell", "1.27.3", "--shell", "cmd", "--print"]).succeeds().output;
    fs::write(lab.path("tmp").join("lines.txt"), lines.replace('\n', "\r\n")).unwrap();
    let script = "@for /f \"delims=\" %%i in (lines.txt) do @%%i\r\n@go version\r\n@echo %GOTOOLCHAIN%-%GOROOT%-\r\n";
    fs::write(lab.path("tmp").join("use.cmd"), script).unwrap();
    let ran = lab.other("cmd.exe", ["/d", "/c", "use.cmd"]).with("GOROOT", r"C:\stale").succeeds();
    assert_eq!(ran.output, "go version go1.27.3 sample/sample\ngo1.27.3--\n");
}

#[test]
fn cmd_as_a_shell_names_the_version_in_its_prompt() {
    let lab = lab_with_go();
    let upgo = lab.upgo(["shell", "1.27.3", "--shell", "cmd", "--quiet"]).with("GOROOT", r"C:\stale").into_command();
    let (output, code) = typed(upgo, "go version\r\necho %GOTOOLCHAIN%-%GOROOT%-\r\nexit 7\r\n");
    assert!(output.contains("go version go1.27.3 sample/sample"), "{output}");
    assert!(output.contains("go1.27.3-"), "{output}");
    // Wine's `cmd` has its own prompt
    assert!(upgo_testkit::is_wine() || output.contains("(go1.27.3) "), "{output}");
    assert_eq!(code, Some(7), "{output}");
}

#[test]
fn powershell_accepts_the_lines_and_the_script() {
    if upgo_testkit::is_wine() {
        println!("SKIPPED: Wine has no PowerShell");
        return;
    }
    let lab = lab_with_go();
    let lines = lab.upgo(["shell", "1.27.3", "--shell", "powershell", "--print"]).succeeds().output;
    let words = ["-NoProfile", "-NonInteractive", "-Command", &format!("{lines}\ngo version; exit 7")];
    let ran = lab.other("powershell.exe", words).exits(7);
    assert_eq!(ran.output, "go version go1.27.3 sample/sample\n", "{ran}");
    // The script runs first; then PowerShell reads the lines.
    let upgo = lab.upgo(["shell", "1.27.3", "--shell", "powershell", "--quiet"]).into_command();
    let (output, code) = typed(upgo, "go version\r\nprompt\r\nexit 7\r\n");
    assert!(output.contains("go version go1.27.3 sample/sample"), "{output}");
    assert!(output.contains("(go1.27.3) "), "{output}");
    assert_eq!(code, Some(7), "{output}");
}

/// PowerShell that was started in Git Bash or cmd inherits their SHELL and PROMPT, and so does cmd.
#[test]
fn the_shell_is_the_one_that_started_upgo_and_not_one_of_its_variables() {
    let home = tempfile::tempdir().unwrap();
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_HOME", home.path());
    lab.upgo(["install", "1.27.3"]).succeeds();
    let shell = [env!("CARGO_BIN_EXE_upgo"), "shell", "1.27.3", "--print", "--json"];
    let printed = lab.other("cmd.exe", ["/d", "/c"].into_iter().chain(shell)).with("SHELL", "/usr/bin/bash.exe");
    assert_eq!(printed.succeeds().json()["shell"], "cmd");
}
