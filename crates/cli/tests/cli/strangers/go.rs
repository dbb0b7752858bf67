//! No command starts a Go of another account, on PATH or in a home.
use std::fs;

use super::{OTHER, give, is_root, mode, trap};
use crate::every_command::machine;

#[test]
fn another_accounts_go_is_not_started_by_root() {
    if !is_root() {
        return;
    }
    let lab = machine();
    let (started, theirs) = (lab.path("started"), lab.path("theirs"));
    trap(&theirs.join("bin/go"), &started);
    let run = |command: &[&str]| lab.upgo(command).with("PATH", upgo_testkit::system::path_after(&theirs.join("bin")));
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
            run.with("PATH", upgo_testkit::system::path_after(&path)).ends();
            let said = fs::read_to_string(&started).unwrap();
            assert!(said.is_empty(), "{is_their_home} {command:?}: {said}");
        }
    }
}
