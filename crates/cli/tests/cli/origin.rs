//! Promise: every place that mentions proof names who vouches for an installed Go. A digest that the user
//! gives never takes the place of the one in a release list.
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::managed;
use crate::schemas::fits;

const OTHER: &str = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";

/// A sandbox whose release list has go1.26.6.
fn with_list() -> Lab {
    lab().with_release("go1.26.6")
}

/// An altered archive of a version, whose name is official.
fn altered(lab: &Lab, version: &str) -> Release {
    Release::sample(version, &lab.sample_go()).with_file("src/fmt/evil.go", b"package fmt\n")
}

/// Writes an archive under a name, which may be of another release.
fn file(lab: &Lab, release: &Release, name: &str) -> PathBuf {
    let file = lab.path("tmp").join(name);
    std::fs::write(&file, release.bytes()).unwrap();
    file
}

/// The run that installs a file whose digest the user vouches for.
fn vouch(lab: &Lab, release: &Release, name: &str) -> Run {
    let file = file(lab, release, name);
    let digest = release.sha256();
    lab.upgo(["install", file.to_str().unwrap(), "--sha256", &digest, "--json"])
}

/// Checks that nothing was installed, and returns the message.
fn refused(lab: &Lab, ran: &Ran) -> String {
    assert_eq!((ran.code, &ran.json()["error"]["code"]), (Some(4), &json!("UPGO-VERIFY-DIGEST")), "{ran}");
    assert_eq!(lab.toolchains(), [""; 0], "{ran}");
    assert_eq!(lab.names_in("staging"), [""; 0], "{ran}");
    ran.json()["error"]["message"].as_str().unwrap().to_owned()
}

/// The name of an archive of go1.26.6 for another target.
fn other_target() -> &'static str {
    if cfg!(windows) { "go1.26.6.windows-386.zip" } else { "go1.26.6.linux-386.tar.gz" }
}

#[test]
#[ignore = "long"]
fn a_digest_that_the_user_gives_never_replaces_the_listed_one() {
    let ending = if cfg!(windows) { "zip" } else { "tar.gz" };
    let names = [
        Release::sample("go1.26.6", &with_list().sample_go()).filename().to_owned(),
        format!("go1.26.6.our-build.{ending}"),
        other_target().to_owned(),
    ];
    for is_known in [true, false] {
        for name in &names {
            let lab = with_list();
            if is_known {
                lab.upgo(["check"]).succeeds();
            }
            let evil = altered(&lab, "go1.26.6");
            let said = refused(&lab, &vouch(&lab, &evil, name).ends());
            assert!(said.contains("has another SHA-256 for go1.26.6"), "{said}");
            assert!(said.contains(&lab.release("go1.26.6").sha256()) && said.contains(&evil.sha256()), "{said}");
            // The list is known, and not reachable any more.
            lab.upgo(["check"]).succeeds();
            lab.server.always("", Act::Status(503));
            refused(&lab, &vouch(&lab, &evil, name).ends());
            let dry = file(&lab, &evil, name);
            let words = ["install", dry.to_str().unwrap(), "--sha256", &evil.sha256(), "--dry-run", "--json"];
            refused(&lab, &lab.upgo(words).ends());
        }
    }
}

#[test]
fn a_given_digest_that_is_the_listed_one_counts_as_listed() {
    let lab = with_list();
    let honest = lab.release("go1.26.6").clone();
    let ran = vouch(&lab, &honest, honest.filename()).succeeds();
    assert_eq!(ran.json()["proof"], "digestOnly", "{ran}");
}

/// A sandbox with a file that no list has, installed.
fn with_own_file() -> Lab {
    let mut lab = with_list();
    let own = altered(&lab, "go1.27.3");
    let ran = vouch(&lab, &own, own.filename()).succeeds();
    fits("change", &ran.json());
    assert_eq!(ran.json()["proof"], "given", "{ran}");
    lab.upgo(["use", "1.27.3"]).succeeds();
    lab.add_release("go1.25.1"); // the next answer is another one
    lab
}

fn level(lab: &Lab) -> Value {
    let chain = lab.upgo(["verify", "1.27.3", "--why", "--json"]).succeeds().json();
    fits("proof", &chain);
    chain["level"].clone()
}

