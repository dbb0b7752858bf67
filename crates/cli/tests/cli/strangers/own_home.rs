//! The user's own home is believed, except for what another account has put there or may change.
use std::fs;
use std::os::unix::fs::{chown, symlink};

use upgo_testkit::lab::Run;

use super::{OTHER, Proxy, give, is_root, journal, mode, trap};
use crate::every_command::machine;
use crate::lab;

/// What is usual: a mask that lets the user's own group write, the user's own links, a home that is only read.
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
    // The same for a separate account, whose group has its number.
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
