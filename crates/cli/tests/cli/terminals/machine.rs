//! Machines, as data: how their PATH is made, and which Go a real terminal runs there.
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::vulns::Vulns;

use crate::lab;

/// Which terminal is the answer: see [`Lab::asking`].
pub(crate) const LOGIN: &str = "login";
pub(crate) const DESKTOP: &str = "desktop";
pub(crate) const CONTAINER: &str = "container";
pub(crate) const SERVICE: &str = "service";

/// Startup files with lines for each.
pub(super) type Files = &'static [(&'static str, &'static str)];

pub(super) struct Machine {
    pub(super) name: &'static str,
    shell: Shell,
    pub(super) session: &'static str,
    /// What the startup files have before Upgo's own line.
    before: Files,
    /// The version that Upgo installs and uses.
    pub(super) uses: Option<&'static str>,
    /// What is added to the startup files later.
    after: Files,
    then: fn(Lab) -> Lab,
    /// What a new login runs, and a new window.
    pub(super) runs: [Option<&'static str>; 2],
}

#[derive(Clone, Copy)]
enum Shell {
    /// The one of this name, in SHELL.
    Named(&'static str),
    /// The account's, because SHELL has this value instead of a shell.
    OfAccount(&'static str),
}

const OWN: Option<&str> = Some("go1.27.3");
const TARBALL: Option<&str> = Some("go1.26.6");
const OTHER: Option<&str> = Some("go1.25.0");

/// Lines that put the tarball's Go first.
const FIRST: &str = "export PATH=\"$HOME/tarball/go/bin:$PATH\"\n";
/// The same, where no shell replaces `~`.
const LITERAL_FIRST: &str = "export PATH='~/tarball/go/bin':\"$PATH\"\n";
const FIRST_IN_ZSH: &str = "path=($HOME/tarball/go/bin $path)\n";
const FIRST_IN_FISH: &str = "set -gx PATH $HOME/tarball/go/bin $PATH\n";
pub(super) const OTHER_FIRST: &str = "export PATH=\"$HOME/other/go/bin:$PATH\"\n";
/// Ubuntu's and Debian's `.profile` has such a line.
pub(super) const READ_BASHRC: &str = "if [ -n \"$BASH_VERSION\" ]; then . \"$HOME/.bashrc\"; fi\n";
/// What a version manager puts first.
const SHIM: &str = r#"#!/bin/sh
case $1 in
version) exec "$HOME/tarball/go/bin/go" version ;;
env)
    shift
    for name; do
        if [ "$name" = GOROOT ]; then echo "$HOME/tarball/go"; else echo; fi
    done
    ;;
esac
"#;

/// A user of bash and Upgo's own Go, at a terminal without a desktop.
const BASH: Machine = Machine {
    name: "Upgo's own",
    shell: Shell::Named("bash"),
    session: LOGIN,
    before: &[],
    uses: Some("1.27.3"),
    after: &[],
    then: |lab| lab,
    runs: [OWN, OWN],
};
const ZSH: Machine = Machine { shell: Shell::Named("zsh"), ..BASH };
const FISH: Machine = Machine { shell: Shell::Named("fish"), ..BASH };
const DASH: Machine = Machine { shell: Shell::Named("dash"), ..BASH };
/// A machine where Upgo has not installed anything.
const WITHOUT: Machine = Machine { uses: None, ..BASH };

pub(super) const MACHINES: &[Machine] = &[
    BASH,
    Machine { name: "Upgo's own, on a desktop", session: DESKTOP, ..BASH },
    Machine { name: "Upgo's own, zsh", ..ZSH },
    Machine { name: "Upgo's own, fish", ..FISH },
    Machine { name: "Upgo's own, dash", ..DASH },
    Machine { name: "a tarball by .profile", after: &[(".profile", FIRST)], runs: [TARBALL, OWN], ..BASH },
    Machine { name: "a tarball by .profile, dash", after: &[(".profile", FIRST)], runs: [TARBALL, TARBALL], ..DASH },
    Machine { name: "a tarball before the line in .bashrc", before: &[(".bashrc", FIRST)], ..BASH },
    Machine { name: "a tarball after the line in .bashrc", after: &[(".bashrc", FIRST)], runs: [OWN, TARBALL], ..BASH },
    Machine {
        name: "a tarball after the line in .bashrc, on a desktop",
        session: DESKTOP,
        after: &[(".bashrc", FIRST)],
        runs: [OWN, TARBALL],
        ..BASH
    },
    Machine {
        name: ".profile reads .bashrc",
        session: DESKTOP,
        before: &[(".bashrc", FIRST), (".profile", READ_BASHRC)],
        ..BASH
    },
    Machine { name: "a tarball before the line in .zshrc", before: &[(".zshrc", FIRST)], ..ZSH },
    Machine { name: "path=( ) before the line in .zshrc", before: &[(".zshrc", FIRST_IN_ZSH)], ..ZSH },
    Machine { name: "a tarball by .zshrc", after: &[(".zshrc", FIRST)], runs: [TARBALL, TARBALL], ..ZSH },
    Machine {
        name: "a tarball by path=( ) in .zshrc",
        after: &[(".zshrc", FIRST_IN_ZSH)],
        runs: [TARBALL, TARBALL],
        ..ZSH
    },
    Machine { name: "a tarball by .zshenv", after: &[(".zshenv", FIRST)], ..ZSH },
    Machine { name: "a tarball by .zprofile", after: &[(".zprofile", FIRST)], ..ZSH },
    Machine {
        name: "a tarball before the line in config.fish",
        before: &[(".config/fish/config.fish", FIRST_IN_FISH)],
        ..FISH
    },
    Machine {
        name: "fish_add_path before the line in config.fish",
        before: &[(".config/fish/config.fish", "fish_add_path --move $HOME/tarball/go/bin\n")],
        ..FISH
    },
    Machine {
        name: "a tarball by config.fish",
        after: &[(".config/fish/config.fish", FIRST_IN_FISH)],
        runs: [TARBALL, TARBALL],
        ..FISH
    },
    Machine {
        name: "a tarball by fish_add_path",
        after: &[(".config/fish/config.fish", "fish_add_path $HOME/tarball/go/bin\n")],
        ..FISH
    },
    Machine {
        name: "a tarball by a universal variable of fish",
        then: |lab| {
            let mut fish = lab.command("fish");
            let set = fish.args(["-c", "set -U fish_user_paths $HOME/tarball/go/bin"]).status_in_time();
            assert!(set.unwrap().success());
            lab
        },
        ..FISH
    },
    Machine {
        name: "ZDOTDIR only in the process of Upgo",
        after: &[("dots/.zshrc", FIRST)],
        then: |lab| {
            let dots = lab.user().join("dots");
            lab.with_variable("ZDOTDIR", dots)
        },
        ..ZSH
    },
    Machine {
        name: "a file that startup files read",
        after: &[("paths", FIRST), (".profile", ". \"$HOME/paths\"\n"), (".bashrc", ". \"$HOME/paths\"\n")],
        runs: [TARBALL, TARBALL],
        ..BASH
    },
    Machine {
        name: "a shim",
        after: &[("shims/go", SHIM), (".profile", "export PATH=\"$HOME/shims:$PATH\"\n")],
        then: |lab| {
            upgo_testkit::program::make_executable(&lab.user().join("shims/go"));
            lab
        },
        runs: [TARBALL, OWN],
        ..BASH
    },
    Machine {
        name: "a folder that begins with ~, which bash alone searches",
        after: &[(".profile", LITERAL_FIRST), (".bashrc", LITERAL_FIRST)],
        runs: [TARBALL, TARBALL],
        ..WITHOUT
    },
    Machine { name: "a folder that begins with ~, dash", after: &[(".profile", LITERAL_FIRST)], ..DASH },
    Machine {
        name: "a tarball that is newer than Upgo's own",
        uses: Some("1.26.6"),
        after: &[(".profile", FIRST)],
        then: |lab| with_tarball(lab, "go1.27.3"),
        runs: [Some("go1.27.3"), TARBALL], // Upgo's own has the tarball's usual version
        ..BASH
    },
    Machine {
        name: "Upgo's own, deleted by hand",
        then: |lab| {
            fs::remove_dir_all(lab.home().join("toolchains/go1.27.3")).unwrap();
            lab
        },
        runs: [None, None],
        ..BASH
    },
    Machine {
        name: "Upgo's own, not chosen",
        then: |lab| {
            lab.upgo(["install", "1.27.3"]).succeeds();
            lab
        },
        runs: [None, None],
        ..WITHOUT
    },
    Machine { name: "no Go", runs: [None, None], ..WITHOUT },
    Machine {
        name: "a development version",
        after: &[(".profile", FIRST), (".bashrc", FIRST)],
        then: |lab| with_tarball(lab, "devel go1.28-0123abcd Mon Nov 2 10:00:00 2026 +0000"),
        runs: [Some("devel"), Some("devel")],
        ..WITHOUT
    },
    Machine {
        name: "a development version, as Go 1.25 and later name it",
        after: &[(".profile", FIRST), (".bashrc", FIRST)],
        then: |lab| with_tarball(lab, "go1.28-devel_0123abcd Mon Nov 2 10:00:00 2026 +0000"),
        runs: [Some("go1.28-devel_0123abcd"), Some("go1.28-devel_0123abcd")],
        ..WITHOUT
    },
    Machine {
        name: "one of others in a login, another one in a window",
        after: &[(".profile", FIRST), (".bashrc", OTHER_FIRST)],
        runs: [TARBALL, OTHER],
        ..WITHOUT
    },
    Machine {
        name: "one of others in a login, another one in a window, on a desktop",
        session: DESKTOP,
        after: &[(".profile", FIRST), (".bashrc", OTHER_FIRST)],
        runs: [TARBALL, OTHER],
        ..WITHOUT
    },
    Machine {
        name: "SHELL is empty",
        shell: Shell::OfAccount(""),
        after: &[(".profile", FIRST), (".bashrc", FIRST)],
        runs: [TARBALL, TARBALL],
        ..WITHOUT
    },
    Machine {
        name: "SHELL is not in the list of shells",
        shell: Shell::OfAccount("/opt/shell of nobody"),
        after: &[(".profile", FIRST), (".bashrc", FIRST)],
        runs: [TARBALL, TARBALL],
        ..WITHOUT
    },
];

impl Machine {
    /// The shell of its terminals. `None`, with a note, if this system has no such shell.
    pub(super) fn shell(&self) -> Option<PathBuf> {
        match self.shell {
            Shell::Named(name) => listed(name),
            Shell::OfAccount(_) => of_account(),
        }
    }

