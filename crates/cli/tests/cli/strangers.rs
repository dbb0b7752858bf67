//! A home in which another account has a say gives nothing but what its files show: no setting, no proxy, no program, no
//! change to complete. Each test needs root, to give files away.
use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Run};

use crate::every_command::{ROWS, machine, words};
use crate::lab;
use crate::tracer::{can_trace, trace};

/// An account that does not run Upgo.
const OTHER: u32 = 12345;

/// Whether this is root, who can give files away.
fn is_root() -> bool {
    let is = fs::metadata("/proc/self").unwrap().uid() == 0;
    if !is {
        println!("SKIPPED: only root can give a file away");
    }
    is
}

/// Gives a file or folder, with its content, to an account.
fn give(path: &Path, to: u32) {
    std::os::unix::fs::lchown(path, Some(to), Some(to)).unwrap();
    if path.symlink_metadata().unwrap().is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path(), to);
        }
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A program that leaves a file when it is started.
fn trap(program: &Path, trace: &Path) {
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    fs::remove_file(program).unwrap_or_default();
    let line = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 0\n", trace.to_str().unwrap().replace('\'', r"'\''"));
    fs::File::create(program).unwrap().write_all(line.as_bytes()).unwrap();
    mode(program, 0o755);
}

/// A proxy that nobody should ask.
struct Proxy(TcpListener);

impl Proxy {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    fn was_asked(&self) -> bool {
        self.0.accept().is_ok()
    }
}

/// The text of a change of this startup file that was interrupted. Taking it back writes `planted`.
fn journal(profile: &Path) -> String {
    let splice = json!({
        "before": null, "after": null, "at": 0, "removed": { "text": "planted\n" }, "inserted": { "text": "" },
    });
    let write = json!({ "kind": "profile", "path": { "text": profile }, "splice": splice });
    let step =
        json!({ "kind": "editEnvironment", "purpose": "asked", "change": { "purpose": "edit", "writes": [write] } });
    let plan = json!({ "action": "environment", "from": null, "to": null, "steps": [step] });
    let intent =
        json!({ "record": "intent", "format": 1, "at": "2026-01-01T00:00:00Z", "by": "upgo env", "plan": plan });
    format!("{intent}\n{}\n", json!({ "record": "begin", "step": 0 }))
}

/// Makes a home with a toolchain into one that does whatever it can to this account.
fn poison(home: &Path, proxy: &Proxy, trace: &Path, project: &Path, profile: &Path) {
    let settings = format!(
        "keep-versions = 7\nproxy = \"{}\"\nca-file = \"{}\"\nprojects = [\"{}\"]\n",
        proxy.url(),
        home.join("ca.pem").display(),
        project.display()
    );
    fs::write(home.join("settings.toml"), &settings).unwrap();
    fs::write(home.join("settings-last-good.toml"), settings).unwrap();
    fs::write(home.join("ca.pem"), "").unwrap();
    trap(&home.join("toolchains/go1.26.6/bin/go"), trace);
    for name in ["go", "gofmt", "go1.26.6", "upgo", "upgo-desktop"] {
        trap(&home.join("bin").join(name), trace);
    }
    fs::create_dir_all(home.join("journal")).unwrap();
    fs::write(home.join("journal/00000099.running.jsonl"), journal(profile)).unwrap();
}

