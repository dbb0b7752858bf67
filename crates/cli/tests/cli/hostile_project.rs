//! A project's folder executes nothing: an ordinary user runs every command in a folder whose author has planted
//! programs wherever Git, Go, a C compiler or a relative entry of PATH would find them.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;
use upgo_testkit::vulns::Vulns;

use crate::every_command::{ROWS, machine, words};
use crate::real_go::quick_lab;
use crate::tracer::{Started, Traced, can_trace, trace};

/// The account of the tests that runs the commands, if this one may become it.
const ACCOUNT: &str = "65534";

/// The names of programs that Upgo, Go, Git or a C compiler might start.
const NAMES: [&str; 34] = [
    "apt", "as", "bash", "bzr", "cc", "clang", "dash", "dpkg", "fossil", "g++", "gcc", "getconf", "gio", "git", "go",
    "gofmt", "gsettings", "hg", "id", "ld", "notify-send", "pkg-config", "ps", "sh", "sudo", "svn", "systemctl",
    "uname", "which", "xdg-open", "xterm", "x-terminal-emulator", "zsh", "gcc-ar",
];

/// A project whose author wants to run a program.
struct HostileProject {
    folder: PathBuf,
}

impl HostileProject {
    /// Plants it: the programs are in the folder itself and in `bin`.
    fn plant(folder: PathBuf) -> Self {
        fs::create_dir_all(folder.join("bin")).unwrap();
        for place in [folder.clone(), folder.join("bin")] {
            for name in NAMES {
                plant_program(&place.join(name));
            }
        }
        plant_program(&folder.join("planted.sh"));
        let planted = folder.join("planted.sh").display().to_string();
        let files = [
            ("go.mod", "module example.com/hostile\n\ngo 1.26\n\ntoolchain go1.99.9\n".to_owned()),
            ("go.env", format!("GOFLAGS=-toolexec={planted}\nCC={planted}\nGOTOOLCHAIN=path\n")),
            (
                "main.go",
                "package main\n\n//go:generate ./planted.sh\n\n// #cgo pkg-config: ./planted\n// #include \
                 <stdlib.h>\nimport \"C\"\n\nfunc main() { C.free(nil) }\n"
                    .to_owned(),
            ),
            ("plain/main.go", "package main\n\nfunc main() {}\n".to_owned()),
            (".gitattributes", "* filter=planted diff=planted\n".to_owned()),
            (".hg/hgrc", format!("[hooks]\npre-status = {planted}\n[extensions]\nplanted = {planted}.py\n")),
            ("VERSION", "go1.26.6\n".to_owned()),
        ];
        for (name, text) in files {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
        Self { folder }
    }

    /// A Git repository with every setting that names a program.
    fn with_git(self) -> Self {
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            git.args(["-c", "user.name=x", "-c", "user.email=x@example.com", "-C"]).arg(&self.folder).args(arguments);
            git.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", "/nonexistent").output_in_time()
        };
        let is_made = git(&["init", "-q"]).is_ok_and(|ran| ran.status.success());
        if !is_made {
            println!("SKIPPED: git is missing");
            return self;
        }
        git(&["add", "-f", "go.mod", "plain"]).unwrap();
        git(&["commit", "-q", "-m", "x"]).unwrap();
        let planted = self.folder.join("planted.sh").display().to_string();
        for key in [
            "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "diff.external", "diff.planted.textconv",
            "filter.planted.clean", "filter.planted.smudge", "filter.planted.process", "credential.helper",
            "gpg.program", "alias.status", "alias.log",
        ] {
            git(&["config", key, &planted]).unwrap();
        }
        for hook in ["fsmonitor-watchman", "post-index-change", "pre-auto-gc", "reference-transaction"] {
            plant_program(&self.folder.join(".git/hooks").join(hook));
        }
        self
    }
}

fn plant_program(file: &Path) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, "#!/bin/sh\n: planted by the project\nexit 0\n").unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A PATH on which relative folders come first, and one is empty, which means the current folder.
fn path_with_relative_folders(lab: &Lab) -> String {
    ".:bin::".to_owned() + &upgo_testkit::system::path_after(&lab.home().join("bin"))
}

/// The run of a command by an ordinary user.
fn by_user(lab: &Lab, arguments: &[&str]) -> Run {
    let run = if is_root() {
        let program = lab.path("upgo-of-user");
        if !program.exists() {
            upgo_testkit::copy_program(lab.program(), &program);
        }
        let program = program.display().to_string();
        let become_user = ["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups", "--", &program];
        lab.other("/usr/bin/setpriv", [&become_user, arguments].concat())
    } else {
        lab.upgo(arguments)
    };
    let temporary = lab.path("temporary");
    ["TMPDIR", "TEMP", "TMP"].into_iter().fold(run, |run, name| run.with(name, &temporary))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output_in_time().is_ok_and(|id| id.stdout.starts_with(b"0\n"))
}

/// Gives the whole sandbox to the ordinary user.
fn give_to_user(lab: &Lab) {
    fs::create_dir_all(lab.path("temporary")).unwrap();
    if is_root() {
        let given =
            Command::new("chown").args(["-R", &format!("{ACCOUNT}:{ACCOUNT}")]).arg(lab.path("")).status_in_time();
        assert!(given.unwrap().success());
    }
}

/// Whether a path is below a folder that Upgo has made for its own work.
fn is_of_work(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("upgo-work-"))
}

/// Whether it is a folder to which the caches of Go are moved.
fn is_cache(path: &Path) -> bool {
    path.ends_with("tmp/go-build") || path.ends_with("tmp/go-tmp")
}