    pub(super) fn lab(&self, shell: &Path) -> Lab {
        let variable = match self.shell {
            Shell::Named(_) => shell.as_os_str(),
            Shell::OfAccount(value) => OsStr::new(value),
        };
        let lab = sandbox().asking(variable, self.session);
        add(&lab, self.before);
        if let Some(version) = self.uses {
            // What is computed for it is not the question here: 12 if another Go comes first.
            let installed = lab.upgo(["install", version, "--use"]).with("UPGO_NO_SHELL", "1").ends();
            assert!(matches!(installed.code, Some(0 | 12)), "{installed}");
        }
        add(&lab, self.after);
        (self.then)(lab)
    }
}

/// The shell of this name in the system's list. `None`, with a note, if there is none.
pub(crate) fn listed(name: &str) -> Option<PathBuf> {
    let list = fs::read_to_string("/etc/shells").unwrap_or_default();
    let mut shells = list.lines().map(|line| PathBuf::from(line.trim()));
    let found = shells.find(|shell| shell.is_absolute() && shell.file_name() == Some(name.as_ref()) && shell.exists());
    if found.is_none() {
        println!("SKIPPED: this system has no {name}");
    }
    found
}

/// The shell that the system's list of accounts names, if it reads the startup files of these rows.
pub(crate) fn of_account() -> Option<PathBuf> {
    let asked = Command::new("sh").args(["-c", "getent passwd \"$(id -u)\""]).output_in_time().unwrap();
    let account = String::from_utf8_lossy(&asked.stdout).into_owned();
    let shell = account.trim().split(':').nth(6).map(PathBuf::from);
    let shell = shell.filter(|shell| ["bash", "dash", "sh"].into_iter().any(|name| shell.ends_with(name)));
    if shell.is_none() {
        println!("SKIPPED: this account has another shell than bash: {account:?}");
    }
    shell
}

/// A machine with two Gos of others, neither on PATH.
pub(crate) fn sandbox() -> Lab {
    // Without a locale, a fish before version 4 misreads a home whose name is not ASCII.
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_variable("LC_ALL", "C.UTF-8");
    for (folder, version) in [("tarball/go", TARBALL), ("other/go", OTHER)] {
        let bin = lab.user().join(folder).join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::write(bin.with_file_name("VERSION"), format!("{}\n", version.unwrap())).unwrap();
        upgo_testkit::copy_program(&lab.sample_go(), &bin.join("go"));
    }
    let database = Vulns::empty().serve(&lab.server);
    lab.with_variable("UPGO_VULN_URL", database)
}

/// The tarball has another Go.
fn with_tarball(lab: Lab, version: &str) -> Lab {
    fs::write(lab.user().join("tarball/go/VERSION"), format!("{version}\n")).unwrap();
    lab
}

/// Adds lines to files in the user's home.
pub(super) fn add(lab: &Lab, files: &[(&str, &str)]) {
    for (name, lines) in files {
        let path = lab.user().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(lines.as_bytes()).unwrap();
    }
}