/// Each file below, with its owner, permissions and content.
fn everything_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        let metadata = path.symlink_metadata().unwrap();
        let content = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        let (owner, mode) = (metadata.uid(), metadata.mode());
        found.push(format!("{} {owner} {mode:o} {}", path.display(), String::from_utf8_lossy(&content).len()));
        if metadata.is_dir() {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

/// A way to a home in which another account has a say.
struct Way {
    what: &'static str,
    /// Prepares the folders. `victim` is the home folder of this account.
    prepare: fn(&Lab) -> PathBuf,
    /// The variables besides HOME, with the home.
    variables: fn(&Path) -> Vec<(&'static str, PathBuf)>,
    /// Whether HOME is the folder of the other account.
    is_their_home: bool,
}

fn named(home: &Path) -> Vec<(&'static str, PathBuf)> {
    vec![("UPGO_HOME", home.to_owned())]
}

const WAYS: &[Way] = &[
    Way {
        what: "HOME alone, as with sudo -E",
        prepare: |lab| {
            let home = lab.user().join(".local/share/upgo");
            fs::create_dir_all(home.parent().unwrap()).unwrap();
            fs::rename(lab.home(), &home).unwrap();
            give(&lab.user(), OTHER);
            home
        },
        variables: |_| vec![("UPGO_HOME", PathBuf::new())],
        is_their_home: true,
    },
    Way {
        what: "UPGO_HOME",
        prepare: |lab| {
            give(&lab.user(), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "XDG_DATA_HOME",
        prepare: |lab| {
            let home = lab.user().join("data/upgo");
            fs::create_dir_all(home.parent().unwrap()).unwrap();
            fs::rename(lab.home(), &home).unwrap();
            give(&lab.user(), OTHER);
            home
        },
        variables: |home| vec![("UPGO_HOME", PathBuf::new()), ("XDG_DATA_HOME", home.parent().unwrap().to_owned())],
        is_their_home: false,
    },
    Way {
        what: "their link to a folder of root's that is open to all, with their files",
        prepare: |lab| {
            let open = lab.path("open");
            fs::rename(lab.home(), &open).unwrap();
            give(&open, OTHER);
            chown(&open, Some(0), Some(0)).unwrap();
            mode(&open, 0o1777);
            symlink(&open, lab.home()).unwrap();
            give(&lab.user(), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "a folder of root's that is open to all",
        prepare: |lab| {
            mode(&lab.home(), 0o1777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "a folder of root's that a group can write to",
        prepare: |lab| {
            chown(lab.home(), None, Some(OTHER)).unwrap();
            mode(&lab.home(), 0o775);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "their link to root's own home",
        prepare: |lab| {
            let (own, link) = (lab.path("own"), lab.user().join("link"));
            fs::rename(lab.home(), &own).unwrap();
            symlink(&own, &link).unwrap();
            give(&lab.user(), OTHER);
            link
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's link through a link of theirs",
        prepare: |lab| {
            let (own, link) = (lab.path("own"), lab.user().join("link"));
            fs::rename(lab.home(), &own).unwrap();
            symlink(&own, &link).unwrap();
            give(&lab.user(), OTHER);
            symlink(&link, lab.path("root-link")).unwrap();
            lab.path("root-link")
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's folder in a folder of theirs",
        prepare: |lab| {
            std::os::unix::fs::chown(lab.user(), Some(OTHER), Some(OTHER)).unwrap();
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's folder in one where everybody can rename",
        prepare: |lab| {
            mode(&lab.user(), 0o777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's home with their journal folder",
        prepare: |lab| {
            give(&lab.home().join("journal"), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's home with a folder that all can write to",
        prepare: |lab| {
            mode(&lab.home(), 0o755);
            mode(&lab.home().join("journal"), 0o777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "their link to root's own home, in a folder like /tmp",
        prepare: |lab| {
            let shared = lab.path("shared");
            fs::create_dir(&shared).unwrap();
            mode(&shared, 0o1777);
            symlink(lab.home(), shared.join("link")).unwrap();
            give(&shared.join("link"), OTHER);
            shared.join("link")
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's own home, with HOME of another account",
        prepare: |lab| {
            let own = lab.path("own");
            fs::rename(lab.home(), &own).unwrap();
            give(&lab.user(), OTHER);
            own
        },
        variables: named,
        is_their_home: true,
    },
];

impl Way {
    fn run(&self, lab: &Lab, home: &Path, command: &[&str]) -> Run {
        let user = if self.is_their_home { lab.user() } else { lab.path("root") };
        let run = lab.upgo(command).with("HOME", user);
        (self.variables)(home).into_iter().fold(run, |run, (name, value)| run.with(name, value))
    }
}

#[test]
#[ignore = "long"]
fn a_home_in_which_others_have_a_say_is_only_read() {
    if !is_root() {
        return;
    }
    for way in WAYS {
        let what = way.what;
        let lab = machine();
        lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
        let (proxy, started) = (Proxy::new(), lab.path("started"));
        let profile = lab.path("root").join(".profile");
        fs::create_dir_all(lab.path("root")).unwrap();
        poison(&lab.home(), &proxy, &started, &lab.path("module"), &profile);
        let home = (way.prepare)(&lab);
        let folders = || {
            [everything_in(&lab.user()), everything_in(&lab.path("root")), {
                let open = lab.path("open");
                if open.exists() { everything_in(&open) } else { everything_in(&home.canonicalize().unwrap()) }
            }]
        };
        let before = folders();

        let status = way.run(&lab, &home, &["status", "--json"]).succeeds().json();
        let codes = |answer: &Value| {
            let warnings = answer["warnings"].as_array().unwrap().iter();
            warnings.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let only_read = codes(&status).into_iter().filter(|code| code == "UPGO-HOME-ONLY-READ").count();
        assert_eq!(only_read, 1, "{what}: {status}");
        let versions = way.run(&lab, &home, &["list", "--json"]).succeeds();
        assert!(versions.output.contains("go1.26.6"), "{what}: a reader shows what is there: {versions}");
        let setting = way.run(&lab, &home, &["settings", "get", "keep-versions"]).succeeds();
        assert_ne!(setting.output.trim(), "7", "{what}");
        assert_eq!(setting.errors.matches("(UPGO-").count(), 1, "{what}: one warning: {setting}");
        for command in
            [&["check"][..], &["audit"], &["audit", "--module", lab.path("module").to_str().unwrap()], &["doctor"]]
        {
            way.run(&lab, &home, command).ends();
        }
        for command in [&["exec", "1.26.6", "--", "go", "version"][..], &["shell", "1.26.6"], &["use", "1.26.6"]] {
            let refused = way.run(&lab, &home, command).exits(5);
            assert!(refused.errors.contains("UPGO-PERMISSION-ACCOUNT"), "{what}: {refused}");
        }
        assert_eq!(folders(), before, "{what}");
        assert!(!started.exists(), "{what}: {}", fs::read_to_string(&started).unwrap());
        assert!(!proxy.was_asked() && !profile.exists(), "{what}");
    }
}

/// What is usual: a mask that lets the user's own group write, links of one's own, a home that is only read.
#[test]
fn a_home_of_ones_own_is_believed() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    lab.upgo(["settings", "set", "keep-versions", "7"]).succeeds();
    let says_seven = |run: Run, what: &str| {
        let said = run.succeeds();
        assert_eq!(said.output.trim(), "7", "{what}: {said}");
        assert!(!said.errors.contains("UPGO-HOME-ONLY-READ"), "{what}: {said}");
    };
    let get = ["settings", "get", "keep-versions"];
    for folder in
        [lab.home(), lab.home().join("journal"), lab.home().join("toolchains"), lab.home().join("settings.toml")]
    {
        mode(&folder, 0o775); // the group of root
    }
    says_seven(lab.upgo(get), "a mask of 002");
    symlink(lab.home(), lab.path("link")).unwrap();
    says_seven(lab.upgo(get).with("UPGO_HOME", lab.path("link")), "a link");
    fs::rename(lab.home().join("settings.toml"), lab.path("dotfile")).unwrap();
    symlink(lab.path("dotfile"), lab.home().join("settings.toml")).unwrap();
    says_seven(lab.upgo(get), "a link to a settings file");
    mode(&lab.path("dotfile"), 0o644);
    lab.upgo(["settings", "set", "keep-versions", "8"]).succeeds();
    assert!(fs::read_to_string(lab.path("dotfile")).unwrap().contains("keep-versions = 8"), "the link is followed");
    // The same for an account of its own, whose group has its number.
    lab.upgo(["settings", "set", "keep-versions", "7"]).succeeds();
    fs::remove_file(lab.home().join("settings.toml")).unwrap();
    fs::rename(lab.path("dotfile"), lab.home().join("settings.toml")).unwrap();
    mode(&lab.home().join("settings.toml"), 0o664);
    assert!(lab.give_home_to_nobody());
    if let Some(run) = lab.upgo_without_rights(get) {
        says_seven(run, "another account's own home");
    }
    // A folder that nobody else can enter: the permissions below do not matter.
    mode(&lab.home(), 0o700);
    mode(&lab.home().join("settings.toml"), 0o666);
    mode(&lab.home().join("cache"), 0o777);
    if let Some(run) = lab.upgo_without_rights(get) {
        says_seven(run, "a closed home");
    }
}

#[test]
fn a_file_of_another_account_in_ones_own_home_does_not_count() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let (home, proxy) = (lab.home(), Proxy::new());
    let settings = home.join("settings.toml");
    let warned = |code: &str| {
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert!(status["warnings"].to_string().contains(code), "{code}: {status}");
    };
    // settings: of another account, open to others, and by a link of another account
    for what in ["owner", "open", "link"] {
        fs::remove_file(&settings).unwrap_or_default();
        let place = if what == "link" { lab.path("tmp").join("theirs/settings.toml") } else { settings.clone() };
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, format!("keep-versions = 7\nproxy = \"{}\"\n", proxy.url())).unwrap();
        mode(&home, 0o755);
        match what {
            "owner" => give(&settings, OTHER),
            "open" => mode(&settings, 0o646),
            _ => {
                give(place.parent().unwrap(), OTHER);
                chown(&place, Some(0), Some(0)).unwrap();
                symlink(&place, &settings).unwrap();
            }
        }
        let said = lab.upgo(["settings", "get", "keep-versions"]).succeeds();
        assert_ne!(said.output.trim(), "7", "{what}");
        warned("UPGO-PERMISSION-ACCOUNT");
        lab.upgo(["check"]).ends();
        assert!(!proxy.was_asked(), "{what}");
        let refused = lab.upgo(["settings", "set", "theme", "dark"]).ends();
        assert_ne!(refused.code, Some(0), "{what}: their values would become this account's");
    }
    fs::remove_file(&settings).unwrap();
    mode(&home, 0o700);
    // a change to complete
    let running = home.join("journal/00000099.running.jsonl");
    let profile = lab.user().join(".profile");
    let before = fs::read_to_string(&profile).unwrap_or_default();
    fs::write(&running, journal(&profile)).unwrap();
    give(&running, OTHER);
    warned("UPGO-HOME-DAMAGED");
    assert!(!running.exists(), "it is set aside");
    assert_eq!(fs::read_to_string(&profile).unwrap_or_default(), before);
    // the same, of this account and open to all
    mode(&home, 0o755);
    fs::write(&running, journal(&profile)).unwrap();
    mode(&running, 0o646);
    warned("UPGO-HOME-DAMAGED");
    assert!(!running.exists(), "it is set aside");
    assert_eq!(fs::read_to_string(&profile).unwrap_or_default(), before);
    mode(&home, 0o700);
    // a change to undo
    give(&home.join("journal/00000001.jsonl"), OTHER);
    assert_ne!(lab.upgo(["rollback", "1", "--yes"]).ends().code, Some(0));
    // what proves a toolchain
    let level = || lab.upgo(["verify", "1.26.6", "--why", "--json"]).ends().json().to_string();
    assert!(level().contains("digestOnly"), "{}", level());
    give(&home.join("receipts/go1.26.6.json"), OTHER);
    assert!(!level().contains("digestOnly"), "{}", level());
    // a toolchain
    let (started, go) = (lab.path("started"), home.join("toolchains/go1.26.6/bin/go"));
    trap(&go, &started);
    give(&go, OTHER);
    lab.upgo(["exec", "1.26.6", "--", "go", "version"]).exits(5);
    crate::tools::put_tool(&crate::tools::usual(&lab), "one", "go1.25.1", &crate::rebuild::module("one"));
    let module = lab.path("module").display().to_string();
    for command in [
        &["tools", "rebuild", "one", "--yes"][..],
        &["tools", "update", "--yes"],
        &["audit", "--module", &module],
        &["rehearse", "1.27.3", &module, "--yes"],
        &["cache", "clean-go", "build", "--yes", "--even-if-running"],
        &["verify", "1.26.6"],
        &["check"],
    ] {
        lab.upgo(command).ends();
        assert!(!started.exists(), "{command:?}: {}", fs::read_to_string(&started).unwrap());
    }
}

/// Every command, run by root: whatever another account has put into its home and its folders, none of its programs is
/// started, and nothing is written there.
#[test]
#[ignore = "long"]
fn no_command_starts_a_program_of_a_hostile_home_or_writes_there() {
    if !is_root() || !can_trace() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let (proxy, started, user) = (Proxy::new(), lab.path("started"), lab.user());
    poison(&lab.home(), &proxy, &started, &lab.path("module"), &user.join(".profile"));
    // programs, settings of Go, and startup files that put a folder of theirs first on PATH
    for name in ["go/bin/tool", "evil/go", "evil/upgo-desktop", "evil/sh", "evil/git"] {
        trap(&user.join(name), &started);
    }
    let values = format!("GOFLAGS=-toolexec={}\nGOPROXY={}\n", user.join("evil/go").display(), proxy.url());
    for folder in [".config/go", "config/go"] {
        fs::create_dir_all(user.join(folder)).unwrap();
        fs::write(user.join(folder).join("env"), &values).unwrap();
    }
    for name in [".profile", ".bashrc", ".zshenv", ".bash_profile"] {
        fs::write(user.join(name), format!("export PATH='{}':$PATH\n", user.join("evil").display())).unwrap();
    }
    give(&user, OTHER);
    let before = everything_in(&user);
    for (row, _) in ROWS {
        // the variables of `sudo -E`, then UPGO_HOME alone
        for is_their_home in [true, false] {
            let mut run = lab.upgo(words(&lab, row));
            if !is_their_home {
                fs::create_dir_all(lab.path("root")).unwrap();
                run = run.with("HOME", lab.path("root")).with("XDG_CONFIG_HOME", user.join("config"));
            }
            let traced = trace(&lab, run);
            assert!(traced.programs_in(&user).is_empty(), "{row}: {:#?}", traced.programs);
            let written: Vec<_> = traced.changed.iter().filter(|changed| changed.path.starts_with(&user)).collect();
            assert!(written.is_empty(), "{row}: {written:#?}");
            let outside = traced.changed_outside(&[&lab.path("")]);
            assert!(outside.is_empty(), "{row}: {outside:#?}");
            assert!(!started.exists(), "{row}: {}", fs::read_to_string(&started).unwrap());
            assert!(!proxy.was_asked(), "{row}");
        }
    }
    assert_eq!(everything_in(&user), before);
}

#[test]
fn a_file_that_a_command_names_is_written_through_no_link_of_another_account() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let (shared, precious) = (lab.path("shared"), lab.path("precious"));
    fs::create_dir_all(&shared).unwrap();
    mode(&shared, 0o1777);
    let names = ["export.toml", "report.zip", "fleet.html", "policy.md", "bundle.zip", "other"];
    let command = |name: &str| -> Vec<String> {
        let path = shared.join(name).to_str().unwrap().to_owned();
        let words: Vec<&str> = match name {
            "export.toml" => vec!["settings", "export", &path],
            "report.zip" => vec!["report", &path, "--yes"],
            "fleet.html" => vec!["fleet", "{tmp}", "--html", &path],
            _ => vec!["status"],
        };
        words.into_iter().map(|word| word.replace("{tmp}", lab.path("tmp").to_str().unwrap())).collect()
    };
    for name in names {
        fs::write(&precious, "mine").unwrap();
        symlink(&precious, shared.join(name)).unwrap();
        give(&shared.join(name), OTHER);
        lab.upgo(command(name)).ends();
        assert_eq!(fs::read_to_string(&precious).unwrap(), "mine", "{name}");
        // A file that another account made there, for all to read and to write, passes on nothing.
        fs::remove_file(shared.join(name)).unwrap_or_default();
        fs::write(shared.join(name), "").unwrap();
        mode(&shared.join(name), 0o666);
        give(&shared.join(name), OTHER);
        lab.upgo(command(name)).ends();
        let made = shared.join(name).metadata().unwrap();
        assert!(made.uid() == OTHER || made.mode() & 0o022 == 0, "{name}: {:o}", made.mode());
        fs::remove_file(shared.join(name)).unwrap();
    }
    // a startup file
    let profile = lab.user().join(".profile");
    fs::remove_file(&profile).unwrap_or_default();
    symlink(&precious, &profile).unwrap();
    lab.upgo(["settings", "set", "modify-path", "true"]).succeeds();
    give(&profile, OTHER);
    lab.upgo(["env", "path", "add", lab.path("tmp").to_str().unwrap(), "--yes"]).ends();
    lab.upgo(["env", "set", "GOPROXY", "direct", "--yes"]).ends();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    // a link in place of a folder that a variable or an argument names
    let (theirs, inside) = (lab.path("theirs"), lab.path("inside"));
    fs::create_dir(&theirs).unwrap();
    fs::create_dir(&inside).unwrap();
    for name in ["zsh", "fish", "go", "autostart", "systemd"] {
        symlink(&inside, theirs.join(name)).unwrap();
    }
    give(&theirs, OTHER);
    fs::remove_file(&profile).unwrap();
    let exported = theirs.join("zsh/exported.toml").display().to_string();
    let folder = lab.path("tmp").display().to_string();
    for command in [
        &["env", "path", "remove", &folder, "--yes"][..],
        &["env", "path", "add", &folder, "--yes"],
        &["env", "set", "GOPROXY", "direct", "--scope", "go", "--yes"],
        &["settings", "export", &exported],
        &["background", "tray"],
        &["background", "scheduled"],
    ] {
        for shell in ["/bin/zsh", "/usr/bin/fish"] {
            let run = lab.upgo(command).with("ZDOTDIR", theirs.join("zsh")).with("XDG_CONFIG_HOME", &theirs);
            run.with("SHELL", shell).ends();
            let found = fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
            assert!(found.is_empty(), "{command:?}: {found:?}");
        }
    }
}

#[test]
fn another_accounts_go_is_not_started_by_root() {
    if !is_root() {
        return;
    }
    let lab = machine();
    let (started, theirs) = (lab.path("started"), lab.path("theirs"));
    trap(&theirs.join("bin/go"), &started);
    let run =
        |command: &[&str]| lab.upgo(command).with("PATH", format!("{}:/usr/bin:/bin", theirs.join("bin").display()));
    run(&["status"]).succeeds();
    assert!(started.exists(), "one's own Go is asked for its version");
    fs::remove_file(&started).unwrap();
    fs::write(theirs.join("VERSION"), "go1.26.6\n").unwrap();
    give(&theirs, OTHER);
    let module = lab.path("module");
    let module = module.to_str().unwrap();
    for command in [
        &["status"][..],
        &["why"],
        &["audit", "--module", module],
        &["check"],
        &["rehearse", "1.27.3", module, "--yes"],
        &["cache", "clean-go", "--yes"],
    ] {
        run(command).ends();
        assert!(!started.exists(), "{command:?}");
    }
    let audit = run(&["audit", "--module", module, "--json"]).ends();
    assert!(audit.output.contains("UPGO-PERMISSION-ACCOUNT"), "it is said: {audit}");
}

/// The same for an account without root's rights: what other accounts can replace in its own home, and whatever is on
/// PATH if HOME belongs to another account.
#[test]
fn an_account_starts_no_go_that_another_one_may_have_put_there() {
    if !is_root() {
        return;
    }
    for is_their_home in [false, true] {
        let lab = machine();
        lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
        let (started, theirs) = (lab.path("started"), lab.path("theirs"));
        fs::write(&started, "").unwrap();
        mode(&started, 0o666);
        mode(&lab.path("tmp"), 0o1777);
        let bin = lab.home().join("toolchains/go1.26.6/bin");
        trap(&bin.join("go"), &started);
        trap(&theirs.join("bin/go"), &started);
        assert!(lab.give_home_to_nobody());
        mode(&lab.home(), 0o755);
        let path = if is_their_home {
            give(&theirs, OTHER);
            give(&lab.user(), OTHER);
            theirs.join("bin")
        } else {
            mode(&bin, 0o777);
            bin.clone()
        };
        let module = lab.path("module").display().to_string();
        for command in [
            &["status"][..],
            &["why"],
            &["check"],
            &["audit", "--module", &module],
            &["exec", "1.26.6", "--", "go", "version"],
        ] {
            let Some(run) = lab.upgo_without_rights(command) else {
                return println!("SKIPPED: no other account can be had");
            };
            run.with("PATH", format!("{}:/usr/bin:/bin", path.display())).ends();
            let said = fs::read_to_string(&started).unwrap();
            assert!(said.is_empty(), "{is_their_home} {command:?}: {said}");
        }
    }
}

/// In a user namespace without a number for root, other accounts and root look the same. In a home, that is a stranger.
#[test]
fn in_a_user_namespace_an_owner_without_a_number_is_a_stranger_in_a_home() {
    const ACCOUNT: &str = "23456";
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let program = lab.path("upgo-of-user");
    upgo_testkit::copy_program(lab.program(), &program);
    give(&lab.path(""), ACCOUNT.parse().unwrap());
    let become_user = ["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups", "unshare", "-U", "--map-current-user"];
    let run = |command: &[&str]| {
        let program = program.to_str().unwrap();
        lab.other("setpriv", [&become_user[..], &[program], command].concat()).with("TMPDIR", lab.path("tmp"))
    };
    if lab.other("setpriv", [&become_user[..], &["true"]].concat()).ends().code != Some(0) {
        return println!("SKIPPED: an account may make no user namespace here");
    }
    let home = lab.home();
    let (settings, started) = (home.join("settings.toml"), lab.path("started"));
    mode(&home, 0o755);
    let number = || run(&["settings", "get", "keep-versions"]).succeeds().output.trim().to_owned();
    fs::write(&settings, "keep-versions = 7\n").unwrap();
    give(&settings, ACCOUNT.parse().unwrap());
    assert_eq!(number(), "7", "one's own home counts, in folders of root's");
    fs::write(&settings, "keep-versions = 9\n").unwrap();
    give(&settings, OTHER);
    mode(&settings, 0o644);
    assert_ne!(number(), "9");
    give(&settings, ACCOUNT.parse().unwrap());
    assert_eq!(number(), "9");
    let go = home.join("toolchains/go1.26.6/bin/go");
    trap(&go, &started);
    give(&go, OTHER);
    run(&["exec", "1.26.6", "--", "go", "version"]).exits(5);
    assert!(!started.exists());
    for folder in [home.clone(), home.join("journal")] {
        chown(&folder, Some(OTHER), None).unwrap();
        let status = run(&["status", "--json"]).succeeds();
        assert!(status.output.contains("UPGO-HOME-ONLY-READ"), "{}: {status}", folder.display());
        chown(&folder, Some(ACCOUNT.parse().unwrap()), None).unwrap();
    }
}

#[test]
fn a_place_that_cannot_be_a_home_is_refused_with_its_path() {
    let lab = lab().with_release("go1.26.6");
    for root in ["/", "//", "/tmp/.."] {
        let refused = lab.upgo(["status"]).with("UPGO_HOME", root).exits(2);
        assert!(refused.errors.contains("UPGO_HOME is /"), "{refused}");
    }
    for (home, named) in [("/dev/null", "/dev/null"), ("/dev/null/upgo", "/dev/null")] {
        let refused = lab.upgo(["settings", "set", "theme", "dark"]).with("UPGO_HOME", home).exits(5);
        assert!(refused.errors.contains(&format!("{named} is not a folder")), "{refused}");
        let status = lab.upgo(["status"]).with("UPGO_HOME", home).ends();
        assert!(status.errors.contains(&format!("{named} is not a folder")), "{status}");
    }
    let missing = lab.path("no such user");
    for command in [&["settings", "set", "theme", "dark"][..], &["install", "1.26.6"], &["status"]] {
        let ran = lab.upgo(command).with("UPGO_HOME", "").with("HOME", &missing).ends();
        assert!(ran.errors.contains("does not exist") || command == ["status"], "{ran}");
        assert!(!missing.exists(), "{ran}");
    }
}