#[test]
fn a_file_of_no_list_is_the_users_word_everywhere() {
    let lab = with_own_file();
    let said = "go1.27.3: It matches the SHA-256 that you gave; it is not in any known release list.";
    let own = altered(&lab, "go1.27.3");
    lab.upgo(["use", "1.27.3"]).succeeds();
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("Install go1.27.3 (your SHA-256 only)"), "{history}");
    let entries = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(entries["entries"][1]["proof"], "given", "{entries:#}");
    let verified = lab.upgo(["verify", "1.27.3"]).succeeds().output;
    let expected = "match what was installed; no published release confirms them.";
    assert!(verified.contains(expected) && !verified.contains("the published release"), "{verified}");
    let report = lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
    fits("verify", &report);
    assert_eq!((&report["ok"], &report["level"]), (&json!(true), &json!("given")), "{report:#}");
    let repaired = lab.upgo(["verify", "1.27.3", "--repair"]).succeeds().output;
    assert_eq!(repaired.trim(), "All files match what was installed.");
    let why = lab.upgo(["verify", "1.27.3", "--why"]).succeeds().output;
    for line in
        ["It matches the SHA-256 that you gave; it is not in any known release list.", "has the SHA-256 that you gave."]
    {
        assert!(why.contains(line), "{why}");
    }
    assert!(!why.contains("Verified against the release list"), "{why}");
    let audit_log = std::fs::read_dir(lab.home().join("audit")).into_iter().flatten().flatten();
    let logged: String = audit_log.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    assert!(logged.is_empty() || logged.contains(r#""proof":"given""#), "{logged}");
    let fleet = lab.upgo(["fleet", "report"]).succeeds().json();
    fits("fleet-report", &fleet);
    assert_eq!((&fleet["installed"], &fleet["given"]), (&json!(["go1.27.3"]), &json!(["go1.27.3"])), "{fleet:#}");
    let vulnerabilities = Vulns::real().serve(&lab.server);
    let audit = |format: &str| lab.upgo(["audit", "1.27.3", format]).with("UPGO_VULN_URL", &vulnerabilities).succeeds();
    assert_eq!(audit("--json").json()["proof"], "given");
    assert_eq!(audit("--sarif").json()["runs"][0]["properties"]["proof"], "given");
    let audited = audit("--quiet").output;
    assert!(audited.contains("The installed one may differ from it"), "{audited}");
    // The words of the installation itself.
    lab.upgo(["use", "1.27.3"]).succeeds();
    lab.upgo(["remove", "1.27.3", "--force"]).succeeds();
    let path = file(&lab, &own, own.filename());
    let ran = lab.upgo(["install", path.to_str().unwrap(), "--sha256", &own.sha256()]).succeeds();
    assert!(ran.output.contains(said) && !ran.output.contains("release list only"), "{ran}");
}

#[test]
fn a_required_proof_is_not_the_users_word() {
    let lab = with_list();
    lab.upgo(["settings", "set", "proof", "required"]).succeeds();
    let own = altered(&lab, "go1.27.3");
    let ran = vouch(&lab, &own, own.filename()).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
    assert!(ran.json()["error"]["message"].as_str().unwrap().contains("only the SHA-256 that you gave"), "{ran}");
    assert_eq!(lab.toolchains(), [""; 0]);
}

#[test]
fn a_list_that_has_another_digest_later_is_a_problem_that_a_repair_solves() {
    let mut lab = with_own_file();
    let honest = Release::sample("go1.27.3", &lab.sample_go());
    lab.add(honest);
    lab.upgo(["check"]).succeeds();
    assert_eq!(level(&lab), "contradicted");
    let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
    assert_eq!((&report["ok"], &report["level"]), (&json!(false), &json!("contradicted")), "{report:#}");
    let said = lab.upgo(["verify"]).exits(4).output;
    assert!(said.contains("the release list has another SHA-256 for this version"), "{said}");
    let doctor = lab.upgo(["doctor", "--json"]).ends().json();
    let finding = doctor["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == "tree.other-digest");
    assert_eq!(finding.map(|finding| &finding["severity"]), Some(&json!("problem")), "{doctor:#}");
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert_eq!(level(&lab), "digestOnly");
    assert!(!lab.home().join("toolchains/go1.27.3/src/fmt/evil.go").exists());
    let said = lab.upgo(["verify", "1.27.3"]).succeeds().output;
    assert!(said.contains("match the published release."), "{said}");
}

#[test]
fn a_list_that_has_the_same_digest_later_vouches_for_it() {
    let mut lab = with_own_file();
    let own = altered(&lab, "go1.27.3");
    lab.add(own);
    lab.upgo(["check"]).succeeds();
    assert_eq!(level(&lab), "digestOnly");
    let said = lab.upgo(["verify", "1.27.3"]).succeeds().output;
    assert!(said.contains("match the published release."), "{said}");
    std::fs::remove_file(lab.home().join("toolchains/go1.27.3/LICENSE")).unwrap();
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
}

#[test]
fn what_only_the_user_vouched_for_is_neither_restored_nor_repaired_from_elsewhere() {
    let lab = with_own_file();
    std::fs::remove_file(lab.home().join("toolchains/go1.27.3/LICENSE")).unwrap();
    let ran = lab.upgo(["verify", "1.27.3", "--repair", "--json"]).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-NO-DIGEST", "{ran}");
    let said = lab.upgo(["verify", "1.27.3"]).exits(4).output;
    assert!(said.contains("1 file differs from what was installed:"), "{said}");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    let ran = lab.upgo(["rollback", "--json"]).ends();
    assert_ne!(ran.code, Some(0), "{ran}");
    assert_eq!(lab.toolchains(), ["go1.26.6"], "{ran}");
}

/// A sandbox with a checksum database that only GOSUMDB names, and that has go1.27.3. Go's own cannot be reached.
fn with_own_database() -> (Lab, Server, String) {
    let sums = Server::start();
    let own = ChecksumDatabase::new("sum.own.example");
    let gosumdb = own.gosumdb(&sums);
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_variable("GOPROXY", "off");
    let release = lab.release("go1.27.3");
    own.with_others(9).with(&release.toolchain(), &release.h1()).serve(&sums, "");
    (lab, sums, gosumdb)
}

/// The ways to set GOSUMDB: a variable, and the file of `go env -w`.
fn set_gosumdb(lab: &Lab, run: Run, value: &str, in_file: bool) -> Run {
    if !in_file {
        return run.with("GOSUMDB", value);
    }
    let file = lab.path("tmp").join("env");
    std::fs::write(&file, format!("GOSUMDB={value}\n")).unwrap();
    run.with("GOSUMDB", "").with("GOENV", &file)
}

#[test]
fn an_own_database_is_named_wherever_proof_is_told() {
    let (lab, _sums, gosumdb) = with_own_database();
    for in_file in [false, true] {
        let ran = set_gosumdb(&lab, lab.upgo(["install", "1.27.3"]), &gosumdb, in_file).succeeds();
        assert!(ran.output.contains("Your own checksum database sum.own.example"), "{ran}");
        let why = lab.upgo(["verify", "1.27.3", "--why"]).succeeds().output;
        assert!(why.contains("Your own checksum database sum.own.example, whose key is not built into Upgo"), "{why}");
        assert!(!why.contains("The Go checksum database sum.own"), "{why}");
        assert_eq!(level(&lab), "ownDatabase");
        let verified = lab.upgo(["verify", "1.27.3"]).succeeds().output;
        assert!(verified.contains("match the release in your own checksum database."), "{verified}");
        let history = lab.upgo(["history"]).succeeds().output;
        assert!(history.contains("Install go1.27.3 (your own checksum database only)"), "{history}");
        lab.upgo(["remove", "1.27.3"]).succeeds();
    }
}

#[test]
fn an_own_database_of_the_environment_is_no_required_proof() {
    let (lab, sums, gosumdb) = with_own_database();
    lab.upgo(["settings", "set", "proof", "required"]).succeeds();
    for in_file in [false, true] {
        for words in [&["install", "1.27.3", "--json"][..], &["install", "1.27.3", "--without-proof", "--json"]] {
            let ran = set_gosumdb(&lab, lab.upgo(words), &gosumdb, in_file).exits(4);
            assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
            let said = ran.json()["error"]["message"].as_str().unwrap().to_owned();
            assert!(said.contains("the database that GOSUMDB names does not count here"), "{said}");
            assert_eq!(lab.toolchains(), [""; 0]);
        }
    }
    assert!(sums.requests().is_empty(), "a database that does not count was asked");
    // A setting names it, by a plan that the history lists.
    lab.upgo(["settings", "set", "checksum-database", &gosumdb]).succeeds();
    let ran = lab.upgo(["install", "1.27.3", "--json"]).succeeds();
    assert_eq!(ran.json()["proof"], "ownDatabase", "{ran}");
}

#[test]
fn a_policy_that_sets_the_proof_also_decides_whose_database_counts() {
    for proof in ["required", "when-reachable"] {
        let (lab, sums, gosumdb) = with_own_database();
        // Go's own database knows another go1.27.3, so what a client installs without it is not proven.
        let go = Server::start();
        let built_in = ChecksumDatabase::new("sum.go.example");
        let lab = lab.with_variable("UPGO_TEST_DATABASE", built_in.gosumdb(&go));
        built_in.with(&lab.release("go1.27.3").toolchain(), OTHER).serve(&go, "");
        let Some(lab) = managed(lab, &format!("proof = '{proof}'\n")) else { return };
        std::fs::create_dir_all(lab.home()).unwrap();
        lab.upgo(["settings", "set", "checksum-database", &gosumdb]).succeeds();
        for named in [gosumdb.as_str(), "off", "nonsense"] {
            for in_file in [false, true] {
                let run = lab.upgo(["install", "1.27.3", "--without-proof", "--json"]);
                let ran = set_gosumdb(&lab, run, named, in_file).exits(4);
                assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-CONTRADICTS", "{named}: {ran}");
            }
        }
        assert!(sums.requests().is_empty(), "a database that does not count was asked");
        std::fs::write(lab.path("policy.toml"), format!("proof = '{proof}'\nchecksum-database = '{gosumdb}'\n"))
            .unwrap();
        let ran = lab.upgo(["install", "1.27.3", "--json"]).succeeds();
        assert_eq!(ran.json()["proof"], "ownDatabase", "{ran}");
    }
}

#[test]
fn gos_own_name_with_another_key_is_not_gos_own_database() {
    let sums = Server::start();
    let forged = ChecksumDatabase::new("sum.golang.org");
    let gosumdb = forged.gosumdb(&sums);
    let lab = lab().with_release("go1.27.3").with_variable("GOPROXY", "off");
    let release = lab.release("go1.27.3");
    forged.with(&release.toolchain(), &release.h1()).serve(&sums, "");
    let ran = lab.upgo(["install", "1.27.3", "--json"]).with("GOSUMDB", &gosumdb).succeeds();
    assert_eq!(ran.json()["proof"], "digestOnly", "{ran}");
    assert!(sums.requests().is_empty(), "{ran}");
}

/// The key decides whether a database is Go's own, and not its name.
#[test]
fn the_built_in_name_with_another_key_is_no_required_proof() {
    let (go, sums) = (Server::start(), Server::start());
    let built_in = ChecksumDatabase::new("sum.go.example").gosumdb(&go);
    let forged = ChecksumDatabase::new("sum.go.example").with_another_key();
    let gosumdb = forged.gosumdb(&sums);
    let lab = lab().with_release("go1.27.3").with_variable("GOPROXY", "off");
    let lab = lab.with_variable("UPGO_TEST_DATABASE", built_in);
    let release = lab.release("go1.27.3");
    forged.with(&release.toolchain(), &release.h1()).serve(&sums, "");
    lab.upgo(["settings", "set", "proof", "required"]).succeeds();
    for in_file in [false, true] {
        let ran = set_gosumdb(&lab, lab.upgo(["install", "1.27.3", "--json"]), &gosumdb, in_file).exits(4);
        assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
        assert_eq!(lab.toolchains(), [""; 0]);
    }
    assert!(sums.requests().is_empty(), "a database that does not count was asked");
}

#[test]
fn a_bundle_brings_no_database_of_its_own() {
    let (maker, _sums, gosumdb) = with_own_database();
    let bundle = maker.path("tmp").join("go.zip");
    maker.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
    let words = ["bundle", "create", bundle.to_str().unwrap(), "--versions", "1.27.3", "--without-upgo", "--json"];
    let made = maker.upgo(words).with("GOSUMDB", &gosumdb).succeeds().json();
    assert_eq!(made["files"][0]["hasProof"], true, "{made:#}");
    let lab = lab().with_variable("GOPROXY", "off").with_variable("UPGO_FEED_URL", "http://127.0.0.1:1/");
    for in_file in [false, true] {
        let run = lab.upgo(["install", "--bundle", bundle.to_str().unwrap(), "1.27.3", "--without-proof", "--json"]);
        let ran = set_gosumdb(&lab, run, &gosumdb, in_file).exits(4);
        assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
        assert_eq!(lab.toolchains(), [""; 0], "{ran}");
        let left: Vec<_> = lab.names_in("cache").into_iter().filter(|name| name.contains("go1.27.3")).collect();
        let left: Vec<_> =
            left.into_iter().filter(|name| Path::new(name).extension().is_none_or(|ending| ending != "lock")).collect();
        assert_eq!(left, [""; 0], "a refused bundle leaves nothing");
    }
}