/// The programs of version control systems, none of which Upgo needs.
const VERSION_CONTROL: [&str; 5] = ["bzr", "fossil", "git", "hg", "svn"];

/// The programs among these that a project provides, or that would read its settings.
fn wrong_programs(traced: &Traced, projects: &[HostileProject]) -> Vec<Started> {
    let of_projects = projects.iter().flat_map(|project| traced.programs_in(&project.folder));
    let is_version_control = |started: &&Started| {
        let name = started.program.file_name().unwrap_or_default();
        VERSION_CONTROL.iter().any(|system| name == *system)
    };
    of_projects.chain(traced.programs.iter().filter(is_version_control)).cloned().collect()
}

#[test]
#[ignore = "long"]
fn no_command_starts_a_program_of_the_project_in_which_it_runs() {
    if !can_trace() {
        return;
    }
    let lab = machine();
    let projects = [lab.path("module"), lab.path("tmp")].map(|folder| HostileProject::plant(folder).with_git());
    give_to_user(&lab);
    let folder = projects[0].folder.clone();
    by_user(&lab, &["install", "1.26.6", "--use", "--yes"]).within(&lab.user()).succeeds();
    by_user(&lab, &["settings", "set", "projects", folder.to_str().unwrap()]).within(&lab.user()).succeeds();
    let mut wrong = Vec::new();
    for (row, _) in ROWS {
        if *row == "adopt {tmp}" {
            continue; // the user names that folder as a Go, whose `go` is asked for its version
        }
        let words = words(&lab, row);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = by_user(&lab, &words).within(&folder).with("PATH", path_with_relative_folders(&lab));
        let traced = trace(&lab, run);
        let started = wrong_programs(&traced, &projects).into_iter();
        // A measurement builds a program of Upgo's own, in a new folder of its own within the one that is named.
        let is_own = |program: &Path| row.starts_with("doctor --measure") && is_of_work(program);
        let started = started.filter(|started| !(is_own(&started.program) && started.program.ends_with("go/hello")));
        wrong.extend(started.map(|started| format!("{row}: {started:?}")));
        // What these commands are for: the file that they name, or an edit of the project.
        let is_edit = ["pin", "projects raise", "fleet report --to"].iter().any(|start| row.starts_with(start));
        let names =
            ["report.zip", "fleet.html", "exported.toml", "setup.toml", "mirror", "bundle.zip", "other-bundle.zip"];
        let is_named = |path: &Path| {
            let below = path.strip_prefix(lab.path("")).unwrap_or(path).to_str().unwrap_or_default().to_owned();
            names.iter().any(|name| below.starts_with(name))
        };
        let outside = traced.changed_outside(&[&lab.user(), &lab.path("temporary")]);
        let is_measured = |path: &Path| row.starts_with("doctor --measure") && is_of_work(path);
        let is_moved = |path: &Path| row.starts_with("cache move") && is_cache(path);
        let is_wanted = |path: &Path| is_named(path) || is_measured(path) || is_moved(path);
        let outside = outside.into_iter().filter(|changed| !is_edit && !is_wanted(&changed.path));
        wrong.extend(outside.map(|changed| format!("{row}: {changed:?}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a build may start is the toolchain and the user's compiler; and nothing that an earlier command has left leads a
/// later one outside.
#[test]
#[ignore = "long"]
fn a_rehearsal_with_real_go_starts_nothing_of_the_projects() {
    let Some(lab) = quick_lab() else { return };
    if !can_trace() {
        return;
    }
    let vulnerabilities = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", vulnerabilities);
    lab.upgo(["check"]).ends();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof", "--yes"]).succeeds();
    lab.upgo(["install", "1.27.3", "--without-proof", "--yes"]).succeeds();
    let with_git = HostileProject::plant(lab.path("code/one")).with_git();
    let other = HostileProject::plant(lab.path("code/two"));
    for folder in [".svn", ".bzr"] {
        fs::create_dir_all(other.folder.join(folder)).unwrap();
    }
    fs::write(other.folder.join(".fslckout"), "").unwrap();
    let projects = [with_git, other];
    fs::create_dir_all(lab.path("temporary")).unwrap();
    let code = lab.path("code").display().to_string();
    // Git is in a folder of the system; or the project's programs come first.
    let usual = upgo_testkit::system::path_after(&lab.home().join("bin"));
    let relative = path_with_relative_folders(&lab);
    let rehearse = ["rehearse", "1.27.3", &code, "--fixes", "--yes"];
    for (words, path) in
        [(&rehearse[..], &usual), (&rehearse[..], &relative), (&["audit", "--module", &code][..], &relative)]
    {
        // as this account, because the build cache of tests is its own
        let run = lab.upgo(words).within(&projects[0].folder).with("TMPDIR", lab.path("temporary"));
        let run = run.with("PATH", path).with("GOFLAGS", "-toolexec=./planted.sh").with("LD_LIBRARY_PATH", ":lib");
        let traced = trace(&lab, run.with("CC", "./planted.sh"));
        let wrong = wrong_programs(&traced, &projects);
        assert!(wrong.is_empty(), "{wrong:#?}\n{}", traced.ran);
        assert!(traced.programs.iter().any(|started| started.program.ends_with("bin/go")), "{}", traced.ran);
        let outside = traced.changed_outside(&[&lab.user(), &lab.path("temporary"), &real_go::build_cache()]);
        assert!(outside.is_empty(), "{outside:#?}");
        assert_eq!(traced.ran.code, Some(0), "{}", traced.ran);
    }
}
