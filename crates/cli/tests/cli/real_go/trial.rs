//! The test of a new toolchain, and what it finds; interrupted upgrades; damaged and cached files.
use serde_json::json;
use upgo_testkit::limit::InTime as _;

use super::{go, module, quick_lab, real_lab, tree};
use crate::kill::Victim;

#[test]
fn asking_a_go_for_its_version_leaves_no_trace() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    // A `go` without its tree: its version is known only by asking it.
    let wrapper = lab.path("wrapper");
    std::fs::create_dir_all(&wrapper).unwrap();
    let go = lab.home().join("toolchains/go1.27.3/bin/go");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", go.display().to_string().replace('\'', r"'\''"));
    std::fs::write(wrapper.join("go"), script).unwrap();
    let made = std::process::Command::new("chmod").arg("+x").arg(wrapper.join("go")).status_in_time();
    assert!(made.unwrap().success());
    let before = tree(&lab.user());
    let status = lab
        .upgo(["status", "--json"])
        .with("PATH", upgo_testkit::system::path_after(&wrapper))
        .with("GOFLAGS", "-bogus")
        .succeeds()
        .json();
    assert_eq!(status["active"]["version"], "go1.27.3", "{status:#}");
    assert_eq!(tree(&lab.user()), before, "the user's files were changed");
}

