//! What a user sees: shells at a pseudo terminal, where the test types `go version`.
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

/// Opens a login, with the variables that a system gives it and nothing of this process.
pub(crate) const IN_LOGIN: &str = r#"exec env -i HOME="$HOME" USER="$(id -un)" LOGNAME="$(id -un)" SHELL="$ASKED" \
    PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 TERM=dumb WITHOUT_GO="$WITHOUT_GO" "$ASKED" -l -i"#;
/// Opens a shell in the environment of this process, as `docker exec` does.
pub(crate) const IN_CONTAINER: &str = r#"exec env SHELL="$ASKED" "$ASKED" -i"#;

/// Which Go runs in the shell that `opens` starts, and then in a window that is opened there: versions, or `null` where
/// no `go` is found. `None`, with a note, if this system has no such terminal.
pub(crate) fn runs(lab: &Lab, shell: &Path, opens: &str) -> Option<[Value; 2]> {
    if !cfg!(target_os = "linux") || !Path::new("/usr/bin/script").exists() {
        println!("SKIPPED: this system has no `script` of util-linux");
        return None;
    }
    let mut script = lab.command("script");
    let without_go = lab.without_go(shell, &mut script);
    // The terminal also shows what is typed, but the marks only where they are printed.
    let ask = |mark: &str| format!("{without_go}\necho \"<\"\"<{mark}\"; go version; echo \">\"\">\"\n");
    let typed = format!("{}exec '{}' -i\n{}exit\n", ask("first"), shell.display(), ask("window"));
    // `script` starts the command with SHELL
    script.env("ASKED", shell).env("SHELL", "/bin/sh").env("TERM", "dumb");
    script.args(["--quiet", "--return", "--command", opens, "/dev/null"]);
    let mut script = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    script.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let shown = String::from_utf8_lossy(&script.output_in_time().unwrap().stdout).replace('\r', "");
    Some(["<<first\n", "<<window\n"].map(|mark| {
        let answer = shown.split_once(mark).and_then(|(_, rest)| rest.split_once(">>"));
        let (answer, _) = answer.unwrap_or_else(|| panic!("{} did not answer:\n{shown}", shell.display()));
        let version = answer.lines().find_map(|line| line.strip_prefix("go version "));
        json!(version.and_then(|version| version.split(' ').next()))
    }))
}
