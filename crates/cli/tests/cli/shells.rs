//! `exec` and `shell` in the shells of Unix.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::limit::InTime as _;

use crate::exec::lab_with_go;
use crate::lab;
use crate::schemas::fits;

/// A locale that every system has. Without one, a fish before version 4 misreads names that are not ASCII.
const UTF_8: &str = "C.UTF-8";

/// A machine with go1.26.6 in a home whose name a shell would run if it were part of a script.
fn lab_with_hostile_home() -> (Lab, PathBuf) {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let home = lab.user().join("a;b $(touch x) `touch x` 'q' \"d\" \\ ü");
    let lab = lab.with_variable("UPGO_HOME", &home).with_variable("LC_ALL", UTF_8);
    lab.upgo(["install", "1.26.6"]).succeeds();
    (lab, home)
}

#[cfg(target_os = "linux")] // the `go env -w` file is elsewhere on other systems
#[test]
fn the_environment_is_that_of_the_version() {
    let (lab, home) = lab_with_hostile_home();
    let env = |go_env: &str| {
        let config = lab.user().join("config");
        fs::create_dir_all(config.join("go")).unwrap();
        fs::write(config.join("go/env"), go_env).unwrap();
        let words = ["exec", "1.26.6", "--", "sh", "-c", r#"printf '%s\n' "$PATH" "$GOTOOLCHAIN" "${GOROOT-none}""#];
        let run = lab
            .upgo(words)
            .with("PATH", upgo_testkit::system::path())
            .with("GOROOT", "/stale")
            .with("GOTOOLCHAIN", "auto");
        let ran = run.with("XDG_CONFIG_HOME", config).succeeds();
        ran.output.lines().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let root = home.join("toolchains/go1.26.6");
    let path = format!("{}:{}", upgo_testkit::system::path_after(&root.join("bin")), home.join("bin").display());
    assert_eq!(env(""), [path.as_str(), "go1.26.6", "none"]);
    // Go would use a stored one.
    assert_eq!(env("GOROOT=/stale\n"), [path.as_str(), "go1.26.6", root.to_str().unwrap()]);
}

/// The standard output and error of a command with these lines on its standard input, and its exit status.
fn typed(mut command: Command, lines: &str) -> (String, String, Option<i32>) {
    use std::io::Write as _;

    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.output_in_time().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// The shells of this machine that run `lines` from their standard input.
fn installed(shells: &[&str]) -> Vec<PathBuf> {
    let there = |shell: &&&str| {
        let found = Path::new("/usr/bin").join(shell).exists() || Path::new("/bin").join(shell).exists();
        if !found {
            println!("SKIPPED: {shell} is not installed");
        }
        found
    };
    shells.iter().filter(there).map(PathBuf::from).collect()
}

#[test]
fn printed_lines_work_in_each_shell_and_run_nothing() {
    let (lab, home) = lab_with_hostile_home();
    let bin = home.join("toolchains/go1.27.3/bin");
    for shell in installed(&["bash", "zsh", "fish"]) {
        let name = shell.to_str().unwrap();
        let printed = lab.upgo(["shell", "1.27.3", "--shell", name, "--print"]).succeeds().output;
        let show = if name == "fish" {
            r#"printf '%s\n' "$GOTOOLCHAIN|$GOROOT|$PATH[1]""#
        } else {
            r#"printf '%s\n' "$GOTOOLCHAIN|$GOROOT|${PATH%%:*}""#
        };
        let mut command = lab.command(&shell);
        command.env("GOROOT", "/stale").env("PATH", upgo_testkit::system::path());
        let (output, errors, code) = typed(command, &format!("{printed}\ngo version\n{show}\nexit 7\n"));
        let expected = format!("go version go1.27.3 sample/sample\ngo1.27.3||{}\n", bin.display());
        assert_eq!((output, code), (expected, Some(7)), "{name}: {errors}");
    }
    let report = lab.upgo(["shell", "1.27.3", "--shell", "powershell", "--json"]).succeeds().json();
    fits("shell", &report);
    assert_eq!(report["shell"], "powershell");
    assert!(report["lines"][0].as_str().unwrap().contains("''q''"), "{report:#}");
    let refused = lab.upgo(["shell", "1.27.3", "--shell", "cmd", "--print", "--json"]).exits(7).json();
    assert_eq!(refused["error"]["code"], "UPGO-COMMAND", "a quote cannot be written for cmd");
    let unknown = lab.upgo(["shell", "1.27.3", "--print", "--json"]).with("SHELL", "/bin/dash").exits(2).json();
    assert_eq!(unknown["error"]["code"], "UPGO-USAGE", "{unknown:#}");
    assert!(!lab.path("tmp").join("x").exists() && !lab.user().join("x").exists(), "the name of a folder was run");
}

#[test]
fn no_name_of_the_home_is_code_in_printed_lines() {
    let lab = lab_with_go();
    let shells = installed(&["bash", "zsh", "fish"]);
    let mut home = lab.home();
    for name in [
        "';touch x;'", "$(touch x)", "`touch x`", "\"; touch x; \"", "\\", "\\'; touch x #", "&& touch x", "(touch x)",
        "{a,b}*?[x]", "~ !! %PATH% $HOME", "\u{2019};touch x;\u{2018}", "-n -e \\n", "#", "=ls",
    ] {
        let moved = lab.user().join(name);
        fs::rename(&home, &moved).unwrap();
        home = moved;
        for shell in &shells {
            let words = ["shell", "1.26.6", "--shell", shell.to_str().unwrap(), "--print"];
            let printed = lab.upgo(words).with("UPGO_HOME", &home).succeeds().output;
            let mut command = lab.command(shell);
            command.env("PATH", upgo_testkit::system::path());
            let (output, errors, _) = typed(command, &format!("{printed}\ngo env GOROOT\n"));
            let root = home.join("toolchains/go1.26.6");
            assert_eq!(Path::new(output.trim_end()), root.canonicalize().unwrap(), "{}: {errors}", shell.display());
            assert_eq!(errors, "", "{}: {name}", shell.display());
        }
    }
    assert!(!lab.path("tmp").join("x").exists(), "a name was run");
    let odd = lab.user().join("a\nb");
    fs::rename(&home, &odd).unwrap();
    let refused = lab.upgo(["shell", "1.26.6", "--shell", "bash", "--print", "--json"]).with("UPGO_HOME", &odd);
    assert_eq!(refused.exits(7).json()["error"]["code"], "UPGO-COMMAND");
}

#[test]
fn a_shell_runs_the_version_whatever_its_startup_files_do_and_changes_none_of_them() {
    let (lab, home) = lab_with_hostile_home();
    let user = lab.user();
    fs::create_dir_all(user.join(".config/fish")).unwrap();
    let other = user.join("other");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("go"), "#!/bin/sh\necho the other Go\n").unwrap();
    std::os::unix::fs::symlink(other.join("go"), other.join("gofmt")).unwrap();
    let posix = "export PATH=\"$HOME/other:$PATH\" GOROOT=/usr/local/go GOTOOLCHAIN=go1.20\nPS1='mine> '\n";
    let files = [
        (".bashrc", format!("{posix}PROMPT_COMMAND=\"PS1='again> ';\"\n")),
        (".zshenv", "FROM_USER=yes\n".to_owned()),
        (".zshrc", format!("{posix}precmd() {{ PS1='again> ' }}\n[[ $FROM_USER == yes ]] || exit 3\n")),
        (
            ".config/fish/config.fish",
            "set -gx PATH $HOME/other $PATH\nset -gx GOROOT /usr/local/go\nset -gx GOTOOLCHAIN go1.20\n\
             function fish_prompt; echo 'mine> '; end\n"
                .to_owned(),
        ),
    ];
    for (name, text) in &files {
        fs::write(user.join(name), text).unwrap();
    }
    let lines = "go version\necho \"$GOTOOLCHAIN|$GOROOT|$ZDOTDIR|$UPGO_TERMINAL_GO\"\n";
    for shell in installed(&["bash", "zsh", "fish", "sh"]) {
        let name = shell.to_str().unwrap();
        // `sh` cannot be named as a shell, but may be the user's.
        let words: &[&str] = if name == "sh" { &["shell", "1.27.3"] } else { &["shell", "1.27.3", "--shell", name] };
        let asks = if name == "fish" { "fish_prompt" } else { "echo \"$PS1\"" };
        let command = lab.upgo(words).with("GOROOT", "/of/the/caller").with("SHELL", "/bin/sh").into_command();
        let (output, errors, code) = typed(command, &format!("{lines}{asks}\nexit 7\n"));
        let said: Vec<&str> = output.lines().collect();
        assert_eq!(said[..2], ["go version go1.27.3 sample/sample", "go1.27.3|||"], "{name}: {output}{errors}");
        assert!(said[2].starts_with("(go1.27.3) "), "{name}: {output}");
        assert!(name == "sh" || said[2].ends_with("> ") || said[2].ends_with('>'), "{name} lost its prompt: {output}");
        assert_eq!(code, Some(7), "{name}");
        assert!(errors.contains("This shell runs go1.27.3"), "{errors}");
    }
    for (name, text) in &files {
        assert_eq!(fs::read_to_string(user.join(name)).unwrap(), *text, "{name}");
    }
    let left = upgo_testkit::lab::names_in(&lab.path("tmp"));
    assert!(left.iter().all(|name| !name.starts_with("upgo-")), "{left:?}");
    assert!(!lab.path("tmp").join("x").exists() && !user.join("x").exists(), "the name of a folder was run");
    assert!(home.join("toolchains").join("go1.27.3").join("bin").join(format!("go{EXE}")).exists());
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert!(status["current"].is_null(), "{status:#}");
}

#[test]
fn the_universal_variables_of_fish_stay() {
    let lab = lab_with_go().with_variable("LC_ALL", UTF_8);
    let fish = |line: &str| lab.other("fish", ["-c", line]);
    if installed(&["fish"]).is_empty() {
        return;
    }
    fish("set -Ux GOROOT /universal").succeeds();
    let command = lab.upgo(["shell", "1.26.6", "--shell", "fish"]).into_command();
    let (output, errors, _) = typed(command, "echo \"[$GOROOT]\"\n");
    assert_eq!(output.lines().next(), Some("[]"), "{output}{errors}");
    assert_eq!(fish("echo $GOROOT").succeeds().output.trim(), "/universal");
}
