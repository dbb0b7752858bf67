//! The command that asks a distribution for its Go. It is the same for each; only the name differs.
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Distribution;
use crate::which_go::asked::LOOK;

/// How long a distribution may take. The first one starts the virtual machine of WSL 2.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Runs [`LOOK`] as a new terminal would: in an interactive login shell of the user, because many startup files
/// add to PATH only there, or in a login shell if that fails. `exec` and a variable mean the same in every usual shell.
const IN_LOGIN_SHELL: &str = r#"
UPGO_LOOK=$1; export UPGO_LOOK; cd || cd /
"${SHELL:-/bin/sh}" -i -l -c 'exec /bin/sh -c "$UPGO_LOOK"' </dev/null ||
"${SHELL:-/bin/sh}" -l -c 'exec /bin/sh -c "$UPGO_LOOK"' </dev/null
"#;

pub(crate) fn command(wsl: &Path, distribution: &Distribution) -> Command {
    let mut command = Command::new(wsl);
    // `--exec` passes the words on as they are; without it, a shell would read them
    command.args(["--distribution", &distribution.name, "--exec", "/bin/sh", "-c", IN_LOGIN_SHELL, "upgo-look", LOOK]);
    // Its own messages are UTF-16 otherwise; an older one ignores this. Without a console, it never asks whether to
    // repair WSL (`CallMsiPackage` in <https://github.com/microsoft/WSL>).
    command.env("WSL_UTF8", "1").stdin(Stdio::null());
    if let Some(folder) = wsl.parent() {
        command.current_dir(folder);
    }
    command
}

#[cfg(test)]
#[cfg(unix)] // the script runs in a shell
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use upgo_testkit::limit::InTime as _;
    use upgo_testkit::program::make_executable;

    use super::*;
    use crate::which_go::asked::{OnPath, TerminalAnswer, read};

    /// A distribution whose home is a folder, and whose mounts are listed in a file.
    struct Linux(tempfile::TempDir);

    impl Linux {
        fn new() -> Self {
            let linux = Self(tempfile::Builder::new().prefix("wsl ü").tempdir().unwrap());
            fs::write(linux.path("mounts"), "/dev/sdc / ext4 rw 0 0\n").unwrap();
            linux
        }

        fn path(&self, name: &str) -> PathBuf {
            fs::canonicalize(self.0.path()).unwrap().join(name)
        }

        fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            make_executable(&path);
            path
        }

        /// Makes `drives/c` a drive of Windows.
        fn mounts(&self, kind: &str) {
            let drive = self.path("drives/c").display().to_string().replace(' ', "\\040");
            fs::write(self.path("mounts"), format!("C:\\134 {drive} {kind} rw,aname=drvfs 0 0\n")).unwrap();
        }

        /// The answer where a startup file sets PATH to these folders.
        fn asked(&self, startup: &str, folders: &[&str]) -> TerminalAnswer {
            let path: Vec<_> = folders.iter().map(|folder| self.path(folder).display().to_string()).collect();
            let path = path.join(":");
            let system = upgo_testkit::system::path();
            fs::write(self.path(startup), format!("echo welcome\nexport PATH='{path}:{system}'\n")).unwrap();
            let look = LOOK.replace("</proc/mounts", &format!("<'{}'", self.path("mounts").display()));
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", IN_LOGIN_SHELL, "upgo-look", &look]).env_clear().env("HOME", self.path(""));
            shell.env("PATH", system).env("SHELL", "/bin/bash");
            let ended = shell.output_in_time().unwrap();
            assert!(ended.status.success(), "{ended:?}");
            read(&ended.stdout, "").unwrap_or_else(|why| panic!("{why:?}: {ended:?}"))
        }
    }

    fn has_bash() -> bool {
        let has = Path::new("/bin/bash").exists();
        if !has {
            println!("SKIPPED: this system has no bash");
        }
        has
    }

    #[test]
    fn finds_the_go_of_a_new_terminal_without_starting_it() {
        if !has_bash() {
            return;
        }
        for startup in [".profile", ".bash_profile"] {
            let linux = Linux::new();
            let go = linux.file("sdk/bin/go", "#!/bin/sh\necho started >\"$HOME/started\"\n");
            linux.file("sdk/VERSION", "go1.26.5\ntime 2026-07-01\n");
            let answer = linux.asked(startup, &["none", "sdk/bin"]);
            assert_eq!(answer.on_path, [OnPath { file: go.display().to_string(), windows: false }]);
            assert_eq!(answer.version.unwrap().as_str(), "go1.26.5");
            assert!(!linux.path("started").exists(), "its VERSION file says enough");
        }
    }

    #[test]
    fn a_go_in_a_folder_of_windows_is_not_started_and_one_for_linux_on_such_a_drive_is() {
        if !has_bash() {
            return;
        }
        let linux = Linux::new();
        let shim = linux.file("drives/c/shims/go", "#!/bin/sh\necho started >\"$HOME/started\"\n");
        let own = linux.file("usr/bin/go", "#!/bin/sh\necho go version go1.27.3 linux/amd64\n");
        linux.mounts("9p");
        let on_path = |file: &Path, windows| OnPath { file: file.display().to_string(), windows };

        let first = linux.asked(".profile", &["drives/c/shims", "usr/bin"]);
        assert_eq!(first.on_path, [on_path(&shim, true), on_path(&own, false)]);
        assert_eq!((first.version, linux.path("started").exists()), (None, false));

        let later = linux.asked(".profile", &["usr/bin", "drives/c/shims"]);
        assert_eq!(later.on_path, [on_path(&own, false), on_path(&shim, true)]);
        assert_eq!(later.version.unwrap().as_str(), "go1.27.3");

        let for_linux = linux.path("drives/c/go/bin/go");
        fs::create_dir_all(for_linux.parent().unwrap()).unwrap();
        fs::copy("/bin/sh", &for_linux).unwrap();
        let answer = linux.asked(".profile", &["drives/c/go/bin"]);
        assert_eq!(answer.on_path, [on_path(&for_linux, false)], "it is a program for Linux");
    }

    #[test]
    fn a_link_to_the_go_exe_of_windows_is_known_as_that() {
        if !has_bash() {
            return;
        }
        let linux = Linux::new();
        let program = linux.file("drives/c/Go/bin/go.exe", "MZ");
        let link = linux.file("bin/go", "");
        fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(program, &link).unwrap();
        linux.mounts("drvfs");
        let answer = linux.asked(".profile", &["bin"]);
        assert_eq!(answer.on_path, [OnPath { file: link.display().to_string(), windows: true }]);
    }

    #[test]
    fn a_path_that_only_interactive_shells_have_is_seen_and_a_startup_file_that_fails_is_no_obstacle() {
        if !has_bash() {
            return;
        }
        let linux = Linux::new();
        linux.file("sdk/bin/go", "");
        linux.file("sdk/VERSION", "go1.26.5");
        let own = linux.path("sdk/bin").display().to_string();
        fs::write(linux.path(".bash_profile"), format!("case $- in *i*) PATH='{own}' ;; esac\n")).unwrap();
        let answer = linux.asked(".profile", &[]);
        assert_eq!(answer.on_path.len(), 1, "{answer:?}");
        // an interactive shell that starts another program, as one that opens tmux does without a terminal
        fs::write(linux.path(".bash_profile"), "case $- in *i*) exit 1 ;; esac\n. ~/.profile\n").unwrap();
        assert_eq!(linux.asked(".profile", &["sdk/bin"]).version.unwrap().as_str(), "go1.26.5");
    }
}
