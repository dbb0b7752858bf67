//! `verify --rebuild` compares a release with what its source makes. The sources here are scripts that copy an archive;
//! `real_go` builds a real one, and `faults` ends it at any point.
use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;

use crate::lab;
use crate::schemas::fits;

/// A user of a release and an older one, and the release as it should be.
fn user(tampered: impl Fn(Release) -> Release) -> (Lab, Release) {
    let mut lab = lab().with_release("go1.26.6");
    let honest = Release::sample("go1.27.3", &lab.sample_go());
    lab.add(tampered(honest.clone()));
    for version in ["1.26.6", "1.27.3"] {
        lab.upgo(["install", version]).succeeds();
    }
    (lab, honest)
}

/// A user of a release whose source is published, too.
fn user_with_source() -> Lab {
    let (mut lab, honest) = user(|release| release);
    lab.add(Release::source(&honest));
    lab
}

fn rebuild(lab: &Lab, code: i32) -> Value {
    let report = lab.upgo(["verify", "1.27.3", "--rebuild", "--json"]).exits(code).json();
    fits(if report["error"].is_null() { "verify-rebuild" } else { "error" }, &report);
    assert!(is_clean(lab), "{:?}", lab.names_in("cache"));
    report
}

/// Whether nothing is left of a build.
fn is_clean(lab: &Lab) -> bool {
    !lab.names_in("cache").iter().any(|name| name == "rebuild" || name.contains(".src."))
}

