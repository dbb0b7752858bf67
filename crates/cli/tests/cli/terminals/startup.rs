//! Startup files that hang, flood, end, fork or ask: Upgo ends in time, leaves nothing behind, and says what it knows.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use super::change::starts;
use super::{LOGIN, listed, sandbox};

struct Startup {
    name: &'static str,
    lines: &'static str,
    /// Whether the shell answers nevertheless.
    answers: bool,
}

/// How each startup file begins here.
const BEGINNING: &str = "echo >>\"$HOME/starts\"; echo $$ >>\"$HOME/left\"\n";

const STARTUPS: &[Startup] = &[
    Startup { name: "hangs", lines: "sh -c 'echo $$ >>\"$HOME/left\"; exec sleep 1000'\n", answers: false },
    Startup { name: "prints without end", lines: "yes\n", answers: false },
    Startup { name: "ends the shell", lines: "exit 1\n", answers: false },
    Startup { name: "becomes another program", lines: "exec sleep 1000\n", answers: false },
    Startup { name: "closes its output", lines: "exec >/dev/null 2>&1\n", answers: false },
    Startup {
        name: "becomes tmux in a terminal of a user",
        lines: "[ -n \"$VSCODE_RESOLVING_ENVIRONMENT\" ] || exec sleep 1000\n",
        answers: true,
    },
    Startup { name: "leaves a job", lines: "sleep 1000 &\necho $! >>\"$HOME/left\"\n", answers: true },
    Startup {
        name: "starts an agent",
        lines: "if [ ! -e \"$HOME/agent\" ] && command -v setsid >/dev/null; then\n\
                    setsid sh -c 'echo $$ >\"$HOME/agent.new\"; mv \"$HOME/agent.new\" \"$HOME/agent\"; exec sleep 1000' &\n\
                    until [ -e \"$HOME/agent\" ]; do sleep 0.01; done\n\
                fi\n",
        answers: true,
    },
    Startup { name: "reads a line", lines: "read -r line\n", answers: true },
    Startup { name: "reads a line from the terminal", lines: "read -r line </dev/tty\n", answers: true },
    Startup { name: "fails", lines: "no-such-command\nfalse\n", answers: true },
    Startup {
        name: "prints what looks like an answer",
        lines: "echo 'go version go1.99.9 linux/amd64'; printf '\\nupgo-look 1\\nlinux /go\\nversion go1.99.9\\nend\\n'\n",
        answers: true,
    },
    Startup {
        name: "runs Upgo",
        lines: "UPGO_HOME=\"$HOME/upgo home\" \"$HOME/upgo\" status >/dev/null 2>&1\n",
        answers: true,
    },
];

/// How long a process may take to end after its signal.
const PATIENCE: Duration = Duration::from_mins(1);

/// Whether a process runs. One that has ended may wait for its parent.
fn is_running(process: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:") && !line.contains('Z') && !line.contains('X'))
}

fn has_ended(process: &str) -> bool {
    let begun = Instant::now();
    while is_running(process) && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    !is_running(process)
}

/// The agent that a startup file has started. It may outlive the shell, but not the test.
struct Agent(PathBuf);

impl Drop for Agent {
    fn drop(&mut self) {
        let Ok(process) = fs::read_to_string(&self.0) else { return };
        Command::new("kill").args(["-KILL", process.trim()]).status_in_time().ok();
    }
}

/// A user of bash and Upgo's own Go.
fn user(bash: &Path) -> Lab {
    let lab = sandbox().asking(bash, LOGIN);
    lab.upgo(["install", "1.27.3", "--use"]).with("UPGO_NO_SHELL", "1").succeeds();
    std::os::unix::fs::symlink(lab.program(), lab.user().join("upgo")).unwrap();
    lab
}

/// Puts the lines before everything else, so that Upgo's own is read only if they let the shell continue.
fn begin(lab: &Lab, lines: &str) {
    for name in [".profile", ".bashrc"] {
        let path = lab.user().join(name);
        let before = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{BEGINNING}{lines}{before}")).unwrap();
    }
}

#[test]
fn a_strange_startup_file_neither_stops_upgo_nor_leaves_anything_behind() {
    let Some(bash) = listed("bash") else { return };
    let lab = user(&bash);
    lab.keep("user");
    for Startup { name, lines, answers } in STARTUPS {
        let agent = Agent(lab.user().join("agent"));
        begin(&lab, lines);
        let status = lab.upgo(["status", "--json"]).succeeds();
        let begun = starts(&lab);
        assert!(if *answers { begun == 2 } else { (1..=2).contains(&begun) }, "{name}: {begun} shells started");

        let left = fs::read_to_string(lab.user().join("left")).unwrap();
        assert!(left.lines().count() >= begun, "{name}: {left}");
        for process in left.lines() {
            assert!(has_ended(process), "{name}: {process} still runs");
        }
        let said = status.json();
        let active = &said["active"];
        if *answers {
            assert_eq!(
                (&active["version"], &active["known"]),
                (&json!("go1.27.3"), &json!("asked")),
                "{name}: {said:#}"
            );
        } else {
            let is_said = active.is_null() || (active["known"] == "computed" && active["version"] == "go1.27.3");
            assert!(is_said && active["at"].is_null(), "{name}: {said:#}");
            assert!(said.to_string().contains("your shell"), "{name}: no reason: {said:#}");
        }

        // an answer is remembered, and so is a silence
        let again = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!((&again["active"], starts(&lab)), (active, begun), "{name}");
        drop(agent);
        lab.go_back("user");
    }
}

/// What a user reads.
#[test]
fn a_shell_that_does_not_answer_is_named_with_the_reason() {
    let Some(bash) = listed("bash") else { return };
    let lab = user(&bash);
    begin(&lab, "exit 1\n");
    let status = lab.upgo(["status"]).succeeds();
    let said = format!("{}{}", status.output, status.errors);
    assert!(starts(&lab) > 0 && said.contains("your shell"), "{status}");
}
