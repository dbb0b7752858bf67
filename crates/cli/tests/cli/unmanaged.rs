//! The newest Go in use, but Upgo does not manage it: it is up to date, whoever asks, and nothing is downloaded.
use std::fs;

use serde_json::json;
use upgo_engine::machine::platform::typed;
use upgo_testkit::lab::Lab;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::managed;

/// A user of a Go that comes first on PATH, and that Upgo does not manage. Upgo's `own` is chosen, but comes later.
pub(crate) fn beside(other: &str, own: Option<&str>) -> Lab {
    beside_in("other", other, own)
}

fn beside_in(folder: &str, other: &str, own: Option<&str>) -> Lab {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    let bin = lab.user().join(folder).join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.with_file_name("VERSION"), format!("{other}\n")).unwrap();
    upgo_testkit::copy_program(&lab.sample_go(), &bin.join("go"));
    let path = format!("{}:{}", bin.display(), upgo_testkit::system::path_after(&lab.home().join("bin")));
    let lab = lab.with_variable("PATH", path).with_variable("UPGO_NO_MODIFY_PATH", "1");
    if let Some(own) = own {
        lab.upgo(["install", own, "--use"]).exits(12);
    }
    lab
}

#[test]
fn the_newest_go_is_up_to_date_whoever_manages_it() {
    for (other, own, folder, is_adoptable) in [
        ("go1.27.3", None, "other", true),
        ("go1.27.3", Some("1.26.5"), "other", true),
        ("go1.28rc1", Some("1.26.5"), "other", false), // the list does not have it
        ("go1.27.3", Some("1.26.5"), ".goenv/versions/1.27.3", false),
    ] {
        let lab = beside_in(folder, other, own);
        let (root, here) = (lab.user().join(folder).display().to_string(), lab.toolchains());
        let patch = ["upgrade", "--patch"];
        let all = [&["upgrade"][..], &["upgrade", "--unattended"], &patch];
        // the list has no line of the pre-release
        for words in all.into_iter().filter(|words| other == "go1.27.3" || *words != patch) {
            let done = lab.upgo([words, &["--json"]].concat()).succeeds().json();
            assert_eq!((&done["changed"], &done["to"]), (&json!(false), &json!(other)), "{words:?}: {done:#}");
            let warnings = done["warnings"].as_array().unwrap();
            let said = warnings.iter().find(|warning| warning["code"] == "UPGO-GO-UNMANAGED").unwrap();
            let message = format!("{other} in {root} is up to date, but Upgo does not manage it");
            assert_eq!(said["message"], json!(message), "{said:#}");
            let adopt = format!("`upgo adopt {}`", typed(&root));
            assert_eq!(said["next"].as_str().unwrap().contains(&adopt), is_adoptable, "{said:#}");
        }
        let said = lab.upgo(["upgrade"]).succeeds();
        assert!(said.output.starts_with(&format!("{other} is up to date.")), "{said}");
        let preflight = lab.upgo(["preflight", "--json", "--exit-code"]).succeeds().json();
        assert_eq!((&preflight["upgrades"], &preflight["to"]), (&json!(false), &json!(other)), "{preflight:#}");
        assert!(preflight.to_string().contains("but Upgo does not manage it"), "{preflight:#}");
        let check = lab.upgo(["check"]).succeeds();
        assert!(check.output.starts_with(&format!("{other} is up to date")), "{check}");
        let status = lab.upgo(["status"]).succeeds();
        assert!(!status.output.contains("is available"), "{status}");
        assert_eq!(lab.toolchains(), here, "nothing is downloaded");
        // a version that the user names is installed
        let named = lab.upgo(["upgrade", "--to", "1.27.3", "--dry-run", "--json"]).succeeds().json();
        assert_eq!(named["plan"]["steps"][0]["kind"], "download", "{named:#}");
        if is_adoptable {
            lab.upgo(["adopt", &root]).exits(12);
            assert!(lab.toolchains().contains(&"go1.27.3".to_owned()));
        }
    }
}