#[test]
fn a_release_that_its_source_makes_is_proven_with_another_go() {
    let lab = user_with_source();
    let report = rebuild(&lab, 0);
    assert_eq!((&report["ok"], &report["files"], &report["builtWith"]), (&json!(true), &json!(5), &json!("go1.26.6")));
    assert_eq!(report["source"]["filename"], "go1.27.3.src.tar.gz");
    assert_eq!((&report["installed"]["ok"], &report["warnings"]), (&json!(true), &json!([])));
    let ran = lab.upgo(["verify", "1.27.3", "--rebuild"]).succeeds();
    assert!(ran.output.contains("All 5 files of the release are what its source makes."), "{}", ran.output);
    assert!(ran.output.contains("as far as go1.26.6 can be trusted"), "{}", ran.output);
    for said in ["Downloading go1.27.3.src.tar.gz", "Building go1.27.3 with go1.26.6", "Comparing what was built"] {
        assert!(ran.errors.contains(said), "{said}: {}", ran.errors);
    }
    #[cfg(unix)]
    assert!(ran.errors.contains("  built go1.27.3\n"), "{}", ran.errors);
    assert_eq!(lab.upgo(["history", "--json"]).succeeds().json()["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn each_file_that_somebody_put_into_a_release_is_named() {
    let gofmt = format!("bin/gofmt{EXE}");
    let tampered =
        |release: Release| release.with_file(&gofmt, b"a Sample").with_file("src/evil.go", b"package evil\n");
    let (mut lab, honest) = user(tampered);
    lab.add(Release::source(&honest.with_file("src/gone.go", b"package gone\n")));
    lab.upgo(["verify", "1.27.3"]).succeeds(); // it is what was published
    let report = rebuild(&lab, 4);
    let found = ["changed", "missing", "added"].map(|kind| report[kind].clone());
    assert_eq!(found, [json!([gofmt]), json!(["src/gone.go"]), json!(["src/evil.go"])]);
    assert_eq!((&report["ok"], &report["installed"]["ok"]), (&json!(false), &json!(true)));
    let said = lab.upgo(["verify", "1.27.3", "--rebuild"]).exits(4).output;
    assert!(said.contains("3 files of the release are not what its source makes:\n  changed  bin/gofmt"), "{said}");
    assert!(said.contains("Build it on another machine"), "{said}");
    assert!(!said.contains("contains only what is in its source"), "{said}");
}

#[test]
fn a_file_that_was_changed_after_the_installation_is_named_although_the_release_is_proven() {
    let lab = user_with_source();
    std::fs::write(lab.home().join("toolchains/go1.27.3/LICENSE"), "mine\n").unwrap();
    let report = rebuild(&lab, 4);
    assert_eq!((&report["ok"], &report["changed"]), (&json!(false), &json!([])));
    assert_eq!(report["installed"]["changed"], json!(["LICENSE"]));
    let said = lab.upgo(["verify", "1.27.3", "--rebuild"]).exits(4).output;
    assert!(said.contains("upgo verify 1.27.3 --repair"), "{said}");
}

#[test]
fn a_release_that_only_itself_could_build_is_refused_with_the_command_that_helps() {
    // Go 1.27 needs Go 1.24 or later
    let mut lab = lab().with_release("go1.23.1").with_release("go1.27.3").with_release("go1.20.9");
    lab.add(Release::source(lab.release("go1.27.3")));
    for version in ["1.20.9", "1.23.1", "1.27.3"] {
        lab.upgo(["install", version]).succeeds();
    }
    let before = lab.server.request_count();
    let error = rebuild(&lab, 4)["error"].clone();
    assert_eq!(error["code"], "UPGO-VERIFY-REBUILD");
    assert_eq!(error["message"], "building go1.27.3 needs another Go that Upgo has installed, Go 1.24 or later");
    assert_eq!(error["next"], "Run `upgo install 1.26` first.");
    assert_eq!(lab.server.request_count(), before, "nothing is downloaded for nothing");
    let error = lab.upgo(["verify", "1.20.9", "--rebuild", "--json"]).exits(4).json()["error"].clone();
    assert!(error["message"].as_str().unwrap().contains("only since Go 1.21"), "{error:#}");
}

#[test]
fn a_go_whose_own_files_were_changed_builds_nothing() {
    let lab = user_with_source();
    std::fs::write(lab.home().join("toolchains/go1.26.6/LICENSE"), "mine\n").unwrap();
    let error = rebuild(&lab, 4)["error"].clone();
    assert_eq!(
        (&error["code"], &error["next"]),
        (&json!("UPGO-VERIFY-REBUILD"), &json!("Run `upgo verify 1.26.6 --repair`."))
    );
    // without its VERSION, the script would look for another Go
    std::fs::remove_file(lab.home().join("toolchains/go1.26.6/VERSION")).unwrap();
    let error = rebuild(&lab, 4)["error"].clone();
    assert!(error["message"].as_str().unwrap().contains("needs another Go"), "{error:#}");
}

#[test]
fn a_source_that_is_not_published_or_another_one_is_no_proof() {
    let (mut lab, honest) = user(|release| release);
    let error = rebuild(&lab, 4)["error"].clone();
    assert_eq!(error["code"], "UPGO-VERIFY-REBUILD");
    assert!(error["message"].as_str().unwrap().contains("does not name the source of go1.27.3"), "{error:#}");
    let source = Release::source(&honest);
    lab.server.always(source.filename(), Act::WrongBytes);
    lab.add(source);
    let error = rebuild(&lab, 4)["error"].clone();
    assert_eq!(error["code"], "UPGO-VERIFY-DIGEST", "{error:#}");
    let other = Release::source(&honest).with_file("VERSION", b"go1.27.2\n");
    let (mut lab, _) = user(|release| release);
    lab.add(other);
    assert_eq!(rebuild(&lab, 9)["error"]["code"], "UPGO-ARCHIVE-DAMAGED");
}

#[cfg(unix)] // the scripts are those of Unix
mod scripts {
    use std::process::Command;

    use upgo_testkit::limit::{InTime as _, lines_in_time};

    use super::*;

    /// A user of a release whose build is this script. `{name}` stands for the archive that it should make.
    fn user_with_script(script: &str) -> Lab {
        let (mut lab, honest) = user(|release| release);
        let script = script.replace("{name}", &format!("../pkg/distpack/{}", honest.filename()));
        lab.add(Release::source(&honest).with_file("src/make.bash", script.as_bytes()));
        lab
    }

    fn refused(lab: &Lab) -> (String, String) {
        let error = rebuild(lab, 4)["error"].clone();
        assert_eq!(error["code"], "UPGO-VERIFY-REBUILD", "{error:#}");
        let causes = error["causes"].as_array().unwrap().iter().map(|cause| cause.as_str().unwrap().to_owned());
        (error["message"].as_str().unwrap().to_owned(), causes.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_failed_build_is_unknown_and_shows_its_last_lines() {
        let lab = user_with_script("seq 1 100 >&2\necho 'no space' >&2\nexit 3\n");
        let (message, said) = refused(&lab);
        assert_eq!(message, "go1.27.3 could not be built from its source: `make.bash -distpack` failed");
        assert!(said.ends_with("no space") || said.contains("no space\n"), "{said}");
        assert!(said.contains("\n100") && !said.contains("\n50\n"), "{said}");
        let (message, _) = refused(&user_with_script("exit 0\n"));
        assert!(message.contains("the build did not make go1.27.3."), "{message}");
    }

    #[test]
    fn an_archive_that_is_another_file_or_none_of_go_is_a_failed_build() {
        for make in [
            "mkdir -p ../pkg/distpack; ln -s \"$PWD/built\" {name}",
            "mkdir ../../else ../pkg; ln -s ../../else ../pkg/distpack; cp built {name}",
            "mkdir -p {name}",
            "mkdir -p ../pkg/distpack; mkfifo {name}",
            "mkdir -p ../pkg/distpack; echo none > {name}",
        ] {
            let (message, _) = refused(&user_with_script(make));
            assert!(message.starts_with("go1.27.3 could not be built from its source: "), "{make}: {message}");
        }
    }

    #[test]
    fn a_build_has_nothing_of_the_users_environment() {
        let lab = user_with_script("env | sort; echo \"$*\"; exit 1\n").with_variable("GOFLAGS", "-tags=evil");
        let lab = lab.with_variable("CC", "evil").with_variable("GOROOT_BOOTSTRAP", "/evil");
        let (_, said) = refused(&lab);
        assert!(!said.contains("evil") && !said.contains("UPGO"), "{said}");
        let own = lab.home().join("toolchains/go1.26.6");
        assert!(said.contains(&format!("GOROOT_BOOTSTRAP={}\n", own.display())), "{said}");
        assert!(said.contains("GOTOOLCHAIN=local\n") && said.contains("GOENV=off\n"), "{said}");
        assert!(said.contains(&format!("HOME={}", lab.home().join("cache/rebuild/home").display())), "{said}");
        assert!(said.ends_with("-distpack -no-banner"), "{said}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_build_writes_only_into_its_folder() {
        use upgo_engine::machine::platform::{self, WriteHold};

        if platform::confinement().writes == WriteHold::No {
            println!("SKIPPED: this system does not hold programs to their folders");
            return;
        }
        let lab = user_with_script(": > \"$GOROOT_BOOTSTRAP/evil\"\n");
        let (message, said) = refused(&lab);
        assert!(message.contains("which was refused"), "{message}: {said}");
        lab.upgo(["verify"]).succeeds();
    }

    /// Starts a build that never ends, and waits until it runs.
    fn start(lab: &Lab) -> (std::process::Child, impl Iterator<Item = String>) {
        let mut command = lab.upgo(["verify", "1.27.3", "--rebuild"]).into_command();
        let mut child = command.spawn().unwrap();
        let mut lines = lines_in_time(child.stderr.take().unwrap()).map_while(Result::ok);
        assert!(lines.any(|line| line.contains("the build runs")), "it did not start");
        (child, lines)
    }

    const ENDLESS: &str = "echo the build runs\nsleep 1000 & wait\n";

    #[test]
    fn ctrl_c_ends_the_build_and_leaves_nothing() {
        let lab = user_with_script(ENDLESS);
        let (mut child, lines) = start(&lab);
        let busy = lab.upgo(["verify", "1.27.3", "--rebuild", "--json"]).exits(6).json();
        assert_eq!(busy["error"]["code"], "UPGO-BUSY", "{busy:#}");
        lab.upgo(["status"]).succeeds();
        assert!(!is_clean(&lab), "the folder of a running build stays");
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status_in_time().unwrap().success());
        // standard error is closed when the last process of the build has ended
        let rest: Vec<String> = lines.collect();
        assert_eq!(child.status_in_time().unwrap().code(), Some(130), "{rest:#?}");
        assert!(is_clean(&lab), "{:?}", lab.names_in("cache"));
    }

    #[test]
    fn the_next_command_deletes_what_a_killed_one_left() {
        let lab = user_with_script(ENDLESS);
        let (mut child, lines) = start(&lab);
        child.kill().unwrap();
        child.status_in_time().unwrap();
        drop(lines);
        assert!(!is_clean(&lab));
        lab.upgo(["status"]).succeeds();
        assert!(is_clean(&lab), "{:?}", lab.names_in("cache"));
    }

    #[test]
    fn a_go_that_the_policy_forbids_builds_nothing() {
        let Some(lab) = crate::policy::managed(user_with_source(), "allowed = ['1.27']\n") else { return };
        assert_eq!(rebuild(&lab, 15)["error"]["code"], "UPGO-POLICY-VERSION");
    }
}