/// Each program that a build starts, in each way that a machine may fail to run it, is found before the switch.
#[test]
#[ignore = "long"]
fn a_go_of_which_a_program_does_not_run_here_is_not_switched_to() {
    use std::os::unix::fs::PermissionsExt;
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let tools = lab.home().join("toolchains/go1.27.3/pkg/tool/linux_amd64");
    for tool in ["compile", "asm", "link"] {
        let (path, aside) = (tools.join(tool), lab.home().join(tool));
        std::fs::rename(&path, &aside).unwrap();
        for kind in ["missing", "blocked", "of another architecture"] {
            if kind != "missing" {
                let mut bytes = std::fs::read(&aside).unwrap();
                bytes[18..20].copy_from_slice(if kind == "blocked" { &[62, 0] } else { &[183, 0] }); // e_machine
                std::fs::write(&path, bytes).unwrap();
                let mode = if kind == "blocked" { 0o644 } else { 0o755 };
                std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            }
            // a plan is made only for a whole Go, and what may start is tried before the switch
            let (exit, code) =
                if kind == "of another architecture" { (1, "UPGO-SMOKE-FAILED") } else { (7, "UPGO-VERSION-DAMAGED") };
            let failed = lab.upgo(["use", "1.27.3", "--json"]).exits(exit).json();
            assert_eq!(failed["error"]["code"], code, "{tool}, {kind}: {failed:#}");
            if exit == 1 {
                assert_eq!(failed["error"]["became"], "untouched", "{tool}, {kind}: {failed:#}");
            }
            assert_eq!(lab.go_version(), "go1.26.6", "{tool}, {kind}");
            assert_eq!(lab.names_in("staging"), [""; 0], "{tool}, {kind}");
        }
        std::fs::rename(&aside, &path).unwrap();
    }
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_new_go_is_tested_without_compiling_its_runtime() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    std::fs::write(lab.home().join("toolchains/go1.27.3/src/runtime/proc.go"), "this is not Go").unwrap();
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

/// A later linker may ask more of a runtime than the small program has.
#[test]
fn a_go_that_cannot_build_the_small_program_is_tested_with_a_complete_one() {
    use std::os::unix::fs::PermissionsExt;
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    let tools = lab.home().join("toolchains/go1.27.3/pkg/tool/linux_amd64");
    let (link, real) = (tools.join("link"), tools.join("real")); // it prints the name by which it is started
    std::fs::create_dir(&real).unwrap();
    std::fs::rename(&link, real.join("link")).unwrap();
    let script = "#!/bin/sh\ncase \" $* \" in *' -E '*) exit 1 ;; esac\nexec \"${0%/*}/real/link\" \"$@\"\n";
    std::fs::write(&link, script).unwrap();
    std::fs::set_permissions(&link, PermissionsExt::from_mode(0o755)).unwrap();
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
#[ignore = "long"]
fn a_killed_upgrade_of_real_go_leaves_a_working_go_and_can_be_repeated() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    for moment in ["\"transferred\"", "\"unpacked\"", "\"step\":2", "\"step\":3", "\"step\":4"] {
        lab.server.limit(60_000_000);
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        assert!(upgrade.events().any(|event| event.contains(moment)), "{moment} was not reached");
        upgrade.kill();
        assert!(["go1.26.6", "go1.27.3"].contains(&lab.go_version().as_str()), "killed at {moment}");
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(status["current"]["version"], lab.go_version());
        assert_eq!(lab.names_in("staging"), [""; 0], "killed at {moment}");
        lab.upgo(["use", "1.26.6"]).succeeds();
        if lab.toolchains().len() > 1 {
            // a build that the killed process started may still be running
            lab.upgo(["remove", "1.27.3", "--wait"]).succeeds();
        }
    }
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
#[ignore = "long"]
fn a_changed_a_missing_and_an_added_file_in_a_real_tree_are_found_and_repaired() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let tree = lab.home().join("toolchains/go1.27.3");
    let whole = crate::verify::content(&tree);
    // Using Go does not change its own tree.
    let program = module(&lab, "program", "1.27.0", "package main\n\nfunc main() { println(\"hello\") }\n");
    for words in [&["build", "-o", "program", "."][..], &["install", "fmt"], &["vet", "."]] {
        let ran = go(&lab, &program, words).output_in_time().unwrap();
        assert!(ran.status.success(), "{words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let report = lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
    assert_eq!((&report["ok"], report["files"].as_u64()), (&json!(true), Some(whole.len() as u64)));

    let compile = tree.join("pkg/tool/linux_amd64/compile");
    let mut bytes = std::fs::read(&compile).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&compile, &bytes).unwrap();
    std::fs::remove_file(tree.join("src/fmt/print.go")).unwrap();
    std::fs::write(tree.join("src/fmt/evil.go"), "package fmt\n").unwrap();
    let damaged = crate::verify::content(&tree);
    let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
    assert_eq!(report["changed"], json!(["pkg/tool/linux_amd64/compile"]));
    assert_eq!(report["missing"], json!(["src/fmt/print.go"]));
    assert_eq!(report["added"], json!(["src/fmt/evil.go"]));
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert!(crate::verify::content(&tree) == whole, "the repaired tree differs");
    let ran = go(&lab, &program, &["run", "."]).output_in_time().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "hello\n");
    lab.upgo(["rollback"]).succeeds();
    assert!(crate::verify::content(&tree) == damaged, "the undo did not restore each byte");
}

/// Each variable of a row is set, or written by `go env -w` if its name starts with `-w `.
#[test]
fn the_caches_are_those_of_a_real_go_which_cleans_them() {
    use std::os::unix::fs::PermissionsExt as _;

    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let [one, two] = ["cache one", "cache two"].map(|name| lab.path(name).to_str().unwrap().to_owned());
    let rows: [&[(&str, &str)]; 6] = [
        &[],
        &[("XDG_CACHE_HOME", &one)],
        &[("GOPATH", &one)],
        &[("GOCACHE", &one), ("GOMODCACHE", &two)],
        &[("-w GOCACHE", &two), ("-w GOMODCACHE", &one)],
        &[("XDG_CACHE_HOME", "relative")],
    ];
    let place = lab.path("tmp");
    let real = |row: &[(&str, &str)], words: &[&str]| {
        let mut command = go(&lab, &place, words);
        command.env_remove("GOCACHE").envs(row.iter().filter(|(name, _)| !name.contains(' ')).copied());
        command.output_in_time().unwrap()
    };
    for row in rows {
        let written = row.iter().filter_map(|(name, value)| Some(format!("{}={value}", name.strip_prefix("-w ")?)));
        for setting in written {
            assert!(real(&[], &["env", "-w", &setting]).status.success());
        }
        let said = String::from_utf8(real(row, &["env", "GOCACHE", "GOMODCACHE"]).stdout).unwrap();
        let report = row
            .iter()
            .filter(|(name, _)| !name.contains(' '))
            .fold(lab.upgo(["cache", "--json"]), |run, own| run.with(own.0, own.1));
        let report = report.succeeds().json();
        let folder = |index: usize| report["caches"][index]["folder"].as_str().unwrap_or("off").to_owned();
        assert_eq!(said.lines().collect::<Vec<_>>(), [folder(0), folder(1)], "{row:?}");
        real(&[], &["env", "-u", "GOCACHE", "GOMODCACHE"]);
    }

    assert!(real(&[], &["build", "internal/goarch"]).status.success());
    let modules = lab.user().join("go/pkg/mod");
    let module = modules.join("example.com/one@v1.0.0");
    std::fs::create_dir_all(modules.join("cache/download/example.com")).unwrap();
    std::fs::create_dir_all(&module).unwrap();
    std::fs::write(module.join("one.go"), "package one\n").unwrap();
    // as Go unpacks modules
    std::fs::set_permissions(module.join("one.go"), std::fs::Permissions::from_mode(0o444)).unwrap();
    std::fs::set_permissions(&module, std::fs::Permissions::from_mode(0o555)).unwrap();
    let words = ["cache", "clean-go", "build", "modules", "--yes", "--even-if-running", "--json"];
    let changed = lab.upgo(words).succeeds().json();
    assert!(changed["freedBytes"].as_u64().unwrap() > 0, "{changed:#}");
    assert!(!modules.exists());
    let report = lab.upgo(["cache", "--json"]).succeeds().json();
    assert_eq!(report["caches"][1]["state"], "missing");
    assert_eq!(lab.upgo(["cache", "clean-go", "build"]).succeeds().output, "There is nothing to clean.\n");
}