#[test]
fn a_version_that_is_installed_twice_counts_once_everywhere() {
    let lab = beside("go1.27.3", Some("1.27.3"));
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["installed"].as_array().unwrap().len(), 2, "{status:#}");
    let metrics = lab.upgo(["status", "--format", "openmetrics"]).succeeds().output;
    assert!(metrics.lines().any(|line| line.starts_with("upgo_go_installed{") && line.ends_with(" 1")), "{metrics}");
    let report = lab.upgo(["fleet", "report", "--json"]).succeeds().json();
    assert_eq!(report["installed"], json!(["go1.27.3"]), "{report:#}");
}

#[test]
fn of_a_go_that_go_may_release_in_decades_no_support_is_said() {
    let lab = beside("go1.99.1", Some("1.27.3"));
    for words in [&["status", "--json"][..], &["audit", "1.27.3", "--offline", "--json"]] {
        let said = lab.upgo(words).ends().output;
        assert!(!said.contains("206"), "{said}");
    }
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    let support = ["supported", "supportedUntil"].map(|name| status[name].clone());
    assert_eq!(support, [json!(null), json!(null)], "{status:#}");
}

#[test]
fn an_upgrade_leads_to_what_is_better_than_a_newer_go_of_others() {
    let leads = |lab: &Lab| lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json()["plan"]["to"].clone();
    let own = Some("1.26.5");
    assert_eq!(leads(&beside("go1.26.6", own)), "go1.27.3");
    assert_eq!(leads(&beside("go1.27rc1", own)), "go1.27.3");
    let vulnerable = beside("go1.27.3", own);
    let fault = [("introduced", "0"), ("fixed", "1.26.6"), ("introduced", "1.27.0-0")];
    let entry = Vulns::sample("GO-2026-9999", &fault);
    let url = Vulns::empty().put(entry, "2026-09-01T00:00:00Z").serve(&vulnerable.server);
    assert_eq!(leads(&vulnerable.with_variable("UPGO_VULN_URL", url)), "go1.26.6");
    if let Some(pinned) = managed(beside("go1.27.3", own), "version = '1.26'\n") {
        assert_eq!(leads(&pinned), "go1.26.6");
    }
}

#[test]
fn a_go_in_a_folder_is_adopted_alone_as_with_all_wherever_it_is() {
    let lab = lab().with_release("go1.26.6");
    let root = lab.user().join("tools/golang/go");
    fs::create_dir_all(root.join("bin")).unwrap();
    fs::write(root.join("VERSION"), "go1.26.6\n").unwrap();
    upgo_testkit::copy_program(&lab.sample_go(), &root.join("bin/go"));
    for place in [root.clone(), root.join("bin"), root.join("bin/go"), root.parent().unwrap().to_owned()] {
        let place = place.to_str().unwrap();
        for words in [&["adopt", place][..], &["adopt", "--all", place]] {
            let plan = lab.upgo(words.iter().chain(&["--dry-run", "--json"])).succeeds().json();
            assert!(plan.to_string().contains("go1.26.6"), "{words:?}: {plan:#}");
        }
    }
    lab.upgo(["adopt", root.to_str().unwrap(), "--remove-old", "--yes"]).succeeds();
    assert_eq!((lab.toolchains(), root.exists()), (vec!["go1.26.6".to_owned()], false));
    lab.upgo(["rollback"]).succeeds();
    assert!(root.join("bin/go").is_file());

    let (none, own) = (lab.path("tmp"), lab.home().join("toolchains/go1.26.6"));
    lab.upgo(["install", "1.26.6"]).succeeds();
    for (place, code) in [(&none, "UPGO-VERSION-UNKNOWN"), (&own, "UPGO-GO-MANAGED")] {
        let place = place.to_str().unwrap();
        for words in [&["adopt", place][..], &["adopt", "--all", place]] {
            let refused = lab.upgo(words.iter().chain(&["--json"])).ends().json();
            assert_eq!(refused["error"]["code"], code, "{words:?}: {refused:#}");
        }
    }
}
